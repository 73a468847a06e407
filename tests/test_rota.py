"""Who works when, and what holds for them on a day (rules, sections 1 and 2)."""

from dataclasses import replace

import pytest

from payroll.month.month import judge
from payroll.period import iso_day
from payroll.policy.model import Calendar, OccurrenceRule, Rules, ShiftTimes
from payroll.problems import Problem, stopping
from tests.month_builder import (
    BARE,
    PRICED_BY_FIVE,
    Line,
    a_month,
    amounts,
    assignment,
    attendance,
    employee,
    ledger,
    lines,
    office_month,
    percent,
    problems,
    punch,
    shift,
    swap,
    verdicts,
    version,
    wage,
    works,
)
from tests.month_frames import Row

ANNE = [employee("0001")]
LATE = replace(BARE, lateness=OccurrenceRule(tiers=(percent("1"),)))


def spans(*shifts: Row, policy: Rules = BARE) -> list[tuple[str, str]]:
    month = a_month(policy=policy, employees=ANNE, shifts=shifts)
    return [(judged.start, judged.end) for judged in attendance(month)]


def test_a_code_takes_its_times_from_the_policy() -> None:
    assert spans(shift("0001", "2026-10-12", "office")) == [("2026-10-12 08:30", "2026-10-12 17:30")]


def test_times_that_are_given_win_over_those_of_the_code() -> None:
    both = shift("0001", "2026-10-12", "office") | {"start": "10:00", "end": "19:00"}
    start_only = shift("0001", "2026-10-13", "office") | {"start": "10:00"}
    assert spans(both, start_only) == [
        ("2026-10-12 10:00", "2026-10-12 19:00"),
        ("2026-10-13 10:00", "2026-10-13 17:30"),
    ]


def test_an_end_at_24_00_is_the_midnight_that_ends_the_day() -> None:
    assert spans(shift("0001", "2026-10-12", "18:30-24:00")) == [("2026-10-12 18:30", "2026-10-13 00:00")]
    assert spans(shift("0001", "2026-10-12", "18:30-00:00")) == [("2026-10-12 18:30", "2026-10-13 00:00")]


def test_an_end_at_or_before_the_start_is_on_the_next_day() -> None:
    assert spans(shift("0001", "2026-10-12", "08:00-08:00")) == [("2026-10-12 08:00", "2026-10-13 08:00")]
    assert spans(shift("0001", "2026-10-12", "08:00-07:59")) == [("2026-10-12 08:00", "2026-10-13 07:59")]
    assert spans(shift("0001", "2026-10-12", "08:00-08:01")) == [("2026-10-12 08:00", "2026-10-12 08:01")]


def test_a_shift_belongs_to_the_period_of_its_work_date_also_past_midnight() -> None:
    month = a_month(
        employees=ANNE,
        shifts=[shift("0001", "2026-10-31", "night"), shift("0001", "2026-09-30", "night")],
        punches=[punch("0001", "2026-10-31", "21:55"), punch("0001", "2026-11-01", "06:03")],
    )
    assert attendance(month) == [
        (
            "0001",
            "2026-10-31",
            "2026-10-31 22:00",
            "2026-11-01 06:00",
            "2026-10-31 21:55",
            "2026-11-01 06:03",
            0,
            0,
            "ok",
        )
    ]


def test_only_shifts_from_the_first_to_the_last_day_are_judged() -> None:
    days = ("2026-09-25", "2026-09-26", "2026-10-25", "2026-10-26")
    month = a_month(
        policy=replace(BARE, period_start_day=26), employees=ANNE, shifts=[shift("0001", day) for day in days]
    )
    assert works(month) == [("0001", "2026-09-26 08:30"), ("0001", "2026-10-25 08:30")]


def test_a_repeated_row_counts_once_and_is_pointed_out() -> None:
    rows = [shift("0001", "2026-10-12"), shift("0001", "2026-10-12", "08:30-17:30")]
    month = a_month(employees=ANNE, shifts=rows)
    assert works(month) == [("0001", "2026-10-12 08:30")]
    assert problems(month) == ["SHIFT-REPEATED"]


