"""Windows: which earlier events count together with one of a given day (rules, sections 7 and 16)."""

from __future__ import annotations

from collections.abc import Mapping

from payroll.language import Text
from payroll.period import Period, add_months, date_of
from payroll.policy.model import Window


def window_begin(window: Window, day: int, period: Period) -> int:
    """Return the first day whose events count together with one of the day ``day``."""
    if window == "year":
        return day - date_of(day).timetuple().tm_yday + 1
    if window == "period":
        return min(period.first, day)
    if window == "rolling-12":
        return add_months(day, -12) + 1
    return 0


WINDOW_WORDS: Mapping[Window, Text] = {
    "employment": Text.of("of the employment"),
    "year": Text.of("of the year"),
    "period": Text.of("this month"),
    "rolling-12": Text.of("in twelve months"),
}
"""How an explanation names what is counted together."""
