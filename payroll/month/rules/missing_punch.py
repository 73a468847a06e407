"""Missing punch: the shift has an arrival or a departure, but not both (rules, 4.3 and 5)."""

from __future__ import annotations

from payroll.language import Text
from payroll.month.attendance import MISSING_IN, MISSING_OUT
from payroll.month.rules.occurrences import Offence

MISSING_PUNCH = Offence(
    rule="missing-punch",
    rule_of=lambda rules: rules.missing_punch,
    happened=lambda shifts: (shifts["verdict"].to_numpy() & (MISSING_IN | MISSING_OUT)) > 0,
    minutes="",
    punches=("arrival_punch", "departure_punch"),
    is_share=False,
    fact=Text("，{missing}{merged}", ", {missing}{merged}"),
)
