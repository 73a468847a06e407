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


MARCH = [f"{day}\n星期{'日一二三四五六'[(day - 1) % 7]}" for day in range(1, 32)]
"""March of 2026, whose first day is a Sunday."""
MARCH_TITLE = "统计时间:03-01 ～ 03-31     制表时间:2026-04-02 09:30(UTC+8)"


def month(**cells: str) -> list[str]:
    """Return the cells of March; ``d9`` is that of the 9th."""
    return [cells.get(f"d{day}", "--") for day in range(1, 32)]


def write_times(path: Path) -> None:
    groups = ["姓名", "账号", "基础信息", "", "", "打卡时间记录", *[""] * 30]
    below = ["", "", "部门", "职务", "工号", *MARCH]
    rows = [
        ["林雨水（Uki）", "LinYuShui", "门店一部", "--", "--",
         *month(d2="08:38、18:00", d3="09:52、09:53、21:16", d4="18:00、18:00", d5="09:00(补卡)、18:00")],
        ["陈立夏（已离职）", "ChenLiXia", "门店一部", "--", "0007", *month(d2="08:59", d31="20:03、次日05:10")],
        ["何立秋Polly", "HeLiQiu", "门店二部", "店长", "--", *month()],
    ]  # fmt: skip
    with xlsxwriter.Workbook(path) as book:
        write_sheet(book, "打卡时间记录", MARCH_TITLE, [groups, below], rows)


def write_monthly(path: Path) -> None:
    groups = ["姓名", "账号", "基础信息", "", "", "出勤统计", "", "异常统计", "", "", "", "", "假勤统计", "",
              "打卡明细", *[""] * 30]  # fmt: skip
    below = ["", "", "部门", "职务", "工号", "应出勤天数(天)", "实际出勤天数(天)", "迟到次数(次)", "迟到时长(分钟)",
             "早退时长(分钟)", "旷工时长(分钟)", "缺卡次数(次)", "事假(小时)", "年假（内部）(天)", *MARCH]  # fmt: skip
    annual = "正常（请假） ; \n 年假（内部）2天（3/10 上午 - 3/11 下午）"
    sick = "病假1天4小时（3/9 09:00 - 3/10 13:00）"
    rows: list[Cells] = [
        ["林雨水（Uki）", "LinYuShui", "门店一部", "--", "--", 22, 20, 1, 4, "--", "--", 1, 3, 2,
         *month(d2="正常 ;", d3="迟到4分钟; 缺卡1次;", d10=annual, d11=annual,
                d9="正常（请假） ; \n 事假3小时（3/9 9:30 - 3/9 12:30）")],
        ["陈立夏（已离职）", "ChenLiXia", "门店一部", "--", "0007", 22, 20, *["--"] * 5, 2, "--",
         *month(d9=f"正常（请假） ; \n {sick}\n 事假2小时（3/9 16:00 - 3/9 18:00）", d10=f"正常（请假） ; \n {sick}",
                d15="正常（未排班） ;")],
        ["何立秋Polly", "HeLiQiu", "门店二部", "店长", "--", 22, 22, *["--"] * 4, 1, "--", "--",
         *month(d2="缺卡1次 ;")],
    ]  # fmt: skip
    with xlsxwriter.Workbook(path) as book:
        write_sheet(book, "月报", MARCH_TITLE, [groups, below], rows)


if __name__ == "__main__":
    write_daily(CLOCKS / "wecom-daily" / "上下班打卡_日报_20260201-20260228.xlsx")
    write_times(CLOCKS / "wecom-times" / "上下班打卡_打卡时间记录.xlsx")
    write_monthly(CLOCKS / "wecom-monthly" / "上下班打卡_月报.xlsx")
