"""Whose rows of a table of records were set aside: what stood there must not become a charge by its absence."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from payroll.month.facts import Facts
from payroll.period import NO_DAY
from payroll.tables import ROW_SET_ASIDE


def doubted(facts: Facts, table: str) -> npt.NDArray[np.bool_]:
    """Tell of each employee whether rows of the table in the period, or of unknown date, were set aside.

    By reading the files (``Tables.doubtful``), or by the month itself.
    """
    month = facts.month
    doubt = np.zeros(len(month.tables.employees), bool)
    if table in month.tables.doubtful:
        aside = month.tables.doubtful[table]
        date = aside["date"].to_numpy()
        doubt[aside["employee"].to_numpy()[month.in_period(date) | (date == NO_DAY)]] = True
    rows = getattr(month.tables, table)
    doubt[rows["employee"].to_numpy()[facts.dispositions[table] == ROW_SET_ASIDE]] = True
    return doubt
