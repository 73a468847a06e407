"""Gaps: occurrences that no tier reaches, so that they are free while others cost."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text
from payroll.policy.kinds_soundness import TIER_GAP
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.soundness.table import PriceTable, at_wage, price_tables
from payroll.policy.words import minutes_text, ordinal
from payroll.problems import Problem


def tier_gaps(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield each range of occurrences that no tier reaches; a tier that costs nothing says that it is meant."""
    for table in price_tables(rules, example):
        other, cost = table.dearest()
        if cost == 0:
            continue
        for reach in _gaps(table):
            details: dict[str, str | Text] = {
                "range": reach,
                "other": other,
                "cost": example.shown(cost),
                "example": at_wage(example),
            }
            yield Problem(TIER_GAP, column=table.offence.name, details=details)


def _gaps(table: PriceTable) -> Iterator[Text]:
    """Yield the gaps: with each number at which a tier starts, the minutes from which one applies can only fall."""
    begin, before = 1, _lowest(table, 1)
    for number in (*table.numbers[1:], None):
        lowest = _lowest(table, number) if number else None
        if number is not None and lowest == before:
            continue
        if before is None or before > table.minutes[0]:
            yield _range(table, begin, number - 1 if number else None, before)
        begin, before = number or 0, lowest


def _lowest(table: PriceTable, number: int) -> int | None:
    """Return the fewest minutes that a tier reaches at this number; ``None`` if none reaches any."""
    found = [tier.from_minutes for tier in table.rule.tiers if tier.from_occurrence <= number]
    if not table.offence.is_timed:
        found = [minutes for minutes in found if minutes == 0]
    return min(found, default=None)


def _range(table: PriceTable, first: int, last: int | None, below: int | None) -> Text:
    which, noun = _numbers(first, last), table.offence.noun
    if below is None:
        return Text.of("{which} {noun} of a month", which=which, noun=noun)
    fewest, most = table.minutes[0], below - 1
    long = minutes_text(fewest) if most == fewest else Text.of("{fewest} to {most} minutes", fewest=fewest, most=most)
    return Text.of("{which} {noun} of a month of {long}", which=which, noun=noun, long=long)


def _numbers(first: int, last: int | None) -> Text:
    if last is None:
        return Text.of("each") if first == 1 else Text.of("the {nth} and later", nth=ordinal(first), first=first)
    if first == last:
        return Text.of("the {nth}", nth=ordinal(first), first=first)
    return Text.of(
        "the {first_nth} to {last_nth}", first_nth=ordinal(first), last_nth=ordinal(last), first=first, last=last
    )
