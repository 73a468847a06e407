"""The files of each table, numbered: whatever a row comes to names its file by that number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from payroll.intake.identities import OF_PEOPLE, Identities, identified
from payroll.intake.people import Roster
from payroll.intake.raw import RawTable
from payroll.period import Period
from payroll.table import Table
from payroll.tables import TABLES

RawTables = Mapping[str, Sequence[RawTable]]
"""Table name -> its files."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a table, its number in ``tables.files``, and whether its rows are set aside already."""

    number: int
    raw: RawTable
    set_aside: bool = False


@dataclass(frozen=True, slots=True)
class Intake:
    """The files of each table that has any; ``sources`` are all of them, by number."""

    files: Mapping[str, Sequence[Source]]
    sources: Sequence[RawTable]
    period: Period


NO_SOURCE = Source(-1, RawTable("", "", "", {}, np.empty(0, np.int32)))
"""What a table is read from that has no file."""


def intake_of(raw: RawTables, set_aside: RawTables, period: Period) -> Intake:
    """Number the files of all tables, then those of which rows were set aside when they were read."""
    files: dict[str, list[Source]] = {}
    sources: list[RawTable] = []
    for group, aside in ((raw, False), (set_aside, True)):
        for name in (table.name for table in TABLES if table.name in group):
            files.setdefault(name, [])
            for source in group[name]:
                files[name].append(Source(len(sources), source, aside))
                sources.append(source)
    return Intake(files, sources, period)


def with_identities(intake: Intake, identities: Identities, roster: Roster) -> Intake:
    """Return the files with the roster's ids in place of those of clocks, as far as they are told."""
    sources = list(intake.sources)
    files: dict[str, Sequence[Source]] = {}
    for name, group in intake.files.items():
        files[name] = group
        if name in OF_PEOPLE:
            files[name] = [
                Source(file.number, identified(file.raw, identities, roster), file.set_aside) for file in group
            ]
            for file in files[name]:
                sources[file.number] = file.raw
    return Intake(files, sources, intake.period)


def row_counts(intake: Intake, table: Table) -> dict[int, int]:
    """Return how many rows each file has; several records may come from one row."""
    files = intake.files.get(table.name, ())
    return {file.number: distinct_rows(file.raw) for file in files if not file.set_aside}


def distinct_rows(raw: RawTable) -> int:
    """Return how many different rows of its file a table has."""
    if np.all(raw.rows[1:] > raw.rows[:-1]):  # as in every table but those of some clocks
        return len(raw.rows)
    seen = np.zeros(int(raw.rows.max(initial=0)) + 1, bool)
    seen[raw.rows] = True
    return int(seen.sum())
