"""The sheets of a DingTalk export: which one each is, and its rows under the names of its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from payroll.intake import kinds_clocks
from payroll.intake import kinds_files as kinds
from payroll.intake.grid import Fault, Grid, fault_problem, faults_of_table, rows_of_faults
from payroll.intake.headings import TITLE_ROWS, Heading
from payroll.intake.readers.dingtalk_cells import BLANK, WEEKDAYS, day_of_cell, plain
from payroll.intake.readers.dingtalk_kinds import APPROVALS, KINDS, READER, Kind
from payroll.intake.readers.grouped import grouped_heading
from payroll.intake.readers.period import named_period
from payroll.intake.readers.rows import Sheet
from payroll.language import EMPTY, Text
from payroll.problems import Problem

_ROWS_ABOVE = 4
"""So many rows stand above the data where the headings cannot be found: title, time of the report, headings."""
_TITLE = re.compile(rf"({'|'.join(kind.name for kind in KINDS)})[^\s:]*\s*统计日期")
_PERIOD = re.compile(
    r"([0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)\s*(?:至|到|~|-|—|–)+\s*([0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)"
)
_DAY_NUMBER = re.compile(r"(0?[1-9]|[12][0-9]|3[01])[日号]?")
_WEEKDAY = re.compile(r"(?:星期|周)?([一二三四五六日天])")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as Excel counts, and the cells of the fields (``day 7`` for the column at position 7)."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        """Return a cell, "" for a blank one (``--``) and for a column that the export lacks."""
        text = self.cells.get(field, "").strip()
        return "" if text in BLANK else text


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet that was understood: its kind, where it stands, its headings, rows and days.

    ``faulty`` are the rows that a fault sets aside. ``days`` goes from the field of a day to its day,
    ``period`` holds the problem of a period that does not agree, ``problems`` the others, and ``units``
    the headings as written, by field, for the units in them.
    """

    kind: Kind
    place: Sheet
    rows: Sequence[Row]
    faulty: Sequence[Row]
    days: Mapping[str, date]
    period: Sequence[Problem]
    problems: Sequence[Problem]
    units: Mapping[str, str]
    near: date | None = None


@dataclass(frozen=True, slots=True)
class People:
    """Who is who in one workbook: UserId -> 工号, and name -> employee for names that only one employee has."""

    numbers: Mapping[str, str]
    names: Mapping[str, str]

    def employee(self, row: Row) -> str:
        """Return whose a row is: the 工号, else the one that another row gives for the UserId, else the UserId.

        The approval tables have no UserId: where the 工号 is blank too, the name tells, if it is one employee's.
        """
        return self._by_id(row) or self.names.get(row["name"], "")

    def _by_id(self, row: Row) -> str:
        return row["number"] or self.numbers.get(row["user"], "") or row["user"]


def people_of(rows: Sequence[Row]) -> People:
    """Return who is who, from the rows of all sheets."""
    by_id = People({row["user"]: row["number"] for row in rows if row["user"] and row["number"]}, {})
    names: dict[str, set[str]] = {}
    for row in rows:
        if employee := by_id.employee(row):
            names.setdefault(row["name"], set()).add(employee)
    return replace(by_id, names={name: ids.pop() for name, ids in names.items() if name and len(ids) == 1})


def kind_of(grid: Grid) -> tuple[Kind, Heading | None] | None:
    """Return which kind of sheet a grid is, by its headings; without them, by its title, with None."""
    titles = [found[1] for row in grid.rows[:TITLE_ROWS] for cell in row if (found := _TITLE.match(plain(cell)))]
    for kind in KINDS:
        heading = grouped_heading(grid.rows, kind.fields, ("name",))
        if heading is None or "账号" in heading.names or not all(field in heading.columns for field in kind.tells):
            continue
        if kind.days and not _has_days(heading, kind.days, titled=kind.name in titles):
            continue
        if kind in APPROVALS and not {"form", "status"} & set(heading.columns):
            continue
        return kind, heading
    return (next(kind for kind in KINDS if kind.name == titles[0]), None) if titles else None


def sheet_rows(file: str, grid: Grid, place: str, kind: Kind, heading: Heading | None) -> SheetRows:
    """Return the rows of a sheet under the names of its fields, and the problems of its headings and cells."""
    empty = SheetRows(kind, Sheet(file, place, READER, {}), [], [], {}, [], [], {})
    missing = _missing(kind, heading)
    if heading is None or missing:
        first = heading.last if heading is not None else _ROWS_ABOVE
        filled = (number for number, cells in enumerate(grid.rows, 1) if any(map(str.strip, cells)))
        below = [Row(number, {}) for number in filled if number > first]
        return replace(empty, rows=below, period=[_missing_problem(file, place, kind, heading, missing, grid)])
    columns = dict(heading.columns)
    positions = _day_columns(heading, kind.days) if kind.days else []
    columns |= {f"day {at}": at for at in positions}
    written = {field: _written(grid, heading, at) for field, at in columns.items()}
    heading = replace(heading, columns=columns)
    period = _title_period(grid.rows[: heading.row])
    days, problem = _days(file, place, grid, heading, positions, period or named_period(file))
    faults = [fault for fault in faults_of_table(grid, heading) if not _is_of_no_use(fault, grid, heading)]
    faulty = rows_of_faults(faults, len(grid.rows))
    rows: list[Row] = []
    aside: list[Row] = []
    for index in range(heading.last, len(grid.rows)):
        cells = grid.rows[index]
        found = {field: cells[at] for field, at in columns.items() if at < len(cells)}
        if index in faulty or any(cell.strip() for cell in found.values()):
            (aside if index in faulty else rows).append(Row(index + 1, found))
    names = {"employee_id": written.get("number") or written.get("user", ""), "name": written["name"]}
    names |= {"time": written.get("punch") or kind.days or "打卡时间", "from": written.get("span") or kind.name}
    return SheetRows(
        kind,
        Sheet(file, place, READER, {**names, "device": written.get("device", "打卡设备")}),
        rows,
        aside,
        days,
        [problem] if problem else [],
        [fault_problem(fault, heading, file, place) for fault in faults],
        written,
        period[0] if period else None,
    )


