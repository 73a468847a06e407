"""A vocabulary for months that are checked against a law: fines, losses, and what the law says of each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from payroll.language import Text
from payroll.money import plain
from payroll.month.context import Month
from payroll.month.context import records as rows_of
from payroll.month.law.table import carried_table, law_table
from payroll.month.ledger import in_ledger_order, lines_of
from payroll.month.month import judge
from payroll.policy.model import GuardRule, IncidentRule, OccurrenceRule, PolicyVersion, Price, Rules
from tests.month_builder import BARE, a_month, cents, daily, employee, incident
from tests.month_frames import Row

DAY = "2026-10-12"


def rules(profile: str, *, currency: str = "CNY", **guard: Any) -> Rules:
    """Return a policy under a law: the incident ``fine`` is a fine, ``damage`` a loss, both of 100.00; 1 day absent
    costs a daily wage.

    Figures of ``[guard]`` are texts, as in the file: ``minimum_wage="2690.00"``, ``max_percent="20"``.
    """
    if "minimum_wage" in guard:
        guard["minimum_wage"] = cents(guard["minimum_wage"])
    if "max_percent" in guard:
        guard["max_percent"] = Decimal(guard["max_percent"])
    title = Text("事项", "Matter")
    return replace(
        BARE,
        currency=currency,
        guard=GuardRule(profile=profile, **guard),
        incidents={"fine": _costing("100", title), "damage": _costing("100", title, kind="loss")},
        absence=OccurrenceRule(tiers=(daily("1"),)),
    )


def _costing(amount: str, title: Text, kind: Any = "") -> IncidentRule:
    return IncidentRule(title=title, kind=kind, price=Price(amount=cents(amount)))


def costing(book: Rules, **amounts: str) -> Rules:
    """Return the rules with other prices: ``costing(book, fine="870.01")``."""
    changed = {
        code: replace(book.incidents[code], price=Price(amount=cents(amount))) for code, amount in amounts.items()
    }
    return replace(book, incidents={**book.incidents, **changed})


def fine(number: str = "F1", day: str = DAY, **columns: str) -> Row:
    """Return a row of ``incidents`` that is a fine."""
    return incident(number, day, "fine") | columns


def damage(number: str = "L1", day: str = DAY, **columns: str) -> Row:
    """Return a row of ``incidents`` that is a loss; the loss was 1000.00 unless told otherwise."""
    return incident(number, day, "damage") | {"loss": "1000.00"} | columns


def contract(start: str = "2020-01-06", end: str = "", clause: str = "第 9 条", **columns: str) -> Row:
    """Return a row of ``contracts``."""
    return {"employee_id": "0001", "start": start, "end": end, "loss_clause": clause} | columns


def signed(date: str, version: str = "2020-01-01") -> Row:
    """Return a row of ``acknowledgements``."""
    return {"employee_id": "0001", "policy": "office", "version": version, "date": date}


def judged_month(
    book: Rules | Sequence[PolicyVersion],
    *incidents: Row,
    period: str = "2026-10",
    wage: str = "4350.00",
    **tables: Any,
) -> Month:
    """Return a month of one employee with 4350.00 (a daily wage of 200.00) and these incidents."""
    names = [name for name in ("contracts", "acknowledgements", "carried") if name in tables]
    records: dict[str, list[Row]] = {name: list(tables.pop(name)) for name in names}
    people = tables.pop("employees", [employee("0001", wage)])
    return a_month(period, book, employees=people, incidents=incidents, records=records, **tables)


class Checked(NamedTuple):
    """What the law says of a line."""

    event: str
    kind: str
    asked: str
    allowed: str
    limit: str
    status: str


def law_rows(month: Month) -> list[dict[str, Any]]:
    """Return the rows of ``law.csv``, amounts as integers."""
    judged = judge(month)
    ordered = in_ledger_order(judged.entries)
    table = law_table(lines_of(month, ordered), ordered.index.to_numpy(), judged.verdicts)
    return rows_of(table.astype(object))


def checked(month: Month) -> list[Checked]:
    """Return what the law says of each line, by the end of its id."""
    return [
        Checked(
            str(row["entry_id"]).split("/", 3)[3],
            row["kind"],
            plain(row["asked"], month.places),
            plain(row["allowed"], month.places),
            row["limit"],
            row["status"],
        )
        for row in law_rows(month)
    ]


def notes(month: Month) -> str:
    """Return all that is told in English of the month's lines."""
    return "\n".join(str(row["notes_en"]) for row in law_rows(month))


def carried(month: Month) -> list[tuple[str, str]]:
    """Return entry and amount of what the next month may take."""
    table = carried_table(month, judge(month).verdicts)
    return [] if table is None else [(row["entry_id"], plain(row["amount"], month.places)) for row in rows_of(table)]
