"""Late evidence of a month in parts: what it tells otherwise about closed months than they were closed on.

The small tables are compared whole. Of punches and shifts the parts kept those that are dated in closed months, mostly
of a few days before their own. A task for each recorded file of a closed month says which of these rows it has;
what no file has was not there then. So no closed month is ever in memory as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import Connection

from payroll.bookkeeping.late_check import closed_on_others, closed_runs
from payroll.engine.crew import Crew
from payroll.engine.month import InParts, JudgedParts
from payroll.engine.publish import rows_about_closed
from payroll.engine.workshop import Workshop, shared
from payroll.intake import frames
from payroll.intake.corrections import devices_of, moved_punches
from payroll.intake.findings import Rows
from payroll.intake.identities import Identities, identified
from payroll.intake.intake import clean_files, set_aside_of
from payroll.intake.known import know_people
from payroll.intake.raw import is_of_clock
from payroll.intake.records import Setting
from payroll.intake.settling import read_table, settle_rows, understand_source
from payroll.intake.sources import Source, intake_of
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.late import NEW_ROWS, late_of_many, late_problems, late_rows
from payroll.ledger.manifest import Manifest, RecordedFile
from payroll.money import currency_places
from payroll.period import Period
from payroll.problems import Problem
from payroll.recorded import recorded_files, recorded_policies, recorded_table
from payroll.run import policy_facts
from payroll.tables import CLOCK_CORRECTIONS, PUNCHES, SHIFTS, Tables

_LARGE = {table.name: table for table in (SHIFTS, PUNCHES)}
_Ints = npt.NDArray[np.int64]


def closed_periods(connection: Connection, store: EvidenceStore, period: str) -> tuple[Period, ...]:
    """Return the other months that are closed. Raises ``EvidenceError`` if the policies of one cannot be read."""
    runs = closed_runs(connection, period).values()
    return tuple(recorded_policies(run, store).start_days.period(run.period) for run in runs)


def late_in_parts(
    connection: Connection, store: EvidenceStore, month: InParts, judged: JudgedParts, crew: Crew, data: str
) -> list[Problem]:
    """Return what ``late_evidence`` does of a month in parts.

    Raises ``EvidenceError`` if the evidence of a closed month cannot be read, ``StorageError`` or ``EngineError`` if a
    task cannot be done.
    """
    rows = {name: found for name in _LARGE if (found := rows_about_closed(month, name)) is not None}
    read = replace(judged.month.tables, **rows)  # type: ignore[arg-type]
    problems: list[Problem] = []
    for period, manifest in closed_on_others(connection, month.period.name, month.files).items():
        then = _known_then(manifest, store)
        places = currency_places(manifest.currency)
        without = replace(read, **{name: getattr(read, name).iloc[:0] for name in _LARGE})
        late = list(late_rows(then.tables, without, then.period, places))
        assert month.workshop is not None
        for name in rows:
            files = [file for file in manifest.files if file.table == name and file.evidence]
            new = _new_rows(name, files, then, read, month.workshop, crew)
            late += late_of_many(name, new, read, places)
        given = (each for each in late if each.table in month.files.tables)
        problems += late_problems(given, period, data)
    return problems


# ---------------------------------------------------------------- what was known then


@dataclass(frozen=True, slots=True)
class Then:
    """A closed month without punches and rota, and what the cells of these are understood with.

    ``corrections`` are all rows of the corrections of clocks, with what becomes of them.
    """

    period: Period
    tables: Tables
    setting: Setting
    identities: Identities
    corrections: pd.DataFrame
    store: EvidenceStore


def _known_then(manifest: Manifest, store: EvidenceStore) -> Then:
    policies = recorded_policies(manifest, store)
    facts, period = policy_facts(policies), policies.start_days.period(manifest.period)
    small = tuple(file for file in manifest.files if file.table not in _LARGE)
    files = recorded_files(replace(manifest, files=small), store)
    intake = intake_of(files.tables, set_aside_of(files), period)
    known = know_people(intake, facts)
    corrections, _ = read_table(intake, CLOCK_CORRECTIONS, known.setting, {})
    tables = clean_files(files, facts, period).tables
    return Then(period, tables, known.setting, known.identities, corrections, store)


# ---------------------------------------------------------------- punches and shifts


@dataclass(frozen=True, slots=True)
class Compared:
    """What a file of a closed month is compared with: the rows of ``read`` that are dated in closed months."""

    then: Then
    read: Tables


@dataclass(frozen=True, slots=True)
class FileTask:
    """A recorded file; ``planned`` are the people whose rota other files tell, so that a clock's own does not count."""

    workshop: Workshop
    name: str
    table: str
    file: RecordedFile
    planned: _Ints | None = None


@dataclass(frozen=True, slots=True)
class FileHas:
    """Which of the rows a file has, by their positions, and whose rows are in it at all."""

    rows: _Ints
    people: _Ints


def _new_rows(
    table: str, files: Sequence[RecordedFile], then: Then, read: Tables, workshop: Workshop, crew: Crew
) -> pd.DataFrame:
    """Return the rows of a table of ``read`` that no recorded file has."""
    new = NEW_ROWS[table](then.tables, read, then.period)
    if new.empty or not files:
        return new
    name = f"closed/{then.period.name}-{table}"
    numbered = new.reset_index(drop=True)
    workshop.keep(name, Compared(then, replace(read, **{table: numbered})))  # type: ignore[arg-type]
    planned = [file for file in files if not is_of_clock(file.format)]
    found = crew.do(which_are_known, [FileTask(workshop, name, table, file) for file in planned])
    if of_clocks := [file for file in files if is_of_clock(file.format)]:
        people = np.unique(np.concatenate([np.empty(0, np.int64), *(each.people for each in found)]))
        found += crew.do(which_are_known, [FileTask(workshop, name, table, file, people) for file in of_clocks])
    is_new = np.ones(len(new), bool)
    for each in found:
        is_new[each.rows] = False
    return new[is_new]


def which_are_known(task: FileTask) -> FileHas:
    """Return which rows about a closed month are in one of its files, cleaned as it was for the month."""
    compared: Compared = shared(task.workshop, task.name)
    then, table = compared.then, _LARGE[task.table]
    raw = identified(recorded_table(task.file, then.store), then.identities, then.setting.roster)
    rows, _ = understand_source(Source(0, raw), table, then.setting, then.period, {})
    people = np.unique(rows["employee_id"].to_numpy(np.int64))
    if task.planned is not None and table is SHIFTS:
        rows = rows[~np.isin(rows["employee_id"].to_numpy(), task.planned)].reset_index(drop=True)
    settled, _ = settle_rows(table, Rows(rows, [raw]), then.setting.roster.ids)
    if table is PUNCHES:
        settled = moved_punches(settled, devices_of(settled, [raw]), then.corrections)
        known = replace(then.tables, punches=frames.punches_frame(settled))
    else:
        known = replace(then.tables, shifts=frames.shifts_frame(settled))
    unknown = NEW_ROWS[task.table](known, compared.read, then.period)
    rows_there = np.arange(len(getattr(compared.read, task.table)))
    return FileHas(np.setdiff1d(rows_there, unknown.index), people[people >= 0])
