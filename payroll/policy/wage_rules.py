"""What a policy says of the wage itself, beside what it takes: part months (rules, section 18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PartMonthMethod = Literal["calendar-days", "paid-days"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartMonthRule:
    """By which days the wage of a part month is counted: those of the calendar, or work dates against 21.75."""

    clause: str = ""
    method: PartMonthMethod
