"""From tables as files hold them to the clean tables that the month is judged from.

Everything that is wrong is found in one pass; every row is accounted for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from payroll.intake import frames
from payroll.intake.cells import half_width, plain_id, text_of, tidy
from payroll.intake.checks import (
    Found,
    check_complaints,
    check_contracts,
    check_employees,
    check_leave,
    check_period,
    check_promotions,
    check_shifts,
    no_check,
)
from payroll.intake.clock_rota import without_clock_rotas
from payroll.intake.columns import Understood
from payroll.intake.corrections import check_corrections, correct_punches
from payroll.intake.duplicates import settle_repeats
from payroll.intake.findings import Rows
from payroll.intake.identities import (
    OF_PEOPLE,
    Identities,
    check_identities,
    identified,
    identities_of,
    likely_by_name,
    name_doubts,
    unknown_people,
)
from payroll.intake.kinds import EMPLOYEES_NONE, TABLE_MISSING, TABLE_MISSING_PUNCHES, TABLE_MISSING_SHIFTS
from payroll.intake.matrix import is_matrix, understand_matrix
from payroll.intake.people import Roster
from payroll.intake.raw import RawTable
from payroll.intake.records import CLEAN, SET_ASIDE, Setting, understand_table, understand_times
from payroll.intake.together import set_aside_together
from payroll.intake.unfitting import told_from_fields
from payroll.intake.zones import PolicyFacts, Zones
from payroll.period import Period
from payroll.problems import Problem
from payroll.record_tables import CONTRACTS, PROMOTIONS, RECORD_TABLES
from payroll.table import Table
from payroll.tables import (
    ADDITIONS,
    ASSIGNMENTS,
    CLOCK_CORRECTIONS,
    COMPLAINTS,
    DECISIONS,
    EMPLOYEES,
    IDENTITIES,
    INCIDENTS,
    LEAVE,
    PUNCHES,
    SHIFTS,
    SWAPS,
    TABLES,
    WAGES,
    SourceFile,
    Tables,
)

RawTables = Mapping[str, Sequence[RawTable]]
"""Table name -> its files."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The clean tables, the problems, and the rows that are not in the tables as records.

    ``left_out``  table name -> frame of ``file``, ``row`` and ``fate`` (DUPLICATE or SET_ASIDE)
    ``rows``      table name -> for each of its files (index into ``tables.files``) the number of its rows
    """

    tables: Tables
    problems: list[Problem]
    left_out: Mapping[str, pd.DataFrame]
    rows: Mapping[str, Mapping[int, int]]


def clean_tables(raw: RawTables, facts: PolicyFacts, period: Period, set_aside: RawTables | None = None) -> Cleaned:
    """Understand every cell, match every id, settle every repeated row.

    ``raw``        the columns of list tables are keyed by the contract's names, those of a rota matrix by
                   its headings; a table that is in neither of the two is missing
    ``set_aside``  rows that reading the files has reported and set aside already; nothing more is said of
                   them, but what they are about must not become a charge either

    Rows in error are not in the tables, and neither are rows about people whose own row is.
    """
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return _cleaned(_intake(raw, set_aside or {}, period), facts, threads)


def _cleaned(intake: _Intake, facts: PolicyFacts, threads: ThreadPoolExecutor) -> Cleaned:
    times = _times(intake, facts, threads)
    people, people_problems = _read_employees(intake, facts)
    employees = frames.employees_frame(people)
    roster = _roster(people, employees)
    problems = [*_missing_tables(intake, employees), *people_problems]
    settled = {EMPLOYEES.name: people}
    zones = Zones(facts, employees["policy"].tolist())
    settled[ASSIGNMENTS.name], found = _read(intake, ASSIGNMENTS, Setting(roster, zones), no_check, times)
    problems += found
    zones = Zones(facts, zones.policies, _policy_changes(settled[ASSIGNMENTS.name]))
    setting = Setting(roster, zones)
    settled[IDENTITIES.name], found = _read(
        intake, IDENTITIES, setting, lambda rows: check_identities(rows, roster), times
    )
    problems += found
    intake = _with_identities(intake, identities_of(settled[IDENTITIES.name]), roster)

    def read(table: Table) -> tuple[pd.DataFrame, list[Problem]]:
        return _read(intake, table, setting, _CHECKS.get(table.name, no_check), times)

    reading = {table.name: threads.submit(read, table) for table in _AFTER_ASSIGNMENTS}
    punches, corrections = (reading[table.name].result()[0] for table in (PUNCHES, CLOCK_CORRECTIONS))
    corrected = correct_punches(punches, corrections, intake.sources)  # while the other tables are read
    for name, begun in reading.items():
        settled[name], found = begun.result()
        problems += found
    settled |= {PUNCHES.name: corrected.punches, CLOCK_CORRECTIONS.name: corrected.corrections}
    left_out = threads.submit(_left_out, settled)
    problems += corrected.problems
    problems = unknown_people(problems, intake.sources, roster)
    problems += [doubt for raw in intake.sources for doubt in name_doubts(raw, roster)]
    tables = _tables(settled, employees, roster, intake, threads)
    return Cleaned(
        tables,
        [*problems, *check_period(tables, intake.period)],
        left_out.result(),
        {table.name: _row_counts(intake, table) for table in TABLES},
    )


def _left_out(settled: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {name: frame.loc[frame["fate"] != CLEAN, ["file", "row", "fate"]] for name, frame in settled.items()}


_AFTER_ASSIGNMENTS = (
    *(PUNCHES, SHIFTS, CLOCK_CORRECTIONS, WAGES, SWAPS, COMPLAINTS, LEAVE, INCIDENTS, ADDITIONS, DECISIONS),
    *RECORD_TABLES,
)
"""After the employees come the assignments, which say what time zone holds for the others. Large tables
come first, and the corrections for which the punches wait."""
_AT_ONCE = 2
"""Tables that are cleaned side by side: Arrow and numpy leave the other processor free."""
_CHECKS: Mapping[str, Callable[[Rows], Found]] = {
    SHIFTS.name: check_shifts,
    COMPLAINTS.name: check_complaints,
    LEAVE.name: check_leave,
    CLOCK_CORRECTIONS.name: check_corrections,
    PROMOTIONS.name: check_promotions,
    CONTRACTS.name: check_contracts,
}


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a table, its number in ``tables.files``, and whether its rows are set aside already."""

    number: int
    raw: RawTable
    set_aside: bool = False


