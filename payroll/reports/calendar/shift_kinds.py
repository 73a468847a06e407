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
    """Return the ground of each kind, in order of its times: one of its own for the most frequent ones.

    The most frequent kinds of all stores have the same ground in each; to a rarer one goes one that is free here.
    """
    counts = Counter(
        kind_of(shift, date) for person in calendar.people for date, day in person.days.items() for shift in day.shifts
    )
    frequent = sorted(counts, key=lambda kind: (-counts[kind], kind))
    ranks = dict.fromkeys((*(ShiftKind(*kind) for kind in calendar.kinds), *frequent))
    free, colours = list(SHIFT_FILLS), dict[ShiftKind, str]()
    for rank, kind in enumerate(ranks):
        if kind in counts and free:
            usual = SHIFT_FILLS[rank % len(SHIFT_FILLS)]
            colours[kind] = free.pop(free.index(usual) if usual in free else 0)
    return {kind: colours.get(kind, OTHER_FILL) for kind in sorted(counts)}
