"""Pay periods, days and minutes (rules, section 1)."""

import itertools
from datetime import date

import pytest

from payroll.period import (
    Period,
    add_months,
    clock,
    date_of,
    day_number,
    iso_day,
    iso_minute,
    pay_period,
)


def days_of(name: str, start_day: int = 1) -> tuple[str, str, int]:
    period = pay_period(name, start_day)
    return iso_day(period.first), iso_day(period.last), period.days


def months_later(day: str, months: int) -> str:
    return iso_day(add_months(day_number(date.fromisoformat(day)), months))


def test_a_period_that_starts_on_the_first_is_the_calendar_month() -> None:
    assert days_of("2026-10") == ("2026-10-01", "2026-10-31", 31)


def test_february_has_its_own_length_in_a_common_year_and_in_a_leap_year() -> None:
    assert days_of("2026-02") == ("2026-02-01", "2026-02-28", 28)
    assert days_of("2024-02") == ("2024-02-01", "2024-02-29", 29)


def test_a_period_from_the_26th_begins_in_the_month_before_and_is_named_after_the_month_it_ends_in() -> None:
    assert days_of("2026-10", 26) == ("2026-09-26", "2026-10-25", 30)


def test_a_period_from_the_26th_crosses_the_end_of_the_year() -> None:
    assert days_of("2027-01", 26) == ("2026-12-26", "2027-01-25", 31)


def test_the_first_and_the_last_start_day_that_are_not_the_calendar_month() -> None:
    assert days_of("2026-01", 2) == ("2025-12-02", "2026-01-01", 31)
    assert days_of("2026-03", 28) == ("2026-02-28", "2026-03-27", 28)
    assert days_of("2024-03", 28) == ("2024-02-28", "2024-03-27", 29)


@pytest.mark.parametrize("start_day", range(1, 29))
def test_each_day_of_two_years_lies_in_exactly_one_period(start_day: int) -> None:
    names = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]
    periods = [pay_period(name, start_day) for name in names]
    for earlier, later in itertools.pairwise(periods):
        assert later.first == earlier.last + 1
        assert date_of(later.first).day == start_day


@pytest.mark.parametrize(
    "name", ["2026-00", "2026-13", "2026-1", "26-10", "2026/10", "2026-10-01", "", "202610", "２０２６-10"]
)
def test_a_period_of_another_form_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name or "^$"):
        pay_period(name)


def test_a_month_later_is_the_same_day_of_the_month() -> None:
    assert months_later("2026-10-08", 1) == "2026-11-08"
    assert months_later("2026-12-08", 1) == "2027-01-08"


def test_a_month_later_is_the_last_day_where_the_month_is_shorter() -> None:
    assert months_later("2026-01-30", 1) == "2026-02-28"
    assert months_later("2026-01-28", 1) == "2026-02-28"
    assert months_later("2023-11-30", 3) == "2024-02-29"
    assert months_later("2026-08-31", 1) == "2026-09-30"


def test_twelve_months_before_the_leap_day_is_the_28th() -> None:
    assert months_later("2024-02-29", -12) == "2023-02-28"
    assert months_later("2025-02-28", -12) == "2024-02-28"


def test_months_before_cross_the_turn_of_the_year() -> None:
    assert months_later("2026-01-31", -2) == "2025-11-30"
    assert months_later("2026-01-31", -1) == "2025-12-31"


def test_days_count_from_1970_and_come_back_as_the_same_date() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert day_number(date(1970, 1, 2)) == 1
    assert date_of(day_number(date(2026, 10, 8))) == date(2026, 10, 8)


def test_minutes_are_written_with_their_day_or_as_a_time_of_day() -> None:
    minute = 1440 + 8 * 60 + 5  # 1970-01-02 08:05
    assert iso_minute(minute) == "1970-01-02 08:05"
    assert clock(minute) == "08:05"


def test_the_last_minute_of_a_day_and_the_first_of_the_next() -> None:
    assert iso_minute(1439) == "1970-01-01 23:59"
    assert iso_minute(1440) == "1970-01-02 00:00"


def test_a_period_knows_how_many_days_it_has() -> None:
    assert Period("one day", 5, 5).days == 1
    assert Period("two days", 5, 6).days == 2
