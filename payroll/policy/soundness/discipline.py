"""Discipline: what is counted and never happens, and steps that become milder or say nothing new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from payroll.language import Text
from payroll.policy.discipline_rule import COUNTABLE, OF_CODE, DisciplineRule
from payroll.policy.kinds_soundness import MILDER_RESULT, NO_EFFECT
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.words import STRICTNESS, action_text, ordinal
from payroll.problems import Problem

_MAKES: Mapping[str, tuple[str, Callable[[Rules], object]]] = {
    "lateness": ("lateness", lambda rules: rules.lateness),
    "early-departure": ("early_departure", lambda rules: rules.early_departure),
    "absence": ("absence", lambda rules: rules.absence),
    "missing-punch": ("missing_punch", lambda rules: rules.missing_punch),
    "swap-quota": ("swaps", lambda rules: rules.swaps),
    "swap-notice": ("swaps", lambda rules: rules.swaps),
    "handover": ("handover", lambda rules: rules.handover),
    "handover-record": ("handover_record", lambda rules: rules.handover_record),
    "daily-report": ("daily_report", lambda rules: rules.daily_report),
    "meeting": ("meetings", lambda rules: rules.meetings),
    "leave-notice": ("leave", lambda rules: rules.leave),
    "complaint": ("complaints", lambda rules: rules.complaints),
    "incident": ("incidents", lambda rules: rules.incidents),
    "fatal-error": ("scorecard.fatal", lambda rules: rules.scorecard and rules.scorecard.fatal),
    "response-time": ("response_times", lambda rules: rules.response_times),
}
"""The rules of the ledger, and the table of the file without which they make no line."""


def doubtful_discipline(rules: Rules, _example: Example) -> Iterator[Problem]:
    """Yield what is doubtful about the rule on discipline."""
    rule = rules.discipline
    if rule is None:
        return
    yield from _never_counted(rules, rule)
    for before, step in pairwise(rule.steps):
        if STRICTNESS.get(step.action, 9) < STRICTNESS.get(before.action, 0):
            times = [Text.of("the {nth} time", nth=ordinal(each.count), count=each.count) for each in (step, before)]
            details: dict[str, str | Text] = {
                "worse": times[0],
                "worse_result": action_text(step.action),
                "better": times[1],
                "better_result": action_text(before.action),
                "example": "",
            }
            yield Problem(MILDER_RESULT, column=_key(step.count), details=details)
    if len(rule.steps) > 1:
        before, last = rule.steps[-2:]
        if last.action == before.action and last.count == before.count + 1:
            reason = Text.of("it is as the one before, and the last goes on anyway")
            yield Problem(NO_EFFECT, column=_key(last.count), value=last.action, details={"reason": reason})


def _never_counted(rules: Rules, rule: DisciplineRule) -> Iterator[Problem]:
    for name in (name for name in COUNTABLE if name in rule.counts):
        table, made_by = _MAKES[name]
        if not made_by(rules):
            reason = Text.of("without [{table}] there is no such line", table=table)
            yield Problem(NO_EFFECT, column="discipline.counts", value=f'"{name}"', details={"reason": reason})
    if "incident" in rule.counts:
        for name in sorted(name for name in rule.counts if name.startswith(OF_CODE)):
            reason = Text.of('"incident" counts all of them already')
            yield Problem(NO_EFFECT, column="discipline.counts", value=f'"{name}"', details={"reason": reason})


def _key(count: int) -> str:
    return f"discipline.step (count = {count})"
