"""Daily reports and hand-over records: what the next day without them would cost (rules, section 12).

A day counts once it is over: the windows of its shifts were closed, and its report was due, by the time of the
latest punch in the data. The next one is the person's next shift, worked without a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.month.facts import Facts, Rule
from payroll.month.lookup import day_key
from payroll.month.outlook.ahead import Ahead, Watch
from payroll.month.outlook.next_one import NextWords, costs_of_next, next_ones
from payroll.month.outlook.so_far import SoFar, closed, latest_punch, next_as
from payroll.month.rules.daily_report import daily_report_entries
from payroll.month.rules.handover_record import handover_record_entries
from payroll.policy.model import OccurrenceRule, Rules
from payroll.policy.record_rules import DailyReportRule

_OK = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule about records of the days worked: its name, its entries, and its words."""

    rule: str
    rule_of: Callable[[Rules], OccurrenceRule | None]
    entries: Rule
    told: NextWords


KEPT = (
    Kept(
        "daily-report",
        lambda rules: rules.daily_report,
        daily_report_entries,
        NextWords(
            Text.template("without a report {times} this month"),
            Text.of("the next day without one"),
        ),
    ),
    Kept(
        "handover-record",
        lambda rules: rules.handover_record,
        handover_record_entries,
        NextWords(
            Text.template("without a hand-over record {times} this month"),
            Text.of("the next day without one"),
        ),
    ),
)


def records_ahead(so_far: SoFar, what: Kept) -> Iterator[Ahead]:
    """Yield a finding for everybody who lacks a record so far and could lack another in the period."""
    rules = [what.rule_of(version.rules) for version in so_far.month.policies.versions]
    if not any(rules):
        return
    over = days_over(so_far, rules)
    happened = what.entries(_facts(so_far, over))
    following = next_as(so_far, happened["employee"].unique(), _OK)
    ruled = np.array([rule is not None for rule in rules] + [False])
    following = following[ruled[following["version"].to_numpy()]]
    if following.empty:
        return
    last = happened.groupby("employee")["date"].max().reset_index()
    keys = day_key(last["employee"].to_numpy(), last["date"].to_numpy())
    is_last = np.isin(day_key(over["employee"].to_numpy(), over["date"].to_numpy()), keys)
    costs, one_earlier = (_costs(so_far, what, shifts, following) for shifts in (over, over[~is_last]))
    yield from next_ones(so_far.month, what.rule, what.told, costs, one_earlier)


def days_over(so_far: SoFar, rules: list[OccurrenceRule | None]) -> pd.DataFrame:
    """Return the shifts up to the as-of day on dates that are over, under any of the rules."""
    month, latest = so_far.month, latest_punch(so_far.month)
    shifts = so_far.whole[(so_far.whole["date"] <= so_far.as_of).to_numpy()]
    hours = [rule.due_hours or 0 if isinstance(rule, DailyReportRule) else 0 for rule in rules]
    due = shifts["end"].to_numpy() + 60 * np.array([*hours, 0], np.int64)[shifts["version"].to_numpy()]
    is_over: npt.NDArray[np.bool_] = closed(month, shifts) & (latest is not None and due <= latest)
    key = day_key(shifts["employee"].to_numpy(), shifts["date"].to_numpy())
    return shifts[~np.isin(key, key[~is_over])]


def _costs(so_far: SoFar, what: Kept, shifts: pd.DataFrame, following: pd.DataFrame) -> pd.DataFrame:
    own = shifts[shifts["employee"].isin(following["employee"])]
    both = pd.concat([own, following]).sort_values(["employee", "start"], kind="stable")
    return costs_of_next(what.entries(_facts(so_far, own)), what.entries(_facts(so_far, both)))


def _facts(so_far: SoFar, shifts: pd.DataFrame) -> Facts:
    return replace(so_far.facts, attendance=replace(so_far.facts.attendance, shifts=shifts))


RECORDS_AHEAD: tuple[Watch, ...] = tuple(partial(records_ahead, what=each) for each in KEPT)
