"""The main job: a folder of tables and a folder of policies in, the month out. Every command runs this.

``compute`` reads and judges; ``report`` puts the result into the form that is written and shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from payroll import __version__
from payroll.intake import kinds as intake_kinds
from payroll.intake import kinds_files as file_kinds
from payroll.intake.account import RowCount, count_rows
from payroll.intake.clean import Cleaned
from payroll.intake.files import FileRecord, FilesRead, read_files
from payroll.intake.intake import clean_files
from payroll.intake.kinds import POLICY_UNKNOWN
from payroll.intake.zones import PolicyFacts
from payroll.language import Language
from payroll.month import kinds as month_kinds
from payroll.month.context import Month, month_of
from payroll.month.ledger import adjustments, attendance_table, ledger_lines, swap_table
from payroll.month.month import Judged, judge
from payroll.period import NEIGHBOUR_DAYS, Period, date_of, pay_period
from payroll.policy.calendar_days import OfficialDays, official_days
from payroll.policy.load import load_policies
from payroll.policy.model import Policies, PolicyVersion
from payroll.problems import Problem, errors, in_order
from payroll.reports.result import MonthReport


@dataclass(frozen=True, slots=True)
class Computed:
    """A month as far as it could be computed.

    ``judged`` is None where there is nothing to judge: no policies, or no employees. Rows in error are
    set aside in it; whether it may be used is for ``payroll.problems.stopping`` to say.
    """

    period: Period
    policies: Policies
    problems: tuple[Problem, ...]
    files: FilesRead
    cleaned: Cleaned | None = None
    month: Month | None = None
    judged: Judged | None = None


def compute(period: str, data: Path, policies_folder: Path) -> Computed:
    """Read the tables in ``data`` and the policies, and judge the pay period ``YYYY-MM``.

    Raises ``ValueError`` for a period of another form.
    """
    pay_period(period)
    policies, policy_problems = load_policies(policies_folder)
    files = read_files(data)
    found = [*policy_problems, *files.problems]
    if not policies.versions:
        return Computed(pay_period(period), policies, tuple(in_order(found)), files)
    days = pay_period(period, policies.start_day)
    cleaned = clean_files(files, _facts(policies), days)
    found += _without_consequences(cleaned.problems, policy_problems)
    if cleaned.tables.employees.empty:
        return Computed(days, policies, tuple(in_order(found)), files, cleaned)
    month = month_of(days, cleaned.tables, policies, official_days_of(policies, days))
    judged = judge(month)
    problems = tuple(in_order([*found, *_as_headed(judged.problems, files)]))
    return Computed(days, policies, problems, files, cleaned, month, judged)


def _without_consequences(problems: Iterable[Problem], of_policies: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems but for those that only follow from an error in a policy's own file."""
    broken = {problem.file.split("/")[0] for problem in errors(of_policies)}
    for problem in problems:
        if not (problem.code == POLICY_UNKNOWN.code and problem.value in broken):
            yield problem


def _as_headed(problems: Iterable[Problem], files: FilesRead) -> Iterator[Problem]:
    """Yield the month's problems with the headings of the file in place of the contract's column names."""
    headings = {(raw.file, raw.sheet): raw.headings for raws in files.tables.values() for raw in raws}
    for problem in problems:
        written = headings.get((problem.file, problem.sheet), {}).get(problem.column, problem.column)
        yield problem if written == problem.column else replace(problem, column=written)


def _facts(policies: Policies) -> PolicyFacts:
    zones = {
        policy: [(version.date, version.rules.timezone) for version in policies.of(policy)] for policy in policies.ids
    }
    return PolicyFacts(policies.currency, zones)


def official_days_of(policies: Policies, period: Period) -> Mapping[tuple[str, int], OfficialDays | None]:
    """Return the official days that the calendars of ``policies`` need, by country and year."""
    years = {date_of(day).year for day in (period.first - NEIGHBOUR_DAYS, period.last + NEIGHBOUR_DAYS)}
    countries = {version.rules.calendar.holidays for version in policies.versions if version.rules.calendar}
    return {(country, year): official_days(country, year) for country in countries for year in years}


def report(computed: Computed, language: Language) -> MonthReport:
    """Return the month in the form that is written. ``computed`` must have been judged."""
    month, judged, cleaned = computed.month, computed.judged, computed.cleaned
    assert month is not None
    assert judged is not None
    assert cleaned is not None
    sums, lines = adjustments(month, judged.entries, judged.swaps), ledger_lines(month, judged.entries)
    in_use = _in_use(computed, {*sums["policy"].unique(), *lines["policy"].unique()})
    return MonthReport(
        period=computed.period.name,
        first=computed.period.first,
        last=computed.period.last,
        currency=computed.policies.currency,
        places=month.places,
        language=language,
        tool_version=__version__,
        policies=tuple((version.label, version.rules.title) for version in in_use),
        profile_checked=all(version.rules.guard and version.rules.guard.profile for version in in_use),
        ledger=lines,
        adjustments=sums,
        attendance=attendance_table(month, judged.attendance),
        swaps=swap_table(month, judged.swaps),
        sources=sources(computed),
        problems=computed.problems,
    )


def _in_use(computed: Computed, labels: set[str]) -> list[PolicyVersion]:
    """Return the policy versions that somebody is under, or a line goes by."""
    return [version for version in computed.policies.versions if version.label in labels]


def sources(computed: Computed) -> pd.DataFrame:
    """Return the account of every file: file, sha256, table, format, rows, used, duplicate, out_of_scope, set_aside."""
    assert computed.cleaned is not None
    assert computed.judged is not None
    counts = {
        (count.source.file, count.source.sheet): count
        for count in count_rows(computed.cleaned, computed.judged.dispositions)
    }
    rows = [_source(record, counts) for record in computed.files.records]
    names = ("file", "sha256", "table", "format", "rows", "used", "duplicate", "out_of_scope", "set_aside")
    return pd.DataFrame(rows, columns=list(names))


def _source(record: FileRecord, counts: Mapping[tuple[str, str], RowCount]) -> tuple[object, ...]:
    """Return one row of ``sources``: what reading the file left out, and what the month made of the rest."""
    place = f"{record.file}[{record.sheet}]" if record.sheet else record.file
    duplicate, out_of_scope, set_aside = record.duplicate, record.out_of_scope, len(record.set_aside)
    used = 0
    if count := counts.get((record.file, record.sheet)):
        used = count.used
        duplicate += count.duplicate
        out_of_scope += count.out_of_scope
        set_aside += count.set_aside
    head = (place, record.sha256, record.table, record.format)
    return (*head, record.rows, used, duplicate, out_of_scope, set_aside)


_ABOUT_NO_ROW = frozenset(
    {"CALENDAR-UNPUBLISHED", "EMPLOYEES-NONE", "MATRIX-DAY-UNKNOWN", "MATRIX-WITHOUT-EMPLOYEE", "TABLE-MISSING"}
)
"""Errors that have no row to set aside, beside those of whole files."""


def error_codes() -> frozenset[str]:
    """Return the codes of all errors that can be about a row of a table."""
    found = (*intake_kinds.KINDS, *file_kinds.KINDS, *month_kinds.KINDS)
    return (
        frozenset(kind.code for kind in found if kind.severity == "error") - file_kinds.WHOLE_FILE_CODES - _ABOUT_NO_ROW
    )
