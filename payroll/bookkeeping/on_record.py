"""The decisions about the lines of a month that are on record in the book."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from payroll.ledger.acts import Act, acts
from payroll.period import day_number
from payroll.reports.decisions import Decided


def all_decisions(connection: Connection, period: str) -> list[Decided]:
    """Return every decision about lines of a month, in the order in which they were recorded."""
    return [_decided(act) for act in acts(connection, ("waiver", "review")) if act.period == period]


def latest_decisions(connection: Connection, period: str) -> tuple[Decided, ...]:
    """Return what is decided about the lines of a month, of each matter the latest decision."""
    return tuple({(each.entry_id, each.matter): each for each in all_decisions(connection, period)}.values())


def _decided(act: Act) -> Decided:
    """Return the decision of an act; a waiver by command has no day of its own."""
    decision = str(act.details.get("decision", "waive"))
    day = str(act.details.get("decided_on", act.at[:10]))
    return Decided(act.subject, decision, act.who, day_number(date.fromisoformat(day)), act.why, act.number)
