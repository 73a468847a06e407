"""Hand-over record: one kept for each shift worked (rules, section 12)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from payroll.language import Text
from payroll.month.context import Month
from payroll.month.entries import no_entries
from payroll.month.facts import Facts
from payroll.month.records_kept import days_worked, in_doubt
from payroll.month.rules.daily_report import PUNCHES
from payroll.month.rules.occurrences import Counted, counted_entries, occurrences_of_shifts
from payroll.month.words import Both, numbers


def handover_record_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for each day worked with fewer complete records than shifts."""
    month = facts.month
    rules = [version.rules.handover_record for version in month.policies.versions]
    if "handovers" not in month.tables.given or not any(rules):
        return no_entries()
    days = days_worked(month, facts.attendance, rules)
    handovers = facts.used("handovers")
    complete = handovers[handovers["status"] != "incomplete"]
    day = days.of_rows(complete)
    kept = np.bincount(day[day >= 0], minlength=len(days.key))
    missing = (kept < days.count) & ~in_doubt(month, "handovers", days.employee, days.date)
    if not missing.any():
        return no_entries()
    shifts = facts.attendance.shifts.iloc[days.shifts[missing[days.day_of]]]
    rows = occurrences_of_shifts(month, facts.attendance, shifts, PUNCHES, np.ones(len(shifts), bool))
    return counted_entries(month, rows.assign(kept=kept[days.of_rows(rows)]), HANDOVER_RECORD, rules)


def _kept(_month: Month, rows: pd.DataFrame) -> Both:
    column = numbers(rows["kept"].to_numpy())
    return column, column


HANDOVER_RECORD = Counted(
    rule="handover-record",
    fact=Text.template(", complete hand-over records: {kept}{merged}"),
    words={"kept": _kept},
)
