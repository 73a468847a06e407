"""WeCom's reports with a row for each person and a column for each day of the month."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from payroll.intake.grid import Grid
from payroll.intake.headings import Heading
from payroll.intake.readers.day_headings import DayHeading, dates_of_days, day_headings, no_day
from payroll.intake.readers.day_rows import Row, rows_below
from payroll.intake.readers.grouped import Fields, grouped_heading
from payroll.intake.readers.rows import Sheet
from payroll.problems import Problem

_FIELDS: Fields = {
    "name": ("姓名",),
    "account": ("账号", "帐号"),
    "number": ("工号",),
    "late_minutes": ("异常统计/迟到时长", "迟到时长"),
    "early_minutes": ("异常统计/早退时长", "早退时长"),
    "absent_minutes": ("异常统计/旷工时长", "旷工时长"),
    "missing_punches": ("异常统计/缺卡次数", "缺卡次数"),
}
_NEEDS = ("name", "account")


@dataclass(frozen=True, slots=True)
class Matrix:
    """One sheet: its place, the date of each day's field, its rows, those set aside, and the problems.

    ``unusable`` is the problem of a year or period that leaves the days without dates.
    """

    sheet: Sheet
    dates: Mapping[str, date]
    rows: Sequence[Row]
    aside: Sequence[Row]
    problems: Sequence[Problem]
    unusable: Problem | None

    @property
    def numbers(self) -> list[int]:
        """The numbers of the sound rows."""
        return [row.number for row in self.rows]

    def days_of(self, row: Row) -> Iterator[tuple[date, str, str]]:
        """Yield date, heading and cell of each day of a row that is not blank."""
        for field, day in self.dates.items():
            if cell := row[field]:
                yield day, self.sheet.headings[field], cell


def has_days(grid: Grid, groups: Collection[str]) -> bool:
    """Tell whether a sheet has name, account and, under one of the groups of headings, days."""
    return _heading(grid, groups) is not None


def read_matrices(file: str, sheets: Sequence[Grid], groups: Collection[str], reader: str) -> list[Matrix]:
    """Return the sheets with such days."""
    found = [(grid, heading) for grid in sheets if (heading := _heading(grid, groups))]
    return [_matrix(file, grid, *heading, reader, several=len(found) > 1) for grid, heading in found]


def _heading(grid: Grid, groups: Collection[str]) -> tuple[Heading, Sequence[DayHeading]] | None:
    heading = grouped_heading(grid.rows, _FIELDS, _NEEDS)
    days = day_headings(heading.names, groups) if heading else []
    return (heading, days) if heading and days else None


def _matrix(
    file: str, grid: Grid, heading: Heading, days: Sequence[DayHeading], reader: str, *, several: bool
) -> Matrix:
    place = grid.sheet if several else ""
    fields = {_field(day.position): day.position for day in days}
    below = rows_below(file, place, grid, replace(heading, columns={**heading.columns, **fields}))
    headings = {
        "employee_id": heading.names[heading.columns["account"]],
        "name": "姓名",
        **{field: heading.names[at] for field, at in fields.items()},
    }
    sheet = Sheet(file, place, reader, headings)
    dates = no_day(file, place, grid, heading, [day.position for day in days]) or dates_of_days(
        file, place, grid.rows, days
    )
    if isinstance(dates, Problem):
        return Matrix(sheet, {}, (), sorted_rows(below.rows, below.aside), below.problems, dates)
    named = {_field(position): day for position, day in dates.items()}
    return Matrix(sheet, named, below.rows, below.aside, below.problems, None)


def sorted_rows(*rows: Sequence[Row]) -> list[Row]:
    """Return rows of several lists in the order of the sheet."""
    return sorted((row for group in rows for row in group), key=lambda row: row.number)


def _field(position: int) -> str:
    return f"day {position}"
