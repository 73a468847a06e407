"""The daily report of WeCom (企业微信 上下班打卡_日报), as xlsx with two sheets or as CSV with the first.

The first sheet has one row per person and day; its column 打卡时间记录 holds every punch of that day, also
those that were replaced, with the mark (补卡) where a manager approved it. The second, 打卡详情, has one
row per expected punch; it leaves out some taps of the first, but it alone says which are 失效
(replaced by a later approval). So the first sheet is the record, and the second takes the invalid ones
out of it. A punch that stands only in the second is used too, with a warning: of two statements of
the same clock the one that says that a person was there is not thrown away.

The column 考勤结果 and its figures are the app's opinion under its own rules; they are handed on beside the
punches and never mixed with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from payroll.intake import kinds_files as kinds
from payroll.intake.grid import Grid, TableRead, fault_problem, faults_of_table, rows_of_faults
from payroll.intake.headings import Heading
from payroll.intake.raw import RawTable
from payroll.intake.readers.grouped import Fields, grouped_heading
from payroll.intake.readers.period import day_of_cell, period_problems
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.rows import Verdict, verdict_frame
from payroll.intake.readers.wecom_punches import Compared, Punch, Row, compare_sheets, punches_in
from payroll.language import Text
from payroll.problems import Problem, ProblemKind

if TYPE_CHECKING:
    import pandas as pd

_DAILY: Fields = {
    "date": ("时间", "日期"),
    "name": ("姓名",),
    "account": ("账号", "帐号"),
    "punches": ("打卡时间记录",),
    "number": ("工号",),
    "shift": ("考勤概况/班次", "班次"),
    "result": ("考勤概况/考勤结果", "考勤结果"),
    "late_minutes": ("异常统计/迟到时长", "迟到时长"),
    "early_minutes": ("异常统计/早退时长", "早退时长"),
    "absent_minutes": ("异常统计/旷工时长", "旷工时长"),
    "missing_punches": ("异常统计/缺卡次数", "缺卡次数"),
}
_DETAIL: Fields = {
    "date": ("日期", "时间"),
    "name": ("姓名",),
    "account": ("账号", "帐号"),
    "number": ("工号",),
    "actual": ("实际打卡时间",),
    "status": ("打卡状态",),
    "device": ("打卡设备",),
}
_DAILY_NEEDS = ("date", "name", "account", "punches")
_DETAIL_NEEDS = ("date", "account", "actual", "status")
_FIGURES = ("late_minutes", "early_minutes", "absent_minutes", "missing_punches")
_DICTIONARY = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet of the report: its name in messages, headings, rows, and the rows a fault sets aside.

    ``period`` holds the problem of a period that does not agree, ``problems`` the others.
    """

    place: str
    heading: Heading
    rows: Sequence[Row]
    faulty: Sequence[Row]
    problems: Sequence[Problem]
    period: Sequence[Problem]


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a file is a daily report: a sheet with day, name, account and 打卡时间记录 in its headings."""
    return any(grouped_heading(grid.rows, _DAILY, _DAILY_NEEDS) for grid in sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return the punches of a daily report and the app's own verdict on each person and day.

    The punches have the columns ``employee_id``, ``name``, ``time``, ``device`` and ``mark`` (补卡), and
    keep the row of their sheet. A file whose title, rows and name tell different periods is set aside.
    """
    two = any(grouped_heading(grid.rows, _DETAIL, _DETAIL_NEEDS) for grid in sheets)
    daily = next(filter(None, (_sheet(file, grid, _DAILY, _DAILY_NEEDS, two) for grid in sheets)))
    detail = next(filter(None, (_sheet(file, grid, _DETAIL, _DETAIL_NEEDS, two) for grid in sheets)), None)
    if detail is None:
        return _of_one_sheet(file, daily)
    problems = [*daily.problems, *detail.problems]
    if period := daily.period or detail.period:  # one cause, one problem
        return ClockRead({"punches": (_set_aside(file, daily), _set_aside(file, detail))}, (*problems, *period))
    compared = compare_sheets(daily.rows, detail.rows)
    problems += [_punch_problem(kinds.CLOCK_PUNCH_VOID, file, daily, punch) for punch in compared.void]
    problems += [_punch_problem(kinds.CLOCK_PUNCH_EXTRA, file, detail, punch) for punch in compared.extra]
    return ClockRead(
        {"punches": (_daily_table(file, daily, compared.punches), _detail_table(file, detail, compared))},
        tuple(problems),
        _verdicts(daily),
    )


WECOM_DAILY = Reader("wecom-daily", Text("企业微信打卡日报", "the WeCom daily report"), ("punches",), recognises, read)


