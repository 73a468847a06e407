"""What one file is, read alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from payroll.intake.delimited import open_text, text_grid
from payroll.intake.files import FilesRead, read_file
from payroll.intake.found import FoundFile, mappings_in, shown, table_of_name
from payroll.intake.grid import Grid
from payroll.intake.readers import READERS, Reader
from payroll.intake.sniff import sniff
from payroll.intake.workbook import read_sheets
from payroll.problems import Problem, errors
from payroll.tables import TABLES


def inspect_file(path: Path, readers: Sequence[Reader] = READERS) -> FilesRead:
    """Read ``path`` by the mapping beside it, as its name tells, as a clock's export, or as the table that it fits.

    A file whose name tells nothing is tried as each table in turn; the one of which most columns are
    recognised without an error is taken.
    """
    name = shown(path.name)
    zoned = [reader.name for reader in readers if reader.read_in_zone is not None]
    mappings, _, wrong = mappings_in(path.parent, zoned)
    mapping = next((each for each in mappings if each.is_for(name)), None)
    if mapping is not None:
        return read_file(FoundFile(path, name, mapping.table, mapping), readers)
    table = table_of_name(path.name)
    read = read_file(FoundFile(path, name, table), readers)
    own = [problem for problem in wrong if problem.file.startswith(path.name)]
    read = replace(read, problems=(*read.problems, *own))
    if table is not None or read.tables or read.clocks:
        return read
    tries = [read_file(FoundFile(path, name, other), ()) for other in TABLES]
    fitting = [each for each in tries if each.tables and not errors(each.problems)]
    return max(fitting, key=_width, default=read)


def sheets_of(path: Path) -> list[Grid] | Problem:
    """Return the sheets of a file with content (a text file is one), or why it cannot be read."""
    data = path.read_bytes()
    name, kind = shown(path.name), sniff(data)
    if kind in {"xlsx", "xls"}:
        sheets, problems = read_sheets(name, data, kind)
        wrong = errors(problems)
        return wrong[0] if wrong and not sheets else sheets
    source = open_text(name, pa.py_buffer(data), None)
    grid = source if isinstance(source, Problem) else text_grid(source)
    return grid if isinstance(grid, Problem) else [grid]


def _width(read: FilesRead) -> int:
    return max((len(raw.columns) for tables in read.tables.values() for raw in tables), default=0)
