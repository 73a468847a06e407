"""Incidents: what the policy lists by code, at its price (rules, section 9)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from payroll.language import Text
from payroll.money import decimal_text, plain, round_half_up
from payroll.month.context import Month, Row, problem_at, records
from payroll.month.entries import Entry, entries, place_of
from payroll.month.facts import Facts
from payroll.month.kinds import INCIDENT_CODE
from payroll.month.rules.prices import price_of
from payroll.month.words import clause_text
from payroll.period import iso_day
from payroll.policy.model import IncidentRule, Price
from payroll.problems import Problem
from payroll.tables import ROW_SET_ASIDE


def unlisted_codes(month: Month, dispositions: np.ndarray, usable: np.ndarray) -> list[Problem]:
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
    """Return one entry for each row of the period that the policy lists."""
    return entries(_entries(facts.month, facts.used("incidents")))


def _entries(month: Month, rows: pd.DataFrame) -> Iterator[Entry]:
    version = month.facts.version(rows["employee"].to_numpy(), rows["date"].to_numpy())
    base = month.facts.base_wage(rows["employee"].to_numpy(), rows["date"].to_numpy())
    for index, row in enumerate(records(rows)):
        rule = month.facts.rules(int(version[index])).incidents[row["code"]]
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
            explanation=Text(told[0] + arithmetic[0] + clause.zh, told[1] + arithmetic[1] + clause.en),
        )


def _told(row: Row, rule: IncidentRule) -> tuple[str, str]:
    reporter = row["reported_by"]
    by = (f"（{reporter} 上报）", f" (reported by {reporter})") if reporter else ("", "")
    return f"{iso_day(row['date'])} {rule.title.zh}{by[0]}", f"{iso_day(row['date'])} {rule.title.en}{by[1]}"


def _arithmetic(price: Price, base: int, amount: int, places: int, *, exact: bool) -> tuple[str, str]:
    wage, total, equals = plain(base, places), plain(amount, places), "=" if exact else "≈"
    if price.percent_of_base is not None:
        rate = f"{decimal_text(price.percent_of_base)}%"
        return f"，按 {rate}：{wage} × {rate} {equals} {total}", f", at {rate}: {wage} × {rate} {equals} {total}"
    if price.daily_wages is not None:
        rate = decimal_text(price.daily_wages)
        return (
            f"，按日工资 × {rate}：{wage} ÷ 21.75 × {rate} {equals} {total}",
            f", at daily wage × {rate}: {wage} ÷ 21.75 × {rate} {equals} {total}",
        )
    return (f"，扣 {total}", f", {total}") if amount else ("，不扣款", ", no charge")
