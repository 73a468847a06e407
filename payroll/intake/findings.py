"""From what is wrong with the cells of a column to the problems that a person reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from payroll.intake.cells import NO_TEXT, text_of
from payroll.intake.columns import Flags, Ints, Marks
from payroll.intake.kinds import EMPLOYEE_UNKNOWN, ID_NOT_TEXT
from payroll.intake.raw import RawTable
from payroll.language import Text
from payroll.problems import Problem, ProblemKind
from payroll.tables import SourceFile

Details = Mapping[str, str | Text]
LISTED = 100
"""So many problems of one kind are listed for a column of a file; the last one says how many more there are."""
_ONCE_FOR_EACH_ID = (EMPLOYEE_UNKNOWN, ID_NOT_TEXT)


def cell_problems(raw: RawTable, column: str, marks: Marks, skip: Flags) -> list[Problem]:
    """Return the problems of a column: one for each cell, of employees one for each id.

    Rows in ``skip`` are no records; nothing is said about them.
    """
    counted = ~skip[marks.positions]
    positions, which = marks.positions[counted], marks.which[counted]
    problems: list[Problem] = []
    for kind in dict.fromkeys(cause.kind for cause in marks.causes):
        of_kind = np.array([cause.kind is kind for cause in marks.causes], bool)[which]
        problems += _of_one_kind(raw, column, Marks(positions[of_kind], which[of_kind], marks.causes), kind)
    return problems


def _of_one_kind(raw: RawTable, column: str, marks: Marks, kind: ProblemKind) -> list[Problem]:
    cells = np.arange(len(marks.positions))
    rows = np.ones(len(cells), np.int64)
    if kind in _ONCE_FOR_EACH_ID:
        cells, rows = _first_of_each_id(marks)
    listed = cells[:LISTED]
    more = len(cells) - len(listed)
    problems = []
    for number, (cell, count) in enumerate(zip(listed, rows, strict=False), start=1):
        cause = marks.causes[marks.which[cell]]
        further = _more(more) if number == len(listed) and more else NO_TEXT
        details = {**cause.details, "rows": _rows(int(count)), "more": further}
        problems.append(problem_of(raw, int(marks.positions[cell]), kind, column, details))
    return problems


def _first_of_each_id(marks: Marks) -> tuple[Ints, Ints]:
    """Return the first cell of each id, in the order of the rows, and how many cells hold it."""
    ids: dict[object, int] = {}
    number = np.array([ids.setdefault(cause.readable, len(ids)) for cause in marks.causes], np.int64)
    _, first, counts = np.unique(number[marks.which], return_index=True, return_counts=True)
    order = np.argsort(first)
    return first[order].astype(np.int64), counts[order].astype(np.int64)


def _rows(count: int) -> Text:
    """Return how many rows hold the same id, where it is more than this one."""
    if count == 1:
        return NO_TEXT
    return Text.of(" ({count} rows, this is the first)", count=count)


def _more(count: int) -> Text:
    return Text.of(" (and {count} more like it, not listed one by one)", count=count)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table and the files they came from, as ``file`` of the frame numbers them."""

    frame: pd.DataFrame
    sources: Sequence[RawTable]

    def at(self, position: int) -> tuple[RawTable, int]:
        """Return the file and the row number of a row."""
        return self.sources[self.frame["file"].iloc[position]], int(self.frame["row"].iloc[position])

    def place(self, position: int, seen_from: int) -> Text:
        """Return where a row stands, for a message about another row."""
        (raw, row), (other, _) = self.at(position), self.at(seen_from)
        if raw is other:
            return Text.of("row {row}", row=row)
        evidence = SourceFile(raw.file, raw.sheet).evidence(row)
        return Text.of("«{evidence}»", evidence=evidence)


def row_problems(
    rows: Rows, positions: Ints, kind: ProblemKind, column: str, say: Callable[[int], tuple[str, Details]]
) -> list[Problem]:
    """Return a problem for each of the rows, up to LISTED; ``say`` gives the value and the details of one."""
    problems = []
    for number, position in enumerate(positions[:LISTED].tolist(), start=1):
        raw, row = rows.at(position)
        value, details = say(position)
        further = _more(len(positions) - LISTED) if number == LISTED < len(positions) else NO_TEXT
        heading = raw.headings.get(column, column)
        problems.append(Problem(kind, raw.file, raw.sheet, row, heading, value, {**details, "more": further}))
    return problems


def problem_of(raw: RawTable, position: int, kind: ProblemKind, column: str, details: Details) -> Problem:
    """Return a problem of one cell of the record at ``position``."""
    value = text_of(raw.columns[column][position].as_py()) if column in raw.columns else ""
    heading = raw.headings.get(column, column)
    return Problem(kind, raw.file, raw.sheet, int(raw.rows[position]), heading, value, details)
