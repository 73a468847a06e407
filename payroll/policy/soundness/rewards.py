"""Rewards: more sales that bring less, and an award that is lost or kept by lateness in an odd way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from payroll.language import Text
from payroll.policy.kinds_soundness import CLIFF_OF_AWARD, EARNS_LESS, NO_EFFECT, RULE_NO_EFFECT
from payroll.policy.model import Rules
from payroll.policy.pricing import Example, commission
from payroll.policy.reward_rules import CommissionRule, CommissionTier, FullAttendanceRule
from payroll.policy.soundness.cliffs import is_steep
from payroll.policy.soundness.month_of_absence import most_working_days
from payroll.policy.soundness.table import at_wage, price_table
from payroll.policy.words import LATENESS, ordinal, percent_text
from payroll.problems import Problem


def doubtful_commission(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield tiers that pay less than the one below, or the same."""
    rule = rules.commission
    if rule is None:
        return
    for below, tier in pairwise(rule.tiers):
        key = f"commission.tier (from_amount = {example.shown(tier.from_amount)})"
        if tier.percent == below.percent:
            reason = Text.of("it is at the percentage of the one below")
            yield Problem(NO_EFFECT, column=key, value=percent_text(tier.percent).zh, details={"reason": reason})
        elif tier.percent < below.percent:
            yield Problem(EARNS_LESS, column=key, details=_falls(rule, below, tier, example))
    if rule.counting == "all" and len(rule.tiers) == 1 and rule.tiers[0].from_amount == 0:
        reason = Text.of("with a single tier from 0 on both ways come to the same")
        yield Problem(NO_EFFECT, column="commission.counting", value='"all"', details={"reason": reason})


def _falls(
    rule: CommissionRule, below: CommissionTier, tier: CommissionTier, example: Example
) -> dict[str, str | Text]:
    """Return what the start of a tier brings and what lies just below it: in percent, or with ``all`` in amounts."""
    start = example.shown(tier.from_amount)
    if rule.counting == "marginal":
        return {
            "better": Text.of("the part of sales beyond {start}", start=start),
            "less": percent_text(tier.percent),
            "worse": Text.of("the part below"),
            "greater": percent_text(below.percent),
        }
    just_below = tier.from_amount - 1
    less, more = (example.shown(commission(rule, sales)) for sales in (tier.from_amount, just_below))
    fewer = example.shown(just_below)
    return {
        "better": Text.of("sales of {start}", start=start),
        "less": less,
        "worse": Text.of("sales of {fewer}", fewer=fewer),
        "greater": more,
    }


def doubtful_full_attendance(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield an award of nothing, lateness that never stands in its way, and the one lateness that loses it."""
    rule = rules.full_attendance
    if rule is None:
        return
    if rule.amount == 0:
        reason = Text.of("the award is 0")
        yield Problem(RULE_NO_EFFECT, column="full_attendance", details={"reason": reason})
    days = most_working_days(rules.calendar) if rules.calendar else _DAYS
    if rule.late_allowed >= days:
        reason = Text.of(
            "a month has at most {days} working days, and to be late on each of them does not stand in the way",
            days=days,
        )
        value, column = str(rule.late_allowed), "full_attendance.late_allowed"
        yield Problem(NO_EFFECT, column=column, value=value, details={"reason": reason})
    elif rule.late_allowed:
        yield from _award_lost(rules, rule, example)


_DAYS = 31
"""The days of the longest month, where the rota says who works when."""


def _award_lost(rules: Rules, rule: FullAttendanceRule, example: Example) -> Iterator[Problem]:
    """Yield the first lateness that is not allowed, if it costs ten times as much as the last one that is."""
    if rules.lateness is None:
        return
    table, allowed = price_table(LATENESS, rules.lateness, example), rule.late_allowed
    less, more = (table.added(number, table.minutes[0]) for number in (allowed, allowed + 1))
    if is_steep(less, more + rule.amount):
        details: dict[str, str | Text] = {
            "number": str(allowed + 1),
            "ordinal": ordinal(allowed + 1),
            "greater": example.shown(more + rule.amount),
            "less": example.shown(less),
            "example": at_wage(example),
        }
        yield Problem(CLIFF_OF_AWARD, column="full_attendance.late_allowed", details=details)
