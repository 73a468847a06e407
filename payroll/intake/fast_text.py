"""Regular text files at full speed: each line is blank or a row with as many fields as there are headings.

A month of a chain has millions of punches; these files go through the multi-threaded reader of Arrow.
Whatever is not regular is left to ``payroll.intake.delimited``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from payroll.intake import limits
from payroll.intake.grid import TableRead, column_type
from payroll.intake.headings import TITLE_ROWS, Heading, find_heading, heading_problems
from payroll.intake.raw import RawTable
from payroll.problems import Problem
from payroll.table import Table

_TAIL_BYTES = 1 << 16
_BLOCK_BYTES = 1 << 22


def read_regular(
    file: str,
    data: pa.Buffer,
    separator: str,
    head: Sequence[Sequence[str]],
    head_is_plain: bool,
    table: Table,
) -> tuple[TableRead, list[Problem]] | None:
    """Return the table of a regular file, None if the file is not regular.

    ``data`` is UTF-8, ``head`` its first rows, ``head_is_plain`` whether each of them is one line.
    """
    heading = find_heading(table, head[:TITLE_ROWS])
    if heading is None or not head_is_plain or not _is_plain(heading):
        return None
    wanted = {name: (position, column_type(table, name)) for name, position in heading.columns.items()}
    found = regular_columns(data, separator, heading.row, len(heading.names), wanted)
    if found is None:
        return None
    columns, rows = found
    raw = RawTable(
        file, "", "csv", dict(zip(columns.column_names, columns.columns, strict=True)), rows, heading.written
    )
    none = RawTable(file, "", "csv", {name: column.slice(0, 0) for name, column in raw.columns.items()}, rows[:0])
    return TableRead(raw, none), heading_problems(table, heading, file, "")


def regular_columns(
    data: pa.Buffer, separator: str, above: int, width: int, wanted: Mapping[str, tuple[int, pa.DataType]]
) -> tuple[pa.Table, npt.NDArray[np.int32]] | None:
    """Return the ``wanted`` columns below the first ``above`` lines, and the number of each row.

    ``wanted`` goes from name to position and type. None if a line is no row of ``width`` fields. Rows that are
    blank in all these columns are left out.
    """
    body = _body(data, above)
    columns = _columns(body, separator, width, wanted) if body is not None else None
    if columns is None or above + len(columns) > limits.TEXT_ROWS:
        return None
    rows = np.arange(above + 1, above + 1 + len(columns), dtype=np.int32)
    filled = _rows_with_content(columns)
    if filled is not None:
        columns, rows = columns.filter(filled), rows[filled.to_numpy(zero_copy_only=False)]
    return columns, rows


def _is_plain(heading: Heading) -> bool:
    faultless = not (heading.missing or heading.twice or heading.matrix) and len(heading.names) <= limits.COLUMNS
    return faultless and all(name.strip() for name in heading.names)


def _body(data: pa.Buffer, lines: int) -> pa.Buffer | None:
    """Return the bytes below the first ``lines`` lines, without line ends at the very end."""
    head = bytes(data[: 1 << 20])
    start = 0
    for _ in range(lines):
        start = head.find(b"\n", start) + 1
        if start == 0:
            return None
    tail = bytes(data[max(start, data.size - _TAIL_BYTES) :])
    size = data.size - start - (len(tail) - len(tail.rstrip(b"\r\n")))
    return data.slice(start, max(size, 0))


def _columns(
    body: pa.Buffer, separator: str, width: int, wanted: Mapping[str, tuple[int, pa.DataType]]
) -> pa.Table | None:
    """Return the wanted columns, None if there are not as many records as lines, all of the same width."""
    if body.size == 0:
        return pa.table({name: pa.array([], kind) for name, (_, kind) in wanted.items()})
    with ThreadPoolExecutor(max_workers=1) as pool:
        lines = pool.submit(limits.line_ends, np.frombuffer(body, np.uint8))
        found = _parsed(body, separator, width, {str(position): kind for position, kind in wanted.values()})
    ends = lines.result()
    if found is None or ends is None or len(found) != ends + 1 or len(found) > limits.TEXT_ROWS:
        return None
    if any(limits.first_long(column) is not None for column in found.columns):
        return None
    return found.rename_columns(list(wanted)).unify_dictionaries()


def _parsed(body: pa.Buffer, separator: str, width: int, wanted: dict[str, pa.DataType]) -> pa.Table | None:
    """Return the ``wanted`` columns, which are called by their positions, None if a row is of another width."""
    try:
        return csv.read_csv(
            pa.BufferReader(body),
            read_options=csv.ReadOptions(
                block_size=_BLOCK_BYTES, column_names=[str(position) for position in range(width)]
            ),
            parse_options=csv.ParseOptions(delimiter=separator, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(
                check_utf8=False,  # the whole text was checked before
                column_types=wanted,
                include_columns=list(wanted),
                null_values=[],
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None


def _rows_with_content(columns: pa.Table) -> pa.ChunkedArray | None:
    """Return which rows are not blank in every column, None if no row is blank."""
    blank = None
    # Dictionaries first: one without a blank word (the ids of nearly every file) ends the search at once.
    for column in sorted(columns.columns, key=lambda each: not pa.types.is_dictionary(each.type)):
        here = _blank_cells(column)
        blank = here if blank is None or here is None else pc.and_(blank, here)
        if blank is None or not pc.any(blank).as_py():
            return None
    return pc.invert(blank)


def _blank_cells(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Return which cells are blank, None if none of a dictionary is."""
    if not pa.types.is_dictionary(column.type):
        return pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(column)), 0)
    chunks = [chunk for chunk in column.chunks if len(chunk)]
    if not chunks:
        return None
    blank = pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(chunks[0].dictionary)), 0)  # one for all chunks
    if not pc.any(blank).as_py():
        return None
    return pa.chunked_array([blank.take(chunk.indices) for chunk in chunks], pa.bool_())
