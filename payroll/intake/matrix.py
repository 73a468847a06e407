"""The rota as stores keep it: a row for each employee, a column for each day, a shift in each cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from payroll.intake.cells import NO_TEXT, Fault, half_width, text_of, tidy, time_of
from payroll.intake.columns import (
    EMPTY,
    NOWHERE,
    Distinct,
    Flags,
    Ints,
    Understood,
    categorical,
    distinct,
    number_column,
)
from payroll.intake.findings import cell_problems
from payroll.intake.headings import people_heading, recognise_headings
from payroll.intake.kinds import (
    MATRIX_COLUMN_IGNORED,
    MATRIX_DAY_UNKNOWN,
    MATRIX_OF_OTHER_DAYS,
    MATRIX_WITHOUT_EMPLOYEE,
    TIME_FORM,
)
from payroll.intake.matrix_days import days_of_headings, is_weekday
from payroll.intake.people import employee_column
from payroll.intake.raw import RawTable
from payroll.intake.records import CLEAN, SET_ASIDE, Setting, no_records, shift_of
from payroll.period import NEIGHBOUR_DAYS, Period, iso_day
from payroll.problems import Problem
from payroll.tables import EMPLOYEES

_BETWEEN_ENTRIES = re.compile(r"[、/+\n]")
_TIMES = re.compile(r"([0-9:.]+) ?(?:[-~–—−〜]+|至|到) ?(次日)? ?([0-9:.]+)")
_NOTHING = frozenset({"", "-", "--", "—", "——"})


class Entry(NamedTuple):
    """One shift of a cell: a code (``rest`` for a day off), or two times in minutes after midnight."""

    code: str
    start: int = EMPTY
    end: int = EMPTY


def is_matrix(raw: RawTable) -> bool:
    """Tell a matrix from a rota list, which has the column ``date``, and from a file that could not be read."""
    return bool(raw.columns) and "date" not in raw.columns


def days_of(raw: RawTable, period: Period) -> dict[str, int]:
    """Return the day number of each heading of a matrix that is a day."""
    people = people_heading(list(raw.columns))
    others = [heading for heading in raw.columns if heading != people]
    return days_of_headings(others, (raw.title or raw.sheet, raw.file), period)


def understand_matrix(raw: RawTable, setting: Setting, file: int, period: Period) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the shifts of a matrix in the form that ``understand_table`` gives the rota list, and the problems.

    Where there is no column of ids, the names stand in their place. Each shift of a cell becomes a row.
    A cell in error is set aside alone, the other days of the row stand.
    """
    people = people_heading(list(raw.columns))
    if people is None:
        found = {"found": ", ".join(raw.columns)}
        return _frame(raw, file, [], _nobody()), [Problem(MATRIX_WITHOUT_EMPLOYEE, raw.file, raw.sheet, details=found)]
    others = [heading for heading in raw.columns if heading != people]
    days = days_of(raw, period)
    employees, skip, problems = _employees(raw, people, _weekday_record(raw, people, days), setting)
    if days and not any(_near(day, period) for day in days.values()):
        read_as = {"first": iso_day(min(days.values())), "last": iso_day(max(days.values()))}
        problems.append(Problem(MATRIX_OF_OTHER_DAYS, raw.file, raw.sheet, details=read_as))
    problems += _other_columns([heading for heading in others if heading not in days], raw, period)
    cells = []
    for heading, day in days.items():
        found_cells = distinct(raw.columns[heading], entries_of, required=False)
        problems += cell_problems(raw, heading, found_cells.faults(), skip)
        problems += cell_problems(raw, heading, found_cells.warned(), skip)
        cells.append(_shifts_of_day(found_cells, day, skip))
    return _frame(raw, file, cells, employees), problems


# ---------------------------------------------------------------- cells


def entries_of(text: str) -> tuple[Entry, ...] | Fault:
    """Return the shifts of a cell: codes, marks of a day off, times like ``18:30-24:00``; several by 、 / or +."""
    entries = []
    for part in _BETWEEN_ENTRIES.split(text):
        entry = _entry(tidy(part))
        if isinstance(entry, Fault):
            return entry
        entries += [entry] if entry else []
    return tuple(entries)


def _entry(text: str) -> Entry | Fault | None:
    if text in _NOTHING:
        return None
    found = _TIMES.fullmatch(text)
    if not found:
        looks_like_time = re.search(r"[0-9]:[0-9]", text)
        return Fault(TIME_FORM, {"time": text, "hint": NO_TEXT}) if looks_like_time else Entry(shift_of(text))
    start, end = time_of(found[1]), time_of(found[3])
    if isinstance(start, Fault):
        return start
    if isinstance(end, Fault):
        return end
    if found[2] and end > start:
        return Fault(TIME_FORM, {"time": text, "hint": NO_TEXT})
    return Entry("", start, end)


class _Shifts(NamedTuple):
    """Shifts of one day: the position of the record, the entry, and whether its cell is in error."""

    record: Ints
    entries: tuple[Entry, ...]
    which: Ints
    faulty: Flags
    day: int


