"""The pictures of a store's calendar: a few people each, week below week, with what they mean.

A picture is plain data (``calendar.typ`` draws it), so the same records give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from payroll.language import COMMA, Language, Text
from payroll.reports.calendar import words
from payroll.reports.calendar.cells import (
    ASKED,
    AWAY,
    MARK_HEIGHT,
    MISSING,
    WIDTH,
    Mark,
    mark_shapes,
)
from payroll.reports.calendar.colours import BLUE, FAINT, WHITE
from payroll.reports.calendar.records import CalendarMove, CalendarPerson, StoreCalendar
from payroll.reports.calendar.shapes import Arrow, Box, Shape
from payroll.reports.calendar.shift_kinds import ShiftKind, fills
from payroll.reports.calendar.week import MARGIN, PICTURE_WIDTH, Row, week, weeks

PEOPLE_IN_A_PICTURE = 15
"""More people go into further pictures, so that none is longer than a phone can show sharply."""
WEEK_GAP = 9.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be drawn: ``data`` as ``calendar.typ`` reads it; title and description for those who do not see."""

    data: Mapping[str, Any]
    title: str
    description: str


def pictures(calendar: StoreCalendar, language: Language) -> tuple[Picture, ...]:
    """Return the pictures of a store's calendar."""
    parts = _parts([person for person in calendar.people if not person.guest])
    return tuple(_picture(calendar, parts, number, language) for number in range(len(parts)))


