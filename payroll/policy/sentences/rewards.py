"""Rewards in words: commission and full attendance."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text, same
from payroll.money import decimal_text
from payroll.policy.model import Rules
from payroll.policy.pricing import Example, commission, commission_parts
from payroll.policy.reward_rules import CommissionRule
from payroll.policy.sentences.parts import Fact, Section, example_text, listed
from payroll.policy.words import NONE, amount_text

_COUNTING = {
    "marginal": Text.of("each part of them at the percentage of its own line"),
    "all": Text.of("all of them at the percentage of the highest line reached"),
}


def describe_commission(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rule of commission."""
    rule = rules.commission
    if rule is None:
        return
    yield Section(
        "commission",
        Text.of("Commission"),
        rule.clause,
        (Text.of("It is paid on the sum of the sales of a pay period."),),
        (
            Fact("commission.counting", Text.of("Sales are paid"), _COUNTING[rule.counting], len(rule.tiers) > 1),
            *_tiers(rule, example),
        ),
        examples=(_commission_example(rule, example),),
    )


def _tiers(rule: CommissionRule, example: Example) -> Iterator[Fact]:
    for tier in rule.tiers:
        start = amount_text(tier.from_amount, example.currency)
        topic = Text.of("From sales of {start} on", start=start)
        if tier.from_amount == 0:
            topic = Text.of("From the first sale on")
        rate = decimal_text(tier.percent)
        key = f"commission.tier (from_amount = {example.shown(tier.from_amount)})"
        yield Fact(key, topic, Text.of("{rate}%", rate=rate))


def _commission_example(rule: CommissionRule, example: Example) -> Text:
    """Return what sales a fifth beyond the start of the last tier bring, at least twice the wage."""
    sales = max(rule.tiers[-1].from_amount * 6 // 5, 2 * example.base_wage)
    parts = [f"{example.shown(part)} × {decimal_text(tier.percent)}%" for part, tier in commission_parts(rule, sales)]
    total = f"{' + '.join(parts)} = {example.shown(commission(rule, sales))}"
    sold = example.shown(sales)
    return example_text(Text.of("sales of {sold}: {total}", sold=sold, total=total))


def describe_full_attendance(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the award for full attendance."""
    rule = rules.full_attendance
    if rule is None:
        return
    allowed, amount = rule.late_allowed, example.shown(rule.amount)
    enough, too_many = (Text.counted("{count} time", "{count} times", times) for times in (allowed, allowed + 1))
    late = Text.of("none: one is too many")
    if allowed:
        late = Text.of("{allowed}", allowed=allowed)
    kinds = listed(same(kind) for kind in sorted(rule.excused_kinds)) if rule.excused_kinds else NONE
    yield Section(
        "full_attendance",
        Text.of("Full attendance"),
        rule.clause,
        (
            Text.of(
                "Whoever is employed in the whole pay period, without absence, early departure, missing punch and "
                "leave, gets the award."
            ),
        ),
        (
            Fact("full_attendance.amount", Text.of("Award"), amount_text(rule.amount, rules.currency)),
            Fact("full_attendance.late_allowed", Text.of("Late arrivals allowed"), late),
            Fact(
                "full_attendance.excused_kinds",
                Text.of("Kinds of leave that do not stand in the way"),
                kinds,
            ),
        ),
        examples=(
            example_text(
                Text.of(
                    "late {enough} and nothing else in a pay period: {amount}; late {too_many}: nothing",
                    enough=enough,
                    amount=amount,
                    too_many=too_many,
                )
            ),
        ),
    )
