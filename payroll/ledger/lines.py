"""Posting lines in bulk, and reading them. Whole columns throughout: no object is made for a row."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv
from sqlalchemy import ColumnElement, Connection, Select, TextClause, select

from payroll.ledger.acts import check_recordable, last_line_of
from payroll.ledger.chain import LINE_FIELDS, LINE_NUMBERS, LINE_TAG, chained, payloads
from payroll.ledger.schema import LINE

__all__ = ["LINE_FIELDS", "Posted", "columns_of", "post_lines", "read_lines"]

BATCH = 25_000
"""How many rows are held at once, besides the frame that they came in; twice as many on their way to PostgreSQL."""

_Batch = TypeVar("_Batch")
_COLUMNS = (*LINE_FIELDS, "hash")
_CSV = csv.WriteOptions(include_header=False, quoting_style="all_valid")


@dataclass(frozen=True, slots=True)
class Posted:
    """The lines that were posted.

    ``first``, ``last``  their sequences; ``last`` is ``first`` - 1 if there are none
    ``head``             the hash of the last line
    ``amounts``          what the lines of each rule come to, in minor units
    """

    first: int
    last: int
    head: str
    amounts: Mapping[str, int]


def post_lines(connection: Connection, frames: Iterable[pd.DataFrame]) -> Posted:
    """Post the rows of the frames in their order, after the last posted line; one frame is held at a time.

    Columns: ``LINE_FIELDS[1:]``; text (dates as ``2026-10-16``), ``occurrence`` (0: none) and ``amount`` (minor
    units) whole numbers. Raises ``ValueError`` for other columns or empty cells, ``BookError`` for text that
    cannot be recorded, and whatever ``frames`` raises; nothing is posted then. ``connection`` is that of ``writing``.
    """
    last, head = last_line_of(connection)
    first = last + 1
    amounts: Counter[str] = Counter()
    with closing(_ready(_hashed(frames, last, head), connection.dialect.name)) as batches, _sink(connection) as add:
        for table, rows in batches:
            add(rows)
            last, head = last + len(table), table["hash"][-1].as_py()
            amounts.update(_amounts(table))
    return Posted(first, last, head, dict(amounts))


def read_lines(connection: Connection, *where: ColumnElement[bool]) -> pd.DataFrame:
    """Return the lines that meet all conditions (such as ``LINE.c.period == "2026-10"``), in their order.

    Columns: ``LINE_FIELDS`` and ``hash``; ``sequence``, ``occurrence`` and ``amount`` int64, the others str.
    """
    wanted = select(LINE).where(*where).order_by(LINE.c.sequence)
    batches = [pa.table(list(map(pa.array, columns, _TYPES)), _COLUMNS) for columns in columns_of(connection, wanted)]
    table = pa.concat_tables(batches) if batches else _SCHEMA.empty_table()
    frame: pd.DataFrame = table.to_pandas()
    return frame


def columns_of(connection: Connection, wanted: Select[Any] | TextClause) -> Iterator[list[Sequence[Any]]]:
    """Yield what is selected in batches, each as a list of columns: for each column the values of its rows."""
    options = {"stream_results": True, "max_row_buffer": BATCH}  # of this statement, not of those after it
    streamed = connection.execute(wanted, execution_options=options)
    for rows in streamed.partitions(BATCH):
        yield list(zip(*rows, strict=True))


_TYPES = [pa.int64() if name in LINE_NUMBERS else pa.string() for name in _COLUMNS]
_SCHEMA = pa.schema(list(zip(_COLUMNS, _TYPES, strict=True)))


def _hashed(frames: Iterable[pd.DataFrame], last: int, head: str) -> Generator[pa.Table]:
    """Yield the rows as lines that follow line ``last``, whose hash is ``head``: in tables of ``BATCH`` at most."""
    for frame in frames:
        table = _table(frame)
        for start in range(0, len(table), BATCH):
            part = table.slice(start, BATCH).combine_chunks()
            numbers = pa.array(range(last + 1, last + 1 + len(part)), pa.int64())
            columns = [numbers, *(column.chunk(0) for column in part.columns)]
            hashes = chained(LINE_TAG, head, payloads(columns))
            last, head = last + len(part), hashes[-1]
            yield pa.table([*columns, pa.array(hashes, pa.string())], _COLUMNS)


def _ready(tables: Iterable[pa.Table], dialect: str) -> Generator[tuple[pa.Table, Any]]:
    """Yield each table, and its rows as the driver takes them: tuples on SQLite, CSV on PostgreSQL."""
    if dialect == "sqlite":
        for table in tables:
            yield table, zip(*(each.to_pylist() for each in table.columns), strict=True)
    else:
        yield from _ahead((table, _csv(table)) for table in tables)


def _ahead(batches: Iterator[_Batch]) -> Generator[_Batch]:
    """Yield the batches, each made by another thread while the server takes the one before it."""
    with ThreadPoolExecutor(1) as thread:
        following = thread.submit(next, batches, None)
        while (batch := following.result()) is not None:
            following = thread.submit(next, batches, None)
            yield batch


def _amounts(table: pa.Table) -> dict[str, int]:
    """Return what the lines of each rule come to. A sum may need more than 64 bits."""
    rules = table["rule"].unique().to_pylist()
    return {rule: sum(table["amount"].filter(pc.equal(table["rule"], rule)).to_pylist()) for rule in rules}


def _table(frame: pd.DataFrame) -> pa.Table:
    """Return the columns as Arrow's, without the sequence."""
    if tuple(frame.columns) != LINE_FIELDS[1:]:
        raise ValueError(f"columns {list(frame.columns)}, expected {list(LINE_FIELDS[1:])}")
    return pa.table({name: _column(frame[name], name) for name in LINE_FIELDS[1:]})


def _column(values: pd.Series, name: str) -> pa.ChunkedArray:
    found = pa.Array.from_pandas(values)
    column = found.cast(pa.int64() if name in LINE_NUMBERS else pa.string())
    if column.null_count:
        raise ValueError(f"the column {name} has {column.null_count} empty cells")
    if name not in LINE_NUMBERS and (unfit := column.filter(pc.match_substring(column, "\0"))):
        check_recordable(unfit[0].as_py())
    return column


@contextmanager
def _sink(connection: Connection) -> Iterator[Callable[[Any], object]]:
    """Give what adds rows as ``_ready`` made them, the quickest way that the driver has."""
    driver: Any = connection.connection.driver_connection
    names = ", ".join(_COLUMNS)
    if connection.dialect.name == "sqlite":
        # as the guards refuse: if an error need not undo one INSERT alone, SQLite copies no page before each of them
        statement = f"INSERT OR ROLLBACK INTO line ({names}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
        yield partial(driver.executemany, statement)
    else:
        with driver.cursor() as cursor, cursor.copy(f"COPY line ({names}) FROM STDIN (FORMAT csv)") as copy:
            yield copy.write


def _csv(table: pa.Table) -> bytes:
    text = io.BytesIO()
    csv.write_csv(table, text, _CSV)
    return text.getvalue()
