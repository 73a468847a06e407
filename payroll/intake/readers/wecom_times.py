"""WeCom's 打卡时间记录: a row for each person, a column for each day, with the punches (``09:00(补卡)、18:00``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from payroll.intake.grid import Grid, TableRead
from payroll.intake.readers.cell_times import times_in
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.rows import Punch, punch_table
from payroll.intake.readers.wecom_matrix import Matrix, has_days, read_matrices
from payroll.language import Text

_GROUPS = ("打卡时间记录", "打卡时间")


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a file has name, account and, under 打卡时间记录, days in its headings."""
    return any(has_days(grid, _GROUPS) for grid in sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return the punches of each person and day; they keep the row of the person."""
    matrices = read_matrices(file, sheets, _GROUPS, WECOM_TIMES.name)
    problems = [problem for each in matrices for problem in each.problems]
    problems += [each.unusable for each in matrices if each.unusable]
    return ClockRead({"punches": [_table(each) for each in matrices]}, tuple(problems))


WECOM_TIMES = Reader("wecom-times", Text.of("the WeCom record of punch times"), ("punches",), recognises, read)


def _table(matrix: Matrix) -> TableRead:
    punches = [
        Punch(row.number, row.employee, row["name"], time, mark=mark)
        for row in matrix.rows
        for day, _, cell in matrix.days_of(row)
        for time, mark in times_in(cell, day)
    ]
    aside = [Punch(row.number, row.employee, row["name"], "") for row in matrix.aside]
    sheet = replace(matrix.sheet, headings={**matrix.sheet.headings, "time": _GROUPS[0]})
    return punch_table(sheet, punches, matrix.numbers, aside)
