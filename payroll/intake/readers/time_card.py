"""The time card report of NGTeco clocks (Timecard Report), CSV or xlsx: a block for each person.

A block names the pay period and the person, ``Mei Lin (3)`` with the clock's id in brackets, then has a row for
each day, and one more for each further pair of times of that day, whose date is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from payroll.intake import kinds_files as kinds
from payroll.intake.grid import Fault, Grid, TableRead, fault_problem, rows_of_faults
from payroll.intake.headings import Heading, label
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.rows import Punch, Sheet, Verdict, joined_verdicts, punch_table, verdict_frame
from payroll.intake.readers.standard_days import StatedPeriod, period_problem, plain
from payroll.intake.readers.weekday_dates import Day, Days, day_problems, days_with_weekdays, moments
from payroll.language import Text
from payroll.problems import Problem

_NAME = "time-card"
_HEAD_ROWS = 12
_NEEDS = frozenset({"date", "in", "out"})
_WHO = re.compile(r"(.*\S)\s*\(([^()]+)\)", re.DOTALL)
_DATE = r"(?:[0-9]{8}|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4})"
_PERIOD = re.compile(rf"({_DATE})\s*(?:-|~|–|to)\s*({_DATE})")
_MISSING = re.compile(r"missing (?:in|out)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a block: its number, the person, date and weekday as written, the times, and the note."""

    number: int
    employee: str
    name: str
    day: Day
    times: Sequence[str]
    note: str


@dataclass(frozen=True, slots=True)
class _Period:
    """A pay period as written, and the row that names it; it holds for the rows below it."""

    number: int
    first: str
    last: str


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a file is a time card report: a pay period and a person above the headings Date, IN, OUT."""
    return any(_is_report(grid.rows[:_HEAD_ROWS]) for grid in sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return the punches of a time card report, and its notes (Missing OUT) as verdicts.

    Days outside the pay period, and dates whose order nothing tells, make a sheet unusable.
    """
    reports = [grid for grid in sheets if _is_report(grid.rows[:_HEAD_ROWS])]
    reads = [_read_sheet(file, grid, grid.sheet if len(reports) > 1 else "") for grid in reports]
    verdicts = [verdict_frame(sheet, told) for sheet, _, _, told in reads]
    return ClockRead(
        {"punches": [table for _, table, _, _ in reads]},
        tuple(problem for _, _, problems, _ in reads for problem in problems),
        joined_verdicts(verdicts),
    )


TIME_CARD = Reader(_NAME, Text.of("the NGTeco time card report"), ("punches",), recognises, read)


def _read_sheet(file: str, grid: Grid, name: str) -> tuple[str, TableRead, list[Problem], list[Verdict]]:
    sheet = Sheet(file, name, _NAME, {"employee_id": "Employee", "name": "Employee", "time": "IN, OUT"})
    heading = next(_headings(grid.rows))
    rows, periods = list(_rows_of(grid.rows)), list(_periods(grid.rows))
    stated = [(each.number, (text, "")) for each in periods for text in (each.first, each.last)]
    cells = [(row.number, row.day) for row in rows] + stated
    written = [day for _, day in cells]
    days = days_with_weekdays(written)
    problems = day_problems(file, name, [number for number, _ in cells], written, days)
    outside = _outside(file, name, rows, periods, days)
    numbers = {row.number for row in rows}
    faults = [fault for fault in grid.faults if _matters(fault, numbers)]
    lost = {index + 1 for index in rows_of_faults(faults, len(grid.rows))} | {cells[at][0] for at in days.wrong}
    if days.undecided is not None or outside:
        lost = numbers
    problems += [*outside, *(fault_problem(fault, heading, file, name) for fault in faults)]
    content = [at for at, cells in enumerate(grid.rows, 1) if at > heading.row and any(cell.strip() for cell in cells)]
    aside = [Punch(row.number, row.employee, row.name, "") for row in rows if row.number in lost]
    table = punch_table(sheet, _punches(rows, days, lost), content, aside)
    return name, table, problems, _verdicts(rows, days)


def _is_report(rows: Sequence[Sequence[str]]) -> bool:
    first = {label(row[0]) for row in rows if row}
    return {"pay_period", "employee"} <= first and any(_headings(rows))


def _headings(rows: Sequence[Sequence[str]]) -> Iterator[Heading]:
    for number, row in enumerate(rows, 1):
        names = [label(cell) for cell in row]
        if _NEEDS.issubset(names):
            columns = {name: names.index(name) for name in (*_NEEDS, "note") if name in names}
            yield Heading(number, number, tuple(row), columns)


