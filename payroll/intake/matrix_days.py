"""Which day each column of a rota matrix is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from payroll.intake.cells import day_of, half_width, tidy, without_weekday
from payroll.period import Period, date_of, day_number

_MONTH_AND_DAY = re.compile(r"([0-9]{1,2})(?:[-/.]|月)([0-9]{1,2})[日号]?")
_DAY = re.compile(r"([0-9]{1,2})[日号]?")
_WEEKDAY = re.compile(
    r"(星期|周|礼拜)?[一二三四五六日天]"
    r"|(mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(day)?\.?",
    re.IGNORECASE,
)
_MONTH_IN_NAME = re.compile(
    r"(?<![0-9])(?P<year>20[0-9]{2})(?:[-_.]?(0[1-9]|1[0-2])|[-_.]([1-9])|年 ?(0?[1-9]|1[0-2]) ?月)(?![0-9])"
    r"|(?<![0-9年])(0?[1-9]|1[0-2]) ?月"
)


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    def later(self, months: int) -> Month:
        """Return the month so many months later."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def day(self, day: int) -> int | None:
        """Return the day number of a day of the month, None if the month has no such day."""
        try:
            return day_number(date(self.year, self.month, day))
        except ValueError:
            return None


def is_weekday(text: str) -> bool:
    """Tell whether a text is a day of the week and nothing else."""
    return bool(_WEEKDAY.fullmatch(tidy(half_width(text))))


def days_of_headings(headings: Iterable[str], names: Iterable[str], period: Period) -> dict[str, int]:
    """Return the day number of each heading that is a day, maybe with its weekday behind it.

    A whole date is that date. A month and a day are those nearest to the period. A bare number is the day of
    the pay period with that number; but where one of ``names`` (of the sheet, of the file) holds a month, of
    that month, and numbers that run over the end of a month (…, 30, 1, …) end in it.
    """
    plain = {heading: _without_weekday(heading) for heading in headings}
    numbers = {heading: int(found[1]) for heading, text in plain.items() if (found := _DAY.fullmatch(text))}
    month = _month_in(names, period)
    bare = _days_of_month(numbers, month) if month else _days_of_period(numbers, period)
    written = {heading: _written_day(text, period) for heading, text in plain.items() if heading not in numbers}
    days = {**bare, **written}
    return {heading: day for heading in plain if (day := days[heading]) is not None}


def _without_weekday(heading: str) -> str:
    """Return a heading without the weekday behind the day, also one that is glued to it (``10月1日四``)."""
    plain = without_weekday(tidy(half_width(heading)))
    return re.sub(r"(?<=[0-9日号])[一二三四五六日天]$", "", plain)


def _month_in(names: Iterable[str], period: Period) -> Month | None:
    """Return the month in the first of the names that holds one; None if it holds several."""
    for name in names:
        months = {_named_month(found, period) for found in _MONTH_IN_NAME.finditer(half_width(name))}
        if months:
            return months.pop() if len(months) == 1 else None
    return None


def _named_month(found: re.Match[str], period: Period) -> Month:
    month = next(int(part) for part in found.groups()[1:] if part)
    year = int(found["year"]) if found["year"] else _nearest_year(month, 15, period)
    return Month(year, month)


def _days_of_period(numbers: Mapping[str, int], period: Period) -> dict[str, int | None]:
    """Return the day of the period with each number; none for a number that a long period has twice."""
    days = range(period.first, period.last + 1)
    by_number = {date_of(day).day: day for day in days}
    twice = {date_of(day).day for day in days if by_number[date_of(day).day] != day}
    return {heading: None if number in twice else by_number.get(number) for heading, number in numbers.items()}


def _days_of_month(numbers: Mapping[str, int], month: Month) -> dict[str, int | None]:
    ends_of_month = [0]
    before = 0
    for number in numbers.values():
        ends_of_month.append(ends_of_month[-1] + (number < before))
        before = number
    return {
        heading: month.later(passed - ends_of_month[-1]).day(number)
        for (heading, number), passed in zip(numbers.items(), ends_of_month[1:], strict=True)
    }


def _written_day(text: str, period: Period) -> int | None:
    if found := _MONTH_AND_DAY.fullmatch(text):
        month, day = int(found[1]), int(found[2])
        return Month(_nearest_year(month, day, period), month).day(day) if 1 <= month <= 12 else None
    written = day_of(text)
    return written if isinstance(written, int) else None


def _nearest_year(month: int, day: int, period: Period) -> int:
    """Return the year in which a day of the year lies nearest to the period."""
    middle = date_of((period.first + period.last) // 2)
    about = {year: Month(year, month).day(min(day, 28)) or 0 for year in range(middle.year - 1, middle.year + 2)}
    return min(about, key=lambda year: abs(about[year] - day_number(middle)))
