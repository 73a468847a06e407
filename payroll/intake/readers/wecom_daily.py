"""The daily report of WeCom (企业微信 上下班打卡_日报), as xlsx with two sheets or as CSV with the first.

The first sheet has one row per person and day; its column 打卡时间记录 holds every punch of that day, also
those that were replaced, with the mark (补卡) where a manager approved it. The second, 打卡详情, has one
row per expected punch; it leaves out some taps of the first, but it alone says which are 失效
(replaced by a later approval). So the first sheet is the record, and the second takes the invalid ones
out of it. A punch that stands only in the second is used too, with a warning: of two statements of
the same clock the one that says that a person was there is not thrown away. Older exports have no column
打卡时间记录; their punches are those under 上班1, 下班1 and so on.

The column 假勤申请 holds the leave and trips that count, repeated on every day they cover.

The column 考勤结果 and its figures are the app's opinion under its own rules; they are handed on beside the
punches and never mixed with them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from payroll.intake import kinds_clocks as kinds
from payroll.intake.grid import Grid, TableRead
from payroll.intake.headings import Heading
from payroll.intake.readers.day_rows import Row, rows_below
from payroll.intake.readers.grouped import Fields, grouped_heading
from payroll.intake.readers.period import day_of_cell, period_problems
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.rows import Punch, Sheet, Verdict, punch_table, verdict_frame
from payroll.intake.readers.wecom_leave import leave_of_days
from payroll.intake.readers.wecom_punches import Compared, compare_sheets, punches_in
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
    "leave": ("考勤概况/假勤申请", "假勤申请"),
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
    "leave": ("假勤申请",),
}
_DAILY_NEEDS = ("date", "name", "account")
_DETAIL_NEEDS = ("date", "account", "actual", "status")
_FIGURES = ("late_minutes", "early_minutes", "absent_minutes", "missing_punches")
_EXPECTED = re.compile(r"(?P<expected>[上下]班[0-9]+)/打卡(?P<what>时间|状态)")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet of the report: its name in messages, headings, rows, and the rows a fault sets aside.

    ``period`` holds the problem of a period that does not agree, ``problems`` the others.
    """

    place: Sheet
    heading: Heading
    rows: Sequence[Row]
    faulty: Sequence[Row]
    problems: Sequence[Problem]
    period: Sequence[Problem]

    @property
    def numbers(self) -> list[int]:
        return [row.number for row in self.rows]


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a file is a daily report: a sheet with day, name, account and punches in its headings."""
    return any(_daily_heading(grid) for grid in sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return the punches and the leave of a daily report and the app's own verdict on each person and day.

    The punches have the columns ``employee_id``, ``name``, ``time``, ``device`` and ``mark`` (补卡), and
    keep the row of their sheet. A file whose title, rows and name tell different periods is set aside.
    """
    details = [(grid, heading) for grid in sheets if (heading := grouped_heading(grid.rows, _DETAIL, _DETAIL_NEEDS))]
    days = [(grid, heading) for grid in sheets if (heading := _daily_heading(grid))]
    daily = _sheet(file, *days[0], place=days[0][0].sheet if details else "")
    if not details:
        return _of_one_sheet(daily)
    detail = _sheet(file, *details[0], place=details[0][0].sheet)
    problems = [*daily.problems, *detail.problems]
    if period := daily.period or detail.period:  # one cause, one problem
        return ClockRead({"punches": (_set_aside(daily), _set_aside(detail))}, (*problems, *period))
    compared = compare_sheets(daily.rows, detail.rows)
    problems += [_punch_problem(kinds.CLOCK_PUNCH_VOID, daily, punch) for punch in compared.void]
    problems += [_punch_problem(kinds.CLOCK_PUNCH_EXTRA, detail, punch) for punch in compared.extra]
    leave, unread = _leave(daily if "leave" in daily.heading.columns else detail)
    tables = {"punches": (_daily_table(daily, compared.punches), _detail_table(detail, compared)), "leave": leave}
    return ClockRead(tables, (*problems, *unread), _verdicts(daily))


WECOM_DAILY = Reader("wecom-daily", Text.of("the WeCom daily report"), ("punches", "leave"), recognises, read)


