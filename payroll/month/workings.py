"""The figures behind the amounts of a month, worked out once more from policy, number and wage (``payroll.working``).

A second way to the same amount: nothing is taken from what the rules computed but which event a line is about,
its number and its minutes. Lines whose figures are no property of the line have none: what the guard gives back, the
limit of absences, mean scores and their stars, a company's own rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.money import PAID_DAYS_PER_MONTH
from payroll.month.context import Month, Row, records
from payroll.month.month import Judged
from payroll.month.wage import PART_MONTH, PROBATION_PAY, shares_of_period
from payroll.policy.model import OccurrenceRule, Price, Rules, Tier
from payroll.policy.pricing import tier_of
from payroll.tables import ROW_USED
from payroll.working import Working

_COUNTED: Mapping[str, Callable[[Rules], OccurrenceRule | None]] = {
    "lateness": lambda rules: rules.lateness,
    "early-departure": lambda rules: rules.early_departure,
    "absence": lambda rules: rules.absence,
    "missing-punch": lambda rules: rules.missing_punch,
    "daily-report": lambda rules: rules.daily_report,
    "handover-record": lambda rules: rules.handover_record,
    "meeting": lambda rules: rules.meetings,
}
"""The rules in the form of section 5, and their table of the policy."""
_FREE = Working(method="free")
_NO_TIER = Tier()
_PAID_DAYS = Decimal(PAID_DAYS_PER_MONTH[0]) / PAID_DAYS_PER_MONTH[1]


def workings(month: Month, judged: Judged, entries: pd.DataFrame) -> list[Working | None]:
    """Return the figures of each of ``entries`` (those of ``judged``, in any order), None where there are none."""
    found = _Lookups(month, judged)
    base = month.facts.base_wage(entries["employee"].to_numpy(), entries["date"].to_numpy()).tolist()
    totals = _totals(month, entries)
    names = ("employee", "rule", "event", "occurrence", "quantity", "action", "version", "missed", "scheduled")
    rows = records(entries[list(names)].assign(wage=base, total=totals))
    return [_working(found, row) for row in rows]


def _working(found: _Lookups, row: Row) -> Working | None:
    rule, rules = row["rule"], found.month.facts.rules(row["version"])
    if rule in _COUNTED:
        return _counted(rules, row)
    find = _OTHERS.get(rule)
    return find(found, rules, row) if find else None


def _totals(month: Month, entries: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return of how many occurrences of the period each is one, -1 where the lines do not tell.

    Occurrences on a day whose version does not know the rule are counted, but have no line; such a change within
    the period is rare.
    """
    total = (
        entries.groupby(["employee", "rule"], sort=False)["employee"].transform("size").to_numpy(np.int64, copy=True)
    )
    for rule, table in _COUNTED.items():
        has_rule = np.array([*(table(version.rules) is not None for version in month.policies.versions), False])
        if has_rule[:-1].all():
            continue
        lines = np.flatnonzero((entries["rule"] == rule).to_numpy())
        employee = entries["employee"].to_numpy()[lines]
        for day in range(month.period.first, month.period.last + 1):
            on_day = np.full(len(employee), day, np.int32)
            lacking = ~has_rule[month.facts.version(employee, on_day)] & month.facts.employed(employee, on_day)
            total[lines[lacking]] = -1
    return total


def _counted(rules: Rules, row: Row) -> Working | None:
    rule = _COUNTED[row["rule"]](rules)
    number = row["total"] if rule is not None and rule.counting == "all" else row["occurrence"]
    if rule is None or number < 0:
        return None
    is_share = row["rule"] == "absence"
    minutes = int(row["quantity"]) if row["quantity"] and not is_share else 0
    tier = tier_of(rule, number, minutes) or _NO_TIER
    if tier.price.hourly_wages is not None:
        times = (row["missed"] if is_share else minutes, Decimal(60))
        return priced(tier.price, row["wage"], times, rules.hours_per_day)
    if tier.price.daily_wages is not None and is_share:
        return priced(tier.price, row["wage"], (row["missed"], Decimal(row["scheduled"])))
    return priced(tier.price, row["wage"])


def priced(
    price: Price, wage: int, times: tuple[int, Decimal] = (1, Decimal(1)), hours: Decimal = Decimal(8)
) -> Working:
    """Return the figures of a price for a base wage in minor units."""
    if price.percent_of_base is not None:
        return Working(method="percent", base=wage, rate=price.percent_of_base, times=times)
    if price.daily_wages is not None:
        return Working(method="daily", base=wage, rate=price.daily_wages, times=times)
    if price.hourly_wages is not None:
        return Working(method="hourly", base=wage, rate=price.hourly_wages, times=times, hours=hours)
    return _each(price.amount or 0)


def _each(amount: int) -> Working:
    return Working(method="each", base=amount) if amount else _FREE


def _given(amount: int) -> Working:
    return Working(method="each", base=amount, sign=1) if amount else _FREE


# ---------------------------------------------------------------- rules with a price of their own


