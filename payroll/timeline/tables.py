"""A month's days as tables, for any employees: whole columns, no loop over people or punches."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.month.context import Month
from payroll.month.lookup import day_key
from payroll.month.month import Judged
from payroll.month.rota import build_rota
from payroll.period import MINUTES_PER_DAY, NO_DAY, date_of
from payroll.tables import ROW_USED

DAY_KINDS = ("not-employed", "work", "given", "rest", "holiday", "off")
"""What a day is, the first that holds: outside the employment; shifts to work; shifts that all went to others by
swaps; a rest in the rota; an official holiday of the policy's calendar; no shift."""
PUNCH_ROLES = ("arrival", "departure", "between", "neighbour", "outside")
"""What a punch is: the first or last one of its shift, another one of it, one of a shift of the month before or after,
one of no shift."""

Mask = npt.NDArray[np.bool_]

_SHIFT_COLUMNS = (
    *("employee", "date", "shift", "start", "end", "expected_start", "expected_end", "left", "arrival", "departure"),
    *("late_minutes", "early_minutes", "verdict", "nth", "swap", "owner", "promotion", "file", "row"),
)
_PLAN_COLUMNS = ("employee", "date", "shift", "start", "end", "promotion", "file", "row")
_PLACE = ["date", "start", "end", "file", "row"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days of a pay period, for some employees; ``employee`` is the position in ``Tables.employees`` everywhere.

    days     employee, date (int32 day), kind (categorical of DAY_KINDS): one row for each employee and day
    shifts   the shifts to be worked, after swaps: employee, date, shift (categorical), start, end, expected_start,
             expected_end (int32 minutes), left (int32 minutes after leave), arrival, departure (minute or NO_DAY),
             late_minutes, early_minutes (int32), verdict (uint8 bits of ``payroll.month.attendance``), nth (int32, of
             the day), swap (int32 position in ``Tables.swaps`` of the last one that moved it, else -1), owner (int32,
             who had it before), promotion (bool), file, row (int32; file is -1 for a calendar's shift), taken (bool:
             the rota gave it to somebody else)
    given    the shifts that the rota gave to an employee and somebody else works: employee, date, shift, start, end,
             promotion, file, row, swap, and taker (int32, -1 if it cannot be told)
    punches  employee, date (of its shift; of one in no shift its own), time (int32 minute), device (categorical),
             moved_by (int32 minutes by which its clock was corrected), marked (bool: added later 补卡), role
             (categorical of PUNCH_ROLES), shift (int32 position in ``shifts``, -1 for none), file, row
    leave    every request that touches the period: leave_id (str), employee, start, end (minutes, the end excluded),
             whole_days (bool), kind, status (str), counts (bool: it takes time off shifts), file, row

    ``days`` are sorted by employee and date, ``shifts``, ``given`` and ``leave`` by employee and start, ``punches`` by
    employee and time.
    """

    days: pd.DataFrame
    shifts: pd.DataFrame
    given: pd.DataFrame
    punches: pd.DataFrame
    leave: pd.DataFrame


def timeline(month: Month, judged: Judged, employees: Mask | None = None) -> Timeline:
    """Return the days of a judged month for the employees that ``employees`` marks (default: all)."""
    wanted = np.ones(len(month.tables.employees), bool) if employees is None else employees
    worked = judged.attendance.shifts
    of_period = month.in_period(worked["date"].to_numpy())
    planned = _planned(month, judged, wanted)
    own = of_period & wanted[worked["employee"].to_numpy()]
    shifts = worked.loc[own, list(_SHIFT_COLUMNS)].reset_index(drop=True)
    shifts["taken"] = _taken(shifts, planned)
    given = _given(planned, worked[of_period])
    return Timeline(
        days=_days(month, wanted, shifts, given),
        shifts=shifts,
        given=given,
        punches=_punches(month, judged, wanted, worked[own]),
        leave=_leave(month, judged, wanted),
    )


def _planned(month: Month, judged: Judged, wanted: Mask) -> pd.DataFrame:
    """Return the rota of the period before swaps, of those of the employees who took part in one."""
    swaps = month.tables.swaps
    used = swaps[(judged.dispositions["swaps"] == ROW_USED) & (swaps["status"] == "approved").to_numpy()]
    parties = np.zeros(len(wanted), bool)
    parties[used[["requester", "counterpart"]].to_numpy().ravel()] = True
    parties &= wanted
    if not parties.any():
        return judged.attendance.shifts.iloc[:0][list(_PLAN_COLUMNS)]
    tables, facts = month.tables, month.facts
    shifts, promotions = (table[parties[table["employee"].to_numpy()]] for table in (tables.shifts, tables.promotions))
    nobody_else = replace(facts, left=np.where(parties, facts.left, np.int32(NO_DAY)))
    of_parties = replace(month, tables=replace(tables, shifts=shifts, promotions=promotions), facts=nobody_else)
    rota = build_rota(of_parties).shifts
    return rota.loc[month.in_period(rota["date"].to_numpy()), list(_PLAN_COLUMNS)].reset_index(drop=True)


def _among(keys: npt.NDArray[np.int64], known: npt.NDArray[np.int64]) -> Mask:
    """Tell which keys are among those known, which are sorted: quicker than hashing millions of them."""
    if not len(known):
        return np.zeros(len(keys), bool)
    found: Mask = known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] == keys
    return found


def _keys(shifts: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return one number for each shift of one employee: no two of them start at the same minute."""
    keys: npt.NDArray[np.int64] = (shifts["employee"].to_numpy().astype(np.int64) << 32) | shifts["start"].to_numpy()
    return keys


def _taken(shifts: pd.DataFrame, planned: pd.DataFrame) -> Mask:
    return (shifts["swap"].to_numpy() >= 0) & ~_among(_keys(shifts), _keys(planned))


def _given(planned: pd.DataFrame, worked: pd.DataFrame) -> pd.DataFrame:
    """Return the planned shifts that somebody else works, with the last swap of each and who works it.

    A calendar's shift stands in no row, so several people can have the like of it: then it is the one that came from
    this very person, or it cannot be told which.
    """
    gone = planned[~_among(_keys(planned), _keys(worked))].reset_index(drop=True)
    moved = worked.loc[worked["swap"] >= 0, [*_PLACE, "employee", "owner", "swap"]]
    pairs = gone.reset_index(names="gone").merge(moved.rename(columns={"employee": "taker"}), on=_PLACE)
    pairs["others"] = pairs["owner"] != pairs["employee"]
    pairs = pairs.sort_values(["gone", "others"], kind="stable")
    alone = ~pairs["gone"].duplicated(keep=False)
    found = pairs[alone | ~pairs["others"]].drop_duplicates("gone").set_index("gone")
    told = found.reindex(gone.index)[["swap", "taker"]].fillna(-1).astype("int32")
    return gone.assign(swap=told["swap"].to_numpy(), taker=told["taker"].to_numpy())


def _days(month: Month, wanted: Mask, shifts: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    days = np.arange(month.period.first, month.period.last + 1, dtype=np.int32)
    people = np.flatnonzero(wanted).astype(np.int32)
    employee, date = np.repeat(people, len(days)), np.tile(days, len(people))
    key, stated = day_key(employee, date), month.tables.shifts
    rests = stated[(stated["shift"] == "rest").to_numpy()]
    holds = (
        ~month.facts.employed(employee, date),
        *(_among(key, np.sort(_day_keys(rows))) for rows in (shifts, given, rests)),
        _holidays(month, employee, date),
    )
    codes = np.select(holds, range(len(holds)), len(holds)).astype(np.int8)
    kinds = pd.Categorical.from_codes(codes, categories=pd.Index(DAY_KINDS, dtype="str"))
    return pd.DataFrame({"employee": employee, "date": date, "kind": kinds})


def _day_keys(rows: pd.DataFrame) -> npt.NDArray[np.int64]:
    return day_key(rows["employee"].to_numpy(), rows["date"].to_numpy())


def _holidays(month: Month, employee: npt.NDArray[np.int32], date: npt.NDArray[np.int32]) -> Mask:
    """Tell which days are official holidays by the calendar of each employee's policy of the day."""
    version = month.facts.version(employee, date)
    found = np.zeros(len(date), bool)
    for index, policy in enumerate(month.policies.versions):
        calendar = policy.rules.calendar
        if calendar is None:
            continue
        years = {date_of(day).year for day in (month.period.first, month.period.last)}
        official = [month.official_days.get((calendar.holidays, year)) for year in years]
        days = [day for each in official if each is not None for day in each.holidays]
        found |= (version == index) & np.isin(date, days)
    return found


def _punches(month: Month, judged: Judged, wanted: Mask, shifts: pd.DataFrame) -> pd.DataFrame:
    """Return the punches of the shifts, and the others of the period's days."""
    table = month.tables.punches
    low, high = shifts["punch_from"].to_numpy(), shifts["punch_to"].to_numpy()
    count = high - low
    shift_of = np.full(len(table), -1, np.int32)
    within = np.repeat(low - (np.cumsum(count) - count), count) + np.arange(count.sum())
    shift_of[within] = np.repeat(np.arange(len(shifts), dtype=np.int32), count)
    day = (table["time"].to_numpy() // MINUTES_PER_DAY).astype(np.int32)
    own = np.flatnonzero(wanted[table["employee"].to_numpy()] & ((shift_of >= 0) | month.in_period(day)))
    shift, day = shift_of[own], day[own]
    date = np.where(shift >= 0, np.append(shifts["date"].to_numpy(), 0)[shift], day).astype(np.int32)
    rows = table.iloc[own]
    corrections = np.append(month.tables.clock_corrections["minutes"].to_numpy(np.int32), np.int32(0))
    return pd.DataFrame(
        {
            "employee": rows["employee"].to_numpy(),
            "date": date,
            "time": rows["time"].to_numpy(),
            "device": rows["device"].array,
            "moved_by": corrections[rows["correction"].to_numpy()],
            "marked": rows["marked"].to_numpy(),
            "role": _roles(own, shift, judged.attendance.punch_shift[own], shifts),
            "shift": shift,
            "file": rows["file"].to_numpy(),
            "row": rows["row"].to_numpy(),
        }
    )


def _roles(
    punch: npt.NDArray[np.intp], shift: npt.NDArray[np.int32], window: npt.NDArray[np.int8], shifts: pd.DataFrame
) -> pd.Categorical:
    arrival, departure = (
        np.append(shifts[name].to_numpy(), -1)[shift] == punch for name in ("arrival_punch", "departure_punch")
    )
    holds = (arrival, departure, shift >= 0, window == 1)
    codes = np.select(holds, range(len(holds)), len(holds)).astype(np.int8)
    return pd.Categorical.from_codes(codes, categories=pd.Index(PUNCH_ROLES, dtype="str"))


def _leave(month: Month, judged: Judged, wanted: Mask) -> pd.DataFrame:
    table = month.tables.leave
    counts = judged.dispositions["leave"] == ROW_USED
    first, after = month.period.first * MINUTES_PER_DAY, (month.period.last + 1) * MINUTES_PER_DAY
    touches = (table["start"] < after) & (table["end"] > first) & wanted[table["employee"].to_numpy()]
    names = ["leave_id", "employee", "start", "end", "whole_days", "kind", "status"]
    rows: pd.DataFrame = table[[*names, "file", "row"]].assign(counts=counts)[touches]
    return rows.sort_values(["employee", "start"], kind="stable", ignore_index=True)
