"""The standard report of a self-service clock with invented content: its layout in Chinese and in English.

``python -m tests.clocks.standard_report_book`` writes both samples as xlsx; the Chinese one was then converted
with ``soffice --headless --convert-to xls``, as the clocks themselves write BIFF8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

Cell = str | float
Rows = list[list[Cell]]
WIDTH = 31
CHINESE, ENGLISH = "zh", "en"
_WEEKDAYS = {
    CHINESE: ["一", "二", "三", "四", "五", "六", "日"],
    ENGLISH: ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"],
}
SHEETS = {
    CHINESE: ("排班信息", "考勤汇总", "考勤记录", "异常统计"),
    ENGLISH: ("Schedule Infor.", "Att. Stat.", "Att.log report", "Exception Stat."),
}
LEGEND = {
    CHINESE: "特殊班次: 25-请假, 26-出差, 空-节假日",
    ENGLISH: "Special shifts: 25-Ask for leave, 26-Out, Null-Holiday",
}


@dataclass(frozen=True)
class Person:
    """Id and name, day of the month -> shift number and -> the cell of times."""

    number: Cell
    name: str
    department: str
    shifts: Mapping[int, Cell] = field(default_factory=dict)
    times: Mapping[int, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """What a report says: its language and period, the people, rows of the two sheets of figures, and the cards."""

    language: str
    first: date
    last: date
    people: Sequence[Person]
    exceptions: Sequence[Sequence[Cell]] = ()
    totals: Sequence[Sequence[Cell]] = ()
    cards: Mapping[str, Rows] = field(default_factory=dict)

    @property
    def period(self) -> str:
        return f"{self.first} ~ {self.last}"

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]


def rota_sheet(report: Report) -> Rows:
    chinese = report.language == CHINESE
    title = "        排 班 信 息 表" if chinese else "Schedule Information Report"
    head: list[Cell] = ["工号", "姓名", "所属部门"] if chinese else ["ID", "Name", "Department"]
    rows: Rows = [
        [title],
        ["统计日期：" if chinese else "Stat.Date:", report.period, *[""] * 8, LEGEND[report.language]],
        [*head, *(float(day.day) for day in report.days)],
        ["", "", "", *(_WEEKDAYS[report.language][day.weekday()] for day in report.days)],
    ]
    for person in report.people:
        row: list[Cell] = [person.number, person.name, person.department]
        rows.append([*row, *(person.shifts.get(day.day, "") for day in report.days)])
    return rows


def log_sheet(report: Report) -> Rows:
    chinese = report.language == CHINESE
    labels = ("工 号:", "姓 名:", "部 门:") if chinese else ("ID:", "Name:", "Dept.:")
    period: list[Cell] = ["考勤时间" if chinese else "Att. Time", "", report.period, *[""] * 8]
    rows: Rows = [
        ["    考 勤 记 录 表" if chinese else "Attendance Record Report"],
        [],
        [*period, "制表时间" if chinese else "Tabulation", "", "2026-10-18"],
        [float(day.day) for day in report.days],
    ]
    for person in report.people:
        who: list[Cell] = [""] * WIDTH
        for place, label, value in zip(
            (0, 8, 18), labels, (person.number, person.name, person.department), strict=True
        ):
            who[place], who[place + 2] = label, value
        rows += [who, [person.times.get(day.day, "") for day in report.days]]
    return rows


def exception_sheet(report: Report) -> Rows:
    if report.language == CHINESE:
        rows: Rows = [
            ["    异 常 统 计 表"],
            ["统计日期：", f"{report.period}\n"],
            ["工号", "姓名", "所属部门", "日期", "第一时段", "", "第二时段", "", "迟到时间(分钟)", "早退时间(分钟)",
             "缺勤时间(分钟)", "合计(分钟)", "备注"],
            [*[""] * 4, "上班", "下班", "上班", "下班"],
        ]  # fmt: skip
    else:
        rows = [
            ["Exception Statistic Report"],
            ["Stat.Date:", f"{report.period}\n"],
            ["ID", "Name", "Department", "Date", "First time zone", "", "Second time zone", "", "Late time(Min)",
             "Leave early(Min)", "Absence(Min)", "Total(Min)", "Note"],
            [*[""] * 4, "On-duty", "Off-duty", "On-duty", "Off-duty"],
        ]  # fmt: skip
    return rows + [list(row) for row in report.exceptions]


def totals_sheet(report: Report) -> Rows:
    if report.language == CHINESE:
        rows: Rows = [
            ["    考 勤 汇 总 表"],
            ["统计日期：", report.period],
            ["工号", "姓名", "所属部门", "工作时数", "", "迟到", "", "早退", "", "加班时数", "", "出勤天数(标准/实际)",
             "出差(天)", "旷工(天)", "请假(天)", "加项工资", "", "", "减项工资", "", "", "实际工资", "备注"],
            ["", "", "", "标准", "实际", "次数", "分数", "次数", "分数", "正常", "特殊", "", "", "", "", "标注", "加班",
             "津贴", "迟到/早退", "事假", "扣款"],
        ]  # fmt: skip
    else:
        rows = [
            ["Statistical Report of Attendance"],
            ["Stat.Date:", report.period],
            ["ID", "Name", "Department", "Work hour", "", "Late", "", "Leave early", "", "Overtime hour", "",
             "Att. Days (Nor./Real)", "Out (Day)", "Absent(Day)", "AFL (Day)", "Additem payment", "", "",
             "Deduction payment", "", "", "Real pay", "Note"],
            ["", "", "", "Normal", "Real", "Times", "Min", "Times", "Min", "Workday", "Holiday", "", "", "", "",
             "Label", "Overtime", "Subsidy", "Late/Leave", "AFL", "Cutpayment"],
        ]  # fmt: skip
    return rows + [list(row) for row in report.totals]


def card_sheet(report: Report, person: Person, days: Mapping[int, Sequence[Cell]]) -> Rows:
    """Return the card of one person; the clock puts three beside each other."""
    chinese = report.language == CHINESE
    rows: Rows = [
        ["考勤卡表" if chinese else "Card Report"],
        [],
        ["部门" if chinese else "Dept.", person.department, *[""] * 6, "姓名" if chinese else "Name", person.name],
        ["日期" if chinese else "Date", report.period, *[""] * 6, "工号" if chinese else "ID", person.number],
        *([] for _ in range(5)),
        ["", "第一时段" if chinese else "First time zone", "", "第二时段" if chinese else "Second time zone"],
        ["", *(["上班", "下班"] if chinese else ["On-duty", "Off-duty"]) * 2],
    ]
    for day in report.days:
        weekday = _WEEKDAYS[report.language][day.weekday()]
        rows.append([f"{day.day:02d} {weekday}", *days.get(day.day, ())])
    return rows


def sheets_of(report: Report) -> dict[str, Rows]:
    """Return name of the sheet -> rows, in the order of the clock."""
    makers = (rota_sheet, totals_sheet, log_sheet, exception_sheet)
    made = {name: maker(report) for name, maker in zip(SHEETS[report.language], makers, strict=True)}
    return made | dict(report.cards)


def write(path: Path, sheets: Mapping[str, Rows]) -> None:
    """Write a workbook; titles, and the cells of a row that says who it is, are merged as the clock does it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row, 1):
                if cell != "":
                    sheet.cell(number, place, cell)
            if row and isinstance(row[0], str) and row[0].endswith(":") and len(row) == WIDTH:
                for place in (1, 9, 19):
                    sheet.merge_cells(f"{get_column_letter(place)}{number}:{get_column_letter(place + 1)}{number}")
        sheet.merge_cells("A1:M1")
    book.save(path)


