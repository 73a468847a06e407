"""The account of every row: used, there twice, out of scope, or set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payroll.intake.clean import Cleaned
from payroll.intake.records import DUPLICATE, SET_ASIDE
from payroll.tables import ROW_DUPLICATE, ROW_OUT_OF_SCOPE, ROW_SET_ASIDE, ROW_USED, SourceFile

_RANKS = (3, 2, 4, 1)
"""A row of which several records are made (of a rota matrix) counts once, as what ranks highest."""


@dataclass(frozen=True, slots=True)
class RowCount:
    """What became of the rows of one file: ``rows`` is the sum of the other four."""

    source: SourceFile
    table: str
    rows: int
    used: int
    duplicate: int
    out_of_scope: int
    set_aside: int


def count_rows(cleaned: Cleaned, fates: Mapping[str, npt.NDArray[np.int8]]) -> list[RowCount]:
    """Return the account of each file.

    ``fates``: table name -> for each row of its frame in ``cleaned.tables`` what the month made of it; all
    are used where the table is not named. Blank rows and totals are out of scope.
    """
    return [
        _count(cleaned, table, file, rows, fates.get(table))
        for table, files in cleaned.rows.items()
        for file, rows in files.items()
    ]


def _count(cleaned: Cleaned, table: str, file: int, rows: int, fates: npt.NDArray[np.int8] | None) -> RowCount:
    frame, left_out = getattr(cleaned.tables, table), cleaned.left_out[table]
    here, out = (frame["file"] == file).to_numpy(), (left_out["file"] == file).to_numpy()
    numbers, out_numbers = frame["row"].to_numpy()[here], left_out["row"].to_numpy()[out]
    out_fates = left_out["fate"].to_numpy()[out]
    highest = np.zeros(max(numbers.max(initial=0), out_numbers.max(initial=0)) + 1, np.int8)
    highest[out_numbers[out_fates == DUPLICATE]] = _RANKS[ROW_DUPLICATE]
    month = np.zeros(len(numbers), np.int8) if fates is None else fates[here]
    for fate in (ROW_DUPLICATE, ROW_OUT_OF_SCOPE, ROW_USED, ROW_SET_ASIDE):
        chosen = numbers[month == fate]
        highest[chosen] = np.maximum(highest[chosen], _RANKS[fate])
    highest[out_numbers[out_fates == SET_ASIDE]] = _RANKS[ROW_SET_ASIDE]
    used, duplicate, aside = (int((highest == _RANKS[fate]).sum()) for fate in (ROW_USED, ROW_DUPLICATE, ROW_SET_ASIDE))
    source = cleaned.tables.files[file]
    return RowCount(source, table, rows, used, duplicate, rows - used - duplicate - aside, aside)
