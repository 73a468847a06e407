"""Rows that did not happen, in the form of a table: the next complaint, the next meeting that is missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from payroll.period import NO_DAY


def added_rows(table: pd.DataFrame, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows in the form of ``table``; what they do not state is empty, and they stand in no file."""
    if not rows:
        return table.iloc[:0]
    stated = pd.DataFrame(list(rows)).assign(file=-1, row=0)
    unsaid = {
        name: pd.Series("" if isinstance(kind, pd.StringDtype) else NO_DAY, index=stated.index)
        for name, kind in table.dtypes.items()
        if name not in stated
    }
    return pd.concat([stated, pd.DataFrame(unsaid)], axis=1)[list(table.columns)].astype(table.dtypes.to_dict())


def with_rows(table: pd.DataFrame, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return a table with more rows."""
    return pd.concat([table, added_rows(table, rows)], ignore_index=True)
