"""Registers of leave kept by hand: who, from which day, for how many days."""

from __future__ import annotations

from pathlib import Path

import pytest

from payroll.intake.files import read_files
from payroll.intake.intake import clean_files
from payroll.period import iso_minute, pay_period
from tests.clocks.sample_rows import counts, expected, read_sample, read_text, rows_of, told
from tests.raw_tables import ONE_POLICY

HEADINGS = "请假登记表,,,,\n姓名,请假日期,请假天数,类型,备注\n"
DAYS = ("from", "to")


def days(folder: Path, start: str, count: str) -> list[tuple[str, ...]]:
    return rows_of(read_text(folder, f"{HEADINGS}叶立春,{start},{count},事假,\n", "请假.csv"), "leave", DAYS)


def test_a_register_with_a_title_and_trailing_blank_rows_is_granted_leave(tmp_path: Path) -> None:
    found = read_sample(tmp_path, "leave-register")
    assert rows_of(found, "leave") == expected("leave-register", "leave")
    assert counts(found) == [("leave-register", 5, 0, 0, 0)]


def test_half_days_and_the_same_person_and_day_twice_are_told_once_each(tmp_path: Path) -> None:
    found = read_sample(tmp_path, "leave-register")
    assert told(found) == [("LEAVE-HALF-DAY", 4, "2026-04-10"), ("LEAVE-SAME-START", 6, "苏立冬 2026-04-30")]
    assert [problem.details["count"] for problem in found.problems] == ["2", "2"]


@pytest.mark.parametrize(
    ("count", "last"),
    [
        ("0.5", "2026-04-08"),
        ("1", "2026-04-08"),
        ("1.0", "2026-04-08"),
        ("1天", "2026-04-08"),
        ("1.5", "2026-04-09"),
        ("2", "2026-04-09"),
        ("２", "2026-04-09"),
        ("366", "2027-04-08"),
    ],
)
def test_leave_runs_over_whole_days_from_its_first_and_part_of_a_day_is_a_whole_one(
    tmp_path: Path, count: str, last: str
) -> None:
    assert days(tmp_path, "2026-04-08", count) == [("3", "2026-04-08", last)]


@pytest.mark.parametrize("count", ["0", "-1", "367", "两天", "1天4小时", "46113"])
def test_a_number_of_days_that_is_none_sets_the_row_aside(tmp_path: Path, count: str) -> None:
    found = read_text(tmp_path, f"{HEADINGS}叶立春,2026-04-08,{count},事假,\n苏立冬,2026-04-09,1,事假,\n", "请假.csv")
    assert told(found) == [("LEAVE-DAYS", 3, count)]
    assert rows_of(found, "leave", DAYS) == [("4", "2026-04-09", "2026-04-09")]
    assert counts(found) == [("leave-register", 2, 1, 0, 0)]
    [record] = found.records
    assert record.set_aside.columns["employee_id"].to_pylist() == ["叶立春"]
    assert record.set_aside.columns["from"].to_pylist() == ["2026-04-08"]


@pytest.mark.parametrize(
    ("start", "code"),
    [("4月8日", "DATE-FORM"), ("04/08/2026", "DATE-AMBIGUOUS"), ("46120", "DATE-NUMBER"), ("", "VALUE-MISSING")],
)
def test_a_day_that_cannot_be_read_is_one_problem(tmp_path: Path, start: str, code: str) -> None:
    found = read_text(tmp_path, f"{HEADINGS}叶立春,{start},1,事假,\n", "请假.csv")
    assert told(found) == [(code, 3, start)]
    [problem] = found.problems
    assert problem.column == "请假日期"
    assert "{" not in problem.message("zh") + problem.message("en")
    assert counts(found) == [("leave-register", 1, 1, 0, 0)]


def test_a_missing_number_of_days_is_told_of_its_own_column(tmp_path: Path) -> None:
    [problem] = read_text(tmp_path, f"{HEADINGS}叶立春,2026-04-08,,事假,\n", "请假.csv").problems
    assert (problem.code, problem.column) == ("VALUE-MISSING", "请假天数")


def test_an_entry_that_is_there_twice_in_all_it_says_is_one_leave(tmp_path: Path) -> None:
    row = "叶立春,2026-04-08,1,事假,\n"
    found = read_text(tmp_path, HEADINGS + row + row, "请假.csv")
    assert counts(found) == [("leave-register", 2, 0, 0, 1)]
    assert told(found) == [("LEAVE-SAME-START", 3, "叶立春 2026-04-08")]


def test_where_there_are_ids_they_tell_who_it_is(tmp_path: Path) -> None:
    text = "工号,姓名,请假日期,请假天数\n0201,叶立春,2026-04-08,1\n,苏立冬,2026-04-08,1\n"
    found = read_text(tmp_path, text, "请假.csv")
    assert rows_of(found, "leave", ("employee_id", "name", "kind")) == [
        ("2", "0201", "叶立春", ""),
        ("3", "苏立冬", "苏立冬", ""),
    ]


def test_the_leave_of_a_register_is_understood_and_its_total_is_none(tmp_path: Path) -> None:
    (tmp_path / "员工.csv").write_text("工号,姓名,入职日期,基本工资\n0201,叶立春,2025-01-01,5000\n", "utf-8")
    text = "工号,姓名,请假日期,请假天数\n0201,叶立春,2026-04-08,1.5\n,合计,,1.5\n"
    (tmp_path / "请假.csv").write_text(text, "utf-8")
    found = read_files(tmp_path)
    assert told(found) == [("TOTAL-ROW", 3, "合计"), ("LEAVE-HALF-DAY", 2, "2026-04-09")]
    assert counts(found)[1] == ("leave-register", 2, 0, 1, 0)
    cleaned = clean_files(found, ONE_POLICY, pay_period("2026-04"))
    assert not [problem for problem in cleaned.problems if problem.severity == "error" and problem.file]
    leave = cleaned.tables.leave
    assert [iso_minute(int(leave[side].iloc[0])) for side in ("start", "end")] == [
        "2026-04-08 00:00",
        "2026-04-10 00:00",
    ]
    assert leave["whole_days"].tolist() == [True]
    assert leave["status"].tolist() == ["approved"]


@pytest.mark.parametrize("more", ["结束日期", "审批状态", "状态"])
def test_a_table_that_says_more_is_no_register(tmp_path: Path, more: str) -> None:
    found = read_text(tmp_path, f"姓名,请假日期,请假天数,{more}\n叶立春,2026-04-08,1,x\n", "请假.csv")
    assert [problem.code for problem in found.problems] == ["COLUMN-MISSING"]