def _shifts_of_day(found: Distinct, day: int, skip: Flags) -> _Shifts:
    """Return the shifts of a column; a cell in error gives one without content."""
    cells = [_entries(result) for result in found.results]
    count = np.array([len(entries) for entries in cells], np.int64)
    begin = np.cumsum(count) - count
    records = np.flatnonzero((count[found.codes] > 0) & ~skip)
    codes = found.codes[records]
    repeat = count[codes]
    within = np.arange(int(repeat.sum())) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    faulty = np.array([isinstance(result, Fault) for result in found.results], bool)
    return _Shifts(
        np.repeat(records, repeat),
        tuple(entry for entries in cells for entry in entries),
        np.repeat(begin[codes], repeat) + within,
        np.repeat(faulty[codes], repeat),
        day,
    )


def _entries(result: object) -> tuple[Entry, ...]:
    if isinstance(result, tuple):
        return result
    return (Entry(""),) if isinstance(result, Fault) else ()


# ---------------------------------------------------------------- rows and columns


def _employees(
    raw: RawTable, people: str, weekdays: Flags, setting: Setting
) -> tuple[Understood, Flags, list[Problem]]:
    """Return the employee of each record, which records are about nobody, and the problems of the ids."""
    employees = employee_column(raw.columns[people], setting.roster)
    faulty = np.zeros(len(raw), bool)
    faulty[employees.faults.positions] = True
    skip, problems = no_records(raw, faulty & ~weekdays)
    skip |= weekdays
    problems += cell_problems(raw, people, employees.faults, skip)
    problems += cell_problems(raw, people, employees.warnings, skip)
    return employees, skip, problems


def _weekday_record(raw: RawTable, people: str, days: Mapping[str, int]) -> Flags:
    """Tell which record holds only days of the week under the headings: at most the first one."""
    flags = np.zeros(len(raw), bool)
    if len(raw):
        texts = [tidy(text_of(raw.columns[heading][0].as_py())) for heading in days]
        named = [text for text in texts if text]
        nobody = not tidy(text_of(raw.columns[people][0].as_py()))
        flags[0] = nobody and bool(named) and all(is_weekday(text) for text in named)
    return flags


def _other_columns(headings: list[str], raw: RawTable, period: Period) -> list[Problem]:
    """Return the problems of columns that are no days but hold something."""
    problems, ignored = [], []
    about_people = recognise_headings(EMPLOYEES, headings)
    for heading in headings:
        filled = int((number_column(raw.columns[heading], lambda _: 1, required=False).values != EMPTY).sum())
        if not filled or heading in about_people:
            continue
        if half_width(tidy(heading))[:1].isdigit():
            details = {"period": period.name, "count": str(filled)}
            problems.append(Problem(MATRIX_DAY_UNKNOWN, raw.file, raw.sheet, None, heading, heading, details))
        else:
            ignored.append(heading)
    if ignored:
        found = {"found": ", ".join(ignored)}
        problems.append(Problem(MATRIX_COLUMN_IGNORED, raw.file, raw.sheet, details=found))
    return problems


def _nobody() -> Understood:
    return Understood(NOWHERE, likely=NOWHERE)


def _near(day: int, period: Period) -> bool:
    return period.first - NEIGHBOUR_DAYS <= day <= period.last + NEIGHBOUR_DAYS


def _frame(raw: RawTable, file: int, days: list[_Shifts], employees: Understood) -> pd.DataFrame:
    """Return the shifts of all days in the order of the records."""
    words: dict[str, int] = {}
    codes, starts, ends, dates = [NOWHERE], [NOWHERE], [NOWHERE], [NOWHERE]
    for day in days:
        number = [words.setdefault(entry.code, len(words)) for entry in day.entries]
        codes.append(np.array(number, np.int64)[day.which])
        starts.append(np.array([entry.start for entry in day.entries], np.int64)[day.which])
        ends.append(np.array([entry.end for entry in day.entries], np.int64)[day.which])
        dates.append(np.full(len(day.which), day.day, np.int64))
    record = np.concatenate([NOWHERE, *(day.record for day in days)])
    order = np.argsort(record, kind="stable")
    record = record[order]
    faulty = np.concatenate([np.zeros(0, bool), *(day.faulty for day in days)])[order]
    aside = faulty | (employees.values[record] < 0)
    return pd.DataFrame(
        {
            "employee_id": employees.values[record].astype(np.int32),
            "likely": employees.likely[record].astype(np.int32),
            "date": np.concatenate(dates)[order],
            "shift": categorical(np.concatenate(codes)[order], words),
            "start": np.concatenate(starts)[order],
            "end": np.concatenate(ends)[order],
            "file": np.full(len(record), file, np.int32),
            "row": raw.rows[record].astype(np.int32),
            "fate": np.where(aside, SET_ASIDE, CLEAN).astype(np.int8),
        }
    )
