"""What is too big to be read: all limits in one place, each decided before the thing is taken into memory.

They lie far above what a month of a large company needs, and below what would take the memory of the
machine that it is read on. Beyond a limit a file is not read, and a problem says what was found, and the limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payroll.intake import kinds_files as kinds
from payroll.language import Text
from payroll.problems import Problem

FILE_BYTES = 4 << 30
"""Bytes of any file. It is looked at in the folder, before a byte is read."""
WORKBOOK_BYTES = 256 << 20
"""Bytes of a workbook (xlsx, xls)."""
UNPACKED_BYTES = 1 << 30
"""Bytes of all parts of an xlsx, unpacked."""
TEXT_BYTES = (2 << 30) - 1
"""Bytes of a text file: a column of text counts them in 31 bits."""
PAGE_BYTES = 64 << 20
"""Bytes of a web page: of so many it holds about half a million punches, and takes about half a minute to read."""
PARQUET_BYTES = 4 << 30
"""Bytes of the columns of a Parquet file, unpacked, as its directory says."""

SHEET_ROWS, SHEET_CELLS = 1_048_576, 40_000_000
"""Extent of a sheet: rows (all that Excel has), and rows times columns."""
TEXT_ROWS = 100_000_000
"""Lines of a text file."""
PARQUET_ROWS = 500_000_000
"""Rows of a Parquet file: a small one can declare any number of equal rows."""
COLUMNS = 702
"""Columns of any table (in Excel up to ZZ)."""
XLS_COLUMNS = 256
"""Columns that the xls format has."""

LINE_BYTES = 1 << 20
"""Bytes of one line of a text file."""
CELL_CHARACTERS = 32_767
"""Characters of one cell: as many as Excel takes."""
_SHOWN = 20
"""So many characters of a long cell are shown."""
ID_BYTES, ENTRY_ID_BYTES = 300, 1300
"""Bytes of an id, and of the id of an entry, which is made of ids. So an entry's id, and that of a correction of its
correction, stay within the 2,704 bytes that an index of PostgreSQL takes."""

_ROWS, _COLUMNS = Text.of("rows"), Text.of("columns")


def file_too_big(file: str, found: int, limit: int) -> Problem:
    """Return the problem of a file of ``found`` bytes (packed or unpacked)."""
    words = _megabytes(found)
    return Problem(kinds.FILE_TOO_BIG, file, value=words, details={"found": words, "limit": _megabytes(limit)})


def too_many_rows(file: str, found: int, limit: int) -> Problem | None:
    """Return the problem of a table with more rows than ``limit``, None for others."""
    return _table_too_big(file, found, limit, _ROWS) if found > limit else None


def too_many_columns(file: str, found: int) -> Problem | None:
    """Return the problem of a table with too many columns, None for others."""
    return _table_too_big(file, found, COLUMNS, _COLUMNS) if found > COLUMNS else None


def long_text(file: str, sheet: str, text: str, row: int | None = None, column: str = "") -> Problem:
    """Return the problem of a cell with too many characters."""
    details = {"found": f"{len(text):,}", "limit": f"{CELL_CHARACTERS:,}"}
    return Problem(kinds.CELL_TOO_LONG, file, sheet, row, column, f"{text[:_SHOWN]}…", details)


def long_cell(file: str, sheet: str, rows: Sequence[Sequence[str]]) -> Problem | None:
    """Return the problem of the first cell of a grid that has too many characters, None if none has."""
    if max(map(len, chain.from_iterable(rows)), default=0) <= CELL_CHARACTERS:
        return None
    number, cell = next(
        (number, cell) for number, row in enumerate(rows, 1) for cell in row if len(cell) > CELL_CHARACTERS
    )
    return long_text(file, sheet, cell, number)


def long_cell_of_columns(file: str, sheet: str, columns: Sequence[pa.StringArray]) -> Problem | None:
    """Return the problem of the first cell, row by row, that has too many characters, None if none has."""
    found = [(at, i) for i, column in enumerate(columns) if (at := first_long(pa.chunked_array([column]))) is not None]
    if not found:
        return None
    at, position = min(found)
    return long_text(file, sheet, columns[position][at].as_py(), at + 1)


def first_long(column: pa.ChunkedArray) -> int | None:
    """Return the position of the first text of a column that has too many characters, None if none has.

    Columns of other types have none.
    """
    start = 0
    for chunk in column.chunks:
        texts = chunk.dictionary if pa.types.is_dictionary(chunk.type) else chunk
        if _longest(texts) > CELL_CHARACTERS:  # no text has more characters than bytes
            is_long = pc.fill_null(pc.greater(pc.utf8_length(texts), CELL_CHARACTERS), False)
            of_rows = is_long.take(chunk.indices) if texts is not chunk else is_long
            positions = np.flatnonzero(np.asarray(pc.fill_null(of_rows, False)))
            if len(positions):
                return start + int(positions[0])
        start += len(chunk)
    return None


def longest(column: pa.ChunkedArray) -> int:
    """Return how many bytes the longest text of a column has; 0 for columns of other types."""
    parts = (chunk.dictionary if pa.types.is_dictionary(chunk.type) else chunk for chunk in column.chunks)
    return max(map(_longest, parts), default=0)


def _longest(texts: pa.Array) -> int:
    if not (pa.types.is_string(texts.type) or pa.types.is_large_string(texts.type)):
        return 0
    return pc.max(pc.binary_length(texts)).as_py() or 0


def line_ends(data: npt.NDArray[np.uint8]) -> int | None:
    """Count the line ends of a text, in pieces that stay in the processor's cache; None if a line may be too long.

    Of a line that is too long a whole piece of half the limit has no end.
    """
    size = max(min(_COUNTED_BYTES, LINE_BYTES // 2), 1)
    counts = [int(np.count_nonzero(data[start : start + size] == _NEW_LINE)) for start in range(0, len(data), size)]
    return None if 0 in counts[:-1] else sum(counts)


def lines_problem(file: str, data: npt.NDArray[np.uint8]) -> Problem | None:
    """Return the problem of a text with too many lines, or with one that is too long; None if it has neither."""
    if line_ends(data) is None:
        ends = np.flatnonzero(data == _NEW_LINE)
        lengths = np.diff(ends, prepend=-1, append=len(data)) - 1
        if lengths.max() > LINE_BYTES:
            row = int(np.argmax(lengths > LINE_BYTES))
            details = {"found": f"{int(lengths[row]):,}", "limit": f"{LINE_BYTES:,}"}
            return Problem(kinds.LINE_TOO_LONG, file, row=row + 1, value=details["found"], details=details)
    if len(data) <= TEXT_ROWS:
        return None
    lines = int(np.count_nonzero(data == _NEW_LINE)) + int(data[-1] != _NEW_LINE)
    return too_many_rows(file, lines, TEXT_ROWS)


_COUNTED_BYTES = 1 << 18
_NEW_LINE = ord("\n")


def _table_too_big(file: str, found: int, limit: int, what: Text) -> Problem:
    words = f"{found:,}"
    return Problem(
        kinds.TABLE_TOO_BIG, file, value=words, details={"found": words, "limit": f"{limit:,}", "what": what}
    )


def _megabytes(size: int) -> str:
    return f"{size >> 20:,} MB"
