"""Complaints: severities and steps that do not rise, or that say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, permutations

from payroll.language import Text
from payroll.policy.kinds_soundness import MILDER, NO_EFFECT, NO_SEVERITY
from payroll.policy.model import ComplaintRule, Rules
from payroll.policy.pricing import Example
from payroll.policy.words import ordinal
from payroll.problems import Problem

RANKS = {"minor": 1, "轻微": 1, "moderate": 2, "一般": 2, "serious": 3, "严重": 3}
"""The usual words for severities, by their weight; of other words nobody knows which is worse."""


def doubtful_complaints(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield what is doubtful about complaints."""
    rule = rules.complaints
    if rule is None:
        return
    if not rule.steps and not rule.severity:
        yield Problem(NO_SEVERITY, column="complaints.severity")
    yield from _minimum(rule, example)
    yield from _falling_severities(rule, example)
    yield from _falling_steps(rule, example)


def _minimum(rule: ComplaintRule, example: Example) -> Iterator[Problem]:
    if not rule.minimum:
        return
    minimum = example.shown(rule.minimum)
    if rule.steps:
        reason = Text.of("complaints are priced by steps, which know no minimum")
        yield Problem(NO_EFFECT, column="complaints.minimum", value=minimum, details={"reason": reason})
    for word, amount in rule.severity.items():
        if amount < rule.minimum:
            reason = Text.of("it is below the minimum of {minimum}", minimum=minimum)
            column = f"complaints.severity.{word}"
            yield Problem(NO_EFFECT, column=column, value=example.shown(amount), details={"reason": reason})


def _falling_severities(rule: ComplaintRule, example: Example) -> Iterator[Problem]:
    known = [(word, max(amount, rule.minimum)) for word, amount in rule.severity.items() if word in RANKS]
    for (worse, less), (better, more) in permutations(known, 2):
        if RANKS[worse] > RANKS[better] and less < more:
            words = (Text.of("a complaint «{word}»", word=word) for word in (worse, better))
            yield _milder(f"complaints.severity.{worse}", next(words), less, (next(words), more), example)


def _falling_steps(rule: ComplaintRule, example: Example) -> Iterator[Problem]:
    """Yield steps that take less than the one before; an action of their own may make them dearer all the same."""
    for number, (before, step) in enumerate(pairwise(rule.steps), start=2):
        if step.amount < before.amount and step.action in {"", before.action}:
            told = [Text.of("the {nth} complaint", nth=ordinal(n), n=n) for n in (number, number - 1)]
            yield _milder(f"complaints.step[{number}]", told[0], step.amount, (told[1], before.amount), example)


def _milder(column: str, worse: Text, less: int, better: tuple[Text, int], example: Example) -> Problem:
    details: dict[str, str | Text] = {
        "worse": worse,
        "worse_cost": example.shown(less),
        "better": better[0],
        "better_cost": example.shown(better[1]),
        "example": "",
    }
    return Problem(MILDER, column=column, details=details)
