"""Discipline: who is one entry away from a step (rules, section 16).

One more of what counts is put on the day after the as-of day, and the rule itself numbers it and proposes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.month.attendance import Attendance
from payroll.month.context import Month, Row, records
from payroll.month.entries import joined
from payroll.month.month import RULES
from payroll.month.outlook.added_rows import with_rows
from payroll.month.outlook.ahead import Ahead, Urgency
from payroll.month.outlook.records_due import KEPT, days_over
from payroll.month.outlook.so_far import SoFar
from payroll.month.rules.discipline import discipline_entries
from payroll.month.windows import WINDOW_WORDS
from payroll.month.words import clause_text
from payroll.policy.discipline_rule import OF_CODE, DisciplineRule
from payroll.policy.words import action_text

_ONE_MORE = "\uffff"
"""The event that did not happen; with the code of an incident where only those of one code count."""


def discipline_ahead(so_far: SoFar) -> Iterator[Ahead]:
    """Yield a finding for everybody whose next entry proposes a step; whoever has none so far is not told of."""
    month, tomorrow = so_far.month, so_far.as_of + 1
    rules = [version.rules.discipline for version in month.policies.versions]
    if not any(rules) or tomorrow > month.period.last:
        return
    entries = _entries_so_far(so_far)
    history = so_far.facts.used("history")["employee"].to_numpy(np.int32)
    people = np.union1d(entries["employee"].to_numpy(np.int32), history)
    day = np.full(len(people), tomorrow, np.int32)
    people = people[month.facts.employed(people, day)]
    version = month.facts.version(people, day[: len(people)])
    facts = replace(so_far.facts, month=_with_codes(month, rules))
    added = [_one_more(entries, people[version == index], tomorrow, rule) for index, rule in enumerate(rules) if rule]
    proposals = discipline_entries(facts, pd.concat([entries, *added], ignore_index=True))
    ahead = proposals[(proposals["date"] == tomorrow).to_numpy() & (proposals["occurrence"] > 1).to_numpy()]
    for row in records(ahead):
        yield _ahead(row, month.facts.rules(row["version"]).discipline)


def _entries_so_far(so_far: SoFar) -> pd.DataFrame:
    """Return the entries of the month so far, up to the as-of day: records as far as their days are over."""
    facts = replace(so_far.facts, attendance=_renumbered(so_far.facts.attendance))
    kept = {each.entries for each in KEPT}
    parts = [rule(facts) for rule in RULES if rule not in kept]
    for each in KEPT:
        over = days_over(so_far, [each.rule_of(version.rules) for version in so_far.month.policies.versions])
        attendance = _renumbered(replace(so_far.facts.attendance, shifts=over))
        parts.append(each.entries(replace(so_far.facts, attendance=attendance)))
    entries = joined(parts)
    return entries[(entries["date"] <= so_far.as_of).to_numpy()]


def _renumbered(attendance: Attendance) -> Attendance:
    """Return the same with its shifts named by their positions again, as the rules expect."""
    positions = attendance.shifts.index.tolist()
    leave = {new: attendance.leave[old] for new, old in enumerate(positions) if old in attendance.leave}
    return replace(attendance, shifts=attendance.shifts.reset_index(drop=True), leave=leave)


def _with_codes(month: Month, rules: list[DisciplineRule | None]) -> Month:
    """Return the month with one incident of each code that is counted by itself, for the event to name."""
    names = {name for rule in rules if rule for name in rule.counts if name.startswith(OF_CODE)}
    codes = sorted(name.removeprefix(OF_CODE) for name in names)
    rows = [{"incident_id": _ONE_MORE + code, "code": code, "employee": 0} for code in codes]
    table = with_rows(month.tables.incidents, rows)
    return replace(month, tables=replace(month.tables, incidents=table))


def _one_more(entries: pd.DataFrame, people: npt.NDArray[np.int32], day: int, rule: DisciplineRule) -> pd.DataFrame:
    """Return one more entry of what counts for each of the people."""
    rule_name, _, code = min(rule.counts).partition(":")
    template = pd.DataFrame(
        {name: pd.Series([""] if isinstance(kind, pd.StringDtype) else [0]) for name, kind in entries.dtypes.items()}
    )
    rows = template.iloc[np.zeros(len(people), np.intp)].assign(
        employee=people, date=day, rule=rule_name, event=_ONE_MORE + code
    )
    return rows.astype(entries.dtypes.to_dict())


def _ahead(row: Row, rule: DisciplineRule | None) -> Ahead:
    assert rule is not None  # it proposes
    number = int(row["occurrence"])
    had, window, clause = number - 1, WINDOW_WORDS[rule.window], clause_text(rule.clause)
    action = action_text(row["action"])
    return Ahead(
        employee=row["employee"],
        urgency=Urgency.ACTION if number <= rule.steps[-1].count else Urgency.SAME,
        rule="discipline",
        count=had,
        action=row["action"],
        text=Text.counted(
            "counted for discipline {count} time {window}; the next is no. {number}: «{action}» is proposed, a "
            "person decides{clause}",
            "counted for discipline {count} times {window}; the next is no. {number}: «{action}» is proposed, a "
            "person decides{clause}",
            had,
            window=window,
            number=number,
            action=action,
            clause=clause,
        ),
    )
