"""A vocabulary for months, so that tests read like the rules.

The functions named after the tables make their rows, ``a_month`` makes a month of them, and what it
comes to is asked with ``lines``, ``attendance``, ``verdicts`` and ``problems``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from payroll.language import Text
from payroll.money import plain
from payroll.month.attendance import verdict_text
from payroll.month.context import Month
from payroll.month.context import records as rows_of
from payroll.month.month import Judged, judge
from payroll.period import NO_DAY, iso_day, iso_minute
from payroll.policy.law import laws_of
from payroll.policy.model import OccurrenceRule, Policies, PolicyVersion, Price, Rules, ShiftTimes, Tier
from tests.month_frames import Row, day, ledger_lines, month_from_rows

FIRST_VERSION = "2020-01-01"


# Policies --------------------------------------------------------------------------------------------

BARE = Rules(
    title=Text("测试制度", "Test rules"),
    currency="CNY",
    timezone="Asia/Shanghai",
    source="a test",
    shifts={
        "office": ShiftTimes(510, 1050),  # 08:30 to 17:30
        "evening": ShiftTimes(1110, 1440),  # 18:30 to 24:00
        "night": ShiftTimes(1320, 1800),  # 22:00 to 06:00
    },
)
"""A policy that knows three shifts and judges nothing; tests add the rule they are about."""


def cents(amount: str, places: int = 2) -> int:
    """Return an amount in minor units: ``cents("12.50") == 1250``."""
    return int(Decimal(amount).scaleb(places))


def hourly(number: str, *, occurrence: int = 1, minutes: int = 0) -> Tier:
    """Return a tier of so many hourly wages for each hour."""
    return Tier(occurrence, minutes, Price(hourly_wages=Decimal(number)))


def percent(rate: str, *, occurrence: int = 1, minutes: int = 0) -> Tier:
    """Return a tier of a percentage of the base wage."""
    return Tier(occurrence, minutes, Price(percent_of_base=Decimal(rate)))


def flat(amount: str, *, occurrence: int = 1, minutes: int = 0) -> Tier:
    """Return a tier of a fixed amount."""
    return Tier(occurrence, minutes, Price(amount=cents(amount)))


def daily(number: str, *, occurrence: int = 1) -> Tier:
    """Return a tier of so many daily wages."""
    return Tier(occurrence, 0, Price(daily_wages=Decimal(number)))


PRICED_BY_FIVE = OccurrenceRule(tiers=(flat("5"),))
"""Each occurrence costs 5."""


def version(rules: Rules, since: str = FIRST_VERSION, policy: str = "office") -> PolicyVersion:
    """Return a dated version of a policy."""
    return PolicyVersion(policy, day(since), f"{policy}/{since}.toml", "0123456789abcdef" * 4, rules)


def office_hours(rules: Rules, before: int = 240, after: int = 240, repeat: int = 30) -> Rules:
    """Return ``rules`` with another punch window."""
    window = replace(rules.punches, before_minutes=before, after_minutes=after, repeat_minutes=repeat)
    return replace(rules, punches=window)


# Rows ------------------------------------------------------------------------------------------------


def employee(
    employee_id: str,
    wage: str = "4350.00",
    *,
    hired: str = "2020-01-06",
    left: str = "",
    policy: str = "",
    probation_end: str = "",
) -> Row:
    """Return a row of ``employees``; 4350.00 makes a daily wage of 200.00."""
    return {
        "employee_id": employee_id,
        "name": f"员工{employee_id}",
        "store": "S1",
        "policy": policy,
        "hire_date": hired,
        "termination_date": left,
        "base_wage": wage,
        "probation_end": probation_end,
    }


def wage(employee_id: str, since: str, amount: str) -> Row:
    """Return a row of ``wages``."""
    return {"employee_id": employee_id, "effective_from": since, "base_wage": amount}


def assignment(employee_id: str, since: str, *, policy: str = "", store: str = "") -> Row:
    """Return a row of ``assignments``."""
    return {"employee_id": employee_id, "effective_from": since, "policy": policy, "store": store}


def shift(employee_id: str, date: str, times: str = "office") -> Row:
    """Return a row of ``shifts``; ``times`` is a code or ``08:30-17:30``."""
    row = {"employee_id": employee_id, "date": date}
    if "-" in times:
        start, end = times.split("-")
        return row | {"start": start, "end": end}
    return row | {"shift": times}


def punch(employee_id: str, day: str, *times: str) -> list[Row]:
    """Return rows of ``punches``, all on one day."""
    return [{"employee_id": employee_id, "time": f"{day} {time}"} for time in times]


def added_punch(employee_id: str, day: str, *times: str) -> list[Row]:
    """Return rows of ``punches`` that are marked as corrections 补卡, all on one day."""
    return [row | {"mark": "补卡"} for row in punch(employee_id, day, *times)]


def swap(
    swap_id: str,
    requester: str,
    counterpart: str,
    day: str,
    *,
    back: str = "",
    asked: str = "2026-09-01 09:00",
    status: str = "approved",
    handover: str = "",
) -> Row:
    """Return a row of ``swaps``: ``counterpart`` works for ``requester`` on ``day``."""
    return {
        "swap_id": swap_id,
        "requester_id": requester,
        "counterpart_id": counterpart,
        "date": day,
        "counterpart_date": back,
        "requested_at": asked,
        "status": status,
        "handover": handover,
    }


def complaint(
    complaint_id: str,
    received: str,
    *,
    employee_id: str = "0001",
    decided: str = "",
    source: str = "customer",
    category: str = "service",
    severity: str = "",
    status: str = "upheld",
    amount: str = "",
) -> Row:
    """Return a row of ``complaints``."""
    return {
        "complaint_id": complaint_id,
        "employee_id": employee_id,
        "received_at": received,
        "decided_at": decided,
        "source": source,
        "category": category,
        "severity": severity,
        "status": status,
        "amount": amount,
    }


def leave(
    leave_id: str,
    since: str,
    until: str,
    *,
    employee_id: str = "0001",
    kind: str = "annual",
    asked: str = "2026-09-01 09:00",
    status: str = "approved",
) -> Row:
    """Return a row of ``leave``; both ends are a date or a timestamp."""
    return {
        "leave_id": leave_id,
        "employee_id": employee_id,
        "from": since,
        "to": until,
        "kind": kind,
        "requested_at": asked,
        "status": status,
    }


def incident(incident_id: str, day: str, code: str, *, employee_id: str = "0001") -> Row:
    """Return a row of ``incidents``."""
    return {"incident_id": incident_id, "employee_id": employee_id, "date": day, "code": code}


def addition(addition_id: str, day: str, amount: str, *, employee_id: str = "0001") -> Row:
    """Return a row of ``additions``."""
    return {
        "addition_id": addition_id,
        "employee_id": employee_id,
        "date": day,
        "kind": "commission",
        "amount": amount,
    }


# Months ----------------------------------------------------------------------------------------------


def a_month(
    period: str = "2026-10",
    policy: Rules | Sequence[PolicyVersion] = BARE,
    *,
    employees: Iterable[Row] = (),
    wages: Iterable[Row] = (),
    assignments: Iterable[Row] = (),
    shifts: Iterable[Row] = (),
    punches: Iterable[Iterable[Row]] = (),
    swaps: Iterable[Row] = (),
    complaints: Iterable[Row] = (),
    leave: Iterable[Row] = (),
    incidents: Iterable[Row] = (),
    additions: Iterable[Row] = (),
    clock_corrections: Iterable[Row] = (),
    unclear: Iterable[tuple[str, str]] = (),
    records: Mapping[str, Iterable[Row]] | None = None,
    doubtful: Mapping[str, Iterable[tuple[str, str]]] | None = None,
) -> Month:
    """Return a month of rows. ``policy`` is one rule book, or versions; ``unclear`` holds (employee, date or "").

    ``records`` are the rows of the tables of records (``payroll.record_tables``) that the data has, by table;
    ``doubtful`` those that were set aside, by table, as (employee, date or "").
    """
    rows = {
        "employees": employees,
        "wages": wages,
        "assignments": assignments,
        "shifts": shifts,
        "punches": (row for group in punches for row in group),
        "swaps": swaps,
        "complaints": complaints,
        "leave": leave,
        "incidents": incidents,
        "additions": additions,
        "clock_corrections": clock_corrections,
        **(records or {}),
    }
    versions = (version(policy),) if isinstance(policy, Rules) else tuple(policy)
    return month_from_rows(
        period,
        Policies(versions, laws_of(versions)),
        {name: list(table) for name, table in rows.items()},
        unclear,
        doubtful,
    )


def office_month(
    policy: Rules | Sequence[PolicyVersion],
    taps: Mapping[str, Sequence[str]],
    *,
    times: str = "office",
    wage: str = "4350.00",
    wages: Iterable[Row] = (),
    leave: Iterable[Row] = (),
) -> Month:
    """Return October 2026 of one employee, ``0001``, who has the shift ``times`` and the taps given on each date."""
    return a_month(
        policy=policy,
        employees=[employee("0001", wage)],
        wages=wages,
        shifts=[shift("0001", date, times) for date in taps],
        punches=[punch("0001", date, *clocks) for date, clocks in taps.items()],
        leave=leave,
    )


# What a month comes to -------------------------------------------------------------------------------


class Line(NamedTuple):
    """A line of the ledger as people read it; ``occurrence`` is 0 for none."""

    employee: str
    date: str
    rule: str
    occurrence: int
    amount: str
    action: str


class Attended(NamedTuple):
    """A judged shift of the period; times of day are ``2026-10-08 08:42`` or empty."""

    employee: str
    date: str
    start: str
    end: str
    arrival: str
    departure: str
    late: int
    early: int
    verdict: str


def ledger(month: Month) -> pd.DataFrame:
    """Return the month's ledger."""
    return ledger_lines(month, judge(month).entries)


