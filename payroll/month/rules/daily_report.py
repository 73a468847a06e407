"""Daily report: handed in for each day worked, complete and in time (rules, section 12)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import LANGUAGES, Text
from payroll.month.context import Month
from payroll.month.entries import evidence, no_entries, place, text_series
from payroll.month.facts import Facts
from payroll.month.records_kept import DaysWorked, days_worked, in_doubt
from payroll.month.rules.occurrences import Counted, counted_entries, occurrences_of_shifts
from payroll.month.words import Both, choose, column_text, fill, scattered, text_of
from payroll.period import NO_DAY, iso_minute
from payroll.policy.record_rules import DailyReportRule

PUNCHES = ("arrival_punch", "departure_punch")
"""What proves that a day was worked."""


def daily_report_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for each day worked without a complete report in time."""
    month = facts.month
    rules = [version.rules.daily_report for version in month.policies.versions]
    if "reports" not in month.tables.given or not any(rules):
        return no_entries()
    days = days_worked(month, facts.attendance, rules)
    due = _due(days, rules)
    reports = facts.used("reports")
    missing = ~_handed_in(days, due, reports) & ~in_doubt(month, "reports", days.employee, days.date)
    if not missing.any():
        return no_entries()
    shifts = facts.attendance.shifts.iloc[days.shifts[missing[days.day_of]]]
    rows = occurrences_of_shifts(month, facts.attendance, shifts, PUNCHES, np.ones(len(shifts), bool))
    return counted_entries(month, _with_report(month, rows, days, due, reports), DAILY_REPORT, rules)


def _due(days: DaysWorked, rules: Sequence[DailyReportRule | None]) -> npt.NDArray[np.int64]:
    """Return the last minute at which the report of each day is in time."""
    never = np.iinfo(np.int64).max
    hours = [rule.due_hours if rule else None for rule in rules]
    limited = np.array([hour is not None for hour in hours])[days.version]
    after = np.array([hour or 0 for hour in hours], np.int64)[days.version] * 60
    return np.where(limited, days.end + after, never)


def _handed_in(days: DaysWorked, due: npt.NDArray[np.int64], reports: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell for which days there is a report that is complete and in time."""
    day = days.of_rows(reports)
    at = reports["handed_in_at"].to_numpy()
    handed_in = np.zeros(len(days.key), bool)
    if len(due):
        good = (day >= 0) & (reports["status"] != "incomplete").to_numpy() & ((at == NO_DAY) | (at <= due[day]))
        handed_in[day[good]] = True
    return handed_in


def _with_report(
    month: Month, rows: pd.DataFrame, days: DaysWorked, due: npt.NDArray[np.int64], reports: pd.DataFrame
) -> pd.DataFrame:
    """Add to the days without a good report the one that comes nearest: its status, its time, when it was due.

    A complete one that is late comes before an incomplete one, an earlier before a later.
    """
    day = days.of_rows(rows)
    wanted = np.isin(days.of_rows(reports), day)
    found = reports[wanted].assign(day=days.of_rows(reports[wanted]))
    found = found.assign(incomplete=found["status"] == "incomplete")
    nearest = found.sort_values(["day", "incomplete", "handed_in_at", "file", "row"]).drop_duplicates("day")
    which = pd.Index(nearest["day"]).get_indexer(pd.Index(day))
    stated = np.flatnonzero(which >= 0)
    columns = {"report_file": -1, "report_row": -1, "handed_in_at": NO_DAY, "report_incomplete": 0}
    for name, nothing in columns.items():
        values = np.full(len(rows), nothing, np.int64)
        values[stated] = nearest[name.replace("report_", "")].to_numpy()[which[stated]]
        rows = rows.assign(**{name: values})
    stands = place(month, rows["report_file"].to_numpy(), rows["report_row"].to_numpy())
    proof = evidence([column_text(rows["evidence"]), stands])
    return rows.assign(due=due[day], evidence=text_series(proof).array)


_NONE = Text.of("no report")
_INCOMPLETE = Text.of("the report is incomplete")
_LATE = Text.template("the report was handed in at {handed_in_at}, after {due}")


def _report(_month: Month, rows: pd.DataFrame) -> Both:
    """Return what there is of a report, in words."""
    none, incomplete = rows["report_file"].to_numpy() < 0, rows["report_incomplete"].to_numpy() > 0
    late = np.flatnonzero(~none & ~incomplete)
    times = {name: text_of(rows[name].to_numpy()[late], iso_minute) for name in ("handed_in_at", "due")}
    told = []
    for to in LANGUAGES:
        of_late = scattered(fill(_LATE.to(to), times, len(late)), late, len(rows))
        told.append(choose(none, _NONE.to(to), choose(incomplete, _INCOMPLETE.to(to), of_late)))
    zh, en = told
    return zh, en


DAILY_REPORT = Counted(rule="daily-report", fact=Text.template(", {report}{merged}"), words={"report": _report})
