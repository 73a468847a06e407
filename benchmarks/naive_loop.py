"""The other yardstick: lateness and absence by a plain loop per employee and day, as such systems often do it."""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

Line = tuple[str, datetime, str, Decimal]


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def judge(data: Path) -> list[Line]:
    """Return (employee, day, rule, amount) for each late or missed shift."""
    wages = {row["employee_id"]: Decimal(row["base_wage"]) for row in _read(data / "employees.csv")}
    punches: dict[str, list[datetime]] = defaultdict(list)
    for row in _read(data / "punches.csv"):
        punches[row["employee_id"]].append(datetime.fromisoformat(row["time"]))
    shifts: dict[str, list[datetime]] = defaultdict(list)
    for row in _read(data / "shifts.csv"):
        shifts[row["employee_id"]].append(datetime.fromisoformat(row["date"]))
    return [line for employee, days in shifts.items() for line in _lines(employee, days, punches[employee], wages)]


def _lines(employee: str, days: list[datetime], punches: list[datetime], wages: dict[str, Decimal]) -> Iterator[Line]:
    late = 0
    for day in sorted(days):
        start, end = day + timedelta(hours=8, minutes=30), day + timedelta(hours=17, minutes=30)
        near = [time for time in punches if start - timedelta(hours=4) <= time < end + timedelta(hours=4)]
        if not near:
            yield employee, day, "absence", wages[employee] / Decimal("21.75")
        elif min(near).replace(second=0) > start:
            late += 1
            yield employee, day, "lateness", wages[employee] * (5 if late >= 3 else 1) / 100


if __name__ == "__main__":
    print(len(judge(Path(sys.argv[1]))))
