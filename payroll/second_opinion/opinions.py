"""What one file of a clock says of a person and a day, and what we say of the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as calendar_date

import numpy as np
import pandas as pd

from payroll.month.attendance import ABSENT, MISSING_IN, MISSING_OUT, Attendance
from payroll.month.context import Month, Row, records
from payroll.month.lookup import day_key
from payroll.period import NO_DAY, day_number
from payroll.tables import SourceFile

FIGURES = ("late_minutes", "early_minutes", "absent_minutes", "missing_punches")
"""What a clock may say: minutes, of ``missing_punches`` a number."""

SOME = -1
"""It happened, but the clock does not say how much."""
_WORDS: Mapping[str, tuple[str, ...]] = {
    "late_minutes": ("迟到",),
    "early_minutes": ("早退",),
    "absent_minutes": ("旷工", "缺勤"),
    "missing_punches": ("缺卡", "未打卡", "漏打卡"),
}
"""How results say it in words. A result without the word says that it did not happen."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one file of a clock says of one person (as it writes the id) and one day (NO_DAY: the whole period)."""

    employee: str
    name: str
    date: int
    shift: str
    result: str
    figures: Mapping[str, int | None]
    source: str


@dataclass(frozen=True, slots=True)
class Ours:
    """What we say: the shifts of the day (of NO_DAY: of the period), and the same figures."""

    shifts: Sequence[Row]
    figures: Mapping[str, int]

    def any(self, verdict: int) -> bool:
        """Tell whether one of the shifts has this verdict."""
        return any(row["verdict"] == verdict for row in self.shifts)


def opinions_of(file: str, frame: pd.DataFrame) -> Iterator[Opinion]:
    """Yield what a file says of each person and day; rows about the same two are taken together."""
    given = {name: bool(frame[name].notna().any()) for name in FIGURES}
    grouped: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in records(frame):
        stated: dict[str, int | None] = {name: None if pd.isna(row[name]) else int(row[name]) for name in FIGURES}
        if row["result"].strip() or any(figure is not None for figure in stated.values()):
            figures = {
                name: _figure(name, figure, row["result"], is_given=given[name]) for name, figure in stated.items()
            }
            grouped[row["employee"].strip(), row["date"]].append({**row, "figures": figures})
    for (employee, date), rows in grouped.items():
        day, first = _day(date), rows[0]
        if day is None:  # the punches of that row are named as unreadable already
            continue
        yield Opinion(
            employee,
            first["name"],
            day,
            joined(row["shift"] for row in rows),
            joined(row["result"] for row in rows),
            {name: _sum([row["figures"][name] for row in rows]) for name in FIGURES},
            SourceFile(file, first["sheet"]).evidence(first["row"]),
        )


def _day(text: str) -> int | None:
    """Return the day of ``2026-10-08``, NO_DAY for "", None for what is no date."""
    try:
        return day_number(calendar_date.fromisoformat(text)) if text else NO_DAY
    except ValueError:
        return None


def _figure(name: str, stated: int | None, result: str, *, is_given: bool) -> int | None:
    """Return a figure as it is given, else as the result tells it in words, else 0 or, of what is never given, None."""
    if stated is not None:
        return stated
    if any(word in result for word in _WORDS[name]):
        return SOME
    return 0 if is_given or result.strip() else None


def _sum(figures: Sequence[int | None]) -> int | None:
    stated = [figure for figure in figures if figure is not None]
    if not stated:
        return None
    return SOME if SOME in stated else sum(stated)


def joined(texts: Iterable[str]) -> str:
    """Return texts joined with ``; ``, each once."""
    return "; ".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def ours_by_day(
    month: Month, attendance: Attendance, known: Sequence[tuple[int, Opinion]]
) -> dict[tuple[int, int], Ours]:
    """Return what we say of each person and day that a clock speaks of; of NO_DAY all shifts of the period."""
    shifts = attendance.shifts
    employee, date = shifts["employee"].to_numpy(), shifts["date"].to_numpy()
    pairs = np.array([(person, said.date) for person, said in known if said.date != NO_DAY], np.int64).reshape(-1, 2)
    whole = [person for person, said in known if said.date == NO_DAY]
    asked = np.isin(day_key(employee, date), day_key(pairs[:, 0], pairs[:, 1])) | np.isin(employee, whole)
    grouped: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in records(shifts[asked & month.in_period(date)]):
        grouped[row["employee"], row["date"]].append(row)
        grouped[row["employee"], NO_DAY].append(row)
    return {key: Ours(rows, _figures(rows)) for key, rows in grouped.items()}


def _figures(shifts: Sequence[Row]) -> dict[str, int]:
    verdicts = [row["verdict"] for row in shifts]
    return {
        "late_minutes": sum(row["late_minutes"] for row in shifts),
        "early_minutes": sum(row["early_minutes"] for row in shifts),
        "absent_minutes": sum(row["left"] for row in shifts if row["verdict"] == ABSENT),
        "missing_punches": sum(verdict & MISSING_IN > 0 for verdict in verdicts)
        + sum(verdict & MISSING_OUT > 0 for verdict in verdicts),
    }
