"""The period that a clock's export says it covers: in its title, in its file name, by its rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from payroll.intake import kinds_clocks as kinds
from payroll.intake.headings import TITLE_ROWS
from payroll.language import Text
from payroll.problems import Problem

_DAY = r"(?:([0-9]{4})[-./年])?([0-9]{1,2})[-./月]([0-9]{1,2})日?"
_TITLE = re.compile(rf"统计(?:时间|日期)\s*:\s*{_DAY}\s*(?:~|-|至|到|—|–)+\s*{_DAY}")
_FILE_NAME = re.compile(r"(?<![0-9])((?:19|20)[0-9]{6})[-_~至]((?:19|20)[0-9]{6})(?![0-9])")
_ROW = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})(?![0-9])")


def day_of_cell(text: str) -> date | None:
    """Return the day at the start of a cell such as ``2026/02/28 星期六``, None if there is none."""
    match = _ROW.match(unicodedata.normalize("NFKC", text).strip())
    return _day(*match.groups()) if match else None


def period_problems(file: str, sheet: str, rows: Sequence[Sequence[str]], days: Sequence[date]) -> list[Problem]:
    """Return the problem of a title, a file name and rows that do not agree on the period.

    A title may lack the year; the rows then give it. ``days`` are the days of the rows. A file without
    a title or with no dates in its name is compared by what it has.
    """
    named = named_period(file)
    title = stated_period(rows)
    if title is None:
        if named is not None and days and (min(days) < named[0] or max(days) > named[1]):
            return [period_problem(file, sheet, None, _words(*named), _outside(days, named[0]))]
        return []
    number, first, last, words = title
    anchor = min(days) if days else named[0] if named else None
    period = with_years(first, last, anchor) if anchor else None
    if period is None:
        return []
    if days and (min(days) < period[0] or max(days) > period[1]):
        return [period_problem(file, sheet, number, words, _outside(days, period[0]))]
    if named is not None and named != period:
        other = _words(*named)
        return [period_problem(file, sheet, number, words, Text.of("the file name {other}", other=other))]
    return []


WrittenDay = tuple[str | None, str, str]
"""Year (None where it is not written), month and day, as written."""


def stated_period(rows: Sequence[Sequence[str]]) -> tuple[int, WrittenDay, WrittenDay, str] | None:
    """Return the row of the title that states the period, its first and last day, and its words."""
    for number, row in enumerate(rows[:TITLE_ROWS], 1):
        for cell in row:
            if match := _TITLE.search(unicodedata.normalize("NFKC", cell)):
                first, last = match.group(1, 2, 3), match.group(4, 5, 6)
                words = match[0].split(":", 1)[1].strip()
                return number, (first[0], first[1], first[2]), (last[0], last[1], last[2]), words
    return None


def with_years(first: WrittenDay, last: WrittenDay, anchor: date) -> tuple[date, date] | None:
    """Return the period of a title; without a year the latest one that begins on or before ``anchor``."""
    start = _day(first[0] or str(anchor.year), first[1], first[2])
    if start is not None and first[0] is None and start > anchor:
        start = _day(str(anchor.year - 1), first[1], first[2])
    if start is None:
        return None
    end = _day(last[0] or str(start.year), last[1], last[2])
    if end is not None and last[0] is None and end < start:
        end = _day(str(start.year + 1), last[1], last[2])
    return (start, end) if end is not None else None


def named_period(file: str) -> tuple[date, date] | None:
    """Return the period in a file's name, such as ``20260201-20260228``, None if there is none."""
    match = _FILE_NAME.search(file)
    if match is None:
        return None
    first, last = (_day(text[:4], text[4:6], text[6:]) for text in match.groups())
    return (first, last) if first is not None and last is not None else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _outside(days: Sequence[date], first: date) -> Text:
    day = min(days) if min(days) < first else max(days)
    return Text.of("but there is a row of {day}", day=day.isoformat())


def _words(first: date, last: date) -> str:
    return f"{first.isoformat()} ~ {last.isoformat()}"


def period_problem(file: str, sheet: str, row: int | None, title: str, other: Text) -> Problem:
    """Return the problem of a period that is ``title`` at one place and otherwise at another."""
    return Problem(kinds.CLOCK_PERIOD, file, sheet, row, value=title, details={"title": title, "other": other})
