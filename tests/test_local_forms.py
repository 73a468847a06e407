from datetime import date

from payroll.local_forms import day_name, grouped, money, month_name, weekday_text
from payroll.period import day_number


def test_a_month_is_written_as_people_write_it() -> None:
    assert month_name("2026-10", "zh") == "2026年10月"
    assert month_name("2026-02", "zh") == "2026年2月"
    assert month_name("2026-02", "en") == "February 2026"


def test_a_day_cannot_be_misread() -> None:
    assert day_name(day_number(date(2026, 3, 8)), "zh") == "2026年3月8日"
    assert day_name(day_number(date(2026, 3, 8)), "en") == "8 March 2026"


def test_weekdays_are_counted_from_monday() -> None:
    assert weekday_text(0) == ("星期一", "Monday")
    assert weekday_text(6) == ("星期日", "Sunday")


def test_an_amount_has_its_currency_and_its_thousands_apart() -> None:
    assert money(1234567, "CNY", "zh") == "¥12,345.67"
    assert money(1234567, "CNY", "en") == "CNY 12,345.67"


def test_a_deduction_keeps_its_sign_beside_the_figures() -> None:
    assert money(-4000, "CNY", "zh") == "-¥40.00"
    assert money(-4000, "CNY", "en") == "CNY -40.00"


def test_each_currency_has_its_own_decimal_places() -> None:
    assert money(4000, "JPY", "en") == "JPY 4,000"
    assert money(4000, "KWD", "en") == "KWD 4.000"
    assert grouped(4000, "JPY", "zh") == "4,000"


def test_the_yen_is_told_from_the_yuan() -> None:
    assert money(4000, "JPY", "zh") == "JP¥4,000"


def test_an_amount_beside_its_currency_is_only_grouped() -> None:
    assert grouped(-123456789, "CNY", "zh") == "-1,234,567.89"
    assert grouped(5, "CNY", "en") == "0.05"
