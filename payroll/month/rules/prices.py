"""What a price comes to, exactly (rules, sections 1 and 5)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.money import PAID_DAYS_PER_MONTH
from payroll.policy.model import Price

Exact = tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]
"""Fractions as numerators and denominators: columns of Python integers, which cannot overflow."""


def share_of_day(rows: pd.DataFrame) -> Exact:
    """Return the share of the day that each occurrence takes: minutes missed of those scheduled."""
    return rows["missed"].to_numpy(object), rows["day_minutes"].to_numpy(object)


def price_of(price: Price, base: npt.NDArray[np.int64], share: Exact | None = None) -> Exact:
    """Return the exact price for each base wage, in minor units.

    A daily wage is base wage ÷ 21.75, times the share of the day if that is given.
    """
    wage, one = base.astype(object), np.ones(len(base), object)
    if price.percent_of_base is not None:
        rate = Fraction(price.percent_of_base) / 100
        return wage * rate.numerator, one * rate.denominator
    if price.daily_wages is not None:
        paid_days, hundred = PAID_DAYS_PER_MONTH
        rate = Fraction(price.daily_wages) * hundred / paid_days
        missed, scheduled = share or (one, one)
        return wage * rate.numerator * missed, rate.denominator * scheduled
    return one * (price.amount or 0), one
