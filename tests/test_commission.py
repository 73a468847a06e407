"""Commission on the sales of the period (rules, section 17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.month.context import Month, records
from payroll.policy.model import Counting, PolicyVersion, Rules
from payroll.policy.reward_rules import CommissionRule, CommissionTier
from tests.month_builder import BARE, Line, a_month, amounts, cents, employee, ledger, lines, version
from tests.month_frames import Row
from tests.test_policy_load import POLICY, problems_of, rules_of

LAST = "2026-10-31"


def tier(start: str, percent: str) -> CommissionTier:
    return CommissionTier(cents(start), Decimal(percent))


TIERS = (tier("0", "1"), tier("50000", "2"), tier("80000", "5"))
"""1 % of what lies below 50,000, 2 % up to 80,000, 5 % above."""
FROM_A_THOUSAND = (tier("1000", "1"),)


def under(counting: Counting = "marginal", tiers: tuple[CommissionTier, ...] = TIERS) -> Rules:
    return replace(BARE, commission=CommissionRule(clause="6.2", counting=counting, tiers=tiers))


def sale(amount: str, date: str = "2026-10-12", *, employee_id: str = "0001") -> Row:
    return {"employee_id": employee_id, "date": date, "amount": amount}


def month_of(policy: Rules | Sequence[PolicyVersion], *sales: Row, left: str = "") -> Month:
    rows = [{"sale_id": f"X{number:02d}"} | row for number, row in enumerate(sales, 1)]
    people = [employee("0001", left=left), employee("0002")]
    return a_month(policy=policy, employees=people, records={"sales": rows})


def told(month: Month) -> tuple[str, str]:
    (row,) = records(ledger(month))
    return row["explanation_zh"], row["explanation_en"]


@pytest.mark.parametrize(
    ("sold", "marginal", "whole"),
    [
        ("0.00", "0.00", "0.00"),
        ("49999.00", "499.99", "499.99"),
        ("50000.00", "500.00", "1000.00"),  # the second tier is reached by exactly its amount
        ("60000.00", "700.00", "1200.00"),  # 500 + 10,000 × 2 %
        ("79999.00", "1099.98", "1599.98"),
        ("80000.00", "1100.00", "4000.00"),  # 500 + 30,000 × 2 %
        ("100000.00", "2100.00", "5000.00"),  # 500 + 600 + 20,000 × 5 %
    ],
)
def test_parts_or_the_whole_are_taken_at_the_percentage_of_their_tier(sold: str, marginal: str, whole: str) -> None:
    assert lines(month_of(under("marginal"), sale(sold))) == [Line("0001", LAST, "commission", 0, marginal, "")]
    assert lines(month_of(under("all"), sale(sold))) == [Line("0001", LAST, "commission", 0, whole, "")]


@pytest.mark.parametrize(
    ("sold", "marginal", "whole"),
    [("999.99", "0.00", "0.00"), ("1000.00", "0.00", "10.00"), ("1500.00", "5.00", "15.00")],
)
def test_below_the_first_tier_there_is_no_commission(sold: str, marginal: str, whole: str) -> None:
    assert amounts(month_of(under("marginal", FROM_A_THOUSAND), sale(sold))) == [marginal]
    assert amounts(month_of(under("all", FROM_A_THOUSAND), sale(sold))) == [whole]


def test_without_sales_there_is_no_line() -> None:
    assert lines(month_of(under())) == []
    assert lines(month_of(under(), sale("100", employee_id="0002"))) == [
        Line("0002", LAST, "commission", 0, "1.00", "")
    ]


def test_the_sum_is_rounded_once_and_halves_go_up() -> None:
    """1 % of 0.25 + 0.25 is half a cent; rounded one by one it would be nothing."""
    assert amounts(month_of(under(), sale("0.25"), sale("0.25"))) == ["0.01"]
    assert amounts(month_of(under(), sale("0.25"), sale("0.24"))) == ["0.00"]


def test_sales_of_other_periods_do_not_count() -> None:
    sales = [sale("100", day) for day in ("2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01")]
    assert amounts(month_of(under(), *sales)) == ["2.00"]


def test_the_line_tells_the_parts_and_names_every_sale() -> None:
    month = month_of(under(), sale("45000"), sale("9", "2026-09-01"), sale("15000.33"))
    zh, en = told(month)
    assert zh == ("2026-10 销售 2 笔，合计 60000.33，提成 50000.00 × 1% + 10000.33 × 2% ≈ 700.01（条款 6.2）")
    assert en == ("2026-10 sales: 2, 60000.33 in all; commission 50000.00 × 1% + 10000.33 × 2% ≈ 700.01 (clause 6.2)")
    assert ledger(month)["evidence"].tolist() == ["sales.csv:2; sales.csv:4"]
    assert "；" not in told(month_of(under("all"), sale("50000")))[0]
    assert "commission 50000.00 × 2% = 1000.00" in told(month_of(under("all"), sale("50000")))[1]
    assert "below the first tier, no commission" in told(month_of(under(tiers=FROM_A_THOUSAND), sale("1")))[1]


def test_all_sales_of_the_period_go_by_the_version_of_the_last_day_employed() -> None:
    versions = [version(under()), version(under(tiers=(tier("0", "10"),)), "2026-10-20")]
    sales = [sale("100", "2026-10-12"), sale("100", "2026-10-19")]
    assert lines(month_of(versions, *sales)) == [Line("0001", LAST, "commission", 0, "20.00", "")]
    earlier = month_of(versions, *sales, left="2026-10-19")
    assert lines(earlier) == [Line("0001", "2026-10-19", "commission", 0, "2.00", "")]
    assert lines(month_of([version(under()), version(BARE, "2026-10-20")], *sales)) == []


# The policy file


def test_a_file_with_every_key_gives_every_tier_in_order(tmp_path: Path) -> None:
    text = """
