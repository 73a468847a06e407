"""What the rules about kept records share: the days worked, days in doubt, and tables that are not there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.attendance import ABSENT, IS_UNCLEAR, ON_LEAVE, Attendance
from payroll.month.context import Month
from payroll.month.kinds_records import RECORDS_NOT_GIVEN
from payroll.month.lookup import Ints, day_key
from payroll.period import NO_DAY
from payroll.policy.model import OccurrenceRule, Rules
from payroll.problems import Problem
from payroll.tables import TABLES

_NOT_WORKED = ABSENT | ON_LEAVE | IS_UNCLEAR


@dataclass(frozen=True, slots=True)
class DaysWorked:
    """The days worked under a version with a rule (rules, section 12), by employee and date.

    Of each day: ``employee``, ``date``, ``version``, ``key`` (both as one number, ascending), ``count`` (shifts
    worked) and ``end`` (int64 minute at which the last of them ends, by the rota). ``shifts`` are the positions of
    these shifts in the attendance, ``day_of`` the day of each.
    """

    employee: npt.NDArray[np.int32]
    date: npt.NDArray[np.int32]
    version: npt.NDArray[np.int32]
    key: npt.NDArray[np.int64]
    count: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    shifts: npt.NDArray[np.intp]
    day_of: npt.NDArray[np.intp]

    def of_rows(self, rows: pd.DataFrame) -> npt.NDArray[np.intp]:
        """Return the day that each row (employee, date) is about, -1 where it is none of these."""
        wanted = day_key(rows["employee"].to_numpy(), rows["date"].to_numpy())
        if not len(self.key):
            return np.full(len(wanted), -1, np.intp)
        found = np.minimum(np.searchsorted(self.key, wanted), len(self.key) - 1)
        return np.where(self.key[found] == wanted, found, -1)


def days_worked(month: Month, attendance: Attendance, rules: Sequence[OccurrenceRule | None]) -> DaysWorked:
    """Return the days of the period that are worked under a version with a rule; ``rules`` holds that of each."""
    shifts = attendance.shifts
    employee, date, version = (shifts[name].to_numpy() for name in ("employee", "date", "version"))
    has_rule = np.array([rule is not None for rule in rules] + [False])
    worked = month.in_period(date) & (shifts["verdict"].to_numpy() & _NOT_WORKED == 0) & has_rule[version]
    found = np.flatnonzero(worked)
    key = day_key(employee[found], date[found])  # ascending: shifts are in the order of employee and start
    last = np.flatnonzero(np.append(key[1:] != key[:-1], True)[: len(key)])
    count = np.diff(last, prepend=-1)
    of_day = found[last]
    return DaysWorked(
        employee=employee[of_day],
        date=date[of_day],
        version=version[of_day],
        key=key[last],
        count=count,
        end=shifts["end"].to_numpy()[of_day].astype(np.int64),
        shifts=found,
        day_of=np.repeat(np.arange(len(last)), count),
    )


def in_doubt(month: Month, table: str, employee: Ints, date: Ints) -> npt.NDArray[np.bool_]:
    """Tell for which employees and dates a row of a table of records was set aside, or may have been."""
    doubtful = month.tables.doubtful.get(table)
    return np.zeros(len(employee), bool) if doubtful is None else among(doubtful, employee, date)


def among(days: pd.DataFrame, employee: Ints, date: Ints) -> npt.NDArray[np.bool_]:
    """Tell which employees and dates are among ``days`` (employee, date; NO_DAY for the whole period)."""
    if days.empty:
        return np.zeros(len(employee), bool)
    undated = (days["date"] == NO_DAY).to_numpy()
    keys = day_key(days["employee"].to_numpy()[~undated], days["date"].to_numpy()[~undated])
    whole = np.isin(employee, days["employee"].to_numpy()[undated])
    return np.isin(day_key(employee, date), keys) | whole


def not_given(month: Month, table: str, rule: str, rule_of: Callable[[Rules], object]) -> list[Problem]:
    """Warn once if the data lacks a table that a rule needs which somebody is under in the period."""
    if table in month.tables.given:
        return []
    concerned = np.array([rule_of(version.rules) is not None for version in month.policies.versions])
    if not concerned.any():
        return []
    used = np.flatnonzero(concerned & _in_use(month))
    if not len(used):
        return []
    name = next(each.zh for each in TABLES if each.name == table)
    details = {"policy": month.policies.versions[int(used[0])].label, "rule": rule, "name": name}
    return [Problem(RECORDS_NOT_GIVEN, value=table, details=details)]


def _in_use(month: Month) -> npt.NDArray[np.bool_]:
    """Tell under which versions somebody is on some day of the period."""
    used = np.zeros(len(month.policies.versions) + 1, bool)
    everyone = np.arange(len(month.tables.employees), dtype=np.int32)
    for day in range(month.period.first, month.period.last + 1):
        column = np.full(len(everyone), day, np.int32)
        employed = month.facts.employed(everyone, column)
        used[month.facts.version(everyone[employed], column[employed])] = True
    return used[:-1]
