"""Every reader of a clock on a sample of our own making: it alone claims it, and reads what stands beside it.

A folder holds one sample and the tables it must be read as, worked out by hand: ``punches.csv``, ``leave.csv``,
``shifts.csv``, ``verdicts.csv``. A table that is not there must have no rows. A mapping beside it tells a zone.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from payroll.intake.files import FilesRead, read_file
from payroll.intake.found import FoundFile
from payroll.intake.inspecting import inspect_file
from payroll.intake.mapping import EXTENSION
from payroll.intake.readers import READERS
from payroll.problems import errors

TABLES = ("punches", "leave", "shifts", "verdicts")
FOLDERS = sorted(path for path in Path(__file__).parent.iterdir() if path.is_dir() and path.name != "__pycache__")
NOTHING_TO_READ = {"feishu-daily", "wecom-outside"}
"""These say what a file is, and why no rows are read of it."""
Row = tuple[str, ...]


def sample_of(folder: Path) -> Path:
    beside = {f"{table}.csv" for table in TABLES}
    (sample,) = (path for path in folder.iterdir() if path.name not in beside and not path.name.endswith(EXTENSION))
    return sample


def read_sample(folder: Path) -> FilesRead:
    return inspect_file(sample_of(folder))


def claims(folder: Path) -> list[str]:
    """Return the names of the readers that read the sample when they are asked alone."""
    sample = sample_of(folder)
    found = FoundFile(sample, sample.name, None)
    return [reader.name for reader in READERS if read_file(found, (reader,)).clocks]


def expected(folder: Path, table: str) -> tuple[Row, list[Row]]:
    """Return the columns and the rows that are expected of a table, in the order of the rows in the sample."""
    path = folder / f"{table}.csv"
    if not path.exists():
        return (), []
    with path.open(encoding="utf-8", newline="") as stream:
        names, *rows = csv.reader(stream)
    return tuple(names), sorted((tuple(row) for row in rows), key=lambda row: (int(row[0]), row))


def rows_of(found: FilesRead, table: str, names: Row) -> list[Row]:
    rows: list[Row] = []
    if table == "verdicts":
        frames = [clock.verdicts for clock in found.clocks.values() if clock.verdicts is not None]
        for frame in frames:
            texts = frame.astype("string").fillna("")
            rows += [tuple(row[name] for name in names) for row in texts.to_dict("records")]
    for raw in found.tables.get(table, ()):
        columns = [raw.columns[name].to_pylist() if name in raw.columns else [""] * len(raw) for name in names[1:]]
        rows += [(str(int(row)), *cells) for row, *cells in zip(raw.rows, *columns, strict=True)]
    return sorted(rows, key=lambda row: (int(row[0]) if row else 0, row))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_sample_is_claimed_by_one_reader_alone(folder: Path) -> None:
    assert len(claims(folder)) == 1


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_sample_is_read_as_the_rows_beside_it(folder: Path, table: str) -> None:
    found = read_sample(folder)
    names, rows = expected(folder, table)
    assert rows_of(found, table, names) == rows


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_row_of_a_sample_is_accounted_for(folder: Path) -> None:
    found = read_sample(folder)
    assert found.clocks
    assert errors(found.problems) == []
    for record in found.records:
        used = {int(row) for raw in found.tables.get(record.table, ()) if raw.sheet == record.sheet for row in raw.rows}
        assert record.rows == len(used) + len(record.set_aside) + record.out_of_scope + record.duplicate
        assert min(record.out_of_scope, record.duplicate) >= 0


def test_every_reader_has_a_sample() -> None:
    """One that must be told a time zone reads nothing by itself; its module of tests has its samples."""
    named = {name for folder in FOLDERS for name in claims(folder)}
    by_themselves = {reader.name for reader in READERS if reader.read_in_zone is None}
    assert by_themselves - NOTHING_TO_READ <= named
