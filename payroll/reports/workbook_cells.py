"""A column of a frame as the cells of a sheet: typed values, each with its format, and the width."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain, repeat

import numpy as np
import pandas as pd
from xlsxwriter.format import Format

from payroll.language import Language
from payroll.period import MINUTES_PER_DAY, NO_DAY
from payroll.reports.columns import ReportColumn
from payroll.reports.text_columns import text_column
from payroll.reports.workbook_styles import Styles

Cell = tuple[str | float | None, Format]
"""A value (None for an empty cell) and its format."""

EXCEL_EPOCH = 25_569
"""1970-01-01 as Excel counts days."""

_CHUNK = 50_000
_MOST_CHARACTERS = 32_000
"""A cell of Excel takes 32,767."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDTHS_LOOKED_AT = 5_000


def column_cells(
    column: ReportColumn, frame: pd.DataFrame, styles: Styles, language: Language, places: int
) -> Iterator[Cell]:
    """Yield the cells of one column of ``frame``, from the first row to the last.

    Text is in ``language`` where the column has words; amounts have ``places`` decimals; days and
    minutes are the serial numbers by which Excel knows dates.
    """
    looks = styles.field if column.filled_in else styles.strong if column.name == "total" else styles.cell
    style = looks[column.kind]
    if column.kind == "text":
        return zip(_texts(column, frame[column.name], language), repeat(style))
    if column.kind == "number":
        return zip(map(_number, _texts(column, frame[column.name], language)), repeat(style))
    if column.kind == "minute":
        return _minutes(frame[column.name], frame["date"], style, styles.clock)
    numbers = _integers(frame[column.name])
    if column.kind == "money":
        unit = 10**places
        return ((None if column.zero_is_blank and not number else number / unit, style) for number in numbers)
    if column.kind == "day":
        return ((None if number == NO_DAY else number + EXCEL_EPOCH, style) for number in numbers)
    style = styles.tally if column.summed else style
    empty: Cell = (column.empty.to(language) or None, styles.empty)
    return ((number, style) if number >= 0 else empty for number in numbers)


def row_lines(
    columns: Sequence[ReportColumn], widths: Sequence[float], frame: pd.DataFrame, language: Language
) -> np.ndarray:
    """Return how many lines each row of ``frame`` needs for its wrapped text (int64, at least 1)."""
    lines = np.ones(len(frame), dtype=np.int64)
    for column, width in zip(columns, widths, strict=True):
        if column.kind == "text":
            texts, positions = _distinct(column, frame[column.name], language)
            needed = [math.ceil(display_width(text) / (width - 1.5)) for text in texts]
            lines = np.maximum(lines, np.array([*needed, 1])[positions])
    return lines


def column_width(column: ReportColumn, heading: str, frame: pd.DataFrame, language: Language, places: int) -> float:
    """Return a width, in characters, in which head and cells can be read; long text is wrapped."""
    head = max(map(display_width, re.split(r"[ （(]", heading))) + 3.5
    if column.kind in {"day", "minute"} or column.filled_in:
        return max(head, column.width)
    if column.kind in {"text", "number"}:
        if frame.empty:
            return max(head, column.width)
        first = frame[column.name].iloc[:_WIDTHS_LOOKED_AT]
        widest = max(map(display_width, set(_texts(column, first, language))), default=0)
        return max(head, min(widest + 3, column.width))
    numbers = frame[column.name]
    largest = 0 if frame.empty else max(abs(int(numbers.min())), abs(int(numbers.max())), abs(int(numbers.sum())))
    point = 1 if column.kind == "money" and places else 0
    return max(head, len(f"{largest:,}") + point + 3)


def display_width(text: str | None) -> int:
    """Return how many columns of a fixed-width screen the text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text or "")


def clean(text: str) -> str:
    """Return the text without what a workbook cannot hold: control characters, and too much of it."""
    text = _NOT_IN_XML.sub("", text)
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter would take it for markup of its own and write it as it is.
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"


def _texts(column: ReportColumn, values: pd.Series, language: Language) -> Iterator[str | None]:
    texts, positions = _distinct(column, values, language)
    shown = [*(text or None for text in texts), None]
    for start in range(0, len(positions), _CHUNK):
        yield from (shown[position] for position in positions[start : start + _CHUNK].tolist())


def _distinct(column: ReportColumn, values: pd.Series, language: Language) -> tuple[list[str], np.ndarray]:
    """Return the distinct texts as they are shown, and each row's position in them (-1 if empty)."""
    cells = text_column(values)
    texts = [clean(text) for text in cells.dictionary.to_pylist()]
    if words := column.words:
        texts = [words(text, language) for text in texts]
    return texts, cells.indices.fill_null(-1).to_numpy()


def _integers(values: pd.Series) -> Iterator[int]:
    numbers = values.to_numpy()
    chunks = (numbers[start : start + _CHUNK].tolist() for start in range(0, len(numbers), _CHUNK))
    return chain.from_iterable(chunks)


def _minutes(values: pd.Series, days: pd.Series, style: Format, clock: Format) -> Iterator[Cell]:
    """Yield minutes as moments; on the day of the row only the time of day is shown."""
    for minute, day in zip(_integers(values), _integers(days), strict=True):
        if minute == NO_DAY:
            yield None, clock
        else:
            serial = EXCEL_EPOCH + minute / MINUTES_PER_DAY
            yield serial, clock if minute // MINUTES_PER_DAY == day else style


def _number(text: str | None) -> str | float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return text
