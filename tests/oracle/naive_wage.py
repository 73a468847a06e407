"""Section 18 by the slow implementation: part months, probation pay, absence within the wage."""

from datetime import date
from fractions import Fraction

from .naive import (
    DAYS_OF_A_MONTHLY_WAGE,
    Case,
    Entry,
    Shift,
    base_wage,
    days_employed,
    grouped,
    half_up,
    probation_end,
    version_of,
    version_or_first,
    wage_of_period,
)


def days_of_period(case: Case) -> int:
    """The number of the period's days."""
    return (case.last - case.first).days + 1


def method_of(case: Case, employee: str) -> str:
    """Section 18: the method of the version of the last day employed, or nothing."""
    rule = version_of(case, employee, days_employed(case, employee)[-1]).get("part_month", {})
    return str(rule.get("method", ""))


def work_dates(case: Case, rota: list[Shift], employee: str) -> list[date]:
    """Section 18: the employee's work dates of the period in the rota after swaps."""
    return sorted({shift.date for shift in rota if shift.holder == employee and case.has(shift.date)})


def part_month_entries(case: Case, rota: list[Shift]) -> list[Entry]:
    """Section 18: what the wage of who is not employed all days is less than the whole."""
    entries: list[Entry] = []
    for employee in sorted(case.people):
        days = days_employed(case, employee)
        method = method_of(case, employee) if days else ""
        if not method or len(days) == days_of_period(case):
            continue
        base = base_wage(case, employee, days[-1])
        if method == "calendar-days":
            part = Fraction(len(days), days_of_period(case))
        else:
            part = len(work_dates(case, rota, employee)) / DAYS_OF_A_MONTHLY_WAGE
        amount = min(0, half_up(base * part) - int(base))
        entries.append(Entry(employee, days[-1], "part-month", amount, event="part-month"))
    return entries


def probation_pay_entries(case: Case, rota: list[Shift]) -> list[Entry]:
    """Section 18: what the days of probation are paid less."""
    entries: list[Entry] = []
    for employee in sorted(case.people):
        end = probation_end(case, employee)
        employed = days_employed(case, employee)
        if end is None or not employed:
            continue
        hired = date.fromisoformat(case.people[employee]["hire_date"])
        rule = version_or_first(case, employee, hired)["probation"]
        if "wage_percent" not in rule:
            continue
        days, whole = employed, Fraction(days_of_period(case))
        if method_of(case, employee) == "paid-days":
            days = work_dates(case, rota, employee)
            whole = Fraction(len(days))
            if len(employed) < days_of_period(case) and whole < DAYS_OF_A_MONTHLY_WAGE:
                whole = DAYS_OF_A_MONTHLY_WAGE
        days = [day for day in days if day < end]
        if days:
            less = (100 - Fraction(str(rule["wage_percent"]))) / 100
            amount = sum((base_wage(case, employee, day) * less / whole for day in days), Fraction(0))
            entries.append(Entry(employee, days[-1], "probation-pay", -half_up(amount), event="probation-pay"))
    return entries


def absence_limit_entries(case: Case, entries: list[Entry]) -> list[Entry]:
    """Section 18: what absences take beyond the wage of the period goes back."""
    relief: list[Entry] = []
    for employee, own in grouped(entries, lambda e: e.employee).items():
        day = days_employed(case, employee)[-1]
        if not version_of(case, employee, day).get("absence", {}).get("within_wage", False):
            continue
        wage = max(0, half_up(wage_of_period(case, own, employee)))
        beyond = -sum(e.amount for e in own if e.rule == "absence") - wage
        if beyond > 0:
            relief.append(Entry(employee, day, "absence-limit", beyond, event="absence-limit"))
    return relief
