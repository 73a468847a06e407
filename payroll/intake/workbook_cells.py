"""Cells of a workbook as text: what the person sees, in one plain form."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta

LONGEST_NUMBER = 10**15
"""Excel keeps 15 digits: a whole number from here on has lost its last ones."""

_ZERO_OF_TIMES = date(1899, 12, 31)
_FIRST_REAL_DATE = date(1901, 1, 1)
"""A time format over a value of one day or more is read as a date in 1900: 24:00 as 1900-01-01."""
_SECONDS_PER_DAY = 86400
_LAST_MOMENT = datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001 - a cell has no zone
"""Behind it the calendar ends: what is later is not rounded up."""
_SECOND = 1_000_000
_FIRST_NUMBER, _LAST_NUMBER = np.array(["1901-01-01", _LAST_MOMENT], "datetime64[us]").astype(np.int64).tolist()
"""The first real date and the last moment in microseconds since 1970."""


def is_damaged_number(cell: Cell) -> bool:
    """Tell whether a cell is a whole number of more digits than Excel keeps."""
    return isinstance(cell, (int, float)) and abs(cell) >= LONGEST_NUMBER


def same_texts(cells: Sequence[Cell]) -> pa.StringArray | None:
    """Return cells that are all texts as they are, None if one is something else."""
    if cells[0] == "" and cells.count("") == len(cells):  # many a column is blank
        return pa.repeat("", len(cells))
    try:
        return pa.array(cells, pa.string())
    except pa.ArrowTypeError:
        return None


def plain_cells(cells: Sequence[Cell]) -> pa.Array:
    """Return some cells of one column in a type of which ``column_of_pieces`` makes the texts of ``cell_text``.

    Timestamps are in whole seconds, whole numbers are integers; where anything else is among them, all are texts.
    """
    types = set(map(type, cells))
    plain = None
    if types == {datetime}:
        plain = _whole_seconds(pa.array(cells, pa.timestamp("us")))
    elif types == {float}:
        plain = _whole_numbers(pa.array(cells, pa.float64()))
    return pa.array(_texts(cells, types), pa.string()) if plain is None else plain


def _texts(cells: Sequence[Cell], types: set[type]) -> list[str]:
    if types <= {float, str}:  # numbers mostly repeat, and to write one in full takes long
        texts = {cell: cell_text(cell) for cell in set(cells)}
        return [texts[cell] for cell in cells]
    return [cell if type(cell) is str else cell_text(cell) for cell in cells]


def _whole_seconds(moments: pa.TimestampArray) -> pa.TimestampArray | None:
    """Return timestamps to the nearest second, None if one may stand for a time (``_FIRST_REAL_DATE``)."""
    numbers = moments.view(pa.int64()).to_numpy()
    if numbers.min() < _FIRST_NUMBER:
        return None
    return pa.array((np.minimum(numbers, _LAST_NUMBER) + _SECOND // 2) // _SECOND).view(pa.timestamp("s"))


def _whole_numbers(numbers: pa.DoubleArray) -> pa.Int64Array | None:
    try:
        return numbers.cast(pa.int64())
    except pa.ArrowInvalid:
        return None


def column_of_pieces(pieces: Iterable[pa.Array]) -> pa.StringArray:
    """Return the pieces of a column (``plain_cells``) as one column of texts; each run of one type is cast at once."""
    runs = (pa.concat_arrays(list(run)) for _, run in groupby(pieces, key=attrgetter("type")))
    return pa.concat_arrays([run.cast(pa.string()) for run in runs])


def cell_text(cell: Cell) -> str:
    """Return a cell as text; a blank cell is "".

    7.0 -> ``7``; 0.30000000000000004 -> ``0.3`` (15 digits, as Excel shows it); never an exponent;
    a date -> ``2026-10-08``; a timestamp -> ``2026-10-08 08:42:10`` to the nearest second; a time or a
    duration -> ``08:30``, ``24:00`` or ``08:30:15``; true -> ``TRUE``.
    """
    return _WRITTEN[type(cell)](cell)


def _truth_text(cell: bool) -> str:
    return "TRUE" if cell else "FALSE"


def _day_text(cell: date) -> str:
    return cell.isoformat() if cell >= _FIRST_REAL_DATE else _hours_text(_days(cell) * _SECONDS_PER_DAY)


def _clock_text(cell: time) -> str:
    return _hours_text(cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6)


def _duration_text(cell: timedelta) -> str:
    return _hours_text(cell.total_seconds())


def _number_text(number: float) -> str:
    if not math.isfinite(number):
        return repr(number)
    if number == int(number):
        return str(int(number))
    shortest = repr(number)
    if len(Decimal(shortest).as_tuple().digits) > 15:
        shortest = f"{number:.15g}"
    text = format(Decimal(shortest), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _timestamp_text(moment: datetime) -> str:
    if not moment.microsecond and moment.year > _FIRST_REAL_DATE.year:
        return moment.isoformat(" ")
    rounded = (min(moment, _LAST_MOMENT) + timedelta(microseconds=_SECOND // 2)).replace(microsecond=0)
    if rounded.date() >= _FIRST_REAL_DATE:
        return rounded.isoformat(" ")
    clock = rounded.hour * 3600 + rounded.minute * 60 + rounded.second
    return _hours_text(_days(rounded.date()) * _SECONDS_PER_DAY + clock)


def _days(day: date) -> int:
    return (day - _ZERO_OF_TIMES).days


def _hours_text(seconds: float) -> str:
    whole = int(abs(seconds) + 0.5)
    sign = "-" if seconds < 0 and whole else ""
    minutes, rest = divmod(whole, 60)
    text = f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{rest:02d}" if rest else text


_WRITTEN: Mapping[type, Callable[[Any], str]] = {
    str: str,
    bool: _truth_text,
    int: _number_text,
    float: _number_text,
    datetime: _timestamp_text,
    date: _day_text,
    time: _clock_text,
    timedelta: _duration_text,
}
"""How a cell of each type is written."""
