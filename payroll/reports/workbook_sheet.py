"""One sheet: what stands above the table, its head, its rows, and how it is shown and printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from payroll.language import Language, Text
from payroll.reports.columns import ReportColumn, ReportTable
from payroll.reports.result import Reported
from payroll.reports.words import SEVERITIES, VERDICTS
from payroll.reports.workbook_cells import Cell, clean, column_cells, column_width, row_lines
from payroll.reports.workbook_head import MOST_ROWS, HeadLine, head_lines
from payroll.reports.workbook_styles import AMBER, BLUE, RED, VIOLET, YELLOW, Styles, line_height

_A4 = 9
_HIGHEST_ROW = 400
"""Excel shows no row higher than 409 points."""

_TOTALS = Text("合计（随筛选更新）", "Total (follows the filter)")


def write_sheet(book: Workbook, styles: Styles, report: Reported, table: ReportTable, frame: pd.DataFrame) -> None:
    """Add the sheet of ``table`` to the workbook, with the rows of ``frame`` as far as a sheet holds them."""
    table = table.of(frame)
    language, places = report.language, report.places
    sheet = book.add_worksheet(table.sheet.to(language))
    shown = frame.iloc[:MOST_ROWS]
    columns = table.sheet_columns(language)
    headings = [_heading(column, report) for column in columns]
    widths = [
        column_width(column, heading, shown, language, places)
        for column, heading in zip(columns, headings, strict=True)
    ]
    lines = head_lines(report, table, len(frame), sum(widths))
    first_row = len(lines) + 2
    rows = range(first_row, first_row + max(len(shown), 1))
    # Sizes come before rows: with many rows, each is written out as soon as the next one begins.
    _set_sizes(sheet, rows, widths, row_lines(columns, widths, shown, language), language)
    _write_lines(sheet, styles, lines)
    _write_totals(sheet, styles, columns, shown, rows, report)
    _write_head(sheet, styles, first_row - 1, columns, headings)
    cells = [column_cells(column, shown, styles, language, places) for column in columns]
    _write_rows(sheet, first_row, zip(*cells, strict=True))
    if shown.empty:
        sheet.write_string(first_row, 0, table.nothing.to(language), styles.nothing)
    else:
        _add_marks(sheet, styles, columns, rows, language)
    _set_view(sheet, columns, rows)
    _set_print(sheet, report, table, columns, rows)


def _heading(column: ReportColumn, report: Reported) -> str:
    heading = column.heading.to(report.language)
    if column.name not in {"amount", "total", "difference"}:
        return heading
    return f"{heading}（{report.currency}）" if report.language == "zh" else f"{heading} ({report.currency})"


def _write_lines(sheet: Worksheet, styles: Styles, lines: Sequence[HeadLine]) -> None:
    looks = {"title": styles.title, "line": styles.line, "notice": styles.notice}
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, clean(line.text), looks[line.look])


def _write_totals(
    sheet: Worksheet,
    styles: Styles,
    columns: Sequence[ReportColumn],
    shown: pd.DataFrame,
    rows: range,
    report: Reported,
) -> None:
    """Write the totals two rows above the data, where filters do not reach them."""
    if not any(column.summed for column in columns):
        return
    row = rows.start - 2
    for number, column in enumerate(columns):
        style = styles.total[column.kind]
        if column.summed:
            total = int(shown[column.name].sum())
            cells = xl_range(rows.start, number, rows.stop - 1, number)
            value = total / 10**report.places if column.kind == "money" else total
            sheet.write_formula(row, number, f"=SUBTOTAL(109,{cells})", style, value)
        else:
            sheet.write_blank(row, number, None, style)
    sheet.write_string(row, 0, _TOTALS.to(report.language), styles.total["text"])


def _write_head(
    sheet: Worksheet, styles: Styles, row: int, columns: Sequence[ReportColumn], headings: Sequence[str]
) -> None:
    for number, (column, heading) in enumerate(zip(columns, headings, strict=True)):
        sheet.write_string(row, number, heading, styles.head[column.kind])


def _set_sizes(sheet: Worksheet, rows: range, widths: Sequence[float], lines: np.ndarray, language: Language) -> None:
    """Set widths and heights; the heights too, since not every program finds them when it opens the file."""
    height = line_height(language)
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    sheet.set_default_row(height + 2)
    sheet.set_row(0, 2 * height)
    sheet.set_row(rows.start - 1, 2 * height + 6)
    for offset in np.flatnonzero(lines > 1).tolist():
        sheet.set_row(rows.start + offset, min(height * int(lines[offset]) + 3, _HIGHEST_ROW))


def _write_rows(sheet: Worksheet, first_row: int, rows: Iterator[tuple[Cell, ...]]) -> None:
    for row, cells in enumerate(rows, first_row):
        for number, (value, style) in enumerate(cells):
            if value is None:
                sheet.write_blank(row, number, None, style)
            elif isinstance(value, str):
                sheet.write_string(row, number, value, style)
            else:
                sheet.write_number(row, number, value, style)


def _add_marks(
    sheet: Worksheet, styles: Styles, columns: Sequence[ReportColumn], rows: range, language: Language
) -> None:
    """Colour what wants attention, by conditions, so that it stays right when rows are sorted."""
    first, last = rows.start, rows.stop - 1
    for number, column in enumerate(columns):
        for criteria, value, look in _marks(column, language):
            rule = {"type": "cell", "criteria": criteria, "value": value, "format": styles.mark(look)}
            sheet.conditional_format(first, number, last, number, rule | {"stop_if_true": True})
        if column.name in {"action", "actions"}:
            formula = f'=${xl_col_to_name(number)}{first + 1}<>""'
            rule = {"type": "formula", "criteria": formula, "format": styles.mark(YELLOW)}
            sheet.conditional_format(first, 0, last, len(columns) - 1, rule)


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


def _set_view(sheet: Worksheet, columns: Sequence[ReportColumn], rows: range) -> None:
    head_row, last_row, last_column = rows.start - 1, rows.stop - 1, len(columns) - 1
    by_person = columns[0].name == "employee_id"
    sheet.freeze_panes(rows.start, 2 if by_person else 0)
    sheet.autofilter(head_row, 0, last_row, last_column)
    sheet.hide_gridlines(2)
    # Ids such as 0007 are text on purpose; Excel need not point that out in each cell.
    sheet.ignore_errors({"number_stored_as_text": xl_range(head_row, 0, last_row, last_column)})


def _set_print(
    sheet: Worksheet, report: Reported, table: ReportTable, columns: Sequence[ReportColumn], rows: range
) -> None:
    printed = sum(column.printed for column in columns)
    language = report.language
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(rows.start - 1)
    sheet.print_area(0, 0, rows.stop - 1, printed - 1)
    sheet.set_header(f"&L{table.title.to(language)}&R{report.months(language)}")
    pages = Text("第 &P 页，共 &N 页", "Page &P of &N").to(language)
    sheet.set_footer(f"&Lpayroll {report.tool_version}&R{pages}")
