"""How to object, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from payroll.language import Text
from payroll.period import iso_day
from payroll.policy.model import Rules
from payroll.policy.objection_rule import CountedFrom, ObjectionRule
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section, example_text
from payroll.policy.words import NONE

_FROM: Mapping[CountedFrom, Text] = {
    "issue": Text.of("the day after the statement is given out"),
    "period-end": Text.of("the day after the pay period ends"),
}
_OCTOBER_ENDS, _ISSUED = 20_757, 20_762
"""2026-10-31 and 2026-11-05."""


def describe_objections(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield how an employee objects, and until when."""
    rule = rules.objections
    if rule is None:
        return
    within = NONE
    if rule.days is not None:
        within = Text.counted("{count} calendar day", "{count} calendar days", rule.days)
    has_days = rule.days is not None
    yield Section(
        "objections",
        Text.of("Objections"),
        rule.clause,
        facts=(
            Fact("objections.days", Text.of("To be made within"), within, has_days),
            Fact("objections.counted_from", Text.of("Counted from"), _FROM[rule.counted_from], has_days),
            Fact("objections.to", Text.of("To be made to"), rule.to or NONE, rule.to is not None),
            Fact("objections.how", Text.of("How"), rule.how or NONE, rule.how is not None),
        ),
        examples=tuple(_example_of(rule)),
    )


def _example_of(rule: ObjectionRule) -> Iterator[Text]:
    last = rule.last_day(_OCTOBER_ENDS, _ISSUED)
    if last is not None:
        begin, until = iso_day(_ISSUED if rule.counted_from == "issue" else _OCTOBER_ENDS), iso_day(last)
        told = {
            "issue": Text.of("given out on {begin}, to be made by {until}", begin=begin, until=until),
            "period-end": Text.of("a pay period that ends on {begin}: by {until}", begin=begin, until=until),
        }[rule.counted_from]
        yield example_text(told)
