"""The workbook of a month: what HR hands to payroll, one sheet for each table, in one language.

The same month gives the same bytes: the document is dated on the last day of the period, and the files
inside it carry a fixed date.
"""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError

from payroll.period import date_of
from payroll.reports.result import Reported
from payroll.reports.workbook_sheet import write_sheet
from payroll.reports.workbook_styles import Styles, font_of

_MANY_ROWS = 30_000
"""With more rows than this each row is written out once it is complete, which keeps memory small."""


def write_workbook(path: Path, report: Reported) -> None:
    """Write a month, or whatever else is reported, as a workbook. Raises ``OSError`` if the file cannot be written."""
    frames = {table.name: report.sheet_frame(table) for table in report.sheets}
    many_rows = max(len(frame) for frame in frames.values()) > _MANY_ROWS
    book = _new_book(path, report, many_rows=many_rows)
    styles = Styles(book, report.language, report.places)
    for table in report.sheets:
        write_sheet(book, styles, report, table, frames[table.name])
    try:
        book.close()
    except XlsxFileError as error:
        # XlsxWriter wraps what the system said; the caller wants the system's own reason.
        cause = error.args[0]
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error


def _new_book(path: Path, report: Reported, *, many_rows: bool) -> Workbook:
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
    return book
