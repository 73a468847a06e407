"""The days of a clock's standard report: a period in a title, and day numbers above the cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from payroll.intake import kinds_clocks as kinds
from payroll.intake.grid import cell_name
from payroll.intake.headings import TITLE_ROWS
from payroll.intake.readers.period import day_of_cell
from payroll.language import Text
from payroll.problems import Problem

_DATE = r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
_PERIOD = re.compile(rf"({_DATE})\s*[~至-]+\s*({_DATE})")
_DAY_NUMBER = re.compile(r"0?[1-9]|[12][0-9]|3[01]")
_WEEKDAY = re.compile(r"(?:星期|周)?[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatedPeriod:
    """The first and the last day that a sheet says it is about, and the row that says so."""

    row: int
    first: date
    last: date

    @property
    def words(self) -> str:
        """The two days, for messages."""
        return f"{self.first.isoformat()} ~ {self.last.isoformat()}"


def plain(text: str) -> str:
    """Return a cell in half width without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def stated_period(rows: Sequence[Sequence[str]]) -> StatedPeriod | None:
    """Return the period in the titles of a sheet, such as ``2017-12-01 ~ 2017-12-31``."""
    for number, row in enumerate(rows[:TITLE_ROWS], 1):
        for cell in row:
            if match := _PERIOD.search(plain(cell)):
                first, last = day_of_cell(match[1]), day_of_cell(match[2])
                if first is not None and last is not None and first <= last:
                    return StatedPeriod(number, first, last)
    return None


def day_numbers(row: Sequence[str]) -> dict[int, int]:
    """Return position -> day number of the cells of a row that hold one."""
    return {place: int(text) for place, cell in enumerate(row) if _DAY_NUMBER.fullmatch(text := plain(cell))}


def is_weekdays(row: Sequence[str], positions: Mapping[int, date]) -> bool:
    """Tell whether the cells under day numbers are weekdays: 五, 六, WED, THU."""
    cells = [text for place in positions if place < len(row) and (text := plain(row[place]))]
    return bool(cells) and all(_WEEKDAY.fullmatch(cell) for cell in cells)


def days_of(
    file: str, sheet: str, row: int, numbers: Mapping[int, int], period: StatedPeriod
) -> tuple[dict[int, date], list[Problem]]:
    """Return position -> day for day numbers that count on from the first day of the period, or the problem.

    Numbers beyond the last day (the clock always writes 31 columns) have no day.
    """
    days: dict[int, date] = {}
    for offset, (place, number) in enumerate(sorted(numbers.items())):
        day = period.first + timedelta(days=offset)
        if day > period.last:
            break
        if day.day != number:
            other = Text.of(
                "but of the day numbers in row {row}, {cell} is {number} instead of {day}",
                row=row,
                cell=cell_name(row, place),
                number=number,
                day=day.day,
            )
            return {}, [period_problem(file, sheet, row, period, other)]
        days[place] = day
    return days, []


def period_problem(file: str, sheet: str, row: int, period: StatedPeriod, other: Text) -> Problem:
    """Return the problem of a period with which something else does not agree."""
    return Problem(
        kinds.CLOCK_PERIOD, file, sheet, row, value=period.words, details={"title": period.words, "other": other}
    )


def differing_periods(file: str, periods: Sequence[tuple[str, StatedPeriod]]) -> list[Problem]:
    """Return the problem of sheets that tell different periods; ``periods`` are pairs of sheet and period."""
    for sheet, period in periods[1:]:
        first_sheet, first = periods[0]
        if (period.first, period.last) != (first.first, first.last):
            other = Text.of("the sheet {first_sheet} says {words}", first_sheet=first_sheet, words=first.words)
            return [period_problem(file, sheet, period.row, period, other)]
    return []
