"""Whether absence can cost more than there is to earn."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.policy.kinds_soundness import ABSENCE_ABOVE_WAGE
from payroll.policy.model import Calendar, Rules
from payroll.policy.pricing import Example, charges
from payroll.problems import Problem

_FIVE_DAYS = frozenset(range(5))


def month_of_absence(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield one problem if being absent on all working days of the longest month costs more than the month's wage."""
    if rules.absence is None or rules.absence.within_wage:
        return
    days = most_working_days(rules.calendar)
    total = sum(charges(rules.absence, [0] * days, example))
    if total > example.base_wage:
        details = {"days": str(days), "total": example.shown(total), "wage": example.wage}
        yield Problem(ABSENCE_ABOVE_WAGE, column="absence", details=details)


def most_working_days(calendar: Calendar | None) -> int:
    """Return the most working days that 31 days can have: four weeks and any three days; from Monday to Friday 23."""
    weekdays = calendar.weekdays if calendar else _FIVE_DAYS
    best = max(sum((first + day) % 7 in weekdays for day in range(3)) for first in range(7))
    return 4 * len(weekdays) + best
