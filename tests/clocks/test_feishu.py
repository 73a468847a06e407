"""The monthly report of Feishu: what its cells say, and how its headings may stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from payroll.intake.files import FilesRead, read_files
from payroll.intake.readers.feishu_cells import DayLeave, day_cell, leave_periods
from payroll.problems import errors
from tests.clocks.sample_folder import accounted, expected, read_sample, rows_of, verdicts_of

DAY = date(2025, 11, 3)
GROUPS = ["基本信息", "", "", "每日考勤结果", "", ""]
HEADINGS = ["姓名", "工号", "账号", "2025-11-03 星期一", "2025-11-04 星期二", "2025-11-05 星期三"]


def read_rows(folder: Path, *rows: Sequence[str], file: str = "飞书月度报表.csv") -> FilesRead:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (folder / file).write_text(out.getvalue(), encoding="utf-8-sig")
    return read_files(folder)


def punches(cell: str) -> list[tuple[str, str]]:
    return list(day_cell(cell, DAY).punches)


def leave(cell: str) -> list[tuple[str, str, str]]:
    return [(each.kind, each.start, each.end) for each in day_cell(cell, DAY).leave]


@pytest.mark.parametrize("table", ["punches", "leave"])
def test_the_sample_gives_the_rows_worked_out_by_hand(table: str) -> None:
    assert rows_of(read_sample("feishu"), table) == expected("feishu", table)


def test_the_sample_is_accounted_for_and_its_verdicts_are_kept_apart() -> None:
    found = read_sample("feishu")
    assert verdicts_of(found) == expected("feishu", "verdicts")
    assert found.problems == ()
    assert [(each.table, each.rows, each.out_of_scope) for each in found.records] == [
        ("punches", 3, 1),
        ("leave", 2, 0),
    ]
    assert accounted(found)


@pytest.mark.parametrize(
    ("cell", "times"),
    [
        ("正常(09:01),正常(18:20)", ["2025-11-03 09:01", "2025-11-03 18:20"]),
        ("休息打卡(09:03,18:22)", ["2025-11-03 09:03", "2025-11-03 18:22"]),
        ("正常（09:01），正常（18:20）", ["2025-11-03 09:01", "2025-11-03 18:20"]),
        ("正常(09:01)…(18:20)", ["2025-11-03 09:01", "2025-11-03 18:20"]),
        ("正常(20:03),正常(05:10)", ["2025-11-03 20:03", "2025-11-04 05:10"]),
        ("正常(20:03),正常(次日 20:10)", ["2025-11-03 20:03", "2025-11-04 20:10"]),
        ("正常(04:59)", ["2025-11-03 04:59"]),
        ("缺卡,正常(18:20)", ["2025-11-03 18:20"]),
        ("正常(25:10)", ["2025-11-03 25:10"]),
        ("正常 09:01", ["2025-11-03 09:01"]),
    ],
)
def test_times_in_brackets_are_punches(cell: str, times: list[str]) -> None:
    assert punches(cell) == [(time, "") for time in times]
    assert (leave(cell), day_cell(cell, DAY).unread) == ([], ())


@pytest.mark.parametrize(
    "cell", ["", "-", "休息", "休息(-,-)", "缺卡(09:00)", "旷工(09:00)", "加班(18:30-20:30)", "旷工(全天)"]
)
def test_nothing_comes_of_rest_missing_punches_absence_and_overtime(cell: str) -> None:
    said = day_cell(cell, DAY)
    assert (said.punches, said.leave, said.unread) == ((), (), ())


@pytest.mark.parametrize(
    ("cell", "time", "mark"),
    [
        ("外勤(09:05)", "2025-11-03 09:05", "外勤"),
        ("外出(09:05)", "2025-11-03 09:05", "外出"),
        ("补卡(09:00)", "2025-11-03 09:00", "补卡"),
        ("正常(09:00(补卡))", "2025-11-03 09:00", "补卡"),
    ],
)
def test_how_a_punch_came_about_is_its_mark(cell: str, time: str, mark: str) -> None:
    assert punches(cell) == [(time, mark)]


def test_a_correction_behind_the_evening_is_of_the_same_day() -> None:
    assert punches("缺卡,正常(18:20);补卡(09:00)") == [("2025-11-03 18:20", ""), ("2025-11-03 09:00", "补卡")]


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("事假(全天)", ("事假", "00:00", "24:00")),
        ("事假(1天,全天)", ("事假", "00:00", "24:00")),
        ("病假(上午)", ("病假", "00:00", "12:00")),
        ("下午病假(0.5天)", ("病假", "12:00", "24:00")),
        ("上午事假/下午正常(18:20)", ("事假", "00:00", "12:00")),
        ("请假,事假(全天)", ("事假", "00:00", "24:00")),
        ("调休假(13:30-18:00)", ("调休假", "13:30", "18:00")),
        ("外出(13:30 - 18:00)", ("外出", "13:30", "18:00")),
        ("出差(22:00-06:00)", ("出差", "22:00", "30:00")),
        ("出差(次日01:00-次日06:00)", ("出差", "25:00", "30:00")),
        ("年假(内部)(全天)", ("年假", "00:00", "24:00")),
    ],
)
def test_leave_has_its_times_or_a_half_or_the_whole_day(cell: str, span: tuple[str, str, str]) -> None:
    assert leave(cell) == [span]
    assert day_cell(cell, DAY).unread == ()


@pytest.mark.parametrize(
    ("cell", "spans"),
    [
        ("调休假(08:30-12:00,13:30-18:00)", [("08:30", "18:00")]),
        ("调休假(08:30-11:30,13:30-18:00)", [("08:30", "18:00")]),
        ("调休假(08:30-11:30,13:31-18:00)", [("08:30", "11:30"), ("13:31", "18:00")]),
        ("调休假(上午,下午)", [("00:00", "24:00")]),
    ],
)
def test_two_spans_with_a_break_of_at_most_two_hours_between_are_one_leave(
    cell: str, spans: list[tuple[str, str]]
) -> None:
    assert [(start, end) for _, start, end in leave(cell)] == spans


@pytest.mark.parametrize("cell", ["请假", "事假(0.5天)", "出差", "事假(11-03 09:00-11-04 12:00)", "外勤", "产检(2)"])
def test_leave_that_does_not_say_when_is_not_guessed(cell: str) -> None:
    assert day_cell(cell, DAY).unread == (cell,)


def test_outside_work_without_a_time_says_nothing_more_where_there_are_punches() -> None:
    assert day_cell("外勤,正常(18:20)", DAY).unread == ()


def test_whole_days_in_a_row_are_one_leave_and_a_day_between_parts_them() -> None:
    def whole(day: int, kind: str = "事假") -> tuple[date, DayLeave]:
        return date(2025, 11, day), DayLeave(kind, "00:00", "24:00")

    assert leave_periods([whole(3), whole(4), whole(6), whole(7), whole(5, "病假"), whole(6, "病假")]) == [
        ("事假", "2025-11-03", "2025-11-04"),
        ("病假", "2025-11-05", "2025-11-06"),
        ("事假", "2025-11-06", "2025-11-07"),
    ]
    night = (date(2025, 11, 30), DayLeave("出差", "22:00", "30:00"))
    assert leave_periods([night]) == [("出差", "2025-11-30 22:00", "2025-12-01 06:00")]


def test_leave_that_cannot_be_read_names_its_cell_and_sets_the_persons_leave_aside(tmp_path: Path) -> None:
    found = read_rows(
        tmp_path,
        GROUPS,
        HEADINGS,
        ["林雨水", "--", "lin.yushui", "事假(全天)", "请假", "正常(09:00)"],
        ["陈立夏", "0007", "chen.lixia", "事假(全天)", "事假(全天)", "正常(09:00)"],
    )
    (problem,) = found.problems
    assert (problem.code, problem.row, problem.value) == ("CLOCK-LEAVE-FORM", 3, "请假")
    assert "2025-11-04" in problem.column
    assert [(row["employee_id"], row["to"]) for row in rows_of(found, "leave")] == [("0007", "2025-11-04")]
    assert len(rows_of(found, "punches")) == 2
    assert accounted(found)


def test_the_workbook_is_read_like_the_csv(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "月度.xlsx") as book:
        sheet = book.add_worksheet("月度报表")
        rows = [GROUPS, HEADINGS, ["林雨水", "0007", "--", "正常(09:01),正常(18:20)", "休息", "-"]]
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.merge_range(0, 0, 0, 2, GROUPS[0])
        sheet.merge_range(0, 3, 0, 5, GROUPS[3])
    found = read_files(tmp_path)
    assert [(row["row"], row["employee_id"], row["time"]) for row in rows_of(found, "punches")] == [
        ("3", "0007", "2025-11-03 09:01"),
        ("3", "0007", "2025-11-03 18:20"),
    ]
    assert found.problems == ()


def test_days_may_be_written_without_signs_and_rows_may_stand_above(tmp_path: Path) -> None:
    headings = [*HEADINGS[:3], "20251103", "20251104 星期二", "2025-11-05 休"]
    row = ["林雨水", "--", "lin.yushui", "正常(09:00)", "正常(09:01)", "正常(09:02)"]
    found = read_rows(tmp_path, ["每日考勤结果 月度报表"], GROUPS, headings, row)
    assert [each["time"] for each in rows_of(found, "punches")] == [
        "2025-11-03 09:00",
        "2025-11-04 09:01",
        "2025-11-05 09:02",
    ]


def test_days_outside_the_period_of_the_file_name_are_an_error(tmp_path: Path) -> None:
    row = ["林雨水", "--", "lin.yushui", "正常(09:00)", "-", "-"]
    found = read_rows(tmp_path, GROUPS, HEADINGS, row, file="月度报表_20251201-20251231.csv")
    assert [problem.code for problem in found.problems] == ["CLOCK-PERIOD"]
    assert (found.records[0].rows, len(found.records[0].set_aside)) == (1, 1)


@pytest.mark.parametrize(
    ("headings", "missing"),
    [(["姓名", "部门", "职务", *HEADINGS[3:]], "工号"), ([*HEADINGS[:3], "正常", "迟到", "缺卡"], "每日考勤结果")],
)
def test_an_export_without_ids_or_days_is_refused_by_name(tmp_path: Path, headings: list[str], missing: str) -> None:
    found = read_rows(tmp_path, GROUPS, headings, ["林雨水", "--", "lin.yushui", "-", "-", "-"])
    (problem,) = found.problems
    assert (problem.code, problem.value) == ("CLOCK-COLUMNS", missing)


def test_a_row_whose_commas_are_not_quoted_is_set_aside(tmp_path: Path) -> None:
    row = ["林雨水", "--", "lin.yushui", "正常(09:01)", "正常(18:20)", "休息", "-"]
    found = read_rows(tmp_path, GROUPS, HEADINGS, row)
    assert [(problem.code, problem.row) for problem in errors(found.problems)] == [("ROW-TOO-LONG", 3)]
    assert rows_of(found, "punches") == []
    assert accounted(found)


@pytest.mark.parametrize(
    ("rows", "report"),
    [
        (
            [
                ["<<门店一部-林雨水>>外出打卡_日报"],
                ["时间", "姓名", "帐号", "部门"],
                ["2019/07/01", "林雨水", "lin", "一部"],
            ],
            "外出打卡",
        ),
        ([["姓名", "工号", "日期", "第1次上班", ""], ["", "", "", "打卡时间", "打卡结果"]], "飞书日度报表"),
    ],
)
def test_reports_that_are_not_read_are_refused_by_name(tmp_path: Path, rows: list[list[str]], report: str) -> None:
    found = read_rows(tmp_path, *rows)
    (problem,) = found.problems
    assert problem.code == "CLOCK-REPORT-UNREAD"
    assert report in problem.message("zh")
    assert "export" in problem.fix("en")


def test_a_word_that_is_known_of_no_result_is_a_warning() -> None:
    assert day_cell("abc", date(2025, 11, 3)).unknown == ("abc",)
    assert day_cell("正常(09:01),正常(18:20)", date(2025, 11, 3)).unknown == ()
