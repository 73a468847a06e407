"""The counted offences: what the next lateness, absence, … would cost, priced by the rules themselves.

The next one is put on the person's next shift, and the entries of the rule (section 5) are made with it and
without it: the difference is what it costs, also where reaching a tier prices the earlier ones anew. It is
told if it costs more than the same would have cost one time earlier, with the last occurrence left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.month.attendance import ABSENT, EARLY, LATE, MISSING_OUT
from payroll.month.context import Month
from payroll.month.outlook.ahead import Ahead, Watch
from payroll.month.outlook.next_one import NextWords, costs_of_next, next_ones
from payroll.month.outlook.so_far import SoFar, next_as
from payroll.month.rules.absence import ABSENCE
from payroll.month.rules.early_departure import EARLY_DEPARTURE
from payroll.month.rules.lateness import LATENESS
from payroll.month.rules.missing_punch import MISSING_PUNCH
from payroll.month.rules.occurrences import Offence, occurrence_entries
from payroll.policy.model import OccurrenceRule

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Next:
    """The next occurrence of an offence: its verdict, its minutes (the fewest that count), and its words."""

    offence: Offence
    verdict: int
    minutes: Callable[[OccurrenceRule], int]
    fact: Text
    told: NextWords


NEXT = (
    Next(
        LATENESS,
        LATE,
        lambda rule: rule.grace_minutes + 1,
        Text.template(", if {minutes} min late"),
        NextWords(Text.template("late {times} this month"), Text.of("the next lateness")),
    ),
    Next(
        EARLY_DEPARTURE,
        EARLY,
        lambda rule: rule.grace_minutes + 1,
        Text.template(", if left {minutes} min early"),
        NextWords(
            Text.template("left early {times} this month"),
            Text.of("the next early departure"),
        ),
    ),
    Next(
        ABSENCE,
        ABSENT,
        lambda _rule: 0,
        Text.of(", if absent"),
        NextWords(Text.template("absent {times} this month"), Text.of("the next absence")),
    ),
    Next(
        MISSING_PUNCH,
        MISSING_OUT,
        lambda _rule: 0,
        Text.of(", if a punch is missing"),
        NextWords(
            Text.template("a punch missing {times} this month"),
            Text.of("the next missing punch"),
        ),
    ),
)


def offences_ahead(so_far: SoFar, what: Next) -> Iterator[Ahead]:
    """Yield a finding for everybody who has an occurrence so far and could have another in the period."""
    shifts, offence = so_far.facts.attendance.shifts, what.offence
    happened = so_far.month.in_period(shifts["date"].to_numpy()) & offence.happened(shifts)
    people = shifts["employee"].to_numpy()[happened]
    following = _following(so_far, what, np.unique(people))
    if following.empty:
        return
    untold = replace(offence, fact=what.fact)
    earlier = shifts.iloc[np.flatnonzero(~_last_ones(so_far.month, offence, shifts, happened))]
    costs = _costs(so_far, untold, shifts, following)
    one_earlier = _costs(so_far, untold, earlier, following)
    yield from next_ones(so_far.month, offence.rule, what.told, costs, one_earlier)


def _following(so_far: SoFar, what: Next, people: npt.NDArray[np.int32]) -> pd.DataFrame:
    """Return the next shifts of some people as occurrences, where the version of that day has the rule."""
    occurrence = next_as(so_far, people, what.verdict)
    rules = [what.offence.rule_of(version.rules) for version in so_far.month.policies.versions]
    minutes = np.array([what.minutes(rule) if rule else -1 for rule in rules] + [-1], np.int32)
    least = minutes[occurrence["version"].to_numpy()]
    if what.offence.minutes:
        occurrence[what.offence.minutes] = least
    return occurrence.iloc[np.flatnonzero(least >= 0)]


def _last_ones(month: Month, offence: Offence, shifts: pd.DataFrame, happened: Flags) -> Flags:
    """Tell which shifts make the last occurrence of each employee: one, or with ``per = "day"`` those of its date."""
    rules = [offence.rule_of(version.rules) for version in month.policies.versions]
    by_day = np.array([rule is not None and rule.per == "day" for rule in rules] + [False])
    last = shifts[happened].groupby("employee", sort=False)[["start", "date"]].max()
    is_last = (shifts["employee"].map(last["start"]) == shifts["start"]).to_numpy()
    is_last_day = (shifts["employee"].map(last["date"]) == shifts["date"]).to_numpy()
    found: Flags = happened & (is_last | (is_last_day & by_day[shifts["version"].to_numpy()]))
    return found


def _costs(so_far: SoFar, offence: Offence, shifts: pd.DataFrame, following: pd.DataFrame) -> pd.DataFrame:
    """Return what the following occurrence adds to what ``shifts`` cost (``payroll.month.outlook.next_one``)."""
    facts, attendance = so_far.facts, so_far.facts.attendance
    own = shifts[shifts["employee"].isin(following["employee"])]
    both = pd.concat([own, following]).sort_values(["employee", "start"], kind="stable")
    without = occurrence_entries(replace(facts, attendance=replace(attendance, shifts=own)), offence)
    added = occurrence_entries(replace(facts, attendance=replace(attendance, shifts=both)), offence)
    return costs_of_next(without, added)


OFFENCES_AHEAD: tuple[Watch, ...] = tuple(partial(offences_ahead, what=each) for each in NEXT)
