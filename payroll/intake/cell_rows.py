"""The cells of a workbook's sheet, kept as columns of texts: rows are made of them only where one is asked for.

A list of punches has a hundred thousand rows, and is read by its columns; only those who look for headings, and
the readers of other forms, go from row to row.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import overload

import pyarrow as pa

_HEAD = 64
"""So many rows are made by themselves for those who only look at the first ones."""


class CellRows(Sequence[Sequence[str]]):
    """The rows of a sheet, all as wide as it is.

    ``columns`` are of one length, one for each position; below them come rows without cells, up to ``size``.
    """

    def __init__(self, columns: Sequence[pa.StringArray], size: int = 0) -> None:
        """Keep the columns."""
        self.columns = tuple(columns)
        self._filled = len(columns[0]) if columns else 0
        self._size = max(self._filled, size)

    def column(self, position: int, indices: Sequence[int]) -> pa.StringArray:
        """Return the cells of some rows (indices from 0, in ascending order) in one column; a missing one is blank."""
        if position >= len(self.columns):
            return pa.repeat("", len(indices))
        cells, below = self.columns[position], self._size - self._filled
        if below:
            cells = pa.concat_arrays([cells, pa.repeat("", below)])
        if len(indices) and indices[-1] - indices[0] == len(indices) - 1:
            return cells.slice(indices[0], len(indices))
        return cells.take(pa.array(indices, pa.int64()))

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._size

    @overload
    def __getitem__(self, at: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[str]]: ...
    def __getitem__(self, at: int | slice) -> Sequence[str] | Sequence[Sequence[str]]:
        """Return a row, or several."""
        wanted = range(self._size)[at]
        last = wanted if isinstance(wanted, int) else max(wanted[0], wanted[-1]) if wanted else 0
        rows = self._head if last < _HEAD else self._all
        return rows[wanted] if isinstance(wanted, int) else [rows[index] for index in wanted]

    @cached_property
    def _head(self) -> Sequence[Sequence[str]]:
        return self._rows(_HEAD)

    @cached_property
    def _all(self) -> Sequence[Sequence[str]]:
        return self._rows(self._size)

    def _rows(self, size: int) -> Sequence[Sequence[str]]:
        cells = [column.slice(0, size).to_numpy(zero_copy_only=False).tolist() for column in self.columns]
        rows: list[Sequence[str]] = list(zip(*cells, strict=True))
        return rows + [()] * (min(size, self._size) - len(rows))
