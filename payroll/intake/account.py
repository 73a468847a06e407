"""The account of every row: used, there twice, out of scope, or set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.intake.clean import Cleaned
from payroll.intake.records import DUPLICATE
from payroll.tables import ROW_DUPLICATE, ROW_OUT_OF_SCOPE, ROW_SET_ASIDE, ROW_USED, SourceFile

_RANKS = (3, 2, 4, 1)
"""A row of which several records are made (of a rota matrix) counts once, as what ranks highest."""
_FATES = (ROW_DUPLICATE, ROW_OUT_OF_SCOPE, ROW_USED, ROW_SET_ASIDE)
"""The fates in the order of their ranks."""


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
    frame = getattr(cleaned.tables, table)
    month = np.zeros(len(frame), np.int8) if fates is None else fates
    _, fate = fates_of_rows(frame, month, cleaned.left_out[table], file)
    return row_count(cleaned.tables.files[file], table, rows, fate)


def row_count(source: SourceFile, table: str, rows: int, fate: npt.NDArray[np.int8]) -> RowCount:
    """Return the account of a file with so many ``rows``, of which ``fate`` tells what became of some."""
    used, duplicate, set_aside = (int((fate == each).sum()) for each in (ROW_USED, ROW_DUPLICATE, ROW_SET_ASIDE))
    return RowCount(source, table, rows, used, duplicate, rows - used - duplicate - set_aside, set_aside)


def fates_of_rows(
    frame: pd.DataFrame, month: npt.NDArray[np.int8], left_out: pd.DataFrame, file: int
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int8]]:
    """Return the numbers of the rows of a file and what became of each: each row once, where it is in order.

    ``month`` is what the month made of the rows of ``frame``; ``left_out`` as in ``Cleaned``.
    """
    here, out = (each["file"].to_numpy() == file for each in (frame, left_out))
    numbers, fates = frame["row"].to_numpy(), month
    if not here.all():
        numbers, fates = numbers[here], fates[here]
    aside = np.where(left_out["fate"].to_numpy()[out] == DUPLICATE, ROW_DUPLICATE, ROW_SET_ASIDE).astype(np.int8)
    if len(aside):
        numbers = np.concatenate([numbers, left_out["row"].to_numpy()[out]])
        fates = np.concatenate([fates, aside])
    return of_rows(numbers, fates)


def of_rows(
    numbers: npt.NDArray[np.int32], fates: npt.NDArray[np.int8]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int8]]:
    """Return what became of each row, from its records; mostly every record is a row of its own."""
    if np.all(numbers[1:] > numbers[:-1]):
        return numbers, fates
    seen = np.zeros(numbers.max(initial=0) + 1, bool)
    seen[numbers] = True
    if int(seen.sum()) == len(numbers):
        return numbers, fates
    highest = np.zeros(len(seen), np.int8)
    np.maximum.at(highest, numbers, np.array(_RANKS, np.int8)[fates])
    return np.flatnonzero(seen).astype(np.int32), np.array(_FATES, np.int8)[highest[seen] - 1]
