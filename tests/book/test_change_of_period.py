"""The book of record across a change of the pay period: what is closed before it, in it and after it."""

from pathlib import Path

import pytest

from payroll.bookkeeping.replaying import replay
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.verify import verify
from tests.book.shop import AUTUMN, POLICY, Shop, Tables, complaint, fen, opened_shop, worked

CHANGED = (
    POLICY.replace(
        'source = "made for these tests"',
        'source = "made for these tests"\nperiod_start_day = 26\nprevious_start_day = 1',
    )
    + """
[part_month]
method = "calendar-days"
"""
)
"""From 1 November on pay periods start on the 26th: November is the transition month, 1 to 25 November."""

WINTER: Tables = {
    **AUTUMN,
    "shifts": (*AUTUMN["shifts"], "E01,2026-11-25,day", "E01,2026-11-26,day"),
    "punches": (
        *AUTUMN["punches"],
        *worked("E01", "2026-11-25", "09:05"),
        *worked("E01", "2026-11-26", "09:05"),
    ),
}
"""李雷 is late on 10, 25 and 26 November, 43.50 each: the first two lie in the transition month."""


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return opened_shop(tmp_path)


def total(shop: Shop, period: str) -> dict[str, int]:
    return {row["employee_id"]: fen(row["total"]) for row in shop.written(period, "adjustments")}


def test_months_are_closed_amended_and_replayed_across_the_change(shop: Shop) -> None:
    shop.run("2026-10", WINTER)
    shop.done("close", "2026-10")
    (shop.folder / "policies" / "shop" / "2026-11-01.toml").write_text(CHANGED, encoding="utf-8")
    shop.run("2026-11")
    # 4350.00 × 25/31 = 3508.06, so 841.94 less; 李雷 is late twice.
    assert total(shop, "2026-11") == {"E01": -84194 - 2 * 4350, "E02": -84194}
    shop.done("close", "2026-11")
    said = shop.run("2026-12", {**WINTER, "complaints": (*WINTER["complaints"], complaint("C2", "E02", "2026-11-25"))})
    assert "LATE-EVIDENCE" in said
    assert "2026-11" in said
    assert total(shop, "2026-12") == {"E01": -4350, "E02": 0}
    late = {"complaints": (*WINTER["complaints"], complaint("C2", "E02", "2026-11-25"))}
    shop.write(late, "late")
    shop.done("amend", "2026-11", "--data", "late", "--reason", "迟交的投诉")
    said = shop.run("2026-12")
    assert "LATE-EVIDENCE" not in said
    assert total(shop, "2026-12") == {"E01": -4350, "E02": -6000}
    shop.done("close", "2026-12")
    store = EvidenceStore(str(shop.folder / "evidence"))
    assert verify(shop.book, store) == []
    for period in ("2026-10", "2026-11", "2026-12"):
        assert replay(shop.book, store, period).differences == ()


def test_a_complaint_after_the_transition_month_is_no_late_evidence_of_it(shop: Shop) -> None:
    (shop.folder / "policies" / "shop" / "2026-11-01.toml").write_text(CHANGED, encoding="utf-8")
    shop.run("2026-11", WINTER)
    shop.done("close", "2026-11")
    later = {**WINTER, "complaints": (*WINTER["complaints"], complaint("C2", "E02", "2026-11-26"))}
    assert "LATE-EVIDENCE" not in shop.run("2026-12", later)


def test_a_planned_swap_is_checked_in_the_period_of_its_day(shop: Shop) -> None:
    (shop.folder / "policies" / "shop" / "2026-11-01.toml").write_text(CHANGED, encoding="utf-8")
    shifts = (*WINTER["shifts"], "E02,2026-11-24,day", "E02,2026-11-26,day")
    shop.write({**WINTER, "shifts": shifts, "swaps": ()})
    exchange = ("swaps", "check", "E01", "E02", "2026-11-25", "--at", "2026-11-01 09:00", "--back")
    assert "allowed" in shop.done(*exchange, "2026-11-24")
    across = shop.say(*exchange, "2026-11-26")
    assert across.code == 1
    assert "two pay periods" in across.text
