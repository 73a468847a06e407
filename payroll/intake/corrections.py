"""Corrections of clocks 校时: which device was off when and by how much, and the punches brought right by that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.intake.checks import Found, leave_bounds
from payroll.intake.columns import EMPTY, Flags, Ints
from payroll.intake.findings import Details, Rows, row_problems
from payroll.intake.kinds import CORRECTION_BACKWARDS, CORRECTION_OVERLAP, DEVICE_UNKNOWN
from payroll.intake.raw import RawTable
from payroll.intake.records import CLEAN, SET_ASIDE
from payroll.language import COMMA
from payroll.period import iso_minute
from payroll.problems import Problem

NO_CORRECTION = -1
_NAMED = 20
"""A message names so many devices."""


@dataclass(frozen=True, slots=True)
class CorrectedPunches:
    """All rows of the punches, each with the name of its ``device`` and the position of its ``correction``.

    ``corrections`` are the rows of the corrections with what becomes of them, ``problems`` those that are
    about no device.
    """

    punches: pd.DataFrame
    corrections: pd.DataFrame
    problems: list[Problem]


def check_corrections(rows: Rows) -> Found:
    """Check that a correction ends after it starts, and that no two of one device overlap.

    The one in error is the one that starts later, or stands further down; what is left overlaps no other.
    """
    frame = rows.frame
    start, end = leave_bounds(frame)
    clean = frame["fate"].to_numpy() == CLEAN
    backwards = clean & (end <= start)
    order = sorted(np.flatnonzero(clean & ~backwards).tolist(), key=lambda at: (frame["device"].iloc[at], start[at]))
    overlaps = np.zeros(len(frame), bool)
    kept = -1
    for at in order:
        if kept >= 0 and frame["device"].iloc[at] == frame["device"].iloc[kept] and start[at] < end[kept]:
            repeated = (start[at], end[at]) == (start[kept], end[kept])
            repeated = repeated and frame["minutes"].iloc[at] == frame["minutes"].iloc[kept]
            overlaps[at] = not repeated  # a repeated row counts once
        else:
            kept = at

    def say(position: int) -> tuple[str, Details]:
        return iso_minute(int(start[position])), {
            "until": iso_minute(int(end[position])),
            "device": str(frame["device"].iloc[position]),
        }

    problems = [
        *row_problems(rows, np.flatnonzero(backwards), CORRECTION_BACKWARDS, "to", say),
        *row_problems(rows, np.flatnonzero(overlaps), CORRECTION_OVERLAP, "from", say),
    ]
    return backwards | overlaps, problems


def correct_punches(punches: pd.DataFrame, corrections: pd.DataFrame, sources: Sequence[RawTable]) -> CorrectedPunches:
    """Name the device of each punch, and move those that a correction is about.

    Where a row names no device, its file is the device. A correction goes by the time that the clock wrote,
    from its start up to its end. A correction of a device that no punch is of is set aside, with a problem.
    """
    devices = devices_of(punches, sources)
    settled, problems = known_corrections(corrections, devices.categories.tolist(), sources)
    return CorrectedPunches(moved_punches(punches, devices, settled), settled, problems)


def known_corrections(
    corrections: pd.DataFrame, devices: Sequence[str], sources: Sequence[RawTable]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Set aside the corrections of devices other than ``devices``, with a problem for each."""
    rows = Rows(corrections, sources)
    clean = corrections["fate"].to_numpy() == CLEAN
    unknown = clean & ~corrections["device"].astype("str").isin(list(devices)).to_numpy()
    known = COMMA.join(list(devices)[:_NAMED] or ["–"])

    def say(position: int) -> tuple[str, Details]:
        return str(corrections["device"].iloc[position]), {"known": known}

    problems = row_problems(rows, np.flatnonzero(unknown), DEVICE_UNKNOWN, "device", say)
    fate = np.where(unknown, SET_ASIDE, corrections["fate"]).astype(np.int8)
    return corrections.assign(fate=fate), problems


def moved_punches(punches: pd.DataFrame, devices: pd.Categorical, corrections: pd.DataFrame) -> pd.DataFrame:
    """Return the punches with the names of their ``devices``, each moved by the correction that is about it.

    ``corrections`` are settled (``known_corrections``); ``correction`` is the position among the clean ones.
    """
    time, which = _moved(punches, devices, corrections[corrections["fate"].to_numpy() == CLEAN])
    return punches.assign(time=time, device=devices, correction=which)


def devices_of(punches: pd.DataFrame, sources: Sequence[RawTable]) -> pd.Categorical:
    """Return the device of each punch; the file's name where none is given."""
    if punches.empty:
        return pd.Categorical.from_codes([], categories=pd.Index([], dtype="str"))
    given = punches["device"].array
    codes = given.codes.astype(np.int32)
    names = given.categories.tolist()
    if "" in names:
        by_file = len(names) + punches["file"].to_numpy(np.int32)
        codes = np.where(codes == names.index(""), by_file, codes)
        names += [source.file for source in sources]
    used = np.flatnonzero(np.bincount(codes, minlength=len(names)))
    words = sorted({names[code] for code in used})
    place = {word: position for position, word in enumerate(words)}
    where = np.array([place.get(name, 0) for name in names], np.int32)
    return pd.Categorical.from_codes(where[codes], categories=pd.Index(words, dtype="str"))


def _moved(
    punches: pd.DataFrame, devices: pd.Categorical, corrections: pd.DataFrame
) -> tuple[Ints, npt.NDArray[np.int32]]:
    """Return the right time of each punch in seconds, and the position of the correction behind it."""
    written: Ints = punches["time"].to_numpy(np.int64)
    time = written.copy() if len(corrections) else written
    which = np.full(len(written), NO_CORRECTION, np.int32)
    start, end = leave_bounds(corrections)
    minute = written // 60 if len(corrections) else written
    for position, device in enumerate(corrections["device"].astype("str").tolist()):
        if device not in devices.categories:  # of other employees' punches
            continue
        of_device: Flags = devices.codes == devices.categories.get_loc(device)
        moved = of_device & (written != EMPTY) & (minute >= start[position]) & (minute < end[position])
        time[moved] += 60 * int(corrections["minutes"].iloc[position])
        which[moved] = position
    return time, which
