"""One workbook with its problems marked: colours, comments, and a sheet that lists them all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from payroll.language import Language, Text
from payroll.problems import Problem
from payroll.reports.columns import PROBLEMS
from payroll.reports.marked_copy import KEYWORD, PROPERTIES
from payroll.reports.marked_places import cells_of
from payroll.reports.words import severity_word
from payroll.reports.workbook_cells import clean
from payroll.reports.workbook_styles import AMBER, INK, RED

MOST_IN_A_COMMENT = 5
"""Problems in the comment of one cell; all of them are on the sheet that lists them."""
_NO_TIME = datetime(1980, 1, 1)  # noqa: DTZ001 (a workbook's times have no zone)
_LISTED = ("severity", "sheet", "cell", "code", "column", "value", "message", "fix")
_WIDTHS = (10, 16, 8, 22, 18, 22, 60, 60)
_CELL = Text.of("Cell")


def with_marks(data: bytes, names: Sequence[str], problems: Sequence[Problem], language: Language) -> bytes:
    """Return the workbook ``data``, whose parts are ``names``, with its problems marked and listed.

    Raises whatever openpyxl raises about a workbook that it does not understand.
    """
    book = load_workbook(io.BytesIO(data), keep_vba="xl/vbaProject.bin" in names, keep_links=True)
    _remove_earlier_list(book, language)
    places = cells_of(book, problems)
    by_cell: dict[tuple[str, str], tuple[Cell, list[Problem]]] = {}
    for problem, cell in zip(problems, places, strict=True):
        if cell is not None:
            by_cell.setdefault((cell.parent.title, cell.coordinate), (cell, []))[1].append(problem)
    for cell, found in by_cell.values():
        _mark(cell, found, language)
    _add_list(book, problems, places, language)
    properties = book.properties
    properties.keywords = " ".join(filter(None, ((properties.keywords or "").replace(KEYWORD, "").strip(), KEYWORD)))
    if PROPERTIES not in names:
        properties.created = _NO_TIME  # else it would be now, and the same copy would have other bytes each time
    properties.modified = properties.created or _NO_TIME
    return _saved(book)


def _mark(cell: Cell, problems: Sequence[Problem], language: Language) -> None:
    """Colour a cell and say in a comment what is wrong; an error is not covered by a warning."""
    wrong = any(problem.severity == "error" for problem in problems)
    if wrong or not str(cell.fill.fgColor.rgb).endswith(RED["bg_color"].lstrip("#")):
        cell.fill = PatternFill("solid", fgColor=(RED if wrong else AMBER)["bg_color"].lstrip("#"))
    before = cell.comment.text if cell.comment else ""
    errors_first = sorted(problems, key=lambda problem: problem.severity != "error")
    texts = list(dict.fromkeys(_words(problem, language) for problem in errors_first))
    shown = texts[:MOST_IN_A_COMMENT]
    if more := len(texts) - len(shown):
        shown.append(Text.of("… and {more} more, see the sheet {sheet}", more=more, sheet=PROBLEMS.sheet).to(language))
    if new := [text for text in shown if text not in before]:
        comment = "\n\n".join(filter(None, [before, *new]))
        cell.comment = Comment(comment, "payroll", height=160, width=360)


def _words(problem: Problem, language: Language) -> str:
    return clean(
        f"{severity_word(problem.severity, language)} {problem.code}\n"
        f"{problem.message(language)}\n→ {problem.fix(language)}"
    )


def _remove_earlier_list(book: Workbook, language: Language) -> None:
    """Take the list out of a workbook that is a marked copy itself."""
    title = PROBLEMS.sheet.to(language)
    if KEYWORD in (book.properties.keywords or "") and title in book.sheetnames and len(book.worksheets) > 1:
        del book[title]


def _add_list(book: Workbook, problems: Sequence[Problem], places: Sequence[Cell | None], language: Language) -> None:
    """Add a sheet with all problems behind the others, and let the workbook open on it."""
    sheet = book.create_sheet(PROBLEMS.sheet.to(language))
    headings = {column.name: column.heading.to(language) for column in PROBLEMS.columns} | {"cell": _CELL.to(language)}
    _write_row(sheet, 1, [headings[name] for name in _LISTED])
    for row, (problem, cell) in enumerate(zip(problems, places, strict=True), 2):
        told = (
            severity_word(problem.severity, language),
            cell.parent.title if cell is not None else problem.sheet,
            cell.coordinate if cell is not None else "",
            problem.code,
            problem.column,
            problem.value,
            problem.message(language),
            problem.fix(language),
        )
        _write_row(sheet, row, told)
        if cell is not None:
            quoted = cell.parent.title.replace("'", "''")
            link = sheet.cell(row, _LISTED.index("cell") + 1)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!{cell.coordinate}")
            link.font = Font(underline="single", color="1F4E79")
    for number, width in enumerate(_WIDTHS, 1):
        head = sheet.cell(1, number)
        head.font, head.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=INK.lstrip("#"))
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cells in sheet.iter_rows(2):
        for each in cells:
            each.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet  # two selected sheets would be edited together
    book.active = book.index(sheet)


def _write_row(sheet: Worksheet, row: int, texts: Iterable[str]) -> None:
    for number, text in enumerate(texts, 1):
        cell = sheet.cell(row, number)
        cell.value = clean(text)
        cell.data_type = "s"  # what begins with = is no formula here


def _saved(book: Workbook) -> bytes:
    """Return the workbook as a file; the same workbook gives the same bytes."""
    made, fixed = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED)).save()
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in archive.infolist():
            undated = zipfile.ZipInfo(info.filename, _NO_TIME.timetuple()[:6])
            undated.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(undated, archive.read(info))
    return fixed.getvalue()
