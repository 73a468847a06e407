"""What ``explain --json`` prints: the same records as the screen shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from payroll.cli.explain import Explained
    from payroll.reports.decisions import Decided
    from payroll.timeline import Day, DayLeave, DayPunch, GivenShift, WorkedShift


def explain_answer(found: Explained) -> dict[str, object]:
    """Return one person's month: who it is, the days, the ledger lines, what the law says of them."""
    from payroll.period import iso_day
    from payroll.reports.columns import ADJUSTMENTS, LAW, LEDGER
    from payroll.reports.json_rows import json_rows

    result = found.report
    people = result.adjustments[result.adjustments["employee_id"] == found.person["employee_id"]]
    lines = result.frame(LEDGER).loc[found.lines.index]
    return {
        "period": result.period,
        "first": iso_day(result.first),
        "last": iso_day(result.last),
        "currency": result.currency,
        "adjustments": next(json_rows(ADJUSTMENTS, people, result.places)),
        "days": [_day(day) for day in found.days],
        "lines": json_rows(LEDGER, lines, result.places),
        "law": json_rows(LAW, found.law, result.places) if found.law is not None else [],
        "decisions": [_decided(each) for each in result.decided if each.entry_id in set(lines["entry_id"])],
    }


def _day(day: Day) -> dict[str, object]:
    from payroll.period import iso_day

    return {
        "date": iso_day(day.date),
        "kind": day.kind,
        "shifts": [_worked(shift) for shift in day.shifts],
        "given": [_given(shift) for shift in day.given],
        "punches_in_no_shift": [_punch(punch) for punch in day.stray],
        "leave": [_leave(leave) for leave in day.leave],
        "entries": [line["entry_id"] for line in day.lines],
    }


def _worked(shift: WorkedShift) -> dict[str, object]:
    return {
        "shift": shift.code,
        "start": _moment(shift.start),
        "end": _moment(shift.end),
        "expected_start": _moment(shift.expected_start),
        "expected_end": _moment(shift.expected_end),
        "minutes_after_leave": shift.left,
        "arrival": _moment(shift.arrival),
        "departure": _moment(shift.departure),
        "late_minutes": shift.late_minutes,
        "early_minutes": shift.early_minutes,
        "verdict": shift.verdict,
        "promotion": shift.promotion,
        "swap_id": shift.swap_id,
        "taken_from": shift.taken_from,
        "evidence": shift.evidence,
        "punches": [_punch(punch) for punch in shift.punches],
    }


def _given(shift: GivenShift) -> dict[str, object]:
    return {
        "shift": shift.code,
        "start": _moment(shift.start),
        "end": _moment(shift.end),
        "swap_id": shift.swap_id,
        "given_to": shift.given_to,
        "evidence": shift.evidence,
    }


def _punch(punch: DayPunch) -> Mapping[str, Any]:
    return {
        "time": _moment(punch.time),
        "device": punch.device,
        "clock_corrected_by": punch.moved_by,
        "added_later": punch.added,
        "role": punch.role,
        "evidence": punch.evidence,
    }


def _leave(leave: DayLeave) -> Mapping[str, Any]:
    return {
        "leave_id": leave.leave_id,
        "kind": leave.kind,
        "status": leave.status,
        "from": _moment(leave.start),
        "to": _moment(leave.end),
        "whole_days": leave.whole_days,
        "counts": leave.counts,
        "evidence": leave.evidence,
    }


def _decided(decided: Decided) -> Mapping[str, Any]:
    from payroll.period import iso_day

    return {
        "entry_id": decided.entry_id,
        "decision": decided.decision,
        "decided_by": decided.decided_by,
        "decided_on": iso_day(decided.decided_on),
        "reason": decided.reason,
        "act": decided.act,
    }


def _moment(minute: int | None) -> str | None:
    from payroll.period import iso_minute

    return None if minute is None else iso_minute(minute)
