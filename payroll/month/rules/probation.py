"""Probation: a complaint in it asks for a review, its end for a decision (rules, section 8)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.month.complaints import Charged
from payroll.month.context import Month, Row, records
from payroll.month.entries import Entry, entries, place_of
from payroll.month.facts import Facts
from payroll.month.words import clause_text
from payroll.period import NO_DAY, add_months, iso_day
from payroll.policy.model import ProbationRule

DECISION = "probation-decision"

END_EVENT = "#end"
"""The event of the decision; it sorts before the ids of complaints of the same day."""


def probation_ends(month: Month) -> npt.NDArray[np.int64]:
    """Return the day on which each employee's probation ends, NO_DAY where there is none.

    The policy version of the hire date decides (or the first, if that is later); the end day itself is
    no longer probation.
    """
    everyone = np.arange(len(month.tables.employees), dtype=np.int32)
    version = month.facts.version_or_first(everyone, month.facts.hired)
    stated = month.tables.employees["probation_end"].to_numpy()
    ends = np.full(len(everyone), NO_DAY, np.int64)
    for index, policy in enumerate(month.policies.versions):
        rule = policy.rules.probation
        if rule is None:
            continue
        people = np.flatnonzero(version == index)
        hired, inverse = np.unique(month.facts.hired[people], return_inverse=True)
        computed = np.array([add_months(day, rule.months) for day in hired.tolist()], np.int64)[inverse]
        ends[people] = np.where(stated[people] == NO_DAY, computed, stated[people])
    return ends


def probation_entries(facts: Facts) -> pd.DataFrame:
    """Return the reviews that complaints in probation ask for, and the decisions at its end."""
    month, charged = facts.month, facts.complaints.charged
    ends = probation_ends(month)
    return entries([*_reviews(month, charged, ends), *_decisions(month, ends)])


def _reviews(month: Month, charged: tuple[Charged, ...], ends: npt.NDArray[np.int64]) -> Iterator[Entry]:
    rows = records(month.tables.complaints)
    for complaint in charged:
        rule = month.facts.rules(complaint.version).probation
        if rule is None or not rule.on_complaint or complaint.received >= ends[complaint.employee]:
            continue
        row = rows[complaint.position]
        clause = clause_text(rule.clause)
        received, end = iso_day(complaint.received), iso_day(int(ends[complaint.employee]))
        yield Entry(
            employee=complaint.employee,
            date=complaint.decided,
            rule="probation",
            event=row["complaint_id"],
            clause=rule.clause,
            amount=0,
            version=complaint.version,
            evidence=place_of(month, row),
            action=rule.on_complaint,
            explanation=Text.of(
                "complaint {complaint_id} was received on {received}, in probation (ends {end}): please review; a "
                "person decides{clause}",
                complaint_id=row["complaint_id"],
                received=received,
                end=end,
                clause=clause,
            ),
        )


def _decisions(month: Month, ends: npt.NDArray[np.int64]) -> Iterator[Entry]:
    everyone = np.arange(len(ends), dtype=np.int32)
    due = (ends >= month.period.first) & (ends <= month.period.last) & month.facts.employed(everyone, ends)
    people = np.flatnonzero(due)
    version = month.facts.version_or_first(people, month.facts.hired[people])
    rows = records(month.tables.employees.iloc[people].assign(employee=people, day=ends[people], version=version))
    for row in rows:
        rule = month.facts.rules(row["version"]).probation
        assert rule is not None  # no rule, no end
        yield _decision(month, row, rule)


def _decision(month: Month, row: Row, rule: ProbationRule) -> Entry:
    employee, day, version = row["employee"], row["day"], row["version"]
    clause = clause_text(rule.clause)
    hired = iso_day(int(month.facts.hired[employee]))
    basis = Text.of("{months} months", months=rule.months)
    if row["probation_end"] != NO_DAY:
        basis = Text.of("as the roster says")
    return Entry(
        employee=employee,
        date=day,
        rule="probation",
        event=END_EVENT,
        clause=rule.clause,
        amount=0,
        version=version,
        evidence=place_of(month, row),
        action=DECISION,
        explanation=Text.of(
            "hired {hired}, {basis}: probation ends on {day}; please decide{clause}",
            hired=hired,
            basis=basis,
            day=iso_day(day),
            clause=clause,
        ),
    )
