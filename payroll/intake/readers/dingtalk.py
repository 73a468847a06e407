"""The exports of DingTalk (钉钉): punches, leave, corrections, the rota.

The sheets are 月度汇总, 打卡时间, 原始记录 and 每日统计, in one workbook or alone, the tables 补卡记录, 请假记录,
出差记录 and 外出记录, and the rota 排班. One workbook tells the same punch in up to four sheets, and the same
leave on every day that it covers; each is given once (``dingtalk_once``). The app's own results (迟到, 缺卡 …)
are handed on beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from payroll.intake import kinds_files as kinds
from payroll.intake.grid import Grid, TableRead
from payroll.intake.readers.dingtalk_cells import day_of_cell
from payroll.intake.readers.dingtalk_kinds import DAILY, LEAVE, MONTHLY, OUTINGS, READER, TRIPS
from payroll.intake.readers.dingtalk_once import LeaveOnce, Punches, leave_once, punches_once
from payroll.intake.readers.dingtalk_rota import RotaRead, read_rota, rota_of
from payroll.intake.readers.dingtalk_rows import Told, told_by
from payroll.intake.readers.dingtalk_sheets import People, Row, SheetRows, kind_of, people_of, sheet_rows
from payroll.intake.readers.period import period_problems
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.rows import Leave, Punch, joined_verdicts, leave_table, punch_table, verdict_frame
from payroll.language import Text
from payroll.problems import Problem
from payroll.tables import PUNCHES

if TYPE_CHECKING:
    import pandas as pd

_ONLY_LEAVE = (LEAVE, TRIPS, OUTINGS)


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a file is an export of DingTalk: one of its sheets has the headings, or the title, of one."""
    return any(kind_of(grid) or rota_of(grid) for grid in sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return punches (``employee_id``, ``name``, ``time``, ``device``, ``mark``), leave, shifts and verdicts.

    The employee is the 工号, or the UserId where it is blank. A workbook with a sheet whose period does not
    agree, or whose headings lack something, is set aside as a whole.
    """
    parts = _parts(file, sheets)
    people = people_of([row for _, sheet in parts.sheets for row in sheet.rows])
    period = next(filter(None, (_period(file, *each) for each in parts.sheets)), ())
    if period:
        aside = [_set_aside(sheet, people) for _, sheet in parts.sheets]
        return ClockRead(_tables(aside, (), parts.rotas), (*parts.problems, *period))
    all_told = [told_by(sheet, people) for _, sheet in parts.sheets]
    punches, leave = punches_once(all_told), leave_once(all_told)
    problems = [*parts.problems, *(problem for part in punches for problem in part.problems)]
    problems += [problem for part in leave for problem in part.problems]
    tables = _tables(
        [
            _punch_table(told, part, people)
            for told, part in zip(all_told, punches, strict=True)
            if told.sheet.kind not in _ONLY_LEAVE
        ],
        [
            _leave_table(told, part, people)
            for told, part in zip(all_told, leave, strict=True)
            if told.sheet.kind in _ONLY_LEAVE or part.rows
        ],
        parts.rotas,
    )
    return ClockRead(tables, tuple(problems), _verdicts(all_told, parts.rotas))


DINGTALK = Reader(READER, Text.of("the DingTalk report"), ("punches", "leave", "shifts"), recognises, read)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The sheets of a file with punches or leave, each beside its grid, its rotas, and what is wrong with any."""

    sheets: Sequence[tuple[Grid, SheetRows]]
    rotas: Sequence[RotaRead]
    problems: Sequence[Problem]


def _parts(file: str, grids: Sequence[Grid]) -> _Parts:
    told = [(grid, kind_of(grid)) for grid in grids]
    found = [(grid, kind, None if kind else rota_of(grid)) for grid, kind in told]
    several = sum(bool(kind or rota) for _, kind, rota in found) > 1
    sheets: list[tuple[Grid, SheetRows]] = []
    rotas: list[RotaRead] = []
    problems: list[Problem] = []
    for grid, kind, rota in found:
        place = grid.sheet if several else ""
        if kind is not None:
            sheets.append((grid, sheet_rows(file, grid, place, *kind)))
            problems += sheets[-1][1].problems
        elif rota is not None:
            rotas.append(read_rota(file, grid, place, rota))
            problems += rotas[-1].problems
        else:
            details = {"table": Text(PUNCHES.zh, PUNCHES.name)}
            problems.append(Problem(kinds.SHEET_IGNORED, file, grid.sheet, details=details))
    return _Parts(sheets, rotas, problems)


def _tables(
    punches: Sequence[TableRead], leave: Sequence[TableRead], rotas: Sequence[RotaRead]
) -> dict[str, Sequence[TableRead]]:
    tables = {"punches": punches, "leave": leave, "shifts": [rota.table for rota in rotas]}
    return {name: reads for name, reads in tables.items() if reads}


def _period(file: str, grid: Grid, sheet: SheetRows) -> Sequence[Problem]:
    """Return the problem of the headings or the days of a sheet, and of a period that its rows do not agree with."""
    days = [*sheet.days.values(), *(day for row in sheet.rows if (day := day_of_cell(row["day"])))]
    return sheet.period or period_problems(file, sheet.place.name, grid.rows, days)


def _punch_table(told: Told, part: Punches, people: People) -> TableRead:
    sheet = told.sheet
    aside = [_who(row, people) for row in sheet.faulty]
    return punch_table(sheet.place, part.punches, [row.number for row in sheet.rows], aside, part.repeated)


def _leave_table(told: Told, part: LeaveOnce, people: People) -> TableRead:
    sheet = told.sheet
    if sheet.kind not in _ONLY_LEAVE:
        aside_rows = {each.row for each in part.aside}
        return leave_table(sheet.place, part.leave, [row for row in part.rows if row not in aside_rows], part.aside)
    faulty = [Leave(row.number, people.employee(row), row["name"], "", "", "") for row in sheet.faulty]
    return leave_table(sheet.place, part.leave, part.rows, [*part.aside, *faulty])


def _set_aside(sheet: SheetRows, people: People) -> TableRead:
    rows = sorted((*sheet.rows, *sheet.faulty), key=lambda row: row.number)
    return punch_table(sheet.place, [], [], [_who(row, people) for row in rows])


def _who(row: Row, people: People) -> Punch:
    """Return whose a row is that is set aside and, as far as it tells, of which day, so that it can be reviewed."""
    day = day_of_cell(row["day"])
    return Punch(row.number, people.employee(row), row["name"], day.isoformat() if day else row["day"])


def _verdicts(all_told: Sequence[Told], rotas: Sequence[RotaRead]) -> pd.DataFrame | None:
    """Return the app's own results: of days from 每日统计 if it is there, else from 月度汇总; totals from that."""
    daily = any(told.sheet.kind is DAILY for told in all_told)
    frames = []
    for told in all_told:
        only_totals = daily and told.sheet.kind is MONTHLY
        found = [each for each in told.verdicts if not (only_totals and each.date)]
        frames += [verdict_frame(told.sheet.place.name, found)] if found else []
    frames += [verdict_frame(rota.table.raw.sheet, rota.verdicts) for rota in rotas if rota.verdicts]
    return joined_verdicts(frames)
