"""The rows of a month's tables, person by person."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

import numpy as np
import pandas as pd


class LedgerRow(NamedTuple):
    """What a statement needs of a line of the ledger; amounts are minor units, ``date`` a day number."""

    entry_id: str
    date: int
    rule: str
    clause: str
    amount: int
    action: str
    kind: str
    policy: str
    explanation_zh: str
    explanation_en: str


class ShiftRow(NamedTuple):
    """What a statement needs of a judged shift, as in ``attendance``."""

    date: int
    start: int
    end: int
    arrival: int
    departure: int
    late_minutes: int
    early_minutes: int
    verdict: str
    swap_id: str


class LawRow(NamedTuple):
    """What a statement needs of the check of one line against the law."""

    entry_id: str
    status: str
    asked: int
    allowed: int
    cut: int
    limit: str
    citation: str
    profile: str
    notes_zh: str
    notes_en: str


class SwapRow(NamedTuple):
    """How many swaps somebody has used and left."""

    used: int
    pending: int
    limit: int
    remaining: int


Row = TypeVar("Row", bound=NamedTuple)


class ByPerson(Generic[Row]):
    """A table whose rows are asked for by employee; ``people`` are the ids that can be asked for."""

    def __init__(self, frame: pd.DataFrame, people: pd.Index, row: type[Row]) -> None:
        self._row = row
        whose = people.get_indexer(pd.Index(frame["employee_id"].astype("str")))
        order = np.argsort(whose, kind="stable")
        order = order[np.searchsorted(whose[order], 0) :]  # without those who are not asked for
        self._begins = np.searchsorted(whose[order], np.arange(len(people) + 1)).tolist()
        kept = frame.iloc[order]
        self._columns = [kept[name].tolist() for name in row._fields]

    def of(self, person: int) -> list[Row]:
        """Return the rows of the person at a position of ``people``, in the order of the table."""
        begin, end = self._begins[person], self._begins[person + 1]
        return [self._row._make(cells) for cells in zip(*(column[begin:end] for column in self._columns), strict=True)]
