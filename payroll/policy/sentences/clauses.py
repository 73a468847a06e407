"""The clauses of the document that no rule stands for, in words."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text
from payroll.policy.model import Clause, Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section


def describe_clauses(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield the clauses; in the rule book only those without a rule."""
    if rules.clauses:
        facts = (_fact(number, clause) for number, clause in rules.clauses.items())
        meaning = Text.of("No rule stands for these clauses:")
        yield Section("clauses", Text.of("Other clauses"), meaning=(meaning,), facts=tuple(facts))


def _fact(number: str, clause: Clause) -> Fact:
    reason = clause.without_rule
    value = Text.of("{title}; {reason}", title=clause.title, reason=reason) if reason else clause.title
    return Fact(f"clauses.{number}", Text.of("Clause {number}", number=number), value, is_published=reason is not None)
