"""One sheet: what stands above the table, its head, its rows, and how it is shown and printed."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_col_to_name, xl_range, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from payroll.language import Language, Text
from payroll.reports.columns import ReportColumn, ReportTable
from payroll.reports.result import Reported
from payroll.reports.workbook_cells import Cell, clean, column_cells, column_width, row_lines
from payroll.reports.workbook_head import MOST_ROWS, HeadLine, head_lines
from payroll.reports.workbook_marks import add_marks
from payroll.reports.workbook_styles import Styles, line_height

_A4 = 9
_PAGE_WIDTH = 195
"""Characters across a landscape page, at which type of 10 points is still printed in more than 7."""
_LONGEST_NOTICE = 150
"""Characters: all of a page's head has at most 255."""
_HIGHEST_ROW = 400
"""Excel shows no row higher than 409 points."""

_TOTALS = Text.of("Total (follows the filter)")

Formulas = Mapping[str, Callable[[int, int], str | None]]
"""Name of a column -> its formula for the position of a row in the frame and the row of the sheet as Excel counts
it; None for a plain value. What the formula comes to is the value in the frame."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything of a sheet stands: settled before anything is written, so that sheets can name each other.

    ``frame`` holds the rows that are shown, ``of_all`` how many there are; ``rows`` are those of the sheet that
    they take (from 0), at least one.
    """

    table: ReportTable
    sheet: str
    frame: pd.DataFrame
    of_all: int
    columns: tuple[ReportColumn, ...]
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    lines: tuple[HeadLine, ...]
    rows: range

    @property
    def is_cut(self) -> bool:
        """Whether there are rows that do not fit into the sheet."""
        return self.of_all > len(self.frame)

    def number(self, column: str) -> int:
        """Return the position of a column, from 0."""
        return next(number for number, each in enumerate(self.columns) if each.name == column)

    def cell(self, column: str, row: int) -> str:
        """Return a cell of the same sheet, ``$N12``; ``row`` as Excel counts."""
        return f"${xl_col_to_name(self.number(column))}{row}"

    def head(self, column: str) -> str:
        """Return the heading of a column, for formulas of the same sheet: ``N$11``."""
        return f"{xl_col_to_name(self.number(column))}${self.rows.start}"

    def span(self, column: str) -> str:
        """Return the cells of a column as another sheet names them, ``'Ledger'!$N$12:$N$40``."""
        number = self.number(column)
        cells = xl_range_abs(self.rows.start, number, self.rows.stop - 1, number)
        return f"{quote_sheetname(self.sheet)}!{cells}"


def lay_out(report: Reported, table: ReportTable, frame: pd.DataFrame) -> Layout:
    """Return where the rows of ``frame`` go, as far as a sheet holds them."""
    table = table.of(frame)
    language, places = report.language, report.places
    shown = frame.iloc[:MOST_ROWS]
    columns = table.sheet_columns(language)
    headings = tuple(_heading(column, report) for column in columns)
    widths = tuple(
        column_width(column, heading, shown, language, places)
        for column, heading in zip(columns, headings, strict=True)
    )
    lines = tuple(head_lines(report, table, len(frame), sum(widths)))
    first_row = len(lines) + 2
    rows = range(first_row, first_row + max(len(shown), 1))
    return Layout(table, table.sheet.to(language), shown, len(frame), columns, headings, widths, lines, rows)


def write_sheet(
    book: Workbook, styles: Styles, report: Reported, layout: Layout, formulas: Formulas | None = None
) -> Worksheet:
    """Add a sheet to the workbook, and return it."""
    language, places = report.language, report.places
    sheet = book.add_worksheet(layout.sheet)
    columns, shown, rows = layout.columns, layout.frame, layout.rows
    # Sizes come before rows: with many rows, each is written out as soon as the next one begins.
    _set_sizes(sheet, rows, layout.widths, row_lines(columns, layout.widths, shown, language), language)
    _write_lines(sheet, styles, layout.lines)
    _write_totals(sheet, styles, columns, shown, rows, report)
    _write_head(sheet, styles, rows.start - 1, columns, layout.headings)
    cells = [
        _computed(column_cells(column, shown, styles, language, places), (formulas or {}).get(column.name), rows.start)
        for column in columns
    ]
    _write_rows(sheet, rows.start, zip(*cells, strict=True))
    if shown.empty:
        sheet.write_string(rows.start, 0, layout.table.nothing.to(language), styles.nothing)
    else:
        add_marks(sheet, styles, columns, rows, report)
    _set_view(sheet, columns, rows)
    _set_print(sheet, report, layout)
    return sheet


