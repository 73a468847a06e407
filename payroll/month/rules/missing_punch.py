"""Missing punch: the shift has an arrival or a departure, but not both (rules, 4.3 and 5).

With ``free_corrections`` so is each corrected shift beyond the free ones of the period (section 19).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.month.attendance import MISSING_IN, MISSING_OUT
from payroll.month.corrected_shifts import CHARGED_CORRECTION
from payroll.month.rules.occurrences import Offence


def _happened(shifts: pd.DataFrame) -> npt.NDArray[np.bool_]:
    missing: npt.NDArray[np.bool_] = (shifts["verdict"].to_numpy() & (MISSING_IN | MISSING_OUT)) > 0
    if CHARGED_CORRECTION not in shifts:
        return missing
    return missing | (shifts[CHARGED_CORRECTION].to_numpy() > 0)


MISSING_PUNCH = Offence(
    rule="missing-punch",
    rule_of=lambda rules: rules.missing_punch,
    happened=_happened,
    minutes="",
    punches=("arrival_punch", "departure_punch"),
    is_share=False,
    fact=Text.template(", {missing}{merged}"),
)
