"""Why a line says what it says: one sentence in each language, with the arithmetic that makes the amount."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor

import pandas as pd
import pytest

from payroll.language import Text
from payroll.money import plain
from payroll.month.context import Month, records
from payroll.policy.model import (
    ComplaintRule,
    ComplaintStep,
    GuardRule,
    HandoverRule,
    IncidentRule,
    LeaveRule,
    OccurrenceRule,
    Price,
    ProbationRule,
    Rules,
    SwapRule,
)
from tests.month_builder import (
    BARE,
    PRICED_BY_FIVE,
    a_month,
    addition,
    cents,
    complaint,
    daily,
    employee,
    flat,
    incident,
    leave,
    ledger,
    office_month,
    percent,
    punch,
    shift,
    swap,
)
from tests.month_frames import read_month
from tests.oracle.random_month import write_month

DAY = "2026-10-12"
SEEDS = (3, 10, 17)
ONE_THEN_FIVE = (percent("1"), percent("5", occurrence=3))
LATE = replace(BARE, lateness=OccurrenceRule(clause="7.1", tiers=ONE_THEN_FIVE))


def told(month: Month, rule: str, nth: int = 0) -> tuple[str, str]:
    """Return the Chinese and the English sentence of the n-th line of a rule."""
    table = ledger(month)
    row = records(table[table["rule"] == rule])[nth]
    return row["explanation_zh"], row["explanation_en"]


# Occurrences


def test_lateness_tells_times_minutes_number_and_arithmetic() -> None:
    taps = {f"2026-10-{day}": ("08:45", "17:30") for day in (14, 15, 16)}
    assert told(office_month(LATE, taps, wage="4000.00"), "lateness", 2) == (
        "2026-10-16 班次 08:30–17:30，首次打卡 08:45，迟到 15 分钟；"
        "本月第 3 次，按 5%：4000.00 × 5% = 200.00（条款 7.1）",
        "2026-10-16 shift 08:30–17:30, first punch 08:45, 15 min late; "
        "no. 3 this month, at 5%: 4000.00 × 5% = 200.00 (clause 7.1)",
    )


def test_a_rounded_amount_is_said_to_be_about_equal() -> None:
    # 3333.50 × 1 % = 33.335
    month = office_month(LATE, {DAY: ("08:45", "17:30")}, wage="3333.50")
    assert "3333.50 × 1% ≈ 33.34（条款 7.1）" in told(month, "lateness")[0]
    assert "3333.50 × 1% ≈ 33.34 (clause 7.1)" in told(month, "lateness")[1]


def test_counting_all_tells_which_number_prices_each() -> None:
    rules = replace(BARE, lateness=OccurrenceRule(counting="all", tiers=ONE_THEN_FIVE))
    taps = {f"2026-10-{day}": ("08:45", "17:30") for day in (14, 15, 16)}
    assert told(office_month(rules, taps, wage="4000.00"), "lateness") == (
        "2026-10-14 班次 08:30–17:30，首次打卡 08:45，迟到 15 分钟；"
        "本月第 1 次，共 3 次，每次都按第 3 次的标准，按 5%：4000.00 × 5% = 200.00",
        "2026-10-14 shift 08:30–17:30, first punch 08:45, 15 min late; "
        "no. 1 of 3 this month, each priced as no. 3, at 5%: 4000.00 × 5% = 200.00",
    )


def test_lateness_after_leave_tells_when_the_person_was_expected() -> None:
    month = office_month(LATE, {DAY: ("12:15", "17:30")}, leave=[leave("L1", f"{DAY} 08:30", f"{DAY} 12:00")])
    assert "班次 08:30–17:30（请假后应 12:00 到岗），首次打卡 12:15，迟到 15 分钟" in told(month, "lateness")[0]
    assert "shift 08:30–17:30 (expected at 12:00 after leave), first punch 12:15" in told(month, "lateness")[1]


def test_leave_that_moves_only_the_other_end_is_not_mentioned() -> None:
    afternoon = [leave("L1", f"{DAY} 15:00", f"{DAY} 17:30")]
    month = office_month(LATE, {DAY: ("08:45", "15:00")}, leave=afternoon)
    assert told(month, "lateness")[0].startswith(f"{DAY} 班次 08:30–17:30，首次打卡 08:45，")
    morning = [leave("L1", f"{DAY} 08:30", f"{DAY} 12:00")]
    month = office_month(replace(BARE, early_departure=PRICED_BY_FIVE), {DAY: ("12:00", "17:00")}, leave=morning)
    assert told(month, "early-departure")[1].startswith(f"{DAY} shift 08:30–17:30, last punch 17:00,")


def test_an_early_departure_tells_the_last_punch() -> None:
    rules = replace(BARE, early_departure=OccurrenceRule(clause="7.2", tiers=(flat("12.50"),)))
    assert told(office_month(rules, {DAY: ("08:30", "17:00")}), "early-departure") == (
        "2026-10-12 班次 08:30–17:30，末次打卡 17:00，早退 30 分钟；本月第 1 次，扣 12.50（条款 7.2）",
        "2026-10-12 shift 08:30–17:30, last punch 17:00, 30 min early; no. 1 this month, 12.50 charged (clause 7.2)",
    )


def test_an_early_departure_before_leave_tells_until_when_the_person_was_expected() -> None:
    rules = replace(BARE, early_departure=PRICED_BY_FIVE)
    month = office_month(rules, {DAY: ("08:30", "14:30")}, leave=[leave("L1", f"{DAY} 15:00", f"{DAY} 17:30")])
    assert "（请假，应 15:00 离岗），末次打卡 14:30，早退 30 分钟" in told(month, "early-departure")[0]
    assert "(expected until 15:00 before leave), last punch 14:30, 30 min early" in told(month, "early-departure")[1]


def test_an_absence_tells_its_share_of_the_days_wage() -> None:
    # 3333.50 ÷ 21.75 × 240/450 = 81.741...
    rules = replace(BARE, absence=OccurrenceRule(tiers=(daily("1"),)))
    month = a_month(
        policy=rules,
        employees=[employee("0001", "3333.50")],
        shifts=[shift("0001", DAY, "08:30-12:00"), shift("0001", DAY, "13:30-17:30")],
        punches=[punch("0001", DAY, "08:30", "12:00")],
    )
    assert told(month, "absence") == (
        "2026-10-12 班次 13:30–17:30，没有打卡，缺勤 240 分钟（当日排班 450 分钟）；"
        "本月第 1 次，按日工资 × 1：3333.50 ÷ 21.75 × 1 × 240/450 ≈ 81.74",
        "2026-10-12 shift 13:30–17:30, no punch, absent for 240 of the day's 450 minutes; "
        "no. 1 this month, at daily wage × 1: 3333.50 ÷ 21.75 × 1 × 240/450 ≈ 81.74",
    )


def test_a_missing_punch_tells_which_one() -> None:
    rules = replace(BARE, missing_punch=OccurrenceRule(tiers=(flat("3", occurrence=2),)))
    month = office_month(rules, {DAY: ("08:30",), "2026-10-13": ("17:30",)})
    assert told(month, "missing-punch", 0) == (
        "2026-10-12 班次 08:30–17:30，缺下班卡；本月第 1 次，不扣款",
        "2026-10-12 shift 08:30–17:30, no punch at the end; no. 1 this month, no charge",
    )
    assert told(month, "missing-punch", 1) == (
        "2026-10-13 班次 08:30–17:30，缺上班卡；本月第 2 次，扣 3.00",
        "2026-10-13 shift 08:30–17:30, no punch at the start; no. 2 this month, 3.00 charged",
    )


def test_shifts_of_a_day_that_count_as_one_say_so() -> None:
    month = a_month(
        policy=replace(BARE, lateness=OccurrenceRule(per="day")),
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, "08:30-12:00"), shift("0001", DAY, "13:30-17:30")],
        punches=[punch("0001", DAY, "08:40", "12:00", "13:50", "17:30")],
    )
    assert "首次打卡 13:50，迟到 20 分钟（当日 2 个班次合计为一次）" in told(month, "lateness")[0]
    assert "first punch 13:50, 20 min late (2 shifts of the day count as one)" in told(month, "lateness")[1]


def test_a_swapped_shift_that_ends_at_midnight_names_the_swap_and_24_00() -> None:
    month = a_month(
        policy=replace(BARE, lateness=OccurrenceRule()),
        employees=[employee("0001"), employee("0002")],
        shifts=[shift("0001", DAY, "evening")],
        punches=[punch("0002", DAY, "18:31", "23:59")],
        swaps=[swap("W1", "0001", "0002", DAY)],
    )
    assert told(month, "lateness") == (
        "2026-10-12 班次 18:30–24:00（换班 W1，原为 0001 的班），首次打卡 18:31，迟到 1 分钟；本月第 1 次，不扣款",
        "2026-10-12 shift 18:30–24:00 (swap W1, was 0001's), first punch 18:31, 1 min late; "
        "no. 1 this month, no charge",
    )


# Swaps and hand-over


def a_swap(rules: Rules, *, back: str = "", asked: str = "2026-09-01 09:00") -> Month:
    return a_month(
        policy=rules,
        employees=[employee("0001"), employee("0002")],
        shifts=[shift("0001", DAY, "evening"), shift("0002", "2026-10-13", "night")],
        swaps=[swap("W1", "0001", "0002", DAY, back=back, asked=asked)],
    )


def test_a_swap_too_many_tells_its_number_and_the_limit() -> None:
    rules = replace(BARE, swaps=SwapRule(clause="4.2.4", limit=0, amount=cents("15")))
    assert told(a_swap(rules), "swap-quota") == (
        "2026-10-12 换班 W1（0001 的班由 0002 上）：本月第 1 次换班，超过 0 次的限额，扣 15.00（条款 4.2.4）",
        "2026-10-12 swap W1 (0002 works for 0001): "
        "swap no. 1 this month, more than the 0 allowed, 15.00 (clause 4.2.4)",
    )


def test_a_swap_too_late_tells_when_it_was_due() -> None:
    rules = replace(BARE, swaps=SwapRule(limit=9, notice_hours=24))
    assert told(a_swap(rules, back="2026-10-13", asked=f"{DAY} 09:00"), "swap-notice") == (
        "2026-10-12 换班 W1（0001 的班由 0002 上，2026-10-13 换回）：2026-10-12 09:00 才申请，"
        "最早的班次 2026-10-12 18:30 开始，须在开始前 24 小时提出，不扣款",
        "2026-10-12 swap W1 (0002 works for 0001, back on 2026-10-13): asked for at 2026-10-12 09:00; "
        "the earliest shift starts at 2026-10-12 18:30 and notice is due 24 hours before it, no charge",
    )


def test_an_empty_shift_tells_who_should_have_come() -> None:
    rules = replace(BARE, handover=HandoverRule(clause="4.2.5", amount=cents("20")))
    assert told(a_swap(rules), "handover") == (
        "2026-10-12 班次 18:30–24:00 经换班 W1 由 0002 上，无人到岗，交接未记为完整，扣 20.00（条款 4.2.5）",
        "2026-10-12 shift 18:30–24:00, taken by 0002 in swap W1, stayed empty "
        "and the hand-over is not recorded as complete: 20.00 charged (clause 4.2.5)",
    )


# Complaints and probation


def test_a_complaint_by_steps_tells_its_number_in_the_window_and_its_step() -> None:
    rule = ComplaintRule(clause="4.3.5", steps=(ComplaintStep(cents("30")), ComplaintStep(action="dismissal-review")))
    month = a_month(
        policy=replace(BARE, complaints=rule),
        employees=[employee("0001")],
        complaints=[
            complaint("C1", "2026-10-05 10:00", decided="2026-10-06 09:30"),
            complaint("C2", "2026-10-12 10:00"),
            complaint("C3", "2026-10-13 10:00"),
        ],
    )
    assert told(month, "complaint", 0) == (
        "投诉 C1：2026-10-05 收到，2026-10-06 09:30 认定属实；入职以来第 1 次，按第 1 次的标准：30.00（条款 4.3.5）",
        "complaint C1, received 2026-10-05, upheld 2026-10-06 09:30; "
        "no. 1 of the employment, step 1: 30.00 (clause 4.3.5)",
    )
    assert told(month, "complaint", 2)[0].endswith("入职以来第 3 次，按第 2 次的标准，不扣款（条款 4.3.5）")
    assert told(month, "complaint", 2)[1].endswith("no. 3 of the employment, step 2, no charge (clause 4.3.5)")


def test_a_complaint_by_severity_tells_the_minimum() -> None:
    rule = ComplaintRule(severity={"minor": cents("5")}, minimum=cents("10"), window="rolling-12")
    month = a_month(
        policy=replace(BARE, complaints=rule),
        employees=[employee("0001")],
        complaints=[complaint("C1", "2026-10-05 10:00", severity="minor")],
    )
    assert told(month, "complaint") == (
        "投诉 C1：2026-10-05 收到，2026-10-05 10:00 认定属实；"
        "近十二个月内第 1 次，严重程度“minor”为 5.00，每次不少于 10.00：10.00",
        "complaint C1, received 2026-10-05, upheld 2026-10-05 10:00; "
        "no. 1 in twelve months, severity «minor» costs 5.00, never less than 10.00: 10.00",
    )


def test_probation_leaves_the_decision_to_a_person() -> None:
    rules = replace(
        BARE,
        probation=ProbationRule(clause="6.1", months=3, on_complaint="probation-review"),
        complaints=ComplaintRule(steps=(ComplaintStep(),)),
    )
    month = a_month(
        policy=rules,
        employees=[employee("0001", hired="2026-07-20")],
        complaints=[complaint("C1", "2026-10-05 10:00")],
    )
    assert told(month, "probation", 0) == (
        "投诉 C1 于 2026-10-05 收到，在试用期内（2026-10-20 转正）：请复核，由人决定（条款 6.1）",
        "complaint C1 was received on 2026-10-05, in probation (ends 2026-10-20): "
        "please review; a person decides (clause 6.1)",
    )
    assert told(month, "probation", 1) == (
        "2026-07-20 入职，试用期 3 个月，2026-10-20 试用期满：请决定是否转正（条款 6.1）",
        "hired 2026-07-20, 3 months: probation ends on 2026-10-20; please decide (clause 6.1)",
    )


# Leave notice, incidents, additions


def test_leave_notice_says_that_the_leave_stands() -> None:
    rules = replace(BARE, leave=LeaveRule(clause="4.2.1", notice_days=1, amount=cents("25")))
    row = leave("L1", "2026-10-19", "2026-10-19", kind="事假", asked="2026-10-19 08:00")
    month = a_month(policy=rules, employees=[employee("0001")], leave=[row])
    assert told(month, "leave-notice") == (
        "请假 L1（事假）从 2026-10-19 起，2026-10-19 08:00 才申请，应提前 1 天；假期照准，扣 25.00（条款 4.2.1）",
        "leave L1 (事假) from 2026-10-19 was asked for at 2026-10-19 08:00; a day's notice is due; "
        "the leave stands, 25.00 (clause 4.2.1)",
    )


def test_an_incident_tells_its_title_who_reported_it_and_its_price() -> None:
    title = Text("上班打游戏", "Games on duty")
    codes = {
        "percent": IncidentRule(title=title, price=Price(percent_of_base=Decimal("2.50"))),
        "daily": IncidentRule(title=title, price=Price(daily_wages=Decimal("0.5")), clause="2.6"),
        "warned": IncidentRule(title=title, action="warning"),
    }
    rows = [incident("I1", DAY, "percent"), incident("I2", DAY, "daily"), incident("I3", DAY, "warned")]
    month = a_month(
        policy=replace(BARE, incidents=codes),
        employees=[employee("0001")],
        incidents=[rows[0], rows[1], rows[2] | {"reported_by": "店长"}],
    )
    # 4350.00 × 2.5 % = 108.75; 4350.00 ÷ 21.75 × 0.5 = 100.00
    assert told(month, "incident", 0) == (
        "2026-10-12 上班打游戏，按 2.5%：4350.00 × 2.5% = 108.75",
        "2026-10-12 Games on duty, at 2.5%: 4350.00 × 2.5% = 108.75",
    )
    assert told(month, "incident", 1) == (
        "2026-10-12 上班打游戏，按日工资 × 0.5：4350.00 ÷ 21.75 × 0.5 = 100.00（条款 2.6）",
        "2026-10-12 Games on duty, at daily wage × 0.5: 4350.00 ÷ 21.75 × 0.5 = 100.00 (clause 2.6)",
    )
    assert told(month, "incident", 2) == (
        "2026-10-12 上班打游戏（店长 上报），不扣款",
        "2026-10-12 Games on duty (reported by 店长), no charge",
    )


def test_an_addition_tells_its_kind_and_note() -> None:
    row = addition("A1", "2026-10-31", "500") | {"kind": "提成", "note": "九月"}
    assert told(a_month(employees=[employee("0001")], additions=[row]), "addition") == (
        "2026-10-31 提成 500.00（九月）",
        "2026-10-31 提成 500.00 (九月)",
    )


# Guard


def test_the_guard_tells_every_step_from_the_charges_to_the_relief() -> None:
    # Three daily wages of 142.5287... are 427.59, one of them 142.53: the other 285.06 are a fine.
    # 3100.00 × 20/31 = 2000.00; less 142.53 are 1857.47, 10 % of it 185.74.
    rules = replace(
        BARE,
        guard=GuardRule(max_percent=Decimal(10), clause="10"),
        absence=OccurrenceRule(tiers=(daily("3"),)),
    )
    month = a_month(
        policy=rules, employees=[employee("0001", "3100.00", left="2026-10-20")], shifts=[shift("0001", DAY)]
    )
    assert told(month, "guard") == (
        "本月扣款合计 427.59，其中未工作时间 142.53，其余 285.06；本月工资 3100.00 × 20/31 − 142.53 = 1857.47；"
        "上限为 1857.47 的 10%：185.74（max_percent，未对照任何法律）；退回 285.06 − 185.74 = 99.32（条款 10）",
        "charges of 427.59, of which 142.53 for time not worked, leave 285.06; "
        "wage of the period 3100.00 × 20/31 − 142.53 = 1857.47; the bound is 10% of 1857.47: 185.74 "
        "(max_percent, not checked against any law); given back 285.06 − 185.74 = 99.32 (clause 10)",
    )


def test_the_guard_names_the_minimum_wage_and_the_profile() -> None:
    # 2000.00 − 142.53 − 2690.00 × 20/31 = 1857.47 − 1735.4838... = 121.98
    rules = replace(
        BARE,
        guard=GuardRule(profile="CN", minimum_wage=cents("2690.00")),
        absence=OccurrenceRule(tiers=(daily("3"),)),
    )
    month = a_month(
        policy=rules, employees=[employee("0001", "3100.00", left="2026-10-20")], shifts=[shift("0001", DAY)]
    )
    assert "上限为 1857.47 减最低工资 2690.00 × 20/31：121.98（minimum_wage，依据 CN）；" in told(month, "guard")[0]
    assert (
        "1857.47 less the minimum wage 2690.00 × 20/31: 121.98 (minimum_wage, profile CN);" in told(month, "guard")[1]
    )


def test_the_guard_tells_also_of_a_wage_that_the_time_not_worked_exceeds() -> None:
    # One of 31 days employed is 3100.00 × 1/31 = 100.00, and a day not worked costs 142.53.
    rules = replace(BARE, guard=GuardRule(max_percent=Decimal(20)), absence=OccurrenceRule(tiers=(daily("2"),)))
    month = a_month(
        policy=rules,
        employees=[employee("0001", "3100.00", hired=DAY, left=DAY)],
        shifts=[shift("0001", DAY)],
    )
    # Two daily wages are 285.06, of which 142.53 are a fine.
    assert "本月工资 3100.00 × 1/31 − 142.53 = -42.53；上限为 -42.53 的 20%：0.00" in told(month, "guard")[0]
    assert told(month, "guard")[1].count("given back 142.53 − 0.00 = 142.53") == 1


# Arithmetic over random months

PERCENT = re.compile(r"([\d.]+) × ([\d.]+)% ([=≈]) ([\d.]+)")
WAGE = re.compile(r"(?:本月工资|wage of the period) ([\d.]+)(?: × (\d+)/(\d+))? − ([\d.]+) ([=≈]) (-?[\d.]+)")
NOTHING = re.compile(r"不扣款|no charge|没有奖金|no bonus|没有提成|no commission|\b0\.00")
DAILY = re.compile(r"([\d.]+) ÷ 21\.75 × ([\d.]+)(?: × (\d+)/(\d+))? ([=≈]) ([\d.]+)")


@pytest.fixture(scope="module")
def random_ledgers(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    tables = []
    for seed in SEEDS:
        folder = tmp_path_factory.mktemp(f"seed-{seed}")
        period = write_month(folder, seed)
        tables.append(ledger(read_month(folder, period)))
    return pd.concat(tables)


def half_up(exact: Fraction) -> int:
    return floor(exact * 100 + Fraction(1, 2))


def sentences(table: pd.DataFrame) -> Iterable[tuple[str, int]]:
    """Yield (sentence, amount) of every line in each language."""
    for language in ("zh", "en"):
        yield from zip(table[f"explanation_{language}"], table["amount"].tolist(), strict=True)


def priced_once(table: pd.DataFrame) -> pd.DataFrame:
    """Return the lines whose amount is the one price in their sentence.

    A proposal repeats the sentence of what it counts, a review tells what it would cost, a commission adds parts.
    """
    proposals = table["rule"].isin(["discipline", "commission", "guard"])
    return table[~proposals & ~table["action"].isin(["scorecard-review", "response-time-review"])]


def test_each_percentage_in_a_sentence_comes_to_the_amount_of_its_line(random_ledgers: pd.DataFrame) -> None:
    found = 0
    for sentence, amount in sentences(priced_once(random_ledgers)):
        if stated := PERCENT.search(sentence):
            found += 1
            base, rate, equals, result = stated.groups()
            exact = Fraction(base) * Fraction(rate) / 100
            assert half_up(exact) == -amount == cents(result), sentence
            assert (equals == "=") == (exact == Fraction(result)), sentence
    assert found > 50


def test_each_daily_wage_in_a_sentence_comes_to_the_amount_of_its_line(random_ledgers: pd.DataFrame) -> None:
    found = 0
    for sentence, amount in sentences(priced_once(random_ledgers)):
        if stated := DAILY.search(sentence):
            found += 1
            base, rate, missed, scheduled, equals, result = stated.groups()
            share = Fraction(int(missed), int(scheduled)) if missed else Fraction(1)
            exact = Fraction(base) / Fraction("21.75") * Fraction(rate) * share
            assert half_up(exact) == -amount == cents(result), sentence
            assert (equals == "=") == (exact == Fraction(result)), sentence
    assert found > 50


def test_what_the_guard_gives_back_is_the_difference_in_its_sentence(random_ledgers: pd.DataFrame) -> None:
    guard = random_ledgers[random_ledgers["rule"] == "guard"]
    assert len(guard) > 5
    for sentence, amount in sentences(guard):
        fines, bound, relief = re.findall(r"([\d.]+) − ([\d.]+) = ([\d.]+)", sentence)[-1]
        assert cents(fines) - cents(bound) == cents(relief) == amount, sentence


def test_the_wage_of_the_period_in_a_sentence_is_what_its_arithmetic_makes(random_ledgers: pd.DataFrame) -> None:
    for sentence, _ in sentences(random_ledgers[random_ledgers["rule"] == "guard"]):
        stated = WAGE.search(sentence)
        assert stated, sentence
        base, employed, days, not_worked, equals, wage = stated.groups()
        exact = Fraction(base) * (Fraction(int(employed), int(days)) if employed else 1) - Fraction(not_worked)
        assert (half_up(exact) if exact >= 0 else -half_up(-exact)) == cents(wage), sentence
        assert (equals == "=") == (exact == Fraction(wage)), sentence


def test_every_charge_names_its_amount_and_every_notice_says_that_nothing_is_charged(
    random_ledgers: pd.DataFrame,
) -> None:
    charges = random_ledgers[random_ledgers["kind"] == "charge"]
    for sentence, amount in sentences(charges):
        assert plain(-amount, 2) in sentence, sentence
    proposals = random_ledgers["rule"].isin(["probation", "discipline"])
    notices = random_ledgers[(random_ledgers["kind"] == "notice") & ~proposals]
    assert len(notices) > 5
    for sentence, _ in sentences(notices):
        assert NOTHING.search(sentence), sentence


def test_the_parts_of_a_commission_in_its_sentence_come_to_its_amount(random_ledgers: pd.DataFrame) -> None:
    found = 0
    for sentence, amount in sentences(random_ledgers[random_ledgers["rule"] == "commission"]):
        if parts := re.findall(r"([\d.]+) × ([\d.]+)%", sentence):
            found += 1
            assert half_up(sum((Fraction(base) * Fraction(rate) / 100 for base, rate in parts), Fraction(0))) == amount
            assert plain(amount, 2) in sentence, sentence
    assert found > 10


def test_no_sentence_is_left_unfilled(random_ledgers: pd.DataFrame) -> None:
    for sentence, _ in sentences(random_ledgers):
        assert sentence
        assert not re.search(r"[{}]|\bNone\b|\bnan\b|1969|1970", sentence), sentence


def test_a_clause_may_hold_braces() -> None:
    policy = replace(BARE, lateness=replace(PRICED_BY_FIVE, clause="7.1 {a}"))
    month = office_month(policy, {"2026-10-12": ("08:40", "17:30")})
    assert told(month, "lateness")[0].endswith("（条款 7.1 {a}）")
