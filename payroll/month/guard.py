"""The statutory guard: how much of a wage all charges together may take (rules, section 10)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.money import PAID_DAYS_PER_MONTH, decimal_text, plain, round_half_up
from payroll.month.context import Month, Row, records
from payroll.month.entries import Entry, entries
from payroll.month.facts import Facts
from payroll.month.lookup import last_days_employed
from payroll.month.words import clause_text
from payroll.policy.model import GuardRule


def guard_entries(facts: Facts, lines: pd.DataFrame) -> pd.DataFrame:
    """Return one entry for each employee whose charges exceed the smallest bound.

    ``lines`` are all other entries of the period. Charges stay in full on the ledger; the entry gives
    back the difference on the last day employed in the period.
    """
    month = facts.month
    charged = _charged(month, lines)
    found: list[Entry] = []
    for version in np.unique(charged["version"].to_numpy()).tolist():
        rule = month.facts.rules(version).guard if version >= 0 else None
        if rule is not None:
            found.extend(_reliefs(month, charged[charged["version"] == version], rule))
    return entries(found)


_OF_ABSENCE = ["employee", "date", "amount", "missed", "scheduled"]


def time_not_worked(month: Month, absences: pd.DataFrame) -> pd.Series:
    """Return, per employee, what absences charge for time not worked: at most the share of a daily wage (10.1)."""
    base = month.facts.base_wage(absences["employee"].to_numpy(), absences["date"].to_numpy())
    paid_days, hundred = PAID_DAYS_PER_MONTH
    missed, scheduled = absences["missed"].to_numpy(object), absences["scheduled"].to_numpy(object)
    share = round_half_up(base.astype(object) * hundred * missed, paid_days * scheduled)
    at_most = np.minimum(share, -absences["amount"].to_numpy(object)).astype(np.int64)
    return pd.Series(at_most).groupby(absences["employee"].to_numpy()).sum()


def _charged(month: Month, lines: pd.DataFrame) -> pd.DataFrame:
    """Return everyone with charges: what they are, and what the wage of the period goes by.

    Columns: employee, last (the last day employed), version, and as Python integers base_wage, charges,
    not_worked (minor units), days_employed, wage: the wage of the period W (10.2) times the days of
    the period, so that it is whole.
    """
    amounts = lines[["employee", "amount"]]  # first the columns, then the rows: the others are texts
    charges = -amounts[amounts["amount"] < 0].groupby("employee")["amount"].sum()
    employee = charges.index.to_numpy(np.int32)
    last = last_days_employed(month.facts.left, month.period)[employee]
    days_employed = (last - np.maximum(month.facts.hired[employee], month.period.first) + 1).astype(object)
    not_worked = time_not_worked(month, lines[_OF_ABSENCE][lines["rule"] == "absence"])
    taken_off = not_worked.reindex(employee, fill_value=0).to_numpy(object)
    base = month.facts.base_wage(employee, last).astype(object)
    return pd.DataFrame(
        {
            "employee": employee,
            "last": last,
            "version": month.facts.version(employee, last),
            "base_wage": base,
            "charges": charges.to_numpy(object),
            "not_worked": taken_off,
            "days_employed": days_employed,
            "wage": base * days_employed - taken_off * month.period.days,
        }
    )


def _reliefs(month: Month, charged: pd.DataFrame, rule: GuardRule) -> Iterator[Entry]:
    """Yield the relief of everyone under one version whose charges exceed the smallest bound (10.4)."""
    limits = _limits(month, charged, rule)
    if not limits:
        return
    smallest = np.minimum.reduce(list(limits.values()))
    fines = (charged["charges"] - charged["not_worked"]).to_numpy()
    exceeding = np.flatnonzero(fines > smallest)
    for index, row in zip(exceeding.tolist(), records(charged.iloc[exceeding]), strict=True):
        limit = int(smallest[index])
        binding = next(name for name, amounts in limits.items() if amounts[index] == limit)
        yield Entry(
            employee=row["employee"],
            date=row["last"],
            rule="guard",
            event="guard",
            clause=rule.clause,
            amount=int(fines[index]) - limit,
            version=row["version"],
            evidence=month.policies.versions[row["version"]].file,
            explanation=_explanation(month, row, rule, binding, limit),
        )


def _limits(month: Month, charged: pd.DataFrame, rule: GuardRule) -> dict[str, npt.NDArray[np.object_]]:
    """Return the bounds that the policy sets, by key: each at least 0 and rounded down (10.3)."""
    wage, days = charged["wage"].to_numpy(), month.period.days
    limits = {}
    if rule.max_percent is not None:
        rate = Fraction(rule.max_percent) / 100
        limits["max_percent"] = np.maximum(wage * rate.numerator // (days * rate.denominator), 0)
    if rule.minimum_wage is not None:
        least = rule.minimum_wage * charged["days_employed"].to_numpy()
        limits["minimum_wage"] = np.maximum((wage - least) // days, 0)
    return limits


def _explanation(month: Month, row: Row, rule: GuardRule, binding: str, limit: int) -> Text:
    places, days = month.places, month.period.days
    rounded = int(round_half_up(abs(row["wage"]), days))  # below 0 if more days were missed than paid
    wage = plain(rounded if row["wage"] >= 0 else -rounded, places)
    part = "" if row["days_employed"] == days else f" × {row['days_employed']}/{days}"
    base, charges, not_worked = (plain(row[name], places) for name in ("base_wage", "charges", "not_worked"))
    fines = row["charges"] - row["not_worked"]
    least = plain(rule.minimum_wage or 0, places)
    percent = decimal_text(rule.max_percent or Decimal(0))
    bound = {
        "max_percent": Text(f"{wage} 的 {percent}%", f"{percent}% of {wage}"),
        "minimum_wage": Text(f"{wage} 减最低工资 {least}{part}", f"{wage} less the minimum wage {least}{part}"),
    }[binding]
    source = Text(f"依据 {rule.profile}", f"profile {rule.profile}") if rule.profile else _UNCHECKED
    equals = "=" if row["wage"] % days == 0 else "≈"
    clause = clause_text(rule.clause)
    total, allowed, relief = (plain(amount, places) for amount in (fines, limit, fines - limit))
    return Text(
        f"本月扣款合计 {charges}，其中未工作时间 {not_worked}，其余 {total}；"
        f"本月工资 {base}{part} − {not_worked} {equals} {wage}；"
        f"上限为 {bound.zh}：{allowed}（{binding}，{source.zh}）；退回 {total} − {allowed} = {relief}{clause.zh}",
        f"charges of {charges}, of which {not_worked} for time not worked, leave {total}; "
        f"wage of the period {base}{part} − {not_worked} {equals} {wage}; "
        f"the bound is {bound.en}: {allowed} ({binding}, {source.en}); "
        f"given back {total} − {allowed} = {relief}{clause.en}",
    )


_UNCHECKED = Text("未对照任何法律", "not checked against any law")
