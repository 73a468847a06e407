"""A change of the pay period without a word on how its transition month is paid."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.policy.kinds_soundness import TRANSITION_PAID_WHOLE
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.problems import Problem


def transition_paid_whole(rules: Rules, _example: Example) -> Iterator[Problem]:
    """Yield one problem if the start day changes and no rule says what the wage of the transition month is."""
    if rules.previous_start_day is not None and rules.part_month is None:
        yield Problem(TRANSITION_PAID_WHOLE, column="policy.previous_start_day", value=str(rules.previous_start_day))
