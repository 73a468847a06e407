"""A sample of a clock's export beside the rows that are expected of it, in ``tests/clocks/<reader>/``."""

from __future__ import annotations

import csv
from pathlib import Path

from payroll.intake.files import FilesRead, read_files

CLOCKS = Path(__file__).parent
COLUMNS = {
    "punches": ("employee_id", "name", "time", "device", "mark"),
    "leave": ("leave_id", "employee_id", "name", "from", "to", "kind", "status", "requested_at"),
}
Rows = list[tuple[str, ...]]


def read_text(folder: Path, text: str, name: str = "export.csv", encoding: str = "utf-8") -> FilesRead:
    (folder / name).write_text(text, encoding, newline="")
    return read_files(folder)


def read_sample(folder: Path, reader: str) -> FilesRead:
    """Read the sample of a reader, alone in an empty folder."""
    (sample,) = (path for path in (CLOCKS / reader).iterdir() if path.name not in {"punches.csv", "leave.csv"})
    (folder / sample.name).write_bytes(sample.read_bytes())
    return read_files(folder)


def expected(reader: str, table: str) -> Rows:
    with (CLOCKS / reader / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        heading, *rows = csv.reader(stream)
    assert heading == ["row", *COLUMNS[table]]
    return [tuple(row) for row in rows]


def rows_of(found: FilesRead, table: str, columns: tuple[str, ...] = ()) -> Rows:
    """Return the rows of a table: their numbers, and the columns as texts ("" for one that the file lacks)."""
    rows: Rows = []
    for raw in found.tables.get(table, ()):
        cells = [
            raw.columns[name].to_pylist() if name in raw.columns else [""] * len(raw)
            for name in columns or COLUMNS[table]
        ]
        rows += [(str(row), *each) for row, *each in zip(raw.rows.tolist(), *cells, strict=True)]
    return rows


def told(found: FilesRead) -> list[tuple[str, int | None, str]]:
    """Code, row and value of each problem."""
    return [(problem.code, problem.row, problem.value) for problem in found.problems]


def counts(found: FilesRead) -> list[tuple[str, int, int, int, int]]:
    """Of each record: format, rows, rows set aside, out of scope, repeated."""
    return [(each.format, each.rows, len(each.set_aside), each.out_of_scope, each.duplicate) for each in found.records]
