"""Leave notice: approved leave that was asked for too late (rules, section 9)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from payroll.language import EMPTY, Text
from payroll.money import plain
from payroll.month.context import Month, Row, records
from payroll.month.entries import Entry, entries, place_of
from payroll.month.facts import Facts
from payroll.month.words import clause_text
from payroll.period import MINUTES_PER_DAY, iso_day, iso_minute


def leave_notice_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for each approved leave of the period that was asked for too late."""
    month = facts.month
    table = month.tables.leave
    day = (table["start"] // MINUTES_PER_DAY).to_numpy()
    asked = (table["requested_at"] // MINUTES_PER_DAY).to_numpy()
    wanted = (table["status"] == "approved").to_numpy() & month.in_period(day)
    version = month.facts.version(table["employee"].to_numpy(), day)
    rows = []
    found = np.flatnonzero(wanted & (version >= 0))
    for position, record in zip(found.tolist(), records(table.iloc[found]), strict=True):
        rule = month.facts.rules(int(version[position])).leave
        if rule is None or record["kind"] in rule.except_kinds or asked[position] <= day[position] - rule.notice_days:
            continue
        rows.append(_entry(month, record, int(day[position]), int(version[position])))
    return entries(rows)


def _entry(month: Month, row: Row, day: int, version: int) -> Entry:
    rule = month.facts.rules(version).leave
    assert rule is not None  # asked for by the caller
    clause = clause_text(rule.clause)
    asked = iso_minute(row["requested_at"])
    price = plain(rule.amount, month.places)
    cost = Text.of(", {price}", price=price) if rule.amount else Text.of(", no charge")
    kind = Text.of(" ({kind})", kind=row["kind"]) if row["kind"] else EMPTY
    days = rule.notice_days
    notice = Text.of("a day's notice is due")
    if days != 1:
        notice = Text.of("{days} days' notice is due", days=days)
    return Entry(
        employee=row["employee"],
        date=day,
        rule="leave-notice",
        event=row["leave_id"],
        clause=rule.clause,
        amount=-rule.amount,
        version=version,
        evidence=place_of(month, row),
        explanation=Text.of(
            "leave {leave_id}{kind} from {day} was asked for at {asked}; {notice}; the leave stands{cost}{clause}",
            leave_id=row["leave_id"],
            kind=kind,
            day=iso_day(day),
            asked=asked,
            notice=notice,
            cost=cost,
            clause=clause,
        ),
    )
