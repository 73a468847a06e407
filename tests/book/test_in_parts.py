"""A month computed in parts is the same month in the book: the same run, the same lines, what it carries included."""

import json
import re
from pathlib import Path

from payroll.ledger.book import reading
from payroll.ledger.drafts import draft_of
from tests.book.shop import Shop

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
    assert "not compared with the closed months" in said


def test_a_closed_month_is_refused_and_a_month_in_error_leaves_the_book_with_open_errors(closed: Shop) -> None:
    closed.refused("run", "2026-10", *IN_PARTS)
    closed.done("run", "2026-11", *IN_PARTS)
    closed.write({"complaints": ("complaint_id,employee_id",)})
    said = closed.say("run", "2026-11", *IN_PARTS)
    assert said.code == 2
    assert "problems.csv in parts" in said.text
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
