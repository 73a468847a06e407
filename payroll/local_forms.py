"""Months, days, weekdays and amounts in the form that people expect who read Chinese or English.

For documents and screens. Files that are read again (CSV) and the arithmetic of explanations keep plain forms:
``2026-10-08``, ``4000.00``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from payroll.language import LANGUAGES, Language, Text
from payroll.period import date_of

if TYPE_CHECKING:
    from babel import Locale

_LOCALES: dict[Language, str] = {"zh": "zh_Hans_CN", "en": "en"}
_LONG: dict[Language, str] = {"zh": "y年M月d日", "en": "d MMMM y"}
"""English is told to readers of many countries: ``8 October 2026`` cannot be misread."""
_SHORT: dict[Language, str] = {"zh": "M月d日 EEE", "en": "EEE d MMM"}
_SHORT_OF_ANOTHER_YEAR: dict[Language, str] = {"zh": "y年M月d日", "en": "d MMM y"}
_MONTH: dict[Language, str] = {"zh": "y年M月", "en": "MMMM y"}
_A_MONDAY = date(2024, 1, 1)


def month_name(period: str, language: Language) -> str:
    """Return a pay period as people write it: ``2026年10月``, ``October 2026``."""
    return _written(date.fromisoformat(f"{period}-01"), _MONTH[language], language)


def short_month(day: int, language: Language) -> str:
    """Return the month of a day without its year: ``10月``, ``Oct``."""
    return _written(date_of(day), "LLL", language)


def long_date(day: int, language: Language) -> str:
    """Return a day as ``2026年11月15日`` or ``15 November 2026``."""
    return _written(date_of(day), _LONG[language], language)


def short_date(day: int, year: int, language: Language) -> str:
    """Return a day as ``10月9日 周五`` or ``Fri 9 Oct``; one of another year than ``year`` with its year."""
    stated = date_of(day)
    patterns = _SHORT if stated.year == year else _SHORT_OF_ANOTHER_YEAR
    return _written(stated, patterns[language], language)


def weekday_text(weekday: int) -> Text:
    """Return the name of a weekday, 0 for Monday: ``星期一``, ``Monday``."""
    return Text(*(_written(_A_MONDAY.replace(day=1 + weekday), "EEEE", to) for to in LANGUAGES))


def short_weekday(weekday: int, language: Language) -> str:
    """Return the short name of a weekday, 0 for Monday: ``周一``, ``Mon``."""
    return _written(_A_MONDAY.replace(day=1 + weekday), "EEE", language)


@cache
def unsigned(minor: int, places: int, language: Language) -> str:
    """Return minor units as ``5,000.00``; an amount below 0 has a minus sign, not a hyphen."""
    from babel.numbers import format_decimal

    pattern = "#,##0." + "0" * places if places else "#,##0"
    shown = format_decimal(Decimal(abs(minor)).scaleb(-places), pattern, _locale(language))
    return f"−{shown}" if minor < 0 else shown


def signed(minor: int, places: int, language: Language) -> str:
    """Return an adjustment with its sign: ``+680.50``, ``−600.00``, ``0.00``."""
    return f"+{unsigned(minor, places, language)}" if minor > 0 else unsigned(minor, places, language)


@cache
def currency_name(currency: str, language: Language) -> str:
    """Return the name of a currency: ``人民币``, ``Chinese Yuan``."""
    from babel.numbers import get_currency_name

    return get_currency_name(currency, locale=_locale(language))


@cache
def _written(day: date, pattern: str, language: Language) -> str:
    """Return a day by a pattern; documents for many people name the same days."""
    from babel.dates import format_date

    return format_date(day, pattern, _locale(language))


@cache
def _locale(language: Language) -> Locale:
    from babel import Locale

    return Locale.parse(_LOCALES[language])
