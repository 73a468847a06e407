"""Incidents in words."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import EMPTY, Text, same
from payroll.policy.model import IncidentRule, Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section, costs, example_text, kind_fact, proposes, with_wage
from payroll.policy.words import NONE, NOTHING, minutes_text


def describe_incidents(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the incidents that the policy lists."""
    if not rules.incidents:
        return
    facts = (fact for code, rule in rules.incidents.items() for fact in _facts(code, rule, rules.currency))
    yield Section(
        "incidents",
        Text.of("Incidents"),
        meaning=(Text.of("Each one that is recorded and proved:"),),
        facts=tuple(facts),
        examples=tuple(_examples(rules, example)),
    )


def _facts(code: str, rule: IncidentRule, currency: str) -> Iterator[Fact]:
    key = f"incidents.{code}"
    clause = Text.of(" (clause {clause})", clause=rule.clause) if rule.clause else EMPTY
    cost, action = costs(rule.price, currency), proposes(rule.action)
    topic = EMPTY.join((rule.title, clause))
    yield Fact(key, topic, EMPTY.join((cost, action)))
    name = Text.of("Of «{code}», the ", code=code)
    stated = same(rule.clause) if rule.clause else NONE
    yield Fact(f"{key}.title", Text.of("{name}title", name=name), rule.title, is_published=False)
    yield Fact(f"{key}.clause", Text.of("{name}clause", name=name), stated, is_published=False)
    yield kind_fact(key, rule.kind, Text.of("«{title}»", title=rule.title))
    yield from _conditions(key, rule)


def _conditions(key: str, rule: IncidentRule) -> Iterator[Fact]:
    """Yield what else an incident asks for, each of them published if it does."""
    title = Text.of("«{title}»", title=rule.title)
    longer = minutes_text(rule.over_minutes or 0)
    yield Fact(
        f"{key}.over_minutes",
        Text.of("{title} counts", title=title),
        Text.of("only if it lasts longer than {longer}", longer=longer)
        if rule.over_minutes is not None
        else Text.of("however long it lasts"),
        rule.over_minutes is not None,
    )
    yield Fact(
        f"{key}.unless_approved",
        Text.of("{title}, if it was approved", title=title),
        Text.of("does not count") if rule.unless_approved else Text.of("counts all the same"),
        rule.unless_approved,
    )
    yield Fact(
        f"{key}.needs_proof",
        Text.of("{title}, proof", title=title),
        Text.of("has to be named") if rule.needs_proof else Text.of("need not stand in its record"),
        rule.needs_proof,
    )


def _examples(rules: Rules, example: Example) -> Iterator[Text]:
    """Yield the first incident with a price."""
    for rule in rules.incidents.values():
        if costs(rule.price, rules.currency) is not NOTHING:
            wage, cost = with_wage(example), example.shown(example.charge(rule.price))
            told = Text.of("{wage}«{title}» once: {cost}", wage=wage, title=rule.title, cost=cost)
            yield example_text(told)
            return
