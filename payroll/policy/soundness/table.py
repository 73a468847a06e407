"""The prices of an occurrence rule as a table: by the number of the occurrence, and by its minutes.

A price changes only where a tier starts, so the occurrences at these places speak for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from payroll.language import Text
from payroll.policy.model import OccurrenceRule, Rules, Tier
from payroll.policy.pricing import Example, tier_of
from payroll.policy.words import OFFENCES, RECORDS, Offence, occurrence_text


@dataclass(frozen=True, slots=True)
class Cell:
    """An occurrence: its number and minutes, the tier that prices it, and what a line of it takes (minor units)."""

    number: int
    minutes: int
    tier: Tier | None
    charge: int


@dataclass(frozen=True, slots=True)
class PriceTable:
    """An occurrence rule, seen for one base wage. ``numbers`` and ``minutes`` are where its price can change."""

    offence: Offence
    rule: OccurrenceRule
    example: Example
    numbers: tuple[int, ...]
    minutes: tuple[int, ...]

    def cell(self, number: int, minutes: int) -> Cell:
        """Return one occurrence, priced as in a month that has just so many."""
        tier = tier_of(self.rule, number, minutes)
        return Cell(number, minutes, tier, self.example.charge(tier.price if tier else None, minutes=minutes))

    def added(self, number: int, minutes: int) -> int:
        """Return what the n-th occurrence adds to the month, if the earlier ones had as many minutes.

        With ``counting = "all"`` it may reprice them.
        """
        charge = self.cell(number, minutes).charge
        if self.rule.counting != "all" or number == 1:
            return charge
        return number * charge - (number - 1) * self.cell(number - 1, minutes).charge

    def told(self, number: int, minutes: int) -> Text:
        """Return which occurrence is meant, without the part on which no price depends."""
        return occurrence_text(
            self.offence,
            number if len(self.numbers) > 1 else None,
            minutes if len(self.minutes) > 1 else None,
        )

    def dearest(self) -> tuple[Text, int]:
        """Return the occurrence that adds most to a month, and what it adds."""
        cells = [(number, minutes) for number in self.numbers for minutes in self.minutes]
        added, number, minutes = max((self.added(*cell), -cell[0], -cell[1]) for cell in cells)
        return self.told(-number, -minutes), added

    def pairs_by_minutes(self) -> Iterator[tuple[Cell, Cell]]:
        """Yield occurrences of the same number that differ by one minute, where a tier starts."""
        for number in self.numbers:
            for start in self.minutes[1:]:
                yield self.cell(number, start - 1), self.cell(number, start)

    def pairs_by_number(self) -> Iterator[tuple[Cell, Cell]]:
        """Yield occurrences of the same minutes that follow one another, where a tier starts."""
        for start in self.numbers[1:]:
            for minutes in self.minutes:
                yield self.cell(start - 1, minutes), self.cell(start, minutes)


def price_table(offence: Offence, rule: OccurrenceRule, example: Example) -> PriceTable:
    """Return the table of one rule."""
    fewest = offence.fewest(rule)
    numbers = {1} | {tier.from_occurrence for tier in rule.tiers}
    minutes = {tier.from_minutes for tier in rule.tiers if offence.is_timed and tier.from_minutes > fewest} | {fewest}
    return PriceTable(offence, rule, example, tuple(sorted(numbers)), tuple(sorted(minutes)))


def price_tables(rules: Rules, example: Example) -> list[PriceTable]:
    """Return the tables of the occurrence rules that a policy has, in the order of the file."""
    found = ((offence, offence.rule_of(rules)) for offence in (*OFFENCES, *RECORDS))
    return [price_table(offence, rule, example) for offence, rule in found if rule is not None]


def at_wage(example: Example) -> Text:
    """Return for whom the amounts hold that a message names."""
    return Text.of(" (with a base wage of {wage})", wage=example.wage)
