"""Leave and trips as WeCom writes them into a cell: ``年假2.0天（2/13 上午 - 2/14 下午）``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

Break = Callable[[date], tuple[str, str] | None]
"""A day -> start and end of the break in its shift, as ``12:00``; None where the file does not tell."""

NOON = ("12:00", "12:00")
"""Where the morning ends and the afternoon begins if the file does not tell of a break."""
_BETWEEN = " \t\r\n;；、,，"
_ROLLED_OVER = timedelta(days=183)
_DATE = r"(?:([0-9]{4})[-/.年])?([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
_WHEN = r"(上午|下午|[0-9]{1,2}:[0-9]{2})?"
_PERIOD = re.compile(rf"{_DATE}\s*{_WHEN}\s*(?:-|~|至|到|–|—)\s*(?:{_DATE})?\s*{_WHEN}")
_APPLICATION = re.compile(
    r"(?P<kind>[^\s0-9;；、,，()（）]+(?:[(（][^()（）0-9]*[)）])?)\s*"
    r"(?:[0-9]+(?:\.[0-9]+)?\s*(?:天|小时|分钟)\s*)+[(（](?P<period>[^()（）]*)[)）]"
)
_NO_LEAVE = re.compile(r"[^\s;；、,，()（）]*(?:补卡|加班|审批打卡|换班|调班)[^\s;；、,，()（）]*[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class Application:
    """One leave or trip: kind as written, start and end as ``Leave`` has them."""

    kind: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Applications:
    """What a cell says: the leave in it, the applications that cannot be read, and the text that is none."""

    leave: tuple[Application, ...]
    unread: tuple[str, ...]
    rest: str


def applications_in(text: str, day: date, break_of: Break) -> Applications:
    """Return the leave that a cell of ``day`` tells of.

    A date without a year is that of the period which covers ``day`` or is nearest to it. 上午 and 下午
    end and begin at the break of that day's shift, else at noon; from 上午 to 下午 it is whole days, as
    it is without times. Applications for a punch (补卡) or for overtime (加班) are no leave.
    """
    leave: list[Application] = []
    unread: list[str] = []
    without_others = _NO_LEAVE.sub(" ", text)
    for match in _APPLICATION.finditer(without_others):
        when = _period(match["period"], day, break_of)
        if when is None:
            unread.append(match[0])
        else:
            leave.append(Application(match["kind"], *when))
    return Applications(tuple(leave), tuple(unread), _APPLICATION.sub(" ", without_others).strip(_BETWEEN))


def break_in(shift: str) -> tuple[str, str] | None:
    """Return the break around noon of a shift such as ``09:00-12:00、13:00-18:00``, None if it has none."""
    times = re.findall(r"(?<![0-9:])([0-9]{1,2}:[0-9]{2})", unicodedata.normalize("NFKC", shift))
    times = [each.zfill(5) for each in times]
    breaks = [pair for pair in zip(times[1:-1:2], times[2::2], strict=False) if "11:00" <= pair[0] <= "14:00"]
    return breaks[0] if breaks and breaks[0][0] <= breaks[0][1] else None


def _period(text: str, day: date, break_of: Break) -> tuple[str, str] | None:
    match = _PERIOD.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None or (match[6] is None and match[8] is None):
        return None
    first: _Date = (match[1], match[2], match[3])
    last: _Date = (match[5], match[6], match[7]) if match[6] else first
    days = _days(first, last, day)
    if days is None or not all(_is_time(when) for when in (match[4], match[8])):
        return None
    if match[4] in {None, "上午"} and match[8] in {None, "下午"}:
        return days[0].isoformat(), days[1].isoformat()
    (midday, _), (_, afternoon) = break_of(days[0]) or NOON, break_of(days[1]) or NOON
    start = _moment(days[0], match[4], {"上午": "00:00", "下午": midday})
    return start, _moment(days[1], match[8], {"上午": afternoon, "下午": "24:00"})


def _moment(day: date, when: str | None, halves: Mapping[str, str]) -> str:
    return f"{day.isoformat()} {halves.get(when, when.zfill(5))}" if when else day.isoformat()


_Date = tuple[str | None, str, str]


def _days(first: _Date, last: _Date, day: date) -> tuple[date, date] | None:
    """Return the days of a period; where the year is not written, of the year that covers ``day`` or is nearest."""
    years = [int(first[0])] if first[0] else [day.year - 1, day.year, day.year + 1]
    periods = [period for year in years if (period := _in_year(year, first, last))]
    return min(periods, key=lambda each: max(each[0] - day, day - each[1], timedelta(0)), default=None)


def _in_year(year: int, first: _Date, last: _Date) -> tuple[date, date] | None:
    try:
        start = date(year, int(first[1]), int(first[2]))
        end = date(int(last[0] or year), int(last[1]), int(last[2]))
        if end < start and not last[0]:
            later = end.replace(year=year + 1)
            end = later if later - start <= _ROLLED_OVER else end
    except ValueError:
        return None
    return start, end


def _is_time(when: str | None) -> bool:
    if when is None or when in {"上午", "下午", "24:00"}:
        return True
    hour, _, minute = when.partition(":")
    try:
        time(int(hour), int(minute))
    except ValueError:
        return False
    return True
