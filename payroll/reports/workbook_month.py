"""The workbook of a month: what HR hands to payroll and an auditor follows, in one language.

Cover, adjustments, ledger, decisions, charts, then the tables that back them. Amounts are formulas over the
figures that they depend on, and sums over the ledger; all of them with their values.
"""

from __future__ import annotations

from pathlib import Path

from payroll.reports.backing import NO_BACKING, Backing
from payroll.reports.columns import ADJUSTMENTS, LEDGER
from payroll.reports.decisions import DECISIONS, questions
from payroll.reports.result import MonthReport
from payroll.reports.workbook import new_book
from payroll.reports.workbook_charts import write_charts
from payroll.reports.workbook_cover import write_cover
from payroll.reports.workbook_decisions import write_decisions
from payroll.reports.workbook_formulas import (
    ADJUSTMENTS_SHEET,
    LEDGER_SHEET,
    adjustment_formulas,
    adjustment_rows,
    are_values,
    ledger_formulas,
    ledger_rows,
)
from payroll.reports.workbook_sheet import lay_out, write_sheet
from payroll.reports.workbook_styles import Styles


def write_month_workbook(path: Path, report: MonthReport, backing: Backing = NO_BACKING) -> None:
    """Write the workbook of a month. Raises ``OSError`` if the file cannot be written."""
    lines = ledger_rows(report, backing)
    ledger = lay_out(report, LEDGER_SHEET, lines)
    people = lay_out(report, ADJUSTMENTS_SHEET, adjustment_rows(report, lines))
    asked = lay_out(report, DECISIONS, questions(report.ledger, report.decided, report.language))
    others = [
        lay_out(report, table, report.sheet_frame(table))
        for table in report.sheets
        if table not in (ADJUSTMENTS, LEDGER)
    ]
    with_formulas = not are_values(people, ledger, backing)
    most_rows = max(layout.of_all for layout in (ledger, people, asked, *others))
    with new_book(path, report, most_rows=most_rows) as book:
        styles = Styles(book, report.language, report.places)
        write_cover(book, styles, report, backing, people)
        write_sheet(book, styles, report, people, adjustment_formulas(people, ledger) if with_formulas else None)
        write_sheet(book, styles, report, ledger, ledger_formulas(ledger, backing, report.places))
        write_decisions(book, styles, report, asked)
        write_charts(book, styles, report, ledger, with_formulas=with_formulas)
        for layout in others:
            write_sheet(book, styles, report, layout)
