"""A day's shift as a bar over the hours: each cell of the line is a sign, so that it can be read without colour too.

Only signs that are one cell wide in every terminal are used, also in those for Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from payroll.language import Text

if TYPE_CHECKING:
    from payroll.timeline import Day, DayLeave, DayPunch, GivenShift, WorkedShift

HOUR, DAY = 60, 1440
BLANK, PRESENT, LATE, ABSENT, LEAVE, GIVEN, UNCLEAR, PUNCH, ADDED = " ", "=", "!", "x", "~", "-", "?", "|", "+"
LEGEND: dict[str, Text] = {
    PRESENT: Text.of("at work"),
    LATE: Text.of("late or left early"),
    ABSENT: Text.of("absent"),
    LEAVE: Text.of("leave"),
    GIVEN: Text.of("given away"),
    UNCLEAR: Text.of("to be checked"),
    PUNCH: Text.of("punch"),
    ADDED: Text.of("punch added later"),
}
"""What the signs mean, in the order in which they are told."""
_LABEL = 5
"""So many cells an hour's label takes, with the space after it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The hours that a line of ``width`` cells shows: ``first`` to ``last`` in minutes after the day's midnight."""

    first: int
    last: int
    width: int

    def cell(self, minute: int) -> int:
        """Return the cell that a minute lies in, the first or last one for a minute beyond the line."""
        place = (minute - self.first) * self.width // (self.last - self.first)
        return min(max(place, 0), self.width - 1)

    def cells(self, start: int, end: int) -> range:
        """Return the cells of [start, end), at least one."""
        first = self.cell(start)
        return range(first, max(self.cell(end - 1), first) + 1)


def scale_of(days: Iterable[Day], width: int) -> Scale:
    """Return the scale on which everything that happened on the days has its place: whole hours, at least eight."""
    minutes = [minute - day.date * DAY for day in days for minute in _moments(day)]
    first = min(minutes, default=8 * HOUR) // HOUR * HOUR
    last = -(-max(minutes, default=0) // HOUR) * HOUR
    return Scale(first, max(last, first + 8 * HOUR), width)


def _moments(day: Day) -> Iterator[int]:
    for shift in day.shifts:
        yield from (shift.start, shift.end, *(punch.time for punch in shift.punches))
    for given in day.given:
        yield from (given.start, given.end)
    yield from (punch.time for punch in day.stray if punch.role == "outside")


def ruler(scale: Scale) -> str:
    """Return the hours above the lines: ``08   10   12``."""
    per_hour = scale.width / ((scale.last - scale.first) / HOUR)
    step = next((hours for hours in (1, 2, 3, 4, 6) if hours * per_hour >= _LABEL), 12)
    line = [BLANK] * (scale.width + 2)
    for minute in range(scale.first, scale.last + 1, HOUR):
        hour, place = minute // HOUR, (minute - scale.first) * scale.width // (scale.last - scale.first)
        if hour % step == 0 and place + 2 <= len(line):
            line[place : place + 2] = f"{hour if hour <= 24 else hour - 24:02d}"
    return "".join(line).rstrip()


def worked_cells(scale: Scale, date: int, shift: WorkedShift, leave: Iterable[DayLeave]) -> list[str]:
    """Return the bar of a shift to be worked: presence, what is missing of it, and leave."""
    cells, midnight = [BLANK] * scale.width, date * DAY
    whole = {"absent": ABSENT, "leave": LEAVE, "unclear": UNCLEAR}.get(shift.verdict, PRESENT)
    _fill(cells, scale.cells(shift.start - midnight, shift.end - midnight), whole)
    for each in leave:
        start, end = (shift.start, shift.end) if each.whole_days else (each.start, each.end)
        start, end = max(start, shift.start), min(end, shift.end)
        if each.counts and start < end:
            _fill(cells, scale.cells(start - midnight, end - midnight), LEAVE)
    if shift.late_minutes and shift.arrival is not None:
        _fill(cells, scale.cells(shift.expected_start - midnight, shift.arrival - midnight), LATE)
    if shift.early_minutes and shift.departure is not None:
        _fill(cells, scale.cells(shift.departure - midnight, shift.expected_end - midnight), LATE)
    return cells


def given_cells(scale: Scale, date: int, shift: GivenShift) -> list[str]:
    """Return the bar of a shift that somebody else works."""
    cells = [BLANK] * scale.width
    _fill(cells, scale.cells(shift.start - date * DAY, shift.end - date * DAY), GIVEN)
    return cells


def with_punches(cells: list[str], scale: Scale, date: int, punches: Iterable[DayPunch]) -> list[str]:
    """Return a line with the marks of punches on it. One that came too late stands behind what was missed."""
    marked = list(cells)
    for punch in punches:
        place = scale.cell(punch.time - date * DAY)
        if cells[place] == LATE and place + 1 < len(cells) and cells[place + 1] == PRESENT:
            place += 1
        elif cells[place] == LATE and place > 0 and cells[place - 1] == PRESENT:
            place -= 1
        marked[place] = ADDED if punch.added else PUNCH
    return marked


def _fill(cells: list[str], places: range, sign: str) -> None:
    for place in places:
        cells[place] = sign
