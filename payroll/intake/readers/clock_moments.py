"""Whole columns of times as clocks write them -> ``2026-10-08 08:42:10``.

A clock writes a million times in a handful of forms, so texts go by their form: of all texts with digits and
separators in the same places, each digit is moved to its place at once. What is not understood, and what is no
time (month 13, minute 60), stays as it is written, for the check of times to name it.

Whether ``05/08/2026`` is in May or in August is never guessed: a value above 12 somewhere in the file decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

DateOrder = Literal["year first", "day first", "month first"]
"""What a date begins with: ``2026-10-08`` or ``26-10-08``; ``08/10/2026``; ``10/08/2026``."""
Dates = Literal["year first", "day first", "month first", "by file"]
"""The order as a format is known to write it, or to be told by the values of each file."""

Bytes = npt.NDArray[np.uint8]
_Numbers = npt.NDArray[np.int16]
_Positions = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]

_PATTERN = (
    r"\s*(?P<first>[0-9]{1,4})(?P<mark>[-/.])(?P<second>[0-9]{1,2})[-/.](?P<third>[0-9]{4}|[0-9]{1,2})(?:T|\s+)"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<sec>[0-9]{2})(?:\.[0-9]+)?)?\s*(?P<half>[AaPp][Mm])?\s*"
)
_FORM = re.compile(_PATTERN.encode())
_ISO_FORM = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(?::[0-9]{2})?")
_ZERO = np.uint8(ord("0"))
_OUTPUT = b"0000-00-00 00:00:00"
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int16)
_YEARS_OF_A_FILE = 2
"""Of a number that may be a year of two digits or a day: a file has not more different years than this."""


@dataclass(frozen=True, slots=True)
class OrderUnknown:
    """Why the order of the dates of a file cannot be told.

    ``open``: nothing tells day from month; ``year``: nothing tells a year of two digits from a day; ``mixed``: two
    dates contradict each other. ``values`` are such texts, ``at`` is where the first stands: number of the column,
    position in it.
    """

    cause: Literal["open", "year", "mixed"]
    values: tuple[str, ...]
    at: tuple[int, int]


@dataclass(slots=True)
class _Seen:
    """What the dates of a file say of their order: order -> the first text that has a date only in it.

    ``short`` are the numbers of dates with a year of two digits: those in first place, those in third.
    """

    open: tuple[tuple[int, int], str] | None = None
    only: dict[DateOrder, tuple[tuple[int, int], str]] = field(default_factory=dict)
    short: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))


@dataclass(frozen=True, slots=True)
class _Form:
    """Texts of one form: their positions in the column's piece (None: all), their bytes, where the parts are.

    ``bytes`` has one row for each place in the texts, and one column for each text.
    """

    positions: _Positions | None
    bytes: Bytes
    parts: dict[str, tuple[int, int]]

    def number(self, part: str) -> _Numbers:
        """Return a part of each text as a number."""
        start, end = self.parts[part]
        value: _Numbers = (self.bytes[start] - _ZERO).astype(np.int16)
        for place in range(start + 1, end):
            value *= 10
            value += self.bytes[place] - _ZERO
        return value

    @property
    def is_year_first(self) -> bool:
        """Whether the date begins with a year of four digits."""
        return self.parts["first"][1] - self.parts["first"][0] == 4

    @property
    def is_short(self) -> bool:
        """Whether the year has two digits."""
        return not self.is_year_first and self.parts["third"][1] - self.parts["third"][0] < 4


def date_order(columns: Sequence[pa.ChunkedArray]) -> DateOrder | OrderUnknown:
    """Return the order of the dates in all columns of one file (texts)."""
    seen = _Seen()
    for number, column in enumerate(columns):
        start = 0
        for chunk in column.chunks:
            for form in _forms(chunk):
                if not form.is_year_first:
                    _look(form, seen, number, start)
            start += len(chunk)
    possible = _possible(seen)
    if len(possible) == 1:
        return possible[0]
    if seen.open is None and not seen.only:
        return "year first"
    if len(seen.only) > 1:
        (at, value), (_, other) = sorted(seen.only.values())
        return OrderUnknown("mixed", (value, other), at)
    at, value = min(seen.only.values()) if seen.open is None else seen.open
    return OrderUnknown("year" if seen.only else "open", (value,), at)


def iso_moments(texts: pa.ChunkedArray, order: DateOrder) -> pa.ChunkedArray:
    """Return times as ``2026-10-08 08:42:10`` (``08:42`` without seconds); what is no time stays as written."""
    return pa.chunked_array([_converted(chunk, order) for chunk in texts.chunks], pa.string())


def _possible(seen: _Seen) -> list[DateOrder]:
    """Return the orders that all dates can have. One of ``26-06-30`` has its day where ``26/06/2030`` has its year."""
    first, third = seen.short
    possible: list[DateOrder] = []
    if len(third) <= _YEARS_OF_A_FILE:
        possible += ["day first"] if "month first" not in seen.only else []
        possible += ["month first"] if "day first" not in seen.only else []
    if first and len(first) <= _YEARS_OF_A_FILE and "month first" not in seen.only and max(third) <= 31:
        possible.append("year first")
    return possible


def _look(form: _Form, seen: _Seen, column: int, start: int) -> None:
    first, second = form.number("first"), form.number("second")
    if form.is_short:
        third = form.number("third")
        seen.short[0].update(np.unique(first).tolist())
        seen.short[1].update(np.unique(third).tolist())
    is_day = (first > 12) & (first <= 31) & (second <= 12)
    is_month = (first <= 12) & (second > 12) & (second <= 31)
    orders: tuple[tuple[DateOrder, _Flags], ...] = (("day first", is_day), ("month first", is_month))
    for order, flags in orders:
        if order not in seen.only and flags.any():
            seen.only[order] = _example(form, int(np.argmax(flags)), column, start)
    if seen.open is None:
        either = (first <= 12) & (second <= 12)
        if either.any():
            seen.open = _example(form, int(np.argmax(either)), column, start)


def _example(form: _Form, index: int, column: int, start: int) -> tuple[tuple[int, int], str]:
    at = index if form.positions is None else int(form.positions[index])
    return (column, start + at), bytes(form.bytes[:, index]).decode().strip()


# ---------------------------------------------------------------- forms


def _forms(texts: pa.Array) -> Iterator[_Form]:
    """Yield the texts that are times, those of one form together; most files have one or a few."""
    lengths = np.diff(_offsets(texts))
    different = np.unique(lengths)
    for length in different[different > 0].tolist():
        if len(different) == 1:
            yield from _forms_of(_bytes(texts, length), None)
        else:
            positions = np.flatnonzero(lengths == length)
            yield from _forms_of(_bytes(texts.take(pa.array(positions)), length), positions)


def _offsets(texts: pa.Array) -> npt.NDArray[np.int32]:
    return np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + len(texts) + 1]


def _bytes(texts: pa.Array, length: int) -> Bytes:
    """Return the bytes of texts of one length, place by place."""
    start = int(_offsets(texts)[0])
    data = np.frombuffer(texts.buffers()[2], np.uint8)[start : start + len(texts) * length]
    return np.ascontiguousarray(data.reshape(len(texts), length).T)


def _forms_of(places: Bytes, positions: _Positions | None) -> Iterator[_Form]:
    """Yield the forms of texts of one length."""
    while places.size:
        first = places[:, 0]
        match = _FORM.fullmatch(bytes(first))
        if match is None:
            keep = _like_times(places)
            if not keep.any():
                return
            places, positions = places[:, keep], _chosen(positions, keep)
            continue
        parts = {name: match.span(name) for name in match.re.groupindex if match[name] is not None}
        like = _of_form(places, first, parts)
        if like.all():
            yield _Form(positions, places, parts)
            return
        yield _Form(_chosen(positions, like), places[:, like], parts)
        places, positions = places[:, ~like], _chosen(positions, ~like)


def _of_form(places: Bytes, first: Bytes, parts: Mapping[str, tuple[int, int]]) -> _Flags:
    """Tell which texts have digits where the first has, and the same separators elsewhere, AM and PM being alike."""
    fits = np.ones(places.shape[1], bool)
    half = parts["half"][0] if "half" in parts else None
    for at, (place, byte) in enumerate(zip(places, first.tolist(), strict=True)):
        if at == half:
            fits &= _is_letter(place, "a") | _is_letter(place, "p")
        elif ord("0") <= byte <= ord("9"):
            fits &= (place - _ZERO) <= 9  # below 0 wraps to above 9
        else:
            fits &= place == byte
    return fits


def _is_letter(place: Bytes, letter: str) -> _Flags:
    """Tell which bytes are a letter, small or capital."""
    return np.asarray((place | np.uint8(0x20)) == ord(letter), np.bool_)


def _like_times(places: Bytes) -> _Flags:
    length, count = places.shape
    texts = pa.py_buffer(np.ascontiguousarray(places.T))
    cells = pa.FixedSizeBinaryArray.from_buffers(pa.binary(length), count, [None, texts])
    found = pc.match_substring_regex(cells.cast(pa.binary()), f"^(?:{_PATTERN})$")
    return np.asarray(found.to_numpy(zero_copy_only=False), bool)


def _chosen(positions: _Positions | None, keep: _Flags) -> _Positions:
    return np.flatnonzero(keep) if positions is None else positions[keep]


# ---------------------------------------------------------------- conversion


def _converted(texts: pa.Array, order: DateOrder) -> pa.Array:
    """Return one piece of a column: the forms that are understood, and the rest as it is, in their places."""
    if texts.null_count:
        texts = texts.fill_null("")
    untouched = np.ones(len(texts), bool)
    pieces, places = [], []
    for form in _forms(texts):
        if _ISO_FORM.fullmatch(bytes(form.bytes[:, 0])):
            continue
        written, valid = _written(form, order)
        positions = np.arange(len(texts)) if form.positions is None else form.positions
        if not valid.all():
            written, positions = written[:, valid], positions[valid]
        pieces.append(_texts(written))
        places.append(positions)
        untouched[positions] = False
    if not pieces:
        return texts
    rest = np.flatnonzero(untouched)
    if not len(rest) and len(pieces) == 1:
        return pieces[0]
    joined = pa.concat_arrays([*pieces, texts.take(pa.array(rest))])
    back = np.empty(len(texts), np.int32)
    back[np.concatenate([*places, rest])] = np.arange(len(texts), dtype=np.int32)
    return joined.take(pa.array(back))


def _written(form: _Form, order: DateOrder) -> tuple[Bytes, _Flags]:
    """Return the times of one form as bytes, and which of them are times at all."""
    if form.is_year_first or order == "year first":
        names = ("first", "second", "third")
    else:
        names = ("third", "first", "second") if order == "month first" else ("third", "second", "first")
    year, month, day = (form.number(name) for name in names)
    year_start, year_end = form.parts[names[0]]
    known = year_end - year_start in {2, 4}  # a year such as 126, or a text that has its year elsewhere
    if year_end - year_start == 2:
        year = year + 2000
    hour, minute = form.number("hour"), form.number("minute")
    second = form.number("sec") if "sec" in form.parts else np.zeros_like(hour)
    valid = np.asarray((month >= 1) & (month <= 12) & (minute < 60) & (second < 60) & (day >= 1) & known, np.bool_)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    valid &= day <= _DAYS[np.clip(month, 0, 12)] + (leap & (month == 2))
    if "half" in form.parts:
        valid &= (hour >= 1) & (hour <= 12)
        hour = hour % 12 + _is_letter(form.bytes[form.parts["half"][0]], "p") * np.int16(12)
    valid &= hour < 24
    size = len(_OUTPUT) if "sec" in form.parts else len(_OUTPUT) - 3
    places = np.empty((size, len(hour)), np.uint8)
    places[:] = np.frombuffer(_OUTPUT, np.uint8)[:size, None]
    for start, value in ((0, year // 100), (2, year % 100), (5, month), (8, day), (11, hour), (14, minute)):
        _put(places, start, value)
    if "sec" in form.parts:
        _put(places, 17, second)
    return places, valid


def _put(places: Bytes, start: int, value: _Numbers) -> None:
    """Write numbers below 100 as two digits."""
    small = value.astype(np.uint8)
    tens = small // 10
    places[start] = tens + _ZERO
    places[start + 1] = small - tens * 10 + _ZERO


def _texts(places: Bytes) -> pa.Array:
    size, count = places.shape
    offsets = np.arange(0, (count + 1) * size, size, dtype=np.int32)
    data = np.ascontiguousarray(places.T)
    return pa.Array.from_buffers(pa.string(), count, [None, pa.py_buffer(offsets), pa.py_buffer(data)])
