"""Everything that is looked at beside the program itself, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from payroll.doctor.finding import Finding
from payroll.doctor.folders import names_in, open_findings, read_finding, write_finding
from payroll.doctor.machine import (
    console_finding,
    free_space,
    long_paths_enabled,
    path_findings,
    space_finding,
    windows_path,
)
from payroll.doctor.record import book_findings
from payroll.doctor.rules import policy_findings
from payroll.doctor.tables import table_findings
from payroll.language import Language
from payroll.places import is_url


@dataclass(frozen=True, slots=True)
class Examined:
    """What is looked at: the places of the data, of the results and of the record, the year of the month, the console.

    ``evidence`` is the place of the store, also where no option names it.
    """

    data: Path
    policies: Path
    out: Path
    db: str
    evidence: str
    year: int
    encoding: str
    language: Language


def examine(what: Examined) -> list[Finding]:
    """Return everything that was found, in the order in which it is told. Nothing is changed."""
    return [
        *_machine(what),
        *_folders(what),
        *table_findings(what.data),
        *policy_findings(what.policies, what.year),
        *book_findings(what.db, what.evidence),
    ]


def _machine(what: Examined) -> list[Finding]:
    findings = [console_finding(what.encoding, what.language), space_finding(*free_space(what.out))]
    if not long_paths_enabled() and not is_url(what.evidence):
        findings += path_findings(windows_path(Path(what.evidence)), windows_path(what.out))
    return findings


def _folders(what: Examined) -> list[Finding]:
    return [
        read_finding(what.data, "--data"),
        read_finding(what.policies, "--policies"),
        write_finding(what.out, "--out"),
        *open_findings(what.data, what.out),
        *names_in((what.data, what.policies)),
    ]
