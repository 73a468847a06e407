"""Where clocks and we differ, and the likely reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace

import numpy as np
import pandas as pd

from payroll.month.attendance import ABSENT, IS_UNCLEAR, ON_LEAVE, Attendance
from payroll.month.context import Month
from payroll.period import NO_DAY
from payroll.second_opinion.difference import Difference, difference_of
from payroll.second_opinion.opinions import FIGURES, SOME, Opinion, Ours, opinions_of, ours_by_day


def clock_differences(month: Month, attendance: Attendance, verdicts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return where clocks and we differ on the period: the columns of ``Difference``, by employee, day and source.

    ``verdicts``: file -> what its clock says (``payroll.intake.readers.rows.verdict_frame``): sheet, row,
    employee, name, date (``2026-10-08``, "" for all of the file's period), shift, result, and ``FIGURES``
    (Int64). A figure that a clock does not give is not compared, nor a day of which it says nothing.
    """
    opinions = [each for file, frame in verdicts.items() for each in opinions_of(file, frame)]
    opinions = [
        each for each in opinions if each.date == NO_DAY or month.period.first <= each.date <= month.period.last
    ]
    employees = {employee: place for place, employee in enumerate(month.tables.employees["employee_id"].tolist())}
    found = list(_unknown([each for each in opinions if each.employee not in employees]))
    known = [(employees[each.employee], each) for each in opinions if each.employee in employees]
    ours = ours_by_day(month, attendance, known)
    off = _days_off(month, attendance)
    for employee, said in known:
        us = ours.get((employee, said.date), Ours((), dict.fromkeys(FIGURES, 0)))
        if not _agree(said, us):
            reason = _reason(month, employee, said, us, off.get((employee, said.date), "no-shift"))
            found.append(difference_of(month, employee, said, us, reason))
    found.sort(key=lambda each: (each.employee_id, each.date, each.source))
    return _frame(found)


def _frame(found: Sequence[Difference]) -> pd.DataFrame:
    columns = {each.name: [getattr(one, each.name) for one in found] for each in fields(Difference)}
    numbers = [each.name for each in fields(Difference) if each.type == "int"]
    texts = [name for name in columns if name not in numbers]
    return pd.DataFrame(columns).astype({**dict.fromkeys(numbers, "int32"), **dict.fromkeys(texts, "str")})


def _unknown(opinions: Sequence[Opinion]) -> Iterator[Difference]:
    """Yield one line for each person of a file whom we do not know, at the first place that names them."""
    seen: set[tuple[str, str]] = set()
    for said in opinions:
        who = (said.employee, said.source.rpartition(":")[0])
        if who not in seen:
            seen.add(who)
            silent = dict.fromkeys(FIGURES, None)
            once = replace(said, date=NO_DAY, shift="", result="", figures=silent)
            yield difference_of(None, -1, once, Ours((), {}), "unknown-person")


def _days_off(month: Month, attendance: Attendance) -> dict[tuple[int, int], str]:
    """Return why somebody has no shift on a day, where there is more to say than that: a day off, a swap."""
    rota, shifts = month.tables.shifts, attendance.shifts
    rest = rota[(rota["shift"] == "rest").to_numpy()]
    off = dict.fromkeys(zip(rest["employee"].tolist(), rest["date"].tolist(), strict=True), "rest-day")
    moved = shifts[shifts["swap"].to_numpy() >= 0]
    return off | dict.fromkeys(zip(moved["owner"].tolist(), moved["date"].tolist(), strict=True), "swap")


def _agree(said: Opinion, us: Ours) -> bool:
    """Tell whether the clock finds what we find, as far as it says anything; shares of a day are not compared."""
    return not any(_differs(name, theirs, us) for name, theirs in said.figures.items())


def _differs(name: str, theirs: int | None, us: Ours) -> bool:
    mine = us.figures[name]
    if theirs is None or (name == "missing_punches" and us.any(ABSENT)):  # no punch at all is an absence here
        return False
    if name == "absent_minutes" or theirs == SOME or not theirs:
        return bool(theirs) != bool(mine)
    return theirs != mine


def _reason(month: Month, employee: int, said: Opinion, us: Ours, off: str) -> str:
    if not us.shifts:
        return _reason_without_shift(month, employee, said, off)
    if us.any(IS_UNCLEAR):
        return "unclear"
    if us.any(ON_LEAVE) or any(row["left"] < row["end"] - row["start"] for row in us.shifts):
        return "leave"
    if any(row["swap"] >= 0 for row in us.shifts):
        return "swap"
    about_punches = _differs("missing_punches", said.figures["missing_punches"], us)
    if about_punches or (us.any(ABSENT) and said.figures["missing_punches"]):
        return "missing-punch"
    return "other-rule"


def _reason_without_shift(month: Month, employee: int, said: Opinion, off: str) -> str:
    day = said.date
    if day != NO_DAY and not month.facts.employed(np.array([employee]), np.array([day]))[0]:
        return "not-employed"
    version = month.facts.one_version(employee, day) if day != NO_DAY else -1
    if off == "no-shift" and version >= 0 and month.facts.rules(version).calendar:
        return "rest-day"  # a day that the calendar leaves off
    return off
