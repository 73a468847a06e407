"""What the law says of each line, as ``law.csv`` and ``carried.csv`` are written (rules, section 22)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.month.context import Month
from payroll.month.law.verdicts import STATUSES, Verdicts
from payroll.period import next_period


def law_table(lines: pd.DataFrame, stood: npt.NDArray[np.integer], verdicts: Verdicts) -> pd.DataFrame:
    """Return one row for each line that charges or proposes something, in the order of the ledger.

    ``lines`` are those of the ledger, ``stood`` tells the position of each among the entries. Columns:
    entry_id, employee_id, name, date (int32 day), rule (of the line), kind, asked, allowed, cut (int64 minor
    units), limit, basis, mark, citation, profile, status, notes_zh, notes_en; texts of which there are few
    as Arrow dictionaries.
    """
    row_of = np.empty(len(lines), np.int64)
    row_of[stood] = np.arange(len(lines))
    rows = row_of[verdicts.lines["line"].to_numpy()]
    order = np.argsort(rows, kind="stable")
    said = verdicts.lines.iloc[order]
    of_line = lines[["entry_id", "employee_id", "name", "date", "rule"]].iloc[rows[order]].reset_index(drop=True)
    limits, notes = verdicts.limits, verdicts.notes
    asked, allowed = said["asked"].to_numpy(), said["allowed"].to_numpy()
    limit, note = said["limit"].to_numpy(), said["notes"].to_numpy()
    table: pd.DataFrame = of_line.assign(
        kind=_few(verdicts.kinds, said["kind"].to_numpy()),
        asked=asked,
        allowed=allowed,
        cut=asked - allowed,
        limit=_few([each.code for each in limits], limit),
        basis=_few([each.basis for each in limits], limit),
        mark=_few([each.mark for each in limits], limit),
        citation=_few([each.citation for each in limits], limit),
        profile=_few(verdicts.profiles, said["profile"].to_numpy()),
        status=_few(STATUSES, said["status"].to_numpy()),
        notes_zh=_few([each.zh for each in notes], note),
        notes_en=_few([each.en for each in notes], note),
    )
    return table


def _few(texts: list[str] | tuple[str, ...], positions: npt.NDArray[np.integer]) -> pd.api.extensions.ExtensionArray:
    """Return texts by position, -1 for none, each held once."""
    words = pa.array([*texts, ""], pa.string())
    at = np.where(positions < 0, len(texts), positions).astype(np.int32)
    return pd.arrays.ArrowExtensionArray(pa.DictionaryArray.from_arrays(pa.array(at), words))


def carried_table(month: Month, verdicts: Verdicts) -> pd.DataFrame | None:
    """Return what the next month may take of losses, in the form of the table ``carried``; None for nothing."""
    carried = verdicts.carried
    if carried.empty:
        return None
    ids = month.tables.employees["employee_id"].array.take(carried["employee"].to_numpy())
    table = carried.assign(employee_id=ids)[["employee_id", "entry_id", "date", "amount", "clause"]]
    table = table.assign(period=next_period(month.period.name))
    return table.sort_values(["employee_id", "date", "entry_id"], ignore_index=True)
