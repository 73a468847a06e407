"""The plain form of checking a chain, row by row: names the first row that is not as it was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from payroll.language import Text, recordable
from payroll.ledger.chain import row_hash

Fault = Literal["missing", "unexpected", "type", "hash"]
FAULTS: dict[Fault, Text] = {
    "missing": Text.of("is missing, the sequence is broken here"),
    "unexpected": Text.of("cannot be there, its number is out of sequence"),
    "type": Text.of("holds a value that cannot be there (its type or its encoding)"),
    "hash": Text.of("is not as it was posted (its hash does not fit)"),
}
"""The faults of a row in words."""


class BadRow(NamedTuple):
    """The first bad row: its number, what is wrong with it, its values (empty if it is missing)."""

    number: int
    fault: Fault
    values: Sequence[Any]


def first_bad(
    tag: bytes, previous: str, first: int, rows: Iterable[Sequence[Any]], numbers: Sequence[bool]
) -> BadRow | None:
    """Return the first of ``rows`` that does not continue the chain, None if all do.

    A row is its number, its other fields and its hash. ``first`` is the number that the first row must have,
    ``previous`` the hash before it, ``numbers`` tells for each field whether it is a whole number.
    """
    for expected, row in enumerate(rows, first):
        *values, stored = row
        if not fits(values, numbers) or type(stored) is not str:
            return BadRow(expected, "type", row)
        if values[0] != expected:
            return BadRow(expected, "missing", ()) if values[0] > expected else BadRow(values[0], "unexpected", row)
        if row_hash(tag, previous, values) != stored:
            return BadRow(expected, "hash", row)
        previous = stored
    return None


def fits(values: Sequence[Any], numbers: Sequence[bool]) -> bool:
    """Tell whether values are whole numbers and recordable text, as ``numbers`` says."""
    if any(type(value) is not (int if number else str) for value, number in zip(values, numbers, strict=True)):
        return False
    return all(recordable(value) for value in values if isinstance(value, str))
