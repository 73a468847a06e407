"""The standard report of a self-service clock: two samples, and one quirk per test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from payroll.intake.files import FilesRead, read_files
from payroll.intake.readers import READERS
from payroll.intake.workbook import read_sheets
from payroll.problems import errors
from tests.clocks.expected import HERE, expected, read_sample, rows_of, verdicts_of
from tests.clocks.standard_report_book import (
    CHINESE,
    CHINESE_REPORT,
    ENGLISH_REPORT,
    Cell,
    Person,
    Report,
    card_sheet,
    sheets_of,
    write,
)
from tests.raw_tables import clean, raw_table

SAMPLES = {
    "standard-report": HERE / "standard-report" / "1_标准报表.xls",
    "standard-report-english": HERE / "standard-report-english" / "1_StandardReport.xlsx",
}
OCTOBER_8, OCTOBER_10 = date(2026, 10, 8), date(2026, 10, 10)


def report_of(*people: Person, first: date = OCTOBER_8, last: date = OCTOBER_10) -> Report:
    return Report(CHINESE, first, last, people)


def read(folder: Path, report: Report) -> FilesRead:
    write(folder / "report.xlsx", sheets_of(report))
    return read_files(folder)


def punches(folder: Path, times: Mapping[int, Cell]) -> list[str]:
    found = read(folder, report_of(Person("1", "林小雨", "客服部", {}, times)))
    assert found.problems == ()
    return [time for _, _, _, time, _, _ in rows_of(found, "punches")]


def leave_and_shifts(folder: Path, shifts: Mapping[int, Cell]) -> tuple[list[str], list[str]]:
    found = read(folder, report_of(Person("1", "林小雨", "客服部", shifts)))
    leave = [f"{row[4]} {row[5]} {row[6]}" for row in rows_of(found, "leave")]
    return leave, [f"{row[3]} {row[4]}" for row in rows_of(found, "shifts")]


@pytest.mark.parametrize("folder", SAMPLES)
@pytest.mark.parametrize("table", ["punches", "leave", "shifts"])
def test_a_sample_gives_the_rows_that_stand_beside_it(folder: str, table: str) -> None:
    found = read_sample(SAMPLES[folder])
    assert rows_of(found, table) == expected(folder, table)
    assert found.problems == ()


@pytest.mark.parametrize("folder", SAMPLES)
def test_the_verdicts_of_a_sample_are_the_clocks_own(folder: str) -> None:
    assert verdicts_of(read_sample(SAMPLES[folder])) == expected(folder, "verdicts")


@pytest.mark.parametrize("path", SAMPLES.values(), ids=list(SAMPLES))
def test_one_reader_claims_a_sample(path: Path) -> None:
    sheets, _ = read_sheets(path.name, path.read_bytes(), "xls" if path.suffix == ".xls" else "xlsx")
    assert [reader.name for reader in READERS if reader.recognises(sheets)] == ["standard-report"]


def test_every_row_of_every_sheet_is_accounted_for() -> None:
    found = read_sample(SAMPLES["standard-report"])
    account = {
        (record.table, record.sheet): (record.rows, record.out_of_scope, record.duplicate) for record in found.records
    }
    assert account == {
        ("punches", "考勤记录"): (7, 4, 0),  # four rows that say who, three with times
        ("punches", "异常统计"): (4, 1, 3),  # one without a time
        ("punches", "考勤汇总"): (4, 4, 0),
        ("punches", "1"): (10, 8, 2),  # a card: two of ten days have times
        ("leave", "排班信息"): (2, 0, 0),
        ("shifts", "排班信息"): (4, 2, 0),  # one person has only leave, one nothing at all
    }


def test_times_stand_in_a_cell_with_nothing_between_them(tmp_path: Path) -> None:
    assert punches(tmp_path, {8: "07:5207:5812:02"}) == ["2026-10-08 07:52", "2026-10-08 07:58", "2026-10-08 12:02"]


@pytest.mark.parametrize("cell", ["07:52 17:35", "07:52\n17:35", "07:52、17:35", "7:5217:35"])
def test_a_copy_with_something_between_the_times_is_read_too(tmp_path: Path, cell: str) -> None:
    assert punches(tmp_path, {8: cell}) == ["2026-10-08 07:52", "2026-10-08 17:35"]


def test_seconds_are_kept(tmp_path: Path) -> None:
    assert punches(tmp_path, {8: "07:52:3117:35"}) == ["2026-10-08 07:52:31", "2026-10-08 17:35"]


@pytest.mark.parametrize(
    ("cell", "times"),
    [
        ("22:0006:0107:00", ["2026-10-08 22:00", "2026-10-09 06:01", "2026-10-09 07:00"]),
        ("22:0022:0022:01", ["2026-10-08 22:00", "2026-10-08 22:00", "2026-10-08 22:01"]),
        ("01:04", ["2026-10-08 01:04"]),
        ("01:0409:00", ["2026-10-08 01:04", "2026-10-08 09:00"]),
    ],
)
def test_a_time_earlier_than_the_one_before_it_is_of_the_next_day(tmp_path: Path, cell: str, times: list[str]) -> None:
    assert punches(tmp_path, {8: cell}) == times


@pytest.mark.parametrize(
    ("cell", "times"),
    [
        ("07:52旷工", ["2026-10-08 07:52", "2026-10-08 旷工"]),
        ("25:10", ["2026-10-08 25:10"]),
        ("07:5", ["2026-10-08 07:5"]),
    ],
)
def test_what_is_no_time_is_handed_on_as_written(tmp_path: Path, cell: str, times: list[str]) -> None:
    assert punches(tmp_path, {8: cell}) == times


def test_the_labels_may_be_without_blanks_and_in_full_width(tmp_path: Path) -> None:
    report = report_of(Person("0012", "林小雨", "客服部", {}, {8: "07:52"}))
    sheets = sheets_of(report)
    who = sheets["考勤记录"][4]
    who[0], who[8] = "工号：", "姓  名："
    write(tmp_path / "report.xlsx", sheets)
    assert rows_of(read_files(tmp_path), "punches") == [("6", "0012", "林小雨", "2026-10-08 07:52", "", "")]


def test_a_number_typed_into_a_cell_is_its_digits(tmp_path: Path) -> None:
    found = read(tmp_path, report_of(Person(12198.0, "林小雨", "", {}, {8: "07:52"})))
    assert [row[1] for row in rows_of(found, "punches")] == ["12198"]


def test_somebody_without_a_name_keeps_the_id(tmp_path: Path) -> None:
    found = read(tmp_path, report_of(Person("5", "", "客服部", {}, {9: "07:52"})))
    assert rows_of(found, "punches") == [("6", "5", "", "2026-10-09 07:52", "", "")]


def test_the_last_person_may_lack_the_row_of_times(tmp_path: Path) -> None:
    sheets = sheets_of(report_of(Person("1", "林小雨", "", {}, {8: "07:52"}), Person("2", "陈秋白", "")))
    del sheets["考勤记录"][-1]
    write(tmp_path / "report.xlsx", sheets)
    found = read_files(tmp_path)
    assert [row[1] for row in rows_of(found, "punches")] == ["1"]
    assert found.problems == ()


def test_days_are_counted_from_the_period_over_the_turn_of_a_month(tmp_path: Path) -> None:
    person = Person("1", "林小雨", "", {}, {31: "08:00", 1: "09:00"})
    found = read(tmp_path, report_of(person, first=date(2026, 10, 30), last=date(2026, 11, 2)))
    assert [row[3] for row in rows_of(found, "punches")] == ["2026-10-31 08:00", "2026-11-01 09:00"]


def test_a_day_number_that_does_not_follow_from_the_period_is_an_error(tmp_path: Path) -> None:
    sheets = sheets_of(report_of(Person("1", "林小雨", "", {}, {8: "07:52"})))
    sheets["考勤记录"][3] = [8.0, 10.0, 11.0]
    write(tmp_path / "report.xlsx", sheets)
    found = read_files(tmp_path)
    assert [(problem.code, problem.sheet, problem.row) for problem in found.problems] == [
        ("CLOCK-PERIOD", "考勤记录", 4)
    ]
    assert "B4 却是 10（应为 9）" in found.problems[0].message("zh")
    assert rows_of(found, "punches") == []
    log = next(record for record in found.records if (record.table, record.sheet) == ("punches", "考勤记录"))
    assert (log.rows, log.set_aside.columns["employee_id"].to_pylist()) == (2, ["1"])


def test_day_numbers_beyond_the_period_are_none_while_nothing_stands_below_them(tmp_path: Path) -> None:
    sheets = sheets_of(report_of(Person("1", "林小雨", "", {}, {8: "07:52"})))
    sheets["考勤记录"][3] += [11.0, 12.0]
    write(tmp_path / "report.xlsx", sheets)
    assert read_files(tmp_path).problems == ()


def test_times_beyond_the_period_are_an_error(tmp_path: Path) -> None:
    sheets = sheets_of(report_of(Person("1", "林小雨", "", {}, {8: "07:52"})))
    sheets["考勤记录"][5] += ["09:00"]
    write(tmp_path / "report.xlsx", sheets)
    problem = read_files(tmp_path).problems[0]
    assert (problem.code, problem.row) == ("CLOCK-PERIOD", 6)
    assert "D6" in problem.message("en")


def test_sheets_of_different_periods_are_an_error(tmp_path: Path) -> None:
    report = report_of(Person("1", "林小雨", "", {8: 1}, {8: "07:52"}))
    sheets = sheets_of(report)
    sheets["排班信息"][1][1] = "2026-09-08 ~ 2026-09-10"
    write(tmp_path / "report.xlsx", sheets)
    found = read_files(tmp_path)
    assert [problem.code for problem in found.problems] == ["CLOCK-PERIOD"]
    assert found.tables == {}


def test_the_cells_that_the_clock_merges_are_no_problem_but_merged_days_are(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write(
        path,
        sheets_of(report_of(Person("1", "林小雨", "", {}, {8: "07:52"}), Person("2", "陈秋白", "", {}, {8: "08:00"}))),
    )
    assert read_files(tmp_path).problems == ()
    book = load_workbook(path)
    book["考勤记录"].merge_cells("A6:B6")
    book.save(path)
    found = read_files(tmp_path)
    assert [(problem.code, problem.row) for problem in found.problems] == [("MERGED-CELLS", 6)]
    assert [row[1] for row in rows_of(found, "punches")] == ["2"]


def test_leave_and_trips_are_joined_while_the_days_follow_each_other(tmp_path: Path) -> None:
    leave, shifts = leave_and_shifts(tmp_path, {8: 25.0, 9: 25.0, 10: 26.0})
    assert leave == ["2026-10-08 2026-10-09 请假", "2026-10-10 2026-10-10 出差"]
    assert shifts == []


def test_a_day_between_parts_leave_in_two(tmp_path: Path) -> None:
    leave, shifts = leave_and_shifts(tmp_path, {8: 25, 9: 1, 10: 25})
    assert leave == ["2026-10-08 2026-10-08 请假", "2026-10-10 2026-10-10 请假"]
    assert shifts == ["2026-10-09 1"]


def test_an_empty_day_is_a_day_off_if_the_clock_has_a_rota_of_that_person(tmp_path: Path) -> None:
    assert leave_and_shifts(tmp_path, {9: 24})[1] == ["2026-10-08 rest", "2026-10-09 24", "2026-10-10 rest"]


def test_somebody_without_any_shift_number_has_no_rota_in_the_clock(tmp_path: Path) -> None:
    found = read(tmp_path, report_of(Person("1", "林小雨", "", {}, {8: "07:52"})))
    assert "shifts" not in found.tables
    assert [(record.table, record.rows) for record in found.records if record.sheet == "排班信息"] == [("punches", 1)]


def test_the_marks_of_leave_are_those_that_the_clock_explains(tmp_path: Path) -> None:
    sheets = sheets_of(report_of(Person("1", "林小雨", "", {8: 25, 9: 26, 10: 25})))
    sheets["排班信息"][1][-1] = "特殊班次：25=外出，26=年假，空=休"
    write(tmp_path / "report.xlsx", sheets)
    assert [row[6] for row in rows_of(read_files(tmp_path), "leave")] == ["外出", "年假", "外出"]


def test_times_that_only_the_sheet_of_exceptions_has_are_no_punches(tmp_path: Path) -> None:
    exceptions = (("1", "林小雨", "", "2026-10-09", "08:01", "12:00", "13:40", "17:30", 11, 0, 0, 11, ""),)
    found = read(tmp_path, Report(CHINESE, OCTOBER_8, OCTOBER_10, (Person("1", "林小雨", ""),), exceptions))
    assert rows_of(found, "punches") == []
    assert [row[6] for row in verdicts_of(found)] == ["11"]


def test_a_card_that_shows_the_id_below_the_day_numbers_is_no_rota(tmp_path: Path) -> None:
    person = Person("8", "林小雨", "", {8: 1}, {8: "07:52"})
    report = report_of(person)
    write(
        tmp_path / "report.xlsx", sheets_of(replace(report, cards={"8": card_sheet(report, person, {8: ("07:52",)})}))
    )
    found = read_files(tmp_path)
    card = next(record for record in found.records if record.sheet == "8")
    assert (card.table, card.rows, card.duplicate, card.out_of_scope) == ("punches", 3, 1, 2)


def test_a_sheet_of_somebodys_own_is_named(tmp_path: Path) -> None:
    report = report_of(Person("1", "林小雨", "", {}, {8: "07:52"}))
    write(tmp_path / "report.xlsx", sheets_of(report) | {"备忘": [["十月换班"], ["林小雨", "8 号"]]})
    assert [(problem.code, problem.sheet) for problem in read_files(tmp_path).problems] == [("SHEET-IGNORED", "备忘")]


@pytest.mark.parametrize("report", [CHINESE_REPORT, ENGLISH_REPORT], ids=["zh", "en"])
def test_a_report_without_its_log_is_an_error(tmp_path: Path, report: Report) -> None:
    sheets = sheets_of(report)
    del sheets["考勤记录" if report.language == CHINESE else "Att.log report"]
    write(tmp_path / "report.xlsx", sheets)
    found = read_files(tmp_path)
    assert [problem.code for problem in errors(found.problems)] == ["CLOCK-NO-LOG"]


def test_a_log_without_day_numbers_is_an_error(tmp_path: Path) -> None:
    sheets = sheets_of(report_of(Person("1", "林小雨", "", {}, {8: "07:52"})))
    sheets["考勤记录"][3] = []
    write(tmp_path / "report.xlsx", {"考勤记录": sheets["考勤记录"]})
    assert [problem.code for problem in read_files(tmp_path).problems] == ["CLOCK-NO-LOG"]


def test_the_log_alone_is_enough(tmp_path: Path) -> None:
    sheets = sheets_of(report_of(Person("1", "林小雨", "", {}, {8: "07:52"})))
    write(tmp_path / "report.xlsx", {"Sheet1": sheets["考勤记录"]})
    found = read_files(tmp_path)
    assert [row[3] for row in rows_of(found, "punches")] == ["2026-10-08 07:52"]
    assert found.clocks["report.xlsx"].verdicts is None


# The clock's rota beside another one ------------------------------------------------------------------

PEOPLE = """
employee_id, name, hire_date, base_wage
1, 林小雨, 2024-03-01, 5000
2, 陈秋白, 2025-06-15, 4800
"""


def test_the_clocks_rota_counts_only_for_those_who_have_no_other(tmp_path: Path) -> None:
    people = (Person("1", "林小雨", "", {8: 1, 9: 1}), Person("2", "陈秋白", "", {8: 1}))
    read_of_clock = read(tmp_path, report_of(*people)).tables["shifts"]
    own = "employee_id, date, shift\n1, 2026-10-08, day"
    both = clean({"employees": PEOPLE, "shifts": [*read_of_clock, raw_table(own)]})
    shifts = both.tables.shifts
    assert [(employee, str(code)) for employee, code in zip(shifts["employee"], shifts["shift"], strict=True)] == [
        (1, "1"),
        (1, "rest"),
        (1, "rest"),
        (0, "day"),
    ]
    assert [(problem.code, problem.sheet, problem.row, problem.value) for problem in both.problems] == [
        ("CLOCK-ROTA-UNUSED", "排班信息", 5, "1")
    ]


def test_without_another_rota_the_clocks_is_the_rota(tmp_path: Path) -> None:
    read_of_clock = read(tmp_path, report_of(Person("1", "林小雨", "", {8: 1}))).tables["shifts"]
    found = clean({"employees": PEOPLE, "shifts": read_of_clock})
    assert found.problems == []
    assert [str(code) for code in found.tables.shifts["shift"]] == ["1", "rest", "rest"]
