"""Meetings: what missing the next one would cost (rules, section 13).

The next one lies on the first such weekday after the as-of day. Whoever missed one so far is put on its list as
missing; whom leave covers then is not told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.month.lookup import day_key
from payroll.month.outlook.added_rows import with_rows
from payroll.month.outlook.ahead import Ahead
from payroll.month.outlook.next_one import NextWords, costs_of_next, next_ones
from payroll.month.outlook.so_far import SoFar
from payroll.month.rules.meetings import meeting_entries
from payroll.period import date_of
from payroll.tables import ROW_USED

_WORDS = NextWords(
    Text.template("meetings missed or attended without a report: {times} this month"),
    Text.of("the next one"),
)
_WEEK = 7
_Status = tuple[int, int, str]
"""An employee, a day, and what the list of its meeting says."""


def meetings_ahead(so_far: SoFar) -> Iterator[Ahead]:
    """Yield a finding for everybody who missed a meeting so far and has another one ahead in the period."""
    if not any(version.rules.meetings for version in so_far.month.policies.versions):
        return
    happened = meeting_entries(so_far.facts)
    last = happened.groupby("employee")["date"].max()
    for day, people in _next_meetings(so_far, happened["employee"].unique()):
        missed = [(employee, day, "missed") for employee in people.tolist()]
        excused = [(employee, int(last[employee]), "excused") for employee in people.tolist()]
        before = _entries(so_far, excused, people)
        own = happened[happened["employee"].isin(people)]
        costs = costs_of_next(own, _entries(so_far, missed, people))
        one_earlier = costs_of_next(before, _entries(so_far, [*excused, *missed], people))
        yield from next_ones(so_far.month, "meeting", _WORDS, costs, one_earlier)


def _next_meetings(so_far: SoFar, people: npt.NDArray[np.int32]) -> Iterator[tuple[int, npt.NDArray[np.int32]]]:
    """Yield the days of the week ahead, as far as they lie in the period, and whose meeting is due on each."""
    month = so_far.month
    for day in range(so_far.as_of + 1, min(so_far.as_of + _WEEK, month.period.last) + 1):
        weekday, on_day = date_of(day).weekday(), np.full(len(people), day, np.int32)
        rules = [version.rules.meetings for version in month.policies.versions]
        meets = np.array([rule is not None and rule.weekday == weekday for rule in rules] + [False])
        found = people[meets[month.facts.version(people, on_day)] & month.facts.employed(people, on_day)]
        if len(found):
            yield day, found


def _entries(so_far: SoFar, says: Iterable[_Status], people: npt.NDArray[np.int32]) -> pd.DataFrame:
    """Return the entries of some people if the lists said so, too."""
    facts, rows = so_far.facts, so_far.facts.used("meetings")
    stated = [{"employee": employee, "date": date, "status": status} for employee, date, status in says]
    keys = day_key(np.array([row["employee"] for row in stated]), np.array([row["date"] for row in stated]))
    others = rows[~np.isin(day_key(rows["employee"].to_numpy(), rows["date"].to_numpy()), keys)]
    table = with_rows(others, stated)
    month = replace(facts.month, tables=replace(facts.month.tables, meetings=table))
    used = {**facts.dispositions, "meetings": np.full(len(table), ROW_USED, np.int8)}
    entries = meeting_entries(replace(facts, month=month, dispositions=used))
    return entries[entries["employee"].isin(people)]
