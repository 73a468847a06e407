"""Money: whole minor units inside, decimals at the border, one rounding in one named place."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

PAID_DAYS_PER_MONTH = (2175, 100)
"""21.75 paid days a month, as numerator and denominator: a daily wage is base wage ÷ 21.75."""

MONEY_DIGITS = 12
"""So many digits an amount may have before the point, in a table as in a line: 64 bits hold the sum of thousands."""


@cache
def currency_places(currency: str) -> int:
    """Return the decimal places of an ISO 4217 currency code: 2 for CNY, 0 for JPY."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def is_currency(currency: str) -> bool:
    """Tell whether ``currency`` is an ISO 4217 code that the locale data knows."""
    from babel.numbers import is_currency as known

    return known(currency)


@overload
def round_half_up(numerator: int, denominator: int) -> int: ...
@overload
def round_half_up(
    numerator: npt.NDArray[np.object_], denominator: npt.NDArray[np.object_] | int
) -> npt.NDArray[np.object_]: ...
def round_half_up(numerator: Any, denominator: Any) -> Any:
    """Return ``numerator / denominator`` rounded to a whole number, halves up.

    The only rounding of amounts in the program: of one amount, or of a column of Python integers.
    ``numerator`` is not negative, ``denominator`` is above 0.
    """
    return (2 * numerator + denominator) // (2 * denominator)


def plain(amount: int, places: int) -> str:
    """Return minor units as a plain decimal: ``plain(-4000, 2) == "-40.00"``."""
    sign = "-" if amount < 0 else ""
    digits = str(abs(amount)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def decimal_text(value: Decimal) -> str:
    """Return a decimal without exponent and without zeros at its end: ``5``, ``2.5``."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
