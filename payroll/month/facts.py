"""What the rules of a month look at, and the form that every rule has: facts in, ledger entries out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from payroll.month.attendance import Attendance
from payroll.month.complaints import Complaints
from payroll.month.context import Dispositions, Month
from payroll.month.empty_shifts import EmptyShift
from payroll.month.swaps import SwapOutcome
from payroll.tables import ROW_USED


@dataclass(frozen=True, slots=True)
class Facts:
    """A month whose attendance is judged.

    ``attendance``    the shifts with their verdicts (``payroll.month.attendance``)
    ``swaps``         the swaps, applied
    ``empty``         the swapped shifts that nobody came to
    ``complaints``    the qualifying complaints, numbered and priced
    ``dispositions``  table name -> what became of each row, for the tables of dated events and records
    """

    month: Month
    attendance: Attendance
    swaps: SwapOutcome
    empty: tuple[EmptyShift, ...]
    complaints: Complaints
    dispositions: Dispositions

    def used(self, table: str) -> pd.DataFrame:
        """Return the rows of a table that count in this period."""
        rows: pd.DataFrame = getattr(self.month.tables, table)
        used: pd.DataFrame = rows[self.dispositions[table] == ROW_USED]
        return used


Rule: TypeAlias = Callable[[Facts], pd.DataFrame]
"""A rule: from the facts to its entries (``payroll.month.entries``), in any order."""

LaterRule: TypeAlias = Callable[[Facts, pd.DataFrame], pd.DataFrame]
"""A rule that looks at the entries of the rules before it."""
