"""The rows of a table that is written, as they stand in JSON: what the CSV file says, with its types.

Amounts are decimals as text, days and minutes as text, counts are numbers; an empty cell of these is null.
The contract's words are not translated, and nothing is made harmless for spreadsheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from payroll.money import plain
from payroll.period import NO_DAY, iso_day, iso_minute
from payroll.reports.columns import ColumnKind, ReportTable

JsonRow = dict[str, str | int | None]
_ROWS_AT_ONCE = 4096
"""So that a ledger of a million lines never stands in memory as records."""


def json_rows(table: ReportTable, frame: pd.DataFrame, places: int) -> Iterator[JsonRow]:
    """Yield the rows of ``frame`` under the columns of ``table``; amounts with ``places`` decimals."""
    columns = table.of(frame).columns
    names = [column.name for column in columns]
    writers = [_writer(column.kind, places) for column in columns]
    for begin in range(0, len(frame), _ROWS_AT_ONCE):
        part = frame.iloc[begin : begin + _ROWS_AT_ONCE]
        cells = [list(map(write, part[name].tolist())) for name, write in zip(names, writers, strict=True)]
        yield from (dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True))


def _writer(kind: ColumnKind, places: int) -> Callable[[Any], str | int | None]:
    return {**_WRITERS, "money": lambda amount: plain(amount, places)}[kind]


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)  # noqa: PLR0124 (a missing text is not itself)


_WRITERS: Mapping[str, Callable[[Any], str | int | None]] = {
    "text": _text,
    "number": lambda value: _text(value) or None,
    "count": lambda value: int(value) if value >= 0 else None,
    "day": lambda value: None if value == NO_DAY else iso_day(value),
    "minute": lambda value: None if value == NO_DAY else iso_minute(value),
}
