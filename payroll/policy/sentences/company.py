"""The company's own rules in words: what they are given; what they do is said by their modules."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text, same
from payroll.policy.company_rules import CompanyRule
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section

_COLUMNS = {"incidents": Text.of("incidents"), "additions": Text.of("additions")}


def describe_company_rules(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield each rule of the company's own."""
    for name, rule in rules.company_rules.items():
        yield Section(
            f"company_rules.{name}",
            Text.of("The company's own rule «{name}»", name=name),
            rule.clause,
            facts=tuple(_facts(f"company_rules.{name}", rule)),
        )


def _facts(key: str, rule: CompanyRule) -> Iterator[Fact]:
    yield Fact(f"{key}.module", Text.of("Computed by"), same(rule.module))
    yield Fact(f"{key}.sha256", Text.of("Its hash"), same(rule.sha256), is_published=False)
    yield Fact(f"{key}.column", Text.of("Counted among"), _COLUMNS[rule.column])
    for name, setting in rule.settings.items():
        value = str(setting) if not isinstance(setting, bool) else str(setting).lower()
        yield Fact(f"{key}.settings.{name}", Text.of("Setting {name}", name=name), same(value))
