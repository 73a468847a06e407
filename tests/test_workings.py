"""Amounts worked out a second time, from the figures alone: by hand, and against every line of random months."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from payroll.month.ledger import in_ledger_order
from payroll.month.month import judge
from payroll.month.workings import workings
from payroll.policy.model import OccurrenceRule
from payroll.working import Working
from tests.month_builder import BARE, a_month, employee, flat, percent, punch, shift, version
from tests.oracle.compared import random_month


@pytest.mark.parametrize(
    ("working", "amount"),
    [
        (Working(method="free"), 0),
        (Working(method="each", base=5_000), -5_000),
        (Working(method="each", base=5_000, sign=1), 5_000),
        # 4567.50 × 1% = 45.675, a half: up; a fen less in the wage and it is below the half
        (Working(method="percent", base=456_750, rate=Decimal(1)), -4_568),
        (Working(method="percent", base=456_749, rate=Decimal(1)), -4_567),
        # 4350 ÷ 21.75 = 200 a day, three days
        (Working(method="daily", base=435_000, rate=Decimal(3)), -60_000),
        # half of the hours of a day: 240 of 480 minutes at three daily wages
        (Working(method="daily", base=435_000, rate=Decimal(3), times=(240, Decimal(480))), -30_000),
        # 200 a day ÷ 8 = 25 an hour; 90 minutes at one and a half times: 25 × 1.5 × 1.5 = 56.25
        (Working(method="hourly", base=435_000, rate=Decimal("1.5"), times=(90, Decimal(60))), -5_625),
        # 10 of 31 days of 6200 are 2000, which is 4200 less than the whole
        (Working(method="part", base=620_000, times=(10, Decimal(31)), sign=1), -420_000),
        # 30 000 at 1%, the next 20 000 at 2%, the last 5000 at 3%: 300 + 400 + 150
        (Working(method="tiers", base=5_500_000, tiers=((0, Decimal(1)), (3_000_000, Decimal(2)),
                                                       (5_000_000, Decimal(3))), sign=1), 85_000),
        # below the first tier nothing
        (Working(method="tiers", base=99, tiers=((100, Decimal(1)),), sign=1), 0),
    ],
)  # fmt: skip
def test_figures_make_the_amount(working: Working, amount: int) -> None:
    assert working.amount == amount


@pytest.mark.parametrize("kind", ["plain", "wages", "law"])
@pytest.mark.parametrize("seed", range(6))
def test_every_line_with_figures_has_the_amount_of_the_ledger(seed: int, kind: str) -> None:
    found = random_month(seed, of_wages=kind == "wages", of_law=kind == "law")
    entries = in_ledger_order(found.judged.entries)
    again = workings(found.month, found.judged, entries)
    assert any(again)
    for (_, line), working in zip(entries.iterrows(), again, strict=True):
        assert working is None or working.amount == line["amount"], line["explanation_en"]
        if working is None:
            assert line["rule"] in {*WITHOUT_FIGURES, *COUNTED}


WITHOUT_FIGURES = ("guard", "absence-limit", "scorecard", "star", "probation-pay")
COUNTED = (
    *("lateness", "early-departure", "absence", "missing-punch"),
    *("daily-report", "handover-record", "meeting"),
)
"""Without figures only where all occurrences count, and some of them may have no line."""


def test_a_late_is_a_percentage_of_the_wage_by_its_number() -> None:
    rules = replace(BARE, lateness=OccurrenceRule(tiers=(percent("1"), percent("5", occurrence=2))))
    rows = [employee("E01", "5000.00")]
    days = ("2026-10-08", "2026-10-09")
    month = a_month(
        policy=rules,
        employees=rows,
        shifts=[shift("E01", day) for day in days],
        punches=[punch("E01", day, "08:42", "17:30") for day in days],
    )
    judged = judge(month)
    first, second = workings(month, judged, in_ledger_order(judged.entries))
    assert first == Working(method="percent", base=500_000, rate=Decimal(1))
    assert second == Working(method="percent", base=500_000, rate=Decimal(5))


def test_where_all_count_and_an_earlier_version_knew_no_rule_the_lines_do_not_tell_how_many() -> None:
    counted = OccurrenceRule(counting="all", tiers=(flat("10"), flat("20", occurrence=2)))
    versions = (version(BARE), version(replace(BARE, lateness=counted), "2026-10-09"))
    days = ("2026-10-08", "2026-10-09")
    month = a_month(
        policy=versions,
        employees=[employee("E01")],
        shifts=[shift("E01", day) for day in days],
        punches=[punch("E01", day, "08:42", "17:30") for day in days],
    )
    judged = judge(month)
    assert judged.entries["amount"].tolist() == [-2_000]  # the second of two, the first of which has no line
    assert workings(month, judged, judged.entries) == [None]
