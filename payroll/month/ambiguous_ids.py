"""Ids of employees and events that would make ids of ledger lines ambiguous.

A line's id is ``period/employee/rule/event``. Of the employees ``A`` and ``A/incident/1``, the lines ``A`` +
``incident`` + ``1/incident/y`` and ``A/incident/1`` + ``incident`` + ``y`` would have the same one.
"""

from __future__ import annotations

import pandas as pd

from payroll.entry_ids import ABOUT_ENTRIES
from payroll.month.context import Month, Row, records
from payroll.month.kinds import EMPLOYEE_ID_AMBIGUOUS, ENTRY_ID_REPEATED
from payroll.month.ledger import column_of_rule, lines_of
from payroll.problems import Problem


def ambiguous_ids(month: Month) -> list[Problem]:
    """Return an error for each employee whose id is that of another one, a slash and the name of a rule.

    Without such a pair no two employees have lines with the same id; for those of one there is ``repeated_ids``.
    """
    people = month.tables.employees
    with_slash = people[people["employee_id"].str.contains("/", regex=False).to_numpy(bool)]
    if with_slash.empty:
        return []
    known = frozenset(people["employee_id"])
    rules = ABOUT_ENTRIES.union(column_of_rule(month))
    return [_problem(month, row, other) for row in records(with_slash) for other in _begins(row, rules) & known]


def repeated_ids(month: Month, entries: pd.DataFrame) -> list[Problem]:
    """Return an error for each entry of an employee whose line would have the id of another one.

    The event of a hand-over is made of two ids, and these may have slashes as well.
    """
    twice = entries[entries.duplicated(["employee", "rule", "event"]).to_numpy()]
    ids = lines_of(month, twice)["entry_id"].tolist() if len(twice) else []
    return [Problem(ENTRY_ID_REPEATED, value=entry_id) for entry_id in ids]


def _begins(row: Row, rules: frozenset[str]) -> set[str]:
    """Return what stands in an employee's id before the name of a rule."""
    parts = row["employee_id"].split("/")
    return {"/".join(parts[:at]) for at in range(1, len(parts)) if parts[at] in rules}


def _problem(month: Month, row: Row, other: str) -> Problem:
    """Return the problem, which is about no row: there is nothing to set aside, since every employee is paid."""
    source = month.tables.files[row["file"]]
    details = {"other": other, "at": str(row["row"])}
    return Problem(EMPLOYEE_ID_AMBIGUOUS, source.file, source.sheet, None, "employee_id", row["employee_id"], details)
