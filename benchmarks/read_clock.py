"""A process that reads one clock's file and prints the seconds that took, start-up not included.

``python -m benchmarks.read_clock HOW FILE``: ``ours``, ``arrow``, ``calamine``, or ``nothing``, which only
imports what the others need.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pyarrow import csv
from python_calamine import CalamineWorkbook

from payroll.intake.files import read_file
from payroll.intake.found import FoundFile
from payroll.problems import errors


def ours(path: Path) -> int:
    """Read with the program's readers."""
    read = read_file(FoundFile(path, path.name, None))
    if errors(read.problems):
        sys.exit(read.problems[0].message("en"))
    return sum(len(raw) for raws in read.tables.values() for raw in raws)


def arrow(path: Path) -> int:
    """Read a CSV with Arrow, nothing understood."""
    return int(csv.read_csv(path).num_rows)


def calamine(path: Path) -> int:
    """Read every cell of a workbook."""
    book = CalamineWorkbook.from_path(str(path))
    return sum(len(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names)


def nothing(_: Path) -> int:
    """Read nothing."""
    return 0


HOW: dict[str, Callable[[Path], int]] = {"ours": ours, "arrow": arrow, "calamine": calamine, "nothing": nothing}


def main() -> None:
    """Read and print the seconds."""
    gc.disable()  # as the program does
    read, path = HOW[sys.argv[1]], Path(sys.argv[2])
    start = time.perf_counter()
    rows = read(path)
    print(time.perf_counter() - start, rows)


if __name__ == "__main__":
    main()
