"""The month: from clean tables and dated policies to ledger lines. Nothing here reads or writes anything.

The steps, in order::

    arrange    rota, calendar, swaps                  everybody together
    attend     punches and leave -> verdicts          any part of the employees
    settle     rules and guard -> ledger lines        any part of the employees

``conclude`` settles everybody and puts the month together; ``judge`` is all of it.

Employees depend on each other only through swaps: a shift changes hands (``arrange``), and a shift that
nobody worked can cost the one who gave it away (``Attended.empty`` of all parts goes to ``settle``). So
``attend`` and ``settle`` give the same lines for any split of the employees.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.ambiguous_ids import ambiguous_ids, repeated_ids
from payroll.month.attendance import IS_UNCLEAR, Attendance, judge_attendance
from payroll.month.complaints import Complaints, judge_complaints
from payroll.month.context import Dispositions, Month, dispositions_of, problem_at, records
from payroll.month.coverage import coverage_of, coverage_problems
from payroll.month.empty_shifts import EmptyShift, empty_shifts
from payroll.month.entries import joined
from payroll.month.events import Events, check_events
from payroll.month.facts import Facts, LaterRule, Rule
from payroll.month.guard import guard
from payroll.month.kinds import PUNCH_NO_SHIFT, PUNCH_OUTSIDE_EMPLOYMENT, UNCLEAR
from payroll.month.law.contracts import law_problems
from payroll.month.law.verdicts import Verdicts
from payroll.month.rota import build_rota
from payroll.month.rules.absence import ABSENCE
from payroll.month.rules.absence_limit import absence_limit_entries
from payroll.month.rules.additions import addition_entries
from payroll.month.rules.carried import carried_entries, carried_problems
from payroll.month.rules.commission import commission_entries
from payroll.month.rules.company import company_entries
from payroll.month.rules.complaints import complaint_entries
from payroll.month.rules.daily_report import daily_report_entries
from payroll.month.rules.discipline import discipline_entries
from payroll.month.rules.early_departure import EARLY_DEPARTURE
from payroll.month.rules.full_attendance import full_attendance_entries
from payroll.month.rules.handover import handover_entries
from payroll.month.rules.handover_record import handover_record_entries
from payroll.month.rules.incidents import incident_entries
from payroll.month.rules.lateness import LATENESS
from payroll.month.rules.leave_notice import leave_notice_entries
from payroll.month.rules.meetings import meeting_entries
from payroll.month.rules.missing_punch import MISSING_PUNCH
from payroll.month.rules.occurrences import occurrence_rule
from payroll.month.rules.part_month import part_month_entries
from payroll.month.rules.probation import probation_entries
from payroll.month.rules.probation_pay import probation_pay_entries
from payroll.month.rules.response_times import response_time_entries
from payroll.month.rules.scorecard import scorecard_entries
from payroll.month.rules.swap_breaches import swap_entries
from payroll.month.swaps import SwapOutcome, apply_swaps
from payroll.month.words import shift_text
from payroll.period import MINUTES_PER_DAY, iso_day, iso_minute
from payroll.problems import Problem
from payroll.tables import ROW_OUT_OF_SCOPE, ROW_SET_ASIDE, ROW_USED

RULES: tuple[Rule, ...] = (
    *map(occurrence_rule, (LATENESS, EARLY_DEPARTURE, ABSENCE, MISSING_PUNCH)),
    swap_entries,
    handover_entries,
    complaint_entries,
    probation_entries,
    leave_notice_entries,
    incident_entries,
    daily_report_entries,
    handover_record_entries,
    meeting_entries,
    addition_entries,
    scorecard_entries,
    response_time_entries,
    commission_entries,
    full_attendance_entries,
    carried_entries,
    part_month_entries,
    probation_pay_entries,
)
"""All rules, each a module of ``payroll.month.rules``. The ledger puts their entries in order."""

LATER_RULES: tuple[LaterRule, ...] = (discipline_entries, absence_limit_entries)
"""Rules that look at the entries so far, one after the other; the guard comes after them."""


_ALWAYS_USED = (
    "employees",
    "wages",
    "assignments",
    "contracts",
    "acknowledgements",
    "carried",
)
"""Tables of which every clean row counts."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """Who works when, swaps applied, and which events of the other tables count."""

    month: Month
    swaps: SwapOutcome
    events: Events
    rota_dispositions: Dispositions
    rota_problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Attended:
    """The attendance of some employees, and the swapped shifts that stayed empty."""

    attendance: Attendance
    empty: tuple[EmptyShift, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """The entries of some employees (``payroll.month.entries``), what the law says of them by their positions.

    ``complaints`` tells what became of their complaints; ``problems`` are those of the company's own rules
    and of lines that would have the same id.
    """

    entries: pd.DataFrame
    verdicts: Verdicts
    complaints: Complaints
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A month, judged: entries, what the law says of them, attendance, swaps, problems, what became of every row."""

    entries: pd.DataFrame
    verdicts: Verdicts
    attendance: Attendance
    swaps: SwapOutcome
    dispositions: Dispositions
    problems: tuple[Problem, ...]


