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
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from payroll.reports.columns import ReportTable
from payroll.reports.text_columns import csv_cells, csv_column

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SLICE_ROWS = 65_536
_THREADS = 2
_FEW = 2**16
"""So many different contents of joined columns are few."""
Column: TypeAlias = "pa.StringArray | pa.DictionaryArray"


def write_csv(path: Path, table: ReportTable, frame: pd.DataFrame, places: int) -> None:
    """Write ``frame`` as the CSV file of ``table``.

    ``frame`` holds the columns of the table (any order, more are ignored); amounts are written with
    ``places`` decimals. Raises ``OSError`` if the file cannot be written.
    """
    heading = ",".join(column.name for column in table.columns)
    with path.open("wb") as file, ThreadPoolExecutor(_THREADS) as threads:
        columns = list(threads.map(partial(csv_column, frame=frame, places=places), table.columns))
        columns = _fewer(columns)
        file.write(BYTE_ORDER_MARK + heading.encode() + b"\r\n")
        starts = range(0, len(frame), _SLICE_ROWS)
        for lines in _ahead(threads, partial(_lines, columns), starts):
            file.write(lines)


def _fewer(columns: Sequence[Column]) -> list[Column]:
    """Join neighbouring columns that have few different contents together, such as date, shift, start and end.

    Each column that is left costs time in each row; the joined contents are written once.
    """
    fewer = [columns[0]]
    for column in columns[1:]:
        last = fewer[-1]
        if _is_dictionary(last) and _is_dictionary(column) and _contents(last) * _contents(column) <= _FEW:
            fewer[-1] = _joined(last, column)
        else:
            fewer.append(column)
    return fewer


def _contents(column: pa.DictionaryArray) -> int:
    return len(column.dictionary) + 1


def _joined(left: pa.DictionaryArray, right: pa.DictionaryArray) -> pa.DictionaryArray:
    """Return two columns as one whose contents are all pairs, a comma between them; an empty cell is an empty text."""
    firsts, seconds = (pa.concat_arrays([each.dictionary, pa.array([""], pa.string())]) for each in (left, right))
    pairs = pc.binary_join_element_wise(
        firsts.take(pa.array(np.repeat(np.arange(len(firsts)), len(seconds)))),
        seconds.take(pa.array(np.tile(np.arange(len(seconds)), len(firsts)))),
        ",",
    )
    first, second = (
        pc.fill_null(each.indices, len(each.dictionary)).to_numpy(zero_copy_only=False) for each in (left, right)
    )
    return pa.DictionaryArray.from_arrays(pa.array(first * np.int32(len(seconds)) + second), pairs)


def _is_dictionary(column: Column) -> bool:
    return bool(pa.types.is_dictionary(column.type))


def _lines(columns: Sequence[Column], start: int) -> pa.Buffer:
    """Return the rows of one slice as the bytes of the file.

    The joined rows lie one behind the other in the array's memory, which is the text of the file.
    """
    slices = [column.slice(start, _SLICE_ROWS) for column in columns]
    cells = [cells.dictionary_decode() if _is_dictionary(cells) else csv_cells(cells) for cells in slices]
    cells[-1] = pc.binary_join_element_wise(pc.fill_null(cells[-1], ""), "\r\n", "")
    rows = pc.binary_join_element_wise(*cells, ",", null_handling="replace", null_replacement="")
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
