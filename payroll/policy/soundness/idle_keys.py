"""Keys without effect: what is written and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text
from payroll.policy.kinds_soundness import HANDOVER_WITHOUT_SWAPS, NO_EFFECT
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.soundness.table import PriceTable, price_tables
from payroll.policy.words import tier_key
from payroll.problems import Problem


def idle_keys(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield keys that change nothing."""
    for table in price_tables(rules, example):
        yield from _grace(table, rules)
        yield from _counting(table)
    yield from _complaints(rules)
    yield from _incidents(rules)
    if rules.handover and not rules.swaps:
        yield Problem(HANDOVER_WITHOUT_SWAPS, column="handover")


def _grace(table: PriceTable, rules: Rules) -> Iterator[Problem]:
    grace, name = table.rule.grace_minutes, table.offence.name
    longest = max((shift.end - shift.start for shift in rules.shifts.values()), default=None)
    if longest is not None and grace >= longest:
        reason = Text.of(
            "the longest shift has {longest} minutes, so there is never {one}",
            longest=longest,
            one=table.offence.one,
            noun=table.offence.noun,
        )
        yield _no_effect(f"{name}.grace_minutes", str(grace), reason)
    for tier in table.rule.tiers:
        if 0 < tier.from_minutes <= grace:
            reason = Text.of("up to {grace} minutes of grace there is no {noun}", grace=grace, noun=table.offence.noun)
            yield _no_effect(tier_key(table.offence, tier), str(tier.from_minutes), reason)


def _counting(table: PriceTable) -> Iterator[Problem]:
    if table.rule.counting == "all" and len(table.numbers) == 1:
        reason = Text.of("no tier starts at a later one, so the number prices nothing")
        yield _no_effect(f"{table.offence.name}.counting", '"all"', reason)


def _complaints(rules: Rules) -> Iterator[Problem]:
    rule = rules.complaints
    if rules.probation and rules.probation.on_complaint and rule is None:
        reason = Text.of("without [complaints] no complaint makes a line")
        yield _no_effect("probation.on_complaint", f'"{rules.probation.on_complaint}"', reason)
    if rule and len(rule.steps) > 1 and rule.steps[-1] == rule.steps[-2]:
        reason = Text.of("it is as the one before, and the last goes on anyway")
        yield _no_effect(f"complaints.step[{len(rule.steps)}]", str(len(rule.steps)), reason)


def _incidents(rules: Rules) -> Iterator[Problem]:
    longest = max((shift.end - shift.start for shift in rules.shifts.values()), default=None)
    for code, rule in rules.incidents.items():
        if longest is not None and rule.over_minutes is not None and rule.over_minutes >= longest:
            reason = Text.of("the longest shift has {longest} minutes, so that none ever counts", longest=longest)
            yield _no_effect(f"incidents.{code}.over_minutes", str(rule.over_minutes), reason)


def _no_effect(column: str, value: str, reason: Text) -> Problem:
    return Problem(NO_EFFECT, column=column, value=value, details={"reason": reason})
