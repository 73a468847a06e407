"""What a sample is expected to be read as: the tables beside it, worked out by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from payroll.intake.files import FilesRead, read_file
from payroll.intake.found import FoundFile

HERE = Path(__file__).parent
Row = tuple[str, ...]
COLUMNS = {
    "punches": ("row", "employee_id", "name", "time", "device", "mark"),
    "leave": ("row", "leave_id", "employee_id", "name", "from", "to", "kind", "status", "requested_at"),
    "shifts": ("row", "employee_id", "name", "date", "shift"),
}
VERDICTS = (
    "row", "employee", "name", "date", "shift", "result", "late_minutes", "early_minutes", "absent_minutes",
    "missing_punches",
)  # fmt: skip


def read_sample(path: Path) -> FilesRead:
    """Read one file whose name tells no table."""
    return read_file(FoundFile(path, path.name, None))


def rows_of(read: FilesRead, table: str) -> list[Row]:
    """Return the rows of a table that was read, as texts."""
    found: list[Row] = []
    for raw in read.tables.get(table, ()):
        cells = (raw.columns[name].to_pylist() for name in COLUMNS[table][1:])
        found += [(str(row), *map(str, each)) for row, *each in zip(raw.rows.tolist(), *cells, strict=True)]
    return found


def verdicts_of(read: FilesRead) -> list[Row]:
    """Return the clock's verdicts as texts; "" where it does not say."""
    (clock,) = read.clocks.values()
    assert clock.verdicts is not None
    frame = clock.verdicts[list(VERDICTS)]
    return [tuple("" if cell is None else str(cell) for cell in row) for row in _plain(frame.itertuples(index=False))]


def expected(folder: str, table: str) -> list[Row]:
    """Return the rows that stand beside a sample."""
    with (HERE / folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        heading, *rows = csv.reader(stream)
    assert tuple(heading) == COLUMNS.get(table, VERDICTS)
    return [tuple(row) for row in rows]


def _plain(rows: Iterable[tuple[object, ...]]) -> Iterable[tuple[object, ...]]:
    return (tuple(None if str(cell) == "<NA>" else cell for cell in row) for row in rows)
