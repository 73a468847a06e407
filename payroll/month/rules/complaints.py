"""Complaints: numbered as they are decided, priced by steps or by severity (rules, section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.money import plain
from payroll.month.context import Month, Row, dispositions_of, problem_at, records
from payroll.month.entries import Entry, entries, place_of
from payroll.month.kinds import COMPLAINT_AMOUNT_IGNORED, COMPLAINT_SEVERITY
from payroll.month.rota import version_problems
from payroll.month.words import clause_text
from payroll.period import MINUTES_PER_DAY, add_months, date_of, iso_day, iso_minute
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


def complaint_entries(month: Month, charged: tuple[Charged, ...]) -> pd.DataFrame:
    """Return one entry for each complaint decided in the period, on the day of the decision."""
    rows = records(month.tables.complaints)
    return entries(_entry(month, complaint, rows[complaint.position]) for complaint in charged)


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
        begin = _window_begin(month, _rule(month, row["version"]), decided[index])
        yield sum(day >= begin for day in decided[: index + 1]), row


def _window_begin(month: Month, rule: ComplaintRule, decided: int) -> int:
    """Return the first day whose decisions count together with one of the day ``decided``."""
    if rule.window == "year":
        return decided - date_of(decided).timetuple().tm_yday + 1
    if rule.window == "period":
        return min(month.period.first, decided)
    if rule.window == "rolling-12":
        return add_months(decided, -12) + 1
    return 0


def _rule(month: Month, version: int) -> ComplaintRule:
    rule = month.facts.rules(version).complaints
    assert rule is not None  # only listed complaints come here
    return rule


def _refusal(month: Month, row: Row) -> Problem | None:
    """Return a problem for a complaint that no price fits."""
    rule = _rule(month, row["version"])
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
    rule = _rule(month, row["version"])
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
    rule = _rule(month, row["version"])
    stated = row["amount"]
    action = ""
    if rule.steps:
        step = rule.steps[min(number, len(rule.steps)) - 1]
        amount, action = step.amount, step.action
    else:
        amount = max(stated if stated >= 0 else rule.severity[row["severity"]], rule.minimum)
    position, employee, received, decided = (row[n] for n in ("position", "employee", "received_day", "decided_day"))
    return Charged(position, employee, received, decided, number, row["version"], amount, action)


def _entry(month: Month, complaint: Charged, row: Row) -> Entry:
    rule = _rule(month, complaint.version)
    clause = clause_text(rule.clause)
    decided = iso_minute(row["decided_at"])
    number = complaint.number
    price_zh, price_en = _price_text(month, rule, complaint, row)
    window_zh, window_en = _WINDOWS[rule.window]
    return Entry(
        employee=complaint.employee,
        date=complaint.decided,
        rule="complaint",
        event=row["complaint_id"],
        clause=rule.clause,
        amount=-complaint.amount,
        version=complaint.version,
        evidence=place_of(month, row),
        action=complaint.action,
        occurrence=number,
        explanation=Text(
            f"投诉 {row['complaint_id']}：{iso_day(complaint.received)} 收到，{decided} 认定属实；"
            f"{window_zh}第 {number} 次，{price_zh}{clause.zh}",
            f"complaint {row['complaint_id']}, received {iso_day(complaint.received)}, upheld {decided}; "
            f"no. {number} {window_en}, {price_en}{clause.en}",
        ),
    )


_WINDOWS = {
    "employment": ("入职以来", "of the employment"),
    "year": ("本年度", "of the year"),
    "period": ("本月", "this month"),
    "rolling-12": ("近十二个月内", "in twelve months"),
}


def _price_text(month: Month, rule: ComplaintRule, complaint: Charged, row: Row) -> tuple[str, str]:
    amount = plain(complaint.amount, month.places)
    if rule.steps:
        step = min(complaint.number, len(rule.steps))
        zh, en = f"按第 {step} 次的标准：{amount}", f"step {step}: {amount}"
        return (zh, en) if complaint.amount else (f"按第 {step} 次的标准，不扣款", f"step {step}, no charge")
    minimum = plain(rule.minimum, month.places)
    stated, severity = row["amount"], row["severity"]
    if stated >= 0:
        zh, en = f"按记录金额 {plain(stated, month.places)}", f"its own amount {plain(stated, month.places)}"
    else:
        listed = plain(rule.severity[severity], month.places)
        zh, en = f"严重程度“{severity}”为 {listed}", f"severity «{severity}» costs {listed}"
    if rule.minimum:
        zh, en = f"{zh}，每次不少于 {minimum}", f"{en}, never less than {minimum}"
    return f"{zh}：{amount}", f"{en}: {amount}"


def _without_version(month: Month, table: pd.DataFrame, dispositions: npt.NDArray[np.int8]) -> list[Problem]:
    """Complaints of people under no known policy cannot be judged."""
    received = (table["received_at"] // MINUTES_PER_DAY).to_numpy(np.int32)
    decided = (table["decided_at"] // MINUTES_PER_DAY).to_numpy()
    unknown = month.facts.version_or_first(table["employee"].to_numpy(), received) < 0
    lost = unknown & month.in_period(decided) & (table["status"] == "upheld").to_numpy()
    dispositions[lost] = ROW_SET_ASIDE
    return version_problems(month, table.assign(date=received)[lost], "received_at")
