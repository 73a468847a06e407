"""Workbooks as DingTalk writes them, with invented people: titles in rows 1 and 2, a hidden column UserId."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from payroll.intake.files import FilesRead, read_files
from payroll.intake.raw import RawTable

PERIOD = "2026-06-18 至 2026-06-20"
WHO = ["姓名", "考勤组", "部门", "工号", "职位", "UserId"]
DAYS = ["18", "端午节", "六"]
SESSION = ["上班1打卡时间", "上班1打卡结果", "下班1打卡时间", "下班1打卡结果"]
DAILY = [
    *WHO, "日期", "workDate", "班次", *SESSION, "关联的审批单", "迟到次数", "迟到时长(分钟)", "严重迟到时长(分钟)",
    "早退时长(分钟)", "上班缺卡次数", "下班缺卡次数", "旷工天数",
]  # fmt: skip
RECORDS = [
    *WHO, "考勤日期", "考勤时间", "打卡时间", "打卡结果", "打卡地址", "打卡备注", "异常打卡原因", "打卡设备",
    "管理员修改备注",
]  # fmt: skip
MONTHLY = [
    *WHO,
    "出勤天数",
    "迟到时长(分钟)",
    "严重迟到时长(分钟)",
    "早退时长(分钟)",
    "上班缺卡次数",
    "下班缺卡次数",
    "旷工天数",
]
CORRECTIONS = [
    *WHO[:5], "考勤日期", "考勤时间", "原打卡时间", "原考勤状态", "补卡时间", "补卡结果", "关联审批单", "审批单状态",
]  # fmt: skip
LEAVE = [*WHO[:5], "假期类型", "请假时间", "请假时长(小时)", "请假时长(天)", "关联审批单", "审批单状态"]
TRIPS = [*WHO[:5], "出差时间", "出差时长", "出差单位", "关联审批单", "审批单状态"]
OUTINGS = [*WHO[:5], "外出申请时间", "外出时长(小时)", "外出时长(天)", "关联审批单", "审批单状态"]

Cells = Sequence[str | float | None]
Sheet = tuple[list[list[str]], Sequence[Cells]]
"""One or two rows of headings, and the rows below them."""


def who(name: str, number: str = "", user: str = "", group: str = "客服组") -> list[str]:
    return [name, group, "门店", number, "客服", user]


def punch_matrix(rows: Sequence[Cells], days: Sequence[str] = DAYS) -> Sheet:
    return [[*WHO, "打卡时间", *[""] * (len(days) - 1)], [*[""] * len(WHO), *days]], rows


def monthly(rows: Sequence[Cells], days: Sequence[str] = DAYS) -> Sheet:
    blank = [""] * (len(MONTHLY) + 1)
    return [[*MONTHLY, "请假", "考勤结果", *[""] * (len(days) - 1)], [*blank[:-1], "事假(天)", *days]], rows


def daily(rows: Sequence[Cells]) -> Sheet:
    return [DAILY, [""] * len(DAILY)], rows


def records(rows: Sequence[Cells]) -> Sheet:
    return [RECORDS], rows


def write(path: Path, sheets: Mapping[str, Sheet], period: str = PERIOD) -> None:
    """Write the sheets under the titles of DingTalk; ``period`` stands in the title of each."""
    book = xlsxwriter.Workbook(path)
    for name, (headings, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        width = len(headings[0])
        title = "每日统计表" if name == "每日统计" else name
        sheet.merge_range(0, 0, 0, width - 1, f"{title} 统计日期：{period}" if period else title)
        sheet.merge_range(1, 0, 1, width - 1, "报表生成时间：2026-06-22 11:56")
        for number, cells in enumerate([*headings, *rows], 2):
            for at, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(number, at, cell)
                elif cell is not None:
                    sheet.write_number(number, at, cell)
        if len(headings) == 2:
            for at in range(len(WHO)):
                sheet.merge_range(2, at, 3, at, headings[0][at])
        sheet.set_column("F:F", None, None, {"hidden": True})
    book.close()


# ---------------------------------------------------------------- reading them

FILE = "木槿商贸_考勤报表_20260618-20260620.xlsx"
LIN = who("林小满", "D001", "1000000000000001")
CHEN = who("陈立秋（离职）", "", "100000000000000002")
THURSDAY, FRIDAY = "26-06-18 星期四", "26-06-19 星期五"
NO_FIGURES = ["", "", "", "", "", "", ""]


def read(
    folder: Path, sheets: dict[str, Sheet], file: str = FILE, period: str = PERIOD, codes: Sequence[str] = ()
) -> FilesRead:
    """Read a workbook of these sheets; ``codes`` are the problems that it must have, and no others."""
    write(folder / file, sheets, period)
    found = read_files(folder)
    assert [problem.code for problem in found.problems] == list(codes)
    return found


def rows_of(raws: Sequence[RawTable], *names: str) -> list[tuple[str, ...]]:
    return [row for raw in raws for row in zip(*(raw.columns[name].to_pylist() for name in names), strict=True)]


def punches(found: FilesRead) -> list[tuple[str, ...]]:
    """Employee, time and mark of every punch."""
    return rows_of(found.tables["punches"], "employee_id", "time", "mark")


def leave(found: FilesRead) -> list[tuple[str, ...]]:
    return rows_of(found.tables["leave"], "employee_id", "from", "to", "kind", "status")


def account(found: FilesRead) -> list[tuple[str, str, int, int, int, int]]:
    """Sheet, table, rows, set aside, out of scope, duplicate."""
    return [
        (each.sheet, each.table, each.rows, len(each.set_aside), each.out_of_scope, each.duplicate)
        for each in found.records
    ]


def punch_row(day: str, time: str, result: str = "正常", person: Sequence[str] = LIN) -> Cells:
    return [*person, day, "", time, result, "", "", "", "", ""]


def day_row(session: Sequence[str], form: str = "", day: str = THURSDAY, figures: Sequence[str] = ()) -> Cells:
    return [*LIN, day, "", "正常班", *session, form, *(figures or NO_FIGURES)]


def month_row(*results: str) -> Cells:
    return [*LIN, "3", *NO_FIGURES, *results]


def of_matrix_cell(folder: Path, cell: str) -> list[tuple[str, ...]]:
    return punches(read(folder, {"打卡时间": punch_matrix([[*LIN, cell, "", ""]])}))
