"""What the tables of events tell otherwise about a closed month: swaps, complaints, leave, reports, and the like.

Only rows that count are compared: approved swaps and leave, upheld complaints. Notes are not compared. A row counts for
the month if it is dated in it, now or then; a complaint also if it is decided earlier and the person has one
decided in the month, which it may renumber. A row that is gone is a difference only if the
table still holds rows as old as it that were known then: another file may cover another span.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.ledger.late_people import findings
from payroll.period import MINUTES_PER_DAY, NO_DAY, Period, iso_day
from payroll.tables import Tables

NO_ROW = 2**31 - 1
"""The row of a finding about a row that is gone; it sorts after the others."""


@dataclass(frozen=True, slots=True)
class EventTable:
    """How one table of events is compared.

    ``ids`` are the columns by which a row is known again: its id, or the person and the day, of which there may be
    several rows; ``compared`` the others that are compared; ``days`` returns the first and last day that rows are
    about; ``counting`` is the status that counts ("": all rows do).
    """

    ids: tuple[str, ...]
    compared: tuple[str, ...]
    days: Callable[[pd.DataFrame], tuple[pd.Series, pd.Series]]
    counting: str = ""
    person: str = "employee"


_OF_A_DAY = ("employee_id", "date")


def _dated(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    return rows["date"], rows["date"]


def _at(column: str) -> Callable[[pd.DataFrame], tuple[pd.Series, pd.Series]]:
    return lambda rows: (rows[column] // MINUTES_PER_DAY,) * 2


def _of_swap(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    other = rows["counterpart_date"].where(rows["counterpart_date"] != NO_DAY, rows["date"])
    both = pd.concat([rows["date"], other], axis=1)
    return both.min(axis=1), both.max(axis=1)


def _of_leave(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    return rows["start"] // MINUTES_PER_DAY, (rows["end"] - 1) // MINUTES_PER_DAY


EVENT_TABLES: Mapping[str, EventTable] = {
    "swaps": EventTable(
        ("swap_id",),
        ("requester_id", "counterpart_id", "date", "counterpart_date", "requested_at", "status", "handover"),
        _of_swap,
        "approved",
        "requester_id",
    ),
    "complaints": EventTable(
        ("complaint_id",),
        (
            *("employee_id", "received_at", "decided_at", "source", "category", "severity", "status", "amount"),
            *("heard_on", "act"),
        ),
        _at("decided_at"),
        "upheld",
    ),
    "leave": EventTable(
        ("leave_id",), ("employee_id", "start", "end", "kind", "requested_at", "status"), _of_leave, "approved"
    ),
    "incidents": EventTable(
        ("incident_id",),
        (
            *("employee_id", "date", "code", "reported_by", "proof", "minutes", "approved_by", "loss"),
            *("notified_on", "heard_on", "act"),
        ),
        _dated,
    ),
    "additions": EventTable(("addition_id",), ("employee_id", "date", "kind", "amount"), _dated),
    "reports": EventTable(_OF_A_DAY, ("handed_in_at", "status"), _dated),
    "handovers": EventTable(_OF_A_DAY, ("status",), _dated),
    "meetings": EventTable(_OF_A_DAY, ("status",), _dated),
    "promotions": EventTable(_OF_A_DAY, ("shift", "start", "end"), _dated),
    "scores": EventTable(("sample_id", "item"), ("employee_id", "date", "grade"), _dated),
    "chats": EventTable(
        ("conversation_id",),
        (
            *("employee_id", "time", "first_response_seconds", "slowest_response_seconds"),
            "characters_per_minute",
        ),
        _at("time"),
    ),
    "sales": EventTable(("sale_id",), ("employee_id", "date", "amount"), _dated),
}
"""The tables that are compared, by name. Contracts, receipts of policies, the history of other programs and what they
carry are of no one month."""


def late_events(recorded: Tables, read: Tables, period: Period) -> dict[str, pd.DataFrame]:
    """Return the findings in the tables of events, by table.

    Rows of people who were not known then are left out: those people are a finding themselves.
    """
    known = pd.Index(recorded.employees["employee_id"])
    return {
        name: _differences(event_rows(recorded, name), event_rows(read, name), EVENT_TABLES[name], known, period)
        for name in EVENT_TABLES
    }


def event_rows(tables: Tables, name: str) -> pd.DataFrame:
    """Return the rows of a table by what identifies them, with employee_id, first and last day, and whether they count.

    ``key`` is the id by which people know a row ("" if it has none).
    """
    rows: pd.DataFrame = getattr(tables, name)
    form = EVENT_TABLES[name]
    ids = tables.employees["employee_id"].to_numpy(object)
    person = rows[form.person] if form.person.endswith("_id") else ids[rows["employee"].to_numpy()]
    first, last = form.days(rows)
    counts = (rows["status"] == form.counting) if form.counting else np.ones(len(rows), bool)
    whole = {}
    if name == "leave":
        whole = {side: _moments(rows[side], rows["whole_days"], side) for side in ("start", "end")}
    frame = rows.assign(**whole, employee_id=person, first_day=first, last_day=last, counts=counts)
    if form.ids == _OF_A_DAY:
        number = frame.groupby(list(_OF_A_DAY)).cumcount()
        return frame.assign(key="").set_index(_joined(frame["employee_id"], frame["date"], number))
    return frame.assign(key=_joined(*(frame[name] for name in form.ids))).set_index("key", drop=False)


def _joined(first: pd.Series, *others: pd.Series) -> pd.Series:
    """Return the values of columns as one text for each row."""
    joined = first.astype(object)
    for other in others:
        joined = joined + " " + other.astype(str).astype(object)
    return joined


def _moments(minutes: pd.Series, whole_days: pd.Series, side: str) -> pd.Series:
    """Return the ends of leave as minutes, those of whole days as dates in text, as people wrote them."""
    days = (minutes - (side == "end")) // MINUTES_PER_DAY
    dates = {day: iso_day(day) for day in days.unique().tolist()}
    return minutes.astype(object).where(~whole_days, days.map(dates))


def _differences(
    old: pd.DataFrame, new: pd.DataFrame, form: EventTable, known: pd.Index[str], period: Period
) -> pd.DataFrame:
    is_known = known.get_indexer(pd.Index(new["employee_id"])) >= 0
    counted, counting = old[old["counts"]], new[new["counts"] & is_known]
    renumbered = _people_numbered(counted, counting, period) if form.counting == "upheld" else set()
    then, now = (rows[_concerned(rows, period, renumbered)].index for rows in (counted, counting))
    there = new.index.intersection(old.index, sort=False)
    changed = there[there.isin(then.union(now))]
    return findings(
        [
            *(_changed(old.loc[changed], new.loc[changed], column) for column in form.compared),
            new.loc[now[~now.isin(old.index)]].assign(day=_first_day, column="", old=None, new=None),
            _gone(counted, new, then),
        ]
    )


def _first_day(rows: pd.DataFrame) -> pd.Series:
    return rows["first_day"]


def _changed(old: pd.DataFrame, new: pd.DataFrame, column: str) -> pd.DataFrame:
    differs = np.asarray(old[column].to_numpy(object) != new[column].to_numpy(object), bool)
    then, now = old[column][differs].astype(object), new[column][differs].astype(object)
    return new[differs].assign(day=_first_day, column=column, old=then, new=now)


def _concerned(rows: pd.DataFrame, period: Period, renumbered: set[str]) -> npt.NDArray[np.bool_]:
    first, last = rows["first_day"].to_numpy(), rows["last_day"].to_numpy()
    dated = (first <= period.last) & (last >= period.first)
    return np.asarray(dated | ((last < period.first) & rows["employee_id"].isin(list(renumbered)).to_numpy()), bool)


def _people_numbered(counted: pd.DataFrame, counting: pd.DataFrame, period: Period) -> set[str]:
    """Return who has a complaint decided in the period, then or now."""
    both = pd.concat([counted, counting])
    return set(both["employee_id"][both["first_day"].between(period.first, period.last)])


def _gone(counted: pd.DataFrame, new: pd.DataFrame, then: pd.Index[str]) -> pd.DataFrame:
    """Return the rows that are gone although the table reaches back to them."""
    kept = counted[counted.index.isin(new.index[new["counts"]])]
    lost = pd.DataFrame(counted.loc[then[~then.isin(new.index)]])
    if kept.empty:
        return lost.iloc[:0]
    file = int(new["file"].loc[kept.index[0]])
    lost = pd.DataFrame(lost[lost["last_day"] >= kept["last_day"].min()])
    return lost.assign(file=file, row=NO_ROW, day=_first_day, column="", old=None, new=None)
