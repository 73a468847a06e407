"""What is coloured in a sheet: by conditions, so that it stays right when rows are sorted or figures changed."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from payroll.language import Language
from payroll.reports.columns import ReportColumn
from payroll.reports.result import Reported
from payroll.reports.words import SEVERITIES, VERDICTS
from payroll.reports.workbook_styles import AMBER, BLUE, RED, VIOLET, YELLOW, Styles

POSTED = "posted"
"""The column of what the ledger holds, beside the amounts that are worked out in the sheet."""


def add_marks(sheet: Worksheet, styles: Styles, columns: Sequence[ReportColumn], rows: range, report: Reported) -> None:
    """Colour what wants attention."""
    first, last = rows.start, rows.stop - 1
    _mark_differences(sheet, styles, columns, rows, report.places)
    for number, column in enumerate(columns):
        for criteria, value, look in _marks(column, report.language):
            rule = {"type": "cell", "criteria": criteria, "value": value, "format": styles.mark(look)}
            sheet.conditional_format(first, number, last, number, rule | {"stop_if_true": True})
        if column.name in {"action", "actions"}:
            formula = f'=${xl_col_to_name(number)}{first + 1}<>""'
            rule = {"type": "formula", "criteria": formula, "format": styles.mark(YELLOW)}
            sheet.conditional_format(first, 0, last, len(columns) - 1, rule)


def _mark_differences(
    sheet: Worksheet, styles: Styles, columns: Sequence[ReportColumn], rows: range, places: int
) -> None:
    """Colour in red an amount that is not what the ledger holds."""
    names = [column.name for column in columns]
    if POSTED not in names:
        return
    posted, worked = names.index(POSTED), names.index("amount" if "amount" in names else "total")
    first, last = rows.start, rows.stop - 1
    one, other = (f"${xl_col_to_name(number)}{first + 1}" for number in (worked, posted))
    criteria = differs(one, other, places)
    rule = {"type": "formula", "criteria": criteria, "format": styles.mark(RED), "stop_if_true": True}
    for number in (worked, posted):
        sheet.conditional_format(first, number, last, number, rule)


def differs(one: str, other: str, places: int) -> str:
    """Return the condition that two cells differ by more than the last binary digits of a sum."""
    return f"=ABS({one}-{other})>{0.4 / 10**places:g}"


def _marks(column: ReportColumn, language: Language) -> list[tuple[str, str | int, dict[str, str]]]:
    if column.name == "verdict":
        looks = {"absent": RED, "unclear": VIOLET, "leave": BLUE}
        marks: list[tuple[str, str | int, dict[str, str]]] = [
            ("==", f'"{VERDICTS[verdict].to(language)}"', look) for verdict, look in looks.items()
        ]
        return [*marks, ("!=", f'"{VERDICTS["ok"].to(language)}"', AMBER)]
    if column.name == "severity":
        looks = {"error": RED, "warning": AMBER}
        return [("==", f'"{SEVERITIES[severity].to(language)}"', look) for severity, look in looks.items()]
    if column.name == "remaining":
        return [("==", 0, AMBER)]
    return []
