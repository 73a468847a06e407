"""Official days: holidays, make-up working days, and years that nobody knows yet."""

from __future__ import annotations

from datetime import date

import pytest

from payroll.period import day_number
from payroll.policy.calendar_days import OfficialDays, is_country, is_working_day, official_days
from payroll.policy.model import Calendar

OFFICE = Calendar("office", frozenset({0, 1, 2, 3, 4}), "CN")


def day(text: str) -> int:
    return day_number(date.fromisoformat(text))


def days(country: str, year: int) -> OfficialDays:
    official = official_days(country, year)
    assert official is not None
    return official


def works(text: str, calendar: Calendar = OFFICE) -> bool:
    return is_working_day(calendar, day(text), days(calendar.holidays, int(text[:4])))


def test_national_day_2026_is_off_for_a_week_and_made_up_on_two_weekend_days() -> None:
    """The State Council's notice for 2026: 1 to 7 October off; Sunday 20 September and Saturday 10 October worked."""
    assert works("2026-09-30")
    assert not any(works(f"2026-10-0{number}") for number in range(1, 8))
    assert works("2026-10-08")
    assert works("2026-10-10")
    assert works("2026-09-20")
    assert not works("2026-10-11")
    assert not works("2026-09-19")


def test_october_2026_has_eighteen_working_days() -> None:
    """22 weekdays, less 1, 2, 5, 6 and 7 October, and Saturday the 10th is worked."""
    assert sum(works(f"2026-10-{number:02d}") for number in range(1, 32)) == 22 - 5 + 1


def test_the_make_up_days_of_2026_are_those_of_the_notice() -> None:
    notice = ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")
    assert days("CN", 2026).make_up_days == {day(text) for text in notice}


def test_a_make_up_day_before_new_year_belongs_to_the_year_it_lies_in() -> None:
    """31 December 2011 was worked for 3 January 2012."""
    assert day("2011-12-31") in days("CN", 2011).make_up_days
    assert day("2011-12-31") not in days("CN", 2012).make_up_days


@pytest.mark.parametrize(
    ("country", "year", "published"),
    [
        ("CN", 2000, False),
        ("CN", 2001, True),
        ("CN", 2024, True),
        ("CN", 2025, True),
        ("CN", 2026, True),
        ("CN", 2101, False),
        ("US", 1776, False),
        ("US", 2026, True),
        ("US", 2028, True),
        ("US", 2101, False),
        ("JP", 1948, False),
        ("JP", 2028, True),
        ("HU", 2025, True),
    ],
)
def test_a_year_is_known_or_not(country: str, year: int, published: bool) -> None:
    assert (official_days(country, year) is not None) == published


def test_a_chinese_year_without_its_notice_is_unknown_though_the_law_fixes_some_holidays() -> None:
    """The first year after the last notice in the library, whatever its release."""
    year = 2026
    while official_days("CN", year) is not None:
        year += 1
    assert [official_days("CN", later) for later in (year, year + 1, 2099)] == [None, None, None]


def test_other_countries_have_no_make_up_days() -> None:
    assert days("US", 2026).make_up_days == frozenset()
    assert days("JP", 2026).make_up_days == frozenset()
    assert day("2026-12-25") in days("US", 2026).holidays
    assert day("2026-02-11") in days("JP", 2026).holidays


def test_without_a_country_only_the_weekdays_count() -> None:
    calendar = Calendar("office", frozenset({5}), "")
    assert days("", 2050) == OfficialDays()
    assert works("2026-10-03", calendar)
    assert not works("2026-10-02", calendar)


@pytest.mark.parametrize(("text", "weekday"), [("1970-01-01", 3), ("2026-10-04", 6), ("2026-10-05", 0)])
def test_weekdays_count_from_monday(text: str, weekday: int) -> None:
    only = [is_working_day(Calendar("a", frozenset({number}), ""), day(text), OfficialDays()) for number in range(7)]
    assert only == [number == weekday for number in range(7)]


@pytest.mark.parametrize(("code", "known"), [("CN", True), ("US", True), ("cn", False), ("CHN", False), ("XX", False)])
def test_a_country_is_a_known_code_of_two_letters(code: str, known: bool) -> None:
    assert is_country(code) == known
