"""What each profile lets stand, by hand: the base wage is 4350.00, a daily wage 200.00 (rules, section 22)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from payroll.policy.model import OccurrenceRule, Price, ProbationRule, Tier
from tests.law_builder import (
    DAY,
    Checked,
    carried,
    checked,
    contract,
    costing,
    damage,
    fine,
    judged_month,
    law_rows,
    notes,
    rules,
    signed,
)
from tests.month_builder import (
    addition,
    amounts,
    assignment,
    cents,
    daily,
    employee,
    percent,
    problems,
    punch,
    shift,
    version,
)

CHINA = ("CN", "CN-guangdong", "CN-shenzhen", "CN-shanghai")
ALL = (*CHINA, "US-exempt", "US-hourly", "UK", "UK-retail", "IN", "JP", "HK", "PH")


def fines(profile: str, amount: str, *events: dict[str, str], **guard: object) -> list[tuple[str, str, str]]:
    """Return (allowed, limit, status) of fines of ``amount`` on the twelfth, or of these events."""
    currency = "HKD" if profile == "HK" else "CNY"
    month = judged_month(costing(rules(profile, currency=currency, **guard), fine=amount), *(events or (fine(),)))
    return [(row.allowed, row.limit, row.status) for row in checked(month)]


def losses(profile: str, amount: str, *events: dict[str, str], **guard: object) -> list[tuple[str, str, str]]:
    """Return the same of losses, under a contract that provides for them, and with rules signed for."""
    currency = "HKD" if profile == "HK" else "CNY"
    book = costing(rules(profile, currency=currency, **guard), damage=amount)
    month = judged_month(
        book, *(events or (damage(),)), contracts=[contract()], acknowledgements=[signed("2020-01-06")]
    )
    return [(row.allowed, row.limit, row.status) for row in checked(month)]


@pytest.mark.parametrize("profile", ["", *ALL])
def test_without_a_profile_nothing_is_lawful_and_with_one_everything_is_looked_at(profile: str) -> None:
    currency = "HKD" if profile == "HK" else "CNY"
    month = judged_month(rules(profile, currency=currency, max_percent="100"), fine(), damage())
    statuses = {row.status for row in checked(month)}
    assert statuses == {"not-checked"} if not profile else "not-checked" not in statuses


def test_a_bound_without_a_profile_cuts_and_is_not_checked_all_the_same() -> None:
    # 20% of 4350.00 is 870.00.
    assert fines("", "870.01", max_percent="20") == [("870.00", "max_percent", "not-checked")]


# China


def test_china_cuts_fines_only_by_analogy() -> None:
    assert fines("CN", "900.00") == [("900.00", "", "allowed")]
    assert fines("CN", "870.00", by_analogy=True) == [("870.00", "", "allowed")]
    assert fines("CN", "870.01", by_analogy=True) == [("870.00", "fine-month-percent", "cut")]


def test_china_says_what_it_does_not_apply_and_that_fines_are_contested() -> None:
    told = notes(judged_month(rules("CN"), fine()))
    assert "fines: at most 20% by analogy: by analogy only, not applied" in told
    assert "no law gives a power to fine: wages may not be withheld" in told


def test_china_takes_at_most_a_fifth_of_the_wage_for_a_loss() -> None:
    assert losses("CN", "870.00") == [("870.00", "", "allowed")]
    assert losses("CN", "870.01") == [("870.00", "loss-20-percent", "cut")]


def test_a_loss_and_a_fine_are_bounded_apart() -> None:
    book = costing(rules("CN", by_analogy=True), fine="900.00", damage="900.00")
    month = judged_month(book, fine(), damage(), contracts=[contract()])
    assert [(row.event, row.allowed) for row in checked(month)] == [("F1", "870.00"), ("L1", "870.00")]
    assert amounts(month, "guard") == ["60.00"]


def test_the_minimum_wage_is_the_law_s_where_it_has_a_floor() -> None:
    # 4350.00 − 2690.00 = 1660.00
    assert fines("CN", "1660.00", minimum_wage="2690.00") == [("1660.00", "", "allowed")]
    assert fines("CN", "1660.01", minimum_wage="2690.00") == [("1660.00", "minimum-wage", "cut")]
    assert fines("UK", "1660.01", minimum_wage="2690.00") == [("0.00", "in-the-contract", "refused")]
    assert fines("JP", "100.00", minimum_wage="4300.00") == [("50.00", "minimum_wage", "cut")]


def test_without_a_figure_the_floor_is_told_to_be_unchecked() -> None:
    told = "not below the local minimum wage: minimum_wage is not given, so it was not checked"
    assert told in notes(judged_month(rules("CN"), fine()))
    assert told not in notes(judged_month(rules("CN", minimum_wage="2690.00"), fine()))


def test_guangdong_lets_no_fine_stand() -> None:
    assert fines("CN-guangdong", "0.01") == [("0.00", "no-fines", "refused")]
    month = judged_month(rules("CN-guangdong"), fine())
    assert [row["basis"] for row in law_rows(month)] == ["local"]
    assert amounts(month) == ["-100.00", "100.00"]


def test_guangdong_refuses_what_an_absence_costs_above_the_day_missed() -> None:
    book = replace(rules("CN-guangdong"), absence=OccurrenceRule(tiers=(Tier(price=Price(daily_wages=Decimal(3))),)))
    assert checked(judged_month(book, shifts=[shift("0001", DAY)])) == [
        Checked(f"{DAY}.1", "absence", "600.00", "200.00", "no-fines", "cut")
    ]


def test_guangdong_wants_a_written_notice_of_a_loss() -> None:
    assert losses("CN-guangdong", "100.00") == [("0.00", "loss-notice", "refused")]
    assert losses("CN-guangdong", "100.00", damage(notified_on="2026-10-31")) == [("100.00", "", "allowed")]
    assert losses("CN-guangdong", "100.00", damage(notified_on="2026-11-01")) == [("0.00", "loss-notice", "refused")]


def test_shenzhen_bounds_each_fine_and_all_fines_at_thirty_per_cent() -> None:
    # 30% of 4350.00 is 1305.00.
    assert fines("CN-shenzhen", "1305.00") == [("1305.00", "", "allowed")]
    assert fines("CN-shenzhen", "1305.01") == [("1305.00", "fine-30-percent-each", "cut")]
    two = (fine("F1"), fine("F2"))
    assert fines("CN-shenzhen", "652.50", *two) == [("652.50", "", "allowed")] * 2
    assert fines("CN-shenzhen", "652.51", *two) == [("652.51", "", "allowed"), ("652.49", "fine-month-percent", "cut")]


def test_what_is_unconfirmed_is_only_told() -> None:
    told = notes(judged_month(rules("CN-shenzhen"), fine()))
    assert "whether SEZ rules prevail over the province's ban of fines: unconfirmed, so it limits nothing" in told


def test_shanghai_lets_only_the_time_missed_stand_where_the_judgment_is_followed() -> None:
    late = OccurrenceRule(kind="absence", tiers=(percent("1"),))
    for by_analogy, allowed in ((False, "43.50"), (True, "12.50")):
        # 30 minutes of 4350.00 ÷ 21.75 ÷ 8 hours are 12.50; 1% is 43.50.
        book = replace(rules("CN-shanghai", by_analogy=by_analogy), lateness=late)
        month = judged_month(book, shifts=[shift("0001", DAY)], punches=[punch("0001", DAY, "09:00", "17:30")])
        assert [(row.kind, row.asked, row.allowed) for row in checked(month)] == [("absence", "43.50", allowed)]


# Other countries


def test_exempt_staff_lose_nothing_for_lateness_nor_for_part_of_a_day() -> None:
    assert fines("US-exempt", "1.00") == [("0.00", "no-fines", "refused")]
    book = rules("US-exempt")
    shifts = [shift("0001", DAY, "08:30-12:00"), shift("0001", DAY, "13:30-17:30")]
    morning = [punch("0001", DAY, "08:30", "12:00")]
    assert [(row.allowed, row.limit) for row in checked(judged_month(book, shifts=shifts, punches=morning))] == [
        ("0.00", "no-partial-day")
    ]
    assert [row.allowed for row in checked(judged_month(book, shifts=[shift("0001", DAY)]))] == ["200.00"]


def test_hourly_staff_keep_the_minimum_wage() -> None:
    assert fines("US-hourly", "50.00", minimum_wage="4300.00") == [("50.00", "", "allowed")]
    assert fines("US-hourly", "50.01", minimum_wage="4300.00") == [("50.00", "minimum-wage", "cut")]


@pytest.mark.parametrize(("profile", "limit"), [("UK", "in-the-contract"), ("PH", "written-conformity")])
def test_the_united_kingdom_and_the_philippines_want_it_in_writing_before(profile: str, limit: str) -> None:
    def allowed(*signatures: dict[str, str]) -> list[tuple[str, str]]:
        month = judged_month(rules(profile), fine(), acknowledgements=signatures)
        return [(row.allowed, row.limit) for row in checked(month)]

    assert allowed() == [("0.00", limit)]
    assert allowed(signed(DAY)) == [("100.00", "")]
    assert allowed(signed("2026-10-13")) == [("0.00", limit)]


def test_retail_in_the_united_kingdom_takes_a_tenth_of_gross_for_shortages() -> None:
    # 10% of 4350.00 + 650.00 is 500.00.
    book = costing(rules("UK-retail"), damage="500.01")
    month = judged_month(
        book, damage(), acknowledgements=[signed("2020-01-06")], additions=[addition("A1", "2026-10-20", "650.00")]
    )
    assert [(row.allowed, row.limit) for row in checked(month)] == [("500.00", "shortage-tenth-of-gross")]
    assert carried(month) == [("2026-10/0001/incident/L1", "0.01")]


def test_india_fines_three_per_cent_after_a_hearing() -> None:
    heard = fine(heard_on="2026-10-13")
    # 3% of 4350.00 is 130.50.
    assert fines("IN", "130.50", heard) == [("130.50", "", "allowed")]
    assert fines("IN", "130.51", heard) == [("130.50", "fines-3-percent", "cut")]
    assert fines("IN", "10.00") == [("0.00", "show-cause", "refused")]
    assert fines("IN", "10.00", fine(heard_on="2026-10-31")) == [("10.00", "", "allowed")]
    assert fines("IN", "10.00", fine(heard_on="2026-11-01")) == [("0.00", "show-cause", "refused")]


def test_a_line_that_cannot_be_heard_is_told_and_stands() -> None:
    book = replace(rules("IN"), lateness=OccurrenceRule(tiers=(percent("1"),)))
    month = judged_month(book, shifts=[shift("0001", DAY)], punches=[punch("0001", DAY, "09:00", "17:30")])
    assert [(row.allowed, row.status) for row in checked(month)] == [("43.50", "allowed")]
    assert "the employee is heard first: not recorded" in notes(month)


@pytest.mark.parametrize(
    ("period", "day", "last", "text", "absence"),
    [
        ("2025-11", "2025-11-03", "2025-11-20", "IN@2020-01-01", "600.00"),
        ("2025-11", "2025-11-03", "2025-11-21", "IN@2025-11-21", "200.00"),
    ],
)
def test_india_changes_its_law_with_the_last_day_employed(
    period: str, day: str, last: str, text: str, absence: str
) -> None:
    book = replace(rules("IN"), absence=OccurrenceRule(tiers=(Tier(price=Price(daily_wages=Decimal(3))),)))
    month = judged_month(
        book, period=period, employees=[employee("0001", left=last, wage="43500.00")], shifts=[shift("0001", day)]
    )
    # 43500.00 ÷ 21.75 = 2000.00 a day; three of them are 6000.00. Under the older text the 4000.00 above the day are
    # a fine: 3% of (43500.00 × 20/30 − 2000.00) = 810.00. Under the newer one nothing above the day may be taken.
    (row,) = law_rows(month)
    assert str(row["profile"]).startswith(text)
    assert row["allowed"] == cents({"600.00": "2810.00", "200.00": "2000.00"}[absence])


def test_japan_bounds_one_sanction_at_half_a_day_and_all_at_a_tenth() -> None:
    assert fines("JP", "100.00") == [("100.00", "", "allowed")]
    assert fines("JP", "100.01") == [("100.00", "half-a-day-each", "cut")]
    five = [fine(f"F{number}") for number in range(5)]
    # A tenth of 4350.00 is 435.00: four of 100.00, and 35.00 of the fifth.
    assert [allowed for allowed, _, _ in fines("JP", "100.00", *five)] == ["100.00"] * 4 + ["35.00"]


def test_hong_kong_takes_three_hundred_dollars_a_case_and_a_quarter_of_the_wage() -> None:
    assert losses("HK", "300.00") == [("300.00", "", "allowed")]
    assert losses("HK", "300.01") == [("300.00", "damage-300-each", "cut")]
    four = [damage(f"L{number}") for number in range(4)]
    # A quarter of 4350.00 is 1087.50: three of 300.00, and 187.50 of the fourth.
    assert [allowed for allowed, _, _ in losses("HK", "300.00", *four)] == ["300.00"] * 3 + ["187.50"]


def test_hong_kong_takes_at_most_half_for_everything_but_absence() -> None:
    # Half of 4350.00 is 2175.00.
    assert fines("HK", "2175.00") == [("2175.00", "", "allowed")]
    assert fines("HK", "2175.01") == [("2175.00", "all-half", "cut")]


def test_india_takes_at_most_half_for_everything_absences_among_it() -> None:
    book = replace(costing(rules("IN"), damage="1500.00"), absence=OccurrenceRule(tiers=(daily("1"),)))
    days = [f"2026-10-{number:02d}" for number in (19, 20, 21, 22, 23)]
    month = judged_month(
        book, damage(), contracts=[contract()], shifts=[shift("0001", day) for day in days if day != DAY]
    )
    # Half of 4350.00 is 2175.00; five days of 200.00 use up 1000.00 of it, so 1175.00 of the 1500.00 may stand.
    (loss,) = [row for row in checked(month) if row.kind == "loss"]
    assert (loss.allowed, loss.limit) == ("1175.00", "all-50-percent")


@pytest.mark.parametrize("profile", ["HK", "IN"])
def test_an_absence_takes_no_more_than_the_time_missed(profile: str) -> None:
    currency = "HKD" if profile == "HK" else "CNY"
    book = replace(
        rules(profile, currency=currency), absence=OccurrenceRule(tiers=(Tier(price=Price(daily_wages=Decimal(3))),))
    )
    month = judged_month(book, shifts=[shift("0001", DAY)])
    assert checked(month) == [Checked(f"{DAY}.1", "absence", "600.00", "200.00", "absence-in-proportion", "cut")]


# Contracts


@pytest.mark.parametrize(
    ("end", "months", "found"),
    [
        ("2026-12-14", "1", 1),  # two months and 30 days: none at all
        ("2026-12-15", "1", 0),  # three months: one
        ("2026-12-15", "2", 1),
        ("2027-09-14", "2", 1),  # a day less than a year: one
        ("2027-09-15", "2", 0),  # a year: two
        ("2029-09-14", "6", 1),  # a day less than three years: two
        ("2029-09-15", "6", 0),  # three years: six
        ("", "6", 0),
        ("", "7", 1),
    ],
)
def test_the_length_of_probation_goes_by_the_contract(end: str, months: str, found: int) -> None:
    row = contract("2026-09-16", end, probation_months=months)
    month = judged_month(rules("CN"), employees=[employee("0001", hired="2026-09-16")], contracts=[row])
    assert problems(month).count("PROBATION-TOO-LONG") == found
    bare = judged_month(rules(""), employees=[employee("0001", hired="2026-09-16")], contracts=[row])
    assert "PROBATION-TOO-LONG" not in problems(bare)


@pytest.mark.parametrize(("stated", "found"), [("2026-11-16", 0), ("2026-11-17", 1), ("2026-10-01", 0)])
def test_the_roster_goes_before_the_contract_and_what_is_over_is_not_told(stated: str, found: int) -> None:
    person = employee("0001", hired="2026-09-16", probation_end=stated)
    row = contract("2026-09-16", "2027-09-15", probation_months="6")
    month = judged_month(rules("CN"), employees=[person], contracts=[row])
    assert problems(month).count("PROBATION-TOO-LONG") == found


@pytest.mark.parametrize(("months", "found"), [(2, 0), (3, 1)])
def test_without_months_in_the_contract_the_policy_s_count(months: int, found: int) -> None:
    book = replace(rules("CN"), probation=ProbationRule(months=months))
    row = contract("2026-09-16", "2027-09-15")
    month = judged_month(book, employees=[employee("0001", hired="2026-09-16")], contracts=[row])
    assert problems(month).count("PROBATION-TOO-LONG") == found


@pytest.mark.parametrize(("missed", "allowed"), [(1, ["0.00"]), (2, ["100.00", "100.00"])])
def test_a_split_day_is_missed_whole_if_both_of_its_shifts_are(missed: int, allowed: list[str]) -> None:
    book = replace(rules("US-exempt"), absence=OccurrenceRule(tiers=(daily("1"),)))
    shifts = [shift("0001", DAY, "08:00-12:00"), shift("0001", DAY, "16:00-20:00")]
    here = [] if missed == 2 else [punch("0001", DAY, "15:55", "20:05")]
    assert [row.allowed for row in checked(judged_month(book, shifts=shifts, punches=here))] == allowed


@pytest.mark.parametrize(("percent_paid", "found"), [("80", 0), ("79.99", 1)])
@pytest.mark.parametrize("on_record", [True, False])
def test_probation_is_paid_at_eighty_per_cent_with_or_without_a_contract_on_record(
    percent_paid: str, found: int, *, on_record: bool
) -> None:
    book = replace(rules("CN"), probation=ProbationRule(months=1, wage_percent=Decimal(percent_paid)))
    contracts = [contract("2026-09-16", "2029-09-15")] if on_record else []
    month = judged_month(book, employees=[employee("0001", hired="2026-09-16")], contracts=contracts)
    assert problems(month).count("PROBATION-PAY-LOW") == found


def test_nobody_is_paid_for_a_probation_that_is_over() -> None:
    book = replace(rules("CN"), probation=ProbationRule(months=1, wage_percent=Decimal(50)))
    over, last_day = (
        judged_month(book, employees=[employee("0001", hired=day)]) for day in ("2026-09-01", "2026-09-02")
    )
    assert "PROBATION-PAY-LOW" not in problems(over)  # until 1 October
    assert "PROBATION-PAY-LOW" in problems(last_day)


def test_a_contract_of_a_day_under_no_policy_is_not_measured_by_another_one_s() -> None:
    six = replace(rules("CN"), probation=ProbationRule(months=6))
    month = judged_month(
        [version(rules("CN")), version(six, policy="store")],
        employees=[employee("0001", hired="2026-09-16")],
        assignments=[assignment("0001", "2026-10-01", policy="office")],
        contracts=[contract("2026-09-16", "2027-09-15")],
    )
    assert problems(month).count("PROBATION-TOO-LONG") == 0
