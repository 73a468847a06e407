"""The settings file of a self-service clock (AttSetting.xls): its shift table, which belongs into the policy.

It holds no punches. It is recognised so that its owner learns what to do with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from payroll.intake import kinds_clocks as kinds
from payroll.intake.grid import Grid
from payroll.intake.headings import Heading
from payroll.intake.readers.grouped import Fields, grouped_heading
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.standard_days import plain
from payroll.intake.readers.standard_report import STANDARD_REPORT
from payroll.language import Text
from payroll.problems import Problem

_FIELDS: Fields = {
    "number": ("编号", "序号", "班次号", "班次编号", "number"),
    "first_on": ("第一时段/上班", "上午/上班", "first_time_zone/on_duty"),
    "first_off": ("第一时段/下班", "上午/下班", "first_time_zone/off_duty"),
    "second_on": ("第二时段/上班", "下午/上班", "second_time_zone/on_duty"),
    "second_off": ("第二时段/下班", "下午/下班", "second_time_zone/off_duty"),
}
_FIRST = frozenset({"first_on", "first_off"})


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a workbook is a clock's settings: a shift table, and no report beside it."""
    return any(_heading(grid) for grid in sheets) and not STANDARD_REPORT.recognises(sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return no rows, and a warning that spells out the shift table."""
    grid, heading = next((grid, heading) for grid in sheets if (heading := _heading(grid)))
    shifts = [words for row in grid.rows[heading.last :] if (words := _shift(row, heading))]
    details = {"shifts": "; ".join(shifts) or "–"}
    return ClockRead({}, (Problem(kinds.CLOCK_SETTING, file, grid.sheet, heading.row, details=details),))


def _heading(grid: Grid) -> Heading | None:
    heading = grouped_heading(grid.rows, _FIELDS, ("number",))
    return heading if heading is not None and heading.columns.keys() >= _FIRST else None


def _shift(row: Sequence[str], heading: Heading) -> str:
    """Return a row as ``2 = 08:00–12:00, 13:00–17:00``, "" for one without times."""
    number, *times = (plain(row[at]) if at < len(row) else "" for at in _places(heading))
    pairs = [f"{on}–{off}" for on, off in zip(times[::2], times[1::2], strict=True) if on or off]
    return f"{number} = {', '.join(pairs)}" if number and pairs else ""


def _places(heading: Heading) -> list[int]:
    return [heading.columns.get(field, 1 << 20) for field in _FIELDS]


CLOCK_SETTING = Reader("clock-setting", Text.of("the settings of a clock"), (), recognises, read)
