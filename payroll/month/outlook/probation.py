"""Probation: whose ends in the period, or within thirty days of the as-of day (rules, section 8)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from payroll.language import EMPTY, Text
from payroll.month.context import Month
from payroll.month.outlook.ahead import Ahead, Urgency
from payroll.month.outlook.so_far import SoFar
from payroll.month.rules.probation import DECISION, probation_ends
from payroll.month.words import clause_text
from payroll.period import iso_day

DAYS_AHEAD = 30
WEEK = 7


def probation_ahead(so_far: SoFar) -> Iterator[Ahead]:
    """Yield a finding for everybody whose probation ends in the period or within ``DAYS_AHEAD`` days."""
    month, as_of = so_far.month, so_far.as_of
    ends, everyone = probation_ends(month), np.arange(len(month.tables.employees), dtype=np.int32)
    soon = (ends >= month.period.first) & (ends <= max(as_of + DAYS_AHEAD, month.period.last))
    here = month.facts.employed(everyone, np.full(len(everyone), as_of, np.int32))
    for employee in np.flatnonzero(soon & here & month.facts.employed(everyone, ends)).tolist():
        yield _ahead(month, employee, int(ends[employee]), as_of)


def _ahead(month: Month, employee: int, end: int, as_of: int) -> Ahead:
    hired = np.array([employee]), np.array([int(month.facts.hired[employee])])
    rule = month.facts.rules(int(month.facts.version_or_first(*hired)[0])).probation
    assert rule is not None  # no rule, no end
    left, day, clause = end - as_of, iso_day(end), clause_text(rule.clause)
    review = EMPTY
    if left > 0 and rule.on_complaint:
        review = Text.of("; a complaint before that asks for a review")
    when = Text.counted(
        "probation ends on {day}, in {count} day", "probation ends on {day}, in {count} days", left, day=day
    )
    if left <= 0:
        when = Text.of("probation ended on {day}", day=day)
    decide = Text.of("; please decide")
    return Ahead(
        employee=employee,
        urgency=Urgency.ACTION if 0 <= left <= WEEK else Urgency.DATE,
        rule="probation",
        action=DECISION,
        day=end,
        text=EMPTY.join((when, decide, review, clause)),
    )
