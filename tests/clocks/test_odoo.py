"""Odoo attendances: stays with two times, in a zone that has to be given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from payroll.intake.clean import clean_tables
from payroll.intake.grid import Grid
from payroll.intake.readers import ClockRead
from payroll.intake.readers.odoo import read_in_zone, recognises
from payroll.intake.workbook import read_sheets
from payroll.intake.zones import PolicyFacts
from payroll.period import iso_minute, pay_period
from tests.clocks.sample_rows import counts, read_text, rows_of, told
from tests.raw_tables import raw_table

HEADINGS = "Employee,Check In,Check Out,Worked Hours"
BERLIN = "Europe/Berlin"


def grid(*lines: str, headings: str = HEADINGS) -> list[Grid]:
    return [Grid("", [tuple(line.split(",")) for line in (headings, *lines)], ragged=True)]


def punches(read: ClockRead) -> list[tuple[int, str, str]]:
    """Row, employee and time of every punch."""
    return [
        (int(row), *cells)
        for table in read.tables["punches"]
        for row, *cells in zip(
            table.raw.rows, *(table.raw.columns[name].to_pylist() for name in ("employee_id", "time")), strict=True
        )
    ]


def problems(read: ClockRead) -> list[tuple[str, int | None, str]]:
    return [(problem.code, problem.row, problem.value) for problem in read.problems]


def account(read: ClockRead) -> list[tuple[int, int, int]]:
    """Rows in all, rows that give punches, rows set aside."""
    return [(len(each), len(set(each.raw.rows.tolist())), len(each.set_aside)) for each in read.tables["punches"]]


def test_without_a_zone_the_file_is_refused_with_the_two_lines_that_give_it(tmp_path: Path) -> None:
    found = read_text(tmp_path, f"{HEADINGS}\nRuth Almond,2026-05-04 00:58:10,2026-05-04 09:31:00,8.55\n", "odoo.csv")
    assert told(found) == [("CLOCK-ZONE", 1, "")]
    [problem] = found.problems
    for words in ("odoo.csv.mapping.toml", 'reader = "odoo-attendance"', 'zone = "UTC"'):
        assert words in problem.fix("zh")
        assert words in problem.fix("en")
    assert rows_of(found, "punches") == []
    assert counts(found) == [("odoo-attendance", 1, 1, 0, 0)]


def test_check_in_and_check_out_are_punches_with_the_offset_of_the_zone() -> None:
    lines = ("Ruth Almond,2026-05-04 08:58:10,2026-05-04 17:31:00,8.55", "Lin Berg,2026-05-04 22:00,2026-05-05 06:00,8")
    assert punches(read_in_zone("odoo.csv", grid(*lines), "UTC")) == [
        (2, "Ruth Almond", "2026-05-04 08:58:10+00:00"),
        (2, "Ruth Almond", "2026-05-04 17:31:00+00:00"),
        (3, "Lin Berg", "2026-05-04 22:00:00+00:00"),
        (3, "Lin Berg", "2026-05-05 06:00:00+00:00"),
    ]
    assert punches(read_in_zone("odoo.csv", grid(lines[0]), "Asia/Shanghai"))[0][2] == "2026-05-04 08:58:10+08:00"


def test_a_stay_that_lasts_has_one_punch() -> None:
    read = read_in_zone("odoo.csv", grid("Ruth Almond,2026-05-04 08:58:10,,"), "UTC")
    assert punches(read) == [(2, "Ruth Almond", "2026-05-04 08:58:10+00:00")]
    assert problems(read) == []
    assert account(read) == [(1, 1, 0)]


def test_a_stay_without_any_time_keeps_an_empty_time_for_the_check_to_name() -> None:
    assert punches(read_in_zone("odoo.csv", grid("Ruth Almond,,,0"), "UTC")) == [(2, "Ruth Almond", "")]


def test_what_is_no_time_stays_as_it_is_written() -> None:
    read = read_in_zone("odoo.csv", grid("Ruth Almond,morning,2026-05-04 17:31:00,8"), "UTC")
    assert [time for _, _, time in punches(read)] == ["morning", "2026-05-04 17:31:00+00:00"]


def test_the_order_of_day_and_month_is_told_by_both_columns_together() -> None:
    lines = ("Ruth Almond,05/12/2026 08:00:00,05/12/2026 17:00:00,8", "Ruth Almond,05/12/2026 22:00,05/13/2026 06:00,8")
    assert punches(read_in_zone("odoo.csv", grid(*lines), "UTC"))[0][2] == "2026-05-12 08:00:00+00:00"
    read = read_in_zone("odoo.csv", grid(lines[0]), "UTC")
    assert problems(read) == [("CLOCK-DATE-ORDER", 2, "05/12/2026 08:00:00")]
    assert account(read) == [(1, 0, 1)]


@pytest.mark.parametrize("time", ["2026-10-25 02:00:00", "2026-10-25 02:59:59", "2026-03-29 02:00:00"])
def test_a_time_that_the_clock_shows_twice_or_never_sets_its_row_aside(time: str) -> None:
    lines = (f"Ruth Almond,{time},2026-10-25 12:00:00,8", "Lin Berg,2026-10-25 08:00:00,2026-10-25 12:00:00,4")
    read = read_in_zone("odoo.csv", grid(*lines), BERLIN)
    assert problems(read) == [("CLOCK-ZONE-HOUR", 2, time)]
    assert account(read) == [(2, 1, 1)]
    assert punches(read)[0] == (3, "Lin Berg", "2026-10-25 08:00:00+01:00")


@pytest.mark.parametrize(
    ("time", "offset"),
    [
        ("2026-10-25 01:59:59", "+02:00"),
        ("2026-10-25 03:00:00", "+01:00"),
        ("2026-03-29 01:59:59", "+01:00"),
        ("2026-03-29 03:00:00", "+02:00"),
    ],
)
def test_the_times_around_a_change_of_clocks_are_certain(time: str, offset: str) -> None:
    read = read_in_zone("odoo.csv", grid(f"Ruth Almond,{time},,"), BERLIN)
    assert punches(read) == [(2, "Ruth Almond", time + offset)]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "+08:00"])
def test_an_unknown_zone_is_told(zone: str) -> None:
    read = read_in_zone("odoo.csv", grid("Ruth Almond,2026-05-04 08:58:10,,"), zone)
    assert problems(read) == [("CLOCK-ZONE", None, zone)]
    assert account(read) == [(1, 0, 1)]


@pytest.mark.parametrize(
    ("headings", "is_odoo"),
    [
        ("Employee,Check In,Check Out,Worked Hours", True),
        ("employee_id,check_in,check_out,worked_hours", True),
        ("Check Out,Worked Hours,Check In,Employee", True),
        ("Employee,Check In,Worked Hours", False),
        ("Employee,Check In,Check In,Check Out", False),
        ("Employee,Time,Log Type", False),
    ],
)
def test_the_three_headings_tell_the_file(headings: str, *, is_odoo: bool) -> None:
    assert recognises(grid(headings=headings)) == is_odoo


def test_midnight_in_a_workbook_is_a_time(tmp_path: Path) -> None:
    path = tmp_path / "hr.attendance.xlsx"
    rows: Sequence[tuple[datetime, datetime]] = [
        (datetime(2026, 5, 4, 16, 0, 5, tzinfo=UTC), datetime(2026, 5, 5, tzinfo=UTC))
    ]
    book = xlsxwriter.Workbook(path, {"remove_timezone": True})
    sheet, moment = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    sheet.write_row(0, 0, HEADINGS.split(","))
    for row, (begin, end) in enumerate(rows, 1):
        sheet.write_string(row, 0, "Ruth Almond")
        sheet.write_datetime(row, 1, begin, moment)
        sheet.write_datetime(row, 2, end, moment)
    book.close()
    sheets, _ = read_sheets(path.name, path.read_bytes(), "xlsx")
    assert [time for _, _, time in punches(read_in_zone(path.name, sheets, "UTC"))] == [
        "2026-05-04 16:00:05+00:00",
        "2026-05-05 00:00:00+00:00",
    ]


def test_times_come_out_on_the_clock_of_the_employees_policy() -> None:
    """08:58 and 17:31 in UTC are 16:58 and 01:31 of the next day in Shanghai."""
    [table] = read_in_zone("o.csv", grid("E1,2026-05-04 08:58:10,2026-05-04 17:31:00,8.55"), "UTC").tables["punches"]
    employees = raw_table("employee_id,name,hire_date,base_wage\nE1,Ruth,2024-01-01,5000")
    facts = PolicyFacts("CNY", {"shop": ((0, "Asia/Shanghai"),)})
    cleaned = clean_tables({"employees": [employees], "punches": [table.raw]}, facts, pay_period("2026-05"))
    assert [iso_minute(int(time)) for time in cleaned.tables.punches["time"]] == [
        "2026-05-04 16:58",
        "2026-05-05 01:31",
    ]
