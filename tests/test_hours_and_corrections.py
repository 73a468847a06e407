"""Prices by the hour, and corrected punches (rules, section 19)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.month.context import Month
from payroll.month.entries import joined
from payroll.month.month import arrange, attend, settle
from payroll.policy.model import GuardRule, OccurrenceRule, Rules
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    added_punch,
    amounts,
    days,
    employee,
    flat,
    hourly,
    leave,
    ledger,
    lines,
    office_month,
    percent,
    punch,
    shift,
    total,
    verdicts,
    version,
)
from tests.month_frames import ledger_lines

DAY = "2026-10-12"


# By the hour: 4350.00 ÷ 21.75 ÷ 8 is 25.00 an hour, and 10.00 is 24 minutes of it.


def late(*tiers: tuple[str, int], hours: str = "8", counting: str = "marginal", per: str = "shift") -> Rules:
    rule = OccurrenceRule(
        tiers=tuple(hourly(number, minutes=minutes) for number, minutes in tiers),
        counting="all" if counting == "all" else "marginal",
        per="day" if per == "day" else "shift",
        clause="7.1",
    )
    return replace(BARE, lateness=rule, hours_per_day=Decimal(hours))


@pytest.mark.parametrize(
    ("arrival", "amount"),
    [
        ("08:31", "-0.42"),  # 0.41666...
        ("08:54", "-10.00"),
        ("09:30", "-25.00"),
        ("16:30", "-200.00"),  # eight hours are a daily wage
    ],
)
def test_lateness_by_the_hour_takes_each_minute(arrival: str, amount: str) -> None:
    assert amounts(office_month(late(("1", 0)), {DAY: (arrival, "17:30")})) == [amount]


def test_a_number_of_hourly_wages_multiplies() -> None:
    assert amounts(office_month(late(("1.5", 0)), {DAY: ("09:30", "17:30")})) == ["-37.50"]
    assert amounts(office_month(late(("0", 0)), {DAY: ("09:30", "17:30")})) == ["0.00"]


def test_an_hour_is_worth_more_where_a_day_has_fewer() -> None:
    # 4350.00 ÷ 21.75 ÷ 7.5 = 26.666...
    assert amounts(office_month(late(("1", 0), hours="7.5"), {DAY: ("09:30", "17:30")})) == ["-26.67"]
    assert amounts(office_month(late(("1", 0), hours="10"), {DAY: ("09:30", "17:30")})) == ["-20.00"]


def test_hours_are_those_of_the_version_of_the_day() -> None:
    policies = [version(late(("1", 0))), version(late(("1", 0), hours="10"), "2026-10-13")]
    month = office_month(policies, {DAY: ("09:30", "17:30"), "2026-10-13": ("09:30", "17:30")})
    assert amounts(month) == ["-25.00", "-20.00"]


def test_half_a_cent_is_rounded_up() -> None:
    # 2610.00 ÷ 21.75 ÷ 8 ÷ 60 = 0.25 a minute; half of it for three minutes is 0.375.
    month = office_month(late(("0.5", 0)), {DAY: ("08:33", "17:30")}, wage="2610.00")
    assert amounts(month) == ["-0.38"]


def test_tiers_by_the_hour_go_by_minutes_like_others() -> None:
    rules = late(("1", 0), ("2", 30))
    month = office_month(rules, {DAY: ("08:59", "17:30"), "2026-10-13": ("09:00", "17:30")})
    assert amounts(month) == ["-12.08", "-25.00"]  # 29 × 25/60 = 12.083..., 30 × 50/60


def test_by_the_day_the_most_minutes_are_priced() -> None:
    month = a_month(
        policy=late(("1", 0), per="day"),
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, times) for times in ("08:30-12:00", "13:30-17:30")],
        punches=[punch("0001", DAY, "08:54", "12:00", "14:30", "17:30")],
    )
    assert amounts(month) == ["-25.00"]


def test_early_departure_by_the_hour() -> None:
    rules = replace(BARE, early_departure=OccurrenceRule(tiers=(hourly("1"),)))
    assert amounts(office_month(rules, {DAY: ("08:30", "17:06")})) == ["-10.00"]


def absent(*, per: str = "shift") -> Rules:
    rule = OccurrenceRule(tiers=(hourly("1"),), per="day" if per == "day" else "shift")
    return replace(BARE, absence=rule, guard=GuardRule(max_percent=Decimal(0)))


def test_absence_by_the_hour_takes_the_minutes_that_were_missed() -> None:
    # The office shift has nine hours: 225.00, of which 25.00 above the daily wage are a fine that the guard gives back.
    whole = office_month(absent(), {DAY: ()})
    assert lines(whole) == [
        Line("0001", DAY, "absence", 1, "-225.00", ""),
        Line("0001", "2026-10-31", "guard", 0, "25.00", ""),
    ]
    # Leave takes the morning: from 12:30 on there are five hours.
    half = office_month(absent(), {DAY: ()}, leave=[leave("L1", DAY, f"{DAY} 12:30")])
    assert [line.amount for line in lines(half, "absence")] == ["-125.00"]


def test_absence_by_the_hour_and_by_the_day_adds_the_minutes() -> None:
    month = a_month(
        policy=replace(absent(per="day"), guard=None),
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, times) for times in ("08:30-12:00", "13:30-17:30")],
    )
    assert amounts(month) == ["-187.50"]  # 7.5 hours


def test_the_law_reckons_the_time_of_a_lateness_by_the_same_hours() -> None:
    # Thirty minutes of a day of 7.5 hours are worth 13.33; of 20.00 the rest is a fine, and none may be taken.
    rule = OccurrenceRule(tiers=(flat("20"),), kind="absence")
    rules = replace(BARE, lateness=rule, hours_per_day=Decimal("7.5"), guard=GuardRule(max_percent=Decimal(0)))
    assert [line.amount for line in lines(office_month(rules, {DAY: ("09:00", "17:30")}), "guard")] == ["6.67"]


def told(month: Month) -> tuple[str, str]:
    [row] = ledger(month).to_dict("records")
    return row["explanation_zh"], row["explanation_en"]


def test_the_line_tells_the_hours() -> None:
    assert told(office_month(late(("1.5", 0)), {DAY: ("08:54", "17:30")})) == (
        "2026-10-12 班次 08:30–17:30，首次打卡 08:54，迟到 24 分钟；本月第 1 次，"
        "按小时工资 × 1.5：4350.00 ÷ 21.75 ÷ 8 × 24/60 × 1.5 = 15.00（条款 7.1）",
        "2026-10-12 shift 08:30–17:30, first punch 08:54, 24 min late; no. 1 this month, "
        "at hourly wage × 1.5: 4350.00 ÷ 21.75 ÷ 8 × 24/60 × 1.5 = 15.00 (clause 7.1)",
    )
    english = told(office_month(replace(absent(), guard=None), {DAY: ()}))[1]
    assert english.endswith(", at hourly wage × 1: 4350.00 ÷ 21.75 ÷ 8 × 540/60 × 1 = 225.00")


# Corrected punches


def counted(free: int | None, *, per: str = "shift") -> Rules:
    rule = OccurrenceRule(
        tiers=(flat("5"), flat("20", occurrence=3)), free_corrections=free, per="day" if per == "day" else "shift"
    )
    return replace(BARE, missing_punch=rule)


def corrected_days(rules: Rules, number: int) -> Month:
    """So many days from the 12th on, on each of which the departure was added later."""
    dates = [f"2026-10-{12 + index}" for index in range(number)]
    return a_month(
        policy=rules,
        employees=[employee("0001")],
        shifts=[shift("0001", date) for date in dates],
        punches=[rows for date in dates for rows in (punch("0001", date, "08:30"), added_punch("0001", date, "17:30"))],
    )


def test_the_first_corrections_of_a_period_are_free() -> None:
    assert amounts(corrected_days(counted(2), 2)) == []
    month = corrected_days(counted(2), 3)
    assert lines(month) == [Line("0001", "2026-10-14", "missing-punch", 1, "-5.00", "")]
    assert verdicts(month) == ["ok", "ok", "ok"]
    assert amounts(corrected_days(counted(2), 6)) == ["-5.00", "-5.00", "-20.00", "-20.00"]


def test_with_none_free_the_first_correction_counts() -> None:
    assert amounts(corrected_days(counted(0), 1)) == ["-5.00"]


def test_without_the_key_or_the_rule_corrections_cost_nothing() -> None:
    assert amounts(corrected_days(counted(None), 5)) == []
    assert amounts(corrected_days(BARE, 5)) == []


def test_corrections_beyond_the_free_ones_are_numbered_with_the_missing_punches() -> None:
    # One is free. The 12th is corrected, the 13th misses a punch, the 14th is corrected, the 15th misses a punch.
    month = a_month(
        policy=counted(1),
        employees=[employee("0001")],
        shifts=[shift("0001", f"2026-10-{day}") for day in (12, 13, 14, 15)],
        punches=[
            added_punch("0001", "2026-10-12", "08:30", "17:30"),
            punch("0001", "2026-10-13", "08:30"),
            added_punch("0001", "2026-10-14", "08:30"),
            punch("0001", "2026-10-14", "17:30"),
            punch("0001", "2026-10-15", "17:30"),
        ],
    )
    assert [(line.date, line.occurrence, line.amount) for line in lines(month)] == [
        ("2026-10-13", 1, "-5.00"),
        ("2026-10-14", 2, "-5.00"),
        ("2026-10-15", 3, "-20.00"),
    ]


def test_a_shift_that_is_corrected_and_still_misses_a_punch_is_one_occurrence_and_one_correction() -> None:
    def month(free: int) -> Month:
        return a_month(
            policy=counted(free),
            employees=[employee("0001")],
            shifts=[shift("0001", DAY), shift("0001", "2026-10-13")],
            punches=[added_punch("0001", DAY, "08:30"), added_punch("0001", "2026-10-13", "08:30", "17:30")],
        )

    assert days(month(0)) == [DAY, "2026-10-13"]
    assert days(month(1)) == [DAY, "2026-10-13"]  # the 12th uses up the free one
    assert days(month(2)) == [DAY]


def test_a_marked_punch_that_is_neither_arrival_nor_departure_makes_no_corrected_shift() -> None:
    punches = [punch("0001", DAY, "08:30", "17:30"), added_punch("0001", DAY, "12:00")]
    month = a_month(policy=counted(0), employees=[employee("0001")], shifts=[shift("0001", DAY)], punches=punches)
    assert amounts(month) == []


def test_a_punch_that_the_person_made_as_well_is_no_correction() -> None:
    punches = [added_punch("0001", DAY, "08:30"), punch("0001", DAY, "08:30", "17:30")]
    for order in (punches, punches[::-1]):
        month = a_month(policy=counted(0), employees=[employee("0001")], shifts=[shift("0001", DAY)], punches=order)
        assert amounts(month) == []


def test_corrections_of_the_days_around_and_unclear_shifts_do_not_count() -> None:
    dates = ("2026-09-30", "2026-10-01", "2026-10-02")
    month = a_month(
        policy=counted(1),
        employees=[employee("0001")],
        shifts=[shift("0001", date) for date in dates],
        punches=[added_punch("0001", date, "08:30", "17:30") for date in dates],
        unclear=[("0001", "2026-10-01")],
    )
    assert verdicts(month) == ["unclear", "ok"]
    assert amounts(month) == []


def test_by_the_day_two_corrected_shifts_are_one_occurrence_but_two_corrections() -> None:
    def month(free: int) -> Month:
        return a_month(
            policy=counted(free, per="day"),
            employees=[employee("0001")],
            shifts=[shift("0001", DAY, times) for times in ("08:30-12:00", "13:30-17:30")],
            punches=[added_punch("0001", DAY, "08:30", "12:00", "13:30", "17:30")],
        )

    assert [amounts(month(free)) for free in (0, 1, 2)] == [["-5.00"], ["-5.00"], []]


def test_the_version_of_the_day_says_how_many_are_free_of_all_of_the_period() -> None:
    policies = [version(counted(None)), version(counted(2), "2026-10-14")]
    dates = [f"2026-10-{day}" for day in (12, 13, 14)]
    month = a_month(
        policy=policies,
        employees=[employee("0001")],
        shifts=[shift("0001", date) for date in dates],
        punches=[added_punch("0001", date, "08:30", "17:30") for date in dates],
    )
    # The 12th and 13th cost nothing, but the 14th is the third of the period.
    assert days(month) == ["2026-10-14"]


def test_the_line_tells_that_a_punch_was_added() -> None:
    table = ledger(corrected_days(counted(2), 3)).iloc[0]
    assert table["explanation_zh"] == ("2026-10-14 班次 08:30–17:30，补卡（本月第 3 个补卡班次）；本月第 1 次，扣 5.00")
    assert table["explanation_en"] == (
        "2026-10-14 shift 08:30–17:30, a corrected punch (corrected shift no. 3 this month); "
        "no. 1 this month, 5.00 charged"
    )
    assert table["evidence"] == "shifts.csv:4; punches.csv:6; punches.csv:7"
    mixed = a_month(
        policy=counted(0),
        employees=[employee("0001")],
        shifts=[shift("0001", DAY), shift("0001", "2026-10-13")],
        punches=[punch("0001", DAY, "08:30"), added_punch("0001", "2026-10-13", "08:30", "17:30")],
    )
    assert [told.split(";")[0] for told in ledger(mixed)["explanation_en"]] == [
        "2026-10-12 shift 08:30–17:30, no punch at the end",
        "2026-10-13 shift 08:30–17:30, a corrected punch (corrected shift no. 1 this month)",
    ]


# What holds for every month


TAPS = st.dictionaries(
    st.integers(1, 28),
    st.tuples(
        st.sampled_from(["", "08:30", "08:45", "09:40"]),
        st.booleans(),
        st.sampled_from(["", "17:30", "16:20"]),
        st.booleans(),
    ),
    max_size=10,
)
PEOPLE = st.lists(TAPS, min_size=1, max_size=3)
Taps = Mapping[int, tuple[str, bool, str, bool]]
ALL_RULES = replace(
    BARE,
    lateness=OccurrenceRule(tiers=(hourly("1"), hourly("2", minutes=30))),
    early_departure=OccurrenceRule(tiers=(hourly("1.5"),)),
    absence=OccurrenceRule(tiers=(hourly("1"),)),
    missing_punch=OccurrenceRule(tiers=(percent("1"),), free_corrections=2, counting="all"),
)
some = settings(derandomize=True, deadline=None, max_examples=15)


def random_month(people: Sequence[Taps], *, backwards: bool = False) -> Month:
    shifts, punches = [], []
    for number, taps in enumerate(people):
        for day, (arrival, arrival_added, departure, departure_added) in taps.items():
            date, person = f"2026-10-{day:02d}", f"{number:04d}"
            shifts.append(shift(person, date))
            for time, is_added in ((arrival, arrival_added), (departure, departure_added)):
                if time:
                    punches.append((added_punch if is_added else punch)(person, date, time))
    if backwards:
        shifts, punches = shifts[::-1], punches[::-1]
    roster = [employee(f"{number:04d}", "4444.44") for number in range(len(people))]
    return a_month(policy=ALL_RULES, employees=roster, shifts=shifts, punches=punches)


@some
@given(people=PEOPLE)
def test_order_of_rows_and_split_of_people_change_nothing(people: Sequence[Taps]) -> None:
    month, backwards = random_month(people), random_month(people, backwards=True)
    whole = ledger(month)
    said = ["entry_id", "occurrence", "amount", "explanation_zh", "explanation_en"]
    assert whole[said].astype(object).equals(ledger(backwards)[said].astype(object))
    arranged = arrange(month)
    part = np.arange(len(people)) % 2 == 0
    entries = []
    for chosen in (part, ~part):
        shifts = arranged.swaps.shifts
        attended = attend(arranged.month, shifts[chosen[shifts["employee"].to_numpy()]])
        entries.append(settle(arranged, attended, attended.empty, chosen).entries)
    assert whole.astype(object).equals(ledger_lines(month, joined(entries)).astype(object))


@some
@given(people=PEOPLE)
def test_a_punch_made_by_hand_never_costs_more_than_one_that_was_added(people: Sequence[Taps]) -> None:
    by_hand = [{day: (taps[0], False, taps[2], False) for day, taps in each.items()} for each in people]
    assert Decimal(total(random_month(by_hand))) >= Decimal(total(random_month(people)))
