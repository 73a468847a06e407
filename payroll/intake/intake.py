"""From the files of a data folder to clean tables."""

from __future__ import annotations

from payroll.intake.clean import Cleaned, clean_tables
from payroll.intake.files import FilesRead
from payroll.intake.raw import RawTable
from payroll.intake.zones import PolicyFacts
from payroll.period import Period


def clean_files(files: FilesRead, facts: PolicyFacts, period: Period) -> Cleaned:
    """Return the clean tables of what was read; rows that reading has set aside are not reported again."""
    return clean_tables(files.tables, facts, period, set_aside_of(files))


def set_aside_of(files: FilesRead) -> dict[str, list[RawTable]]:
    """Return the rows that reading has set aside, by table."""
    set_aside: dict[str, list[RawTable]] = {}
    for record in files.records:
        if record.table:
            set_aside.setdefault(record.table, []).append(record.set_aside)
    return set_aside
