"""Ledger entries: the lines that rules make, before they are ordered and named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from payroll.language import Text, recordable
from payroll.month.context import Month, Row
from payroll.month.lookup import Ints
from payroll.month.words import TextColumn, choose, days, fill, numbers, type_of_text

ENTRY_COLUMNS = (
    "employee",
    "date",
    "rule",
    "event",
    "clause",
    "occurrence",
    "quantity",
    "amount",
    "action",
    "version",
    "evidence",
    "explanation_zh",
    "explanation_en",
    "missed",
    "scheduled",
)
"""employee (int32), date (int32 day), rule, event (str: what the id is made of), clause (str),
occurrence (int32, -1: none), quantity (str), amount (int64 minor units, deductions negative),
action (str), version (int32), evidence, explanation_zh, explanation_en (str), missed, scheduled (int32,
the share of a day that an absence takes, as minutes; 0 elsewhere)."""

NO_OCCURRENCE = -1


def text_series(column: pa.Array | pa.ChunkedArray) -> pd.Series:
    """Return an Arrow text column as a pandas column, without a Python object per row."""
    return pd.Series(pd.array(column, dtype="str"))


def same_text(text: str, length: int) -> pd.Series:
    """Return a column that holds the same text in each row."""
    return text_series(pa.repeat(pa.scalar(text, type_of_text), length))


@cache
def no_entries() -> pd.DataFrame:
    """Return an empty frame of entries."""
    return pd.DataFrame({name: pd.Series(dtype=_type_of(name)) for name in ENTRY_COLUMNS})


def _type_of(column: str) -> str:
    if column == "amount":
        return "int64"
    whole = ("employee", "date", "occurrence", "version", "missed", "scheduled")
    return "int32" if column in whole else "str"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a rule that works line by line; ``amount`` in minor units, deductions negative."""

    employee: int
    date: int
    rule: str
    event: str
    clause: str
    amount: int
    version: int
    evidence: str
    explanation: Text
    action: str = ""
    occurrence: int = NO_OCCURRENCE


_STATED = ("employee", "date", "rule", "event", "clause", "occurrence", "amount", "action", "version", "evidence")
"""The columns that are fields of an ``Entry``."""


def fits(column: str, value: object) -> bool:
    """Tell whether a value can stand in a column as it is: a whole number of its size, or text that can be kept."""
    kind = _type_of(column)
    if kind == "str":
        return isinstance(value, str) and recordable(value)
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        return False
    return bool(np.iinfo(kind).min <= value <= np.iinfo(kind).max)


def entries(lines: Iterable[Entry]) -> pd.DataFrame:
    """Return the lines as a frame of ``ENTRY_COLUMNS``."""
    found = list(lines)
    if not found:
        return no_entries()
    return pd.DataFrame(_columns(found)).astype({name: _type_of(name) for name in ENTRY_COLUMNS})


def entries_as_given(lines: Iterable[Entry]) -> pd.DataFrame:
    """Return the same with every value as it is, none of them cast.

    So is a company's own rule written, which may give anything: what does not fit is told
    (``payroll.month.rules.company``).
    """
    found = list(lines)
    return pd.DataFrame(_columns(found), dtype="object") if found else no_entries()


def _columns(lines: Sequence[Entry]) -> dict[str, list[object]]:
    stated = {field: [getattr(line, field) for line in lines] for field in _STATED}
    unstated: dict[str, list[object]] = {
        "quantity": [""] * len(lines),
        "explanation_zh": [line.explanation.zh for line in lines],
        "explanation_en": [line.explanation.en for line in lines],
        "missed": [0] * len(lines),
        "scheduled": [0] * len(lines),
    }
    return {name: stated[name] if name in stated else unstated[name] for name in ENTRY_COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Entries of a rule that works by whole columns, at most one for each employee: their event is the rule itself.

    ``clause`` is that of all of them, the columns are those of ``ENTRY_COLUMNS``; ``explanation`` is in Chinese
    and English.
    """

    rule: str
    employee: Ints
    date: Ints
    clause: str
    quantity: pa.Array
    amount: npt.NDArray[np.int64]
    version: Ints
    evidence: pa.Array
    explanation: tuple[pa.Array, pa.Array]


def entries_of_columns(columns: Columns) -> pd.DataFrame:
    """Return the entries as a frame of ``ENTRY_COLUMNS``."""
    length = len(columns.employee)
    rule = same_text(columns.rule, length)
    stated = {
        "employee": columns.employee,
        "date": columns.date,
        "rule": rule,
        "event": rule,
        "clause": same_text(columns.clause, length),
        "occurrence": NO_OCCURRENCE,
        "quantity": text_series(columns.quantity),
        "amount": columns.amount,
        "action": same_text("", length),
        "version": columns.version,
        "evidence": text_series(columns.evidence),
        "explanation_zh": text_series(columns.explanation[0]),
        "explanation_en": text_series(columns.explanation[1]),
        "missed": 0,
        "scheduled": 0,
    }
    return pd.DataFrame(stated).astype({name: _type_of(name) for name in ENTRY_COLUMNS})


def joined(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return the frames of entries one below the other."""
    kept = [frame for frame in frames if len(frame)]
    return pd.concat(kept, ignore_index=True) if kept else no_entries()


def place(month: Month, file: Ints, row: Ints) -> pa.Array:
    """Return ``file:row`` for each row; nothing where ``file`` is negative."""
    names = pa.array([*(source.evidence(0)[:-1] for source in month.tables.files), ""], type_of_text)
    of_row = names.take(pa.array(np.where(file < 0, len(names) - 1, file)))
    stated = fill("{file}{row}", {"file": of_row, "row": numbers(row)}, len(row))
    return stated if (file >= 0).all() else choose(file >= 0, stated, "")


def place_of(month: Month, row: Row) -> str:
    """Return ``file:row`` of one row of a table."""
    return month.tables.files[row["file"]].evidence(row["row"])


def evidence(parts: Iterable[TextColumn]) -> pa.Array:
    """Return the evidence of each row joined with ``; ``, empty parts left out."""
    columns = [part for part in parts if not isinstance(part, str)]
    if not columns:
        return pa.array([], type_of_text)
    result = columns[0]
    for part in columns[1:]:
        both = np.asarray(pc.not_equal(result, "")) & np.asarray(pc.not_equal(part, ""))
        columns_of_row = {"one": result, "between": choose(both, "; ", ""), "other": part}
        result = fill("{one}{between}{other}", columns_of_row, len(part))
    return result


def shift_event(date: Ints, nth: npt.NDArray[np.int32]) -> pa.Array:
    """Return ``2026-10-08.1`` for the first shift of a work date."""
    return fill("{date}.{nth}", {"date": days(date), "nth": numbers(nth)}, len(nth))
