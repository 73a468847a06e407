"""From tables as files hold them to the clean tables that the month is judged from.

Everything that is wrong is found in one pass; every row is accounted for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pandas as pd

from payroll.intake import frames
from payroll.intake.checks import check_period, punch_days
from payroll.intake.corrections import correct_punches
from payroll.intake.identities import name_doubts, unknown_people
from payroll.intake.kinds import EMPLOYEES_NONE, TABLE_MISSING, TABLE_MISSING_PUNCHES, TABLE_MISSING_SHIFTS
from payroll.intake.known import Known, know_people
from payroll.intake.matrix import is_matrix
from payroll.intake.people import Roster
from payroll.intake.records import CLEAN, Setting, understand_times
from payroll.intake.settling import Times, read_table
from payroll.intake.sources import Intake, RawTables, intake_of, row_counts, with_identities
from payroll.intake.zones import PolicyFacts, Zones
from payroll.period import Period
from payroll.problems import Problem
from payroll.record_tables import RECORD_TABLES
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
        intake = intake_of(raw, set_aside or {}, period)
        times = _times(intake, facts, threads)
        known = know_people(intake, facts)
        intake = with_identities(intake, known.identities, known.roster)
        return _cleaned(intake, known, times, threads)


def _cleaned(intake: Intake, known: Known, times: Times, threads: ThreadPoolExecutor) -> Cleaned:
    reading = {
        table.name: threads.submit(read_table, intake, table, known.setting, times) for table in AFTER_ASSIGNMENTS
    }
    punches, corrections = (reading[table.name].result()[0] for table in (PUNCHES, CLOCK_CORRECTIONS))
    corrected = correct_punches(punches, corrections, intake.sources)  # while the other tables are read
    settled, problems = {}, []
    for name, begun in reading.items():
        settled[name], found = begun.result()
        problems += found
    settled |= {PUNCHES.name: corrected.punches, CLOCK_CORRECTIONS.name: corrected.corrections}
    cleaned = put_together(intake, known, settled, [*problems, *corrected.problems], threads)
    days = punch_days(cleaned.tables, intake.period)
    return replace(cleaned, problems=[*cleaned.problems, *check_period([days] if days else [], intake.period)])


def put_together(
    intake: Intake,
    known: Known,
    settled: Mapping[str, pd.DataFrame],
    problems: Iterable[Problem],
    threads: ThreadPoolExecutor,
) -> Cleaned:
    """Return the clean tables of the ``settled`` rows of all tables; ``problems`` are those of settling them."""
    everything = {**known.settled, **settled}
    left_out = threads.submit(_left_out, everything)
    found = unknown_people([*_missing_tables(intake, known), *known.problems, *problems], intake.sources, known.roster)
    found += [doubt for raw in intake.sources for doubt in name_doubts(raw, known.roster)]
    tables = _tables(everything, known, intake, threads)
    return Cleaned(tables, found, left_out.result(), {table.name: row_counts(intake, table) for table in TABLES})


def _left_out(settled: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {name: frame.loc[frame["fate"] != CLEAN, ["file", "row", "fate"]] for name, frame in settled.items()}


AFTER_ASSIGNMENTS = (
    *(PUNCHES, SHIFTS, CLOCK_CORRECTIONS, WAGES, SWAPS, COMPLAINTS, LEAVE, INCIDENTS, ADDITIONS, DECISIONS),
    *RECORD_TABLES,
)
"""After the employees come the assignments, which say what time zone holds for the others. Large tables
come first, and the corrections for which the punches wait."""
_AT_ONCE = 2
"""Tables that are cleaned side by side: Arrow and numpy leave the other processor free."""


def _times(intake: Intake, facts: PolicyFacts, threads: ThreadPoolExecutor) -> Times:
    """Begin with the columns of the large tables for which the employees need not be known yet."""
    setting = Setting(Roster(()), Zones(facts))
    return {
        file.number: threads.submit(understand_times, table, file.raw, setting)
        for table in (PUNCHES, SHIFTS)
        for file in intake.files.get(table.name, ())
        if not file.raw.is_of_clock and not (table is SHIFTS and is_matrix(file.raw))
    }


def _missing_tables(intake: Intake, known: Known) -> list[Problem]:
    kinds = ((EMPLOYEES, TABLE_MISSING), (SHIFTS, TABLE_MISSING_SHIFTS), (PUNCHES, TABLE_MISSING_PUNCHES))
    problems = [Problem(kind) for table, kind in kinds if table.name not in intake.files]
    files = [file.raw for file in intake.files.get(EMPLOYEES.name, ()) if file.raw.columns and not file.set_aside]
    if files and known.employees.empty:
        problems.append(Problem(EMPLOYEES_NONE, files[0].file, files[0].sheet))
    return problems


def _tables(settled: Mapping[str, pd.DataFrame], known: Known, intake: Intake, threads: ThreadPoolExecutor) -> Tables:
    punches = threads.submit(frames.punches_frame, settled[PUNCHES.name])
    plain = (WAGES, ASSIGNMENTS, INCIDENTS, ADDITIONS, IDENTITIES, DECISIONS, *RECORD_TABLES)
    return Tables(
        files=tuple(SourceFile(source.file, source.sheet) for source in intake.sources),
        employees=known.employees,
        shifts=frames.shifts_frame(settled[SHIFTS.name]),
        swaps=frames.swaps_frame(settled[SWAPS.name], known.roster),
        complaints=frames.complaints_frame(settled[COMPLAINTS.name]),
        leave=frames.leave_frame(settled[LEAVE.name]),
        clock_corrections=frames.corrections_frame(settled[CLOCK_CORRECTIONS.name]),
        unclear=frames.unclear_frame(settled[PUNCHES.name], settled[LEAVE.name], known.roster, intake.period),
        given=frozenset(intake.files),
        doubtful={
            table.name: frames.doubtful_frame(table, settled[table.name], known.roster, intake.period)
            for table in RECORD_TABLES
        },
        **{table.name: frames.plain_frame(table, settled[table.name]) for table in plain},
        punches=punches.result(),
    )