def test_shifts_may_touch_but_not_overlap() -> None:
    touching = [shift("0001", "2026-10-12", "08:00-12:00"), shift("0001", "2026-10-12", "12:00-16:00")]
    assert problems(a_month(employees=ANNE, shifts=touching)) == []
    overlapping = [shift("0001", "2026-10-12", "08:00-12:00"), shift("0001", "2026-10-12", "11:59-16:00")]
    assert problems(a_month(employees=ANNE, shifts=overlapping)) == ["SHIFT-OVERLAP"]
    both = [*overlapping, *(row | {"date": "2026-10-13"} for row in touching)]
    assert problems(a_month(employees=ANNE, shifts=both)) == ["SHIFT-OVERLAP"]


def test_a_night_shift_may_overlap_the_shift_of_the_next_day() -> None:
    rows = [shift("0001", "2026-10-12", "night"), shift("0001", "2026-10-13", "05:59-12:00")]
    judged = judge(a_month(employees=ANNE, shifts=rows))
    assert [(problem.code, problem.place()) for problem in judged.problems] == [("SHIFT-OVERLAP", "shifts.csv:3")]


def test_people_have_shifts_from_their_hire_date_to_their_termination_date() -> None:
    people = [employee("0001", hired="2026-10-12", left="2026-10-14")]
    inside = [shift("0001", "2026-10-12"), shift("0001", "2026-10-14")]
    assert problems(a_month(employees=people, shifts=inside)) == []
    outside = [shift("0001", "2026-10-11"), shift("0001", "2026-10-15")]
    month = a_month(employees=people, shifts=inside + outside)
    assert problems(month) == ["SHIFT-OUTSIDE-EMPLOYMENT", "SHIFT-OUTSIDE-EMPLOYMENT"]
    assert works(month) == [("0001", "2026-10-12 08:30"), ("0001", "2026-10-14 08:30")]


def test_a_code_that_the_policy_lacks_is_one_error_for_all_its_rows() -> None:
    month = a_month(employees=ANNE, shifts=[shift("0001", f"2026-10-{day}", "early") for day in (12, 13, 14)])
    errors = [problem for problem in judge(month).problems if problem.severity == "error"]
    assert [(problem.code, problem.value, problem.row) for problem in errors] == [("SHIFT-CODE-UNKNOWN", "early", 2)]
    assert "has no shift «early» (3 rows); it has" in errors[0].message("en")


def test_one_row_and_one_employee_are_told_as_one() -> None:
    early = a_month(employees=ANNE, shifts=[shift("0001", "2026-10-12", "early")])
    assert "has no shift «early» (1 row); it has" in judge(early).problems[0].message("en")
    late = a_month(policy=[version(BARE, "2026-10-13")], employees=ANNE, shifts=[shift("0001", "2026-10-12")])
    (problem,) = [each for each in judge(late).problems if each.code == "POLICY-NOT-IN-FORCE"]
    assert problem.message("en") == "on 2026-10-12 no version of policy «office» is in force (1 row)"
    assert problem.message("zh").endswith("（共 1 行）")


def test_who_has_no_shift_in_the_period_is_a_warning() -> None:
    assert problems(a_month(employees=ANNE, shifts=[shift("0001", "2026-10-31")])) == []
    assert problems(a_month(employees=ANNE, shifts=[shift("0001", "2026-11-01")])) == ["NO-ROTA"]
    assert problems(a_month(employees=[employee("0001", left="2026-09-30")])) == []


def test_the_night_before_the_period_keeps_its_own_punches() -> None:
    # The night of 30 September ends at 06:00; half way to 10:00 is 08:00, so 07:59 is still its departure.
    rows = [shift("0001", "2026-09-30", "night"), shift("0001", "2026-10-01", "10:00-18:00")]
    taps = [punch("0001", "2026-09-30", "21:58"), punch("0001", "2026-10-01", "07:59", "18:00")]
    assert verdicts(a_month(employees=ANNE, shifts=rows, punches=taps)) == ["missing-in"]
    taps = [punch("0001", "2026-09-30", "21:58"), punch("0001", "2026-10-01", "08:00", "18:00")]
    assert verdicts(a_month(employees=ANNE, shifts=rows, punches=taps)) == ["ok"]


