"""Lists of punches that are declared by their headings: the same rows by the fast path and by the careful one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from payroll.intake.files import FilesRead, read_files
from payroll.intake.readers.punch_list import PunchList, punch_list_reader
from payroll.language import Text

ONE = PunchList(
    "one-clock",
    Text("某考勤机", "some clock"),
    employee=("User ID", "编号"),
    time=("Punch Time", "时间"),
    person=("Name",),
    device=("Door",),
    mark=("Source",),
    rejects=((("User ID", "编号"), frozenset({"0"})), (("Valid",), frozenset({"no"}))),
    needed=(("Door", "门"),),
    foreign=("Verdict",),
)
TWO = PunchList("two-columns", Text("甲", "a"), employee=("ID",), date=("Day",), clock=("Clock",), needed=(("Site",),))
HEADINGS = "Name,User ID,Door,Punch Time,Valid,Source"


def read(folder: Path, text: str, *lists: PunchList, name: str = "export.csv") -> FilesRead:
    (folder / name).write_text(text, encoding="utf-8", newline="")
    return read_files(folder, [punch_list_reader(each) for each in lists or (ONE,)])


def lines(*rows: str) -> str:
    return "".join(f"{row}\n" for row in rows)


def punches(found: FilesRead) -> list[tuple[int, str, str]]:
    """Row, employee and time of every punch."""
    return [
        (int(row), employee, time)
        for raw in found.tables["punches"]
        for row, employee, time in zip(
            raw.rows, *(raw.columns[name].to_pylist() for name in ("employee_id", "time")), strict=True
        )
    ]


def told(found: FilesRead) -> list[tuple[str, int | None, str]]:
    return [(problem.code, problem.row, problem.value) for problem in found.problems]


def counts(found: FilesRead) -> list[tuple[int, int, int]]:
    """Of each record: rows, rows set aside, rows out of scope."""
    return [(each.rows, len(each.set_aside), each.out_of_scope) for each in found.records]


def workbook(path: Path, **sheets: Sequence[Sequence[str]]) -> None:
    book = xlsxwriter.Workbook(path)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()


def test_columns_are_found_by_their_headings(tmp_path: Path) -> None:
    found = read(
        tmp_path, lines(HEADINGS, "An,007,Gate,2026-10-08 08:42:10,yes,手机", "Bo,8,Gate,2026-10-08 09:00,yes,")
    )
    assert punches(found) == [(2, "007", "2026-10-08 08:42:10"), (3, "8", "2026-10-08 09:00")]
    raw = found.tables["punches"][0]
    assert raw.format == "one-clock"
    assert [raw.columns[name].to_pylist()[0] for name in ("name", "device", "mark")] == ["An", "Gate", "手机"]
    assert raw.headings["employee_id"] == "User ID"
    assert told(found) == []


def test_the_careful_path_gives_the_same_rows(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    rows = [HEADINGS, "An, 007 ,Gate,13/10/2026 8:42:10,yes,", "", "Bo,0,Gate,14/10/2026 09:00:00,yes,", ",,,,,"]
    last = "Cy,'8,Gate,15/10/2026 09:00:01,yes,"
    fast = read(tmp_path / "a", lines(*rows, last).replace("\n\n", "\n,,,,,\n"))
    careful = read(tmp_path / "b", lines(*rows, last))
    expected = [(2, "007", "2026-10-13 08:42:10"), (6, "8", "2026-10-15 09:00:01")]
    assert punches(fast) == punches(careful) == expected
    assert counts(fast) == counts(careful) == [(3, 0, 1)]
    assert told(fast) == told(careful) == [("CLOCK-REJECTED", 4, "User ID = 0")]


def test_a_workbook_is_read_like_a_text(tmp_path: Path) -> None:
    workbook(
        tmp_path / "export.xlsx",
        first=[["A title"], HEADINGS.split(","), ["An", "007", "Gate", "13/10/2026 8:42:10", "yes", ""]],
        other=[["Notes"]],
        second=[HEADINGS.split(","), ["An", "007", "Gate", "05/10/2026 18:42:10", "yes", ""]],
    )
    found = read_files(tmp_path, [punch_list_reader(ONE)])
    assert punches(found) == [(3, "007", "2026-10-13 08:42:10"), (2, "007", "2026-10-05 18:42:10")]
    assert [raw.sheet for raw in found.tables["punches"]] == ["first", "second"]
    assert told(found) == [("SHEET-IGNORED", None, "")]


def test_date_and_time_of_day_may_stand_in_two_columns(tmp_path: Path) -> None:
    found = read(tmp_path, lines("ID,Day,Clock,Site", "7,2026-10-08  ,07:54  ,N", "8,,,N"), TWO)
    assert punches(found) == [(2, "7", "2026-10-08 07:54"), (3, "8", "")]
    assert found.tables["punches"][0].headings["time"] == "Day + Clock"


def test_midnight_in_a_workbook_keeps_its_time(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "export.xlsx")
    sheet = book.add_worksheet()
    form = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    sheet.write_row(0, 0, HEADINGS.split(","))
    for row, serial in enumerate((46303.0, 46303.5), 1):  # 2026-10-08, 00:00 and 12:00
        sheet.write_row(row, 0, ["An", "007", "Gate"])
        sheet.write_number(row, 3, serial, form)
    book.close()
    found = read_files(tmp_path, [punch_list_reader(ONE)])
    assert punches(found) == [(2, "007", "2026-10-08 00:00:00"), (3, "007", "2026-10-08 12:00:00")]


def test_without_the_needed_headings_or_with_foreign_ones_it_is_another_file(tmp_path: Path) -> None:
    row = "An,007,Gate,2026-10-08 08:42:10"
    assert told(read(tmp_path, lines("Name,User ID,Window,Punch Time", row))) == [("FILE-IGNORED", None, "")]
    assert told(read(tmp_path, lines("Name,User ID,Door,Verdict,Punch Time", f"{row},"))) == [
        ("FILE-IGNORED", None, "")
    ]


def test_two_columns_of_one_heading_are_refused(tmp_path: Path) -> None:
    found = read(tmp_path, lines("User ID,Door,Punch Time,punch time", "7,G,2026-10-08 08:42,2026-10-08 09:42"))
    assert told(found) == [("HEADING-TWICE", 1, "Punch Time, punch time")]
    assert counts(found) == [(1, 1, 0)]


def test_each_cause_of_rejection_is_told_once_with_its_count(tmp_path: Path) -> None:
    rows = ["a,7,G,2026-10-08 08:00,no,", "b,0,G,2026-10-08 08:00,no,", "c,0,G,2026-10-08 08:00,yes,"]
    found = read(tmp_path, lines(HEADINGS, *rows, "d,9,G,2026-10-08 08:00,yes,"))
    assert told(found) == [("CLOCK-REJECTED", 3, "User ID = 0"), ("CLOCK-REJECTED", 2, "Valid = no")]
    assert [problem.details["count"] for problem in found.problems] == ["2", "1"]
    assert punches(found) == [(5, "9", "2026-10-08 08:00")]
    assert counts(found) == [(4, 0, 3)]


def test_a_row_that_is_too_long_or_too_short_is_set_aside(tmp_path: Path) -> None:
    rows = ["a,7,G,2026-10-08 08:00,yes,,more", "b,8,G,2026-10-08 08:00,yes,", "c,9,G"]
    found = read(tmp_path, lines(HEADINGS, *rows))
    assert told(found) == [("ROW-TOO-LONG", 2, "7"), ("ROW-TOO-SHORT", 4, "3")]
    assert punches(found) == [(3, "8", "2026-10-08 08:00")]
    aside = found.records[0].set_aside
    assert aside.rows.tolist() == [2, 4]
    assert aside.columns["employee_id"].to_pylist() == ["7", "9"]


@pytest.mark.parametrize("more", ["", "x,9,G,12/10/2026 08:00,yes,,more\n"], ids=["regular", "irregular"])
def test_an_order_that_cannot_be_told_sets_the_whole_file_aside(tmp_path: Path, more: str) -> None:
    found = read(tmp_path, lines(HEADINGS, "a,7,G,05/10/2026 08:00,yes,", "b,8,G,06/10/2026 08:00,yes,") + more)
    assert ("CLOCK-DATE-ORDER", 2, "05/10/2026 08:00") in told(found)
    assert punches(found) == []
    aside = found.records[0].set_aside
    assert aside.columns["time"].to_pylist()[:2] == ["05/10/2026 08:00", "06/10/2026 08:00"]
    assert len(aside) == found.records[0].rows == 2 + bool(more)


def test_a_rejected_row_does_not_decide_the_order(tmp_path: Path) -> None:
    found = read(tmp_path, lines(HEADINGS, "a,0,G,13/10/2026 08:00,yes,", "b,8,G,06/10/2026 08:00,yes,"))
    assert told(found)[-1] == ("CLOCK-DATE-ORDER", 3, "06/10/2026 08:00")


def test_a_declared_order_needs_no_value_above_12(tmp_path: Path) -> None:
    month_first = PunchList("m", ONE.title, ("User ID",), ("Punch Time",), dates="month first")
    found = read(tmp_path, lines(HEADINGS, "a,7,G,05/10/2026 08:00,yes,"), month_first)
    assert punches(found) == [(2, "7", "2026-05-10 08:00")]


def test_a_file_with_nothing_but_headings_has_no_rows(tmp_path: Path) -> None:
    found = read(tmp_path, lines(HEADINGS))
    assert (punches(found), told(found), counts(found)) == ([], [], [(0, 0, 0)])
