"""Where in a person's own workbook a problem stands: its sheet and its cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING

from payroll.language import Text
from payroll.problems import Problem

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEADING_ROWS = 12
"""Headings stand within the first ten rows, and may take two."""
_CELL_NAME = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
_UNIT = re.compile(r"\([^()]*\)$")


def cells_of(book: Workbook, problems: Sequence[Problem]) -> list[Cell | None]:
    """Return the cell that each problem is about, None for a problem of a whole file or sheet.

    It is the cell that the problem names, else that of its row below its heading, else the first one with
    content of its row. Of cells that are merged it is the one that holds the content.
    """
    headings = {sheet.title: _headings(sheet) for sheet in book.worksheets}
    return [_cell_of(book, headings, problem) for problem in problems]


_Headings = Mapping[str, tuple[int, int]]
"""Heading, in the forms in which it is sought -> its row and column."""


def _cell_of(book: Workbook, headings: Mapping[str, _Headings], problem: Problem) -> Cell | None:
    sheet = _sheet_of(book, headings, problem)
    if sheet is None or problem.row is None or not 1 <= problem.row <= 1_048_576:
        return None
    named = problem.details.get("cell", "")
    if not isinstance(named, Text) and _CELL_NAME.fullmatch(named):
        return _unmerged(sheet, sheet[named])
    column = _column_of(headings[sheet.title], problem)
    return _unmerged(sheet, sheet.cell(problem.row, column or _first_filled(sheet, problem.row)))


def _sheet_of(book: Workbook, headings: Mapping[str, _Headings], problem: Problem) -> Worksheet | None:
    """Return the sheet of a problem; where it names none, the visible one that has its heading, or the first one."""
    if problem.sheet:
        return next((sheet for sheet in book.worksheets if sheet.title == problem.sheet), None)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    with_heading = (sheet for sheet in visible if _column_of(headings[sheet.title], problem))
    with_content = (sheet for sheet in visible if sheet.max_row > 1 or sheet.max_column > 1)
    return next(with_heading, None) or next(with_content, None) or next(iter(visible), None)


def _headings(sheet: Worksheet) -> _Headings:
    found: dict[str, tuple[int, int]] = {}
    for cells in sheet.iter_rows(1, HEADING_ROWS):
        for cell in cells:
            if cell.value is not None:
                for form in (_plain(_written(cell.value)), _bare(_written(cell.value))):
                    found.setdefault(form, (cell.row, cell.column))
    return found


def _column_of(headings: _Headings, problem: Problem) -> int | None:
    """Return the number of the column whose heading the problem names, if that stands above its row or in it."""
    row, column = headings.get(_plain(problem.column)) or headings.get(_bare(problem.column)) or (0, 0)
    return column if problem.column and column and (problem.row is None or row <= problem.row) else None


def _written(value: object) -> str:
    """Return a heading as a person reads it: a date or a number of a rota may be typed as such."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _bare(text: str) -> str:
    """Return a heading without a star, a unit in brackets, and the group that it stands under."""
    return _UNIT.sub("", _plain(text).strip("*:")).strip("*:").rpartition("/")[2]


def _first_filled(sheet: Worksheet, row: int) -> int:
    cells = next(sheet.iter_rows(row, row))
    return next((int(cell.column) for cell in cells if cell.value is not None), 1)


def _unmerged(sheet: Worksheet, cell: Cell) -> Cell:
    for merged in sheet.merged_cells.ranges:
        if cell.coordinate in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return cell
