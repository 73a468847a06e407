"""Lists of punches, one in each row: a format is declared by its headings and read by whole columns.

Regular text goes through the fast path of ``payroll.intake.fast_text``, whatever else as a grid; both give the
same rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pyarrow as pa

from payroll.intake import kinds_files as kinds
from payroll.intake.delimited import TextFile
from payroll.intake.fast_text import regular_columns
from payroll.intake.grid import Grid, fault_problem, faults_of_table, length_problems, sorted_rows
from payroll.intake.headings import TITLE_ROWS, Heading, label
from payroll.intake.readers.clock_moments import Dates
from payroll.intake.readers.punch_columns import TEXT, WORDS, Part, clock_read, columns_of_rows, distinct_words
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.language import Text
from payroll.problems import Problem

Words = tuple[str, ...]
"""The headings that a column may have, the likeliest first; capitals, blanks and units make no difference."""


@dataclass(frozen=True, slots=True)
class PunchList:
    """A format with one punch in each row.

    ``employee``  the clock's id of the person
    ``time``      date and time in one column; without it ``date`` and ``clock`` (the time of day) in two
    ``person``, ``device``, ``mark``  the person's name, the device, how the punch came about (补卡 …)
    ``rejects``   columns whose values reject a row (是否有效 = 否), with these values
    ``accepts``   a column and the words that accept a row; a row that has none of them there is rejected
    ``prepared``  what is done to the columns before they are read, such as to part an id from a name
    ``needed``    further headings that must be there, each by any of its words; ``foreign``: headings that
                  must not be. Together with the columns above they are what the format is recognised by
    ``dates``     how dates are written; ``by file`` where the order of day and month is to be told by a value
                  above 12 in the file (dates that begin with the year are read in any case)
    """

    name: str
    title: Text
    employee: Words
    time: Words = ()
    date: Words = ()
    clock: Words = ()
    person: Words = ()
    device: Words = ()
    mark: Words = ()
    rejects: tuple[tuple[Words, frozenset[str]], ...] = ()
    accepts: tuple[Words, re.Pattern[str]] | None = None
    prepared: Callable[[Part], Part] | None = None
    needed: tuple[Words, ...] = ()
    foreign: Words = ()
    dates: Dates = "by file"


def punch_list_reader(punch_list: PunchList) -> Reader:
    """Return the reader of a format."""
    return Reader(
        punch_list.name,
        punch_list.title,
        ("punches",),
        partial(_recognises, punch_list),
        partial(_read, punch_list),
        partial(_read_text, punch_list),
    )


def list_heading(punch_list: PunchList, rows: Sequence[Sequence[str]]) -> Heading | None:
    """Return the headings of a list within the first rows, None if it is not of this format.

    ``columns`` goes from field (``employee``, ``time`` …, ``reject 1`` …) to position.
    """
    for index, row in enumerate(rows[:TITLE_ROWS]):
        labels = [label(cell) for cell in row]
        if any(label(word) in labels for word in punch_list.foreign):
            continue
        if not all(_place(labels, words) is not None for words in punch_list.needed):
            continue
        places = {field: _place(labels, words) for field, words in _fields(punch_list).items()}
        columns = {field: place for field, place in places.items() if place is not None}
        if "time" in columns:
            columns = {field: place for field, place in columns.items() if field not in {"date", "clock"}}
        if "employee" in columns and ("time" in columns or {"date", "clock"} <= columns.keys()):
            used = dict.fromkeys(labels[place] for place in columns.values())
            same = [[name for name, other in zip(row, labels, strict=True) if other == each] for each in used]
            twice = tuple(", ".join(names) for names in same if len(names) > 1)
            return Heading(index + 1, index + 1, tuple(_trimmed(row)), columns, twice=twice)
    return None


def _fields(punch_list: PunchList) -> dict[str, Words]:
    fields = {
        "employee": punch_list.employee,
        "person": punch_list.person,
        "time": punch_list.time,
        "date": punch_list.date,
        "clock": punch_list.clock,
        "device": punch_list.device,
        "mark": punch_list.mark,
    }
    if punch_list.accepts is not None:
        fields["accept"] = punch_list.accepts[0]
    return fields | {f"reject {number}": words for number, (words, _) in enumerate(punch_list.rejects)}


def _place(labels: Sequence[str], words: Words) -> int | None:
    return next((labels.index(label(word)) for word in words if label(word) in labels), None)


def _trimmed(row: Sequence[str]) -> list[str]:
    names = list(row)
    while names and not names[-1].strip():
        names.pop()
    return names


def _recognises(punch_list: PunchList, sheets: Sequence[Grid]) -> bool:
    return any(list_heading(punch_list, grid.rows) for grid in sheets)


def _read(punch_list: PunchList, file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Read all sheets that are lists of this format; the others are named."""
    headings = [list_heading(punch_list, grid.rows) for grid in sheets]
    several = sum(heading is not None for heading in headings) > 1
    parts: list[Part] = []
    problems: list[Problem] = []
    for grid, heading in zip(sheets, headings, strict=True):
        if heading is None:
            details = {"table": Text.of("punches")}
            problems.append(Problem(kinds.SHEET_IGNORED, file, grid.sheet, details=details))
            continue
        part, found = _part_of_grid(file, grid, heading, grid.sheet if several else "")
        parts.append(part)
        problems += found
    return _result(punch_list, file, parts, problems)


