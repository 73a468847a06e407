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
        Text("违纪", "Incidents"),
        meaning=(Text("凡有记录并查实的，每次如下。", "Each one that is recorded and proved:"),),
        facts=tuple(facts),
        examples=tuple(_examples(rules, example)),
    )


def _facts(code: str, rule: IncidentRule, currency: str) -> Iterator[Fact]:
    key = f"incidents.{code}"
    clause = Text(f"（条款 {rule.clause}）", f" (clause {rule.clause})") if rule.clause else EMPTY
    cost, action = costs(rule.price, currency), proposes(rule.action)
    topic = EMPTY.join((rule.title, clause))
    yield Fact(key, topic, EMPTY.join((cost, action)))
    name = Text(f"“{code}”的", f"Of «{code}», the ")
    stated = same(rule.clause) if rule.clause else NONE
    yield Fact(f"{key}.title", Text(f"{name.zh}名称", f"{name.en}title"), rule.title, is_published=False)
    yield Fact(f"{key}.clause", Text(f"{name.zh}条款", f"{name.en}clause"), stated, is_published=False)
    yield kind_fact(key, rule.kind, Text(f"“{rule.title.zh}”", f"«{rule.title.en}»"))
    yield from _conditions(key, rule)


def _conditions(key: str, rule: IncidentRule) -> Iterator[Fact]:
    """Yield what else an incident asks for, each of them published if it does."""
    title = Text(f"“{rule.title.zh}”", f"«{rule.title.en}»")
    longer = minutes_text(rule.over_minutes or 0)
    yield Fact(
        f"{key}.over_minutes",
        Text(f"{title.zh}只算", f"{title.en} counts"),
        Text(f"超过 {longer.zh}的", f"only if it lasts longer than {longer.en}")
        if rule.over_minutes is not None
        else Text("不论多长时间", "however long it lasts"),
        rule.over_minutes is not None,
    )
    yield Fact(
        f"{key}.unless_approved",
        Text(f"{title.zh}经批准的", f"{title.en}, if it was approved"),
        Text("不算", "does not count") if rule.unless_approved else Text("也算", "counts all the same"),
        rule.unless_approved,
    )
    yield Fact(
        f"{key}.needs_proof",
        Text(f"{title.zh}的证据", f"{title.en}, proof"),
        Text("必须写明", "has to be named")
        if rule.needs_proof
        else Text("记录中可以不写", "need not stand in its record"),
        rule.needs_proof,
    )


def _examples(rules: Rules, example: Example) -> Iterator[Text]:
    """Yield the first incident with a price."""
    for rule in rules.incidents.values():
        if costs(rule.price, rules.currency) is not NOTHING:
            wage, cost = with_wage(example), example.shown(example.charge(rule.price))
            told = Text(f"{wage.zh}{rule.title.zh}一次：{cost}", f"{wage.en}«{rule.title.en}» once: {cost}")
            yield example_text(told)
            return
