"""Working days without a rota (rules, section 2, Calendar)."""

from dataclasses import replace

from payroll.month.month import judge
from payroll.policy.model import Calendar, Rules, ShiftTimes
from tests.month_builder import BARE, a_month, assignment, employee, problems, shift, swap, version, works

MONDAY_TO_FRIDAY = frozenset(range(5))


def with_calendar(code: str = "office", holidays: str = "CN", weekdays: frozenset[int] = MONDAY_TO_FRIDAY) -> Rules:
    return replace(BARE, calendar=Calendar(code, weekdays, holidays))


def day_of_month(starts: list[tuple[str, str]]) -> list[int]:
    return [int(start[8:10]) for _, start in starts]


def test_public_holidays_are_off_and_make_up_days_are_worked() -> None:
    # Labour Day 2026: 1 to 5 May off, Saturday 9 May worked for it.
    month = a_month("2026-05", with_calendar(), employees=[employee("0001", left="2026-05-12")])
    assert works(month) == [
        ("0001", "2026-05-06 08:30"),
        ("0001", "2026-05-07 08:30"),
        ("0001", "2026-05-08 08:30"),
        ("0001", "2026-05-09 08:30"),
        ("0001", "2026-05-11 08:30"),
        ("0001", "2026-05-12 08:30"),
    ]


def test_without_a_country_each_of_the_weekdays_is_worked() -> None:
    month = a_month("2026-05", with_calendar(holidays=""), employees=[employee("0001", left="2026-05-12")])
    assert day_of_month(works(month)) == [1, 4, 5, 6, 7, 8, 11, 12]


def test_only_the_listed_weekdays_are_worked() -> None:
    # Saturdays and Sundays of October 2026.
    month = a_month(policy=with_calendar(holidays="", weekdays=frozenset({5, 6})), employees=[employee("0001")])
    assert day_of_month(works(month)) == [3, 4, 10, 11, 17, 18, 24, 25, 31]


def test_a_make_up_day_is_worked_also_by_those_who_have_other_weekdays() -> None:
    # Saturday 10 October 2026 is worked for the National Day holiday.
    month = a_month(policy=with_calendar(weekdays=frozenset({0})), employees=[employee("0001")])
    assert day_of_month(works(month)) == [10, 12, 19, 26]


def test_the_calendar_begins_on_the_hire_date_and_ends_on_the_termination_date() -> None:
    month = a_month(policy=with_calendar(), employees=[employee("0001", hired="2026-10-13", left="2026-10-15")])
    assert day_of_month(works(month)) == [13, 14, 15]


def test_a_row_of_the_rota_replaces_the_calendar_on_its_date() -> None:
    month = a_month(
        policy=with_calendar(),
        employees=[employee("0001", hired="2026-10-13", left="2026-10-15")],
        shifts=[shift("0001", "2026-10-14", "12:00-20:00")],
    )
    assert works(month) == [
        ("0001", "2026-10-13 08:30"),
        ("0001", "2026-10-14 12:00"),
        ("0001", "2026-10-15 08:30"),
    ]


def test_a_rest_mark_makes_a_working_day_a_day_off() -> None:
    for mark in ("rest", "休"):
        month = a_month(
            policy=with_calendar(),
            employees=[employee("0001", hired="2026-10-13", left="2026-10-15")],
            shifts=[shift("0001", "2026-10-14", mark)],
        )
        assert day_of_month(works(month)) == [13, 15]


def test_a_row_on_a_day_off_adds_a_shift() -> None:
    month = a_month(
        policy=with_calendar(),
        employees=[employee("0001", hired="2026-10-16", left="2026-10-19")],
        shifts=[shift("0001", "2026-10-18", "evening")],
    )
    assert works(month) == [
        ("0001", "2026-10-16 08:30"),
        ("0001", "2026-10-18 18:30"),
        ("0001", "2026-10-19 08:30"),
    ]


