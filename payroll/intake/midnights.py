"""Timestamps at 00:00 in a workbook, which its reader gives as bare dates: how the cell shows itself tells them apart.

``2026-10-13`` typed as the end of leave is its whole day, ``2026-10-13 0:00`` its first minute, and a punch at
midnight is no day without a time. Excel keeps the same number for both; the format of the cell has hours or not.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payroll.intake.archive import sheet_paths, unpacked
from payroll.intake.cell_rows import CellRows
from payroll.intake.grid import Grid, cell_name
from payroll.intake.headings import TITLE_ROWS, find_heading
from payroll.intake.sheet_scan import ATTRIBUTE
from payroll.table import Table

_WITH_TIME = frozenset({"minute", "day-or-minute"})
"""The kinds of columns for which a date with a time is another thing than a bare date."""
_BARE_DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_FORMATS_WITH_HOURS = frozenset({18, 19, 20, 21, 22, 32, 33, 34, 35, 45, 46, 47, 55, 56})
"""Number formats that Excel has by itself."""
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Texts in a number format, and colours and languages."""
_WHOLE_NUMBER = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?v>[0-9]+(?:\.0*)?</")


def with_midnights(grid: Grid, table: Table, data: bytes) -> Grid:
    """Return a sheet with ``00:00`` behind those dates in columns of timestamps that are shown with a time.

    ``data`` is the xlsx file. It is only looked into where such a column has a bare date.
    """
    heading, rows = find_heading(table, grid.rows[:TITLE_ROWS]), grid.rows
    if heading is None or heading.matrix or not isinstance(rows, CellRows):
        return grid
    positions = [heading.columns.get(column.name, -1) for column in table.columns if column.kind in _WITH_TIME]
    dated = {
        position: np.flatnonzero(pc.match_substring_regex(rows.columns[position], _BARE_DATE))
        for position in positions
        if 0 <= position < len(rows.columns)
    }
    if not any(map(len, dated.values())):
        return grid
    shown = _whole_days_with_hours(data, grid.sheet)
    columns = list(rows.columns)
    for position, indices in dated.items():
        timed = [index for index in indices.tolist() if cell_name(index + 1, position) in shown]
        columns[position] = _with_hours(columns[position], timed)
    return replace(grid, rows=CellRows(columns, len(rows)))


def _with_hours(column: pa.StringArray, indices: Sequence[int]) -> pa.StringArray:
    mask = np.zeros(len(column), bool)
    mask[indices] = True
    return pc.if_else(pa.array(mask), pc.binary_join_element_wise(column, "00:00:00", " "), column)


def _whole_days_with_hours(data: bytes, sheet: str) -> set[str]:
    """Return the cells (``B57``) of a sheet that hold a whole number of days and are shown with hours."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename.lstrip("/").lower(): info for info in archive.infolist()}
        path = sheet_paths(archive).get(sheet, "").lower()
    if "xl/styles.xml" not in parts or path not in parts:
        return set()
    styles = _styles_with_hours(b"".join(unpacked(data, parts["xl/styles.xml"])).decode("utf-8", errors="replace"))
    cells = b"".join(unpacked(data, parts[path])) if styles else b""
    found = set()
    for match in _WHOLE_NUMBER.finditer(cells):
        attributes = dict(ATTRIBUTE.findall(match[1].decode("utf-8", errors="replace")))
        if attributes.get("s", "0") in styles:
            found.add(attributes.get("r", ""))
    return found


def _styles_with_hours(styles: str) -> set[str]:
    """Return the numbers of the cell styles whose number format has hours."""
    formats = set(_FORMATS_WITH_HOURS)
    for found in re.findall(r"<(?:\w+:)?numFmt\s([^>]*)>", styles):
        attributes = dict(ATTRIBUTE.findall(found))
        code = _NOT_SHOWN.sub("", html.unescape(attributes.get("formatCode", "")))
        number = attributes.get("numFmtId", "")
        if number.isdecimal():
            (formats.add if "h" in code.lower() else formats.discard)(int(number))
    cells = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    kinds = re.findall(r"<(?:\w+:)?xf\s([^>]*)>", cells[0]) if cells else []
    numbers = (dict(ATTRIBUTE.findall(kind)).get("numFmtId", "0") for kind in kinds)
    return {str(style) for style, number in enumerate(numbers) if number.isdecimal() and int(number) in formats}
