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

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from payroll.reports.columns import ReportTable
from payroll.reports.text_columns import csv_column

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SLICE_ROWS = 65_536
_THREADS = 2
Column: TypeAlias = "pa.StringArray | pa.DictionaryArray"


def write_csv(path: Path, table: ReportTable, frame: pd.DataFrame, places: int) -> None:
    """Write ``frame`` as the CSV file of ``table``.

    ``frame`` holds the columns of the table (any order, more are ignored); amounts are written with
    ``places`` decimals. Raises ``OSError`` if the file cannot be written.
    """
    heading = ",".join(column.name for column in table.columns)
    with path.open("wb") as file, ThreadPoolExecutor(_THREADS) as threads:
        columns = list(threads.map(partial(csv_column, frame=frame, places=places), table.columns))
        columns[-1] = _line_ends(columns[-1])
        file.write(BYTE_ORDER_MARK + heading.encode() + b"\r\n")
        starts = range(0, len(frame), _SLICE_ROWS)
        for lines in _ahead(threads, partial(_lines, columns), starts):
            file.write(lines)


def _line_ends(column: Column) -> Column:
    """Return the last column with the end of the line in each cell, empty ones too."""
    if not pa.types.is_dictionary(column.type):
        return pc.binary_join_element_wise(pc.fill_null(column, ""), "\r\n", "")
    filled = column.indices.fill_null(len(column.dictionary))
    texts = pa.concat_arrays([column.dictionary, pa.array([""], pa.string())])
    return pa.DictionaryArray.from_arrays(filled, pc.binary_join_element_wise(texts, "\r\n", ""))


def _lines(columns: Sequence[Column], start: int) -> pa.Buffer:
    """Return the rows of one slice as the bytes of the file.

    The joined rows lie one behind the other in the array's memory, which is the text of the file.
    """
    slices = [column.slice(start, _SLICE_ROWS) for column in columns]
    cells = [cells.dictionary_decode() if pa.types.is_dictionary(cells.type) else cells for cells in slices]
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
