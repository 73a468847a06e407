"""The sheet 排班信息 (``Schedule Infor.``) of a clock's standard report: a shift number for each person and day.

25 is leave, 26 a business trip, an empty cell a day off; the clock says so itself above the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from payroll.intake import kinds_files as kinds
from payroll.intake.grid import Grid, TableRead, fault_problem, rows_of_faults
from payroll.intake.headings import TITLE_ROWS, Heading, label
from payroll.intake.readers.rows import Leave, Sheet, Shift, leave_table, punch_table, shift_table
from payroll.intake.readers.standard_days import StatedPeriod, day_numbers, days_of, is_weekdays, plain, stated_period
from payroll.problems import Problem

_ID = frozenset({"工号", "编号", "id", "no."})
_NAME = frozenset({"姓名", "name"})
_KINDS = {"25": "请假", "26": "出差"}
_LEGEND = re.compile(r"([0-9]{1,2})\s*[-=]\s*([^0-9,;=]+?)\s*(?=[,;]|$)")


@dataclass(frozen=True, slots=True)
class RotaSheet:
    """The sheet as it stands: its row of headings (from 1), where id and name are, and the day numbers."""

    grid: Grid
    period: StatedPeriod
    row: int
    employee: int
    name: int
    numbers: Mapping[int, int]


def rota_of(grid: Grid) -> RotaSheet | None:
    """Return the sheet as a rota, None if it is none: headings 工号, 姓名 and day numbers in one row."""
    period = stated_period(grid.rows)
    if period is None:
        return None
    for number, row in enumerate(grid.rows[:TITLE_ROWS], 1):
        places = {label(cell): place for place, cell in reversed(list(enumerate(row)))}
        employee, name = (next((places[word] for word in words if word in places), None) for words in (_ID, _NAME))
        numbers = day_numbers(row)
        if employee is not None and name is not None and numbers:
            return RotaSheet(grid, period, number, employee, name, numbers)
    return None


def read_rota(file: str, rota: RotaSheet, reader: str) -> tuple[dict[str, list[TableRead]], list[Problem]]:
    """Return the tables that the sheet gives, and its problems.

    ``shifts`` has a row for each day with a shift number, and ``rest`` for each empty one; a day of leave has
    none, as the clock no longer knows the shift. Somebody without any shift number has no rota in the clock.
    ``leave`` joins the days of one mark that follow each other. Where there is neither, the rows are counted
    as punches out of scope.
    """
    written = rota.grid.rows[rota.row - 1]
    headings = {"employee_id": written[rota.employee], "name": written[rota.name]}
    sheet = Sheet(file, rota.grid.sheet, reader, headings)
    days, wrong = days_of(file, sheet.name, rota.row, rota.numbers, rota.period)
    rows = _rows_of_people(rota, days)
    if wrong:
        aside = [Shift(number, *_who(rota, number), "", "") for number in rows]
        return {"shifts": [shift_table(sheet, [], rows, aside)]}, wrong
    faulty, problems = _faults(file, rota, set(rows))
    marks = _marks(rota.grid.rows[: rota.row])
    shifts: list[Shift] = []
    leave: list[Leave] = []
    for number in rows:
        if number not in faulty:
            cells = _cells(rota, number, days)
            shifts += _shifts(number, _who(rota, number), cells, marks)
            leave += _leave(number, _who(rota, number), cells, marks)
    lost = sorted(faulty)
    tables: dict[str, list[TableRead]] = {}
    if shifts or lost:
        aside = [Shift(number, *_who(rota, number), "", "") for number in lost]
        tables["shifts"] = [shift_table(sheet, shifts, rows, aside)]
    if leave or lost:
        unread = [Leave(number, *_who(rota, number), "", "", "") for number in lost]
        tables["leave"] = [leave_table(sheet, leave, aside=unread)]
    if not shifts and not lost:
        used = {each.row for each in leave}
        tables["punches"] = [punch_table(sheet, [], [number for number in rows if number not in used])]
    return tables, problems


def _shifts(number: int, who: tuple[str, str], cells: Mapping[date, str], marks: Mapping[str, str]) -> list[Shift]:
    if not any(code and code not in marks for code in cells.values()):
        return []
    return [Shift(number, *who, day.isoformat(), code or "rest") for day, code in cells.items() if code not in marks]


def _leave(number: int, who: tuple[str, str], cells: Mapping[date, str], marks: Mapping[str, str]) -> list[Leave]:
    stretches: list[tuple[date, date, str]] = []
    for day, code in cells.items():
        if code not in marks:
            continue
        if stretches and stretches[-1][2] == code and stretches[-1][1] + timedelta(days=1) == day:
            stretches[-1] = (stretches[-1][0], day, code)
        else:
            stretches.append((day, day, code))
    return [Leave(number, *who, first.isoformat(), last.isoformat(), marks[code]) for first, last, code in stretches]


def _marks(titles: Sequence[Sequence[str]]) -> Mapping[str, str]:
    """Return the marks that are no shift, as the clock itself explains them: ``25-请假, 26-出差, 空-节假日``."""
    found = {code: word for row in titles for cell in row for code, word in _LEGEND.findall(_legend(cell))}
    return found or _KINDS


def _legend(cell: str) -> str:
    """Return the part of a title that explains marks, "" for dates and other texts."""
    text = plain(cell)
    return text.replace("、", ",") if "25" in text and "~" not in text else ""


def _rows_of_people(rota: RotaSheet, days: Mapping[int, date]) -> list[int]:
    """Return the numbers of the rows below the headings that hold anything; the row of weekdays is a heading."""
    rows = []
    for number in range(rota.row + 1, len(rota.grid.rows) + 1):
        row = rota.grid.rows[number - 1]
        if not any(_who(rota, number)) and (is_weekdays(row, days) or not any(cell.strip() for cell in row)):
            continue
        rows.append(number)
    return rows


def _who(rota: RotaSheet, number: int) -> tuple[str, str]:
    row = rota.grid.rows[number - 1]
    employee, name = (row[at].strip() if at < len(row) else "" for at in (rota.employee, rota.name))
    return employee, name


def _cells(rota: RotaSheet, number: int, days: Mapping[int, date]) -> dict[date, str]:
    row = rota.grid.rows[number - 1]
    return {day: plain(row[place]) if place < len(row) else "" for place, day in days.items()}


def _faults(file: str, rota: RotaSheet, people: set[int]) -> tuple[set[int], list[Problem]]:
    """Return the rows (from 1) with cells that cannot be taken as they are, and the problems."""
    heading = Heading(rota.row, rota.row, tuple(rota.grid.rows[rota.row - 1]), {})
    faults = []
    touched: set[int] = set()
    for fault in rota.grid.faults:
        rows = {index + 1 for index in rows_of_faults([fault], len(rota.grid.rows))} & people
        if rows and (fault.kind is not kinds.MERGED_CELLS or fault.row > rota.row):
            faults.append(fault)
            touched |= rows
    return touched, [fault_problem(fault, heading, file, rota.grid.sheet) for fault in faults]
