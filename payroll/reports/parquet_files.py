"""The tables of a month as Parquet: the columns of the CSV files with their types, for what reads data and no text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from payroll.period import NO_DAY
from payroll.reports.columns import ReportColumn, ReportTable
from payroll.reports.text_columns import text_column

_PER_MINUTE = 60_000
"""Milliseconds: Parquet has no timestamps of seconds."""
_DIGITS = 18
"""All digits that an amount in minor units can have in 64 bits."""


def parquet_bytes(table: ReportTable, frame: pd.DataFrame, places: int) -> pa.Buffer:
    """Return the rows of ``frame`` as the bytes of a Parquet file (``arrow_table``)."""
    sink = pa.BufferOutputStream()
    columns = arrow_table(table, frame, places)
    parquet.write_table(columns, sink, compression="snappy", write_statistics=["employee_id"])  # who is where
    return sink.getvalue()


def arrow_table(table: ReportTable, frame: pd.DataFrame, places: int) -> pa.Table:
    """Return the columns that the CSV file of ``table`` has, typed.

    Texts are dictionaries of strings, days date32, minutes timestamps without a zone, counts int32,
    amounts decimals with ``places`` places. A cell that is empty in the CSV file is null.
    """
    columns = table.of(frame).columns
    return pa.table({column.name: _column(column, frame[column.name], places) for column in columns})


def _column(column: ReportColumn, values: pd.Series, places: int) -> pa.Array:
    if column.kind in {"text", "number"}:
        texts = _distinct(text_column(values))
        is_empty = pc.equal(texts.dictionary, "").to_numpy(zero_copy_only=False)
        if not is_empty.any():
            return texts
        at = pc.fill_null(texts.indices, int(np.argmax(is_empty))).to_numpy()
        return pa.DictionaryArray.from_arrays(pa.array(at, mask=is_empty[at]), texts.dictionary)
    numbers = values.to_numpy()
    if column.kind == "money":
        return _amounts(numbers.astype(np.int64), places)
    if column.kind == "count":
        return pa.array(np.maximum(numbers, -1).astype(np.int32), mask=numbers < 0)
    empty = numbers == NO_DAY
    if column.kind == "day":
        return pa.array(numbers.astype(np.int32), mask=empty).cast(pa.date32())
    milliseconds = np.where(empty, 0, numbers.astype(np.int64)) * _PER_MINUTE
    return pa.array(milliseconds, mask=empty).cast(pa.timestamp("ms"))


def _distinct(texts: pa.DictionaryArray) -> pa.DictionaryArray:
    """Return the texts with each once in the dictionary: of others Parquet's pages have bytes that nobody wrote."""
    if len(texts.dictionary.unique()) == len(texts.dictionary):
        return texts
    once = texts.dictionary.dictionary_encode()
    return pa.DictionaryArray.from_arrays(once.indices.take(texts.indices), once.dictionary)


def _amounts(minor_units: npt.NDArray[np.int64], places: int) -> pa.Array:
    """Return amounts as decimals: their 128 bits are the minor units as they are."""
    bits = np.empty((len(minor_units), 2), np.int64)
    bits[:, 0], bits[:, 1] = minor_units, minor_units >> 63
    return pa.Array.from_buffers(pa.decimal128(_DIGITS + 1, places), len(minor_units), [None, pa.py_buffer(bits)])
