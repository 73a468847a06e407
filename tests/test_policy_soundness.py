"""Warnings that think: each with a policy on both sides of its boundary. The example's base wage is 5000.00."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.language import Text
from payroll.policy.model import (
    Calendar,
    Clause,
    ComplaintRule,
    ComplaintStep,
    HandoverRule,
    IncidentRule,
    LeaveRule,
    OccurrenceRule,
    Price,
    ProbationRule,
    Rules,
    Tier,
)
from payroll.policy.pricing import Example, charges, exact_price, tier_of
from payroll.policy.soundness.all import warnings
from payroll.policy.soundness.month_of_absence import most_working_days
from payroll.policy.soundness.table import price_table
from payroll.policy.words import LATENESS, tier_key
from payroll.problems import Problem
from tests.month_builder import BARE, cents, daily, flat, percent, version

FREE = Tier(1, 0, Price(amount=0))


def rule(*tiers: Tier, grace: int = 0, counting: str = "marginal") -> OccurrenceRule:
    return OccurrenceRule(grace_minutes=grace, tiers=tiers, counting="all" if counting == "all" else "marginal")


def found(rules: Rules, code: str, base_wage: str = "5000.00") -> list[Problem]:
    problems = warnings(version(rules), Decimal(base_wage))
    for problem in problems:
        for text in (problem.message("zh"), problem.message("en"), problem.fix("zh"), problem.fix("en")):
            assert text
            assert "{" not in text
    return [problem for problem in problems if problem.code == f"POLICY-{code}"]


def messages(rules: Rules, code: str, base_wage: str = "5000.00") -> list[str]:
    return [problem.message("en") for problem in found(rules, code, base_wage)]


def late(*tiers: Tier, grace: int = 0, counting: str = "marginal") -> Rules:
    return replace(BARE, lateness=rule(*tiers, grace=grace, counting=counting))


# Prices ----------------------------------------------------------------------------------------------


def test_a_price_is_a_share_of_the_wage_or_an_amount() -> None:
    assert exact_price(Price(percent_of_base=Decimal("0.5")), 500_000) == 2_500
    assert exact_price(Price(amount=1), 500_000) == 1
    assert exact_price(Price(), 500_000) == 0
    assert Example("CNY").charge(Price(daily_wages=Decimal(1))) == 22_989  # 5000.00 ÷ 21.75 = 229.885…


@pytest.mark.parametrize(("number", "minutes", "start"), [(1, 9, None), (1, 10, (1, 10)), (3, 60, (3, 0))])
def test_the_highest_tier_that_an_occurrence_reaches_prices_it(
    number: int, minutes: int, start: tuple[int, int] | None
) -> None:
    tier = tier_of(rule(flat("1", minutes=10), flat("2", occurrence=3)), number, minutes)
    assert (tier and (tier.from_occurrence, tier.from_minutes)) == start


def test_counting_all_prices_each_by_the_number_of_all() -> None:
    tiers = (percent("1"), percent("5", occurrence=3))
    assert charges(rule(*tiers), [1, 1, 1], Example("CNY")) == [5_000, 5_000, 25_000]
    assert charges(rule(*tiers, counting="all"), [1, 1, 1], Example("CNY")) == [25_000, 25_000, 25_000]


# Gaps ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tiers", "ranges"),
    [
        ((flat("10"),), []),
        ((flat("10", occurrence=2),), ["the first lateness of a month"]),
        ((flat("10", occurrence=3),), ["the first to second lateness of a month"]),
        ((flat("10", minutes=1),), []),
        ((flat("10", minutes=2),), ["each lateness of a month of 1 minute"]),
        ((flat("10", minutes=10),), ["each lateness of a month of 1 to 9 minutes"]),
        (
            (flat("10", minutes=10), flat("20", occurrence=3)),
            ["the first to second lateness of a month of 1 to 9 minutes"],
        ),
        (
            (flat("10", occurrence=2, minutes=10), flat("20", occurrence=3, minutes=5)),
            [
                "the first lateness of a month",
                "the second lateness of a month of 1 to 9 minutes",
                "the third and later lateness of a month of 1 to 4 minutes",
            ],
        ),
        ((FREE, flat("10", occurrence=2)), []),  # free, and said so
        ((FREE,), []),
        ((Tier(2, 0, Price()),), []),  # nothing costs anything
    ],
)
def test_a_gap_is_told_with_its_range(tiers: tuple[Tier, ...], ranges: list[str]) -> None:
    told = messages(late(*tiers), "TIER-GAP")
    assert len(told) == len(ranges)
    assert all(f"reaches {reach}: it costs nothing" in message for reach, message in zip(ranges, told, strict=True))


@pytest.mark.parametrize(("minutes", "gaps"), [(11, 0), (12, 1)])
def test_what_the_grace_takes_is_no_gap(minutes: int, gaps: int) -> None:
    assert len(found(late(flat("10", minutes=minutes), grace=10), "TIER-GAP")) == gaps


def test_a_gap_of_absences_knows_no_minutes() -> None:
    rules = replace(BARE, absence=rule(flat("10", occurrence=2)))
    assert "reaches the first absence of a month: it costs nothing" in messages(rules, "TIER-GAP")[0]


# Tiers without effect --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tiers", "same"),
    [
        ((flat("10"), flat("10", occurrence=2)), [(2, 0)]),
        ((flat("10"), flat("10.01", occurrence=2)), []),
        ((flat("10"), flat("10", minutes=30)), [(1, 30)]),
        ((percent("1"), percent("1.0", occurrence=2)), [(2, 0)]),
        ((percent("1"), flat("50", occurrence=2)), []),  # the same for one wage only
        ((FREE, flat("10", occurrence=2)), []),
        ((FREE, Tier(2, 0, Price())), [(2, 0)]),
        ((flat("10"), flat("20", minutes=30), flat("20", occurrence=2, minutes=30)), [(2, 30)]),
        ((flat("10"), flat("20", minutes=30), flat("10", occurrence=2)), []),  # it ends the tier for 30 minutes
    ],
)
def test_a_tier_of_the_same_price_changes_nothing(tiers: tuple[Tier, ...], same: list[tuple[int, int]]) -> None:
    columns = [f"lateness.tier (from_occurrence = {n}, from_minutes = {m})" for n, m in same]
    assert [problem.column for problem in found(late(*tiers), "TIER-SAME")] == columns


@pytest.mark.parametrize(
    ("hiding", "hidden"),
    [
        ((percent("5", occurrence=3),), 1),
        ((percent("5", occurrence=3), percent("6", occurrence=3, minutes=60)), 0),
        ((percent("5", occurrence=3, minutes=60),), 0),  # it takes over where the other one ends
    ],
)
def test_a_tier_by_number_hides_one_by_minutes(hiding: tuple[Tier, ...], hidden: int) -> None:
    assert len(found(late(percent("1"), percent("2", minutes=60), *hiding), "TIER-HIDDEN")) == hidden


def test_a_hidden_tier_that_was_dearer_is_told_as_a_dearer_offence_that_costs_less() -> None:
    """60 minutes cost 500.00 the second time, and 250.00 the third time."""
    rules = late(percent("1"), percent("10", minutes=60), percent("5", occurrence=3))
    assert found(rules, "TIER-HIDDEN") == []
    assert messages(rules, "MILDER") == [
        "the third lateness of a month (60 minutes) costs 250.00, less than the second lateness of a month (60 minutes)"
        ", which costs 500.00 (with a base wage of 5000.00)"
    ]


# A dearer offence that costs less --------------------------------------------------------------------


@pytest.mark.parametrize(("longer", "warned"), [("30", 0), ("29.99", 1)])
def test_more_minutes_may_not_cost_less(longer: str, warned: int) -> None:
    """A published table is milder for 75 minutes than for 45."""
    rules = late(flat("10"), flat("30", minutes=31), flat(longer, minutes=61))
    assert (
        messages(rules, "MILDER")
        == [
            "a lateness (61 minutes) costs 29.99, less than a lateness (60 minutes), which costs 30.00"
            " (with a base wage of 5000.00)"
        ]
        * warned
    )


@pytest.mark.parametrize(("later", "warned"), [("50", 0), ("49.99", 1)])
def test_a_higher_number_may_not_cost_less(later: str, warned: int) -> None:
    assert len(found(late(percent("1"), flat(later, occurrence=2)), "MILDER")) == warned


@pytest.mark.parametrize(("wage", "warned"), [("5000", 0), ("5000.50", 1)])
def test_percentages_and_amounts_are_compared_for_the_wage_that_is_named(wage: str, warned: int) -> None:
    """1 % of 5000.50 is 50.005, rounded to 50.01."""
    assert len(found(late(percent("1"), flat("50", occurrence=2)), "MILDER", wage)) == warned


def complaints(*steps: ComplaintStep, minimum: int = 0, **severity: int) -> Rules:
    return replace(BARE, complaints=ComplaintRule(steps=steps, minimum=minimum, severity=severity))


@pytest.mark.parametrize(
    ("second", "warned"),
    [
        (ComplaintStep(3000), 0),
        (ComplaintStep(2999), 1),
        (ComplaintStep(0, "dismissal-review"), 0),  # the action makes it dearer
    ],
)
def test_steps_of_complaints_may_not_fall(second: ComplaintStep, warned: int) -> None:
    assert len(found(complaints(ComplaintStep(3000), second), "MILDER")) == warned


def test_steps_with_the_same_action_may_not_fall() -> None:
    rules = complaints(ComplaintStep(3000, "warning"), ComplaintStep(2000, "warning"))
    assert messages(rules, "MILDER") == [
        "the second complaint costs 20.00, less than the first complaint, which costs 30.00"
    ]


@pytest.mark.parametrize(("serious", "warned"), [(3000, 0), (2999, 1)])
def test_a_worse_severity_may_not_cost_less(serious: int, warned: int) -> None:
    assert len(found(complaints(moderate=3000, serious=serious), "MILDER")) == warned


def test_of_unknown_severities_nobody_knows_which_is_worse_and_a_minimum_evens_them_out() -> None:
    assert found(complaints(moderate=3000, odd=1), "MILDER") == []
    assert found(complaints(moderate=3000, serious=2000, minimum=3000), "MILDER") == []


# Cliffs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("longer", "warned"), [("99.99", 0), ("100", 1)])
def test_one_more_minute_for_ten_times_as_much_is_a_cliff(longer: str, warned: int) -> None:
    assert len(found(late(flat("10"), flat(longer, minutes=31)), "CLIFF")) == warned


@pytest.mark.parametrize(("later", "warned"), [("9.99", 0), ("10", 1)])
def test_one_more_time_for_ten_times_as_much_is_a_cliff(later: str, warned: int) -> None:
    assert len(found(late(percent("1"), percent(later, occurrence=3)), "CLIFF")) == warned


def test_from_nothing_on_there_is_no_cliff() -> None:
    assert found(late(FREE, percent("100", occurrence=2)), "CLIFF") == []


def test_counting_all_makes_a_cliff_of_five_percent() -> None:
    """The third adds 750 − 100 = 650.00, the second added 50.00."""
    tiers = (percent("1"), percent("5", occurrence=3))
    assert found(late(*tiers), "CLIFF") == []
    assert messages(late(*tiers, counting="all"), "CLIFF") == [
        "the third lateness of a month costs 650.00, ten times as much as the second lateness of a month (50.00)"
        " or more (with a base wage of 5000.00)"
    ]


@pytest.mark.parametrize(("second", "warned"), [(29999, 0), (30000, 1)])
def test_a_complaint_that_costs_ten_times_as_much_is_a_cliff(second: int, warned: int) -> None:
    assert len(found(complaints(ComplaintStep(3000), ComplaintStep(second)), "CLIFF")) == warned


# Loopholes -------------------------------------------------------------------------------------------


def holes(rules: Rules) -> list[str]:
    """Return the tables whose price is too low."""
    return [problem.column for problem in found(rules, "LOOPHOLE")]


WELL = Tier(1, 0, Price(amount=10_000))
"""100.00 for anything."""


def test_without_a_price_on_missing_punches_it_pays_not_to_punch() -> None:
    rules = replace(BARE, lateness=rule(WELL), absence=rule(WELL), early_departure=rule(WELL))
    told = messages(rules, "LOOPHOLE")
    assert [message.partition(",")[0] for message in told] == [
        "a loophole: not punching on arrival costs 0.00",
        "a loophole: not punching on departure costs 0.00",
    ]
    assert messages(replace(rules, missing_punch=rule()), "LOOPHOLE") == told


@pytest.mark.parametrize(("price", "hole"), [("100", []), ("99.99", ["missing_punch", "missing_punch"])])
def test_a_missing_punch_must_cost_as_much_as_the_lateness_that_it_hides(price: str, hole: list[str]) -> None:
    rules = replace(BARE, lateness=rule(WELL), absence=rule(WELL), early_departure=rule(WELL))
    assert holes(replace(rules, missing_punch=rule(flat(price)))) == hole


@pytest.mark.parametrize(("price", "hole"), [("100", []), ("99.99", ["absence"])])
def test_staying_away_must_cost_as_much_as_the_dearest_lateness(price: str, hole: list[str]) -> None:
    tiers = (flat("10"), flat("100", minutes=500), flat("100", occurrence=3))
    rules = replace(BARE, lateness=rule(*tiers), early_departure=rule(*tiers[:2]), missing_punch=rule(WELL))
    found_holes = holes(replace(rules, absence=rule(flat(price))))
    assert sorted(set(found_holes)) == hole


def test_five_percent_are_more_than_a_day() -> None:
    """5 % of 5000.00 are 250.00; the wage of a day is 229.89."""
    rules = replace(BARE, lateness=rule(percent("5")), absence=rule(daily("1")))
    assert (
        "a loophole: staying away for a whole day costs 229.89, less than a lateness, which costs 250.00"
        " (with a base wage of 5000.00)"
    ) in messages(rules, "LOOPHOLE")


@pytest.mark.parametrize(("price", "hole"), [(50_00, []), (50_01, ["absence"])])
def test_staying_away_must_cost_as_much_as_asking_for_leave_too_late(price: int, hole: list[str]) -> None:
    rules = replace(BARE, leave=LeaveRule(notice_days=1, amount=price), absence=rule(flat("50")))
    fifty = rule(flat("50"))
    assert holes(replace(rules, lateness=fifty, early_departure=fifty, missing_punch=fifty)) == hole


@pytest.mark.parametrize(("minutes", "hole"), [(539, []), (540, ["early_departure", "lateness"])])
def test_coming_at_the_very_end_of_the_shift_must_cost_as_much_as_staying_away(minutes: int, hole: list[str]) -> None:
    """The longest shift has 9 hours; nobody who comes is later than 539 minutes."""
    rules = replace(BARE, shifts={"office": BARE.shifts["office"]}, missing_punch=rule(WELL), absence=rule(WELL))
    timed = rule(flat("10.01"), flat("100", minutes=minutes))
    assert sorted(holes(replace(rules, lateness=timed, early_departure=timed))) == hole


def test_a_policy_that_prices_no_attendance_has_no_loophole() -> None:
    assert holes(replace(BARE, lateness=rule(), absence=rule(), leave=LeaveRule(notice_days=1))) == []


# A month of absence ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weekdays", "most"),
    [({0, 1, 2, 3, 4}, 23), ({0, 1, 2, 3, 4, 5}, 27), (set(range(7)), 31), ({6}, 5), ({0, 2, 4}, 14)],
)
def test_the_longest_month_has_so_many_working_days(weekdays: set[int], most: int) -> None:
    assert most_working_days(Calendar("office", frozenset(weekdays), "")) == most


@pytest.mark.parametrize(("number", "warned"), [("0.94", 0), ("0.95", 1)])
def test_absence_for_a_whole_month_may_not_cost_more_than_the_wage(number: str, warned: int) -> None:
    """23 × 0.94 = 21.62 days of 21.75; 23 × 0.95 = 21.85."""
    assert len(found(replace(BARE, absence=rule(daily(number))), "ABSENCE-ABOVE-WAGE")) == warned


def test_a_daily_wage_for_each_of_23_days_is_more_than_a_month() -> None:
    assert messages(replace(BARE, absence=rule(daily("1"))), "ABSENCE-ABOVE-WAGE") == [
        "absence on all 23 working days of a month costs 5287.47, more than the month's base wage of 5000.00"
    ]  # 23 × 229.89


# Keys without effect ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("grace", "warned"), [(9, 0), (10, 1)])
def test_minutes_within_the_grace_have_no_effect(grace: int, warned: int) -> None:
    rules = late(flat("1", minutes=10), flat("5", minutes=30), grace=grace)
    columns = ["lateness.tier (from_occurrence = 1, from_minutes = 10)"] * warned
    assert [problem.column for problem in found(rules, "NO-EFFECT")] == columns


@pytest.mark.parametrize(("grace", "warned"), [(539, 0), (540, 1)])
def test_a_grace_as_long_as_the_longest_shift_leaves_nobody_late(grace: int, warned: int) -> None:
    rules = replace(late(flat("1"), grace=grace), shifts={"office": BARE.shifts["office"]})
    assert [p.column for p in found(rules, "NO-EFFECT")] == ["lateness.grace_minutes"] * warned
    assert found(replace(rules, shifts={}), "NO-EFFECT") == []


@pytest.mark.parametrize(("occurrence", "warned"), [(1, 1), (2, 0)])
def test_counting_has_no_effect_where_no_tier_starts_later(occurrence: int, warned: int) -> None:
    rules = late(flat("1"), flat("2", occurrence=occurrence, minutes=30), counting="all")
    assert [problem.column for problem in found(rules, "NO-EFFECT")] == ["lateness.counting"] * warned


def test_probation_cannot_answer_complaints_that_nobody_counts() -> None:
    rules = replace(BARE, probation=ProbationRule(months=3, on_complaint="probation-review"))
    assert [problem.column for problem in found(rules, "NO-EFFECT")] == ["probation.on_complaint"]
    assert found(replace(rules, complaints=ComplaintRule(severity={"minor": 0})), "NO-EFFECT") == []


@pytest.mark.parametrize(("last", "warned"), [(ComplaintStep(6000), 1), (ComplaintStep(6000, "warning"), 0)])
def test_a_last_step_like_the_one_before_has_no_effect(last: ComplaintStep, warned: int) -> None:
    rules = complaints(ComplaintStep(3000), ComplaintStep(6000), last)
    assert [problem.column for problem in found(rules, "NO-EFFECT")] == ["complaints.step[3]"] * warned


# Clauses ---------------------------------------------------------------------------------------------

LISTED = {"7.1": Clause(Text("迟到", "Lateness")), "7.2": Clause(Text("日报", "Daily report"))}
EXCUSED = Clause(Text("日报", "Daily report"), Text("没有记录", "there is no record"))


def test_a_clause_that_no_rule_names_is_not_covered() -> None:
    rules = replace(BARE, clauses=LISTED, lateness=OccurrenceRule(clause="7.1"))
    assert messages(rules, "CLAUSE-NOT-COVERED") == ["no rule covers clause 7.2 (Daily report)"]
    assert found(replace(rules, clauses=LISTED | {"7.2": EXCUSED}), "CLAUSE-NOT-COVERED") == []
    assert found(replace(rules, clauses={}), "CLAUSE-NOT-COVERED") == []


@pytest.mark.parametrize("clause", ["7.1, 7.2", "7.1、7.2", "7.2；7.1", " 7.2 ,7.1"])
def test_a_rule_may_name_several_clauses(clause: str) -> None:
    rules = replace(BARE, clauses=LISTED, handover=HandoverRule(amount=0, clause=clause))
    assert found(rules, "CLAUSE-NOT-COVERED") == []


def test_an_incident_covers_its_clause() -> None:
    incidents = {"report": IncidentRule(title=Text("日报", "Report"), clause="7.2")}
    rules = replace(BARE, clauses=LISTED, lateness=OccurrenceRule(clause="7.1"), incidents=incidents)
    assert found(rules, "CLAUSE-NOT-COVERED") == []


def test_a_clause_that_the_list_lacks_is_told() -> None:
    rules = replace(BARE, clauses=LISTED, lateness=OccurrenceRule(clause="7.1, 7.2, 7.3"))
    assert [(p.column, p.value) for p in found(rules, "CLAUSE-NOT-LISTED")] == [("lateness.clause", "7.3")]
    assert found(replace(rules, clauses={}), "CLAUSE-NOT-LISTED") == []


def test_an_excuse_for_a_clause_that_has_a_rule_is_without_effect() -> None:
    rules = replace(BARE, clauses=LISTED | {"7.2": EXCUSED}, lateness=OccurrenceRule(clause="7.1, 7.2"))
    assert [problem.column for problem in found(rules, "NO-EFFECT")] == ["clauses.7.2.without_rule"]


def test_amounts_are_those_of_the_currency() -> None:
    """The yen has no smaller unit: an example of 500000, of which 1 % are 5000."""
    rules = replace(late(percent("1"), flat("0.49", occurrence=2)), currency="JPY")
    problems = [p for p in warnings(version(rules)) if p.code == "POLICY-MILDER"]
    assert [p.message("en") for p in problems] == [
        "the second lateness of a month costs 49, less than the first lateness of a month, which costs 5000"
        " (with a base wage of 500000)"
    ]
    assert cents("0.49") == 49


# Against every occurrence one by one -----------------------------------------------------------------

NUMBERS, MINUTES = range(1, 8), range(70)
some_tiers = st.dictionaries(
    st.tuples(st.integers(1, 5), st.sampled_from([0, 1, 5, 6, 30, 60])),
    st.sampled_from([0, 100, 200, 999, 1000, 2000]),
    max_size=5,
)


def tiers_of(prices: dict[tuple[int, int], int]) -> tuple[Tier, ...]:
    return tuple(Tier(*start, Price(amount=prices[start])) for start in sorted(prices))


def every_price(rule: OccurrenceRule) -> dict[tuple[int, int], int | None]:
    """Return the price of each occurrence, ``None`` where no tier reaches it: from the text of section 5."""
    found: dict[tuple[int, int], int | None] = {}
    for number in NUMBERS:
        for late_minutes in MINUTES[rule.grace_minutes + 1 :]:
            reached = [
                tier for tier in rule.tiers if tier.from_occurrence <= number and tier.from_minutes <= late_minutes
            ]
            best = max(reached, key=lambda tier: (tier.from_occurrence, tier.from_minutes), default=None)
            found[number, late_minutes] = best.price.amount if best else None
    return found


@settings(derandomize=True, deadline=None)
@given(prices=some_tiers, grace=st.sampled_from([0, 5]))
def test_the_warnings_hold_for_every_occurrence(prices: dict[tuple[int, int], int], grace: int) -> None:
    rules = late(*tiers_of(prices), grace=grace)
    assert rules.lateness is not None
    table = every_price(rules.lateness)
    costs = {cell: price or 0 for cell, price in table.items()}
    steps = [
        (before, after)
        for before in costs
        for after in ((before[0] + 1, before[1]), (before[0], before[1] + 1))
        if after in costs
    ]
    assert bool(found(rules, "MILDER")) == any(costs[after] < costs[before] for before, after in steps)
    assert bool(found(rules, "CLIFF")) == any(costs[after] >= 10 * costs[before] > 0 for before, after in steps)
    assert bool(found(rules, "TIER-GAP")) == (None in table.values() and any(costs.values()))


@settings(derandomize=True, deadline=None)
@given(prices=some_tiers, grace=st.sampled_from([0, 5]))
def test_tiers_said_to_be_idle_can_all_be_deleted(prices: dict[tuple[int, int], int], grace: int) -> None:
    rules = late(*tiers_of(prices), grace=grace)
    assert rules.lateness is not None
    idle = {problem.column for code in ("TIER-SAME", "TIER-NEVER") for problem in found(rules, code)}
    kept = tuple(tier for tier in rules.lateness.tiers if tier_key(LATENESS, tier) not in idle)
    without = replace(rules.lateness, tiers=kept)
    assert every_price(without) == every_price(rules.lateness)
    for tier in kept:
        fewer = replace(without, tiers=tuple(other for other in kept if other != tier))
        assert every_price(fewer) != every_price(without)


@settings(derandomize=True, deadline=None)
@given(prices=some_tiers, counting=st.sampled_from(["marginal", "all"]))
def test_the_dearest_occurrence_is_the_dearest_of_all(prices: dict[tuple[int, int], int], counting: str) -> None:
    """What the n-th adds is the sum of n of them less the sum of n − 1."""
    the_rule, example = rule(*tiers_of(prices), counting=counting), Example("CNY")
    added = [
        sum(charges(the_rule, [late_minutes] * number, example))
        - sum(charges(the_rule, [late_minutes] * (number - 1), example))
        for number in NUMBERS
        for late_minutes in MINUTES[1:]
    ]
    assert price_table(LATENESS, the_rule, example).dearest()[1] == max(added)
