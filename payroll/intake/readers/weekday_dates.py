"""Dates whose order of day and month a file does not say, with the weekday beside them, and times of such days.

``1/2/2026`` is read only if the file itself tells the order: by a number above 12, or by the weekdays. It is
one order for the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from payroll.intake import kinds_clocks as kinds
from payroll.intake.readers.standard_days import plain
from payroll.problems import Problem

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})(?: 00:00(?::00)?)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s*(?:([AaPp])\.?[Mm]\.?)?")
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE = "一二三四五六日"
_MONTHS = 12
_NOON = 12

Day = tuple[str, str]
"""A date as written, and the weekday as written ("" where the file has none)."""


@dataclass(frozen=True, slots=True)
class Days:
    """What the dates of a file are.

    ``days``       for each date the day, None for one that cannot be read
    ``undecided``  position of the first date that could be two days, where nothing in the file tells the order
    ``wrong``      positions of dates that do not fall on the weekday beside them
    """

    days: Sequence[date | None]
    undecided: int | None = None
    wrong: Sequence[int] = ()


def days_with_weekdays(cells: Sequence[Day]) -> Days:
    """Return the days of all dates of a file."""
    day_first, month_first = ([_day(text, day_first=order) for text, _ in cells] for order in (True, False))
    weekdays = [_weekday(text) for _, text in cells]
    swapped = [text for text, _ in cells if _YEAR_LAST.fullmatch(plain(text))]
    if not swapped or not any(first != second for first, second in zip(day_first, month_first, strict=True)):
        return Days(month_first, wrong=_wrong(month_first, weekdays))
    days = _told_by_numbers(swapped, day_first, month_first)
    if days is None:
        right = [each for each in (day_first, month_first) if not _wrong(each, weekdays)]
        days = right[0] if len(right) == 1 else None
    if days is None:
        unlike = (at for at, (one, other) in enumerate(zip(day_first, month_first, strict=True)) if one != other)
        return Days([None] * len(cells), undecided=next(unlike))
    return Days(days, wrong=_wrong(days, weekdays))


def day_problems(file: str, sheet: str, rows: Sequence[int], cells: Sequence[Day], found: Days) -> list[Problem]:
    """Return the problem of an order that nothing tells, or of days that do not fall on their weekday."""
    if found.undecided is not None:
        text = plain(cells[found.undecided][0])
        return [Problem(kinds.CLOCK_DATE_ORDER, file, sheet, rows[found.undecided], value=text)]
    if not found.wrong:
        return []
    first = found.wrong[0]
    details = {"weekday": plain(cells[first][1]), "count": str(len({rows[at] for at in found.wrong}))}
    return [Problem(kinds.CLOCK_WEEKDAY, file, sheet, rows[first], value=plain(cells[first][0]), details=details)]


def moments(day: date | None, written: str, clocks: Sequence[str]) -> Iterator[str]:
    """Yield the times of one day in the order of the file, as ``2026-10-08 08:42``.

    After a time earlier than the one before it is the next day. What cannot be read stays as it is written.
    """
    latest, past_midnight = "", False
    for text in clocks:
        clock = clock_of(text)
        if day is None or clock is None:
            yield f"{day or written} {text}".strip()
            continue
        past_midnight = past_midnight or clock < latest
        latest = clock
        yield f"{day + timedelta(days=past_midnight)} {clock}"


def clock_of(text: str) -> str | None:
    """Return a time such as ``8:37`` or ``08:45 PM`` as ``08:37`` or ``20:45``, None if it is none."""
    match = _CLOCK.fullmatch(plain(text))
    if match is None:
        return None
    hour = int(match[1])
    if match[4]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if match[4] in "Pp" else 0)
    return f"{hour:02d}:{match[2]}" + (f":{match[3]}" if match[3] else "")


def _told_by_numbers(
    texts: Sequence[str], day_first: Sequence[date | None], month_first: Sequence[date | None]
) -> Sequence[date | None] | None:
    """Return the days by the order that a number above 12 shows, None if none is there, or one in either place."""
    matches = [match for text in texts if (match := _YEAR_LAST.fullmatch(plain(text)))]
    first, second = (any(int(match[place]) > _MONTHS for match in matches) for place in (1, 2))
    if first == second:
        return None
    return day_first if first else month_first


def _day(text: str, *, day_first: bool) -> date | None:
    tidy = plain(text)
    if match := _YEAR_FIRST.fullmatch(tidy):
        if not match[2] and len(match[3] + match[4]) != len("0102"):
            return None
        year, month, day = match[1], match[3], match[4]
    elif match := _YEAR_LAST.fullmatch(tidy):
        year, month, day = match[3], match[2 if day_first else 1], match[1 if day_first else 2]
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _weekday(text: str) -> int | None:
    """Return the weekday from 0 (Monday), None for an unknown word."""
    tidy = plain(text).casefold().replace("天", "日")
    for number, (english, chinese) in enumerate(zip(_ENGLISH, _CHINESE, strict=True)):
        if tidy.startswith(english) or tidy.removeprefix("星期").removeprefix("周") == chinese:
            return number
    return None


def _wrong(days: Sequence[date | None], weekdays: Sequence[int | None]) -> list[int]:
    return [
        position
        for position, (day, weekday) in enumerate(zip(days, weekdays, strict=True))
        if day is not None and weekday is not None and day.weekday() != weekday
    ]
