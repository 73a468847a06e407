"""Which complaints count, their numbers and their prices (rules, section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.money import plain
from payroll.month.context import Month, Row, dispositions_of, problem_at, records
from payroll.month.counted import version_problems
from payroll.month.kinds import COMPLAINT_AMOUNT_IGNORED, COMPLAINT_SEVERITY
from payroll.month.windows import window_begin
from payroll.period import MINUTES_PER_DAY
from payroll.policy.model import ComplaintRule
from payroll.problems import Problem
from payroll.tables import ROW_OUT_OF_SCOPE, ROW_SET_ASIDE, ROW_USED


@dataclass(frozen=True, slots=True)
class Charged:
    """A complaint that makes an entry: ``position`` in the table, its number, days, version and price."""

    position: int
    employee: int
    received: int
    decided: int
    number: int
    version: int
    amount: int
    action: str


@dataclass(frozen=True, slots=True)
class Complaints:
    """The complaints decided in the period, and what became of each row of the table."""

    charged: tuple[Charged, ...]
    dispositions: npt.NDArray[np.int8]
    problems: tuple[Problem, ...]


def judge_complaints(month: Month) -> Complaints:
    """Number the qualifying complaints and price those decided in the period."""
    table = month.tables.complaints
    dispositions = dispositions_of(table, ROW_OUT_OF_SCOPE)
    qualifying = _qualifying(month, table)
    charged: list[Charged] = []
    problems: list[Problem] = []
    ordered = []
    for row in records(qualifying.sort_values(["employee", "decided_at", "complaint_id"])):
        in_period = month.period.first <= row["decided_day"] <= month.period.last
        problem = _refusal(month, row) if in_period else None
        if problem:
            dispositions[row["position"]] = ROW_SET_ASIDE
            problems.append(problem)
        else:
            ordered.append(row)
    for _, group in groupby(ordered, key=itemgetter("employee")):
        for number, row in _numbered(month, list(group)):
            dispositions[row["position"]] = ROW_USED
            if month.period.first <= row["decided_day"] <= month.period.last:
                problems.extend(_ignored_amount(month, row))
                charged.append(_priced(month, row, number))
    problems.extend(_without_version(month, table, dispositions))
    return Complaints(tuple(charged), dispositions, tuple(problems))


def _qualifying(month: Month, table: pd.DataFrame) -> pd.DataFrame:
    """Return the upheld complaints that a version's lists name and that lie within the employment.

    Adds position, received_day, decided_day and version (of the day it was received, or the first).
    """
    employee = table["employee"].to_numpy()
    received = (table["received_at"] // MINUTES_PER_DAY).to_numpy()
    decided = (table["decided_at"] // MINUTES_PER_DAY).to_numpy()
    version = month.facts.version_or_first(employee, received)
    within = month.facts.employed(employee, received) & month.facts.employed(employee, decided)
    upheld = (table["status"] == "upheld").to_numpy()
    listed = np.zeros(len(table), bool)
    for index, policy in enumerate(month.policies.versions):
        rule = policy.rules.complaints
        if rule:
            named = table["source"].isin(rule.sources) & table["category"].isin(rule.categories)
            listed |= (version == index) & named.to_numpy()
    days = {"received_day": received, "decided_day": decided, "version": version}
    return table.assign(position=np.arange(len(table)), **days)[upheld & within & listed]


def _numbered(month: Month, ordered: list[Row]) -> Iterator[tuple[int, Row]]:
    """Yield each complaint of one employee, in order, with its number within the window of its version."""
    decided = [int(row["decided_day"]) for row in ordered]
    for index, row in enumerate(ordered):
        begin = window_begin(rule_of(month, row["version"]).window, decided[index], month.period)
        yield sum(day >= begin for day in decided[: index + 1]), row


def rule_of(month: Month, version: int) -> ComplaintRule:
    """Return the rule of a version under which complaints were found to qualify."""
    rule = month.facts.rules(version).complaints
    assert rule is not None  # only listed complaints come here
    return rule


def _refusal(month: Month, row: Row) -> Problem | None:
    """Return a problem for a complaint that no price fits."""
    rule = rule_of(month, row["version"])
    severity = row["severity"]
    if rule.steps or row["amount"] >= 0 or severity in rule.severity:
        return None
    details = {
        "complaint": row["complaint_id"],
        "policy": month.policies.versions[row["version"]].label,
        "known": ", ".join(rule.severity) or "–",
    }
    return problem_at(COMPLAINT_SEVERITY, month.tables.files, row, "severity", severity, details)


def _ignored_amount(month: Month, row: Row) -> list[Problem]:
    rule = rule_of(month, row["version"])
    amount = row["amount"]
    if not rule.steps or amount < 0:
        return []
    details = {
        "complaint": row["complaint_id"],
        "policy": month.policies.versions[row["version"]].label,
    }
    value = plain(amount, month.places)
    return [problem_at(COMPLAINT_AMOUNT_IGNORED, month.tables.files, row, "amount", value, details)]


def _priced(month: Month, row: Row, number: int) -> Charged:
    rule = rule_of(month, row["version"])
    stated = row["amount"]
    action = ""
    if rule.steps:
        step = rule.steps[min(number, len(rule.steps)) - 1]
        amount, action = step.amount, step.action
    else:
        amount = max(stated if stated >= 0 else rule.severity[row["severity"]], rule.minimum)
    position, employee, received, decided = (row[n] for n in ("position", "employee", "received_day", "decided_day"))
    return Charged(position, employee, received, decided, number, row["version"], amount, action)


def _without_version(month: Month, table: pd.DataFrame, dispositions: npt.NDArray[np.int8]) -> list[Problem]:
    """Complaints of people under no known policy cannot be judged."""
    received = (table["received_at"] // MINUTES_PER_DAY).to_numpy(np.int32)
    decided = (table["decided_at"] // MINUTES_PER_DAY).to_numpy()
    unknown = month.facts.version_or_first(table["employee"].to_numpy(), received) < 0
    lost = unknown & month.in_period(decided) & (table["status"] == "upheld").to_numpy()
    dispositions[lost] = ROW_SET_ASIDE
    return version_problems(month, table.assign(date=received)[lost], "received_at")
