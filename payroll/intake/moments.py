"""Whole columns of timestamps.

Usual ones (``2026-10-08 08:42:10``) are converted slice by slice. The slices that hold anything else go
by the distinct dates and times of their cells, and what is then left by its distinct texts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payroll.intake.cells import FIRST_DAY, LAST_DAY, SECONDS_PER_DAY, Fault, Moment
from payroll.intake.columns import EMPTY, NOWHERE, Codes, Ints, Marks, Reader, Understood, all_midnight, distinct

_SLICE = 1 << 17
_USUAL_LENGTH = len("2026-10-08 08:42:10")


def moment_column(cells: pa.ChunkedArray, read: Reader, *, required: bool) -> Understood:
    """Return a column of timestamps in seconds since 1970-01-01 00:00, as written.

    ``read`` is the reader of one text. Of a cell with a wrong time the value is its day's 00:00. A stored
    column whose timestamps are all midnights holds dates.
    """
    if pa.types.is_dictionary(cells.type):
        cells = cells.cast(cells.type.value_type)
    if _is_local(cells.type) and all_midnight(cells):
        cells = cells.cast(pa.date32())
    values = np.empty(len(cells), np.int64)
    unusual, places, start = [], [NOWHERE], 0
    for piece in (chunk.slice(first, _SLICE) for chunk in cells.chunks for first in range(0, len(chunk), _SLICE)):
        seconds = _usual(piece)
        if seconds is None:
            unusual.append(piece.cast(pa.large_string()))
            places.append(np.arange(start, start + len(piece)))
        else:
            values[start : start + len(piece)] = seconds
        start += len(piece)
    if not unusual:
        return Understood(values)
    return _placed(_unusual(pa.concat_arrays(unusual), read, required=required), values, np.concatenate(places))


def _placed(found: Understood, values: Ints, places: Ints) -> Understood:
    """Return the whole column, once what was found in some of its cells is put in their places."""
    values[places] = found.values
    return Understood(
        values,
        faults=_moved(found.faults, places),
        warnings=_moved(found.warnings, places),
        offset_at=places[found.offset_at],
        offsets=found.offsets,
        bare=places[found.bare],
    )


def _is_local(kind: pa.DataType) -> bool:
    return bool(pa.types.is_timestamp(kind) and kind.tz is None)


def _usual(cells: pa.Array) -> Ints | None:
    """Return the seconds of the cells if each is a stored timestamp or the text of one, else None."""
    if cells.null_count or not (_is_local(cells.type) or _is_long_enough(cells)):
        return None
    try:
        for part in (cells.slice(0, 1), cells):  # a failing cast is slow, and a file has mostly one form
            seconds = part.cast(pa.timestamp("s"), safe=False).cast(pa.int64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return None
    if seconds.min() < FIRST_DAY * SECONDS_PER_DAY or seconds.max() >= (LAST_DAY + 1) * SECONDS_PER_DAY:
        return None
    return np.asarray(seconds)


def _is_long_enough(cells: pa.Array) -> bool:
    """Tell whether all cells are texts of the usual length, so that Arrow reads no other form than ours."""
    if not pa.types.is_string(cells.type) and not pa.types.is_large_string(cells.type):
        return False
    lengths = pc.min_max(pc.binary_length(cells)).as_py()
    return bool(lengths["min"] == lengths["max"] == _USUAL_LENGTH)


def _unusual(texts: pa.Array, read: Reader, *, required: bool) -> Understood:
    values, at, offsets = _by_parts(texts, read)
    rest = np.flatnonzero(values == EMPTY)
    found = distinct(pa.chunked_array([texts.take(pa.array(rest))]), read, required=required)
    moments = [_moment(result) for result in found.results]
    values[rest] = _seconds(moments)[found.codes]
    rest_at, rest_offsets = _offsets(moments, found.codes)
    bare = np.array([moment.bare for moment in moments], bool)[found.codes]
    return Understood(
        values,
        faults=_moved(found.faults(), rest),
        warnings=_moved(found.warned(), rest),
        offset_at=np.concatenate([at, rest[rest_at]]),
        offsets=np.concatenate([offsets, rest_offsets]),
        bare=rest[bare],
    )


_PARTS = r"^\s*(?P<day>[0-9年月日./-]{8,11})(?:T|\s+)(?P<time>[0-9]{1,2}:[0-9:.]+(?:Z|[+-][0-9:]+)?)\s*$"


def _by_parts(texts: pa.Array, read: Reader) -> tuple[Ints, Ints, Ints]:
    """Return seconds, and positions and seconds of offsets: each distinct date and time is read once.

    A date is read with 00:00 behind it and a time with a certain date before it, so that one reader
    decides what is right. Cells that need a closer look are EMPTY.
    """
    parts = pc.extract_regex(texts, pattern=_PARTS)
    days = distinct(_part(parts, "day"), lambda text: read(f"{text} 00:00"), required=False)
    times = distinct(_part(parts, "time"), lambda text: read(f"1970-01-01 {text}"), required=False)
    day_moments = [result if isinstance(result, Moment) else Moment(EMPTY) for result in days.results]
    time_moments = [result if isinstance(result, Moment) else Moment(EMPTY) for result in times.results]
    day, time = _seconds(day_moments)[days.codes], _seconds(time_moments)[times.codes]
    good = (day != EMPTY) & (time != EMPTY)
    at, offsets = _offsets(time_moments, times.codes)
    return np.where(good, day + time, EMPTY), at[good[at]], offsets[good[at]]


def _part(parts: pa.StructArray, name: str) -> pa.ChunkedArray:
    return pa.chunked_array([pc.struct_field(parts, name)])


def _seconds(moments: Sequence[Moment]) -> Ints:
    return np.array([moment.seconds for moment in moments], np.int64)


def _offsets(moments: Sequence[Moment], codes: Codes) -> tuple[Ints, Ints]:
    """Return the positions of the cells that name an offset, and its seconds."""
    named = np.array([moment.offset is not None for moment in moments], bool)
    at = np.flatnonzero(named[codes])
    return at, np.array([moment.offset or 0 for moment in moments], np.int64)[codes[at]]


def _moment(result: object) -> Moment:
    """Return what is readable of a result: at least the day, where only the time is wrong."""
    if isinstance(result, Moment):
        return result
    day = result.readable if isinstance(result, Fault) else None
    return Moment(day * SECONDS_PER_DAY if isinstance(day, int) else EMPTY)


def _moved(marks: Marks, positions: Ints) -> Marks:
    """Return marks on cells of a part of a column as marks on the column."""
    return Marks(positions[marks.positions], marks.which, marks.causes)
