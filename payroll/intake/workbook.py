"""Workbooks (xlsx, xls): their visible sheets as grids of text.

A hidden sheet is not read: pay follows what the person who checked the workbook can see. It is named
in a warning. Hidden rows and columns, and rows that a filter hides, are read like others.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from payroll.intake import kinds_files as kinds
from payroll.intake import limits
from payroll.intake.archive import scan_archive
from payroll.intake.biff import scan_xls, with_unicode
from payroll.intake.grid import Fault, Grid, TableRead, cell_name, empty_table, read_grid
from payroll.intake.headings import TITLE_ROWS, find_heading
from payroll.intake.sniff import FileKind
from payroll.intake.workbook_cells import LONGEST_NUMBER, Cell, cell_text, column_texts, is_damaged_number
from payroll.language import Text
from payroll.problems import Problem
from payroll.table import Table


def read_sheets(file: str, data: bytes, kind: FileKind) -> tuple[list[Grid], list[Problem]]:
    """Return the non-empty visible sheets of a workbook, and the problems that keep sheets or all of it unread.

    ``kind`` is ``xlsx`` or ``xls``. Nothing is unpacked before its size is known to be bearable.
    """
    if len(data) > limits.WORKBOOK_BYTES:
        return [], [limits.file_too_big(file, len(data), limits.WORKBOOK_BYTES)]
    scan = scan_archive(file, data) if kind == "xlsx" else scan_xls(file, data)
    if isinstance(scan, Problem):
        return [], [scan]
    data = with_unicode(data) if kind == "xls" else data
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            faults = dict(zip(workbook.sheet_names, scan, strict=False)) if isinstance(scan, list) else scan
            return _visible_sheets(file, workbook, faults)
    except PasswordError:
        return [], [Problem(kinds.FILE_ENCRYPTED, file)]
    except (CalamineError, OSError, ValueError):
        return [], [Problem(kinds.FILE_DAMAGED, file)]
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the library raises where a damaged file surprises it
            raise
        return [], [Problem(kinds.FILE_DAMAGED, file)]


def read_workbook(
    file: str, written: str, sheets: Sequence[Grid], table: Table
) -> tuple[list[TableRead], list[Problem]]:
    """Return one table for each sheet that has the wanted columns; the other sheets are named.

    With no such sheet the one that comes nearest is reported as lacking columns.
    """
    if not sheets:
        empty = empty_table(file, "", written)
        return [TableRead(empty, empty)], [Problem(kinds.FILE_EMPTY, file)]
    headings = [find_heading(table, grid.rows[:TITLE_ROWS]) for grid in sheets]
    chosen = [i for i, heading in enumerate(headings) if heading is not None and not heading.missing]
    if not chosen:
        known = [len(heading.columns) if heading is not None else -1 for heading in headings]
        chosen = [known.index(max(known))]
    reads, problems = [], []
    for i, grid in enumerate(sheets):
        if i not in chosen:
            details = {"table": Text(table.zh, table.name)}
            problems.append(Problem(kinds.SHEET_IGNORED, file, grid.sheet, details=details))
            continue
        read, found = read_grid(file, written, grid, table, grid.sheet if len(chosen) > 1 else "")
        reads.append(read)
        problems += found
    return reads, problems


def _visible_sheets(
    file: str, workbook: CalamineWorkbook, faults: Mapping[str, Sequence[Fault]]
) -> tuple[list[Grid], list[Problem]]:
    grids, problems = [], []
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        if meta.visible != SheetVisibleEnum.Visible:
            problems.append(Problem(kinds.SHEET_HIDDEN, file, meta.name))
            continue
        grid = _grid(workbook.get_sheet_by_name(meta.name), faults.get(meta.name, ()))
        if problem := limits.long_cell(file, meta.name, grid.rows):
            return [], [problem]
        if any(cell.strip() for row in grid.rows for cell in row):
            grids.append(grid)
    return grids, problems


def _grid(sheet: CalamineSheet, faults: Sequence[Fault]) -> Grid:
    columns = list(zip(*sheet.to_python(skip_empty_area=False), strict=True))
    found = [*faults, *_merged(sheet), *_damaged_numbers(columns)]
    rows: list[Sequence[str]] = list(zip(*map(column_texts, columns), strict=True))
    below = max((fault.row for fault in faults), default=0) - len(rows)
    rows += [[] for _ in range(below)]  # rows that hold nothing but formulas without value
    return Grid(sheet.name, rows, tuple(found))


def _merged(sheet: CalamineSheet) -> list[Fault]:
    faults = []
    for (row, position), (last_row, last_position) in sheet.merged_cell_ranges or ():
        value = f"{cell_name(row + 1, position)}:{cell_name(last_row + 1, last_position)}"
        faults.append(Fault(kinds.MERGED_CELLS, row + 1, position, value, last_row + 1, last_position))
    return faults


def _damaged_numbers(columns: Sequence[Sequence[Cell]]) -> list[Fault]:
    faults = []
    for position, cells in enumerate(columns):
        numbers = [cell for cell in cells if type(cell) is float or type(cell) is int]
        if numbers and max(map(abs, numbers)) >= LONGEST_NUMBER:
            faults += [
                Fault(kinds.NUMBER_TOO_LONG, row, position, cell_text(cell), row, position)
                for row, cell in enumerate(cells, 1)
                if is_damaged_number(cell)
            ]
    return sorted(faults, key=lambda fault: (fault.row, fault.position))
