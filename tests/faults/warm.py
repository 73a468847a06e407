"""Commands of the program as processes that can be watched, killed and starved while they work."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
_ENVIRONMENT = {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "PYTHONUNBUFFERED": "", "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, negative for a signal; what it said on both streams."""

    code: int
    said: str
    told: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a command may not: use files above a size in bytes, be another user than ``user``."""

    largest_file: int | None = None
    user: int | None = None


FREE = Limits()


@dataclass(slots=True)
class Command:
    """A command that was started."""

    process: int
    said: Path
    told: Path
    warm: Warm | None
    cold: subprocess.Popen[bytes] | None = None

    def kill(self) -> None:
        """Kill it with all processes of its session."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process, signal.SIGKILL)

    def running(self) -> bool:
        """Tell whether it still runs."""
        try:
            state = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return False
        return state != "Z"

    def wait(self) -> Ended:
        """Wait for its end."""
        if self.cold is not None:
            code = self.cold.wait(180)
        else:
            assert self.warm is not None
            code = self.warm.ask({"wait": self.process})["ended"]
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in (self.said, self.told)]
        for path in (self.said, self.told):
            path.unlink()
        return Ended(code, *texts)


@dataclass(slots=True)
class Warm:
    """The process that has the program loaded; see ``warm_server``."""

    server: subprocess.Popen[str]
    folder: Path
    number: int = field(default=0)

    def ask(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """Send a line and return the answer."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.server.stdin.write(json.dumps(question) + "\n")
        self.server.stdin.flush()
        answer: dict[str, Any] = json.loads(self.server.stdout.readline())
        return answer

    def start(self, folder: Path, *words: str, limits: Limits = FREE) -> Command:
        """Start ``payroll WORDS`` in a folder."""
        said, told = self._streams()
        task = {
            "words": words,
            "folder": str(folder),
            "said": str(said),
            "told": str(told),
            "largest_file": limits.largest_file,
            "user": limits.user,
        }
        return Command(self.ask({"start": task})["process"], said, told, self)

    def start_cold(self, folder: Path, *words: str) -> Command:
        """Start ``payroll WORDS`` as a new interpreter."""
        said, told = self._streams()
        with said.open("wb") as out, told.open("wb") as err:
            process = subprocess.Popen(
                [sys.executable, "-m", "payroll", *words],
                cwd=folder,
                env={**os.environ, **_ENVIRONMENT},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        return Command(process.pid, said, told, None, process)

    def run(self, folder: Path, *words: str, limits: Limits = FREE) -> Ended:
        """Run ``payroll WORDS`` in a folder to its end."""
        return self.start(folder, *words, limits=limits).wait()

    def _streams(self) -> tuple[Path, Path]:
        self.number += 1
        return self.folder / f"{self.number}.said", self.folder / f"{self.number}.told"


@contextmanager
def warm_server() -> Iterator[Warm]:
    """Give the process that has the program loaded."""
    with tempfile.TemporaryDirectory(prefix="payroll-faults-") as folder:
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.warm_server"],
            cwd=ROOT,
            env={**os.environ, **_ENVIRONMENT},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert server.stdout is not None
        assert json.loads(server.stdout.readline()) == {"ready": True}
        try:
            yield Warm(server, Path(folder))
        finally:
            assert server.stdin is not None
            server.stdin.close()
            server.wait(30)


def clear(ended: Ended, *codes: int) -> bool:
    """Tell whether a command ended with one of the codes and, unless that is 0, with a message and no traceback."""
    whole = ended.said + ended.told
    return ended.code in codes and "Traceback" not in whole and (ended.code == 0 or bool(ended.told.strip()))
