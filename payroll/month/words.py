"""Columns as text: what explanations are made of.

Explanations are filled in by whole columns, since a large month has hundreds of thousands of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Formatter
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from payroll.language import EMPTY, LANGUAGES, Language, Text
from payroll.money import plain
from payroll.period import MINUTES_PER_DAY, clock, iso_day

type_of_text = pa.large_string()

TextColumn: TypeAlias = "pa.Array | str"
"""A column of text, or one text that is the same in all rows."""
Both: TypeAlias = "tuple[TextColumn, TextColumn]"
"""A column in Chinese and in English."""
Words: TypeAlias = "Mapping[str, TextColumn | Both]"
"""What fills the fields of a template."""


def in_one(words: Words, language: Language) -> dict[str, TextColumn]:
    """Return the columns of one language."""
    index = LANGUAGES.index(language)
    return {name: column[index] if isinstance(column, tuple) else column for name, column in words.items()}


def text_of(values: npt.NDArray[np.integer], to_text: Callable[[int], str]) -> pa.Array:
    """Return ``to_text`` of each value; it is called once for each distinct one."""
    index, distinct = pd.factorize(values)
    words = pa.array([to_text(value) for value in distinct.tolist()], type_of_text)
    return words.take(pa.array(index))


def days(values: npt.NDArray[np.integer]) -> pa.Array:
    """Return days as ``2026-10-08``."""
    return text_of(values, iso_day)


def clocks(values: npt.NDArray[np.integer]) -> pa.Array:
    """Return minutes as times of day, ``08:42``."""
    return text_of(values % 1440, clock)


def ends(values: npt.NDArray[np.integer], date: npt.NDArray[np.integer]) -> pa.Array:
    """Return the ends of shifts as times of day; the midnight that ends the work date is ``24:00``."""
    after = values - date.astype(values.dtype) * 1440
    return text_of(after, lambda minute: "24:00" if minute == 1440 else clock(minute))


def shift_text(start: int, end: int) -> str:
    """Return a shift's day and times as ``2026-10-08 18:30–24:00``."""
    return f"{iso_day(start // MINUTES_PER_DAY)} {times_text(start, end)}"


def times_text(start: int, end: int) -> str:
    """Return a shift's times as ``18:30–24:00``; one past midnight as ``22:00–06:00``."""
    last = "24:00" if end == (start // MINUTES_PER_DAY + 1) * MINUTES_PER_DAY else clock(end)
    return f"{clock(start)}–{last}"


def numbers(values: npt.NDArray[np.integer]) -> pa.Array:
    """Return whole numbers as text."""
    return pc.cast(pa.array(values), type_of_text)


def amounts(values: npt.NDArray[np.integer], places: int) -> pa.Array:
    """Return minor units as plain decimals."""
    return text_of(values, lambda value: plain(value, places))


def texts(values: npt.NDArray[np.object_]) -> pa.Array:
    """Return Python strings as a text column."""
    return pa.array(values, type_of_text)


def column_text(column: pd.Series | pd.api.extensions.ExtensionArray) -> pa.Array:
    """Return a pandas column of text as it lies in memory."""
    cells = pa.array(column, from_pandas=True)
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    return cells.cast(type_of_text)


def fill(template: str, columns: Mapping[str, TextColumn], length: int) -> pa.Array:
    """Return ``template`` with each ``{name}`` replaced by that column, row by row."""
    pieces: list[pa.Array | pa.Scalar] = []
    for literal, name, _, _ in Formatter().parse(template):
        if literal:
            pieces.append(pa.scalar(literal, type_of_text))
        if name is not None:
            column = columns[name]
            pieces.append(pa.scalar(column, type_of_text) if isinstance(column, str) else column)
    filled = pc.binary_join_element_wise(*pieces, pa.scalar("", type_of_text))
    return filled if isinstance(filled, pa.Array) else pa.repeat(filled, length)


def choose(condition: npt.NDArray[np.bool_], yes: TextColumn, no: TextColumn) -> pa.Array:
    """Return ``yes`` where the condition holds, else ``no``."""
    return pc.if_else(pa.array(condition), _wide(yes), _wide(no))


def scattered(column: pa.Array, rows: npt.NDArray[np.intp], length: int) -> TextColumn:
    """Return ``length`` texts: those of ``column`` in ``rows``, nothing in the others."""
    if len(rows) == 0:
        return ""
    index = np.full(length, len(column))
    index[rows] = np.arange(len(column))
    return pa.concat_arrays([column, pa.array([""], type_of_text)]).take(pa.array(index))


def _wide(column: TextColumn) -> pa.Array | pa.Scalar:
    return pa.scalar(column, type_of_text) if isinstance(column, str) else column


def clause_text(clause: str) -> Text:
    """Return ``（条款 7.1）``, or nothing for a rule without a clause."""
    return Text.of(" (clause {clause})", clause=clause) if clause else EMPTY
