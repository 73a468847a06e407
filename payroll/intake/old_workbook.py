"""Workbooks of before Excel 97 (BIFF2 to BIFF5) outside of an OLE2 file, as some clocks still write them.

Such a file holds bytes of one code page, and those of clocks mostly do not say which. They are Chinese: without a
record of its code page a text is read as GB18030, which covers GBK. Only what a clock's reader recognises by its
headings is used, so no other text can come out as Chinese characters unnoticed.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

import xlrd
from xlrd.sheet import Sheet

from payroll.intake import kinds_files as kinds
from payroll.intake import limits
from payroll.intake.grid import Fault, Grid
from payroll.intake.workbook_cells import cell_text, is_damaged_number
from payroll.problems import Problem

_NOT_READABLE = (xlrd.XLRDError, struct.error, AssertionError, LookupError, ValueError, TypeError, OverflowError)
"""What the library raises for a file that is damaged; a text that is not of its code page is a ValueError."""


def read_old_sheets(file: str, data: bytes) -> list[Grid] | Problem:
    """Return the visible sheets of a workbook, or why it cannot be read."""
    if len(data) > limits.WORKBOOK_BYTES:
        return limits.file_too_big(file, len(data), limits.WORKBOOK_BYTES)
    try:
        book = _opened(data, "")
        if book.codepage is None:
            book = _opened(data, "gb18030")
        grids = [_grid(sheet, book.datemode) for sheet in book.sheets() if sheet.visibility == 0]
    except _NOT_READABLE:
        return Problem(kinds.XLS_TOO_OLD, file)
    return next(filter(None, (limits.long_cell(file, grid.sheet, grid.rows) for grid in grids)), grids)


def _opened(data: bytes, encoding: str) -> xlrd.Book:
    return xlrd.open_workbook(file_contents=data, encoding_override=encoding or None, logfile=io.StringIO())


def _grid(sheet: Sheet, datemode: int) -> Grid:
    rows: list[list[str]] = []
    faults: list[Fault] = []
    for index in range(sheet.nrows):
        types, values = sheet.row_types(index), sheet.row_values(index)
        rows.append([_text(kind, value, datemode) for kind, value in zip(types, values, strict=True)])
        faults += _faults(index + 1, types, values)
    return Grid(sheet.name, rows, tuple(faults))


def _text(kind: int, value: str | float, datemode: int) -> str:
    if kind == xlrd.XL_CELL_DATE:
        return cell_text(xlrd.xldate_as_datetime(value, datemode))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return cell_text(bool(value))
    return "" if kind == xlrd.XL_CELL_ERROR else cell_text(value)


def _faults(row: int, types: Sequence[int], values: Sequence[str | float]) -> list[Fault]:
    faults = []
    for at, (kind, value) in enumerate(zip(types, values, strict=True)):
        if kind == xlrd.XL_CELL_ERROR:
            name = xlrd.error_text_from_code.get(value, "#?")
            faults.append(Fault(kinds.CELL_ERROR, row, at, name, row, at))
        elif kind == xlrd.XL_CELL_NUMBER and is_damaged_number(float(value)):
            faults.append(Fault(kinds.NUMBER_TOO_LONG, row, at, cell_text(float(value)), row, at))
    return faults
