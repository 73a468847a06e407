"""WeCom's monthly report (企业微信 上下班打卡_月报): a row for each person, with a verdict for each day.

It holds no punches. Its day cells tell of leave and trips, repeated on every day they cover, behind the
verdict: ``正常（请假） ; 事假3小时（3/9 9:30 - 3/9 12:30）``. The verdicts and the totals of the month are the
app's opinion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from payroll.intake import kinds_clocks as kinds
from payroll.intake.grid import Grid, TableRead
from payroll.intake.readers.day_rows import Row
from payroll.intake.readers.leave_text import Applications, applications_in
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.rows import Leave, Sheet, Verdict, joined_verdicts, leave_table, verdict_frame
from payroll.intake.readers.verdict_text import figures
from payroll.intake.readers.wecom_leave import leave_problem
from payroll.intake.readers.wecom_matrix import Matrix, has_days, read_matrices
from payroll.language import Text
from payroll.problems import Problem

_GROUPS = ("打卡明细",)
_FIGURES = ("late_minutes", "early_minutes", "absent_minutes", "missing_punches")
_RESULT = re.compile(
    "正常|缺卡|迟到|早退|旷工|休息|未排班|无需打卡|地点异常|设备异常|异常|加班|外出|外勤|出差|请假|补卡|-+$"
)
"""How a result begins."""
_DATED = re.compile(r"[(（][^()（）]*[0-9]{1,2}[-/.月][0-9]{1,2}[^()（）]*[)）]")
"""Brackets with a date: in what is left of a cell, leave that was not understood."""


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a file has name, account and, under 打卡明细, days in its headings."""
    return any(has_days(grid, _GROUPS) for grid in sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return the leave of a monthly report, and the app's verdicts on each day and, without a date, on the month."""
    matrices = read_matrices(file, sheets, _GROUPS, WECOM_MONTHLY.name)
    problems = [problem for each in matrices for problem in each.problems]
    problems += [each.unusable for each in matrices if each.unusable]
    tables, frames = [], []
    for matrix in matrices:
        headings = {**matrix.sheet.headings, **dict.fromkeys(("from", "to", "kind"), _GROUPS[0])}
        sheet = replace(matrix.sheet, headings=headings)
        days = {row.number: list(_days(matrix, row)) for row in matrix.rows}
        table, unread = _leave(sheet, matrix, days)
        tables.append(table)
        problems += [*unread, *_unknown(sheet, days)]
        verdicts = [verdict for row in matrix.rows for verdict in _verdicts(row, days[row.number])]
        frames.append(verdict_frame(sheet.name, verdicts))
    return ClockRead({"leave": tables}, tuple(problems), joined_verdicts(frames))


WECOM_MONTHLY = Reader("wecom-monthly", Text.of("the WeCom monthly report"), ("leave", "punches"), recognises, read)


@dataclass(frozen=True, slots=True)
class _Day:
    """A person's day: its date, the heading of its column, and what its cell says."""

    date: date
    heading: str
    said: Applications

    @property
    def unread(self) -> tuple[str, ...]:
        return (*self.said.unread, *((self.said.rest,) if _DATED.search(self.said.rest) else ()))


def _days(matrix: Matrix, row: Row) -> Iterator[_Day]:
    for day, heading, cell in matrix.days_of(row):
        yield _Day(day, heading, applications_in(cell, day, lambda _: None))


def _leave(sheet: Sheet, matrix: Matrix, days: dict[int, list[_Day]]) -> tuple[TableRead, list[Problem]]:
    """Return the leave; a person of whom some cannot be read is set aside whole, for all of the period."""
    leave: list[Leave] = []
    aside = [Leave(row.number, row.employee, row["name"], "", "", "", "") for row in matrix.aside]
    told: dict[tuple[int, str], Problem] = {}
    for row in matrix.rows:
        unread = [(day.heading, text) for day in days[row.number] for text in day.unread]
        for heading, text in unread:
            told.setdefault((row.number, text), leave_problem(sheet, row.number, heading, text))
        who = (row.number, row.employee, row["name"])
        if unread:
            aside.append(Leave(*who, "", "", "", ""))
        else:
            leave += [
                Leave(*who, each.start, each.end, each.kind) for day in days[row.number] for each in day.said.leave
            ]
    table = leave_table(sheet, leave, aside=aside)
    without = set(matrix.numbers) - {each.row for each in (*leave, *aside)}
    return replace(table, out_of_scope=len(without)), list(told.values())


def _unknown(sheet: Sheet, days: dict[int, list[_Day]]) -> list[Problem]:
    """Return a warning for each cell that says something else than a result, once for each text."""
    told: dict[str, Problem] = {}
    for number, of_row in days.items():
        for day in of_row:
            for part in filter(None, re.split(r"\s*[;；]\s*", day.said.rest)):
                if not day.unread and not _RESULT.match(part):
                    place = (sheet.file, sheet.name, number, day.heading)
                    told.setdefault(part, Problem(kinds.CLOCK_CELL_UNKNOWN, *place, part))
    return list(told.values())


def _verdicts(row: Row, days: Sequence[_Day]) -> Iterator[Verdict]:
    who = (row.number, row.employee, row["name"])
    totals = [_figure(row[field]) for field in _FIGURES]
    if any(total is not None for total in totals):
        yield Verdict(*who, "", "", "", *totals)
    for day in days:
        result = "; ".join(re.split(r"\s*[;；]\s*", day.said.rest))
        yield Verdict(*who, day.date.isoformat(), "", result, *figures(result))


def _figure(text: str) -> int | None:
    return int(float(text)) if text.replace(".", "", 1).isdigit() else None
