"""What the tables of a new run tell otherwise about a month that is closed. Nothing is read or written here.

Two sets of clean tables are compared: what the month was judged on, and what the new run reads. Rows are
matched by what they say, never by their place, and people by their id. See ``late_people`` and
``late_events`` for what counts as a difference there. Of punches and shifts, a row that is dated in the month
and was not there then is one; a row that is missing is none, since files cover different spans. A
punch after midnight belongs to the day on which it was made, also if it ends a night shift of the day before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import EMPTY, SEMICOLON, Text
from payroll.ledger.late_events import NO_ROW, late_events
from payroll.ledger.late_people import late_people
from payroll.ledger.late_words import (
    HINT_OF_PEOPLE,
    IS_GONE,
    LATE_EVIDENCE,
    WAS_NOT_THERE,
    change_text,
    rows_text,
    table_word,
)
from payroll.period import MINUTES_PER_DAY, NO_DAY, Period, clock, iso_day
from payroll.problems import Problem
from payroll.tables import SourceFile, Tables

SHOWN = 3
"""So many rows of each file are told one by one."""
_PEOPLE = frozenset({"employees", "wages", "assignments"})


@dataclass(frozen=True, slots=True)
class LateRow:
    """A row that tells something else.

    ``row`` counts as Excel does, None for a row that is gone; ``key`` is its id ("" if it has none), ``day``
    the day that it is about (``NO_DAY`` if none), ``changes`` what it says now and what was known then.
    """

    row: int | None
    employee_id: str
    key: str
    day: int
    changes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class LateRows:
    """The rows of one table in one file that tell something else: how many, and the first of them.

    Of a rota or a clock's report a row may hold several shifts or punches: each of them counts.
    """

    table: str
    file: str
    sheet: str
    count: int
    first: tuple[LateRow, ...]


def late_rows(recorded: Tables, read: Tables, period: Period, places: int) -> tuple[LateRows, ...]:
    """Return what ``read`` tells otherwise about ``period`` than ``recorded``, by table and file.

    ``recorded`` is what the closed month was judged on, ``read`` what a new run reads; ``places`` are
    the decimal places of the currency.
    """
    found = {**late_people(recorded, read, period), **late_events(recorded, read, period)}
    late = [each for name, frame in found.items() for each in _by_file(name, frame, read, places)]
    for name, new_rows in NEW_ROWS.items():
        late += late_of_many(name, new_rows(recorded, read, period), read, places)
    return tuple(late)


def late_problems(late: Iterable[LateRows], period: str, data: str = "DIR") -> list[Problem]:
    """Return one warning for each file and table: how many rows, the first of them, and what takes them in.

    ``period`` is the closed month, ``data`` the folder that the rows were read from.
    """
    return [
        Problem(
            LATE_EVIDENCE,
            file=each.file,
            sheet=each.sheet,
            row=each.first[0].row,
            details={
                "period": period,
                "table": table_word(each.table),
                "count": str(each.count),
                "rows": rows_text([_told(row) for row in each.first], each.count),
                "data": f'"{data}"' if " " in data else data,
                "hint": HINT_OF_PEOPLE if each.table in _PEOPLE else EMPTY,
            },
        )
        for each in late
    ]


def _told(row: LateRow) -> Text:
    """Return one row as a phrase: where it is, whom and what it is about, what it says otherwise."""
    about = " ".join(part for part in (row.employee_id, row.key, "" if row.day == NO_DAY else iso_day(row.day)) if part)
    changes = SEMICOLON.join(row.changes)
    if row.row is None:
        return Text.of("{about} ({changes})", about=about, changes=changes)
    return Text.of("row {row} {about} ({changes})", row=row.row, about=about, changes=changes)


# ---------------------------------------------------------------- grouping


def _by_file(table: str, found: pd.DataFrame, read: Tables, places: int) -> list[LateRows]:
    """Return findings by file: the cells of one row together; rows that are gone have no number, but a key."""
    late = []
    for file, cells in found.groupby("file"):
        rows = cells.groupby(["row", "key"], sort=False)
        first = [_row(table, changes.to_dict("records"), places) for _, changes in list(rows)[:SHOWN]]
        late.append(_late(table, read.files[int(str(file))], rows.ngroups, first))
    return late


def late_of_many(table: str, rows: pd.DataFrame, read: Tables, places: int) -> list[LateRows]:
    """Return what is new in a table that may have millions of rows; words are made for the first ones only.

    ``rows`` are those of ``NEW_ROWS``. A row of a file may hold several shifts or punches: each counts.
    """
    late = []
    ids = read.employees["employee_id"].to_numpy(object)
    for file, found in rows.groupby("file"):
        head = found.sort_values("row", kind="stable").head(SHOWN)
        cells = _shift_cells(head) if table == "shifts" else _punch_cells(head)
        cells = cells.assign(employee_id=ids[head["employee"].to_numpy()], key="", old=None)
        first = [_row(table, [cell], places) for cell in cells.to_dict("records")]
        late.append(_late(table, read.files[int(str(file))], len(found), first))
    return late


def _late(table: str, source: SourceFile, count: int, first: list[LateRow]) -> LateRows:
    return LateRows(table, source.file, source.sheet, count, tuple(first))


def _row(table: str, cells: Sequence[Mapping[Any, Any]], places: int) -> LateRow:
    head = cells[0]
    row = int(head["row"])
    told = [
        change_text(table, cell["column"], cell["old"], cell["new"], places)
        if cell["column"]
        else (IS_GONE if row == NO_ROW else WAS_NOT_THERE)
        for cell in cells
    ]
    return LateRow(None if row == NO_ROW else row, head["employee_id"], head["key"], int(head["day"]), tuple(told))


def _punch_cells(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(day=NO_DAY, column="time", new=rows["time"])


def _shift_cells(rows: pd.DataFrame) -> pd.DataFrame:
    codes, starts, ends = rows["shift"].astype(object), rows["start"], rows["end"]
    times = [
        " ".join(part for part in (str(code or ""), _times(start, end)) if part)
        for code, start, end in zip(codes, starts, ends, strict=True)
    ]
    return rows.assign(day=rows["date"], column="shift", new=times)


def _times(start: int, end: int) -> str:
    if start < 0 and end < 0:
        return ""
    return "–".join("24:00" if minute == MINUTES_PER_DAY else clock(minute) for minute in (start, end) if minute >= 0)


# ---------------------------------------------------------------- shifts and punches


def _positions_then(recorded: Tables, read: Tables) -> npt.NDArray[np.int64]:
    """Return for each person of ``read`` the position in ``recorded``, -1 for people who were not known then."""
    then = pd.Index(recorded.employees["employee_id"])
    return np.asarray(then.get_indexer(pd.Index(read.employees["employee_id"])), np.int64)


def _absent(keys: npt.NDArray[np.int64], known: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Tell which keys are not among the known ones."""
    if not len(known):
        return np.ones(len(keys), bool)
    ordered = np.sort(known)
    at = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
    return np.asarray(ordered[at] != keys, bool)