@dataclass(frozen=True, slots=True)
class _Intake:
    """The files of each table that has any; ``sources`` are all of them, by number."""

    files: Mapping[str, Sequence[_File]]
    sources: Sequence[RawTable]
    period: Period


def _intake(raw: RawTables, set_aside: RawTables, period: Period) -> _Intake:
    files: dict[str, list[_File]] = {}
    sources: list[RawTable] = []
    for group, aside in ((raw, False), (set_aside, True)):
        for name in (table.name for table in TABLES if table.name in group):
            files.setdefault(name, [])
            for source in group[name]:
                files[name].append(_File(len(sources), source, aside))
                sources.append(source)
    return _Intake(files, sources, period)


def _with_identities(intake: _Intake, identities: Identities, roster: Roster) -> _Intake:
    """Return the files with the roster's ids in place of those of clocks, as far as they are told."""
    sources = list(intake.sources)
    files: dict[str, Sequence[_File]] = {}
    for name, group in intake.files.items():
        files[name] = group
        if name in OF_PEOPLE:
            files[name] = [
                _File(file.number, identified(file.raw, identities, roster), file.set_aside) for file in group
            ]
            for file in files[name]:
                sources[file.number] = file.raw
    return _Intake(files, sources, intake.period)


_NO_FILE = _File(-1, RawTable("", "", "", {}, np.empty(0, np.int32)))


_Times = Mapping[int, "Future[dict[str, Understood]]"]
"""Number of a file -> its columns of days and times, while they are being understood."""


def _times(intake: _Intake, facts: PolicyFacts, threads: ThreadPoolExecutor) -> _Times:
    """Begin with the columns of the large tables for which the employees need not be known yet."""
    setting = Setting(Roster(()), Zones(facts))
    return {
        file.number: threads.submit(understand_times, table, file.raw, setting)
        for table in (PUNCHES, SHIFTS)
        for file in intake.files.get(table.name, ())
        if not file.raw.is_of_clock and not (table is SHIFTS and is_matrix(file.raw))
    }


