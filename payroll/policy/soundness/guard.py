"""A guard that guards nothing."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.policy.kinds_soundness import GUARD_NO_BOUND, GUARD_NO_PROFILE
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.problems import Problem


def doubtful_guard(rules: Rules, _example: Example) -> Iterator[Problem]:
    """Yield what a guard lacks."""
    if rules.guard is None:
        return
    if rules.guard.max_percent is None and rules.guard.minimum_wage is None:
        yield Problem(GUARD_NO_BOUND, column="guard")
    if not rules.guard.profile:
        yield Problem(GUARD_NO_PROFILE, column="guard.profile")
