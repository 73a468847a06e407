"""What stands in the cell of one person and one day: shifts with their marks, and where swaps begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from payroll.language import Language, Text
from payroll.reports.calendar import words
from payroll.reports.calendar.colours import AMBER, BLUE, FAINT, GREY, INK, PALE_AMBER, PALE_RED, RED, WHITE
from payroll.reports.calendar.records import CalendarDay, CalendarMove, CalendarShift
from payroll.reports.calendar.shapes import Box, Run, Shape, Words
from payroll.reports.calendar.shift_kinds import ShiftKind, kind_of

WIDTH = 30.5
CHIP_HEIGHT = 23.0
MARK_HEIGHT = 10.0
GAP = 1.2


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How a mark is drawn."""

    fill: str
    stroke: str
    colour: str
    dashed: bool = False
    hatched: bool = False


CHARGE = MarkStyle(PALE_RED, RED, RED)
MISSING = MarkStyle(PALE_AMBER, AMBER, AMBER)
AWAY = MarkStyle(WHITE, BLUE, BLUE)
HERE = MarkStyle(BLUE, BLUE, WHITE)
ASKED = MarkStyle(WHITE, BLUE, BLUE, dashed=True)
PLAIN = MarkStyle(WHITE, FAINT, INK)


@dataclass(frozen=True, slots=True)
class Mark:
    """A word on a small ground."""

    text: Text
    style: MarkStyle


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell, one below the other: its height, its shapes from its own corner, and the swaps it ends."""

    height: float
    shapes: tuple[Shape, ...]
    gives: frozenset[int] = frozenset()
    takes: frozenset[int] = frozenset()
    middle: float = 0


@dataclass(frozen=True, slots=True)
class CellMoves:
    """The moves of a day that a person has to do with: what they gave, took, and what waits for approval."""

    given: tuple[CalendarMove, ...] = ()
    taken: tuple[CalendarMove, ...] = ()

    @staticmethod
    def of(person: str, date: int, moves: Sequence[CalendarMove]) -> CellMoves:
        """Return the moves of a person on a day."""
        of_day = [move for move in moves if move.date == date]
        return CellMoves(
            tuple(move for move in of_day if move.giver == person),
            tuple(move for move in of_day if move.taker == person),
        )


def pieces(
    day: CalendarDay, date: int, moves: CellMoves, fills: Mapping[ShiftKind, str], language: Language
) -> tuple[Piece, ...]:
    """Return the pieces of a cell."""
    found = list(_shift_pieces(day, date, moves, fills, language))
    found += _without_chip(moves, language, day)
    if not found:
        found += _without_shift(day, language)
    return tuple(found)


def _shift_pieces(
    day: CalendarDay, date: int, moves: CellMoves, fills: Mapping[ShiftKind, str], language: Language
) -> Iterator[Piece]:
    asked = [move for move in moves.given if move.pending]
    for shift in day.shifts:
        marks = [*_marks(shift), *(Mark(words.asked(move.number), ASKED) for move in asked)]
        chip = _chip(shift, date, fills[kind_of(shift, date)], language)
        below = tuple(
            shape
            for place, mark in enumerate(marks)
            for shape in mark_shapes(mark, 0, CHIP_HEIGHT + GAP + place * (MARK_HEIGHT + GAP), language)
        )
        height = CHIP_HEIGHT + len(marks) * (MARK_HEIGHT + GAP)
        gives = frozenset(move.number for move in asked)
        yield Piece(height, (*chip, *below), gives, frozenset({shift.swap} - {0}), CHIP_HEIGHT / 2)


def _without_chip(moves: CellMoves, language: Language, day: CalendarDay) -> Iterator[Piece]:
    """Yield a mark for each swap that is not on a shift: of shifts that went away, or are asked for and not here."""
    shown = {shift.swap for shift in day.shifts}
    for move in moves.taken:
        number = frozenset({move.number})
        if move.pending:
            yield _mark_piece(Mark(words.asked(move.number), ASKED), language, takes=number)
        elif move.number not in shown:  # and given to somebody else after that
            yield _mark_piece(Mark(words.took(move.number), HERE), language, takes=number)
    for move in moves.given:
        number = frozenset({move.number})
        if not move.pending:
            yield _mark_piece(Mark(words.gave(move.number), AWAY), language, gives=number)
        elif not day.shifts:
            yield _mark_piece(Mark(words.asked(move.number), ASKED), language, gives=number)


def _without_shift(day: CalendarDay, language: Language) -> Iterator[Piece]:
    told = {"rest": words.REST, "not-employed": words.NOT_EMPLOYED, "elsewhere": words.OTHER_STORE}
    if day.kind in told:
        run = Run(told[day.kind].to(language), 8.5, colour=FAINT)
        yield Piece(CHIP_HEIGHT, (Words(0, 0, WIDTH, CHIP_HEIGHT, (run,)),))


def _mark_piece(
    mark: Mark, language: Language, gives: frozenset[int] = frozenset(), takes: frozenset[int] = frozenset()
) -> Piece:
    return Piece(MARK_HEIGHT, tuple(mark_shapes(mark, 0, 0, language)), gives, takes, MARK_HEIGHT / 2)


def mark_shapes(mark: Mark, x: float, y: float, language: Language) -> Iterator[Shape]:
    """Yield the shapes of a mark."""
    style = mark.style
    yield Box(x, y, WIDTH, MARK_HEIGHT, style.fill, style.stroke, 0.7, style.dashed, style.hatched, radius=2)
    run = Run(mark.text.to(language), 7.5, bold=True, colour=style.colour)
    yield Words(x + 1.5, y, WIDTH - 4, MARK_HEIGHT, (run,))


def _marks(shift: CalendarShift) -> tuple[Mark, ...]:
    """Return what is said of a shift, in the order of its day."""
    holds = (
        (shift.swap > 0, Mark(words.took(shift.swap), HERE)),
        (shift.elsewhere, Mark(words.OTHER_STORE, PLAIN)),
        (shift.promotion, Mark(words.PROMOTION, PLAIN)),
        (shift.expected is not None, Mark(words.PART_LEAVE, PLAIN)),
        (shift.state == "absent", Mark(words.ABSENT, CHARGE)),
        (shift.state == "unclear", Mark(words.UNCLEAR, MISSING)),
        (shift.late_minutes > 0, Mark(words.late(shift.late_minutes), CHARGE)),
        (shift.early_minutes > 0, Mark(words.early(shift.early_minutes), CHARGE)),
        (shift.no_arrival, Mark(words.NO_ARRIVAL, MISSING)),
        (shift.no_departure, Mark(words.NO_DEPARTURE, MISSING)),
    )
    return tuple(mark for is_so, mark in holds if is_so)


def _chip(shift: CalendarShift, date: int, fill: str, language: Language) -> Iterator[Shape]:
    """Yield the shapes of a shift: its times on the ground of its kind; leave is hatched and says so."""
    if shift.state == "leave":
        yield Box(0, 0, WIDTH, CHIP_HEIGHT, WHITE, FAINT, hatched=True, radius=3)
        yield Box(2, 6, WIDTH - 4, CHIP_HEIGHT - 12, WHITE)
        yield Words(2, 6, WIDTH - 4, CHIP_HEIGHT - 12, (Run(words.LEAVE.to(language), 8.5, bold=True),))
        return
    absent = shift.state == "absent"
    ground, stroke = (WHITE, RED) if absent else (fill, FAINT)
    yield Box(0, 0, WIDTH, CHIP_HEIGHT, ground, stroke, 0.8 if absent else 0.4, dashed=absent, radius=3)
    if shift.expected is not None:
        yield Box(WIDTH - 5, 0, 5, CHIP_HEIGHT, GREY, FAINT, 0.4, hatched=True)
    start, end = shift.expected or (shift.start, shift.end)
    width = WIDTH - 5 if shift.expected is not None else WIDTH
    for y, minute, ends in ((1.5, start, False), (CHIP_HEIGHT / 2, end, True)):
        time, next_day = words.time_of(minute, date, ends=ends)
        small = (Run("+1", 6),) if next_day else ()
        yield Words(0.5, y, width - 1, CHIP_HEIGHT / 2 - 1.5, (Run(time, 9.8, bold=True), *small))
