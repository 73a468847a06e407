"""By how many minutes a clock is likely off on a day, told by how its people's punches lie to their shifts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.context import Month

Flags = npt.NDArray[np.bool_]
ALIKE = 8
"""Minutes: people of whom each is off by as much as the others, more or less, are off by a similar amount."""
LEAST_OFF = 10
"""Below that a clock cannot be told from people's habits."""
SURELY_OFF = 20
"""From there on arrivals and departures that moved together tell of the clock, also if nobody is late or early."""
REACH = 780
"""So far from its shift a punch may lie: a clock that is off by more than half a day cannot be told from silence."""


@dataclass(frozen=True, slots=True)
class Offset:
    """``minutes`` that the clock is fast (below 0: slow), and which of the shifts agree on it."""

    minutes: int
    agree: Flags


def punch_keys(month: Month) -> npt.NDArray[np.int64]:
    """Return one number for each punch, in order of employee and time, for ``likely_offset``."""
    punches = month.tables.punches
    keys: npt.NDArray[np.int64] = (punches["employee"].to_numpy().astype(np.int64) << 32) | punches["time"].to_numpy()
    return keys


def likely_offset(shifts: pd.DataFrame, keys: npt.NDArray[np.int64]) -> Offset | None:
    """Return the offset on which most of ``shifts`` (one clock, one day) agree, None if none is worth a look.

    ``keys`` are those of all punches (``punch_keys``).

    A shift agrees with a fast clock if it is late by about as much, with a slow one if it ends early by as
    much, and with any if no punch lies near its start or its end, but both have one that lies off by as
    much. So people who are late agree only if they are late by the same, and people who come early never do.
    """
    minutes = np.arange(-REACH, REACH + 1)
    late, early = (shifts[name].to_numpy()[:, None] for name in ("late_minutes", "early_minutes"))
    agrees: Flags = (late >= LEAST_OFF) & (np.abs(late - minutes) <= ALIKE) & (minutes >= LEAST_OFF)
    agrees |= (early >= LEAST_OFF) & (np.abs(early + minutes) <= ALIKE) & (minutes <= -LEAST_OFF)
    starts, ends = (_near(shifts, name, keys) for name in ("expected_start", "expected_end"))
    near_home = np.flatnonzero(np.abs(minutes) < SURELY_OFF - ALIKE)
    at_home = (starts | ends)[:, near_home].max(axis=1, keepdims=True)
    agrees |= starts & ends & ~at_home & (np.abs(minutes) >= SURELY_OFF)
    count = agrees.sum(axis=0)
    if not count.max(initial=0):
        return None
    ends_that_moved = np.where(count == count.max(), (starts & agrees).sum(axis=0) + (ends & agrees).sum(axis=0), -1)
    best = np.flatnonzero(ends_that_moved == ends_that_moved.max())
    chosen = best[np.argmin(np.abs(minutes[best]))]
    middle = best[np.abs(best - chosen) <= 2 * ALIKE]  # all offsets that these people agree on: its middle is told
    return Offset(int(np.median(minutes[middle])), agrees[:, chosen])


def _near(shifts: pd.DataFrame, name: str, keys: npt.NDArray[np.int64]) -> Flags:
    """Return, for each shift and each offset, whether the person has a punch that lies off by about as much."""
    wanted = (shifts["employee"].to_numpy().astype(np.int64) << 32) | shifts[name].to_numpy()
    low, high = (np.searchsorted(keys, wanted + reach) for reach in (-REACH, REACH + 1))
    near = np.zeros((len(shifts), 2 * REACH + 1), bool)
    for row, key in enumerate(wanted.tolist()):
        for off in (keys[low[row] : high[row]] - key).tolist():
            near[row, max(off + REACH - ALIKE, 0) : off + REACH + ALIKE + 1] = True
    return near
