"""What a table is made of: its columns, how their cells are understood, and the words for declaring them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

CellKind = Literal[
    "id", "employee", "text", "day", "time", "minute", "day-or-minute", "money", "minutes", "count", "word"
]
"""How a cell is understood:

``id``             text kept as written, must not be empty
``employee``       the id of a row of ``employees``
``text``           any text
``day``            a date, ``2026-10-08`` -> day number
``time``           a time of day, ``00:00`` to ``24:00`` -> minutes after midnight
``minute``         a timestamp, ``2026-10-08 08:42:10`` -> minutes since 1970-01-01 (seconds dropped)
``day-or-minute``  a timestamp or a bare date
``money``          a plain decimal, not negative, at most two places -> minor units
``minutes``        a whole number of minutes, with a minus before it if it is to be taken off
``count``          a whole number, 0 or more
``word``           one of the words of the column, in either language
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its contract name, its Chinese headings (the first is the one we write)."""

    name: str
    zh: tuple[str, ...]
    kind: CellKind = "text"
    heading_required: bool = False
    value_required: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its Chinese names, its columns, and the columns that identify a row.

    ``each_row_counts`` says that rows which say the same are so many records, not one that is repeated.
    Rows that say the same in the column ``together`` are set aside together.
    """

    name: str
    zh: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    each_row_counts: bool = False
    together: str = ""

    def column(self, name: str) -> Column:
        """Return the column called ``name``."""
        return next(column for column in self.columns if column.name == name)


def must(name: str, *zh: str, kind: CellKind = "text", words: Mapping[str, str] | None = None) -> Column:
    """Return a column that must be there, and filled in."""
    return Column(name, zh, kind, True, True, words or {})


def may(name: str, *zh: str, kind: CellKind = "text", words: Mapping[str, str] | None = None) -> Column:
    """Return a column that may be missing or empty."""
    return Column(name, zh, kind, False, False, words or {})
