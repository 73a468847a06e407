"""``payroll`` and ``python -m payroll``."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line."""
    gc.disable()  # a command makes millions of objects and ends; looking for cycles among them only costs time
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


if __name__ == "__main__":
    main()
