"""Pay periods, and days and minutes as whole numbers.

A **day** is a count of days since 1970-01-01, a **minute** a count of minutes since 1970-01-01 00:00
on the wall clock of the policy's time zone. Both are plain integers so that whole columns of them can
be compared and subtracted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

MINUTES_PER_DAY = 1440
FOREVER = 2**31 - 1
"""A day after all others: the termination date of someone who has not left."""
NO_DAY = -(2**31)
"""In a column of days or minutes: the cell was empty."""
NEIGHBOUR_DAYS = 2
"""Shifts of so many days before and after the period bound the windows of its own shifts."""

_EPOCH = date(1970, 1, 1)


def day_number(value: date) -> int:
    """Return the day as a count of days since 1970-01-01."""
    return (value - _EPOCH).days


def date_of(day: int) -> date:
    """Return the calendar date of a day number."""
    return _EPOCH + timedelta(days=int(day))


def iso_day(day: int) -> str:
    """Return a day number as ``2026-10-08``."""
    return date_of(day).isoformat()


def iso_minute(minute: int) -> str:
    """Return a minute as ``2026-10-08 08:42``."""
    day, rest = divmod(int(minute), MINUTES_PER_DAY)
    return f"{iso_day(day)} {rest // 60:02d}:{rest % 60:02d}"


def clock(minute: int) -> str:
    """Return the time of day of a minute as ``08:42``."""
    rest = int(minute) % MINUTES_PER_DAY
    return f"{rest // 60:02d}:{rest % 60:02d}"


def add_months(day: int, months: int) -> int:
    """Return the same day of the month ``months`` later (or earlier), or that month's last day."""
    start = date_of(day)
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return day_number(first.replace(day=min(start.day, (following - first).days)))


@dataclass(frozen=True, slots=True)
class Period:
    """A pay period: its name, and its first and last day (day numbers, both included).

    ``whole`` is 0, but of a transition month (``StartDays``) the days of a whole month.
    """

    name: str
    first: int
    last: int
    whole: int = 0

    @property
    def days(self) -> int:
        """How many calendar days it has."""
        return self.last - self.first + 1

    @property
    def is_transition(self) -> bool:
        """Whether it is longer or shorter than a month, because the day changes on which pay periods start."""
        return self.whole > 0

    @property
    def wage_days(self) -> int:
        """The days that a month's wage is for: its own, of a transition month those of a whole month."""
        return self.whole or self.days


def pay_period(name: str, start_day: int = 1) -> Period:
    """Return the pay period ``YYYY-MM`` for a start day from 1 to 28.

    With 1 it is the calendar month; with ``d`` it runs from day ``d`` of the month before to day
    ``d - 1`` of the named month. Raises ``ValueError`` for a name of another form.
    """
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", name) or name < "1970-02":
        raise ValueError(name)
    first_of_month = day_number(date(int(name[:4]), int(name[5:]), 1))
    if start_day == 1:
        return Period(name, first_of_month, add_months(first_of_month, 1) - 1)
    end = first_of_month + start_day - 2
    return Period(name, add_months(end + 1, -1), end)


def next_period(name: str) -> str:
    """Return the name of the pay period after ``name``: ``2027-01`` after ``2026-12``."""
    year, month = int(name[:4]), int(name[5:])
    return f"{year + month // 12:04d}-{month % 12 + 1:02d}"


@cache
def period_name(day: int, start_day: int = 1) -> str:
    """Return the name of the pay period that a day lies in."""
    month = date_of(day - (start_day - 1))
    named = date_of(add_months(day_number(month.replace(day=1)), 0 if start_day == 1 else 1))
    return f"{named.year:04d}-{named.month:02d}"


@dataclass(frozen=True, slots=True)
class StartDays:
    """On which day of the month pay periods start: ``first``, and from each of ``changes`` (date, day) on another.

    A change begins with a pay period by the day before it. That period is a **transition month**: it keeps its name,
    and runs to the last day of the period of this name by the new day.
    """

    first: int = 1
    changes: tuple[tuple[int, int], ...] = ()

    def on(self, day: int) -> int:
        """Return the day of the month by which pay periods start on a day."""
        return next((start_day for begin, start_day in reversed(self.changes) if begin <= day), self.first)

    def before(self, day: int) -> StartDays:
        """Return what was known before the changes from a day on."""
        return StartDays(self.first, tuple(change for change in self.changes if change[0] < day))

    def period(self, name: str) -> Period:
        """Return the pay period of a name. Raises ``ValueError`` for a name of another form."""
        found, start_day = pay_period(name, self.first), self.first
        for begin, changed in self.changes:
            transition = period_name(begin, start_day)
            if name < transition:
                break
            found, start_day = pay_period(name, changed), changed
            if name == transition:
                found = Period(name, begin, found.last, found.days)
        return found

    def name_of(self, day: int) -> str:
        """Return the name of the pay period that a day lies in."""
        name = period_name(day, self.on(day))
        begin = max((begin for begin, _ in self.changes if begin <= day), default=None)
        if begin is None:
            return name
        return max(name, period_name(begin, self.before(begin).on(begin)))  # the transition month or a later one
