"""Parquet files: columns as they are stored."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from payroll.intake import kinds_files as kinds
from payroll.intake import limits
from payroll.intake.grid import TableRead, column_type, empty_table
from payroll.intake.headings import Heading, find_heading, heading_problems
from payroll.intake.raw import RawTable
from payroll.problems import Problem, errors
from payroll.table import Table


def read_parquet(file: str, data: pa.Buffer, table: Table) -> tuple[TableRead, list[Problem]]:
    """Return the table of a Parquet file; record i is row i + 2, as in the CSV file of the same table."""
    unread = TableRead(empty_table(file, "", "parquet"), empty_table(file, "", "parquet"))
    try:
        stored = parquet.ParquetFile(pa.BufferReader(data))
        rows, names = stored.metadata.num_rows, stored.schema_arrow.names
        if problem := _too_big(file, stored.metadata):
            return unread, [problem]
        heading = find_heading(table, [names])
        if heading is None:
            return unread, [Problem(kinds.FILE_EMPTY, file)]
        problems = heading_problems(table, heading, file, "") + _type_problems(file, stored.schema_arrow, heading)
        if errors(problems):
            return replace(unread, set_aside=_numbered(unread.set_aside, {}, rows)), problems
        raw = _read(unread.raw, data, stored.schema_arrow, heading, table)
        problem = _long_cell(raw)
        return (unread, [problem]) if problem else (replace(unread, raw=raw), problems)
    except (pa.ArrowException, OSError):
        return unread, [Problem(kinds.FILE_DAMAGED, file)]


def _too_big(file: str, metadata: parquet.FileMetaData) -> Problem | None:
    """Return the problem of a file that its directory says to be too big, None for others."""
    rows = limits.too_many_rows(file, metadata.num_rows, limits.PARQUET_ROWS)
    if rows or (columns := limits.too_many_columns(file, metadata.num_columns)):
        return rows or columns
    unpacked = sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))
    return limits.file_too_big(file, unpacked, limits.PARQUET_BYTES) if unpacked > limits.PARQUET_BYTES else None


def _long_cell(raw: RawTable) -> Problem | None:
    for name, column in raw.columns.items():
        at = limits.first_long(column)
        if at is not None:
            return limits.long_text(raw.file, "", str(column[at]), int(raw.rows[at]), raw.headings.get(name, name))
    return None


def _read(empty: RawTable, data: pa.Buffer, schema: pa.Schema, heading: Heading, table: Table) -> RawTable:
    wanted = {name: pa.string() if heading.matrix else column_type(table, name) for name in heading.columns}
    repeating = [heading.written[name] for name, kind in wanted.items() if pa.types.is_dictionary(kind)]
    texts = [name for name in repeating if _is_text(schema.field(name).type)]
    stored = parquet.ParquetFile(pa.BufferReader(data), read_dictionary=texts)
    found = stored.read(columns=list(heading.written.values()))
    columns = {name: _plain(found.column(heading.written[name]), kind) for name, kind in wanted.items()}
    return _numbered(replace(empty, headings=heading.written), columns, len(found))


def _numbered(empty: RawTable, columns: dict[str, pa.ChunkedArray], size: int) -> RawTable:
    """Return the columns with their row numbers, without the rows that are empty in all of them."""
    rows = np.arange(2, 2 + size, dtype=np.int32)
    if columns and all(column.null_count for column in columns.values()):
        filled = np.logical_or.reduce([column.is_valid().to_numpy() for column in columns.values()])
        columns = {name: column.filter(pa.array(filled)) for name, column in columns.items()}
        rows = rows[filled]
    return replace(empty, columns=columns, rows=rows)


def _type_problems(file: str, schema: pa.Schema, heading: Heading) -> list[Problem]:
    problems = []
    for name in heading.written.values() if not heading.twice else ():
        kind = schema.field(name).type
        inner = kind.value_type if pa.types.is_dictionary(kind) else kind
        if not any(is_kind(inner) for is_kind in _PLAIN_TYPES):
            problems.append(Problem(kinds.COLUMN_TYPE, file, row=1, column=name, value=str(kind)))
    return problems


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _plain(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray:
    """Return texts as ``wanted`` (``string`` or a dictionary of it), other types as they are."""
    kind = column.type
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not _is_text(inner) and not pa.types.is_string_view(inner) and not pa.types.is_null(inner):
        return _within_years(column.cast(inner))
    if pa.types.is_dictionary(kind) and pa.types.is_dictionary(wanted):
        return column.cast(wanted).unify_dictionaries()
    texts = column.cast(pa.string())
    return texts.dictionary_encode() if pa.types.is_dictionary(wanted) else texts


def _within_years(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return dates and timestamps as they are, as text if one lies beyond the years that Python knows."""
    unit = _unit(column.type)
    if unit is None or not len(column):
        return column
    whole = pa.int32() if pa.types.is_date32(column.type) else pa.int64()
    numbers = column.cast(whole).cast(pa.int64()).combine_chunks()
    low, high = (np.datetime64(day).astype(f"datetime64[{unit}]").astype(np.int64).item() for day in _YEARS[unit])
    far = pc.fill_null(pc.or_(pc.less(numbers, low), pc.greater(numbers, high)), False)
    if not pc.any(far).as_py():
        return column
    days = numbers.filter(far).to_numpy().astype(f"datetime64[{unit}]").astype("datetime64[D]")
    near = pc.if_else(far, pa.scalar(None, column.type), column.combine_chunks()).cast(pa.string())
    return pa.chunked_array([pc.replace_with_mask(near, far, pa.array(days.astype(str).tolist(), pa.string()))])


def _unit(kind: pa.DataType) -> str | None:
    """Return the unit in which a type counts from 1970, None if it is neither a date nor a timestamp."""
    if pa.types.is_timestamp(kind):
        return str(kind.unit)
    if pa.types.is_date(kind):
        return "D" if pa.types.is_date32(kind) else "ms"
    return None


_WIDE = ("0001-01-02", "9999-12-30")
_YEARS = {"D": _WIDE, "s": _WIDE, "ms": _WIDE, "us": _WIDE, "ns": ("1677-09-22", "2262-04-11")}
"""The first and the last day that every Python type for dates can hold, in any time zone."""

_PLAIN_TYPES = (
    _is_text,
    pa.types.is_string_view,
    pa.types.is_null,
    pa.types.is_boolean,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_decimal,
    pa.types.is_date,
    pa.types.is_time,
    pa.types.is_timestamp,
)
