"""One week of a picture: days across, people down, each cell with its pieces, and the arrows of the swaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from payroll.language import Language, Text
from payroll.local_forms import short_weekday
from payroll.period import date_of
from payroll.reports.calendar import words
from payroll.reports.calendar.cells import GAP, WIDTH, CellMoves, Piece, pieces
from payroll.reports.calendar.colours import BLUE, FAINT, HEADING, INK, LINE, RED, WEEKEND, WEEKEND_HEADING
from payroll.reports.calendar.records import CalendarDay, CalendarMove, CalendarPerson, StoreCalendar
from payroll.reports.calendar.shapes import Arrow, Box, Run, Shape, Words
from payroll.reports.calendar.shift_kinds import ShiftKind

PICTURE_WIDTH = 390.0
MARGIN = 8.0
INNER = PICTURE_WIDTH - 2 * MARGIN
NAMES = 73.0
COLUMN = (INNER - NAMES) / 7
LEAST_ROW = 31.0
NAME_LINE = 11.0
"""What a row gets for a name that needs a second line."""
PADDING = 3.5
HEADING_HEIGHT = 27.0
TAG_HEIGHT = 10.0
COUNT_HEIGHT = 15.0
_THURSDAY = 3  # 1970-01-01
_LAST_NARROW = 0x2E7F


@dataclass(frozen=True, slots=True)
class Row:
    """A person in a picture; ``from_where`` says whose a guest is, ``only`` on which days they have to do with it."""

    person: CalendarPerson
    from_where: Text | None = None
    only: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """The height of a week and its shapes, from its upper left corner."""

    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row of a week where it is drawn: the pieces of each day with their distance from the top of the week."""

    row: Row
    top: float
    height: float
    cells: Mapping[int, tuple[tuple[float, Piece], ...]]


def weeks(first: int, last: int) -> tuple[tuple[int, ...], ...]:
    """Return the days of a period, Monday to Sunday in each week."""
    monday = first - weekday(first)
    return tuple(
        tuple(day for day in range(start, start + 7) if first <= day <= last) for start in range(monday, last + 1, 7)
    )


def weekday(day: int) -> int:
    """Return 0 for a Monday to 6 for a Sunday."""
    return (day + _THURSDAY) % 7


def week(
    calendar: StoreCalendar,
    days: tuple[int, ...],
    rows: Sequence[Row],
    fills: Mapping[ShiftKind, str],
    language: Language,
) -> Week:
    """Return a week of ``days`` with those ``rows`` that have something in it."""
    shown = [row for row in rows if _is_here(row, days)]
    tagged = bool((calendar.holidays | calendar.make_up_days) & set(days))
    head = HEADING_HEIGHT + TAG_HEIGHT * tagged
    placed = list(_placed(calendar, days, shown, fills, head, language))
    foot = placed[-1].top + placed[-1].height if placed else head
    height = foot + COUNT_HEIGHT
    shapes = (
        *_grounds(days, height),
        *_heading(calendar, days, head, language),
        *(shape for each in placed for shape in _row_shapes(each, language)),
        *_counts(calendar, days, foot, language),
        *_arrows(calendar.moves, days, placed),
    )
    return Week(height, shapes)


def _is_here(row: Row, days: Sequence[int]) -> bool:
    if row.only is not None:
        return any(day in row.only for day in days)
    found = [_day(row, day) for day in days]
    return any(day.shifts or day.kind not in {"not-employed", "elsewhere"} for day in found)


def _day(row: Row, date: int) -> CalendarDay:
    if row.only is not None and date not in row.only:
        return CalendarDay()
    return row.person.days.get(date, CalendarDay())


def _placed(
    calendar: StoreCalendar,
    days: Sequence[int],
    rows: Sequence[Row],
    fills: Mapping[ShiftKind, str],
    top: float,
    language: Language,
) -> Iterator[_Placed]:
    for row in rows:
        least = LEAST_ROW + NAME_LINE * _is_long(row.person)
        cells = {}
        for day in days:
            moves = CellMoves.of(row.person.employee_id, day, calendar.moves)
            cells[day] = tuple(_stacked(pieces(_day(row, day), day, moves, fills, language), top + PADDING))
        ends = [y + piece.height for cell in cells.values() for y, piece in cell]
        height = max(least, max(ends, default=top) - top + PADDING)
        yield _Placed(row, top, height, cells)
        top += height


def _is_long(person: CalendarPerson) -> bool:
    """Tell whether name and id need more than one line."""
    return _width(person.name) + 4.5 * (len(person.employee_id) + 1) > NAMES - 5


def _width(name: str) -> float:
    """Return about how wide a name is: Chinese characters are as wide as they are high."""
    return sum(10.5 if ord(letter) > _LAST_NARROW else 6 for letter in name)


def _breakable(name: str) -> str:
    """Return a name whose words may be broken anywhere if they are too long for a line."""
    return re.sub(r"[^\s-]+", lambda word: "\u200b".join(word[0]) if _width(word[0]) > NAMES - 5 else word[0], name)


def _stacked(parts: Sequence[Piece], top: float) -> Iterator[tuple[float, Piece]]:
    for part in parts:
        yield top, part
        top += part.height + 2 * GAP


def column(day: int) -> float:
    """Return where the column of a day begins."""
    return NAMES + weekday(day) * COLUMN


