"""An empty table as a workbook: headings with notes, drop-downs, and the format of each column.

Nothing but the headings is written, so that it reads as an empty table until somebody fills it in.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from payroll.language import Language, Text
from payroll.period import date_of
from payroll.reports.blank_words import heading_of, note_of, words_of
from payroll.reports.workbook_cells import display_width
from payroll.reports.workbook_styles import INK, LINE, font_of
from payroll.table import CellKind, Column, Table

_LAST_ROW = 1_048_575
_MOST_IN_LIST, _MOST_IN_TITLE, _MOST_IN_MESSAGE = 255, 32, 255
"""So many characters Excel takes in the list of a drop-down, and in the title and text of a hint."""
_FORMATS: Mapping[CellKind, str] = {"day": "yyyy-mm-dd", "minute": "yyyy-mm-dd hh:mm", "money": "0.00", "count": "0"}
"""All others are text: a time, since Excel would turn 24:00 into 00:00; a bare date beside a moment; an id."""
_WIDTHS: Mapping[CellKind, float] = {"day": 13, "minute": 18, "day-or-minute": 18, "text": 15}
_NARROWEST = 11
_DATES = {
    "validate": "date",
    "criteria": "between",
    "minimum": datetime(1970, 1, 1),  # noqa: DTZ001 - a cell has no zone
    "maximum": datetime(2100, 12, 31),  # noqa: DTZ001
}
_CHECKS: Mapping[CellKind, Mapping[str, Any]] = {
    "day": _DATES,
    "minute": _DATES,
    "money": {"validate": "decimal", "criteria": ">=", "value": 0},
    "count": {"validate": "integer", "criteria": ">=", "value": 0},
}
_DOUBT = Text.of("This is not what the column takes. Keep it all the same?")


def write_blank_table(
    path: Path, table: Table, choices: Mapping[tuple[str, str], Sequence[str]], language: Language, day: int
) -> None:
    """Write the workbook of an empty table.

    ``choices`` are the policies' words by table and column; ``day`` is the date that the workbook carries, so that
    the same table gives the same bytes. Raises ``OSError`` if the file cannot be written.
    """
    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, "default_format_properties": font_of(language)})
    title = Text(table.zh, table.name).to(language)
    book.set_properties({"title": title, "created": datetime.combine(date_of(day), time())})
    sheet = book.add_worksheet(title)
    for number, column in enumerate(table.columns):
        words = words_of(table, column, choices, language)
        _write_column(book, sheet, number, column, (words, note_of(table, column, words, language)), language)
    _set_view(sheet, len(table.columns))
    book.close()
    path.write_bytes(content.getvalue())


def _write_column(
    book: Workbook,
    sheet: Worksheet,
    number: int,
    column: Column,
    about: tuple[Sequence[str], str],
    language: Language,
) -> None:
    """Write the heading of a column with its note, and set what its cells look like and take."""
    words, note = about
    heading = heading_of(column, language)
    pattern = book.add_format({"num_format": _FORMATS.get(column.kind, "@"), "valign": "vcenter"})
    widest = max([display_width(heading) + 4, *(display_width(word) + 4 for word in words)])
    sheet.set_column(number, number, max(widest, _WIDTHS.get(column.kind, _NARROWEST)), pattern)
    sheet.write_string(0, number, heading, _head(book, needed=column.value_required))
    font = font_of(language)
    look = {"font_name": font["font_name"], "font_size": 10, "color": "#FFF8D9", "x_scale": 2, "y_scale": 1.2}
    sheet.write_comment(0, number, note, look)
    hint = {"input_title": heading[:_MOST_IN_TITLE], "input_message": note[:_MOST_IN_MESSAGE]}
    doubt = {"error_type": "warning", "error_message": _DOUBT.to(language)}
    sheet.data_validation(1, number, _LAST_ROW, number, {**_check(column, words), **hint, **doubt})


def _check(column: Column, words: Sequence[str]) -> Mapping[str, Any]:
    """Return what the cells of a column are held to: a list, dates, numbers, or nothing."""
    if words and len(",".join(words)) <= _MOST_IN_LIST and not any("," in word for word in words):
        return {"validate": "list", "source": list(words)}
    return _CHECKS.get(column.kind, {"validate": "any"})


def _head(book: Workbook, *, needed: bool) -> Format:
    """Return the look of a heading: dark where each cell must be filled in, light where it may stay empty."""
    colours = (INK, "#FFFFFF") if needed else ("#E6EEF6", INK)
    return book.add_format(
        {
            "bold": True,
            "bg_color": colours[0],
            "font_color": colours[1],
            "border": 1,
            "border_color": LINE,
            "valign": "vcenter",
            "align": "left",
            "indent": 1,
            "num_format": "@",
        }
    )


def _set_view(sheet: Worksheet, columns: int) -> None:
    sheet.set_row(0, 26)
    sheet.freeze_panes(1, 0)
    # Ids such as 0007 are text on purpose; Excel need not point that out in each cell.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(ord('A') + columns - 1)}{_LAST_ROW + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