@dataclass(frozen=True)
class _Lookups:
    """The records of a month by id, each made when the first line asks for it."""

    month: Month
    judged: Judged

    @cached_property
    def complaints(self) -> Mapping[str, Row]:
        return _by(self.month.tables.complaints, "complaint_id")

    @cached_property
    def incidents(self) -> Mapping[str, Row]:
        return _by(self.month.tables.incidents, "incident_id")

    @cached_property
    def additions(self) -> Mapping[str, Row]:
        return _by(self.month.tables.additions, "addition_id")

    @cached_property
    def carried(self) -> Mapping[str, Row]:
        return _by(self.month.tables.carried, "entry_id")

    @cached_property
    def sales(self) -> Mapping[int, int]:
        rows = self.month.tables.sales[self.judged.dispositions["sales"] == ROW_USED]
        sums: dict[int, int] = {}
        for employee, amount in zip(rows["employee"].tolist(), rows["amount"].tolist(), strict=True):
            sums[employee] = sums.get(employee, 0) + amount
        return sums

    @cached_property
    def shares(self) -> Mapping[int, Row]:
        shares = shares_of_period(self.month, self.judged.attendance.shifts)
        return {row["employee"]: row for row in records(shares)}

    @cached_property
    def raised(self) -> frozenset[int]:
        """Who gets another base wage within the period."""
        wages = self.month.tables.wages
        return frozenset(wages.loc[self.month.in_period(wages["effective_from"].to_numpy()), "employee"].tolist())


def _by(table: pd.DataFrame, key: str) -> Mapping[str, Row]:
    return {row[key]: row for row in records(table)}


_Find = Callable[[_Lookups, Rules, Row], Working | None]


def _swap(_found: _Lookups, rules: Rules, _row: Row) -> Working | None:
    return _each(rules.swaps.amount) if rules.swaps else None


def _handover(_found: _Lookups, rules: Rules, _row: Row) -> Working | None:
    return _each(rules.handover.amount) if rules.handover else None


def _leave_notice(_found: _Lookups, rules: Rules, _row: Row) -> Working | None:
    return _each(rules.leave.amount) if rules.leave else None


def _complaint(found: _Lookups, rules: Rules, row: Row) -> Working | None:
    rule, record = rules.complaints, found.complaints.get(row["event"])
    if rule is None or record is None:
        return None
    if rule.steps:
        return _each(rule.steps[min(row["occurrence"], len(rule.steps)) - 1].amount)
    stated = record["amount"] if record["amount"] >= 0 else rule.severity.get(record["severity"], 0)
    return _each(max(stated, rule.minimum))


def _incident(found: _Lookups, rules: Rules, row: Row) -> Working | None:
    record = found.incidents.get(row["event"])
    rule = rules.incidents.get(record["code"]) if record else None
    return priced(rule.price, row["wage"]) if rule else None


def _fatal_error(_found: _Lookups, rules: Rules, row: Row) -> Working | None:
    errors = rules.scorecard.fatal if rules.scorecard else {}
    return next((priced(e.price, row["wage"]) for item, e in errors.items() if row["event"].endswith(f".{item}")), None)


def _response_time(_found: _Lookups, rules: Rules, row: Row) -> Working | None:
    if row["action"] == "response-time-review":
        return _FREE
    return priced(rules.response_times.price, row["wage"]) if rules.response_times else None


def _addition(found: _Lookups, _rules: Rules, row: Row) -> Working | None:
    record = found.additions.get(row["event"])
    return _given(record["amount"]) if record else None


def _loss_carried(found: _Lookups, _rules: Rules, row: Row) -> Working | None:
    record = found.carried.get(row["event"])
    return _each(record["amount"]) if record else None


def _full_attendance(_found: _Lookups, rules: Rules, row: Row) -> Working | None:
    if row["action"]:
        return _FREE
    return _given(rules.full_attendance.amount) if rules.full_attendance else None


def _commission(found: _Lookups, rules: Rules, row: Row) -> Working | None:
    rule, sales = rules.commission, found.sales.get(row["employee"], 0)
    if rule is None:
        return None
    tiers = tuple((tier.from_amount, tier.percent) for tier in rule.tiers)
    if rule.counting != "all":
        return Working(method="tiers", base=sales, tiers=tiers, sign=1)
    reached = [percent for begin, percent in tiers if begin <= sales]
    return Working(method="percent", base=sales, rate=reached[-1], sign=1) if reached else _FREE


def _part_month(found: _Lookups, _rules: Rules, row: Row) -> Working | None:
    share = found.shares[row["employee"]]
    return Working(method="part", base=share["base_wage"], times=_share_of_month(share), sign=1)


def _share_of_month(share: Row) -> tuple[int, Decimal]:
    """Return days and the days of a whole month; paid days are kept as hundredths of 21.75."""
    if not share["by_paid_days"]:
        return share["numerator"], Decimal(share["denominator"])
    if share["numerator"] == share["denominator"]:
        return 1, Decimal(1)
    return share["numerator"] // PAID_DAYS_PER_MONTH[1], _PAID_DAYS


def _probation_pay(found: _Lookups, rules: Rules, row: Row) -> Working | None:
    rule, share = rules.probation, found.shares[row["employee"]]
    if rule is None or rule.wage_percent is None or row["employee"] in found.raised:
        return None
    whole = Decimal(found.month.period.wage_days)
    if share["by_paid_days"]:
        of_rota = Decimal(share["work_dates"])
        is_short = share["is_part"] and (found.month.period.is_transition or of_rota < _PAID_DAYS)
        whole = _PAID_DAYS if is_short else of_rota
    times = (int(row["quantity"]), whole)
    return Working(method="percent", base=row["wage"], rate=100 - rule.wage_percent, times=times)


_OTHERS: Mapping[str, _Find] = {
    "swap-quota": _swap,
    "swap-notice": _swap,
    "handover": _handover,
    "leave-notice": _leave_notice,
    "complaint": _complaint,
    "probation": lambda *_: _FREE,
    "discipline": lambda *_: _FREE,
    "incident": _incident,
    "fatal-error": _fatal_error,
    "response-time": _response_time,
    "addition": _addition,
    "loss-carried": _loss_carried,
    "full-attendance": _full_attendance,
    "commission": _commission,
    PART_MONTH: _part_month,
    PROBATION_PAY: _probation_pay,
}
"""The figures of the other rules; a rule that is not here has none."""
