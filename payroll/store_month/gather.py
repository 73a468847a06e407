"""From a month that is judged to the calendars of its stores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.attendance import ABSENT, EARLY, IS_UNCLEAR, LATE, MISSING_IN, MISSING_OUT
from payroll.month.context import Month, records
from payroll.month.ledger import swap_table
from payroll.month.month import Arranged
from payroll.period import MINUTES_PER_DAY, date_of
from payroll.reports.calendar.records import (
    CalendarDay,
    CalendarMove,
    CalendarPerson,
    CalendarShift,
    DayKind,
    ShiftState,
    StoreCalendar,
)
from payroll.store_month.known import Known
from payroll.store_month.moves import Move, Moves, moves_of

_COLUMNS = (
    *("employee", "date", "start", "end", "shift", "swap", "promotion"),
    *("expected_start", "expected_end", "left", "late_minutes", "early_minutes", "verdict", "known"),
)
"""What a calendar needs of a shift."""


def store_calendars(arranged: Arranged, known: Known, stores: Sequence[str]) -> Iterator[StoreCalendar]:
    """Yield the calendar of each of ``stores``; "" are the people without a store.

    A store in which nobody is employed in the period has none.
    """
    gathered = _gather(arranged, known)
    moves = _moves_of_stores(gathered)
    for store in stores:
        if gathered.people_of(store):
            yield _calendar(gathered, known, store, moves.get(gathered.stores[store], ()))


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What all calendars of a month are made from.

    ``places`` (employee x day of the period) is the position of the store of each day, -1 where somebody is not
    employed; ``stores`` their names. ``bounds`` are the ends of each employee's rows in ``shifts``, those of the period
    alone; ``rests`` the (employee, day) of the rota's days off; ``kinds`` as of ``StoreCalendar``.
    """

    month: Month
    places: npt.NDArray[np.int32]
    stores: Mapping[str, int]
    shifts: pd.DataFrame
    bounds: npt.NDArray[np.intp]
    rests: frozenset[tuple[int, int]]
    quotas: Mapping[str, Mapping[str, Any]]
    moves: Moves
    kinds: tuple[tuple[int, int, str], ...]

    def people_of(self, store: str) -> list[int]:
        """Return who belongs to a store on a day of the period."""
        return np.flatnonzero((self.places == self.stores.get(store, -2)).any(axis=1)).tolist()

    def place(self, employee: int, day: int) -> int:
        """Return the store of an employee on a day of the period, -1 if there is none."""
        return int(self.places[employee, day - self.month.period.first]) if employee >= 0 else -1

    def shifts_of(self, employee: int) -> list[dict[str, Any]]:
        """Return the shifts of an employee in the period."""
        return records(self.shifts.iloc[self.bounds[employee] : self.bounds[employee + 1]])

    def rota_place(self, employee: int, shift: Mapping[str, Any]) -> int:
        """Return the store of a shift: that of the person to whom the rota gave it."""
        return self.place(self.moves.rota_of.get((employee, shift["start"]), employee), shift["date"])


def _gather(arranged: Arranged, known: Known) -> _Gathered:
    month = arranged.month
    count = len(month.tables.employees)
    days = np.arange(month.period.first, month.period.last + 1, dtype=np.int32)
    employee, date = np.repeat(np.arange(count, dtype=np.int32), len(days)), np.tile(days, count)
    store = month.facts.store(employee, date)
    places = np.where(month.facts.employed(employee, date), store.codes, -1).astype(np.int32)
    shifts = known.shifts.loc[month.in_period(known.shifts["date"].to_numpy()), list(_COLUMNS)]
    stated = month.tables.shifts
    rests = stated[(stated["shift"] == "rest").to_numpy() & month.in_period(stated["date"].to_numpy())]
    return _Gathered(
        month=month,
        places=places.reshape(count, len(days)),
        stores={str(name): code for code, name in enumerate(store.categories)},
        shifts=shifts,
        bounds=np.searchsorted(shifts["employee"].to_numpy(), np.arange(count + 1)),
        rests=frozenset(zip(rests["employee"].tolist(), rests["date"].tolist(), strict=True)),
        quotas={row["employee_id"]: row for row in records(swap_table(month, arranged.swaps))},
        moves=moves_of(arranged),
        kinds=_kinds(shifts),
    )


def _kinds(shifts: pd.DataFrame) -> tuple[tuple[int, int, str], ...]:
    """Return the kinds of shifts (see ``StoreCalendar``), the most frequent first."""
    midnight = shifts["date"] * MINUTES_PER_DAY
    told = [shifts["start"] - midnight, shifts["end"] - midnight, shifts["shift"].astype("str")]
    counts = shifts.groupby(told).size()
    ranked = sorted(zip(counts.index.tolist(), counts.tolist(), strict=True), key=lambda each: (-each[1], each[0]))
    return tuple(kind for kind, _ in ranked)


def _calendar(gathered: _Gathered, known: Known, store: str, moves: Sequence[Move]) -> StoreCalendar:
    month, here = gathered.month, gathered.stores[store]
    numbers = _numbers(month, moves)
    own = gathered.people_of(store)
    others = sorted({person for move in moves for person in (move.giver, move.taker)} - {-1, *own})
    holidays, make_up_days = _official_days(month, own)
    return StoreCalendar(
        store=store,
        period=month.period.name,
        first=month.period.first,
        last=month.period.last,
        people=(
            *(_person(gathered, employee, here, numbers) for employee in own),
            *(_guest(gathered, employee, here, numbers, moves) for employee in others),
        ),
        moves=tuple(
            CalendarMove(numbers[move.swap], move.date, move.giver_id, move.taker_id, move.times, move.pending)
            for move in moves
        ),
        known_until=known.until,
        latest_punch=known.latest_punch,
        complete=known.complete,
        holidays=holidays,
        make_up_days=make_up_days,
        kinds=gathered.kinds,
    )


