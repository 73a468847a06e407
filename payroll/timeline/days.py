"""One person's days as records, for whatever shows them: the screen, JSON, a statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd

from payroll.month.attendance import verdict_text
from payroll.month.context import Month, Row, records
from payroll.period import MINUTES_PER_DAY, NO_DAY
from payroll.timeline.tables import Timeline

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class DayPunch:
    """A punch: its minute, the clock, by how much that was corrected, whether it was added later 补卡, what it is.

    ``role`` is one of ``PUNCH_ROLES``; ``evidence`` as ``file:row``.
    """

    time: int
    device: str
    moved_by: int
    added: bool
    role: str
    evidence: str


@dataclass(frozen=True, slots=True)
class WorkedShift:
    """A shift to be worked, after swaps; all times are minutes (``payroll.period``), None where there is none.

    ``expected_start`` and ``expected_end`` are what leave leaves of it, ``left`` the minutes that it leaves;
    ``verdict`` as it is written (``late+missing-out``); ``swap_id`` "" if no swap moved it, ``taken_from`` the id of
    who had it before, "" if the rota gave it to this person; ``evidence`` as ``file:row``, "" for a calendar's shift;
    ``punches`` are those in its window.
    """

    code: str
    start: int
    end: int
    expected_start: int
    expected_end: int
    left: int
    arrival: int | None
    departure: int | None
    late_minutes: int
    early_minutes: int
    verdict: str
    promotion: bool
    swap_id: str
    taken_from: str
    evidence: str
    punches: tuple[DayPunch, ...]


@dataclass(frozen=True, slots=True)
class GivenShift:
    """A shift of the rota that somebody else works; ``given_to`` is their id, "" if it cannot be told."""

    code: str
    start: int
    end: int
    swap_id: str
    given_to: str
    evidence: str


@dataclass(frozen=True, slots=True)
class DayLeave:
    """A request for leave that touches the day: [start, end) in minutes; ``counts`` if it takes time off shifts."""

    leave_id: str
    kind: str
    status: str
    start: int
    end: int
    whole_days: bool
    counts: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of one person. ``kind`` is one of ``DAY_KINDS``, ``date`` a day number.

    ``stray`` are the punches of the day in no shift of the period; ``lines`` the ledger lines of the day, by the
    names of ``ledger.csv``.
    """

    date: int
    kind: str
    shifts: tuple[WorkedShift, ...]
    given: tuple[GivenShift, ...]
    stray: tuple[DayPunch, ...]
    leave: tuple[DayLeave, ...]
    lines: tuple[Mapping[str, Any], ...]


def days_of(month: Month, table: Timeline, ledger: pd.DataFrame) -> dict[int, tuple[Day, ...]]:
    """Return the days of each employee of a timeline by their position, each with its lines of ``ledger``.

    Records of everybody take much more memory than the columns: for many, make timelines of some at a time.
    """
    read = _Reading(month)
    taps = _grouped(((row["shift"], row["employee"], row["date"]), read.punch(row)) for row in records(table.punches))
    shifts = _grouped(
        ((row["employee"], row["date"]), read.worked(row, taps.get((place, row["employee"], row["date"]), ())))
        for place, row in enumerate(records(table.shifts))
    )
    given = _grouped(((row["employee"], row["date"]), read.given(row)) for row in records(table.given))
    leave = _grouped((row["employee"], read.leave(row)) for row in records(table.leave))
    ids = {employee: month.employee_id(employee) for employee in table.days["employee"].unique().tolist()}
    own = records(ledger[ledger["employee_id"].isin(list(ids.values()))])
    lines = _grouped(((line["employee_id"], line["date"]), line) for line in own)
    return _grouped(
        (
            employee,
            Day(
                date=date,
                kind=kind,
                shifts=shifts.get((employee, date), ()),
                given=given.get((employee, date), ()),
                stray=taps.get((-1, employee, date), ()),
                leave=_touching(leave.get(employee, ()), date, shifts.get((employee, date), ())),
                lines=lines.get((ids[employee], date), ()),
            ),
        )
        for employee, date, kind in table.days[["employee", "date", "kind"]].itertuples(index=False, name=None)
    )


def _touching(leave: Iterable[DayLeave], date: int, shifts: Iterable[WorkedShift]) -> tuple[DayLeave, ...]:
    return tuple(each for each in leave if _touches(each, date, shifts))


def _touches(leave: DayLeave, date: int, shifts: Iterable[WorkedShift]) -> bool:
    """Tell whether leave lies on a day, or on a shift of it; leave of whole days goes by the day alone."""
    first = date * MINUTES_PER_DAY
    if leave.start < first + MINUTES_PER_DAY and leave.end > first:
        return True
    return not leave.whole_days and any(leave.start < shift.end and leave.end > shift.start for shift in shifts)


def _grouped(pairs: Iterable[tuple[Any, Value]]) -> dict[Any, tuple[Value, ...]]:
    found: dict[Any, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the positions in the rows mean, to make records of them."""

    month: Month

    def worked(self, row: Row, punches: tuple[DayPunch, ...]) -> WorkedShift:
        """Return a shift to be worked."""
        return WorkedShift(
            code=str(row["shift"] or ""),
            start=row["start"],
            end=row["end"],
            expected_start=row["expected_start"],
            expected_end=row["expected_end"],
            left=row["left"],
            arrival=_minute(row["arrival"]),
            departure=_minute(row["departure"]),
            late_minutes=row["late_minutes"],
            early_minutes=row["early_minutes"],
            verdict=verdict_text(row["verdict"]),
            promotion=row["promotion"],
            swap_id=self.swap_id(row["swap"]),
            taken_from=self.month.employee_id(row["owner"]) if row["taken"] else "",
            evidence=self.evidence(row),
            punches=punches,
        )

    def given(self, row: Row) -> GivenShift:
        """Return a shift that somebody else works."""
        taker = self.month.employee_id(row["taker"]) if row["taker"] >= 0 else ""
        code = str(row["shift"] or "")
        return GivenShift(code, row["start"], row["end"], self.swap_id(row["swap"]), taker, self.evidence(row))

    def punch(self, row: Row) -> DayPunch:
        """Return a punch."""
        place = self.evidence(row)
        return DayPunch(row["time"], str(row["device"]), row["moved_by"], row["marked"], row["role"], place)

    def leave(self, row: Row) -> DayLeave:
        """Return a request for leave."""
        return DayLeave(
            leave_id=row["leave_id"],
            kind=row["kind"],
            status=row["status"],
            start=row["start"],
            end=row["end"],
            whole_days=row["whole_days"],
            counts=row["counts"],
            evidence=self.evidence(row),
        )

    def swap_id(self, swap: int) -> str:
        """Return the id of a swap by its position."""
        return str(self.month.tables.swaps["swap_id"].iloc[swap]) if swap >= 0 else ""

    def evidence(self, row: Row) -> str:
        """Return where a row stands."""
        return self.month.tables.files[row["file"]].evidence(row["row"]) if row["file"] >= 0 else ""


def _minute(value: int) -> int | None:
    return None if value == NO_DAY else value
