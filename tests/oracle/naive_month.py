"""A whole month by the slow implementation: every section, and section 11, the ledger."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from .naive import (
    Attendance,
    Case,
    Entry,
    Row,
    addition_entries,
    apply_swaps,
    attend,
    base_wage,
    build_rota,
    complaint_entries,
    days_employed,
    grouped,
    handover_entries,
    incident_entries,
    leave_entries,
    occurrence_entries,
    probation_decisions,
    read_case,
)
from .naive_discipline import discipline_entries
from .naive_law import Checked, carried_entries, check
from .naive_quality import quality_entries, response_time_entries, wrong_samples
from .naive_records import handover_record_entries, meeting_entries, report_entries
from .naive_rewards import commission_entries, full_attendance_entries
from .naive_wage import absence_limit_entries, part_month_entries, probation_pay_entries


@dataclass(frozen=True)
class Result:
    """The tables of one month, all values as text, in the order of section 11, and the ids of what is in error."""

    ledger: list[Row]
    attendance: list[Row]
    adjustments: list[Row]
    invalid_swaps: list[str]
    wrong_incidents: list[str]
    wrong_samples: list[str]
    law: list[Row]


def judge(folder: Path, period: str) -> Result:
    """Judge the pay period of a case folder."""
    case = read_case(folder, period)
    rota = build_rota(case)
    entries, invalid = apply_swaps(case, rota)
    judged = attend(case, rota)
    incidents, wrong_incidents = incident_entries(case)
    entries += occurrence_entries(case, judged)
    entries += handover_entries(case, judged)
    entries += complaint_entries(case)
    entries += probation_decisions(case)
    entries += leave_entries(case)
    entries += incidents
    entries += addition_entries(case)
    entries += report_entries(case, judged)
    entries += handover_record_entries(case, judged)
    entries += meeting_entries(case)
    entries += quality_entries(case)
    entries += response_time_entries(case)
    entries += commission_entries(case)
    entries += full_attendance_entries(case, judged)
    entries += carried_entries(case)
    entries += discipline_entries(case, entries)
    entries += part_month_entries(case, rota)
    entries += probation_pay_entries(case, rota)
    entries += absence_limit_entries(case, entries)
    relief, checked = check(case, entries)
    entries += relief
    entries.sort(key=lambda e: (e.employee, e.date, e.rule, e.event))
    return Result(
        ledger=[ledger_row(entry) for entry in entries],
        attendance=[attendance_row(attendance) for attendance in judged],
        adjustments=adjustments(case, entries),
        invalid_swaps=invalid,
        wrong_incidents=wrong_incidents,
        wrong_samples=wrong_samples(case),
        law=[law_row(line) for line in checked],
    )


def money(amount: Fraction | int) -> str:
    """Minor units as text with two places."""
    return f"{Decimal(int(amount)).scaleb(-2):.2f}"


def ledger_row(entry: Entry) -> Row:
    """Section 11: a line of the ledger as text."""
    return {
        "employee_id": entry.employee,
        "date": entry.date.isoformat(),
        "rule": entry.rule,
        "occurrence": "" if entry.occurrence is None else str(entry.occurrence),
        "amount": money(entry.amount),
        "action": entry.action,
    }


def law_row(line: Checked) -> Row:
    """Section 22: what was asked and allowed of a charge under a profile, as text."""
    said = {"kind": line.kind, "asked": money(line.asked), "allowed": money(line.allowed), "by_law": str(line.by_law)}
    return ledger_row(line.entry) | said


def attendance_row(attendance: Attendance) -> Row:
    """A line of the attendance table as text."""

    def text(time: datetime | None) -> str:
        return time.strftime("%Y-%m-%d %H:%M") if time else ""

    shift = attendance.shift
    return {
        "employee_id": shift.holder,
        "date": shift.date.isoformat(),
        "start": text(shift.start),
        "end": text(shift.end),
        "arrival": text(attendance.arrival),
        "departure": text(attendance.departure),
        "late_minutes": str(attendance.late),
        "early_minutes": str(attendance.early),
        "verdict": attendance.verdict,
    }


def adjustments(case: Case, entries: list[Entry]) -> list[Row]:
    """Section 11: the total of everyone employed in the period, with the last day's base wage."""
    rows: list[Row] = []
    lines = grouped(entries, lambda e: e.employee)
    for employee in sorted(case.people):
        days = days_employed(case, employee)
        if days:
            total = sum(e.amount for e in lines.get(employee, []))
            wage = money(base_wage(case, employee, days[-1]))
            rows.append({"employee_id": employee, "base_wage": wage, "total": money(total)})
    return rows
