"""The month as far as it is known on a day: what has happened, and which shift comes next for everybody.

The rota of an open month runs to its end, the punches only to the day of their export. A shift counts only if
its work date is at most the as-of day; what is missing from it (a punch, the whole attendance) or may still
change (the departure) counts only once its window was closed by the time of the latest punch in the data.
Until then only the arrival is known, and with it a lateness.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.attendance import IS_UNCLEAR, LATE, NO_PUNCH
from payroll.month.complaints import judge_complaints
from payroll.month.context import Dispositions, Month
from payroll.month.events import DATED
from payroll.month.facts import Facts
from payroll.month.lookup import day_key
from payroll.month.month import Arranged, Attended
from payroll.period import MINUTES_PER_DAY
from payroll.tables import ROW_OUT_OF_SCOPE, ROW_USED


@dataclass(frozen=True, slots=True)
class SoFar:
    """A month up to the end of the day ``as_of`` (a day of the period).

    ``facts``     what the rules look at: of the attendance, the shifts that count so far; of the complaints, those
                  that were decided by then; all swaps of the period, since those of later days are agreed already;
                  of the dated tables, the rows of days up to then
    ``upcoming``  the next shift of everybody who has one left in the period, as the attendance has it
    ``whole``     all shifts, as the attendance has them, also those that do not count yet
    """

    facts: Facts
    as_of: int
    upcoming: pd.DataFrame
    whole: pd.DataFrame

    @property
    def month(self) -> Month:
        """The month."""
        return self.facts.month


def latest_punch(month: Month) -> int | None:
    """Return the minute of the latest punch in the data, None if there is none."""
    punches = month.tables.punches["time"]
    return int(punches.max()) if len(punches) else None


def day_reached(month: Month) -> int | None:
    """Return the day of the period that the punches reach: that of the latest one, at most the period's last day.

    None if there is no punch, or none since the period began.
    """
    latest = latest_punch(month)
    if latest is None or latest // MINUTES_PER_DAY < month.period.first:
        return None
    return min(latest // MINUTES_PER_DAY, month.period.last)


def so_far(arranged: Arranged, attended: Attended, as_of: int) -> SoFar:
    """Cut a month that was judged whole at the end of the day ``as_of``."""
    month, shifts = arranged.month, attended.attendance.shifts
    complaints = month.tables.complaints
    decided = (complaints["decided_at"] // MINUTES_PER_DAY).to_numpy() <= as_of
    known = _known(month, shifts, as_of)
    cut = replace(month, tables=replace(month.tables, complaints=complaints[decided]))
    facts = Facts(
        month=cut,
        attendance=replace(attended.attendance, shifts=known),
        swaps=arranged.swaps,
        empty=tuple(each for each in attended.empty if each.date <= as_of),
        complaints=judge_complaints(cut),
        dispositions=_cut(arranged, as_of),
    )
    return SoFar(facts, as_of, _next_shifts(month, shifts, known, as_of), shifts)


def _cut(arranged: Arranged, as_of: int) -> Dispositions:
    """Return what became of the rows of the dated tables: those of later days do not count yet."""
    tables, end = arranged.month.tables, (as_of + 1) * MINUTES_PER_DAY
    cut = dict(arranged.events.dispositions)
    for name, column in DATED.items():
        when = getattr(tables, name)[column].to_numpy()
        later = when >= end if column == "time" else when > as_of
        if name == "reports":
            later |= tables.reports["handed_in_at"].to_numpy() >= end
        cut[name] = np.where(later & (cut[name] == ROW_USED), ROW_OUT_OF_SCOPE, cut[name]).astype(np.int8)
    return cut


def next_as(so_far: SoFar, people: npt.NDArray[np.int32], verdict: int) -> pd.DataFrame:
    """Return the next shifts of some people as if they were judged so: without a minute late or early, or a punch."""
    shifts = so_far.upcoming[so_far.upcoming["employee"].isin(people)]
    return shifts.assign(
        verdict=np.uint8(verdict),
        late_minutes=np.int32(0),
        early_minutes=np.int32(0),
        arrival_punch=np.int32(NO_PUNCH),
        departure_punch=np.int32(NO_PUNCH),
    )


def _known(month: Month, shifts: pd.DataFrame, as_of: int) -> pd.DataFrame:
    """Return the shifts that count so far; of those whose window is still open, only a lateness."""
    known = shifts[(shifts["date"] <= as_of).to_numpy()]
    verdict = known["verdict"].to_numpy()
    is_open = ~closed(month, known)
    late = is_open & (verdict & LATE > 0) & (verdict < IS_UNCLEAR)
    early = known["early_minutes"].to_numpy()
    cut: pd.DataFrame = known.assign(
        verdict=np.where(late, LATE, verdict).astype(np.uint8), early_minutes=np.where(late, 0, early)
    )
    return cut.iloc[np.flatnonzero(~is_open | late)]


def closed(month: Month, shifts: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell of which shifts the window was closed by the latest punch in the data."""
    after = np.array([version.rules.punches.after_minutes for version in month.policies.versions] + [0], np.int64)
    closes = shifts["end"].to_numpy() + after[shifts["version"].to_numpy()]
    latest = latest_punch(month)
    return np.zeros(len(shifts), bool) if latest is None else closes <= latest


def _next_shifts(month: Month, shifts: pd.DataFrame, known: pd.DataFrame, as_of: int) -> pd.DataFrame:
    """Return everybody's first shift that leave does not cover whole and that lies ahead.

    That is one after ``as_of``, or one that starts after the latest punch, on a date of which nothing counts yet.
    """
    employee, date = shifts["employee"].to_numpy(), shifts["date"].to_numpy()
    latest = latest_punch(month)
    ahead = date > as_of
    if latest is not None:
        counted = day_key(known["employee"].to_numpy(), known["date"].to_numpy())
        ahead |= (shifts["start"].to_numpy() > latest) & ~np.isin(day_key(employee, date), counted)
    ahead &= month.in_period(date) & (shifts["left"].to_numpy() > 0)
    ahead &= shifts["verdict"].to_numpy() != IS_UNCLEAR
    return shifts.iloc[np.flatnonzero(ahead)].drop_duplicates("employee")
