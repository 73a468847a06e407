"""WeCom's 打卡时间记录 and 月报: a person in each row, a day in each column."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from payroll.intake.files import FilesRead, read_files
from payroll.intake.readers.verdict_text import figures
from payroll.problems import errors
from tests.clocks.sample_folder import accounted, expected, read_sample, rows_of, verdicts_of

WEEK = ("1\n星期日", "2\n星期一", "3\n星期二")
"""The first days of March 2026 (of 2020 and 2015, too)."""
TITLE = "统计时间:03-01 ～ 03-31     制表时间:2026-04-02 09:30(UTC+8)"


def read_days(
    folder: Path,
    *rows: Sequence[str],
    file: str = "上下班打卡_打卡时间记录.csv",
    title: str = TITLE,
    days: Sequence[str] = WEEK,
    group: str = "打卡时间记录",
) -> FilesRead:
    """Read rows of 姓名, 账号, 工号 and the days."""
    out = io.StringIO()
    blank = [""] * (len(days) - 1)
    csv.writer(out).writerows(
        [[group], [title], ["姓名", "账号", "基础信息", group, *blank], ["", "", "工号", *days], *rows]
    )
    (folder / file).write_text(out.getvalue(), encoding="utf-8-sig")
    return read_files(folder)


def times(found: FilesRead) -> list[str]:
    return [row["time"] for row in rows_of(found, "punches")]


def of_cells(folder: Path, *cells: str) -> list[str]:
    return times(read_days(folder, ["林雨水", "LinYuShui", "--", *cells]))


def codes(found: FilesRead) -> list[str]:
    return [problem.code for problem in found.problems]


def test_the_sample_of_times_gives_the_punches_worked_out_by_hand() -> None:
    found = read_sample("wecom-times")
    assert rows_of(found, "punches") == expected("wecom-times", "punches")
    assert [(each.rows, each.out_of_scope) for each in found.records] == [(3, 1)]
    assert accounted(found)
    assert found.problems == ()


def test_the_sample_of_the_monthly_report_gives_leave_once_and_no_punches() -> None:
    found = read_sample("wecom-monthly")
    assert list(found.tables) == ["leave"]
    assert rows_of(found, "leave") == expected("wecom-monthly", "leave")
    assert [(each.rows, each.out_of_scope, each.duplicate) for each in found.records] == [(3, 1, 0)]
    assert accounted(found)
    assert found.problems == ()


def test_the_sample_of_the_monthly_report_gives_verdicts_of_days_and_totals() -> None:
    assert verdicts_of(read_sample("wecom-monthly")) == expected("wecom-monthly", "verdicts")


def test_a_double_press_at_night_is_two_punches_and_a_single_time_is_one(tmp_path: Path) -> None:
    assert of_cells(tmp_path, "18:00、18:00", "08:59", "--") == [
        "2026-03-01 18:00",
        "2026-03-01 18:00",
        "2026-03-02 08:59",
    ]


def test_a_decreasing_time_is_of_the_next_day_and_an_only_early_one_is_not(tmp_path: Path) -> None:
    assert of_cells(tmp_path, "20:03、05:10", "04:58", "--") == [
        "2026-03-01 20:03",
        "2026-03-02 05:10",
        "2026-03-02 04:58",
    ]


def test_a_time_that_cannot_be_read_is_handed_on_as_written(tmp_path: Path) -> None:
    assert of_cells(tmp_path, "--", "--", "25:10、18:00") == ["2026-03-03 25:10", "2026-03-03 18:00"]


@pytest.mark.parametrize(
    "file",
    ["打卡时间记录_20200301-20200331.csv", "打卡时间记录_202003.csv", "2020年3月打卡时间记录.csv"],
)
def test_the_file_name_gives_the_year(tmp_path: Path, file: str) -> None:
    found = read_days(tmp_path, ["林雨水", "LinYuShui", "--", "09:00", "--", "--"], file=file)
    assert times(found) == ["2020-03-01 09:00"]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("report", "year"), [("2026-03-01", 2026), ("2026-02-28", None), ("2030-03-01", 2026), ("2031-03-01", None)]
)
def test_else_weekdays_and_the_time_of_the_report_decide_within_five_years(
    tmp_path: Path, report: str, year: int | None
) -> None:
    found = read_days(
        tmp_path,
        ["林雨水", "LinYuShui", "--", "09:00", "--", "--"],
        title=f"统计时间:03-01 ～ 03-31 制表时间:{report} 09:30",
    )
    assert times(found) == ([f"{year}-03-01 09:00"] if year else [])
    assert codes(found) == ([] if year else ["CLOCK-YEAR"])


@pytest.mark.parametrize("title", ["统计时间:03-01 ～ 03-31", "打卡时间记录"])
def test_without_a_time_of_the_report_the_year_stays_undecided(tmp_path: Path, title: str) -> None:
    found = read_days(tmp_path, ["林雨水", "LinYuShui", "--", "09:00", "--", "--"], title=title)
    assert codes(found) == ["CLOCK-YEAR"]
    assert (found.records[0].rows, len(found.records[0].set_aside)) == (1, 1)


def test_without_weekdays_the_year_stays_undecided(tmp_path: Path) -> None:
    found = read_days(tmp_path, ["林雨水", "LinYuShui", "--", "09:00", "--", "--"], days=("1", "2", "3"))
    assert codes(found) == ["CLOCK-YEAR"]


def test_a_title_with_the_year_needs_nothing_else(tmp_path: Path) -> None:
    title = "统计时间:2025.03.01~2025.03.31"
    found = read_days(tmp_path, ["林雨水", "LinYuShui", "--", "09:00", "--", "--"], title=title, days=("1", "2", "3"))
    assert times(found) == ["2025-03-01 09:00"]
    assert found.problems == ()


@pytest.mark.parametrize("file", ["打卡时间记录_20250301-20250331.csv", "打卡时间记录_202503.csv"])
def test_weekdays_that_do_not_fit_the_year_of_the_file_name_are_an_error(tmp_path: Path, file: str) -> None:
    found = read_days(tmp_path, ["林雨水", "LinYuShui", "--", "09:00", "--", "--"], file=file)
    (problem,) = found.problems
    assert problem.code == "CLOCK-PERIOD"
    assert "星期日" in problem.message("zh")
    assert times(found) == []


def test_a_file_name_of_another_month_is_an_error(tmp_path: Path) -> None:
    found = read_days(
        tmp_path, ["林雨水", "LinYuShui", "--", "09:00", "--", "--"], file="打卡时间记录_20260401-20260430.csv"
    )
    assert codes(found) == ["CLOCK-PERIOD"]


def test_a_period_from_the_26th_runs_over_the_turn_of_the_year(tmp_path: Path) -> None:
    found = read_days(
        tmp_path,
        ["林雨水", "LinYuShui", "--", "09:00", "10:00", "11:00"],
        title="统计时间:12-26 ～ 01-25 制表时间:2026-01-27 10:00",
        days=("31\n星期三", "1\n星期四", "25\n星期日"),
    )
    assert times(found) == ["2025-12-31 09:00", "2026-01-01 10:00", "2026-01-25 11:00"]


def test_the_month_in_a_file_name_may_be_that_in_which_the_period_ends(tmp_path: Path) -> None:
    found = read_days(
        tmp_path,
        ["林雨水", "LinYuShui", "--", "09:00", "10:00", "11:00"],
        file="打卡时间记录_202601.csv",
        title="统计时间:12-26 ～ 01-25",
        days=("31", "1", "25"),
    )
    assert times(found) == ["2025-12-31 09:00", "2026-01-01 10:00", "2026-01-25 11:00"]


def test_a_heading_that_is_no_day_of_the_period_is_an_error(tmp_path: Path) -> None:
    found = read_days(
        tmp_path,
        ["林雨水", "LinYuShui", "--", "09:00", "--", "--"],
        file="打卡时间记录_20260201-20260228.csv",
        title="统计时间:02-01 ～ 02-28",
        days=("27", "28", "29"),
    )
    (problem,) = found.problems
    assert problem.code == "CLOCK-PERIOD"
    assert "29" in problem.message("en")


def test_the_number_is_the_employee_where_it_is_given(tmp_path: Path) -> None:
    found = read_days(
        tmp_path,
        ["林雨水（Uki）", "LinYuShui", "0007", "09:00", "--", "--"],
        ["陈立夏Polly", "ChenLiXia", "--", "09:00", "--", "--"],
    )
    assert [(row["employee_id"], row["name"]) for row in rows_of(found, "punches")] == [
        ("0007", "林雨水（Uki）"),
        ("ChenLiXia", "陈立夏Polly"),
    ]


def test_a_row_with_unquoted_commas_is_set_aside_and_no_day_is_shifted(tmp_path: Path) -> None:
    found = read_days(
        tmp_path,
        ["林雨水", "LinYuShui", "--", "09:00", "18:00", "--", "--"],
        ["陈立夏", "ChenLiXia", "--", "09:00", "--", "--"],
    )
    assert [(problem.code, problem.row) for problem in errors(found.problems)] == [("ROW-TOO-LONG", 5)]
    assert [row["employee_id"] for row in rows_of(found, "punches")] == ["ChenLiXia"]
    assert accounted(found)


def monthly(folder: Path, *cells: str) -> FilesRead:
    row = ["林雨水", "LinYuShui", "--", *cells]
    return read_days(folder, row, file="上下班打卡_月报.csv", group="打卡明细")


def test_a_leave_of_the_monthly_report_over_several_days_counts_once(tmp_path: Path) -> None:
    cell = "正常（请假） ; \n 年假3天（3/1 上午 - 3/3 下午）"
    found = monthly(tmp_path, cell, cell, cell)
    assert [(row["from"], row["to"]) for row in rows_of(found, "leave")] == [("2026-03-01", "2026-03-03")]
    assert accounted(found)


def test_leave_of_the_monthly_report_that_cannot_be_read_sets_the_person_aside(tmp_path: Path) -> None:
    cell = "正常（请假） ; \n 年假（3/1 上午 - 3/3 下午）"
    found = monthly(tmp_path, cell, "正常（请假） ; \n 事假1天（3/2 - 3/2）", cell)
    (problem,) = found.problems
    assert (problem.code, problem.row, problem.value) == (
        "CLOCK-LEAVE-FORM",
        5,
        "正常（请假） ; \n 年假（3/1 上午 - 3/3 下午）",
    )
    assert problem.column == "打卡明细/1星期日"
    assert rows_of(found, "leave") == []
    assert found.records[0].set_aside.columns["from"].to_pylist() == [""]
    assert accounted(found)


@pytest.mark.parametrize(
    ("text", "late", "early", "absent", "missing"),
    [
        ("正常", None, None, None, None),
        ("迟到4分钟; 缺卡1次", 4, None, None, 1),
        ("严重迟到1小时5分钟", 65, None, None, None),
        ("早退149分钟", None, 149, None, None),
        ("旷工480分钟; 缺卡2次", None, None, 480, 2),
        ("旷工1天", None, None, None, None),
        ("迟到5分钟(09:05),迟到3分钟(13:33),缺卡", 8, None, None, 1),
    ],
)
def test_the_figures_of_a_verdict_are_in_its_words(
    text: str, late: int | None, early: int | None, absent: int | None, missing: int | None
) -> None:
    assert figures(text) == (late, early, absent, missing)


def test_a_heading_among_the_days_that_is_no_day_is_named(tmp_path: Path) -> None:
    sample = next(path for path in (Path(__file__).parent / "wecom-times").iterdir() if path.suffix == ".xlsx")
    book = load_workbook(sample)
    book.active["J4"] = "x"
    book.save(tmp_path / sample.name)
    (problem,) = read_files(tmp_path).problems
    assert (problem.code, problem.row) == ("CLOCK-PERIOD", 4)
    assert "«x» is not a day" in problem.message("en")


def test_a_cell_that_says_something_else_than_a_result_is_a_warning(tmp_path: Path) -> None:
    sample = next(path for path in (Path(__file__).parent / "wecom-monthly").iterdir() if path.suffix == ".xlsx")
    book = load_workbook(sample)
    book.active["W5"] = 0.25
    book.save(tmp_path / sample.name)
    (problem,) = (each for each in read_files(tmp_path).problems if each.code == "CLOCK-CELL-UNKNOWN")
    assert (problem.row, problem.value) == (5, "0.25")
