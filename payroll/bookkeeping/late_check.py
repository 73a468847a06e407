"""Late evidence: what a new run reads, compared with what closed months were closed on."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from payroll.bookkeeping.carrying import current_run
from payroll.intake.files import FilesRead
from payroll.intake.intake import clean_files
from payroll.ledger.drafts import closings
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.late import LateRows, late_problems, late_rows
from payroll.ledger.lost import Lost, lost_rows
from payroll.ledger.manifest import Manifest
from payroll.money import currency_places
from payroll.period import Period
from payroll.problems import Problem
from payroll.recorded import recorded_files, recorded_policies
from payroll.run import Computed, policy_facts
from payroll.tables import Tables


def late_evidence(connection: Connection, store: EvidenceStore, computed: Computed, data: str) -> list[Problem]:
    """Return a warning for each file that tells something else about a closed month, and what would take it in."""
    return [
        problem
        for month, rows in late_about(connection, store, computed).items()
        for problem in late_problems(rows, month, data)
    ]


def late_about(
    connection: Connection, store: EvidenceStore, computed: Computed, tables: Collection[str] | None = None
) -> dict[str, tuple[LateRows, ...]]:
    """Return by closed month what the tables of ``computed`` tell otherwise (``tables``: only these of them).

    The month itself is left out. Raises ``EvidenceError`` if the evidence of a closed month cannot be read.
    """
    if computed.cleaned is None:
        return {}
    given = set(computed.files.tables) if tables is None else set(tables)
    found = {}
    for month, manifest in closed_on_others(connection, computed.period.name, computed.files).items():
        recorded, period = _known_then(manifest, store)
        late = late_rows(recorded, computed.cleaned.tables, period, currency_places(manifest.currency))
        if told := tuple(rows for rows in late if rows.table in given):
            found[month] = told
    return found


def closed_runs(connection: Connection, period: str) -> dict[str, Manifest]:
    """Return what the closed months other than ``period`` are known by, in order."""
    months = (month for month in sorted(closings(connection)) if month != period)
    return {month: current_run(connection, month).manifest for month in months}


def closed_on_others(connection: Connection, period: str, files: FilesRead) -> dict[str, Manifest]:
    """Return the same, but for the months that were closed on all of these files."""
    read = {record.sha256 for record in files.records}
    runs = closed_runs(connection, period)
    return {month: run for month, run in runs.items() if not read <= {file.sha256 for file in run.files}}


def lost_by(store: EvidenceStore, base: Manifest, computed: Computed, tables: Collection[str]) -> tuple[Lost, ...]:
    """Return what ``tables`` of ``computed`` lack of the rows that the month had in ``base``.

    Raises ``EvidenceError`` if the evidence of the month cannot be read.
    """
    if computed.cleaned is None or not tables:
        return ()
    recorded, period = _known_then(base, store)
    return lost_rows(recorded, computed.cleaned.tables, period, tables)


def _known_then(manifest: Manifest, store: EvidenceStore) -> tuple[Tables, Period]:
    policies = recorded_policies(manifest, store)
    period = policies.start_days.period(manifest.period)
    return clean_files(recorded_files(manifest, store), policy_facts(policies), period).tables, period
