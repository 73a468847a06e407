"""Commission on the sales of the period, by tiers (rules, section 17)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.language import EMPTY, Text
from payroll.money import decimal_text, round_half_up
from payroll.month.context import Month
from payroll.month.entries import joined, no_entries, place
from payroll.month.facts import Facts
from payroll.month.rules.last_day import LastDays, Said, joined_text, last_days, month_lines, starts_of
from payroll.month.rules.prices import Exact
from payroll.month.words import TextColumn, amounts, choose, numbers
from payroll.policy.reward_rules import CommissionRule, CommissionTier

_SALES = Text.template("sales: {count}, {sum} in all")
_COMMISSION = Text.template("; commission {parts} {equals} {amount}")
_NONE = Text.of("; below the first tier, no commission")


@dataclass(frozen=True, slots=True)
class _Sales:
    """Everybody with sales in the period: the last days, the sums in minor units, how many there are, and where."""

    days: LastDays
    sums: npt.NDArray[np.object_]
    counts: npt.NDArray[np.int64]
    evidence: pa.Array

    def where(self, wanted: npt.NDArray[np.bool_]) -> _Sales:
        evidence = self.evidence.filter(pa.array(wanted))
        return _Sales(self.days.where(wanted), self.sums[wanted], self.counts[wanted], evidence)


def commission_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for everybody with sales in the period."""
    rows = facts.used("sales")
    if rows.empty:
        return no_entries()
    return joined(_by_tiers_reached(facts.month, _sales(facts.month, rows)))


def _sales(month: Month, rows: pd.DataFrame) -> _Sales:
    ordered = rows.sort_values(["employee", "file", "row"])
    employee = ordered["employee"].to_numpy()
    starts = starts_of(employee)
    places = place(month, ordered["file"].to_numpy(), ordered["row"].to_numpy())
    return _Sales(
        last_days(month, employee[starts]),
        np.add.reduceat(ordered["amount"].to_numpy(object), starts),
        np.diff(starts, append=len(employee)).astype(np.int64),
        joined_text(places, starts, "; "),
    )


def _by_tiers_reached(month: Month, sales: _Sales) -> Iterator[pd.DataFrame]:
    for rules, under in sales.days.by_rules(month):
        rule = rules.commission
        if rule is None:
            continue
        reached = sum((sales.sums >= tier.from_amount).astype(np.int64) for tier in rule.tiers)
        for number in range(len(rule.tiers) + 1):
            group = under & (reached == number)
            if group.any():
                yield _entries(month, rule, sales.where(group), number)


def _entries(month: Month, rule: CommissionRule, sales: _Sales, reached: int) -> pd.DataFrame:
    """Return the entries of those whose sales reach so many tiers."""
    parts = _parts(rule, sales.sums, reached)
    numerator, denominator = _exact(parts, len(sales.sums))
    amount = round_half_up(numerator, denominator).astype(np.int64)
    words: dict[str, TextColumn] = {
        "count": numbers(sales.counts),
        "sum": amounts(sales.sums.astype(np.int64), month.places),
        "equals": choose((numerator % denominator == 0).astype(bool), "=", "≈"),
        "amount": amounts(amount, month.places),
    }
    for number, (_, part) in enumerate(parts):
        words[f"part_{number}"] = amounts(part.astype(np.int64), month.places)
    arithmetic = " + ".join(
        f"{{part_{number}}} × {decimal_text(tier.percent)}%" for number, (tier, _) in enumerate(parts)
    )
    end = Text(*(text.replace("{parts}", arithmetic) for text in (_COMMISSION if parts else _NONE)))
    said = Said(EMPTY.join((_SALES, end)), words, sales.evidence)
    return month_lines(month, ("commission", rule.clause), sales.days, amount, said)


def _parts(
    rule: CommissionRule, sums: npt.NDArray[np.object_], reached: int
) -> list[tuple[CommissionTier, npt.NDArray[np.object_]]]:
    """Return the tiers that count, and of what part of the sales each of them is taken."""
    tiers = rule.tiers[:reached]
    if rule.counting == "all":
        return [(tier, sums) for tier in tiers[-1:]]
    ends = [*(np.full(len(sums), tier.from_amount, object) for tier in tiers[1:]), sums]
    return [(tier, end - tier.from_amount) for tier, end in zip(tiers, ends, strict=False)]


def _exact(parts: list[tuple[CommissionTier, npt.NDArray[np.object_]]], count: int) -> Exact:
    """Return the sum of the parts at their percentages, in minor units."""
    rates = [Fraction(tier.percent) / 100 for tier, _ in parts]
    common = lcm(*(rate.denominator for rate in rates))
    numerator = np.zeros(count, object)
    for rate, (_, part) in zip(rates, parts, strict=True):
        numerator += part * int(rate * common)
    return numerator, np.full(count, common, object)
