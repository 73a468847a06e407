"""Failed hand-over: a swapped shift that nobody worked (rules, section 6)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from payroll.language import Text
from payroll.money import plain
from payroll.month.context import Month, Row, records
from payroll.month.empty_shifts import EmptyShift
from payroll.month.entries import Entry, entries, place_of
from payroll.month.facts import Facts
from payroll.month.words import clause_text, times_text
from payroll.period import iso_day


def handover_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for each party that the requester's policy of the work date charges."""
    swaps = records(facts.month.tables.swaps)
    return entries(row for shift in facts.empty for row in _entries(facts.month, shift, swaps[shift.swap]))


def _entries(month: Month, shift: EmptyShift, swap: Row) -> Iterator[Entry]:
    requester, counterpart = swap["requester"], swap["counterpart"]
    version = month.facts.one_version(requester, shift.date)
    rule = month.facts.rules(version).handover if version >= 0 else None
    if rule is None:
        return
    charged = {"both": (requester, counterpart), "requester": (requester,), "counterpart": (counterpart,)}
    taker, swap_id, day = month.employee_id(shift.taker), swap["swap_id"], iso_day(shift.date)
    times = times_text(shift.start, shift.end)
    price, clause = plain(rule.amount, month.places), clause_text(rule.clause)
    for party in charged[rule.charge]:
        yield Entry(
            employee=party,
            date=shift.date,
            rule="handover",
            event=f"{swap_id}/{taker}/{day}.{shift.nth}",
            clause=rule.clause,
            amount=-rule.amount,
            version=version,
            evidence="; ".join(filter(None, (shift.evidence, place_of(month, swap)))),
            explanation=Text.of(
                "{day} shift {times}, taken by {taker} in swap {swap_id}, stayed empty and the hand-over is not "
                "recorded as complete: {price} charged{clause}",
                day=day,
                times=times,
                taker=taker,
                swap_id=swap_id,
                price=price,
                clause=clause,
            ),
        )
