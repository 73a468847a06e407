"""Attendance: which punches belong to which shift, and the verdict on it (rules, section 4).

Whole columns throughout: a month has millions of punches, and none of them is looked at alone.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.context import Month, with_columns
from payroll.month.corrected_shifts import charged_corrections
from payroll.month.leave import Expected, expected_times
from payroll.month.lookup import day_key
from payroll.period import NO_DAY
from payroll.policy.model import OccurrenceRule

LATE, EARLY, MISSING_IN, MISSING_OUT, ABSENT, ON_LEAVE, IS_UNCLEAR = 1, 2, 4, 8, 16, 32, 64
"""Verdicts as bits; the first four can come together."""

NO_PUNCH = -1

_WORDS = ((LATE, "late"), (EARLY, "early"), (MISSING_IN, "missing-in"), (MISSING_OUT, "missing-out"))


def verdict_text(verdict: int) -> str:
    """Return a verdict as it is written: ``ok``, ``absent``, ``late+missing-out``, ..."""
    whole = {ABSENT: "absent", ON_LEAVE: "leave", IS_UNCLEAR: "unclear"}
    if verdict in whole:
        return whole[verdict]
    return "+".join(word for bit, word in _WORDS if verdict & bit) or "ok"


@dataclass(frozen=True, slots=True)
class Attendance:
    """The rota, judged.

    ``shifts``: the rota's columns and arrival, departure (int32 minute or
    NO_DAY), arrival_punch, departure_punch (int32, position in ``punches`` or NO_PUNCH),
    punch_from, punch_to (int32, the positions in ``punches`` of those in its window, the end excluded),
    late_minutes, early_minutes (int32), verdict (uint8 bits), left (int32 minutes after leave),
    expected_start, expected_end (int32 minutes), day_minutes (int32, the scheduled minutes of all
    the person's shifts of that work date), nth (int32, 1 for the first shift of the work date), and where
    corrected punches count, charged_correction (``payroll.month.corrected_shifts``).
    ``leave``: position of a shift -> positions of the leave that touches it.
    ``punch_shift``: int8 for each punch: 2 in the window of a shift of the period, 1 in a
    neighbour's, 0 in none.
    """

    shifts: pd.DataFrame
    leave: dict[int, list[int]]
    punch_shift: npt.NDArray[np.int8]


def judge_attendance(month: Month, shifts: pd.DataFrame) -> Attendance:
    """Return the attendance of ``shifts``, the rota after swaps, sorted by employee and start."""
    shifts = shifts.reset_index(drop=True)  # rows are named by position below
    version = shifts["version"].to_numpy()
    opens, closes = _windows(month, shifts, version)
    with ThreadPoolExecutor(1) as threads:
        within = threads.submit(_punches_within, month, shifts, opens, closes)
        expected, work_date = expected_times(month, shifts), _work_date(shifts)
        low, high, punch_shift = within.result()
    arrival, departure = _taps(month, version, expected, low, high)
    judged = _verdicts(month, shifts, version, expected, arrival, departure)
    attended = with_columns(
        shifts,
        arrival_punch=np.where(judged["arrival"] != NO_DAY, low, NO_PUNCH).astype(np.int32),
        departure_punch=np.where(judged["departure"] != NO_DAY, high - 1, NO_PUNCH).astype(np.int32),
        punch_from=low.astype(np.int32),
        punch_to=high.astype(np.int32),
        expected_start=expected.start,
        expected_end=expected.end,
        left=expected.left,
        **judged,
        **work_date,
    )
    corrected = charged_corrections(month, attended, judged["verdict"] == IS_UNCLEAR)
    return Attendance(corrected, expected.leave, punch_shift)


def _of_version(values: list[int], version: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return the value of each row's version; where all have the same, nothing is looked up."""
    if len(set(values)) == 1:
        return np.broadcast_to(np.int32(values[0]), version.shape)
    return np.array([*values, 0], np.int32)[version]


def _windows(
    month: Month, shifts: pd.DataFrame, version: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return [opens, closes) of each shift's window; where neighbours' windows overlap, both are cut (4.1)."""
    rules = [policy.rules.punches for policy in month.policies.versions]
    start, end = shifts["start"].to_numpy(), shifts["end"].to_numpy()
    opens = start - _of_version([rule.before_minutes for rule in rules], version)
    closes = end + _of_version([rule.after_minutes for rule in rules], version)
    employee = shifts["employee"].to_numpy()
    overlap = np.flatnonzero((employee[1:] == employee[:-1]) & (closes[:-1] > opens[1:]))
    middle = (end[overlap] + start[overlap + 1]) // 2
    cut = np.clip(middle, opens[overlap + 1], closes[overlap])
    closes[overlap] = cut
    opens[overlap + 1] = cut
    return opens, closes


def _punches_within(
    month: Month, shifts: pd.DataFrame, opens: npt.NDArray[np.int32], closes: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int8]]:
    """Return the range of punches [low, high) in each window, and where each punch went."""
    punches = month.tables.punches
    keys = (punches["employee"].to_numpy().astype(np.int64) << 32) | punches["time"].to_numpy()
    employee = shifts["employee"].to_numpy().astype(np.int64) << 32
    low = np.searchsorted(keys, employee | opens)
    high = _ends(keys, employee | closes, low)
    steps = np.zeros(len(keys) + 1, np.int8)
    weight = np.where(month.in_period(shifts["date"].to_numpy()), 2, 1).astype(np.int8)
    held = high > low
    steps[low[held]] += weight[held]  # no two windows begin at one punch, nor end at one
    steps[high[held]] -= weight[held]
    return low, high, np.cumsum(steps[:-1], dtype=np.int8)


def _ends(
    keys: npt.NDArray[np.int64], closes: npt.NDArray[np.int64], low: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return the end of the range of punches in each window, which mostly is where that of the next one begins."""
    high = np.roll(low, -1)
    high[-1:] = len(keys)
    if len(keys):
        earlier = np.flatnonzero((high > low) & (keys[high - 1] >= closes))
        high[earlier] = np.searchsorted(keys, closes[earlier])
    return high


def _taps(
    month: Month,
    version: npt.NDArray[np.int32],
    expected: Expected,
    low: npt.NDArray[np.int64],
    high: npt.NDArray[np.int64],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return arrival and departure of each shift (4.3); NO_DAY where there is none."""
    times = month.tables.punches["time"].to_numpy()
    arrival = np.full(len(low), NO_DAY, np.int32)
    departure = np.full(len(low), NO_DAY, np.int32)
    if len(times) == 0:
        return arrival, departure
    held = (high > low) & (expected.left > 0)
    first = times[np.minimum(low, len(times) - 1)]
    last = times[np.maximum(high - 1, 0)]
    repeat = _of_version([policy.rules.punches.repeat_minutes for policy in month.policies.versions], version)
    two = last - first >= repeat
    middle = (expected.start + expected.end) // 2
    comes = held & np.where(two, first < expected.end, first < middle)
    goes = held & np.where(two, last > expected.start, first >= middle)
    return np.where(comes, first, arrival), np.where(goes, last, departure)


def _verdicts(
    month: Month,
    shifts: pd.DataFrame,
    version: npt.NDArray[np.int32],
    expected: Expected,
    arrival: npt.NDArray[np.int32],
    departure: npt.NDArray[np.int32],
) -> dict[str, npt.NDArray[np.generic]]:
    """Return arrival, departure, minutes and verdict (4.4 to 4.6)."""
    came, left = arrival != NO_DAY, departure != NO_DAY
    lateness = [policy.rules.lateness for policy in month.policies.versions]
    earliness = [policy.rules.early_departure for policy in month.policies.versions]
    late = np.where(came, arrival - expected.start, 0)
    late[late <= _of_version(_grace(lateness), version)] = 0
    early = np.where(left, expected.end - departure, 0)
    early[early <= _of_version(_grace(earliness), version)] = 0

    missing_in, missing_out = ~came & left, came & ~left
    employee, start, end = (shifts[name].to_numpy() for name in ("employee", "start", "end"))
    touch = (employee[1:] == employee[:-1]) & (end[:-1] == start[1:])
    unclear = _unclear(month, shifts)
    missing_out[:-1] &= ~(touch & (left | unclear)[1:])
    missing_in[1:] &= ~(touch & (came | unclear)[:-1])

    verdict = (
        np.where(late > 0, LATE, 0)
        + np.where(early > 0, EARLY, 0)
        + np.where(missing_in, MISSING_IN, 0)
        + np.where(missing_out, MISSING_OUT, 0)
    ).astype(np.uint8)
    verdict[~came & ~left] = ABSENT
    verdict[expected.left == 0] = ON_LEAVE
    verdict[unclear] = IS_UNCLEAR
    late[unclear] = 0
    early[unclear] = 0
    return {
        "arrival": arrival,
        "departure": departure,
        "late_minutes": late.astype(np.int32),
        "early_minutes": early.astype(np.int32),
        "verdict": verdict,
    }


def _grace(rules: list[OccurrenceRule | None]) -> list[int]:
    return [rule.grace_minutes if rule else 0 for rule in rules]


def _unclear(month: Month, shifts: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell which shifts lost a punch or leave row: those of its date and the day before, or all (4.6)."""
    table = month.tables.unclear
    employee, date = shifts["employee"].to_numpy(), shifts["date"].to_numpy()
    if table.empty:
        return np.zeros(len(shifts), bool)
    undated = table["date"] == NO_DAY
    dated = table[~undated]
    people, days = dated["employee"].to_numpy(), dated["date"].to_numpy()
    keys = np.concatenate([day_key(people, days), day_key(people, days - 1)])
    whole = np.isin(employee, table["employee"][undated].to_numpy())
    return np.isin(day_key(employee, date), keys) | whole


def _work_date(shifts: pd.DataFrame) -> dict[str, npt.NDArray[np.int32]]:
    """Return, for each shift, the scheduled minutes of its work date and which of its shifts it is."""
    employee, date = shifts["employee"].to_numpy(), shifts["date"].to_numpy()
    minutes = (shifts["end"] - shifts["start"]).to_numpy(np.int32, copy=True)
    nth = np.ones(len(shifts), np.int32)
    key = day_key(employee, date)
    if np.all(key[1:] > key[:-1]):  # one shift a day, as most have it
        return {"day_minutes": minutes, "nth": nth}
    _, day, counts = np.unique(key, return_inverse=True, return_counts=True)
    several = np.flatnonzero(counts[day] > 1)
    grouped = pd.DataFrame({"day": day[several], "minutes": minutes[several]}).groupby("day")["minutes"]
    nth[several] = grouped.cumcount().to_numpy() + 1
    minutes[several] = grouped.transform("sum").to_numpy()
    return {"day_minutes": minutes, "nth": nth}
