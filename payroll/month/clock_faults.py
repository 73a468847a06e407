"""A clock's own faults: a clock that was off, that fell back to its first day, that was silent.

Such a fault would charge dozens of people for what none of them did. It is found in the attendance as the
punches stand, before any rule is applied, and is one problem that a person has to decide. Until then the
shifts that it touches are unclear (rules, 4.6): their punches say nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import COMMA, Text
from payroll.month.attendance import ABSENT, EARLY, IS_UNCLEAR, LATE, MISSING_IN, MISSING_OUT, ON_LEAVE, Attendance
from payroll.month.clock_offset import likely_offset, punch_keys
from payroll.month.clock_reset import Reset, resets
from payroll.month.context import Details, Month, problem_at, records
from payroll.month.kinds import CLOCK_OFF, CLOCK_RESET, CLOCK_SILENT
from payroll.period import MINUTES_PER_DAY, iso_day
from payroll.problems import Problem, ProblemKind

LEAST_PEOPLE = 5
"""With fewer people who share a clock, chance and habit explain as much as a fault does."""
LEAST_SHARE = 0.8
"""Nearly everybody: somebody is always on time, or ill, or came by another door."""
SAME_MINUTES = 10
"""Days on which a clock is off by as much as that more or less belong to one finding: people do not arrive alike."""
_ASKED = 1000
"""So many shifts of a day, spread over all, are enough to tell."""
_FAULTY = LATE | EARLY | ABSENT | MISSING_IN | MISSING_OUT
_NO_PUNCH_AT = ABSENT | MISSING_IN | MISSING_OUT

Ints = npt.NDArray[np.integer]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ClockFaults:
    """The findings, and whose shifts they make unclear: employee, date."""

    problems: tuple[Problem, ...]
    unclear: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _Clocks:
    """The judged shifts of the period by the clock that their people use.

    ``shifts`` have ``device`` (position in ``names``); ``device`` and ``day`` are those of each punch;
    ``punched`` counts the punches by device and day (the zone of the month, from its first day on).
    """

    names: list[str]
    shifts: pd.DataFrame
    device: Ints
    day: Ints
    punched: Ints


@dataclass(frozen=True, slots=True)
class _Day:
    """One clock on one day: the shifts of its people (positions in ``_Clocks.shifts``), and by how much it is off."""

    device: int
    date: int
    rows: Ints
    minutes: int = 0


def find_clock_faults(month: Month, attendance: Attendance, devices: Collection[str] | None = None) -> ClockFaults:
    """Return the faults of the clocks in a month whose ``attendance`` has been judged on the punches as they are.

    ``devices`` are those to look at (default: all), whose people must all be there with all of their punches.
    A device (where none is named: a file) and a day that a row of ``clock_corrections`` speaks of are decided
    already: nothing more is found there, also if the row says 0 minutes.
    """
    if month.tables.punches.empty:
        return ClockFaults((), _unclear([]))
    home, found_resets = _home(month), list(resets(month))
    if not found_resets and not len(_wrong_days(month, _key(month, attendance.shifts, home), attendance.shifts)):
        return ClockFaults((), _unclear([]))  # as in nearly every month
    clocks = _clocks(month, attendance, home)
    wanted = set(clocks.names) if devices is None else set(devices)
    found_resets = [reset for reset in found_resets if reset.device in wanted]
    fallen = [(reset, rows) for reset in found_resets if len(rows := _rows_of(clocks.shifts, reset))]
    suspicious = [
        day
        for day in _suspicious(month, clocks)
        if clocks.names[day.device] in wanted and not _is_in_reset(clocks, day, [each for each, _ in fallen])
    ]
    silent = [day for day in suspicious if _is_silent(month, clocks, day)]
    others = [day for day in suspicious if clocks.punched[day.device, day.date - month.zone_first]]
    keys = punch_keys(month) if others else np.empty(0, np.int64)
    off = [agreed for day in others if (agreed := _off(clocks, day, keys))]
    found = [
        *(_silent_problem(month, clocks, span) for span in _spans(month, clocks, silent)),
        *(_off_problem(month, clocks, span) for span in _spans(month, clocks, off)),
        *(_reset_problem(month, clocks, reset, rows) for reset, rows in fallen),
    ]
    touched = [*(day.rows for day in (*silent, *off)), *(rows for _, rows in fallen)]
    return ClockFaults(tuple(found), _unclear([clocks.shifts.iloc[rows] for rows in touched]))


def _unclear(shifts: list[pd.DataFrame]) -> pd.DataFrame:
    columns = [each[["employee", "date"]] for each in shifts]
    empty = pd.DataFrame({"employee": pd.Series(dtype="int32"), "date": pd.Series(dtype="int32")})
    return pd.concat(columns).drop_duplicates().astype("int32") if columns else empty


# ---------------------------------------------------------------- the days on which nearly everybody is in the wrong


def _key(month: Month, shifts: pd.DataFrame, home: Ints) -> Ints:
    """Return one number for the clock and the day of each shift; the last one for shifts that tell nothing."""
    days = month.period.days
    verdict, date = shifts["verdict"].to_numpy(), shifts["date"].to_numpy()
    device = home[shifts["employee"].to_numpy()]
    tells = month.in_period(date) & (verdict != ON_LEAVE) & (verdict != IS_UNCLEAR) & (device >= 0)
    return np.where(tells, device * days + (date - month.period.first), len(_names(month)) * days)


def _wrong_days(month: Month, key: Ints, shifts: pd.DataFrame) -> Ints:
    """Return the clocks and days (as ``_key`` numbers them) on which nearly all shifts are in the wrong."""
    total, wrong = _counts(month, key, shifts)
    return np.flatnonzero(is_suspicious(total, wrong))


def _counts(month: Month, key: Ints, shifts: pd.DataFrame) -> tuple[Ints, Ints]:
    """Return how many shifts each clock and day (as ``_key`` numbers them) has, and how many are in the wrong."""
    size = len(_names(month)) * month.period.days
    faulty = (shifts["verdict"].to_numpy() & _FAULTY) > 0
    total, wrong = (np.bincount(keys, minlength=size)[:size] for keys in (key, key[faulty]))
    return total, wrong


def is_suspicious(total: Ints, wrong: Ints) -> Flags:
    """Tell where so many of the shifts of a clock on a day are in the wrong that it may be the clock."""
    suspicious: Flags = (total >= LEAST_PEOPLE) & (wrong >= LEAST_SHARE * total)
    return suspicious


def shifts_by_clock(month: Month, attendance: Attendance, employees: Flags) -> pd.DataFrame:
    """Return for each clock how many shifts of ``employees`` tell something, and how many are in the wrong.

    Columns: device (str), day (from 0, of the period), total, wrong (int64), of the clocks and days that have any.
    So parts of the employees can be added up, and ``is_suspicious`` asked about all of them.
    """
    shifts = attendance.shifts
    own = shifts[["employee", "date", "verdict"]][employees[shifts["employee"].to_numpy()]]
    total, wrong = _counts(month, _key(month, own, _home(month)), own)
    at = np.flatnonzero(total)
    device, day = np.divmod(at, month.period.days)
    names = np.array(_names(month), object)[device]
    return pd.DataFrame({"device": pd.array(names, dtype="str"), "day": day, "total": total[at], "wrong": wrong[at]})


def _names(month: Month) -> list[str]:
    names: list[str] = month.tables.punches["device"].cat.categories.tolist()
    return names


def _clocks(month: Month, attendance: Attendance, home: Ints) -> _Clocks:
    punches, shifts = month.tables.punches, attendance.shifts
    names = _names(month)
    device, day = punches["device"].cat.codes.to_numpy(), punches["time"].to_numpy() // MINUTES_PER_DAY
    wanted = np.flatnonzero(_key(month, shifts, home) < len(names) * month.period.days)
    of_device = home[shifts["employee"].to_numpy()]
    needed = ("employee", "date", "verdict", "expected_start", "expected_end", "late_minutes", "early_minutes")
    mine = pd.DataFrame({name: shifts[name].to_numpy()[wanted] for name in needed} | {"device": of_device[wanted]})
    length = month.zone_last - month.zone_first + 1
    there = (day >= month.zone_first) & (day <= month.zone_last)
    keys = device[there].astype(np.int64) * length + (day[there] - month.zone_first)
    punched = np.bincount(keys, minlength=len(names) * length).reshape(len(names), length)
    return _Clocks(names, mine, device, day, punched)


def _home(month: Month) -> Ints:
    """Return the device on which each employee punches most, -1 for somebody who has no punch."""
    punches, devices = month.tables.punches, len(_names(month))
    employee, device = punches["employee"].to_numpy(), punches["device"].cat.codes.to_numpy()
    home = np.full(len(month.tables.employees), -1, np.int64)
    if devices == 1:
        home[employee] = 0
        return home
    codes, keys = pd.factorize(employee.astype(np.int64) * devices + device)  # fewer than punches: not to be sorted
    order = np.lexsort((keys, np.bincount(codes)))  # the last one that is written is the most used
    home[keys[order] // devices] = keys[order] % devices
    return home


def _suspicious(month: Month, clocks: _Clocks) -> Iterator[_Day]:
    """Yield each clock and day on which nearly all shifts are in the wrong, unless a correction speaks of it."""
    shifts, days = clocks.shifts, month.period.days
    key = shifts["device"].to_numpy() * days + (shifts["date"].to_numpy() - month.period.first)
    places = _wrong_days(month, key, shifts)
    order = np.argsort(key, kind="stable") if len(places) else key
    for place in places.tolist():
        device, day = divmod(place, days)
        date = month.period.first + day
        if not _is_decided(month, clocks.names[device], date):
            begin, end = np.searchsorted(key[order], [place, place + 1])
            yield _Day(device, date, order[begin:end])


def _is_in_reset(clocks: _Clocks, day: _Day, resets_found: list[Reset]) -> bool:
    """Tell whether a clock was reset on a day: that is one cause, and one finding."""
    name = clocks.names[day.device]
    return any(reset.device == name and reset.first <= day.date <= reset.last for reset in resets_found)


def _is_decided(month: Month, device: str, date: int) -> bool:
    table = month.tables.clock_corrections
    begin, end = date * MINUTES_PER_DAY, (date + 1) * MINUTES_PER_DAY
    return bool(((table["device"] == device) & (table["start"] < end) & (table["end"] > begin)).any())


def _is_silent(month: Month, clocks: _Clocks, day: _Day) -> bool:
    """Tell whether a clock has no punch on a day, but some before and after, and nearly all its people have none."""
    punched = clocks.punched[day.device]
    at = day.date - month.zone_first
    if punched[at] or not punched[:at].any() or not punched[at + 1 :].any():
        return False
    shifts = clocks.shifts.iloc[day.rows]
    return _is_nearly_everybody(shifts, (shifts["verdict"].to_numpy() & _NO_PUNCH_AT) > 0)


def _is_nearly_everybody(shifts: pd.DataFrame, touched: Flags) -> bool:
    people = shifts["employee"].nunique()
    found = shifts["employee"][touched].nunique()
    return bool(found >= LEAST_PEOPLE and found >= LEAST_SHARE * people)


def _off(clocks: _Clocks, day: _Day, keys: npt.NDArray[np.int64]) -> _Day | None:
    """Return the day with the minutes by which the clock is off, None if its people do not agree on any."""
    some = day.rows[:: max(len(day.rows) // _ASKED, 1)]
    shifts = clocks.shifts.iloc[some]
    found = likely_offset(shifts, keys)
    if found is None or not _is_nearly_everybody(shifts, found.agree):
        return None
    return _Day(day.device, day.date, day.rows, found.minutes)


# ---------------------------------------------------------------- days that belong together


def _spans(month: Month, clocks: _Clocks, days: list[_Day]) -> Iterator[list[_Day]]:
    """Yield the days of one clock that follow one another and are off by about as much.

    Between two of them lies no other day on which enough of its people had shifts to tell.
    """
    length = month.period.days
    key = clocks.shifts["device"].to_numpy() * length + (clocks.shifts["date"].to_numpy() - month.period.first)
    tells = np.bincount(key, minlength=len(clocks.names) * length).reshape(-1, length) >= LEAST_PEOPLE
    span: list[_Day] = []
    for day in sorted(days, key=lambda each: (each.device, each.date)):
        if span:
            last = span[-1]
            between = tells[day.device, last.date - month.period.first + 1 : day.date - month.period.first]
            alike = abs(day.minutes - last.minutes) <= SAME_MINUTES
            if last.device != day.device or between.any() or not alike:
                yield span
                span = []
        span.append(day)
    if span:
        yield span


# ---------------------------------------------------------------- what is said about them


def _silent_problem(month: Month, clocks: _Clocks, span: list[_Day]) -> Problem:
    shifts = clocks.shifts.iloc[np.concatenate([day.rows for day in span])]
    touched = shifts[((shifts["verdict"].to_numpy() & _NO_PUNCH_AT) > 0)]
    before = np.flatnonzero((clocks.device == span[0].device) & (clocks.day < span[0].date))
    last = before[np.argmax(month.tables.punches["time"].to_numpy()[before])]  # the last one before the silence
    return _problem(month, clocks, CLOCK_SILENT, span, touched, int(last))


def _off_problem(month: Month, clocks: _Clocks, span: list[_Day]) -> Problem:
    shifts = clocks.shifts.iloc[np.concatenate([day.rows for day in span])]
    there = np.flatnonzero((clocks.device == span[0].device) & (clocks.day == span[0].date))
    first = there[np.argmin(month.tables.punches["time"].to_numpy()[there])]
    return _problem(month, clocks, CLOCK_OFF, span, shifts, int(first))


def _problem(
    month: Month, clocks: _Clocks, kind: ProblemKind, span: list[_Day], shifts: pd.DataFrame, punch: int
) -> Problem:
    first, last = iso_day(span[0].date), iso_day(span[-1].date)
    days = (
        Text.of("on {first}", first=first)
        if first == last
        else Text.of("from {first} to {last}", first=first, last=last)
    )
    minutes = int(np.median([day.minutes for day in span]))
    details: Details = {
        "days": days,
        "people": str(shifts["employee"].nunique()),
        "charges": _charges(shifts),
        "minutes": str(abs(minutes)),
        "remedy": f"{-minutes:+d}",
        "direction": Text.of("fast") if minutes > 0 else Text.of("slow"),
    }
    [row] = records(month.tables.punches.iloc[[punch]])
    return problem_at(kind, month.tables.files, row, "time", clocks.names[span[0].device], details)


def _reset_problem(month: Month, clocks: _Clocks, reset: Reset, rows: Ints) -> Problem:
    shifts = clocks.shifts.iloc[rows]
    details: Details = {
        "rows": str(reset.rows),
        "written": iso_day(reset.written),
        "first": iso_day(reset.first),
        "last": iso_day(reset.last),
        "people": str(shifts["employee"].nunique()),
        "charges": _charges(shifts),
    }
    [row] = records(month.tables.punches.iloc[[reset.punch]])
    return problem_at(CLOCK_RESET, month.tables.files, row, "time", reset.device, details)


def _rows_of(shifts: pd.DataFrame, reset: Reset) -> Ints:
    """Return the shifts in the wrong of the people whose punches went into the past, in the time of the reset."""
    date = shifts["date"].to_numpy()
    theirs = np.isin(shifts["employee"].to_numpy(), reset.employees)
    wrong = (shifts["verdict"].to_numpy() & _FAULTY) > 0
    return np.flatnonzero(theirs & wrong & (date >= reset.first) & (date <= reset.last))


_COUNTED = (
    (LATE, Text.template("{n} late")),
    (EARLY, Text.template("{n} early")),
    (ABSENT, Text.template("{n} absent")),
    (MISSING_IN | MISSING_OUT, Text.template("{n} with a punch missing")),
)


def _charges(shifts: pd.DataFrame) -> Text:
    """Return what the shifts would be charged for: the number of shifts of each verdict."""
    verdict = shifts["verdict"].to_numpy()
    counts = [(int(((verdict & bits) > 0).sum()), words) for bits, words in _COUNTED]
    return COMMA.join(words.filled(n=count) for count, words in counts if count)
