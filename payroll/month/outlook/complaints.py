"""Complaints: who is one away from a step that proposes an action or costs more (rules, section 7).

A complaint received and decided at the end of the as-of day is added for everybody who has had one, and the
rule itself numbers and prices it. Prices by severity know no steps, so there is nothing to tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from payroll.language import Text
from payroll.month.complaints import Charged, judge_complaints
from payroll.month.context import Month
from payroll.month.outlook.added_rows import added_rows
from payroll.month.outlook.ahead import Ahead, Urgency
from payroll.month.outlook.so_far import SoFar
from payroll.month.rules.complaints import step_text
from payroll.month.windows import WINDOW_WORDS
from payroll.month.words import clause_text
from payroll.period import MINUTES_PER_DAY
from payroll.policy.model import ComplaintRule

_LAST = "\uffff"
"""An id after all others of the same minute."""


def complaints_ahead(so_far: SoFar) -> Iterator[Ahead]:
    """Yield a finding for everybody with a qualifying complaint so far under a policy with steps."""
    month, first_new = so_far.month, len(so_far.month.tables.complaints)
    added = _one_more(so_far)
    if added.empty:
        return
    table = pd.concat([month.tables.complaints, added], ignore_index=True)
    more = replace(month, tables=replace(month.tables, complaints=table))
    for complaint in judge_complaints(more).charged:
        if complaint.position >= first_new and complaint.number > 1:
            yield _ahead(more, complaint)


def _one_more(so_far: SoFar) -> pd.DataFrame:
    """Return one more complaint for everybody who has one and is still employed, as rows of the table."""
    month, table = so_far.month, so_far.month.tables.complaints
    people = np.unique(table["employee"].to_numpy(np.int32))
    today = np.full(len(people), so_far.as_of, np.int32)
    people = people[month.facts.employed(people, today)]
    version = month.facts.version_or_first(people, today[: len(people)])
    minute = (so_far.as_of + 1) * MINUTES_PER_DAY - 1
    rows = []
    for employee, index in zip(people.tolist(), version.tolist(), strict=True):
        rule = month.facts.rules(index).complaints if index >= 0 else None
        if rule is not None and rule.steps:
            named = {"source": min(rule.sources), "category": min(rule.categories), "status": "upheld"}
            rows.append({"employee": employee, "received_at": minute, "decided_at": minute, **named})
    if not rows:
        return table.iloc[:0]
    return added_rows(table, [row | {"complaint_id": _LAST, "amount": -1} for row in rows])


def _ahead(month: Month, complaint: Charged) -> Ahead:
    rule = month.facts.rules(complaint.version).complaints
    assert rule is not None  # the complaint was made for it
    had = complaint.number - 1
    window, clause, price = WINDOW_WORDS[rule.window], clause_text(rule.clause), step_text(month, rule, complaint)
    return Ahead(
        employee=complaint.employee,
        urgency=_urgency(rule, complaint),
        rule="complaint",
        count=had,
        cost=complaint.amount,
        action=complaint.action,
        text=Text.counted(
            "{count} complaint upheld; the next is no. {number} {window}, {price}{clause}",
            "{count} complaints upheld; the next is no. {number} {window}, {price}{clause}",
            had,
            number=complaint.number,
            window=window,
            price=price,
            clause=clause,
        ),
    )


def _urgency(rule: ComplaintRule, complaint: Charged) -> Urgency:
    """Return how urgent it is; a step that is taken again and again is nothing new."""
    if complaint.number > len(rule.steps):
        return Urgency.SAME
    if complaint.action:
        return Urgency.ACTION
    return Urgency.DEARER if complaint.amount > rule.steps[complaint.number - 2].amount else Urgency.SAME
