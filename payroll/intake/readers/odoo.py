"""Odoo attendances: one stay in each row, with the times of check in and check out; the latter is empty while it lasts.

The file does not say in which time zone its times are (Odoo keeps UTC, and shows the zone of the user), so it is
not read before that is given (``read_in_zone``). Punches keep the offset of that zone; the check of times turns
them into the clock on the employee's wall.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pyarrow as pa

from payroll.intake import kinds_clocks
from payroll.intake import kinds_files as kinds
from payroll.intake.cells import tidy
from payroll.intake.grid import Grid, TableRead, fault_problem, faults_of_table, length_problems, sorted_rows
from payroll.intake.headings import TITLE_ROWS, Heading, label
from payroll.intake.readers.clock_moments import OrderUnknown, date_order, iso_moments
from payroll.intake.readers.punch_columns import order_problem
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.rows import Punch, Sheet, punch_table
from payroll.language import Text
from payroll.problems import Problem

_FIELDS = {
    "employee": ("employee", "employee_id"),
    "in": ("check_in",),
    "out": ("check_out",),
}
_TIMES = ("in", "out")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class _Stays:
    """The stays of one sheet: row -> the cells of the fields, and those of the rows that are set aside."""

    sheet: Sheet
    heading: Heading
    rows: Mapping[int, Mapping[str, str]]
    aside: Mapping[int, Mapping[str, str]]


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a sheet has the headings Employee, Check In and Check Out, or the fields' own names."""
    return any(_heading(grid.rows) for grid in sheets)


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Set all rows aside, and say that the time zone has to be given and how."""
    stays, problems = _stays(file, sheets)
    first = stays[0]
    problem = Problem(
        kinds_clocks.CLOCK_ZONE, file, first.sheet.name, first.heading.row, details={"mapping": _mapping(file)}
    )
    return _nothing(stays, [*problems, problem])


def read_in_zone(file: str, sheets: Sequence[Grid], zone: str) -> ClockRead:
    """Return the punches of a file whose times are on the clock of ``zone``, such as ``UTC`` or ``Asia/Shanghai``.

    Each check in and each check out is a punch, its time as ``2026-10-08 08:42:10+08:00``. An unknown zone, and
    dates of which day and month cannot be told, are a problem of the whole file; a time that the zone's clock
    shows twice or never sets its row aside.
    """
    stays, problems = _stays(file, sheets)
    clock = _zone(zone)
    if clock is None:
        first = stays[0]
        details = {"mapping": _mapping(file)}
        problem = Problem(kinds_clocks.CLOCK_ZONE_UNKNOWN, file, first.sheet.name, None, value=zone, details=details)
        return _nothing(stays, [*problems, problem])
    columns = [_column(each, field) for each in stays for field in _TIMES]
    order = date_order(columns)
    if isinstance(order, OrderUnknown):
        return _nothing(stays, [*problems, _order_problem(file, stays, order)])
    tables = []
    for number, each in enumerate(stays):
        times = [iso_moments(columns[2 * number + place], order).to_pylist() for place in (0, 1)]
        table, found = _table(each, dict(zip(each.rows, zip(*times, strict=True), strict=True)), zone, clock)
        tables.append(table)
        problems += found
    return ClockRead({"punches": tuple(tables)}, tuple(problems))


ODOO_ATTENDANCE = Reader(
    "odoo-attendance",
    Text.of("the Odoo attendances"),
    ("punches",),
    recognises,
    read,
    read_in_zone=read_in_zone,
)


def _heading(rows: Sequence[Sequence[str]]) -> Heading | None:
    for index, row in enumerate(rows[:TITLE_ROWS]):
        labels = [label(cell) for cell in row]
        columns = {
            field: labels.index(word) for field, words in _FIELDS.items() for word in words if labels.count(word) == 1
        }
        if columns.keys() == _FIELDS.keys():
            width = max(at for at, cell in enumerate(row, 1) if cell.strip())
            return Heading(index + 1, index + 1, tuple(row[:width]), columns)
    return None


def _stays(file: str, sheets: Sequence[Grid]) -> tuple[list[_Stays], list[Problem]]:
    headings = [_heading(grid.rows) for grid in sheets]
    several = sum(heading is not None for heading in headings) > 1
    found: list[_Stays] = []
    problems: list[Problem] = []
    for grid, heading in zip(sheets, headings, strict=True):
        if heading is None:
            details = {"table": Text.of("punches")}
            problems.append(Problem(kinds.SHEET_IGNORED, file, grid.sheet, details=details))
            continue
        place = grid.sheet if several else ""
        faults = faults_of_table(grid, heading)
        good, bad, wrong_length = sorted_rows(grid, heading, faults)
        problems += [fault_problem(fault, heading, file, place) for fault in faults]
        problems += length_problems(wrong_length, len(heading.names), file, place)
        names = {field: heading.names[at] for field, at in heading.columns.items()}
        written = {
            "employee_id": names["employee"],
            "name": names["employee"],
            "time": f"{names['in']} / {names['out']}",
        }
        sheet = Sheet(file, place, ODOO_ATTENDANCE.name, written)
        rows, aside = ({index + 1: _cells(grid, index, heading) for index in group} for group in (good, bad))
        found.append(_Stays(sheet, heading, rows, aside))
    return found, problems


def _cells(grid: Grid, index: int, heading: Heading) -> dict[str, str]:
    row = grid.rows[index]
    cells = {field: tidy(row[at]) if at < len(row) else "" for field, at in heading.columns.items()}
    if not grid.ragged:  # in a workbook a time at midnight is a date
        cells |= {field: f"{cells[field]} 00:00:00" for field in _TIMES if _DAY.fullmatch(cells[field])}
    return cells


def _column(stays: _Stays, field: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array([cells[field] for cells in stays.rows.values()], pa.string())])


def _table(
    stays: _Stays, times: Mapping[int, tuple[str, str]], zone: str, clock: ZoneInfo
) -> tuple[TableRead, list[Problem]]:
    punches: list[Punch] = []
    aside = _as_written(stays.aside)
    problems = []
    for row, (begin, end) in times.items():
        employee = stays.rows[row]["employee"]
        moments = {time: _with_offset(time, clock) for time in (begin, end) if time} or {"": ""}
        if unclear := [time for time, moment in moments.items() if moment is None]:
            aside += _as_written({row: stays.rows[row]})
            place = (stays.sheet.file, stays.sheet.name, row, stays.sheet.headings["time"], unclear[0])
            problems.append(Problem(kinds_clocks.CLOCK_ZONE_HOUR, *place, {"zone": zone}))
            continue
        punches += [Punch(row, employee, employee, moment) for moment in moments.values() if moment is not None]
    return punch_table(stays.sheet, punches, stays.rows, aside), problems


def _with_offset(time: str, clock: ZoneInfo) -> str | None:
    """Return a time with the offset of the zone; None if its clock shows it twice or never. No time stays as it is."""
    if not _MOMENT.fullmatch(time):
        return time
    first, second = (datetime.fromisoformat(time).replace(tzinfo=clock, fold=fold) for fold in (0, 1))
    return first.isoformat(" ") if first.utcoffset() == second.utcoffset() else None


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _as_written(rows: Mapping[int, Mapping[str, str]]) -> list[Punch]:
    return [
        Punch(row, cells["employee"], cells["employee"], cells["in"] or cells["out"]) for row, cells in rows.items()
    ]


def _nothing(stays: Sequence[_Stays], problems: Sequence[Problem]) -> ClockRead:
    tables = [punch_table(each.sheet, [], (), _as_written({**each.rows, **each.aside})) for each in stays]
    return ClockRead({"punches": tuple(tables)}, tuple(problems))


def _order_problem(file: str, stays: Sequence[_Stays], order: OrderUnknown) -> Problem:
    number, position = order.at
    each, field = stays[number // 2], _TIMES[number % 2]
    row = list(each.rows)[position]
    return order_problem(order, file, each.sheet.name, row, each.heading.names[each.heading.columns[field]])


def _mapping(file: str) -> str:
    return f"{file}.mapping.toml"
