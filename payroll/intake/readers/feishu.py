"""The monthly report of Feishu (飞书 月度报表): a row for each person, the days under 每日考勤结果.

The first row has the groups of headings, the second the headings, among them days such as
``2025-11-03 星期一``. A cell holds the results of the day with their times, see ``feishu_cells``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from payroll.intake import kinds_clocks as kinds
from payroll.intake.grid import Grid, TableRead
from payroll.intake.headings import TITLE_ROWS, Heading, label
from payroll.intake.readers.day_headings import no_day
from payroll.intake.readers.day_rows import Below, Row, rows_below
from payroll.intake.readers.feishu_cells import DayCell, day_cell, leave_periods
from payroll.intake.readers.grouped import Fields, grouped_at
from payroll.intake.readers.period import day_of_cell, period_problems
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.rows import (
    Leave,
    Punch,
    Sheet,
    Verdict,
    joined_verdicts,
    leave_table,
    punch_table,
    verdict_frame,
)
from payroll.intake.readers.verdict_text import figures
from payroll.intake.readers.wecom_leave import leave_problem
from payroll.language import Text
from payroll.problems import Problem

if TYPE_CHECKING:
    import pandas as pd

_DAYS = "每日考勤结果"
_FIELDS: Fields = {
    "name": ("姓名", "员工姓名"),
    "number": ("工号", "员工工号", "员工编号"),
    "account": ("账号", "帐号", "飞书账号", "用户id", "员工id", "user_id", "employee_id"),
}


@dataclass(frozen=True, slots=True)
class _Matrix:
    """One sheet: its place, the date of each day's field, its rows, and what the cells say by row and field."""

    sheet: Sheet
    dates: Mapping[str, date]
    below: Below
    cells: Mapping[int, Mapping[str, DayCell]]


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a sheet has the group 每日考勤结果 over its headings."""
    return any(_heading(grid) for grid in sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return the punches and leave of each person, and the app's verdict on each day."""
    found = [(grid, heading) for grid in sheets if (heading := _heading(grid))]
    problems: list[Problem] = []
    punches, leave, verdicts = [], [], []
    for grid, heading in found:
        place = grid.sheet if len(found) > 1 else ""
        matrix = _matrix(file, place, grid, heading)
        if isinstance(matrix, Problem):
            problems.append(matrix)
            continue
        problems += matrix.below.problems
        if wrong := period_problems(file, place, grid.rows, list(matrix.dates.values())):
            problems += wrong
            punches.append(punch_table(matrix.sheet, [], [], _who((*matrix.below.rows, *matrix.below.aside))))
            continue
        punches.append(_punches(matrix))
        tables, unread = _leave(matrix)
        leave += tables
        problems += [*unread, *_unknown(matrix)]
        verdicts.append(_verdicts(matrix))
    frame = joined_verdicts(verdicts)
    return ClockRead({"punches": punches, "leave": leave}, tuple(problems), frame)


FEISHU = Reader("feishu", Text.of("the Feishu monthly report"), ("punches", "leave"), recognises, read)


def _heading(grid: Grid) -> Heading | None:
    """Return the headings under the row that has the group 每日考勤结果, None if there is none."""
    for index, row in enumerate(grid.rows[:TITLE_ROWS]):
        if any(label(cell).startswith(_DAYS) for cell in row):
            heading = grouped_at(grid.rows, index, _FIELDS)
            if "name" in heading.columns:
                return heading
    return None


def _matrix(file: str, place: str, grid: Grid, heading: Heading) -> _Matrix | Problem:
    dates = {f"day {at}": (at, day) for at, name in enumerate(heading.names) if (day := _day(name))}
    if not dates or not heading.columns.keys() & {"number", "account"}:
        missing = _DAYS if not dates else "工号"
        return Problem(kinds.CLOCK_COLUMNS, file, place, heading.row, value=missing, details={"missing": missing})
    fields = {field: at for field, (at, _) in dates.items()}
    if wrong := no_day(file, place, grid, heading, list(fields.values())):
        return wrong
    below = rows_below(file, place, grid, replace(heading, columns={**heading.columns, **fields}))
    headings = {field: heading.names[at] for field, at in fields.items()}
    id_field = "number" if "number" in heading.columns else "account"
    headings |= {"name": "姓名", "employee_id": heading.names[heading.columns[id_field]], "time": _DAYS}
    headings |= dict.fromkeys(("from", "to", "kind"), _DAYS)
    cells = {
        row.number: {field: day_cell(row[field], day) for field, (_, day) in dates.items() if row[field]}
        for row in below.rows
    }
    days = {field: day for field, (_, day) in dates.items()}
    return _Matrix(Sheet(file, place, FEISHU.name, headings), days, below, cells)


def _day(name: str) -> date | None:
    group, _, below = name.partition("/")
    if not group.startswith(_DAYS):
        return None
    if re.match(r"[0-9]{8}(?![0-9])", below):
        return day_of_cell(f"{below[:4]}-{below[4:6]}-{below[6:8]}")
    return day_of_cell(below)


def _punches(matrix: _Matrix) -> TableRead:
    punches = [
        Punch(row.number, row.employee, row["name"], time, mark=mark)
        for row in matrix.below.rows
        for cell in matrix.cells[row.number].values()
        for time, mark in cell.punches
    ]
    return punch_table(matrix.sheet, punches, [row.number for row in matrix.below.rows], _who(matrix.below.aside))


def _who(rows: Sequence[Row]) -> list[Punch]:
    """Return who stands in rows that are set aside; the day is unknown, so all of the period is reviewed."""
    ordered = sorted(rows, key=lambda row: row.number)
    return [Punch(row.number, row.employee, row["name"], "") for row in ordered]


def _unknown(matrix: _Matrix) -> list[Problem]:
    """Return a warning for each word that is known of no result, once for each."""
    sheet = matrix.sheet
    told: dict[str, Problem] = {}
    for row, cells in matrix.cells.items():
        for field, cell in cells.items():
            for word in cell.unknown:
                place = (sheet.file, sheet.name, row, sheet.headings[field])
                told.setdefault(word, Problem(kinds.CLOCK_CELL_UNKNOWN, *place, word))
    return list(told.values())


def _leave(matrix: _Matrix) -> tuple[list[TableRead], list[Problem]]:
    """Return the leave; a person of whom some cannot be read is set aside whole, for all of the period."""
    leave: list[Leave] = []
    aside = [Leave(row.number, row.employee, row["name"], "", "", "", "") for row in matrix.below.aside]
    problems: list[Problem] = []
    for row in matrix.below.rows:
        who = (row.number, row.employee, row["name"])
        cells = matrix.cells[row.number]
        unread = [(field, text) for field, cell in cells.items() for text in cell.unread]
        if unread:
            aside.append(Leave(*who, "", "", "", ""))
            headings = matrix.sheet.headings
            problems += [leave_problem(matrix.sheet, row.number, headings[field], text) for field, text in unread]
            continue
        days = [(matrix.dates[field], each) for field, cell in cells.items() for each in cell.leave]
        leave += [Leave(*who, start, end, kind) for kind, start, end in leave_periods(days)]
    tables = [leave_table(matrix.sheet, leave, aside=aside)] if leave or aside else []
    return tables, problems


def _verdicts(matrix: _Matrix) -> pd.DataFrame:
    verdicts = []
    for row in matrix.below.rows:
        for field in matrix.cells[row.number]:
            day, result = matrix.dates[field].isoformat(), row[field]
            verdicts.append(Verdict(row.number, row.employee, row["name"], day, "", result, *figures(result)))
    return verdict_frame(matrix.sheet.name, verdicts)
