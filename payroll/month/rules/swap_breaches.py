"""Swap quota and swap notice: too many swaps in a period, or asked for too late (rules, 3.3 to 3.5)."""

from __future__ import annotations

import pandas as pd

from payroll.language import EMPTY, Text
from payroll.money import plain
from payroll.month.context import Month
from payroll.month.entries import Entry, entries
from payroll.month.facts import Facts
from payroll.month.swaps import Breach
from payroll.month.words import clause_text
from payroll.period import iso_day, iso_minute


def swap_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for each breach, on the swap's date, by the requester's policy of that date."""
    return entries(_entry(facts.month, breach) for breach in facts.swaps.breaches)


def _entry(month: Month, breach: Breach) -> Entry:
    rule = month.facts.rules(breach.version).swaps
    assert rule is not None  # a policy without [swaps] makes no breach
    clause = clause_text(rule.clause)
    price = _price(rule.amount, month.places)
    told = _quota(breach) if breach.rule == "swap-quota" else _notice(breach, rule.notice_hours)
    return Entry(
        employee=breach.employee,
        date=breach.swap.date,
        rule=breach.rule,
        event=breach.swap.swap_id,
        clause=rule.clause,
        amount=-rule.amount,
        version=breach.version,
        evidence=month.tables.files[breach.swap.file].evidence(breach.swap.row),
        explanation=EMPTY.join((told, price, clause)),
    )


def _parties(breach: Breach) -> Text:
    swap, back = breach.swap, EMPTY
    if swap.back is not None:
        back = Text(f"，{iso_day(swap.back)} 换回", f", back on {iso_day(swap.back)}")
    return Text(
        f"{iso_day(swap.date)} 换班 {swap.swap_id}（{swap.requester_id} 的班由 {swap.counterpart_id} 上{back.zh}）",
        f"{iso_day(swap.date)} swap {swap.swap_id} ({swap.counterpart_id} works for {swap.requester_id}{back.en})",
    )


def _quota(breach: Breach) -> Text:
    parties = _parties(breach)
    return Text(
        f"{parties.zh}：本月第 {breach.count} 次换班，超过 {breach.limit} 次的限额",
        f"{parties.en}: swap no. {breach.count} this month, more than the {breach.limit} allowed",
    )


def _notice(breach: Breach, hours: int) -> Text:
    parties = _parties(breach)
    asked, start = iso_minute(breach.swap.requested_at), iso_minute(breach.earliest)
    before = Text(f"开始前 {hours} 小时", f"{hours} hours before it") if hours else Text("开始前", "before it")
    return Text(
        f"{parties.zh}：{asked} 才申请，最早的班次 {start} 开始，须在{before.zh}提出",
        f"{parties.en}: asked for at {asked}; the earliest shift starts at {start} and notice is due {before.en}",
    )


def _price(amount: int, places: int) -> Text:
    if not amount:
        return Text("，不扣款", ", no charge")
    return Text(f"，扣 {plain(amount, places)}", f", {plain(amount, places)}")
