"""The sheet 考勤记录 (``Att.log report``) of a clock's standard report: two rows for each person.

The first row of a pair says who it is, with labels that have blanks inside (``工 号:``); the second has a
cell for each day with all its times, nothing between them: ``07:5207:5812:0213:2817:35``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from payroll.intake import kinds_files as kinds
from payroll.intake.grid import Grid, TableRead, cell_name, fault_problem, rows_of_faults
from payroll.intake.headings import TITLE_ROWS, Heading, label
from payroll.intake.readers.rows import Punch, Sheet, punch_table
from payroll.intake.readers.standard_days import (
    StatedPeriod,
    day_numbers,
    days_of,
    period_problem,
    plain,
    stated_period,
)
from payroll.language import Text
from payroll.problems import Problem

_ID_LABELS = frozenset({"工号", "编号", "id", "no."})
_NAME_LABELS = frozenset({"姓名", "name"})
_PERIOD_LABELS = frozenset({"考勤时间", "att._time"})
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_BETWEEN = " \t\r\n、,;/|"
_BLANK = frozenset({"", "-", "--", "—"})


@dataclass(frozen=True, slots=True)
class Log:
    """The sheet as it stands: its period, the row of day numbers (from 1), position -> number, and the pairs."""

    grid: Grid
    period: StatedPeriod
    day_row: int
    numbers: Mapping[int, int]
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Block:
    """One person: the row that says who (from 1), id and name, and the numbers of the rows of times."""

    row: int
    employee: str
    name: str
    rows: Sequence[int]


def log_of(grid: Grid) -> Log | None:
    """Return the sheet as a log of punches, None if it is none."""
    period = stated_period(grid.rows)
    first = next((number for number, row in enumerate(grid.rows[:TITLE_ROWS], 1) if _says_who(row)), None)
    if period is None or first is None:
        return None
    above = [number for number in range(1, first) if any(cell.strip() for cell in grid.rows[number - 1])]
    numbers = day_numbers(grid.rows[above[-1] - 1]) if above else {}
    filled = sum(bool(cell.strip()) for cell in grid.rows[above[-1] - 1]) if above else 0
    if not numbers or len(numbers) != filled:
        return None
    return Log(grid, period, above[-1], numbers, list(_blocks(grid.rows, first)))


def looks_like_log(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a sheet has 考勤时间 with a period and a row that says who, whatever stands between them."""
    period = stated_period(rows)
    if period is None or not any(label(cell) in _PERIOD_LABELS for cell in rows[period.row - 1]):
        return False
    return any(_says_who(row) for row in rows[:TITLE_ROWS])


def read_log(file: str, log: Log, reader: str) -> tuple[TableRead, list[Problem]]:
    """Return the punches of the log, and its problems. Where its days do not agree, all rows are set aside."""
    sheet = Sheet(file, log.grid.sheet, reader, _headings(log))
    days, problems = days_of(file, sheet.name, log.day_row, log.numbers, log.period)
    problems = problems or _outside(file, log, days)
    rows = [block.row for block in log.blocks]
    rows += [number for block in log.blocks for number in block.rows if _has_content(log, number)]
    if problems:
        aside = [_unread(block, number) for block in log.blocks for number in block.rows if number in set(rows)]
        return punch_table(sheet, [], rows, aside), problems
    faulty, problems = _faults(file, log)
    punches: list[Punch] = []
    aside = []
    for block in log.blocks:
        for number in block.rows:
            if number in faulty or block.row in faulty:
                aside.append(_unread(block, number))
                continue
            cells = log.grid.rows[number - 1]
            for place, day in days.items():
                if place < len(cells):
                    punches += [Punch(number, block.employee, block.name, time) for time in times_of(cells[place], day)]
    return punch_table(sheet, punches, rows, aside), problems


