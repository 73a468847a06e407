"""A month in sums: what a screen and the answer to ``run`` say of it. Sums of parts of the employees add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

import pandas as pd

from payroll.language import Language
from payroll.problems import Problem
from payroll.reports.decisions import Decided, waits
from payroll.reports.result import MonthReport
from payroll.reports.words import ABOUT_OTHERS

_NOT_CLEAR = ("cut", "refused", "not-checked")


@dataclass(frozen=True, slots=True)
class Sums:
    """How much there is in the tables of a month, amounts in minor units.

    ``rules``        (kind of line, rule) -> lines and their amount
    ``waiting``      action -> lines that propose it and that nobody has decided on; ``actions`` all that propose it
    ``verdicts``     verdict -> shifts
    ``law``          status -> lines, None if nothing was asked of the law; ``law_cut`` what it took off the charges
    ``law_unclear``  lines that it cut, refused or did not check; ``law_profiles`` lines that a known law is about
    ``differences``  reason -> verdicts of clocks that differ from ours, None if no clock gave any
    """

    people: int = 0
    shifts: int = 0
    rules: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    waiting: Counter[str] = field(default_factory=Counter)
    actions: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    law: Counter[str] | None = None
    law_cut: int = 0
    law_unclear: int = 0
    law_profiles: int = 0
    differences: Counter[str] | None = None

    @property
    def lines(self) -> int:
        """How many lines the ledger has."""
        return sum(lines for lines, _ in self.rules.values())

    @property
    def total(self) -> int:
        """What all lines come to."""
        return sum(amount for _, amount in self.rules.values())

    def by_rule(self) -> list[tuple[str, int, int]]:
        """Return for each rule how many lines it made and what they come to.

        Corrections and waivers of such lines are not among them: see ``about_others``.
        """
        own: dict[str, tuple[int, int]] = {}
        for (kind, rule), found in self.rules.items():
            if kind not in ABOUT_OTHERS:
                own[rule] = _added(own.get(rule, (0, 0)), found)
        return [(rule, *own[rule]) for rule in sorted(own)]

    def about_others(self) -> list[tuple[str, int, int]]:
        """Return for ``correction`` and ``waiver`` how many such lines there are and what they come to."""
        found = [(kind, [of for (other, _), of in self.rules.items() if other == kind]) for kind in ABOUT_OTHERS]
        return [(kind, sum(lines for lines, _ in of), sum(amount for _, amount in of)) for kind, of in found]

    @property
    def is_clear(self) -> bool:
        """Whether the check against the law was made of every charge and proposal, and cut or refused nothing."""
        return self.law_unclear == 0


@dataclass(frozen=True, slots=True)
class Overview:
    """A month in sums, with its problems; the others as in ``MonthReport``."""

    period: str
    first: int
    last: int
    currency: str
    places: int
    language: Language
    profile_checked: bool
    problems: Sequence[Problem]
    sums: Sums


def overview_of(result: MonthReport) -> Overview:
    """Return a month in sums."""
    return Overview(
        period=result.period,
        first=result.first,
        last=result.last,
        currency=result.currency,
        places=result.places,
        language=result.language,
        profile_checked=result.profile_checked,
        problems=result.problems,
        sums=sums_of(
            result.ledger,
            len(result.adjustments),
            result.attendance,
            result.law,
            result.clock_differences,
            result.decided,
        ),
    )


def sums_of(
    ledger: pd.DataFrame,
    people: int,
    attendance: pd.DataFrame,
    law: pd.DataFrame | None,
    differences: pd.DataFrame | None,
    decided: Sequence[Decided] = (),
) -> Sums:
    """Return the sums of the tables of a month, or of a part of its employees."""
    grouped = ledger.groupby(["kind", "rule"], observed=True)["amount"].agg(["size", "sum"])
    sums = Sums(
        people=people,
        shifts=len(attendance),
        rules={(str(kind), str(rule)): (int(size), int(amount)) for (kind, rule), size, amount in grouped.itertuples()},
        waiting=_counted(ledger.loc[waits(ledger, decided), "action"]),
        actions=_counted(ledger.loc[ledger["action"] != "", "action"]),
        verdicts=_counted(attendance["verdict"]),
        differences=None if differences is None else _counted(differences["reason"]),
    )
    if law is None:
        return sums
    unclear = law["status"].isin(_NOT_CLEAR) | (law["cut"] > 0)
    return replace(
        sums,
        law=_counted(law["status"]),
        law_cut=int(law["cut"].sum()),
        law_unclear=int(unclear.sum()),
        law_profiles=int((law["profile"] != "").sum()),
    )


def _counted(column: pd.Series) -> Counter[str]:
    return Counter({str(word): int(count) for word, count in column.value_counts().items() if count})


def added_up(parts: Iterable[Sums]) -> Sums:
    """Return the sums of several parts of the employees."""
    return reduce(_both, parts, Sums())


def _both(one: Sums, other: Sums) -> Sums:
    keys = [*one.rules, *(key for key in other.rules if key not in one.rules)]
    nothing = (0, 0)
    return Sums(
        people=one.people + other.people,
        shifts=one.shifts + other.shifts,
        rules={key: _added(one.rules.get(key, nothing), other.rules.get(key, nothing)) for key in keys},
        waiting=one.waiting + other.waiting,
        actions=one.actions + other.actions,
        verdicts=one.verdicts + other.verdicts,
        law=_either(one.law, other.law),
        law_cut=one.law_cut + other.law_cut,
        law_unclear=one.law_unclear + other.law_unclear,
        law_profiles=one.law_profiles + other.law_profiles,
        differences=_either(one.differences, other.differences),
    )


def _added(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def _either(one: Counter[str] | None, other: Counter[str] | None) -> Counter[str] | None:
    return None if one is None and other is None else (one or Counter()) + (other or Counter())
