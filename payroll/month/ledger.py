"""The results of a month as the tables that are written: ledger, adjustments, attendance, swaps (rules, section 11)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.month.attendance import Attendance, verdict_text
from payroll.month.context import Month, records
from payroll.month.entries import text_series
from payroll.month.lookup import employed_in, last_days_employed
from payroll.month.swaps import SwapOutcome
from payroll.month.wage import ABSENCE_LIMIT, PARTS_OF_WAGE, has_wage_rules
from payroll.month.words import column_text, fill

WAGE_PARTS = "wage_parts"
"""The column of ``adjustments`` that is there only if a policy of the run has a rule for it (section 18)."""

ADJUSTMENT_OF_RULE = {
    "part-month": WAGE_PARTS,
    "probation-pay": WAGE_PARTS,
    "lateness": "lateness",
    "early-departure": "early_departure",
    "absence": "absence",
    "absence-limit": "absence",
    "missing-punch": "missing_punch",
    "swap-quota": "swaps",
    "swap-notice": "swaps",
    "handover": "handover",
    "complaint": "complaints",
    "probation": "complaints",
    "leave-notice": "incidents",
    "incident": "incidents",
    "daily-report": "incidents",
    "meeting": "incidents",
    "handover-record": "handover",
    "scorecard": "incidents",
    "fatal-error": "incidents",
    "response-time": "incidents",
    "discipline": "incidents",
    "loss-carried": "incidents",
    "addition": "additions",
    "commission": "additions",
    "full-attendance": "additions",
    "star": "additions",
    "guard": "guard",
}
"""The column of ``adjustments`` in which a rule's amounts are summed up."""

ADJUSTMENT_COLUMNS = (*dict.fromkeys(ADJUSTMENT_OF_RULE.values()), "corrections", "waivers")


def in_ledger_order(entries: pd.DataFrame) -> pd.DataFrame:
    """Return the entries by employee, date, rule and event; the index tells where each stood before."""
    return entries.sort_values(["employee", "date", "rule", "event"], kind="stable")


def lines_of(month: Month, entries: pd.DataFrame) -> pd.DataFrame:
    """Return entries that are in the order of the ledger as its lines.

    Columns: entry_id, employee_id, name, store, date (int32 day), rule, clause, occurrence (int32, -1:
    none), quantity (str), amount (int64 minor units), action, kind, corrects, policy, evidence,
    explanation_zh, explanation_en.
    """
    lines = entries.reset_index(drop=True)
    employee = lines["employee"].to_numpy()
    people = month.tables.employees
    ids = people["employee_id"].array.take(employee)
    labels = pd.array([version.label for version in month.policies.versions], dtype="str")
    named = {
        "period": month.period.name,
        "employee": column_text(ids),
        "rule": column_text(lines["rule"]),
        "event": column_text(lines["event"]),
    }
    return pd.DataFrame(
        {
            "entry_id": text_series(fill("{period}/{employee}/{rule}/{event}", named, len(lines))),
            "employee_id": ids,
            "name": people["name"].array.take(employee),
            "store": month.facts.store(employee, lines["date"].to_numpy()),
            "date": lines["date"],
            "rule": lines["rule"],
            "clause": lines["clause"],
            "occurrence": lines["occurrence"],
            "quantity": lines["quantity"],
            "amount": lines["amount"],
            "action": lines["action"],
            "kind": _kinds(lines),
            "corrects": "",
            "policy": labels.take(lines["version"].to_numpy()),
            "evidence": lines["evidence"],
            "explanation_zh": lines["explanation_zh"],
            "explanation_en": lines["explanation_en"],
        }
    )


def _kinds(lines: pd.DataFrame) -> pd.api.extensions.ExtensionArray:
    relief, wage = (lines["rule"].isin(rules) for rules in (("guard", ABSENCE_LIMIT), PARTS_OF_WAGE))
    kinds = np.select([relief, lines["amount"] == 0, wage, lines["amount"] > 0], [0, 1, 2, 3], 4)
    return pd.array(["relief", "notice", "wage", "addition", "charge"], dtype="str").take(kinds)


def adjustments(month: Month, entries: pd.DataFrame, swaps: SwapOutcome) -> pd.DataFrame:
    """Return one row for everyone employed in the period: what each rule took or gave, and the total.

    Columns: employee_id, name, store, policy, base_wage, then one of int64 minor units for each of
    ``ADJUSTMENT_COLUMNS`` (``WAGE_PARTS`` only if the run has a rule for it), total, late_count,
    swap_count (int32), actions (joined with ``; ``).
    """
    people = np.flatnonzero(employed_in(month.facts.hired, month.facts.left, month.period)).astype(np.int32)
    last = last_days_employed(month.facts.left, month.period)[people]
    version = month.facts.version_or_first(people, last)
    labels = np.array([*(policy.label for policy in month.policies.versions), ""], object)
    roster = month.tables.employees.iloc[people]
    sums = _sums(entries, len(month.tables.employees), column_of_rule(month))
    has_parts = has_wage_rules(month.policies)
    columns = {name: sums[name][people] for name in ADJUSTMENT_COLUMNS if has_parts or name != WAGE_PARTS}
    return pd.DataFrame(
        {
            "employee_id": roster["employee_id"].array,
            "name": roster["name"].array,
            "store": month.facts.store(people, last),
            "policy": pd.array(labels[version], dtype="str"),
            "base_wage": month.facts.base_wage(people, last),
            **columns,
            "total": np.sum(list(columns.values()), axis=0, dtype=np.int64),
            "late_count": _counts(entries, "lateness", len(month.tables.employees))[people],
            "swap_count": swaps.used[people],
            "actions": pd.array(_actions(entries, len(month.tables.employees))[people], dtype="str"),
        }
    )