def times_of(cell: str, day: date) -> Iterator[str]:
    """Yield the times of a cell as ``2026-03-01 07:52``; after a time earlier than the one before it is the next day.

    What is no time stays as it is written, with the day.
    """
    text, latest, past_midnight, read_to = plain(cell), "", False, 0
    for match in _TIME.finditer(text):
        yield from _words(text[read_to : match.start()], day)
        read_to = match.end()
        clock = f"{int(match[1]):02d}:{match[2]}" + (f":{match[3]}" if match[3] else "")
        past_midnight = past_midnight or clock < latest
        latest = clock
        yield f"{day + timedelta(days=past_midnight)} {clock}"
    yield from _words(text[read_to:], day)


def _words(text: str, day: date) -> Iterator[str]:
    return (f"{day} {word}" for word in re.split(f"[{re.escape(_BETWEEN)}]+", text) if word not in _BLANK)


def _headings(log: Log) -> dict[str, str]:
    """Return the labels as the clock writes them, 考勤时间 before the period for the times."""
    who = log.grid.rows[log.blocks[0].row - 1]
    labels = {"employee_id": _place_of(who, _ID_LABELS), "name": _place_of(who, _NAME_LABELS)}
    written = {name: plain(who[place]).rstrip(":") for name, place in labels.items() if place is not None}
    times = next((text for cell in log.grid.rows[log.period.row - 1] if (text := plain(cell).rstrip(":"))), "")
    return written | {"time": times}


def _says_who(row: Sequence[str]) -> bool:
    return _place_of(row, _ID_LABELS) is not None and _place_of(row, _NAME_LABELS) is not None


def _place_of(row: Sequence[str], labels: frozenset[str]) -> int | None:
    return next((place for place, cell in enumerate(row) if _is_label(cell) and label(cell) in labels), None)


def _value_of(row: Sequence[str], labels: frozenset[str]) -> str:
    """Return what stands behind one of the labels, up to the next label."""
    place = _place_of(row, labels)
    behind = next((other for other in row[place + 1 :] if other.strip()), "") if place is not None else ""
    return "" if _is_label(behind) else behind.strip()


def _is_label(cell: str) -> bool:
    return plain(cell).endswith(":")


def _blocks(rows: Sequence[Sequence[str]], first: int) -> Iterator[Block]:
    starts = [number for number in range(first, len(rows) + 1) if _says_who(rows[number - 1])]
    for start, following in zip(starts, [*starts[1:], len(rows) + 1], strict=True):
        row = rows[start - 1]
        yield Block(start, _value_of(row, _ID_LABELS), _value_of(row, _NAME_LABELS), range(start + 1, following))


def _has_content(log: Log, number: int) -> bool:
    return any(cell.strip() for cell in log.grid.rows[number - 1])


def _unread(block: Block, number: int) -> Punch:
    """Return what is known of a row of times that is set aside: whose it is, of no day in particular."""
    return Punch(number, block.employee, block.name, "")


def _outside(file: str, log: Log, days: Mapping[int, date]) -> list[Problem]:
    """Return the problem of the first cell with content that stands under no day of the period."""
    for number in (number for block in log.blocks for number in block.rows):
        for place, cell in enumerate(log.grid.rows[number - 1]):
            if place not in days and plain(cell) not in _BLANK:
                where = cell_name(number, place)
                other = Text.of("but {where} holds «{cell}» outside of it", where=where, cell=cell.strip())
                return [period_problem(file, log.grid.sheet, number, log.period, other)]
    return []


def _faults(file: str, log: Log) -> tuple[set[int], list[Problem]]:
    """Return the rows (from 1) with cells that cannot be taken as they are, and the problems.

    Cells merged within the row that says who are how the clock writes it; merged days are not.
    """
    who = {block.row for block in log.blocks}
    heading = Heading(log.day_row, log.day_row, tuple(log.grid.rows[log.day_row - 1]), {})
    faults = [
        fault
        for fault in log.grid.faults
        if fault.last_row > log.day_row
        and not (fault.kind is kinds.MERGED_CELLS and (fault.row in who or not _content_of(log, fault.row)))
    ]
    touched = {index + 1 for index in rows_of_faults(faults, len(log.grid.rows))}
    return touched, [fault_problem(fault, heading, file, log.grid.sheet) for fault in faults]


def _content_of(log: Log, number: int) -> bool:
    return number <= len(log.grid.rows) and _has_content(log, number)
