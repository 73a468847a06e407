"""A month's files: the CSV files and the workbook, written together."""

from __future__ import annotations

import filecmp
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from payroll.language import LANGUAGES, Language
from payroll.problems import Problem
from payroll.reports.backing import NO_BACKING, Backing
from payroll.reports.columns import ADJUSTMENTS, ATTENDANCE, CARRIED, CLOCK_DIFFERENCES, LAW, LEDGER, PROBLEMS, SWAPS
from payroll.reports.csv_files import write_csv
from payroll.reports.folder import Output, output_to
from payroll.reports.result import MonthReport, problems_frame

if TYPE_CHECKING:
    from payroll.reports.marked_copy import Marked
    from payroll.reports.page.data import Evidence


STATEMENTS = "statements"
"""The folder beside the results in which ``payroll statements`` writes, unless another one is named."""
_TOLD_IN_STATEMENTS = (LEDGER, ADJUSTMENTS, ATTENDANCE, SWAPS, LAW)


def write_month(report: MonthReport, folder: Path, backing: Backing = NO_BACKING) -> tuple[Path, ...]:
    """Write the month into ``folder`` and return the paths, the workbook last.

    Raises ``payroll.reports.folder.OutputError`` if the folder cannot be written.
    """
    with output_to(folder) as output:
        paths = (*start_month(report, output), start_workbook(report, output, backing))
        output.publish()
    return paths


def start_month(report: MonthReport, output: Output) -> tuple[Path, ...]:
    """Begin to write the CSV files of the month that ``output`` does not have yet; return the paths of all."""
    for table in (CLOCK_DIFFERENCES, CARRIED):
        if table not in report.tables:
            output.retire(table.file)  # of an earlier run that had something to tell there
    for table in report.tables:
        if output.folder / table.file not in output.running:
            write = partial(write_csv, table=table, frame=report.frame(table), places=report.places)
            output.start(table.file, write)
    return tuple(output.folder / table.file for table in report.tables)


def start_workbook(report: MonthReport, output: Output, backing: Backing) -> Path:
    """Begin to write the month's workbook; return its path."""
    from payroll.reports.workbook_month import write_month_workbook

    write = partial(write_month_workbook, report=report, backing=backing)
    return output.start(workbook_name(report.period), write)


def workbook_name(period: str) -> str:
    """Return the name of a month's workbook."""
    return f"payroll-{period}.xlsx"


def page_name(period: str) -> str:
    """Return the name of a month's page."""
    return f"month-{period}.html"


def start_page(report: MonthReport, evidence: Evidence, output: Output, notes: Sequence[str] = ()) -> Path:
    """Begin to write the month as a page (``payroll.reports.page.page.page_text``); return its path."""
    from payroll.reports.page.page import write_page

    write = partial(write_page, report=report, evidence=evidence, notes=notes)
    return output.start(page_name(report.period), write)


def statements_of(period: str, folder: Path) -> tuple[str, ...]:
    """Return the names, below ``folder``, of the statements of a month that lie beside its results."""
    from payroll.reports.statements.names import earlier_files

    found = (earlier_files(folder / STATEMENTS, period, language) for language in LANGUAGES)
    return tuple(f"{STATEMENTS}/{name}" for names in found for name in names)


def count_of(statements: Sequence[str]) -> int:
    """Return how many statements files are: HTML and PDF of one person and language are one statement."""
    return len({Path(name).stem for name in statements})


def retire_statements(report: MonthReport, output: Output) -> int:
    """Let the month's statements go if what they tell is no more what ``start_month`` writes; return how many.

    Raises ``payroll.reports.folder.OutputError`` if a file cannot be written, or one of them not be removed.
    """
    names = statements_of(report.period, output.folder)
    if not names:
        return 0
    output.wait()
    told = [table.file for table in _TOLD_IN_STATEMENTS if table in report.tables]
    if all(_is_same(output.folder / file, output.hidden / file) for file in told):
        return 0
    for name in names:
        output.retire(name)
    return count_of(names)


def _is_same(earlier: Path, new: Path) -> bool:
    return earlier.exists() and filecmp.cmp(earlier, new, shallow=False)


def start_attendance(attendance: pd.DataFrame, output: Output) -> None:
    """Begin to write the attendance, which is complete long before the rest of the month."""
    output.start(ATTENDANCE.file, partial(write_csv, table=ATTENDANCE, frame=attendance, places=0))


def start_marked(marked: Marked, output: Output) -> tuple[Path, ...]:
    """Begin to write marked copies of workbooks, and let those of earlier runs go; return the paths."""
    from payroll.reports.marked_copy import earlier_copies

    for name in earlier_copies(output.folder):
        output.retire(name)
    return tuple(output.start(name, partial(_write_bytes, data=data)) for name, data in marked.copies.items())


def write_problems(
    problems: Sequence[Problem], language: Language, folder: Path, marked: Marked | None = None
) -> tuple[Path, ...]:
    """Write ``problems.csv`` and marked copies, for a run that its errors stopped; return the paths.

    Raises ``payroll.reports.folder.OutputError`` if the folder cannot be written.
    """
    frame = problems_frame(problems, language)
    with output_to(folder) as output:
        path = output.start(PROBLEMS.file, partial(write_csv, table=PROBLEMS, frame=frame, places=0))
        copies = start_marked(marked, output) if marked is not None else ()
        output.publish()
    return path, *copies


def _write_bytes(path: Path, data: bytes) -> None:
    path.write_bytes(data)
