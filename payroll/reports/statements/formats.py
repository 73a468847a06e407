"""Dates, times and amounts as people write them in each language."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_name

from payroll.language import Language, Text
from payroll.period import MINUTES_PER_DAY, NO_DAY, clock, date_of

_LOCALES: dict[Language, str] = {"zh": "zh_Hans_CN", "en": "en"}
_SHORT = Text("M月d日 EEE", "EEE d MMM")
_LONG = Text("y年M月d日", "d MMMM y")
_SHORT_OF_ANOTHER_YEAR = Text("y年M月d日", "d MMM y")
_NONE = Text("无", "none")
_NEXT_DAY, _DAY_BEFORE = Text("次日{time}", "{time} (+1)"), Text("前日{time}", "{time} (−1)")


@cache
def long_date(day: int, language: Language) -> str:
    """Return a day as ``2026年11月15日`` or ``15 November 2026``."""
    return format_date(date_of(day), _LONG.to(language), locale=_LOCALES[language])


@cache
def short_date(day: int, year: int, language: Language) -> str:
    """Return a day as ``10月9日 周五`` or ``Fri 9 Oct``; one of another year than ``year`` with its year."""
    pattern = _SHORT if date_of(day).year == year else _SHORT_OF_ANOTHER_YEAR
    return format_date(date_of(day), pattern.to(language), locale=_LOCALES[language])


@cache
def unsigned(minor: int, places: int, language: Language) -> str:
    """Return minor units as ``5,000.00``; an amount below 0 has a minus sign, not a hyphen."""
    pattern = "#,##0." + "0" * places if places else "#,##0"
    shown = format_decimal(Decimal(abs(minor)).scaleb(-places), pattern, locale=_LOCALES[language])
    return f"−{shown}" if minor < 0 else shown


def signed(minor: int, places: int, language: Language) -> str:
    """Return an adjustment with its sign: ``+680.50``, ``−600.00``, ``0.00``."""
    return f"+{unsigned(minor, places, language)}" if minor > 0 else unsigned(minor, places, language)


@cache
def currency_name(currency: str, language: Language) -> str:
    """Return the name of a currency: ``人民币``, ``Chinese yuan``."""
    return get_currency_name(currency, locale=_LOCALES[language])


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
