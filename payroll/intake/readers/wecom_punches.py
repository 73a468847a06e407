"""Punches in the cells of a WeCom daily report, and how its two sheets relate."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from payroll.intake.readers.period import day_of_cell

_BLANK = frozenset({"", "-", "--", "未打卡"})
_VOID = "失效"
_PUNCH = re.compile(r"(次日)?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\(([^()]*)\))?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its number as Excel counts, and the cells of the fields."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        """Return a cell, "" for a blank one (``--``) and for a column that the export lacks."""
        text = self.cells.get(field, "").strip()
        return "" if text in _BLANK else text

    @property
    def employee(self) -> str:
        """工号 if it is given, else the account, which every row has."""
        return self["number"] or self["account"]

    @property
    def key(self) -> tuple[str, str]:
        """The day and the account, which both sheets have."""
        day = day_of_cell(self["date"])
        return (day.isoformat() if day else self["date"], self["account"])


@dataclass(frozen=True, slots=True)
class Punch:
    """One punch: the row it stands in, the person, and the time as ``2026-10-08 08:42``.

    ``clock`` is the time of day alone, by which the sheets are compared. A time that cannot be read
    stays as it is written, for the check of times to name it.
    """

    row: int
    employee: str
    name: str
    time: str
    clock: str
    mark: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the two sheets say together: row of the first -> its punches, the invalid ones, those only in the second."""

    punches: Mapping[int, Sequence[Punch]]
    void: Sequence[Punch]
    extra: Sequence[Punch]


def punches_in(row: Row, field: str) -> Iterator[Punch]:
    """Yield the punches of a cell such as ``18:58 23:30(补卡) 次日05:02``.

    次日 before a time means the next day, and so does a time that is earlier than the one before it.
    """
    text = unicodedata.normalize("NFKC", row[field])
    text = re.sub(r"次日\s+", "次日", re.sub(r"\s+\(", "(", text))
    day = day_of_cell(row["date"])
    latest, past_midnight = "", False
    for word in re.split(r"[\s、,;]+", text):
        if word in _BLANK:
            continue
        match = _PUNCH.fullmatch(word)
        if match is None or day is None or int(match[2]) > 24 or int(match[3]) > 59:
            written = day.isoformat() if day else row["date"].split()[0] if row["date"] else ""
            yield Punch(row.number, row.employee, row["name"], f"{written} {word}", word)
            continue
        clock = f"{int(match[2]):02d}:{match[3]}"
        past_midnight = past_midnight or match[1] is not None or clock < latest
        latest = clock
        punched = day + timedelta(days=1) if past_midnight else day
        time = f"{punched.isoformat()} {clock}" + (f":{match[4]}" if match[4] else "")
        yield Punch(row.number, row.employee, row["name"], time, clock, match[5] or "")


def compare_sheets(daily: Sequence[Row], detail: Sequence[Row]) -> Compared:
    """Return the punches of the first sheet without those that the second marks 失效, with their devices.

    Where a time occurs twice and one of them is invalid, the one without a mark (补卡) is.
    """
    void_times: dict[tuple[str, str], list[str]] = defaultdict(list)
    devices: dict[tuple[str, str, str], str] = {}
    for row in detail:
        for punch in punches_in(row, "actual"):
            if _VOID in row["status"]:
                void_times[row.key].append(punch.clock)
            elif device := row["device"]:
                devices[*row.key, punch.clock] = device
    punches: dict[int, Sequence[Punch]] = {}
    void: list[Punch] = []
    seen: set[tuple[str, str, str]] = set()
    for row in daily:
        found = list(punches_in(row, "punches"))
        seen.update((*row.key, punch.clock) for punch in found)
        for clock in void_times.get(row.key, ()):
            if same := sorted((each for each in found if each.clock == clock), key=lambda each: each.mark):
                found.remove(same[0])
                void.append(same[0])
        punches[row.number] = [replace(each, device=devices.get((*row.key, each.clock), "")) for each in found]
    return Compared(punches, void, list(_only_in_detail(detail, seen)))


def _only_in_detail(detail: Sequence[Row], seen: set[tuple[str, str, str]]) -> Iterator[Punch]:
    for row in detail:
        for punch in punches_in(row, "actual"):
            if _VOID not in row["status"] and (*row.key, punch.clock) not in seen:
                yield replace(punch, mark="补卡" if "补卡" in row["status"] else "", device=row["device"])
