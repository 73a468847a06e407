"""What a price comes to for one wage, exactly: the arithmetic of rules, sections 1, 5, 15 and 17.

The month prices whole columns by the same rates; here it is one number, for the checks of a policy and for the
examples of a rule book.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from payroll.money import PAID_DAYS_PER_MONTH, currency_places, plain, round_half_up
from payroll.policy.model import OccurrenceRule, Price, Rules, Tier
from payroll.policy.quality_rules import ScorecardLevel, StarBand
from payroll.policy.reward_rules import CommissionRule, CommissionTier

_Band = TypeVar("_Band", ScorecardLevel, StarBand)

EXAMPLE_WAGE = 500_000
"""The base wage of an example, where none is named, in minor units: 5000.00 where there are two decimal places."""


@dataclass(frozen=True, slots=True)
class Example:
    """An invented employee, for whom percentages and amounts can be compared: the base wage in minor units."""

    currency: str
    base_wage: int = EXAMPLE_WAGE
    hours_per_day: Decimal = Decimal(8)

    def shown(self, amount: int) -> str:
        """Return minor units as people read them, without the currency."""
        return plain(amount, currency_places(self.currency))

    @property
    def wage(self) -> str:
        """The base wage as people read it."""
        return self.shown(self.base_wage)

    def charge(self, price: Price | None, share: Fraction = Fraction(1), minutes: int = 0) -> int:
        """Return what a ledger line of this price takes; ``None`` takes nothing.

        ``share`` is that of the day, which is taken of daily wages only; ``minutes`` how long it lasts, which hourly
        wages are taken for (0: a whole day).
        """
        hours = Fraction(minutes) / 60 / Fraction(self.hours_per_day) if minutes else Fraction(1)
        exact = exact_price(price or Price(), self.base_wage, share, hours)
        return round_half_up(exact.numerator, exact.denominator)


def example_of(rules: Rules, base_wage: Decimal | None = None) -> Example:
    """Return an example with a base wage in the currency's own unit, 5000.00; ``None`` for the usual one."""
    if base_wage is None:
        return Example(rules.currency, hours_per_day=rules.hours_per_day)
    minor = int(base_wage.scaleb(currency_places(rules.currency)))
    return Example(rules.currency, minor, rules.hours_per_day)


def share_of_wage(price: Price) -> Fraction | None:
    """Return the share of a month's base wage that a price takes for a whole day; ``None`` for an amount.

    A whole day of hourly wages has the hours of a paid day, so it costs as much as that many daily wages.
    """
    if price.percent_of_base is not None:
        return Fraction(price.percent_of_base) / 100
    if price.daily_wages is not None:
        paid_days, hundred = PAID_DAYS_PER_MONTH
        return Fraction(price.daily_wages) * hundred / paid_days
    if price.hourly_wages is not None:
        paid_days, hundred = PAID_DAYS_PER_MONTH
        return Fraction(price.hourly_wages) * hundred / paid_days
    return None


def exact_price(price: Price, base_wage: int, share: Fraction = Fraction(1), hours: Fraction = Fraction(1)) -> Fraction:
    """Return the price in minor units, not rounded.

    ``share`` of the day is taken of daily wages only, ``hours`` (of those of a paid day) of hourly wages only.
    """
    rate = share_of_wage(price)
    if rate is None:
        return Fraction(price.amount or 0)
    if price.hourly_wages is not None:
        return base_wage * rate * hours
    return base_wage * rate * (share if price.daily_wages is not None else 1)


def tier_of(rule: OccurrenceRule, number: int, minutes: int = 0) -> Tier | None:
    """Return the tier of an occurrence: of those that it reaches the highest (rules, section 5); ``None`` for none."""
    reached = [tier for tier in rule.tiers if tier.from_occurrence <= number and tier.from_minutes <= minutes]
    return reached[-1] if reached else None  # the tiers are in order


def charges(rule: OccurrenceRule, minutes: list[int], example: Example) -> list[int]:
    """Return what each occurrence of a month takes; ``minutes`` are those of each of them, in their order."""
    total = len(minutes)
    pricing = [total if rule.counting == "all" else number for number in range(1, total + 1)]
    tiers = [tier_of(rule, number, late) for number, late in zip(pricing, minutes, strict=True)]
    return [
        example.charge(tier.price if tier else None, minutes=late) for tier, late in zip(tiers, minutes, strict=True)
    ]


def level_of(levels: Sequence[_Band], mean: Fraction) -> _Band | None:
    """Return the level or band that a mean score in per cent reaches (section 15); ``None`` below all."""
    reached = [level for level in levels if level.from_percent <= mean]
    return reached[-1] if reached else None  # they are in order


def commission_parts(rule: CommissionRule, sales: int) -> list[tuple[int, CommissionTier]]:
    """Return the parts of the sales (minor units) and the tier at which each is paid (section 17)."""
    reached = [tier for tier in rule.tiers if tier.from_amount <= sales]
    if rule.counting == "all":
        return [(sales, tier) for tier in reached[-1:]]
    ends = [*(tier.from_amount for tier in reached[1:]), sales]
    return [(end - tier.from_amount, tier) for tier, end in zip(reached, ends, strict=False)]


def commission(rule: CommissionRule, sales: int) -> int:
    """Return the commission on sales, both in minor units, rounded half up once."""
    exact = sum((part * Fraction(tier.percent) / 100 for part, tier in commission_parts(rule, sales)), Fraction(0))
    return round_half_up(exact.numerator, exact.denominator)