def _parts(people: Sequence[CalendarPerson]) -> list[Sequence[CalendarPerson]]:
    """Return the people in parts of about the same size."""
    count = max(1, -(-len(people) // PEOPLE_IN_A_PICTURE))
    size, larger = divmod(len(people), count)
    starts = [part * size + min(part, larger) for part in range(count + 1)]
    return [people[start:end] for start, end in pairwise(starts)]


def _picture(
    calendar: StoreCalendar, parts: Sequence[Sequence[CalendarPerson]], number: int, language: Language
) -> Picture:
    own = {person.employee_id for person in parts[number]}
    moves = tuple(move for move in calendar.moves if move.giver in own or move.taker in own)
    here = replace(calendar, moves=moves)
    rows = _rows(calendar, parts, number, moves)
    grounds = fills(calendar)
    title = words.title(calendar).to(language)
    if len(parts) > 1:
        title = f"{title} · {number + 1}/{len(parts)}"
    about = [part.to(language) for part in words.as_of(calendar)]
    summary = [part.to(language) for part in words.summary(calendar)]
    swaps = [_swap(each, calendar, language) for each in _swaps(moves)]
    data = {
        "width": PICTURE_WIDTH,
        "margin": MARGIN,
        "language": language,
        "store": calendar.store,
        "title": title,
        "about": about,
        "summary": summary,
        "legend": [_entry(*entry) for entry in _legend(here, grounds, language)],
        "weeks": [
            {"before": WEEK_GAP, **asdict(week(here, days, rows, grounds, language))}
            for days in weeks(calendar.first, calendar.last)
        ],
        "swaps_title": words.SWAPS.to(language),
        "swaps": swaps,
        "notes": [note.to(language) for note in _notes(rows)],
    }
    names = COMMA.to(language)
    people = [person.name for person in parts[number]]
    told = [*(names.join(each) for each in (about, summary, people)), *(swap["text"] for swap in swaps)]
    return Picture(data, " · ".join(filter(None, (calendar.store, title))), "\n".join(told))


def _rows(
    calendar: StoreCalendar,
    parts: Sequence[Sequence[CalendarPerson]],
    number: int,
    moves: Sequence[CalendarMove],
) -> list[Row]:
    """Return the people of one picture, and below them those of others that they swap with."""
    found = [Row(person) for person in parts[number]]
    own = {row.person.employee_id for row in found}
    picture_of = {person.employee_id: part for part, people in enumerate(parts, start=1) for person in people}
    for person in calendar.people:
        days = frozenset(move.date for move in moves if person.employee_id in (move.giver, move.taker))
        if person.employee_id in own or not days:
            continue
        part = picture_of.get(person.employee_id)
        whose = words.see_picture(part) if part else words.of_store(person.guest_of)
        found.append(Row(person, whose, days))
    return found


def _swaps(moves: Sequence[CalendarMove]) -> list[list[CalendarMove]]:
    ordered = sorted(moves, key=lambda move: move.number)
    return [list(sides) for _, sides in groupby(ordered, key=lambda move: move.number)]


def _swap(moves: list[CalendarMove], calendar: StoreCalendar, language: Language) -> dict[str, str]:
    names = {person.employee_id: person.name for person in calendar.people}
    return {"number": str(moves[0].number), "text": words.swap_line(moves, names).to(language)}


Entry = tuple[tuple[Shape, ...], float, str]
"""Shapes in a strip 12 points high, its width, and what they mean."""


def _entry(shapes: tuple[Shape, ...], width: float, text: str) -> dict[str, Any]:
    return {"shapes": [asdict(shape) for shape in shapes], "width": width, "text": text}


def _legend(calendar: StoreCalendar, grounds: Mapping[ShiftKind, str], language: Language) -> Iterator[Entry]:
    """Yield what the shapes of a picture mean, of those that it has."""
    yield from _kinds(grounds)
    shifts = [shift for person in calendar.people for day in person.days.values() for shift in day.shifts]
    if any(shift.state == "leave" or shift.expected is not None for shift in shifts):
        yield (Box(0, 0, 16, 12, WHITE, FAINT, hatched=True, radius=3),), 16, words.LEAVE.to(language)
    missing = next((shift for shift in shifts if shift.no_arrival or shift.no_departure), None)
    if missing is not None:
        mark = Mark(words.NO_ARRIVAL if missing.no_arrival else words.NO_DEPARTURE, MISSING)
        yield tuple(mark_shapes(mark, 0, 1, language)), WIDTH, words.MISSING_MEANS.to(language)
    first = {move.pending: move.number for move in reversed(calendar.moves)}
    if False in first:
        gave = tuple(mark_shapes(Mark(words.gave(first[False]), AWAY), 0, 1, language))
        yield (*gave, _arrow(dashed=False)), WIDTH + 22, words.ARROW.to(language)
    if True in first:
        asked = tuple(mark_shapes(Mark(words.asked(first[True]), ASKED), 0, 1, language))
        yield (*asked, _arrow(dashed=True)), WIDTH + 22, words.DASHED_ARROW.to(language)


def _kinds(grounds: Mapping[ShiftKind, str]) -> Iterator[Entry]:
    for kind, ground in grounds.items():
        text = " ".join(filter(None, (kind.code, words.times(kind.start, kind.end, 0))))
        yield (Box(0, 0, 16, 12, ground, FAINT, 0.4, radius=3),), 16, text


def _arrow(*, dashed: bool) -> Arrow:
    """Return an arrow from a mark to the right."""
    return Arrow(((WIDTH, 1 + MARK_HEIGHT / 2), (WIDTH + 18, 1 + MARK_HEIGHT / 2)), BLUE, dashed=dashed)


def _notes(rows: Sequence[Row]) -> Iterator[Text]:
    shifts = [(date, each) for row in rows for date, day in row.person.days.items() for each in day.shifts]
    if any(words.time_of(shift.end, date, ends=True)[1] for date, shift in shifts):
        yield words.NEXT_DAY_MEANS
    if any(shift.late_minutes or shift.early_minutes for _, shift in shifts):
        yield words.MINUTES_MEAN
    if any(row.person.limit >= 0 for row in rows):
        yield words.QUOTA_MEANS
    if any(row.from_where is not None for row in rows):
        yield words.GUESTS_MEAN
