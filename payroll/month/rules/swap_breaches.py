"""Swap quota and swap notice: too many swaps in a period, or asked for too late (rules, 3.3 to 3.5)."""

from __future__ import annotations

import pandas as pd

from payroll.language import EMPTY, Text
from payroll.money import plain
from payroll.month.context import Month
from payroll.month.entries import Entry, entries
from payroll.month.facts import Facts
from payroll.month.swaps import Breach
from payroll.month.words import clause_text
from payroll.period import iso_day, iso_minute


def swap_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for each breach, on the swap's date, by the requester's policy of that date."""
    return entries(_entry(facts.month, breach) for breach in facts.swaps.breaches)


def _entry(month: Month, breach: Breach) -> Entry:
    rule = month.facts.rules(breach.version).swaps
    assert rule is not None  # a policy without [swaps] makes no breach
    clause = clause_text(rule.clause)
    price = _price(rule.amount, month.places)
    told = _quota(breach) if breach.rule == "swap-quota" else _notice(breach, rule.notice_hours)
    return Entry(
        employee=breach.employee,
        date=breach.swap.date,
        rule=breach.rule,
        event=breach.swap.swap_id,
        clause=rule.clause,
        amount=-rule.amount,
        version=breach.version,
        evidence=month.tables.files[breach.swap.file].evidence(breach.swap.row),
        explanation=EMPTY.join((told, price, clause)),
    )


def _parties(breach: Breach) -> Text:
    swap, back = breach.swap, EMPTY
    if swap.back is not None:
        back = Text.of(", back on {back}", back=iso_day(swap.back))
    return Text.of(
        "{date} swap {swap_id} ({counterpart_id} works for {requester_id}{back})",
        date=iso_day(swap.date),
        swap_id=swap.swap_id,
        counterpart_id=swap.counterpart_id,
        requester_id=swap.requester_id,
        back=back,
    )


def _quota(breach: Breach) -> Text:
    parties = _parties(breach)
    return Text.of(
        "{parties}: swap no. {count} this month, more than the {limit} allowed",
        parties=parties,
        count=breach.count,
        limit=breach.limit,
    )


def _notice(breach: Breach, hours: int) -> Text:
    parties = _parties(breach)
    asked, start = iso_minute(breach.swap.requested_at), iso_minute(breach.earliest)
    before = Text.of("{hours} hours before it", hours=hours) if hours else Text.of("before it")
    return Text.of(
        "{parties}: asked for at {asked}; the earliest shift starts at {start} and notice is due {before}",
        parties=parties,
        asked=asked,
        start=start,
        before=before,
    )


def _price(amount: int, places: int) -> Text:
    if not amount:
        return Text.of(", no charge")
    return Text.of(", {amount}", amount=plain(amount, places))
