"""Columns of a list of punches, as they were read -> the table punches: rejected rows, times, ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payroll.intake import kinds_clocks as kinds
from payroll.intake.grid import Grid, TableRead, cells_of
from payroll.intake.headings import Heading
from payroll.intake.raw import RawTable
from payroll.intake.readers.clock_moments import DateOrder, Dates, OrderUnknown, date_order, iso_moments
from payroll.intake.readers.reader import ClockRead
from payroll.problems import Problem

TEXT, WORDS = pa.string(), pa.dictionary(pa.int32(), pa.string())
"""The types of columns: times, and what repeats (ids, names, devices)."""

Rows = npt.NDArray[np.int32]
_Flags = npt.NDArray[np.bool_]
_NAMES = {"employee": "employee_id", "person": "name", "time": "time", "device": "device", "mark": "mark"}
_UNKNOWN_ORDER = {
    "open": kinds.CLOCK_DATE_ORDER,
    "year": kinds.CLOCK_DATE_YEAR,
    "mixed": kinds.CLOCK_DATE_ORDER_MIXED,
}
_A_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one sheet, or of a text file.

    ``place`` is the sheet's name in messages, ``columns`` are called by their positions (``heading.columns``
    says which field has which), ``rows`` their numbers; ``aside`` are the rows that an error sets aside, with
    all their ``fields``.
    """

    place: str
    title: str
    heading: Heading
    columns: pa.Table
    rows: Rows
    aside: pa.Table
    aside_rows: Rows
    fields: Sequence[Sequence[str]] = ()
    is_workbook: bool = False

    def column(self, field: str, table: pa.Table) -> pa.ChunkedArray | None:
        """Return the column of a field in ``columns`` or ``aside``, None if the file does not have it."""
        at = self.heading.columns.get(field)
        return None if at is None else table.column(str(at))

    def written(self, field: str) -> str:
        """Return the heading of a field; of a time in two columns both."""
        fields = ("date", "clock") if field == "time" and "time" not in self.heading.columns else (field,)
        names = self.heading.names
        return " + ".join(names[self.heading.columns[each]].strip() for each in fields if each in self.heading.columns)


def columns_of_rows(
    grid: Grid, wanted: Mapping[str, tuple[int, pa.DataType]], indices: Sequence[int]
) -> tuple[pa.Table, Rows]:
    """Return columns (name -> position and type) of some rows of a grid, and the numbers of these rows."""
    columns = {}
    found = cells_of(grid, [at for at, _ in wanted.values()], indices)
    for (name, (_, kind)), cells in zip(wanted.items(), found, strict=True):
        columns[name] = pa.chunked_array([cells.dictionary_encode() if kind == WORDS else cells], kind)
    return pa.table(columns), np.asarray(indices, np.int32) + np.int32(1)


def clock_read(
    reader: str,
    file: str,
    parts: Sequence[Part],
    problems: Iterable[Problem] = (),
    *,
    rejects: Mapping[str, frozenset[str]],
    dates: Dates,
) -> ClockRead:
    """Return the punches of the parts of one file.

    ``rejects`` goes from field to the values that reject a row: these rows are out of scope, with one warning
    for each field. If the order of day and month cannot be told, all rows are set aside.
    """
    found = list(problems)
    kept: list[Part] = []
    for part in parts:
        accepted, warnings = _accepted(part, file, rejects)
        kept.append(accepted)
        found += warnings
    times = [_times(part, part.columns) for part in kept]
    order = date_order(times) if dates == "by file" else dates
    if isinstance(order, OrderUnknown):
        part = kept[order.at[0]]
        found.append(order_problem(order, file, part.place, int(part.rows[order.at[1]]), part.written("time")))
        reads = [_set_aside(reader, file, part, before) for part, before in zip(kept, parts, strict=True)]
    else:
        reads = [
            _table(reader, file, part, before, iso_moments(column, order), order)
            for part, before, column in zip(kept, parts, times, strict=True)
        ]
    return ClockRead({"punches": tuple(reads)}, tuple(found))


def distinct_words(part: Part, field: str) -> set[str]:
    """Return the different texts of a field that repeats, without the blanks around them."""
    column = part.column(field, part.columns)
    return set() if column is None else {word.strip() for word in column.unique().to_pylist()}


# ---------------------------------------------------------------- rejected rows


def _accepted(part: Part, file: str, rejects: Mapping[str, frozenset[str]]) -> tuple[Part, list[Problem]]:
    keep = np.ones(len(part.columns), bool)
    problems = []
    for field, values in rejects.items():
        column = part.column(field, part.columns)
        if column is None:
            continue
        rejected = _is_one_of(column, values) & keep
        if rejected.any():
            first = int(np.argmax(rejected))
            value = f"{part.written(field)} = {column[first].as_py().strip()}"
            details = {"count": str(int(rejected.sum()))}
            row = int(part.rows[first])
            problems.append(Problem(kinds.CLOCK_REJECTED, file, part.place, row, part.written(field), value, details))
            keep &= ~rejected
    if not problems:
        return part, []
    return replace(part, columns=part.columns.filter(pa.array(keep)), rows=part.rows[keep]), problems