# The samples ------------------------------------------------------------------------------------------

_LIN = Person(
    "1",
    "林小雨",
    "客服部",
    {8: 1.0, 9: 1.0, 10: 1.0, 12: 1.0, 13: 25.0, 14: 25.0, 15: 1.0, 16: 26.0},
    {8: "07:5207:5812:0213:2817:35", 9: "08:0112:0013:4017:30", 10: "08:00", 12: "07:5512:0113:2516:59"},
)
_CHEN = Person(
    "2",
    "陈秋白",
    "客服部",
    {8: 2.0, 9: 2.0, 10: 2.0, 11: 2.0, 14: 2.0, 15: 2.0, 16: 2.0, 17: 2.0},
    {8: "19:5505:02", 9: "20:0300:3000:3005:00", 10: "01:04", 14: "19:58"},
)
_ZHOU = Person("3", "周谷雨", "仓库", {}, {8: "09:0018:00"})
_HE = Person("00012", "何霜降", "仓库", dict.fromkeys(range(8, 18), 25.0))

CHINESE_REPORT = Report(
    CHINESE,
    date(2026, 10, 8),
    date(2026, 10, 17),
    (_LIN, _CHEN, _ZHOU, _HE),
    exceptions=(
        ("1", "林小雨", "客服部", "2026-10-09", "08:01", "12:00", "13:40", "17:30", 11, 0, 0, 11, ""),
        ("1", "林小雨", "客服部", "2026-10-10", "08:00", "", "", "", 0, 0, 480, 480, ""),
        ("1", "林小雨", "客服部", "2026-10-12", "07:55", "12:01", "13:25", "16:59", 0, 31, 0, 31, ""),
        ("2", "陈秋白", "客服部", "2026-10-15", "", "", "", "", 0, 0, 480, 480, "旷工"),
    ),
    totals=(
        ("1", "林小雨", "客服部", "40:00", "23:09", 2, 11, 1, 31, "0:00", "0:00", "5/3", 1, 1, 2),
        ("2", "陈秋白", "客服部", "64:00", "9:07", 0, 0, 0, 0, "0:00", "0:00", "8/3", 0, 5, 0),
        ("3", "周谷雨", "仓库", "0:00", "9:00", 0, 0, 0, 0, "0:00", "9:00", "0/0", 0, 0, 0),
        ("00012", "何霜降", "仓库", "0:00", "0:00", 0, 0, 0, 0, "0:00", "0:00", "0/0", 0, 0, 10),
    ),
)
ENGLISH_REPORT = Report(
    ENGLISH,
    date(2026, 9, 28),
    date(2026, 10, 3),
    (
        Person(
            "7", "Gu Yu", "Shop", {28: 1, 29: 1, 30: 1, 1: 26}, {28: "09:5719:02", 29: "10:0419:00", 2: "22:0106:03"}
        ),
        Person("8", "Bai Lu", "Shop", {28: 3, 29: 25, 30: 3}, {28: "13:58", 30: "13:5122:02"}),
    ),
    exceptions=(
        ("7", "Gu Yu", "Shop", "2026-09-29", "10:04", "", "", "19:00", 4, 0, 0, 4, ""),
        ("8", "Bai Lu", "Shop", "2026-09-28", "13:58", "", "", "", 0, 0, 480, 480, ""),
    ),
    totals=(
        ("7", "Gu Yu", "Shop", "24:00", "18:01", 1, 4, 0, 0, "0:00", "8:02", "3/2", 1, 1, 0),
        ("8", "Bai Lu", "Shop", "16:00", "8:11", 0, 0, 0, 0, "0:00", "0:00", "2/1", 0, 1, 1),
    ),
)
CHINESE_CARDS = {"1": card_sheet(CHINESE_REPORT, _LIN, {8: ("07:52", "12:02", "13:28", "17:35"), 10: ("08:00",)})}


if __name__ == "__main__":
    here = Path(__file__).parent
    write(here / "standard-report" / "1_标准报表.xlsx", sheets_of(CHINESE_REPORT) | CHINESE_CARDS)
    write(here / "standard-report-english" / "1_StandardReport.xlsx", sheets_of(ENGLISH_REPORT))
