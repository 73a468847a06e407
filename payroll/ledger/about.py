"""Posted lines by what they are about: a month, an entry, a posting."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, or_, select

from payroll.ledger.lines import columns_of, read_lines
from payroll.ledger.net import ledger_form
from payroll.ledger.schema import ACT, LINE, RUN


def posted_about(
    connection: Connection, months: Collection[str], entries: Collection[str], before: int | None = None
) -> pd.DataFrame:
    """Return the posted lines of and about ``months``, and those of and about ``entries``, in their order."""
    about: list[ColumnElement[bool]] = [LINE.c.entry_id.in_(entries), LINE.c.corrects.in_(entries)]
    for month in sorted(months):
        about += [(LINE.c.period == month) & (LINE.c.corrects == ""), LINE.c.corrects.startswith(f"{month}/")]
    conditions = [or_(*about)] if before is None else [or_(*about), LINE.c.sequence < before]
    return ledger_form(read_lines(connection, *conditions))


def posted_between(connection: Connection, first: int, last: int) -> pd.DataFrame:
    """Return the posted lines from one sequence to another, as the book holds them (``read_lines``)."""
    return read_lines(connection, LINE.c.sequence >= first, LINE.c.sequence <= last)


def currencies(connection: Connection) -> list[str]:
    """Return the currencies that lines were posted in, sorted."""
    return sorted(connection.execute(select(LINE.c.currency).distinct()).scalars())


def posted_words(connection: Connection, *columns: str) -> list[tuple[str, ...]]:
    """Return the texts that stand together in ``columns`` of the posted lines, each once, sorted."""
    found = connection.execute(select(*(LINE.c[name] for name in columns)).distinct())
    return sorted(tuple(map(str, row)) for row in found)


def not_posted(connection: Connection, column: str, words: Collection[str]) -> list[str]:
    """Return those of ``words`` that stand in ``column`` of no posted line, sorted."""
    if not words:
        return []
    found = connection.execute(select(LINE.c[column]).where(LINE.c[column].in_(words)).distinct()).scalars()
    return sorted(set(words) - set(found))


def rows_of_lines(connection: Connection) -> Iterator[list[Sequence[Any]]]:
    """Yield all lines in order, in batches of columns: what an export holds."""
    return columns_of(connection, select(LINE).order_by(LINE.c.sequence))


def rows_of_acts(connection: Connection) -> list[Mapping[str, Any]]:
    """Return all acts in order, ``details`` as the text that was hashed."""
    return [dict(row) for row in connection.execute(select(ACT).order_by(ACT.c.number)).mappings()]


def rows_of_runs(connection: Connection) -> list[Mapping[str, Any]]:
    """Return all recorded runs by id, their texts as they were hashed."""
    return [dict(row) for row in connection.execute(select(RUN).order_by(RUN.c.run_id)).mappings()]


def counts(connection: Connection) -> tuple[int, int]:
    """Return how many runs are recorded, and how many lines are posted."""
    runs, lines = (connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (RUN, LINE))
    return runs, lines
