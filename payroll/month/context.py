"""What a month is judged from, and the small words that every step shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.language import Text
from payroll.money import currency_places
from payroll.month.lookup import AsOf, as_of
from payroll.period import FOREVER, NEIGHBOUR_DAYS, Period, iso_day
from payroll.policy.calendar_days import OfficialDays
from payroll.policy.model import Policies
from payroll.problems import Problem, ProblemKind
from payroll.tables import ROW_USED, SourceFile, Tables

Details = Mapping[str, str | Text]
"""The words of a problem's message."""

Row = dict[str, Any]
"""One row of a table, for the few rows that are looked at alone."""

Dispositions = Mapping[str, npt.NDArray[np.int8]]
"""Table name -> what became of each of its rows."""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule of a company's own: its ``name`` in the ledger, its file, the function, and where it holds.

    ``versions`` are the positions of the policy versions that name this very file; ``column`` is that of the
    adjustments in which its amounts are summed up; ``alone`` says that it looks at each employee alone.
    """

    name: str
    module: str
    judge: Callable[[Any], Any]
    versions: frozenset[int]
    column: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """Everything that a month is judged from. Nothing else is read."""

    period: Period
    tables: Tables
    policies: Policies
    official_days: Mapping[tuple[str, int], OfficialDays | None]
    facts: AsOf
    company_rules: tuple[OwnRule, ...] = ()

    @property
    def zone_first(self) -> int:
        """The first day whose shifts bound the windows of the period's own."""
        return self.period.first - NEIGHBOUR_DAYS

    @property
    def zone_last(self) -> int:
        """The last such day."""
        return self.period.last + NEIGHBOUR_DAYS

    @property
    def places(self) -> int:
        """The decimal places of the run's currency."""
        return currency_places(self.policies.currency)

    def in_period(self, day: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
        """Tell which days lie in the period."""
        return (day >= self.period.first) & (day <= self.period.last)

    def employee_id(self, employee: int) -> str:
        """Return the id of an employee's position."""
        return str(self.tables.employees["employee_id"].iloc[employee])

    def employment(self, employee: int) -> dict[str, str]:
        """Return the words ``employee``, ``hired`` and ``left`` for a message."""
        left = int(self.facts.left[employee])
        return {
            "employee": self.employee_id(employee),
            "hired": iso_day(int(self.facts.hired[employee])),
            "left": "…" if left == FOREVER else iso_day(left),
        }


def month_of(
    period: Period,
    tables: Tables,
    policies: Policies,
    official_days: Mapping[tuple[str, int], OfficialDays | None],
    company_rules: tuple[OwnRule, ...] = (),
) -> Month:
    """Put a month together."""
    return Month(period, tables, policies, official_days, as_of(tables, policies), company_rules)


def chosen(rows: pd.DataFrame, wanted: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Return the rows that are wanted; where all are, as mostly in a rota of millions, nothing is copied."""
    return rows if wanted.all() else rows[wanted]


def with_columns(rows: pd.DataFrame, **columns: object) -> pd.DataFrame:
    """Return the rows with more columns, or others; unlike with ``assign``, nothing is copied."""
    kept = {name: rows[name].array for name in rows.columns}
    return pd.DataFrame({**kept, **columns}, index=rows.index, copy=False)


def dispositions_of(table: pd.DataFrame, initial: int = ROW_USED) -> npt.NDArray[np.int8]:
    """Return one disposition for each row of a table."""
    return np.full(len(table), initial, np.int8)


def problem_at(
    kind: ProblemKind,
    files: tuple[SourceFile, ...],
    row: Row,
    column: str,
    value: str,
    details: Details | None = None,
) -> Problem:
    """Return a problem at the place that a row of a table came from."""
    source = files[row["file"]]
    return Problem(kind, source.file, source.sheet, int(row["row"]), column, value, details or {})


def records(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a small table one by one."""
    names = table.columns.tolist()
    columns = [_values(table[name]) for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _values(column: pd.Series) -> list[Any]:
    """Return a column's values; Arrow hands out its texts much faster than pandas does."""
    if isinstance(column.dtype, pd.StringDtype):
        texts: list[Any] = pa.array(column).to_pylist()
        return texts
    return column.tolist()