def judge(month: Month) -> Judged:
    """Judge a whole month at once."""
    arranged = arrange(month)
    return conclude(arranged, attend(arranged.month, arranged.swaps.shifts))


def conclude(arranged: Arranged, attended: Attended) -> Judged:
    """Settle a whole month of which the attendance is judged, and put it together."""
    month = arranged.month
    settled = settle(arranged, attended, attended.empty)
    dispositions = {
        **arranged.rota_dispositions,
        "swaps": arranged.swaps.dispositions,
        "punches": used_punches(attended.attendance),
        "complaints": settled.complaints.dispositions,
        **fates_of_records(month, arranged.events),
    }
    of_plan = (*arranged.rota_problems, *arranged.swaps.problems)
    of_attendance = attendance_problems(month, attended.attendance)
    of_attendance += coverage_problems([coverage_of(month, attended.attendance)])
    of_records = problems_of_records(month, arranged.events)
    problems = (*of_plan, *of_attendance, *settled.problems, *settled.complaints.problems, *of_records)
    return Judged(settled.entries, settled.verdicts, attended.attendance, arranged.swaps, dispositions, problems)


def fates_of_records(month: Month, events: Events) -> Dispositions:
    """Return what becomes of the rows of the tables that are judged alone, whatever the rota and the punches say."""
    return {
        **events.dispositions,
        "decisions": fates_of_decisions(month),
        **{name: dispositions_of(getattr(month.tables, name)) for name in _ALWAYS_USED},
    }


def problems_of_records(month: Month, events: Events) -> tuple[Problem, ...]:
    """Return the problems of these tables."""
    return (*ambiguous_ids(month), *events.problems, *carried_problems(month), *law_problems(month))


def used_punches(attendance: Attendance) -> npt.NDArray[np.int8]:
    """Return what becomes of each punch: those in the window of a shift of the period are used."""
    of_period = attendance.punch_shift == 2
    return np.where(of_period, ROW_USED, ROW_OUT_OF_SCOPE).astype(np.int8)


def fates_of_decisions(month: Month) -> npt.NDArray[np.int8]:
    """Return what becomes of people's decisions: those on lines of another month are left to that one."""
    entry = month.tables.decisions["entry_id"]
    of_month = entry.str.startswith(f"{month.period.name}/").to_numpy(bool)
    return np.where(of_month, ROW_USED, ROW_OUT_OF_SCOPE).astype(np.int8)


def arrange(month: Month, told: npt.NDArray[np.bool_] | None = None, events: Events | None = None) -> Arranged:
    """Build the rota, apply the swaps, and check the dated events of the other tables.

    Of a part of the employees, ``told`` marks those of whom problems that count rows or people are told (default:
    all), and ``events`` says what was found of their events when everybody's were checked.
    """
    events = check_events(month) if events is None else events
    of_leave = events.dispositions["leave"]
    leave = month.tables.leave[of_leave == ROW_USED]
    aside = month.tables.leave[of_leave == ROW_SET_ASIDE]
    unclear = pd.concat([month.tables.unclear, _days_of_leave(month, aside)])
    usable = replace(month, tables=replace(month.tables, leave=leave, unclear=unclear))
    rota = build_rota(month, told)
    swaps = apply_swaps(month, rota.shifts)
    of_rota = {"shifts": rota.dispositions, "promotions": rota.promotions}
    return Arranged(usable, swaps, events, of_rota, rota.problems)


