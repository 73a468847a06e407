"""The rule book on records, discipline, quality and rewards: its examples are what a month would come to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.language import Text
from payroll.money import plain
from payroll.policy.discipline_rule import DisciplineRule, DisciplineStep
from payroll.policy.model import IncidentRule, OccurrenceRule, Price, Rules
from payroll.policy.pricing import Example, commission, level_of
from payroll.policy.quality_rules import (
    FatalError,
    ResponseTimesRule,
    ScorecardItem,
    ScorecardLevel,
    ScorecardRule,
    StarBand,
    StarsRule,
)
from payroll.policy.record_rules import DailyReportRule, MeetingRule
from payroll.policy.reward_rules import CommissionRule, CommissionTier, FullAttendanceRule
from payroll.policy.sentences.book import rule_book
from payroll.policy.sentences.parts import Section
from tests.month_builder import BARE, a_month, amounts, cents, employee, flat, lines, percent, version

EXAMPLE = Example("CNY")
WORDING = ScorecardItem(title=Text("礼貌用语", "Courteous wording"), good=5, fair=3)
ANSWERS = ScorecardItem(title=Text("解答", "Answers"), good=15)


def section(rules: Rules, key: str) -> Section:
    (found,) = (each for each in rule_book(rules, EXAMPLE) if each.key == key)
    return found


def sentences(rules: Rules, key: str) -> list[str]:
    return [fact.sentence().en for fact in section(rules, key).facts if fact.is_published]


def example(rules: Rules, key: str) -> str:
    (found,) = section(rules, key).examples
    assert found.zh.startswith("例：")
    return found.en


# Records -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (None, "Handed in: at any time."),
        (0, "Handed in: by the end of the day's last shift."),
        (1, "Handed in: within 1 hour of the end of the day's last shift."),
    ],
)
def test_when_a_report_is_due(hours: int | None, told: str) -> None:
    rules = replace(BARE, daily_report=DailyReportRule(due_hours=hours, tiers=(flat("5"), flat("10", occurrence=3))))
    assert sentences(rules, "daily_report") == [
        told,
        "Priced: each by its own number.",
        "Without a report from the first time on: 5.00 CNY.",
        "Without a report from the third time on: 10.00 CNY.",
    ]
    assert example(rules, "daily_report") == (
        "Example: with a base wage of 5000.00, without a report 3 times in a pay period: 5.00 + 5.00 + 10.00 = 20.00."
    )


def test_a_meeting_each_week() -> None:
    rule = MeetingRule(weekday=0, time=870, tiers=(percent("1"),), per="day")
    rules = replace(BARE, meetings=rule)
    assert sentences(rules, "meetings")[:2] == ["Each week on: Monday.", "At: 14:30."]
    assert example(rules, "meetings").endswith("missing a meeting 2 times in a pay period: 50.00 + 50.00 = 100.00.")


def test_hand_over_records_that_only_count() -> None:
    rules = replace(BARE, handover_record=OccurrenceRule(per="day"))
    assert sentences(rules, "handover_record") == ["Charge: none; it is only counted."]
    assert section(rules, "handover_record").examples == ()


def test_what_an_incident_asks_for_is_told_only_if_it_does() -> None:
    plain_one = {"call": IncidentRule(title=Text("电话", "Call"))}
    assert sentences(replace(BARE, incidents=plain_one), "incidents") == ["Call: no charge."]
    asking = {"call": replace(plain_one["call"], over_minutes=0, needs_proof=True, unless_approved=True)}
    assert sentences(replace(BARE, incidents=asking), "incidents")[1:] == [
        "«Call» counts: only if it lasts longer than 0 minutes.",
        "«Call», if it was approved: does not count.",
        "«Call», proof: has to be named.",
    ]


# Discipline --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (
            (DisciplineStep(3, "oral-warning"), DisciplineStep(5, "written-warning")),
            "5 times in all: «Oral warning» is proposed at the third, «Written warning» is proposed at the fifth.",
        ),
        (
            (DisciplineStep(1, "warning"),),
            "2 times in all: «Warning» is proposed at the first, «Warning» is proposed at the second.",
        ),
    ],
)
def test_steps_of_discipline(steps: tuple[DisciplineStep, ...], told: str) -> None:
    rules = replace(BARE, discipline=DisciplineRule(counts=frozenset({"lateness"}), steps=steps))
    assert example(rules, "discipline") == f"Example: {told}"


# Quality -----------------------------------------------------------------------------------------------


def card(*levels: ScorecardLevel, total: int | None = None) -> Rules:
    rule = ScorecardRule(items={"wording": WORDING, "answers": ANSWERS}, levels=levels, total=total)
    return replace(BARE, scorecard=rule)


def test_a_sample_is_told_with_its_maximum() -> None:
    """3 + 15 of 5 + 15."""
    told = example(card(total=25), "scorecard")
    assert told == "Example: «Courteous wording» fair, all others good: 18 ÷ 20 = 90.00%."
    assert [note.en for note in section(card(total=25), "scorecard").notes] == ["All items together give at most 20."]


@pytest.mark.parametrize(("start", "cost"), [("90", "100.00"), ("90.01", "0.00")])
def test_a_month_costs_what_its_level_costs(start: str, cost: str) -> None:
    """2% of 5000.00; the mean of the example is 90%."""
    rules = card(ScorecardLevel(Decimal(start), Price(percent_of_base=Decimal(2))))
    assert f"with such a mean a month costs {cost}." in example(rules, "scorecard")


def test_a_fatal_error_makes_a_sample_nothing() -> None:
    rule = ScorecardRule(items={"answers": ANSWERS}, fatal={"taboo": FatalError(title=Text("禁语", "Taboo"))})
    rules = replace(BARE, scorecard=rule)
    assert "Fatal error «Taboo»: the sample scores 0; no charge." in sentences(rules, "scorecard")
    assert "«Answers» poor, all others good: 0 ÷ 15 = 0.00%" in example(rules, "scorecard")


def test_stars_and_their_bonus() -> None:
    rules = replace(BARE, stars=StarsRule(bands=(StarBand(Decimal(0), 1), StarBand(Decimal("87.5"), 4, 20_000))))
    assert example(rules, "stars") == "Example: a mean of 87.5%: 4 stars, bonus 200.00."
    assert sentences(rules, "stars")[0] == "A mean of 0% or more: 1 star, no bonus."


@pytest.mark.parametrize(
    ("within", "least", "told"),
    [
        ("100", 1, "20 conversations in a pay period, 20 of them in time: nothing; 19 in time: 50.00"),
        ("90", 1, "20 conversations in a pay period, 18 of them in time: nothing; 17 in time: 50.00"),
        ("90.1", 1, "20 conversations in a pay period, 19 of them in time: nothing; 18 in time: 50.00"),
        ("50", 30, "30 conversations in a pay period, 15 of them in time: nothing; 14 in time: 50.00"),
    ],
)
def test_so_many_conversations_have_to_be_in_time(within: str, least: int, told: str) -> None:
    rule = ResponseTimesRule(
        first_seconds=15, within_percent=Decimal(within), minimum_conversations=least, price=Price(amount=5000)
    )
    rules = replace(BARE, response_times=rule)
    assert example(rules, "response_times") == f"Example: with a base wage of 5000.00, {told}."


def test_where_no_share_is_asked_for_there_is_no_example() -> None:
    rule = ResponseTimesRule(first_seconds=15, within_percent=Decimal(0))
    assert section(replace(BARE, response_times=rule), "response_times").examples == ()


# Rewards -----------------------------------------------------------------------------------------------

ONE_THEN_TWO = (CommissionTier(0, Decimal(1)), CommissionTier(5_000_000, Decimal(2)))


@pytest.mark.parametrize(
    ("counting", "told"),
    [("marginal", "50000.00 × 1% + 10000.00 × 2% = 700.00"), ("all", "60000.00 × 2% = 1200.00")],
)
def test_commission_is_told_with_its_arithmetic(counting: Any, told: str) -> None:
    rules = replace(BARE, commission=CommissionRule(counting=counting, tiers=ONE_THEN_TWO))
    assert example(rules, "commission") == f"Example: sales of 60000.00: {told}."


@pytest.mark.parametrize(("allowed", "late"), [(0, ("0 times", "1 time")), (1, ("1 time", "2 times"))])
def test_full_attendance_with_its_lateness(allowed: int, late: tuple[str, str]) -> None:
    rules = replace(BARE, full_attendance=FullAttendanceRule(amount=20_000, late_allowed=allowed))
    told = f"late {late[0]} and nothing else in a pay period: 200.00; late {late[1]}: nothing."
    assert example(rules, "full_attendance") == f"Example: {told}"


# Priced as the month is --------------------------------------------------------------------------------


@settings(derandomize=True, deadline=None, max_examples=30)
@given(
    starts=st.lists(st.integers(0, 3_000), min_size=1, max_size=4, unique=True),
    rates=st.lists(st.integers(0, 999), min_size=4, max_size=4),
    counting=st.sampled_from(["marginal", "all"]),
    sales=st.integers(0, 4_000),
)
def test_commission_is_that_of_the_month(starts: list[int], rates: list[int], counting: Any, sales: int) -> None:
    tiers = tuple(
        CommissionTier(start, Decimal(rate) / 100) for start, rate in zip(sorted(starts), rates, strict=False)
    )
    rule = CommissionRule(counting=counting, tiers=tiers)
    row = {"sale_id": "X1", "employee_id": "0001", "date": "2026-10-12", "amount": plain(sales, 2)}
    rules = replace(BARE, commission=rule)
    month = a_month(policy=rules, employees=[employee("0001")], records={"sales": [row]})
    assert amounts(month, "commission") == [plain(commission(rule, sales), 2)]


@settings(derandomize=True, deadline=None, max_examples=30)
@given(
    starts=st.lists(st.integers(0, 20), min_size=1, max_size=4, unique=True),
    grades=st.tuples(st.sampled_from(["good", "fair", "poor"]), st.sampled_from(["good", "poor"])),
)
def test_levels_and_stars_are_those_of_the_month(starts: list[int], grades: tuple[str, str]) -> None:
    marks = [Decimal(5 * start) for start in sorted(starts)]
    levels = tuple(ScorecardLevel(mark, Price(amount=number)) for number, mark in enumerate(marks, 1))
    bands = tuple(StarBand(mark, 1, number) for number, mark in enumerate(marks, 1))
    rules = replace(card(*levels), stars=StarsRule(bands=bands))
    rows = [
        {"sample_id": "S1", "employee_id": "0001", "date": "2026-10-12", "item": item, "grade": grade}
        for item, grade in zip(("wording", "answers"), grades, strict=True)
    ]
    month = a_month(policy=(version(rules),), employees=[employee("0001")], records={"scores": rows})
    points = {"good": 5, "fair": 3, "poor": 0}[grades[0]] + {"good": 15, "poor": 0}[grades[1]]
    level = level_of(levels, Fraction(100 * points, 20))
    charged = cents("0.01") * (level.price.amount or 0) if level else 0
    assert amounts(month, "scorecard") == [plain(-charged, 2)]
    assert len(lines(month, "star")) == (level is not None)
