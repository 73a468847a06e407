"""The bounds of what may be taken in a month, in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from payroll.language import Text, same
from payroll.money import decimal_text
from payroll.period import iso_day
from payroll.policy.model import GuardRule, Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section, example_text, with_wage
from payroll.policy.words import NONE, amount_text


def describe_guard(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rule of the guard."""
    rule = rules.guard
    if rule is None:
        return
    percent = decimal_text(rule.max_percent) if rule.max_percent is not None else ""
    least = amount_text(rule.minimum_wage, rules.currency) if rule.minimum_wage is not None else NONE
    profile = same(rule.profile) if rule.profile else Text.of("none: not checked against any law")
    most = Text.of("{percent}% of the month's wage", percent=percent) if percent else NONE
    yield Section(
        "guard",
        Text.of("Upper bound of charges"),
        rule.clause,
        (
            Text.of(
                "What the charges of a month take beyond the bound, the pay for time not worked aside, is given back."
            ),
        ),
        (
            Fact("guard.profile", Text.of("Law applied"), profile),
            Fact("guard.max_percent", Text.of("At most"), most),
            Fact("guard.minimum_wage", Text.of("Left after deductions, at least"), least),
            *_origin("max_percent", Text.of("That share"), rule.max_percent_source, rule.max_percent_since),
            *_origin("minimum_wage", Text.of("That amount"), rule.minimum_wage_source, rule.minimum_wage_since),
            Fact(
                "guard.by_analogy",
                Text.of("Limits of the law that hold only by analogy"),
                Text.of("act too") if rule.by_analogy else Text.of("do not act"),
                rule.by_analogy,
            ),
        ),
        examples=tuple(_examples(rule, example)),
    )


def _origin(key: str, what: Text, source: str, since: int | None) -> Iterator[Fact]:
    """Yield where a figure is from, and since when it holds."""
    stated, day = same(source) if source else NONE, NONE if since is None else Text(*2 * (iso_day(since),))
    yield Fact(f"guard.{key}_source", Text.of("{what}, source", what=what), stated, bool(source))
    yield Fact(f"guard.{key}_since", Text.of("{what}, since", what=what), day, since is not None)


def _examples(rule: GuardRule, example: Example) -> Iterator[Text]:
    """Yield a whole month without absence, whose charges are a tenth of the wage above the smallest bound."""
    bounds = []
    if rule.max_percent is not None:
        bounds.append(int(example.base_wage * Fraction(rule.max_percent) / 100))
    if rule.minimum_wage is not None:
        bounds.append(max(example.base_wage - rule.minimum_wage, 0))
    if not bounds:
        return
    bound, beyond = min(bounds), example.base_wage // 10
    wage, (asked, allowed, back) = with_wage(example), map(example.shown, (bound + beyond, bound, beyond))
    yield example_text(
        Text.of(
            "{wage}a whole month worked and charges of {asked}: the bound is {allowed}, given back {asked} − "
            "{allowed} = {back}",
            wage=wage,
            asked=asked,
            allowed=allowed,
            back=back,
        )
    )
