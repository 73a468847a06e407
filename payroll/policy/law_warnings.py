"""What ``policy check`` finds in the figures that a user enters for the law (rules, section 22)."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.money import currency_places, plain
from payroll.policy import kinds_law as kinds
from payroll.policy.law import shipped_laws
from payroll.policy.model import GuardRule, PolicyVersion, Rules
from payroll.problems import Problem


def law_warnings(version: PolicyVersion) -> Iterator[Problem]:
    """Yield a warning for each figure without source or date, and for what the profile asks and the policy lacks."""
    guard = version.rules.guard
    if guard is None:
        return
    yield from _unsourced(version.rules, guard)
    law = shipped_laws().in_force(guard.profile, version.date) if guard.profile else None
    if law is None:
        return
    acting = [limit for limit in law.limits if limit.acts(by_analogy=guard.by_analogy)]
    dates = (("consulted_on", version.rules.consulted_on), ("published_on", version.rules.published_on))
    lacking = ", ".join(name for name, day in dates if day is None)
    if lacking and any(limit.effect == "needs-procedure" for limit in acting):
        yield Problem(kinds.PROCEDURE_UNSTATED, column="policy", value=guard.profile, details={"lacking": lacking})
    if guard.minimum_wage is None and any(limit.effect == "floor" for limit in acting):
        yield Problem(kinds.FLOOR_WITHOUT_FIGURE, column="guard", value=guard.profile)


def _unsourced(rules: Rules, guard: GuardRule) -> Iterator[Problem]:
    figures = {}
    if guard.max_percent is not None:
        figures["max_percent"] = (f"{guard.max_percent}%", guard.max_percent_source, guard.max_percent_since)
    if guard.minimum_wage is not None:
        amount = plain(guard.minimum_wage, currency_places(rules.currency))
        figures["minimum_wage"] = (amount, guard.minimum_wage_source, guard.minimum_wage_since)
    for name, (value, source, since) in figures.items():
        stated = ((f"{name}_source", bool(source)), (f"{name}_since", since is not None))
        if lacking := ", ".join(key for key, given in stated if not given):
            yield Problem(kinds.FIGURE_UNSOURCED, column=f"guard.{name}", value=value, details={"lacking": lacking})
