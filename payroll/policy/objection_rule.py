"""How an employee objects to what a month charges, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from payroll.language import Text

CountedFrom = Literal["issue", "period-end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRule:
    """To whom and how an objection is made (None: not said), and within how many calendar days (None: no deadline).

    The days are counted from the one after the statement's issue, or after the last day of the pay period.
    """

    clause: str = ""
    days: int | None = None
    counted_from: CountedFrom = "issue"
    to: Text | None = None
    how: Text | None = None

    def last_day(self, period_end: int, issued: int | None) -> int | None:
        """Return the last day (day number) on which an objection is in time; None: no deadline, or not known yet.

        ``issued`` is the day on which the statement is given out, None where nobody has said it.
        """
        begin = issued if self.counted_from == "issue" else period_end
        return None if self.days is None or begin is None else begin + self.days
