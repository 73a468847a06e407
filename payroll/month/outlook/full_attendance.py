"""Full attendance: who can still earn the award, who loses it with the next lateness, who has lost it (section 17).

The shifts that do not count yet are taken as attended; leave that is approved for them stands in the way already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from payroll.language import EMPTY, PAUSE, Text
from payroll.money import plain
from payroll.month.attendance import ABSENT, EARLY, LATE, MISSING_IN, MISSING_OUT, Attendance
from payroll.month.lookup import last_days_employed
from payroll.month.outlook.ahead import Ahead, Urgency
from payroll.month.outlook.so_far import SoFar
from payroll.month.rules.full_attendance import full_attendance_entries
from payroll.month.words import clause_text
from payroll.policy.reward_rules import FullAttendanceRule

_COUNTED: Mapping[Text, int] = {
    Text.template("late: {count} ({allowed} allowed)"): LATE,
    Text.template("absent: {count}"): ABSENT,
    Text.template("left early: {count}"): EARLY,
    Text.template("a punch missing: {count}"): MISSING_IN | MISSING_OUT,
}


def full_attendance_ahead(so_far: SoFar) -> Iterator[Ahead]:
    """Yield a finding for everybody under the rule who is employed in the whole period and has a shift so far."""
    month = so_far.month
    if not any(version.rules.full_attendance for version in month.policies.versions):
        return
    entries = full_attendance_entries(replace(so_far.facts, attendance=_if_all_goes_well(so_far)))
    certain = set(entries["employee"].to_numpy()[(entries["action"] == "").to_numpy()].tolist())
    in_doubt = set(entries["employee"].tolist()) - certain
    people = _concerned(so_far)
    version = month.facts.version(people, last_days_employed(month.facts.left, month.period)[people])
    counts = {bits: _count(so_far, bits) for bits in _COUNTED.values()}
    for employee, index in zip(people.tolist(), version.tolist(), strict=True):
        rule = month.facts.rules(index).full_attendance if index >= 0 else None
        if rule is None or employee in in_doubt:
            continue
        own = {bits: int(count[employee]) for bits, count in counts.items()}
        amount = plain(rule.amount, month.places)
        yield _still(employee, rule, own[LATE], amount) if employee in certain else _lost(employee, rule, own, amount)


def _if_all_goes_well(so_far: SoFar) -> Attendance:
    """Return the attendance in which every shift that does not count yet is attended."""
    verdict = np.zeros(len(so_far.whole), np.uint8)
    known = so_far.facts.attendance.shifts
    verdict[known.index.to_numpy()] = known["verdict"].to_numpy()
    return replace(so_far.facts.attendance, shifts=so_far.whole.assign(verdict=verdict))


def _count(so_far: SoFar, bits: int) -> npt.NDArray[np.int64]:
    """Return how many shifts of the period so far have one of these verdicts, for each employee."""
    shifts = so_far.facts.attendance.shifts
    inside = so_far.month.in_period(shifts["date"].to_numpy())
    found = inside & ((shifts["verdict"].to_numpy() & bits) != 0)
    return np.bincount(shifts["employee"].to_numpy()[found], minlength=len(so_far.month.tables.employees))


def _concerned(so_far: SoFar) -> npt.NDArray[np.intp]:
    month, shifts = so_far.month, so_far.facts.attendance.shifts
    started = shifts["employee"].to_numpy()[month.in_period(shifts["date"].to_numpy())]
    whole = (month.facts.hired <= month.period.first) & (month.facts.left >= month.period.last)
    return np.flatnonzero(whole & np.isin(np.arange(len(whole)), started))


def _still(employee: int, rule: FullAttendanceRule, late: int, amount: str) -> Ahead:
    """Return who can still earn the award; the next lateness loses it if as many as are allowed have happened."""
    is_last, clause = late >= rule.late_allowed, clause_text(rule.clause)
    loses = Text.of(", the next one loses it") if is_last else EMPTY
    return Ahead(
        employee=employee,
        urgency=Urgency.DEARER if is_last and late else Urgency.SAME,
        rule="full-attendance",
        count=late,
        cost=rule.amount if is_last else 0,
        text=Text.of(
            "the award of {amount} for full attendance can still be earned: late {late}, allowed "
            "{late_allowed}{loses}{clause}",
            amount=amount,
            late=late,
            late_allowed=rule.late_allowed,
            loses=loses,
            clause=clause,
        ),
    )


def _lost(employee: int, rule: FullAttendanceRule, own: Mapping[int, int], amount: str) -> Ahead:
    """Return who has lost the award, and by what; without any of these it is leave."""
    told = [
        words.filled(count=own[bits], allowed=rule.late_allowed)
        for words, bits in _COUNTED.items()
        if own[bits] > (rule.late_allowed if bits == LATE else 0)
    ] or [Text.of("on leave")]
    clause = clause_text(rule.clause)
    why = PAUSE.join(told)
    return Ahead(
        employee=employee,
        urgency=Urgency.SAME,
        rule="full-attendance",
        count=own[LATE],
        text=Text.of(
            "the award of {amount} for full attendance is lost: {why}{clause}", amount=amount, why=why, clause=clause
        ),
    )
