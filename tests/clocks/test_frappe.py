"""Frappe's Employee Checkin: labels of the list, dates of the site."""

from __future__ import annotations

from pathlib import Path

from tests.clocks.sample_rows import counts, expected, read_sample, read_text, rows_of, told

COLUMNS = ("employee_id", "time")


def test_a_site_that_writes_the_day_first(tmp_path: Path) -> None:
    found = read_sample(tmp_path, "frappe-checkin")
    assert rows_of(found, "punches") == expected("frappe-checkin", "punches")
    assert told(found) == []
    assert counts(found) == [("frappe-checkin", 4, 0, 0, 0)]


def test_a_site_that_writes_the_year_first_and_one_that_writes_the_month_first(tmp_path: Path) -> None:
    first = read_text(tmp_path, "Employee,Time,Log Type\njane.doe,2025-08-05 17:40:00,IN\n")
    assert rows_of(first, "punches", COLUMNS) == [("2", "jane.doe", "2025-08-05 17:40:00")]
    second = read_text(
        tmp_path, "Employee,Time,Log Type\njane.doe,08-05-2025 17:40:00,\njane.doe,08-25-2025 08:00,OUT\n"
    )
    assert rows_of(second, "punches", COLUMNS) == [
        ("2", "jane.doe", "2025-08-05 17:40:00"),
        ("3", "jane.doe", "2025-08-25 08:00"),
    ]


def test_dates_that_may_be_either_are_not_guessed(tmp_path: Path) -> None:
    found = read_text(tmp_path, "Employee,Time,Log Type\njane.doe,05-08-2025 17:40:00,IN\n")
    assert told(found) == [("CLOCK-DATE-ORDER", 2, "05-08-2025 17:40:00")]


def test_names_of_the_fields_are_known_as_well_as_labels(tmp_path: Path) -> None:
    found = read_text(
        tmp_path,
        "name,employee,employee_name,time,log_type,device_id\nEMP-CKIN-1,E7,Jane,2025-08-25 08:00:00,IN,Desk\n",
    )
    assert rows_of(found, "punches") == [("2", "E7", "Jane", "2025-08-25 08:00:00", "Desk", "")]


def test_employee_and_time_alone_are_no_checkins(tmp_path: Path) -> None:
    assert told(read_text(tmp_path, "Employee,Time\njane.doe,2025-08-25 17:40:00\n")) == [("FILE-IGNORED", None, "")]
