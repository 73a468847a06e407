"""One difference between a clock and us, in words and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from payroll.language import COMMA, EMPTY, Text
from payroll.month.attendance import verdict_text
from payroll.month.context import Month, Row
from payroll.month.words import times_text
from payroll.period import NO_DAY, clock
from payroll.second_opinion.opinions import SOME, Opinion, Ours, joined

_SILENT = -1
"""In a column of numbers: nothing was said."""
_OF_FIGURE: Mapping[str, tuple[Text, Text]] = {
    "late_minutes": (Text.template("{n} min late"), Text.of("late")),
    "early_minutes": (Text.template("{n} min early"), Text.of("left early")),
    "absent_minutes": (Text.template("{n} min absent"), Text.of("absent")),
    "missing_punches": (Text.template("{n} punches missing"), Text.of("a punch missing")),
}
_NOTHING_FOUND = Text.of("nothing wrong")

WHY: Mapping[str, Text] = {
    "unknown-person": Text.of(
        "this person is not in the employees table (or the row is set aside), so nothing was judged here"
    ),
    "not-employed": Text.of("not employed on that day"),
    "unclear": Text.of("a punch or leave row was set aside, so it is not judged"),
    "leave": Text.of("there is approved leave here"),
    "swap": Text.of("the shift was swapped here"),
    "rest-day": Text.of("a day off in the rota here"),
    "no-shift": Text.of("no shift on that day here"),
    "missing-punch": Text.of("a missing punch counts differently"),
    "other-rule": Text.of("the rules differ (expected times, grace, rounding)"),
}
"""The likely reasons, the first that holds."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference, as ``clock-differences.csv`` has it; numbers are ``-1`` where nothing was said.

    ``date`` is a day number, NO_DAY for what a clock says of a whole period or of a person that we do not
    know. ``source`` is where the clock says it.
    """

    employee_id: str
    name: str
    store: str
    date: int
    reason: str
    clock_result: str
    clock_late_minutes: int
    clock_early_minutes: int
    clock_absent_minutes: int
    clock_missing_punches: int
    clock_shift: str
    shift: str
    verdict: str
    late_minutes: int
    early_minutes: int
    explanation_zh: str
    explanation_en: str
    source: str


def difference_of(month: Month | None, employee: int, said: Opinion, us: Ours, reason: str) -> Difference:
    """Return the difference of an employee (position) for a ``reason`` of ``WHY``; without a month, of a stranger."""
    figures = {name: _SILENT if figure is None else figure for name, figure in said.figures.items()}
    stated = {name: _SILENT if not us.shifts else us.figures[name] for name in ("late_minutes", "early_minutes")}
    name, store = said.name, ""
    if month is not None:
        name = str(month.tables.employees["name"].iloc[employee])
        day = month.period.last if said.date == NO_DAY else said.date
        store = str(month.facts.store(np.array([employee]), np.array([day]))[0])
    explanation = _explanation(said, us, reason)
    return Difference(
        employee_id=said.employee,
        name=name,
        store=store,
        date=said.date,
        reason=reason,
        clock_result=said.result,
        clock_late_minutes=figures["late_minutes"],
        clock_early_minutes=figures["early_minutes"],
        clock_absent_minutes=figures["absent_minutes"],
        clock_missing_punches=figures["missing_punches"],
        clock_shift=said.shift,
        shift=joined(_times(row) for row in us.shifts) if said.date != NO_DAY else "",
        verdict=joined(verdict_text(row["verdict"]) for row in us.shifts) if said.date != NO_DAY else "",
        **stated,
        explanation_zh=explanation.zh,
        explanation_en=explanation.en,
        source=said.source,
    )


def _times(row: Row) -> str:
    return times_text(row["start"], row["end"])


def _explanation(said: Opinion, us: Ours, reason: str) -> Text:
    why = WHY[reason]
    if reason == "unknown-person":
        return Text.of("{why}.", why=why)
    theirs, mine = _findings(said.figures), _findings(us.figures)
    times, taps = joined(_times(row) for row in us.shifts), _taps(us.shifts)
    if said.date == NO_DAY or not us.shifts:
        detail = EMPTY
    else:
        detail = Text.of(" (shift {times}, punches {taps})", times=times, taps=taps)
    by = Text.of(" (by its shift «{shift}»)", shift=said.shift) if said.shift else EMPTY
    return Text.of(
        "the clock{by}: {theirs}; here{detail}: {mine}. Likely reason: {why}.",
        by=by,
        theirs=theirs,
        detail=detail,
        mine=mine,
        why=why,
    )


def _findings(figures: Mapping[str, int | None]) -> Text:
    found = [_OF_FIGURE[name][figure == SOME].filled(n=figure) for name, figure in figures.items() if figure]
    return COMMA.join(found) if found else _NOTHING_FOUND


def _taps(shifts: Sequence[Row]) -> str:
    minutes = [row[name] for row in shifts for name in ("arrival", "departure")]
    return ", ".join(clock(minute) for minute in minutes if minute != NO_DAY) or "–"