def _missing(kind: Kind, heading: Heading | None) -> list[str]:
    found = heading.columns if heading is not None else {}
    missing = [kind.fields[field][0] for field in ("name", *kind.tells, *kind.needs) if field not in found]
    if kind.days and heading is None:
        missing.append(kind.days)
    return missing if {"number", "user"} & set(found) else [*missing, "工号/UserId"]


def _missing_problem(
    file: str, place: str, kind: Kind, heading: Heading | None, missing: Sequence[str], grid: Grid
) -> Problem:
    row = heading.row if heading is not None else None
    words = heading.names if heading is not None else [plain(cell) for cells in grid.rows[2:4] for cell in cells]
    details: dict[str, str | Text] = {
        "table": Text.of("DingTalk {name}", name=kind.name),
        "missing": ", ".join(missing),
        "found": ", ".join(filter(None, words))[:500] or "-",
        "guess": EMPTY,
    }
    return Problem(kinds.COLUMN_MISSING, file, place, row, details=details)


def _written(grid: Grid, heading: Heading, at: int) -> str:
    cells = [grid.rows[row - 1][at].strip() for row in (heading.last, heading.row) if at < len(grid.rows[row - 1])]
    return next(filter(None, cells), heading.names[at])


def _is_of_no_use(fault: Fault, grid: Grid, heading: Heading) -> bool:
    """Tell whether a damaged UserId stands beside a 工号, and so is not needed."""
    number = heading.columns.get("number")
    row = grid.rows[fault.row - 1]
    return (
        fault.kind is kinds.NUMBER_TOO_LONG
        and fault.position == heading.columns.get("user")
        and number is not None
        and row[number].strip() not in BLANK
    )


# ---------------------------------------------------------------- days


def _day_columns(heading: Heading, group: str) -> list[int]:
    """Return the positions of the columns below a group."""
    return [at for at, name in enumerate(heading.names) if name.startswith(f"{group}/")]


def _has_days(heading: Heading, group: str, *, titled: bool) -> bool:
    """Tell whether the columns below a group are days: one looks like a day, or the title says what sheet it is."""
    texts = [_under(heading, at) for at in _day_columns(heading, group)]
    return any(titled or _DAY_NUMBER.fullmatch(text) or _WEEKDAY.fullmatch(text) or day_of_cell(text) for text in texts)


def _under(heading: Heading, at: int) -> str:
    return heading.names[at].partition("/")[2]


def _title_period(rows: Sequence[Sequence[str]]) -> tuple[date, date] | None:
    for cell in (plain(cell) for row in rows for cell in row):
        found = _PERIOD.search(cell)
        days = [day for part in found.groups() if (day := day_of_cell(part))] if found else []
        if len(days) == 2:
            return days[0], days[1]
    return None


def _days(
    file: str, place: str, grid: Grid, heading: Heading, positions: Sequence[int], period: tuple[date, date] | None
) -> tuple[dict[str, date], Problem | None]:
    """Return the day of each column, counted from the first day of the period, and the problem of another count.

    The headings themselves do not tell: they are the day of the month, 六 or 日 on a weekend, and the
    name of the holiday on a holiday. Where they say something, it has to agree.
    """
    if not positions:
        return {}, None
    if period is None:
        return {}, Problem(kinds_clocks.CLOCK_DAYS_UNKNOWN, file, place, heading.last)
    first, last = period
    days = {f"day {at}": first + timedelta(days=count) for count, at in enumerate(positions)}
    title = f"{first.isoformat()} ~ {last.isoformat()}"
    other = None
    if len(positions) != (last - first).days + 1:
        other = Text.of("but there are {count} columns of days", count=len(positions))
    for at, day in zip(positions, days.values(), strict=True):
        if other is None and not _agrees(_under(heading, at), day):
            head = _written(grid, heading, at)
            other = Text.of("the heading «{head}» should be that of {day}", head=head, day=day.isoformat())
    if other is None:
        return days, None
    details: dict[str, str | Text] = {"title": title, "other": other}
    return days, Problem(kinds_clocks.CLOCK_PERIOD, file, place, heading.last, value=title, details=details)


def _agrees(text: str, day: date) -> bool:
    if found := _DAY_NUMBER.fullmatch(text):
        return int(found[1]) == day.day
    if found := _WEEKDAY.fullmatch(text):
        return WEEKDAYS[day.weekday()] == found[1].replace("天", "日")
    return (day_of_cell(text) or day) == day
