"""The award for full attendance (rules, section 17)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import EMPTY, Text
from payroll.money import plain
from payroll.month.attendance import ABSENT, EARLY, IS_UNCLEAR, LATE, MISSING_IN, MISSING_OUT, Attendance
from payroll.month.context import Month, chosen
from payroll.month.entries import joined, no_entries
from payroll.month.facts import Facts
from payroll.month.rules.last_day import LastDays, Said, last_days, month_lines
from payroll.month.words import TextColumn, numbers
from payroll.policy.reward_rules import FullAttendanceRule

REVIEW = "full-attendance-review"
_ATTENDED = Text.template("full attendance: {shifts} shifts, {late} late ({allowed} allowed)")
_AWARD = Text.template(", award {amount}")
_DOUBT = Text.template(", {unclear} to be checked; whether the award of {amount} is due, a person decides")


def full_attendance_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for everybody who attended in full, or may have if the unclear shifts are cleared up."""
    if not any(policy.rules.full_attendance for policy in facts.month.policies.versions):
        return no_entries()
    return joined(_entries(facts.month, facts.attendance))


def _entries(month: Month, attendance: Attendance) -> Iterator[pd.DataFrame]:
    shifts = chosen(attendance.shifts, month.in_period(attendance.shifts["date"].to_numpy()))
    employee, verdict = shifts["employee"].to_numpy(), shifts["verdict"].to_numpy()

    def count(bits: int) -> npt.NDArray[np.int64]:
        return np.bincount(employee[(verdict & bits) != 0], minlength=len(month.tables.employees))

    whole = (month.facts.hired <= month.period.first) & (month.facts.left >= month.period.last)
    in_full = whole & (count(ABSENT | EARLY | MISSING_IN | MISSING_OUT) == 0)
    shifts_of = np.bincount(employee, minlength=len(in_full))
    days = last_days(month, np.flatnonzero(in_full & (shifts_of > 0)))
    counts = {"shifts": shifts_of, "late": count(LATE), "unclear": count(IS_UNCLEAR)}
    counts = {name: column[days.employee] for name, column in counts.items()}
    for rules, under in days.by_rules(month):
        rule = rules.full_attendance
        if rule is None:
            continue
        attended = under & (counts["late"] <= rule.late_allowed)
        attended &= ~np.isin(days.employee, _on_leave(month, attendance, rule))
        for doubtful in (False, True):
            group = attended & ((counts["unclear"] > 0) == doubtful)
            if group.any():
                told = {name: numbers(column[group]) for name, column in counts.items()}
                yield _awards(month, rule, days.where(group), told, doubtful=doubtful)


def _on_leave(month: Month, attendance: Attendance, rule: FullAttendanceRule) -> list[int]:
    """Return who has leave, of a kind that is not excused, that covers all or part of a shift of the period."""
    kinds = month.tables.leave["kind"]
    excused = set(kinds.index[kinds.isin(rule.excused_kinds)].tolist())
    touched = [shift for shift, leave in attendance.leave.items() if not excused.issuperset(leave)]
    shifts = attendance.shifts.iloc[touched]
    people: list[int] = shifts.loc[month.in_period(shifts["date"].to_numpy()), "employee"].tolist()
    return people


def _awards(
    month: Month, rule: FullAttendanceRule, days: LastDays, counts: Mapping[str, TextColumn], *, doubtful: bool
) -> pd.DataFrame:
    """Return the entries of those who get the award, or of those of whom a person decides."""
    end = _DOUBT if doubtful else _AWARD
    stated = {"allowed": str(rule.late_allowed), "amount": plain(rule.amount, month.places)}
    policies = [policy.file for policy in month.policies.versions]
    said = Said(
        EMPTY.join((_ATTENDED, end)),
        {**counts, **stated},
        policies[int(days.version[0])],  # all are under one version
        REVIEW if doubtful else "",
    )
    amount = np.full(len(days.employee), 0 if doubtful else rule.amount, np.int64)
    return month_lines(month, ("full-attendance", rule.clause), days, amount, said)
