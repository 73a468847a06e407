"""A month's files: six CSV files and the workbook, written together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from payroll.language import Language
from payroll.problems import Problem
from payroll.reports.columns import PROBLEMS, REPORT_TABLES
from payroll.reports.csv_files import write_csv
from payroll.reports.folder import Writer, write_together
from payroll.reports.result import MonthReport, problems_frame


def write_month(report: MonthReport, folder: Path, *, workbook: bool = True) -> tuple[Path, ...]:
    """Write the month into ``folder`` and return the paths, the workbook last.

    Raises ``payroll.reports.folder.OutputError`` if the folder cannot be written.
    """
    writers: dict[str, Writer] = {
        table.file: partial(write_csv, table=table, frame=report.frame(table), places=report.places)
        for table in REPORT_TABLES
    }
    if workbook:
        from payroll.reports.workbook import write_workbook

        writers[f"payroll-{report.period}.xlsx"] = partial(write_workbook, report=report)
    return write_together(folder, writers)


def write_problems(problems: Sequence[Problem], language: Language, folder: Path) -> Path:
    """Write ``problems.csv`` alone, for a run that its errors stopped; return its path.

    Raises ``payroll.reports.folder.OutputError`` if the folder cannot be written.
    """
    frame = problems_frame(problems, language)
    writer = partial(write_csv, table=PROBLEMS, frame=frame, places=0)
    return write_together(folder, {PROBLEMS.file: writer})[0]
