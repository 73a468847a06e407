"""The forms of a month, a day and an amount; the statements' tests hold the others."""

from datetime import date

from payroll.local_forms import (
    currency_name,
    long_date,
    month_name,
    short_date,
    short_month,
    signed,
    unsigned,
    weekday_text,
)
from payroll.period import day_number

SUNDAY = day_number(date(2026, 3, 8))


def test_a_month_is_written_as_people_write_it() -> None:
    assert month_name("2026-10", "zh") == "2026年10月"
    assert month_name("2026-02", "zh") == "2026年2月"
    assert month_name("2026-02", "en") == "February 2026"


def test_a_day_cannot_be_misread() -> None:
    assert long_date(SUNDAY, "zh") == "2026年3月8日"
    assert long_date(SUNDAY, "en") == "8 March 2026"


def test_a_short_day_has_its_weekday_and_another_year_its_number() -> None:
    assert short_date(SUNDAY, 2026, "zh") == "3月8日 周日"
    assert short_date(SUNDAY, 2026, "en") == "Sun 8 Mar"
    assert short_date(SUNDAY, 2025, "zh") == "2026年3月8日"
    assert short_date(SUNDAY, 2025, "en") == "8 Mar 2026"


def test_a_month_alone_is_short() -> None:
    assert short_month(SUNDAY, "zh") == "3月"
    assert short_month(SUNDAY, "en") == "Mar"


def test_weekdays_are_counted_from_monday() -> None:
    assert weekday_text(0) == ("星期一", "Monday")
    assert weekday_text(6) == ("星期日", "Sunday")


def test_an_amount_has_its_thousands_apart_and_a_true_minus() -> None:
    assert unsigned(-123456789, 2, "zh") == unsigned(-123456789, 2, "en") == "−1,234,567.89"
    assert unsigned(5, 2, "zh") == "0.05"
    assert unsigned(4000, 0, "en") == "4,000"
    assert unsigned(4000, 3, "en") == "4.000"


def test_an_adjustment_has_its_sign() -> None:
    assert [signed(amount, 2, "en") for amount in (1, 0, -1)] == ["+0.01", "0.00", "−0.01"]


def test_a_currency_has_its_name() -> None:
    assert currency_name("CNY", "zh") == "人民币"
    assert currency_name("CNY", "en") == "Chinese Yuan"
