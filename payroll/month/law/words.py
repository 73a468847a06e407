"""How the guard's relief is explained (rules, 10.4 and 22.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from payroll.language import SEMICOLON, Text, same
from payroll.money import decimal_text, plain, round_half_up
from payroll.month.context import Month, Row
from payroll.month.law.allow import Under
from payroll.month.law.bounds import Bound
from payroll.month.wage import wage_text
from payroll.month.words import clause_text
from payroll.policy.law_model import Limit
from payroll.policy.model import GuardRule


@dataclass(slots=True)
class Cut:
    """What one limit cut of a person's charges: how many, how much, and how much of it as a bound of the month."""

    count: int = 0
    amount: int = 0
    bounded: int = 0

    def add(self, amount: int, bounded: int) -> None:
        """Add one charge."""
        self.count += 1
        self.amount += amount
        self.bounded += bounded


@dataclass(frozen=True, slots=True)
class Told:
    """A person from whom less is taken than was charged.

    ``person`` is the row of ``payroll.month.guard.wages_of`` with wage less the time not worked, not_worked and
    person (its position); ``charged`` the sum of all charges.
    """

    person: Row
    charged: int
    cuts: Mapping[Limit, Cut]


def explanation(month: Month, told: Told, bounds: Sequence[Bound], under: Under) -> Text:
    """Return why a person's charges are given back in part."""
    found = {id(bound): bound for limit in told.cuts for bound in bounds if limit in bound.kinds.values()}
    bounded = all(each.bounded == each.amount for each in told.cuts.values())
    if len(found) == 1 and bounded:
        (bound,) = found.values()
        if bound.key:
            return _one_bound(month, told.person, under.rule, told.charged, bound)
    return _several(month, told, under)


def _one_bound(month: Month, person: Row, rule: GuardRule, total: int, bound: Bound) -> Text:
    places, days = month.places, month.period.wage_days
    rounded = int(round_half_up(abs(person["wage"]), days))  # below 0 if more days were missed than paid
    wage = plain(rounded if person["wage"] >= 0 else -rounded, places)
    part = "" if person["days_employed"] == days else f" × {person['days_employed']}/{days}"
    before = wage_text(month, person)
    charges, not_worked = (plain(amount, places) for amount in (total, person["not_worked"]))
    fines = total - person["not_worked"]
    limit = int(bound.amounts[person["person"]])
    least = plain(rule.minimum_wage or 0, places)
    percent = decimal_text(rule.max_percent or Decimal(0))
    text = {
        "max_percent": Text(f"{wage} 的 {percent}%", f"{percent}% of {wage}"),
        "minimum_wage": Text(f"{wage} 减最低工资 {least}{part}", f"{wage} less the minimum wage {least}{part}"),
    }[bound.key]
    source = Text(f"依据 {rule.profile}", f"profile {rule.profile}") if rule.profile else _UNCHECKED
    equals = "=" if person["wage"] % days == 0 else "≈"
    clause = clause_text(rule.clause)
    shown, allowed, relief = (plain(amount, places) for amount in (fines, limit, fines - limit))
    return Text(
        f"本月扣款合计 {charges}，其中未工作时间 {not_worked}，其余 {shown}；"
        f"本月工资 {before.zh} − {not_worked} {equals} {wage}；"
        f"上限为 {text.zh}：{allowed}（{bound.key}，{source.zh}）；退回 {shown} − {allowed} = {relief}{clause.zh}",
        f"charges of {charges}, of which {not_worked} for time not worked, leave {shown}; "
        f"wage of the period {before.en} − {not_worked} {equals} {wage}; "
        f"the bound is {text.en}: {allowed} ({bound.key}, {source.en}); "
        f"given back {shown} − {allowed} = {relief}{clause.en}",
    )


def _several(month: Month, told: Told, under: Under) -> Text:
    """Name each limit that cut something, how many charges, and by how much in all."""
    places = month.places
    cuts = []
    for limit, cut in told.cuts.items():
        amount = plain(cut.amount, places)
        cuts.append(
            Text(
                f"{limit.title.zh}（{limit.source.zh}）：{cut.count} 笔，退回 {amount}",
                f"{limit.title.en} ({limit.source.en}): {cut.count} charged, {amount} given back",
            )
        )
    limits = SEMICOLON.join(cuts)
    relief = plain(sum(cut.amount for cut in told.cuts.values()), places)
    charged, clause = plain(told.charged, places), clause_text(under.rule.clause)
    source = same(under.law.label) if under.law else _UNCHECKED
    return Text(
        f"本月扣款合计 {charged}；{limits.zh}；共退回 {relief}（{source.zh}，不是法律意见）{clause.zh}",
        f"charges of {charged}; {limits.en}; given back {relief} in all ({source.en}, not legal advice){clause.en}",
    )


_UNCHECKED = Text("未对照任何法律", "not checked against any law")
