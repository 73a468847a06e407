"""The rota: which shifts each employee has, before swaps (rules, section 2)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from payroll.month.context import Details, Month, chosen, problem_at, records
from payroll.month.counted import NOWHERE, counted_people, counted_rows, first_of_each, version_problems
from payroll.month.kinds import (
    CALENDAR_UNPUBLISHED,
    NO_ROTA,
    POLICY_NOT_IN_FORCE,
    SHIFT_AND_REST,
    SHIFT_CODE_UNKNOWN,
    SHIFT_OUTSIDE_EMPLOYMENT,
)
from payroll.month.lookup import Ints, day_key, employed_in
from payroll.month.overlaps import overlapping_shifts, repeated_shifts
from payroll.period import MINUTES_PER_DAY, date_of, iso_day
from payroll.policy.calendar_days import is_working_day
from payroll.problems import Problem, ProblemKind
from payroll.tables import ROW_OUT_OF_SCOPE, ROW_SET_ASIDE, ROW_USED


@dataclass(frozen=True, slots=True)
class Rota:
    """The shifts of the period and of the two days around it.

    ``shifts``: employee (int32), date (int32 day), start, end (int32 minutes, end after start),
    shift (categorical code or ""), file, row (int32; file is NOWHERE for a calendar's shift),
    swap (int32, position in the swaps of the last one that moved it, else -1), owner (int32, who had
    it before), version (int32, the policy version of its employee on its date), promotion (bool, added by
    a row of ``promotions``). Sorted by employee and start. No two of one employee overlap.
    ``dispositions``, ``promotions``: what became of each row of the tables ``shifts`` and ``promotions``.
    """

    shifts: pd.DataFrame
    dispositions: npt.NDArray[np.int8]
    promotions: npt.NDArray[np.int8]
    problems: tuple[Problem, ...] = field(default=())


def build_rota(month: Month, told: npt.NDArray[np.bool_] | None = None) -> Rota:
    """Return everybody's shifts from the rows of ``shifts`` and ``promotions`` and the policies' calendars.

    ``told`` marks the employees of whom problems that count rows or people are told (default: all).
    """
    told = np.ones(len(month.tables.employees), bool) if told is None else told
    table, added = month.tables.shifts, month.tables.promotions
    dispositions = np.full(len(table) + len(added), ROW_OUT_OF_SCOPE, np.int8)  # of both tables, one behind the other
    zone = _in_zone(month, table)
    rows = chosen(table, zone)
    stated, problems = _stated_shifts(month, rows, np.flatnonzero(zone).astype(np.int32), dispositions, told)
    promotion, promotion_problems = _promotion_shifts(month, len(table), dispositions, told)
    calendar, calendar_problems = _calendar_shifts(month, rows, told)
    shifts = in_rota_order(_joined(stated, promotion, calendar))
    repeated, repeat_problems = repeated_shifts(month, shifts, dispositions)
    single = chosen(shifts, ~repeated)
    overlapping, overlap_problems = overlapping_shifts(month, single, dispositions)
    kept = chosen(single, ~overlapping).drop(columns="position").reset_index(drop=True)
    problems += [*promotion_problems, *calendar_problems, *repeat_problems, *overlap_problems]
    found = (*problems, *_without_rota(month, kept))
    return Rota(kept, dispositions[: len(table)], dispositions[len(table) :], found)


def _in_zone(month: Month, table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    date = table["date"].to_numpy()
    within: npt.NDArray[np.bool_] = (date >= month.zone_first) & (date <= month.zone_last)
    return within


def _promotion_shifts(
    month: Month, before: int, dispositions: npt.NDArray[np.int8], told: npt.NDArray[np.bool_]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the shifts of ``promotions`` (rules, section 21), whose rows come after ``before`` others."""
    table = month.tables.promotions
    if table.empty:
        return pd.DataFrame(), []
    zone = _in_zone(month, table)
    rows = table[zone].assign(shift=pd.Categorical(table["shift"][zone].to_numpy(object)))
    positions = (before + np.flatnonzero(zone)).astype(np.int32)
    return _stated_shifts(month, rows, positions, dispositions, told, promotion=True)


def _joined(*parts: pd.DataFrame) -> pd.DataFrame:
    """Return the shifts one below the other; without any, the first part, which has all columns."""
    filled = [part for part in parts if len(part)] or [parts[0]]
    if len(filled) == 1:
        return filled[0]
    codes = pd.api.types.union_categoricals([part["shift"] for part in filled])
    return pd.concat(filled, ignore_index=True).assign(shift=codes)


def in_rota_order(shifts: pd.DataFrame) -> pd.DataFrame:
    """Return the shifts sorted by employee and start (not copied if they are already)."""
    key = (shifts["employee"].to_numpy().astype(np.int64) << 32) | shifts["start"].to_numpy()
    if np.all(key[1:] > key[:-1]):
        return shifts
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    if np.any(ordered[1:] == ordered[:-1]):
        order = np.lexsort((shifts["row"], shifts["file"], shifts["promotion"], shifts["end"], key))
    elsewhere = np.flatnonzero(order != np.arange(len(order)))
    if len(elsewhere) > len(order) // 2:
        return shifts.take(order).reset_index(drop=True)
    sources = order[elsewhere]  # a swap leaves most rows where they are
    columns = [shifts[name].array for name in shifts.columns]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        replaced = threads.map(lambda column: _replaced(column, elsewhere, sources), columns)
        return pd.DataFrame(dict(zip(shifts.columns, replaced, strict=True)), copy=False)


_AT_ONCE = 2
"""Columns that are copied side by side."""


def _replaced(column: ExtensionArray, places: npt.NDArray[np.intp], sources: npt.NDArray[np.intp]) -> ExtensionArray:
    """Return a column with the values that it has in ``sources`` in ``places``."""
    changed: ExtensionArray = column.copy()
    changed[places] = column[sources]
    return changed


def _stated_shifts(
    month: Month,
    table: pd.DataFrame,
    zone: npt.NDArray[np.int32],
    dispositions: npt.NDArray[np.int8],
    told: npt.NDArray[np.bool_],
    *,
    promotion: bool = False,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the shifts that the rows of ``table`` state, whose positions in ``dispositions`` are ``zone``.

    Given times win over those of the code. Says in ``dispositions`` what becomes of them.
    """
    dispositions[zone] = ROW_USED
    employee, date = table["employee"].to_numpy(), table["date"].to_numpy()
    work = (table["shift"] != "rest").to_numpy()
    version = _version_of_day(month, employee, date)
    start, end = _times(month, table, version)

    unknown = work & ((start < 0) | (end < 0)) & (version >= 0)
    without = work & (version < 0)
    outside = work & ~month.facts.employed(employee, date)
    problems = [
        *_code_problems(month, table, version, unknown & told[employee]),
        *version_problems(month, table[without & told[employee]], "date"),
        *_one_by_one(month, table[outside], SHIFT_OUTSIDE_EMPLOYMENT),
        *_one_by_one(month, _with_rest(table, work), SHIFT_AND_REST),
    ]
    bad = unknown | without | outside
    dispositions[zone[bad]] = ROW_SET_ASIDE
    midnight = date * np.int32(MINUTES_PER_DAY)
    shifts = pd.DataFrame(
        {
            "employee": employee,
            "date": date,
            "start": midnight + start,
            "end": midnight + end + np.where(end <= start, np.int32(MINUTES_PER_DAY), np.int32(0)),
            "shift": table["shift"].array,
            "file": table["file"].to_numpy(),
            "row": table["row"].to_numpy(),
            "swap": np.full(len(table), -1, np.int32),
            "owner": employee,
            "version": version,
            "promotion": np.full(len(table), promotion),
            "position": zone,
        },
        copy=False,
    )
    shifts = chosen(shifts, work & ~bad)
    return shifts, problems


def _with_rest(table: pd.DataFrame, work: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Return the rest rows of dates for which another row states a shift."""
    if work.all():
        return table[~work]
    keys = day_key(table["employee"].to_numpy(), table["date"].to_numpy())
    return table[~work & np.isin(keys, keys[work])]


def _version_of_day(month: Month, employee: Ints, date: Ints) -> npt.NDArray[np.int32]:
    """Return the version in force; for the neighbours' days before the first one, the first."""
    version = month.facts.version(employee, date)
    neighbour = np.flatnonzero((version < 0) & ~month.in_period(date))
    if len(neighbour):
        version[neighbour] = month.facts.version_or_first(employee[neighbour], date[neighbour])
    return version


def _times(
    month: Month, table: pd.DataFrame, version: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return start and end in minutes after midnight of the work date; -1 where neither row nor policy says."""
    codes = table["shift"].cat.categories.tolist()
    known = np.full((2, len(month.policies.versions) + 1, len(codes) + 1), -1, np.int32)
    for index, policy_version in enumerate(month.policies.versions, start=1):
        for code, times in policy_version.rules.shifts.items():
            if code in codes:
                known[:, index, codes.index(code) + 1] = times.start, times.end
    place = (version + np.int32(1)) * np.int32(len(codes) + 1) + (table["shift"].cat.codes.to_numpy() + np.int32(1))
    start, end = (table[name].to_numpy(np.int32) for name in ("start", "end"))
    start_of_code, end_of_code = (times.ravel()[place] for times in known)
    return np.where(start >= 0, start, start_of_code), np.where(end >= 0, end, end_of_code)


def _code_problems(
    month: Month, table: pd.DataFrame, version: npt.NDArray[np.int32], unknown: npt.NDArray[np.bool_]
) -> list[Problem]:
    """One problem for each code that a policy lacks, at its first row in each file."""
    rows = table.loc[unknown, ["shift", "date", "file", "row"]].assign(version=version[unknown])
    problems = []
    for first in first_of_each(rows, ["shift", "version", "file"]):
        policy = month.policies.versions[first["version"]]
        known = ", ".join(policy.rules.shifts) or "–"
        details = {
            "policy": policy.label,
            "known": known,
            "day": iso_day(first["date"]),
            **counted_rows(first["rows"]),
        }
        problems.append(problem_at(SHIFT_CODE_UNKNOWN, month.tables.files, first, "shift", first["shift"], details))
    return problems


def _one_by_one(month: Month, rows: pd.DataFrame, kind: ProblemKind) -> list[Problem]:
    return [
        problem_at(
            kind,
            month.tables.files,
            row,
            "date",
            iso_day(row["date"]),
            {**month.employment(row["employee"]), "day": iso_day(row["date"])},
        )
        for row in records(rows)
    ]


_Working = tuple[npt.NDArray[np.int32], int, int, str, int, int]


def _calendar_shifts(
    month: Month, zone: pd.DataFrame, told: npt.NDArray[np.bool_]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the calendar's shift on each working day of the employment that has no row of ``shifts``."""
    if not any(version.rules.calendar for version in month.policies.versions):
        return pd.DataFrame(), []
    everyone = np.arange(len(month.tables.employees), dtype=np.int32)
    stated = np.zeros((month.zone_last - month.zone_first + 1, len(everyone)), bool)
    stated[zone["date"].to_numpy() - month.zone_first, zone["employee"].to_numpy()] = True
    days: list[_Working] = []
    early: dict[int, tuple[int, set[int]]] = {}
    unpublished: dict[tuple[str, int], set[int]] = {}
    for offset, has_rows in enumerate(stated):
        day = month.zone_first + offset
        days.extend(_working(month, everyone[~has_rows], day, told, unpublished))
        if month.period.first <= day <= month.period.last:
            _before_first_version(month, everyone[~has_rows & told], day, early)
    problems = [
        Problem(CALENDAR_UNPUBLISHED, value=str(year), details={"country": country, **counted_people(len(people))})
        for (country, year), people in sorted(unpublished.items())
        if people
    ]
    for index, (day, employees) in sorted(early.items()):
        details: Details = {"policy": month.policies.ids[index], "day": iso_day(day), **counted_people(len(employees))}
        problems.append(Problem(POLICY_NOT_IN_FORCE, value=iso_day(day), details=details))
    return _calendar_frame(days), problems


def _before_first_version(
    month: Month, unstated: npt.NDArray[np.int32], day: int, early: dict[int, tuple[int, set[int]]]
) -> None:
    """Note who would work a calendar on a day of the period before their policy's first version."""
    column = np.full(len(unstated), day, np.int32)
    lacking = unstated[month.facts.employed(unstated, column) & (month.facts.version(unstated, column) < 0)]
    column = column[: len(lacking)]
    first = month.facts.version_or_first(lacking, column)
    policy = month.facts.policy.at(lacking, column)
    for index in np.unique(first[first >= 0]).tolist():
        if month.facts.rules(index).calendar is not None:
            of_policy = first == index
            _, people = early.setdefault(int(policy[of_policy][0]), (day, set()))
            people.update(lacking[of_policy].tolist())


def _working(
    month: Month,
    unstated: npt.NDArray[np.int32],
    day: int,
    told: npt.NDArray[np.bool_],
    unpublished: dict[tuple[str, int], set[int]],
) -> list[_Working]:
    """Return (employees, day, start, code, end, version) for each version whose calendar works ``day``."""
    employed = unstated[month.facts.employed(unstated, np.full(len(unstated), day, np.int32))]
    version = _version_of_day(month, employed, np.full(len(employed), day, np.int32))
    found = []
    for index in np.unique(version[version >= 0]):
        calendar = month.policies.versions[index].rules.calendar
        if calendar is None:
            continue
        people = employed[version == index]
        official = month.official_days[calendar.holidays, date_of(day).year]
        if official is None:
            if month.period.first <= day <= month.period.last:
                unpublished.setdefault((calendar.holidays, date_of(day).year), set()).update(
                    people[told[people]].tolist()
                )
            continue
        if is_working_day(calendar, day, official):
            times = month.policies.versions[index].rules.shifts[calendar.shift]
            found.append((people, day, times.start, calendar.shift, times.end, int(index)))
    return found


def _calendar_frame(days: list[_Working]) -> pd.DataFrame:
    if not days:
        return pd.DataFrame()
    size = [len(people) for people, *_ in days]
    employee = np.concatenate([people for people, *_ in days])
    date = np.repeat(np.array([day for _, day, *_ in days], np.int32), size)
    start = np.repeat(np.array([start for _, _, start, *_ in days], np.int32), size)
    end = np.repeat(np.array([end for *_, end, _ in days], np.int32), size)
    version = np.repeat(np.array([version for *_, version in days], np.int32), size)
    codes = sorted({code for *_, code, _, _ in days})
    code = np.repeat(np.array([codes.index(code) for *_, code, _, _ in days], np.int16), size)
    nowhere = np.full(len(employee), NOWHERE, np.int32)
    return pd.DataFrame(
        {
            "employee": employee,
            "date": date,
            "start": date * MINUTES_PER_DAY + start,
            "end": date * MINUTES_PER_DAY + end,
            "shift": pd.Categorical.from_codes(code, categories=pd.Index(codes)),
            "file": nowhere,
            "row": nowhere,
            "swap": nowhere,
            "owner": employee,
            "version": version,
            "promotion": np.zeros(len(employee), bool),
            "position": nowhere,
        }
    )


def _without_rota(month: Month, shifts: pd.DataFrame) -> list[Problem]:
    """Warn of everyone employed in the period who has no shift in it and no calendar."""
    people = month.tables.employees
    has = np.zeros(len(people), bool)
    has[chosen(shifts, month.in_period(shifts["date"].to_numpy()))["employee"].to_numpy()] = True
    missing = np.flatnonzero(employed_in(month.facts.hired, month.facts.left, month.period) & ~has)
    last = np.minimum(month.facts.left[missing], month.period.last)
    version = month.facts.version(missing, last)
    problems = []
    for row, index in zip(records(people.iloc[missing]), version.tolist(), strict=True):
        if index >= 0 and month.facts.rules(index).calendar is not None:
            continue
        details = {"employee": row["employee_id"], "name": row["name"]}
        problems.append(problem_at(NO_ROTA, month.tables.files, row, "employee_id", row["employee_id"], details))
    return problems
