r"""The CSV files: UTF-8 with a byte order mark and ``\r\n``, so that a double click opens them well.

Rows are joined by Arrow, slice by slice: two slices are being made while a third is written. Arrow's
own CSV writer is not used because it puts every text in quotes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from payroll.reports.columns import ReportTable
from payroll.reports.text_columns import csv_cells, csv_column

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SLICE_ROWS = 32_768
_THREADS = 2
_LINE_END = "\r\n"
_FEW = 2**16
"""So many different contents of joined columns are few."""
_OFTEN = 8
"""In so many rows each, on average, contents stand that are worth being joined for themselves."""
Column: TypeAlias = "pa.StringArray | pa.DictionaryArray"


def write_csv(path: Path, table: ReportTable, frame: pd.DataFrame, places: int) -> None:
    """Write ``frame`` as the CSV file of ``table``.

    ``frame`` holds the columns of the table (any order, more are ignored); amounts are written with
    ``places`` decimals. Raises ``OSError`` if the file cannot be written.
    """
    table = table.of(frame)
    heading = ",".join(column.name for column in table.columns)
    with path.open("wb") as file, ThreadPoolExecutor(_THREADS) as threads:
        columns = list(threads.map(partial(csv_column, frame=frame, places=places), table.columns))
        columns = _fewer(columns)
        if _is_dictionary(columns[-1]):
            columns[-1] = _with_line_ends(columns[-1])
        file.write(BYTE_ORDER_MARK + heading.encode() + _LINE_END.encode())
        starts = range(0, len(frame), _SLICE_ROWS)
        for lines in _ahead(threads, partial(_lines, columns), starts):
            file.write(lines)


def _fewer(columns: Sequence[Column]) -> list[Column]:
    """Join neighbouring columns that have few different contents together, such as date, shift, start and end.

    Each column that is left costs time in each row; the joined contents are written once.
    """
    fewer = [columns[0]]
    for column in columns[1:]:
        joined = _joined(fewer[-1], column)
        if joined is None:
            fewer.append(column)
        else:
            fewer[-1] = joined
    return fewer


def _joined(left: Column, right: Column) -> pa.DictionaryArray | None:
    """Return two columns as one with a comma between them, None where that would have too many contents.

    Its contents are all pairs of theirs, or those of the left column where each of them comes with a single
    one of the right: an employee's id with a name. An empty cell is an empty text.
    """
    if not (_is_dictionary(left) and _is_dictionary(right)):
        return None
    (firsts, first), (seconds, second) = _contents(left), _contents(right)
    if len(firsts) * len(seconds) <= _FEW:
        beside = np.tile(np.arange(len(seconds)), len(firsts))
        firsts = firsts.take(pa.array(np.repeat(np.arange(len(firsts)), len(seconds))))
        positions = first * np.int32(len(seconds)) + second
    else:
        positions = first
        beside = np.zeros(len(firsts), np.int32)
        for rows in (slice(_SLICE_ROWS), slice(None)):  # most columns that do not go together soon tell
            beside[first[rows]] = second[rows]
            if len(firsts) * _OFTEN > len(first) or not np.array_equal(beside[first[rows]], second[rows]):
                return None
    return _dictionary(positions, pc.binary_join_element_wise(firsts, seconds.take(pa.array(beside)), ","))


def _contents(column: pa.DictionaryArray) -> tuple[pa.StringArray, npt.NDArray[np.int32]]:
    """Return the different contents of a column, the empty text at last, and for each row the position of its own."""
    texts = pa.concat_arrays([column.dictionary, pa.array([""], pa.string())])
    return texts, pc.fill_null(column.indices, len(texts) - 1).to_numpy(zero_copy_only=False)


def _with_line_ends(column: pa.DictionaryArray) -> pa.DictionaryArray:
    texts, positions = _contents(column)
    return _dictionary(positions, pc.binary_join_element_wise(texts, _LINE_END, ""))


def _dictionary(positions: npt.NDArray[np.int32], texts: pa.StringArray) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(positions), texts, safe=False)  # the positions are our own


def _is_dictionary(column: Column) -> bool:
    return bool(pa.types.is_dictionary(column.type))


def _lines(columns: Sequence[Column], start: int) -> pa.Buffer:
    """Return the rows of one slice as the bytes of the file.

    The joined rows lie one behind the other in the array's memory, which is the text of the file.
    """
    slices = [column.slice(start, _SLICE_ROWS) for column in columns]
    *cells, last = (each.dictionary_decode() if _is_dictionary(each) else csv_cells(each) for each in slices)
    if not _is_dictionary(columns[-1]):
        last = pc.binary_join_element_wise(pc.fill_null(last, ""), _LINE_END, "")
    rows = pc.binary_join_element_wise(*cells, last, ",", null_handling="replace", null_replacement="")
    return rows.buffers()[2]


def _ahead(threads: ThreadPoolExecutor, make: Callable[[int], pa.Buffer], starts: range) -> Iterator[pa.Buffer]:
    """Yield ``make(start)`` for each start in order, made ahead in threads but only a few at a time."""
    waiting: deque[Future[pa.Buffer]] = deque()
    for start in starts:
        waiting.append(threads.submit(make, start))
        if len(waiting) > _THREADS:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
