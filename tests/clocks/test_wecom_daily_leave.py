"""Leave in the daily report of WeCom, and the forms of the report that are older or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from payroll.intake.files import FilesRead, read_files
from payroll.intake.readers.leave_text import applications_in, break_in
from payroll.problems import errors
from tests.clocks.sample_folder import accounted, expected, read_sample, rows_of, verdicts_of

DAY = date(2026, 2, 13)
BREAK = ("12:00", "13:00")


def leave_in(cell: str, day: date = DAY, pause: tuple[str, str] | None = None) -> list[tuple[str, str, str]]:
    found = applications_in(cell, day, lambda _: pause)
    assert (found.unread, found.rest) == ((), "")
    return [(each.kind, each.start, each.end) for each in found.leave]


def read_csv(
    folder: Path, rows: Sequence[Sequence[str]], name: str = "上下班打卡_日报_20260201-20260228.csv"
) -> FilesRead:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (folder / name).write_text(out.getvalue(), encoding="utf-8-sig")
    return read_files(folder)


def read_days(folder: Path, *days: Sequence[str]) -> FilesRead:
    """Read days of date, account, 班次, 假勤申请 and 打卡时间记录 from a CSV file."""
    headings = [["统计时间:02-01 ～ 02-28"], ["时间", "姓名", "账号", "班次", "假勤申请", "打卡时间记录"]]
    return read_csv(folder, [*headings, *([day[0], "林雨水", *day[1:]] for day in days)])


@pytest.mark.parametrize("table", ["punches", "leave"])
def test_the_sample_gives_the_rows_worked_out_by_hand(table: str) -> None:
    assert rows_of(read_sample("wecom-daily"), table) == expected("wecom-daily", table)


def test_the_sample_is_accounted_for_and_its_verdicts_are_kept_apart() -> None:
    found = read_sample("wecom-daily")
    assert verdicts_of(found) == expected("wecom-daily", "verdicts")
    assert [problem.code for problem in found.problems] == ["CLOCK-PUNCH-VOID"]
    counts = [(each.table, each.sheet, each.rows, each.out_of_scope, each.duplicate) for each in found.records]
    assert counts == [
        ("punches", "概况统计与打卡明细", 6, 2, 0),
        ("punches", "打卡详情", 7, 0, 7),
        ("leave", "概况统计与打卡明细", 4, 0, 1),
    ]
    assert accounted(found)


def test_from_a_morning_to_an_afternoon_it_is_whole_days() -> None:
    assert leave_in("年假2.0天（2/13 上午 - 2/14 下午）") == [("年假", "2026-02-13", "2026-02-14")]


def test_half_days_end_and_begin_at_noon_if_the_file_tells_no_break() -> None:
    assert leave_in("年假0.5天（2/13 上午 - 2/13 上午）") == [("年假", "2026-02-13 00:00", "2026-02-13 12:00")]
    assert leave_in("年假0.5天（2/13 下午 - 2/13 下午）") == [("年假", "2026-02-13 12:00", "2026-02-13 24:00")]


def test_half_days_reach_over_the_break_of_the_shift() -> None:
    assert leave_in("年假0.5天（2/13 上午 - 2/13 上午）", pause=BREAK) == [
        ("年假", "2026-02-13 00:00", "2026-02-13 13:00")
    ]
    assert leave_in("年假0.5天（2/13 下午 - 2/13 下午）", pause=BREAK) == [
        ("年假", "2026-02-13 12:00", "2026-02-13 24:00")
    ]


@pytest.mark.parametrize(
    ("shift", "pause"),
    [
        ("09:00-12:00、13:00-18:00", BREAK),
        ("9:30-11:30,13:30-18:00", ("11:30", "13:30")),
        ("09:00-14:00、15:00-18:00", ("14:00", "15:00")),
        ("09:00-14:01、15:00-18:00", None),
        ("06:00-10:59、13:00-15:00", None),
        ("09:00-18:00", None),
        ("20:00-次日05:00", None),
        ("休息", None),
    ],
)
def test_the_break_is_the_gap_around_noon(shift: str, pause: tuple[str, str] | None) -> None:
    assert break_in(shift) == pause


def test_a_trip_by_the_hour_keeps_its_times() -> None:
    trip = [("出差", "2026-02-05 08:00", "2026-02-05 18:00")]
    assert leave_in("出差10.0小时（2/5 08:00 - 2/5 18:00）", date(2026, 2, 5)) == trip


def test_several_applications_in_one_cell_are_each_one_leave() -> None:
    both = [("事假", "2026-02-13 09:30", "2026-02-13 12:30"), ("病假", "2026-02-13", "2026-02-14")]
    first, second = "事假3小时（2/13 9:30 - 2/13 12:30）", "病假1天4小时（2/13 - 2/14）"
    for between in ("\n", "；", "、", " ", ""):
        assert leave_in(f"{first}{between}{second}") == both


def test_a_kind_may_have_brackets_of_its_own() -> None:
    assert leave_in("年假（内部）1天（2/13 上午 - 2/13 下午）") == [("年假（内部）", "2026-02-13", "2026-02-13")]


@pytest.mark.parametrize("cell", ["补卡申请（02-13 18:00）", "加班2.0小时（2/13 18:00 - 2/13 20:00）"])
def test_applications_for_a_punch_or_for_overtime_are_no_leave(cell: str) -> None:
    assert leave_in(cell) == []
    assert leave_in(f"{cell} 年假1.0天（2/13 上午 - 2/13 下午）") == [("年假", "2026-02-13", "2026-02-13")]


@pytest.mark.parametrize(
    ("cell", "day", "first", "last"),
    [
        ("年假4.0天（12/30 上午 - 1/2 下午）", date(2026, 1, 2), "2025-12-30", "2026-01-02"),
        ("年假4.0天（12/30 上午 - 1/2 下午）", date(2025, 12, 30), "2025-12-30", "2026-01-02"),
        ("产假158.0天（11/20 上午 - 4/26 下午）", date(2026, 3, 5), "2025-11-20", "2026-04-26"),
        ("年假1.0天（2024/2/29 上午 - 2024/2/29 下午）", date(2026, 2, 13), "2024-02-29", "2024-02-29"),
    ],
)
def test_the_year_is_that_in_which_the_leave_covers_the_day(cell: str, day: date, first: str, last: str) -> None:
    assert [each[1:] for each in leave_in(cell, day)] == [(first, last)]


def test_leave_that_ends_before_it_starts_stays_backwards_for_the_check_of_leave() -> None:
    assert leave_in("年假2.0天（2/14 上午 - 2/13 下午）") == [("年假", "2026-02-14", "2026-02-13")]


def test_a_leave_that_is_repeated_on_each_day_counts_once_and_leave_of_others_stays(tmp_path: Path) -> None:
    cell = "年假2.0天（2/13 上午 - 2/14 下午）"
    found = read_days(
        tmp_path,
        ("2026/02/14 星期六", "LinYuShui", "--", cell, "--"),
        ("2026/02/14 星期六", "LinXiaoXue", "--", cell, "--"),
        ("2026/02/13 星期五", "LinYuShui", "--", cell, "--"),
        ("2026/02/13 星期五", "LinXiaoXue", "--", cell, "--"),
    )
    assert [(row["row"], row["employee_id"]) for row in rows_of(found, "leave")] == [
        ("3", "LinYuShui"),
        ("4", "LinXiaoXue"),
    ]
    assert [each.duplicate for each in found.records if each.table == "leave"] == [2]
    assert accounted(found)


def test_the_break_is_that_of_the_person_and_day(tmp_path: Path) -> None:
    found = read_days(
        tmp_path,
        ("2026/02/14 星期六", "LinYuShui", "休息", "年假1.5天（2/13 下午 - 2/14 下午）", "--"),
        ("2026/02/13 星期五", "LinYuShui", "08:30-11:30、13:30-17:30", "年假1.5天（2/13 下午 - 2/14 下午）", "--"),
    )
    assert [(row["from"], row["to"]) for row in rows_of(found, "leave")] == [("2026-02-13 11:30", "2026-02-14 24:00")]


@pytest.mark.parametrize(
    "cell", ["年假2.0天（2/30 上午 - 2/31 下午）", "年假1.0天（2/13 9:75 - 2/13 12:00）", "年假审批中", "年假1.0天"]
)
def test_leave_that_cannot_be_read_is_named_once_and_its_days_are_set_aside(tmp_path: Path, cell: str) -> None:
    found = read_days(
        tmp_path,
        ("2026/02/14 星期六", "LinYuShui", "--", cell, "08:11 18:02"),
        ("2026/02/13 星期五", "LinYuShui", "--", cell, "--"),
    )
    (problem,) = errors(found.problems)
    assert (problem.code, problem.row, problem.column, problem.value) == ("CLOCK-LEAVE-FORM", 3, "假勤申请", cell)
    (aside,) = (each.set_aside for each in found.records if each.table == "leave")
    assert aside.columns["from"].to_pylist() == ["2026-02-14", "2026-02-13"]
    assert len(rows_of(found, "punches")) == 2
    assert accounted(found)


def test_an_export_without_leave_has_no_table_of_leave(tmp_path: Path) -> None:
    found = read_days(tmp_path, ("2026/02/14 星期六", "LinYuShui", "--", "补卡申请（02-14 18:00）", "18:00(补卡)"))
    assert [each.table for each in found.records] == ["punches"]


def test_the_older_csv_is_read(tmp_path: Path) -> None:
    who = ("林雨水", "LinYuShui", "09:00-18:00")
    found = read_csv(
        tmp_path,
        [
            ["<<门店一部-林雨水>>上下班打卡_日报"],
            ["统计时间:2019.07.01~2019.07.17"],
            ["时间", "姓名", "帐号", "考勤概况", "", "上班1", "", "下班1", "", "下班2", ""],
            ["", "", "", "班次", "假勤申请", "打卡时间", "打卡状态", "打卡时间", "打卡状态", "打卡时间", "打卡状态"],
            ["2019/07/01 星期一", *who, "--", "09:03", "正常", "18:00", "正常(补卡)", "--", "--"],
            ["2019/07/02 星期二", *who, "--", "08:59", "正常", "17:02", "失效", "次日00:10", "正常"],
        ],
        "上下班打卡_日报_20190701-20190717.csv",
    )  # fmt: skip
    assert [(row["row"], row["time"], row["mark"]) for row in rows_of(found, "punches")] == [
        ("5", "2019-07-01 09:03", ""),
        ("5", "2019-07-01 18:00", "补卡"),
        ("6", "2019-07-02 08:59", ""),
        ("6", "2019-07-03 00:10", ""),
    ]
    assert [problem.code for problem in found.problems] == ["CLOCK-NO-DETAIL"]


def test_a_row_of_a_csv_with_a_field_too_many_is_set_aside(tmp_path: Path) -> None:
    day = ("2026/02/14 星期六", "LinYuShui", "--", "--", "08:11")
    found = read_days(tmp_path, day, (*day, "18:02"))
    assert [(problem.code, problem.row) for problem in errors(found.problems)] == [("ROW-TOO-LONG", 4)]
    assert len(rows_of(found, "punches")) == 1
    assert accounted(found)


@pytest.mark.parametrize(("shift", "warned"), [("7", True), ("09:00-18:00", False), ("休息", False), ("--", False)])
def test_a_shift_beside_leave_that_is_none_is_a_warning(shift: str, warned: bool, tmp_path: Path) -> None:
    found = read_days(tmp_path, ("2026/02/13 星期五", "lin", shift, "年假0.5天（2/13 上午 - 2/13 上午）", "--"))
    assert ("CLOCK-CELL-UNKNOWN" in [problem.code for problem in found.problems]) == warned
