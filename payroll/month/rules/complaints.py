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
        explanation=Text(
            f"投诉 {row['complaint_id']}：{iso_day(complaint.received)} 收到，{decided} 认定属实；"
            f"{window.zh}第 {number} 次，{price.zh}{clause.zh}",
            f"complaint {row['complaint_id']}, received {iso_day(complaint.received)}, upheld {decided}; "
            f"no. {number} {window.en}, {price.en}{clause.en}",
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
        told = Text(f"按记录金额 {own}", f"its own amount {own}")
    else:
        listed = plain(rule.severity[severity], month.places)
        told = Text(f"严重程度“{severity}”为 {listed}", f"severity «{severity}» costs {listed}")
    if rule.minimum:
        told = Text(f"{told.zh}，每次不少于 {minimum}", f"{told.en}, never less than {minimum}")
    return Text(f"{told.zh}：{amount}", f"{told.en}: {amount}")


def step_text(month: Month, rule: ComplaintRule, complaint: Charged) -> Text:
    """Return which step prices a complaint and what it costs."""
    step, amount = min(complaint.number, len(rule.steps)), plain(complaint.amount, month.places)
    if not complaint.amount:
        return Text(f"按第 {step} 次的标准，不扣款", f"step {step}, no charge")
    return Text(f"按第 {step} 次的标准：{amount}", f"step {step}: {amount}")
