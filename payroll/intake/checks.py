"""What the rows of a table must fulfil beyond their single cells.

Each check takes the rows and returns the flags of those to set aside, and the problems.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from payroll.intake.columns import EMPTY, Flags, Ints
from payroll.intake.findings import Details, Rows, row_problems
from payroll.intake.kinds import (
    CONTRACT_BACKWARDS,
    DECIDED_BEFORE_RECEIVED,
    LEAVE_BACKWARDS,
    LEFT_BEFORE_HIRED,
    POLICY_MISSING,
    PROBATION_BEFORE_HIRED,
    PROMOTION_REST,
    PUNCHES_OF_OTHER_DAYS,
    SHIFT_EMPTY,
    SHIFT_HALF,
    SHIFT_REST_TIMES,
)
from payroll.intake.records import CLEAN
from payroll.period import MINUTES_PER_DAY, NEIGHBOUR_DAYS, Period, iso_day, iso_minute
from payroll.problems import Problem
from payroll.tables import SourceFile, Tables

Found = tuple[Flags, list[Problem]]


def no_check(rows: Rows) -> Found:
    """Set nothing aside: the cells say it all."""
    return np.zeros(len(rows.frame), bool), []


def check_employees(rows: Rows, policies: Collection[str], assigned: Collection[str]) -> Found:
    """Check the order of an employee's dates, and that there is a policy.

    ``assigned`` are the ids of those to whom a row of ``assignments`` gives a policy.
    """
    frame = rows.frame
    clean = frame["fate"].to_numpy() == CLEAN
    hired, left, proven = (frame[name].to_numpy() for name in ("hire_date", "termination_date", "probation_end"))
    gone = clean & (left != EMPTY) & (left < hired)
    early = clean & ~gone & (proven != EMPTY) & (proven < hired)
    without = np.zeros(len(frame), bool)
    if len(policies) > 1:
        named = frame["employee_id"].isin(list(assigned)).to_numpy()
        without = clean & (frame["policy"] == "").to_numpy() & ~named

    def dates(column: Ints) -> Callable[[int], tuple[str, Details]]:
        return lambda position: (iso_day(column[position]), {"hired": iso_day(hired[position])})

    known = ", ".join(policies)
    problems = [
        *row_problems(rows, np.flatnonzero(gone), LEFT_BEFORE_HIRED, "termination_date", dates(left)),
        *row_problems(rows, np.flatnonzero(early), PROBATION_BEFORE_HIRED, "probation_end", dates(proven)),
        *row_problems(rows, np.flatnonzero(without), POLICY_MISSING, "policy", lambda _: ("", {"known": known})),
    ]
    return gone | early | without, problems


def check_shifts(rows: Rows) -> Found:
    """Check that a row of the rota list is a code, a day off, or two times."""
    frame = rows.frame
    clean = frame["fate"].to_numpy() == CLEAN
    start, end = (frame[name].to_numpy() != EMPTY for name in ("start", "end"))
    rest, code = (frame["shift"] == "rest").to_numpy(), (frame["shift"] != "").to_numpy()
    kinds = (
        (SHIFT_REST_TIMES, "shift", clean & rest & (start | end)),
        (SHIFT_EMPTY, "shift", clean & ~code & ~start & ~end),
        (SHIFT_HALF, "start", clean & ~code & (start != end)),
    )

    def say(position: int) -> tuple[str, Details]:
        return str(frame["shift"].iloc[position]), {}

    problems = [
        problem
        for kind, column, flags in kinds
        for problem in row_problems(rows, np.flatnonzero(flags), kind, column, say)
    ]
    return np.logical_or.reduce([flags for _, _, flags in kinds]), problems


def check_promotions(rows: Rows) -> Found:
    """Check that a row of the promotions is a code or two times: it adds a shift, never a day off."""
    wrong, problems = check_shifts(rows)
    rest = (rows.frame["fate"].to_numpy() == CLEAN) & (rows.frame["shift"] == "rest").to_numpy() & ~wrong
    problems += row_problems(rows, np.flatnonzero(rest), PROMOTION_REST, "shift", lambda _: ("rest", {}))
    return wrong | rest, problems


def check_leave(rows: Rows) -> Found:
    """Check that leave ends after it starts."""
    frame = rows.frame
    start, end = leave_bounds(frame)
    backwards = (frame["fate"].to_numpy() == CLEAN) & (end <= start)

    def say(position: int) -> tuple[str, Details]:
        last = frame["to"].iloc[position]
        shown = iso_day(last // 86400) if frame["to_bare"].iloc[position] else iso_minute(last // 60)
        return shown, {"start": iso_minute(start[position])}

    return backwards, row_problems(rows, np.flatnonzero(backwards), LEAVE_BACKWARDS, "to", say)


def leave_bounds(frame: pd.DataFrame) -> tuple[Ints, Ints]:
    """Return the first minute of each leave and the first after it: a bare end is its 24:00."""
    start = frame["from"].to_numpy() // 60
    end = frame["to"].to_numpy() // 60 + np.where(frame["to_bare"].to_numpy(), 1440, 0)
    return start, end


@dataclass(frozen=True, slots=True)
class PunchDays:
    """Of the punches of some employees: how many there are, the first and the last day, the file of the first one.

    ``within`` tells whether one is of the period or the days around it.
    """

    count: int
    first: int
    last: int
    within: bool
    source: SourceFile


def punch_days(tables: Tables, period: Period) -> PunchDays | None:
    """Return which days the punches are of, None if there are none."""
    days = tables.punches["time"].to_numpy() // MINUTES_PER_DAY
    if not len(days):
        return None
    within = (days >= period.first - NEIGHBOUR_DAYS) & (days <= period.last + NEIGHBOUR_DAYS)
    source = tables.files[tables.punches["file"].iloc[0]]
    return PunchDays(len(days), int(days.min()), int(days.max()), bool(within.any()), source)


def check_period(found: Sequence[PunchDays], period: Period) -> list[Problem]:
    """Warn if there are punches, but none in the period or the days around it."""
    if not found or any(each.within for each in found):
        return []
    details = {
        "count": str(sum(each.count for each in found)),
        "first": iso_day(period.first),
        "last": iso_day(period.last),
        "found_first": iso_day(min(each.first for each in found)),
        "found_last": iso_day(max(each.last for each in found)),
    }
    source = found[0].source
    return [Problem(PUNCHES_OF_OTHER_DAYS, source.file, source.sheet, details=details)]


def check_contracts(rows: Rows) -> Found:
    """Check that no contract ends before it starts."""
    frame = rows.frame
    start, end = frame["start"].to_numpy(), frame["end"].to_numpy()
    backwards = (frame["fate"].to_numpy() == CLEAN) & (end != EMPTY) & (end < start)

    def say(position: int) -> tuple[str, Details]:
        return iso_day(end[position]), {"start": iso_day(start[position])}

    return backwards, row_problems(rows, np.flatnonzero(backwards), CONTRACT_BACKWARDS, "end", say)


def check_complaints(rows: Rows) -> Found:
    """Warn of a decision before the complaint."""
    frame = rows.frame
    received, decided = frame["received_at"].to_numpy() // 60, frame["decided_at"].to_numpy() // 60
    early = (frame["fate"].to_numpy() == CLEAN) & (frame["decided_at"].to_numpy() != EMPTY) & (decided < received)

    def say(position: int) -> tuple[str, Details]:
        return iso_minute(decided[position]), {"received": iso_minute(received[position])}

    found = row_problems(rows, np.flatnonzero(early), DECIDED_BEFORE_RECEIVED, "decided_at", say)
    return np.zeros(len(frame), bool), found