def test_the_shift_after_the_period_keeps_its_own_punches() -> None:
    # From 24:00 to 06:00 of 1 November the midpoint is 03:00.
    rows = [shift("0001", "2026-10-31", "16:00-24:00"), shift("0001", "2026-11-01", "06:00-14:00")]
    taps = [punch("0001", "2026-10-31", "16:00"), punch("0001", "2026-11-01", "02:59")]
    assert verdicts(a_month(employees=ANNE, shifts=rows, punches=taps)) == ["ok"]
    taps = [punch("0001", "2026-10-31", "16:00"), punch("0001", "2026-11-01", "03:00")]
    assert verdicts(a_month(employees=ANNE, shifts=rows, punches=taps)) == ["missing-out"]


def test_neighbours_before_the_first_version_go_by_the_first_version() -> None:
    # Without the night of 30 September the tap at 06:30 would be an arrival 30 minutes before 07:00.
    rows = [shift("0001", "2026-09-30", "night"), shift("0001", "2026-10-01", "07:00-15:00")]
    taps = [punch("0001", "2026-10-01", "06:29", "15:00")]
    month = a_month(policy=[version(BARE, "2026-10-01")], employees=ANNE, shifts=rows, punches=taps)
    assert verdicts(month) == ["missing-in"]
    assert "POLICY-NOT-IN-FORCE" not in problems(month)


def test_a_shift_of_the_period_before_the_first_version_is_an_error() -> None:
    policy = [version(BARE, "2026-10-15")]
    assert problems(a_month(policy=policy, employees=ANNE, shifts=[shift("0001", "2026-10-15")])) == []
    month = a_month(policy=policy, employees=ANNE, shifts=[shift("0001", "2026-10-15"), shift("0001", "2026-10-14")])
    assert problems(month) == ["POLICY-NOT-IN-FORCE"]


def test_the_base_wage_is_that_of_the_day() -> None:
    taps = {"2026-10-15": ("08:31", "17:30"), "2026-10-16": ("08:31", "17:30")}
    month = office_month(LATE, taps, wage="4000.00", wages=[wage("0001", "2026-10-16", "5000.00")])
    assert amounts(month) == ["-40.00", "-50.00"]


def test_the_latest_of_several_raises_holds_whatever_their_order_in_the_file() -> None:
    raises = [wage("0001", "2026-10-14", "6000.00"), wage("0001", "2026-09-01", "5000.00")]
    taps = {"2026-10-13": ("08:31", "17:30"), "2026-10-14": ("08:31", "17:30")}
    assert amounts(office_month(LATE, taps, wage="4000.00", wages=raises)) == ["-50.00", "-60.00"]


def test_the_policy_is_that_of_the_day_and_an_empty_cell_changes_nothing() -> None:
    five = replace(BARE, lateness=PRICED_BY_FIVE)
    days = ("2026-10-14", "2026-10-15", "2026-10-16")
    month = a_month(
        policy=[version(LATE), version(five, policy="shop")],
        employees=[employee("0001", "4000.00", policy="office")],
        assignments=[assignment("0001", "2026-10-15", policy="shop"), assignment("0001", "2026-10-16", store="S2")],
        shifts=[shift("0001", day) for day in days],
        punches=[punch("0001", day, "08:31", "17:30") for day in days],
    )
    assert amounts(month) == ["-40.00", "-5.00", "-5.00"]
    assert ledger(month)["store"].tolist() == ["S1", "S1", "S2"]


def test_the_version_is_that_of_the_day() -> None:
    five = replace(BARE, lateness=PRICED_BY_FIVE)
    taps = {"2026-10-14": ("08:31", "17:30"), "2026-10-15": ("08:31", "17:30")}
    month = office_month([version(LATE), version(five, "2026-10-15")], taps)
    assert lines(month) == [
        Line("0001", "2026-10-14", "lateness", 1, "-43.50", ""),
        Line("0001", "2026-10-15", "lateness", 2, "-5.00", ""),
    ]


