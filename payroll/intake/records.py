"""One table of one file: its cells understood, its rows sorted into records, bad rows and no records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from payroll.intake import limits
from payroll.intake.cells import (
    NO_TEXT,
    Fault,
    MoneyReader,
    as_written,
    clock_time_of,
    count_of,
    day_of,
    id_of,
    id_within,
    minutes_of,
    moment_of,
    moment_or_day_of,
    time_of,
    word_reader,
)
from payroll.intake.columns import (
    EMPTY,
    Flags,
    Ints,
    Numbers,
    Reader,
    Understood,
    categorical,
    day_column,
    number_column,
    text_column,
)
from payroll.intake.findings import cell_problems, problem_of
from payroll.intake.kinds import EMPLOYEE_UNKNOWN, HISTORY_EMPLOYEE, POLICY_UNKNOWN, TOTAL_ROW
from payroll.intake.moments import moment_column
from payroll.intake.people import ASIDE, Roster, employee_column, positions_of
from payroll.intake.raw import RawTable
from payroll.intake.zones import Zones, wall_clock
from payroll.money import currency_places
from payroll.problems import Problem
from payroll.record_tables import HISTORY
from payroll.table import Column, Table
from payroll.table_words import REST_WORDS
from payroll.tables import CLOCK_CORRECTIONS

CLEAN, DUPLICATE, SET_ASIDE = 0, 1, 2
"""What becomes of a row here: it is a record, it is there twice, it is in error."""

_ABOVE_ZERO = {
    *(("employees", "base_wage"), ("wages", "base_wage"), ("additions", "amount")),
    *(("incidents", "loss"), ("carried", "amount")),
}
_CLOCKS_MAY_LACK = {("leave", "requested_at")}
"""A clock says of leave when it was, mostly not when it was asked for; then no rule of notice can be broken."""
_SWAP_PARTIES = ("requester_id", "counterpart_id")
_TOTALS = frozenset({"合计", "总计", "小计", "本页合计", "total", "totals", "subtotal", "grandtotal", "sum"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What cells are understood with: the employees, and what the policies say."""

    roster: Roster
    zones: Zones


def understand_times(table: Table, raw: RawTable, setting: Setting) -> dict[str, Understood]:
    """Return the columns of days and times, which say the same whatever the other tables say."""
    kinds = {"day", "time", "minute"}
    return {column.name: _understood(table, column, raw, setting) for column in table.columns if column.kind in kinds}


