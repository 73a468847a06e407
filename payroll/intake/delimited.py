"""Text files with separators (CSV): the careful path, row by row, and what both paths share.

Two paths give the same result. ``payroll.intake.fast_text`` reads a regular file with all cores; this
module reads every other one with Python's own ``csv``, counts rows as Excel does (a line break
within quotes makes no new row, a blank line counts) and names each row of a wrong length.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
import pyarrow as pa

from payroll.intake import kinds_files as kinds
from payroll.intake import limits
from payroll.intake.encodings import BadByte, Decoded, to_utf8
from payroll.intake.fast_text import read_regular
from payroll.intake.grid import Grid, TableRead, empty_table, read_grid
from payroll.intake.headings import TITLE_ROWS, find_heading
from payroll.problems import Problem
from payroll.table import Table

_SEPARATORS = (",", ";", "\t")
_HEAD_BYTES = 1 << 18
_END = "\x1fend of the file\x1f"


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file in UTF-8, its separator, and its first rows.

    ``head_is_plain`` tells that each of these rows is one line, so that rows can be found by lines;
    ``warnings`` that its encoding was guessed.
    """

    file: str
    data: pa.Buffer
    separator: str
    head: tuple[tuple[str, ...], ...]
    head_is_plain: bool
    warnings: tuple[Problem, ...] = ()

    def grid_of_head(self) -> Grid:
        """Return the first rows, for those who recognise a file by them."""
        return Grid("", self.head, ragged=True)


def open_text(file: str, data: pa.Buffer, table: Table | None) -> TextFile | Problem:
    """Return a text file ready to be read, or why it cannot be.

    The separator is the one (comma, semicolon or tab) with which most headings of ``table`` are
    recognised; with no table or no heading, the one that makes the widest row.
    """
    if data.size > limits.TEXT_BYTES:
        return limits.file_too_big(file, data.size, limits.TEXT_BYTES)
    decoded = to_utf8(data)
    if isinstance(decoded, BadByte):
        return Problem(kinds.ENCODING, file, row=decoded.row, value=decoded.byte)
    text = decoded.data
    head = bytes(text[:_HEAD_BYTES])
    if text.size > _HEAD_BYTES:
        head = head[: head.rfind(b"\n") + 1] or head
    lines = head.decode("utf-8", errors="ignore")
    heads = {separator: _head_rows(lines, separator) for separator in _SEPARATORS}
    separator = max(_SEPARATORS, key=lambda each: _fitness(heads[each][0], table))
    rows, plain = heads[separator]
    if not any(cell.strip() for row in rows for cell in row):
        return Problem(kinds.FILE_EMPTY, file)
    return TextFile(file, text, separator, rows, plain, guess_warnings(file, decoded))


def guess_warnings(file: str, decoded: Decoded) -> tuple[Problem, ...]:
    """Return the warning of an encoding that was guessed, if it was."""
    guess = decoded.guess
    return (Problem(kinds.ENCODING_GUESSED, file, row=guess.row, value=guess.word),) if guess is not None else ()


def read_text(source: TextFile, table: Table) -> tuple[TableRead, list[Problem]]:
    """Return the table of a text file and the problems of its headings and rows."""
    if regular := read_regular(source.file, source.data, source.separator, source.head, source.head_is_plain, table):
        return regular
    grid = text_grid(source)
    if isinstance(grid, Problem):
        empty = empty_table(source.file, "", "csv")
        return TableRead(empty, empty), [grid]
    return read_grid(source.file, "csv", grid, table, "")


def text_grid(source: TextFile) -> Grid | Problem:
    """Return all rows of a text file, or why it is not read: it is too big, or a quotation mark is never closed."""
    if problem := limits.lines_problem(source.file, np.frombuffer(source.data, np.uint8)):
        return problem
    text = bytes(source.data).decode("utf-8")
    lines = io.StringIO(text, newline="")
    reader = csv.reader(chain(lines, [_END]), delimiter=source.separator)
    rows: list[tuple[str, ...]] = []
    read = 0
    try:
        for row in reader:
            rows.append(tuple(row))
            read = reader.line_num
    except csv.Error:  # a cell above 128 KB: everything after a quotation mark, or a line without separators
        if reader.line_num > read + 1:
            return Problem(kinds.QUOTE_OPEN, source.file, row=len(rows) + 1)
        return limits.long_text(source.file, "", _line(text, read), len(rows) + 1)
    if rows[-1] != (_END,):
        return Problem(kinds.QUOTE_OPEN, source.file, row=len(rows))
    return _within_limits(source.file, rows[:-1])


def _within_limits(file: str, rows: list[tuple[str, ...]]) -> Grid | Problem:
    too_wide = limits.too_many_columns(file, max(map(len, rows), default=0))
    return too_wide or limits.long_cell(file, "", rows) or Grid("", rows, ragged=True)


def _line(text: str, index: int) -> str:
    return next(islice(io.StringIO(text, newline=""), index, None)).rstrip("\r\n")


def _head_rows(lines: str, separator: str) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Return the first rows (two more than may be titles) and whether each is one line."""
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=separator)
    rows: list[tuple[str, ...]] = []
    try:
        rows.extend(tuple(row) for row in islice(reader, TITLE_ROWS + 2))
    except csv.Error:
        return tuple(rows), False
    return tuple(rows), reader.line_num == len(rows)


def _fitness(rows: tuple[tuple[str, ...], ...], table: Table | None) -> tuple[bool, int, int]:
    """Return how well a separator fits: all headings found, how many, and the width of the widest row."""
    heading = find_heading(table, rows) if table is not None else None
    width = max(map(len, rows), default=0)
    if heading is None:
        return (False, 0, width)
    return (not heading.missing, len(heading.columns), width)
