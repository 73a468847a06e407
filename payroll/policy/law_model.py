"""What a law says of deductions, as the rest of the program uses it: limits, each with its source (rules, section 22).

``payroll.policy.law`` makes these values from files; nothing here reads anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from payroll.language import EMPTY, Text
from payroll.period import iso_day

Kind = Literal["absence", "loss", "discipline"]
"""What a charge is: time not worked, damage done, or a fine."""
KINDS: tuple[Kind, ...] = ("absence", "loss", "discipline")
Effect = Literal[
    "forbidden",
    "partial-day",
    "above-time",
    "needs-procedure",
    "needs-acknowledgement",
    "needs-evidence",
    "needs-contract-clause",
    "needs-notice",
    "needs-hearing",
    "within-days",
    "item-percent",
    "item-daily-wages",
    "item-amount",
    "within-loss",
    "no-double-punishment",
    "month-percent",
    "floor",
    "carry",
    "probation-months",
    "probation-pay",
    "review",
    "note",
    "duty",
]
"""What a limit does: section 22 of the rules. ``note`` is told on each line, ``duty`` only in the documents."""
NO_NOTE = EMPTY
Basis = Literal["law", "local", "analogy", "employer policy"]
Mark = Literal["P", "S", "M", "U"]
"""How sure it is: primary text read, secondary page, measured, unconfirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit of a law.

    ``kinds``     the kinds of charge that it is about
    ``value``     a percentage, a number of days, daily wages, or an amount of ``currency`` (major units)
    ``of``        what a percentage of the month is of
    ``blocks``    whether a missing record refuses the charge, or is only told
    ``steps``     pairs (months of the contract, months of probation), in order
    ``since``     the day from which it holds, "" if the source does not say
    ``note``      what is told on the line beside the source
    """

    code: str
    title: Text
    effect: Effect
    kinds: frozenset[Kind] = frozenset()
    value: Decimal | None = None
    of: Literal["wage", "gross"] = "wage"
    currency: str = ""
    blocks: bool = False
    steps: tuple[tuple[int, int], ...] = ()
    basis: Basis
    mark: Mark | Literal[""]
    since: str = ""
    source: Text
    note: Text = NO_NOTE

    def acts(self, *, by_analogy: bool) -> bool:
        """Tell whether it limits anything; what is unconfirmed never does."""
        return self.mark != "U" and (by_analogy or self.basis != "analogy")

    @property
    def citation(self) -> str:
        """The source in both languages."""
        return self.source.zh if self.source.zh == self.source.en else f"{self.source.zh} / {self.source.en}"


@dataclass(frozen=True, slots=True)
class LawFile:
    """One dated file of a profile: what it says, and its bytes, which are kept as evidence."""

    profile: str
    date: int
    sha256: str
    content: bytes
    title: Text
    builds_on: str
    limits: tuple[Limit, ...]

    @property
    def label(self) -> str:
        """Return ``CN@2026-01-01#1a2b3c4d``: which profile, since when, and which text of it."""
        return f"{self.profile}@{iso_day(self.date)}#{self.sha256[:8]}"

    @property
    def file(self) -> str:
        """Its place in the folder of laws."""
        return f"{self.profile}/{iso_day(self.date)}.toml"


@dataclass(frozen=True, slots=True)
class Law:
    """A profile on a day: its own limits and those of the one that it builds on."""

    label: str
    limits: tuple[Limit, ...]

    def of(self, *effects: Effect) -> tuple[Limit, ...]:
        """Return the limits with one of these effects."""
        return tuple(limit for limit in self.limits if limit.effect in effects)


@dataclass(frozen=True, slots=True)
class Laws:
    """Files of laws, sorted by (``profile``, ``date``), each pair once."""

    files: tuple[LawFile, ...] = ()

    @property
    def profiles(self) -> tuple[str, ...]:
        """The names of the profiles."""
        return tuple(dict.fromkeys(file.profile for file in self.files))

    def needed(self, profiles: set[str]) -> Laws:
        """Return the files of these profiles, and of those that they build on."""
        wanted = set(profiles)
        while more := {file.builds_on for file in self.files if file.profile in wanted} - wanted - {""}:
            wanted |= more
        return Laws(tuple(file for file in self.files if file.profile in wanted))

    def in_force(self, profile: str, day: int) -> Law | None:
        """Return the law of a profile on a day, None where no file of it is in force (yet)."""
        own = [file for file in self.files if file.profile == profile and file.date <= day]
        if not own:
            return None
        file = own[-1]
        base = self.in_force(file.builds_on, day) if file.builds_on else None
        if base is None:
            return Law(file.label, file.limits)
        limits: Mapping[str, Limit] = {limit.code: limit for limit in (*base.limits, *file.limits)}
        return Law(f"{file.label} + {base.label}", tuple(limits.values()))


NO_LAWS = Laws()
