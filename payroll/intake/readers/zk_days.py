"""The daily table of an attendance software (考勤号码, 日期, 签到时间, 签退时间, 迟到时间 …): two punches in each row.

签到时间 and 签退时间 are times of day, or times with their date. A 签退时间 that is earlier than the 签到时间 of the
same row is of the next day. The minutes late are the software's own opinion and are handed on as a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pyarrow as pa

from payroll.intake import kinds_files as kinds
from payroll.intake.cells import plain_id
from payroll.intake.grid import Grid, TableRead, fault_problem, faults_of_table, length_problems, sorted_rows
from payroll.intake.headings import Heading
from payroll.intake.readers.clock_moments import OrderUnknown, date_order, iso_moments
from payroll.intake.readers.grouped import Fields, grouped_heading
from payroll.intake.readers.period import day_of_cell
from payroll.intake.readers.punch_columns import order_problem
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.rows import Punch, Sheet, Verdict, joined_verdicts, punch_table, verdict_frame
from payroll.language import Text
from payroll.problems import Problem

_NAME = "zk-days"
_FIELDS: Fields = {
    "employee": ("考勤号码",),
    "name": ("姓名",),
    "date": ("日期",),
    "in": ("签到时间",),
    "out": ("签退时间",),
    "from": ("上班时间",),
    "to": ("下班时间",),
    "late_minutes": ("迟到时间",),
    "early_minutes": ("早退时间",),
}
_BLANK = frozenset({"-", "--"})
_MOMENTS = ("date", "in", "out")
_NEEDED = ("employee", "date", "in", "out")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-9]{2})(?::[0-9]{2})?")
_DATED = re.compile(r"[0-9]{1,4}[-/.年]")
_MIDNIGHT = re.compile(r"[T ]0?0:00(:00)?$")
_DAY = len("2026-10-08")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its number, and the cells of the fields."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        """Return a cell, "" for a blank one and for a column that the file lacks."""
        text = self.cells.get(field, "").strip()
        return "" if text in _BLANK else text

    @property
    def day(self) -> str:
        """The day as ``2026-10-08``, or as written where it does not begin with the year."""
        day = day_of_cell(self["date"])
        return day.isoformat() if day else _MIDNIGHT.sub("", self["date"])

    def moment(self, field: str) -> str:
        """Return a time with its day, as written; "" if there is none."""
        text = self[field]
        return text if not text or _DATED.match(text) else f"{self.day} {text}"


@dataclass(frozen=True, slots=True)
class _Part:
    """One sheet: where its rows stand, the rows, those that a fault sets aside, the problems."""

    sheet: Sheet
    rows: Sequence[_Row]
    aside: Sequence[_Row]
    problems: Sequence[Problem]


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a file is such a table, by its headings 考勤号码, 日期, 签到时间 and 签退时间."""
    return any(grouped_heading(grid.rows, _FIELDS, _NEEDED) for grid in sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return both punches of each row and the software's verdicts.

    If the order of day and month cannot be told, all rows are set aside.
    """
    headings = [grouped_heading(grid.rows, _FIELDS, _NEEDED) for grid in sheets]
    known = [(grid, heading) for grid, heading in zip(sheets, headings, strict=True) if heading is not None]
    parts = [_part(file, grid, heading, grid.sheet if len(known) > 1 else "") for grid, heading in known]
    problems = [problem for part in parts for problem in part.problems]
    details = {"table": Text.of("punches")}
    problems += [
        Problem(kinds.SHEET_IGNORED, file, grid.sheet, details=details)
        for grid, heading in zip(sheets, headings, strict=True)
        if heading is None
    ]
    texts = [_texts(part) for part in parts]
    order = date_order(texts)
    if isinstance(order, OrderUnknown):
        part = parts[order.at[0]]
        row = part.rows[order.at[1] // len(_MOMENTS)].number
        problems.append(order_problem(order, file, part.sheet.name, row, part.sheet.headings["time"]))
        return ClockRead({"punches": [_set_aside(part) for part in parts]}, tuple(problems))
    moments = [iso_moments(column, order).to_pylist() for column in texts]
    tables = [_table(part, found) for part, found in zip(parts, moments, strict=True)]
    verdicts = [
        verdict_frame(
            part.sheet.name, [_verdict(row, found[len(_MOMENTS) * at][:_DAY]) for at, row in enumerate(part.rows)]
        )
        for part, found in zip(parts, moments, strict=True)
    ]
    return ClockRead({"punches": tables}, tuple(problems), joined_verdicts(verdicts))


ZK_DAYS = Reader(
    _NAME,
    Text.of("the attendance software's daily table of 签到 and 签退"),
    ("punches",),
    recognises,
    read,
)


def _part(file: str, grid: Grid, heading: Heading, place: str) -> _Part:
    faults = faults_of_table(grid, heading)
    good, bad, wrong_length = sorted_rows(grid, heading, faults)
    problems = [fault_problem(fault, heading, file, place) for fault in faults]
    problems += length_problems(wrong_length, len(heading.names), file, place)
    written = heading.written
    names = {"employee_id": written["employee"], "time": f"{written['in']}, {written['out']}"}
    names |= {"name": written["name"]} if "name" in written else {}
    rows, aside = ([_row(grid, heading, index) for index in indices] for indices in (good, bad))
    return _Part(Sheet(file, place, _NAME, names), rows, aside, problems)


def _row(grid: Grid, heading: Heading, index: int) -> _Row:
    cells = grid.rows[index]
    return _Row(index + 1, {field: cells[at] for field, at in heading.columns.items() if at < len(cells)})


def _texts(part: _Part) -> pa.ChunkedArray:
    """Return day (at 00:00), 签到 and 签退 of each row, one after the other."""
    texts = [text for row in part.rows for text in (f"{row.day} 00:00", row.moment("in"), row.moment("out"))]
    return pa.chunked_array([pa.array(texts, pa.string())])


def _table(part: _Part, moments: Sequence[str]) -> TableRead:
    punches = [
        _punch(row, time)
        for at, row in enumerate(part.rows)
        for time in _in_and_out(row, *moments[len(_MOMENTS) * at + 1 : len(_MOMENTS) * at + 3])
        if time
    ]
    return punch_table(part.sheet, punches, [row.number for row in part.rows], _who(part.aside))


def _in_and_out(row: _Row, first: str, last: str) -> tuple[str, str]:
    """Return both times; a 签退 without a date that is before the 签到 is of the next day."""
    both_clocks = _CLOCK.fullmatch(row["in"]) and _CLOCK.fullmatch(row["out"])
    if both_clocks and first[:_DAY] == last[:_DAY] and last < first and (day := day_of_cell(last)):
        last = (day + timedelta(days=1)).isoformat() + last[_DAY:]
    return first, last


def _set_aside(part: _Part) -> TableRead:
    rows = sorted((*part.rows, *part.aside), key=lambda row: row.number)
    return punch_table(part.sheet, [], [], _who(rows))


def _who(rows: Sequence[_Row]) -> list[Punch]:
    """Return one entry for each row that is set aside: who and which day."""
    return [_punch(row, row.day) for row in rows]


def _punch(row: _Row, time: str) -> Punch:
    return Punch(row.number, plain_id(row["employee"]), row["name"], time)


def _verdict(row: _Row, day: str) -> Verdict:
    shift = f"{row['from']}-{row['to']}" if row["from"] and row["to"] else ""
    late, early = _minutes(row["late_minutes"]), _minutes(row["early_minutes"])
    who = (row.number, plain_id(row["employee"]), row["name"])
    return Verdict(*who, day, shift, late_minutes=late, early_minutes=early)


def _minutes(text: str) -> int | None:
    """Return minutes written as ``12`` or ``0:12``; None where nothing is said."""
    if match := _CLOCK.fullmatch(text):
        return int(match[1]) * 60 + int(match[2])
    return int(text) if text.isascii() and text.isdigit() else None
