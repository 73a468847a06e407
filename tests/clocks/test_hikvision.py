"""Hikvision's Original Records Report: CSV in two encodings, and a web page that is named xls."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clocks.sample_rows import counts, expected, read_sample, read_text, rows_of, told

HEADINGS = (
    "Person ID,Name,Department,Time,Attendance Status,Attendance Check Point,Custom Name,Data Source,"
    "Handling Type,Temperature,Abnormal\n"
)
WHO = ("employee_id", "name", "time")


def line(person: str, name: str, time: str) -> str:
    return f"{person},{name},New Shop,{time},None,Front Door,,Original Records,,-,No\n"


def times(folder: Path, *written: str) -> list[str]:
    text = HEADINGS + "".join(line("'114", "Ann", each) for each in written)
    return [time for _, time in rows_of(read_text(folder, text), "punches", ("time",))]


def test_a_web_page_of_three_tables_with_beginnings_of_rows_missing_is_read(tmp_path: Path) -> None:
    found = read_sample(tmp_path, "hikvision")
    assert rows_of(found, "punches") == expected("hikvision", "punches")
    assert told(found) == []
    assert counts(found) == [("hikvision", 4, 0, 0, 0)]


def test_an_id_loses_its_apostrophe_and_keeps_its_zeros(tmp_path: Path) -> None:
    found = read_text(tmp_path, HEADINGS + line("'00000042", "Ann", "2026-05-31 12:03:17"))
    assert rows_of(found, "punches", WHO) == [("2", "00000042", "Ann", "2026-05-31 12:03:17")]


def test_the_three_ways_to_write_the_time_become_one(tmp_path: Path) -> None:
    assert times(tmp_path, "2026-05-31 12:03:17") == ["2026-05-31 12:03:17"]
    assert times(tmp_path, "05/31/2026 12:03:17", "06/01/2026 8:00:00") == [
        "2026-05-31 12:03:17",
        "2026-06-01 08:00:00",
    ]
    assert times(tmp_path, "31/05/2026 08:00", "01/06/2026 08:01") == ["2026-05-31 08:00", "2026-06-01 08:01"]


def test_a_year_of_two_digits_is_told_by_a_day_above_twelve(tmp_path: Path) -> None:
    assert times(tmp_path, "09/01/26 09:00", "09/14/26 09:00", "09/30/26 18:00") == [
        "2026-09-01 09:00",
        "2026-09-14 09:00",
        "2026-09-30 18:00",
    ]


def test_a_file_in_which_no_date_tells_day_from_month_is_refused_whole(tmp_path: Path) -> None:
    text = HEADINGS + line("'1", "Ann", "09/04/2024 08:00") + line("'2", "Bo", "10/04/2024 13:30")
    found = read_text(tmp_path, text)
    assert told(found) == [("CLOCK-DATE-ORDER", 2, "09/04/2024 08:00")]
    assert counts(found) == [("hikvision", 2, 2, 0, 0)]


def test_names_in_windows_1252_are_read_with_a_warning_and_in_utf_8_without(tmp_path: Path) -> None:
    text = HEADINGS + line("'00000042", "CG CAÑETE", "2026-01-09 09:00:00")
    assert rows_of(read_text(tmp_path, text, encoding="cp1252"), "punches", WHO) == [
        ("2", "00000042", "CG CAÑETE", "2026-01-09 09:00:00")
    ]
    assert told(read_text(tmp_path, text, encoding="cp1252")) == [("ENCODING-GUESSED", 2, "CAÑETE")]
    assert told(read_text(tmp_path, text)) == []


def test_chinese_names_in_gbk_stay_chinese(tmp_path: Path) -> None:
    found = read_text(tmp_path, HEADINGS + line("'7", "林晓", "2026-01-09 09:00:00"), encoding="gbk")
    assert rows_of(found, "punches", WHO) == [("2", "7", "林晓", "2026-01-09 09:00:00")]
    assert told(found) == []


@pytest.mark.parametrize(
    "headings",
    [
        "Person ID,Name,Time,Attendance Check Point",
        "Personal ID,Name,Time,Attendance Status",
        "Attendance Check Point,Time,Person ID,Name",
    ],
)
def test_the_columns_may_be_fewer_and_in_another_order(tmp_path: Path, headings: str) -> None:
    cells = {"Person ID": "'114", "Personal ID": "'114", "Name": "Ann", "Time": "2026-05-31 12:03:17"}
    row = ",".join(cells.get(name, "-") for name in headings.split(","))
    found = read_text(tmp_path, f"{headings}\n{row}\n")
    assert rows_of(found, "punches", WHO) == [("2", "114", "Ann", "2026-05-31 12:03:17")]


def test_two_rows_of_a_web_page_that_have_grown_together_are_named(tmp_path: Path) -> None:
    cells = "<td>'7</td><td>Ann</td><td>2026-05-31 12:03:17</td><td>Door</td>"
    page = (
        "<html><table><tr><td>Person ID</td><td>Name</td><td>Time</td><td>Attendance Check Point</td></tr></table>"
        f"<table><tr>{cells}</tr><tr>{cells}{cells}</tr></table></html>"
    )
    found = read_text(tmp_path, page, "report.xls")
    assert told(found) == [("ROW-TOO-LONG", 3, "8")]
    assert counts(found) == [("hikvision", 2, 1, 0, 0)]


def test_a_web_page_of_another_kind_stays_an_error(tmp_path: Path) -> None:
    page = "<html><table><tr><td>工号</td><td>打卡时间</td></tr><tr><td>7</td><td>2026-05-31 08:00</td></tr></table>"
    assert told(read_text(tmp_path, page, "打卡.xls")) == [("FILE-HTML", None, "")]
