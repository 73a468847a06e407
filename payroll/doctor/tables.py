"""The tables of the data folder: which files are recognised as what, and how many rows they have."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from payroll.doctor.finding import Finding, told_of
from payroll.intake.files import FileRecord, read_file
from payroll.intake.found import FoundFile, find_files
from payroll.intake.readers import READERS
from payroll.language import Text
from payroll.problems import Problem, errors
from payroll.tables import EMPLOYEES, PUNCHES, SHIFTS, TABLES

_READ_AT_MOST = 20 * 1024 * 1024
"""A larger file is only named: to count its rows it would have to be read."""


def table_findings(data: Path) -> list[Finding]:
    """Return one finding for each file, and one for each table that is missed."""
    if not data.is_dir():
        return []
    zoned = [reader.name for reader in READERS if reader.read_in_zone is not None]
    found = find_files(data, zoned)
    rows: Counter[str] = Counter()
    findings = [_of_problem(problem) for problem in found.problems]
    for file in found.files:
        findings += _of_file(file, rows)
    return [*findings, *_missed(rows)]


def _of_file(file: FoundFile, rows: Counter[str]) -> list[Finding]:
    """Return what a file is; its rows are added to ``rows`` by table."""
    size = file.path.stat().st_size
    if size > _READ_AT_MOST:
        table = file.table.name if file.table else ""
        rows[table] += 1
        kind, megabytes = _name(table), size // 1024 // 1024
        text = Text.of(
            "{name}: {kind}, {megabytes} MB, its rows were not counted", name=file.name, kind=kind, megabytes=megabytes
        )
        return [Finding("tables", "ok", text)]
    read = read_file(file)
    findings = []
    for record in read.records:
        rows[record.table] += record.rows
        findings.append(_of_record(record))
    wrong = errors(read.problems)
    if wrong:
        first = told_of(wrong[0])
        text = Text.counted(
            "{name}: {count} error, such as {first}",
            "{name}: {count} errors, such as {first}",
            len(wrong),
            name=file.name,
            first=first,
        )
        shown = file.path
        fix = Text.of("payroll inspect {shown} shows all of them", shown=shown)
        findings.append(Finding("tables", "error", text, fix))
    return findings


def _of_record(record: FileRecord) -> Finding:
    sheet = f" [{record.sheet}]" if record.sheet else ""
    name = _name(record.table)
    text = Text.of("{file}{sheet}: {name}, rows: {rows}", file=record.file, sheet=sheet, name=name, rows=record.rows)
    return Finding("tables", "ok" if record.table else "warning", text)


def _of_problem(problem: Problem) -> Finding:
    return Finding("tables", problem.severity, told_of(problem), Text(problem.fix("zh"), problem.fix("en")))


def _missed(rows: Counter[str]) -> list[Finding]:
    findings = []
    if EMPLOYEES.name not in rows:
        text = Text.of("there is no table of employees")
        fix = Text.of("put it in; payroll init makes an empty one")
        findings.append(Finding("tables", "error", text, fix))
    elif not rows[EMPLOYEES.name]:
        text = Text.of("the table of employees is still empty")
        findings.append(Finding("tables", "warning", text, Text.of("fill it in")))
    if not rows[SHIFTS.name]:
        text = Text.of("no rota: only people whose policy has a calendar have shifts")
        findings.append(Finding("tables", "warning", text, Text.of("fill in the rota")))
    if not rows[PUNCHES.name]:
        text = Text.of("no punches: everybody with a shift and without leave counts as absent")
        fix = Text.of("put in the file that the clock exports")
        findings.append(Finding("tables", "warning", text, fix))
    return findings


def _name(table: str) -> Text:
    found = next((each for each in TABLES if each.name == table), None)
    if found is None:
        return Text.of("not recognised")
    name = Text(found.zh, found.name)
    return Text.of("table {name}", name=name)
