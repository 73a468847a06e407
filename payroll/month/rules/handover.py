"""Failed hand-over: a swapped shift that nobody worked (rules, section 6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from payroll.language import Text
from payroll.money import plain
from payroll.month.attendance import ABSENT, Attendance
from payroll.month.context import Month, Row, records
from payroll.month.entries import Entry, entries, place_of
from payroll.month.rota import shift_text
from payroll.month.words import clause_text
from payroll.period import iso_day


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


def handover_entries(month: Month, empty: tuple[EmptyShift, ...]) -> pd.DataFrame:
    """Return one entry for each party that the requester's policy of the work date charges."""
    swaps = records(month.tables.swaps)
    return entries(row for shift in empty for row in _entries(month, shift, swaps[shift.swap]))


def _entries(month: Month, shift: EmptyShift, swap: Row) -> Iterator[Entry]:
    requester, counterpart = swap["requester"], swap["counterpart"]
    version = month.facts.one_version(requester, shift.date)
    rule = month.facts.rules(version).handover if version >= 0 else None
    if rule is None:
        return
    charged = {"both": (requester, counterpart), "requester": (requester,), "counterpart": (counterpart,)}
    taker, swap_id, day = month.employee_id(shift.taker), swap["swap_id"], iso_day(shift.date)
    times = f"{shift_text(shift.start, shift.end)[11:]}"
    price, clause = plain(rule.amount, month.places), clause_text(rule.clause)
    for party in charged[rule.charge]:
        yield Entry(
            employee=party,
            date=shift.date,
            rule="handover",
            event=f"{swap_id}/{taker}/{day}.{shift.nth}",
            clause=rule.clause,
            amount=-rule.amount,
            version=version,
            evidence="; ".join(filter(None, (shift.evidence, place_of(month, swap)))),
            explanation=Text(
                f"{day} 班次 {times} 经换班 {swap_id} 由 {taker} 上，无人到岗，交接未记为完整，扣 {price}{clause.zh}",
                f"{day} shift {times}, taken by {taker} in swap {swap_id}, stayed empty and the hand-over "
                f"is not recorded as complete: {price} charged{clause.en}",
            ),
        )
