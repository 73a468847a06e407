"""The bounds of a month, and handing out what they leave, oldest charge first (rules, 22.6 and 22.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text, same
from payroll.period import iso_day
from payroll.policy.law_model import KINDS, Law, Limit
from payroll.policy.model import GuardRule


@dataclass(frozen=True, slots=True)
class Bound:
    """What all charges of some kinds may take together.

    ``kinds``    positions in ``KINDS``, and for each the limit that it is of
    ``amounts``  Python integers, one for each person, at least 0
    ``key``      the key of ``[guard]`` that the figure is from, "" for a figure of the law
    """

    kinds: Mapping[int, Limit]
    amounts: npt.NDArray[np.object_]
    key: str = ""


def bounds_of(people: pd.DataFrame, rule: GuardRule, law: Law | None, days: int) -> list[Bound]:
    """Return the bounds of the people under one rule and law, those of the law's percentages first.

    ``people`` has, as Python integers, wage and gross (times the ``days`` of the period, so that they are
    whole), not_worked, and days_employed.
    """
    found = [
        Bound(
            dict.fromkeys(map(KINDS.index, sorted(limit.kinds - {"absence"})), limit),
            _percentage(people, limit, days),
        )
        for limit in (law.of("month-percent") if law else ())
        if limit.acts(by_analogy=rule.by_analogy)
    ]
    own = {LOSS_AND_FINES: max_percent(rule)} if rule.max_percent is not None else {}
    for kinds, limit in own.items():
        found.append(
            Bound(dict.fromkeys(kinds, limit), _share(people["wage"], Fraction(limit.value or 0), days), "max_percent")
        )
    if rule.minimum_wage is not None:
        least = rule.minimum_wage * people["days_employed"].to_numpy()
        amounts = np.maximum((people["wage"].to_numpy() - least) // days, 0)
        found.append(Bound(_floors(rule, law), amounts, "minimum_wage"))
    return found


def _percentage(people: pd.DataFrame, limit: Limit, days: int) -> npt.NDArray[np.object_]:
    """Return what a percentage of the month lets losses and fines take.

    Where it is of all deductions, absences among them, it is of the wages before these, and they use it up first.
    """
    percent, wages = Fraction(limit.value or 0), people[limit.of]
    if "absence" not in limit.kinds:
        return _share(wages, percent, days)
    not_worked = people["not_worked"]
    left: npt.NDArray[np.object_] = np.maximum(
        _share(wages + not_worked * days, percent, days) - not_worked.to_numpy(), 0
    )
    return left


LOSS_AND_FINES = (KINDS.index("loss"), KINDS.index("discipline"))


def _share(wages: pd.Series, percent: Fraction, days: int) -> npt.NDArray[np.object_]:
    rate = percent / 100
    shares: npt.NDArray[np.object_] = np.maximum(wages.to_numpy() * rate.numerator // (days * rate.denominator), 0)
    return shares


def _floors(rule: GuardRule, law: Law | None) -> dict[int, Limit]:
    """Return whose the floor is: the law's where it has one for the kind, the last one named first."""
    floors: dict[int, Limit] = dict.fromkeys(LOSS_AND_FINES, minimum_wage(rule))
    for limit in law.of("floor") if law else ():
        if limit.acts(by_analogy=rule.by_analogy):
            floors.update((KINDS.index(kind), limit) for kind in limit.kinds)
    return floors


def max_percent(rule: GuardRule) -> Limit:
    """Return the policy's own bound as a limit."""
    return Limit(
        code="max_percent",
        title=Text.of("the policy's own bound"),
        effect="month-percent",
        value=rule.max_percent,
        basis="employer policy",
        mark="",
        since="" if rule.max_percent_since is None else iso_day(rule.max_percent_since),
        source=_figure(rule.max_percent_source),
    )


def minimum_wage(rule: GuardRule) -> Limit:
    """Return the floor as a limit of the policy's own."""
    return Limit(
        code="minimum_wage",
        title=Text.of("the minimum wage that the policy states"),
        effect="floor",
        basis="employer policy",
        mark="",
        since="" if rule.minimum_wage_since is None else iso_day(rule.minimum_wage_since),
        source=_figure(rule.minimum_wage_source),
    )


def _figure(source: str) -> Text:
    return same(source) if source else Text.of("policy file, [guard]")


def hand_out(
    asked: Sequence[int], kinds: Sequence[int], bounds: Sequence[tuple[frozenset[int], int]]
) -> list[tuple[int, int]]:
    """Return for each charge, oldest first, what it gets and the bound that cut it (-1: none).

    A bound is the kinds that it covers and an amount. The smallest that is left binds, of equal ones the first.
    """
    left = [amount for _, amount in bounds]
    result = []
    for amount, kind in zip(asked, kinds, strict=True):
        over = [index for index, (covered, _) in enumerate(bounds) if kind in covered]
        binding = min(over, key=lambda index: left[index], default=-1)
        allowed = amount if binding < 0 else min(amount, left[binding])
        for index in over:
            left[index] -= allowed
        result.append((allowed, binding if allowed < amount else -1))
    return result
