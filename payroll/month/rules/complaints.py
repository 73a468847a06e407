"""Complaints: one entry for each that was decided in the period (rules, section 7)."""

from __future__ import annotations

import pandas as pd

from payroll.language import Text
from payroll.money import plain
from payroll.month.complaints import Charged, rule_of
from payroll.month.context import Month, Row, records
from payroll.month.entries import Entry, entries, place_of
from payroll.month.facts import Facts
from payroll.month.windows import WINDOW_WORDS
from payroll.month.words import clause_text
from payroll.period import iso_day, iso_minute
from payroll.policy.model import ComplaintRule


def complaint_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for each complaint decided in the period, on the day of the decision."""
    rows = records(facts.month.tables.complaints)
    return entries(_entry(facts.month, complaint, rows[complaint.position]) for complaint in facts.complaints.charged)


def _entry(month: Month, complaint: Charged, row: Row) -> Entry:
    rule = rule_of(month, complaint.version)
    clause = clause_text(rule.clause)
    decided = iso_minute(row["decided_at"])
    number = complaint.number
    price = _price_text(month, rule, complaint, row)
    window = WINDOW_WORDS[rule.window]
    return Entry(
        employee=complaint.employee,
        date=complaint.decided,
        rule="complaint",
        event=row["complaint_id"],
        clause=rule.clause,
        amount=-complaint.amount,
        version=complaint.version,
        evidence=place_of(month, row),
        action=complaint.action,
        occurrence=number,
        explanation=Text.of(
            "complaint {complaint_id}, received {received}, upheld {decided}; no. {number} {window}, {price}{clause}",
            complaint_id=row["complaint_id"],
            received=iso_day(complaint.received),
            decided=decided,
            number=number,
            window=window,
            price=price,
            clause=clause,
        ),
    )


def _price_text(month: Month, rule: ComplaintRule, complaint: Charged, row: Row) -> Text:
    amount = plain(complaint.amount, month.places)
    if rule.steps:
        return step_text(month, rule, complaint)
    minimum = plain(rule.minimum, month.places)
    stated, severity = row["amount"], row["severity"]
    if stated >= 0:
        own = plain(stated, month.places)
        told = Text.of("its own amount {own}", own=own)
    else:
        listed = plain(rule.severity[severity], month.places)
        told = Text.of("severity «{severity}» costs {listed}", severity=severity, listed=listed)
    if rule.minimum:
        told = Text.of("{told}, never less than {minimum}", told=told, minimum=minimum)
    return Text.of("{told}: {amount}", told=told, amount=amount)


def step_text(month: Month, rule: ComplaintRule, complaint: Charged) -> Text:
    """Return which step prices a complaint and what it costs."""
    step, amount = min(complaint.number, len(rule.steps)), plain(complaint.amount, month.places)
    if not complaint.amount:
        return Text.of("step {step}, no charge", step=step)
    return Text.of("step {step}: {amount}", step=step, amount=amount)
