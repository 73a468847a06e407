"""The days of a month as they were planned and as they went: for a person, a store, or everybody."""

from payroll.timeline.days import Day, DayLeave, DayPunch, GivenShift, WorkedShift, days_of
from payroll.timeline.tables import DAY_KINDS, PUNCH_ROLES, Timeline, timeline

__all__ = [
    "DAY_KINDS",
    "PUNCH_ROLES",
    "Day",
    "DayLeave",
    "DayPunch",
    "GivenShift",
    "Timeline",
    "WorkedShift",
    "days_of",
    "timeline",
]
