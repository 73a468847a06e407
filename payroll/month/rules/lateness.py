"""Lateness: the arrival was later than expected by more than the grace (rules, 4.4 and 5)."""

from __future__ import annotations

from payroll.language import Text
from payroll.month.rules.occurrences import Offence

LATENESS = Offence(
    rule="lateness",
    rule_of=lambda rules: rules.lateness,
    happened=lambda shifts: (shifts["late_minutes"] > 0).to_numpy(),
    minutes="late_minutes",
    punches=("arrival_punch",),
    is_share=False,
    fact=Text.template("{expected_start}, first punch {arrival}, {minutes} min late{merged}"),
)
