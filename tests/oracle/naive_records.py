"""Sections 12 and 13 by the slow implementation: reports, hand-over records, meetings."""

from datetime import date, timedelta
from fractions import Fraction

from .naive import (
    DAY,
    Attendance,
    Case,
    Entry,
    Row,
    as_of,
    clock,
    days_employed,
    find_tier,
    is_bare,
    moment,
    price,
    version_of,
)


def counted(case: Case, employee: str, rule: str, table: str, days: list[date]) -> list[Entry]:
    """Section 5 without grace, `per` and minutes: each date is one occurrence, numbered in their order."""
    entries: list[Entry] = []
    for number, day in enumerate(days, start=1):
        version = version_of(case, employee, day)[table]
        priced_by = len(days) if version.get("counting", "marginal") == "all" else number
        tier = find_tier(version.get("tier", []), priced_by, 0)
        amount = -price(case, employee, day, tier, Fraction(1))
        entries.append(Entry(employee, day, rule, amount, number, event=day.isoformat()))
    return entries


def in_doubt(case: Case, table: str, employee: str, day: date) -> bool:
    """Whether a row of the table was set aside that is of this date, or may be."""
    return any(aside is None or aside == day for aside in case.set_aside(employee, table))


def shifts_worked(judged: list[Attendance], employee: str, day: date) -> list[Attendance]:
    """Section 12: the shifts of a work date that are worked."""
    own = [a for a in judged if a.shift.holder == employee and a.shift.date == day]
    return [a for a in own if a.verdict not in ("leave", "absent", "unclear")]


def report_entries(case: Case, judged: list[Attendance]) -> list[Entry]:
    """Section 12: days worked without a report, without a whole one, or with one that came too late."""
    entries: list[Entry] = []
    for employee in sorted(case.people) if "reports" in case.given else ():
        missing: list[date] = []
        for day in days_employed(case, employee):
            rule = version_of(case, employee, day).get("daily_report")
            worked = shifts_worked(judged, employee, day)
            if rule is None or not worked or in_doubt(case, "reports", employee, day):
                continue
            rows = [row for row in case.rows("reports", employee) if row["date"] == day.isoformat()]
            end = max(a.shift.end for a in worked)
            hours = rule.get("due_hours")
            good = []
            for row in rows:
                if row.get("status") == "incomplete":
                    continue
                late = row.get("handed_in_at") and hours is not None
                if late and moment(case, employee, row["handed_in_at"]) > end + timedelta(hours=hours):
                    continue
                good.append(row)
            if not good:
                missing.append(day)
        entries += counted(case, employee, "daily-report", "daily_report", missing)
    return entries


def handover_record_entries(case: Case, judged: list[Attendance]) -> list[Entry]:
    """Section 12: days worked with fewer records than shifts worked."""
    entries: list[Entry] = []
    for employee in sorted(case.people) if "handovers" in case.given else ():
        missing: list[date] = []
        for day in days_employed(case, employee):
            worked = shifts_worked(judged, employee, day)
            under_rule = "handover_record" in version_of(case, employee, day)
            if not under_rule or not worked or in_doubt(case, "handovers", employee, day):
                continue
            rows = [row for row in case.rows("handovers", employee) if row["date"] == day.isoformat()]
            if len([row for row in rows if row.get("status") != "incomplete"]) < len(worked):
                missing.append(day)
        entries += counted(case, employee, "handover-record", "handover_record", missing)
    return entries


def meeting_entries(case: Case) -> list[Entry]:
    """Section 13: who had to attend a meeting of the store, and did not, or reported nothing."""
    entries: list[Entry] = []
    held = meetings_held(case)
    for employee in sorted(case.people):
        missed: list[date] = []
        for day in days_employed(case, employee):
            rule = version_of(case, employee, day).get("meetings")
            if rule is None or (as_of(case, "assignments", employee, day, "store"), day) not in held:
                continue
            on_leave = any(covers(case, employee, row, day, rule["time"]) for row in case.rows("leave", employee))
            if on_leave or in_doubt(case, "meetings", employee, day) or unclear_on(case, employee, day):
                continue
            rows = [row for row in case.rows("meetings", employee) if row["date"] == day.isoformat()]
            if not rows or rows[0]["status"] in ("missed", "no-report"):
                missed.append(day)
        entries += counted(case, employee, "meeting", "meetings", missed)
    return entries


def meetings_held(case: Case) -> set[tuple[str, date]]:
    """Section 13: the stores and dates of the meetings that took place."""
    held: set[tuple[str, date]] = set()
    for row in case.all_rows("meetings"):
        employee, day = row["employee_id"], date.fromisoformat(row["date"])
        if case.has(day) and "meetings" in version_of(case, employee, day):
            held.add((as_of(case, "assignments", employee, day, "store"), day))
    return held


def covers(case: Case, employee: str, row: Row, day: date, time: str) -> bool:
    """Section 13: whether approved leave covers the time of a meeting on a date."""
    end = moment(case, employee, row["to"]) + (DAY if is_bare(row["to"]) else timedelta())
    return row["status"] == "approved" and moment(case, employee, row["from"]) <= clock(day, time) < end


def unclear_on(case: Case, employee: str, day: date) -> bool:
    """Section 13: whether a punch or leave of this very date, or of unknown date, was set aside."""
    return any(of is None or of == day for of in case.set_aside(employee, "punches", "leave"))
