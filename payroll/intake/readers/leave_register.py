"""The register of granted leave that a shop keeps by hand (请假登记表): who, from which day, for how many days.

A register holds leave that was granted, so all of it is approved. It has no last day: leave runs over whole
days from its first, and half a day counts as a whole one, because the register does not say which half and
nobody is to be charged for the half that was free.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from payroll.intake import kinds_clocks
from payroll.intake import kinds_files as kinds
from payroll.intake.cells import NO_TEXT, Fault, day_of, half_width, tidy
from payroll.intake.grid import Grid, TableRead, fault_problem, faults_of_table, length_problems, sorted_rows
from payroll.intake.headings import TITLE_ROWS, Heading, label
from payroll.intake.kinds import TOTAL_ROW, VALUE_MISSING
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.rows import Leave, Sheet, leave_table
from payroll.language import Text
from payroll.period import iso_day
from payroll.problems import Problem, ProblemKind

_FIELDS = {
    "employee": ("工号", "员工编号", "员工工号"),
    "name": ("姓名",),
    "from": ("请假日期",),
    "days": ("请假天数",),
    "kind": ("类型", "请假类型"),
}
_OTHERS = frozenset({"结束", "结束日期", "结束时间", "状态", "审批状态", "审批单状态"})
"""Headings of tables that say more than a register; they are no registers."""
_DAYS = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)\s*天?")
_LONGEST = 366
_TOTALS = frozenset({"合计", "总计", "小计"})


@dataclass(frozen=True, slots=True)
class _Entry:
    """One row: its leave, whether half a day was rounded, and the problem that sets it aside."""

    leave: Leave
    rounded: bool = False
    problem: Problem | None = None


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a sheet has the headings 姓名 or 工号, 请假日期 and 请假天数, and none that says more."""
    return any(_heading(grid.rows) for grid in sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return the leave of all sheets that are registers; other sheets are named."""
    headings = [_heading(grid.rows) for grid in sheets]
    several = sum(heading is not None for heading in headings) > 1
    reads, problems = [], []
    for grid, heading in zip(sheets, headings, strict=True):
        if heading is None:
            details = {"table": Text.of("leave")}
            problems.append(Problem(kinds.SHEET_IGNORED, file, grid.sheet, details=details))
            continue
        found, told = _of_sheet(file, grid, heading, grid.sheet if several else "")
        reads.append(found)
        problems += told
    return ClockRead({"leave": tuple(reads)}, tuple(problems))


LEAVE_REGISTER = Reader("leave-register", Text.of("a register of leave kept by hand"), ("leave",), recognises, read)


def _heading(rows: Sequence[Sequence[str]]) -> Heading | None:
    for index, row in enumerate(rows[:TITLE_ROWS]):
        labels = [label(cell) for cell in row]
        places = {
            field: next((labels.index(word) for word in words if word in labels), None)
            for field, words in _FIELDS.items()
        }
        columns = {field: place for field, place in places.items() if place is not None}
        if {"from", "days"} <= columns.keys() and columns.keys() & {"employee", "name"}:
            return None if _OTHERS.intersection(labels) else Heading(index + 1, index + 1, _trimmed(row), columns)
    return None


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(row[: max(at for at, cell in enumerate(row, 1) if cell.strip())])


def _of_sheet(file: str, grid: Grid, heading: Heading, place: str) -> tuple[TableRead, list[Problem]]:
    faults = faults_of_table(grid, heading)
    good, bad, wrong_length = sorted_rows(grid, heading, faults)
    problems = [fault_problem(fault, heading, file, place) for fault in faults]
    problems += length_problems(wrong_length, len(heading.names), file, place)
    headings = {name: heading.names[heading.columns[field]] for name, field in _headings(heading).items()}
    sheet = Sheet(file, place, LEAVE_REGISTER.name, headings)
    cells = {index + 1: _cells(grid.rows[index], heading) for index in good}
    totals = {row: words for row, found in cells.items() if not found["from"] and (words := _totals(found))}
    problems += [_problem(sheet, row, TOTAL_ROW, "employee_id", words) for row, words in totals.items()]
    entries = [_entry(sheet, row, found) for row, found in cells.items() if row not in totals]
    kept = [entry for entry in entries if entry.problem is None]
    aside = [entry.leave for entry in entries if entry.problem is not None]
    aside += [_leave(index + 1, _cells(grid.rows[index], heading)) for index in bad]
    problems += [entry.problem for entry in entries if entry.problem is not None]
    problems += _warnings(sheet, kept)
    rows = [entry.leave.row for entry in kept]
    table = leave_table(sheet, [entry.leave for entry in kept], rows, aside)
    return replace(table, out_of_scope=len(totals)), problems


def _headings(heading: Heading) -> dict[str, str]:
    """Return column of the table -> field that it comes from."""
    who = "employee" if "employee" in heading.columns else "name"
    fields = {"employee_id": who, "name": "name", "from": "from", "to": "days", "kind": "kind"}
    return {name: field for name, field in fields.items() if field in heading.columns}


def _cells(row: Sequence[str], heading: Heading) -> dict[str, str]:
    return {field: half_width(tidy(row[at])) if at < len(row) else "" for field, at in heading.columns.items()}


def _totals(cells: dict[str, str]) -> str:
    return next((text for text in cells.values() if text in _TOTALS), "")


def _leave(row: int, cells: dict[str, str], start: str = "", end: str = "") -> Leave:
    name = cells.get("name", "")
    return Leave(row, cells.get("employee", "") or name, name, start or cells["from"], end, cells.get("kind", ""))


def _entry(sheet: Sheet, row: int, cells: dict[str, str]) -> _Entry:
    """Return what a row says, or what is wrong with it."""
    start, days = day_of(cells["from"]), _DAYS.fullmatch(cells["days"])
    plain = _leave(row, cells)
    if not cells["from"]:
        return _Entry(plain, problem=_problem(sheet, row, VALUE_MISSING, "from", ""))
    if isinstance(start, Fault):
        details = {**start.details, "more": NO_TEXT}
        return _Entry(plain, problem=_problem(sheet, row, start.kind, "from", cells["from"], details))
    first = _leave(row, cells, iso_day(start))
    if not cells["days"]:
        return _Entry(first, problem=_problem(sheet, row, VALUE_MISSING, "to", ""))
    if days is None or not 0 < float(days[1]) <= _LONGEST:
        return _Entry(first, problem=_problem(sheet, row, kinds_clocks.LEAVE_DAYS, "to", cells["days"]))
    whole = math.ceil(float(days[1]))
    return _Entry(_leave(row, cells, iso_day(start), iso_day(start + whole - 1)), rounded=whole != float(days[1]))


def _problem(
    sheet: Sheet, row: int, kind: ProblemKind, column: str, value: str, details: Mapping[str, str | Text] | None = None
) -> Problem:
    return Problem(kind, sheet.file, sheet.name, row, sheet.headings[column], value, details or {"more": NO_TEXT})


def _warnings(sheet: Sheet, entries: Sequence[_Entry]) -> list[Problem]:
    """Return one warning for half days, and one for people who have two entries from the same day."""
    warnings = []
    if halves := [entry.leave for entry in entries if entry.rounded]:
        details = {"count": str(len(halves))}
        warnings.append(_problem(sheet, halves[0].row, kinds_clocks.LEAVE_HALF_DAY, "to", halves[0].end, details))
    times = Counter((entry.leave.employee, entry.leave.start) for entry in entries)
    again = [entry.leave for entry in entries if times[entry.leave.employee, entry.leave.start] > 1]
    if again:
        details = {"count": str(len(again))}
        value = f"{again[0].employee} {again[0].start}"
        warnings.append(_problem(sheet, again[0].row, kinds_clocks.LEAVE_SAME_START, "from", value, details))
    return warnings
