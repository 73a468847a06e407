"""Early departure: the departure was earlier than expected by more than the grace (rules, 4.4 and 5)."""

from __future__ import annotations

from payroll.language import Text
from payroll.month.rules.occurrences import Offence

EARLY_DEPARTURE = Offence(
    rule="early-departure",
    rule_of=lambda rules: rules.early_departure,
    happened=lambda shifts: (shifts["early_minutes"] > 0).to_numpy(),
    minutes="early_minutes",
    punches=("departure_punch",),
    is_share=False,
    fact=Text.template("{expected_end}, last punch {departure}, {minutes} min early{merged}"),
)
