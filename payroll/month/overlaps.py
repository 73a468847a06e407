"""Shifts of one employee that repeat or overlap: which are set aside, and what is told of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.context import Month, Row, problem_at, records
from payroll.month.counted import NOWHERE
from payroll.month.kinds import CALENDAR_OVERLAP, SHIFT_OVERLAP, SHIFT_OVERLAP_CALENDAR, SHIFT_REPEATED
from payroll.month.words import shift_text
from payroll.period import iso_day
from payroll.problems import Problem
from payroll.tables import ROW_DUPLICATE, ROW_SET_ASIDE


def repeated_shifts(
    month: Month, shifts: pd.DataFrame, dispositions: npt.NDArray[np.int8]
) -> tuple[npt.NDArray[np.bool_], list[Problem]]:
    """Tell which shifts repeat the one before: same employee, work date, start and end."""
    repeated = np.zeros(len(shifts), bool)
    same = np.ones(max(len(shifts) - 1, 0), bool)
    for column in ("employee", "start", "date", "end"):
        values = shifts[column].to_numpy()
        same &= values[1:] == values[:-1]
    repeated[1:] = same
    rows = shifts[repeated]
    dispositions[rows["position"].to_numpy()] = ROW_DUPLICATE
    return repeated, [
        problem_at(
            SHIFT_REPEATED,
            month.tables.files,
            row,
            "start",
            shift_text(row["start"], row["end"]),
            {"day": iso_day(row["date"])},
        )
        for row in records(rows)
    ]


def overlapping_shifts(
    month: Month, shifts: pd.DataFrame, dispositions: npt.NDArray[np.int8]
) -> tuple[npt.NDArray[np.bool_], list[Problem]]:
    """Tell which shifts begin before an earlier, kept one of the employee has ended; they are set aside."""
    employee, start, end, file = (shifts[name].to_numpy() for name in ("employee", "start", "end", "file"))
    overlapping = np.zeros(len(shifts), bool)
    problems: list[Problem] = []
    suspects = np.flatnonzero((employee[1:] == employee[:-1]) & (start[1:] < end[:-1])) + 1
    for person in np.unique(employee[suspects]):
        kept = -1
        for index in range(*np.searchsorted(employee, [person, person + 1])):
            if kept >= 0 and start[index] < end[kept]:
                of_calendar = file[index] == NOWHERE  # then the row that it collides with is the one in error
                overlapping[kept if of_calendar else index] = True
                problems.append(_overlap_problem(month, *records(shifts.iloc[np.array([index, kept], np.int64)])))
                kept = index if of_calendar else kept
            else:
                kept = index
    stated = shifts["position"].to_numpy()[overlapping]
    dispositions[stated[stated >= 0]] = ROW_SET_ASIDE
    return overlapping, problems


def _overlap_problem(month: Month, shift: Row, kept: Row) -> Problem:
    """Name the later shift's row; a calendar's shift has none, so then the row that it collides with, if it is one."""
    place = shift if shift["file"] != NOWHERE else kept
    other = kept if place is shift else shift
    value = shift_text(place["start"], place["end"])
    details = {"employee": month.employee_id(place["employee"]), "other": shift_text(other["start"], other["end"])}
    if place["file"] == NOWHERE:
        return Problem(CALENDAR_OVERLAP, value=value, details=details)
    kind = SHIFT_OVERLAP if other["file"] != NOWHERE else SHIFT_OVERLAP_CALENDAR
    of_day = {**details, "day": iso_day(place["date"])}
    return problem_at(kind, month.tables.files, place, "start", value, of_day)