def _days_of_leave(month: Month, leave: pd.DataFrame) -> pd.DataFrame:
    """Return employee and date of each day of leave that was set aside: it must not become an absence (4.6)."""
    days = [
        (row["employee"], day)
        for row in records(leave)
        for day in range(
            max(row["start"] // MINUTES_PER_DAY, month.zone_first),
            min((row["end"] - 1) // MINUTES_PER_DAY, month.zone_last) + 1,
        )
    ]
    return pd.DataFrame(days, columns=["employee", "date"], dtype="int32")


def with_unclear(arranged: Arranged, unclear: pd.DataFrame) -> Arranged:
    """Return the same with more of whose shifts cannot be judged: employee and date (4.6)."""
    tables = arranged.month.tables
    more = replace(tables, unclear=pd.concat([tables.unclear, unclear], ignore_index=True))
    return replace(arranged, month=replace(arranged.month, tables=more))


def attend(month: Month, shifts: pd.DataFrame) -> Attended:
    """Judge the attendance of ``shifts``: the rota after swaps of any part of the employees."""
    attendance = judge_attendance(month, shifts)
    return Attended(attendance, empty_shifts(month, attendance))


def settle(
    arranged: Arranged, attended: Attended, empty: Iterable[EmptyShift], employees: npt.NDArray[np.bool_] | None = None
) -> Settled:
    """Apply all rules to the employees that ``employees`` marks (default: all).

    ``attended`` is their attendance; ``empty`` the empty shifts of everybody.
    """
    month = arranged.month if employees is None else _part(arranged.month, employees)
    complaints = judge_complaints(month)
    facts = Facts(month, attended.attendance, arranged.swaps, tuple(empty), complaints, arranged.events.dispositions)
    lines = joined(rule(facts) for rule in RULES)
    problems: list[Problem] = []
    for own in month.company_rules:
        found, wrong = company_entries(facts, own)
        lines = joined([lines, found])
        problems += wrong
    if employees is not None:
        lines = lines[employees[lines["employee"].to_numpy()]]
    for later in LATER_RULES:
        lines = joined([lines, later(facts, lines)])
    guarded = guard(facts, lines)
    lines = joined([lines, guarded.reliefs])  # the positions of the others stay
    problems += repeated_ids(month, lines)
    return Settled(lines, guarded.verdicts, complaints, tuple(problems))


def _part(month: Month, employees: npt.NDArray[np.bool_]) -> Month:
    complaints = month.tables.complaints
    own = complaints[employees[complaints["employee"].to_numpy()]]
    return replace(month, tables=replace(month.tables, complaints=own))


def attendance_problems(month: Month, attendance: Attendance) -> list[Problem]:
    """Warn of punches that belong to no shift, and of shifts that cannot be judged."""
    return [*_stray_punches(month, attendance), *_unclear_shifts(month, attendance)]


def _stray_punches(month: Month, attendance: Attendance) -> list[Problem]:
    punches = month.tables.punches
    stray = punches[attendance.punch_shift == 0]
    day = (stray["time"] // MINUTES_PER_DAY).to_numpy()
    stray, day = stray[month.in_period(day)], day[month.in_period(day)]
    employed = month.facts.employed(stray["employee"].to_numpy(), day)
    problems = []
    for row, inside in zip(records(stray), employed.tolist(), strict=True):
        kind = PUNCH_NO_SHIFT if inside else PUNCH_OUTSIDE_EMPLOYMENT
        details = month.employment(row["employee"])
        problems.append(problem_at(kind, month.tables.files, row, "time", iso_minute(row["time"]), details))
    return problems


def _unclear_shifts(month: Month, attendance: Attendance) -> list[Problem]:
    shifts = attendance.shifts
    unclear = (shifts["verdict"].to_numpy() == IS_UNCLEAR) & month.in_period(shifts["date"].to_numpy())
    problems = []
    for row in records(shifts[unclear]):
        value, details = shift_text(row["start"], row["end"]), month.employment(row["employee"])
        if row["file"] >= 0:
            of_day = {**details, "day": iso_day(row["date"])}
            problems.append(problem_at(UNCLEAR, month.tables.files, row, "date", value, of_day))
        else:
            problems.append(Problem(UNCLEAR, value=value, details=details))
    return problems
