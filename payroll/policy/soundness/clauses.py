"""The clauses of the document: those that no rule covers, and those that rules name and the list lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields

from payroll.language import Text
from payroll.policy.kinds_soundness import CLAUSE_NOT_COVERED, CLAUSE_NOT_LISTED, NO_EFFECT
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.problems import Problem


def uncovered_clauses(rules: Rules, _example: Example) -> Iterator[Problem]:
    """Yield where the list of clauses and the clauses of the rules differ; without a list, nothing."""
    if not rules.clauses:
        return
    named = {number: key for key, clause in clauses_of_rules(rules) for number in numbers_of(clause)}
    for number, clause in rules.clauses.items():
        column = f"clauses.{number}"
        if number not in named and clause.without_rule is None:
            yield Problem(CLAUSE_NOT_COVERED, column=column, value=number, details={"title": clause.title})
        elif number in named and clause.without_rule is not None:
            reason = Text.of("[{named}] is the rule for it", named=named[number])
            yield Problem(NO_EFFECT, column=f"{column}.without_rule", value=number, details={"reason": reason})
    for key, clause_key in clauses_of_rules(rules):
        for number in numbers_of(clause_key):
            if number not in rules.clauses:
                yield Problem(CLAUSE_NOT_LISTED, column=f"{key}.clause", value=number)


def clauses_of_rules(rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield the key of each rule that names a clause, and its ``clause`` as it is written; also of new rules."""
    for field in fields(rules):
        value = getattr(rules, field.name)
        keyed = {f"{field.name}.{code}": each for code, each in value.items()} if isinstance(value, Mapping) else {}
        for key, rule in (keyed or {field.name: value}).items():
            if clause := getattr(rule, "clause", ""):
                yield key, clause


def numbers_of(clause: str) -> list[str]:
    """Return the clauses that a rule names: ``"6.2, 6.3"`` are two."""
    return [number for part in re.split(r"[,，、;；]", clause) if (number := part.strip())]
