"""What approved leave leaves of a shift (rules, 4.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.context import Month
from payroll.period import MINUTES_PER_DAY

_REACH = 2


@dataclass(frozen=True, slots=True)
class Expected:
    """When each shift of the rota is expected to be worked, leave taken off.

    ``start``, ``end`` (int32 minutes) are those of the shift where no leave touches it; ``left`` (int32)
    the minutes that are left, 0 if the leave covers all. ``leave`` maps a shift's position to the
    positions of the leave that touches it.
    """

    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    left: npt.NDArray[np.int32]
    leave: dict[int, list[int]]


def expected_times(month: Month, shifts: pd.DataFrame) -> Expected:
    """Return the expected times of ``shifts`` (sorted by employee and start)."""
    start = shifts["start"].to_numpy(np.int32, copy=True)
    end = shifts["end"].to_numpy(np.int32, copy=True)
    left = end - start
    touched: dict[int, list[tuple[int, int, int]]] = {}
    for shift, taken_from, taken_to, leave in _taken(month, shifts):
        touched.setdefault(shift, []).append((taken_from, taken_to, leave))
    for shift, taken in touched.items():
        remaining = remainder((int(start[shift]), int(end[shift])), [(a, b) for a, b, _ in taken])
        left[shift] = sum(b - a for a, b in remaining)
        if remaining:
            start[shift], end[shift] = remaining[0][0], remaining[-1][1]
    return Expected(start, end, left, {shift: [leave for *_, leave in taken] for shift, taken in touched.items()})


def remainder(shift: tuple[int, int], taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches of ``shift`` that are left when the intervals ``taken`` come off.

    >>> remainder((510, 1050), [(480, 600), (600, 660)])
    [(660, 1050)]
    """
    stretches, begin = [], shift[0]
    for taken_from, taken_to in sorted(taken):
        if taken_from > begin:
            stretches.append((begin, min(taken_from, shift[1])))
        begin = max(begin, taken_to)
        if begin >= shift[1]:
            break
    if begin < shift[1]:
        stretches.append((begin, shift[1]))
    return stretches


def _taken(month: Month, shifts: pd.DataFrame) -> Iterator[tuple[int, int, int, int]]:
    """Yield (shift, from, to, leave) for each approved leave that covers some of a shift."""
    table = month.tables.leave
    rows = table[(table["status"] == "approved") & (table["start"] < (month.zone_last + _REACH) * MINUTES_PER_DAY)]
    rows = rows[rows["end"] > month.zone_first * MINUTES_PER_DAY]
    employee = shifts["employee"].to_numpy()
    bounds = np.searchsorted(employee, np.stack([rows["employee"], rows["employee"] + 1]))
    starts, ends, dates = (shifts[name].to_numpy() for name in ("start", "end", "date"))
    columns = zip(rows.index, rows["start"], rows["end"], rows["whole_days"], bounds[0], bounds[1], strict=True)
    for leave, leave_from, leave_to, whole_days, first, last in columns:
        for shift in range(first, last):
            if whole_days:
                if leave_from <= dates[shift] * MINUTES_PER_DAY < leave_to:
                    yield shift, int(starts[shift]), int(ends[shift]), leave
            elif leave_from < ends[shift] and leave_to > starts[shift]:
                yield shift, max(int(leave_from), int(starts[shift])), min(int(leave_to), int(ends[shift])), leave
