"""Tiers without effect: those that no occurrence reaches, that change no price, or that another one hides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from payroll.language import Text
from payroll.policy.kinds_soundness import TIER_HIDDEN, TIER_NEVER, TIER_SAME
from payroll.policy.model import Price, Rules, Tier
from payroll.policy.pricing import Example, tier_of
from payroll.policy.soundness.table import PriceTable, at_wage, price_tables
from payroll.policy.words import ordinal, price_text, tier_key
from payroll.problems import Problem


def idle_tiers(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield tiers without effect."""
    for table in price_tables(rules, example):
        never = list(_never(table))
        yield from never
        yield from _same(table, {problem.column for problem in never})
        yield from _hidden(table)


def _never(table: PriceTable) -> Iterator[Problem]:
    """Yield tiers that no occurrence reaches: a late one has more minutes than the grace, an absence always 0."""
    fewest = table.minutes[0]
    starts = {(tier.from_occurrence, tier.from_minutes) for tier in table.rule.tiers if tier.from_minutes <= fewest}
    for tier in table.rule.tiers:
        column = tier_key(table.offence, tier)
        if not table.offence.is_timed and tier.from_minutes > 0:
            reason = Text.of("absences and missing punches have no minutes")
            yield Problem(TIER_NEVER, column=column, details={"reason": reason})
        elif any(start[0] == tier.from_occurrence and start[1] > tier.from_minutes for start in starts):
            reason = Text.of(
                "beyond the grace there are at least {fewest} minutes, which a higher tier takes", fewest=fewest
            )
            yield Problem(TIER_NEVER, column=column, details={"reason": reason})


def _same(table: PriceTable, never: set[str]) -> Iterator[Problem]:
    """Yield tiers without which every price is the same: those that can go together, the later ones first."""
    kept = tuple(tier for tier in table.rule.tiers if tier_key(table.offence, tier) not in never)
    while (idle := _idle(table, kept)) is not None:
        kept = tuple(tier for tier in kept if tier != idle)
        price = price_text(idle.price, table.example.currency)
        yield Problem(TIER_SAME, column=tier_key(table.offence, idle), details={"price": price})


def _idle(table: PriceTable, tiers: tuple[Tier, ...]) -> Tier | None:
    """Return the last tier without which the prices are the same."""
    prices = _prices(table, tiers)
    others = ((tier, tuple(other for other in tiers if other != tier)) for tier in reversed(tiers))
    return next((tier for tier, without in others if _prices(table, without) == prices), None)


def _prices(table: PriceTable, tiers: tuple[Tier, ...]) -> list[Price | None]:
    """Return the prices of the table under other tiers; what no tier reaches is another thing than what is free."""
    rule = replace(table.rule, tiers=tiers)
    found = [tier_of(rule, number, minutes) for number in table.numbers for minutes in table.minutes]
    free = Price(amount=0)
    return [(free if tier.price == Price() else tier.price) if tier else None for tier in found]


def _hidden(table: PriceTable) -> Iterator[Problem]:
    """Yield tiers for more minutes that end where a tier for a higher number and fewer minutes starts.

    Only where nothing gets cheaper by it; the rest is told as a dearer offence that costs less.
    """
    told = set()
    for before, after in table.pairs_by_number():
        longer, hiding = before.tier, after.tier
        if longer is None or hiding is None or longer.from_minutes <= hiding.from_minutes or longer in told:
            continue
        if longer.from_minutes <= table.minutes[0] or after.charge < before.charge:
            continue
        told.add(longer)
        details: dict[str, str | Text] = {
            "number": str(after.number),
            "ordinal": ordinal(after.number),
            "minutes": str(longer.from_minutes),
            "hiding": tier_key(table.offence, hiding),
            "cost": table.example.shown(after.charge),
            "example": at_wage(table.example),
        }
        yield Problem(TIER_HIDDEN, column=tier_key(table.offence, longer), details=details)
