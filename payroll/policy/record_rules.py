"""The rules about records that are kept: reports, hand-over records, meetings (rules, sections 12 and 13)."""

from __future__ import annotations

from dataclasses import dataclass

from payroll.policy.model import OccurrenceRule


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyReportRule(OccurrenceRule):
    """A report for each day worked, ``due_hours`` after the end of its last shift (None: at any time)."""

    due_hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRule(OccurrenceRule):
    """A meeting each week: on ``weekday`` (0 = Monday) at ``time`` (minutes after midnight)."""

    weekday: int
    time: int
