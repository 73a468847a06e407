"""Columns as text: every distinct value is written once, and rows are looked up.

A column of two million minutes holds some ten thousand different ones. So such a column becomes an
Arrow dictionary array (int32 positions, distinct texts), and whatever is done to texts is done to
the distinct ones. Texts that come as a plain column, like explanations, are mostly different; they stay.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from payroll.money import plain
from payroll.period import NO_DAY, iso_day, iso_minute
from payroll.reports.columns import ReportColumn

_FORMULA = "^[=+\\-@\t\r\n＝＋－＠]"
"""First characters that make a spreadsheet run a cell; the full-width ones do so in East Asian editions."""
_FORMULA_BYTES = np.frombuffer("=+-@\t\r\n＝".encode()[:8], np.uint8)
"""Their first bytes; those of the full-width ones are all the same."""
_LINE_BREAKS = "(\r\n|[\r\n\v\f\u0085\u2028\u2029])"
_LINE_BREAK_BYTES = tuple(mark.encode() for mark in "\r\n\v\f")
_SAMPLE = 1024
_FEW_OF_SAMPLE = 64


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
    return _dictionary(pa.array(positions.astype(np.int32)), pa.array(texts, pa.string()))


def csv_column(column: ReportColumn, frame: pd.DataFrame, places: int) -> pa.StringArray | pa.DictionaryArray:
    """Return one column as the cells of a CSV file; a plain array of text still has to become ``csv_cells``."""
    values = frame[column.name]
    if column.kind == "text":
        cells = _repeating(text_cells(values))
        safe = pa.types.is_dictionary(cells.type)
        return _dictionary(cells.indices, csv_cells(cells.dictionary)) if safe else cells
    if column.kind == "number":
        return text_column(values)
    numbers = values.to_numpy()
    if column.kind == "money":
        return number_column(numbers, lambda amount: plain(amount, places), None)
    if column.kind == "count":
        return number_column(np.maximum(numbers, -1), str, -1)
    return number_column(numbers, iso_day if column.kind == "day" else iso_minute, NO_DAY)


def csv_cells(texts: pa.StringArray) -> pa.StringArray:
    """Return the texts as the cells of a CSV file, harmless and quoted where needed."""
    return quoted(harmless(texts))


def harmless(texts: pa.StringArray) -> pa.StringArray:
    """Return the texts with an apostrophe before what a spreadsheet would run, line breaks as spaces."""
    if np.isin(_first_bytes(texts), _FORMULA_BYTES).any():
        runs = pc.match_substring_regex(texts, _FORMULA)
        texts = pc.if_else(runs, pc.binary_join_element_wise("'", texts, ""), texts)
    if _holds_line_breaks(texts):
        texts = pc.replace_substring_regex(texts, _LINE_BREAKS, " ")
    return texts


def quoted(texts: pa.StringArray) -> pa.StringArray:
    """Return the texts as CSV cells: in double quotes if they hold a comma or a double quote."""
    has_quotes = _holds(texts, (b'"',))
    if not has_quotes and not _holds(texts, (b",",)):
        return texts
    needed = pc.match_substring(texts, ",")
    if has_quotes:
        needed = pc.or_(needed, pc.match_substring(texts, '"'))
        texts = pc.replace_substring(texts, '"', '""')
    return pc.if_else(needed, pc.binary_join_element_wise('"', texts, '"', ""), texts)


def _stored(texts: pa.StringArray) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Return where each text begins (and the last one ends) in the bytes of all of them, and those bytes."""
    _, offsets, data = texts.buffers()
    if offsets is None or data is None:
        return np.zeros(len(texts) + 1, np.int32), np.empty(0, np.uint8)
    starts = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return starts - starts[0], np.frombuffer(data, np.uint8)[starts[0] : starts[-1]]


def _first_bytes(texts: pa.StringArray) -> npt.NDArray[np.uint8]:
    starts, data = _stored(texts)
    return data[starts[:-1][starts[1:] > starts[:-1]]]


def _holds(texts: pa.StringArray, marks: tuple[bytes, ...]) -> bool:
    """Tell whether any text holds a mark: a search in the bytes of all of them is much cheaper than in each."""
    data = _stored(texts)[1].tobytes()
    return any(mark in data for mark in marks)


def _holds_line_breaks(texts: pa.StringArray) -> bool:
    """Tell whether any text holds a line break. Those beyond ASCII begin like dashes, so their ends are sought."""
    if _holds(texts, _LINE_BREAK_BYTES):
        return True
    data = _stored(texts)[1]
    last = np.flatnonzero((data[2:] == 0xA8) | (data[2:] == 0xA9)) + 2
    wide = (data[last - 1] == 0x80) & (data[last - 2] == 0xE2)
    narrow = np.flatnonzero(data[1:] == 0x85) + 1
    return bool(wide.any()) or bool((data[narrow - 1] == 0xC2).any())


def _repeating(cells: pa.StringArray | pa.DictionaryArray) -> pa.StringArray | pa.DictionaryArray:
    """Return texts of which a few are said again and again, such as rules, as a dictionary array."""
    few = len(cells.slice(0, _SAMPLE).unique()) <= _FEW_OF_SAMPLE
    return cells.dictionary_encode() if few and not pa.types.is_dictionary(cells.type) else cells


def _dictionary(positions: pa.Int32Array, texts: pa.StringArray) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(positions, texts, safe=False)  # the positions are our own


def _unicode(value: object) -> str:
    return str(value).encode("utf-8", "replace").decode("utf-8")