def _rows_of(rows: Sequence[Sequence[str]]) -> Iterator[_Row]:
    """Yield the rows of days; a row without a date is of the day above it."""
    headings = {heading.row: heading.columns for heading in _headings(rows)}
    who, columns, day = _NOBODY, None, ("", "")
    is_new = False
    for number, row in enumerate(rows, 1):
        first = label(row[0]) if row else ""
        if first == "employee":
            who, columns, is_new = _person(_behind(row)), None, True
        elif number in headings:
            who, is_new = who if is_new else _NOBODY, False  # a block that does not say whose it is
            columns, day = headings[number], ("", "")
        elif columns is not None and first not in {"total_hours", "pay_period"}:
            cells = {name: plain(row[at]) if at < len(row) else "" for name, at in columns.items()}
            times = [cells[name] for name in ("in", "out") if cells[name] and not _MISSING.fullmatch(cells[name])]
            written = _day_of(row, columns)
            day = written if written[0] else day
            if written[0] or times or cells.get("note"):
                yield _Row(number, *who, day, times, cells.get("note", ""))
        else:
            columns = None


_NOBODY = ("", "")


def _day_of(row: Sequence[str], columns: Mapping[str, int]) -> Day:
    """Return the date and the weekday, which share the heading Date: ``MON,20250825``."""
    cells = [text for cell in row[columns["date"] : columns["in"]] if (text := plain(cell))]
    dates = [text for text in cells if any(letter.isdigit() for letter in text)]
    others = [text for text in cells if text not in dates]
    return (dates[0] if dates else "", others[0] if others else "")


def _person(text: str) -> tuple[str, str]:
    """Return id and name; without an id the name stands for it, as ``identities`` may say whose it is."""
    match = _WHO.fullmatch(text)
    return (match[2].strip(), match[1]) if match else (text, text)


def _behind(row: Sequence[str]) -> str:
    return next((text for cell in row[1:] if (text := plain(cell))), "")


def _periods(rows: Sequence[Sequence[str]]) -> Iterator[_Period]:
    for number, row in enumerate(rows, 1):
        if row and label(row[0]) == "pay_period" and (match := _PERIOD.search(_behind(row))):
            yield _Period(number, match[1], match[2])


def _outside(file: str, sheet: str, rows: Sequence[_Row], periods: Sequence[_Period], days: Days) -> list[Problem]:
    """Return the problem of the first day outside the pay period that stands above it."""
    bounds = days.days[len(rows) :]
    stated = [
        (period.number, StatedPeriod(period.number, first, last))
        for period, first, last in zip(periods, bounds[::2], bounds[1::2], strict=True)
        if first is not None and last is not None
    ]
    for row, day in zip(rows, days.days, strict=False):
        period = next((period for number, period in reversed(stated) if number < row.number), None)
        if day is not None and period is not None and not period.first <= day <= period.last:
            other = Text.of("but there is a row of {day}", day=day)
            return [period_problem(file, sheet, row.number, period, other)]
    return []


def _matters(fault: Fault, rows: set[int]) -> bool:
    """Tell whether a fault touches a row of a day; cells merged within one row are how the report is laid out."""
    if fault.kind is kinds.MERGED_CELLS and fault.row == fault.last_row:
        return False
    return not rows.isdisjoint(range(fault.row, fault.last_row + 1))


def _punches(rows: Sequence[_Row], days: Days, lost: set[int]) -> list[Punch]:
    """Return the punches; the times of all rows of one person and day go on from row to row.

    A row that is there twice in a row is no later part of the day: it says the same again.
    """
    punches = []
    groups = groupby(zip(rows, days.days, strict=False), key=lambda pair: (pair[0].employee, pair[0].day))
    for _, group in groups:
        of_day = [(row, day) for row, day in group if row.number not in lost]
        day = of_day[0][1] if of_day else None
        written = of_day[0][0].day[0] if of_day else ""
        said = [[*same] for _, same in groupby((row for row, _ in of_day), key=lambda row: row.times)]
        times = iter(moments(day, written, [text for same in said for text in same[0].times]))
        for same in said:
            of_row = list(islice(times, len(same[0].times)))
            punches += [Punch(row.number, row.employee, row.name, time) for row in same for time in of_row]
    return punches


def _verdicts(rows: Sequence[_Row], days: Days) -> list[Verdict]:
    return [
        Verdict(
            row.number,
            row.employee,
            row.name,
            day.isoformat() if day else row.day[0],
            result=row.note,
            missing_punches=len(_MISSING.findall(row.note)),
        )
        for row, day in zip(rows, days.days, strict=False)
        if row.note
    ]