[commission]
clause = "6.2"
counting = "all"
[[commission.tier]]
from_amount = 50000
percent = "2.5"
[[commission.tier]]
percent = 1
"""
    assert rules_of(tmp_path, text).commission == CommissionRule(
        clause="6.2", counting="all", tiers=(tier("0", "1"), tier("50000", "2.5"))
    )


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("[commission]\n", "POLICY-KEY-MISSING", "commission.tier"),
        ("[commission]\ntier = []\n", "POLICY-VALUE", "commission.tier"),
        ("[[commission.tier]]\nfrom_amount = 1\n", "POLICY-KEY-MISSING", "commission.tier[1].percent"),
        ("[[commission.tier]]\npercent = 101\n", "POLICY-VALUE", "commission.tier[1].percent"),
        (
            "[[commission.tier]]\npercent = 1\n[[commission.tier]]\nfrom_amount = 0\npercent = 2\n",
            "POLICY-CONTRADICTION",
            "commission.tier[2].from_amount",
        ),
    ],
)
def test_tiers_that_cannot_be_are_refused(tmp_path: Path, text: str, code: str, column: str) -> None:
    (problem,) = problems_of(tmp_path, POLICY + text)
    assert (problem.code, problem.column) == (code, column)


# What holds for all sales


CENTS = st.integers(0, 12_000_000)


def by_decimals(total: int, tiers: Sequence[CommissionTier]) -> int:
    """Return the marginal commission on a total, worked out cent by cent of each tier with decimals."""
    ends = [*(each.from_amount for each in tiers[1:]), total]
    exact = sum(
        (
            max(min(end, total) - each.from_amount, 0) * each.percent / 100
            for each, end in zip(tiers, ends, strict=True)
        ),
        Decimal(0),
    )
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@settings(derandomize=True, deadline=None, max_examples=15)
@given(
    sold=st.lists(CENTS, min_size=1, max_size=5),
    starts=st.lists(CENTS, min_size=1, max_size=4, unique=True).map(sorted),
    percents=st.lists(st.decimals(0, 100, places=2), min_size=4, max_size=4),
    chance=st.randoms(use_true_random=False),
)
def test_the_commission_is_that_of_decimals_and_the_order_of_sales_changes_nothing(
    sold: list[int], starts: list[int], percents: list[Decimal], chance: Random
) -> None:
    tiers = tuple(CommissionTier(start, rate) for start, rate in zip(starts, percents, strict=False))
    rows = [
        {"#": str(number), "sale_id": f"X{number}"} | sale(f"{cent // 100}.{cent % 100:02d}")
        for number, cent in enumerate(sold, 2)
    ]

    def judged(sales: list[Row]) -> Month:
        return a_month(policy=under(tiers=tiers), employees=[employee("0001")], records={"sales": sales})

    month = judged(rows)
    assert ledger(month)["amount"].tolist() == [by_decimals(sum(sold), tiers)]
    assert ledger(judged(chance.sample(rows, len(rows)))).to_dict() == ledger(month).to_dict()
