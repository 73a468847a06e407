"""Months, days, weekdays and amounts in the form that people expect who read Chinese or English.

For documents and screens. Files that are read again (CSV) and the arithmetic of explanations keep plain forms:
``2026-10-08``, ``4000.00``.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from payroll.language import LANGUAGES, Language, Text
from payroll.money import currency_places

if TYPE_CHECKING:
    from babel import Locale

_LOCALES: dict[Language, str] = {"zh": "zh_CN", "en": "en_GB"}
"""English is told to readers of many countries: ``8 October 2026`` cannot be misread."""
_AMOUNTS: dict[Language, str] = {"zh": "¤#,##0.00", "en": "¤¤ #,##0.00;¤¤ -#,##0.00"}
_GROUPED = "#,##0.00"
_EPOCH = date(1970, 1, 1)
_A_MONDAY = date(2024, 1, 1)


def month_name(period: str, language: Language) -> str:
    """Return a pay period as people write it: ``2026年10月``, ``October 2026``."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", date.fromisoformat(f"{period}-01"), locale=_locale(language))


def day_name(day: int, language: Language) -> str:
    """Return a day (since 1970) as people write it: ``2026年10月8日``, ``8 October 2026``."""
    from babel.dates import format_date

    return format_date(_EPOCH + timedelta(days=day), "long", _locale(language))


def weekday_text(weekday: int) -> Text:
    """Return the name of a weekday, 0 for Monday: ``星期一``, ``Monday``."""
    from babel.dates import format_date

    zh, en = (format_date(_A_MONDAY + timedelta(days=weekday), "EEEE", _locale(to)) for to in LANGUAGES)
    return Text(zh, en)


def money(amount: int, currency: str, language: Language) -> str:
    """Return minor units with their currency: ``¥4,000.00``, ``CNY 4,000.00``."""
    return _amount(amount, currency, _AMOUNTS[language], language)


def grouped(amount: int, currency: str, language: Language) -> str:
    """Return minor units without their currency, which is told elsewhere: ``4,000.00``."""
    return _amount(amount, currency, _GROUPED, language)


def _amount(amount: int, currency: str, form: str, language: Language) -> str:
    from babel.numbers import format_currency

    value = Decimal(amount).scaleb(-currency_places(currency))
    return format_currency(value, currency, form, _locale(language))


@cache
def _locale(language: Language) -> Locale:
    """Return the locale, found once: a document holds thousands of amounts."""
    from babel import Locale

    return Locale.parse(_LOCALES[language])
