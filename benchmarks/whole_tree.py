"""What a command takes with all the processes that it starts: seconds, and the peak memory of them together.

Memory is the sum of PSS (/proc/PID/smaps_rollup, Linux only) over all processes of the session that the command leads,
looked at every second: a page that several of them share counts once, in shares, and a file that is mapped into memory
counts as far as its pages are there. A peak shorter than a second can be missed; looking more often would slow down
what is measured, since a look takes some 20 ms for each GB. Where seconds are compared, nobody looks: that would cost
two processes that keep two processors busy more than one, beside which a processor is free.
"""

from __future__ import annotations

import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 1.0
"""Seconds from one look at the memory to the next."""
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Taken:
    """Wall seconds, the peak memory of all processes together (bytes; 0: not looked at), and what was printed."""

    seconds: float
    peak_bytes: int
    said: bytes


Run = Callable[[float | None], Taken]
"""A run whose memory is looked at every so many seconds; None: not at all."""


def taken(command: Sequence[str], folder: Path, every: float | None = EVERY) -> Taken:
    """Run a command in ``folder`` and return what it took. Ends the program if the command fails."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        with subprocess.Popen(command, stdout=out, cwd=folder, start_new_session=True) as process:
            peak = None if every is None else _Peak(process.pid, every)
            try:
                process.wait()
                seconds = time.perf_counter() - start
            finally:
                _end_session(process.pid)
                highest = 0 if peak is None else peak.stopped()
        out.seek(0)
        said = out.read()
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}: {said[-2000:].decode('utf-8', 'replace')}")
    return Taken(seconds, highest, said)


def in_turn(runs: Sequence[Run], rounds: int) -> list[Taken]:
    """Run each in turn, once for its memory, then ``rounds`` times for its seconds.

    Returns of each the median of the seconds, the peak, and what it printed the last time.
    """
    peaks = [run(EVERY).peak_bytes for run in runs]
    found = [[run(None) for run in runs] for _ in range(rounds)]
    return [
        Taken(statistics.median(one.seconds for one in each), peak, each[-1].said)
        for peak, each in zip(peaks, zip(*found, strict=True), strict=True)
    ]


def session_bytes(session: int) -> int:
    """Return the PSS of all processes of a session together."""
    return sum(_pss(process) for process in Path("/proc").glob("[0-9]*") if _session(process) == session)


class _Peak:
    """Looks at the memory of a session until it is stopped."""

    def __init__(self, session: int, every: float) -> None:
        self._highest = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(session, every), daemon=True)
        self._thread.start()

    def _look(self, session: int, every: float) -> None:
        while not self._stop.wait(every):
            self._highest = max(self._highest, session_bytes(session))

    def stopped(self) -> int:
        """Stop looking, and return the highest sum (bytes)."""
        self._stop.set()
        self._thread.join()
        return self._highest


def _session(process: Path) -> int:
    """Return the session of a process, 0 if it has ended."""
    try:
        stat = (process / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[3])  # behind the name, which may hold anything


def _pss(process: Path) -> int:
    try:
        found = _PSS.search((process / "smaps_rollup").read_text(encoding="ascii"))
    except OSError:  # it has ended
        return 0
    return int(found[1]) * 1024 if found else 0


def _end_session(session: int) -> None:
    """End what the command left behind, or the command itself if the benchmark is interrupted."""
    for process in Path("/proc").glob("[0-9]*"):
        if _session(process) == session:
            try:
                os.kill(int(process.name), signal.SIGTERM)
            except ProcessLookupError:
                continue
