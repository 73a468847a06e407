"""A change of the day on which pay periods start, and the transition month that it makes (rules, section 20)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.intake.matrix_days import days_of_headings
from payroll.language import Text
from payroll.month.context import Month
from payroll.period import Period, StartDays, day_number, iso_day, next_period, pay_period
from payroll.policy import kinds, kinds_soundness
from payroll.policy.check import check_policy
from payroll.policy.load import load_policies
from payroll.policy.model import (
    GuardRule,
    IncidentRule,
    OccurrenceRule,
    Policies,
    PolicyVersion,
    Price,
    ProbationRule,
    Rules,
)
from payroll.policy.wage_rules import PartMonthMethod, PartMonthRule
from payroll.problems import Problem
from payroll.simulation.trial import as_if_in_force
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    cents,
    daily,
    employee,
    incident,
    ledger,
    lines,
    problems,
    punch,
    shift,
    swap,
    version,
)
from tests.month_frames import day
from tests.test_policy_load import POLICY, only_problem, write

TO_THE_26TH = StartDays(1, ((day("2026-10-01"), 26),))
TO_THE_1ST = StartDays(26, ((day("2026-10-26"), 1),))


def told(period: Period) -> tuple[str, str, int, int]:
    return iso_day(period.first), iso_day(period.last), period.days, period.wage_days


# Periods


def test_from_the_first_to_the_26th_one_period_is_shorter() -> None:
    assert told(TO_THE_26TH.period("2026-09")) == ("2026-09-01", "2026-09-30", 30, 30)
    assert told(TO_THE_26TH.period("2026-10")) == ("2026-10-01", "2026-10-25", 25, 30)  # 26 September to 25 October
    assert told(TO_THE_26TH.period("2026-11")) == ("2026-10-26", "2026-11-25", 31, 31)
    assert [TO_THE_26TH.period(name).is_transition for name in ("2026-09", "2026-10", "2026-11")] == [
        *(False, True, False)
    ]


def test_from_the_26th_to_the_first_one_period_is_longer() -> None:
    assert told(TO_THE_1ST.period("2026-10")) == ("2026-09-26", "2026-10-25", 30, 30)
    assert told(TO_THE_1ST.period("2026-11")) == ("2026-10-26", "2026-11-30", 36, 30)
    assert told(TO_THE_1ST.period("2026-12")) == ("2026-12-01", "2026-12-31", 31, 31)


def test_between_two_days_neither_of_which_is_the_first() -> None:
    later = StartDays(21, ((day("2026-10-21"), 26),))
    assert told(later.period("2026-11")) == ("2026-10-21", "2026-11-25", 36, 31)
    earlier = StartDays(26, ((day("2026-10-26"), 21),))
    assert told(earlier.period("2026-11")) == ("2026-10-26", "2026-11-20", 26, 31)


def test_across_new_year() -> None:
    days = StartDays(26, ((day("2026-12-26"), 1),))
    assert told(days.period("2027-01")) == ("2026-12-26", "2027-01-31", 37, 31)


@pytest.mark.parametrize(
    ("days", "name", "dates"),
    [
        (TO_THE_26TH, "2026-09", ("2026-09-01", "2026-09-30")),
        (TO_THE_26TH, "2026-10", ("2026-10-01", "2026-10-25")),
        (TO_THE_26TH, "2026-11", ("2026-10-26", "2026-11-25")),
        (TO_THE_1ST, "2026-10", ("2026-09-26", "2026-10-25")),
        (TO_THE_1ST, "2026-11", ("2026-10-26", "2026-10-31", "2026-11-01", "2026-11-30")),
        (TO_THE_1ST, "2026-12", ("2026-12-01",)),
    ],
)
def test_a_day_lies_in_the_period_of_its_name(days: StartDays, name: str, dates: Sequence[str]) -> None:
    assert {days.name_of(day(date)) for date in dates} == {name}


def test_a_period_is_named_as_before() -> None:
    for days in (TO_THE_1ST, StartDays()):
        for name in ("2026-13", "2026", "1970-01", "２０２６-10"):
            with pytest.raises(ValueError, match=name):
                days.period(name)
    assert StartDays(21).period("2026-10") == pay_period("2026-10", 21)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(first=st.integers(1, 28), changes=st.lists(st.tuples(st.integers(1, 12), st.integers(1, 28)), max_size=4))
def test_periods_follow_one_another_without_gap_or_overlap(first: int, changes: list[tuple[int, int]]) -> None:
    days, name = StartDays(first), "2025-01"
    for months, start_day in changes:
        for _ in range(months):
            name = next_period(name)
        begin = days.period(name).first
        if days.on(begin) != start_day:
            days = StartDays(first, (*days.changes, (begin, start_day)))
    name = "2024-12"
    for _ in range(60):
        period, following = days.period(name), days.period(next_period(name))
        assert period.first <= period.last
        assert period.last + 1 == following.first
        assert {days.name_of(period.first), days.name_of(period.last)} == {name}
        assert 28 <= period.wage_days <= 31
        name = next_period(name)


# Policies


def policies(folder: Path, **files: int | tuple[int, int]) -> list[Problem]:
    """Write versions such as ``desk_2026_10_01=(1, 26)``: the day before and the day now, or only the day."""
    for name, start in files.items():
        policy, _, since = name.partition("_")
        previous, now = start if isinstance(start, tuple) else (None, start)
        text = POLICY + f"period_start_day = {now}\n" + (f"previous_start_day = {previous}\n" if previous else "")
        write(folder, text, f"{policy}/{since.replace('_', '-')}.toml")
    return load_policies(folder)[1]


def only(found: list[Problem]) -> tuple[str, str, str, str]:
    """Return code, file, key and value of the only problem, which has words in both languages."""
    [problem] = found
    assert problem.message("zh")
    assert problem.fix("zh")
    return problem.code, problem.file, problem.column, problem.value


def test_policies_that_change_together_are_one_run(tmp_path: Path) -> None:
    assert (
        policies(
            tmp_path,
            desk_2023_02_03=1,
            desk_2026_10_01=(1, 26),
            desk_2027_01_01=26,
            shop_2024_01_01=1,
            shop_2026_10_01=(1, 26),
            new_2026_12_01=26,
        )
        == []
    )
    loaded, _ = load_policies(tmp_path)
    assert loaded.start_days == TO_THE_26TH


def test_the_day_may_change_back(tmp_path: Path) -> None:
    found = policies(tmp_path, desk_2023_02_03=1, desk_2026_10_01=(1, 26), desk_2027_04_26=(26, 1))
    assert found == []
    loaded, _ = load_policies(tmp_path)
    assert told(loaded.start_days.period("2027-05")) == ("2027-04-26", "2027-05-31", 36, 31)


def test_a_first_version_may_say_what_held_before_it(tmp_path: Path) -> None:
    assert policies(tmp_path, desk_2026_10_01=(1, 26)) == []
    loaded, _ = load_policies(tmp_path)
    assert loaded.start_days == TO_THE_26TH


def test_without_the_key_another_day_is_refused_as_before(tmp_path: Path) -> None:
    found = policies(tmp_path, desk_2023_02_03=1, desk_2026_10_01=26)
    assert only(found) == ("POLICY-START-DAYS", "desk/2026-10-01.toml", "policy.period_start_day", "26")


def test_a_policy_that_does_not_change_with_the_others_is_refused(tmp_path: Path) -> None:
    found = policies(tmp_path, desk_2023_02_03=1, desk_2026_10_01=(1, 26), shop_2023_02_03=1, shop_2026_12_01=26)
    assert only(found) == ("POLICY-START-DAYS", "shop/2023-02-03.toml", "policy.period_start_day", "1")
    assert "those of desk/2026-10-01.toml on day 26" in found[0].message("en")


def test_a_policy_that_begins_later_with_the_old_day_is_refused(tmp_path: Path) -> None:
    found = policies(tmp_path, desk_2023_02_03=1, desk_2026_10_01=(1, 26), shop_2026_12_01=1)
    assert only(found) == ("POLICY-START-DAYS", "shop/2026-12-01.toml", "policy.period_start_day", "1")


def test_the_change_must_follow_from_the_day_before_it(tmp_path: Path) -> None:
    found = policies(tmp_path, desk_2023_02_03=1, desk_2026_10_21=(21, 26))
    assert only(found) == ("POLICY-PREVIOUS-START-DAY", "desk/2026-10-21.toml", "policy.previous_start_day", "21")
    assert "they started on day 1" in found[0].message("en")


def test_a_later_version_does_not_repeat_the_change(tmp_path: Path) -> None:
    found = policies(tmp_path, desk_2023_02_03=1, desk_2026_10_01=(1, 26), desk_2027_01_01=(1, 26))
    assert only(found) == ("POLICY-PREVIOUS-START-DAY", "desk/2027-01-01.toml", "policy.previous_start_day", "1")


@pytest.mark.parametrize(("since", "is_first"), [("09_30", False), ("10_01", True), ("10_02", False)])
def test_the_change_begins_with_a_pay_period(tmp_path: Path, since: str, *, is_first: bool) -> None:
    files: dict[str, int | tuple[int, int]] = {"desk_2023_02_03": 1, f"desk_2026_{since}": (1, 26)}
    found = policies(tmp_path, **files)
    assert (found == []) == is_first
    if found:
        assert found[0].kind is kinds.START_DAY_DATE
        assert "2026-10-01" in found[0].fix("en")


def test_a_change_within_the_transition_month_is_refused(tmp_path: Path) -> None:
    # From the 26th to the 1st the transition month runs to 30 November; the 1st of November lies within it.
    found = policies(tmp_path, desk_2023_02_03=26, desk_2026_10_26=(26, 1), desk_2026_11_01=(1, 15))
    assert only(found) == ("POLICY-START-DAY-DATE", "desk/2026-11-01.toml", "policy.previous_start_day", "2026-11-01")
    assert "on 2026-10-26 or 2026-12-01" in found[0].fix("en")


def test_a_change_to_the_same_day_is_none(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, POLICY + "period_start_day = 21\nprevious_start_day = 21\n")
    assert (problem.kind, problem.column) == (kinds.CONTRADICTION, "policy.previous_start_day")


def test_a_single_file_is_checked_as_far_as_it_tells(tmp_path: Path) -> None:
    text = POLICY + "period_start_day = 26\nprevious_start_day = 1\n"
    right = write(tmp_path, text + '[part_month]\nmethod = "paid-days"\n', "desk/2026-10-01.toml")
    assert check_policy(right) == []
    unpaid = write(tmp_path, text, "desk/2026-11-01.toml")
    assert [problem.kind for problem in check_policy(unpaid)] == [kinds_soundness.TRANSITION_PAID_WHOLE]
    wrong = write(tmp_path, text, "desk/2026-10-15.toml")
    assert kinds.START_DAY_DATE in [problem.kind for problem in check_policy(wrong)]


# Wages of the transition month


def changing(rules: Rules, *, shorter: bool = False) -> tuple[PolicyVersion, PolicyVersion]:
    """From the 26th to the 1st on 26 October (36 days for 30), or from the 1st to the 26th on 1 October (25 for 30)."""
    before, now, since = (1, 26, "2026-10-01") if shorter else (26, 1, "2026-10-26")
    return (
        version(replace(rules, period_start_day=before)),
        version(replace(rules, period_start_day=now, previous_start_day=before), since),
    )


def parted(method: PartMonthMethod = "calendar-days", rules: Rules = BARE) -> Rules:
    return replace(rules, part_month=PartMonthRule(method=method))


def parts(month: Month) -> list[tuple[str, str, str]]:
    return [(line.employee, line.date, line.amount) for line in lines(month, "part-month")]


def test_everybody_gets_the_share_of_a_whole_month() -> None:
    people = [employee("0001", "3000.00"), employee("0002", "3000.00", hired="2026-10-06")]
    short = a_month("2026-10", changing(parted(), shorter=True), employees=people)
    # 3000.00 × 25/30 = 2500.00 and × 20/30 = 2000.00.
    assert parts(short) == [("0001", "2026-10-25", "-500.00"), ("0002", "2026-10-25", "-1000.00")]
    people = [employee("0001", "3000.00"), employee("0002", "3000.00", left="2026-11-24")]
    long = a_month("2026-11", changing(parted()), employees=people)
    # 3000.00 × 36/30 = 3600.00; 30 of 36 days are a whole month.
    assert parts(long) == [("0001", "2026-11-30", "600.00"), ("0002", "2026-11-24", "0.00")]


def test_the_periods_around_it_are_whole() -> None:
    for name in ("2026-10", "2026-12"):
        assert parts(a_month(name, changing(parted()), employees=[employee("0001")])) == []


@pytest.mark.parametrize(("dates", "amount"), [(20, "-350.00"), (21, "-150.00"), (22, "50.00"), (26, "850.00")])
def test_by_paid_days_each_work_date_counts_also_beyond_a_month(dates: int, amount: str) -> None:
    rota = [shift("0001", iso_day(day("2026-10-26") + number)) for number in range(dates)]
    month = a_month("2026-11", changing(parted("paid-days")), employees=[employee("0001")], shifts=rota)
    assert parts(month) == [("0001", "2026-11-30", amount)]


def test_probation_is_paid_at_its_percentage_of_it() -> None:
    probation = ProbationRule(months=6, wage_percent=Decimal(80))
    rules = replace(BARE, probation=probation)
    person = employee("0001", "3000.00", hired="2026-09-01")
    by_calendar = a_month("2026-11", changing(parted(rules=rules)), employees=[person])
    assert [line.amount for line in lines(by_calendar, "part-month", "probation-pay")] == ["600.00", "-720.00"]
    rota = [shift("0001", iso_day(day("2026-10-26") + number)) for number in range(26)]
    by_dates = a_month(
        "2026-11", changing(parted("paid-days", rules)), employees=[employee("0001", hired="2026-09-01")], shifts=rota
    )
    # 5200.00, of which 20 % are 1040.00.
    assert [line.amount for line in lines(by_dates, "part-month")] == ["850.00"]
    assert [line.amount for line in lines(by_dates, "probation-pay")] == ["-1040.00"]


def fined(guard: GuardRule, fine: str, rules: Rules = BARE) -> list[str]:
    games = IncidentRule(title=Text("打游戏", "Games"), price=Price(amount=cents(fine)))
    month = a_month(
        "2026-11",
        changing(replace(rules, guard=guard, incidents={"games": games})),
        employees=[employee("0001", "3000.00")],
        incidents=[incident("I1", "2026-11-12", "games")],
    )
    return [line.amount for line in lines(month, "guard")]


@pytest.mark.parametrize("rules", [BARE, parted()])
def test_the_guard_goes_by_the_wage_of_the_longer_month(rules: Rules) -> None:
    # 3600.00: 20 % are 720.00; less a minimum wage of 2500.00 × 36/30 = 3000.00 there are 600.00.
    assert fined(GuardRule(max_percent=Decimal(20)), "720.00", rules) == []
    assert fined(GuardRule(max_percent=Decimal(20)), "720.01", rules) == ["0.01"]
    assert fined(GuardRule(minimum_wage=cents("2500.00")), "600.00", rules) == []
    assert fined(GuardRule(minimum_wage=cents("2500.00")), "600.01", rules) == ["0.01"]


def test_absences_take_the_wage_of_the_longer_month_at_most() -> None:
    rules = replace(BARE, absence=OccurrenceRule(tiers=(daily("1"),), within_wage=True))
    rota = [shift("0001", iso_day(day("2026-10-26") + number)) for number in range(27)]
    month = a_month("2026-11", changing(rules), employees=[employee("0001")], shifts=rota)
    # 4350.00 × 36/30 = 5220.00; twenty-seven daily wages are 5400.00.
    assert lines(month, "absence-limit") == [Line("0001", "2026-11-30", "absence-limit", 0, "180.00", "")]


def test_the_line_tells_of_the_transition() -> None:
    short = a_month("2026-10", changing(parted(), shorter=True), employees=[employee("0001", "3000.00")])
    [row] = ledger(short).to_dict("records")
    assert row["explanation_zh"] == (
        "过渡期 2026-10-01 至 2026-10-25 在职 25 天，整月为 30 天：3000.00 × 25/30 = 2500.00，比整月 3000.00 少 500.00"
    )
    assert row["explanation_en"] == (
        "employed 2026-10-01 to 2026-10-25 of the transition month, 25 days of 30 for a whole month: "
        "3000.00 × 25/30 = 2500.00, 500.00 less than 3000.00 for a whole month"
    )
    long = a_month("2026-11", changing(parted()), employees=[employee("0001", "3000.00")])
    [row] = ledger(long).to_dict("records")
    assert row["explanation_en"].endswith("3000.00 × 36/30 = 3600.00, 600.00 more than 3000.00 for a whole month")
    assert row["kind"] == "wage"


# Who asks which period a day lies in


def test_the_dates_of_a_swap_may_lie_anywhere_in_the_transition_month() -> None:
    def found(one: str, back: str) -> list[str]:
        month = a_month(
            "2026-11",
            changing(BARE),
            employees=[employee("0001"), employee("0002")],
            shifts=[shift("0001", one), shift("0002", back)],
            punches=[punch("0002", one, "08:30", "17:30"), punch("0001", back, "08:30", "17:30")],
            swaps=[swap("S1", "0001", "0002", one, back=back)],
        )
        return [code for code in problems(month) if code.startswith("SWAP")]

    assert found("2026-10-26", "2026-11-30") == []
    assert found("2026-10-31", "2026-11-01") == []
    assert found("2026-10-25", "2026-10-26") == ["SWAP-TWO-PERIODS"]
    assert found("2026-11-30", "2026-12-01") == ["SWAP-TWO-PERIODS"]


def test_a_version_that_is_tried_earlier_does_not_change_the_period_on_its_way() -> None:
    tried = as_if_in_force(Policies(changing(BARE)), day("2026-09-26"))
    [newest] = tried.versions
    assert (newest.date, newest.rules.previous_start_day) == (day("2026-09-26"), None)
    assert tried.start_days == StartDays(1)
    later = as_if_in_force(Policies(changing(BARE)), day("2026-12-01"))
    assert later.start_days == TO_THE_1ST


def test_in_a_rota_a_day_number_that_the_period_has_twice_is_no_day() -> None:
    period = TO_THE_1ST.period("2026-11")
    days = days_of_headings(["25", "26", "30", "31", "1", "11-26"], [], period)
    assert {heading: iso_day(number) for heading, number in days.items()} == {
        "25": "2026-11-25",
        "31": "2026-10-31",
        "1": "2026-11-01",
        "11-26": "2026-11-26",
    }
    in_october = days_of_headings(["26"], ["2026年10月"], period)
    assert in_october == {"26": day_number(date(2026, 10, 26))}
