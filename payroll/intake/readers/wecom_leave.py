"""The leave and trips of WeCom's reports with a row for each person and day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from payroll.intake import kinds_clocks as kinds
from payroll.intake.grid import TableRead
from payroll.intake.readers.day_rows import Row
from payroll.intake.readers.leave_text import Applications, applications_in, break_in
from payroll.intake.readers.period import day_of_cell
from payroll.intake.readers.rows import Leave, Sheet, leave_table
from payroll.problems import Problem

_SHIFT = re.compile(r"[0-9]:[0-9]|休|未排班|无班次|固定|自由|弹性")
"""What a 班次 says: times, or that there are none."""


def leave_of_days(sheet: Sheet, rows: Sequence[Row]) -> tuple[tuple[TableRead, ...], list[Problem]]:
    """Return the leave of rows that have ``leave`` (假勤申请) and perhaps ``shift``, each once, and the problems.

    The app lists what is approved. A row with an application that cannot be read is set aside, with one
    problem however often the export repeats it. No table if there is no leave at all.
    """
    breaks = {row.key: pause for row in rows if (pause := break_in(row["shift"]))}
    leave: list[Leave] = []
    aside: list[Leave] = []
    told: dict[tuple[str, str], Problem] = {}
    for row in rows:
        if not row["leave"]:
            continue
        if (shift := row["shift"]) and not _SHIFT.search(shift):
            place = (sheet.file, sheet.name, row.number, sheet.headings.get("shift", "班次"))
            told.setdefault(("", shift), Problem(kinds.CLOCK_CELL_UNKNOWN, *place, shift))
        found = _applications(row, breaks)
        unread = [*found.unread, *([found.rest] if found.rest else [])]
        if unread:
            day, _ = row.key
            aside.append(Leave(row.number, row.employee, row["name"], day, day, "", ""))
        else:
            leave += [Leave(row.number, row.employee, row["name"], e.start, e.end, e.kind) for e in found.leave]
        for text in unread:
            told.setdefault((row.employee, text), leave_problem(sheet, row.number, sheet.headings["kind"], text))
    tables = (leave_table(sheet, leave, aside=aside),) if leave or aside else ()
    return tables, list(told.values())


def leave_problem(sheet: Sheet, row: int, column: str, text: str) -> Problem:
    """Return the problem of an application that cannot be read."""
    return Problem(kinds.CLOCK_LEAVE_FORM, sheet.file, sheet.name, row, column, text)


def _applications(row: Row, breaks: dict[tuple[str, str], tuple[str, str]]) -> Applications:
    day = day_of_cell(row["date"])
    if day is None:
        return Applications((), (), row["leave"])
    return applications_in(row["leave"], day, lambda each: breaks.get((each.isoformat(), row["account"])))
