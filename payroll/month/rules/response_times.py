"""Response times from chat records: how many conversations were answered in time (rules, section 15).

Not coded: wrong characters, which no record tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.language import Text
from payroll.money import decimal_text
from payroll.month.context import Month
from payroll.month.doubt import doubted
from payroll.month.entries import joined, no_entries, place
from payroll.month.facts import Facts
from payroll.month.lookup import Ints
from payroll.month.rules.last_day import Said, consequence, joined_text, last_days, month_lines, starts_of
from payroll.month.words import TextColumn, numbers
from payroll.period import MINUTES_PER_DAY
from payroll.policy.quality_rules import ResponseTimesRule
from payroll.problems import Problem
from payroll.tables import ROW_OUT_OF_SCOPE

REVIEW = "response-time-review"
_TOLD = Text.template(
    "conversations: {count}, of which {in_time} in time, below {within}% (first answer late: {first}, a further one "
    "late: {further}, slow typing: {typing})"
)


def check_chats(month: Month, dispositions: npt.NDArray[np.int8], usable: npt.NDArray[np.bool_]) -> list[Problem]:
    """Put out of scope the conversations that no rule judges."""
    ruled = np.array([*(policy.rules.response_times is not None for policy in month.policies.versions), False])
    if len(usable):
        dispositions[usable & ~ruled[_version(month, month.tables.chats)]] = ROW_OUT_OF_SCOPE
    return []


def response_time_entries(facts: Facts) -> pd.DataFrame:
    """Return one entry for everybody of whose conversations too few were in time."""
    rows = facts.used("chats")
    return no_entries() if rows.empty else joined(_entries(facts, rows, _slow(facts.month, rows)))


@dataclass(frozen=True, slots=True)
class _Slow:
    """Which conversations were too slow, in each of the three, and in any of them."""

    first: npt.NDArray[np.bool_]
    further: npt.NDArray[np.bool_]
    typing: npt.NDArray[np.bool_]

    @property
    def any(self) -> npt.NDArray[np.bool_]:
        return self.first | self.further | self.typing


def _slow(month: Month, rows: pd.DataFrame) -> _Slow:
    """Return what was too slow by the version of the day of each conversation; a figure not given is -1."""
    version = _version(month, rows)
    first, further, typing = (
        _bounds(month, name)[version] for name in ("first_seconds", "further_seconds", "characters_per_minute")
    )
    characters = rows["characters_per_minute"].to_numpy()
    return _Slow(
        (first >= 0) & (rows["first_response_seconds"].to_numpy() > first),
        (further >= 0) & (rows["slowest_response_seconds"].to_numpy() > further),
        (characters >= 0) & (characters < typing),
    )


def _bounds(month: Month, name: str) -> npt.NDArray[np.int64]:
    """Return a bound of each version, -1 where it sets none."""
    rules = [policy.rules.response_times for policy in month.policies.versions]
    bounds = [getattr(rule, name) if rule else None for rule in rules]
    return np.array([-1 if bound is None else bound for bound in bounds], np.int64)


def _version(month: Month, rows: pd.DataFrame) -> npt.NDArray[np.int32]:
    return month.facts.version(rows["employee"].to_numpy(), rows["time"].to_numpy() // MINUTES_PER_DAY)


def _entries(facts: Facts, rows: pd.DataFrame, slow: _Slow) -> Iterator[pd.DataFrame]:
    month = facts.month
    employee, any_slow = rows["employee"].to_numpy(), slow.any
    people, count = np.unique(employee, return_counts=True)
    in_time = count - _counts(employee, any_slow, people)
    days = last_days(month, people)
    doubt = doubted(facts, "chats")[people]
    for rules, under in days.by_rules(month):
        rule = rules.response_times
        if rule is None:
            continue
        wanted = under & _too_few(rule, in_time, count)
        for doubtful, review in ((False, ""), (True, REVIEW)):
            group = wanted & (doubt == doubtful)
            if not group.any():
                continue
            those = days.where(group)
            cost, action = consequence(month, rule.price, rule.action, those.base, review)
            words: dict[str, TextColumn] = {
                "count": numbers(count[group]),
                "in_time": numbers(in_time[group]),
                "within": decimal_text(rule.within_percent),
                **{name: numbers(_counts(employee, getattr(slow, name), people)[group]) for name in _KINDS},
                **cost.words,
            }
            told = Text.of("{told}{template}", told=_TOLD, template=cost.template)
            said = Said(told, words, _evidence(month, rows[any_slow & np.isin(employee, those.employee)]), action)
            yield month_lines(month, ("response-time", rule.clause), those, -cost.amount, said)


_KINDS = ("first", "further", "typing")


def _counts(employee: Ints, marked: npt.NDArray[np.bool_], people: Ints) -> npt.NDArray[np.int64]:
    """Return how many of the marked rows each of the people has."""
    return np.bincount(employee[marked], minlength=int(people[-1]) + 1)[people]


def _too_few(rule: ResponseTimesRule, in_time: Ints, count: Ints) -> npt.NDArray[np.bool_]:
    """Tell where there are enough conversations, and the share in time is below the percentage."""
    least = Fraction(rule.within_percent) / 100
    below = in_time.astype(object) * least.denominator < count.astype(object) * least.numerator
    return below.astype(bool) & (count >= rule.minimum_conversations)


def _evidence(month: Month, rows: pd.DataFrame) -> pa.Array:
    """Return the places of the conversations not in time, one text for each employee."""
    ordered = rows.sort_values(["employee", "file", "row"])
    places = place(month, ordered["file"].to_numpy(), ordered["row"].to_numpy())
    return joined_text(places, starts_of(ordered["employee"].to_numpy()), "; ")