class _Computed(NamedTuple):
    """A formula and what it comes to."""

    formula: str
    value: str | float | None


_SheetCell = tuple[str | float | _Computed | None, Format]


def _computed(
    cells: Iterator[Cell], formula_of: Callable[[int, int], str | None] | None, first_row: int
) -> Iterator[_SheetCell]:
    """Return the cells of a column, with formulas where there are any."""
    return cells if formula_of is None else _with_formulas(cells, formula_of, first_row)


def _with_formulas(
    cells: Iterator[Cell], formula_of: Callable[[int, int], str | None], first_row: int
) -> Iterator[_SheetCell]:
    for position, (value, style) in enumerate(cells):
        formula = formula_of(position, first_row + position + 1)
        yield (value if formula is None else _Computed(formula, value)), style


def _heading(column: ReportColumn, report: Reported) -> str:
    heading = column.heading.to(report.language)
    if column.name not in {"amount", "total", "difference"}:
        return heading
    return Text.of("{heading} ({currency})", heading=heading, currency=report.currency).to(report.language)


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


def _write_rows(sheet: Worksheet, first_row: int, rows: Iterator[tuple[_SheetCell, ...]]) -> None:
    for row, cells in enumerate(rows, first_row):
        for number, (value, style) in enumerate(cells):
            if value is None:
                sheet.write_blank(row, number, None, style)
            elif isinstance(value, str):
                sheet.write_string(row, number, value, style)
            elif isinstance(value, _Computed):
                sheet.write_formula(row, number, value.formula, style, value.value)
            else:
                sheet.write_number(row, number, value, style)


def _set_view(sheet: Worksheet, columns: Sequence[ReportColumn], rows: range) -> None:
    head_row, last_row, last_column = rows.start - 1, rows.stop - 1, len(columns) - 1
    sheet.freeze_panes(rows.start, 2 if _is_by_person(columns) else 0)
    sheet.autofilter(head_row, 0, last_row, last_column)
    sheet.hide_gridlines(2)
    # Ids such as 0007 are text on purpose; Excel need not point that out in each cell.
    sheet.ignore_errors({"number_stored_as_text": xl_range(head_row, 0, last_row, last_column)})


def _set_print(sheet: Worksheet, report: Reported, layout: Layout) -> None:
    """Set up the paper of a table: as many pages across as it needs to be read, with who it is about on each of them.

    Of a table without rows nothing is printed: its print area is a cell in which nothing stands.
    """
    rows, number = layout.rows, len(layout.columns)
    printed = sum(column.printed for column in layout.columns)
    sheet.set_landscape()
    set_page(sheet, report, layout.table.title)
    if layout.frame.empty:
        sheet.print_area(rows.stop, number, rows.stop, number)
        return
    sheet.repeat_rows(rows.start - 1)
    sheet.print_area(0, 0, rows.stop - 1, printed - 1)
    repeated = 2 if _is_by_person(layout.columns) else 0
    pages = pages_across(layout.widths[:printed], sum(layout.widths[:repeated]))
    if pages == 1:
        return
    sheet.fit_to_pages(pages, 0)
    if repeated:
        sheet.repeat_columns(0, repeated - 1)
    # The lines above the table would be cut off where the page ends, so what matters of them is in the page's head.
    sheet.print_area(rows.start - 2, 0, rows.stop - 1, printed - 1)
    notices = " ".join(line.text for line in layout.lines if line.look == "notice")
    sheet.set_header(_page_head(report, layout.table.title, notices))


def pages_across(widths: Sequence[float], repeated: float) -> int:
    """Return how many pages columns need side by side to be read, ``repeated`` being wide what stands on each."""
    pages = 1
    while sum(widths) + (pages - 1) * repeated > pages * _PAGE_WIDTH:
        pages += 1
    return pages


def _is_by_person(columns: Sequence[ReportColumn]) -> bool:
    return columns[0].name == "employee_id"


def set_page(sheet: Worksheet, report: Reported, title: Text) -> None:
    """Set up the paper of a sheet: A4, as wide as one page, the title and the month above, page numbers below."""
    language = report.language
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(_page_head(report, title))
    pages = Text.of("Page &P of &N").to(language)
    sheet.set_footer(f"&Lpayroll {report.tool_version}&R{pages}")


def _page_head(report: Reported, title: Text, notices: str = "") -> str:
    """Return the head of each page: the title and the month, and what has to be noted below."""
    lines = [title.to(report.language), textwrap.shorten(clean(notices), _LONGEST_NOTICE, placeholder="…")]
    left = "\n".join(filter(None, lines)).replace("&", "&&")
    return f"&L{left}&R{report.months(report.language)}"
