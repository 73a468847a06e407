"""A month computed in parts is the same month in the book: the same run, the same lines, what it carries included."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from payroll.ledger.book import reading
from payroll.ledger.drafts import draft_of
from tests.book.shop import AUTUMN, HAN, LI, OCTOBER, THIRD, WITHDRAWN, Shop, Tables, complaint, table_of, worked
from tests.clocks.standard_report_book import CHINESE, Person, Report, sheets_of, write

ROOT = Path(__file__).parent.parent.parent
IN_PARTS = ("--engine", "dask", "--workers", "1", "--parts", "2", "--out", "parts")


def run_of(shop: Shop, period: str) -> str:
    with reading(shop.book) as connection:
        draft = draft_of(connection, period)
    assert draft is not None
    return draft.run.manifest.run_id


def test_its_draft_is_the_very_run_of_one_process_and_closing_posts_it(drafted: Shop) -> None:
    of_one = run_of(drafted, "2026-10")
    drafted.done("run", "2026-10", *IN_PARTS)
    assert run_of(drafted, "2026-10") == of_one
    drafted.done("close", "2026-10")
    assert len(drafted.lines()) == 5
    drafted.done("ledger", "verify")
    assert "5 lines the same in every field" in drafted.done("ledger", "replay", "2026-10")


def test_it_carries_the_corrections_and_waivers_of_closed_months(closed: Shop) -> None:
    closed.done("waive", "2026-10/E02/complaint/C1", "--reason", "顾客撤回")
    closed.done("run", "2026-11", "--no-workbook")
    of_one = run_of(closed, "2026-11")
    said = closed.done("run", "2026-11", *IN_PARTS)
    assert run_of(closed, "2026-11") == of_one
    assert "1 line of corrections and waivers, about 2026-10" in said


HIRED = "E03,李明,人民路店,2020-01-06,,4350.00"
LATE_TABLES: dict[str, Tables] = {
    "a complaint": {"complaints": (*AUTUMN["complaints"], complaint("C2", "E01", "2026-10-30"))},
    "a complaint that is withdrawn": WITHDRAWN,
    "a shift and its punches": THIRD,
    "another departure": {"punches": (*AUTUMN["punches"], "E01,2026-10-12 18:30")},
    "another base wage": {"employees": (LI.replace("4350.00", "4400.00"), HAN)},
    "somebody who was not known then": {
        "employees": (LI, HAN, HIRED),
        "punches": (*AUTUMN["punches"], *worked("E03", "2026-10-12")),
        "shifts": (*AUTUMN["shifts"], "E03,2026-10-12,day"),
    },
    "many punches": {"punches": (*AUTUMN["punches"], *(f"E0{at % 2 + 1},2026-10-12 12:{at:02d}" for at in range(9)))},
}


@pytest.mark.parametrize("late", LATE_TABLES.values(), ids=LATE_TABLES)
def test_it_warns_of_late_evidence_as_one_process_does(closed: Shop, late: Tables) -> None:
    of_one = late_of_one(closed, "2026-11", {**AUTUMN, **late})
    assert of_one
    assert late_in_parts(closed, "2026-11") == of_one


def test_files_that_only_grew_by_the_new_month_are_no_late_evidence(closed: Shop) -> None:
    more = {
        **AUTUMN,
        "punches": (*AUTUMN["punches"], *worked("E01", "2026-11-11")),
        "shifts": (*AUTUMN["shifts"], "E01,2026-11-11,day"),
    }
    assert late_of_one(closed, "2026-11", more) == []
    assert late_in_parts(closed, "2026-11") == []


def test_rows_of_a_closed_month_may_lie_in_other_files_than_then(new: Shop) -> None:
    """What is in any of the files of then was known, also twice, or in one of another name."""
    first, *others = AUTUMN["punches"]
    new.write({**AUTUMN, "punches": tuple(others)})
    more = new.folder / "data" / "punches-2.csv"
    more.write_text(f"employee_id,time\n{first}\n", encoding="utf-8")
    new.done("run", "2026-10", "--no-workbook")
    new.done("close", "2026-10")
    assert len(new.lines()) == len(OCTOBER)
    more.unlink()
    assert late_of_one(new, "2026-11", AUTUMN) == []
    assert late_in_parts(new, "2026-11") == []


def test_the_rota_of_a_clock_that_did_not_count_then_was_not_known(new: Shop) -> None:
    """Li's clock had a shift for him on the 14th, but he has a rota of his own, so he did not work by that."""
    people = (Person("E01", "李雷", "", {14: 1}),)
    report = Report(CHINESE, date(2026, 10, 12), date(2026, 10, 14), people)
    write(new.folder / "data" / "report.xlsx", sheets_of(report))
    new.done("run", "2026-10", "--no-workbook")
    new.done("close", "2026-10")
    (new.folder / "data" / "report.xlsx").unlink()
    found = late_of_one(new, "2026-11", {**AUTUMN, "shifts": (*AUTUMN["shifts"], "E01,2026-10-14,1")})
    assert [row["file"] for row in found] == ["shifts.csv"]
    assert late_in_parts(new, "2026-11") == found


