"""Rows that reading set aside: whom and which days they may be about, wherever in the row that stands.

Such a row must not become a charge by its absence, and its columns may not be what the headings say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from payroll.intake.cells import SECONDS_PER_DAY, Fault, Moment, half_width, moment_or_day_of, plain_id, tidy
from payroll.intake.columns import EMPTY
from payroll.intake.people import SOMEBODY, UNKNOWN, Roster
from payroll.intake.raw import RawTable
from payroll.intake.records import CLEAN, SET_ASIDE
from payroll.table import Table
from payroll.tables import LEAVE, PUNCHES


def told_from_fields(frame: pd.DataFrame, raw: RawTable, table: Table, roster: Roster) -> pd.DataFrame:
    """Return the rows of ``understand_table`` as set aside, with who and when as far as the fields tell.

    Where the column tells no employee or no time of a punch, the one employee or the one day counts that
    all fields of the row tell; else it is SOMEBODY, or EMPTY. The dates of leave count only if all cells
    of the row make sense: any of several dates may be its first or its last.
    """
    aside = frame.assign(fate=np.int8(SET_ASIDE))
    if not raw.fields or table not in (PUNCHES, LEAVE):
        return aside
    fields = dict(zip(raw.rows.tolist(), raw.fields, strict=True))
    of_rows = [fields[row] for row in frame["row"].tolist()]
    likely = frame["likely"].to_numpy(np.int64, copy=True)
    for index in np.flatnonzero((likely == UNKNOWN) | (likely == SOMEBODY)).tolist():
        likely[index] = _employee(of_rows[index], roster)
    if table is PUNCHES:
        times = frame["time"].to_numpy(np.int64, copy=True)
        for index in np.flatnonzero(times == EMPTY).tolist():
            times[index] = _time(of_rows[index])
        return aside.assign(likely=likely, time=times)
    sound = frame["fate"].to_numpy() == CLEAN
    return aside.assign(likely=likely, **{name: np.where(sound, frame[name], EMPTY) for name in ("from", "to")})


def _employee(fields: Sequence[str], roster: Roster) -> int:
    """Return the one employee whose id a field is or resembles, else SOMEBODY."""
    ids = [plain_id(half_width(tidy(each))) for each in fields]
    found = {roster.positions.get(each, roster.likely(each)) for each in ids if each} - {UNKNOWN}
    return found.pop() if len(found) == 1 else SOMEBODY


def _time(fields: Sequence[str]) -> int:
    """Return the 00:00 of the one day that the fields name, else EMPTY; an offset would need the employee's zone."""
    days = set()
    for each in fields:
        read = moment_or_day_of(half_width(tidy(each)))
        if isinstance(read, Moment):
            days.add(EMPTY if read.offset is not None else read.seconds // SECONDS_PER_DAY * SECONDS_PER_DAY)
        elif isinstance(read, Fault) and isinstance(read.readable, int):
            days.add(read.readable * SECONDS_PER_DAY)
    return days.pop() if len(days) == 1 else EMPTY