def lines(month: Month, *rules: str) -> list[Line]:
    """Return the lines of the month's ledger, those of ``rules`` if any are named."""
    return lines_of(month, judge(month), *rules)


def lines_of(month: Month, judged: Judged, *rules: str) -> list[Line]:
    """Return the lines of a month that is judged already."""
    table = ledger_lines(month, judged.entries)
    return [
        Line(
            row["employee_id"],
            iso_day(row["date"]),
            row["rule"],
            max(row["occurrence"], 0),
            plain(row["amount"], month.places),
            row["action"],
        )
        for row in rows_of(table)
        if not rules or row["rule"] in rules
    ]


def amounts(month: Month, *rules: str) -> list[str]:
    """Return the amounts of ``lines``."""
    return [line.amount for line in lines(month, *rules)]


def days(month: Month, *rules: str) -> list[str]:
    """Return the dates of ``lines``."""
    return [line.date for line in lines(month, *rules)]


def total(month: Month) -> str:
    """Return the sum of all lines of the month."""
    return plain(int(judge(month).entries["amount"].sum()), month.places)


def attendance(month: Month) -> list[Attended]:
    """Return the judged shifts of the period by employee and start."""
    return attendance_of(month, judge(month))


def attendance_of(month: Month, judged: Judged) -> list[Attended]:
    """Return the judged shifts of a month that is judged already."""
    table = judged.attendance.shifts
    return [
        Attended(
            month.employee_id(row["employee"]),
            iso_day(row["date"]),
            iso_minute(row["start"]),
            iso_minute(row["end"]),
            _moment(row["arrival"]),
            _moment(row["departure"]),
            int(row["late_minutes"]),
            int(row["early_minutes"]),
            verdict_text(int(row["verdict"])),
        )
        for row in rows_of(table[month.in_period(table["date"].to_numpy())])
    ]


def verdicts(month: Month) -> list[str]:
    """Return the verdicts of the shifts of the period by employee and start."""
    return [shift.verdict for shift in attendance(month)]


def works(month: Month) -> list[tuple[str, str]]:
    """Return (employee, start) of each shift of the period, after swaps."""
    return [(shift.employee, shift.start) for shift in attendance(month)]


def problems(month: Month) -> list[str]:
    """Return the codes of the problems of the month, sorted."""
    return sorted(problem.code for problem in judge(month).problems)


def _moment(minute: int) -> str:
    return "" if minute == NO_DAY else iso_minute(minute)
