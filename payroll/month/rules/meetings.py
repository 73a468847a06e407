"""Meetings: everybody of a store attends, and reports (rules, section 13)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import LANGUAGES, Text
from payroll.local_forms import weekday_text
from payroll.month.context import Details, Month, problem_at, records
from payroll.month.entries import no_entries, place, text_series
from payroll.month.facts import Facts
from payroll.month.kinds_records import MEETING_WEEKDAY
from payroll.month.lookup import day_key
from payroll.month.records_kept import among, in_doubt, not_given
from payroll.month.rules.occurrences import Counted, counted_entries
from payroll.month.words import Both, choose, clocks, days
from payroll.period import MINUTES_PER_DAY, date_of, iso_day
from payroll.policy.record_rules import MeetingRule
from payroll.problems import Problem

_Rules = Sequence[MeetingRule | None]


def check_meetings(month: Month, _dispositions: npt.NDArray[np.int8], usable: npt.NDArray[np.bool_]) -> list[Problem]:
    """Warn of meetings on another weekday than the policy's, and of a table that is not there."""
    rules = _rules(month)
    lists = _of_meetings(month, month.tables.meetings[usable], rules)
    problems = not_given(month, "meetings", "meetings", lambda rules: rules.meetings)
    for row in records(lists.drop_duplicates(["store", "date"])):
        rule, weekday = rules[row["version"]], date_of(row["date"]).weekday()
        if rule is not None and weekday != rule.weekday:
            label = month.policies.versions[row["version"]].label
            found, expected = weekday_text(weekday), weekday_text(rule.weekday)
            details: Details = {"policy": label, "found": found, "expected": expected}
            problems.append(problem_at(MEETING_WEEKDAY, month.tables.files, row, "date", iso_day(row["date"]), details))
    return problems


def meeting_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for each meeting that somebody had to attend and missed, or at which they reported nothing."""
    month, rules = facts.month, _rules(facts.month)
    lists = _of_meetings(month, facts.used("meetings"), rules)
    held = _held(month, lists) if month.tables.meetings_held is None else month.tables.meetings_held
    if held.empty:
        return no_entries()
    expected = _expected(month, held, rules)
    own = pd.Index(day_key(lists["employee"].to_numpy(), lists["date"].to_numpy())).get_indexer(
        pd.Index(day_key(expected["employee"].to_numpy(), expected["date"].to_numpy()))
    )
    status = np.append(lists["status"].to_numpy(object), "")[own]
    missed = ~np.isin(status, ["attended", "excused"]) & ~_in_doubt(month, expected)
    rows, own = expected[missed], own[missed]
    file, row = (  # without a row of their own: where it is seen that there was a meeting
        np.where(own >= 0, np.append(lists[name].to_numpy(), -1)[own], held[name].to_numpy()[rows["held"]])
        for name in ("file", "row")
    )
    occurrences = rows.assign(
        minutes=0,
        status=status[missed],
        event=text_series(days(rows["date"].to_numpy())).array,
        evidence=text_series(place(month, file, row)).array,
    )
    return counted_entries(month, occurrences, MEETING, rules) if len(rows) else no_entries()


def _rules(month: Month) -> _Rules:
    return [version.rules.meetings for version in month.policies.versions]


def _of_meetings(month: Month, rows: pd.DataFrame, rules: _Rules) -> pd.DataFrame:
    """Return the rows under a version with the rule, as they stand in their files, with version and store (code)."""
    employee, date = rows["employee"].to_numpy(), rows["date"].to_numpy()
    version = month.facts.version(employee, date)
    ruled = np.array([rule is not None for rule in rules] + [False])[version]
    store = month.facts.store(employee, date).codes
    return rows.assign(version=version, store=store)[ruled].sort_values(["file", "row"], ignore_index=True)


def meetings_held(month: Month, usable: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Return the meetings of all stores, each where it is seen first: store (str), date, file, row."""
    return _held(month, _of_meetings(month, month.tables.meetings[usable], _rules(month)))


def _held(month: Month, lists: pd.DataFrame) -> pd.DataFrame:
    first = lists.drop_duplicates(["store", "date"])
    store = month.facts.store(first["employee"].to_numpy(), first["date"].to_numpy())
    return (
        first[["date", "file", "row"]].assign(store=pd.Series(store, first.index).astype("str")).reset_index(drop=True)
    )


def _expected(month: Month, meetings: pd.DataFrame, rules: _Rules) -> pd.DataFrame:
    """Return who has to attend each meeting, by employee and date.

    Columns: employee, date, version, time (minute), held (position in ``meetings``).
    """
    everyone = np.arange(len(month.tables.employees), dtype=np.int32)
    ruled = np.array([rule is not None for rule in rules] + [False])
    time_of = np.array([rule.time if rule else 0 for rule in rules] + [0])
    parts = []
    for date, held in meetings.reset_index(names="held").groupby("date"):
        on_date = np.full(len(everyone), date, np.int32)
        version, store = month.facts.version(everyone, on_date), month.facts.store(everyone, on_date)
        of_store = pd.Index(held["store"]).get_indexer(pd.Index(store.categories.astype("str")))
        first = np.append(of_store, -1)[store.codes]
        people = np.flatnonzero(month.facts.employed(everyone, on_date) & ruled[version] & (first >= 0))
        time = on_date[people] * MINUTES_PER_DAY + time_of[version[people]]
        there = ~_on_leave(month, people, time)
        parts.append(
            pd.DataFrame(
                {
                    "employee": everyone[people],
                    "date": on_date[people],
                    "version": version[people],
                    "time": time,
                    "held": held["held"].to_numpy()[first[people]],
                }
            )[there]
        )
    return pd.concat(parts).sort_values(["employee", "date"], ignore_index=True)


def _on_leave(month: Month, people: npt.NDArray[np.intp], time: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    """Tell who of the people has approved leave at the time of each."""
    leave = month.tables.leave[(month.tables.leave["status"] == "approved").to_numpy()]
    on_leave = np.zeros(len(people), bool)
    for moment in np.unique(time).tolist():
        covers = (leave["start"] <= moment) & (moment < leave["end"])
        away = leave["employee"].to_numpy()[covers.to_numpy()]
        on_leave |= (time == moment) & np.isin(people, away)
    return on_leave


def _in_doubt(month: Month, expected: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell where a row of the list was set aside, or a row of leave may have been."""
    employee, date = expected["employee"].to_numpy(), expected["date"].to_numpy()
    return in_doubt(month, "meetings", employee, date) | among(month.tables.unclear, employee, date)


_ABSENT = Text.of("not on the list")
_MISSED = Text.of("missed")
_NO_REPORT = Text.of("attended without a report")


def _what(_month: Month, rows: pd.DataFrame) -> Both:
    status = rows["status"].to_numpy(object)
    zh, en = (
        choose(status == "missed", _MISSED.to(to), choose(status == "", _ABSENT.to(to), _NO_REPORT.to(to)))
        for to in LANGUAGES
    )
    return zh, en


def _time(_month: Month, rows: pd.DataFrame) -> Both:
    column = clocks(rows["time"].to_numpy())
    return column, column


MEETING = Counted(
    rule="meeting",
    head=Text.template("{date} {time} meeting"),
    fact=Text.template(", {what}"),
    words={"what": _what, "time": _time},
)
