"""`payroll explain` and the book, on both databases: it tells what the run wrote, or what was posted."""

import json
import shutil
from typing import Any

import openpyxl
import pytest

from tests.book.shop import FINE, LATE_1, THIRD, WITHDRAWN, Shop, amend
from tests.json_answers import documented

HEADING = "Lines of other days"


def told(shop: Shop, *words: str) -> dict[str, Any]:
    """Return what explain --json says."""
    found: dict[str, Any] = json.loads(shop.done("explain", *words, "--json"))
    assert list(found)[2:] == documented("explain")
    return found


def test_a_waiver_of_the_month_stands_under_the_day_of_its_charge(drafted: Shop) -> None:
    drafted.done("waive", LATE_1, "--reason", "it rained")
    before = drafted.everything()
    said = drafted.done("explain", "E01", "2026-10", "--day", "2026-10-12")
    assert drafted.everything() == before
    assert "Lateness  -43.50" in said
    assert "Waiver · Lateness  43.50" in said
    assert HEADING not in said
    # late twice at 43.50, one of them waived
    assert said.splitlines()[-1] == "total -43.50 CNY"
    drafted.run("2026-10")
    [row] = [row for row in drafted.written("2026-10", "adjustments") if row["employee_id"] == "E01"]
    assert row["total"] == "-43.50"


def test_what_a_month_carries_of_another_stands_before_the_total(november: Shop) -> None:
    november.done("waive", LATE_1, "--reason", "it rained")
    lines = november.done("explain", "E01", "2026-11").splitlines()
    at = lines.index(HEADING)
    assert lines[at + 1].strip() == "Waiver · Lateness  43.50"
    assert not any("Waiver" in line for line in lines[:at])
    # late once in November for 43.50, and as much of October given back
    assert lines[-1] == "total 0.00 CNY"


def test_a_correction_of_another_month_is_shown_and_counted(november: Shop) -> None:
    # a third lateness in October: three at 217.50 instead of two at 43.50
    amend(november, THIRD)
    said = november.done("explain", "E01", "2026-11")
    assert "Correction · Lateness  -217.50" in said.partition(HEADING)[2]
    # -217.50 × 3 + 43.50 × 2 for October, -43.50 for November
    assert said.splitlines()[-1] == "total -609.00 CNY"


def test_json_has_the_carried_lines_and_what_they_come_to(november: Shop) -> None:
    november.done("waive", FINE, "--reason", "顾客撤回")
    found = told(november, "E02", "2026-11")
    [line] = found["lines"]
    assert (line["kind"], line["corrects"], line["amount"]) == ("waiver", FINE, "30.00")
    assert (found["adjustments"]["waivers"], found["adjustments"]["total"]) == ("30.00", "30.00")
    assert found["notes"] == []


def test_somebody_who_has_left_is_shown_what_the_month_carries(november: Shop) -> None:
    november.write(
        {
            "employees": ("E01,李雷,人民路店,2020-01-06,,4350.00", "E02,韩梅,中山路店,2020-01-06,2026-10-31,4350.00"),
            "shifts": ("E01,2026-11-10,day",),
            "punches": ("E01,2026-11-10 09:00", "E01,2026-11-10 18:00"),
        }
    )
    _, english = november.refused("explain", "E02", "2026-11")
    assert "E02 is not employed in the period" in english
    november.done("waive", FINE, "--reason", "顾客撤回")
    said = november.done("explain", "E02", "2026-11")
    assert "Waiver · Complaint  30.00" in said
    assert said.splitlines()[-1] == "total 30.00 CNY"


def test_a_closed_month_is_told_as_it_was_posted_whatever_the_files_say_now(audited: Shop) -> None:
    shutil.rmtree(audited.folder / "data")
    before = audited.everything()
    # the complaint of October that was waived, and the second one that came late
    said = audited.done("explain", "E02", "2026-11")
    assert "2026-11 was closed by 王芳" in said
    assert "Waiver · Complaint  30.00" in said
    assert "Correction · Complaint  -60.00" in said
    assert said.splitlines()[-1] == "total -30.00 CNY"
    found = told(audited, "E02", "2026-11")
    assert {line["amount"] for line in found["lines"]} == {"30.00", "-60.00"}
    [note] = found["notes"]
    assert "was closed by 王芳" in note["note_en"]
    # October itself is what it was closed on
    assert audited.done("explain", "E02", "2026-10").splitlines()[-1] == "total 20.00 CNY"
    assert audited.everything() == before


def test_a_withdrawn_complaint_of_a_closed_month_is_given_back_in_the_next(november: Shop) -> None:
    amend(november, WITHDRAWN)
    assert november.done("explain", "E02", "2026-11").splitlines()[-1] == "total 30.00 CNY"


def test_without_a_book_it_says_what_is_lacking_and_makes_none(new: Shop) -> None:
    if "://" in new.db:
        pytest.skip("a server's book is always named")
    said = new.done("explain", "E01", "2026-10")
    assert f"there is no book {new.db}" in said
    [note] = told(new, "E01", "2026-10")["notes"]
    assert f"没有账簿 {new.db}" in note["note_zh"]
    assert not (new.folder / new.db).exists()
    assert not (new.folder / "evidence").exists()


# Decisions that were not read yet


def waived_in_workbook(shop: Shop) -> int:
    """Run October with a workbook, fill in there that the first lateness is waived, and return the row."""
    shop.done("run", "2026-10")
    path = shop.folder / "out" / "2026-10" / "payroll-2026-10.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Decisions"]
    row = next(row for row in sheet.iter_rows() if LATE_1 in {cell.value for cell in row})
    heads = {cell.value: cell.column for line in sheet.iter_rows(max_row=12) for cell in line if cell.value}
    for head, value in (("Decision", "waive"), ("Decided by", "王芳"), ("Decided on", "2026-11-02"), ("Reason", "雨")):
        sheet.cell(row[0].row, heads[head]).value = value
    book.save(path)
    return int(row[0].row)


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "E01", "2026-10"),
        ("page", "2026-10"),
        ("statements", "2026-10", "--format", "html"),
        ("statements", "2026-10", "--format", "html", "--out", "elsewhere"),
    ],
)
def test_decisions_that_no_run_has_read_are_told_of_until_one_has(drafted: Shop, words: tuple[str, ...]) -> None:
    row = waived_in_workbook(drafted)
    place = drafted.folder.joinpath("out", "2026-10", "payroll-2026-10.xlsx").relative_to(drafted.folder)
    assert f"{place} holds decisions that were not read yet (rows {row})" in drafted.done(*words)
    assert f"{place} 中有还没有读入的决定（第 {row} 行）" in drafted.done(*words, lang="zh")
    [note] = json.loads(drafted.done(*words, "--json"))["notes"]
    assert "First run payroll run 2026-10 again" in note["note_en"]
    drafted.done("run", "2026-10")
    assert "not read yet" not in drafted.done(*words)
    assert json.loads(drafted.done(*words, "--json"))["notes"] == []


def test_a_closed_month_does_not_ask_for_a_run(drafted: Shop) -> None:
    drafted.done("run", "2026-10")
    drafted.done("close", "2026-10")
    path = drafted.folder / "out" / "2026-10" / "payroll-2026-10.xlsx"
    book = openpyxl.load_workbook(path)
    book["Decisions"].cell(12, 8).value = "waive"
    book.save(path)
    assert "not read yet" not in drafted.done("explain", "E01", "2026-10")
