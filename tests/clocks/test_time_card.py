"""The NGTeco time card report: the sample, and one quirk per test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from payroll.intake.files import FilesRead, read_files
from payroll.problems import errors
from tests.clocks.expected import HERE, claims, expected, read_sample, rows_of, verdicts_of
from tests.clocks.standard_report_book import Rows, write

SAMPLE = HERE / "time-card" / "Timecard.csv"
HEADING = "Date,,IN,OUT,Work Time, Daily Total, Note"


def block(days: Sequence[str], who: str = "Mei Lin (3)", period: str = "20261005-20261011") -> list[str]:
    return [f"Pay Period,,,{period},,,", f"Employee,,,{who},,,", HEADING, *days, "Total Hours,,,,,8,"]


def read(folder: Path, *blocks: Sequence[str]) -> FilesRead:
    lines = [",,,,Timecard Report,,", *(line for each in blocks for line in each)]
    (folder / "card.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_files(folder)


def times(found: FilesRead) -> list[str]:
    return [row[3] for row in rows_of(found, "punches")]


def test_the_sample_gives_the_rows_that_stand_beside_it() -> None:
    found = read_sample(SAMPLE)
    assert rows_of(found, "punches") == expected("time-card", "punches")
    assert verdicts_of(found) == expected("time-card", "verdicts")
    assert found.problems == ()
    assert [record.format for record in found.records] == ["time-card"]


def test_every_row_below_the_first_headings_is_accounted_for() -> None:
    (record,) = read_sample(SAMPLE).records
    # 15 rows with content below row 4: 7 give punches, 3 days are empty, 2 totals, 3 rows begin the second block
    assert (record.rows, record.out_of_scope, record.duplicate) == (15, 8, 0)


def test_the_id_stands_in_brackets_behind_the_name_also_on_a_line_of_its_own(tmp_path: Path) -> None:
    found = read(tmp_path, block(["MON,20261005,8:00,17:00,9,9,"], '"Mei Lin (Night)\n(0012)"'))
    assert rows_of(found, "punches")[0][1:3] == ("0012", "Mei Lin (Night)")


def test_without_an_id_the_name_stands_for_it(tmp_path: Path) -> None:
    found = read(tmp_path, block(["MON,20261005,8:00,17:00,9,9,"], "Mei Lin"))
    assert rows_of(found, "punches")[0][1:3] == ("Mei Lin", "Mei Lin")


def test_a_row_without_a_date_goes_on_with_the_day_above_it(tmp_path: Path) -> None:
    found = read(tmp_path, block(["MON,20261005,20:00,23:00,3,,", ",,23:30,4:00,4.5,7.5,", "TUE,20261006,20:00,,,,"]))
    assert times(found) == [
        "2026-10-05 20:00",
        "2026-10-05 23:00",
        "2026-10-05 23:30",
        "2026-10-06 04:00",
        "2026-10-06 20:00",
    ]


def test_words_in_place_of_a_time_say_that_it_is_missing(tmp_path: Path) -> None:
    found = read(tmp_path, block(["MON,20261005,8:00,Missing OUT,,,", "TUE,20261006,Missing IN,17:00,,,"]))
    assert times(found) == ["2026-10-05 08:00", "2026-10-06 17:00"]


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("08:45 AM", "08:45"),
        ("02:46 PM", "14:46"),
        ("12:05 AM", "00:05"),
        ("12:05 PM", "12:05"),
        ("8:45:10", "08:45:10"),
    ],
)
def test_a_time_may_have_am_or_pm_or_seconds(tmp_path: Path, written: str, time: str) -> None:
    assert times(read(tmp_path, block([f"MON,20261005,{written},,,,"]))) == [f"2026-10-05 {time}"]


@pytest.mark.parametrize(("written", "handed_on"), [("25:10", "25:10"), ("8h", "8h"), ("13:00 PM", "13:00 PM")])
def test_what_is_no_time_is_handed_on_as_written(tmp_path: Path, written: str, handed_on: str) -> None:
    assert times(read(tmp_path, block([f"MON,20261005,{written},,,,"]))) == [f"2026-10-05 {handed_on}"]


@pytest.mark.parametrize(
    ("day", "period"),
    [
        ("2026-10-05", "2026-10-05-2026-10-11"),
        ("10/05/2026", "10/05/2026-10/18/2026"),  # the period ends on day 18
        ("05/10/2026", "05/10/2026-18/10/2026"),
        ("10/05/2026", "10/05/2026-10/11/2026"),  # 5 October is a Monday, 10 May is none
    ],
)
def test_the_order_of_a_date_is_told_by_the_period_or_the_weekday(tmp_path: Path, day: str, period: str) -> None:
    found = read(tmp_path, block([f"MON,{day},8:00,,,,"], period=period))
    assert times(found) == ["2026-10-05 08:00"]
    assert found.problems == ()


def test_an_order_that_nothing_tells_is_not_guessed(tmp_path: Path) -> None:
    found = read(tmp_path, block(["LU,05/10/2026,8:00,,,,"], period="05/10/2026-11/10/2026"))
    assert [(problem.code, problem.row, problem.value) for problem in found.problems] == [
        ("CLOCK-DATE-ORDER", 5, "05/10/2026")
    ]
    assert times(found) == []
    assert len(found.records[0].set_aside) == 1


def test_a_date_that_does_not_fall_on_its_weekday_is_an_error(tmp_path: Path) -> None:
    found = read(tmp_path, block(["MON,20261006,8:00,,,,", "WED,20261007,9:00,,,,"]))
    assert [(problem.code, problem.row, problem.value) for problem in found.problems] == [
        ("CLOCK-WEEKDAY", 5, "20261006")
    ]
    assert times(found) == ["2026-10-07 09:00"]
    assert found.records[0].set_aside.columns["employee_id"].to_pylist() == ["3"]


@pytest.mark.parametrize(("day", "codes"), [("SUN,20261011", []), ("MON,20261012", ["CLOCK-PERIOD"])])
def test_a_day_after_the_pay_period_is_an_error(tmp_path: Path, day: str, codes: list[str]) -> None:
    found = read(tmp_path, block([f"{day},8:00,,,,"]))
    assert [problem.code for problem in errors(found.problems)] == codes


def test_each_block_has_its_own_pay_period(tmp_path: Path) -> None:
    later = block(["MON,20261012,8:00,,,,"], "Bai Lu (4)", "20261012-20261018")
    found = read(tmp_path, block(["MON,20261005,8:00,,,,"]), later)
    assert [row[1] for row in rows_of(found, "punches")] == ["3", "4"]
    assert found.problems == ()


def test_a_workbook_of_the_same_report_is_read(tmp_path: Path) -> None:
    rows: Rows = [
        ["Timecard Report"],
        [],
        ["Pay Period", "", "", "2026-10-05-2026-10-11"],
        ["Employee", "", "", "Mei Lin\n(3)"],
        ["Date", "", "IN", "OUT", "Work Time", "Daily Total", "Note"],
        ["MON", "2026-10-05", "10:06", "18:27", "08:21", "08:21"],
    ]
    write(tmp_path / "card.xlsx", {"Timecard": rows})
    assert times(read_files(tmp_path)) == ["2026-10-05 10:06", "2026-10-05 18:27"]


def test_one_reader_claims_the_sample() -> None:
    assert claims(SAMPLE) == ["time-card"]


def test_a_block_that_does_not_say_whose_it_is_is_nobodys(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "time-card" / "Timecard.csv").read_text(encoding="utf-8")
    lines = text.splitlines()
    second = [at for at, line in enumerate(lines) if line.startswith("Employee")][1]
    (tmp_path / "Timecard.csv").write_text("\n".join([*lines[:second], *lines[second + 1 :]]), encoding="utf-8")
    (raw,) = read_files(tmp_path).tables["punches"]
    people = raw.columns["employee_id"].to_pylist()
    assert {who for who, row in zip(people, raw.rows, strict=True) if row > second} == {""}


def test_a_row_that_is_there_twice_does_not_go_on_past_midnight(tmp_path: Path) -> None:
    lines = (Path(__file__).parent / "time-card" / "Timecard.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "Timecard.csv").write_text("\n".join([*lines[:7], *lines[6:]]), encoding="utf-8")
    (raw,) = read_files(tmp_path).tables["punches"]
    of_rows = [time for time, row in zip(raw.columns["time"].to_pylist(), raw.rows, strict=True) if row in {7, 8}]
    assert of_rows == ["2026-10-06 12:58", "2026-10-06 17:19"] * 2
