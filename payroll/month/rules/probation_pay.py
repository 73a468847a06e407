"""Probation pay: what is not paid of the wage for the days of probation (rules, section 18)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.language import LANGUAGES, Text
from payroll.money import PAID_DAYS_PER_MONTH, decimal_text, plain, round_half_up
from payroll.month.context import Month
from payroll.month.entries import Columns, entries_of_columns, joined, no_entries, place
from payroll.month.facts import Facts
from payroll.month.rules.probation import probation_ends
from payroll.month.wage import PROBATION_PAY, is_work_date, shares_of_period
from payroll.month.words import (
    TextColumn,
    amounts,
    choose,
    clause_text,
    days,
    fill,
    numbers,
    texts,
)

_BY_CALENDAR = Text.template("in probation {first} to {last}, {days} days, paid at {paid}%")
_BY_PAID_DAYS = Text.template("in probation {first} to {last}, work dates {days}, paid at {paid}%")
_COUNTED = (_BY_PAID_DAYS, _BY_CALENDAR)
_LESS = Text.template(": {wages}/{whole} × {unpaid}% {equals} {less} less")


def probation_pay_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for everyone with days of probation in the period, on the last of these days."""
    rules = [version.rules.probation for version in facts.month.policies.versions]
    paid = [rule.wage_percent if rule else None for rule in rules]
    if all(percent is None for percent in paid):
        return no_entries()
    rows = _days_in_probation(facts, np.array([*(percent is not None for percent in paid), False]))
    groups = []
    for version, (rule, percent) in enumerate(zip(rules, paid, strict=True)):
        own = rows[rows["version"] == version]
        if len(own) and rule is not None and percent is not None:
            groups.append(_entries(facts.month, own, percent, rule.clause))
    return joined(groups)


def _entries(month: Month, rows: pd.DataFrame, paid: Decimal, clause: str) -> pd.DataFrame:
    """Return the entries of everybody whose probation goes by one version."""
    unpaid = Fraction(100 - paid) / 100
    numerator = rows["wages"].to_numpy(object) * rows["whole_down"].to_numpy(object) * unpaid.numerator
    denominator = rows["whole_up"].to_numpy(object) * unpaid.denominator
    less = round_half_up(numerator, denominator).astype(np.int64)
    words = {
        "first": days(rows["first"].to_numpy()),
        "last": days(rows["last"].to_numpy()),
        "days": numbers(rows["days"].to_numpy()),
        "paid": decimal_text(paid),
        "wages": texts(rows["worked"].to_numpy(object)),
        "whole": choose(rows["whole_down"].to_numpy() > 1, "21.75", numbers(rows["whole_up"].to_numpy())),
        "unpaid": decimal_text(100 - paid),
        "equals": choose((numerator % denominator == 0).astype(bool), "=", "≈"),
        "less": amounts(less, month.places),
    }
    people = month.tables.employees.iloc[rows["employee"].to_numpy()]
    return entries_of_columns(
        Columns(
            rule=PROBATION_PAY,
            employee=rows["employee"].to_numpy(),
            date=rows["last"].to_numpy(),
            clause=clause,
            quantity=words["days"],
            amount=-less,
            version=rows["version"].to_numpy(),
            evidence=place(month, people["file"].to_numpy(), people["row"].to_numpy()),
            explanation=_explanation(rows, words, clause_text(clause)),
        )
    )


def _explanation(rows: pd.DataFrame, words: Mapping[str, TextColumn], clause: Text) -> tuple[pa.Array, pa.Array]:
    by_paid_days = rows["by_paid_days"].to_numpy(bool)
    zh, en = (
        fill(
            "{counted}{less}{clause}",
            {
                "counted": choose(by_paid_days, *(fill(text.to(to), words, len(rows)) for text in _COUNTED)),
                "less": fill(_LESS.to(to), words, len(rows)),
                "clause": clause.to(to),
            },
            len(rows),
        )
        for to in LANGUAGES
    )
    return zh, en