def _of_one_sheet(daily: _Sheet) -> ClockRead:
    problems = (*daily.problems, Problem(kinds.CLOCK_NO_DETAIL, daily.place.file))
    if daily.period:
        return ClockRead({"punches": (_set_aside(daily),)}, (*problems, *daily.period))
    punches = {row.number: list(punches_in(row, "punches")) for row in daily.rows}
    leave, unread = _leave(daily)
    tables = {"punches": (_daily_table(daily, punches),), "leave": leave}
    return ClockRead(tables, (*problems, *unread), _verdicts(daily))


def _daily_heading(grid: Grid) -> Heading | None:
    heading = grouped_heading(grid.rows, _DAILY, _DAILY_NEEDS)
    if heading is None or "punches" in heading.columns:
        return heading
    expected = {name: at for at, name in enumerate(heading.names) if _EXPECTED.fullmatch(name)}
    return replace(heading, columns={**heading.columns, **expected}) if expected else None


def _sheet(file: str, grid: Grid, heading: Heading, *, place: str) -> _Sheet:
    below = rows_below(file, place, grid, heading)
    rows = below.rows if "actual" in heading.columns else [_with_punches(row) for row in below.rows]
    days = [day for row in rows if (day := day_of_cell(row["date"]))]
    where = Sheet(file, place, WECOM_DAILY.name, _headings(heading))
    return _Sheet(where, heading, rows, below.aside, below.problems, period_problems(file, place, grid.rows, days))


def _with_punches(row: Row) -> Row:
    """Return a row with the punches under 上班1, 下班1 … where it has no column 打卡时间记录."""
    if "punches" in row.cells:
        return row
    expected = dict.fromkeys(found["expected"] for field in row.cells if (found := _EXPECTED.fullmatch(field)))
    times = [
        row[f"{each}/打卡时间"] + ("(补卡)" if "补卡" in status else "")
        for each in expected
        if row[f"{each}/打卡时间"] and "失效" not in (status := row[f"{each}/打卡状态"])
    ]
    return Row(row.number, {**row.cells, "punches": " ".join(times)})


def _headings(heading: Heading) -> Mapping[str, str]:
    time = next((field for field in ("punches", "actual") if field in heading.columns), None)
    written = {"employee_id": "账号", "name": "姓名", "device": "打卡设备", "time": "打卡时间"}
    written |= {"time": heading.names[heading.columns[time]]} if time else {}
    leave = heading.names[heading.columns["leave"]] if "leave" in heading.columns else "假勤申请"
    return written | dict.fromkeys(("from", "to", "kind"), leave)


def _leave(sheet: _Sheet) -> tuple[tuple[TableRead, ...], Sequence[Problem]]:
    if "leave" not in sheet.heading.columns:
        return (), ()
    return leave_of_days(sheet.place, sheet.rows)


def _daily_table(sheet: _Sheet, punches: Mapping[int, Sequence[Punch]]) -> TableRead:
    found = [punch for row in sheet.rows for punch in punches[row.number]]
    return punch_table(sheet.place, found, sheet.numbers, _who_and_when(sheet.faulty))


def _detail_table(sheet: _Sheet, compared: Compared) -> TableRead:
    """Return the punches that only the second sheet has; its other rows repeat the first or hold none."""
    extra = {punch.row for punch in compared.extra}
    repeated = sum(bool(row["actual"]) for row in sheet.rows if row.number not in extra)
    return punch_table(sheet.place, compared.extra, sheet.numbers, _who_and_when(sheet.faulty), repeated)


def _set_aside(sheet: _Sheet) -> TableRead:
    rows = sorted((*sheet.rows, *sheet.faulty), key=lambda row: row.number)
    return punch_table(sheet.place, [], [], _who_and_when(rows))


def _who_and_when(rows: Sequence[Row]) -> list[Punch]:
    """Return one entry for each row that is set aside: who and which day, so that the day can be reviewed."""
    return [Punch(row.number, row.employee, row["name"], row.key[0]) for row in rows]


def _punch_problem(kind: ProblemKind, sheet: _Sheet, punch: Punch) -> Problem:
    place = sheet.place
    return Problem(kind, place.file, place.name, punch.row, place.headings["time"], punch.time)


def _verdicts(sheet: _Sheet) -> pd.DataFrame:
    verdicts = []
    for row in sheet.rows:
        figures = [_figure(row[field]) for field in _FIGURES]
        who = (row.number, row.employee, row["name"])
        verdicts.append(Verdict(*who, row.key[0], row["shift"], row["result"], *figures))
    return verdict_frame(sheet.place.name, verdicts)


def _figure(text: str) -> int | None:
    return int(float(text)) if text.replace(".", "", 1).isdigit() else None
