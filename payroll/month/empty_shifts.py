"""Empty shifts: swapped, and worked by nobody (rules, section 6)."""

from __future__ import annotations

from dataclasses import dataclass

from payroll.month.attendance import ABSENT, Attendance
from payroll.month.context import Month, records


@dataclass(frozen=True, slots=True)
class EmptyShift:
    """A shift that a swap moved and for which its taker is absent.

    ``swap`` is the position of the last swap that moved it; ``evidence`` where its rota row stands.
    """

    swap: int
    taker: int
    date: int
    nth: int
    start: int
    end: int
    evidence: str


def empty_shifts(month: Month, attendance: Attendance) -> tuple[EmptyShift, ...]:
    """Return the swapped shifts of the period that stayed empty and whose hand-over is not complete."""
    shifts = attendance.shifts
    wanted = month.in_period(shifts["date"].to_numpy())
    wanted &= (shifts["swap"].to_numpy() >= 0) & (shifts["verdict"].to_numpy() == ABSENT)
    complete = (month.tables.swaps["handover"] == "complete").to_numpy()
    found = []
    for row in records(shifts[wanted]):
        if not complete[row["swap"]]:
            file = month.tables.files[row["file"]].evidence(row["row"]) if row["file"] >= 0 else ""
            found.append(
                EmptyShift(row["swap"], row["employee"], row["date"], row["nth"], row["start"], row["end"], file)
            )
    return tuple(found)
