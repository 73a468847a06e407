"""The clean rows of each table as ``payroll.tables`` declares its frames."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.intake.checks import leave_bounds
from payroll.intake.columns import EMPTY, Flags, Ints, distinct_words
from payroll.intake.duplicates import in_order, punch_keys
from payroll.intake.people import ASIDE, UNKNOWN, Roster, positions_of
from payroll.intake.records import CLEAN, SET_ASIDE
from payroll.period import FOREVER, NEIGHBOUR_DAYS, NO_DAY, Period
from payroll.table import Table
from payroll.table_words import is_correction

Columns = dict[str, object]


def gather(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of one table from all its files, in the order of the files."""
    frames = [frame for frame in frames if len(frame)] or frames[:1]
    if len(frames) == 1:
        return frames[0]
    joined: Columns = {}
    for name in frames[0].columns:
        columns = [frame[name] for frame in frames]
        if isinstance(columns[0].dtype, pd.CategoricalDtype):
            joined[name] = _union([column.array for column in columns])
        else:
            joined[name] = np.concatenate([column.to_numpy() for column in columns])
    return pd.DataFrame(joined, copy=False)


def _union(columns: Sequence[pd.Categorical]) -> pd.Categorical:
    """Return columns of words one below the other; a word stands where it is seen first."""
    words = [pa.array(column.categories, pa.string()) for column in columns]
    chunks = [
        pa.DictionaryArray.from_arrays(pa.array(column.codes.astype(np.int32)), each)
        for column, each in zip(columns, words, strict=True)
    ]
    whole = pa.chunked_array(chunks).unify_dictionaries().combine_chunks()
    dtype = distinct_words(pd.Index(whole.dictionary.to_pandas(), dtype="str"))
    return pd.Categorical.from_codes(whole.indices.to_numpy(), dtype=dtype, validate=False)


def employees_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the employees sorted by id, as text."""
    clean = _clean(frame)
    ordered = clean.iloc[np.asarray(_text(clean, "employee_id").argsort())]
    return _frame(
        ordered,
        {
            **{name: _text(ordered, name) for name in ("employee_id", "name", "store", "position", "policy")},
            "hire_date": _days(ordered, "hire_date"),
            "termination_date": _days(ordered, "termination_date", FOREVER),
            "base_wage": ordered["base_wage"].to_numpy(),
            "probation_end": _days(ordered, "probation_end"),
        },
    )


def shifts_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rota: also, as a day off, the rows in error of which person and date are readable.

    So the calendar does not fill a date that the rota speaks of.
    """
    fate = frame["fate"].to_numpy()
    readable = (frame["employee_id"].to_numpy() >= 0) & (frame["date"].to_numpy() != EMPTY)
    kept = frame if (fate == CLEAN).all() else frame[(fate == CLEAN) | ((fate == SET_ASIDE) & readable)]
    aside = kept["fate"].to_numpy() == SET_ASIDE
    return _frame(
        kept,
        {
            "employee": _employee(kept),
            "date": _days(kept, "date"),
            "shift": _rest_where(kept["shift"].array, aside) if aside.any() else kept["shift"].array,
            "start": _minutes_of_day(kept, "start", aside),
            "end": _minutes_of_day(kept, "end", aside),
        },
    )


def _rest_where(codes: pd.Categorical, aside: Flags) -> pd.Categorical:
    with_rest = codes if "rest" in codes.categories else codes.add_categories(["rest"])
    result = with_rest.copy()
    result[aside] = "rest"
    return result


def _minutes_of_day(frame: pd.DataFrame, name: str, aside: Flags) -> npt.NDArray[np.int16]:
    values = frame[name].to_numpy()
    return np.where(aside | (values == EMPTY), -1, values).astype(np.int16)


