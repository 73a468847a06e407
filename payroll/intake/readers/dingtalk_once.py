"""Each punch and each leave once, although the sheets of one DingTalk workbook repeat them.

The record is 原始记录 if it is there, else 打卡时间, 每日统计, 月度汇总. The others repeat it; a punch that
only they have is used with a warning, an approved correction (补卡) without one. Of leave the approval
tables are the record, as they alone tell the status, then 每日统计 and 月度汇总.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from payroll.intake import kinds_clocks as kinds
from payroll.intake.readers.dingtalk_cells import bounds
from payroll.intake.readers.dingtalk_kinds import APPROVALS, BY_TRUST, CORRECTIONS, DAILY, MONTHLY, RECORDS, Kind
from payroll.intake.readers.dingtalk_rows import LeaveDay, Tap, Told
from payroll.intake.readers.rows import Leave, Punch
from payroll.problems import Problem, ProblemKind

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Punches:
    """What is used of one sheet, how many of its rows only repeat others, and the problems."""

    punches: Sequence[Punch]
    repeated: int
    problems: Sequence[Problem]


def punches_once(all_told: Sequence[Told]) -> list[Punches]:
    """Return for each sheet, in the order given, the punches that are used of it."""
    order = sorted(range(len(all_told)), key=lambda at: _trust(all_told[at]))
    record = all_told[order[0]].sheet.kind if order else CORRECTIONS
    void = _void(all_told)
    corrected = {tap.key for told in all_told for tap in told.taps if tap.punch.mark == "补卡"}
    exact = {tap.key: tap.punch.time for told in all_told for tap in told.taps if tap.told}
    seen: set[_Key] = set()
    named: set[_Key] = set()
    found: dict[int, Punches] = {}
    for at in order:
        told = all_told[at]
        new = [tap for tap in told.taps if not tap.void and tap.key not in void and tap.key not in seen]
        punches = [_settled(tap, exact, corrected) for tap in new]
        repeated = {tap.punch.row for tap in told.taps if tap.key in seen and not tap.void}
        problems = [*_rejected(told, named), *_open(told)]
        if told.sheet.kind not in (record, CORRECTIONS):
            problems += [_extra(told, punch, record.name) for punch in punches if punch.mark != "补卡"]
        named |= {tap.key for tap in told.taps if tap.void}
        seen |= {tap.key for tap in new}
        found[at] = Punches(punches, len(repeated - {tap.punch.row for tap in new}), problems)
    return [found[at] for at in range(len(all_told))]


def _trust(told: Told) -> int:
    kind = told.sheet.kind
    return BY_TRUST.index(kind) if kind in BY_TRUST else len(BY_TRUST)


def _void(all_told: Sequence[Told]) -> set[_Key]:
    """Return the punches that a sheet calls invalid, and neither it nor the list of punches gives as valid.

    An approved correction is valid.
    """
    void: set[_Key] = set()
    sound = {
        tap.key
        for told in all_told
        for tap in told.taps
        if not tap.void and (told.sheet.kind is RECORDS or tap.punch.mark == "补卡")
    }
    for told in all_told:
        void |= {tap.key for tap in told.taps if tap.void} - {tap.key for tap in told.taps if not tap.void}
    return void - sound


def _settled(tap: Tap, exact: Mapping[_Key, str], corrected: set[_Key]) -> Punch:
    """Return a punch on the day that another sheet tells in words, and with the mark of a correction."""
    time = tap.punch.time if tap.told else exact.get(tap.key, tap.punch.time)
    return replace(tap.punch, time=time, mark="补卡" if tap.key in corrected else tap.punch.mark)


def _rejected(told: Told, named: set[_Key]) -> list[Problem]:
    taps = [(tap.punch.row, tap.void) for tap in told.taps if tap.void and tap.key not in named]
    return _counted(kinds.CLOCK_REJECTED, told, "result", taps)


def _open(told: Told) -> list[Problem]:
    return _counted(kinds.CLOCK_CORRECTION_OPEN, told, "status", told.open)


def _counted(kind: ProblemKind, told: Told, field: str, rows: Iterable[tuple[int, str]]) -> list[Problem]:
    """Return one problem for each cause, at its first row."""
    causes: dict[str, list[int]] = {}
    for row, cause in rows:
        causes.setdefault(cause, []).append(row)
    place, column = told.sheet.place, told.sheet.units.get(field, "")
    return [
        Problem(kind, place.file, place.name, numbers[0], column, cause, {"count": str(len(set(numbers)))})
        for cause, numbers in causes.items()
    ]


def _extra(told: Told, punch: Punch, record: str) -> Problem:
    place = told.sheet.place
    details = {"sheet": told.sheet.kind.name, "record": record}
    kind = kinds.CLOCK_PUNCH_OTHER_SHEET
    return Problem(kind, place.file, place.name, punch.row, place.headings["time"], punch.time, details)


# ---------------------------------------------------------------- leave


@dataclass(frozen=True, slots=True)
class LeaveOnce:
    """What is used of one sheet: the leave, the rows that hold leave, what is set aside, and the problems."""

    leave: Sequence[Leave]
    rows: Sequence[int]
    aside: Sequence[Leave]
    problems: Sequence[Problem]


def leave_once(all_told: Sequence[Told]) -> list[LeaveOnce]:
    """Return for each sheet, in the order given, the leave that is used of it.

    A day whose result is leave, although no sheet says from when to when, is leave of the whole day if
    nothing else is said of that day; otherwise it is set aside with a problem.
    """
    kinds_in_order = (*APPROVALS, DAILY, MONTHLY)
    order = sorted(range(len(all_told)), key=lambda at: _place(all_told[at].sheet.kind, kinds_in_order))
    seen: set[_Key] = set()
    covered: dict[str, set[tuple[str, str]]] = {}
    used: dict[int, list[Leave]] = {}
    for at in order:
        new = [each for each in all_told[at].leave if _leave_key(each) not in seen]
        for each in new:
            covered.setdefault(each.employee, set()).add((each.start[:10], each.end[:10]))
        seen |= {_leave_key(each) for each in new}
        used[at] = new
    found: dict[int, LeaveOnce] = {}
    asked: set[tuple[str, str]] = set()
    for at in order:
        told = all_told[at]
        days = [day for day in told.days if not _is_covered(day, covered) and (day.employee, day.day) not in asked]
        asked |= {(day.employee, day.day) for day in days}
        whole = [_leave_of_day(day) for day in days if day.whole]
        unclear = [day for day in days if not day.whole]
        kept = [*used[at], *whole]
        wrong = {day.row for day in unclear}
        found[at] = LeaveOnce(
            [each for each in kept if each.row not in wrong],
            sorted({*(each.row for each in told.leave), *(day.row for day in told.days)}),
            [*told.unread, *(_set_aside(row, unclear, kept) for row in sorted(wrong))],
            [*(_unread(told, each) for each in told.unread), *(_no_times(told, day) for day in unclear)],
        )
    return [found[at] for at in range(len(all_told))]


def _place(kind: Kind, order: Sequence[Kind]) -> int:
    return order.index(kind) if kind in order else len(order)


def _leave_key(leave: Leave) -> _Key:
    return (leave.employee, *bounds(leave.start, leave.end))


def _is_covered(day: LeaveDay, covered: Mapping[str, Iterable[tuple[str, str]]]) -> bool:
    return any(first <= day.day <= last for first, last in covered.get(day.employee, ()))


def _leave_of_day(day: LeaveDay) -> Leave:
    return Leave(day.row, day.employee, day.name, day.day, day.day, day.word)


def _set_aside(row: int, unclear: Sequence[LeaveDay], kept: Sequence[Leave]) -> Leave:
    """Return one entry for a row with an unclear day, over all the days that it says something of."""
    parts = [_leave_of_day(day) for day in unclear if day.row == row]
    parts.extend(leave for leave in kept if leave.row == row)
    return replace(parts[0], start=min(each.start[:10] for each in parts), end=max(each.end[:10] for each in parts))


def _unread(told: Told, leave: Leave) -> Problem:
    place = told.sheet.place
    return Problem(kinds.CLOCK_LEAVE_FORM, place.file, place.name, leave.row, place.headings["from"], leave.kind)


def _no_times(told: Told, day: LeaveDay) -> Problem:
    place = told.sheet.place
    kind = kinds.CLOCK_LEAVE_NO_TIMES
    return Problem(kind, place.file, place.name, day.row, told.sheet.kind.name, day.word, {"day": day.day})
