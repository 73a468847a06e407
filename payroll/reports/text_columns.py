"""Columns as text: every distinct value is written once, and rows are looked up.

A column of two million minutes holds some ten thousand different ones. So such a column becomes an
Arrow dictionary array (int32 positions, distinct texts), and whatever is done to texts is done to
the distinct ones. Texts that come as a plain column, like explanations, are mostly different; they stay.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from payroll.money import plain
from payroll.period import NO_DAY, iso_day, iso_minute
from payroll.reports.columns import ReportColumn

_FORMULA = "^[=+\\-@\t\r\n＝＋－＠]"
"""First characters that make a spreadsheet run a cell; the full-width ones do so in East Asian editions."""
_LINE_BREAKS = "(\r\n|[\r\n\v\f\u0085\u2028\u2029])"
_LINE_BREAK_BYTES = tuple(mark.encode() for mark in "\r\n\v\f\u0085\u2028\u2029")


def text_column(column: pd.Series) -> pa.DictionaryArray:
    """Return a column of text as a dictionary array; an empty cell is null."""
    cells = text_cells(column)
    return cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()


def text_cells(column: pd.Series) -> pa.StringArray | pa.DictionaryArray:
    """Return a column of text: a dictionary array where it is one already or categories; an empty cell is null.

    Takes str, categories of str, Arrow dictionaries and objects. Characters that are no Unicode (from
    file names in an old encoding) become ``?``.
    """
    if column.dtype == object:
        column = column.map(_unicode)
    array = pa.array(column, from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.unify_dictionaries().combine_chunks()
    if not pa.types.is_dictionary(array.type):
        return array.cast(pa.string())
    return _dictionary(array.indices.cast(pa.int32()), array.dictionary.cast(pa.string()))


def number_column(values: np.ndarray, write: Callable[[int], str], empty: int | None) -> pa.DictionaryArray:
    """Return integers as a dictionary array of the texts that ``write`` makes; ``empty`` becomes ""."""
    positions, distinct = pd.factorize(values)
    texts = ["" if value == empty else write(value) for value in distinct.tolist()]
    return _dictionary(pa.array(positions, pa.int32()), pa.array(texts, pa.string()))


def csv_column(column: ReportColumn, frame: pd.DataFrame, places: int) -> pa.StringArray | pa.DictionaryArray:
    """Return one column as the cells of a CSV file, harmless and quoted where needed."""
    values = frame[column.name]
    if column.kind == "text":
        cells = text_cells(values)
        if not pa.types.is_dictionary(cells.type):
            return quoted(harmless(cells))
        return _dictionary(cells.indices, quoted(harmless(cells.dictionary)))
    if column.kind == "number":
        return text_cells(values)
    numbers = values.to_numpy()
    if column.kind == "money":
        return number_column(numbers, lambda amount: plain(amount, places), None)
    if column.kind == "count":
        return number_column(np.maximum(numbers, -1), str, -1)
    return number_column(numbers, iso_day if column.kind == "day" else iso_minute, NO_DAY)


def harmless(texts: pa.StringArray) -> pa.StringArray:
    """Return the texts with an apostrophe before what a spreadsheet would run, line breaks as spaces."""
    runs = pc.match_substring_regex(texts, _FORMULA)
    if pc.any(runs).as_py():
        texts = pc.if_else(runs, pc.binary_join_element_wise("'", texts, ""), texts)
    if _holds(texts, _LINE_BREAK_BYTES):
        texts = pc.replace_substring_regex(texts, _LINE_BREAKS, " ")
    return texts


def quoted(texts: pa.StringArray) -> pa.StringArray:
    """Return the texts as CSV cells: in double quotes if they hold a comma or a double quote."""
    if not _holds(texts, (b",", b'"')):
        return texts
    needed = pc.match_substring_regex(texts, '[",]')
    doubled = pc.replace_substring(texts, '"', '""') if _holds(texts, (b'"',)) else texts
    return pc.if_else(needed, pc.binary_join_element_wise('"', doubled, '"', ""), texts)


def _holds(texts: pa.StringArray, marks: tuple[bytes, ...]) -> bool:
    """Tell whether any text holds a mark: a search in the bytes of all of them is much cheaper than in each."""
    stored = texts.buffers()[2]
    data = stored.to_pybytes() if stored is not None else b""
    return any(mark in data for mark in marks)


def _dictionary(positions: pa.Int32Array, texts: pa.StringArray) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(positions, texts)


def _unicode(value: object) -> str:
    return str(value).encode("utf-8", "replace").decode("utf-8")
