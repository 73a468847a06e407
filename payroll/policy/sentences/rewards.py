"""Rewards in words: commission and full attendance."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text, counted, same
from payroll.money import decimal_text
from payroll.policy.model import Rules
from payroll.policy.pricing import Example, commission, commission_parts
from payroll.policy.reward_rules import CommissionRule
from payroll.policy.sentences.parts import Fact, Section, example_text, listed
from payroll.policy.words import NONE, amount_text

_COUNTING = {
    "marginal": Text("每一段按本段的百分比", "each part of them at the percentage of its own line"),
    "all": Text("全部按达到的最高一段", "all of them at the percentage of the highest line reached"),
}


def describe_commission(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rule of commission."""
    rule = rules.commission
    if rule is None:
        return
    yield Section(
        "commission",
        Text("提成", "Commission"),
        rule.clause,
        (Text("按当期销售的合计计算。", "It is paid on the sum of the sales of a pay period."),),
        (
            Fact("commission.counting", Text("算法", "Sales are paid"), _COUNTING[rule.counting], len(rule.tiers) > 1),
            *_tiers(rule, example),
        ),
        examples=(_commission_example(rule, example),),
    )


def _tiers(rule: CommissionRule, example: Example) -> Iterator[Fact]:
    for tier in rule.tiers:
        start = amount_text(tier.from_amount, example.currency)
        topic = Text(f"销售满 {start.zh}", f"From sales of {start.en} on")
        if tier.from_amount == 0:
            topic = Text("销售从零起", "From the first sale on")
        rate = decimal_text(tier.percent)
        key = f"commission.tier (from_amount = {example.shown(tier.from_amount)})"
        yield Fact(key, topic, Text(f"{rate}%", f"{rate} %"))


def _commission_example(rule: CommissionRule, example: Example) -> Text:
    """Return what sales a fifth beyond the start of the last tier bring, at least twice the wage."""
    sales = max(rule.tiers[-1].from_amount * 6 // 5, 2 * example.base_wage)
    parts = [f"{example.shown(part)} × {decimal_text(tier.percent)}%" for part, tier in commission_parts(rule, sales)]
    total = f"{' + '.join(parts)} = {example.shown(commission(rule, sales))}"
    sold = example.shown(sales)
    return example_text(Text(f"当期销售 {sold}：{total}", f"sales of {sold}: {total}"))


def describe_full_attendance(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the award for full attendance."""
    rule = rules.full_attendance
    if rule is None:
        return
    allowed, amount = rule.late_allowed, example.shown(rule.amount)
    enough, too_many = (Text(f"{times} 次", f"{counted(times, 'time')}") for times in (allowed, allowed + 1))
    late = Text("无，迟到一次就没有", "none: one is too many")
    if allowed:
        late = Text(f"{allowed} 次", f"{allowed}")
    kinds = listed(same(kind) for kind in sorted(rule.excused_kinds)) if rule.excused_kinds else NONE
    yield Section(
        "full_attendance",
        Text("全勤奖", "Full attendance"),
        rule.clause,
        (
            Text(
                "整个计薪周期在职，没有旷工、早退、缺卡和请假的，发全勤奖。",
                "Whoever is employed in the whole pay period, without absence, early departure, missing punch and "
                "leave, gets the award.",
            ),
        ),
        (
            Fact("full_attendance.amount", Text("金额", "Award"), amount_text(rule.amount, rules.currency)),
            Fact("full_attendance.late_allowed", Text("允许迟到", "Late arrivals allowed"), late),
            Fact(
                "full_attendance.excused_kinds",
                Text("不影响全勤的假别", "Kinds of leave that do not stand in the way"),
                kinds,
            ),
        ),
        examples=(
            example_text(
                Text(
                    f"当期迟到 {enough.zh}，其余都正常：{amount}；迟到 {too_many.zh}：0",
                    f"late {enough.en} and nothing else in a pay period: {amount}; late {too_many.en}: nothing",
                )
            ),
        ),
    )
