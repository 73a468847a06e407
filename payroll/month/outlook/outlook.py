"""Everything that a manager is told before it costs, the most urgent first."""

from __future__ import annotations

import numpy as np
import pandas as pd

from payroll.month.context import Month
from payroll.month.month import Arranged, Attended
from payroll.month.outlook.ahead import Ahead, Urgency, Watch
from payroll.month.outlook.complaints import complaints_ahead
from payroll.month.outlook.discipline import discipline_ahead
from payroll.month.outlook.full_attendance import full_attendance_ahead
from payroll.month.outlook.meetings import meetings_ahead
from payroll.month.outlook.offences import OFFENCES_AHEAD
from payroll.month.outlook.probation import probation_ahead
from payroll.month.outlook.records_due import RECORDS_AHEAD
from payroll.month.outlook.so_far import so_far
from payroll.month.outlook.swaps_left import swaps_ahead

WATCHES: tuple[Watch, ...] = (
    *OFFENCES_AHEAD,
    *RECORDS_AHEAD,
    meetings_ahead,
    complaints_ahead,
    discipline_ahead,
    full_attendance_ahead,
    swaps_ahead,
    probation_ahead,
)
"""What is watched. Another rule that counts is added here."""


def look_ahead(arranged: Arranged, attended: Attended, as_of: int, *, everything: bool = False) -> pd.DataFrame:
    """Return the findings as of the end of the day ``as_of``, which lies in the period, the most urgent first.

    Without ``everything``, what costs the next time what it cost the last is left out. Columns: employee_id,
    name, store, urgency (int, ``Urgency``), rule, count (-1: not counted), cost (minor units), action, day
    (NO_DAY: none), explanation_zh, explanation_en.
    """
    known = so_far(arranged, attended, as_of)
    found = [each for watch in WATCHES for each in watch(known) if everything or each.urgency < Urgency.SAME]
    found.sort(key=lambda each: (each.urgency, each.day, -each.cost, each.employee, each.rule))
    return _frame(known.month, found, as_of)


def _frame(month: Month, found: list[Ahead], as_of: int) -> pd.DataFrame:
    people = np.array([each.employee for each in found], np.int32)
    roster = month.tables.employees
    return pd.DataFrame(
        {
            "employee_id": roster["employee_id"].array.take(people),
            "name": roster["name"].array.take(people),
            "store": month.facts.store(people, np.full(len(people), as_of, np.int32)),
            "urgency": np.array([each.urgency for each in found], np.int32),
            "rule": pd.array([each.rule for each in found], dtype="str"),
            "count": np.array([each.count for each in found], np.int32),
            "cost": np.array([each.cost for each in found], np.int64),
            "action": pd.array([each.action for each in found], dtype="str"),
            "day": np.array([each.day for each in found], np.int32),
            "explanation_zh": pd.array([each.text.zh for each in found], dtype="str"),
            "explanation_en": pd.array([each.text.en for each in found], dtype="str"),
        }
    )
