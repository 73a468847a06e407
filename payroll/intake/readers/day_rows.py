"""Rows below the headings of an attendance app's export: their cells by field, whose they are, which are faulty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from payroll.intake.grid import Grid, fault_problem, faults_of_table, length_problems, rows_of_faults
from payroll.intake.headings import Heading
from payroll.intake.readers.cell_times import BLANK
from payroll.intake.readers.period import day_of_cell
from payroll.problems import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its number as Excel counts, and the cells of the fields."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        """Return a cell, "" for a blank one (``--``) and for a column that the export lacks."""
        text = self.cells.get(field, "").strip()
        return "" if text in BLANK else text

    @property
    def employee(self) -> str:
        """工号 if it is given, else the account, which every row has."""
        return self["number"] or self["account"]

    @property
    def key(self) -> tuple[str, str]:
        """The day and the account, which all sheets with a row for each day have."""
        day = day_of_cell(self["date"])
        return (day.isoformat() if day else self["date"], self["account"])


@dataclass(frozen=True, slots=True)
class Below:
    """The rows with content below the headings: those that are sound, those that a problem sets aside."""

    rows: Sequence[Row]
    aside: Sequence[Row]
    problems: Sequence[Problem]


def rows_below(file: str, place: str, grid: Grid, heading: Heading) -> Below:
    """Return the rows below the headings, with the cells of ``heading.columns``.

    Set aside are rows with a damaged or merged cell in one of these columns, and in a text file those with
    another number of fields than the headings, because their cells may stand under the wrong heading.
    """
    faults = faults_of_table(grid, heading)
    faulty = rows_of_faults(faults, len(grid.rows))
    width = len(heading.names)
    rows: list[Row] = []
    aside: list[Row] = []
    wrong: list[tuple[int, int]] = []
    for index in range(heading.last, len(grid.rows)):
        cells = grid.rows[index]
        row = Row(index + 1, {field: cells[at] for field, at in heading.columns.items() if at < len(cells)})
        if grid.ragged and len(cells) != width and any(map(str.strip, cells[width:] or cells)):
            wrong.append((index + 1, len(cells)))
            aside.append(row)
        elif index in faulty:
            aside.append(row)
        elif any(map(str.strip, row.cells.values())):
            rows.append(row)
    problems = [fault_problem(fault, heading, file, place) for fault in faults]
    return Below(rows, aside, [*problems, *length_problems(wrong, width, file, place)])
