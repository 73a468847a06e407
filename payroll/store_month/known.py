"""How much of a month's attendance is known: none of a plan, all of a month that is over, else up to a day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from payroll.month.attendance import Attendance
from payroll.month.month import Arranged, Attended
from payroll.month.outlook.so_far import day_reached, latest_punch, so_far


@dataclass(frozen=True, slots=True)
class Known:
    """The attendance that is known.

    ``until`` is the last day of it, None if there is none; ``complete`` tells that it is that of the whole period.
    ``shifts`` are all shifts as ``payroll.month.attendance`` has them, with a column ``known`` (bool): where that is
    False, verdict and minutes say nothing yet.
    """

    until: int | None
    complete: bool
    latest_punch: int | None
    shifts: pd.DataFrame


def known_attendance(arranged: Arranged, attended: Attended, as_of: int | None = None, *, plan: bool = False) -> Known:
    """Return the attendance up to the end of the day ``as_of`` of the period (default: as far as the punches reach).

    Punches that reach the end of the period's last shift make it complete. With ``plan`` nothing is known.
    """
    month, whole = arranged.month, attended.attendance.shifts
    latest = latest_punch(month)
    if plan or (until := day_reached(month) if as_of is None else as_of) is None:
        return Known(None, False, latest, whole.assign(known=False))
    if as_of is None and _reaches_the_end(arranged, attended.attendance, latest):
        return Known(month.period.last, True, latest, whole.assign(known=True))
    counted = so_far(arranged, attended, until).facts.attendance.shifts
    known = np.zeros(len(whole), bool)
    known[counted.index] = True
    shifts = whole.assign(known=known)
    for column in ("verdict", "early_minutes"):  # of a shift that is still going on only the lateness counts
        shifts.loc[counted.index, column] = counted[column]
    return Known(until, False, latest, shifts)


def _reaches_the_end(arranged: Arranged, attendance: Attendance, latest: int | None) -> bool:
    """Tell whether the punches go on to the end of the last shift of the period."""
    shifts = attendance.shifts
    ends = shifts["end"].to_numpy()[arranged.month.in_period(shifts["date"].to_numpy())]
    return latest is not None and len(ends) > 0 and latest >= int(ends.max())