def test_a_shift_past_midnight_goes_by_the_version_of_its_work_date() -> None:
    # The new version without lateness begins on the day on which the night ends.
    night = {"2026-10-14": ("22:01",), "2026-10-15": ("06:00",)}
    month = a_month(
        policy=[version(LATE), version(BARE, "2026-10-15")],
        employees=ANNE,
        shifts=[shift("0001", "2026-10-14", "night")],
        punches=[punch("0001", day, *taps) for day, taps in night.items()],
    )
    assert amounts(month) == ["-43.50"]


def test_a_day_off_and_a_shift_on_one_date_is_a_warning_and_the_shift_counts() -> None:
    month = a_month(
        employees=[employee("0001")], shifts=[shift("0001", "2026-10-12", "rest"), shift("0001", "2026-10-12")]
    )
    assert problems(month) == ["SHIFT-AND-REST"]
    assert works(month) == [("0001", "2026-10-12 08:30")]


def test_a_row_that_overlaps_the_calendars_shift_is_the_one_that_is_set_aside() -> None:
    calendar = replace(BARE, calendar=Calendar("office", frozenset(range(5)), ""))
    month = a_month(
        policy=calendar,
        employees=[employee("0001", hired="2026-10-12", left="2026-10-13")],
        shifts=[shift("0001", "2026-10-12", "22:00-09:00")],  # into the calendar's shift of the 13th, 08:30
    )
    assert problems(month) == ["SHIFT-OVERLAP-CALENDAR"]
    assert works(month) == [("0001", "2026-10-13 08:30")]


def test_two_shifts_of_calendars_that_overlap_are_an_error_without_a_row() -> None:
    def daily(begins: int, ends: int) -> Rules:
        shifts = {"daily": ShiftTimes(begins, ends)}
        return replace(BARE, shifts=shifts, calendar=Calendar("daily", frozenset(range(7)), ""))

    def changed_on_the_13th(begins: int) -> tuple[Problem, ...]:
        nights = daily(1320, 1800)  # 22:00 to 06:00
        month = a_month(
            policy=[version(nights), version(daily(begins, 780), "2026-10-13")],
            employees=[employee("0001", hired="2026-10-12", left="2026-10-13")],
        )
        return judge(month).problems

    assert "SHIFT-OVERLAP-CALENDAR" not in [problem.code for problem in changed_on_the_13th(360)]  # 06:00
    (problem,) = stopping(changed_on_the_13th(359), ["SHIFT-OVERLAP-CALENDAR"])  # 05:59
    assert (problem.code, problem.file, problem.row) == ("SHIFT-OVERLAP-CALENDAR", "", None)
    assert problem.message("en") == (
        "the policies' calendars give 0001 the shift 2026-10-12 22:00–06:00, and the shift 2026-10-13 05:59–13:00 "
        "that overlaps it"
    )


def test_somebody_without_any_policy_on_a_day_is_an_error_that_says_so() -> None:
    month = a_month(
        policy=[version(BARE), version(BARE, policy="shop")],
        employees=[employee("0001")],
        assignments=[assignment("0001", "2026-10-20", policy="shop")],
        shifts=[shift("0001", "2026-10-12")],
    )
    assert "POLICY-NOT-GIVEN" in problems(month)


@pytest.mark.parametrize("giver", ["0001", "0006", "0009"])
def test_a_shift_that_moves_far_stands_in_its_place_in_the_rota(giver: str) -> None:
    # Of nine people with a shift on the 12th, one gives it to the fifth, who works on the 13th otherwise.
    people = [f"000{number}" for number in range(1, 10)]
    month = a_month(
        policy=BARE,
        employees=[employee(who) for who in people],
        shifts=[shift(who, "2026-10-13" if who == "0005" else "2026-10-12", "office") for who in people],
        swaps=[swap("W1", giver, "0005", "2026-10-12")],
    )
    worked = judge(month).attendance.shifts
    others = [(who, "2026-10-12") for who in people if who not in ("0005", giver)]
    days = [(people[employee], iso_day(day)) for employee, day in zip(worked["employee"], worked["date"], strict=True)]
    assert days == sorted([*others, ("0005", "2026-10-12"), ("0005", "2026-10-13")])
    assert worked["owner"].tolist()[days.index(("0005", "2026-10-12"))] == people.index(giver)
