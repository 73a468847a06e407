"""Doubts about records, discipline, quality and rewards: each with a policy on both sides of its boundary."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from payroll.language import Text
from payroll.policy.discipline_rule import COUNTABLE, DisciplineRule, DisciplineStep
from payroll.policy.model import (
    Calendar,
    ComplaintRule,
    HandoverRule,
    IncidentRule,
    LeaveRule,
    OccurrenceRule,
    Rules,
    SwapRule,
    Tier,
)
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
from tests.month_builder import BARE, flat, percent
from tests.test_policy_soundness import found, messages

RECORDS = ("daily_report", "handover_record", "meetings")
ABSENCE = OccurrenceRule(tiers=(flat("1000"),))


def kept(name: str, *tiers: Tier, counting: Any = "marginal") -> Rules:
    """Return rules with one of the rules about records, and an absence that costs more than any of these."""
    rule: OccurrenceRule = OccurrenceRule(per="day", counting=counting, tiers=tiers)
    if name == "daily_report":
        rule = DailyReportRule(per="day", counting=counting, tiers=tiers)
    elif name == "meetings":
        rule = MeetingRule(per="day", counting=counting, tiers=tiers, weekday=0, time=870)
    named: Any = {name: rule}
    return replace(BARE, absence=ABSENCE, lateness=ABSENCE, early_departure=ABSENCE, **named)


def columns(rules: Rules, code: str) -> list[str]:
    return [problem.column for problem in found(rules, code)]


# Records: the doubts of every counted rule ---------------------------------------------------------------


@pytest.mark.parametrize("name", RECORDS)
def test_a_rule_about_records_without_tiers_is_counted_not_priced(name: str) -> None:
    assert columns(kept(name), "NOT-PRICED") == [name]
    assert columns(kept(name, flat("5")), "NOT-PRICED") == []


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize(("start", "gaps"), [(1, 0), (2, 1)])
def test_the_first_one_may_not_be_free_by_mistake(name: str, start: int, gaps: int) -> None:
    assert columns(kept(name, flat("5", occurrence=start)), "TIER-GAP") == [name] * gaps


def test_a_gap_is_told_in_the_words_of_the_rule() -> None:
    (told,) = messages(kept("daily_report", flat("5", occurrence=3)), "TIER-GAP")
    assert told.startswith("no tier of «daily_report» reaches the first to second missing report of a month")


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize(("second", "milder", "cliff"), [("4.99", 1, 0), ("5.01", 0, 0), ("49.99", 0, 0), ("50", 0, 1)])
def test_the_second_may_cost_neither_less_nor_ten_times_as_much(
    name: str, second: str, milder: int, cliff: int
) -> None:
    rules, key = kept(name, flat("5"), flat(second, occurrence=2)), f"{name}.tier (from_occurrence = 2)"
    assert columns(rules, "MILDER") == [key] * milder
    assert columns(rules, "CLIFF") == [key] * cliff


@pytest.mark.parametrize(("second", "same"), [("5", 1), ("5.01", 0)])
def test_a_tier_of_the_same_price_changes_nothing(second: str, same: int) -> None:
    rules = kept("meetings", flat("5"), flat(second, occurrence=2))
    assert columns(rules, "TIER-SAME") == ["meetings.tier (from_occurrence = 2)"] * same


@pytest.mark.parametrize(("start", "idle"), [(1, 1), (2, 0)])
def test_counting_has_no_effect_where_the_number_prices_nothing(start: int, idle: int) -> None:
    rules = kept("handover_record", flat("5", occurrence=start), counting="all")
    assert columns(rules, "NO-EFFECT") == ["handover_record.counting"] * idle


@pytest.mark.parametrize("name", ["daily_report", "handover_record"])
@pytest.mark.parametrize(("price", "hole"), [("1000", 0), ("1000.01", 1)])
def test_staying_away_must_cost_as_much_as_working_without_the_record(name: str, price: str, hole: int) -> None:
    holes = [problem for problem in found(kept(name, flat(price)), "LOOPHOLE") if problem.column == "absence"]
    assert len(holes) == hole


def test_staying_away_does_not_spare_the_meeting() -> None:
    assert "absence" not in columns(kept("meetings", flat("5000")), "LOOPHOLE")


@pytest.mark.parametrize(("minutes", "idle"), [(539, 0), (540, 1)])
def test_what_lasts_longer_than_any_shift_never_counts(minutes: int, idle: int) -> None:
    """The longest shift has 9 hours."""
    call = {"call": IncidentRule(title=Text("电话", "Call"), over_minutes=minutes)}
    rules = replace(BARE, shifts={"office": BARE.shifts["office"]}, incidents=call)
    assert columns(rules, "NO-EFFECT") == ["incidents.call.over_minutes"] * idle
    assert columns(replace(rules, shifts={}), "NO-EFFECT") == []


# Discipline ----------------------------------------------------------------------------------------------


def steps(*named: tuple[int, str], counts: frozenset[str] = frozenset({"lateness"})) -> Rules:
    rule = DisciplineRule(counts=counts, steps=tuple(DisciplineStep(*each) for each in named))
    return replace(BARE, lateness=OccurrenceRule(), discipline=rule)


@pytest.mark.parametrize("name", COUNTABLE)
def test_what_the_policy_lacks_is_never_counted(name: str) -> None:
    rules = steps((3, "warning"), counts=frozenset({name}))
    lacking = replace(rules, lateness=None)
    assert [(p.column, p.value) for p in found(lacking, "NO-EFFECT")] == [("discipline.counts", f'"{name}"')]
    everything = replace(
        rules,
        early_departure=OccurrenceRule(),
        absence=OccurrenceRule(),
        missing_punch=OccurrenceRule(),
        handover_record=OccurrenceRule(),
        daily_report=DailyReportRule(),
        meetings=MeetingRule(weekday=0, time=0),
        swaps=SwapRule(limit=2),
        handover=HandoverRule(amount=0),
        leave=LeaveRule(notice_days=1),
        complaints=ComplaintRule(severity={"minor": 0}),
        incidents={"call": IncidentRule(title=Text("电话", "Call"))},
        scorecard=replace(CARD, fatal={"taboo": FatalError(title=Text("禁语", "Taboo"))}),
        response_times=ResponseTimesRule(first_seconds=15),
    )
    assert found(everything, "NO-EFFECT") == []


def test_a_code_counts_only_once() -> None:
    call = {"call": IncidentRule(title=Text("电话", "Call"))}
    by_code = replace(steps((3, "warning"), counts=frozenset({"incident:call"})), incidents=call)
    assert found(by_code, "NO-EFFECT") == []
    both = replace(steps((3, "warning"), counts=frozenset({"incident", "incident:call"})), incidents=call)
    assert [problem.value for problem in found(both, "NO-EFFECT")] == ['"incident:call"']


@pytest.mark.parametrize(
    ("first", "second", "milder"),
    [
        ("oral-warning", "written-warning", 0),
        ("written-warning", "oral-warning", 1),
        ("demotion-review", "written-warning", 1),
        ("dismissal-review", "demotion-review", 1),
        ("warning", "oral-warning", 0),  # as strict
        ("dismissal-review", "talk", 0),  # nobody knows
        ("talk", "warning", 0),
    ],
)
def test_a_step_may_not_be_milder_than_the_one_before(first: str, second: str, milder: int) -> None:
    assert columns(steps((3, first), (5, second)), "MILDER") == ["discipline.step (count = 5)"] * milder


def test_a_milder_step_is_told_in_words() -> None:
    assert messages(steps((3, "written-warning"), (5, "oral-warning")), "MILDER") == [
        "the fifth time: Oral warning, which is milder than the third time: Written warning"
    ]


@pytest.mark.parametrize(("last", "idle"), [(4, 1), (5, 0)])
def test_a_last_step_that_goes_on_anyway_has_no_effect(last: int, idle: int) -> None:
    """After 3 the fourth proposes the last step again; with a step at 5 the fourth proposes nothing."""
    rules = steps((3, "warning"), (last, "warning"))
    assert columns(rules, "NO-EFFECT") == [f"discipline.step (count = {last})"] * idle


# Scorecard -----------------------------------------------------------------------------------------------


def item(good: int, fair: int | None = None, poor: int = 0) -> ScorecardItem:
    return ScorecardItem(title=Text("项目", "Item"), good=good, fair=fair, poor=poor)


CARD = ScorecardRule(items={"wording": item(5, 3), "answers": item(15, 12)})
"""At most 20."""


def carded(**keys: Any) -> Rules:
    return replace(BARE, scorecard=replace(CARD, **keys))


def level(start: str, amount: str = "0", action: str = "") -> ScorecardLevel:
    return ScorecardLevel(Decimal(start), flat(amount).price, action)


@pytest.mark.parametrize(("total", "warned"), [(None, 0), (19, 1), (20, 0), (21, 1)])
def test_the_items_have_to_add_up_to_the_total(total: int | None, warned: int) -> None:
    assert columns(carded(total=total), "SCORECARD-TOTAL") == ["scorecard.total"] * warned


def test_the_card_of_the_document_declares_a_hundred_and_reaches_ninety() -> None:
    """Six items of 5 and four of 15."""
    items = {f"item-{number}": item(5 if number <= 6 else 15) for number in range(1, 11)}
    assert messages(carded(total=100, items=items), "SCORECARD-TOTAL") == [
        "the items of [scorecard.item] add up to 90, while total = 100, a difference of 10: "
        "5 + 5 + 5 + 5 + 5 + 5 + 15 + 15 + 15 + 15 = 90"
    ]


@pytest.mark.parametrize(("poor", "idle"), [(4, 0), (5, 1)])
def test_an_item_that_gives_the_same_for_every_grade_says_nothing(poor: int, idle: int) -> None:
    rules = carded(items={"wording": item(5, 5, poor), "answers": item(15)})
    assert columns(rules, "NO-EFFECT") == ["scorecard.item.wording.poor"] * idle


@pytest.mark.parametrize(
    ("levels", "milder"),
    [
        ((level("0", "100"), level("60", "100"), level("80", "99.99")), 0),
        ((level("0", "100"), level("60", "100.01")), 1),
        ((level("0", "100", "training"), level("60", "101")), 0),  # the action makes it dearer
        ((level("0", "100", "training"), level("60", "101", "training")), 1),
        ((level("60", "0.01"),), 1),  # below it nothing is charged
        ((level("60"),), 0),
        ((level("0", "0.01"), level("60")), 0),
        ((level("0", action="warning"), level("60", action="written-warning")), 1),
        ((level("0", action="written-warning"), level("60", action="warning")), 0),
        ((level("60", action="warning"),), 1),
        ((level("95", action="praise"),), 0),  # nobody knows what that is
    ],
)
def test_a_better_mean_may_not_lead_to_more(levels: tuple[ScorecardLevel, ...], milder: int) -> None:
    assert len(found(carded(levels=levels), "MILDER")) == milder


def test_a_lower_level_that_is_milder_is_told_with_both() -> None:
    assert messages(carded(levels=(level("60", "50", "warning"),)), "MILDER") == [
        "a mean of less than 60%: costs 0.00, which is milder than a mean of 60%: costs 50.00; «Warning» is proposed"
        " (with a base wage of 5000.00)"
    ]


@pytest.mark.parametrize(("amount", "idle"), [("10", 1), ("9.99", 0)])
def test_a_level_like_the_one_below_has_no_effect(amount: str, idle: int) -> None:
    rules = carded(levels=(level("0", "10"), level("60", amount)))
    assert columns(rules, "NO-EFFECT") == ["scorecard.level (from_percent = 60)"] * idle


@pytest.mark.parametrize(("start", "never"), [("20", 1), ("20.01", 0)])
def test_a_level_below_the_lowest_mean_never_applies(start: str, never: int) -> None:
    """If all is poor, 1 of 5 and 9 of 15: a sample in which only the first applies has 20 %."""
    keys: dict[str, Any] = {"items": {"a": item(5, poor=1), "b": item(15, poor=9)}}
    keys["levels"] = (level("0", "10"), level(start))
    assert columns(carded(**keys), "TIER-NEVER") == ["scorecard.level (from_percent = 0)"] * never
    fatal = {"taboo": FatalError(title=Text("禁语", "Taboo"))}
    assert columns(carded(**keys, fatal=fatal), "TIER-NEVER") == []  # a sample may score 0


# Stars ---------------------------------------------------------------------------------------------------


def starred(*bands: tuple[str, int, int], card: ScorecardRule | None = CARD) -> Rules:
    rule = StarsRule(bands=tuple(StarBand(Decimal(start), stars, bonus) for start, stars, bonus in bands))
    return replace(BARE, scorecard=card, stars=rule)


def test_stars_need_a_scorecard() -> None:
    assert columns(starred(("60", 3, 0), card=None), "NO-EFFECT") == ["stars"]
    assert columns(starred(("60", 3, 0)), "NO-EFFECT") == []


@pytest.mark.parametrize(
    ("stars", "bonus", "less"), [(4, 10_000, 0), (3, 10_001, 0), (4, 9_999, 1), (2, 10_000, 1), (2, 20_000, 1)]
)
def test_a_better_mean_may_not_earn_less(stars: int, bonus: int, less: int) -> None:
    rules = starred(("60", 3, 10_000), ("80", stars, bonus))
    assert columns(rules, "EARNS-LESS") == ["stars.band (from_percent = 80)"] * less


def test_a_band_like_the_one_below_has_no_effect() -> None:
    rules = starred(("60", 3, 10_000), ("80", 3, 10_000))
    assert columns(rules, "NO-EFFECT") == ["stars.band (from_percent = 80)"]
    assert columns(rules, "EARNS-LESS") == []


@pytest.mark.parametrize(("start", "never"), [("20", 1), ("20.01", 0)])
def test_a_band_below_the_lowest_mean_is_never_reached(start: str, never: int) -> None:
    card = replace(CARD, items={"a": item(5, poor=1)})
    rules = starred(("0", 1, 0), (start, 2, 0), card=card)
    assert columns(rules, "TIER-NEVER") == ["stars.band (from_percent = 0)"] * never


# Response times ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("first_seconds", "BOUND-NEVER-KEPT"),
        ("further_seconds", "BOUND-NEVER-KEPT"),
        ("characters_per_minute", "NO-EFFECT"),
    ],
)
def test_a_bound_of_nothing_makes_no_sense(key: str, code: str) -> None:
    bounds: Any = {key: 0}
    rule = ResponseTimesRule(**bounds)
    assert columns(replace(BARE, response_times=rule), code) == [f"response_times.{key}"]
    bounds = {key: 1}
    assert columns(replace(BARE, response_times=ResponseTimesRule(**bounds)), code) == []


@pytest.mark.parametrize(("within", "idle"), [("0", 1), ("0.01", 0)])
def test_no_share_is_below_nothing(within: str, idle: int) -> None:
    rule = ResponseTimesRule(first_seconds=15, within_percent=Decimal(within))
    assert columns(replace(BARE, response_times=rule), "NO-EFFECT") == ["response_times"] * idle


# Rewards -------------------------------------------------------------------------------------------------


def sold(*tiers: tuple[int, str], counting: Any = "marginal") -> Rules:
    rule = CommissionRule(counting=counting, tiers=tuple(CommissionTier(start, Decimal(rate)) for start, rate in tiers))
    return replace(BARE, commission=rule)


@pytest.mark.parametrize("counting", ["marginal", "all"])
@pytest.mark.parametrize(("rate", "less", "idle"), [("0.99", 1, 0), ("1", 0, 1), ("1.0", 0, 1), ("1.01", 0, 0)])
def test_more_sales_may_not_bring_less(counting: str, rate: str, less: int, idle: int) -> None:
    rules, key = sold((0, "1"), (5_000_000, rate), counting=counting), "commission.tier (from_amount = 50000.00)"
    assert columns(rules, "EARNS-LESS") == [key] * less
    assert columns(rules, "NO-EFFECT") == [key] * idle


def test_what_falls_is_told_with_its_numbers() -> None:
    """2 % of 49999.99 are 999.9998, which is 1000.00; 1 % of 50000.00 are 500.00."""
    tiers = ((0, "2"), (5_000_000, "1"))
    assert messages(sold(*tiers, counting="all"), "EARNS-LESS") == [
        "sales of 50000.00: 500.00, which is less than sales of 49999.99: 1000.00"
    ]
    assert messages(sold(*tiers), "EARNS-LESS") == [
        "the part of sales beyond 50000.00: 1%, which is less than the part below: 2%"
    ]


@pytest.mark.parametrize(("start", "idle"), [(0, 1), (1, 0)])
def test_with_a_single_tier_from_nothing_on_both_countings_are_the_same(start: int, idle: int) -> None:
    assert columns(sold((start, "1"), counting="all"), "NO-EFFECT") == ["commission.counting"] * idle
    assert columns(sold((start, "1")), "NO-EFFECT") == []


def award(amount: int = 20_000, allowed: int = 0, *tiers: Tier) -> Rules:
    rule = FullAttendanceRule(amount=amount, late_allowed=allowed)
    return replace(BARE, full_attendance=rule, lateness=OccurrenceRule(tiers=tiers))


@pytest.mark.parametrize(("amount", "idle"), [(0, 1), (1, 0)])
def test_an_award_of_nothing_is_none(amount: int, idle: int) -> None:
    assert columns(award(amount), "NO-EFFECT") == ["full_attendance"] * idle


@pytest.mark.parametrize(("allowed", "idle"), [(30, 0), (31, 1)])
def test_lateness_that_is_always_allowed_never_stands_in_the_way(allowed: int, idle: int) -> None:
    assert columns(award(20_000, allowed), "NO-EFFECT") == ["full_attendance.late_allowed"] * idle


@pytest.mark.parametrize(("allowed", "idle"), [(22, 0), (23, 1)])
def test_with_a_calendar_a_month_has_fewer_working_days(allowed: int, idle: int) -> None:
    calendar = Calendar("office", frozenset(range(5)), "")
    rules = replace(award(20_000, allowed), calendar=calendar)
    assert columns(rules, "NO-EFFECT") == ["full_attendance.late_allowed"] * idle


@pytest.mark.parametrize(("amount", "cliff"), [(44_999, 0), (45_000, 1)])
def test_the_lateness_that_loses_the_award_may_be_a_cliff(amount: int, cliff: int) -> None:
    """The second lateness costs 50.00; the third costs 50.00 and the award, together 500.00."""
    rules = award(amount, 2, percent("1"))
    assert columns(rules, "CLIFF") == ["full_attendance.late_allowed"] * cliff


def test_the_award_that_is_lost_is_told_with_its_numbers() -> None:
    assert messages(award(45_000, 2, percent("1")), "CLIFF") == [
        "the third lateness costs 500.00 together with the award that it loses, ten times as much as the one before "
        "(50.00) or more (with a base wage of 5000.00)"
    ]
    assert messages(award(45_000, 0, percent("1")), "CLIFF") == []  # there is none before it
    assert messages(award(45_000, 2), "CLIFF") == []  # lateness by itself is free
    assert messages(replace(award(45_000, 2), lateness=None), "CLIFF") == []
