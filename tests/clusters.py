"""A scheduler and workers as processes of their own, as on several machines."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "PYTHONUNBUFFERED": "", "LC_ALL": "C.UTF-8"}


@dataclass(slots=True)
class Started:
    """A cluster: its address, and its processes. Each leads a group of its own."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)


@contextmanager
def cluster(workers: int) -> Iterator[Started]:
    """Give a cluster that is ready, gone afterwards."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    started = Started(address, scheduler_at(port))
    try:
        started.workers += [worker_of(address) for _ in range(workers)]
        wait_for(address)
        yield started
    finally:
        for process in (*started.workers, started.scheduler):
            end(process)


def scheduler_at(port: int) -> subprocess.Popen[bytes]:
    """Start a scheduler."""
    return _process("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--dashboard-address", "127.0.0.1:0")


def worker_of(address: str) -> subprocess.Popen[bytes]:
    """Start a worker of a scheduler, with its nanny."""
    return _process("dask_worker", address, "--nthreads", "1", "--no-dashboard")


def end(process: subprocess.Popen[bytes], how: int = signal.SIGKILL) -> None:
    """End a process and all of its group."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    process.wait(30)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        port: int = each.getsockname()[1]
        return port


def wait_for(address: str) -> None:
    """Wait until a scheduler listens."""
    host, port = address.removeprefix("tcp://").split(":")
    until = time.monotonic() + 60
    while True:
        with suppress(OSError), socket.create_connection((host, int(port)), 1):
            return
        assert time.monotonic() < until
        time.sleep(0.05)


def _process(program: str, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{program}", *words],
        env={**os.environ, **ENVIRONMENT},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
