"""Rows of a closed month that an amendment's tables no longer hold. Nothing is read or written here.

A table of an amendment takes the place of the recorded one. A file of another month would so take away what the
month was judged on, and a punch that is gone looks like an absence. So what is gone is counted and told.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from payroll.language import Text
from payroll.ledger.late_events import EVENT_TABLES, event_rows
from payroll.ledger.late_words import table_word
from payroll.period import MINUTES_PER_DAY, Period
from payroll.tables import Tables

OF_DAYS = frozenset({"shifts", "punches"})
"""Tables that say something about every day of a month."""
_OF_ANOTHER_MONTH = 10
"""With less than one row for so many that the month had, such a table is that of another month."""
_SINCE = frozenset({"wages", "assignments"})
"""Tables whose rows of earlier months still hold in the month."""
_DATED = {"shifts": "date", "punches": "time", **dict.fromkeys(_SINCE, "effective_from")}
"""Tables that are not of events, with the column that tells when; those that are not here are of no month."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Of one table: how many rows of the month were known, how many of them are gone, how many there are now."""

    table: str
    known: int
    gone: int
    now: int

    @property
    def is_another_month(self) -> bool:
        """Whether the table has next to nothing of the month: a clock's export often begins a night before its own."""
        return self.table in OF_DAYS and self.now * _OF_ANOTHER_MONTH < self.known


def lost_rows(recorded: Tables, read: Tables, period: Period, tables: Collection[str]) -> tuple[Lost, ...]:
    """Return for each of ``tables`` that lacks rows which ``recorded`` has about ``period`` how many they are.

    A row that is there and says something else is not lost: it is found by its person and day (or moment), or by
    its id.
    """
    found = []
    for name in sorted(tables):
        then, now = (_keys(each, name, period) for each in (recorded, read))
        still_there = set(_all_keys(read, name, now))
        gone = sum(key not in still_there for key in then)
        if gone:
            found.append(Lost(name, len(then), gone, len(now)))
    return tuple(found)


def lost_text(lost: Lost, period: str, data: str) -> Text:
    """Return what a person is told of rows that are gone."""
    word = table_word(lost.table)
    return Text.of(
        "{gone} of the {known} rows that {period} had in {word} are not in {data} and count no more",
        gone=lost.gone,
        known=lost.known,
        period=period,
        word=word,
        data=data,
    )


def another_month_text(lost: Lost, period: str, data: str) -> Text:
    """Return the refusal of a table that has nothing of the month, or next to nothing."""
    return Text.counted(
        "{word} in {data} has {count} row of {period}, which had {known}: {gone} would be gone. Put only the tables "
        "that changed into the folder, each with the whole month; what it lacks is taken from the record. Nothing was "
        "recorded.",
        "{word} in {data} has {count} rows of {period}, which had {known}: {gone} would be gone. Put only the tables "
        "that changed into the folder, each with the whole month; what it lacks is taken from the record. Nothing was "
        "recorded.",
        lost.now,
        word=table_word(lost.table),
        data=data,
        period=period,
        known=lost.known,
        gone=lost.gone,
    )


def _keys(tables: Tables, name: str, period: Period) -> list[object]:
    """Return what identifies the rows of a table that matter to the month."""
    if name in EVENT_TABLES:
        rows = event_rows(tables, name)
        began = rows["first_day"] <= period.last
        matters = began if name == "complaints" else began & (rows["last_day"] >= period.first)
        return rows.index[matters & rows["counts"]].tolist()
    if name == "employees":
        people = tables.employees
        employed = (people["hire_date"] <= period.last) & (people["termination_date"] >= period.first)
        return people["employee_id"][employed].tolist()
    if name not in _DATED:
        return []
    rows, column = getattr(tables, name), _DATED[name]
    day = rows[column] // MINUTES_PER_DAY if column == "time" else rows[column]
    rows = rows[(day <= period.last) & ((day >= period.first) | (name in _SINCE))]
    ids = tables.employees["employee_id"].to_numpy(object)[rows["employee"].to_numpy()]
    return list(zip(ids.tolist(), rows[column].tolist(), strict=True))


def _all_keys(read: Tables, name: str, now: list[object]) -> list[object]:
    """Return the keys of all rows, if a row may have moved out of the month and is still there; else ``now``."""
    if name in EVENT_TABLES:
        return event_rows(read, name).index.tolist()
    return read.employees["employee_id"].tolist() if name == "employees" else now
