"""Whole columns of cells: each distinct text is understood once, in plain Python.

A column becomes numbers: days, minutes, seconds, minor units, or positions in a list of words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.extensions import ExtensionArray

from payroll.intake.cells import FIRST_DAY, LAST_DAY, Fault, MoneyReader, as_written, half_width, id_of, text_of, tidy
from payroll.intake.kinds import FULL_WIDTH, VALUE_MISSING
from payroll.money import MONEY_DIGITS

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.integer]
Flags = npt.NDArray[np.bool_]
Reader = Callable[[str], object]
"""A reader of ``payroll.intake.cells``: text -> value or Fault."""

EMPTY = -(2**62)
"""In a column of numbers: the cell is empty or not readable."""
NOWHERE: Ints = np.empty(0, np.int64)
"""No positions."""
_A_FEW = 1000
AS_WRITTEN: frozenset[Reader] = frozenset({as_written, id_of})
"""Readers that leave letters and digits as they are."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The cells of a column about which there is something to say.

    ``positions`` (ascending) are the cells, ``which`` says for each the position of its cause in ``causes``.
    """

    positions: Ints
    which: Ints
    causes: tuple[Fault, ...] = ()


NO_MARKS = Marks(NOWHERE, NOWHERE)


@dataclass(frozen=True, slots=True)
class Understood:
    """A column whose cells are understood.

    ``values``     numbers, EMPTY where there is none; with ``words``, positions in them
    ``words``      the distinct texts of a text column; "" is an empty cell
    ``faults``     cells that could not be understood
    ``warnings``   cells that were, but not quite as written
    ``offset_at``  positions of the timestamps that name an offset from UTC, ``offsets`` its seconds
    ``bare``       positions of the timestamps that are a date without a time
    ``likely``     employees only: the values, but for an unknown id who may be meant (``Roster.meant``)
    """

    values: Numbers
    words: tuple[str, ...] = ()
    faults: Marks = field(default_factory=lambda: NO_MARKS)
    warnings: Marks = field(default_factory=lambda: NO_MARKS)
    offset_at: Ints = field(default_factory=lambda: NOWHERE)
    offsets: Ints = field(default_factory=lambda: NOWHERE)
    bare: Ints = field(default_factory=lambda: NOWHERE)
    likely: Numbers = field(default_factory=lambda: NOWHERE)


@dataclass(frozen=True, slots=True)
class Distinct:
    """The distinct texts of a column, understood.

    ``codes`` says for each cell its position in ``results`` (None is an empty cell).
    """

    codes: Codes
    results: tuple[object, ...]
    warnings: tuple[Fault | None, ...]

    def faults(self) -> Marks:
        """Return the cells that could not be understood."""
        return marks_of(self.codes, [result if isinstance(result, Fault) else None for result in self.results])

    def warned(self) -> Marks:
        """Return the cells that were understood, but with a warning."""
        return marks_of(self.codes, self.warnings)


def encoded(cells: pa.ChunkedArray) -> tuple[Codes, pa.Array]:
    """Return the distinct values of a column, and for each cell its position in them (an empty cell: after them)."""
    if not len(cells):  # without chunks Arrow cannot combine dictionaries of every type
        kind = cells.type.value_type if pa.types.is_dictionary(cells.type) else cells.type
        return np.empty(0, np.int32), pa.array([], kind)
    one = (cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()).combine_chunks()
    codes = pc.fill_null(one.indices.cast(pa.int32()), len(one.dictionary)).to_numpy(zero_copy_only=False)
    return codes, one.dictionary


def distinct(cells: pa.ChunkedArray, read: Reader, *, required: bool, typed: bool = True) -> Distinct:
    """Understand each distinct text once; in ``typed`` cells full-width characters are converted."""
    codes, values = encoded(cells)
    plain = _plain(values)
    texts = [*(values.to_pylist() if plain.any() else map(text_of, values.to_pylist())), ""]
    results: list[object] = list(texts)
    warnings: list[Fault | None] = [None] * len(texts)
    if read not in AS_WRITTEN:
        for index in np.flatnonzero(plain).tolist():
            results[index] = read(texts[index])
    for index in [*np.flatnonzero(~plain).tolist(), len(values)]:
        results[index], warnings[index] = understand_text(texts[index] or "", read, required=required, typed=typed)
    return Distinct(codes, tuple(results), tuple(warnings))


def _plain(values: pa.Array) -> Flags:
    """Tell which texts are nothing but letters, digits and Chinese characters: nothing to tidy, nothing to convert."""
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
        return np.zeros(len(values), bool)
    found = pc.match_substring_regex(values, r"^[0-9A-Za-z\x{4e00}-\x{9fff}]+$")
    return np.asarray(pc.fill_null(found, False), bool)


def understand_text(text: str, read: Reader, *, required: bool, typed: bool = True) -> tuple[object, Fault | None]:
    """Return what a cell says (a value, a Fault, or None if it is empty), and a warning."""
    plain = tidy(text)
    half = half_width(plain) if typed else plain
    if not half:
        return (Fault(VALUE_MISSING) if required else None), None
    result = read(half)
    converted = half != plain and not isinstance(result, Fault)
    return result, Fault(FULL_WIDTH, {"read": half}) if converted else None


def marks_of(codes: Codes, causes: Sequence[Fault | None]) -> Marks:
    """Return the cells whose distinct text has a cause."""
    flags = np.array([cause is not None for cause in causes], bool)
    positions = np.flatnonzero(flags[codes]) if flags.any() else NOWHERE
    if not len(positions):
        return NO_MARKS
    used = np.bincount(codes[positions], minlength=len(causes)) > 0
    which = (np.cumsum(used) - 1)[codes[positions]]
    there = (cause for cause, is_used in zip(causes, used, strict=True) if is_used)
    return Marks(positions, which, tuple(cause for cause in there if cause is not None))


def number_column(cells: pa.ChunkedArray, read: Reader, *, required: bool) -> Understood:
    """Return a column of whole numbers: money, times of day, and days that are written as text."""
    if isinstance(read, MoneyReader) and (amounts := _plain_amounts(cells, read)) is not None:
        return Understood(amounts)
    found = distinct(cells, read, required=required)
    numbers = [result if isinstance(result, int) else EMPTY for result in found.results]
    return Understood(np.array(numbers, np.int64)[found.codes], (), found.faults(), found.warned())


def _plain_amounts(cells: pa.ChunkedArray, read: MoneyReader) -> Ints | None:
    """Return amounts of which every one is a plain decimal, as in most files; None if one is anything else."""
    codes, values = encoded(cells)
    if cells.null_count or values.null_count or not len(values) or not pa.types.is_string(values.type):
        return None
    decimals = rf"(\.[0-9]{{1,{read.places}}})?" if read.places else ""
    if not pc.all(pc.match_substring_regex(values, f"^[0-9]{{1,{MONEY_DIGITS}}}{decimals}$")).as_py():
        return None
    amounts: Ints = np.frombuffer(values.cast(pa.decimal128(18, read.places)).buffers()[1], np.int64)[::2]
    return None if read.above_zero and not amounts.all() else amounts[codes]


def text_column(cells: pa.ChunkedArray, read: Reader, *, required: bool, typed: bool) -> Understood:
    """Return a column of words; of an id that is not right, what is readable of it."""
    if read in AS_WRITTEN and not cells.null_count:
        codes, values = encoded(cells)
        if _plain(values).all() and len(values.unique()) == len(values):  # as most ids and names are
            return Understood(codes, tuple(values.to_pylist()))
    found = distinct(cells, read, required=required, typed=typed)
    words = [_word(result) for result in found.results]
    position = {word: index for index, word in enumerate(dict.fromkeys(words))}
    codes = np.array([position[word] for word in words], np.int32)
    return Understood(codes[found.codes], tuple(position), found.faults(), found.warned())


def _word(result: object) -> str:
    if isinstance(result, Fault):
        result = result.readable
    return result if isinstance(result, str) else ""


def day_column(cells: pa.ChunkedArray, read: Reader, *, required: bool) -> Understood:
    """Return a column of day numbers."""
    if pa.types.is_timestamp(cells.type) and cells.type.tz is None and all_midnight(cells):
        cells = cells.cast(pa.date32())
    if pa.types.is_date32(cells.type) and not cells.null_count and len(cells):
        days = cells.cast(pa.int32()).to_numpy().astype(np.int64)
        if days.min() >= FIRST_DAY and days.max() <= LAST_DAY:
            return Understood(days)
    return number_column(cells, read, required=required)


def all_midnight(cells: pa.ChunkedArray) -> bool:
    """Tell whether all stored timestamps are midnights: then the column holds dates."""
    if len(cells) > _A_FEW and not all_midnight(cells.slice(0, _A_FEW)):
        return False
    return bool(pc.all(pc.equal(cells, pc.floor_temporal(cells, unit="day"))).as_py())


def categorical(codes: Numbers, words: Iterable[str]) -> ExtensionArray:
    """Return texts as categories; the codes are their positions in ``words``."""
    return pd.Categorical.from_codes(codes, dtype=distinct_words(pd.Index(list(words), dtype="str")))


def distinct_words(words: pd.Index[str]) -> pd.CategoricalDtype:
    """Return words that are known to be distinct as the type of a column.

    The public way to make one looks whether they are, and makes a Python text of each for that: with millions of ids
    and names, a third of the time in which they are understood.
    """
    made: pd.CategoricalDtype = pd.CategoricalDtype._from_fastpath(words, ordered=False)  # type: ignore[attr-defined] # noqa: SLF001
    return made
