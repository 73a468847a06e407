"""The rules of a policy about service quality: scorecard, stars, response times (rules, section 15).

As in ``payroll.policy.model``, to which they belong: amounts are minor units, percentages exact decimals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from payroll.language import Text
from payroll.policy.model import Price


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardItem:
    """What an item of the card gives for each grade; ``fair`` is None where it is only good or poor."""

    title: Text
    good: int
    fair: int | None = None
    poor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FatalError:
    """An error that makes a sample score 0, what it costs by itself, and which action it proposes."""

    title: Text
    price: Price = field(default_factory=Price)
    action: str = ""


@dataclass(frozen=True, slots=True)
class ScorecardLevel:
    """What a month costs, and which action it proposes, whose mean score is at least ``from_percent``."""

    from_percent: Decimal
    price: Price = field(default_factory=Price)
    action: str = ""
    title: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardRule:
    """The card of the quality inspectors.

    ``total`` is what the document says its items add up to (None: it says nothing); no score is computed
    from it. ``items`` and ``fatal`` are by code, which no two of them share; ``levels`` are sorted by
    ``from_percent``, each once.
    """

    clause: str = ""
    total: int | None = None
    items: Mapping[str, ScorecardItem]
    fatal: Mapping[str, FatalError] = field(default_factory=dict)
    levels: tuple[ScorecardLevel, ...] = ()


@dataclass(frozen=True, slots=True)
class StarBand:
    """How many stars, and which bonus, a mean score of at least ``from_percent`` gives."""

    from_percent: Decimal
    stars: int
    bonus: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StarsRule:
    """Stars by the month's mean score; ``bands`` are sorted by ``from_percent``, each once."""

    clause: str = ""
    bands: tuple[StarBand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseTimesRule:
    """How quick a conversation has to be, how many of them, and what it costs if fewer are.

    At least one of the three bounds is there; None is no bound. Seconds are at most, characters at least.
    """

    clause: str = ""
    first_seconds: int | None = None
    further_seconds: int | None = None
    characters_per_minute: int | None = None
    minimum_conversations: int = 1
    within_percent: Decimal = Decimal(100)
    price: Price = field(default_factory=Price)
    action: str = ""
