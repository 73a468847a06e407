"""Probation, part months and leave in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from payroll.language import EMPTY, Text, same
from payroll.money import PAID_DAYS_PER_MONTH, decimal_text, round_half_up
from payroll.period import add_months, iso_day
from payroll.policy.model import ProbationRule, Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section, costs_amount, example_text, listed, with_wage
from payroll.policy.wage_rules import PartMonthMethod
from payroll.policy.words import NONE, action_text

_HIRED = 20_454
"""2026-01-01."""
_FIRST_DAY = 20_736
"""2026-10-10."""


def describe_probation(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield the rule of probation."""
    rule = rules.probation
    if rule is None:
        return
    ends, hired = iso_day(add_months(_HIRED, rule.months)), iso_day(_HIRED)
    review = action_text(rule.on_complaint) if rule.on_complaint else NONE
    proposal = Text.of("«{review}» is proposed", review=review) if rule.on_complaint else NONE
    yield Section(
        "probation",
        Text.of("Probation"),
        rule.clause,
        facts=(
            Fact(
                "probation.months",
                Text.of("Probation lasts"),
                Text.counted("{count} month from the hire date", "{count} months from the hire date", rule.months),
            ),
            Fact("probation.on_complaint", Text.of("On a complaint during probation"), proposal),
            Fact("probation.wage_percent", Text.of("Pay during probation"), _pay(rule), rule.wage_percent is not None),
        ),
        notes=(Text.of("Where an employee's record names another end, that one holds."),),
        examples=(
            example_text(Text.of("hired on {hired}, no longer on probation from {ends}", hired=hired, ends=ends)),
        ),
    )


def _pay(rule: ProbationRule) -> Text:
    if rule.wage_percent is None:
        return Text.of("the whole wage")
    paid = decimal_text(rule.wage_percent)
    return Text.of("{paid}% of the wage", paid=paid)


_METHODS: Mapping[PartMonthMethod, Text] = {
    "calendar-days": Text.of("by calendar days: base wage × days employed ÷ days of the period"),
    "paid-days": Text.of("by paid days: base wage × work dates ÷ 21.75, at most the whole month's"),
}
_DAYS_OF_EXAMPLE = 10


def describe_part_month(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield how the wage of a part month is counted."""
    rule = rules.part_month
    if rule is None:
        return
    days = _DAYS_OF_EXAMPLE
    wage = with_wage(example)
    whole = Fraction(30) if rule.method == "calendar-days" else Fraction(*PAID_DAYS_PER_MONTH)
    part = example.base_wage * days / whole
    amount = example.shown(round_half_up(part.numerator, part.denominator))
    told = {
        "calendar-days": Text.of("employed on {days} of the 30 days of a period", days=days),
        "paid-days": Text.of("{days} work dates in the month of joining", days=days),
    }[rule.method]
    yield Section(
        "part_month",
        Text.of("Wage of a part month"),
        rule.clause,
        facts=(Fact("part_month.method", Text.of("Prorated"), _METHODS[rule.method]),),
        examples=(example_text(Text.of("{wage}{told}: {amount}", wage=wage, told=told, amount=amount)),),
    )


def describe_leave(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rule of leave."""
    rule = rules.leave
    if rule is None:
        return
    notice = Text.of("on its first day")
    if rule.notice_days:
        notice = Text.counted("{count} day before its first day", "{count} days before its first day", rule.notice_days)
    kinds = listed(same(kind) for kind in sorted(rule.except_kinds)) if rule.except_kinds else NONE
    first, last_day = iso_day(_FIRST_DAY), iso_day(_FIRST_DAY - rule.notice_days)
    asked = Text.of("leave from {first} is asked for on {last_day} at the latest", first=first, last_day=last_day)
    late = EMPTY
    if rule.amount:
        amount = example.shown(rule.amount)
        late = Text.of("; later than that: {amount}", amount=amount)
    yield Section(
        "leave",
        Text.within("rule", "Leave"),
        rule.clause,
        facts=(
            Fact("leave.notice_days", Text.of("To be asked for at the latest"), notice),
            Fact("leave.except_kinds", Text.of("Kinds of leave that are exempt"), kinds),
            Fact(
                "leave.amount",
                Text.of("Each time it is asked for too late"),
                costs_amount(rule.amount, rules.currency),
            ),
        ),
        examples=(example_text(EMPTY.join((asked, late))),),
    )
