"""The wage of the period: what part months and probation leave of the base wage (rules, section 18)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text, same
from payroll.money import PAID_DAYS_PER_MONTH, plain
from payroll.month.context import Month, Row
from payroll.month.lookup import Ints, employed_in, last_days_employed
from payroll.policy.model import Policies

PART_MONTH, PROBATION_PAY, ABSENCE_LIMIT = "part-month", "probation-pay", "absence-limit"
PARTS_OF_WAGE = (PART_MONTH, PROBATION_PAY)
"""Rules whose lines are no fines: they say what the wage of the month is."""


def has_wage_rules(policies: Policies) -> bool:
    """Tell whether a version of a policy says what part of the wage a month or probation is worth."""
    return any(
        rules.part_month is not None or (rules.probation is not None and rules.probation.wage_percent is not None)
        for rules in (version.rules for version in policies.versions)
    )


def shares_of_period(month: Month, shifts: pd.DataFrame) -> pd.DataFrame:
    """Return for everyone employed in the period the share of a month's wage that it is worth to them.

    ``shifts`` are those of ``payroll.month.attendance``. Columns: employee (int32), first, last (int32, the first
    and the last day employed in the period), version (int32, of that last day), base_wage (int64, of that
    day), days, work_dates (int64, in the period), by_paid_days, is_part (bool: it gets a line), numerator,
    denominator (int64, of the share).
    """
    hired, left = month.facts.hired, month.facts.left
    people = np.flatnonzero(employed_in(hired, left, month.period)).astype(np.int32)
    first = np.maximum(hired[people], month.period.first).astype(np.int32)
    last = last_days_employed(left, month.period)[people]
    days = (last - first + 1).astype(np.int64)
    version = month.facts.version(people, last)
    rules = [policy.rules.part_month for policy in month.policies.versions]
    has_rule = np.array([*(rule is not None for rule in rules), False])[version]
    by_paid_days = np.array([*(rule is not None and rule.method == "paid-days" for rule in rules), False])[version]
    work_dates = _work_dates(month, shifts)[people]
    is_part = has_rule & (month.period.is_transition | (days < month.period.days))
    paid_days, hundred = PAID_DAYS_PER_MONTH
    worked = work_dates * hundred
    if not month.period.is_transition:
        worked = np.minimum(worked, paid_days)
    return pd.DataFrame(
        {
            "employee": people,
            "first": first,
            "last": last,
            "version": version,
            "base_wage": month.facts.base_wage(people, last),
            "days": days,
            "work_dates": work_dates,
            "by_paid_days": by_paid_days,
            "is_part": is_part,
            "numerator": np.where(by_paid_days, np.where(is_part, worked, 1), days),
            "denominator": np.where(by_paid_days, np.where(is_part, paid_days, 1), month.period.wage_days),
        }
    )


def _work_dates(month: Month, shifts: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return for each employee on how many dates of the period there is a shift, swaps applied."""
    employee = shifts["employee"].to_numpy()[is_work_date(month, shifts)]
    return np.bincount(employee, minlength=len(month.tables.employees)).astype(np.int64)


def is_work_date(month: Month, shifts: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell which shifts are the first of a date of the period: one for each work date."""
    first: npt.NDArray[np.bool_] = shifts["nth"].to_numpy() == 1
    return first & month.in_period(shifts["date"].to_numpy())


def wage_of_period(month: Month, lines: pd.DataFrame, employee: Ints) -> pd.DataFrame:
    """Return the wage of the period of each of ``employee``, who are employed in it.

    ``lines`` are the entries of ``PARTS_OF_WAGE`` among others. Columns: employee, last (int32 day), version (int32, of
    that day, -1 if none is in force), and as Python integers base_wage (of that day), part_month (what its line
    adds, mostly below 0), probation_pay (what its line takes off), days_employed, wage: base wage and part month,
    or without such a line base wage × days employed ÷ days of the period, less probation pay; times the
    days of the period, so that it is whole. ``is_part`` (bool) tells who has a part-month line.
    """
    last = last_days_employed(month.facts.left, month.period)[employee]
    days = (last - np.maximum(month.facts.hired[employee], month.period.first) + 1).astype(object)
    base = month.facts.base_wage(employee, last).astype(object)
    rule, amounts = lines["rule"], lines[["employee", "amount"]]  # first the columns, then the rows: others are texts
    part = amounts[rule == PART_MONTH]
    is_part = np.isin(employee, part["employee"].to_numpy())
    part_month = sums_of(part, employee)
    probation_pay = -sums_of(amounts[rule == PROBATION_PAY], employee)
    whole = month.period.wage_days
    return pd.DataFrame(
        {
            "employee": employee.astype(np.int32),
            "last": last,
            "version": month.facts.version(employee, last),
            "base_wage": base,
            "is_part": is_part,
            "part_month": part_month,
            "probation_pay": probation_pay,
            "days_employed": days,
            "wage": np.where(is_part, (base + part_month) * whole, base * days) - probation_pay * whole,
        }
    )


def sums_of(lines: pd.DataFrame, employee: Ints) -> npt.NDArray[np.object_]:
    """Return what entries come to for each of ``employee``, as Python integers."""
    sums = lines.groupby("employee")["amount"].sum()
    return sums.reindex(employee, fill_value=0).to_numpy(object)


def wage_text(month: Month, row: Row) -> Text:
    """Return the wage in a row of ``wage_of_period`` as people compute it: ``4350.00 × 10/31``."""
    base, days = plain(row["base_wage"], month.places), month.period.wage_days
    if row["is_part"]:
        sign, part = ("−", -row["part_month"]) if row["part_month"] <= 0 else ("+", row["part_month"])
        amount = plain(part, month.places)
        wage = Text.of("{base} {sign} part month {amount}", base=base, sign=sign, amount=amount)
    else:
        share = "" if row["days_employed"] == days else f" × {row['days_employed']}/{days}"
        wage = same(f"{base}{share}")
    if not row["probation_pay"]:
        return wage
    less = plain(row["probation_pay"], month.places)
    return Text.of("{wage} − probation {less}", wage=wage, less=less)