def _grounds(days: Sequence[int], height: float) -> Iterator[Shape]:
    for day in days:
        if weekday(day) >= 5:
            yield Box(column(day), 0, COLUMN, height, WEEKEND)


def _heading(calendar: StoreCalendar, days: Sequence[int], height: float, language: Language) -> Iterator[Shape]:
    yield Box(0, 0, INNER, height, HEADING)
    month = words.month_heading(days[0], language)
    yield Words(4, 0, NAMES - 6, height, (Run(month, 11, bold=True),), centred=False)
    for day in days:
        x = column(day)
        if weekday(day) >= 5:
            yield Box(x, 0, COLUMN, height, WEEKEND_HEADING)
        date = date_of(day)
        number = words.short_day(day) if date.day == 1 else str(date.day)
        yield Words(x, 2, WIDTH + 4, 10, (Run(short_weekday(weekday(day), language), 8.5),))
        yield Words(x, 12, WIDTH + 4, 13, (Run(number, 12.5, bold=True),))
        official = day in calendar.holidays
        if official or day in calendar.make_up_days:
            tag = words.HOLIDAY if official else words.MAKE_UP_DAY
            run = Run(tag.to(language), 7.8, bold=True, colour=RED if official else INK)
            yield Words(x, HEADING_HEIGHT - 1, WIDTH + 4, TAG_HEIGHT, (run,))


def _row_shapes(placed: _Placed, language: Language) -> Iterator[Shape]:
    person, top = placed.row.person, placed.top
    yield Box(0, top, INNER, 0.5, LINE)
    name = (Run(_breakable(person.name), 10.5, bold=True), Run(f" {person.employee_id}", 7.5, colour=FAINT))
    lines = LEAST_ROW + NAME_LINE * _is_long(person)
    yield Words(2, top + 2, NAMES - 5, lines - 13, name, centred=False, wraps=True)
    none_left = person.left == 0
    below = placed.row.from_where or words.quota(person)
    run = Run(below.to(language), 7.8, bold=none_left, colour=RED if none_left else FAINT)
    if placed.row.from_where is not None:
        run = replace(run, bold=False, colour=FAINT)
    yield Words(2, top + lines - 11, NAMES - 5, 10, (run,), centred=False)
    for day, cell in placed.cells.items():
        for y, piece in cell:
            for shape in piece.shapes:
                yield _moved(shape, column(day) + 2, y)


def _moved(shape: Shape, x: float, y: float) -> Shape:
    if isinstance(shape, Arrow):
        return replace(shape, points=tuple((px + x, py + y) for px, py in shape.points))
    return replace(shape, x=shape.x + x, y=shape.y + y)


def _counts(calendar: StoreCalendar, days: Sequence[int], top: float, language: Language) -> Iterator[Shape]:
    yield Box(0, top, INNER, 0.8, FAINT)
    run = Run(words.AT_WORK.to(language), 8.5, colour=FAINT)
    yield Words(2, top, NAMES - 5, COUNT_HEIGHT, (run,), centred=False)
    for day in days:
        yield Words(column(day), top, WIDTH + 4, COUNT_HEIGHT, (Run(str(scheduled(calendar, day)), 9.5, bold=True),))


def scheduled(calendar: StoreCalendar, date: int) -> int:
    """Return how many people have a shift in the store on a day that leave does not take."""
    return sum(
        any(shift.state != "leave" and not shift.elsewhere for shift in person.days[date].shifts)
        for person in calendar.people
        if date in person.days
    )


def _arrows(moves: Sequence[CalendarMove], days: Sequence[int], placed: Sequence[_Placed]) -> Iterator[Shape]:
    rows = {each.row.person.employee_id: each for each in placed}
    for day in days:
        ends = []
        for move in moves:
            if move.date == day and move.giver in rows and move.taker in rows:
                gives = _end(rows[move.giver].cells[day], move.number, gives=True)
                takes = _end(rows[move.taker].cells[day], move.number, gives=False)
                if gives is not None and takes is not None:
                    ends.append((gives, takes, move))
        lanes = lanes_of([(gives, takes) for gives, takes, _ in ends])
        room = COLUMN - 2 - WIDTH - 6.5
        step = min(3.2, room / max(max(lanes, default=0), 1))
        right = column(day) + 2 + WIDTH
        for (gives, takes, move), lane in zip(ends, lanes, strict=True):
            x = right + 5.8 + lane * step
            points = ((right, gives), (x, gives), (x, takes), (right + 0.6, takes))
            yield Arrow(points, BLUE, dashed=move.pending)


def _end(cell: Sequence[tuple[float, Piece]], number: int, *, gives: bool) -> float | None:
    """Return the height at which an arrow leaves or reaches a cell."""
    return next((y + piece.middle for y, piece in cell if number in (piece.gives if gives else piece.takes)), None)


def lanes_of(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return a lane for each arrow, so that no two in one lane overlap; the shortest ones come first."""
    lanes = [0] * len(spans)
    taken: list[list[tuple[float, float]]] = []
    for place in sorted(range(len(spans)), key=lambda place: abs(spans[place][0] - spans[place][1])):
        low, high = sorted(spans[place])
        free = (n for n, lane in enumerate(taken) if all(high < a - 2 or low > b + 2 for a, b in lane))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        lanes[place] = lane
    return lanes
