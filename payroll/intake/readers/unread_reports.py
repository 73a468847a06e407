"""Reports of known apps that are not read yet: they are named, so that nobody takes their punches for counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from payroll.intake import kinds_clocks as kinds
from payroll.intake.grid import Grid
from payroll.intake.headings import TITLE_ROWS, label
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.language import Text
from payroll.problems import Problem


def _unread(name: str, title: Text, instead: Text, recognises: Callable[[Sequence[Grid]], bool]) -> Reader:
    def read(file: str, sheets: Sequence[Grid]) -> ClockRead:  # noqa: ARG001 - all that matters is what it is
        return ClockRead({}, (Problem(kinds.CLOCK_REPORT_UNREAD, file, details={"report": title, "instead": instead}),))

    return Reader(name, title, ("punches", "leave"), recognises, read)


def _is_outside_report(sheets: Sequence[Grid]) -> bool:
    """Tell whether a title says 外出打卡_日报; 外出打卡 alone is a group of headings of the daily report."""
    titles = (label(cell) for grid in sheets for row in grid.rows[:TITLE_ROWS] for cell in (*row, grid.sheet))
    return any("外出打卡" in title and "日报" in title for title in titles)


def _is_feishu_daily(sheets: Sequence[Grid]) -> bool:
    """Tell whether the headings have 姓名 and 第1次上班, but no 每日考勤结果."""
    for grid in sheets:
        words = {label(cell) for row in grid.rows[:TITLE_ROWS] for cell in row}
        has_first = any(word.startswith("第1次上班") for word in words)
        if "姓名" in words and has_first and not any(word.startswith("每日考勤结果") for word in words):
            return True
    return False


WECOM_OUTSIDE = _unread(
    "wecom-outside",
    Text.of("the WeCom report of punches outside (外出打卡_日报)"),
    Text.of("上下班打卡_日报"),
    _is_outside_report,
)
FEISHU_DAILY = _unread(
    "feishu-daily",
    Text.of("the Feishu daily report with columns 第1次上班"),
    Text.of("the monthly report with 每日考勤结果"),
    _is_feishu_daily,
)
