"""All doubts about a version, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from payroll.policy.law_warnings import law_warnings
from payroll.policy.model import PolicyVersion, Rules
from payroll.policy.pricing import Example, example_of
from payroll.policy.soundness.clauses import uncovered_clauses
from payroll.policy.soundness.cliffs import cliffs
from payroll.policy.soundness.complaints import doubtful_complaints
from payroll.policy.soundness.discipline import doubtful_discipline
from payroll.policy.soundness.guard import doubtful_guard
from payroll.policy.soundness.idle_keys import idle_keys
from payroll.policy.soundness.idle_tiers import idle_tiers
from payroll.policy.soundness.law import conflicts_with_law
from payroll.policy.soundness.loopholes import loopholes
from payroll.policy.soundness.milder import milder_offences
from payroll.policy.soundness.month_of_absence import month_of_absence
from payroll.policy.soundness.quality import doubtful_response_times, doubtful_scorecard, doubtful_stars
from payroll.policy.soundness.rewards import doubtful_commission, doubtful_full_attendance
from payroll.policy.soundness.tier_gaps import tier_gaps
from payroll.policy.soundness.transition import transition_paid_whole
from payroll.policy.soundness.unpriced import unpriced_rules
from payroll.problems import Problem

DOUBTS: tuple[Callable[[Rules, Example], Iterator[Problem]], ...] = (
    unpriced_rules,
    tier_gaps,
    idle_tiers,
    milder_offences,
    cliffs,
    loopholes,
    month_of_absence,
    transition_paid_whole,
    doubtful_complaints,
    doubtful_discipline,
    doubtful_scorecard,
    doubtful_stars,
    doubtful_response_times,
    doubtful_commission,
    doubtful_full_attendance,
    idle_keys,
    doubtful_guard,
    uncovered_clauses,
)


def warnings(version: PolicyVersion, base_wage: Decimal | None = None) -> list[Problem]:
    """Return what a sound version says that its author may not have meant.

    Percentages and amounts are compared for an employee with ``base_wage`` (5000.00 if none is named).
    """
    example = example_of(version.rules, base_wage)
    found = [problem for doubt in DOUBTS for problem in doubt(version.rules, example)]
    of_law = (*law_warnings(version), *conflicts_with_law(version, example))
    return [replace(problem, file=version.file) for problem in (*found, *of_law)]
