"""Absence within the wage: what absences take beyond the wage of the period goes back (rules, section 18)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from payroll.language import Text
from payroll.money import plain, round_half_up
from payroll.month.context import Month, records
from payroll.month.entries import Entry, entries
from payroll.month.facts import Facts
from payroll.month.wage import ABSENCE_LIMIT, sums_of, wage_of_period, wage_text
from payroll.month.words import clause_text


def absence_limit_entries(facts: Facts, lines: pd.DataFrame) -> pd.DataFrame:
    """Return one entry for everyone whose absences of the period take more than its wage, on the last day employed.

    ``lines`` are the entries of the other rules, those of ``payroll.month.wage.PARTS_OF_WAGE`` among them.
    """
    month = facts.month
    rules = [version.rules.absence for version in month.policies.versions]
    if not any(rule is not None and rule.within_wage for rule in rules):
        return entries(())
    absences = lines[["employee", "amount"]][lines["rule"] == "absence"]
    wages = wage_of_period(month, lines, np.unique(absences["employee"].to_numpy()))
    is_limited = np.array([*(rule is not None and rule.within_wage for rule in rules), False])
    limit = round_half_up(np.maximum(wages["wage"].to_numpy(object), 0), month.period.wage_days)
    taken = -sums_of(absences, wages["employee"].to_numpy())
    beyond = is_limited[wages["version"].to_numpy()] & (taken > limit)
    return entries(_entries(month, wages.assign(taken=taken, limit=limit)[beyond]))


def _entries(month: Month, rows: pd.DataFrame) -> Iterator[Entry]:
    for row in records(rows):
        rule = month.facts.rules(row["version"]).absence
        assert rule is not None  # no rule, no limit
        beyond = row["taken"] - row["limit"]
        taken, limit, back = (plain(each, month.places) for each in (row["taken"], row["limit"], beyond))
        wage, clause = wage_text(month, row), clause_text(rule.clause)
        equals = "=" if row["wage"] == row["limit"] * month.period.wage_days else "≈"
        yield Entry(
            employee=row["employee"],
            date=row["last"],
            rule=ABSENCE_LIMIT,
            event=ABSENCE_LIMIT,
            clause=rule.clause,
            amount=beyond,
            version=row["version"],
            evidence=month.policies.versions[row["version"]].file,
            explanation=Text.of(
                "absences of the month take {taken}, more than its wage {wage} {equals} {limit}; given back {taken} "
                "− {limit} = {back}{clause}",
                taken=taken,
                wage=wage,
                equals=equals,
                limit=limit,
                back=back,
                clause=clause,
            ),
        )
