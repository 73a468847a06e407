"""What DingTalk tells of a month and of approvals: leave, trips, corrections of punches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clocks import dingtalk_workbook as book
from tests.clocks.dingtalk_workbook import (
    LIN,
    THURSDAY,
    Sheet,
    account,
    day_row,
    leave,
    month_row,
    punches,
    read,
    rows_of,
)

# ---------------------------------------------------------------- 月度汇总


def test_without_other_sheets_the_month_gives_the_punches_of_each_day(tmp_path: Path) -> None:
    cells = ["正常班:正常\n(08:17,18:30)", "外勤\n(-,-)", "休息并打卡\n(20:00,次日02:00)"]
    found = read(tmp_path, {"月度汇总": book.monthly([month_row(*cells)])})
    assert [time for _, time, _ in punches(found)] == [
        "2026-06-18 08:17",
        "2026-06-18 18:30",
        "2026-06-20 20:00",
        "2026-06-21 02:00",
    ]
    (clock,) = found.clocks.values()
    assert clock.verdicts is not None
    assert clock.verdicts[["date", "shift", "result"]].to_numpy().tolist() == [
        ["2026-06-18", "正常班", "正常"],
        ["2026-06-19", "", "外勤"],
        ["2026-06-20", "", "休息并打卡"],
        ["", "", ""],
    ]


def test_leave_that_stands_on_every_day_it_covers_is_one(tmp_path: Path) -> None:
    text = "事假06-18 09:00到06-20 18:00 3天\n(-)"
    found = read(tmp_path, {"月度汇总": book.monthly([month_row(text, text, text)])})
    assert leave(found) == [("D001", "2026-06-18 09:00", "2026-06-20 18:00", "事假", "approved")]
    assert account(found) == [("", "punches", 1, 0, 1, 0), ("", "leave", 1, 0, 0, 0)]


def test_leave_over_new_year_gets_the_years_from_its_day(tmp_path: Path) -> None:
    text = "年假12-31 09:00到01-01 18:00 2天\n(-)"
    sheets = {"月度汇总": book.monthly([month_row(text, text)], ["31", "元旦"])}
    found = read(tmp_path, sheets, "汇总.xlsx", "2026-12-31 至 2027-01-01")
    assert leave(found) == [("D001", "2026-12-31 09:00", "2027-01-01 18:00", "年假", "approved")]


def test_a_trip_without_times_and_punches_is_leave_of_that_day(tmp_path: Path) -> None:
    found = read(tmp_path, {"月度汇总": book.monthly([month_row("出差\n(-,-)", "休息\n(-)", "")])})
    assert leave(found) == [("D001", "2026-06-18", "2026-06-18", "出差", "approved")]


def test_leave_without_times_beside_a_punch_is_an_error_of_that_row(tmp_path: Path) -> None:
    sheets = {"月度汇总": book.monthly([month_row("外出\n(08:30,-)", "", "")])}
    found = read(tmp_path, sheets, codes=["CLOCK-LEAVE-NO-TIMES"])
    assert (found.problems[0].row, found.problems[0].value, found.problems[0].details["day"]) == (
        5,
        "外出",
        "2026-06-18",
    )
    assert account(found) == [("", "punches", 1, 0, 0, 0), ("", "leave", 1, 1, 0, 0)]


# ---------------------------------------------------------------- leave and corrections


def approval(headings: list[str], *cells: str, status: str = "审批通过") -> Sheet:
    return [headings], [[*LIN[:5], *cells, "", "", "申请", status]]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-06-18 13:15 到 2026-06-18 18:00", "2026-06-18 13:15", "2026-06-18 18:00"),
        ("2026-06-18 9:00~2026-06-19 18:00", "2026-06-18 09:00", "2026-06-19 18:00"),
        ("2026-06-18 到 2026-06-19", "2026-06-18", "2026-06-19"),
        ("2026-06-18 上午 到 2026-06-18 上午", "2026-06-18 00:00", "2026-06-18 12:00"),
        ("2026-06-18 下午 到 2026-06-19 下午", "2026-06-18 12:00", "2026-06-19 24:00"),
        ("2026-06-18 上午 到 2026-06-19 下午", "2026-06-18", "2026-06-19"),
        ("06-18 09:00 到 18:00", "2026-06-18 09:00", "2026-06-18 18:00"),
    ],
)
def test_leave_is_of_times_of_half_days_or_of_days(tmp_path: Path, text: str, start: str, end: str) -> None:
    found = read(tmp_path, {"请假记录": approval(book.LEAVE, "病假", text)}, "请假记录.xlsx")
    assert leave(found) == [("D001", start, end, "病假", "approved")]


@pytest.mark.parametrize(
    ("status", "word"),
    [("审批通过", "approved"), ("审批中", "pending"), ("已拒绝", "rejected"), ("已撤销", "cancelled")],
)
def test_leave_is_given_with_its_status(tmp_path: Path, status: str, word: str) -> None:
    sheets = {"请假记录": approval(book.LEAVE, "事假", "2026-06-18 到 2026-06-18", status=status)}
    assert [row[-1] for row in leave(read(tmp_path, sheets))] == [word]


def test_trips_and_outings_are_leave_of_that_kind(tmp_path: Path) -> None:
    sheets = {
        "出差记录": approval(book.TRIPS, "2026-06-18 到 2026-06-19"),
        "外出记录": approval(book.OUTINGS, "2026-06-20 09:00 到 2026-06-20 11:00"),
    }
    assert leave(read(tmp_path, sheets)) == [
        ("D001", "2026-06-18", "2026-06-19", "出差", "approved"),
        ("D001", "2026-06-20 09:00", "2026-06-20 11:00", "外出", "approved"),
    ]


def test_the_status_of_the_approval_table_holds_also_for_the_text_of_a_day(tmp_path: Path) -> None:
    sheets = {
        "月度汇总": book.monthly([month_row("事假06-18 09:00到06-18 18:00 1天\n(-)", "", "")]),
        "请假记录": approval(book.LEAVE, "事假", "2026-06-18 09:00 到 2026-06-18 18:00", status="已撤销"),
    }
    assert [row[-1] for row in leave(read(tmp_path, sheets))] == ["cancelled"]


def test_leave_that_was_refused_and_asked_for_again_is_there_with_both_answers(tmp_path: Path) -> None:
    headings, rows = approval(book.LEAVE, "事假", "2026-06-18 到 2026-06-18", status="已拒绝")
    again = [*rows[0][:-1], "审批通过"]
    found = read(tmp_path, {"请假记录": (headings, [*rows, again])})
    assert [row[-1] for row in leave(found)] == ["rejected", "approved"]
    assert len(set(rows_of(found.tables["leave"], "leave_id"))) == 2


def test_leave_whose_times_cannot_be_read_is_set_aside_with_an_error(tmp_path: Path) -> None:
    sheets = {"请假记录": approval(book.LEAVE, "事假", "下周")}
    found = read(tmp_path, sheets, codes=["CLOCK-LEAVE-FORM"])
    assert (found.problems[0].row, found.problems[0].column, found.problems[0].value) == (4, "请假时间", "下周")
    assert account(found) == [("", "leave", 1, 1, 0, 0)]


def test_an_approval_table_without_its_status_is_an_error(tmp_path: Path) -> None:
    headings, rows = approval(book.LEAVE, "事假", "2026-06-18 到 2026-06-18")
    sheets: dict[str, Sheet] = {"请假记录": ([headings[0][:-1]], [row[:-1] for row in rows])}
    found = read(tmp_path, sheets, codes=["COLUMN-MISSING"])
    assert found.problems[0].details["missing"] == "审批单状态"


def test_leave_of_the_form_of_a_day_is_leave_and_overtime_is_none(tmp_path: Path) -> None:
    form = "年假06-18 13:00到06-18 18:00 0.5天,加班06-18 19:00到06-18 21:00 2小时"
    found = read(tmp_path, {"每日统计": book.daily([day_row(["08:53", "正常", "", "请假"], form)])})
    assert leave(found) == [("D001", "2026-06-18 13:00", "2026-06-18 18:00", "年假", "approved")]
    assert punches(found) == [("D001", "2026-06-18 08:53", "")]


def test_an_approved_correction_counts_once_and_marks_the_punch(tmp_path: Path) -> None:
    correction = [*LIN[:5], THURSDAY, "", "", "缺卡", "2026-06-18 9:00", "正常", "申请", "审批通过"]
    matrix = book.punch_matrix([[*LIN, "09:00\n18:00", "", ""]])
    found = read(tmp_path, {"打卡时间": matrix, "补卡记录": ([book.CORRECTIONS], [correction])})
    assert punches(found) == [("D001", "2026-06-18 09:00", "补卡"), ("D001", "2026-06-18 18:00", "")]


def test_a_correction_that_no_other_sheet_has_is_used_without_a_warning(tmp_path: Path) -> None:
    correction = [*LIN[:5], THURSDAY, "", "", "缺卡", "2026-06-18 9:00", "正常", "申请", "审批通过"]
    matrix = book.punch_matrix([[*LIN, "18:00", "", ""]])
    found = read(tmp_path, {"打卡时间": matrix, "补卡记录": ([book.CORRECTIONS], [correction])})
    assert punches(found) == [("D001", "2026-06-18 18:00", ""), ("D001", "2026-06-18 09:00", "补卡")]


@pytest.mark.parametrize("status", ["审批中", "已拒绝", "已撤销"])
def test_a_correction_that_is_not_approved_is_named_and_not_used(tmp_path: Path, status: str) -> None:
    correction = [*LIN[:5], THURSDAY, "", "", "缺卡", "2026-06-18 9:00", "正常", "申请", status]
    found = read(tmp_path, {"补卡记录": ([book.CORRECTIONS], [correction])}, codes=["CLOCK-CORRECTION-OPEN"])
    assert punches(found) == []
    assert found.problems[0].value == status