def _moves_of_stores(gathered: _Gathered) -> dict[int, list[Move]]:
    """Return the moves that concern each store."""
    found: dict[int, list[Move]] = {}
    for move in gathered.moves.moves:
        for place in _places(gathered, move):
            found.setdefault(place, []).append(move)
    return found


def _places(gathered: _Gathered, move: Move) -> set[int]:
    """Return the stores that a move concerns: those of both people, and those of the shifts."""
    shifts = {
        gathered.place(gathered.moves.rota_of.get((move.taker, start), move.giver), move.date)
        for start, _ in move.times
    }
    return shifts | {gathered.place(person, move.date) for person in (move.giver, move.taker)}


def _numbers(month: Month, moves: Sequence[Move]) -> dict[int, int]:
    """Return the number of each swap by its position: in order of its first date here, then of its id."""
    ids = month.tables.swaps["swap_id"].tolist()
    first: dict[int, int] = {}
    for move in moves:
        first[move.swap] = min(move.date, first.get(move.swap, move.date))
    ordered = sorted(first, key=lambda swap: (first[swap], ids[swap]))
    return {swap: number for number, swap in enumerate(ordered, start=1)}


def _person(gathered: _Gathered, employee: int, here: int, numbers: Mapping[int, int]) -> CalendarPerson:
    month = gathered.month
    shifts: dict[int, list[CalendarShift]] = {}
    for row in gathered.shifts_of(employee):
        elsewhere = gathered.rota_place(employee, row) != here
        shifts.setdefault(row["date"], []).append(_shift(row, numbers, elsewhere=elsewhere))
    days = {}
    for day in range(month.period.first, month.period.last + 1):
        kind = _kind(gathered, employee, day, here)
        own = tuple(shifts.get(day, ())) if kind in {"free", "rest"} else ()
        days[day] = CalendarDay("work" if own else kind, own)
    employee_id, name = _who(month, employee)
    quota = gathered.quotas[employee_id]
    used, pending, limit = (quota[each] for each in ("used", "pending", "limit"))
    return CalendarPerson(employee_id, name, used, pending, limit, days=days)


def _who(month: Month, employee: int) -> tuple[str, str]:
    """Return id and name of an employee."""
    return month.employee_id(employee), str(month.tables.employees["name"].iloc[employee])


def _kind(gathered: _Gathered, employee: int, day: int, here: int) -> DayKind:
    place = gathered.place(employee, day)
    if place < 0:
        return "not-employed"
    if place != here:
        return "elsewhere"
    return "rest" if (employee, day) in gathered.rests else "free"


def _guest(
    gathered: _Gathered, employee: int, here: int, numbers: Mapping[int, int], moves: Sequence[Move]
) -> CalendarPerson:
    """Return somebody of another store on the days of their swaps here, with the shifts that they work here."""
    days = sorted({move.date for move in moves if employee in (move.giver, move.taker)})
    shifts = {
        day: tuple(
            _shift(row, numbers, elsewhere=False)
            for row in gathered.shifts_of(employee)
            if row["date"] == day and gathered.rota_place(employee, row) == here
        )
        for day in days
    }
    employee_id, name = _who(gathered.month, employee)
    names = list(gathered.stores)
    home = gathered.place(employee, days[0])
    return CalendarPerson(
        employee_id,
        name,
        guest=True,
        guest_of=names[home] if home >= 0 else "",
        days={day: CalendarDay("work" if own else "free", own) for day, own in shifts.items()},
    )


def _shift(row: Mapping[str, Any], numbers: Mapping[int, int], *, elsewhere: bool) -> CalendarShift:
    """Return a row of the known attendance as the calendar shows it."""
    verdict = row["verdict"] if row["known"] else 0
    state = _state(row, verdict)
    marks = verdict if state == "planned" else 0
    part = 0 < row["left"] < row["end"] - row["start"]
    return CalendarShift(
        start=row["start"],
        end=row["end"],
        code=str(row["shift"] or ""),
        state=state,
        expected=(row["expected_start"], row["expected_end"]) if part else None,
        promotion=row["promotion"],
        elsewhere=elsewhere,
        swap=numbers.get(row["swap"], 0),
        late_minutes=row["late_minutes"] if marks & LATE else 0,
        early_minutes=row["early_minutes"] if marks & EARLY else 0,
        no_arrival=bool(marks & MISSING_IN),
        no_departure=bool(marks & MISSING_OUT),
    )


def _official_days(month: Month, people: Sequence[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the official holidays and make-up days of the period, of the policies' calendars of some people."""
    last = np.full(len(people), month.period.last, np.int32)
    versions = {int(version) for version in month.facts.version_or_first(np.array(people, np.int32), last)} - {-1}
    calendars = [month.facts.rules(version).calendar for version in versions]
    years = {date_of(day).year for day in (month.period.first, month.period.last)}
    found = [month.official_days.get((each.holidays, year)) for each in calendars if each for year in years]
    official = [each for each in found if each is not None]
    days = frozenset(range(month.period.first, month.period.last + 1))
    holidays = frozenset(day for each in official for day in each.holidays)
    make_up_days = frozenset(day for each in official for day in each.make_up_days)
    return days & holidays, days & make_up_days


def _state(row: Mapping[str, Any], verdict: int) -> ShiftState:
    if row["left"] == 0:
        return "leave"
    if verdict == ABSENT:
        return "absent"
    return "unclear" if verdict == IS_UNCLEAR else "planned"
