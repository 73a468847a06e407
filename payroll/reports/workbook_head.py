"""The lines above a sheet's table: which month, which policies, and what a reader has to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from payroll.language import EMPTY, SEMICOLON, Text
from payroll.period import iso_day
from payroll.policy.words import NONE
from payroll.reports.columns import ReportTable
from payroll.reports.result import Reported
from payroll.reports.workbook_cells import display_width

MOST_ROWS = 1_048_000
"""Rows of data in a sheet. Excel ends at 1,048,576, the lines above the data included."""
_MOST_POLICY_LINES = 6
_LEAST_WIDTH = 60
_WITHOUT_POLICIES = frozenset({"decisions"})
"""Sheets that are read back, whose headings must stand within the first few rows."""
_INDENT = "\u3000\u3000\u3000"

_UNCHECKED = Text.of("Note: the deductions have not been checked against any law.")


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One line above the table, and how it looks."""

    text: str
    look: Literal["title", "line", "notice"]


def head_lines(report: Reported, table: ReportTable, rows: int, width: float) -> list[HeadLine]:
    """Return the lines above the sheet of ``table``, which has ``rows`` rows and is ``width`` characters wide."""
    language = report.language
    money = any(column.kind == "money" for column in table.columns)
    policies = [] if table.name in _WITHOUT_POLICIES else _policy_lines(report, width)
    plain = [_span(report, rows, money=money).to(language), *policies, table.note.to(language)]
    notices = []
    if money and not report.profile_checked:
        notices.append(_UNCHECKED.to(language))
    if rows > MOST_ROWS:
        notices.append(_cut(table, rows).to(language))
    return [
        HeadLine(_title(report, table).to(language), "title"),
        *(HeadLine(line, "line") for line in plain),
        *(HeadLine(notice, "notice") for notice in notices),
    ]


def _title(report: Reported, table: ReportTable) -> Text:
    months = Text(report.months("zh"), report.months("en"))
    return Text.of("{title} · {months}", title=table.title, months=months)


def _span(report: Reported, rows: int, *, money: bool) -> Text:
    first, last = iso_day(report.first), iso_day(report.last)
    currency = Text.of(" · Currency: {currency}", currency=report.currency) if money else EMPTY
    return Text.of(
        "Period: {first} to {last} · Rows: {rows:,}{currency}", first=first, last=last, rows=rows, currency=currency
    )


def _cut(table: ReportTable, rows: int) -> Text:
    return Text.of(
        "Note: this sheet ends after the first {most_rows:,} of {rows:,} rows, since Excel holds no more; all of "
        "them are in {file}, in the same folder.",
        most_rows=MOST_ROWS,
        rows=rows,
        file=table.file,
    )


def _policy_lines(report: Reported, width: float) -> list[str]:
    """Return the policies with their versions, as many to a line as fit; the number of those left over."""
    policies = [Text.of("{title} ({label})", title=title, label=label) for label, title in report.policies] or [NONE]
    head = Text.of("Policies: {policy}", policy=policies[0])
    names, comma = [policy.to(report.language) for policy in policies], SEMICOLON.to(report.language)
    lines = [head.to(report.language)]
    for number, name in enumerate(names[1:], 1):
        if display_width(lines[-1]) + display_width(comma + name) <= max(width, _LEAST_WIDTH):
            lines[-1] += comma + name
        elif len(lines) < _MOST_POLICY_LINES:
            lines.append(_INDENT + name)
        else:
            left = len(names) - number
            left_over = Text.of("{left} more, see the ledger", left=left)
            lines[-1] += comma + left_over.to(report.language)
            break
    return lines
