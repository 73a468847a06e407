"""Part months, probation pay, and absences within the wage of the month (rules, section 18)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.language import Text
from payroll.month.context import Month
from payroll.month.entries import joined
from payroll.month.ledger import adjustments
from payroll.month.month import arrange, attend, judge, settle
from payroll.policy.model import GuardRule, IncidentRule, OccurrenceRule, Price, ProbationRule, Rules
from payroll.policy.wage_rules import PartMonthMethod, PartMonthRule
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    cents,
    daily,
    employee,
    incident,
    leave,
    ledger,
    lines,
    punch,
    shift,
    swap,
    total,
    version,
    wage,
)
from tests.month_frames import Row, ledger_lines

OCTOBER = [f"2026-10-{day:02d}" for day in range(1, 32)]


def parted(method: PartMonthMethod = "calendar-days", rules: Rules = BARE) -> Rules:
    return replace(rules, part_month=PartMonthRule(clause="8.1", method=method))


def on_probation(percent: str = "80", rules: Rules = BARE, months: int = 3) -> Rules:
    return replace(rules, probation=ProbationRule(months=months, wage_percent=Decimal(percent), clause="1.3"))


def limited(price: str = "1", rules: Rules = BARE) -> Rules:
    return replace(rules, absence=OccurrenceRule(tiers=(daily(price),), within_wage=True, clause="7.3"))


def guarded(rules: Rules, max_percent: str, fine: str = "0") -> Rules:
    """The guard, and incidents that cost ``fine``."""
    games = IncidentRule(title=Text("打游戏", "Games"), price=Price(amount=cents(fine)))
    return replace(rules, guard=GuardRule(max_percent=Decimal(max_percent)), incidents={"games": games})


def working(
    policy: Rules, person: Row, dates: Iterable[str], *, absent: Iterable[str] = (), wages: Sequence[Row] = ()
) -> Month:
    """One person with the office shift on ``dates``, who comes on each that is not in ``absent``."""
    dates, missed = list(dates), set(absent)
    return a_month(
        policy=policy,
        employees=[person],
        wages=wages,
        shifts=[shift("0001", date) for date in dates],
        punches=[punch("0001", date, "08:30", "17:30") for date in dates if date not in missed],
    )


def parts(month: Month) -> list[tuple[str, str]]:
    return [(line.date, line.amount) for line in lines(month, "part-month")]


def less_in_probation(month: Month) -> list[tuple[str, str]]:
    return [(line.date, line.amount) for line in lines(month, "probation-pay")]


# Part months by the calendar


def test_who_joins_gets_the_share_of_the_days_employed() -> None:
    # 8 to 31 October are 24 of 31 days: 3100.00 × 24/31 = 2400.00.
    month = a_month(policy=parted(), employees=[employee("0001", "3100.00", hired="2026-10-08")])
    assert lines(month) == [Line("0001", "2026-10-31", "part-month", 0, "-700.00", "")]


def test_who_leaves_gets_it_on_the_last_day() -> None:
    month = a_month(policy=parted(), employees=[employee("0001", "3100.00", left="2026-10-10")])
    assert parts(month) == [("2026-10-10", "-2100.00")]


def test_who_joins_and_leaves_has_the_days_between_both_included() -> None:
    person = employee("0001", "3100.00", hired="2026-10-08", left="2026-10-12")
    assert parts(a_month(policy=parted(), employees=[person])) == [("2026-10-12", "-2600.00")]


def test_only_who_lacks_a_day_of_the_period_has_a_part_month() -> None:
    def of(hired: str, left: str) -> list[tuple[str, str]]:
        return parts(a_month(policy=parted(), employees=[employee("0001", "3100.00", hired=hired, left=left)]))

    assert of("2026-10-01", "2026-10-31") == []
    assert of("2026-10-02", "") == [("2026-10-31", "-100.00")]
    assert of("2020-01-06", "2026-10-30") == [("2026-10-30", "-100.00")]
    assert of("2026-10-31", "2026-11-01") == [("2026-10-31", "-3000.00")]
    assert of("2026-11-01", "") == []
    assert of("2020-01-06", "2026-09-30") == []


def test_the_share_is_rounded_half_up_once() -> None:
    # November has 30 days: 100.01 × 15/30 = 50.005, so 50.01 are paid; 1000.00 × 10/31 = 322.5806...
    half = employee("0001", "100.01", left="2026-11-15")
    assert parts(a_month("2026-11", parted(), employees=[half])) == [("2026-11-15", "-50.00")]
    third = employee("0001", "1000.00", left="2026-10-10")
    assert parts(a_month(policy=parted(), employees=[third])) == [("2026-10-10", "-677.42")]


def test_base_wage_and_version_are_those_of_the_last_day_employed() -> None:
    month = a_month(
        policy=[version(BARE), version(parted(), "2026-10-31")],
        employees=[employee("0001", "100.00", hired="2026-10-08"), employee("0002", "100.00", left="2026-10-30")],
        wages=[wage("0001", "2026-10-31", "3100.00"), wage("0002", "2026-10-31", "3100.00")],
    )
    assert lines(month) == [Line("0001", "2026-10-31", "part-month", 0, "-700.00", "")]


def test_a_pay_period_that_is_no_calendar_month_counts_its_own_days() -> None:
    # With start day 21, October 2026 runs from 21 September to 20 October: 30 days, of which 15 from 6 October on.
    rules = replace(parted(), period_start_day=21)
    month = a_month(policy=rules, employees=[employee("0001", "3000.00", hired="2026-10-06")])
    assert parts(month) == [("2026-10-20", "-1500.00")]


# Part months by paid days


@pytest.mark.parametrize(
    ("dates", "amount"),
    [
        (0, "-4350.00"),  # 4350.00 × 0
        (1, "-4150.00"),  # 4350.00 × 1/21.75 = 200.00
        (10, "-2350.00"),
        (21, "-150.00"),  # 4200.00
        (22, "0.00"),  # 4400.00, but never more than the whole month
        (30, "0.00"),
    ],
)
def test_by_paid_days_each_work_date_is_worth_a_daily_wage(dates: int, amount: str) -> None:
    month = working(parted("paid-days"), employee("0001", hired="2026-10-02"), OCTOBER[1 : 1 + dates])
    assert parts(month) == [("2026-10-31", amount)]


def test_a_work_date_with_two_shifts_counts_once() -> None:
    shifts = [shift("0001", "2026-10-12", times) for times in ("08:30-12:00", "13:30-17:30")]
    month = a_month(policy=parted("paid-days"), employees=[employee("0001", hired="2026-10-08")], shifts=shifts)
    assert parts(month) == [("2026-10-31", "-4150.00")]


def test_work_dates_are_those_after_swaps_whatever_the_verdict() -> None:
    # 0001 gives the 12th to 0002, is on leave on the 13th and absent on the 14th: two work dates, and one of 0002.
    month = a_month(
        policy=parted("paid-days"),
        employees=[employee("0001", hired="2026-10-08"), employee("0002", hired="2026-10-08")],
        shifts=[shift("0001", date) for date in ("2026-10-12", "2026-10-13", "2026-10-14")],
        swaps=[swap("S1", "0001", "0002", "2026-10-12")],
        leave=[leave("L1", "2026-10-13", "2026-10-13")],
    )
    assert [(line.employee, line.amount) for line in lines(month, "part-month")] == [
        ("0001", "-3950.00"),
        ("0002", "-4150.00"),
    ]


def test_shifts_around_the_period_are_no_work_dates_of_it() -> None:
    month = working(parted("paid-days"), employee("0001", left="2026-11-01"), ["2026-10-31", "2026-11-01"])
    assert parts(month) == []
    leaver = working(parted("paid-days"), employee("0001", left="2026-10-30"), ["2026-09-30", "2026-10-01"])
    assert parts(leaver) == [("2026-10-30", "-4150.00")]


# Probation pay


def test_the_days_of_probation_are_paid_in_part() -> None:
    # Hired on 11 July for three months: 1 to 10 October, 3100.00 × 10/31 × 20 % = 200.00.
    month = a_month(policy=on_probation(), employees=[employee("0001", "3100.00", hired="2026-07-11")])
    assert lines(month, "probation-pay") == [Line("0001", "2026-10-10", "probation-pay", 0, "-200.00", "")]


def test_the_day_on_which_probation_ends_is_paid_in_full() -> None:
    def ending(day: str) -> list[tuple[str, str]]:
        person = employee("0001", "3100.00", hired="2026-07-11", probation_end=day)
        return less_in_probation(a_month(policy=on_probation(), employees=[person]))

    assert ending("2026-10-01") == []
    assert ending("2026-10-02") == [("2026-10-01", "-20.00")]  # 3100.00 × 1/31 × 20 %
    assert ending("2026-10-31") == [("2026-10-30", "-600.00")]
    assert ending("2026-11-01") == [("2026-10-31", "-620.00")]
    assert ending("2027-01-01") == [("2026-10-31", "-620.00")]


def test_who_joins_or_leaves_in_probation_has_the_days_employed() -> None:
    # Hired on the 8th, 24 days: 3100.00 × 24/31 = 2400.00, less 20 % of it.
    joins = a_month(policy=parted(rules=on_probation()), employees=[employee("0001", "3100.00", hired="2026-10-08")])
    assert lines(joins) == [
        Line("0001", "2026-10-31", "part-month", 0, "-700.00", ""),
        Line("0001", "2026-10-31", "probation-pay", 0, "-480.00", ""),
    ]
    leaves = employee("0001", "3100.00", hired="2026-09-15", left="2026-10-05")
    assert less_in_probation(a_month(policy=on_probation(), employees=[leaves])) == [("2026-10-05", "-100.00")]


def test_each_day_has_the_base_wage_of_that_day_and_the_sum_is_rounded_once() -> None:
    # Five days of 3100.00 and five of 6200.00: 46500.00 ÷ 31 × 20 % = 300.00.
    person = employee("0001", "3100.00", hired="2026-07-11")
    raised = a_month(policy=on_probation(), employees=[person], wages=[wage("0001", "2026-10-06", "6200.00")])
    assert less_in_probation(raised) == [("2026-10-10", "-300.00")]
    # 1000.00 × 10/31 × 12.5 % = 40.3225...
    odd = a_month(policy=on_probation("87.5"), employees=[employee("0001", "1000.00", hired="2026-07-11")])
    assert less_in_probation(odd) == [("2026-10-10", "-40.32")]


def test_a_half_of_a_cent_is_rounded_up() -> None:
    # One day of thirty: 0.75 × 1/30 × 20 % = 0.005.
    person = employee("0001", "0.75", hired="2026-08-02")
    month = a_month("2026-11", on_probation(), employees=[person])
    assert less_in_probation(month) == [("2026-11-01", "-0.01")]


def test_the_version_of_the_hire_date_says_what_is_paid() -> None:
    month = a_month(
        policy=[version(on_probation("80")), version(BARE, "2026-09-01")],
        employees=[
            employee("0001", "3100.00", hired="2026-08-31", probation_end="2026-11-01"),
            employee("0002", "3100.00", hired="2026-09-01", probation_end="2026-11-01"),
        ],
    )
    assert [(line.employee, line.amount) for line in lines(month, "probation-pay")] == [("0001", "-620.00")]


def test_a_probation_that_says_nothing_of_pay_is_paid_in_full() -> None:
    rules = replace(BARE, probation=ProbationRule(months=3))
    assert less_in_probation(a_month(policy=rules, employees=[employee("0001", hired="2026-09-11")])) == []


def test_nothing_may_be_paid_in_probation_or_all_of_it() -> None:
    person = employee("0001", "3100.00", hired="2026-09-11")
    assert less_in_probation(a_month(policy=on_probation("0"), employees=[person])) == [("2026-10-31", "-3100.00")]
    assert less_in_probation(a_month(policy=on_probation("100"), employees=[person])) == [("2026-10-31", "0.00")]


@pytest.mark.parametrize("dates", [19, 21, 22, 23])
def test_by_paid_days_a_whole_month_in_probation_is_paid_at_that_percentage(dates: int) -> None:
    month = working(parted("paid-days", on_probation()), employee("0001", hired="2026-09-15"), OCTOBER[:dates])
    assert less_in_probation(month) == [(OCTOBER[dates - 1], "-870.00")]  # 20 % of 4350.00


def test_by_paid_days_the_work_dates_in_probation_are_those_of_the_rota() -> None:
    # Ten work dates before the 11th of twenty in the month: 4350.00 × 10/20 × 20 %; on the last of them.
    month = working(parted("paid-days", on_probation()), employee("0001", hired="2026-07-11"), OCTOBER[:20])
    assert less_in_probation(month) == [("2026-10-10", "-435.00")]
    none = working(parted("paid-days", on_probation()), employee("0001", hired="2026-07-11"), OCTOBER[10:20])
    assert less_in_probation(none) == []


def test_by_paid_days_a_part_month_in_probation_is_paid_at_that_percentage_of_it() -> None:
    # Ten work dates are worth 2000.00; of twenty-two, which are worth 4350.00, eleven are in probation.
    ten = working(parted("paid-days", on_probation()), employee("0001", hired="2026-10-02"), OCTOBER[1:11])
    assert less_in_probation(ten) == [("2026-10-11", "-400.00")]
    person = employee("0001", hired="2026-10-02", probation_end="2026-10-13")
    eleven = working(parted("paid-days", on_probation()), person, OCTOBER[1:23])
    assert less_in_probation(eleven) == [("2026-10-12", "-435.00")]


# Absence within the wage


def test_absences_take_the_wage_of_the_month_at_most() -> None:
    # Twenty-one daily wages are 4200.00; twenty-two are 4400.00, 50.00 more than the wage.
    less = working(limited(), employee("0001"), OCTOBER[:21], absent=OCTOBER[:21])
    assert lines(less, "absence-limit") == []
    more = working(limited(), employee("0001"), OCTOBER[:22], absent=OCTOBER[:22])
    assert lines(more, "absence-limit") == [Line("0001", "2026-10-31", "absence-limit", 0, "50.00", "")]
    assert total(more) == "-4350.00"


def test_absences_that_take_exactly_the_wage_stay() -> None:
    # 14.5 and 7.25 daily wages: 2900.00 + 1450.00 = 4350.00.
    tiers = (daily("14.5"), daily("7.25", occurrence=2))
    exact = replace(BARE, absence=OccurrenceRule(tiers=tiers, within_wage=True))
    assert lines(working(exact, employee("0001"), OCTOBER[:2], absent=OCTOBER[:2]), "absence-limit") == []


def test_without_the_key_absences_take_what_they_cost() -> None:
    rules = replace(BARE, absence=OccurrenceRule(tiers=(daily("1"),)))
    month = working(rules, employee("0001"), OCTOBER[:22], absent=OCTOBER[:22])
    assert total(month) == "-4400.00"


@pytest.mark.parametrize("rules", [limited(), parted(rules=limited())])
def test_the_wage_of_a_part_month_is_the_limit_with_and_without_its_line(rules: Rules) -> None:
    # 3100.00 × 10/31 = 1000.00; eight daily wages of 142.53 are 1140.24.
    month = working(rules, employee("0001", "3100.00", left="2026-10-10"), OCTOBER[:8], absent=OCTOBER[:8])
    assert lines(month, "absence-limit") == [Line("0001", "2026-10-10", "absence-limit", 0, "140.24", "")]


def test_what_probation_does_not_pay_lowers_the_limit() -> None:
    # 4350.00 less 20 % is 3480.00; eighteen daily wages are 3600.00.
    rules = on_probation(rules=limited())
    month = working(rules, employee("0001", hired="2026-09-15"), OCTOBER[:18], absent=OCTOBER[:18])
    assert [line.amount for line in lines(month, "absence-limit")] == ["120.00"]
    assert total(month) == "-4350.00"


def test_the_version_of_the_last_day_decides_on_the_limit() -> None:
    unlimited = replace(BARE, absence=OccurrenceRule(tiers=(daily("1"),)))

    def last_version(early: Rules, late: Rules) -> list[Line]:
        policies = [version(early), version(late, "2026-10-31")]
        month = a_month(
            policy=policies, employees=[employee("0001")], shifts=[shift("0001", date) for date in OCTOBER[:22]]
        )
        return lines(month, "absence-limit")

    assert last_version(limited(), unlimited) == []
    assert len(last_version(unlimited, limited())) == 1


# The guard


def relief(month: Month) -> list[str]:
    return [line.amount for line in lines(month, "guard")]


def test_the_wage_itself_is_no_charge() -> None:
    rules = guarded(parted(rules=on_probation()), "0")
    assert relief(a_month(policy=rules, employees=[employee("0001", hired="2026-10-08")])) == []


def fined(rules: Rules, person: Row, dates: Sequence[str] = ()) -> Month:
    return a_month(
        policy=rules,
        employees=[person],
        shifts=[shift("0001", date) for date in dates],
        punches=[punch("0001", date, "08:30", "17:30") for date in dates],
        incidents=[incident("I1", "2026-10-12", "games")],
    )


def test_the_bound_goes_by_the_wage_of_the_part_month() -> None:
    # Ten work dates are worth 2000.00, of which 20 % are 400.00.
    person = employee("0001", hired="2026-10-08")
    assert relief(fined(guarded(parted("paid-days"), "20", "400.00"), person, OCTOBER[7:17])) == []
    assert relief(fined(guarded(parted("paid-days"), "20", "400.01"), person, OCTOBER[7:17])) == ["0.01"]


def test_the_bound_goes_by_the_rounded_wage_where_there_is_a_line() -> None:
    # 1000.05 × 10/31 = 322.5967...: with a line the wage is 322.60, without one it stays exact.
    person = employee("0001", "1000.05", left="2026-10-10")

    def bound(rules: Rules) -> list[str]:
        return relief(a_month(policy=rules, employees=[person], incidents=[incident("I1", "2026-10-05", "games")]))

    assert bound(guarded(parted(), "100", "322.60")) == []
    assert bound(guarded(parted(), "100", "322.61")) == ["0.01"]
    assert bound(guarded(BARE, "100", "322.60")) == ["0.01"]


def test_the_bound_goes_by_what_probation_pays() -> None:
    # 4350.00 − 870.00 = 3480.00, of which 20 % are 696.00.
    person = employee("0001", hired="2026-09-15")
    assert relief(fined(guarded(on_probation(), "20", "696.00"), person)) == []
    assert relief(fined(guarded(on_probation(), "20", "696.01"), person)) == ["0.01"]


def test_what_the_limit_gave_back_is_neither_charge_nor_time_not_worked() -> None:
    # Twenty-two absences cost 4400.00, of which 50.00 go back: nothing is left of the wage, and nothing may be fined.
    rules = guarded(limited(), "20", "10.00")
    month = a_month(
        policy=rules,
        employees=[employee("0001")],
        shifts=[shift("0001", date) for date in OCTOBER[:22]],
        incidents=[incident("I1", "2026-10-12", "games")],
    )
    assert [line.amount for line in lines(month, "absence-limit", "guard")] == ["50.00", "10.00"]
    assert total(month) == "-4350.00"


def test_the_limit_first_gives_back_what_absences_cost_above_a_daily_wage() -> None:
    # Ten absences at three daily wages: 6000.00, of which 1650.00 go back; 2000.00 are time not worked,
    # so W is 2350.00 and of the other 2350.00 20 % of it may stay: 470.00.
    rules = guarded(limited("3"), "20")
    month = working(rules, employee("0001"), OCTOBER[:10], absent=OCTOBER[:10])
    assert [line.amount for line in lines(month, "absence-limit", "guard")] == ["1650.00", "1880.00"]


# Words, columns, and what holds for every month


def told(month: Month, rule: str) -> tuple[str, str]:
    table = ledger(month)
    row = table[table["rule"] == rule].iloc[0]
    return str(row["explanation_zh"]), str(row["explanation_en"])


def test_the_lines_tell_the_arithmetic() -> None:
    person = employee("0001", "3100.00", hired="2026-10-08")
    month = a_month(policy=parted(rules=on_probation()), employees=[person])
    assert told(month, "part-month") == (
        "2026-10-08 至 2026-10-31 在职 24 天，本期 31 天：3100.00 × 24/31 = 2400.00，"
        "比整月 3100.00 少 700.00（条款 8.1）",
        "employed 2026-10-08 to 2026-10-31, 24 of 31 days: 3100.00 × 24/31 = 2400.00, "
        "700.00 less than 3100.00 for a whole month (clause 8.1)",
    )
    assert told(month, "probation-pay") == (
        "2026-10-08 至 2026-10-31 试用期 24 天，工资按 80% 发放：少发 3100.00 × 24/31 × 20% = 480.00（条款 1.3）",
        "in probation 2026-10-08 to 2026-10-31, 24 days, paid at 80%: 3100.00 × 24/31 × 20% = 480.00 less (clause 1.3)",
    )


def test_the_lines_tell_the_arithmetic_of_paid_days_and_of_a_raise() -> None:
    person = employee("0001", hired="2026-10-02")
    raised = [wage("0001", "2026-10-06", "8700.00")]
    month = working(parted("paid-days", on_probation()), person, OCTOBER[1:11], wages=raised)
    # Four days of 4350.00 and six of 8700.00; the month goes by the wage of its last day.
    assert told(month, "part-month")[1] == (
        "employed 2026-10-02 to 2026-10-31, work dates 10: 8700.00 × 10/21.75 = 4000.00, "
        "4700.00 less than 8700.00 for a whole month (clause 8.1)"
    )
    assert told(month, "probation-pay")[1] == (
        "in probation 2026-10-02 to 2026-10-11, work dates 10, paid at 80%: "
        "(4350.00 × 4 + 8700.00 × 6)/21.75 × 20% = 640.00 less (clause 1.3)"
    )
    many = working(parted("paid-days"), person, OCTOBER[1:23])
    assert told(many, "part-month")[0] == (
        "2026-10-02 至 2026-10-31 在职，排班 22 天，不少于 21.75 天：4350.00，与整月相同（条款 8.1）"
    )


def test_the_limit_tells_which_wage_it_goes_by() -> None:
    rules = parted(rules=on_probation(rules=limited()))
    person = employee("0001", "3100.00", hired="2026-10-08")
    month = working(rules, person, OCTOBER[7:22], absent=OCTOBER[7:22])
    # Fifteen absences of 142.53: 2137.95; 2400.00 less 480.00 is 1920.00.
    assert told(month, "absence-limit") == (
        "本月缺勤扣款 2137.95，超过本月工资 3100.00 − 入离职折算 700.00 − 试用期 480.00 = 1920.00；"
        "退回 2137.95 − 1920.00 = 217.95（条款 7.3）",
        "absences of the month take 2137.95, more than its wage 3100.00 − part month 700.00 − probation 480.00 "
        "= 1920.00; given back 2137.95 − 1920.00 = 217.95 (clause 7.3)",
    )


def test_the_lines_say_what_they_are_and_rest_on_the_roster() -> None:
    person = employee("0001", "3100.00", hired="2026-10-08")
    rules = parted(rules=on_probation(rules=limited()))
    table = ledger(working(rules, person, OCTOBER[7:22], absent=OCTOBER[7:22]))
    own = table[table["rule"] != "absence"].set_index("rule")
    assert own["kind"].to_dict() == {"absence-limit": "relief", "part-month": "wage", "probation-pay": "wage"}
    assert own["entry_id"]["part-month"] == "2026-10/0001/part-month/part-month"
    assert own["evidence"].to_dict() == {
        "absence-limit": "office/2020-01-01.toml",
        "part-month": "employees.csv:2",
        "probation-pay": "employees.csv:2",
    }
    assert own["quantity"].to_dict() == {"absence-limit": "", "part-month": "24", "probation-pay": "24"}
    none = ledger(working(parted("paid-days"), employee("0001", hired="2026-10-02"), OCTOBER[1:23]))
    assert none.set_index("rule")["kind"].to_dict() == {"part-month": "notice"}


def sums(month: Month) -> pd.DataFrame:
    judged = judge(month)
    return adjustments(month, judged.entries, judged.swaps)


def test_the_wage_has_a_column_of_its_own_only_where_a_policy_speaks_of_it() -> None:
    person = employee("0001", "3100.00", hired="2026-10-08")
    table = sums(a_month(policy=parted(rules=on_probation()), employees=[person]))
    assert (table["wage_parts"].tolist(), table["total"].tolist()) == ([-118_000], [-118_000])
    assert "wage_parts" not in sums(a_month(policy=limited(), employees=[person]))
    assert "wage_parts" in sums(a_month(policy=on_probation(), employees=[employee("0001")]))


def test_what_the_limit_gives_back_stands_with_the_absences() -> None:
    month = working(limited(), employee("0001"), OCTOBER[:22], absent=OCTOBER[:22])
    assert sums(month)["absence"].tolist() == [-435_000]


PEOPLE = st.lists(
    st.tuples(
        st.integers(100, 2_000_000),  # base wage in cents
        st.integers(-100, 31),  # hired so many days after 1 October
        st.integers(0, 60),  # leaves so many days after that, if above 40 not at all
        st.sets(st.integers(0, 30), max_size=31),  # work dates
        st.integers(0, 31),  # absent on the first so many of them
    ),
    min_size=1,
    max_size=4,
)


def random_month(people: Sequence[tuple[int, int, int, set[int], int]], rules: Rules, backwards: bool = False) -> Month:
    roster, shifts, punches = [], [], []
    first = pd.Timestamp("2026-10-01")
    for number, (base, hired, stays, dates, absent) in enumerate(people):
        person = f"{number:04d}"
        begin = first + pd.Timedelta(days=hired)
        left = begin + pd.Timedelta(days=stays)
        leaves = stays <= 40
        roster.append(
            employee(person, f"{base / 100:.2f}", hired=str(begin.date()), left=str(left.date()) if leaves else "")
        )
        inside = [day for day in sorted(dates) if day >= hired and (not leaves or day <= hired + stays)]
        for place, day in enumerate(inside):
            shifts.append(shift(person, OCTOBER[day]))
            if place >= absent:
                punches.append(punch(person, OCTOBER[day], "08:30", "17:30"))
    if backwards:
        roster, shifts, punches = roster[::-1], shifts[::-1], punches[::-1]
    return a_month(policy=rules, employees=roster, shifts=shifts, punches=punches)


METHODS = st.sampled_from(["calendar-days", "paid-days"])
some = settings(derandomize=True, deadline=None, max_examples=20)


@some
@given(people=PEOPLE, method=METHODS)
def test_nobody_owes_more_than_the_wage_whatever_is_missed(
    people: Sequence[tuple[int, int, int, set[int], int]], method: PartMonthMethod
) -> None:
    rules = parted(method, on_probation(rules=limited("3")))
    table = sums(random_month(people, rules))
    assert (table["base_wage"] + table["total"] >= 0).all()
    assert (table["wage_parts"] <= 0).all()


@some
@given(people=PEOPLE, method=METHODS)
def test_order_of_rows_and_split_of_people_change_nothing(
    people: Sequence[tuple[int, int, int, set[int], int]], method: PartMonthMethod
) -> None:
    rules = guarded(parted(method, on_probation(rules=limited("3"))), "20")
    month, backwards = random_month(people, rules), random_month(people, rules, backwards=True)
    whole = ledger(month)
    said = ["entry_id", "date", "amount", "explanation_zh", "explanation_en"]
    assert whole[said].astype(object).equals(ledger(backwards)[said].astype(object))

    arranged = arrange(month)
    part = np.arange(len(people)) % 2 == 0
    entries = []
    for chosen in (part, ~part):
        shifts = arranged.swaps.shifts
        attended = attend(arranged.month, shifts[chosen[shifts["employee"].to_numpy()]])
        entries.append(settle(arranged, attended, attended.empty, chosen).entries)
    split = ledger_lines(month, joined(entries))
    assert whole.astype(object).equals(split.astype(object))


@some
@given(people=PEOPLE, method=METHODS)
def test_one_more_absence_never_raises_the_pay(
    people: Sequence[tuple[int, int, int, set[int], int]], method: PartMonthMethod
) -> None:
    rules = guarded(parted(method, on_probation(rules=limited("3"))), "20")
    more = [(*person[:4], person[4] + 1) for person in people]
    before, after = sums(random_month(people, rules)), sums(random_month(more, rules))
    assert (after["total"] <= before["total"]).all()
