"""Cliffs: one more minute, or one more time, costs ten times as much."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from payroll.language import Text
from payroll.policy.kinds_soundness import CLIFF, CLIFF_OF_COMPLAINTS
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.soundness.table import Cell, PriceTable, at_wage, price_tables
from payroll.policy.words import ordinal, tier_key
from payroll.problems import Problem

STEEP = 10
"""How many times as much the next minute, or the next time, costs on a cliff."""


def cliffs(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield the cliffs of the occurrence rules and of the steps of complaints."""
    for table in price_tables(rules, example):
        told = set()
        for less, more in _pairs(table):
            if is_steep(less[1], more[1]) and more[0].tier and (less[0].tier, more[0].tier) not in told:
                told.add((less[0].tier, more[0].tier))
                yield _cliff(table, less, more)
    steps = rules.complaints.steps if rules.complaints else ()
    for number, (before, step) in enumerate(pairwise(steps), start=2):
        if is_steep(before.amount, step.amount):
            details = {"number": str(number), "ordinal": ordinal(number), "before": example.shown(before.amount)}
            value = example.shown(step.amount)
            yield Problem(CLIFF_OF_COMPLAINTS, column=f"complaints.step[{number}]", value=value, details=details)


def is_steep(less: int, more: int) -> bool:
    """Tell whether ``more`` is at least ten times ``less``; from nothing on there is no such number."""
    return less > 0 and more >= STEEP * less


Priced = tuple[Cell, int]
"""An occurrence, and what it adds to the month."""


def _pairs(table: PriceTable) -> Iterator[tuple[Priced, Priced]]:
    for shorter, longer in table.pairs_by_minutes():
        yield (shorter, shorter.charge), (longer, longer.charge)
    for earlier, later in table.pairs_by_number():
        added = [table.added(cell.number, cell.minutes) for cell in (earlier, later)]
        yield (earlier, added[0]), (later, added[1])


def _cliff(table: PriceTable, less: Priced, more: Priced) -> Problem:
    assert more[0].tier is not None
    details: dict[str, str | Text] = {
        "steep": table.told(more[0].number, more[0].minutes),
        "steep_cost": table.example.shown(more[1]),
        "less": table.told(less[0].number, less[0].minutes),
        "less_cost": table.example.shown(less[1]),
        "example": at_wage(table.example),
    }
    return Problem(CLIFF, column=tier_key(table.offence, more[0].tier), details=details)
