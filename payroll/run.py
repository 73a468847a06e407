"""The main job: a folder of tables and a folder of policies in, the month out. Every command that judges runs this.

``begin`` reads, and judges up to the attendance; ``finish`` applies the rules; ``report`` puts the result into the
form that is written and shown. ``judge_files`` is ``begin`` and ``finish`` on files that have been read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from payroll import __version__
from payroll.company_rules import company_rules
from payroll.intake import kinds as intake_kinds
from payroll.intake import kinds_clocks as clock_kinds
from payroll.intake import kinds_files as file_kinds
from payroll.intake.account import RowCount, count_rows
from payroll.intake.clean import Cleaned
from payroll.intake.evidence_rows import evidence_rows
from payroll.intake.files import FileRecord, FilesRead, read_files
from payroll.intake.intake import clean_files
from payroll.intake.kinds import POLICY_UNKNOWN
from payroll.intake.matrix import days_of, is_matrix
from payroll.intake.zones import PolicyFacts
from payroll.language import Language, Text
from payroll.month import kinds as month_kinds
from payroll.month.clock_faults import find_clock_faults
from payroll.month.context import Month, month_of
from payroll.month.law.table import carried_table, law_table
from payroll.month.ledger import (
    adjustments,
    attendance_table,
    column_of_rule,
    in_ledger_order,
    lines_of,
    swap_table,
)
from payroll.month.month import Arranged, Attended, Judged, arrange, attend, conclude, with_unclear
from payroll.month.workings import workings
from payroll.period import NEIGHBOUR_DAYS, Period, date_of, iso_day, pay_period
from payroll.policy.calendar_days import OfficialDays, official_days
from payroll.policy.load import load_policies
from payroll.policy.model import Policies, PolicyVersion
from payroll.problems import Problem, errors, in_order
from payroll.reports.backing import Backing
from payroll.reports.result import MonthReport
from payroll.second_opinion import clock_differences

MOST_EVIDENCE_ROWS = 150_000
"""So many rows of files are shown beside the lines that rest on them; of more, none."""
OfficialDaysOf: TypeAlias = Mapping[tuple[str, int], OfficialDays | None]
"""Country and year -> the official days, None where they are not published."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A month as far as it could be computed.

    ``judged`` is None where there is nothing to judge: no policies, or no employees. Rows in error are
    set aside in it; whether it may be used is for ``payroll.problems.stopping`` to say. ``attendance`` is
    the table of judged shifts that is written (``payroll.month.ledger.attendance_table``).
    """

    period: Period
    policies: Policies
    problems: tuple[Problem, ...]
    files: FilesRead
    cleaned: Cleaned | None = None
    month: Month | None = None
    attendance: pd.DataFrame | None = None
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A month whose attendance is judged but not its rules; ``steps`` is None where there is nothing to judge.

    The attendance is most of what a month writes, so a caller can begin to write it beside the rules.
    """

    computed: Computed
    steps: tuple[Arranged, Attended] | None = None


def begin(period: str, data: Path, policies_folder: Path) -> Begun:
    """Read the tables in ``data`` and the policies, and judge the pay period ``YYYY-MM`` up to the attendance.

    Raises ``ValueError`` for a period of another form.
    """
    pay_period(period)
    policies, problems = load_policies(policies_folder)
    return begin_files(period, policies, problems, read_files(data))


def judge_files(
    period: str,
    policies: Policies,
    policy_problems: Sequence[Problem],
    files: FilesRead,
    official: OfficialDaysOf | None = None,
) -> Computed:
    """Judge the pay period ``YYYY-MM`` on files that have been read, today or long ago.

    ``policy_problems`` are those of loading ``policies``; ``official`` the official days to go by, by
    country and year (default: those that the program knows now).
    """
    return finish(begin_files(period, policies, policy_problems, files, official))


def begin_files(
    period: str,
    policies: Policies,
    policy_problems: Sequence[Problem],
    files: FilesRead,
    official: OfficialDaysOf | None = None,
) -> Begun:
    """Do the first part of ``judge_files``: up to the attendance."""
    found = [*policy_problems, *files.problems]
    if not policies.versions:
        return Begun(Computed(pay_period(period), policies, tuple(in_order(found)), files))
    days = policies.start_days.period(period)
    cleaned = clean_files(files, policy_facts(policies), days)
    found += without_consequences(cleaned.problems, policy_problems)
    if cleaned.tables.employees.empty:
        return Begun(Computed(days, policies, tuple(in_order(found)), files, cleaned))
    calendar = official_days_of(policies, days) if official is None else official
    own, wrong = company_rules(policies)
    found += wrong
    month = month_of(days, cleaned.tables, policies, calendar, own)
    arranged = arrange(month)
    attended = attend(arranged.month, arranged.swaps.shifts)
    with ThreadPoolExecutor(1) as threads:
        looking = threads.submit(find_clock_faults, arranged.month, attended.attendance)
        table = attendance_table(month, attended.attendance)  # which stays, unless a clock was at fault
        faults = looking.result()
    if faults.problems:  # the shifts that they touch cannot be judged, until a person has decided
        found += as_headed(faults.problems, files, days)
        arranged = with_unclear(arranged, faults.unclear)
        attended = attend(arranged.month, arranged.swaps.shifts)
        table = attendance_table(month, attended.attendance)
    return Begun(Computed(days, policies, tuple(found), files, cleaned, month, table), (arranged, attended))