def column_of_rule(month: Month) -> dict[str, str]:
    """Return the column of ``adjustments`` for each rule, those of the company included."""
    return ADJUSTMENT_OF_RULE | {own.name: own.column for own in month.company_rules}


def _sums(entries: pd.DataFrame, people: int, column_of: Mapping[str, str]) -> dict[str, npt.NDArray[np.int64]]:
    sums = {name: np.zeros(people, np.int64) for name in ADJUSTMENT_COLUMNS}
    rules, names = pd.factorize(entries["rule"])
    employee, amount = entries["employee"].to_numpy(), entries["amount"].to_numpy()
    for index, name in enumerate(names):
        lines = np.flatnonzero(rules == index)
        np.add.at(sums[column_of[name]], employee[lines], amount[lines])
    return sums


def _counts(entries: pd.DataFrame, rule: str, people: int) -> npt.NDArray[np.int32]:
    return np.bincount(entries.loc[entries["rule"] == rule, "employee"], minlength=people).astype(np.int32)


def _actions(entries: pd.DataFrame, people: int) -> npt.NDArray[np.object_]:
    """Return each employee's actions in the order of the ledger, each once."""
    actions = np.full(people, "", object)
    stated = in_ledger_order(entries[entries["action"] != ""])
    for row in records(stated[["employee", "action"]].drop_duplicates()):
        said = actions[row["employee"]]
        actions[row["employee"]] = f"{said}; {row['action']}" if said else row["action"]
    return actions


def attendance_table(month: Month, attendance: Attendance) -> pd.DataFrame:
    """Return the judged shifts of the period.

    Columns: employee_id, name, store (str), date (int32 day), shift (categorical), start, end,
    arrival, departure (int32 minutes, NO_DAY: none), late_minutes, early_minutes (int32), verdict
    (categorical), swap_id (str).
    """
    wanted = month.in_period(attendance.shifts["date"].to_numpy())
    shifts = attendance.shifts if wanted.all() else attendance.shifts[wanted]
    employee, date = shifts["employee"].to_numpy(), shifts["date"].to_numpy()
    people = month.tables.employees
    codes, verdicts = pd.factorize(shifts["verdict"].to_numpy())
    swap_ids = pd.Index([*month.tables.swaps["swap_id"], ""], dtype="str")
    swap = shifts["swap"].to_numpy()
    return pd.DataFrame(
        {
            "employee_id": _looked_up(people["employee_id"], employee),
            "name": _looked_up(people["name"], employee),
            "store": month.facts.store(employee, date),
            "date": date,
            "shift": shifts["shift"].array,
            **{name: shifts[name].to_numpy() for name in ("start", "end", "arrival", "departure")},
            "late_minutes": shifts["late_minutes"].to_numpy(),
            "early_minutes": shifts["early_minutes"].to_numpy(),
            "verdict": pd.Categorical.from_codes(
                codes, categories=pd.Index([verdict_text(int(bits)) for bits in verdicts], dtype="str")
            ),
            "swap_id": pd.Categorical.from_codes(np.where(swap < 0, len(swap_ids) - 1, swap), categories=swap_ids),
        }
    )


def _looked_up(values: pd.Series, positions: npt.NDArray[np.int32]) -> pd.api.extensions.ExtensionArray:
    """Return texts by position without copying them: a column of millions of rows holds each text once."""
    words = pa.array(values.to_numpy(object), pa.string())
    return pd.arrays.ArrowExtensionArray(pa.DictionaryArray.from_arrays(pa.array(positions), words))


def swap_table(month: Month, swaps: SwapOutcome) -> pd.DataFrame:
    """Return how many swaps everyone employed in the period has used and left.

    Columns: employee_id, name, store (str), used, pending, limit, remaining (int32; limit and remaining
    are -1 where the policy of the last day employed sets no limit).
    """
    people = np.flatnonzero(employed_in(month.facts.hired, month.facts.left, month.period)).astype(np.int32)
    last = last_days_employed(month.facts.left, month.period)[people]
    version = month.facts.version_or_first(people, last)
    rules = [policy.rules.swaps for policy in month.policies.versions]
    limit = np.array([*(rule.limit if rule else -1 for rule in rules), -1], np.int32)[version]
    used, pending = swaps.used[people], swaps.pending[people]
    roster = month.tables.employees.iloc[people]
    return pd.DataFrame(
        {
            "employee_id": roster["employee_id"].array,
            "name": roster["name"].array,
            "store": month.facts.store(people, last),
            "used": used,
            "pending": pending,
            "limit": limit,
            "remaining": np.where(limit < 0, -1, np.maximum(limit - used - pending, 0)).astype(np.int32),
        }
    )