def _late_punches(recorded: Tables, read: Tables, period: Period) -> pd.DataFrame:
    """Return the punches of the period that were not there then."""
    begin, end = period.first * MINUTES_PER_DAY, (period.last + 1) * MINUTES_PER_DAY
    then, now = (
        tables.punches[(tables.punches["time"] >= begin) & (tables.punches["time"] < end)]
        for tables in (recorded, read)
    )
    person = _positions_then(recorded, read)[now["employee"].to_numpy()]
    length = end - begin
    known = then["employee"].to_numpy(np.int64) * length + (then["time"].to_numpy() - begin)
    keys = person * length + (now["time"].to_numpy() - begin)
    return pd.DataFrame(now[(person >= 0) & _absent(keys, known)])


def _late_shifts(recorded: Tables, read: Tables, period: Period) -> pd.DataFrame:
    """Return the rows of the rota of the period that were not there then."""
    then, now = (
        tables.shifts[(tables.shifts["date"] >= period.first) & (tables.shifts["date"] <= period.last)]
        for tables in (recorded, read)
    )
    codes = pd.Index(pd.unique(np.concatenate([_codes(then).categories, _codes(now).categories])))
    person = _positions_then(recorded, read)[now["employee"].to_numpy()]
    known = _shift_keys(then, then["employee"].to_numpy(np.int64), period, codes)
    keys = _shift_keys(now, person, period, codes)
    return pd.DataFrame(now[(person >= 0) & _absent(keys, known)])


def _codes(shifts: pd.DataFrame) -> pd.Categorical[str]:
    return pd.Categorical(shifts["shift"])


def _shift_keys(
    shifts: pd.DataFrame, person: npt.NDArray[np.int64], period: Period, codes: pd.Index[str]
) -> npt.NDArray[np.int64]:
    """Return one number for each shift: who, when and what."""
    column = _codes(shifts)
    code = np.append(codes.get_indexer(column.categories), -1)[column.codes] + 1
    minutes = MINUTES_PER_DAY + 2
    keys = person * period.days + (shifts["date"].to_numpy(np.int64) - period.first)
    for name in ("start", "end"):
        keys = keys * minutes + (shifts[name].to_numpy(np.int64) + 1)
    return np.asarray(keys * (len(codes) + 1) + code, np.int64)


NEW_ROWS: Mapping[str, Callable[[Tables, Tables, Period], pd.DataFrame]] = {
    "shifts": _late_shifts,
    "punches": _late_punches,
}
"""Of the tables that may have millions of rows, what returns those of the period that were not there then.

What each of several recorded files does not have, with the same people, none of them has.
"""
