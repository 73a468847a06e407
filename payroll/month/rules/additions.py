"""Additions: commission, bonus and the like, as they are recorded (rules, section 9)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from payroll.language import EMPTY, Text
from payroll.money import plain
from payroll.month.context import Month, records
from payroll.month.entries import Entry, entries, place_of
from payroll.month.facts import Facts
from payroll.period import iso_day


def addition_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for each row of ``additions`` in the period."""
    return entries(_entries(facts.month, facts.used("additions")))


def _entries(month: Month, rows: pd.DataFrame) -> Iterator[Entry]:
    version = month.facts.version(rows["employee"].to_numpy(), rows["date"].to_numpy())
    for index, row in enumerate(records(rows)):
        amount, day = plain(row["amount"], month.places), iso_day(row["date"])
        note = Text.of(" ({note})", note=row["note"]) if row["note"] else EMPTY
        yield Entry(
            employee=row["employee"],
            date=row["date"],
            rule="addition",
            event=row["addition_id"],
            clause="",
            amount=row["amount"],
            version=int(version[index]),
            evidence=place_of(month, row),
            explanation=EMPTY.join((f"{day} {row['kind']} {amount}", note)),
        )
