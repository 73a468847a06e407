"""Rows that are there twice, and rows with the same id that say different things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.intake.columns import EMPTY, Ints
from payroll.intake.findings import Details, Rows, row_problems
from payroll.intake.kinds import KEY_REPEATED, ROW_REPEATED, ROWS_REPEATED
from payroll.intake.records import CLEAN, DUPLICATE, SET_ASIDE
from payroll.period import iso_day
from payroll.problems import Problem
from payroll.table import Table

LISTED_REPEATS = 20
"""Up to so many repeated rows of a file are listed one by one; of more, only their number."""
_NO_CONTENT = ("file", "row", "fate", "likely")
_SECOND_BITS = 33
_TIMES = 1 << 22
_MOST_KEYS = 1 << 62


def in_order(keys: Ints) -> Ints | None:
    """Return the order that sorts the keys, equal ones as they stand; None if they are sorted already."""
    return None if bool(np.all(keys[1:] >= keys[:-1])) else np.argsort(keys, kind="stable")


def repeats(keys: Ints) -> tuple[Ints, Ints]:
    """Return the positions of keys that stand earlier too, and the position where each stands first."""
    order = in_order(keys)
    ordered = keys if order is None else keys[order]
    same = np.flatnonzero(ordered[1:] == ordered[:-1]) + 1
    if not len(same):
        return same, same
    begins = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    first = begins[np.searchsorted(begins, same, side="right") - 1]
    return (same, first) if order is None else (order[same], order[first])


def punch_keys(frame: pd.DataFrame) -> Ints:
    """Return one number for each employee and second."""
    employee: Ints = frame["employee_id"].to_numpy(np.int64)
    time: Ints = frame["time"].to_numpy(np.int64)
    return (employee << _SECOND_BITS) | time


def shift_keys(frame: pd.DataFrame) -> Ints:
    """Return one number for each employee, date and times (or code, where not both times are given).

    In a rota with one row a day, as most are, employee and date tell all rows apart already.
    """
    employee: Ints = frame["employee_id"].to_numpy(np.int64)
    date: Ints = frame["date"].to_numpy(np.int64)
    days: Ints = (employee << 17) | date
    if np.all(days[1:] > days[:-1]):
        return days
    start, end = (np.where(frame[name] == EMPTY, 1441, frame[name]) for name in ("start", "end"))
    both = (start <= 1440) & (end <= 1440)
    code = np.where(both, 0, frame["shift"].cat.codes.to_numpy() + 1)
    what, _ = pd.factorize(code.astype(np.int64) * _TIMES + start * 1442 + end)
    keys: Ints = days * (int(what.max(initial=0)) + 1) + what
    return keys


def content_keys(frame: pd.DataFrame, columns: Iterable[str]) -> Ints:
    """Return one number for each distinct content of the columns, in the order in which they are seen first."""
    keys, size = np.zeros(len(frame), np.int64), 1
    for name in columns:
        column = frame[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            number, contents = column.cat.codes.to_numpy(), len(column.cat.categories)
        else:
            number, distinct = pd.factorize(column.to_numpy())
            contents = len(distinct)
        if size * contents > _MOST_KEYS:
            keys, seen = pd.factorize(keys)
            size = len(seen)
        keys, size = keys * contents + number, size * contents
    return pd.factorize(keys)[0]


def settle_repeats(table: Table, rows: Rows, ids: Sequence[str]) -> tuple[npt.NDArray[np.int8], list[Problem]]:
    """Return what becomes of each row once repeated ones count once, and the problems.

    Of rows that say the same, also in different files, the first counts. Of rows with the same id that say
    different things none does: which of them is right cannot be told, and money must not hang on a guess.
    ``ids`` are those of the employees, by position.
    """
    frame = rows.frame
    fate = frame["fate"].to_numpy(copy=True)
    clean = np.flatnonzero(fate == CLEAN)
    records = frame if len(clean) == len(frame) else frame.iloc[clean]
    if table.each_row_counts or (table.key and not _stands_twice(content_keys(records, table.key))):
        return fate, []
    again, first = (clean[positions] for positions in repeats(row_keys(table, records)))
    fate[again] = DUPLICATE
    problems = _repeat_problems(table, rows, again, first)
    if table.key:
        clean = np.flatnonzero(fate == CLEAN)
        again, first = (clean[positions] for positions in repeats(content_keys(frame.iloc[clean], table.key)))
        fate[again] = fate[first] = SET_ASIDE
        problems += _key_problems(table, rows, ids, again, first)
    return fate, problems


def _stands_twice(keys: Ints) -> bool:
    """Tell whether any of ``content_keys`` stands more than once."""
    return len(keys) > 0 and int(keys.max()) < len(keys) - 1


def row_keys(table: Table, records: pd.DataFrame) -> Ints:
    """Return one number for each row, the same for rows that say the same."""
    if table.name == "punches":
        return punch_keys(records)
    if table.name == "shifts":
        return shift_keys(records)
    return content_keys(records, [name for name in records.columns if name not in _NO_CONTENT])


def _repeat_problems(table: Table, rows: Rows, again: Ints, first: Ints) -> list[Problem]:
    """Return a warning for each repeated row, or one for a file with many of them (of punches: with several)."""
    problems = []
    order = np.argsort(again)
    again, first = again[order], first[order]
    file_of = rows.frame["file"].to_numpy()[again]
    for file in np.unique(file_of):
        here = np.flatnonzero(file_of == file)
        if len(here) > (1 if table.name == "punches" else LISTED_REPEATS):
            problems.append(_many_repeats(rows, again[here]))
            continue
        for position, other in zip(again[here].tolist(), first[here].tolist(), strict=True):
            raw, row = rows.at(position)
            details = {"first": rows.place(other, seen_from=position)}
            problems.append(Problem(ROW_REPEATED, raw.file, raw.sheet, row, details=details))
    return problems


def _many_repeats(rows: Rows, again: Ints) -> Problem:
    raw, row = rows.at(int(again[0]))
    some = ", ".join(str(rows.at(position)[1]) for position in again[:5].tolist())
    return Problem(ROWS_REPEATED, raw.file, raw.sheet, row, details={"count": str(len(again)), "rows": some})


def _key_problems(table: Table, rows: Rows, ids: Sequence[str], again: Ints, first: Ints) -> list[Problem]:
    earlier = dict(zip(again.tolist(), first.tolist(), strict=True))

    def say(position: int) -> tuple[str, Details]:
        key = " ".join(_key_text(rows.frame[name].iloc[position], name, ids) for name in table.key)
        return key, {"first": rows.place(earlier[position], seen_from=position)}

    return row_problems(rows, again, KEY_REPEATED, table.key[0], say)


def _key_text(value: object, name: str, ids: Sequence[str]) -> str:
    if isinstance(value, str):
        return value
    number = int(str(value))
    return ids[number] if name == "employee_id" else iso_day(number)
