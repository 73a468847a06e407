"""Samples of clocks' exports beside what is expected of them: ``tests/clocks/<reader>/``."""

from __future__ import annotations

import csv
from pathlib import Path

from payroll.intake.files import FilesRead, read_file
from payroll.intake.found import FoundFile

CLOCKS = Path(__file__).parent
EXPECTED = ("punches.csv", "leave.csv", "verdicts.csv")


def sample_of(reader: str) -> Path:
    (sample,) = (path for path in (CLOCKS / reader).iterdir() if path.name not in EXPECTED)
    return sample


def read_sample(reader: str) -> FilesRead:
    sample = sample_of(reader)
    return read_file(FoundFile(sample, sample.name, None))


def expected(reader: str, name: str) -> list[dict[str, str]]:
    path = CLOCKS / reader / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(found: FilesRead, table: str) -> list[dict[str, str]]:
    """Return the rows of a table as the file of expected rows has them."""
    return [
        {"row": str(int(row)), **dict(zip(raw.columns, cells, strict=True))}
        for raw in found.tables.get(table, ())
        for row, *cells in zip(raw.rows, *(column.to_pylist() for column in raw.columns.values()), strict=True)
    ]


def verdicts_of(found: FilesRead) -> list[dict[str, str]]:
    (clock,) = found.clocks.values()
    if clock.verdicts is None:
        return []
    frame = clock.verdicts.drop(columns="sheet").astype("string").fillna("")
    return [{str(name): str(cell) for name, cell in row.items()} for row in frame.to_dict("records")]


def accounted(found: FilesRead) -> bool:
    """Tell whether the rows of each record add up: used, repeated, out of scope or set aside."""
    used = {(raw.sheet, name): len(set(raw.rows.tolist())) for name, raws in found.tables.items() for raw in raws}
    return all(
        each.rows
        == used.get((each.sheet, each.table), 0) + each.duplicate + each.out_of_scope + len(set(each.set_aside.rows))
        for each in found.records
    )
