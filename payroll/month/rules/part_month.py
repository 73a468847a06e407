"""Part month: what the wage of somebody is who joins or leaves within the period (rules, section 18)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from payroll.language import LANGUAGES, Text
from payroll.money import round_half_up
from payroll.month.context import Month
from payroll.month.entries import Columns, entries_of_columns, joined, no_entries, place
from payroll.month.facts import Facts
from payroll.month.wage import PART_MONTH, shares_of_period
from payroll.month.words import TextColumn, amounts, choose, clause_text, days, fill, numbers
from payroll.policy.wage_rules import PartMonthRule

_BY_CALENDAR = Text.template(
    "employed {first} to {last}, {days} of {whole} days: {base} × {days}/{whole} {equals} {wage}"
)
_IN_TRANSITION = Text.template(
    "employed {first} to {last} of the transition month, {days} days of {whole} for a whole month: {base} × "
    "{days}/{whole} {equals} {wage}"
)
_BY_PAID_DAYS = Text.template("employed {first} to {last}, work dates {days}: {base} × {days}/21.75 {equals} {wage}")
_AS_MANY = Text.template("employed {first} to {last}, work dates {days}, not fewer than 21.75: {wage}")
_LESS = Text.template(", {less} less than {base} for a whole month")
_MORE = Text.template(", {more} more than {base} for a whole month")
_SAME = Text.of(", as for a whole month")


def part_month_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for everyone who is not employed on all days of the period, on the last day employed.

    In a transition month (section 20) everybody gets one.
    """
    rules = [version.rules.part_month for version in facts.month.policies.versions]
    if all(rule is None for rule in rules):
        return no_entries()
    shares = shares_of_period(facts.month, facts.attendance.shifts)
    parts = shares[shares["is_part"]]
    return joined(
        _entries(facts.month, parts[parts["version"] == version], rule)
        for version, rule in enumerate(rules)
        if rule is not None
    )


def _entries(month: Month, rows: pd.DataFrame, rule: PartMonthRule) -> pd.DataFrame:
    """Return the entries of everybody under one version."""
    base, denominator = rows["base_wage"].to_numpy(object), rows["denominator"].to_numpy(object)
    numerator = base * rows["numerator"].to_numpy(object)
    wage = round_half_up(numerator, denominator)
    days_of_wage = rows["work_dates" if rule.method == "paid-days" else "days"].to_numpy()
    words = {
        "first": days(rows["first"].to_numpy()),
        "last": days(rows["last"].to_numpy()),
        "days": numbers(days_of_wage),
        "whole": str(month.period.wage_days),
        "base": amounts(rows["base_wage"].to_numpy(), month.places),
        "wage": amounts(wage.astype(np.int64), month.places),
        "less": amounts((base - wage).astype(np.int64), month.places),
        "more": amounts((wage - base).astype(np.int64), month.places),
        "equals": choose((numerator % denominator == 0).astype(bool), "=", "≈"),
    }
    people = month.tables.employees.iloc[rows["employee"].to_numpy()]
    return entries_of_columns(
        Columns(
            rule=PART_MONTH,
            employee=rows["employee"].to_numpy(),
            date=rows["last"].to_numpy(),
            clause=rule.clause,
            quantity=numbers(days_of_wage),
            amount=(wage - base).astype(np.int64),
            version=rows["version"].to_numpy(),
            evidence=place(month, people["file"].to_numpy(), people["row"].to_numpy()),
            explanation=_explanation(month, rows.assign(wage=wage.astype(np.int64)), rule, words),
        )
    )


def _explanation(
    month: Month, rows: pd.DataFrame, rule: PartMonthRule, words: Mapping[str, TextColumn]
) -> tuple[pa.Array, pa.Array]:
    clause, length = clause_text(rule.clause), len(rows)
    base, wage = rows["base_wage"].to_numpy(), rows["wage"].to_numpy()
    part = _BY_PAID_DAYS
    if rule.method == "calendar-days":
        part = _IN_TRANSITION if month.period.is_transition else _BY_CALENDAR
    is_whole = (rows["numerator"] == rows["denominator"]).to_numpy() & (rule.method == "paid-days")
    told = []
    for to in LANGUAGES:
        as_many, counted, less, more, same = (
            fill(text.to(to), words, length) for text in (_AS_MANY, part, _LESS, _MORE, _SAME)
        )
        compared = choose(wage < base, less, choose(wage > base, more, same))
        parts = {"counted": choose(is_whole, as_many, counted), "compared": compared, "clause": clause.to(to)}
        told.append(fill("{counted}{compared}{clause}", parts, length))
    return told[0], told[1]
