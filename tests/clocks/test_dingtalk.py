"""Punches of DingTalk: each quirk of the format in a workbook with invented people."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from payroll.intake.files import read_files
from tests.clocks import dingtalk_workbook as book
from tests.clocks.dingtalk_workbook import (
    CHEN,
    FILE,
    FRIDAY,
    LIN,
    THURSDAY,
    Sheet,
    account,
    day_row,
    of_matrix_cell,
    punch_row,
    punches,
    read,
    rows_of,
    who,
)

# ---------------------------------------------------------------- 打卡时间


def test_times_of_a_cell_stand_in_lines_with_blanks_behind_them(tmp_path: Path) -> None:
    assert of_matrix_cell(tmp_path, "08:26  \n18:03  ") == [
        ("D001", "2026-06-18 08:26", ""),
        ("D001", "2026-06-18 18:03", ""),
    ]


def test_a_field_punch_keeps_its_mark(tmp_path: Path) -> None:
    assert of_matrix_cell(tmp_path, "08:07外勤\n18:09  ") == [
        ("D001", "2026-06-18 08:07", "外勤"),
        ("D001", "2026-06-18 18:09", ""),
    ]


@pytest.mark.parametrize(("cell", "times"), [("08:3022:32外勤", ["08:30", "22:32"]), ("8:309:05", ["08:30", "09:05"])])
def test_times_whose_break_was_lost_are_taken_apart(tmp_path: Path, cell: str, times: list[str]) -> None:
    assert [time for _, time, _ in of_matrix_cell(tmp_path, cell)] == [f"2026-06-18 {time}" for time in times]


def test_a_time_earlier_than_the_one_before_it_is_of_the_next_day(tmp_path: Path) -> None:
    assert [time for _, time, _ in of_matrix_cell(tmp_path, "07:42外勤\n01:08外勤\n01:30")] == [
        "2026-06-18 07:42",
        "2026-06-19 01:08",
        "2026-06-19 01:30",
    ]


def test_the_same_minute_twice_is_not_the_next_day(tmp_path: Path) -> None:
    assert [time for _, time, _ in of_matrix_cell(tmp_path, "18:00\n18:00")] == ["2026-06-18 18:00"] * 2


def test_an_only_time_after_midnight_stays_on_its_day(tmp_path: Path) -> None:
    assert of_matrix_cell(tmp_path, "01:40外勤") == [("D001", "2026-06-18 01:40", "外勤")]


def test_the_daily_sheet_tells_that_an_only_time_after_midnight_is_of_the_next_day(tmp_path: Path) -> None:
    matrix = book.punch_matrix([[*LIN, "01:40外勤", "", ""]])
    found = read(tmp_path, {"打卡时间": matrix, "每日统计": book.daily([day_row(["", "缺卡", "次日 01:40", "外勤"])])})
    assert punches(found) == [("D001", "2026-06-19 01:40", "外勤")]


def test_a_time_that_cannot_be_read_is_handed_on_as_written(tmp_path: Path) -> None:
    assert [time for _, time, _ in of_matrix_cell(tmp_path, "08:11\n25:10 早")] == [
        "2026-06-18 08:11",
        "2026-06-18 25:10",
        "2026-06-18 早",
    ]


def test_days_are_counted_from_the_title_since_headings_are_days_weekends_and_holidays(tmp_path: Path) -> None:
    found = read(tmp_path, {"打卡时间": book.punch_matrix([[*LIN, "", "08:00", "09:00"]])})
    assert [time for _, time, _ in punches(found)] == ["2026-06-19 08:00", "2026-06-20 09:00"]


def test_a_period_may_run_over_the_end_of_a_month(tmp_path: Path) -> None:
    matrix = book.punch_matrix([[*LIN, "", "", "08:00", "09:00"]], ["29", "30", "1", "2"])
    found = read(tmp_path, {"打卡时间": matrix}, "考勤.xlsx", "2026-06-29 至 2026-07-02")
    assert [time for _, time, _ in punches(found)] == ["2026-07-01 08:00", "2026-07-02 09:00"]


def test_the_title_row_may_be_the_headings_of_an_excel_table(tmp_path: Path) -> None:
    headings, rows = book.punch_matrix([[*LIN, "08:00", "", ""]])
    workbook = xlsxwriter.Workbook(tmp_path / FILE)
    sheet = workbook.add_worksheet("打卡时间")
    titles = [f"打卡时间 统计日期：{book.PERIOD}", *(f"列{number}" for number in range(1, 9))]
    for number, cells in enumerate([titles, ["报表生成时间：2026-06-22 11:56"], *headings, *rows]):
        for at, cell in enumerate(cells):
            sheet.write_string(number, at, str(cell))
    workbook.close()
    assert punches(read_files(tmp_path)) == [("D001", "2026-06-18 08:00", "")]


def test_without_a_title_the_file_name_gives_the_period(tmp_path: Path) -> None:
    found = read(tmp_path, {"打卡时间": book.punch_matrix([[*LIN, "08:00", "", ""]])}, period="")
    assert [time for _, time, _ in punches(found)] == ["2026-06-18 08:00"]


def test_without_title_and_dates_in_the_name_the_days_cannot_be_told(tmp_path: Path) -> None:
    sheets = {"打卡时间": book.punch_matrix([[*LIN, "08:00", "", ""]])}
    found = read(tmp_path, sheets, "考勤.xlsx", "", ["CLOCK-DAYS-UNKNOWN"])
    assert account(found) == [("", "punches", 1, 1, 0, 0)]


@pytest.mark.parametrize("days", [["18", "端午节"], ["18", "端午节", "日"], ["17", "端午节", "六"]])
def test_headings_that_do_not_agree_with_the_title_are_an_error(tmp_path: Path, days: list[str]) -> None:
    sheets = {"打卡时间": book.punch_matrix([[*LIN, "08:00", ""]], days)}
    found = read(tmp_path, sheets, codes=["CLOCK-PERIOD"])
    assert punches(found) == []


def test_a_file_name_of_another_period_is_an_error(tmp_path: Path) -> None:
    sheets = {"打卡时间": book.punch_matrix([[*LIN, "08:00", "", ""]])}
    found = read(tmp_path, sheets, "考勤报表_20260601-20260630.xlsx", codes=["CLOCK-PERIOD"])
    assert punches(found) == []


# ---------------------------------------------------------------- people


def test_without_a_number_the_user_id_tells_who_it_is_also_with_18_digits(tmp_path: Path) -> None:
    found = read(tmp_path, {"打卡时间": book.punch_matrix([[*CHEN, "08:00", "", ""]])})
    assert rows_of(found.tables["punches"], "employee_id", "name") == [("100000000000000002", "陈立秋（离职）")]


def test_a_damaged_user_id_does_not_matter_beside_a_number(tmp_path: Path) -> None:
    damaged: list[str | float] = [*LIN[:5], 100000000000000003.0]
    assert punches(read(tmp_path, {"打卡时间": book.punch_matrix([[*damaged, "08:00", "", ""]])}))


def test_a_damaged_user_id_without_a_number_is_an_error(tmp_path: Path) -> None:
    damaged: list[str | float] = [*CHEN[:5], 100000000000000003.0]
    sheets = {"打卡时间": book.punch_matrix([[*damaged, "08:00", "", ""]])}
    found = read(tmp_path, sheets, codes=["NUMBER-TOO-LONG"])
    assert account(found) == [("", "punches", 1, 1, 0, 0)]


def test_people_outside_the_group_have_rows_without_content(tmp_path: Path) -> None:
    nobody = who("周白露", "D003", "", "未加入考勤组")
    found = read(tmp_path, {"打卡时间": book.punch_matrix([[*nobody, "", "", ""]])})
    assert account(found) == [("", "punches", 1, 0, 1, 0)]


def test_a_sheet_that_has_only_the_user_id_takes_the_number_from_another(tmp_path: Path) -> None:
    bare = [*LIN[:3], "", *LIN[4:]]
    rows = [punch_row(THURSDAY, "2026-06-18 08:00"), punch_row(THURSDAY, "2026-06-18 18:00", person=bare)]
    found = read(tmp_path, {"原始记录": book.records(rows)})
    assert [employee for employee, _, _ in punches(found)] == ["D001", "D001"]


def test_a_sheet_without_number_and_user_id_is_an_error(tmp_path: Path) -> None:
    headings, rows = book.records([punch_row(THURSDAY, "2026-06-18 08:00")])
    bare = [[cell for at, cell in enumerate(row) if at not in {3, 5}] for row in [*headings, *rows]]
    found = read(tmp_path, {"原始记录": ([[str(cell) for cell in bare[0]]], bare[1:])}, codes=["COLUMN-MISSING"])
    assert found.problems[0].details["missing"] == "工号/UserId"
    assert account(found) == [("", "punches", 1, 1, 0, 0)]


def test_a_title_of_the_app_over_unknown_headings_is_an_error(tmp_path: Path) -> None:
    found = read(tmp_path, {"打卡时间": ([["员工", "次数"]], [["林小满", "3"]])}, codes=["COLUMN-MISSING"])
    assert found.problems[0].details["missing"] == "姓名, 打卡时间, 工号/UserId"


# ---------------------------------------------------------------- 原始记录


def test_times_of_the_list_have_no_zero_before_the_hour(tmp_path: Path) -> None:
    found = read(tmp_path, {"原始记录": book.records([punch_row(THURSDAY, "2026-06-18 9:00")])})
    assert punches(found) == [("D001", "2026-06-18 09:00", "")]


def test_a_punch_after_midnight_keeps_its_own_date(tmp_path: Path) -> None:
    found = read(tmp_path, {"原始记录": book.records([punch_row(THURSDAY, "2026-06-19 1:08")])})
    assert punches(found) == [("D001", "2026-06-19 01:08", "")]


def test_invalid_punches_do_not_count_and_are_named_once_for_each_cause(tmp_path: Path) -> None:
    rows = [
        punch_row(THURSDAY, "2026-06-18 8:00", "打卡无效：需要二次确认"),
        punch_row(THURSDAY, "2026-06-18 8:05"),
        punch_row(THURSDAY, "2026-06-18 18:00", "打卡无效：需要二次确认"),
        punch_row(FRIDAY, "2026-06-19 8:00", "管理员王某改为打卡无效"),
    ]
    found = read(tmp_path, {"原始记录": book.records(rows)}, codes=["CLOCK-REJECTED", "CLOCK-REJECTED"])
    assert punches(found) == [("D001", "2026-06-18 08:05", "")]
    assert [(each.row, each.value, each.details["count"]) for each in found.problems] == [
        (4, "打卡无效:需要二次确认", "2"),
        (7, "管理员改为打卡无效", "1"),
    ]
    assert account(found) == [("", "punches", 4, 0, 3, 0)]


def test_an_invalid_punch_of_the_list_does_not_come_back_by_the_matrix(tmp_path: Path) -> None:
    records = book.records([punch_row(THURSDAY, "2026-06-18 8:00", "打卡无效：需要二次确认")])
    matrix = book.punch_matrix([[*LIN, "08:00\n18:00", "", ""]])
    found = read(tmp_path, {"打卡时间": matrix, "原始记录": records}, codes=["CLOCK-PUNCH-EXTRA", "CLOCK-REJECTED"])
    assert punches(found) == [("D001", "2026-06-18 18:00", "")]


def test_a_punch_that_the_list_gives_without_a_day_is_that_of_its_date(tmp_path: Path) -> None:
    records = book.records([punch_row("", "2026-06-18 8:00")])
    matrix = book.punch_matrix([[*LIN, "08:00", "", ""]])
    found = read(tmp_path, {"打卡时间": matrix, "原始记录": records})
    assert punches(found) == [("D001", "2026-06-18 08:00", "")]


def test_an_approved_correction_counts_also_at_the_time_of_an_invalid_punch(tmp_path: Path) -> None:
    records = book.records([punch_row(THURSDAY, "2026-06-18 8:00", "打卡无效：需要二次确认")])
    correction = [*LIN[:5], THURSDAY, "", "", "缺卡", "2026-06-18 8:00", "正常", "申请", "审批通过"]
    sheets: dict[str, Sheet] = {"原始记录": records, "补卡记录": ([book.CORRECTIONS], [correction])}
    assert punches(read(tmp_path, sheets, codes=["CLOCK-REJECTED"])) == [("D001", "2026-06-18 08:00", "补卡")]


@pytest.mark.parametrize(("result", "mark"), [("补卡审批通过", "补卡"), ("补卡审批中", ""), ("补卡已拒绝", "")])
def test_a_punch_is_marked_as_a_correction_only_if_that_is_approved(tmp_path: Path, result: str, mark: str) -> None:
    found = read(tmp_path, {"每日统计": book.daily([day_row(["08:53", result, "", "缺卡"])])})
    assert punches(found) == [("D001", "2026-06-18 08:53", mark)]


def test_an_invalid_punch_of_the_daily_sheet_is_taken_out_of_the_matrix(tmp_path: Path) -> None:
    daily = book.daily([day_row(["08:00", "打卡无效：需要二次确认", "18:00", "正常"])])
    matrix = book.punch_matrix([[*LIN, "08:00\n18:00", "", ""]])
    found = read(tmp_path, {"打卡时间": matrix, "每日统计": daily}, codes=["CLOCK-REJECTED"])
    assert punches(found) == [("D001", "2026-06-18 18:00", "")]


def test_a_result_that_a_manager_changed_leaves_the_punch_as_it_is(tmp_path: Path) -> None:
    found = read(tmp_path, {"原始记录": book.records([punch_row(THURSDAY, "2026-06-18 9:31", "管理员王某改为正常")])})
    assert punches(found) == [("D001", "2026-06-18 09:31", "")]


# ---------------------------------------------------------------- 每日统计


def test_a_punch_of_the_next_day_is_marked_so(tmp_path: Path) -> None:
    found = read(tmp_path, {"每日统计": book.daily([day_row(["20:01", "正常", "次日 01:04", "早退"])])})
    assert [time for _, time, _ in punches(found)] == ["2026-06-18 20:01", "2026-06-19 01:04"]


def test_headings_may_stand_in_two_rows(tmp_path: Path) -> None:
    headings = [
        [*book.WHO, "日期", "班次", "上班1", "", "下班1", ""],
        [*[""] * 8, "打卡时间", "打卡结果", "打卡时间", "打卡结果"],
    ]
    row = [*LIN, THURSDAY, "正常班", "08:53", "补卡审批通过", "18:00", "正常"]
    assert punches(read(tmp_path, {"每日统计": (headings, [row])})) == [
        ("D001", "2026-06-18 08:53", "补卡"),
        ("D001", "2026-06-18 18:00", ""),
    ]


@pytest.mark.parametrize("day", ["26-06-18 星期五", "18-06-26 星期四", "星期四"])
def test_a_day_that_is_no_such_weekday_is_handed_on_as_written(tmp_path: Path, day: str) -> None:
    found = read(tmp_path, {"每日统计": book.daily([day_row(["08:53", "正常", "", "缺卡"], day=day)])})
    assert [time for _, time, _ in punches(found)] == [f"{day} 08:53"]


def test_a_row_of_another_period_than_the_title_is_an_error(tmp_path: Path) -> None:
    daily = book.daily([day_row(["08:53", "正常", "", "缺卡"], day="26-06-21 星期日")])
    read(tmp_path, {"每日统计": daily}, codes=["CLOCK-PERIOD"])


def test_serious_lateness_is_added_and_hours_are_turned_into_minutes(tmp_path: Path) -> None:
    headings, rows = book.daily(
        [day_row(["09:53", "严重迟到", "18:00", "正常"], figures=["1", "0", "53", "0.5", "0", "1", "0"])]
    )
    headings[0][headings[0].index("早退时长(分钟)")] = "早退时长(小时)"
    (clock,) = read(tmp_path, {"每日统计": (headings, rows)}).clocks.values()
    assert clock.verdicts is not None
    figures = clock.verdicts[["late_minutes", "early_minutes", "missing_punches"]]
    assert figures.to_numpy().tolist() == [[53, 30, 1]]


# ---------------------------------------------------------------- what is not of DingTalk


def test_a_list_of_punches_of_another_app_is_left_to_its_own_reader(tmp_path: Path) -> None:
    text = "姓名,工号,部门,打卡时间,打卡地点,是否有效\n林小满,D001,门店,2026-06-18 08:00:00,店,是\n"
    (tmp_path / "记录.csv").write_text(text, encoding="utf-8")
    (record,) = read_files(tmp_path).records
    assert record.format == "hr-app"
