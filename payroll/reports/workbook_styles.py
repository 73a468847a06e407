"""How the workbook looks: fonts, colours, number formats. No content."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook

from payroll.language import Language
from payroll.reports.columns import ColumnKind

INK = "#1F3B57"
GREY = "#5F6B76"
LINE = "#DDE3E9"

RED = {"bg_color": "#FBDAD7", "font_color": "#8E1B13"}
AMBER = {"bg_color": "#FFE9B8", "font_color": "#7A4B00"}
BLUE = {"bg_color": "#DDEBF7", "font_color": "#1F4E79"}
VIOLET = {"bg_color": "#E8DFF5", "font_color": "#4B2A7B"}
YELLOW = {"bg_color": "#FFF8D9"}

_BODY = {"bottom": 1, "bottom_color": LINE, "valign": "vcenter"}
_FIELD = {"border": 1, "border_color": "#B8C4CF", "bg_color": "#FFFBE6", "valign": "vcenter", "locked": False}
_TOTAL = {"bold": True, "bg_color": "#E6EEF6", "font_color": INK, "top": 1, "top_color": INK}
_HEAD = {
    "bold": True,
    "bg_color": INK,
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
    "border_color": "#6C8299",
}
_TALLY = '#,##0;-#,##0;"–"'
"""Counts that are added up: none reads as a dash, so that the others stand out."""


def font_of(language: Language) -> dict[str, Any]:
    """Return the font of all cells: one that every Excel of that language has, and that reads well."""
    name = "Microsoft YaHei" if language == "zh" else "Calibri"
    # A font of a scheme would give way to the theme's own font, which has no good Chinese characters.
    return {"font_name": name, "font_size": 10, "font_scheme": "none"}


def line_height(language: Language) -> int:
    """Return the height of one line of text in a cell, in points."""
    return 16 if language == "zh" else 14


class Styles:
    """The cell formats of one workbook, each made once.

    ``cell``, ``strong`` (the same in bold) and ``total`` (the line of totals) hold a format for each
    kind of column, as does ``field`` for cells that a person fills in; ``clock`` is for moments of the row's own day,
    ``tally`` for counts that are added up and ``empty`` for counts that are not there; ``mark`` makes one to lay
    over cells under a condition.
    """

    def __init__(self, book: Workbook, language: Language, places: int) -> None:
        patterns = _patterns(language, places)
        self.mark = book.add_format
        self.cell = {kind: book.add_format(_BODY | pattern) for kind, pattern in patterns.items()}
        self.strong = {kind: book.add_format(_BODY | pattern | {"bold": True}) for kind, pattern in patterns.items()}
        self.total = {
            kind: book.add_format(_TOTAL | pattern | {"text_wrap": False}) for kind, pattern in patterns.items()
        }
        self.total["count"].set_num_format(_TALLY)
        self.field = {kind: book.add_format(_FIELD | pattern) for kind, pattern in patterns.items()}
        self.clock = book.add_format(_BODY | {"num_format": "hh:mm", "align": "right"})
        self.tally = book.add_format(_BODY | {"num_format": _TALLY, "align": "right"})
        self.empty = book.add_format(_BODY | {"font_color": GREY, "align": "right"})
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": INK, "valign": "vcenter"})
        self.line = book.add_format({"font_color": GREY})
        self.plain = book.add_format({"valign": "vcenter", "indent": 1})
        self.notice = book.add_format({"bold": True, "font_color": "#9C5700"})
        self.nothing = book.add_format({"italic": True, "font_color": GREY})
        left, centre = {"align": "left", "indent": 1}, {"align": "center"}
        self.head = {kind: book.add_format(_HEAD | (left if kind in {"text", "day"} else centre)) for kind in patterns}


def _patterns(language: Language, places: int) -> dict[ColumnKind, dict[str, Any]]:
    digits = "#,##0" + ("." + "0" * places if places else "")
    weekday = "[$-804]yyyy-mm-dd dddd" if language == "zh" else "[$-409]yyyy-mm-dd ddd"
    return {
        "text": {"text_wrap": True, "align": "left", "indent": 1},
        "number": {"num_format": "General", "align": "right"},
        "count": {"num_format": "0", "align": "right"},
        "money": {"num_format": f'{digits};[Red]-{digits};"–"', "align": "right"},
        "day": {"num_format": weekday, "align": "left", "indent": 1},
        "minute": {"num_format": "mm-dd hh:mm", "align": "right"},
    }
