"""Before it costs: what the next time would cost, what is used up, what is due. A base wage of 4350.00 throughout."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.language import Text
from payroll.money import plain
from payroll.month.context import Month, records
from payroll.month.entries import Entry, entries
from payroll.month.month import arrange, attend, judge
from payroll.month.outlook.ahead import Urgency
from payroll.month.outlook.next_one import costs_of_next
from payroll.month.outlook.outlook import look_ahead
from payroll.month.outlook.so_far import day_reached
from payroll.period import NO_DAY, iso_day
from payroll.policy.model import ComplaintRule, ComplaintStep, OccurrenceRule, ProbationRule, Rules, SwapRule
from tests.month_builder import (
    BARE,
    a_month,
    cents,
    complaint,
    daily,
    employee,
    flat,
    leave,
    lines,
    percent,
    punch,
    shift,
    swap,
    version,
    wage,
)
from tests.month_frames import Row, day

ONE_THEN_FIVE = OccurrenceRule(tiers=(percent("1"), percent("5", occurrence=3)))
"""1 % is 43.50; from the third on 5 %, 217.50."""
DAYS = ("2026-10-08", "2026-10-09", "2026-10-12", "2026-10-13", "2026-10-14", "2026-10-15")


def late(date: str, minutes: int = 10) -> list[Row]:
    """Return the punches of an office shift (08:30 to 17:30) that began late."""
    return punch("0001", date, f"08:{30 + minutes}", "17:30")


def on_time(date: str, employee_id: str = "0001") -> list[Row]:
    return punch(employee_id, date, "08:25", "17:35")


def lateness(*dates: str, rule: OccurrenceRule = ONE_THEN_FIVE, wages: tuple[Row, ...] = ()) -> Month:
    """Return a month with a shift on each of ``DAYS``, late on some of them, on time on the others up to the last."""
    known = [date for date in DAYS if not dates or date <= max(dates)]
    return a_month(
        policy=replace(BARE, lateness=rule),
        employees=[employee("0001")],
        wages=wages,
        shifts=[shift("0001", date) for date in DAYS],
        punches=[late(date) if date in dates else on_time(date) for date in known],
    )


def findings(month: Month, as_of: str, *, everything: bool = False) -> list[dict[str, Any]]:
    """Return the findings as of a day."""
    arranged = arrange(month)
    attended = attend(arranged.month, arranged.swaps.shifts)
    return records(look_ahead(arranged, attended, day(as_of), everything=everything))


def told(month: Month, as_of: str, *, everything: bool = False) -> list[tuple[str, str, int, str]]:
    """Return (employee, rule, count, cost) of each finding."""
    found = findings(month, as_of, everything=everything)
    return [(row["employee_id"], row["rule"], row["count"], plain(row["cost"], 2)) for row in found]


# The next one costs more


def test_the_second_lateness_costs_what_the_first_did_and_is_not_told() -> None:
    assert told(lateness(DAYS[0]), DAYS[0]) == []


def test_the_third_lateness_costs_more_and_is_told_before_it_happens() -> None:
    assert told(lateness(*DAYS[:2]), DAYS[1]) == [("0001", "lateness", 2, "217.50")]


def test_the_fourth_costs_what_the_third_did_and_is_not_told() -> None:
    assert told(lateness(*DAYS[:3]), DAYS[2]) == []


def test_everything_tells_also_what_costs_the_same() -> None:
    assert told(lateness(DAYS[0]), DAYS[0], everything=True) == [("0001", "lateness", 1, "43.50")]


def test_nobody_is_told_of_what_never_happened() -> None:
    month = lateness(rule=OccurrenceRule(tiers=(flat("100"),)))
    assert told(month, DAYS[1], everything=True) == []


def test_where_all_are_priced_alike_the_next_one_prices_the_earlier_ones_anew() -> None:
    # 3 × 217.50 − 2 × 43.50 = 565.50, of which 565.50 − 217.50 = 348.00 for the first two
    month = lateness(*DAYS[:2], rule=replace(ONE_THEN_FIVE, counting="all"))
    (found,) = findings(month, DAYS[1])
    assert found["cost"] == cents("565.50")
    assert "其中以前各次补算 348.00" in found["explanation_zh"]
    assert "of which 348.00 for the earlier ones" in found["explanation_en"]


def of_lateness(*lines: tuple[int, int, int]) -> pd.DataFrame:
    """Return entries of lateness: employee, occurrence, amount."""
    return entries(
        Entry(
            employee=employee,
            date=0,
            rule="lateness",
            event=str(occurrence),
            clause="",
            amount=amount,
            version=0,
            evidence="",
            explanation=Text("", ""),
            occurrence=occurrence,
        )
        for employee, occurrence, amount in lines
    )


def test_a_cost_that_a_float_cannot_hold_is_exact_beside_a_first_occurrence() -> None:
    great = 2**53 + 1
    costs = costs_of_next(of_lateness((0, 1, -2)), of_lateness((0, 1, -2), (0, 2, -great), (1, 1, -great)))
    assert costs["employee"].tolist() == [0, 1]
    assert costs["cost"].tolist() == [9007199254740993, 9007199254740993]
    assert costs["count"].tolist() == [1, 0]


def test_the_arithmetic_and_the_next_shift_are_told_in_both_languages() -> None:
    (found,) = findings(lateness(*DAYS[:2]), DAYS[1])
    assert found["explanation_zh"] == (
        "本月已迟到 2 次；再迟到一次要扣 217.50：2026-10-12 班次 08:30–17:30，如果迟到 1 分钟；"
        "本月第 3 次，按 5%：4350.00 × 5% = 217.50"
    )
    assert found["explanation_en"] == (
        "late 2 times this month; the next lateness costs 217.50: 2026-10-12 shift 08:30–17:30, if 1 min late; "
        "no. 3 this month, at 5%: 4350.00 × 5% = 217.50"
    )


def test_the_fewest_minutes_beyond_the_grace_are_taken() -> None:
    rule = replace(ONE_THEN_FIVE, grace_minutes=5)
    (found,) = findings(lateness(*DAYS[:2], rule=rule), DAYS[1])
    assert "6 min late" in found["explanation_en"]


def test_a_long_lateness_makes_the_next_short_one_no_dearer() -> None:
    # the last cost 20 for its 40 minutes, the next costs at least 5, as it would have before
    rule = OccurrenceRule(tiers=(flat("5"), flat("20", minutes=30)))
    month = a_month(
        policy=replace(BARE, lateness=rule),
        employees=[employee("0001")],
        shifts=[shift("0001", date) for date in DAYS],
        punches=[punch("0001", DAYS[0], "09:10", "17:30")],
    )
    assert lines(month, "lateness")[0].amount == "-20.00"
    assert told(month, DAYS[0]) == []
    assert told(month, DAYS[0], everything=True) == [("0001", "lateness", 1, "5.00")]


def test_the_base_wage_is_that_of_the_day_of_the_next_shift() -> None:
    # 5 % of 5000.00 from 12 October on
    month = lateness(*DAYS[:2], wages=(wage("0001", "2026-10-12", "5000.00"),))
    assert told(month, DAYS[1]) == [("0001", "lateness", 2, "250.00")]


def test_the_rule_is_that_of_the_version_of_the_next_shift() -> None:
    dearer = replace(BARE, lateness=OccurrenceRule(tiers=(flat("1"), flat("99", occurrence=2))))
    versions = [version(replace(BARE, lateness=ONE_THEN_FIVE)), version(dearer, "2026-10-09")]
    month = a_month(
        policy=versions,
        employees=[employee("0001")],
        shifts=[shift("0001", date) for date in DAYS],
        punches=[late(DAYS[0])],
    )
    assert told(month, DAYS[0]) == [("0001", "lateness", 1, "99.00")]


def test_without_a_shift_ahead_there_is_no_next_lateness() -> None:
    month = lateness(DAYS[4], DAYS[5])
    assert told(month, DAYS[5], everything=True) == []


def evening(latest: str) -> Month:
    """Return a month whose last shift of 0001 begins at 18:30 on the as-of day, and 0002 has the latest punch."""
    return a_month(
        policy=replace(BARE, lateness=ONE_THEN_FIVE),
        employees=[employee("0001"), employee("0002")],
        shifts=[
            *(shift("0001", date) for date in DAYS[:2]),
            shift("0001", DAYS[2], "evening"),
            shift("0002", DAYS[2], "16:00-23:00"),
        ],
        punches=[late(DAYS[0]), late(DAYS[1]), punch("0002", DAYS[2], latest)],
    )


def test_a_shift_of_the_as_of_day_is_the_next_one_until_it_begins() -> None:
    assert told(evening("18:29"), DAYS[2]) == [("0001", "lateness", 2, "217.50")]
    assert told(evening("18:30"), DAYS[2]) == []


def test_a_shift_that_leave_covers_is_not_the_next_one() -> None:
    month = lateness(*DAYS[:2])
    away = a_month(
        policy=replace(BARE, lateness=ONE_THEN_FIVE),
        employees=[employee("0001")],
        shifts=[shift("0001", date) for date in DAYS],
        punches=[late(DAYS[0]), late(DAYS[1])],
        leave=[leave("QJ-1", DAYS[2], DAYS[2])],
    )
    assert f"{DAYS[2]} shift" in findings(month, DAYS[1])[0]["explanation_en"]
    assert f"{DAYS[3]} shift" in findings(away, DAYS[1])[0]["explanation_en"]


def test_with_one_occurrence_a_day_two_late_shifts_of_a_day_count_once() -> None:
    def halves(per: str) -> Month:
        rule = OccurrenceRule(tiers=(flat("5"), flat("50", occurrence=3)), per="day" if per == "day" else "shift")
        return a_month(
            policy=replace(BARE, lateness=rule),
            employees=[employee("0001")],
            shifts=[
                *(shift("0001", DAYS[0], times) for times in ("08:00-11:00", "15:00-18:00")),
                shift("0001", DAYS[1]),
            ],
            punches=[punch("0001", DAYS[0], "08:05", "11:00", "15:05", "18:00")],
        )

    assert told(halves("shift"), DAYS[0]) == [("0001", "lateness", 2, "50.00")]
    assert told(halves("day"), DAYS[0]) == []


def test_the_second_absence_is_told_with_its_daily_wages() -> None:
    # a daily wage is 200.00; the first absence costs one, each further three
    month = a_month(
        policy=replace(BARE, absence=OccurrenceRule(tiers=(daily("1"), daily("3", occurrence=2)))),
        employees=[employee("0001"), employee("0002")],
        shifts=[shift(who, date) for who in ("0001", "0002") for date in DAYS],
        punches=[on_time(date, "0002") for date in DAYS[:2]] + [on_time(DAYS[1])],
    )
    assert told(month, DAYS[1]) == [("0001", "absence", 1, "600.00")]


def test_early_departures_and_missing_punches_are_told_as_well() -> None:
    rule = OccurrenceRule(tiers=(flat("5"), flat("30", occurrence=2)))
    month = a_month(
        policy=replace(BARE, early_departure=rule, missing_punch=rule),
        employees=[employee("0001")],
        shifts=[shift("0001", date) for date in DAYS],
        punches=[punch("0001", DAYS[0], "08:25", "17:00"), punch("0001", DAYS[1], "08:25"), on_time(DAYS[2])],
    )
    wanted = [("0001", "early-departure", 1, "30.00"), ("0001", "missing-punch", 1, "30.00")]
    assert told(month, DAYS[2]) == wanted


numbers_late = st.integers(1, 5)
prices = st.lists(st.integers(0, 30), min_size=1, max_size=4)


@settings(derandomize=True, deadline=None, max_examples=20)
@given(times=numbers_late, percents=prices, counting=st.sampled_from(["marginal", "all"]))
def test_what_is_told_is_what_the_next_lateness_then_costs(times: int, percents: list[int], counting: Any) -> None:
    tiers = tuple(percent(str(rate), occurrence=number) for number, rate in enumerate(percents, 1))
    rule = OccurrenceRule(tiers=tiers, counting=counting)
    before, after = lateness(*DAYS[:times], rule=rule), lateness(*DAYS[: times + 1], rule=rule)
    (found,) = findings(before, DAYS[times - 1], everything=True)

    def charged(month: Month) -> int:
        entries = judge(month).entries
        return -int(entries.loc[entries["rule"] == "lateness", "amount"].sum())

    assert found["cost"] == charged(after) - charged(before)
    assert found["count"] == times


# As far as the month is known


def test_shifts_after_the_as_of_day_are_no_absences() -> None:
    month = a_month(
        policy=replace(BARE, absence=OccurrenceRule(tiers=(daily("1"), daily("3", occurrence=2)))),
        employees=[employee("0001")],
        shifts=[shift("0001", date) for date in DAYS],
        punches=[on_time(DAYS[0]), on_time(DAYS[1])],
    )
    assert told(month, DAYS[1], everything=True) == []
    assert len(lines(month, "absence")) == 4


def open_shift(latest: str) -> Month:
    """Return a month in which 0001 has no punch on 9 October, and 0002 has the latest one of the data."""
    return a_month(
        policy=replace(BARE, absence=OccurrenceRule(tiers=(daily("1"),))),
        employees=[employee("0001"), employee("0002")],
        shifts=[shift("0001", date) for date in DAYS[1:]] + [shift("0002", DAYS[1], "16:00-23:00")],
        punches=[punch("0002", DAYS[1], "15:55", latest)],
    )


def test_an_absence_counts_once_the_window_of_the_shift_is_closed() -> None:
    # the shift ends at 17:30 and its window of 240 minutes at 21:30, which is not in it
    assert told(open_shift("21:29"), DAYS[1], everything=True) == []
    assert told(open_shift("21:30"), DAYS[1], everything=True) == [("0001", "absence", 1, "200.00")]


def test_a_lateness_counts_as_soon_as_somebody_has_arrived() -> None:
    month = a_month(
        policy=replace(BARE, lateness=ONE_THEN_FIVE, missing_punch=OccurrenceRule(tiers=(flat("5"),))),
        employees=[employee("0001")],
        shifts=[shift("0001", date) for date in DAYS],
        punches=[late(DAYS[0]), punch("0001", DAYS[1], "08:40")],
    )
    assert told(month, DAYS[1]) == [("0001", "lateness", 2, "217.50")]
    assert told(month, DAYS[1], everything=True) == [("0001", "lateness", 2, "217.50")]  # and no missing punch yet


def test_a_departure_that_may_still_change_is_not_early_yet() -> None:
    rule = OccurrenceRule(tiers=(flat("5"),))
    month = a_month(
        policy=replace(BARE, early_departure=rule),
        employees=[employee("0001")],
        shifts=[shift("0001", date) for date in DAYS],
        punches=[punch("0001", DAYS[0], "08:25", "12:00")],
    )
    assert told(month, DAYS[0], everything=True) == []


def test_an_earlier_day_leaves_out_what_came_after_it() -> None:
    month = lateness(*DAYS[:3])
    assert told(month, DAYS[1]) == [("0001", "lateness", 2, "217.50")]
    assert told(month, DAYS[0]) == []


def test_the_day_reached_is_that_of_the_latest_punch_but_within_the_period() -> None:
    def reached(*taps: tuple[str, str]) -> str:
        punches = [punch("0001", date, clock) for date, clock in taps]
        found = day_reached(a_month(employees=[employee("0001")], punches=punches))
        return "" if found is None else iso_day(found)

    assert reached(("2026-10-08", "08:30"), ("2026-10-20", "17:00")) == "2026-10-20"
    assert reached(("2026-11-01", "00:10")) == "2026-10-31"
    assert reached(("2026-09-30", "23:59")) == ""
    assert reached(("2026-10-01", "00:00")) == "2026-10-01"
    assert reached() == ""


def test_somebody_who_has_left_is_not_told_of() -> None:
    month = a_month(
        policy=replace(BARE, lateness=ONE_THEN_FIVE, complaints=STEPS, swaps=SwapRule(limit=1)),
        employees=[employee("0001", left="2026-10-09"), employee("0002")],
        shifts=[shift("0001", date) for date in DAYS[:2]],
        punches=[late(DAYS[0]), late(DAYS[1])],
        complaints=[complaint("C1", "2026-10-05 10:00")],
        swaps=[swap("S1", "0001", "0002", DAYS[1])],
    )
    assert {row[0] for row in told(month, "2026-10-10", everything=True)} == {"0002"}


# Complaints

STEPS = ComplaintRule(
    steps=(ComplaintStep(cents("30")), ComplaintStep(cents("60")), ComplaintStep(action="dismissal-review"))
)


def complained(*received: str, rule: ComplaintRule = STEPS) -> Month:
    rows = [complaint(f"C{number}", f"{date} 10:00") for number, date in enumerate(received)]
    return a_month(policy=replace(BARE, complaints=rule), employees=[employee("0001")], complaints=rows)


def test_after_one_complaint_the_dearer_step_is_told() -> None:
    (found,) = findings(complained("2026-10-05"), "2026-10-20")
    assert (found["count"], found["cost"], found["action"]) == (1, cents("60"), "")
    assert found["urgency"] == Urgency.DEARER
    assert found["explanation_en"] == "1 complaint upheld; the next is no. 2 of the employment, step 2: 60.00"


def test_one_complaint_away_from_a_dismissal_review_comes_first() -> None:
    (found,) = findings(complained("2026-03-05", "2026-10-05"), "2026-10-20")
    assert (found["count"], found["cost"], found["action"]) == (2, 0, "dismissal-review")
    assert found["urgency"] == Urgency.ACTION
    assert found["explanation_zh"] == "入职以来已有 2 次属实投诉；再有一次为第 3 次，按第 3 次的标准，不扣款"


def test_after_the_last_step_there_is_no_next_one() -> None:
    month = complained("2026-03-05", "2026-04-05", "2026-10-05")
    assert told(month, "2026-10-20") == []
    assert told(month, "2026-10-20", everything=True) == [("0001", "complaint", 3, "0.00")]


def test_without_any_complaint_nothing_is_told() -> None:
    assert told(complained(), "2026-10-20", everything=True) == []


def test_a_complaint_decided_after_the_as_of_day_does_not_count_yet() -> None:
    month = complained("2026-10-05", "2026-10-21")
    assert [row[2] for row in told(month, "2026-10-20")] == [1]
    assert [row[2] for row in told(month, "2026-10-21")] == [2]


def test_complaints_outside_the_window_do_not_count() -> None:
    period = replace(STEPS, window="period")
    assert [row[2] for row in told(complained("2026-10-01", "2026-10-05", rule=period), "2026-10-20")] == [2]
    assert [row[2] for row in told(complained("2026-09-30", "2026-10-05", rule=period), "2026-10-20")] == [1]


def test_prices_by_severity_know_no_next_step() -> None:
    by_severity = ComplaintRule(severity={"minor": cents("10")})
    rows = [complaint("C1", "2026-10-05 10:00", severity="minor")]
    month = a_month(policy=replace(BARE, complaints=by_severity), employees=[employee("0001")], complaints=rows)
    assert told(month, "2026-10-20", everything=True) == []


# Swaps


def swapped(*statuses: str, limit: int = 2, amount: str = "0") -> Month:
    """Return a month in which 0002 takes a shift of 0001 for each status; only the requester counts."""
    rule = SwapRule(limit=limit, counts="requester", amount=cents(amount))
    dates = DAYS[: len(statuses)]
    return a_month(
        policy=replace(BARE, swaps=rule),
        employees=[employee("0001"), employee("0002")],
        shifts=[shift("0001", date) for date in DAYS],
        swaps=[
            swap(f"S{number}", "0001", "0002", date, status=status)
            for number, (date, status) in enumerate(zip(dates, statuses, strict=True))
        ],
    )


@pytest.mark.parametrize(
    ("statuses", "urgency"),
    [
        ((), None),
        (("approved",), Urgency.LAST_ONE),
        (("approved", "approved"), Urgency.NOTHING_LEFT),
        (("approved", "pending"), Urgency.NOTHING_LEFT),
        (("approved", "rejected"), Urgency.LAST_ONE),
        (("approved", "approved", "approved"), Urgency.NOTHING_LEFT),
    ],
)
def test_one_swap_left_and_none_left_are_told(statuses: tuple[str, ...], urgency: Urgency | None) -> None:
    found = findings(swapped(*statuses), DAYS[0])
    assert [row["urgency"] for row in found] == ([] if urgency is None else [urgency])


def test_two_swaps_left_are_not_told() -> None:
    assert told(swapped("approved", limit=3), DAYS[0]) == []


def test_one_more_swap_costs_what_a_breach_costs() -> None:
    (found,) = findings(swapped("approved", "approved", amount="15"), DAYS[0])
    assert found["cost"] == cents("15")
    assert found["explanation_en"] == "swaps this month: 2 used, 0 pending, 2 allowed: none left; one more costs 15.00"


# Probation


def on_probation(end: str, rules: Rules | None = None, left: str = "") -> Month:
    policy = rules or replace(BARE, probation=ProbationRule(months=3))
    return a_month(policy=policy, employees=[employee("0001", hired="2026-08-01", left=left, probation_end=end)])


@pytest.mark.parametrize(
    ("end", "as_of", "urgency"),
    [
        ("2026-09-30", "2026-10-10", None),  # before the period
        ("2026-10-01", "2026-10-10", Urgency.DATE),  # in the period, and over
        ("2026-10-09", "2026-10-10", Urgency.DATE),
        ("2026-10-10", "2026-10-10", Urgency.ACTION),
        ("2026-10-17", "2026-10-10", Urgency.ACTION),  # in seven days
        ("2026-10-18", "2026-10-10", Urgency.DATE),
        ("2026-10-31", "2026-10-01", Urgency.DATE),
        ("2026-11-01", "2026-10-01", None),  # neither in the period nor within thirty days
        ("2026-11-09", "2026-10-10", Urgency.DATE),  # in thirty days
        ("2026-11-10", "2026-10-10", None),
    ],
)
def test_probation_is_told_in_its_period_and_thirty_days_before(end: str, as_of: str, urgency: Urgency | None) -> None:
    found = findings(on_probation(end), as_of)
    assert [(row["urgency"], iso_day(row["day"])) for row in found] == ([(urgency, end)] if urgency else [])


def test_a_complaint_before_the_end_of_probation_asks_for_a_review() -> None:
    rules = replace(BARE, probation=ProbationRule(months=3, on_complaint="probation-review", clause="6.1"))
    (found,) = findings(on_probation("2026-10-20", rules), "2026-10-10")
    assert found["explanation_en"] == (
        "probation ends on 2026-10-20, in 10 days; please decide; a complaint before that asks for a review "
        "(clause 6.1)"
    )
    (found,) = findings(on_probation("2026-10-05", rules), "2026-10-10")
    assert found["explanation_zh"] == "试用期已于 2026-10-05 期满，请决定是否转正（条款 6.1）"


def test_somebody_who_leaves_before_the_end_of_probation_needs_no_decision() -> None:
    assert findings(on_probation("2026-10-20", left="2026-10-19"), "2026-10-10") == []
    assert len(findings(on_probation("2026-10-20", left="2026-10-20"), "2026-10-10")) == 1


# Order


def test_the_most_urgent_comes_first() -> None:
    rules = replace(
        BARE,
        lateness=ONE_THEN_FIVE,
        complaints=STEPS,
        probation=ProbationRule(months=3),
        swaps=SwapRule(limit=1, counts="requester"),
    )
    month = a_month(
        policy=rules,
        employees=[
            employee("0001"),
            employee("0002", hired="2026-08-01", probation_end="2026-10-28"),
            employee("0003"),
        ],
        shifts=[shift("0001", date) for date in DAYS],
        punches=[late(DAYS[0]), late(DAYS[1])],
        swaps=[swap("S1", "0001", "0003", DAYS[5])],
        complaints=[
            complaint("C1", "2026-10-05 10:00", employee_id="0003"),
            complaint("C2", "2026-10-06 10:00", employee_id="0003"),
            complaint("C3", "2026-10-06 10:00"),
        ],
    )
    assert [(row["employee_id"], row["rule"]) for row in findings(month, DAYS[1])] == [
        ("0003", "complaint"),  # one away from a dismissal review
        ("0001", "lateness"),  # 217.50
        ("0001", "complaint"),  # 60.00
        ("0002", "probation"),
        ("0001", "swap-quota"),
    ]


def test_findings_have_no_day_but_those_of_probation() -> None:
    assert [row["day"] for row in findings(lateness(*DAYS[:2]), DAYS[1])] == [NO_DAY]
