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
    Text("预警", "Warnings"),
    Text("扣款之前的提醒", "Before it costs"),
    Text("最急的在前；金额未计扣款限额。", "The most urgent first; costs are those before any cap."),
    Text("没有要提醒的。", "Nothing to warn of."),
    (
        ReportColumn("employee_id", Text("工号", "Employee ID"), width=16),
        ReportColumn("name", Text("姓名", "Name"), width=22),
        ReportColumn("store", Text("门店", "Store"), width=20),
        ReportColumn("urgency", Text("缓急", "Urgency"), "count", 8),
        ReportColumn("rule", Text("规则", "Rule"), width=20, words=words.rule_word),
        ReportColumn("count", Text("已有次数", "So far"), "count", 10),
        ReportColumn("cost", Text("再有一次", "The next costs"), "money", 16),
        ReportColumn("action", Text("处理", "Action"), width=24, words=words.action_words),
        ReportColumn("day", Text("日期", "Day"), "day", 14),
        ReportColumn("explanation_zh", Text("说明", "Explanation (Chinese)"), width=64),
        ReportColumn("explanation_en", Text("说明（英文）", "Explanation"), width=64),
    ),
)


def write_outlook(path: Path, findings: pd.DataFrame, places: int) -> None:
    """Write the findings (``payroll.month.outlook.outlook``) as a CSV file.

    Raises ``payroll.reports.folder.OutputError`` if it cannot be written.
    """
    write = partial(write_csv, table=OUTLOOK, frame=findings, places=places)
    write_together(path.parent, {path.name: write})
