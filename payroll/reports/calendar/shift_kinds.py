"""The kinds of shifts of a store, each with its colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from payroll.period import MINUTES_PER_DAY
from payroll.reports.calendar.colours import OTHER_FILL, SHIFT_FILLS
from payroll.reports.calendar.records import CalendarShift, StoreCalendar


class ShiftKind(NamedTuple):
    """Shifts of the same code and times; ``start`` and ``end`` are minutes after midnight of the work date."""

    start: int
    end: int
    code: str


def kind_of(shift: CalendarShift, date: int) -> ShiftKind:
    """Return the kind of a shift of a work date."""
    midnight = date * MINUTES_PER_DAY
    return ShiftKind(shift.start - midnight, shift.end - midnight, shift.code)


def fills(calendar: StoreCalendar) -> Mapping[ShiftKind, str]:
    """Return the ground of each kind, in order of its times: one of its own for the most frequent ones."""
    counts = Counter(
        kind_of(shift, date) for person in calendar.people for date, day in person.days.items() for shift in day.shifts
    )
    frequent = sorted(counts, key=lambda kind: (-counts[kind], kind))
    colours = dict(zip(frequent, SHIFT_FILLS, strict=False))
    return {kind: colours.get(kind, OTHER_FILL) for kind in sorted(counts)}
