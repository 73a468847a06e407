"""Months from rows of text: the frames that ``payroll.tables`` documents, without the program's own reading.

A table is a list of rows, a row a dictionary of text as it would stand in a file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from payroll.money import currency_places
from payroll.month.context import Month, month_of
from payroll.month.ledger import in_ledger_order, lines_of
from payroll.period import FOREVER, MINUTES_PER_DAY, NO_DAY, date_of, day_number
from payroll.policy.calendar_days import OfficialDays, official_days
from payroll.policy.load import load_policies
from payroll.policy.model import Policies
from payroll.record_tables import RECORD_TABLES
from payroll.table import Column, Table
from payroll.table_words import REST_WORDS
from payroll.tables import TABLES, SourceFile, Tables

Row = dict[str, str]


def read_month(folder: Path, period: str) -> Month:
    """Return the month in ``folder/data/*.csv`` and ``folder/policies``."""
    policies, wrong = load_policies(folder / "policies")
    assert not wrong
    return month_from_rows(period, policies, read_rows(folder / "data"))


def read_rows(folder: Path) -> dict[str, list[Row]]:
    """Return the rows of all tables; those of a table without a file are none, but for tables of records."""
    rows: dict[str, list[Row]] = {}
    for table in TABLES:
        file = folder / f"{table.name}.csv"
        if table in RECORD_TABLES and not file.exists():
            continue
        text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        rows[table.name] = list(csv.DictReader(text.splitlines()))
    return rows


def month_from_rows(
    period: str,
    policies: Policies,
    rows: dict[str, list[Row]],
    unclear: Iterable[tuple[str, str]] = (),
    doubtful: Mapping[str, Iterable[tuple[str, str]]] | None = None,
) -> Month:
    """Return the month that ``rows`` (table name -> rows) describe.

    A row stands where its cell ``#`` says, else in the order given, from row 2 on.
    """
    rules = policies.versions[0].rules
    people = {row["employee_id"]: position for position, row in enumerate(_by_id(rows["employees"]))}
    reading = Reading(people, currency_places(rules.currency), ZoneInfo(rules.timezone))
    numbered = {name: [{"#": str(number)} | row for number, row in enumerate(table, 2)] for name, table in rows.items()}
    numbered["employees"] = _by_id(numbered["employees"])
    frames = {
        table.name: reading.frame(table, index, numbered.get(table.name, [])) for index, table in enumerate(TABLES)
    }
    finished = _finished(frames)
    tables = Tables(
        files=tuple(SourceFile(f"{table.name}.csv") for table in TABLES),
        unclear=_unclear_frame(people, unclear),
        given=frozenset(rows),
        doubtful=_doubtful_frames(people, doubtful or {}),
        **finished,
    )
    of_period = policies.start_days.period(period)
    years = {date_of(of_period.first - 2).year, date_of(of_period.last + 2).year}
    countries = {entry.rules.calendar.holidays for entry in policies.versions if entry.rules.calendar}
    official: dict[tuple[str, int], OfficialDays | None] = {
        (country, year): official_days(country, year) for country in countries for year in years
    }
    return month_of(of_period, tables, policies, official)


class Reading(NamedTuple):
    """How the cells of one month are read."""

    people: dict[str, int]
    places: int
    zone: ZoneInfo

    def frame(self, table: Table, file: int, rows: list[Row]) -> pd.DataFrame:
        """Return the rows with one typed column for each column of the table, and their origin."""
        columns: dict[str, pd.Series] = {}
        for column in table.columns:
            name = "employee" if column.kind == "employee" else column.name
            values = [self.cell(column, row.get(column.name) or "") for row in rows]
            columns[name] = pd.Series(values, dtype=_dtype(column))
        origin = {
            "file": pd.Series([file] * len(rows), dtype="int32"),
            "row": pd.Series([int(row["#"]) for row in rows], dtype="int32"),
        }
        frame = pd.DataFrame(columns | origin)
        if table.name == "leave":
            bare = [(len(row["from"]) == 10, len(row["to"]) == 10) for row in rows]
            frame["whole_days"] = np.array([both == (True, True) for both in bare], bool)
            frame["to"] += np.array([MINUTES_PER_DAY * until for _, until in bare], np.int32)
        if table.name == "swaps":
            for party in ("requester", "counterpart"):
                found = [self.people.get(row[f"{party}_id"], -1) for row in rows]
                frame[party] = pd.Series(found, dtype="int32")
        return frame

    def cell(self, column: Column, text: str) -> int | str:
        """Return the value of one cell."""
        if column.kind in {"money", "minutes", "count"}:
            return int(Decimal(text).scaleb(self.places if column.kind == "money" else 0)) if text else -1
        if column.kind == "employee":
            return self.people[text]
        if column.kind == "day":
            return day(text) if text else NO_DAY
        if column.kind == "time":
            return int(text[:2]) * 60 + int(text[3:5]) if text else -1
        if column.kind in {"minute", "day-or-minute"}:
            return self.minute(text) if text else NO_DAY
        return column.words.get(text, text)

    def minute(self, text: str) -> int:
        """Return a timestamp, with or without an offset, on the policy's wall clock."""
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            moment = moment.astimezone(self.zone)
        return day_number(moment.date()) * MINUTES_PER_DAY + moment.hour * 60 + moment.minute


def ledger_lines(month: Month, entries: pd.DataFrame) -> pd.DataFrame:
    """Return entries as the lines of the ledger, in its order, as ``payroll.run`` makes them."""
    return lines_of(month, in_ledger_order(entries))


def _finished(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Fill in what an empty cell means, and bring the columns into the form of ``Tables``."""
    people, punches, complaints = frames["employees"], frames["punches"], frames["complaints"]
    people["termination_date"] = people["termination_date"].replace(NO_DAY, FOREVER)
    undecided = complaints["decided_at"] == NO_DAY
    complaints.loc[undecided, "decided_at"] = complaints["received_at"]
    codes = frames["shifts"]["shift"].map(lambda code: "rest" if code in REST_WORDS else code)
    frames["shifts"]["shift"] = codes.astype("object").astype("category")
    marked = punches["mark"].isin(["补卡", "correction"])
    punches["marked"] = marked.groupby([punches["employee"], punches["time"]]).transform("all").astype(bool)
    unique = punches.sort_values(["employee", "time", "row"]).drop_duplicates(["employee", "time"])
    unique = unique.assign(
        device=unique["device"].replace("", "punches.csv").astype("category"), correction=np.int32(-1)
    )
    frames["punches"] = unique[["employee", "time", "device", "correction", "marked", "file", "row"]].reset_index(
        drop=True
    )
    frames["clock_corrections"] = frames["clock_corrections"].rename(columns={"from": "start", "to": "end"})
    frames["leave"] = frames["leave"].rename(columns={"from": "start", "to": "end"})
    return frames


def _dtype(column: Column) -> str:
    whole = {
        "employee": "int32",
        "day": "int32",
        "minute": "int32",
        "minutes": "int32",
        "count": "int32",
        "day-or-minute": "int32",
    }
    return (whole | {"time": "int16", "money": "int64"}).get(column.kind, "str")


def _unclear_frame(people: dict[str, int], unclear: Iterable[tuple[str, str]]) -> pd.DataFrame:
    rows = [(people[employee_id], day(text) if text else NO_DAY) for employee_id, text in unclear]
    return pd.DataFrame(rows, columns=["employee", "date"]).astype("int32")


def _doubtful_frames(
    people: dict[str, int], doubtful: Mapping[str, Iterable[tuple[str, str]]]
) -> dict[str, pd.DataFrame]:
    nothing: tuple[tuple[str, str], ...] = ()
    return {table.name: _unclear_frame(people, doubtful.get(table.name, nothing)) for table in RECORD_TABLES}


def _by_id(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row["employee_id"])


def day(text: str) -> int:
    """Return the day number of ``2026-10-08``."""
    return day_number(date.fromisoformat(text))


def _nothing() -> _Empty:
    return _Empty()


class _Empty:
    """An open file without lines."""

    def __enter__(self) -> Iterable[str]:
        return ()

    def __exit__(self, *_: object) -> None:
        return
