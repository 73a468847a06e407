"""A dearer offence that costs less: more minutes, or a higher number, at a lower price."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from payroll.language import Text
from payroll.policy.kinds_soundness import MILDER
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.soundness.table import at_wage, price_tables
from payroll.policy.words import tier_key
from payroll.problems import Problem


def milder_offences(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield each pair of tiers of which the one for the worse occurrence takes less, with an example of both."""
    for table in price_tables(rules, example):
        told = set()
        for better, worse in chain(table.pairs_by_minutes(), table.pairs_by_number()):
            if worse.tier is None or worse.charge >= better.charge or (better.tier, worse.tier) in told:
                continue
            told.add((better.tier, worse.tier))
            details: dict[str, str | Text] = {
                "worse": table.told(worse.number, worse.minutes),
                "worse_cost": example.shown(worse.charge),
                "better": table.told(better.number, better.minutes),
                "better_cost": example.shown(better.charge),
                "example": at_wage(example),
            }
            yield Problem(MILDER, column=tier_key(table.offence, worse.tier), details=details)
