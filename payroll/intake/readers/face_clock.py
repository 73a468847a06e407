"""The export of AAS 6.0, the program of white-label face clocks: a row for each person and day, Time1 to Time12."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from payroll.intake import kinds_files as kinds
from payroll.intake.grid import (
    Grid,
    TableRead,
    cell_name,
    fault_problem,
    faults_of_table,
    length_problems,
    rows_of_faults,
)
from payroll.intake.headings import TITLE_ROWS, Heading, label
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.rows import Punch, Sheet, punch_table, rows_with_content
from payroll.intake.readers.standard_days import plain
from payroll.intake.readers.weekday_dates import day_problems, days_with_weekdays, moments
from payroll.language import Text
from payroll.problems import Problem

_NAME = "face-clock"
_TIME = re.compile(r"time_?([0-9]{1,2})")
_FIELDS = {"staff_code": "employee", "name": "name", "date": "date", "week": "week"}
_BLANK = frozenset({"-", "--", "—"})
_NOT_USED = frozenset({"department"})
_NEEDS = frozenset({"employee", "date", "1"})


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a file is an export of AAS: headings Staff Code, Date and Time1."""
    return any(_heading(grid.rows) for grid in sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return the punches; a date such as ``1/2/2026`` is read by the order that the file itself tells."""
    found = [(grid, heading) for grid in sheets if (heading := _heading(grid.rows))]
    reads = [_read_sheet(file, grid, heading, grid.sheet if len(found) > 1 else "") for grid, heading in found]
    problems = tuple(problem for _, problems in reads for problem in problems)
    return ClockRead({"punches": [table for table, _ in reads]}, problems)


FACE_CLOCK = Reader(_NAME, Text.of("the face clocks of AAS 6.0"), ("punches",), recognises, read)


def _heading(rows: Sequence[Sequence[str]]) -> Heading | None:
    """Return the headings; ``columns`` goes from field, or the number of a time, to position."""
    for number, row in enumerate(rows[:TITLE_ROWS], 1):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            name = label(cell)
            match = _TIME.fullmatch(name)
            field = str(int(match[1])) if match else _FIELDS.get(name, "")
            if field:
                columns.setdefault(field, place)
        if columns.keys() >= _NEEDS:
            return Heading(number, number, tuple(row), columns)
    return None


def _read_sheet(file: str, grid: Grid, heading: Heading, name: str) -> tuple[TableRead, list[Problem]]:
    written = {"employee_id": "employee", "name": "name", "time": "1"}
    headings = {
        key: heading.names[heading.columns[field]] for key, field in written.items() if field in heading.columns
    }
    rows = rows_with_content(grid.rows, heading.last + 1, range(max(map(len, grid.rows))))
    cells = {number: _cells(grid.rows[number - 1], heading.columns) for number in rows}
    dates = [(cells[number]["date"], cells[number].get("week", "")) for number in rows]
    days = days_with_weekdays(dates)
    faults = faults_of_table(grid, heading)
    long = [(number, len(grid.rows[number - 1])) for number in rows if _is_too_long(grid.rows[number - 1], heading)]
    problems = [
        *day_problems(file, name, rows, dates, days),
        *(fault_problem(fault, heading, file, name) for fault in faults),
        *length_problems(long, len(heading.names), file, name),
        *_unknown_columns(grid, heading, file, name),
    ]
    lost = {index + 1 for index in rows_of_faults(faults, len(grid.rows))} | {number for number, _ in long}
    lost |= set(rows) if days.undecided is not None else {rows[at] for at in days.wrong}
    punches, aside = [], []
    for number, day in zip(rows, days.days, strict=True):
        cell = cells[number]
        who = (cell["employee"], cell.get("name", ""))
        if number in lost:
            aside.append(Punch(number, *who, ""))
            continue
        times = [cell[field] for field in sorted(filter(str.isdigit, cell), key=int) if cell[field]]
        punches += [Punch(number, *who, time) for time in moments(day, cell["date"], times)]
    return punch_table(Sheet(file, name, _NAME, headings), punches, rows, aside), problems


def _unknown_columns(grid: Grid, heading: Heading, file: str, name: str) -> list[Problem]:
    """Return the warning of filled columns of which the headings tell nothing, as the times would stand there."""
    known = set(heading.columns.values())
    below = grid.rows[heading.last :]
    unknown = [
        written.strip() or cell_name(heading.row, at)
        for at, written in enumerate(heading.names)
        if at not in known
        and label(written) not in _NOT_USED
        and any(at < len(row) and row[at].strip() for row in below)
    ]
    value = ", ".join(unknown)
    return [Problem(kinds.COLUMN_UNKNOWN, file, name, heading.row, value=value)] if unknown else []


def _cells(row: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    cells = {field: plain(row[at]) if at < len(row) else "" for field, at in columns.items()}
    return {field: "" if cell in _BLANK else cell for field, cell in cells.items()}


def _is_too_long(row: Sequence[str], heading: Heading) -> bool:
    return any(cell.strip() for cell in row[len(heading.names) :])
