"""What a price comes to, exactly (rules, sections 1 and 5)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.policy.model import Price
from payroll.policy.pricing import share_of_wage

Exact = tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]
"""Fractions as numerators and denominators: columns of Python integers, which cannot overflow."""


def share_of_day(rows: pd.DataFrame) -> Exact:
    """Return the share of the day that each occurrence takes: minutes missed of those scheduled."""
    return rows["missed"].to_numpy(object), rows["day_minutes"].to_numpy(object)


def share_of_hours(minutes: npt.NDArray[np.integer], hours_per_day: Decimal) -> Exact:
    """Return the share of the hours of a paid day that each occurrence lasts."""
    hours = Fraction(hours_per_day)
    return minutes.astype(object) * hours.denominator, np.full(len(minutes), 60 * hours.numerator, object)


def price_of(
    price: Price, base: npt.NDArray[np.int64], share: Exact | None = None, hours: Exact | None = None
) -> Exact:
    """Return the exact price for each base wage, in minor units.

    A daily wage is base wage ÷ 21.75, times the share of the day if that is given. Hourly wages are those of the
    ``hours`` of a paid day.
    """
    wage, one = base.astype(object), np.ones(len(base), object)
    rate = share_of_wage(price)
    if rate is None:
        return one * (price.amount or 0), one
    if price.percent_of_base is not None:
        return wage * rate.numerator, one * rate.denominator
    missed, scheduled = (share if price.daily_wages is not None else hours) or (one, one)
    return wage * rate.numerator * missed, rate.denominator * scheduled
