"""Occurrence rules that count and cost nothing."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.policy.kinds_soundness import NOT_PRICED
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.soundness.table import price_tables
from payroll.problems import Problem


def unpriced_rules(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield the occurrence rules without a tier."""
    for table in price_tables(rules, example):
        if not table.rule.tiers:
            yield Problem(NOT_PRICED, column=table.offence.name)
