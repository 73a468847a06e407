"""Checking the chain of lines: payloads put together by the database, hashes by one tight loop.

Only at the first line that does not fit are whole rows fetched, to say what is wrong with it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, Text, cast, func, literal_column, or_, select

from payroll.ledger.chain import LINE_FIELDS, LINE_NUMBERS, LINE_TAG, NO_HASH, chained
from payroll.ledger.findings import Finding, bad_line
from payroll.ledger.lines import BATCH
from payroll.ledger.schema import LINE
from payroll.ledger.verify_rows import FAULTS, BadRow, first_bad


@dataclass(frozen=True, slots=True)
class RuleTotal:
    """The lines of one month and rule: how many, what they come to (minor units), first and last sequence."""

    period: str
    rule: str
    lines: int
    amount: int
    first: int
    last: int


@dataclass(slots=True)
class LinesChecked:
    """What was seen of the lines up to the first bad one.

    ``last``    sequence of the last good line, ``head`` its hash
    ``hashes``  of the sequences that were asked for
    ``totals``  by month and rule, if all lines are good
    """

    bad: Finding | None = None
    last: int = 0
    head: str = NO_HASH
    hashes: dict[int, str] = field(default_factory=lambda: {0: NO_HASH})
    totals: tuple[RuleTotal, ...] = ()
    holds_head: bool = False


def check_lines(connection: Connection, sequences: Collection[int], head: str | None) -> LinesChecked:
    """Compute every hash again, up to the first bad line.

    ``sequences`` are those whose hashes are wanted; ``head`` is looked for among all hashes.
    """
    checked, whole = LinesChecked(), True
    with closing(_batches(connection)) as batches:
        for numbers, payloads, stored in batches:
            good = _good(checked, numbers, payloads, stored)
            first = checked.last + 1
            checked.last, checked.head = checked.last + good, stored[good - 1] if good else checked.head
            checked.hashes |= {each: stored[each - first] for each in sequences if first <= each <= checked.last}
            checked.holds_head = checked.holds_head or head in stored[:good]
            whole = good == len(stored)
            if not whole:
                break
    ill_typed = _first_ill_typed(connection)
    if not whole or ill_typed is not None:
        checked.bad = _named(connection, checked, ill_typed)
    else:
        checked.totals = tuple(map(_total, connection.execute(_TOTALS)))
    return checked


_NUMBERS = [name in LINE_NUMBERS for name in LINE_FIELDS]
_TOTALS = select(
    *(LINE.c.period, LINE.c.rule, func.count(), func.min(LINE.c.sequence), func.max(LINE.c.sequence)),
    func.sum(LINE.c.amount.bitwise_rshift(literal_column("32"))),  # in two parts, or SQLite may find the sum too large
    func.sum(LINE.c.amount.bitwise_and(2**32 - 1)),
).group_by(LINE.c.period, LINE.c.rule)
_FIELDS = [LINE.c[name] for name in LINE_FIELDS]
_SQLITE_PARTS = [(func.length(cast(each, LargeBinary)), each) for each in _FIELDS]
_POSTGRES_PARTS: list[tuple[ColumnElement[Any], ...]] = [
    (func.pg_catalog.octet_length(cast(each, Text)), literal_column("':'"), each) for each in _FIELDS
]
_SQLITE_PAYLOAD = func.printf(literal_column(f"'{'%d:%s' * len(_FIELDS)}'"), *chain.from_iterable(_SQLITE_PARTS))
_POSTGRES_PAYLOAD = func.pg_catalog.concat(*chain.from_iterable(_POSTGRES_PARTS))
_PAYLOADS = {
    "sqlite": select(LINE.c.sequence, cast(_SQLITE_PAYLOAD, LargeBinary), LINE.c.hash).order_by(LINE.c.sequence),
    "postgresql": select(LINE.c.sequence, _POSTGRES_PAYLOAD, LINE.c.hash).order_by(LINE.c.sequence),
}
"""The payload of each line as the database puts it together; ``chain.payload`` says what it is."""
_ILL_TYPED = select(func.min(LINE.c.sequence)).where(
    or_(
        *(
            func.typeof(LINE.c[name]) != ("integer" if name in LINE_NUMBERS else "text")
            for name in (*LINE_FIELDS, "hash")
        )
    )
)


def _batches(connection: Connection) -> Generator[tuple[Sequence[int], Sequence[bytes], Sequence[str]]]:
    """Yield sequences, payloads and stored hashes, in order, as quickly as the driver alone can bring them."""
    driver: Any = connection.connection.driver_connection
    statement = str(_PAYLOADS[connection.dialect.name].compile(connection))
    if connection.dialect.name == "sqlite":
        cursor = driver.execute(statement)
        while rows := cursor.fetchmany(BATCH):
            yield tuple(zip(*rows, strict=True))  # type: ignore[misc]
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY ({statement}) TO STDOUT") as copy:
        copy.set_types(["int8", "text", "text"])
        lines = copy.rows()
        try:
            while rows := list(islice(lines, BATCH)):
                numbers, texts, hashes = zip(*rows, strict=True)
                yield numbers, [text.encode() for text in texts], hashes
        finally:  # what is left must be read before anything else can be asked
            deque(lines, maxlen=0)


def _total(row: Any) -> RuleTotal:
    period, rule, lines, first, last, high, low = row
    return RuleTotal(period, rule, lines, (int(high) << 32) + int(low), first, last)


def _good(checked: LinesChecked, numbers: Sequence[int], payloads: Sequence[bytes], stored: Sequence[str]) -> int:
    """Return how many rows from the first on have the numbers and the hashes that they must have."""
    expected = chained(LINE_TAG, checked.head, payloads)
    if expected == list(stored) and list(numbers) == list(range(checked.last + 1, checked.last + 1 + len(numbers))):
        return len(stored)
    found = zip(numbers, stored, strict=True)
    fitting = zip(range(checked.last + 1, checked.last + 1 + len(stored)), expected, strict=True)
    return next(place for place, (one, other) in enumerate(zip(found, fitting, strict=True)) if one != other)


def _first_ill_typed(connection: Connection) -> int | None:
    """Return the first line with a value of another type than its column: SQLite does not see to that itself."""
    if connection.dialect.name != "sqlite":
        return None
    found: int | None = connection.execute(_ILL_TYPED).scalar()
    return found


def _named(connection: Connection, checked: LinesChecked, ill_typed: int | None) -> Finding:
    """Return what is wrong with the first bad line."""
    if ill_typed is not None and 0 < ill_typed <= checked.last:
        return bad_line(ill_typed, FAULTS["type"])
    following = select(LINE).order_by(LINE.c.sequence).limit(1)
    if checked.last:
        following = following.where(LINE.c.sequence > checked.last)
    rows: list[Any] = [tuple(row) for row in connection.execute(following)]
    bad = first_bad(LINE_TAG, checked.head, checked.last + 1, rows, _NUMBERS)
    bad = bad or BadRow(checked.last + 1, "type", rows[0] if rows else ())
    entry = bad.values[1] if bad.values else ""
    return bad_line(bad.number, FAULTS[bad.fault], entry if isinstance(entry, str) and entry.isprintable() else "")
