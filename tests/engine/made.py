"""Small months of our own making, written into folders: a team with a bit of everything, and what a test adds."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from tests.engine.compared import MonthFolder
from tests.month_builder import employee, punch, shift
from tests.month_frames import Row

PERIOD = "2026-10"
DAYS = ("2026-10-12", "2026-10-13", "2026-10-14", "2026-10-15", "2026-10-16")
"""A working week, Monday to Friday."""
POLICY = """
[policy]
title = { zh = "制度", en = "Rules" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for these tests"

[shifts.office]
start = "08:30"
end = "17:30"

[lateness]
clause = "1"
[[lateness.tier]]
amount = 10
[[lateness.tier]]
from_occurrence = 2
amount = 20

[early_departure]
[[early_departure.tier]]
amount = 5

[absence]
[[absence.tier]]
daily_wages = 1

[missing_punch]
[[missing_punch.tier]]
amount = 8

[swaps]
limit = 1
counts = "both"
notice_hours = 24
amount = 15

[handover]
clause = "2"
amount = 20
charge = "both"
"""
TIDY = ("08:25", "17:35")
_HABITS = (TIDY, ("08:41", "17:35"), TIDY, ("08:25", "17:02"), ("09:10", "16:40"), TIDY, (), ("08:20",), TIDY, TIDY)
"""In turn: in time, late, early, both, absent, without a punch out."""
Data = dict[str, list[Row]]
"""Name of a file -> its rows."""


def who(number: int) -> str:
    return f"{number:04d}"


def team(people: int, days: Sequence[str] = DAYS) -> Data:
    """Return so many people, who work on these days, each with habits of their own."""
    numbers = range(1, people + 1)
    return {
        "employees.csv": [employee(who(number), f"{4000 + number * 10}.00") for number in numbers],
        "shifts.csv": [shift(who(number), day) for number in numbers for day in days],
        "punches.csv": [row for at, day in enumerate(days) for number in numbers for row in taps(number, at, day)],
    }


def taps(number: int, at: int, day: str) -> list[Row]:
    """Return the punches of somebody on one of the days."""
    return punch(who(number), day, *_HABITS[(number * 3 + at * 7) % len(_HABITS)])


def tidy(number: int, day: str, device: str = "") -> list[Row]:
    """Return the punches of somebody who comes and goes in time."""
    rows = punch(who(number), day, *TIDY)
    return [row | {"device": device} for row in rows] if device else rows


def made(
    folder: Path, data: Mapping[str, Iterable[Row]], policies: Mapping[str, str] | str = POLICY, period: str = PERIOD
) -> MonthFolder:
    """Write a month; ``policies`` are texts by ``shop/2020-01-01``, or the only one."""
    texts = {"shop/2020-01-01": policies} if isinstance(policies, str) else policies
    for name, text in texts.items():
        path = folder / "policies" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, rows in data.items():
        write_table(folder / "data" / name, list(rows))
    return MonthFolder(period, folder / "data", folder / "policies")


def write_table(path: Path, rows: Sequence[Row], columns: Sequence[str] = ()) -> None:
    """Write rows as CSV, or as Parquet where the name says so; a row need not have all columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = list(dict.fromkeys([*columns, *(name for row in rows for name in row)]))
    if path.suffix == ".parquet":
        texts = {name: pa.array([row.get(name, "") for row in rows], pa.string()) for name in names}
        parquet.write_table(pa.table(texts), path)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
