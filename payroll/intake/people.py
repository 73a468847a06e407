"""Who an id in a table means: matching against the employees, exactly, with a guess for damaged ids."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
import pyarrow as pa

from payroll.intake.cells import NO_TEXT, Fault, id_of, plain_id, text_of
from payroll.intake.columns import Ints, Understood, encoded, marks_of, understand_text
from payroll.intake.kinds import EMPLOYEE_UNKNOWN
from payroll.language import OR, Text

UNKNOWN = -1
"""Position of somebody who is not in the employees table."""
ASIDE = -2
"""Position of somebody whose own row is set aside: rows about them are set aside without a word."""
SOMEBODY = -3
"""In place of a position: one of the employees, but it cannot be told who."""
_SEVERAL = -4
"""In place of a position, this and below: one of several employees."""


@dataclass(frozen=True)
class Roster:
    """The employees by id.

    ``ids``      the ids, in the order of the employees table
    ``aside``    ids whose rows are set aside
    ``checked``  False without an employees table: then every row is set aside without a word
    ``names``    the names, in the same order; empty where nobody asks for them
    """

    ids: Sequence[str]
    aside: frozenset[str] = frozenset()
    checked: bool = True
    names: Sequence[str] = ()

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Id -> position in the employees table."""
        return {employee_id: position for position, employee_id in enumerate(self.ids)}

    @cached_property
    def _plain(self) -> Mapping[str, tuple[int, int]]:
        """Id without what spreadsheets take away -> first and last + 1 of its positions in ``_alike``."""
        plain: dict[str, tuple[int, int]] = {}
        for place, position in enumerate(self._alike[: len(self.ids)]):
            form = _plain_form(self.ids[position])
            plain[form] = (plain.get(form, (place, place))[0], place + 1)
        return plain

    @cached_property
    def _alike(self) -> Sequence[int]:
        """Positions in which employees whose ids are alike stand side by side: by plain form, then by number."""
        by_form = sorted(range(len(self.ids)), key=lambda position: _plain_form(self.ids[position]))
        return [*by_form, *(position for _, position in self._numbers)]

    @cached_property
    def _numbers(self) -> Sequence[tuple[int, int]]:
        """The ids that are numbers, in order, with their positions."""
        digits = ((text, position) for position, text in enumerate(self.ids) if text.isascii() and text.isdigit())
        return sorted((int(text), position) for text, position in digits)

    def find(self, employee_id: str) -> int:
        """Return the position of an id, or UNKNOWN or ASIDE."""
        position = self.positions.get(employee_id)
        if position is not None:
            return position
        return ASIDE if employee_id in self.aside or not self.checked else UNKNOWN

    def likely(self, employee_id: str) -> int:
        """Return who may be meant by an unknown id, for ``meant``: UNKNOWN if it resembles no employee's.

        It resembles one that differs in leading zeros, capitals or a ``.0``, or of which Excel keeps or
        shows only the first digits (``1.23E+16``, ``12345678901234500``).
        """
        first, end = self._plain.get(_plain_form(employee_id), (0, 0))
        if first == end and _SCIENTIFIC.fullmatch(employee_id):
            first, end = self._between(*_range(employee_id))
        elif first == end and _LONG.fullmatch(employee_id):
            unit = 10 ** (len(employee_id) - 15)
            low = int(employee_id) // unit * unit
            first, end = self._between(Decimal(low), Decimal(low + unit - 1))
        if end - first > 1:
            return _SEVERAL - (first * (len(self._alike) + 1) + end)
        return self._alike[first] if end > first else UNKNOWN

    def meant(self, likely: int) -> Sequence[int]:
        """Return the positions of all who may be meant: one, several, everybody (SOMEBODY) or nobody."""
        if likely <= _SEVERAL:
            first, end = divmod(_SEVERAL - likely, len(self._alike) + 1)
            return self._alike[first:end]
        if likely == SOMEBODY:
            return range(len(self.ids))
        return [likely] if likely >= 0 else []

    def _between(self, low: Decimal, high: Decimal) -> tuple[int, int]:
        first = bisect_left(self._numbers, low, key=_number)
        end = bisect_right(self._numbers, high, key=_number)
        return len(self.ids) + first, len(self.ids) + end


