"""Losses that an earlier month could not recover in full: charged as far as they are left (rules, section 22)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from payroll.language import Text
from payroll.money import plain
from payroll.month.context import Details, Month, problem_at, records
from payroll.month.entries import Entry, entries, place_of
from payroll.month.facts import Facts
from payroll.month.kinds_law import CARRIED_NOT_EARLIER, CARRIED_NOT_EMPLOYED, CARRIED_OTHER_PERIOD
from payroll.month.lookup import employed_in
from payroll.month.words import clause_text
from payroll.period import iso_day
from payroll.problems import Problem


def carried_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for each row of ``carried`` from before the period, on the first day employed in it."""
    return entries(_entries(facts.month))


def carried_problems(month: Month) -> list[Problem]:
    """Warn of rows that are for another period, that the period itself charges, or about people who have left."""
    table = month.tables.carried
    due, earlier = _is_due(month, table), _is_earlier(month, table)
    gone = table[due & earlier & ~_employed(month)[table["employee"].to_numpy()]]
    details: Details = {"period": month.period.name}
    files = month.tables.files
    own = [
        problem_at(CARRIED_NOT_EARLIER, files, row, "date", iso_day(row["date"]), details)
        for row in records(table[due & ~earlier])
    ]
    other = [
        problem_at(CARRIED_OTHER_PERIOD, files, row, "period", row["period"], details) for row in records(table[~due])
    ]
    return (
        other
        + own
        + [
            problem_at(
                CARRIED_NOT_EMPLOYED,
                month.tables.files,
                row,
                "entry_id",
                row["entry_id"],
                month.employment(row["employee"]) | {"amount": plain(row["amount"], month.places)},
            )
            for row in records(gone)
        ]
    )


def _employed(month: Month) -> np.ndarray:
    return employed_in(month.facts.hired, month.facts.left, month.period)


def _is_due(month: Month, table: pd.DataFrame) -> np.ndarray:
    """Tell which rows are for this period: a file that was left where it lay must not be taken twice."""
    return table["period"].isin(["", month.period.name]).to_numpy()


def _is_earlier(month: Month, table: pd.DataFrame) -> np.ndarray:
    """Tell which rows are from before the period: a loss of the period itself is charged where it happened."""
    return table["date"].to_numpy() < month.period.first


def _entries(month: Month) -> Iterator[Entry]:
    rows = month.tables.carried
    rows = rows[_employed(month)[rows["employee"].to_numpy()] & _is_due(month, rows) & _is_earlier(month, rows)]
    employee = rows["employee"].to_numpy()
    first = np.maximum(month.facts.hired[employee], month.period.first).astype(np.int32)
    version = month.facts.version_or_first(employee, first)
    for row, day, number in zip(records(rows), first.tolist(), version.tolist(), strict=True):
        if number < 0:  # under no known policy, which is an error of its own
            continue
        amount, clause = plain(row["amount"], month.places), clause_text(row["clause"])
        yield Entry(
            employee=row["employee"],
            date=day,
            rule="loss-carried",
            event=row["entry_id"],
            clause=row["clause"],
            amount=-row["amount"],
            version=number,
            evidence=place_of(month, row),
            explanation=Text.of(
                "what is left of the loss of {date} ({entry_id}), carried over: {amount}{clause}",
                date=iso_day(row["date"]),
                entry_id=row["entry_id"],
                amount=amount,
                clause=clause,
            ),
        )
