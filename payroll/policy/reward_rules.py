"""The rules of a policy about rewards: commission and full attendance (rules, section 17).

As in ``payroll.policy.model``, to which they belong: amounts are minor units, percentages exact decimals.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from payroll.policy.model import Counting


@dataclass(frozen=True, slots=True)
class CommissionTier:
    """The percentage of sales from an amount on."""

    from_amount: int
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionRule:
    """Commission on the sales of the period; ``tiers`` are sorted by ``from_amount``, each once, at least one."""

    clause: str = ""
    counting: Counting = "marginal"
    tiers: tuple[CommissionTier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FullAttendanceRule:
    """The award for a month without absence, with at most ``late_allowed`` late shifts."""

    clause: str = ""
    amount: int
    late_allowed: int = 0
    excused_kinds: frozenset[str] = frozenset()
