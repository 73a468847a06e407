"""Corrected shifts: those that rest on a punch marked as a correction 补卡 (rules, section 19)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.context import Month

CHARGED_CORRECTION = "charged_correction"


def charged_corrections(month: Month, shifts: pd.DataFrame, unclear: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Return the shifts with the number of each corrected one that is not free any more, in ``charged_correction``.

    ``shifts`` (employee, date, version, arrival_punch, departure_punch) are sorted by employee and start. The number
    (int32) counts the corrected shifts of the period; 0 for all others, also for those that are ``unclear``. Without a
    marked punch, or a rule that counts them, the shifts stay as they are.
    """
    marked = month.tables.punches["marked"].to_numpy()
    rules = [version.rules.missing_punch for version in month.policies.versions]
    free = [rule.free_corrections if rule else None for rule in rules]
    if all(number is None for number in free) or not marked.any():
        return shifts
    corrected = month.in_period(shifts["date"].to_numpy()) & ~unclear
    corrected &= _rests_on(marked, shifts["arrival_punch"]) | _rests_on(marked, shifts["departure_punch"])
    found = np.flatnonzero(corrected)
    number = shifts["employee"].iloc[found].groupby(shifts["employee"].iloc[found]).cumcount().to_numpy() + 1
    allowed = np.array([_NEVER if each is None else each for each in (*free, None)])[
        shifts["version"].to_numpy()[found]
    ]
    charged = np.zeros(len(shifts), np.int32)
    charged[found] = np.where(number > allowed, number, 0)
    return shifts.assign(**{CHARGED_CORRECTION: charged})


_NEVER = 2**31 - 1
"""More corrected shifts than any period has."""


def _rests_on(marked: npt.NDArray[np.bool_], punch: pd.Series) -> npt.NDArray[np.bool_]:
    """Tell which of the punches are marked; -1 stands for none."""
    found: npt.NDArray[np.bool_] = np.append(marked, False)[punch.to_numpy()]
    return found
