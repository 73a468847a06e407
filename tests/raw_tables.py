"""Tables as files hold them, written in a test as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from payroll.intake.clean import Cleaned, clean_tables
from payroll.intake.raw import RawTable
from payroll.intake.zones import PolicyFacts
from payroll.period import Period, pay_period

OCTOBER = pay_period("2026-10")
ONE_POLICY = PolicyFacts("CNY", {"shop": ((0, "Asia/Shanghai"),)})
TWO_POLICIES = PolicyFacts("CNY", {"office": ((0, "Asia/Shanghai"),), "shop": ((0, "Asia/Shanghai"),)})

PEOPLE = """
employee_id, name, hire_date, base_wage
0007, 林晓, 2024-03-01, 5000
0008, 陈默, 2025-06-15, 4800.50
"""


def raw_table(
    text: str, file: str = "table.csv", sheet: str = "", headings: Mapping[str, str] | None = None
) -> RawTable:
    """Return a table written as lines of cells with commas between; the first line holds the column names."""
    lines = [
        [cell.strip(" ").replace("\\n", "\n") for cell in line.split(",")] for line in text.strip("\n").split("\n")
    ]
    columns = {
        name: pa.chunked_array([[line[index] for line in lines[1:]]], pa.string())
        for index, name in enumerate(lines[0])
    }
    return RawTable(file, sheet, "csv", columns, np.arange(2, len(lines) + 1, dtype=np.int32), headings or {})


def typed_table(columns: Mapping[str, pa.Array], file: str = "table.parquet") -> RawTable:
    """Return a table of stored columns."""
    length = len(next(iter(columns.values())))
    chunked = {name: pa.chunked_array([column]) for name, column in columns.items()}
    return RawTable(file, "", "parquet", chunked, np.arange(2, length + 2, dtype=np.int32))


def clean(
    tables: Mapping[str, str | RawTable | Sequence[RawTable]],
    facts: PolicyFacts = ONE_POLICY,
    period: Period = OCTOBER,
) -> Cleaned:
    """Clean tables given as text or ready made; shifts and punches are there, empty, and so are two employees."""
    given = {"employees": PEOPLE, "shifts": "employee_id, date, shift", "punches": "employee_id, time", **tables}
    return clean_tables({name: _files(name, table) for name, table in given.items()}, facts, period)


def _files(name: str, table: str | RawTable | Sequence[RawTable]) -> Sequence[RawTable]:
    if isinstance(table, str):
        return [raw_table(table, f"{name}.csv")]
    return [table] if isinstance(table, RawTable) else table


def codes(cleaned: Cleaned) -> list[tuple[str, int | None]]:
    """Return code and row of each problem, in order of the rows."""
    return sorted(((problem.code, problem.row) for problem in cleaned.problems), key=lambda pair: pair[1] or 0)