def punches_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the punches sorted by employee and time."""
    clean = _clean(frame)
    order = in_order(punch_keys(clean))
    ordered = clean if order is None else clean.iloc[order]
    columns = {
        "employee": _employee(ordered),
        "time": _minutes(ordered, "time"),
        "device": ordered["device"].array,
        "correction": ordered["correction"].to_numpy(np.int32),
        "marked": _marked(frame, ordered),
    }
    return _frame(ordered, columns)


def _marked(frame: pd.DataFrame, ordered: pd.DataFrame) -> Flags:
    """Tell which of the ``ordered`` punches of a frame are marked as corrections.

    A repeated punch (same employee, same second) is one only if each of its rows says so: the others are the
    person's own hand.
    """
    marks = _corrections(ordered)
    if not marks.any():
        return marks
    rows = frame[frame["fate"].to_numpy() != SET_ASIDE]
    by_hand = punch_keys(rows)[~_corrections(rows)]
    return marks & ~np.isin(punch_keys(ordered), by_hand)


def _corrections(rows: pd.DataFrame) -> Flags:
    """Tell which marks mean a correction."""
    column = rows["mark"].array
    words = [is_correction(word) for word in column.categories] if isinstance(column, pd.Categorical) else []
    if not any(words):
        return np.zeros(len(rows), bool)
    marks: Flags = np.array(words, bool)[column.codes]
    return marks


def corrections_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the corrections of clocks with their first minute and the first minute after them."""
    clean = _clean(frame)
    start, end = leave_bounds(clean)
    minutes = clean["minutes"].to_numpy(np.int32)
    spans = {"start": start.astype(np.int32), "end": end.astype(np.int32), "minutes": minutes}
    return _frame(clean, {"device": _text(clean, "device"), **spans}).reset_index(drop=True)


def swaps_frame(frame: pd.DataFrame, roster: Roster) -> pd.DataFrame:
    """Return the swaps, with the positions of those whose ids are known."""
    clean = _clean(frame)
    requester, counterpart = _text(clean, "requester_id"), _text(clean, "counterpart_id")
    return _frame(
        clean,
        {
            "swap_id": _text(clean, "swap_id"),
            "requester_id": requester,
            "counterpart_id": counterpart,
            "requester": positions_of(requester, roster).astype(np.int32),
            "counterpart": positions_of(counterpart, roster).astype(np.int32),
            "date": _days(clean, "date"),
            "counterpart_date": _days(clean, "counterpart_date"),
            "requested_at": _minutes(clean, "requested_at"),
            **{name: _text(clean, name) for name in ("status", "approved_by", "handover")},
        },
    )


def complaints_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the complaints; without a time of decision it is the time of receipt."""
    clean = _clean(frame)
    undecided = clean["decided_at"].to_numpy() == EMPTY
    amount = clean["amount"].to_numpy()
    received = _minutes(clean, "received_at")
    return _frame(
        clean,
        {
            "complaint_id": _text(clean, "complaint_id"),
            "employee": _employee(clean),
            "received_at": received,
            "decided_at": np.where(undecided, received, _minutes(clean, "decided_at")).astype(np.int32),
            **{name: _text(clean, name) for name in ("source", "category", "severity", "status")},
            "amount": np.where(amount == EMPTY, -1, amount),
            "note": _text(clean, "note"),
            "heard_on": _days(clean, "heard_on"),
            "act": _text(clean, "act"),
        },
    )


def leave_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the leave with its first minute and the first minute after it."""
    clean = _clean(frame)
    start, end = leave_bounds(clean)
    return _frame(
        clean,
        {
            "leave_id": _text(clean, "leave_id"),
            "employee": _employee(clean),
            "start": start.astype(np.int32),
            "end": end.astype(np.int32),
            "whole_days": (clean["from_bare"] & clean["to_bare"]).to_numpy(),
            "kind": _text(clean, "kind"),
            "status": _text(clean, "status"),
            "requested_at": _minutes(clean, "requested_at"),
        },
    )


