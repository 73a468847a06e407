"""Incidents in words."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text
from payroll.policy.model import IncidentRule, Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section, costs, example_text, proposes, with_wage
from payroll.policy.words import NONE, NOTHING


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
    clause = Text(f"（条款 {rule.clause}）", f" (clause {rule.clause})") if rule.clause else Text("", "")
    cost, action = costs(rule.price, currency), proposes(rule.action)
    topic = Text(rule.title.zh + clause.zh, rule.title.en + clause.en)
    yield Fact(key, topic, Text(cost.zh + action.zh, cost.en + action.en))
    name = Text(f"“{code}”的", f"Of «{code}», the ")
    stated = Text(rule.clause, rule.clause) if rule.clause else NONE
    yield Fact(f"{key}.title", Text(f"{name.zh}名称", f"{name.en}title"), rule.title, is_published=False)
    yield Fact(f"{key}.clause", Text(f"{name.zh}条款", f"{name.en}clause"), stated, is_published=False)


def _examples(rules: Rules, example: Example) -> Iterator[Text]:
    """Yield the first incident with a price."""
    for rule in rules.incidents.values():
        if costs(rule.price, rules.currency) is not NOTHING:
            wage, cost = with_wage(example), example.shown(example.charge(rule.price))
            yield example_text(f"{wage.zh}{rule.title.zh}一次：{cost}", f"{wage.en}«{rule.title.en}» once: {cost}")
            return
