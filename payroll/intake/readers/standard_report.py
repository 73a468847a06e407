"""The standard report that cheap self-service clocks write to a U disk (1_标准报表.xls, 1_StandardReport.xls).

Its sheets are 排班信息, 考勤汇总, 考勤记录, 异常统计 and a card for every three people; with English firmware
Schedule Infor., Att. Stat., Att.log report, Exception Stat. Punches come from 考勤记录 alone; the other sheets
repeat them. 排班信息 gives the rota and the leave, 异常统计 and 考勤汇总 the clock's own verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from payroll.intake import kinds_clocks
from payroll.intake import kinds_files as kinds
from payroll.intake.grid import Grid, TableRead
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.rows import joined_verdicts
from payroll.intake.readers.standard_days import differing_periods
from payroll.intake.readers.standard_log import log_of, looks_like_log, read_log
from payroll.intake.readers.standard_rota import read_rota, rota_of
from payroll.intake.readers.standard_verdicts import (
    days_heading,
    is_card,
    people_heading,
    read_card,
    read_days,
    read_people,
)
from payroll.language import Text
from payroll.problems import Problem

if TYPE_CHECKING:
    import pandas as pd

_NAME = "standard-report"
_TABLES = ("punches", "leave", "shifts")
_TITLE = Text.of("the standard report of a self-service clock")


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a workbook is a standard report: it has a log of punches, or the clock's 异常统计."""
    return any(log_of(grid) or looks_like_log(grid.rows) or days_heading(grid) for grid in sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return punches, leave and rota of a standard report, and the clock's verdicts.

    Sheets that tell different periods, or days that do not agree with the period, make all of it unusable.
    """
    logs = {grid.sheet: log for grid in sheets if (log := log_of(grid))}
    rotas = {grid.sheet: rota for grid in sheets if grid.sheet not in logs and (rota := rota_of(grid))}
    if not logs:
        return ClockRead({}, (Problem(kinds_clocks.CLOCK_NO_LOG, file, details={"title": _TITLE}),))
    periods = {name: log.period for name, log in logs.items()} | {name: rota.period for name, rota in rotas.items()}
    if wrong := differing_periods(file, list(periods.items())):
        return ClockRead({}, tuple(wrong))
    tables: dict[str, list[TableRead]] = {}
    problems: list[Problem] = []
    verdicts: list[pd.DataFrame] = []
    for grid in sheets:
        if grid.sheet in logs:
            table, found = read_log(file, logs[grid.sheet], _NAME)
            tables.setdefault("punches", []).append(table)
            problems += found
        elif grid.sheet in rotas:
            given, found = read_rota(file, rotas[grid.sheet], _NAME)
            for name, reads in given.items():
                tables.setdefault(name, []).extend(reads)
            problems += found
        else:
            told = _opinion(file, grid)
            if isinstance(told, Problem):
                problems.append(told)
                continue
            tables.setdefault("punches", []).append(told[0])
            verdicts += told[1]
    ordered = {name: tables[name] for name in _TABLES if name in tables}
    return ClockRead(ordered, tuple(problems), joined_verdicts(verdicts))


def _opinion(file: str, grid: Grid) -> tuple[TableRead, list[pd.DataFrame]] | Problem:
    """Return the account of a sheet without punches of its own and its verdicts, or the warning of a strange sheet."""
    if heading := days_heading(grid):
        table, frame = read_days(file, grid, heading, _NAME)
        return table, [frame]
    if heading := people_heading(grid):
        table, frame = read_people(file, grid, heading, _NAME)
        return table, [frame]
    if is_card(grid.rows):
        return read_card(file, grid, _NAME), []
    return Problem(kinds.SHEET_IGNORED, file, grid.sheet, details={"table": _TITLE})


STANDARD_REPORT = Reader(_NAME, _TITLE, _TABLES, recognises, read)
