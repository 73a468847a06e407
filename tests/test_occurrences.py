"""Lateness, early departure, absence and missing punches: numbered, priced by tiers (rules, section 5)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from payroll.month.context import Month
from payroll.policy.model import OccurrenceRule, Rules, Tier
from tests.month_builder import (
    BARE,
    PRICED_BY_FIVE,
    Line,
    a_month,
    amounts,
    daily,
    employee,
    flat,
    lines,
    office_month,
    percent,
    punch,
    shift,
    swap,
    verdicts,
    version,
    wage,
)

ANNE = [employee("0001")]
DAY = "2026-10-12"
ONE_THEN_FIVE = (percent("1"), percent("5", occurrence=3))


def late_rule(
    *tiers: Tier,
    counting: Literal["marginal", "all"] = "marginal",
    per: Literal["shift", "day"] = "shift",
    grace: int = 0,
) -> Rules:
    return replace(
        BARE, lateness=OccurrenceRule(tiers=tiers, counting=counting, per=per, grace_minutes=grace, clause="7.1")
    )


def late_days(rules: Rules, arrivals: Sequence[str], *, wage: str = "4000.00") -> Month:
    """The first arrival is that of the 12th, the next that of the 13th, ..."""
    taps = {f"2026-10-{12 + index}": (arrival, "17:30") for index, arrival in enumerate(arrivals)}
    return office_month(rules, taps, wage=wage)


# Numbers and tiers


def test_occurrences_are_numbered_in_order_of_shift_start() -> None:
    month = late_days(late_rule(flat("5")), ["08:31", "08:30", "08:31", "08:31"])
    assert lines(month) == [
        Line("0001", "2026-10-12", "lateness", 1, "-5.00", ""),
        Line("0001", "2026-10-14", "lateness", 2, "-5.00", ""),
        Line("0001", "2026-10-15", "lateness", 3, "-5.00", ""),
    ]


def test_numbers_begin_anew_for_each_employee_and_each_rule() -> None:
    rules = replace(late_rule(flat("5")), early_departure=PRICED_BY_FIVE)
    month = a_month(
        policy=rules,
        employees=[employee("0001"), employee("0002")],
        shifts=[shift(person, DAY) for person in ("0001", "0002")],
        punches=[punch(person, DAY, "08:31", "17:29") for person in ("0001", "0002")],
    )
    assert [(line.employee, line.rule, line.occurrence) for line in lines(month)] == [
        ("0001", "early-departure", 1),
        ("0001", "lateness", 1),
        ("0002", "early-departure", 1),
        ("0002", "lateness", 1),
    ]


def test_a_higher_tier_begins_with_its_occurrence() -> None:
    # 1 % of 4000.00 is 40.00, 5 % is 200.00.
    month = late_days(late_rule(*ONE_THEN_FIVE), ["08:31"] * 4)
    assert amounts(month) == ["-40.00", "-40.00", "-200.00", "-200.00"]


def test_counting_all_reprices_the_earlier_ones_once_the_tier_is_reached() -> None:
    rules = late_rule(*ONE_THEN_FIVE, counting="all")
    assert amounts(late_days(rules, ["08:31"] * 2)) == ["-40.00", "-40.00"]
    assert amounts(late_days(rules, ["08:31"] * 3)) == ["-200.00", "-200.00", "-200.00"]
    assert [line.occurrence for line in lines(late_days(rules, ["08:31"] * 3))] == [1, 2, 3]


def test_a_tier_begins_with_its_minutes() -> None:
    rules = late_rule(flat("0"), flat("5", minutes=15), flat("50", minutes=60))
    month = late_days(rules, ["08:44", "08:45", "09:29", "09:30"])
    assert amounts(month) == ["0.00", "-5.00", "-5.00", "-50.00"]


def test_the_minutes_of_a_tier_include_the_grace() -> None:
    # Ten minutes of grace; 08:41 is eleven minutes late.
    rules = late_rule(flat("1"), flat("9", minutes=11), grace=10)
    assert amounts(late_days(rules, ["08:40", "08:41"])) == ["-9.00"]


def test_the_occurrence_weighs_more_than_the_minutes_in_choosing_the_tier() -> None:
    # From the second on 2.00, though 30 minutes would cost 50.00.
    rules = late_rule(flat("1"), flat("50", minutes=30), flat("2", occurrence=2))
    assert amounts(late_days(rules, ["09:00", "09:00"])) == ["-50.00", "-2.00"]


def test_of_the_tiers_of_one_occurrence_the_one_with_more_minutes_holds() -> None:
    rules = late_rule(flat("1"), flat("2", occurrence=2), flat("7", occurrence=2, minutes=30))
    assert amounts(late_days(rules, ["09:00", "08:59", "09:00"])) == ["-1.00", "-2.00", "-7.00"]


def test_an_occurrence_below_all_tiers_makes_an_entry_of_nothing() -> None:
    month = late_days(late_rule(flat("5", occurrence=2)), ["08:31", "08:31"])
    assert amounts(month) == ["0.00", "-5.00"]
    assert amounts(late_days(late_rule(), ["08:31"])) == ["0.00"]


def test_absences_and_missing_punches_have_no_minutes() -> None:
    tiers = (flat("5"), flat("99", minutes=1))
    rules = replace(BARE, absence=OccurrenceRule(tiers=tiers), missing_punch=OccurrenceRule(tiers=tiers))
    assert amounts(office_month(rules, {DAY: (), "2026-10-13": ("08:30",)})) == ["-5.00", "-5.00"]


# Prices


def test_a_percentage_is_rounded_half_up_once_in_the_line() -> None:
    # 3333.50 × 1 % = 33.335, 3333.49 × 1 % = 33.3349
    assert amounts(late_days(late_rule(percent("1")), ["08:31"], wage="3333.50")) == ["-33.34"]
    assert amounts(late_days(late_rule(percent("1")), ["08:31"], wage="3333.49")) == ["-33.33"]


def test_a_percentage_may_have_decimals() -> None:
    # 4000.00 × 0.5 % = 20.00
    assert amounts(late_days(late_rule(percent("0.5")), ["08:31"])) == ["-20.00"]


def test_lateness_by_daily_wages_takes_no_share_of_the_day() -> None:
    # 4350.00 ÷ 21.75 × 0.5 = 100.00
    assert amounts(late_days(late_rule(daily("0.5")), ["08:31"], wage="4350.00")) == ["-100.00"]


def test_each_occurrence_goes_by_the_base_wage_of_its_day() -> None:
    taps = {"2026-10-15": ("08:31", "17:30"), "2026-10-16": ("08:31", "17:30")}
    month = office_month(late_rule(percent("1")), taps, wage="4000.00", wages=[wage("0001", "2026-10-16", "6000.00")])
    assert amounts(month) == ["-40.00", "-60.00"]


# Per shift or per day


def two_sessions(rules: Rules, morning: Sequence[str], afternoon: Sequence[str]) -> Month:
    """08:30 to 12:00 and 13:30 to 17:30: 210 and 240 of 450 minutes."""
    return a_month(
        policy=rules,
        employees=ANNE,
        shifts=[shift("0001", DAY, "08:30-12:00"), shift("0001", DAY, "13:30-17:30")],
        punches=[punch("0001", DAY, *morning, *afternoon)],
    )


def test_per_shift_each_shift_of_a_day_is_an_occurrence() -> None:
    month = two_sessions(late_rule(flat("5")), ["08:40", "12:00"], ["13:50", "17:30"])
    assert [(line.occurrence, line.amount) for line in lines(month)] == [(1, "-5.00"), (2, "-5.00")]


def test_per_day_the_shifts_of_a_day_are_one_with_the_most_of_their_minutes() -> None:
    rules = late_rule(flat("5"), flat("50", minutes=20), per="day")
    assert amounts(two_sessions(rules, ["08:40", "12:00"], ["13:50", "17:30"])) == ["-50.00"]
    assert amounts(two_sessions(rules, ["08:50", "12:00"], ["13:40", "17:30"])) == ["-50.00"]
    # 19 and 19 minutes are not 38.
    assert amounts(two_sessions(rules, ["08:49", "12:00"], ["13:49", "17:30"])) == ["-5.00"]


def test_per_day_two_days_are_two() -> None:
    month = late_days(late_rule(flat("5"), per="day"), ["08:31", "08:31"])
    assert [line.occurrence for line in lines(month)] == [1, 2]


def test_per_day_goes_by_the_work_date_also_past_midnight() -> None:
    month = a_month(
        policy=replace(BARE, early_departure=OccurrenceRule(per="day", tiers=(flat("5"),))),
        employees=ANNE,
        shifts=[shift("0001", DAY, "14:00-18:00"), shift("0001", DAY, "night"), shift("0001", "2026-10-13", "night")],
        punches=[
            punch("0001", DAY, "14:00", "17:50", "22:00"),
            punch("0001", "2026-10-13", "05:50", "22:00"),
            punch("0001", "2026-10-14", "05:50"),
        ],
    )
    assert [(line.date, line.occurrence) for line in lines(month)] == [(DAY, 1), ("2026-10-13", 2)]


def test_counting_all_counts_days_where_the_rule_goes_per_day() -> None:
    rules = late_rule(flat("1"), flat("9", occurrence=2), per="day", counting="all")
    assert amounts(two_sessions(rules, ["08:40", "12:00"], ["13:50", "17:30"])) == ["-1.00"]


# Absence and its share of the day


def test_an_absence_of_one_of_two_shifts_takes_its_share_of_the_days_wage() -> None:
    # 240 of 450 minutes: 200.00 × 240/450 = 106.666...
    rules = replace(BARE, absence=OccurrenceRule(tiers=(daily("1"),)))
    assert amounts(two_sessions(rules, ["08:30", "12:00"], [])) == ["-106.67"]


def test_absent_from_both_shifts_costs_each_share_or_once_the_whole() -> None:
    # 200.00 × 210/450 = 93.333..., 200.00 × 240/450 = 106.666...
    per_shift = replace(BARE, absence=OccurrenceRule(tiers=(daily("1"),)))
    assert amounts(two_sessions(per_shift, [], [])) == ["-93.33", "-106.67"]
    per_day = replace(BARE, absence=OccurrenceRule(per="day", tiers=(daily("1"),)))
    assert amounts(two_sessions(per_day, [], [])) == ["-200.00"]


def test_an_absence_by_percentage_or_amount_takes_no_share() -> None:
    # 4350.00 × 1 % = 43.50
    by_percent = replace(BARE, absence=OccurrenceRule(tiers=(percent("1"),)))
    assert amounts(two_sessions(by_percent, ["08:30", "12:00"], [])) == ["-43.50"]
    by_amount = replace(BARE, absence=PRICED_BY_FIVE)
    assert amounts(two_sessions(by_amount, ["08:30", "12:00"], [])) == ["-5.00"]


def test_the_share_is_of_the_shifts_that_the_person_has_after_swaps() -> None:
    # 0002 has 240 minutes and takes 210 more: absent from the 240, that is 240 of 450.
    rules = replace(BARE, absence=OccurrenceRule(tiers=(daily("1"),)))
    month = a_month(
        policy=rules,
        employees=[employee("0001"), employee("0002")],
        shifts=[shift("0001", DAY, "08:30-12:00"), shift("0002", DAY, "13:30-17:30")],
        punches=[punch("0002", DAY, "08:30", "12:00")],
        swaps=[swap("W1", "0001", "0002", DAY)],
    )
    assert lines(month) == [Line("0002", DAY, "absence", 1, "-106.67", "")]


# Missing punches and early departures


def test_a_missing_punch_is_counted_once_a_shift() -> None:
    rules = replace(BARE, missing_punch=OccurrenceRule(tiers=(flat("3", occurrence=3),)))
    taps = {"2026-10-12": ("08:30",), "2026-10-13": ("17:30",), "2026-10-14": ("08:30",)}
    assert amounts(office_month(rules, taps)) == ["0.00", "0.00", "-3.00"]


def test_an_early_departure_is_priced_by_its_minutes() -> None:
    rules = replace(BARE, early_departure=OccurrenceRule(tiers=(flat("12.50", minutes=30),)))
    assert amounts(office_month(rules, {DAY: ("08:30", "17:01"), "2026-10-13": ("08:30", "17:00")})) == [
        "0.00",
        "-12.50",
    ]


def test_who_is_late_and_leaves_no_second_punch_answers_for_both() -> None:
    rules = replace(late_rule(flat("5")), missing_punch=PRICED_BY_FIVE)
    assert [line.rule for line in lines(office_month(rules, {DAY: ("08:31",)}))] == ["lateness", "missing-punch"]


# Versions


def test_days_whose_version_lacks_the_rule_are_counted_and_not_charged() -> None:
    policy = [version(BARE), version(late_rule(*ONE_THEN_FIVE), "2026-10-14")]
    taps = {f"2026-10-{day}": ("08:31", "17:30") for day in (12, 13, 14)}
    month = office_month(policy, taps, wage="4000.00")
    assert verdicts(month) == ["late", "late", "late"]
    assert lines(month) == [Line("0001", "2026-10-14", "lateness", 3, "-200.00", "")]


def test_days_whose_later_version_lacks_the_rule_count_for_counting_all() -> None:
    policy = [version(late_rule(*ONE_THEN_FIVE, counting="all")), version(BARE, "2026-10-14")]
    taps = {f"2026-10-{day}": ("08:31", "17:30") for day in (12, 13, 14)}
    assert amounts(office_month(policy, taps, wage="4000.00")) == ["-200.00", "-200.00"]


def test_without_the_rule_there_is_no_grace_in_counting() -> None:
    policy = [version(BARE), version(late_rule(flat("5"), flat("9", occurrence=2), grace=10), "2026-10-13")]
    taps = {"2026-10-12": ("08:31", "17:30"), "2026-10-13": ("08:40", "17:30"), "2026-10-14": ("08:41", "17:30")}
    assert lines(office_month(policy, taps)) == [Line("0001", "2026-10-14", "lateness", 2, "-9.00", "")]


def test_on_days_whose_version_lacks_the_rule_each_shift_is_one() -> None:
    per_day = late_rule(flat("1"), flat("9", occurrence=3), per="day")
    month = a_month(
        policy=[version(BARE), version(per_day, "2026-10-13")],
        employees=ANNE,
        shifts=[
            shift("0001", DAY, "08:30-12:00"),
            shift("0001", DAY, "13:30-17:30"),
            shift("0001", "2026-10-13"),
        ],
        punches=[punch("0001", DAY, "08:31", "12:00", "13:31", "17:30"), punch("0001", "2026-10-13", "08:31", "17:30")],
    )
    assert lines(month) == [Line("0001", "2026-10-13", "lateness", 3, "-9.00", "")]


def test_only_the_days_of_a_version_with_counting_all_are_repriced() -> None:
    marginal, together = late_rule(*ONE_THEN_FIVE), late_rule(*ONE_THEN_FIVE, counting="all")
    taps = {f"2026-10-{day}": ("08:31", "17:30") for day in (12, 13, 14)}
    month = office_month([version(marginal), version(together, "2026-10-13")], taps, wage="4000.00")
    # The 1st by its own number, the 2nd as one of three.
    assert amounts(month) == ["-40.00", "-200.00", "-200.00"]


def test_lateness_of_the_days_around_the_period_does_not_count() -> None:
    days = ("2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01")
    month = a_month(
        policy=late_rule(*ONE_THEN_FIVE),
        employees=[employee("0001", "4000.00")],
        shifts=[shift("0001", day) for day in days],
        punches=[punch("0001", day, "08:31", "17:30") for day in days],
    )
    assert [(line.date, line.occurrence) for line in lines(month)] == [("2026-10-01", 1), ("2026-10-31", 2)]
