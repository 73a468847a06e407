"""What the clock itself makes of a month: the sheets 异常统计 (by day) and 考勤汇总 (by person), and the cards.

Times in them repeat the log of punches; the figures are the clock's opinion under its own shifts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from payroll.intake.grid import Grid, TableRead
from payroll.intake.headings import Heading, label
from payroll.intake.readers.grouped import Fields, grouped_heading
from payroll.intake.readers.period import day_of_cell
from payroll.intake.readers.rows import Sheet, Verdict, punch_table, rows_with_content, verdict_frame
from payroll.intake.readers.standard_days import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_BY_DAY: Fields = {
    "employee": ("工号", "id", "编号"),
    "name": ("姓名", "name"),
    "date": ("日期", "date"),
    "late": ("迟到时间", "late_time", "late"),
    "early": ("早退时间", "leave_early", "early_time"),
    "absent": ("缺勤时间", "旷工时间", "absence", "absent"),
    "note": ("备注", "note"),
    "first_on": ("第一时段/上班", "first_time_zone/on_duty"),
}
_BY_PERSON: Fields = {
    "employee": ("工号", "id", "编号"),
    "name": ("姓名", "name"),
    "late": ("迟到/分数", "迟到/分钟", "late/min", "late/minute"),
    "early": ("早退/分数", "早退/分钟", "leave_early/min", "leave_early/minute"),
    "days": ("出勤天数", "att._days"),
    "trips": ("出差", "out"),
    "absent_days": ("旷工", "absent"),
    "leave": ("请假", "afl"),
}
_DAY_NEEDS = ("name", "date", "late", "early", "absent")
_PERSON_NEEDS = ("name",)
_PERSON_FIGURES = frozenset({"late", "early"})
_IN_WORDS = ("days", "trips", "absent_days", "leave")
_CARD_WORDS = frozenset({"上班", "on_duty", "签到", "check_in"})
_CARD_ROWS = 15
_CARD_DAY = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])\s*[^0-9:\s].*")
_CLOCK_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}")


def days_heading(grid: Grid) -> Heading | None:
    """Return the headings of 异常统计, with its two stretches of a day, None if the sheet is another."""
    heading = grouped_heading(grid.rows, _BY_DAY, _DAY_NEEDS)
    return heading if heading is not None and "first_on" in heading.columns else None


def people_heading(grid: Grid) -> Heading | None:
    """Return the headings of 考勤汇总, None if the sheet is another."""
    heading = grouped_heading(grid.rows, _BY_PERSON, _PERSON_NEEDS)
    return heading if heading is not None and heading.columns.keys() >= _PERSON_FIGURES else None


def read_days(file: str, grid: Grid, heading: Heading, reader: str) -> tuple[TableRead, pd.DataFrame]:
    """Return the account of the rows of 异常统计, and the verdict on each person and day."""
    verdicts = []
    rows = _rows(grid, heading)
    for number in rows:
        cell = _cells_of(grid, heading, number)
        day = day_of_cell(cell["date"])
        minutes = (_figure(cell[field]) for field in ("late", "early", "absent"))
        date = day.isoformat() if day else cell["date"]
        verdicts.append(Verdict(number, cell["employee"], cell["name"], date, "", cell["note"], *minutes))
    repeated = sum(_has_times(grid.rows[number - 1]) for number in rows)
    return punch_table(Sheet(file, grid.sheet, reader, {}), [], rows, repeated=repeated), verdict_frame(
        grid.sheet, verdicts
    )


def read_people(file: str, grid: Grid, heading: Heading, reader: str) -> tuple[TableRead, pd.DataFrame]:
    """Return the account of the rows of 考勤汇总, and the verdict on each person for the whole period.

    ``result`` holds the numbers of days as the clock writes them.
    """
    verdicts = []
    rows = _rows(grid, heading)
    written = grid.rows[heading.row - 1]
    for number in rows:
        cell = _cells_of(grid, heading, number)
        said = [f"{plain(written[heading.columns[field]])} {cell[field]}" for field in _IN_WORDS if cell[field]]
        late, early = _figure(cell["late"]), _figure(cell["early"])
        verdicts.append(Verdict(number, cell["employee"], cell["name"], "", "", "; ".join(said), late, early))
    table = punch_table(Sheet(file, grid.sheet, reader, {}), [], rows)
    return table, verdict_frame(grid.sheet, verdicts)


def is_card(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a sheet is one of the cards, which show the days of three people beside each other."""
    return any(label(cell) in _CARD_WORDS for row in rows[:_CARD_ROWS] for cell in row)


def read_card(file: str, grid: Grid, reader: str) -> TableRead:
    """Return the account of a card: its rows of days repeat the log."""
    days = [
        number
        for number, row in enumerate(grid.rows, 1)
        if _CARD_DAY.fullmatch(next((text for cell in row if (text := plain(cell))), ""))
    ]
    repeated = sum(_has_times(grid.rows[number - 1]) for number in days)
    return punch_table(Sheet(file, grid.sheet, reader, {}), [], days, repeated=repeated)


def _rows(grid: Grid, heading: Heading) -> list[int]:
    return rows_with_content(grid.rows, heading.last + 1, heading.columns.values())


def _cells_of(grid: Grid, heading: Heading, number: int) -> dict[str, str]:
    row = grid.rows[number - 1]
    fields = (*_BY_DAY, *_BY_PERSON)
    places = {field: heading.columns.get(field) for field in fields}
    return {field: plain(row[at]) if at is not None and at < len(row) else "" for field, at in places.items()}


def _has_times(row: Sequence[str]) -> bool:
    return any(_CLOCK_TIME.fullmatch(plain(cell)) for cell in row)


def _figure(text: str) -> int | None:
    return int(float(text)) if text.replace(".", "", 1).isdigit() else None
