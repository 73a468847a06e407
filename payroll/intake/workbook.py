"""Workbooks (xlsx, xls): their visible sheets as grids of text.

A hidden sheet is not read: pay follows what the person who checked the workbook can see. It is named
in a warning. Hidden rows and columns, and rows that a filter hides, are read like others.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from itertools import islice
from threading import Thread

import pyarrow as pa
import pyarrow.compute as pc
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
from payroll.intake.cell_rows import CellRows
from payroll.intake.grid import Fault, Grid, TableRead, cell_name, empty_table, has_content, read_grid
from payroll.intake.headings import TITLE_ROWS, find_heading
from payroll.intake.sniff import FileKind
from payroll.intake.workbook_cells import (
    LONGEST_NUMBER,
    Cell,
    cell_text,
    column_of_pieces,
    is_damaged_number,
    plain_cells,
    same_texts,
)
from payroll.language import Text
from payroll.problems import Problem
from payroll.table import Table

_BATCH = 2048
"""So many rows are made into columns at once: few enough to stay in the processor's cache."""


def read_sheets(
    file: str, data: bytes, kind: FileKind, only: Collection[str] | None = None
) -> tuple[list[Grid], list[Problem]]:
    """Return the non-empty visible sheets of a workbook, and the problems that keep sheets or all of it unread.

    ``kind`` is ``xlsx`` or ``xls``; ``only`` names the sheets that are wanted (None: all).
    Nothing is unpacked before its size is known to be bearable.
    """
    if len(data) > limits.WORKBOOK_BYTES:
        return [], [limits.file_too_big(file, len(data), limits.WORKBOOK_BYTES)]
    scan = scan_archive(file, data) if kind == "xlsx" else scan_xls(file, data)
    if isinstance(scan, Problem):
        return [], [scan]
    data = with_unicode(data) if kind == "xls" else data
    _begin_pandas()
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            faults = dict(zip(workbook.sheet_names, scan, strict=False)) if isinstance(scan, list) else scan
            return _visible_sheets(file, workbook, faults, only)
    except PasswordError:
        return [], [Problem(kinds.FILE_ENCRYPTED, file)]
    except (CalamineError, OSError, ValueError):
        return [], [Problem(kinds.FILE_DAMAGED, file)]
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the library raises where a damaged file surprises it
            raise
        return [], [Problem(kinds.FILE_DAMAGED, file)]


def _begin_pandas() -> None:
    """Load pandas beside what follows: Arrow waits for it at the first list of cells, long after the file is parsed."""
    if "pandas" not in sys.modules:
        Thread(target=import_module, args=("pandas",)).start()


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
    file: str, workbook: CalamineWorkbook, faults: Mapping[str, Sequence[Fault]], only: Collection[str] | None
) -> tuple[list[Grid], list[Problem]]:
    grids, problems = [], []
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet or (only is not None and meta.name not in only):
            continue
        if meta.visible != SheetVisibleEnum.Visible:
            problems.append(Problem(kinds.SHEET_HIDDEN, file, meta.name))
            continue
        grid, problem = _grid(file, workbook.get_sheet_by_name(meta.name), faults.get(meta.name, ()))
        if problem:
            return [], [problem]
        if grid is not None:
            grids.append(grid)
    return grids, problems


def _grid(file: str, sheet: CalamineSheet, faults: Sequence[Fault]) -> tuple[Grid | None, Problem | None]:
    """Return the cells of a sheet, None if all are blank, and the problem of one with too many characters."""
    columns, damaged = _columns(sheet)
    if problem := limits.long_cell_of_columns(file, sheet.name, columns):
        return None, problem
    if not any(has_content(column).any() for column in columns):
        return None, None
    last = max((fault.row for fault in faults), default=0)  # below may be rows of nothing but formulas without value
    return Grid(sheet.name, CellRows(columns, last), (*faults, *_merged(sheet), *damaged)), None


def _columns(sheet: CalamineSheet) -> tuple[list[pa.StringArray], list[Fault]]:
    """Return the columns of a sheet, from A on, and its damaged numbers."""
    left = sheet.start[1] if sheet.start else 0
    pieces: list[list[pa.Array]] = []
    damaged: list[Fault] = []
    rows, above = sheet.iter_rows(), 0
    while batch := list(islice(rows, _BATCH)):
        pieces.append([])
        for position, cells in enumerate(zip(*batch, strict=True), left):
            piece = same_texts(cells)
            if piece is None:
                piece = plain_cells(cells)
                damaged += _damaged_numbers(cells, piece, above, position)
            pieces[-1].append(piece)
        above += len(batch)
    columns = [column_of_pieces(column) for column in zip(*pieces, strict=True)]
    return [*[pa.repeat("", above)] * left, *columns], sorted(damaged, key=lambda fault: (fault.row, fault.position))


def _merged(sheet: CalamineSheet) -> list[Fault]:
    faults = []
    for (row, position), (last_row, last_position) in sheet.merged_cell_ranges or ():
        value = f"{cell_name(row + 1, position)}:{cell_name(last_row + 1, last_position)}"
        faults.append(Fault(kinds.MERGED_CELLS, row + 1, position, value, last_row + 1, last_position))
    return faults


def _damaged_numbers(cells: Sequence[Cell], piece: pa.Array, above: int, position: int) -> list[Fault]:
    """Return the damaged numbers among cells of one column (``piece`` made plain), with ``above`` rows above them."""
    if pa.types.is_timestamp(piece.type):
        return []
    if pa.types.is_integer(piece.type):
        extremes = pc.min_max(piece).as_py()
        if extremes["min"] > -LONGEST_NUMBER and extremes["max"] < LONGEST_NUMBER:
            return []
    return [
        Fault(kinds.NUMBER_TOO_LONG, row, position, cell_text(cell), row, position)
        for row, cell in enumerate(cells, above + 1)
        if is_damaged_number(cell)
    ]
