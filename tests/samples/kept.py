"""Files as a desk keeps them: CSV in the encodings of real life, small workbooks that never change by a byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

Row = dict[str, str]
Grid = list[list[str]]
Cell = str | int | float | date | None

_MADE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Desk:
    """One team's month: ``tables`` as the contract names them, ``files`` as the desk keeps the same things."""

    name: str
    period: str
    tables: Mapping[str, Sequence[Row]]
    files: Mapping[str, bytes]


def table(text: str) -> list[Row]:
    """Return the rows of a table that stands in the source as CSV."""
    return list(csv.DictReader(io.StringIO(text.strip())))


def grid_of(rows: Iterable[Row], headings: Mapping[str, str]) -> Grid:
    """Return the rows below a row of headings; ``headings`` goes from the column's name to what the desk calls it."""
    return [list(headings.values()), *([row.get(name, "") for name in headings] for row in rows)]


def csv_bytes(grid: Iterable[Sequence[str]], encoding: str = "utf-8", line_end: str = "\r\n") -> bytes:
    """Return a grid as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end).writerows(grid)
    return text.getvalue().encode(encoding)


def slashes(text: str) -> str:
    """Return a date or timestamp as people type it: ``2026-10-08 08:30`` -> ``2026/10/8 8:30``."""
    day, _, time = text.partition(" ")
    if not day:
        return ""
    year, month, number = day.split("-")
    return f"{year}/{int(month)}/{int(number)}" + (f" {int(time[:2])}{time[2:]}" if time else "")


class Book:
    """A workbook in memory whose bytes depend on its cells alone."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._bytes, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
        self._book.set_properties({"created": _MADE})

    def sheet(self, name: str, rows: Iterable[Sequence[Cell]]) -> Any:  # a sheet of XlsxWriter, which has no types
        """Add a sheet with these rows, text as text and dates as dates, and return it for further layout."""
        sheet = self._book.add_worksheet(name)
        for number, row in enumerate(rows):
            for position, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, position, cell)
                elif cell is not None:
                    sheet.write(number, position, cell)
        return sheet

    def content(self) -> bytes:
        """Close the workbook and return its bytes."""
        self._book.close()
        return self._bytes.getvalue()
