"""One more breach never raises anybody's pay, under policies whose prices rise; and the guard only gives back."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import NamedTuple, TypeVar

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from payroll.money import plain
from payroll.month.context import Month
from payroll.month.ledger import adjustments
from payroll.month.month import Judged, judge
from payroll.period import day_number
from payroll.policy.model import OccurrenceRule, Policies, Price, Rules
from payroll.policy.quality_rules import ScorecardRule, StarsRule
from tests.month_builder import attendance_of
from tests.month_frames import Row, ledger_lines, month_from_rows
from tests.oracle.compared import Random30, doubts, random_month

SEEDS = (5, 100, 103, 110)
"""Random months; widen them, and the examples, for a longer run."""

a_few = settings(
    derandomize=True, deadline=None, max_examples=3, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
Counted = TypeVar("Counted", bound=OccurrenceRule)


class Rising(NamedTuple):
    """A random month whose prices rise with each event, and what it comes to."""

    random: Random30
    policies: Policies
    judged: Judged
    totals: Mapping[str, int]


@cache
def rising(seed: int) -> Rising:
    random = random_month(seed)
    versions = tuple(replace(version, rules=with_rising_prices(version.rules)) for version in random.policies.versions)
    policies = replace(random.policies, versions=versions)
    month = month_of(random, policies, random.rows)
    judged = judge(month)
    return Rising(random, policies, judged, totals(month, judged))


def month_of(random: Random30, policies: Policies, rows: dict[str, list[Row]]) -> Month:
    return month_from_rows(random.period, policies, rows, *doubts(random.aside))


def totals(month: Month, judged: Judged) -> dict[str, int]:
    table = adjustments(month, judged.entries, judged.swaps)
    return dict(zip(table["employee_id"], table["total"].tolist(), strict=True))


# Prices that rise: the dearer of two offences never costs less, and the better of two scores never more.


def with_rising_prices(rules: Rules) -> Rules:
    steps = rules.complaints and tuple(
        replace(step, amount=1000 * number) for number, step in enumerate(rules.complaints.steps)
    )
    return replace(
        rules,
        lateness=by_tiers(rules.lateness),
        early_departure=by_tiers(rules.early_departure),
        absence=by_tiers(rules.absence),
        missing_punch=by_tiers(rules.missing_punch),
        daily_report=by_tiers(rules.daily_report),
        handover_record=by_tiers(rules.handover_record),
        meetings=by_tiers(rules.meetings),
        complaints=replace(rules.complaints, steps=steps) if rules.complaints and steps else rules.complaints,
        scorecard=by_levels(rules.scorecard),
        stars=by_bands(rules.stars),
    )


def by_tiers(rule: Counted | None) -> Counted | None:
    if rule is None:
        return None
    tiers = (replace(tier, price=Price(amount=500 * number)) for number, tier in enumerate(rule.tiers, start=1))
    return replace(rule, tiers=tuple(tiers))


def by_levels(rule: ScorecardRule | None) -> ScorecardRule | None:
    if rule is None:
        return None
    prices = [Price(amount=1000 * (len(rule.levels) - number)) for number in range(len(rule.levels))]
    levels = [replace(level, price=price) for level, price in zip(rule.levels, prices, strict=True)]
    if levels:
        levels[0] = replace(levels[0], from_percent=Decimal(0))
    return replace(rule, levels=tuple(levels))


def by_bands(rule: StarsRule | None) -> StarsRule | None:
    if rule is None:
        return None
    bands = tuple(replace(band, bonus=1000 * number) for number, band in enumerate(rule.bands))
    return replace(rule, bands=(replace(bands[0], from_percent=Decimal(0)), *bands[1:]))


# One more event: each returns the changed tables, or nothing where the month has no place for it

Changed = dict[str, list[Row]] | None


def late_punch(month: Rising, chance: Random) -> Changed:
    """Move the only punch before a shift to three quarters of an hour after its start."""
    punches = month.random.rows["punches"]
    hour = timedelta(hours=1)
    places: list[tuple[Row, datetime]] = []
    base = month_of(month.random, month.policies, month.random.rows)
    for attended in attendance_of(base, month.judged):
        start, end = datetime.fromisoformat(attended.start), datetime.fromisoformat(attended.end)
        if attended.verdict != "ok" or not attended.arrival or end - start < 4 * hour:
            continue
        arrival, departure = datetime.fromisoformat(attended.arrival), attended.departure
        if not departure or datetime.fromisoformat(departure) < start + 3 * hour or arrival > start:
            continue
        own = [row for row in punches if row["employee_id"] == attended.employee and "+" not in row["time"]]
        near = [row for row in own if arrival <= datetime.fromisoformat(row["time"]) <= start + hour]
        if len(near) == 1:
            places.append((near[0], start + timedelta(minutes=45)))
    if not places:
        return None
    moved, time = chance.choice(places)
    return {"punches": [row | {"time": time.isoformat(sep=" ")} if row is moved else row for row in punches]}


def without(table: str, rule: str) -> Callable[[Rising, Random], Changed]:
    """Take away what somebody recorded of a day on which the rule asks for it."""

    def change(month: Rising, chance: Random) -> Changed:
        rows = month.random.rows.get(table, [])
        for row in chance.sample(rows, min(len(rows), 50)):
            day = date.fromisoformat(row["date"])
            if in_period(month, day) and getattr(rules_of(month, row["employee_id"], day), rule):
                of_day = (row["employee_id"], row["date"])
                return {table: [other for other in rows if (other["employee_id"], other["date"]) != of_day]}
        return None

    return change


def incident(month: Rising, chance: Random) -> Changed:
    who, day = somebody(month, chance)
    codes = sorted(rules_of(month, who, day).incidents)
    if not codes:
        return None
    row = {"incident_id": "ZZ", "employee_id": who, "date": day.isoformat(), "code": chance.choice(codes)}
    return with_row(month, "incidents", row | {"proof": "recording", "minutes": "90"})


def complaint(month: Rising, chance: Random) -> Changed:
    who, day = somebody(month, chance)
    rule = rules_of(month, who, day).complaints
    if rule is None:
        return None
    row = {
        "complaint_id": chance.choice(("A0", "ZZ")),
        "employee_id": who,
        "received_at": f"{day.isoformat()} {chance.choice(('00:00', '12:00'))}",
        "source": min(rule.sources),
        "category": min(rule.categories),
        "severity": chance.choice(sorted(rule.severity) or [""]),
        "status": "upheld",
    }
    return with_row(month, "complaints", row)


def fatal_grade(month: Rising, chance: Random) -> Changed:
    rows = month.random.rows.get("scores", [])
    places: list[Row] = []
    for row in rows:
        day = date.fromisoformat(row["date"])
        card = rules_of(month, row["employee_id"], day).scorecard if in_period(month, day) else None
        there = {other["item"] for other in rows if other["sample_id"] == row["sample_id"]}
        places += [row | {"item": code, "grade": "fatal"} for code in (card.fatal if card else ()) if code not in there]
    return with_row(month, "scores", chance.choice(places)) if places else None


def missed_meeting(month: Rising, chance: Random) -> Changed:
    if "meetings" not in month.random.rows:
        return None
    who, day = somebody(month, chance)
    rows = month.random.rows["meetings"]
    if rows and chance.random() < 0.7:
        missed = chance.choice(rows)
        return {"meetings": [row | {"status": "missed"} if row is missed else row for row in rows]}
    others = [row for row in rows if (row["employee_id"], row["date"]) != (who, day.isoformat())]
    return {"meetings": [*others, {"employee_id": who, "date": day.isoformat(), "status": "missed", "#": "999999"}]}


def slow_conversation(month: Rising, chance: Random) -> Changed:
    who, day = somebody(month, chance)
    row = {"conversation_id": "ZZ", "employee_id": who, "time": f"{day.isoformat()} 12:00"}
    slow = {"first_response_seconds": "9999", "slowest_response_seconds": "9999", "characters_per_minute": "0"}
    return with_row(month, "chats", row | slow)


def with_row(month: Rising, table: str, row: Row) -> Changed:
    return {table: [*month.random.rows.get(table, []), row | {"#": "999999"}]}


def in_period(month: Rising, day: date) -> bool:
    period = month.random.month.period
    return period.first <= day_number(day) <= period.last


def somebody(month: Rising, chance: Random) -> tuple[str, date]:
    """Return somebody who is employed on a day of the period, and that day."""
    period, people = month.random.month.period, month.random.rows["employees"]
    while True:
        person, day = chance.choice(people), date.fromordinal(date(1970, 1, 1).toordinal() + period.first)
        day += timedelta(days=chance.randrange(period.last - period.first + 1))
        if person["hire_date"] <= day.isoformat() <= (person["termination_date"] or "9999"):
            return person["employee_id"], day


def rules_of(month: Rising, who: str, day: date) -> Rules:
    base = month.random.month
    position = list(base.tables.employees["employee_id"]).index(who)
    number = pd.Series([position]).to_numpy("int32"), pd.Series([day_number(day)]).to_numpy("int32")
    return month.policies.versions[int(base.facts.version_or_first(*number)[0])].rules


EVENTS: dict[str, Callable[[Rising, Random], Changed]] = {
    "late punch": late_punch,
    "missing report": without("reports", "daily_report"),
    "missing hand-over record": without("handovers", "handover_record"),
    "incident": incident,
    "complaint": complaint,
    "fatal grade": fatal_grade,
    "missed meeting": missed_meeting,
    "slow conversation": slow_conversation,
}


@pytest.mark.parametrize("event", EVENTS)
@a_few
@given(seed=st.sampled_from(SEEDS), chance=st.randoms(use_true_random=False))
def test_one_more_event_raises_nobodys_pay(event: str, seed: int, chance: Random) -> None:
    month = rising(seed)
    changed = EVENTS[event](month, chance)
    if changed is None:
        return
    again = month_of(month.random, month.policies, month.random.rows | changed)
    after = totals(again, judge(again))
    higher = {who: (plain(total, 2), plain(after[who], 2)) for who, total in month.totals.items() if after[who] > total}
    assert not higher, (seed, changed.keys())


@pytest.mark.parametrize("event", EVENTS)
def test_the_event_costs_something_somewhere(event: str) -> None:
    for seed, number in itertools.product(SEEDS, range(5)):
        month = rising(seed)
        changed = EVENTS[event](month, Random(number))
        if changed is not None:
            again = judge(month_of(month.random, month.policies, month.random.rows | changed))
            if before_the_guard(again) < before_the_guard(month.judged):
                return
    pytest.fail("no month is dearer for it")


def before_the_guard(judged: Judged) -> int:
    return int(judged.entries.loc[judged.entries["rule"] != "guard", "amount"].sum())


@pytest.mark.parametrize("seed", SEEDS)
def test_the_guard_only_gives_back(seed: int) -> None:
    random = random_month(seed)
    versions = tuple(replace(each, rules=replace(each.rules, guard=None)) for each in random.policies.versions)
    month = month_of(random, replace(random.policies, versions=versions), random.rows)
    without, guarded = ledger_lines(month, judge(month).entries), ledger_lines(random.month, random.judged.entries)
    relief = guarded[guarded["rule"] == "guard"]
    rest = guarded[guarded["rule"] != "guard"].reset_index(drop=True)
    pd.testing.assert_frame_equal(rest.astype(object), without.astype(object))
    assert (relief["amount"] > 0).all()
