"""How the guard's relief is explained (rules, 10.4 and 22.8)."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from payroll.language import Text
from payroll.money import decimal_text, plain, round_half_up
from payroll.month.context import Month, Row
from payroll.month.law.allow import Allowed, Under
from payroll.month.law.bounds import Bound
from payroll.month.wage import wage_text
from payroll.month.words import clause_text
from payroll.policy.model import GuardRule


def explanation(month: Month, person: Row, charges: pd.DataFrame, done: Allowed, under: Under) -> Text:
    """Return why a person's charges are given back in part.

    ``charges`` are the person's, with cut, limit (position in ``done.limits``) and bounded.
    """
    cut = charges[charges["cut"] > 0]
    bounds = {_key(done, limit) for limit in cut["limit"].tolist()}
    total, only = int(charges["asked"].sum()), next(iter(bounds))
    if len(bounds) == 1 and only and int(cut["bounded"].sum()) == int(cut["cut"].sum()):
        bound = next(each for each in done.bounds if each.key == only)
        return _one_bound(month, person, under.rule, total, bound)
    return _several(month, cut, done, under, total)


def _key(done: Allowed, limit: int) -> str:
    """Return the key of ``[guard]`` whose figure a limit is of, "" for a figure of the law."""
    named = done.limits[limit]
    return next((bound.key for bound in done.bounds if named in bound.kinds.values()), "")


def _one_bound(month: Month, person: Row, rule: GuardRule, total: int, bound: Bound) -> Text:
    places, days = month.places, month.period.days
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


def _several(month: Month, cut: pd.DataFrame, done: Allowed, under: Under, total: int) -> Text:
    """Name each limit that cut something, how many charges, and by how much in all."""
    places = month.places
    chinese, english = [], []
    for index in dict.fromkeys(cut["limit"].tolist()):
        limit, own = done.limits[index], cut[cut["limit"] == index]
        amount, count = plain(int(own["cut"].sum()), places), len(own)
        chinese.append(f"{limit.title.zh}（{limit.source.zh}）：{count} 笔，退回 {amount}")
        english.append(f"{limit.title.en} ({limit.source.en}): {count} charged, {amount} given back")
    relief, clause = plain(int(cut["cut"].sum()), places), clause_text(under.rule.clause)
    source = Text(under.law.label, under.law.label) if under.law else _UNCHECKED
    return Text(
        f"本月扣款合计 {plain(total, places)}；{'；'.join(chinese)}；"
        f"共退回 {relief}（{source.zh}，不是法律意见）{clause.zh}",
        f"charges of {plain(total, places)}; {'; '.join(english)}; "
        f"given back {relief} in all ({source.en}, not legal advice){clause.en}",
    )


_UNCHECKED = Text("未对照任何法律", "not checked against any law")
