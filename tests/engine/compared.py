"""A month computed in one process and in parts, and the bytes of every file that either of them comes to.

The parts' tables are read back from Parquet and written by the program as one process writes them: the same CSV files.
Beside them: what is handed to the book (``lines.csv``, ``people.csv``), and what a screen says (``overview.txt``).
"""

from __future__ import annotations

import csv
import pprint
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from payroll.engine.crew import Alone, Crew
from payroll.engine.month import InParts, Order, compute_in_parts
from payroll.engine.publish import overview_of_parts
from payroll.money import currency_places
from payroll.period import NO_DAY
from payroll.problems import Problem
from payroll.reports.columns import (
    ADJUSTMENTS,
    ATTENDANCE,
    CARRIED,
    CLOCK_DIFFERENCES,
    LAW,
    LEDGER,
    PROBLEMS,
    SOURCES,
    SWAPS,
    ReportColumn,
    ReportTable,
)
from payroll.reports.csv_files import write_csv
from payroll.reports.overview import Overview, overview_of
from payroll.reports.result import problems_frame
from payroll.run import Computed, begin, finish, report
from payroll.storage import Storage

OF_PARTS = (LEDGER, ADJUSTMENTS, ATTENDANCE, SWAPS, LAW, CARRIED, CLOCK_DIFFERENCES)
"""The tables that each part writes its share of."""
THREE = (3,)
Files = dict[str, bytes]
"""Name of a file -> its bytes."""


@dataclass(frozen=True)
class MonthFolder:
    """A month that lies in folders."""

    period: str
    data: Path
    policies: Path


# ---------------------------------------------------------------- both ways


def in_one_process(month: MonthFolder) -> Files:
    """Return every file of the month as one process writes it, the problems in both languages."""
    computed = finish(begin(month.period, month.data, month.policies))
    with tempfile.TemporaryDirectory() as folder:
        write_problems(Path(folder), computed.problems)
        if computed.judged is not None:
            write_results(Path(folder), computed)
        return files_in(Path(folder))


def write_results(folder: Path, computed: Computed) -> None:
    written = report(computed, "en")
    for table in written.tables:
        if table is not PROBLEMS:
            write_csv(folder / table.file, table, written.frame(table), written.places)
    write_overview(folder, overview_of(written))
    write_csv(folder / "lines.csv", LEDGER, written.frame(LEDGER), written.places)
    write_csv(folder / "people.csv", ADJUSTMENTS, written.frame(ADJUSTMENTS), written.places)


def in_parts(month: MonthFolder, parts: int, crew: Crew | None = None) -> tuple[Files, int]:
    """Return every file of the month in parts, what the parts wrote one after the other, and how many there are."""
    with tempfile.TemporaryDirectory() as place:
        found = computed_in_parts(month, parts, place, crew)
        return files_of_parts(found), len(found.judged.parts) if found.judged else 0


def files_of_parts(found: InParts) -> Files:
    """Return every file of a month in parts, of what lies in its workshop."""
    with tempfile.TemporaryDirectory() as folder:
        write_problems(Path(folder), found.problems)
        write_parts(Path(folder), found)
        return files_in(Path(folder))


def computed_in_parts(month: MonthFolder, parts: int, place: str, crew: Crew | None = None) -> InParts:
    """Compute the month in parts that leave their results below ``place``."""
    order = Order(month.period, str(month.data), month.policies, parts)
    return compute_in_parts(order, Storage(place), crew or Alone())


def write_parts(folder: Path, found: InParts) -> None:
    if found.judged is None or found.workshop is None:
        return
    places = currency_places(found.policies.currency)
    write_csv(folder / SOURCES.file, SOURCES, found.judged.sources, places)
    for table in OF_PARTS:
        shares = list(shares_of(found, table.name))
        if shares:
            write_csv(folder / table.file, table, frame_of(table, pa.concat_tables(shares)), places)
    write_overview(folder, overview_of_parts(found, found.judged, "en"))
    kept = {"lines": LEDGER, "people": ADJUSTMENTS}  # what the book is given
    for name, table in kept.items():
        frames = [found.workshop.read_frame(f"{part}/{name}.parquet") for part in found.judged.names]
        whole = pd.concat(frames, ignore_index=True)
        whole = whole.assign(period=found.period.name, currency=found.policies.currency)
        write_csv(folder / f"{name}.csv", table, whole, places)