def test_a_year_that_is_not_published_is_one_error_and_never_a_guess() -> None:
    month = a_month("2027-03", with_calendar(), employees=[employee("0001"), employee("0002")])
    judged = judge(month)
    assert [problem.code for problem in judged.problems if problem.severity == "error"] == ["CALENDAR-UNPUBLISHED"]
    assert judged.problems[0].value == "2027"
    assert "the working days of 2 employees are unknown" in judged.problems[0].message("en")
    assert works(month) == []
    alone = judge(a_month("2027-03", with_calendar(), employees=[employee("0001")]))
    assert "the working days of 1 employee are unknown" in alone.problems[0].message("en")
    assert "1 名员工" in alone.problems[0].message("zh")


def test_days_that_the_rota_states_need_no_published_year() -> None:
    month = a_month(
        "2027-03",
        with_calendar(),
        employees=[employee("0001", hired="2027-03-30")],
        shifts=[shift("0001", "2027-03-30"), shift("0001", "2027-03-31", "rest")],
    )
    assert problems(month) == []
    assert day_of_month(works(month)) == [30]


def test_neighbours_in_a_year_that_is_not_published_are_left_out() -> None:
    month = a_month("2026-12", with_calendar(), employees=[employee("0001", hired="2026-12-30")])
    assert problems(month) == []
    assert day_of_month(works(month)) == [30, 31]


def test_each_day_goes_by_the_version_of_that_day() -> None:
    later = replace(with_calendar(), shifts={"office": ShiftTimes(600, 1140)})  # 10:00 to 19:00
    month = a_month(
        policy=[version(with_calendar()), version(later, "2026-10-14")],
        employees=[employee("0001", hired="2026-10-13", left="2026-10-15")],
    )
    assert works(month) == [
        ("0001", "2026-10-13 08:30"),
        ("0001", "2026-10-14 10:00"),
        ("0001", "2026-10-15 10:00"),
    ]


def test_who_moves_to_a_policy_without_a_calendar_works_by_rows_from_that_day() -> None:
    month = a_month(
        policy=[version(with_calendar()), version(BARE, policy="shop")],
        employees=[employee("0001", hired="2026-10-13", policy="office")],
        assignments=[assignment("0001", "2026-10-15", policy="shop")],
        shifts=[shift("0001", "2026-10-20", "evening")],
    )
    assert works(month) == [
        ("0001", "2026-10-13 08:30"),
        ("0001", "2026-10-14 08:30"),
        ("0001", "2026-10-20 18:30"),
    ]


def test_a_country_without_yearly_notices_is_known_years_ahead() -> None:
    # Japan 2027: New Year on Friday 1 January, Coming of Age Day on Monday the 11th.
    month = a_month(
        "2027-01", with_calendar(holidays="JP"), employees=[employee("0001", hired="2020-01-06", left="2027-01-12")]
    )
    assert day_of_month(works(month)) == [4, 5, 6, 7, 8, 12]


def test_days_of_the_period_before_the_first_version_of_a_policy_with_a_calendar_are_an_error() -> None:
    versions = [version(with_calendar(), "2026-10-12")]
    month = a_month(
        policy=versions,
        employees=[employee("0001", left="2026-10-14"), employee("0002", hired="2026-10-12", left="2026-10-12")],
    )
    assert problems(month) == ["POLICY-NOT-IN-FORCE"]  # once for the policy: only 0001 was there before the 12th


def test_a_swap_to_somebody_whose_policy_is_not_in_force_yet_is_an_error_and_moves_nothing() -> None:
    versions = [version(with_calendar()), version(BARE, "2026-10-20", "shop")]
    month = a_month(
        policy=versions,
        employees=[
            employee("0001", policy="office", hired="2026-10-13", left="2026-10-13"),
            employee("0002", policy="shop", hired="2026-10-13"),
        ],
        swaps=[swap("W1", "0001", "0002", "2026-10-13")],
    )
    assert "POLICY-NOT-IN-FORCE" in problems(month)
    assert works(month) == [("0001", "2026-10-13 08:30")]
