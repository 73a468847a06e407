"""Contracts against the law: how long probation may be, what it pays at least; signatures (rules, section 22)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from payroll.language import Text
from payroll.money import decimal_text
from payroll.month.context import Month, Row, problem_at, records
from payroll.month.kinds_law import ACKNOWLEDGEMENT_VERSION, LAW_NOT_IN_FORCE, PROBATION_PAY_LOW, PROBATION_TOO_LONG
from payroll.month.lookup import employed_in, last_days_employed
from payroll.month.rules.probation import probation_ends
from payroll.period import NO_DAY, add_months, iso_day
from payroll.policy.law_model import Law
from payroll.policy.model import Rules
from payroll.problems import Problem

_LONGEST_TERM = 1200


def law_problems(month: Month) -> list[Problem]:
    """Return what is wrong with contracts in probation and signatures, and which profiles are not in force yet."""
    return [*_not_in_force(month), *_of_contracts(month), *_of_probation_pay(month), *_of_acknowledgements(month)]


def _not_in_force(month: Month) -> Iterator[Problem]:
    laws = month.policies.laws
    for version in month.policies.versions:
        profile = version.rules.guard.profile if version.rules.guard else ""
        first = [file.date for file in laws.files if file.profile == profile]
        if first and min(first) > month.period.last:
            details = {"since": iso_day(min(first)), "day": iso_day(month.period.last)}
            yield Problem(LAW_NOT_IN_FORCE, version.file, column="guard.profile", value=profile, details=details)


def _of_contracts(month: Month) -> Iterator[Problem]:
    table = month.tables.contracts
    if table.empty or not month.policies.laws.files:
        return
    everyone = employed_in(month.facts.hired, month.facts.left, month.period)
    whose = table["employee"].to_numpy()
    begun = (table["start"].to_numpy() <= month.period.last) & everyone[whose]
    running = (table["end"].to_numpy() == NO_DAY) | (table["end"].to_numpy() >= month.period.first)
    found = table[begun & running]
    last = last_days_employed(month.facts.left, month.period)[found["employee"].to_numpy()]
    version = month.facts.version(found["employee"].to_numpy(), last)
    for row, day, number in zip(records(found), last.tolist(), version.tolist(), strict=True):
        guard = month.facts.rules(number).guard if number >= 0 else None
        law = month.policies.laws.in_force(guard.profile, day) if guard and guard.profile else None
        if law is not None:
            yield from _of_contract(month, row, law)


def _of_probation_pay(month: Month) -> Iterator[Problem]:
    """Warn of everybody in probation in the period who is paid less than the law asks for, with or without contract."""
    percents = [each.rules.probation and each.rules.probation.wage_percent for each in month.policies.versions]
    if not month.policies.laws.files or not any(percent is not None for percent in percents):
        return
    paid = employed_in(month.facts.hired, month.facts.left, month.period)
    found = np.flatnonzero(paid & (probation_ends(month) > np.maximum(month.facts.hired, month.period.first)))
    last = last_days_employed(month.facts.left, month.period)[found]
    rows = records(month.tables.employees.iloc[found])
    of_hire = month.facts.version_or_first(found, month.facts.hired[found]).tolist()
    numbers = month.facts.version(found, last).tolist()
    for row, day, hired_under, number in zip(rows, last.tolist(), of_hire, numbers, strict=True):
        percent = percents[hired_under]
        guard = month.facts.rules(number).guard if number >= 0 else None
        law = month.policies.laws.in_force(guard.profile, day) if guard and guard.profile else None
        for limit in law.of("probation-pay") if law is not None and percent is not None else ():
            if percent is not None and limit.value is not None and percent < limit.value:
                details: dict[str, str | Text] = {
                    "employee": row["employee_id"],
                    "least": decimal_text(limit.value),
                    "source": limit.source,
                }
                yield problem_at(
                    PROBATION_PAY_LOW, month.tables.files, row, "employee_id", decimal_text(percent), details
                )


def _of_acknowledgements(month: Month) -> Iterator[Problem]:
    """Warn of signatures for a version that there is not: they would be as if nobody had signed."""
    known: dict[str, list[str]] = {}
    for version in month.policies.versions:
        known.setdefault(version.policy_id, []).append(iso_day(version.date))
    for row in records(month.tables.acknowledgements):
        stated, versions = iso_day(row["version"]), known.get(row["policy"], [])
        if stated not in versions:
            details: dict[str, str | Text] = {
                "employee": month.employee_id(row["employee"]),
                "policy": row["policy"],
                "known": ", ".join(versions),
            }
            yield problem_at(ACKNOWLEDGEMENT_VERSION, month.tables.files, row, "version", stated, details)


def _of_contract(month: Month, row: Row, law: Law) -> Iterator[Problem]:
    version = int(month.facts.version_or_first(np.array([row["employee"]]), np.array([row["start"]]))[0])
    if version < 0:  # under no policy at the time
        return
    rules = month.facts.rules(version)
    end = _probation_end(month, row, rules)
    if end <= month.period.first:  # none, or it was over before
        return
    files, employee = month.tables.files, month.employee_id(row["employee"])
    for limit in law.of("probation-months"):
        term = whole_months(row["start"], row["end"])
        months = [allowed for least, allowed in limit.steps if least <= term][-1]
        latest = add_months(row["start"], months)
        if end > latest:
            details: dict[str, str | Text] = {
                "employee": employee,
                "term": _term(row),
                "months": str(months),
                "latest": iso_day(latest),
                "source": limit.source,
            }
            yield problem_at(PROBATION_TOO_LONG, files, row, "probation_months", iso_day(end), details)


def _term(row: Row) -> Text:
    start = iso_day(row["start"])
    if row["end"] == NO_DAY:
        return Text.of("from {start}, open-ended", start=start)
    return Text.of("{start} to {end}", start=start, end=iso_day(row["end"]))


def _probation_end(month: Month, row: Row, rules: Rules) -> int:
    """Return the day on which the probation of a contract ends, NO_DAY for none."""
    stated = int(month.tables.employees["probation_end"].iloc[row["employee"]])
    if stated != NO_DAY:
        return stated
    months = row["probation_months"]
    if months < 0:
        months = rules.probation.months if rules.probation else 0
    return add_months(row["start"], months) if months else NO_DAY


def whole_months(start: int, end: int) -> int:
    """Return how many whole months lie between the first and the last day of a contract, both included."""
    if end == NO_DAY:
        return _LONGEST_TERM
    months = 0
    while months < _LONGEST_TERM and add_months(start, months + 1) <= end + 1:
        months += 1
    return months
