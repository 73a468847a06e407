"""The rota that DingTalk exports (排班): a row for each employee, a column for each day, a shift in each cell.

With a column UserId beside the 工号, as the app's other exports have it; or as a calendar, in which each
employee has three rows, 班次名称, 考勤结果 and 工作时长, under one name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from payroll.intake import kinds_files as kinds
from payroll.intake.grid import Fault, Grid, TableRead, fault_problem, faults_of_table, rows_of_faults
from payroll.intake.headings import TITLE_ROWS, Heading, is_day, label
from payroll.intake.raw import RawTable
from payroll.intake.readers.dingtalk_cells import BLANK, day_of_cell, plain
from payroll.intake.readers.dingtalk_kinds import READER
from payroll.intake.readers.rows import Verdict
from payroll.problems import Problem

_SHIFT, _RESULT = "班次名称", "考勤结果"
_WHO: Mapping[str, str] = {"姓名": "name", "工号": "number", "userid": "user"}


@dataclass(frozen=True, slots=True)
class Rota:
    """Where a rota stands: its headings, the positions of its days, and the column of 班次名称 in a calendar."""

    heading: Heading
    days: tuple[int, ...]
    lines: int | None


@dataclass(frozen=True, slots=True)
class RotaRead:
    """The shifts of a rota as a matrix, with the headings of the days as written; the app's own results."""

    table: TableRead
    problems: Sequence[Problem]
    verdicts: Sequence[Verdict]


def rota_of(grid: Grid) -> Rota | None:
    """Return where the rota of a sheet stands, None if it is none of DingTalk."""
    for index, row in enumerate(grid.rows[:TITLE_ROWS]):
        if "姓名" not in map(label, row):
            continue
        below = grid.rows[index + 1] if index + 1 < len(grid.rows) else ()
        two = not any(map(is_day, row)) and any(map(is_day, below))
        names = tuple(lower if two and lower.strip() else upper for upper, lower in _pairs(row, below))
        columns = {_WHO[label(name)]: at for at, name in enumerate(names) if label(name) in _WHO}
        days = tuple(at for at, name in enumerate(names) if is_day(name))
        heading = Heading(index + 1, index + 2 if two else index + 1, names, columns)
        lines = _column_of_lines(grid.rows[heading.last :], days)
        if days and columns.keys() & {"number", "user"} and (lines is not None or "user" in columns):
            return Rota(heading, days, lines)
    return None


def _pairs(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[str, str]]:
    return [(cell, lower[at] if at < len(lower) else "") for at, cell in enumerate(upper)]


def _column_of_lines(rows: Sequence[Sequence[str]], days: Sequence[int]) -> int | None:
    found: dict[int, set[str]] = {}
    for row in rows:
        for at, cell in enumerate(row):
            if at not in days and (word := plain(cell)) in {_SHIFT, _RESULT}:
                found.setdefault(at, set()).add(word)
    return next((at for at, words in found.items() if len(words) == 2), None)


def read_rota(file: str, grid: Grid, place: str, rota: Rota) -> RotaRead:
    """Return the shifts of a rota, one row for each employee; other rows of a calendar are out of scope."""
    heading = replace(rota.heading, columns={**rota.heading.columns, **{f"day {at}": at for at in rota.days}})
    faults = [fault for fault in faults_of_table(grid, heading) if not _is_merged_name(fault, rota)]
    faulty = rows_of_faults(faults, len(grid.rows))
    good: list[tuple[int, str, Sequence[str]]] = []
    bad: list[tuple[int, str, Sequence[str]]] = []
    verdicts: list[Verdict] = []
    others = 0
    who: Mapping[str, str] = {}
    for number, cells in enumerate(grid.rows[heading.last :], heading.last + 1):
        if not any(cells[at].strip() for at in heading.columns.values() if at < len(cells)):
            continue
        named = {name: cells[at].strip() for name, at in rota.heading.columns.items() if at < len(cells)}
        who = named if rota.lines is None or any(named.values()) else who
        employee = next((text for name in ("number", "user") if (text := who.get(name, "")) not in BLANK), "")
        line = plain(cells[rota.lines]) if rota.lines is not None and rota.lines < len(cells) else _SHIFT
        if line == _SHIFT:
            (bad if number - 1 in faulty else good).append((number, employee, cells))
            continue
        others += 1
        if line == _RESULT:
            verdicts += _results(number, employee, who.get("name", ""), cells, rota)
    twice = [name for name, count in Counter(heading.names[at] for at in rota.days).items() if count > 1]
    problems = [fault_problem(fault, heading, file, place) for fault in faults]
    problems += [
        Problem(kinds.HEADING_TWICE, file, place, heading.row, column=name, value=f"{name}, {name}") for name in twice
    ]
    title = next((plain(cell) for row in grid.rows[: heading.row - 1] for cell in row if "统计" in cell), grid.sheet)
    raw = RawTable(file, place, READER, {}, np.empty(0, np.int32), title=title)
    table = TableRead(_matrix(raw, rota, good), _matrix(raw, rota, bad), out_of_scope=others)
    return RotaRead(table, problems, verdicts)


def _is_merged_name(fault: Fault, rota: Rota) -> bool:
    return rota.lines is not None and fault.kind is kinds.MERGED_CELLS and fault.last_position not in rota.days


def _results(number: int, employee: str, name: str, cells: Sequence[str], rota: Rota) -> list[Verdict]:
    days = {at: day for at in rota.days if (day := day_of_cell(rota.heading.names[at]))}
    return [
        Verdict(number, employee, name, day.isoformat(), result=cells[at].strip())
        for at, day in days.items()
        if at < len(cells) and cells[at].strip() not in BLANK
    ]


def _matrix(raw: RawTable, rota: Rota, rows: Sequence[tuple[int, str, Sequence[str]]]) -> RawTable:
    cells = {"employee_id": [employee for _, employee, _ in rows]}
    for at in rota.days:
        cells[rota.heading.names[at]] = [row[at] if at < len(row) else "" for _, _, row in rows]
    columns = {name: pa.chunked_array([pa.array(texts, pa.string())]) for name, texts in cells.items()}
    number = rota.heading.columns.get("number", rota.heading.columns.get("user", 0))
    headings = {name: name for name in columns} | {"employee_id": rota.heading.names[number]}
    return replace(raw, columns=columns, rows=np.array([row for row, _, _ in rows], np.int32), headings=headings)
