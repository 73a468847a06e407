"""Dated events of the period: which rows count, and which lie outside the employment (rules, section 9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.context import Dispositions, Month, dispositions_of, problem_at, records
from payroll.month.counted import version_problems
from payroll.month.history import check_history
from payroll.month.kinds import EVENT_OUTSIDE_EMPLOYMENT
from payroll.month.records_kept import not_given
from payroll.month.rules.incidents import check_incidents
from payroll.month.rules.meetings import check_meetings
from payroll.month.rules.response_times import check_chats
from payroll.month.score_checks import check_scores
from payroll.period import MINUTES_PER_DAY, iso_day
from payroll.problems import Problem
from payroll.tables import ROW_OUT_OF_SCOPE, ROW_SET_ASIDE, ROW_USED


@dataclass(frozen=True, slots=True)
class Events:
    """What became of each row of the tables of dated events, by table, and the problems found."""

    dispositions: Dispositions
    problems: tuple[Problem, ...]


def check_events(month: Month) -> Events:
    """Decide which rows of ``leave``, ``history`` and of the ``DATED`` tables count in the period."""
    leave, problems = _check_leave(month)
    dispositions = {"leave": leave}
    dispositions["history"], found = check_history(month)
    problems += found
    for name, column in DATED.items():
        dispositions[name], found = _check_dated(month, getattr(month.tables, name), column)
        problems += found
        if check := _CHECKS.get(name):
            problems += check(month, dispositions[name], dispositions[name] == ROW_USED)
    return Events(dispositions, tuple(problems))


DATED: Mapping[str, str] = {
    "incidents": "date",
    "additions": "date",
    "reports": "date",
    "handovers": "date",
    "meetings": "date",
    "scores": "date",
    "chats": "time",
    "sales": "date",
}
"""The tables of dated events, and the column (of days, or of minutes) that tells when each was."""

_CHECKS: Mapping[str, Callable[[Month, npt.NDArray[np.int8], npt.NDArray[np.bool_]], list[Problem]]] = {
    "incidents": check_incidents,
    "meetings": check_meetings,
    "reports": lambda month, *_: not_given(month, "reports", "daily_report", lambda rules: rules.daily_report),
    "handovers": lambda month, *_: not_given(
        month, "handovers", "handover_record", lambda rules: rules.handover_record
    ),
    "scores": check_scores,
    "chats": check_chats,
}
"""What else is checked of the rows of a table that are usable: sets aside in the dispositions those in error."""


def _check_leave(month: Month) -> tuple[npt.NDArray[np.int8], list[Problem]]:
    """Approved leave counts where it reaches into the days around the period."""
    table = month.tables.leave
    dispositions = dispositions_of(table, ROW_OUT_OF_SCOPE)
    day = (table["start"] // MINUTES_PER_DAY).to_numpy(np.int32)
    approved = (table["status"] == "approved").to_numpy()
    reaches = (day <= month.zone_last) & (table["end"] > month.zone_first * MINUTES_PER_DAY).to_numpy()
    dispositions[approved & reaches] = ROW_USED
    return dispositions, _set_aside(
        month, table.assign(date=day), approved & month.in_period(day), dispositions, "from"
    )


def _check_dated(month: Month, table: pd.DataFrame, column: str) -> tuple[npt.NDArray[np.int8], list[Problem]]:
    dispositions = dispositions_of(table, ROW_OUT_OF_SCOPE)
    if table.empty:
        return dispositions, []
    if column != "date":
        table = table.assign(date=(table[column] // MINUTES_PER_DAY).astype(np.int32))
    inside = month.in_period(table["date"].to_numpy())
    dispositions[inside] = ROW_USED
    return dispositions, _set_aside(month, table, inside, dispositions, column)


def _set_aside(
    month: Month,
    table: pd.DataFrame,
    concerned: npt.NDArray[np.bool_],
    dispositions: npt.NDArray[np.int8],
    column: str,
) -> list[Problem]:
    """Set aside the rows of the period outside the employment, or on a day without a version in force."""
    employee, day = table["employee"].to_numpy(), table["date"].to_numpy()
    outside = concerned & ~month.facts.employed(employee, day)
    without = concerned & ~outside & (month.facts.version(employee, day) < 0)
    dispositions[outside | without] = ROW_SET_ASIDE
    problems = [
        problem_at(
            EVENT_OUTSIDE_EMPLOYMENT,
            month.tables.files,
            row,
            column,
            iso_day(row["date"]),
            month.employment(row["employee"]),
        )
        for row in records(table[outside])
    ]
    return problems + version_problems(month, table[without], column)
