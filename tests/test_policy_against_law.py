"""What a policy charges against the law of its profile, with the numbers. The example's base wage is 5000.00.

1 % of it is 50.00, 5 % is 250.00, half a daily wage 5000 / 21.75 / 2 = 114.94.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from payroll.language import Text
from payroll.policy.model import (
    ComplaintRule,
    ComplaintStep,
    GuardRule,
    IncidentRule,
    OccurrenceRule,
    Price,
    ProbationRule,
    Rules,
)
from payroll.policy.soundness.all import warnings
from tests.month_builder import BARE, cents, daily, percent, version


def under(profile: str, rules: Rules = BARE, *, by_analogy: bool = False) -> Mapping[str, list[str]]:
    """Return the conflicts with a profile: key -> messages."""
    guard = GuardRule(profile=profile, by_analogy=by_analogy)
    found: dict[str, list[str]] = {}
    for problem in warnings(version(replace(rules, guard=guard), "2026-01-01")):
        if problem.code == "POLICY-AGAINST-LAW":
            assert problem.message("zh")
            found.setdefault(problem.column, []).append(problem.message("en"))
    return found


def late(*rates: str) -> Rules:
    """Return a policy of which the n-th lateness costs the n-th percentage."""
    return replace(
        BARE,
        lateness=OccurrenceRule(tiers=tuple(percent(rate, occurrence=number) for number, rate in enumerate(rates, 1))),
    )


def test_one_per_cent_is_within_half_a_day_of_japan_and_five_are_over_it() -> None:
    assert not [text for text in under("JP", late("1")).get("lateness", []) if "114.94" in text]
    (text,) = [text for text in under("JP", late("5"))["lateness"] if "114.94" in text]
    assert text.startswith("a lateness costs 250.00, of which 114.94 may stand")


@pytest.mark.parametrize(
    ("profile", "rate", "over", "total", "cap"),
    [
        ("JP", "5", "third", "750.00", "500.00"),
        ("IN", "5", "first", "250.00", "150.00"),
        ("IN", "1", "fourth", "200.00", "150.00"),
        ("CN-shenzhen", "5", "seventh", "1750.00", "1500.00"),
    ],
)
def test_the_number_at_which_a_month_goes_over_its_cap(
    profile: str, rate: str, over: str, total: str, cap: str
) -> None:
    told = f"with the {over} lateness of a month they come to {total}, of which {cap} "
    assert [text for text in under(profile, late(rate))["lateness"] if text.startswith(told)]


def test_the_fifth_goes_over_twenty_per_cent_where_the_analogy_counts() -> None:
    assert "lateness" not in under("CN", late("5"))
    (text,) = under("CN", late("5"), by_analogy=True)["lateness"]
    assert text.startswith("with the fifth lateness of a month they come to 1250.00, of which 1000.00 (20%) may stand")


@pytest.mark.parametrize("profile", ["CN-guangdong", "US-exempt"])
def test_where_fines_are_forbidden_any_price_is_refused(profile: str) -> None:
    (text,) = under(profile, late("1"))["lateness"]
    assert text.startswith("a lateness costs 50.00, which is refused")
    assert "lateness" not in under(profile, late("0"))


def test_each_rule_that_costs_something_is_told() -> None:
    call = IncidentRule(title=Text("电话", "call"), price=Price(amount=cents("10")))
    rules = replace(
        BARE,
        complaints=ComplaintRule(steps=(ComplaintStep(cents("30")), ComplaintStep(cents("60")))),
        incidents={"call": call, "talk": replace(call, price=Price())},
    )
    assert set(under("CN-guangdong", rules)) == {"complaints", "incidents.call"}
    assert "60.00" in under("CN-guangdong", rules)["complaints"][0]


def test_of_an_absence_only_what_is_above_a_daily_wage_is_a_fine() -> None:
    one, more = (replace(BARE, absence=OccurrenceRule(tiers=(daily(days),))) for days in ("1", "1.5"))
    assert under("CN-guangdong", one) == {}
    (text,) = under("CN-guangdong", more)["absence"]
    assert text.startswith("what an absence takes above a daily wage costs 114.94, which is refused")  # 344.83 - 229.89


@pytest.mark.parametrize(("months", "contract"), [(1, 3), (2, 12), (3, 36), (6, 36)])
def test_probation_needs_a_contract_that_is_long_enough(months: int, contract: int) -> None:
    (text,) = under("CN", replace(BARE, probation=ProbationRule(months=months)))["probation.months"]
    assert f"needs a contract of {contract} months or more" in text


def test_probation_of_seven_months_is_too_long_for_any_contract() -> None:
    (text,) = under("CN", replace(BARE, probation=ProbationRule(months=7)))["probation.months"]
    assert "longer than the 6 months" in text


def test_it_is_not_said_that_the_guard_corrects_probation() -> None:
    (problem,) = [
        each
        for each in warnings(
            version(replace(BARE, probation=ProbationRule(months=7), guard=GuardRule(profile="CN")), "2026-01-01")
        )
        if each.code == "POLICY-AGAINST-LAW"
    ]
    assert "corrects neither the length nor the pay of probation" in problem.fix("en")


def test_probation_pay_below_eighty_per_cent() -> None:
    enough, less = (
        replace(BARE, probation=ProbationRule(months=1, wage_percent=Decimal(share))) for share in ("80", "79.9")
    )
    assert "probation.wage_percent" not in under("CN", enough)
    assert "at least 80% is due" in under("CN", less)["probation.wage_percent"][0]


def test_without_a_profile_nothing_is_said() -> None:
    assert under("", late("5")) == {}