def _of_one_sheet(file: str, daily: _Sheet) -> ClockRead:
    problems = (*daily.problems, Problem(kinds.CLOCK_NO_DETAIL, file))
    if daily.period:
        return ClockRead({"punches": (_set_aside(file, daily),)}, (*problems, *daily.period))
    punches = {row.number: list(punches_in(row, "punches")) for row in daily.rows}
    return ClockRead({"punches": (_daily_table(file, daily, punches),)}, problems, _verdicts(daily))


def _sheet(file: str, grid: Grid, fields: Fields, needed: Sequence[str], two: bool) -> _Sheet | None:
    heading = grouped_heading(grid.rows, fields, needed)
    if heading is None:
        return None
    place = grid.sheet if two else ""
    faults = faults_of_table(grid, heading)
    faulty = rows_of_faults(faults, len(grid.rows))
    rows: list[Row] = []
    aside: list[Row] = []
    for index in range(heading.last, len(grid.rows)):
        cells = grid.rows[index]
        found = {field: cells[at] for field, at in heading.columns.items() if at < len(cells)}
        if index in faulty or any(cell.strip() for cell in found.values()):
            (aside if index in faulty else rows).append(Row(index + 1, found))
    days = [day for row in rows if (day := day_of_cell(row["date"]))]
    problems = [fault_problem(fault, heading, file, place) for fault in faults]
    return _Sheet(place, heading, rows, aside, problems, period_problems(file, place, grid.rows, days))


def _daily_table(file: str, sheet: _Sheet, punches: Mapping[int, Sequence[Punch]]) -> TableRead:
    found = [punch for row in sheet.rows for punch in punches[row.number]]
    without = sum(not punches[row.number] for row in sheet.rows)
    return TableRead(_table(file, sheet, found), _table(file, sheet, _who_and_when(sheet.faulty)), out_of_scope=without)


def _detail_table(file: str, sheet: _Sheet, compared: Compared) -> TableRead:
    """Return the punches that only the second sheet has; its other rows repeat the first or hold none."""
    extra = {punch.row for punch in compared.extra}
    others = [row for row in sheet.rows if row.number not in extra]
    repeated = sum(bool(row["actual"]) for row in others)
    return TableRead(
        _table(file, sheet, compared.extra),
        _table(file, sheet, _who_and_when(sheet.faulty)),
        out_of_scope=len(others) - repeated,
        duplicate=repeated,
    )


def _set_aside(file: str, sheet: _Sheet) -> TableRead:
    rows = sorted((*sheet.rows, *sheet.faulty), key=lambda row: row.number)
    return TableRead(_table(file, sheet, []), _table(file, sheet, _who_and_when(rows)))


def _who_and_when(rows: Sequence[Row]) -> list[Punch]:
    """Return one entry for each row that is set aside: who and which day, so that the day can be reviewed."""
    return [Punch(row.number, row.employee, row["name"], row.key[0], "") for row in rows]


def _table(file: str, sheet: _Sheet, punches: Sequence[Punch]) -> RawTable:
    cells = {
        "employee_id": [punch.employee for punch in punches],
        "name": [punch.name for punch in punches],
        "time": [punch.time for punch in punches],
        "device": [punch.device for punch in punches],
        "mark": [punch.mark for punch in punches],
    }
    columns = {name: pa.chunked_array([pa.array(texts, pa.string())]) for name, texts in cells.items()}
    columns["employee_id"] = columns["employee_id"].dictionary_encode().cast(_DICTIONARY)
    rows = np.array([punch.row for punch in punches], np.int32)
    headings = {"employee_id": "账号", "name": "姓名", "time": _time_heading(sheet), "device": "打卡设备"}
    return RawTable(file, sheet.place, WECOM_DAILY.name, columns, rows, headings)


def _time_heading(sheet: _Sheet) -> str:
    return sheet.heading.names[sheet.heading.columns["punches" if "punches" in sheet.heading.columns else "actual"]]


def _punch_problem(kind: ProblemKind, file: str, sheet: _Sheet, punch: Punch) -> Problem:
    return Problem(kind, file, sheet.place, punch.row, _time_heading(sheet), punch.time)


def _verdicts(sheet: _Sheet) -> pd.DataFrame:
    return verdict_frame(
        sheet.place,
        [
            Verdict(
                row.number,
                row.employee,
                row["name"],
                row.key[0],
                row["shift"],
                row["result"],
                *(_figure(row[field]) for field in _FIGURES),
            )
            for row in sheet.rows
        ],
    )


def _figure(text: str) -> int | None:
    return int(float(text)) if text.replace(".", "", 1).isdigit() else None