def understand_table(
    table: Table, raw: RawTable, setting: Setting, file: int, times: Mapping[str, Understood]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows of a list table, and the problems of their cells.

    ``times`` are the columns of ``understand_times``, as far as they are understood already.
    The frame has the contract's columns: numbers (EMPTY where there is none), or categories for text;
    ``employee_id`` is the position of the employee, timestamps are seconds. Beside them ``likely`` (who may
    be meant by an unknown id), ``<name>_bare`` where a timestamp may be a date, ``file``, ``row``, ``fate``.
    Blank rows and totals are left out.
    """
    columns = {
        column.name: times.get(column.name) or _understood(table, column, raw, setting) for column in table.columns
    }
    faulty = np.zeros(len(raw), bool)
    for understood in columns.values():
        faulty[understood.faults.positions] = True
    skip, problems = no_records(raw, faulty)
    for name, understood in columns.items():
        problems += cell_problems(raw, name, understood.faults, skip)
        problems += cell_problems(raw, name, understood.warnings, skip)
    if table is HISTORY:
        problems = [_of_the_past(problem) for problem in problems]
    aside = faulty | _about_set_aside(columns, setting.roster)
    frame = pd.DataFrame(
        {
            **_frame_columns(table, columns, setting),
            "file": np.broadcast_to(np.int32(file), len(raw)),
            "row": raw.rows.astype(np.int32, copy=False),
            "fate": np.where(aside, SET_ASIDE, CLEAN).astype(np.int8),
        },
        copy=False,
    )
    return (frame[~skip].reset_index(drop=True) if skip.any() else frame), problems


def _of_the_past(problem: Problem) -> Problem:
    """Return a problem of the history: who has left since stands in it and not among the employees."""
    return replace(problem, kind=HISTORY_EMPLOYEE) if problem.kind is EMPLOYEE_UNKNOWN else problem


# ---------------------------------------------------------------- columns


def _understood(table: Table, column: Column, raw: RawTable, setting: Setting) -> Understood:
    cells = raw.columns.get(column.name)
    required = column.value_required and not (raw.is_of_clock and (table.name, column.name) in _CLOCKS_MAY_LACK)
    if cells is None and not required:
        return _absent(column, len(raw))
    if cells is None:
        cells = pa.chunked_array([pa.nulls(len(raw), pa.string())])
    if column.kind == "employee":
        return employee_column(cells, setting.roster)
    read = _reader(table, column, setting)
    if column.kind == "id" and limits.longest(cells) > (limit := _id_bytes(column)):
        read = id_within(limit)
    if column.kind in _TEXTS:
        return text_column(cells, read, required=required, typed=column.kind != "text")
    if column.kind in {"minute", "day-or-minute"}:
        return moment_column(cells, read, required=required)
    whole = day_column if column.kind == "day" else number_column
    return whole(cells, read, required=required)


def _id_bytes(column: Column) -> int:
    return limits.ENTRY_ID_BYTES if column.name == "entry_id" else limits.ID_BYTES


_TEXTS = {"id", "text", "word"}
_READERS: Mapping[str, Reader] = {
    "id": id_of,
    "day": day_of,
    "time": time_of,
    "minute": moment_of,
    "day-or-minute": moment_or_day_of,
    "minutes": minutes_of,
    "count": count_of,
}


def _reader(table: Table, column: Column, setting: Setting) -> Reader:
    if column.kind == "word":
        return word_reader(column.words)
    if column.kind == "money":
        currency = setting.zones.facts.currency
        above_zero = (table.name, column.name) in _ABOVE_ZERO
        return MoneyReader(currency, currency_places(currency), above_zero)
    if table is CLOCK_CORRECTIONS and column.kind == "day-or-minute":
        return clock_time_of
    return _READERS.get(column.kind) or _text_reader(column, setting)


def _absent(column: Column, rows: int) -> Understood:
    """Return a column that the file does not have: one cell, shown in each row."""
    if column.kind in _TEXTS:
        return Understood(np.broadcast_to(np.int32(0), rows), ("",))
    return Understood(np.broadcast_to(np.int64(EMPTY), rows))


def _text_reader(column: Column, setting: Setting) -> Reader:
    if column.name == "shift":
        return shift_of
    if column.name == "policy" and setting.zones.facts.zones:
        return lambda text: _policy(text, setting.zones.facts.zones)
    if not column.words:
        return as_written
    return lambda text: column.words.get(text.lower(), text)


def shift_of(text: str) -> str:
    """Return a shift code as written, or ``rest`` for any mark of a day off."""
    return "rest" if text.lower() in REST_WORDS else text


def _policy(text: str, policies: Mapping[str, object]) -> str | Fault:
    return text if text in policies else Fault(POLICY_UNKNOWN, {"known": ", ".join(policies)})


def _frame_columns(table: Table, columns: Mapping[str, Understood], setting: Setting) -> dict[str, object]:
    frame: dict[str, object] = {}
    for column in table.columns:
        understood = columns[column.name]
        if column.kind == "employee":
            frame[column.name] = understood.values.astype(np.int32)
            same = understood.likely is understood.values
            frame["likely"] = frame[column.name] if same else understood.likely
        elif understood.words:
            frame[column.name] = categorical(understood.values, understood.words)
        else:
            frame[column.name] = _on_the_wall(understood, columns, setting)
        if column.kind == "day-or-minute":
            frame[f"{column.name}_bare"] = _flags(len(understood.values), understood.bare)
    return frame


def _on_the_wall(understood: Understood, columns: Mapping[str, Understood], setting: Setting) -> Numbers:
    """Return numbers as they are, and timestamps with an offset on the wall clock of the row's employee."""
    if not len(understood.offset_at):
        return understood.values
    at = understood.offset_at
    if "device" in columns and "employee_id" not in columns:
        return understood.values  # a clock's own time
    if "employee_id" in columns:
        employees = columns["employee_id"].likely[at]
    else:
        requester = columns["requester_id"]
        employees = positions_of(requester.words, setting.roster)[requester.values[at]]
    values = understood.values.copy()
    values[at] = wall_clock(values[at], understood.offsets, employees, setting.zones)
    return values


# ---------------------------------------------------------------- rows


def _about_set_aside(columns: Mapping[str, Understood], roster: Roster) -> Flags:
    """Tell which rows are about somebody whose own row is set aside."""
    about = np.zeros(len(next(iter(columns.values())).values), bool)
    if "employee_id" in columns and not columns["employee_id"].words:
        about |= columns["employee_id"].values == ASIDE
    for name in _SWAP_PARTIES:
        if name in columns:
            party = columns[name]
            about |= (positions_of(party.words, roster) == ASIDE)[party.values]
    return about


def no_records(raw: RawTable, faulty: Flags) -> tuple[Flags, list[Problem]]:
    """Return which of the faulty rows are blank or totals, and a warning for each total.

    A total has a word like 合计 or total in its first cell that is not empty.
    """
    candidates = np.flatnonzero(faulty)
    total = np.zeros(len(candidates), bool)
    undecided = np.ones(len(candidates), bool)
    problems = []
    for name, cells in raw.columns.items() if len(candidates) else ():
        marks = number_column(cells.take(pa.array(candidates)), _is_total, required=False).values
        here = undecided & (marks == 1)
        problems += [
            problem_of(raw, int(candidates[position]), TOTAL_ROW, name, {"more": NO_TEXT})
            for position in np.flatnonzero(here)
        ]
        total |= here
        undecided &= marks == EMPTY
    if raw.fields:  # nothing in the columns of the table, but there is something in the row
        undecided[:] = False
    return _flags(len(raw), candidates[total | undecided]), problems


def _is_total(text: str) -> int:
    return int("".join(text.lower().split()).rstrip(":") in _TOTALS)


def _flags(length: int, positions: Ints) -> Flags:
    flags = np.zeros(length, bool)
    flags[positions] = True
    return flags
