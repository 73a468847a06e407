"""Absence: no punch at all in the window of a shift that leave did not cover (rules, 4.5 and 5)."""

from __future__ import annotations

from payroll.language import Text
from payroll.month.attendance import ABSENT
from payroll.month.rules.occurrences import Offence

ABSENCE = Offence(
    rule="absence",
    rule_of=lambda rules: rules.absence,
    happened=lambda shifts: (shifts["verdict"] == ABSENT).to_numpy(),
    minutes="",
    punches=(),
    is_share=True,
    fact=Text.template(", no punch, absent for {missed} of the day's {scheduled} minutes{merged}"),
)