def shares_of(found: InParts, table: str) -> Iterator[pa.Table]:
    """Yield what each part has of a table, in the order of the parts."""
    assert found.judged is not None
    assert found.workshop is not None
    for done, part in zip(found.judged.parts, found.judged.names, strict=True):
        if table in done.files:
            with found.workshop.stream(f"{part}/{table}.parquet") as stream:
                share = parquet.read_table(stream)
            assert share.num_rows == done.files[table].rows
            yield share


def write_problems(folder: Path, problems: tuple[Problem, ...]) -> None:
    write_csv(folder / "problems.csv", PROBLEMS, problems_frame(problems, "en"), 0)
    write_csv(folder / "problems-zh.csv", PROBLEMS, problems_frame(problems, "zh"), 0)


def write_overview(folder: Path, overview: Overview) -> None:
    """Write what a screen says of the month, but for its problems, in an order that does not depend on the parts."""
    told: dict[str, object] = {}
    for of in (overview, overview.sums):
        told |= {each.name: getattr(of, each.name) for each in fields(of) if each.name not in {"problems", "sums"}}
    plain = {name: dict(value) if isinstance(value, Mapping) else value for name, value in told.items()}
    (folder / "overview.txt").write_text(pprint.pformat(plain), encoding="utf-8")


def files_in(folder: Path) -> Files:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# ---------------------------------------------------------------- Parquet, read back


def frame_of(table: ReportTable, share: pa.Table) -> pd.DataFrame:
    """Return typed columns as the frame from which they were made: texts, day numbers, minutes, minor units."""
    columns = [column for column in table.columns if column.name in share.column_names]
    assert [column.name for column in columns] == share.column_names
    return pd.DataFrame({column.name: _values(column, share[column.name]) for column in columns})


def _values(column: ReportColumn, cells: pa.ChunkedArray) -> pd.Series:
    if column.kind in {"text", "number"}:
        return pd.Series(cells.cast(pa.string()).fill_null("").to_pandas(), dtype="str")
    if column.kind == "money":
        return pd.Series([int(str(amount).replace(".", "")) for amount in cells.to_pylist()], dtype="int64")
    if column.kind == "minute":
        cells = pc.divide(cells.cast(pa.int64()), 60_000)
    numbers = cells.cast(pa.int32() if column.kind == "day" else pa.int64())
    return pd.Series(numbers.fill_null(-1 if column.kind == "count" else NO_DAY).to_numpy())


# ---------------------------------------------------------------- side by side


def same_in_parts(month: MonthFolder, parts: Iterable[int] = THREE) -> Files:
    """Hold that the month in so many parts, fewest first, is the month, to the byte, and return its files."""
    alone = in_one_process(month)
    for number in parts:
        files, made = in_parts(month, number)
        found = differences(alone, files)
        assert not found, "\n".join([f"in {made} parts", *found])
        if made < number:
            break  # there are no more employees: more parts than this come to the same ones
    return alone


def differences(alone: Files, parts: Files) -> list[str]:
    """Return the files that differ, each with the first lines that only one side has."""
    return [
        f"{name}: {_differing_lines(alone.get(name, b''), parts.get(name, b''))}"
        for name in sorted({*alone, *parts})
        if alone.get(name) != parts.get(name)
    ]


def _differing_lines(alone: bytes, parts: bytes) -> str:
    one, other = (each.decode("utf-8-sig").splitlines() for each in (alone, parts))
    only_one = [f"- {line}" for line in one if line not in set(other)]
    only_other = [f"+ {line}" for line in other if line not in set(one)]
    return "\n".join(["", *only_one[:3], *only_other[:3]]) if only_one or only_other else "another order"


def rows_of(files: Files, name: str) -> list[dict[str, str]]:
    """Return the rows of a file."""
    return list(csv.DictReader(files[name].decode("utf-8-sig").splitlines()))


def codes(files: Files) -> list[str]:
    """Return the codes of the problems, in the order of the file."""
    return [row["code"] for row in rows_of(files, "problems.csv")]
