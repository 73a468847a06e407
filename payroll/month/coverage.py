"""How far the punches reach: a clock's export that ends early, or a store whose export is missing.

By the rules such shifts are absences (4.4). But where everybody's begin with the last punch, or a whole store has
none, a file is missing far more often than the people were; so it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payroll.language import Text
from payroll.month.attendance import ABSENT, IS_UNCLEAR, ON_LEAVE, Attendance
from payroll.month.context import Month
from payroll.month.kinds import PUNCHES_END, STORE_WITHOUT_PUNCHES
from payroll.period import NO_DAY, iso_day
from payroll.problems import Problem

LEAST_PEOPLE = 5
"""So many must be absent after the last punch, as for a fault of a clock (``payroll.month.clock_faults``)."""
LEAST_OF_STORE = 3
"""So many people with shifts make a store of which it is told that it has no punches."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of some employees, about the shifts of the period that they were to work.

    ``last`` is the last work date with a punch (``NO_DAY`` if there is none); ``absences`` has how many shifts of each
    date are absences, ``absent`` how many people have their last absence on it; ``staff`` how many people with shifts
    each store has, ``punching`` how many of them have a punch.
    """

    last: int
    absences: Counter[int]
    absent: Counter[int]
    staff: Counter[str]
    punching: Counter[str]


def coverage_of(month: Month, attendance: Attendance, own: npt.NDArray[np.bool_] | None = None) -> Coverage:
    """Return how far the punches of some employees reach (``own``: default all)."""
    shifts = attendance.shifts
    employee, date, verdict = (shifts[name].to_numpy() for name in ("employee", "date", "verdict"))
    counts = month.in_period(date) & (verdict & (ON_LEAVE | IS_UNCLEAR) == 0)
    counts &= own[employee] if own is not None else True
    punched = counts & (shifts["punch_to"].to_numpy() > shifts["punch_from"].to_numpy())
    missed = np.flatnonzero(counts & (verdict & ABSENT != 0))
    ends = np.ones(len(missed), bool)  # of each employee, whose shifts stand together, the last one
    ends[:-1] = employee[missed][1:] != employee[missed][:-1]
    people = np.flatnonzero(np.bincount(employee[counts], minlength=1))
    with_punch = np.bincount(employee[punched], minlength=len(month.tables.employees))[people] > 0
    stores = month.facts.store(people, np.minimum(month.facts.left[people], month.period.last)).astype(object)
    return Coverage(
        int(date[punched].max()) if punched.any() else NO_DAY,
        Counter(date[missed].tolist()),
        Counter(date[missed][ends].tolist()),
        Counter(stores.tolist()),
        Counter(stores[with_punch].tolist()),
    )


def coverage_problems(parts: Sequence[Coverage]) -> list[Problem]:
    """Warn of absences that begin after the last punch, and of stores without any, of all parts together."""
    last = max((part.last for part in parts), default=NO_DAY)
    if last == NO_DAY:  # that there are no punches is told where they are read
        return []
    return [*_ends(parts, last), *_stores_without(parts)]


def _ends(parts: Sequence[Coverage], last: int) -> Iterator[Problem]:
    people, shifts = (
        sum(count for days in counted for day, count in days.items() if day > last)
        for counted in ([part.absent for part in parts], [part.absences for part in parts])
    )
    if people >= LEAST_PEOPLE:
        count = Text.counted("{count} shift", "{count} shifts", shifts)
        yield Problem(PUNCHES_END, value=iso_day(last), details={"shifts": count, "people": str(people)})


def _stores_without(parts: Sequence[Coverage]) -> Iterator[Problem]:
    staff: Counter[str] = sum((part.staff for part in parts), Counter())
    punching = set().union(*(part.punching for part in parts))
    for store in sorted(staff.keys() - punching - {""}):
        if staff[store] >= LEAST_OF_STORE:
            yield Problem(STORE_WITHOUT_PUNCHES, value=store, details={"people": str(staff[store])})
