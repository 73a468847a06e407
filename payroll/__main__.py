"""``payroll`` and ``python -m payroll``."""

from __future__ import annotations

import ctypes
import gc
import os
import sys


def main() -> None:
    """Run the command line."""
    gc.disable()  # a command makes millions of objects and ends; looking for cycles among them only costs time
    _keep_memory()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing here needs BLAS, whose threads wait at full speed
    sys.setswitchinterval(0.0005)  # a thread that needs Python only between two columns soon gets it
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks a character shows ? instead of failing
            stream.reconfigure(errors="replace")
    try:
        from payroll.cli.app import app

        app()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # nor at the end, when the process gives everything back anyway


_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


def _keep_memory() -> None:
    """Let large columns have the memory of earlier ones, in all threads and in Arrow, where the C library is glibc.

    It would return their memory to the system, which clears each page before it hands it out again: that took
    a fifth of the time of a large month.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_M_TRIM_THRESHOLD, 1 << 30)
        mallopt(_M_MMAP_THRESHOLD, 1 << 30)
        mallopt(_M_ARENA_MAX, 1)
        os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


if __name__ == "__main__":
    main()
