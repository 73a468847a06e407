"""The scorecard of the service desk, as its document prints it, and rows of samples graded by it."""

from __future__ import annotations

from collections.abc import Iterable

from tests.month_frames import Row

CARD = """
[scorecard]
clause = "8.1"
total = 100
[scorecard.item]
wording      = { good = 5, fair = 3 }
first-answer = { good = 5 }
recording    = { good = 5, fair = 3 }
standards    = { good = 5, fair = 3 }
expression   = { good = 5, fair = 3 }
attention    = { good = 5, fair = 3 }
answers      = { good = 15, fair = 12 }
handling     = { good = 15, fair = 12 }
calming      = { good = 15, fair = 12 }
initiative   = { good = 15, fair = 12 }
[scorecard.fatal.taboo]
title  = { zh = "服务禁语", en = "Service taboo" }
amount = 20
[scorecard.fatal.wrong-answer]
action = "written-warning"
"""
"""The document says 100; its items add up to 90."""
ITEMS = (
    *("wording", "first-answer", "recording", "standards", "expression", "attention"),
    *("answers", "handling", "calming", "initiative"),
)


def sample(
    sample_id: str, date: str = "2026-10-12", employee_id: str = "0001", *, fatal: Iterable[str] = (), **grades: str
) -> list[Row]:
    """Return the rows of a sample that is good but for ``grades`` (``first_answer="poor"``; "" for no row)."""
    given = {item: grades.pop(item.replace("-", "_"), "good") for item in ITEMS}
    assert not grades, "no such item"
    rows = {item: grade for item, grade in given.items() if grade} | dict.fromkeys(fatal, "fatal")
    return [score(sample_id, item, grade, date, employee_id) for item, grade in rows.items()]


def score(sample_id: str, item: str, grade: str, date: str = "2026-10-12", employee_id: str = "0001") -> Row:
    """Return one row of ``scores``."""
    return {"sample_id": sample_id, "employee_id": employee_id, "date": date, "item": item, "grade": grade}
