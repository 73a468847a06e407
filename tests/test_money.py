"""Amounts: minor units, one rounding (rules, section 1)."""

from payroll.money import PAID_DAYS_PER_MONTH, currency_places, is_currency, plain, round_half_up


def test_exactly_half_a_minor_unit_is_rounded_up() -> None:
    assert round_half_up(5, 10) == 1
    assert round_half_up(15, 10) == 2  # half to even would make 2 as well
    assert round_half_up(25, 10) == 3  # half to even would make 2


def test_just_below_half_a_minor_unit_is_rounded_down() -> None:
    assert round_half_up(49_999, 100_000) == 0
    assert round_half_up(149_999, 100_000) == 1


def test_whole_amounts_stay_as_they_are() -> None:
    assert round_half_up(0, 7) == 0
    assert round_half_up(21, 7) == 3


def test_one_percent_of_a_wage_that_ends_in_fifty_cents_rounds_up() -> None:
    # 3333.50 × 1 % = 33.335
    assert round_half_up(333_350 * 1, 100) == 3_334


def test_amounts_far_beyond_a_float_are_exact() -> None:
    # 10^30 + 0.5 and 10^30 + 0.4
    assert round_half_up(10**31 + 5, 10) == 10**30 + 1
    assert round_half_up(10**31 + 4, 10) == 10**30


def test_a_month_has_21_75_paid_days() -> None:
    numerator, denominator = PAID_DAYS_PER_MONTH
    # 4350.00 ÷ 21.75 = 200.00
    assert round_half_up(435_000 * denominator, numerator) == 20_000


def test_an_amount_is_written_with_the_places_of_its_currency() -> None:
    assert plain(4000, 2) == "40.00"
    assert plain(4000, 0) == "4000"
    assert plain(4000, 3) == "4.000"


def test_amounts_below_one_keep_their_leading_zero_and_their_sign() -> None:
    assert plain(5, 2) == "0.05"
    assert plain(-5, 2) == "-0.05"
    assert plain(-4000, 2) == "-40.00"
    assert plain(-1, 0) == "-1"


def test_nothing_has_no_sign() -> None:
    assert plain(0, 2) == "0.00"
    assert plain(0, 0) == "0"


def test_currencies_have_two_no_or_three_places() -> None:
    assert currency_places("CNY") == 2
    assert currency_places("JPY") == 0
    assert currency_places("KWD") == 3


def test_a_currency_is_one_of_the_known_codes() -> None:
    assert is_currency("CNY")
    assert not is_currency("RMB")
    assert not is_currency("cny ")
