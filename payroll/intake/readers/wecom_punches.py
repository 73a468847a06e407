"""How the two sheets of a WeCom daily report relate: what one says of the punches of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from payroll.intake.readers.cell_times import times_in
from payroll.intake.readers.day_rows import Row
from payroll.intake.readers.period import day_of_cell
from payroll.intake.readers.rows import Punch

_VOID = "失效"


@dataclass(frozen=True, slots=True)
class Compared:
    """What the two sheets say together: row of the first -> its punches, the invalid ones, those only in the second."""

    punches: Mapping[int, Sequence[Punch]]
    void: Sequence[Punch]
    extra: Sequence[Punch]


def punches_in(row: Row, field: str) -> Iterator[Punch]:
    """Yield the punches of a cell of a row that has a day."""
    written = row["date"].split()[0] if row["date"] else ""
    for time, mark in times_in(row[field], day_of_cell(row["date"]), written):
        yield Punch(row.number, row.employee, row["name"], time, mark=mark)


def compare_sheets(daily: Sequence[Row], detail: Sequence[Row]) -> Compared:
    """Return the punches of the first sheet without those that the second marks 失效, with their devices.

    Where a time occurs twice and one of them is invalid, the one without a mark (补卡) is.
    """
    void_times: dict[tuple[str, str], list[str]] = defaultdict(list)
    devices: dict[tuple[str, str, str], str] = {}
    for row in detail:
        for punch in punches_in(row, "actual"):
            if _VOID in row["status"]:
                void_times[row.key].append(_clock(punch))
            elif device := row["device"]:
                devices[*row.key, _clock(punch)] = device
    punches: dict[int, Sequence[Punch]] = {}
    void: list[Punch] = []
    seen: set[tuple[str, str, str]] = set()
    for row in daily:
        found = list(punches_in(row, "punches"))
        seen.update((*row.key, _clock(punch)) for punch in found)
        for clock in void_times.get(row.key, ()):
            if same := sorted((each for each in found if _clock(each) == clock), key=lambda each: each.mark):
                found.remove(same[0])
                void.append(same[0])
        punches[row.number] = [replace(each, device=devices.get((*row.key, _clock(each)), "")) for each in found]
    return Compared(punches, void, list(_only_in_detail(detail, seen)))


def _only_in_detail(detail: Sequence[Row], seen: set[tuple[str, str, str]]) -> Iterator[Punch]:
    for row in detail:
        for punch in punches_in(row, "actual"):
            if _VOID not in row["status"] and (*row.key, _clock(punch)) not in seen:
                yield replace(punch, mark="补卡" if "补卡" in row["status"] else "", device=row["device"])


def _clock(punch: Punch) -> str:
    """Return the time of day to the minute, by which the sheets are compared."""
    return punch.time.partition(" ")[2][:5]