def test_punches_of_a_clock_that_was_corrected_are_compared_as_they_were_corrected(new: Shop) -> None:
    correction = "device,from,to,minutes,note\npunches.csv,2026-10-12 00:00,2026-10-12 12:00,-5,走快了\n"
    (new.folder / "data" / "clock_corrections.csv").write_text(correction, encoding="utf-8")
    new.done("run", "2026-10", "--no-workbook")
    new.done("close", "2026-10")
    more = {**AUTUMN, "complaints": ()}  # other files than then, so that they are compared
    assert [row["file"] for row in late_of_one(new, "2026-11", more)] == ["punches.csv"]  # without the correction
    assert [row["file"] for row in late_in_parts(new, "2026-11")] == ["punches.csv"]
    (new.folder / "data" / "clock_corrections.csv").write_text(correction, encoding="utf-8")
    new.run("2026-11")
    assert late_evidence(new.folder / "out" / "2026-11" / "problems.csv") == late_in_parts(new, "2026-11") == []


def late_of_one(shop: Shop, period: str, tables: Tables) -> list[dict[str, str]]:
    shop.run(period, tables)
    return late_evidence(shop.folder / "out" / period / "problems.csv")


def late_in_parts(shop: Shop, period: str) -> list[dict[str, str]]:
    shop.done("run", period, *IN_PARTS)
    return late_evidence(shop.folder / "parts" / "problems.csv")


def late_evidence(problems: Path) -> list[dict[str, str]]:
    return [row for row in table_of(problems) if row["code"] == "LATE-EVIDENCE"]


def test_a_closed_month_is_refused_and_a_month_in_error_leaves_the_book_with_open_errors(closed: Shop) -> None:
    closed.refused("run", "2026-10", *IN_PARTS)
    closed.done("run", "2026-11", *IN_PARTS)
    closed.write({"complaints": ("complaint_id,employee_id",)})
    said = closed.say("run", "2026-11", *IN_PARTS)
    assert said.code == 2
    assert "problems.csv in parts" in said.text
    assert not (closed.folder / "parts" / ".unfinished").exists()
    _, refused = closed.refused("close", "2026-11")
    assert "open error" in refused


def test_its_answer_has_the_fields_that_are_documented(drafted: Shop) -> None:
    said = json.loads(drafted.done("run", "2026-10", *IN_PARTS, "--json"))
    section = (ROOT / "docs" / "json.md").read_text(encoding="utf-8").split("\n## `run`\n")[1].split("\n## ")[0]
    of_one = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    besides = re.findall(r"^- `(\w+)`: ", section, re.MULTILINE)
    assert of_one[-2:] == ["statements_removed", "not_marked"]
    assert set(said) >= {*of_one[:-2], *besides}
    assert not set(said) & set(of_one[-2:])
    assert said["parts"] == 2
    assert [stage["stage"] for stage in said["stages"]] == ["find", "read", "ground", "judge", "clocks", "add up"]