def _read_text(punch_list: PunchList, source: TextFile) -> ClockRead | None:
    heading = list_heading(punch_list, source.head)
    if heading is None or heading.twice or not source.head_is_plain:
        return None
    width = len(source.head[heading.row - 1])
    found = regular_columns(source.data, source.separator, heading.row, width, _columns(heading))
    if found is None:
        return None
    columns, rows = found
    part = Part("", "", heading, columns, rows, columns.slice(0, 0), rows[:0])
    return _result(punch_list, source.file, [part], [])


def _result(punch_list: PunchList, file: str, parts: Sequence[Part], problems: Sequence[Problem]) -> ClockRead:
    rejects = {f"reject {number}": values for number, (_, values) in enumerate(punch_list.rejects)}
    if punch_list.accepts is not None:
        words = {word for part in parts for word in distinct_words(part, "accept")}
        rejects["accept"] = frozenset(word for word in words if not punch_list.accepts[1].search(word))
    if punch_list.prepared is not None:
        parts = [punch_list.prepared(part) for part in parts]
    return clock_read(punch_list.name, file, parts, problems, rejects=rejects, dates=punch_list.dates)


def _columns(heading: Heading) -> Mapping[str, tuple[int, pa.DataType]]:
    """Return each column that is read, called by its position: one may serve two fields (EnNo, and EnNo 0)."""
    times = {heading.columns[field] for field in ("time", "date", "clock") if field in heading.columns}
    return {str(at): (at, TEXT if at in times else WORDS) for at in heading.columns.values()}


def _part_of_grid(file: str, grid: Grid, heading: Heading, place: str) -> tuple[Part, list[Problem]]:
    faults = faults_of_table(grid, heading)
    problems = [fault_problem(fault, heading, file, place) for fault in faults]
    problems += [
        Problem(kinds.HEADING_TWICE, file, place, heading.row, column=names, value=names) for names in heading.twice
    ]
    good, bad, wrong_length = sorted_rows(grid, heading, faults)
    problems += length_problems(wrong_length, len(heading.names), file, place)
    if heading.twice:
        good, bad = [], sorted(good + bad)
    wanted = _columns(heading)
    found = (*columns_of_rows(grid, wanted, good), *columns_of_rows(grid, wanted, bad))
    fields = tuple(tuple(grid.rows[index]) for index in bad)
    return Part(place, grid.sheet, heading, *found, fields, is_workbook=not grid.ragged), problems
