"""One table: its files understood one by one, then its rows settled together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future

import numpy as np
import pandas as pd

from payroll.intake import frames
from payroll.intake.checks import (
    Found,
    check_complaints,
    check_contracts,
    check_leave,
    check_promotions,
    check_shifts,
    no_check,
)
from payroll.intake.clock_rota import without_clock_rotas
from payroll.intake.columns import Understood
from payroll.intake.corrections import check_corrections
from payroll.intake.duplicates import settle_repeats
from payroll.intake.findings import Rows
from payroll.intake.identities import likely_by_name
from payroll.intake.matrix import is_matrix, understand_matrix
from payroll.intake.records import SET_ASIDE, Setting, understand_table
from payroll.intake.sources import NO_SOURCE, Intake, Source
from payroll.intake.together import set_aside_together
from payroll.intake.unfitting import told_from_fields
from payroll.period import Period
from payroll.problems import Problem
from payroll.record_tables import CONTRACTS, PROMOTIONS
from payroll.table import Table
from payroll.tables import CLOCK_CORRECTIONS, COMPLAINTS, LEAVE, SHIFTS

Check = Callable[[Rows], Found]
Times = Mapping[int, "Future[dict[str, Understood]]"]
"""Number of a file -> its columns of days and times, while they are being understood."""

CHECKS: Mapping[str, Check] = {
    SHIFTS.name: check_shifts,
    COMPLAINTS.name: check_complaints,
    LEAVE.name: check_leave,
    CLOCK_CORRECTIONS.name: check_corrections,
    PROMOTIONS.name: check_promotions,
    CONTRACTS.name: check_contracts,
}
"""What the rows of a table must fulfil beyond their single cells."""


def read_table(
    intake: Intake, table: Table, setting: Setting, times: Times, check: Check | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return all rows of a table with what becomes of them, and the problems."""
    parts, problems = [], []
    for file in intake.files.get(table.name) or [NO_SOURCE]:
        part, found = understand_source(file, table, setting, intake.period, times)
        parts.append(part)
        problems += found
    frame, found = settle_rows(table, Rows(frames.gather(parts), intake.sources), setting.roster.ids, check)
    return frame, [*problems, *found]


def understand_source(
    file: Source, table: Table, setting: Setting, period: Period, times: Times
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows of one file (``understand_table``), and the problems that were not told when it was read."""
    frame, problems = _understood(file, table, setting, period, times)
    if file.set_aside:
        return told_from_fields(frame, file.raw, table, setting.roster), []
    return frame, problems


def _understood(
    file: Source, table: Table, setting: Setting, period: Period, times: Times
) -> tuple[pd.DataFrame, list[Problem]]:
    if table is SHIFTS and file is not NO_SOURCE and is_matrix(file.raw):
        return understand_matrix(file.raw, setting, file.number, period)
    begun = times.get(file.number)
    known = begun.result() if begun is not None else {}
    frame, problems = understand_table(table, file.raw, setting, file.number, known)
    if "likely" in frame and file.raw.is_of_clock and len(frame) == len(file.raw):
        frame = frame.assign(likely=likely_by_name(file.raw, frame["likely"].to_numpy(np.int64), setting.roster))
    return frame, problems


def settle_rows(
    table: Table, rows: Rows, ids: Sequence[str], check: Check | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows of a table with what becomes of them, and the problems: bad, unused and repeated rows.

    ``ids`` are those of the employees, by position. In a table without a key the rows of an employee depend
    on nobody else's, so that any part of the employees can be settled alone.
    """
    problems: list[Problem] = []
    if table is SHIFTS:
        rows, problems = without_clock_rotas(rows)
    wrong, found = (check or CHECKS.get(table.name, no_check))(rows)
    fate = np.where(wrong, SET_ASIDE, rows.frame["fate"]).astype(np.int8)
    rows = Rows(rows.frame.assign(fate=fate), rows.sources)
    fate, repeated = settle_repeats(table, rows, ids)
    fate, together = set_aside_together(table, rows, fate)
    return rows.frame.assign(fate=fate), [*problems, *found, *repeated, *together]
