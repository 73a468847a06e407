"""The words of late evidence: what a row tells otherwise, and the warning that it makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from payroll.language import SEMICOLON, Text, same
from payroll.money import plain
from payroll.period import FOREVER, NO_DAY, clock, iso_day, iso_minute
from payroll.problems import ProblemKind
from payroll.table import Column
from payroll.tables import TABLES

LATE_EVIDENCE = ProblemKind(
    "LATE-EVIDENCE",
    "warning",
    Text.template("{period} is closed; differences in {table} from what it was closed on: {count} – {rows}"),
    Text.template(
        "to take them in, run payroll amend {period} --data {data} --reason … --by … (with --dry-run first, to see "
        "the differences; tables of other months do not belong there){hint}"
    ),
)
KINDS: tuple[ProblemKind, ...] = (LATE_EVIDENCE,)

HINT_OF_PEOPLE = Text.of(
    "; if it changed only since, leave the old value and add a row with its date to wages or assignments"
)
WAS_NOT_THERE = Text.within("row", "was not there")
IS_GONE = Text.of("was there, is gone")
_TABLES = {table.name: table for table in TABLES}
_COLUMNS: Mapping[tuple[str, str], str] = {("leave", "start"): "from", ("leave", "end"): "to"}
"""Columns of ``payroll.tables.Tables`` that have another name in the files."""
_NONE = "–"


def table_word(table: str) -> Text:
    """Return the name of a table."""
    return Text(_TABLES[table].zh, table)


def change_text(table: str, column: str, old: Any, new: Any, places: int) -> Text:
    """Return what a cell said and says: ``status: open → upheld``; without ``old`` only what it says."""
    known = _column(table, column)
    then, now = (_value(known, value, places) for value in (old, new))
    told = now if old is None else same(" → ").join((then, now))
    return same(" ").join((Text(known.zh[0], known.name), told))


def _column(table: str, column: str) -> Column:
    return _TABLES[table].column(_COLUMNS.get((table, column), column))


def _value(column: Column, value: Any, places: int) -> Text:
    if value is None or value in {"", NO_DAY, FOREVER} or (column.kind in {"money", "count", "time"} and value < 0):
        return same(_NONE)
    forms: Mapping[str, Callable[[int], str]] = {
        "count": str,
        "time": clock,
        "day": iso_day,
        "minute": iso_minute,
        "day-or-minute": iso_minute,
        "money": lambda amount: plain(amount, places),
    }
    if column.kind in forms and not isinstance(value, str):
        return same(forms[column.kind](value))
    written = (word for word, meant in column.words.items() if meant == value and not word.isascii())
    return Text(next(written, value), value)


def rows_text(rows: Sequence[Text], count: int) -> Text:
    """Return the first rows as one phrase, with how many more there are."""
    told, more = SEMICOLON.join(rows), count - len(rows)
    return Text.of("{told}; and {more} more", told=told, more=more) if more else told