def _days_in_probation(facts: Facts, is_priced: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Return who has days of probation in the period under a version that ``is_priced`` marks.

    Columns: employee, first, last (the first and last of these days), days (how many), version (of the
    probation), wages (int64, the base wages of these days added up), worked (how they add up, as text), whole_up,
    whole_down (the days of a whole month's wage, as numerator and denominator), by_paid_days.
    """
    month, shifts = facts.month, facts.attendance.shifts
    shares = shares_of_period(month, shifts)
    people = shares["employee"].to_numpy()
    version = month.facts.version_or_first(people, month.facts.hired[people])
    until = np.minimum(probation_ends(month)[people] - 1, shares["last"])
    shares = shares.assign(version=version, until=until)[is_priced[version] & (until >= shares["first"]).to_numpy()]
    by_calendar, by_paid_days = shares[~shares["by_paid_days"]], shares[shares["by_paid_days"]]
    of_calendar = _calendar_days(by_calendar)
    of_rota = _work_dates(month, shifts, by_paid_days)
    employee, day = (np.concatenate(pair) for pair in zip(of_calendar, of_rota, strict=True))
    if not len(employee):
        return pd.DataFrame({"version": version[:0]})
    begin = np.flatnonzero(np.concatenate([[True], employee[1:] != employee[:-1]]))
    end = np.append(begin[1:], len(employee))
    base = month.facts.base_wage(employee, day)
    rows = shares.set_index("employee").loc[employee[begin]]
    paid_days, hundred = PAID_DAYS_PER_MONTH
    counts_dates = (rows["by_paid_days"] & rows["is_part"]).to_numpy()
    is_short = counts_dates & (month.period.is_transition | (rows["work_dates"] * hundred < paid_days).to_numpy())
    whole = np.where(rows["by_paid_days"], rows["work_dates"], month.period.wage_days)
    return pd.DataFrame(
        {
            "employee": employee[begin],
            "first": day[begin],
            "last": day[end - 1],
            "days": end - begin,
            "version": rows["version"].to_numpy(),
            "wages": np.add.reduceat(base, begin),
            "worked": _worked(month, base, begin, end),
            "whole_up": np.where(is_short, paid_days, whole),
            "whole_down": np.where(is_short, hundred, 1),
            "by_paid_days": rows["by_paid_days"].to_numpy(),
        }
    )


_Days = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]
"""Employees and days, those of one employee together and in order."""


def _calendar_days(shares: pd.DataFrame) -> _Days:
    first, until = shares["first"].to_numpy(np.int64), shares["until"].to_numpy(np.int64)
    count = until - first + 1
    begin = np.repeat(np.cumsum(count) - count, count)
    day = np.repeat(first, count) + np.arange(len(begin)) - begin
    return np.repeat(shares["employee"].to_numpy(np.int32), count), day.astype(np.int32)


def _work_dates(month: Month, shifts: pd.DataFrame, shares: pd.DataFrame) -> _Days:
    employee, date = shifts["employee"].to_numpy(), shifts["date"].to_numpy()
    until = np.full(len(month.tables.employees), np.iinfo(np.int32).min, np.int32)
    until[shares["employee"].to_numpy()] = shares["until"].to_numpy(np.int32)
    wanted = is_work_date(month, shifts) & (date <= until[employee])
    return employee[wanted], date[wanted]


def _worked(
    month: Month, base: npt.NDArray[np.int64], begin: npt.NDArray[np.intp], end: npt.NDArray[np.intp]
) -> npt.NDArray[np.object_]:
    """Return how the base wages of the days add up: ``4350.00 × 10``, after a raise ``(4350.00 × 5 + 5000.00 × 5)``."""
    same = fill(
        "{base} × {days}", {"base": amounts(base[begin], month.places), "days": numbers(end - begin)}, len(begin)
    )
    worked = np.asarray(same, object)
    changing = np.maximum.reduceat(base, begin) != np.minimum.reduceat(base, begin)
    for position in np.flatnonzero(changing).tolist():
        runs = groupby(base[begin[position] : end[position]].tolist())
        parts = (f"{plain(wage, month.places)} × {len(list(run))}" for wage, run in runs)
        worked[position] = f"({' + '.join(parts)})"
    return worked
