"""Incidents: what the policy lists by code, at its price (rules, sections 9 and 14)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from payroll.language import EMPTY, Text
from payroll.money import decimal_text, plain, round_half_up
from payroll.month.context import Month, Row, problem_at, records
from payroll.month.entries import Entry, entries, place_of
from payroll.month.facts import Facts
from payroll.month.kinds import INCIDENT_CODE
from payroll.month.rules.incident_proof import makes_line, proof_text, unproven
from payroll.month.rules.prices import price_of
from payroll.month.words import clause_text
from payroll.period import iso_day
from payroll.policy.model import IncidentRule, Price
from payroll.problems import Problem
from payroll.tables import ROW_SET_ASIDE, ROW_USED


def check_incidents(month: Month, dispositions: np.ndarray, usable: np.ndarray) -> list[Problem]:
    """Set aside the usable rows that cannot be judged: an unlisted code, no proof."""
    unlisted = _unlisted_codes(month, dispositions, usable)
    return [*unlisted, *unproven(month, dispositions, dispositions == ROW_USED)]


def _unlisted_codes(month: Month, dispositions: np.ndarray, usable: np.ndarray) -> list[Problem]:
    """Set aside the usable rows whose code the version of their day does not list."""
    table = month.tables.incidents
    version = month.facts.version(table["employee"].to_numpy(), table["date"].to_numpy())
    problems = []
    found = np.flatnonzero(usable)
    for position, row in zip(found.tolist(), records(table.iloc[found]), strict=True):
        policy = month.policies.versions[int(version[position])]
        if row["code"] not in policy.rules.incidents:
            dispositions[position] = ROW_SET_ASIDE
            details = {"policy": policy.label, "known": ", ".join(policy.rules.incidents) or "–"}
            problems.append(problem_at(INCIDENT_CODE, month.tables.files, row, "code", row["code"], details))
    return problems


def incident_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for each row of the period that is an incident by the policy."""
    return entries(_entries(facts.month, facts.used("incidents")))


def _entries(month: Month, rows: pd.DataFrame) -> Iterator[Entry]:
    version = month.facts.version(rows["employee"].to_numpy(), rows["date"].to_numpy())
    base = month.facts.base_wage(rows["employee"].to_numpy(), rows["date"].to_numpy())
    for index, row in enumerate(records(rows)):
        rule = month.facts.rules(int(version[index])).incidents[row["code"]]
        if not makes_line(rule, row):
            continue
        numerator, denominator = (int(column[0]) for column in price_of(rule.price, base[index : index + 1]))
        amount = round_half_up(numerator, denominator)
        exact = numerator % denominator == 0
        arithmetic = _arithmetic(rule.price, int(base[index]), amount, month.places, exact=exact)
        clause = clause_text(rule.clause)
        told = _told(row, rule)
        yield Entry(
            employee=row["employee"],
            date=row["date"],
            rule="incident",
            event=row["incident_id"],
            clause=rule.clause,
            amount=-amount,
            version=int(version[index]),
            evidence=place_of(month, row),
            action=rule.action,
            explanation=EMPTY.join((told, arithmetic, clause)),
        )


def _told(row: Row, rule: IncidentRule) -> Text:
    reporter = row["reported_by"]
    by = Text.of(" (reported by {reporter})", reporter=reporter) if reporter else EMPTY
    return EMPTY.join((f"{iso_day(row['date'])} ", rule.title, by, proof_text(rule, row)))


def _arithmetic(price: Price, base: int, amount: int, places: int, *, exact: bool) -> Text:
    wage, total, equals = plain(base, places), plain(amount, places), "=" if exact else "≈"
    if price.percent_of_base is not None:
        rate = f"{decimal_text(price.percent_of_base)}%"
        return Text.of(
            ", at {rate}: {wage} × {rate} {equals} {total}", rate=rate, wage=wage, equals=equals, total=total
        )
    if price.daily_wages is not None:
        rate = decimal_text(price.daily_wages)
        return Text.of(
            ", at daily wage × {rate}: {wage} ÷ 21.75 × {rate} {equals} {total}",
            rate=rate,
            wage=wage,
            equals=equals,
            total=total,
        )
    return Text.of(", {total}", total=total) if amount else Text.of(", no charge")