def _number(pair: tuple[int, int]) -> Decimal:
    return Decimal(pair[0])


_LONG = re.compile(r"[0-9]{16,300}")
_UNREADABLE = re.compile(r"#.*|\W*|.*\ufffd.*|null|none|nan", re.IGNORECASE)
_NAMED = 20
"""A message names so many candidates; of more it gives the number."""
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[eE]\+[0-9]{1,2}")


def _plain_form(employee_id: str) -> str:
    return re.sub(r"\.0+$", "", "".join(employee_id.split())).lower().lstrip("0")


def _range(scientific: str) -> tuple[Decimal, Decimal]:
    """Return the smallest and the largest number that is shown as ``1.23E+16``."""
    number = Decimal(scientific)
    half = Decimal((0, (5,), int(number.as_tuple().exponent) - 1))
    return number - half, number + half


def employee_column(cells: pa.ChunkedArray, roster: Roster) -> Understood:
    """Return a column of ids as positions in the employees table, UNKNOWN or ASIDE."""
    codes, values = encoded(cells)
    positions = _exact_positions(values, roster)
    if not cells.null_count and (positions[:-1] != UNKNOWN).all():  # as in most files
        everybody = positions.astype(np.int32)[codes]
        return Understood(everybody, likely=everybody)
    likely = positions.copy()
    faults: list[Fault | None] = [None] * len(positions)
    warnings = faults.copy()
    for index in np.flatnonzero(positions == UNKNOWN).tolist():
        text = text_of(values[index].as_py()) if index < len(values) else ""
        result, warnings[index] = understand_text(text, lambda half: _employee(half, roster), required=roster.checked)
        faults[index] = result if isinstance(result, Fault) else None
        positions[index], likely[index] = _position(result, roster), _likely(result, roster)
    marks, warned = marks_of(codes, faults), marks_of(codes, warnings)
    column = positions[codes]
    return Understood(column, faults=marks, warnings=warned, likely=likely[codes] if marks.causes else column)


def _exact_positions(values: pa.Array, roster: Roster) -> Ints:
    """Return the position of each distinct value that is an id as it stands; one more UNKNOWN for the empty cell."""
    find = roster.positions.get
    return np.array([*(find(value, UNKNOWN) for value in values.to_pylist()), UNKNOWN], np.int64)


def _employee(text: str, roster: Roster) -> str | Fault:
    plain = plain_id(text)
    if roster.find(plain) != UNKNOWN:
        return plain
    read = id_of(text)
    kind = read.kind if isinstance(read, Fault) else EMPLOYEE_UNKNOWN
    return Fault(kind, {"guess": _guess(roster, roster.likely(plain))}, plain)


def _guess(roster: Roster, likely: int) -> Text:
    ids = [roster.ids[each] for each in roster.meant(likely)]
    if not ids:
        return NO_TEXT
    names = OR.join(Text.of("«{each}»", each=each) for each in ids[:_NAMED])
    if len(ids) > _NAMED:
        return Text.of("; perhaps {names} or others ({count} in all) is meant", names=names, count=len(ids))
    return Text.of("; perhaps {names} is meant", names=names)


def _position(result: object, roster: Roster) -> int:
    if isinstance(result, str):
        return roster.find(result)
    return UNKNOWN if roster.checked else ASIDE


def _likely(result: object, roster: Roster) -> int:
    if not isinstance(result, Fault) or not roster.checked:
        return _position(result, roster)
    if not isinstance(result.readable, str) or _UNREADABLE.fullmatch(result.readable):
        return SOMEBODY
    return roster.likely(result.readable)


def positions_of(ids: Iterable[str], roster: Roster) -> Ints:
    """Return the position of each id, UNKNOWN or ASIDE."""
    return np.array([roster.find(employee_id) for employee_id in ids], np.int64)
