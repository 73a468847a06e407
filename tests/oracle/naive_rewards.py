"""Section 17 by the slow implementation: commission, full attendance."""

from datetime import date
from fractions import Fraction

from .naive import (
    Attendance,
    Case,
    Entry,
    Toml,
    days_employed,
    half_up,
    leave_span,
    minor,
    version_of,
)


def commission_entries(case: Case) -> list[Entry]:
    """Section 17: commission on the sum of the sales of the period."""
    entries: list[Entry] = []
    for employee in sorted(case.people):
        sales = [row for row in case.rows("sales", employee) if case.has(date.fromisoformat(row["date"]))]
        days = days_employed(case, employee)
        rule = version_of(case, employee, days[-1]).get("commission") if days else None
        if rule is not None and sales:
            amount = half_up(commission(rule, sum((minor(row["amount"]) for row in sales), Fraction(0))))
            entries.append(Entry(employee, days[-1], "commission", amount, event="commission"))
    return entries


def commission(rule: Toml, total: Fraction) -> Fraction:
    """Section 17: each part at the percentage of its tier, or the whole at that of the highest tier reached."""
    tiers = sorted(rule["tier"], key=lambda tier: minor(tier.get("from_amount", 0)))
    starts = [minor(tier.get("from_amount", 0)) for tier in tiers]
    rates = [Fraction(str(tier["percent"])) / 100 for tier in tiers]
    if rule.get("counting", "marginal") == "all":
        reached = [rate for start, rate in zip(starts, rates, strict=True) if start <= total]
        return total * reached[-1] if reached else Fraction(0)
    amount = Fraction(0)
    for n, (start, rate) in enumerate(zip(starts, rates, strict=True)):
        until = min(total, starts[n + 1]) if n + 1 < len(starts) else total
        amount += max(until - start, Fraction(0)) * rate
    return amount


def full_attendance_entries(case: Case, judged: list[Attendance]) -> list[Entry]:
    """Section 17: the award of a month without absence, early departure, missing punch, or leave."""
    entries: list[Entry] = []
    for employee in sorted(case.people):
        days = days_employed(case, employee)
        rule = version_of(case, employee, days[-1]).get("full_attendance") if days else None
        own = [a for a in judged if a.shift.holder == employee]
        if rule is None or len(days) < (case.last - case.first).days + 1 or not own:
            continue
        words = [word for a in own for word in a.verdict.split("+")]
        if any(word in words for word in ("absent", "early", "missing-in", "missing-out")):
            continue
        if words.count("late") > rule.get("late_allowed", 0):
            continue
        if any(on_leave(case, a, rule.get("excused_kinds", [])) for a in own):
            continue
        amount, action = half_up(minor(rule["amount"])), ""
        if "unclear" in words:
            amount, action = 0, "full-attendance-review"
        entries.append(Entry(employee, days[-1], "full-attendance", amount, action=action, event="full-attendance"))
    return entries


def on_leave(case: Case, attendance: Attendance, excused_kinds: list[str]) -> bool:
    """Section 17: whether approved leave that is not excused covers all or part of a shift."""
    shift = attendance.shift
    for row in case.rows("leave", shift.holder):
        if row["status"] != "approved" or row.get("kind", "") in excused_kinds:
            continue
        span = leave_span(case, shift, row)
        if span is not None and max(span[0], shift.start) < min(span[1], shift.end):
            return True
    return False
