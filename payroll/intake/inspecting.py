"""What one file is, read alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from payroll.intake.files import FilesRead, read_file
from payroll.intake.found import FoundFile, shown, table_of_name
from payroll.intake.readers import READERS, Reader
from payroll.problems import errors
from payroll.tables import TABLES


def inspect_file(path: Path, readers: Sequence[Reader] = READERS) -> FilesRead:
    """Read ``path`` as the table that its name tells, as a clock's export, or else as the table that it fits.

    A file whose name tells nothing is tried as each table in turn; the one of which most columns are
    recognised without an error is taken.
    """
    table = table_of_name(path.name)
    read = read_file(FoundFile(path, shown(path.name), table), readers)
    if table is not None or read.tables:
        return read
    tries = [read_file(FoundFile(path, shown(path.name), other), ()) for other in TABLES]
    fitting = [each for each in tries if each.tables and not errors(each.problems)]
    return max(fitting, key=_width, default=read)


def _width(read: FilesRead) -> int:
    return max((len(raw.columns) for tables in read.tables.values() for raw in tables), default=0)
