"""The rule on discipline: steps that are proposed by repetition (rules, section 16)."""

from __future__ import annotations

from dataclasses import dataclass

from payroll.policy.model import Window

COUNTABLE = (
    *("lateness", "early-departure", "absence", "missing-punch", "swap-quota", "swap-notice", "handover"),
    *("handover-record", "daily-report", "meeting", "leave-notice", "complaint", "incident"),
    *("fatal-error", "response-time"),
)
"""The rules of the ledger whose entries are breaches."""
OF_CODE = "incident:"
"""Before the code of an incident, where only those of one code count."""


@dataclass(frozen=True, slots=True)
class DisciplineStep:
    """The action that the ``count``-th entry proposes."""

    count: int
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineRule:
    """What is counted (``COUNTABLE`` or ``incident:<code>``), within which window, and the steps by count.

    There is at least one step.
    """

    clause: str = ""
    counts: frozenset[str]
    window: Window = "employment"
    steps: tuple[DisciplineStep, ...]

    def step(self, number: int) -> DisciplineStep | None:
        """Return the step that the n-th entry proposes: the one of its count, the last one beyond all."""
        if number > self.steps[-1].count:
            return self.steps[-1]
        return next((step for step in self.steps if step.count == number), None)
