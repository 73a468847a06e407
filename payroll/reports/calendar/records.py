"""What a calendar shows, as plain records: days as day numbers, times as minutes (``payroll.period``), no money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ShiftState = Literal["planned", "leave", "absent", "unclear"]
DayKind = Literal["work", "rest", "free", "not-employed", "elsewhere"]


@dataclass(frozen=True, slots=True)
class CalendarShift:
    """A shift that somebody is to work, after swaps.

    ``start`` and ``end`` are the rota's, ``expected`` is what leave leaves of it (None: leave takes nothing, or with
    the ``state`` ``leave`` all of it). ``code`` is the rota's, "" if it states times alone. ``swap`` is the number of
    the move that brought it here last, 0 if none did. What is not known yet (a lateness, a missing punch) is 0 or
    False. ``elsewhere`` tells that it is a shift of another store.
    """

    start: int
    end: int
    code: str = ""
    state: ShiftState = "planned"
    expected: tuple[int, int] | None = None
    promotion: bool = False
    elsewhere: bool = False
    swap: int = 0
    late_minutes: int = 0
    early_minutes: int = 0
    no_arrival: bool = False
    no_departure: bool = False


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of one person; ``elsewhere`` is a day on which they belong to another store."""

    kind: DayKind = "free"
    shifts: tuple[CalendarShift, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarPerson:
    """A person of the store, or one of another store who has to do with a swap here (``guest_of`` names that store).

    ``limit`` is -1 where nothing limits the swaps. Days that are not in ``days`` are free ones.
    """

    employee_id: str
    name: str
    used: int = 0
    pending: int = 0
    limit: int = -1
    guest: bool = False
    guest_of: str = ""
    days: Mapping[int, CalendarDay] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """How many swaps are left in the period; -1 without a limit."""
        return -1 if self.limit < 0 else max(self.limit - self.used - self.pending, 0)


@dataclass(frozen=True, slots=True)
class CalendarMove:
    """The shifts of one work date that go from one person to another; ``times`` are (start, end) of each.

    The two sides of a swap, there and back, share its ``number``. ``giver`` and ``taker`` are ids.
    """

    number: int
    date: int
    giver: str
    taker: str
    times: tuple[tuple[int, int], ...] = ()
    pending: bool = False


@dataclass(frozen=True, slots=True)
class StoreCalendar:
    """The pay period of one store.

    ``first`` and ``last`` are its days, both included. ``known_until`` is the day up to which attendance is marked,
    None for a plan without any; ``latest_punch`` the minute of the latest punch in the data. ``complete`` tells that
    the attendance of the whole period is known. ``holidays`` and ``make_up_days`` are the official days of the
    policies of its people. ``kinds`` are the kinds of shifts (start and end in minutes after midnight of the work date,
    code) of all stores, the most frequent first: each has the same colour everywhere.
    """

    store: str
    period: str
    first: int
    last: int
    people: tuple[CalendarPerson, ...]
    moves: tuple[CalendarMove, ...] = ()
    known_until: int | None = None
    latest_punch: int | None = None
    complete: bool = False
    holidays: frozenset[int] = frozenset()
    make_up_days: frozenset[int] = frozenset()
    kinds: tuple[tuple[int, int, str], ...] = ()
