"""The CSV of AAS 6.0 face clocks: the sample, and one quirk per test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from payroll.intake.files import FilesRead, read_files
from tests.clocks.expected import HERE, claims, expected, read_sample, rows_of

SAMPLE = HERE / "face-clock" / "aas.csv"
HEADING = "Department,Name,Staff Code,Date,Week,Time1,Time2,Time3"


def read(folder: Path, lines: Sequence[str], heading: str = HEADING) -> FilesRead:
    (folder / "aas.csv").write_text("\n".join((heading, *lines)) + "\n", encoding="utf-8")
    return read_files(folder)


def times(found: FilesRead) -> list[str]:
    return [row[3] for row in rows_of(found, "punches")]


def test_the_sample_gives_the_rows_that_stand_beside_it() -> None:
    found = read_sample(SAMPLE)
    assert rows_of(found, "punches") == expected("face-clock", "punches")
    assert found.problems == ()
    (record,) = found.records
    assert (record.format, record.rows, record.out_of_scope) == ("face-clock", 5, 1)


def test_columns_are_found_by_name(tmp_path: Path) -> None:
    found = read(tmp_path, ["18:00,08:00,2026-10-08,0007"], "Time2,Time1,Date,Staff Code")
    assert rows_of(found, "punches") == [
        ("2", "0007", "", "2026-10-08 08:00", "", ""),
        ("2", "0007", "", "2026-10-08 18:00", "", ""),
    ]


def test_a_time_earlier_than_the_one_before_it_is_of_the_next_day(tmp_path: Path) -> None:
    found = read(tmp_path, ["Shop,Mei,1,10/31/2026,Saturday,22:00,22:00,05:59"])
    assert times(found) == ["2026-10-31 22:00", "2026-10-31 22:00", "2026-11-01 05:59"]


def test_a_number_above_twelve_tells_the_order_for_the_whole_file(tmp_path: Path) -> None:
    found = read(tmp_path, ["Shop,Mei,1,1/10/2026,,08:00,,", "Shop,Mei,1,13/10/2026,,09:00,,"])
    assert times(found) == ["2026-10-01 08:00", "2026-10-13 09:00"]


@pytest.mark.parametrize(
    ("weekday", "day"), [("Thursday", "2026-10-01"), ("Saturday", "2026-01-10"), ("周四", "2026-10-01")]
)
def test_the_weekday_tells_the_order_where_no_number_does(tmp_path: Path, weekday: str, day: str) -> None:
    found = read(tmp_path, [f"Shop,Mei,1,1/10/2026,{weekday},08:00,,"])
    assert times(found) == [f"{day} 08:00"]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("day", "weekday"),
    [("3/2/2026", "Wednesday"), ("2/8/2026", "Sunday")],
    ids=["neither 2 March nor 3 February is a Wednesday", "both 8 February and 2 August are Sundays"],
)
def test_a_weekday_that_fits_both_orders_or_neither_tells_nothing(tmp_path: Path, day: str, weekday: str) -> None:
    found = read(tmp_path, [f"Shop,Mei,1,{day},{weekday},08:00,,"])
    assert [problem.code for problem in found.problems] == ["CLOCK-DATE-ORDER"]


def test_one_reader_claims_the_sample() -> None:
    assert claims(SAMPLE) == ["face-clock"]


def test_an_order_that_nothing_tells_is_not_guessed(tmp_path: Path) -> None:
    found = read(tmp_path, ["Shop,Mei,1,5/5/2026,,08:00,,", "Shop,Mei,1,1/10/2026,,08:00,,"])
    assert [(problem.code, problem.row, problem.value) for problem in found.problems] == [
        ("CLOCK-DATE-ORDER", 3, "1/10/2026")
    ]
    assert times(found) == []
    assert len(found.records[0].set_aside) == 2


def test_a_date_that_is_the_same_either_way_needs_no_order(tmp_path: Path) -> None:
    assert times(read(tmp_path, ["Shop,Mei,1,5/5/2026,,08:00,,"])) == ["2026-05-05 08:00"]


def test_numbers_above_twelve_in_either_place_are_no_order(tmp_path: Path) -> None:
    found = read(tmp_path, ["Shop,Mei,1,13/10/2026,,08:00,,", "Shop,Mei,1,10/14/2026,,08:00,,"])
    assert [problem.code for problem in found.problems] == ["CLOCK-DATE-ORDER"]


def test_dates_that_excel_has_swapped_do_not_fall_on_their_weekday(tmp_path: Path) -> None:
    rows = ["Shop,Mei,1,10/13/2026,Tuesday,08:00,,", "Shop,Mei,1,1/10/2026,Thursday,08:30,,"]
    found = read(tmp_path, rows)
    assert [(problem.code, problem.row, problem.value) for problem in found.problems] == [
        ("CLOCK-WEEKDAY", 3, "1/10/2026")
    ]
    assert times(found) == ["2026-10-13 08:00"]


@pytest.mark.parametrize("tail", ["", ",", ",,,,,,"])
def test_a_row_may_lack_or_repeat_its_last_commas(tmp_path: Path, tail: str) -> None:
    assert times(read(tmp_path, [f"Shop,Mei,1,2026-10-08,,08:00{tail}"])) == ["2026-10-08 08:00"]


def test_a_row_with_more_times_than_headings_is_an_error(tmp_path: Path) -> None:
    found = read(tmp_path, ["Shop,Mei,1,2026-10-08,,08:00,12:00,13:00,18:00"])
    assert [(problem.code, problem.row) for problem in found.problems] == [("ROW-TOO-LONG", 2)]
    assert found.records[0].set_aside.columns["employee_id"].to_pylist() == ["1"]


@pytest.mark.parametrize(
    ("date", "time", "handed_on"),
    [
        ("2026-10-08", "25:10", "2026-10-08 25:10"),
        ("2026-10-08", "late", "2026-10-08 late"),
        ("8 Oct", "08:00", "8 Oct 08:00"),
    ],
)
def test_what_cannot_be_read_is_handed_on_as_written(tmp_path: Path, date: str, time: str, handed_on: str) -> None:
    assert times(read(tmp_path, [f"Shop,Mei,1,{date},,{time},,"])) == [handed_on]


def test_a_code_typed_with_zeros_keeps_them(tmp_path: Path) -> None:
    assert [row[1] for row in rows_of(read(tmp_path, ["Shop,Mei,00000001,2026-10-08,,08:00,,"]), "punches")] == [
        "00000001"
    ]


def test_a_filled_column_with_another_heading_is_named(tmp_path: Path) -> None:
    sample = Path(__file__).parent / "face-clock" / "aas.csv"
    text = sample.read_text(encoding="utf-8")
    (tmp_path / "aas.csv").write_text(text.replace("Time2", "#REF!", 1), encoding="utf-8")
    (problem,) = read_files(tmp_path).problems
    assert (problem.code, problem.value) == ("COLUMN-UNKNOWN", "#REF!")
