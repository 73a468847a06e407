"""Writes the samples of WeCom's reports; ``python -m tests.clocks.make_wecom``. All people are invented."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import xlsxwriter

CLOCKS = Path(__file__).parent
Cells = Sequence[str | int | float]


def write_sheet(
    book: xlsxwriter.Workbook, name: str, title: str, headings: Sequence[Cells], rows: Sequence[Cells]
) -> None:
    """Write title, period, two rows of headings and the rows; a group is merged over its columns."""
    sheet = book.add_worksheet(name)
    width = len(headings[0])
    sheet.merge_range(0, 0, 0, width - 1, name)
    sheet.merge_range(1, 0, 1, width - 1, title)
    for number, cells in enumerate((*headings, *rows), 2):
        sheet.write_row(number, 0, cells)
    starts = [at for at, cell in enumerate(headings[0]) if cell] + [width]
    for start, end in pairwise(starts):
        if end - start > 1:
            sheet.merge_range(2, start, 2, end - 1, headings[0][start])
        elif not headings[1][start]:
            sheet.merge_range(2, start, 3, start, headings[0][start])


def write_daily(path: Path) -> None:
    title = "统计时间:02-01 ～ 02-28     制表时间:2026-03-02 10:11(UTC+8)"
    groups = ["时间", "姓名", "账号", "基础信息", "", "", "考勤概况", "", "", "", "", "", "异常统计", "", "", "",
              "上班1", "", "下班1", "", "打卡时间记录", "打卡详情"]  # fmt: skip
    below = ["", "", "", "部门", "职务", "工号", "所属规则", "班次", "最早", "最晚", "假勤申请", "考勤结果",
             "迟到时长(分钟)", "早退时长(分钟)", "旷工时长(分钟)", "缺卡次数(次)",
             "打卡时间", "打卡状态", "打卡时间", "打卡状态", "", ""]  # fmt: skip
    shift = "09:00-12:00、13:00-18:00"
    lin, chen = ("林雨水", "LinYuShui", "--"), ("陈立夏（已离职）", "ChenLiXia", "0007")

    def day(
        date: str, who: tuple[str, str, str], leave: str, result: str, punches: str, late: int | str = "--"
    ) -> Cells:
        name, account, number = who
        overview = ["门店规则", shift, "--", "--", leave, result, late, "--", "--", "--"]
        return [date, name, account, "门店一部", "--", number, *overview, "--", "--", "--", "--", punches, "查看"]

    days = [
        day("2026/02/14 星期六", lin, "年假2.0天（2/13 上午 - 2/14 下午）", "正常（请假）", "--"),
        day("2026/02/14 星期六", chen, "补卡申请（02-14 18:00）", "正常（补卡）", "08:11 16:21 18:00(补卡)"),
        day("2026/02/13 星期五", lin, "年假2.0天（2/13 上午 - 2/14 下午）", "正常（请假）", "--"),
        day("2026/02/13 星期五", chen, "调休假0.5天（2/13 上午 - 2/13 上午）", "正常（请假）", "13:02 18:31"),
        day("2026/02/12 星期四", lin, "事假3.0小时（2/12 9:00 - 2/12 12:00）\n出差4.0小时（2/12 14:00 - 2/12 18:00）",
            "正常（请假）", "12:58"),
        day("2026/02/12 星期四", chen, "--", "迟到30分钟", "09:30 次日00:40", 30),
    ]  # fmt: skip
    detail = ["日期", "姓名", "账号", "部门", "打卡类型", "应打卡时间", "实际打卡时间", "打卡状态", "打卡设备"]

    def tap(date: str, who: tuple[str, str, str], kind: str, actual: str, status: str, device: str = "--") -> Cells:
        return [date, *who[:2], "门店一部", kind, "09:00" if kind == "上班" else "18:00", actual, status, device]

    taps = [
        tap("2026/02/14 星期六", chen, "上班", "08:11", "正常", "Phone 7"),
        tap("2026/02/14 星期六", chen, "下班", "16:21", "失效 早退99分钟", "Phone 7"),
        tap("2026/02/14 星期六", chen, "下班", "18:00", "正常(补卡)"),
        tap("2026/02/13 星期五", chen, "下班", "18:31", "正常", "Phone 7"),
        tap("2026/02/12 星期四", lin, "上班", "12:58", "正常", "Phone 3"),
        tap("2026/02/12 星期四", chen, "上班", "09:30", "迟到30分钟", "Phone 7"),
        tap("2026/02/12 星期四", chen, "下班", "次日00:40", "正常", "Phone 7"),
    ]
    with xlsxwriter.Workbook(path) as book:
        write_sheet(book, "概况统计与打卡明细", title, [groups, below], days)
        write_sheet(book, "打卡详情", title, [detail, [""] * len(detail)], taps)


if __name__ == "__main__":
    write_daily(CLOCKS / "wecom-daily" / "上下班打卡_日报_20260201-20260228.xlsx")