def _is_one_of(column: pa.ChunkedArray, values: frozenset[str]) -> _Flags:
    flags = [np.zeros(0, bool)]
    wanted = pa.array(sorted(values), pa.string())
    for chunk in column.chunks:
        known = pc.is_in(pc.utf8_trim_whitespace(chunk.dictionary), wanted)
        flags.append(known.take(chunk.indices).to_numpy(zero_copy_only=False).astype(bool))
    return np.concatenate(flags)


# ---------------------------------------------------------------- times


def _times(part: Part, table: pa.Table) -> pa.ChunkedArray:
    """Return date and time of each row as one text."""
    time = part.column("time", table)
    if time is not None:
        return _with_midnights(time) if part.is_workbook else time
    date, clock = part.column("date", table), part.column("clock", table)
    if part.is_workbook:
        date = pc.replace_substring_regex(date, r"[T ]00:00:00$", "")
    joined = pc.binary_join_element_wise(date, clock, " ")
    blank = pc.equal(joined, " ")
    return pc.if_else(blank, "", joined) if pc.any(blank).as_py() else joined


def _with_midnights(time: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the times of a workbook: where others have a time of day, a cell that is a date alone is midnight."""
    if not pc.any(pc.equal(pc.binary_length(time), len("2026-10-08"))).as_py():
        return time
    dates = pc.match_substring_regex(time, _A_DAY)
    if not pc.any(dates).as_py() or not pc.any(pc.match_substring_regex(time, "[0-9] [0-9]{2}:")).as_py():
        return time
    return pc.if_else(dates, pc.binary_join_element_wise(time, "00:00:00", " "), time)


def order_problem(order: OrderUnknown, file: str, place: str, row: int, column: str) -> Problem:
    """Return the problem of an order of day and month that cannot be told."""
    details = {"other": order.values[-1]}
    return Problem(_UNKNOWN_ORDER[order.cause], file, place, row, column, order.values[0], details)


# ---------------------------------------------------------------- tables


def _table(reader: str, file: str, part: Part, before: Part, times: pa.ChunkedArray, order: DateOrder) -> TableRead:
    aside = iso_moments(_times(part, part.aside), order)
    return TableRead(
        _raw(reader, file, part, _cells(part, part.columns, times), part.rows),
        replace(_raw(reader, file, part, _cells(part, part.aside, aside), part.aside_rows), fields=part.fields),
        out_of_scope=len(before.rows) - len(part.rows),
    )


def _set_aside(reader: str, file: str, part: Part, before: Part) -> TableRead:
    """Return a table without rows: all of them are set aside, their times as they are written."""
    cells = _cells(part, part.columns, _times(part, part.columns))
    lost = _cells(part, part.aside, _times(part, part.aside))
    numbers = np.concatenate([part.rows, part.aside_rows])
    order = np.argsort(numbers, kind="stable")
    every = {
        name: pa.chunked_array([*column.cast(TEXT).chunks, *lost[name].cast(TEXT).chunks], TEXT).take(pa.array(order))
        for name, column in cells.items()
    }
    none = {name: column.slice(0, 0) for name, column in cells.items()}
    return TableRead(
        _raw(reader, file, part, none, part.rows[:0]),
        _raw(reader, file, part, every, numbers[order]),
        out_of_scope=len(before.rows) - len(part.rows),
    )


def _cells(part: Part, table: pa.Table, times: pa.ChunkedArray) -> dict[str, pa.ChunkedArray]:
    cells = {}
    for field, name in _NAMES.items():
        column = times if field == "time" else part.column(field, table)
        if column is not None:
            cells[name] = _plain_ids(column) if field == "employee" else column
    return cells


def _plain_ids(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return ids without the blanks that clocks pad them with and the apostrophe of spreadsheets."""
    chunks = [chunk for chunk in column.chunks if len(chunk)]
    if not chunks:
        return column
    words = chunks[0].dictionary  # one for all chunks
    plain = pc.utf8_trim_whitespace(pc.utf8_ltrim(pc.utf8_trim_whitespace(words), "'"))
    if plain.equals(words):
        return column
    once = plain.dictionary_encode()
    return pa.chunked_array(
        [pa.DictionaryArray.from_arrays(once.indices.take(chunk.indices), once.dictionary) for chunk in chunks], WORDS
    )


def _raw(reader: str, file: str, part: Part, cells: Mapping[str, pa.ChunkedArray], rows: Rows) -> RawTable:
    fields = {name: field for field, name in _NAMES.items()}
    headings = {name: part.written(fields[name]) for name in cells}
    return RawTable(file, part.place, reader, cells, rows, headings, title=part.title)
