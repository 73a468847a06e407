"""Official days of a country: public holidays, and weekend days that are worked to make up for them.

The ``holidays`` library knows both. It also answers for years whose yearly notice is not published yet, with
the holidays that the law fixes and without the days that the notice moves; such a year is refused here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from payroll.period import day_number
from payroll.policy.model import Calendar

MOVED_BY_YEARLY_NOTICE = ("AZ", "BY", "CN", "HU", "KG", "KZ", "LV", "MM", "RU", "UZ", "VN")
"""Countries whose government moves working days by a notice each year; without it nobody knows the year."""

_THURSDAY = 3  # 1970-01-01


@dataclass(frozen=True, slots=True)
class OfficialDays:
    """One year's public holidays and make-up working days, as day numbers."""

    holidays: frozenset[int] = frozenset()
    make_up_days: frozenset[int] = frozenset()


def is_country(country: str) -> bool:
    """Tell whether ``country`` is an ISO 3166 code of two letters whose official days are known."""
    from holidays import list_supported_countries

    return country in list_supported_countries(include_aliases=False)


@cache
def official_days(country: str, year: int) -> OfficialDays | None:
    """Return a country's official days of one year, or ``None`` if they are not published.

    "" is no country: no official days in any year. In a country of ``MOVED_BY_YEARLY_NOTICE`` a year is
    published if it lies between the first and the last year for which the library has moved days, elsewhere
    if the library covers it. Raises ``NotImplementedError`` for an unknown country (see ``is_country``).
    """
    if not country:
        return OfficialDays()
    if year not in _published_years(country):
        return None
    from holidays import country_holidays

    days = country_holidays(country, years=year)
    worked = (day for day in days.weekend_workdays if day.year == year)
    return OfficialDays(frozenset(map(day_number, days)), frozenset(map(day_number, worked)))


@cache
def _published_years(country: str) -> range:
    from holidays import country_holidays

    known = country_holidays(country)
    if country not in MOVED_BY_YEARLY_NOTICE:
        return range(known.start_year, known.end_year + 1)
    # The library's notices begin in the 1990s at the earliest.
    days = country_holidays(country, years=range(1990, known.end_year + 1))
    moved = {day.year for day in days.weekend_workdays}
    return range(min(moved), max(moved) + 1)


def is_working_day(calendar: Calendar, day: int, official: OfficialDays) -> bool:
    """Tell whether ``day`` (day number) is worked: a make-up day, or one of the weekdays that is no holiday."""
    if day in official.make_up_days:
        return True
    return (day + _THURSDAY) % 7 in calendar.weekdays and day not in official.holidays
