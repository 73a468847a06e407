"""Swaps: who has none left in the period, or only one (rules, 3.3). Pending ones count, as in the quota table."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from payroll.language import EMPTY, Text
from payroll.money import plain
from payroll.month.context import Month, Row, records
from payroll.month.ledger import swap_table
from payroll.month.lookup import employed_in, last_days_employed
from payroll.month.outlook.ahead import Ahead, Urgency
from payroll.month.outlook.so_far import SoFar
from payroll.month.words import clause_text
from payroll.policy.model import SwapRule


def swaps_ahead(so_far: SoFar) -> Iterator[Ahead]:
    """Yield a finding for everybody who has used or asked for a swap and has none or one left."""
    month = so_far.month
    people = np.flatnonzero(employed_in(month.facts.hired, month.facts.left, month.period)).astype(np.int32)
    last = last_days_employed(month.facts.left, month.period)[people]
    table = swap_table(month, so_far.facts.swaps).assign(
        employee=people,
        version=month.facts.version_or_first(people, last),
        here=month.facts.employed(people, np.full(len(people), so_far.as_of, np.int32)),
    )
    taken = table["used"] + table["pending"] > 0
    for row in records(table[table["here"] & taken & (table["limit"] >= 0) & (table["remaining"] <= 1)]):
        rule = month.facts.rules(row["version"]).swaps
        assert rule is not None  # it sets the limit
        yield _ahead(month, row, rule)


def _ahead(month: Month, row: Row, rule: SwapRule) -> Ahead:
    none_left = row["remaining"] == 0
    cost = rule.amount if none_left else 0
    had = Text.of(
        "swaps this month: {used} used, {pending} pending, {limit} allowed: ",
        used=row["used"],
        pending=row["pending"],
        limit=row["limit"],
    )
    left = Text.of("one left")
    if none_left:
        price = plain(cost, month.places)
        then = Text.of("costs {price}", price=price) if cost else Text.of("is noted, without a charge")
        left = Text.of("none left; one more {then}", then=then)
    clause = clause_text(rule.clause)
    return Ahead(
        employee=row["employee"],
        urgency=Urgency.NOTHING_LEFT if none_left else Urgency.LAST_ONE,
        rule="swap-quota",
        count=row["used"],
        cost=cost,
        text=EMPTY.join((had, left, clause)),
    )
