"""Times of shifts and punches as people write them in each language."""

from __future__ import annotations

from payroll.language import Language, Text
from payroll.period import MINUTES_PER_DAY, NO_DAY, clock

_NONE = Text.within("nothing", "none")
_NEXT_DAY, _DAY_BEFORE = Text.template("{time} (+1)"), Text.template("{time} (−1)")


def times(start: int, end: int, day: int, language: Language) -> str:
    """Return when a shift is: ``18:30–24:00``; an end on the next day is marked."""
    last = "24:00" if end == (day + 1) * MINUTES_PER_DAY else moment(end, day, language)
    return f"{clock(start)}–{last}"


def presence(arrival: int, departure: int, day: int, language: Language) -> str:
    """Return arrival and departure, ``08:42–17:31``, ``08:42–无``; a dash if both are missing."""
    if arrival == departure == NO_DAY:
        return "–"
    none = _NONE.to(language)
    return "–".join(moment(minute, day, language) if minute != NO_DAY else none for minute in (arrival, departure))


def moment(minute: int, day: int, language: Language) -> str:
    """Return a time of day, marked if it is on the day after or before ``day``."""
    time = clock(minute)
    away = minute // MINUTES_PER_DAY - day
    mark = _NEXT_DAY if away > 0 else _DAY_BEFORE
    return mark.to(language).format(time=time) if away else time
