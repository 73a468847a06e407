"""What a manager is told: one finding for one person, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from payroll.language import Text
from payroll.month.outlook.so_far import SoFar
from payroll.period import NO_DAY


class Urgency(IntEnum):
    """How soon something has to be done, the most urgent first."""

    ACTION = 1
    """The next time proposes an action, or probation ends within a week."""
    DEARER = 2
    """The next time costs more than the last."""
    DATE = 3
    """Something is to be decided by a day."""
    NOTHING_LEFT = 4
    """What the rules allow is used up."""
    LAST_ONE = 5
    """One is left."""
    SAME = 6
    """The next time costs what the last did: told only if everything is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """One finding.

    ``rule`` is the rule of the ledger that it is about; ``count`` how often it happened so far (-1: not counted);
    ``cost`` what the next time costs, in minor units, before any guard; ``action`` what it would propose;
    ``day`` the day by which it is due, or NO_DAY.
    """

    employee: int
    urgency: Urgency
    rule: str
    text: Text
    count: int = -1
    cost: int = 0
    action: str = ""
    day: int = NO_DAY


Watch = Callable[[SoFar], Iterable[Ahead]]
"""One thing that is watched. A rule that counts gets one by naming it in ``payroll.month.outlook.outlook.WATCHES``."""
