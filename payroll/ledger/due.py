"""Which acts a run of a month carries: amendments, waivers and granted appeals whose lines are not posted yet.

An act is carried by the earliest open month from the month it is about on: a closed month is never
open again, so what is about a closed month goes to a later one, and the waiver of a line of a draft to
that very draft. A month is open if it has a draft, or is being run, and is not closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

AMENDMENT, WAIVER, DECISION = "amendment", "waiver", "decision"


class Act(Protocol):
    """What is asked of an act here: its number, kind, the month it is about, and its details.

    A ``decision`` grants an appeal if its details hold ``"granted": true``.
    """

    @property
    def number(self) -> int:
        """1, 2, 3 … in the order in which they were done."""

    @property
    def kind(self) -> str:
        """``closing``, ``amendment``, ``waiver``, ``appeal`` or ``decision``."""

    @property
    def period(self) -> str:
        """The month that it is about."""

    @property
    def details(self) -> Mapping[str, Any]:
        """What its kind says more."""


class Closing(Protocol):
    """What is asked of a closing here."""

    @property
    def carried(self) -> Sequence[int]:
        """The numbers of the acts whose lines it posted."""


AnAct = TypeVar("AnAct", bound=Act)


def due_acts(
    period: str, acts: Iterable[Act], closings: Mapping[str, Closing], drafts: Collection[str]
) -> tuple[int, ...]:
    """Return the numbers of the acts that a run of ``period`` carries, in order.

    ``closings`` by closed month, ``drafts`` the months that have one. An amendment that a later one of
    the same month replaced is among them (see ``in_force``): it is dealt with as well.
    Nothing is due in a month that is closed.
    """
    open_months = sorted({*drafts, period} - closings.keys())
    return tuple(sorted(act.number for act in staged(acts, closings) if carrier(act.period, open_months) == period))


def staged(acts: Iterable[AnAct], closings: Mapping[str, Closing]) -> list[AnAct]:
    """Return the acts that make lines which no closed month has posted."""
    posted = {number for closing in closings.values() for number in closing.carried}
    return [act for act in acts if act.number not in posted and _makes_lines(act, closings)]


def in_force(acts: Iterable[Act], numbers: Collection[int]) -> tuple[int, ...]:
    """Return those of ``numbers`` that make lines: of the amendments of one month only the latest does."""
    among = [act for act in acts if act.number in numbers]
    latest: dict[str, int] = {}
    for act in among:
        if act.kind == AMENDMENT:
            latest[act.period] = max(act.number, latest.get(act.period, 0))
    return tuple(sorted(act.number for act in among if act.kind != AMENDMENT or latest[act.period] == act.number))


def _makes_lines(act: Act, closings: Mapping[str, Closing]) -> bool:
    if act.kind == AMENDMENT:
        return act.period in closings
    return act.kind == WAIVER or (act.kind == DECISION and act.details.get("granted") is True)


def carrier(about: str, open_months: Sequence[str]) -> str | None:
    """Return the month that carries what is about ``about``, None if none of ``open_months`` (in order) does."""
    return next((month for month in open_months if month >= about), None)
