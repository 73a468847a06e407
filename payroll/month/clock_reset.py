"""A clock that lost its time and fell back to its first day, until somebody set it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.context import Month
from payroll.period import MINUTES_PER_DAY

YEARS_APART = 365 * MINUTES_PER_DAY
"""A clock that jumps back by a year, and forward again by as much, did not stand still: it was reset."""


@dataclass(frozen=True, slots=True)
class Reset:
    """Rows of a device that it wrote after it was reset: how many, the day of the first (``written``), whose.

    ``first`` and ``last`` are the days between which they were made, by the rows around them; ``punch`` is the
    position of the first one in the punches.
    """

    device: str
    rows: int
    written: int
    first: int
    last: int
    employees: npt.NDArray[np.int32]
    punch: int


def resets(month: Month) -> Iterator[Reset]:
    """Yield each run of rows that lie years before those on both sides of it, in the order of the file.

    One of the neighbours lies in the period or the days around it. A file that is not in the order of time
    does not tell when the clock was reset; it may have been on any day of the period. Rows that a
    correction speaks of are decided already.
    """
    punches, old = month.tables.punches, _of_long_ago(month)
    codes, file = punches["device"].cat.codes.to_numpy(), punches["file"].to_numpy()
    for one in sorted(set(zip(file[old].tolist(), codes[old].tolist(), strict=True))):
        at = np.flatnonzero((file == one[0]) & (codes == one[1]))
        in_order = at[np.argsort(punches["row"].to_numpy()[at], kind="stable")]
        yield from _runs(month, punches, in_order, old[in_order])


def devices_of_long_ago(month: Month) -> list[str]:
    """Return the devices of which there are punches years before the period, which no correction speaks of."""
    found = month.tables.punches["device"][_of_long_ago(month)]
    return sorted(set(found.astype("str")))


def _of_long_ago(month: Month) -> npt.NDArray[np.bool_]:
    punches = month.tables.punches
    old: npt.NDArray[np.bool_] = punches["time"].to_numpy() < month.zone_first * MINUTES_PER_DAY - YEARS_APART
    return old & (punches["correction"].to_numpy() < 0)


def _runs(
    month: Month, punches: pd.DataFrame, positions: npt.NDArray[np.intp], old: npt.NDArray[np.bool_]
) -> Iterator[Reset]:
    times = punches["time"].to_numpy()[positions]
    edges = np.flatnonzero(np.diff(old.astype(np.int8), prepend=0, append=0))
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if begin == 0 or end == len(positions):
            continue  # nothing before or after: an old file, or somebody who left long ago
        before, after = int(times[begin - 1]), int(times[end])
        jumps = before - times[begin] >= YEARS_APART and after - times[end - 1] >= YEARS_APART
        first, last = before // MINUTES_PER_DAY, after // MINUTES_PER_DAY
        if not jumps or not any(month.zone_first <= day <= month.zone_last for day in (first, last)):
            continue
        if first > last:
            first, last = month.period.first, month.period.last
        run = positions[begin:end]
        yield Reset(
            device=str(punches["device"].iloc[run[0]]),
            rows=end - begin,
            written=int(times[begin]) // MINUTES_PER_DAY,
            first=max(first, month.period.first),
            last=min(last, month.period.last),
            employees=np.unique(punches["employee"].to_numpy()[run]),
            punch=int(run[0]),
        )
