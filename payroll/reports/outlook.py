"""What managers are told before it costs, as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pandas as pd

from payroll.language import Text
from payroll.reports import words
from payroll.reports.columns import ReportColumn, ReportTable
from payroll.reports.csv_files import write_csv
from payroll.reports.folder import write_together

OUTLOOK = ReportTable(
    "warnings",
    Text.within("before it costs", "Warnings"),
    Text.of("Before it costs"),
    Text.of("The most urgent first; costs are those before any cap."),
    Text.of("Nothing to warn of."),
    (
        ReportColumn("employee_id", Text.of("Employee ID"), width=16),
        ReportColumn("name", Text.of("Name"), width=22),
        ReportColumn("store", Text.of("Store"), width=20),
        ReportColumn("urgency", Text.of("Urgency"), "count", 8),
        ReportColumn("rule", Text.of("Rule"), width=20, words=words.rule_word),
        ReportColumn("count", Text.of("So far"), "count", 10),
        ReportColumn("cost", Text.of("The next costs"), "money", 16),
        ReportColumn("action", Text.of("Action"), width=24, words=words.action_words),
        ReportColumn("day", Text.of("Day"), "day", 14),
        ReportColumn("explanation_zh", Text.of("Explanation (Chinese)"), width=64),
        ReportColumn("explanation_en", Text.within("the English one", "Explanation"), width=64),
    ),
)


def write_outlook(path: Path, findings: pd.DataFrame, places: int) -> None:
    """Write the findings (``payroll.month.outlook.outlook``) as a CSV file.

    Raises ``payroll.reports.folder.OutputError`` if it cannot be written.
    """
    write = partial(write_csv, table=OUTLOOK, frame=findings, places=places)
    write_together(path.parent, {path.name: write})