def plain_frame(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose columns stay as they are; an empty amount or count is -1."""
    clean = _clean(frame)
    columns: Columns = {}
    for column in table.columns:
        if column.kind == "employee":
            columns["employee"] = _employee(clean)
        elif column.kind == "day":
            columns[column.name] = _days(clean, column.name)
        elif column.kind == "money":
            columns[column.name] = _numbers(clean, column.name)
        elif column.kind in {"count", "time"}:
            columns[column.name] = _numbers(clean, column.name).astype(np.int32)
        elif column.kind == "minute":
            columns[column.name] = _minutes(clean, column.name)
        else:
            columns[column.name] = _text(clean, column.name)
    return _frame(clean, columns)


def unclear_frame(punches: pd.DataFrame, leave: pd.DataFrame, roster: Roster, period: Period) -> pd.DataFrame:
    """Return whose punches and leave were set aside, and for which days (NO_DAY: not readable).

    A row of which it cannot be told whose it is counts for all who may be meant.
    """
    punches, leave = _attributable(punches), _attributable(leave)
    person, first, last = (np.concatenate(pair) for pair in zip(_punch_days(punches), _leave_days(leave), strict=True))
    return _meant(person, first, last, roster, period)


def _meant(person: Ints, first: Ints, last: Ints, roster: Roster, period: Period) -> pd.DataFrame:
    """Return employee and date of all who may be meant, for each day from ``first`` to ``last``."""
    unreadable = (first == EMPTY) | (last == EMPTY)
    low = np.maximum(np.minimum(first, last), period.first - NEIGHBOUR_DAYS - 1)
    high = np.minimum(np.maximum(first, last), period.last + NEIGHBOUR_DAYS + 1)
    count = np.where(unreadable, 1, np.maximum(high - low + 1, 0))
    begin = np.repeat(np.cumsum(count) - count, count)
    day = np.repeat(low, count) + np.arange(len(begin)) - begin
    days = np.where(np.repeat(unreadable, count), NO_DAY, day).astype(np.int32)
    marked = pd.DataFrame({"likely": np.repeat(person, count).astype(np.int64), "date": days}).drop_duplicates()
    people = [(likely, employee) for likely in marked["likely"].unique() for employee in roster.meant(int(likely))]
    meant = pd.DataFrame(np.array(people, np.int64).reshape(-1, 2), columns=["likely", "employee"])
    frame = marked.merge(meant, on="likely")[["employee", "date"]].astype(np.int32)
    return frame.drop_duplicates().sort_values(["employee", "date"]).reset_index(drop=True)


def doubtful_frame(table: Table, frame: pd.DataFrame, roster: Roster, period: Period) -> pd.DataFrame:
    """Return whose rows of a table of records were set aside, and for which days, as ``unclear_frame`` does."""
    aside = _attributable(frame)
    if aside.empty:
        return pd.DataFrame({"employee": np.empty(0, np.int32), "date": np.empty(0, np.int32)})
    dated = next(column for column in table.columns if column.kind in {"day", "minute"})
    day: Ints = aside[dated.name].to_numpy()
    if dated.kind == "minute":
        day = _day_of_second(aside, dated.name)
    person: Ints = aside["likely"].to_numpy()
    return _meant(person, day, day, roster, period)


def _attributable(frame: pd.DataFrame) -> pd.DataFrame:
    likely = frame["likely"].to_numpy()
    about_somebody: Flags = (frame["fate"].to_numpy() == SET_ASIDE) & (likely != UNKNOWN) & (likely != ASIDE)
    return pd.DataFrame(frame[about_somebody])


def _punch_days(frame: pd.DataFrame) -> tuple[Ints, Ints, Ints]:
    day = _day_of_second(frame, "time")
    return frame["likely"].to_numpy(), day, day


def _leave_days(frame: pd.DataFrame) -> tuple[Ints, Ints, Ints]:
    return frame["likely"].to_numpy(), _day_of_second(frame, "from"), _day_of_second(frame, "to")


def _day_of_second(frame: pd.DataFrame, name: str) -> Ints:
    seconds = frame[name].to_numpy()
    return np.where(seconds == EMPTY, EMPTY, seconds // 86400)


# ---------------------------------------------------------------- columns


def _clean(frame: pd.DataFrame) -> pd.DataFrame:
    clean = frame["fate"].to_numpy() == CLEAN
    return frame if bool(clean.all()) else pd.DataFrame(frame[clean])


def _frame(rows: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    origin = {name: rows[name].to_numpy() for name in ("file", "row")}
    return pd.DataFrame({**columns, **origin}, copy=False)


def _employee(rows: pd.DataFrame) -> npt.NDArray[np.int32]:
    return rows["employee_id"].to_numpy(np.int32)


def _text(rows: pd.DataFrame, name: str) -> pd.api.extensions.ExtensionArray:
    column = rows[name].array
    if not isinstance(column, pd.Categorical):  # no rows, so no words
        return pd.array([], dtype="str")
    texts: pd.api.extensions.ExtensionArray = column.categories.array.take(column.codes)
    return texts


def _numbers(rows: pd.DataFrame, name: str) -> Ints:
    values: Ints = rows[name].to_numpy()
    return np.where(values == EMPTY, -1, values)


def _days(rows: pd.DataFrame, name: str, empty: int = NO_DAY) -> npt.NDArray[np.int32]:
    values = rows[name].to_numpy()
    return np.where(values == EMPTY, empty, values).astype(np.int32)


def _minutes(rows: pd.DataFrame, name: str) -> npt.NDArray[np.int32]:
    values = rows[name].to_numpy()
    return np.where(values == EMPTY, NO_DAY, values // 60).astype(np.int32)
