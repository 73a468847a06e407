"""What must hold of the check against any law, whatever a month holds (rules, section 22)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.month.law.allow import Allowed, Under, allow
from payroll.month.law.bounds import hand_out
from payroll.month.law.charges import ABSENCE, DISCIPLINE, LOSS
from payroll.month.law.conditions import Dates
from payroll.month.law.verdicts import STATUSES, status_of
from payroll.period import NO_DAY
from payroll.policy.law import shipped_laws
from payroll.policy.law_model import KINDS, Law
from payroll.policy.model import GuardRule
from tests.law_builder import costing, damage, fine, judged_month, rules
from tests.month_builder import ledger, shift, total

PROFILES = shipped_laws().profiles
MONTHS = 10_000
DAYS = 31
FIRST, LAST = 20_727, 20_757
"""October 2026."""


class Months(NamedTuple):
    """Many months of one employee each, as the pure function takes them."""

    charges: pd.DataFrame
    people: pd.DataFrame

    def under(self, under: Under) -> Allowed:
        count = len(self.charges)
        days = np.full(count, NO_DAY, np.int32)
        dates = Dates(np.full(count, LAST, np.int32), days, days)
        return allow(self.charges, self.people, dates, under)


def law_of(profile: str) -> Law:
    law = shipped_laws().in_force(profile, LAST)
    assert law is not None
    return law


def some_rule(chance: Random, profile: str) -> GuardRule:
    return GuardRule(
        profile=profile,
        max_percent=chance.choice([None, Decimal(0), Decimal("12.5"), Decimal(20), Decimal(100)]),
        minimum_wage=chance.choice([None, 0, 269_000, 10**9]),
        by_analogy=chance.random() < 0.5,
    )


def random_months(seed: int, months: int = MONTHS, most: int = 8) -> Months:
    """Return months with up to ``most`` charges each: fines, losses and absences, with and without their records."""
    chance = np.random.default_rng(seed)
    base = chance.integers(1, 3_000_000, months).astype(object)
    employed = chance.integers(1, DAYS + 1, months).astype(object)
    additions = chance.integers(0, 200_000, months).astype(object)
    people = pd.DataFrame(
        {
            "employee": np.arange(months, dtype=np.int32),
            "base_wage": base,
            "days_employed": employed,
            "wage": base * employed,
            "gross": base * employed + additions * DAYS,
        }
    )
    person = np.sort(chance.integers(0, months, months * most // 2)).astype(np.int32)
    count = len(person)
    kind = chance.choice([ABSENCE, LOSS, DISCIPLINE], count).astype(np.int8)
    asked = chance.choice([1, 100, 2_000, 40_000, 700_000], count) * chance.integers(1, 4, count)
    daily = (base[person] * 100 // 2175).astype(np.int64)
    worth = np.minimum(asked, np.maximum(daily // chance.integers(1, 3, count), 0))
    day = chance.integers(FIRST, LAST + 1, count).astype(np.int32)
    recorded = chance.random(count) < 0.7
    return Months(
        pd.DataFrame(
            {
                "line": np.arange(count),
                "person": person,
                "date": day,
                "day": np.where(chance.random(count) < 0.1, day - 100, day).astype(np.int32),
                "rule": pd.array(np.array(["absence", "loss", "incident"])[kind], dtype="str"),
                "event": pd.array([f"E{number:06d}" for number in range(count)], dtype="str"),
                "kind": kind,
                "asked": asked,
                "time": np.where(kind == ABSENCE, worth, 0),
                "whole_day": chance.random(count) < 0.5,
                "carried": (kind == LOSS) & (chance.random(count) < 0.2),
                "loss": np.where(chance.random(count) < 0.5, -1, chance.integers(0, 100_000, count)),
                "notified": np.where(recorded, day, NO_DAY).astype(np.int32),
                "heard": np.where(recorded, day + 5, NO_DAY).astype(np.int32),
                "hearable": chance.random(count) < 0.8,
                "act": np.where(chance.random(count) < 0.3, chance.integers(0, 3, count), -1).astype(np.int32),
                "signed": np.where(recorded, FIRST - 150, NO_DAY).astype(np.int32),
                "contract": chance.integers(0, 3, count).astype(np.int8),
                "proved": recorded,
                "dismissal": np.zeros(count, bool),
                "proposes": np.zeros(count, bool),
                "daily_base": base[person],
            }
        ),
        people,
    )


def sums(months: Months, amounts: np.ndarray, kinds: list[int]) -> np.ndarray:
    of_kind = np.isin(np.where(months.charges["kind"] == ABSENCE, DISCIPLINE, months.charges["kind"]), kinds)
    found = np.zeros(len(months.people), np.int64)
    np.add.at(found, months.charges["person"].to_numpy()[of_kind], amounts[of_kind])
    return found.astype(object)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_caps_of_every_profile_hold_in_ten_thousand_months(profile: str) -> None:
    chance = Random(profile)
    months, rule, law = random_months(chance.randrange(10**6)), some_rule(chance, profile), law_of(profile)
    done = months.under(Under(rule, law, DAYS))
    asked = months.charges["asked"].to_numpy()
    assert (done.time >= 0).all()
    assert (done.rest >= 0).all()
    assert (done.time + done.rest <= asked).all()
    assert (done.time <= months.charges["time"]).all()
    time = np.zeros(len(months.people), np.int64)
    np.add.at(time, months.charges["person"].to_numpy(), done.time)
    wage = [Fraction(int(value), DAYS) - int(off) for value, off in zip(months.people["wage"], time, strict=True)]
    gross = [Fraction(int(value), DAYS) - int(off) for value, off in zip(months.people["gross"], time, strict=True)]
    for limit in law.of("month-percent"):
        if limit.acts(by_analogy=rule.by_analogy):
            taken = sums(months, done.rest, [KINDS.index(kind) for kind in limit.kinds])
            whole = wage if limit.of == "wage" else gross
            assert limit.value is not None
            rate = Fraction(limit.value) / 100
            assert all(amount <= max(0, rate * of) for amount, of in zip(taken.tolist(), whole, strict=True)), (
                limit.code
            )
    taken = sums(months, done.rest, [LOSS, DISCIPLINE])
    if rule.max_percent is not None:
        rate = Fraction(rule.max_percent) / 100
        assert all(amount <= max(0, rate * of) for amount, of in zip(taken.tolist(), wage, strict=True))
    if rule.minimum_wage is not None:
        floors = [Fraction(rule.minimum_wage * int(days), DAYS) for days in months.people["days_employed"]]
        rooms = [max(0, of - floor) for of, floor in zip(wage, floors, strict=True)]
        assert all(amount <= room for amount, room in zip(taken.tolist(), rooms, strict=True))


def test_a_month_in_guangdong_has_no_fine() -> None:
    months = random_months(7)
    done = months.under(Under(GuardRule(profile="CN-guangdong"), law_of("CN-guangdong"), DAYS))
    fines = months.charges["kind"].to_numpy() != LOSS
    assert (done.rest[fines] == 0).all()
    assert (done.time[months.charges["kind"].to_numpy() == ABSENCE] > 0).any()


@pytest.mark.parametrize("profile", PROFILES)
def test_the_order_of_the_charges_changes_nothing(profile: str) -> None:
    months, under = random_months(11, 500), Under(some_rule(Random(profile), profile), law_of(profile), DAYS)
    straight = months.under(under)
    shuffled = months.charges.sample(frac=1, random_state=3)
    done = Months(shuffled.reset_index(drop=True), months.people).under(under)
    back = np.argsort(shuffled.index.to_numpy())
    assert (done.rest[back] == straight.rest).all()
    assert (done.time[back] == straight.time).all()
    assert [done.limits[at].code if at >= 0 else "" for at in done.limit[back]] == [
        straight.limits[at].code if at >= 0 else "" for at in straight.limit
    ]


@pytest.mark.parametrize("profile", PROFILES)
def test_one_more_event_never_leaves_more(profile: str) -> None:
    for seed in range(5):
        chance = Random(f"{profile} {seed}")
        months, under = random_months(seed, 2_000), Under(some_rule(chance, profile), law_of(profile), DAYS)
        charges = months.charges
        # An absence of a cent may lower two bounds by a cent each, so absences cost at least ten.
        charges = charges[(charges["kind"] != ABSENCE) | (charges["time"] >= 10)].reset_index(drop=True)
        one_less = charges[charges.groupby("person").cumcount(ascending=False) > 0].reset_index(drop=True)
        taken = [_taken(Months(each, months.people), under) for each in (one_less, charges)]
        assert (taken[0] <= taken[1]).all()


def _taken(months: Months, under: Under) -> np.ndarray:
    done, taken = months.under(under), np.zeros(len(months.people), np.int64)
    np.add.at(taken, months.charges["person"].to_numpy(), done.time + done.rest)
    return taken


def test_without_a_law_no_line_is_lawful() -> None:
    months = random_months(5, 200)
    done = months.under(Under(GuardRule(max_percent=Decimal(20)), None, DAYS))
    statuses = status_of(months.charges, done, checked=False)
    assert {STATUSES[status] for status in statuses} == {"not-checked"}


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    asked=st.lists(st.tuples(st.integers(0, 500), st.sampled_from([LOSS, DISCIPLINE])), max_size=12),
    amounts=st.lists(st.integers(0, 1500), min_size=3, max_size=3),
)
def test_handing_out_takes_the_most_that_the_bounds_allow(asked: list[tuple[int, int]], amounts: list[int]) -> None:
    kinds = (frozenset({LOSS}), frozenset({DISCIPLINE}), frozenset({LOSS, DISCIPLINE}))
    result = hand_out(
        [amount for amount, _ in asked], [kind for _, kind in asked], list(zip(kinds, amounts, strict=True))
    )
    given_out = {
        kind: sum(got for (got, _), (_, own) in zip(result, asked, strict=True) if own == kind)
        for kind in (LOSS, DISCIPLINE)
    }
    wanted = {kind: sum(amount for amount, own in asked if own == kind) for kind in (LOSS, DISCIPLINE)}
    most = min(min(wanted[LOSS], amounts[0]) + min(wanted[DISCIPLINE], amounts[1]), amounts[2])
    assert sum(given_out.values()) == most
    assert all(0 <= got <= amount for (got, _), (amount, _) in zip(result, asked, strict=True))
    assert all((binding >= 0) == (got < amount) for (got, binding), (amount, _) in zip(result, asked, strict=True))


@settings(derandomize=True, deadline=None, max_examples=20)
@given(
    profile=st.sampled_from(["", *PROFILES]),
    prices=st.tuples(st.integers(1, 300_000), st.integers(1, 300_000)),
    absent=st.integers(0, 3),
)
def test_the_guard_only_adds_relief(profile: str, prices: tuple[int, int], absent: int) -> None:
    currency = "HKD" if profile == "HK" else "CNY"
    guarded = rules(profile, currency=currency, max_percent="20", minimum_wage="2690.00")
    fines, losses = (f"{price // 100}.{price % 100:02d}" for price in prices)
    with_guard, without = (
        judged_month(
            costing(book, fine=fines, damage=losses),
            fine(),
            damage(),
            shifts=[shift("0001", f"2026-10-{day:02d}") for day in range(12, 12 + absent)],
        )
        for book in (guarded, replace(guarded, guard=None))
    )
    lines = ledger(with_guard)
    others = lines[lines["kind"] != "relief"].reset_index(drop=True)
    pd.testing.assert_frame_equal(others, ledger(without))
    assert Decimal(total(without)) <= Decimal(total(with_guard)) <= 0
