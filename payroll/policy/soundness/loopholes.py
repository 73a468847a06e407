"""Loopholes: what is worse, or hides what is worse, costs less, so that it pays to do it."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text
from payroll.policy.kinds_soundness import LOOPHOLE
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.soundness.table import at_wage, price_table
from payroll.policy.words import (
    ABSENCE,
    DAILY_REPORT,
    EARLY_DEPARTURE,
    HANDOVER_RECORD,
    LATENESS,
    MISSING_PUNCH,
    Offence,
)
from payroll.problems import Problem

Told = tuple[Text, int]
"""What somebody does, and what it costs (minor units)."""

_NO_ARRIVAL = Text.of("not punching on arrival")
_NO_DEPARTURE = Text.of("not punching on departure")
_STAYING_AWAY = Text.of("staying away for a whole day")
_COMING_AT_THE_END = Text.of("coming just before the end of the shift")
_LEAVING_AT_THE_START = Text.of("leaving just after the start of the shift")
_LATE_REQUEST = Text.of("asking for leave too late")


def loopholes(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield what costs less than the lesser thing that it stands for."""
    missing, absent = _first(rules, example, MISSING_PUNCH), _first(rules, example, ABSENCE)
    late, early = _dearest(rules, example, LATENESS), _dearest(rules, example, EARLY_DEPARTURE)
    yield from _cheaper("missing_punch", (_NO_ARRIVAL, missing), late, example)
    yield from _cheaper("missing_punch", (_NO_DEPARTURE, missing), early, example)
    unkept = [_dearest(rules, example, offence) for offence in (DAILY_REPORT, HANDOVER_RECORD)]
    for lesser in (late, early, (_LATE_REQUEST, rules.leave.amount if rules.leave else 0), *unkept):
        yield from _cheaper("absence", (_STAYING_AWAY, absent), lesser, example)
    away = (_STAYING_AWAY, absent)
    yield from _cheaper("lateness", (_COMING_AT_THE_END, _longest(rules, example, LATENESS)), away, example)
    shortest = (_LEAVING_AT_THE_START, _longest(rules, example, EARLY_DEPARTURE))
    yield from _cheaper("early_departure", shortest, away, example)


def _cheaper(column: str, evasion: Told, offence: Told, example: Example) -> Iterator[Problem]:
    if evasion[1] < offence[1]:
        details: dict[str, str | Text] = {
            "evasion": evasion[0],
            "evasion_cost": example.shown(evasion[1]),
            "offence": offence[0],
            "offence_cost": example.shown(offence[1]),
            "example": at_wage(example),
        }
        yield Problem(LOOPHOLE, column=column, details=details)


def _first(rules: Rules, example: Example, offence: Offence) -> int:
    """Return what the first occurrence of a month costs, 0 without a rule."""
    rule = offence.rule_of(rules)
    return price_table(offence, rule, example).added(1, 0) if rule else 0


def _dearest(rules: Rules, example: Example, offence: Offence) -> Told:
    rule = offence.rule_of(rules)
    return price_table(offence, rule, example).dearest() if rule else (offence.noun, 0)


def _longest(rules: Rules, example: Example, offence: Offence) -> int:
    """Return what the first occurrence costs if it takes nearly the whole shift, 0 without a rule."""
    rule = offence.rule_of(rules)
    if rule is None:
        return 0
    table = price_table(offence, rule, example)
    return table.added(1, _longest_shift(rules) - 1)


def _longest_shift(rules: Rules) -> int:
    """Return the minutes of the longest shift that the policy names; without any, those of a day."""
    return max((shift.end - shift.start for shift in rules.shifts.values()), default=24 * 60)
