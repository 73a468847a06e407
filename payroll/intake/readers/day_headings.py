"""Headings that are days of a month (``1``, ``2 星期一``), and the dates that they stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from payroll.intake import kinds_clocks as kinds
from payroll.intake.grid import Grid, cell_name
from payroll.intake.headings import TITLE_ROWS, Heading
from payroll.intake.readers.period import (
    WrittenDay,
    named_period,
    period_problem,
    period_problems,
    stated_period,
    with_years,
)
from payroll.language import Text
from payroll.problems import Problem

_DAY = re.compile(r"(0?[1-9]|[12][0-9]|3[01])[日号]?(?:(?:星期|周)?([一二三四五六日天]))?")
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_REPORT = re.compile(r"(?:制表|报表生成)时间\s*:\s*([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})")
_NAMED_MONTH = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-_.年]?(0?[1-9]|1[0-2])(?![0-9])")
_YEARS_BACK = 4
"""In so many years and the one of the report no period has the weekdays of another one's."""

Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class DayHeading:
    """A heading that is a day: its column, the day of the month, the weekday (Monday is 0) if it says one."""

    position: int
    number: int
    weekday: int | None


def day_headings(names: Sequence[str], groups: Collection[str]) -> list[DayHeading]:
    """Return the days among joined headings such as ``打卡时间记录/1星期日`` that stand under one of ``groups``."""
    found = []
    for position, name in enumerate(names):
        group, _, below = name.rpartition("/")
        if group in groups and (match := _DAY.fullmatch(below)):
            found.append(DayHeading(position, int(match[1]), _WEEKDAYS[match[2]] if match[2] else None))
    return found


def no_day(file: str, place: str, grid: Grid, heading: Heading, days: Sequence[int]) -> Problem | None:
    """Return the problem of a heading between the days (positions) that is none: what stands below it would be lost."""
    below = grid.rows[heading.last :]
    for at in range(min(days), max(days) + 1):
        if at not in days and any(at < len(row) and row[at].strip(" -") for row in below):
            name = heading.names[at].rpartition("/")[2] or cell_name(heading.last, at)
            stated = stated_period(grid.rows)
            other = Text.of("the heading «{name}» is not a day", name=name)
            return period_problem(file, place, heading.last, stated[3] if stated else "-", other)
    return None


def dates_of_days(
    file: str, sheet: str, rows: Sequence[Sequence[str]], days: Sequence[DayHeading]
) -> Mapping[int, date] | Problem:
    """Return position of the column -> date, or the problem of a year that cannot be told or does not fit.

    A title without a year takes it from the dates or the month in the file name; without them the weekdays of
    the headings decide: of the period's years up to that of the report at most one has them.
    """
    stated, named = stated_period(rows), named_period(file)
    if stated is None:
        row, words = None, ""
        periods = [named] if named else []
    else:
        row, first, last, words = stated
        periods = _possible(file, rows, first, last, days)
    fitting = [dates for period in periods if (dates := _dates(days, period))]
    if len(fitting) == 1:
        wrong = period_problems(file, sheet, rows, list(fitting[0].values()))
        return wrong[0] if wrong else fitting[0]
    if len(periods) == 1:
        period = words or f"{periods[0][0].isoformat()} ~ {periods[0][1].isoformat()}"
        return period_problem(file, sheet, row, period, _other(days, periods[0]))
    title = words or Text.of("(none is stated)")
    return Problem(kinds.CLOCK_YEAR, file, sheet, row, value=words, details={"title": title})


def _possible(
    file: str, rows: Sequence[Sequence[str]], first: WrittenDay, last: WrittenDay, days: Sequence[DayHeading]
) -> list[Period]:
    if first[0] is not None:
        anchors = [date(int(first[0]), 12, 31)]
    elif named := _named_day(file, first, last):
        anchors = [named]
    elif (report := _report_day(rows)) and any(day.weekday is not None for day in days):
        anchors = [_years_before(report, years) for years in range(_YEARS_BACK + 1)]
    else:
        anchors = []
    return [period for anchor in anchors if (period := with_years(first, last, anchor))]


def _named_day(file: str, first: WrittenDay, last: WrittenDay) -> date | None:
    """Return a day on or before which the period begins, not a year earlier, by the dates or month in a file's name."""
    if named := named_period(file):
        return named[0]
    match = _NAMED_MONTH.search(file)
    if match is None or int(match[2]) not in {int(first[1]), int(last[1])}:
        return None
    begun_before = int(match[2]) != int(first[1]) and int(last[1]) < int(first[1])
    return date(int(match[1]) - begun_before, 12, 31)


def _report_day(rows: Sequence[Sequence[str]]) -> date | None:
    for row in rows[:TITLE_ROWS]:
        for cell in row:
            if match := _REPORT.search(unicodedata.normalize("NFKC", cell)):
                try:
                    return date(int(match[1]), int(match[2]), int(match[3]))
                except ValueError:
                    return None
    return None


def _years_before(day: date, years: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap_day else day.day)


def _dates(days: Sequence[DayHeading], period: Period) -> dict[int, date] | None:
    """Return the dates of headings that go through the period in order, None if number or weekday do not fit."""
    dates: dict[int, date] = {}
    day = period[0]
    for heading in days:
        while day <= period[1] and day.day != heading.number:
            day += timedelta(days=1)
        if day > period[1] or heading.weekday not in {None, day.weekday()}:
            return None
        dates[heading.position] = day
        day += timedelta(days=1)
    return dates


def _other(days: Sequence[DayHeading], period: Period) -> Text:
    """Return the first heading that does not fit, in words."""
    count = next(number for number in range(1, len(days) + 1) if _dates(days[:number], period) is None)
    wrong = days[count - 1]
    weekday = f" 星期{'一二三四五六日'[wrong.weekday]}" if wrong.weekday is not None else ""
    return Text.of("the heading «{number}{weekday}» does not fit it", number=wrong.number, weekday=weekday)