def finish(begun: Begun) -> Computed:
    """Apply the rules to a month that was begun."""
    if begun.steps is None:
        return begun.computed
    judged = conclude(*begun.steps)
    problems = in_order(
        [*begun.computed.problems, *as_headed(judged.problems, begun.computed.files, begun.computed.period)]
    )
    return replace(begun.computed, judged=judged, problems=tuple(problems))


def without_consequences(problems: Iterable[Problem], of_policies: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems but for those that only follow from an error in a policy's own file."""
    broken = {problem.file.split("/")[0] for problem in errors(of_policies)}
    for problem in problems:
        if not (problem.code == POLICY_UNKNOWN.code and problem.value in broken):
            yield problem


def as_headed(problems: Sequence[Problem], files: FilesRead, period: Period) -> Iterator[Problem]:
    """Yield the month's problems with the headings of the file in place of the contract's column names.

    In the matrix of a rota that is the heading of the day which the problem names as its ``day``.
    """
    headings: dict[tuple[str, str], dict[str, str]] = {}
    for raw in (each for raws in files.tables.values() for each in raws):
        headings.setdefault((raw.file, raw.sheet), {}).update(raw.headings)
    concerned = {(problem.file, problem.sheet) for problem in problems}
    of_days = {
        (raw.file, raw.sheet): {iso_day(day): heading for heading, day in days_of(raw, period).items()}
        for raw in files.tables.get("shifts", ())
        if (raw.file, raw.sheet) in concerned and is_matrix(raw)
    }
    for problem in problems:
        place = problem.file, problem.sheet
        written = headings.get(place, {}).get(problem.column, problem.column)
        written = of_days.get(place, {}).get(str(problem.details.get("day")), written)
        yield problem if written == problem.column else replace(problem, column=written)


def policy_facts(policies: Policies) -> PolicyFacts:
    """Return what reading the cells has to know of the policies: the currency, and the time zone of each version."""
    zones = {
        policy: [(version.date, version.rules.timezone) for version in policies.of(policy)] for policy in policies.ids
    }
    return PolicyFacts(policies.currency, zones)


def official_days_of(policies: Policies, period: Period) -> OfficialDaysOf:
    """Return the official days that the calendars of ``policies`` need, by country and year."""
    years = {date_of(day).year for day in (period.first - NEIGHBOUR_DAYS, period.last + NEIGHBOUR_DAYS)}
    countries = {version.rules.calendar.holidays for version in policies.versions if version.rules.calendar}
    return {(country, year): official_days(country, year) for country in countries for year in years}


@dataclass(frozen=True, slots=True)
class Results:
    """The tables of a judged month that are about employees, as ``MonthReport`` has them."""

    ledger: pd.DataFrame
    adjustments: pd.DataFrame
    swaps: pd.DataFrame
    law: pd.DataFrame
    carried: pd.DataFrame | None
    clock_differences: pd.DataFrame | None


def results_of(month: Month, judged: Judged, verdicts: Mapping[str, pd.DataFrame]) -> Results:
    """Return the tables of a judged month; ``verdicts`` are those of the clocks themselves, by file."""
    ordered = in_ledger_order(judged.entries)
    with ThreadPoolExecutor(1) as threads:
        summing = threads.submit(adjustments, month, judged.entries, judged.swaps)
        lines = lines_of(month, ordered)
        law = law_table(lines, ordered.index.to_numpy(), judged.verdicts)
        sums = summing.result()
    return Results(
        ledger=lines,
        adjustments=sums,
        swaps=swap_table(month, judged.swaps),
        law=law,
        carried=carried_table(month, judged.verdicts),
        clock_differences=clock_differences(month, judged.attendance, verdicts) if verdicts else None,
    )


def report(computed: Computed, language: Language) -> MonthReport:
    """Return the month in the form that is written. ``computed`` must have been judged."""
    month, judged, attendance = computed.month, computed.judged, computed.attendance
    assert month is not None
    assert judged is not None
    assert attendance is not None
    with ThreadPoolExecutor(1) as threads:
        accounting = threads.submit(sources, computed)
        results = results_of(month, judged, verdicts_of(computed.files))
        accounts = accounting.result()
    labels = {*results.adjustments["policy"].unique(), *results.ledger["policy"].unique()}
    return MonthReport(
        period=computed.period.name,
        first=computed.period.first,
        last=computed.period.last,
        currency=computed.policies.currency,
        places=month.places,
        language=language,
        tool_version=__version__,
        policies=titles_of(computed.policies, labels),
        profile_checked=is_checked(computed.policies, computed.period, labels),
        ledger=results.ledger,
        adjustments=results.adjustments,
        attendance=attendance,
        swaps=results.swaps,
        sources=accounts,
        problems=computed.problems,
        clock_differences=results.clock_differences,
        law=results.law,
        carried=results.carried,
    )


def backing(computed: Computed, lines: pd.DataFrame) -> Backing:
    """Return what the month's workbook shows beside the report; ``lines`` are the ledger of ``report``."""
    month, judged = computed.month, computed.judged
    assert month is not None
    assert judged is not None
    found = workings(month, judged, in_ledger_order(judged.entries))
    return Backing(
        workings={entry: each for entry, each in zip(lines["entry_id"], found, strict=True) if each is not None},
        column_of_rule=column_of_rule(month),
        policy_hashes={version.label: version.sha256 for version in computed.policies.versions},
    )


def titles_of(policies: Policies, labels: Collection[str]) -> tuple[tuple[str, Text], ...]:
    """Return label and title of the versions that somebody is under, or a line goes by."""
    return tuple((version.label, version.rules.title) for version in policies.versions if version.label in labels)


def is_checked(policies: Policies, period: Period, labels: Collection[str]) -> bool:
    """Tell whether a law that the program knows limits what each of the versions charges."""
    return all(_is_checked(version, policies, period) for version in policies.versions if version.label in labels)


def _is_checked(version: PolicyVersion, policies: Policies, period: Period) -> bool:
    guard = version.rules.guard
    if guard is None or not guard.profile:
        return False
    return policies.laws.in_force(guard.profile, period.last) is not None


def verdicts_of(files: FilesRead) -> dict[str, pd.DataFrame]:
    """Return what the clocks themselves say of people and days, by file; none if no clock says anything."""
    return {file: clock.verdicts for file, clock in files.clocks.items() if clock.verdicts is not None}


def sources(computed: Computed) -> pd.DataFrame:
    """Return the account of every file: file, sha256, table, format, rows, used, duplicate, out_of_scope, set_aside."""
    assert computed.cleaned is not None
    assert computed.judged is not None
    return account_of(computed.files.records, count_rows(computed.cleaned, computed.judged.dispositions))


def account_of(records: Iterable[FileRecord], counted: Iterable[RowCount]) -> pd.DataFrame:
    """Return the account of ``sources`` from the records of reading and what the month made of the rows."""
    counts = {(count.table, count.source.file, count.source.sheet): count for count in counted}
    rows = [_source(record, counts) for record in records]
    names = ("file", "sha256", "table", "format", "rows", "used", "duplicate", "out_of_scope", "set_aside")
    return pd.DataFrame(rows, columns=list(names))


def _source(record: FileRecord, counts: Mapping[tuple[str, str, str], RowCount]) -> tuple[object, ...]:
    """Return one row of ``sources``: what reading the file left out, and what the month made of the rest."""
    place = f"{record.file}[{record.sheet}]" if record.sheet else record.file
    duplicate, out_of_scope, set_aside = record.duplicate, record.out_of_scope, len(record.set_aside)
    used = 0
    if count := counts.get((record.table, record.file, record.sheet)):
        used = count.used
        duplicate += count.duplicate
        out_of_scope += count.out_of_scope
        set_aside += count.set_aside
    head = (place, record.sha256, record.table, record.format)
    return (*head, record.rows, used, duplicate, out_of_scope, set_aside)


def shown_evidence(computed: Computed, written: MonthReport) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows that the month's own lines rest on, for a page that shows them (``evidence_rows``).

    Lines that the month carries for another one name files of that one. A month with very many rows has none.
    """
    stated = written.ledger["evidence"].astype("str")
    own = stated[~stated.str.contains(r"(?:^|; )act:[0-9]+$").to_numpy()]
    return evidence_rows(computed.files, own, written.language, MOST_EVIDENCE_ROWS)


_ABOUT_NO_ROW = frozenset(
    {
        *("CALENDAR-UNPUBLISHED", "EMPLOYEE-ID-AMBIGUOUS", "EMPLOYEES-NONE", "ENTRY-ID-REPEATED", "MATRIX-DAY-UNKNOWN"),
        *("MATRIX-WITHOUT-EMPLOYEE", "TABLE-MISSING"),
    }
)
"""Errors that have no row to set aside, beside those of whole files."""


def error_codes() -> frozenset[str]:
    """Return the codes of all errors that can be about a row of a table."""
    found = (*intake_kinds.KINDS, *file_kinds.KINDS, *clock_kinds.KINDS, *month_kinds.KINDS)
    return (
        frozenset(kind.code for kind in found if kind.severity == "error")
        - file_kinds.WHOLE_FILE_CODES
        - clock_kinds.WHOLE_FILE_CODES
        - _ABOUT_NO_ROW
    )