def _read(
    intake: _Intake, table: Table, setting: Setting, check: Callable[[Rows], Found], times: _Times
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return all rows of a table with what becomes of them, and the problems."""
    parts, problems = [], []
    for file in intake.files.get(table.name) or [_NO_FILE]:
        part, found = _understand(file, table, setting, intake.period, times)
        parts.append(told_from_fields(part, file.raw, table, setting.roster) if file.set_aside else part)
        problems += [] if file.set_aside else found
    rows = Rows(frames.gather(parts), intake.sources)
    if table is SHIFTS:
        rows, unused = without_clock_rotas(rows)
        problems += unused
    wrong, found = check(rows)
    fate = np.where(wrong, SET_ASIDE, rows.frame["fate"]).astype(np.int8)
    rows = Rows(rows.frame.assign(fate=fate), intake.sources)
    fate, repeated = settle_repeats(table, rows, setting.roster.ids)
    fate, together = set_aside_together(table, rows, fate)
    return rows.frame.assign(fate=fate), [*problems, *found, *repeated, *together]


def _understand(
    file: _File, table: Table, setting: Setting, period: Period, times: _Times
) -> tuple[pd.DataFrame, list[Problem]]:
    if table is SHIFTS and file is not _NO_FILE and is_matrix(file.raw):
        return understand_matrix(file.raw, setting, file.number, period)
    begun = times.get(file.number)
    known = begun.result() if begun is not None else {}
    frame, problems = understand_table(table, file.raw, setting, file.number, known)
    if "likely" in frame and file.raw.is_of_clock and len(frame) == len(file.raw):
        frame = frame.assign(likely=likely_by_name(file.raw, frame["likely"].to_numpy(np.int64), setting.roster))
    return frame, problems


def _read_employees(intake: _Intake, facts: PolicyFacts) -> tuple[pd.DataFrame, list[Problem]]:
    assigned = _with_assigned_policy([file.raw for file in intake.files.get(ASSIGNMENTS.name, ())])
    setting = Setting(Roster(()), Zones(facts))
    return _read(intake, EMPLOYEES, setting, lambda rows: check_employees(rows, list(facts.zones), assigned), {})


def _with_assigned_policy(assignments: Sequence[RawTable]) -> set[str]:
    """Return the ids to which a row of ``assignments`` gives a policy, before any of its cells is judged."""
    return {
        plain_id(half_width(tidy(text_of(employee))))
        for raw in assignments
        if {"employee_id", "policy"} <= set(raw.columns)
        for employee, policy in zip(
            raw.columns["employee_id"].to_pylist(), raw.columns["policy"].to_pylist(), strict=True
        )
        if tidy(text_of(policy))
    }


def _roster(people: pd.DataFrame, employees: pd.DataFrame) -> Roster:
    aside = frozenset(people.loc[people["fate"] == SET_ASIDE, "employee_id"].astype("str")) - {""}
    ids = employees["employee_id"].tolist()
    return Roster(ids, aside.difference(ids), bool(ids or aside), employees["name"].tolist())


def _policy_changes(assignments: pd.DataFrame) -> dict[int, list[tuple[int, str]]]:
    changes: dict[int, list[tuple[int, str]]] = {}
    clean = assignments[(assignments["fate"] == CLEAN) & (assignments["policy"] != "")]
    for employee, day, policy in zip(clean["employee_id"], clean["effective_from"], clean["policy"], strict=True):
        changes.setdefault(int(employee), []).append((int(day), str(policy)))
    return {employee: sorted(dated) for employee, dated in changes.items()}


def _missing_tables(intake: _Intake, employees: pd.DataFrame) -> list[Problem]:
    kinds = ((EMPLOYEES, TABLE_MISSING), (SHIFTS, TABLE_MISSING_SHIFTS), (PUNCHES, TABLE_MISSING_PUNCHES))
    problems = [Problem(kind) for table, kind in kinds if table.name not in intake.files]
    files = [file.raw for file in intake.files.get(EMPLOYEES.name, ()) if not file.set_aside]
    if files and employees.empty:
        problems.append(Problem(EMPLOYEES_NONE, files[0].file, files[0].sheet))
    return problems


def _tables(
    settled: Mapping[str, pd.DataFrame],
    employees: pd.DataFrame,
    roster: Roster,
    intake: _Intake,
    threads: ThreadPoolExecutor,
) -> Tables:
    punches = threads.submit(frames.punches_frame, settled[PUNCHES.name])
    plain = (WAGES, ASSIGNMENTS, INCIDENTS, ADDITIONS, IDENTITIES, DECISIONS, *RECORD_TABLES)
    return Tables(
        files=tuple(SourceFile(source.file, source.sheet) for source in intake.sources),
        employees=employees,
        shifts=frames.shifts_frame(settled[SHIFTS.name]),
        swaps=frames.swaps_frame(settled[SWAPS.name], roster),
        complaints=frames.complaints_frame(settled[COMPLAINTS.name]),
        leave=frames.leave_frame(settled[LEAVE.name]),
        clock_corrections=frames.corrections_frame(settled[CLOCK_CORRECTIONS.name]),
        unclear=frames.unclear_frame(settled[PUNCHES.name], settled[LEAVE.name], roster, intake.period),
        given=frozenset(intake.files),
        doubtful={
            table.name: frames.doubtful_frame(table, settled[table.name], roster, intake.period)
            for table in RECORD_TABLES
        },
        **{table.name: frames.plain_frame(table, settled[table.name]) for table in plain},
        punches=punches.result(),
    )


def _row_counts(intake: _Intake, table: Table) -> dict[int, int]:
    """Return how many rows each file has; several records may come from one row."""
    files = intake.files.get(table.name, ())
    return {file.number: _distinct_rows(file.raw) for file in files if not file.set_aside}


def _distinct_rows(raw: RawTable) -> int:
    if np.all(raw.rows[1:] > raw.rows[:-1]):  # as in every table but those of some clocks
        return len(raw.rows)
    seen = np.zeros(int(raw.rows.max(initial=0)) + 1, bool)
    seen[raw.rows] = True
    return int(seen.sum())
