"""Workbooks, one sheet for each table, in one language.

The same content gives the same bytes: the document is dated on the last day of the period, and the files
inside it carry a fixed date.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError

from payroll.period import date_of
from payroll.reports.result import Reported
from payroll.reports.workbook_sheet import lay_out, write_sheet
from payroll.reports.workbook_styles import Styles, font_of

_MANY_ROWS = 30_000
"""With more rows than this each row is written out once it is complete, which keeps memory small."""


def write_workbook(path: Path, report: Reported) -> None:
    """Write the tables that are reported as a workbook. Raises ``OSError`` if the file cannot be written."""
    layouts = [lay_out(report, table, report.sheet_frame(table)) for table in report.sheets]
    with new_book(path, report, most_rows=max(layout.of_all for layout in layouts)) as book:
        styles = Styles(book, report.language, report.places)
        for layout in layouts:
            write_sheet(book, styles, report, layout)


@contextmanager
def new_book(path: Path, report: Reported, *, most_rows: int) -> Iterator[Workbook]:
    """Give a new workbook, and write it at the end. Raises ``OSError`` if the file cannot be written.

    With very many rows a sheet must be written row by row, from its first to its last.
    """
    many_rows = most_rows > _MANY_ROWS
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": many_rows,
        "in_memory": not many_rows,
        "default_format_properties": font_of(report.language),
    }
    book = Workbook(str(path), options)
    book.set_properties(
        {
            "title": f"{report.title.to(report.language)} {report.months(report.language)}",
            "comments": f"payroll {report.tool_version}",
            "created": datetime.combine(date_of(report.last), time()),
        }
    )
    yield book
    try:
        book.close()
    except XlsxFileError as error:
        # XlsxWriter wraps what the system said; the caller wants the system's own reason.
        cause = error.args[0]
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error
