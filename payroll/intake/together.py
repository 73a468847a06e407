"""Rows that belong together: if one of them is set aside, all of them are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from payroll.intake.duplicates import content_keys
from payroll.intake.findings import Rows, row_problems
from payroll.intake.kinds import ROWS_TOGETHER
from payroll.intake.records import CLEAN, SET_ASIDE
from payroll.problems import Problem
from payroll.table import Table


def set_aside_together(
    table: Table, rows: Rows, fate: npt.NDArray[np.int8]
) -> tuple[npt.NDArray[np.int8], list[Problem]]:
    """Return what becomes of each row, and a warning for each group of which clean rows are set aside too."""
    if not table.together or not (fate == SET_ASIDE).any():
        return fate, []
    keys = content_keys(rows.frame, (table.together,))
    also = np.flatnonzero((fate == CLEAN) & np.isin(keys, keys[fate == SET_ASIDE]))
    _, first = np.unique(keys[also], return_index=True)
    values = rows.frame[table.together]
    problems = row_problems(
        rows, also[np.sort(first)], ROWS_TOGETHER, table.together, lambda position: (str(values.iloc[position]), {})
    )
    fate = fate.copy()
    fate[also] = SET_ASIDE
    return fate, problems
