"""How the processes of this machine are started that do tasks: quickly, and so that they keep the memory of columns."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

Method = Literal["forkserver", "spawn"]
_LOADED = ("distributed", "payroll.engine.part", "payroll.engine.reading")
"""What each of them needs. They are forked off a process that has loaded it, where the system can do that."""
MEMORY: Mapping[str, str] = {
    "MALLOC_TRIM_THRESHOLD_": str(1 << 30),
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_ARENA_MAX": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "OPENBLAS_NUM_THREADS": "1",
}
"""Large columns have the memory of earlier ones, as ``payroll.__main__`` has it for one process."""


def prepare() -> Method:
    """Begin to load what the processes need, beside whatever is done next; return how they are to be started."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return "spawn"
    from multiprocessing import forkserver, resource_tracker  # Windows has no forkserver

    multiprocessing.get_context("forkserver").set_forkserver_preload(list(_LOADED))
    resource_tracker.ensure_running()  # which lets Ctrl-C through again once it runs
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # what is started inherits this
    try:
        with _environment(MEMORY):
            forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return "forkserver"


def dask_setup(_: object) -> None:
    """Prepare a process of this machine; Dask calls it in each of them.

    Ctrl-C and the screen are left to the process that started it. Its tasks have one processor, as Dask counts it:
    Arrow would take those of the other processes. Columns make no cycles, so the search for them can be rare.
    """
    import pyarrow as pa  # loaded already

    pa.set_cpu_count(1)
    gc.set_threshold(100_000, 20, 20)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
