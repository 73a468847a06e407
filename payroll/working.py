"""How an amount of the ledger is worked out, in figures: for a workbook whose amounts are formulas.

The rules price whole columns and tell their arithmetic in words; here the same figures stand alone, taken
from the policy in force, so that an amount can be worked out a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from payroll.money import PAID_DAYS_PER_MONTH, round_half_up

Method = Literal["free", "each", "percent", "daily", "hourly", "part", "tiers"]
"""How the figures make the amount:

``free``     nothing is charged
``each``     base × times; the base is an amount of the policy or of a record
``percent``  base × rate % × times
``daily``    base ÷ 21.75 × rate × times
``hourly``   base ÷ 21.75 ÷ hours × rate × times
``part``     base × times, less the base: what part of a month's wage is more or less than all of it
``tiers``    each part of the base at the percentage of its tier
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """The figures of one amount.

    ``base`` is in minor units; ``rate`` a percentage or a number of daily or hourly wages; ``times`` numerator
    and denominator of how often or what share; ``hours`` those of a paid day; ``tiers`` where each begins (minor
    units) and its percentage, in order. ``sign`` is -1 for what is taken, 1 for what is given.
    """

    method: Method
    base: int = 0
    rate: Decimal = Decimal(1)
    times: tuple[int, Decimal] = (1, Decimal(1))
    hours: Decimal = Decimal(8)
    tiers: tuple[tuple[int, Decimal], ...] = ()
    sign: Literal[-1, 1] = -1

    @property
    def share(self) -> Fraction:
        """``times`` as one number."""
        return self.times[0] / Fraction(self.times[1])

    @property
    def amount(self) -> int:
        """The amount in minor units, rounded half up once, with its sign."""
        exact = self.exact
        rounded = round_half_up(exact.numerator, exact.denominator)
        return self.sign * (rounded - self.base if self.method == "part" else rounded)

    @property
    def exact(self) -> Fraction:
        """What is rounded, in minor units; of ``part`` the base is taken off after that."""
        if self.method == "free":
            return Fraction(0)
        if self.method == "tiers":
            return sum((part * Fraction(percent) / 100 for part, percent in self._parts()), Fraction(0))
        whole = self.base * self.share
        if self.method in {"each", "part"}:
            return whole
        whole *= Fraction(self.rate)
        if self.method == "percent":
            return whole / 100
        days, hundred = PAID_DAYS_PER_MONTH
        return whole * hundred / days / (Fraction(self.hours) if self.method == "hourly" else 1)

    def _parts(self) -> list[tuple[int, Decimal]]:
        reached = [tier for tier in self.tiers if tier[0] <= self.base]
        ends = [*(begin for begin, _ in reached[1:]), self.base]
        return [(end - begin, percent) for (begin, percent), end in zip(reached, ends, strict=False)]
