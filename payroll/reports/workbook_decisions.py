"""The sheet of decisions: what waits for a person, with cells to be filled in and what they may hold."""

from __future__ import annotations

from datetime import date

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from payroll.language import Language, Text
from payroll.reports.decisions import ANSWERS, WAIVE
from payroll.reports.result import Reported
from payroll.reports.words import decision_word
from payroll.reports.workbook_sheet import Layout, write_sheet
from payroll.reports.workbook_styles import Styles

_DECISION = Text.of("Choose one from the list; leave it empty to decide nothing.")
_DATE = Text.of("A date is expected, such as 2026-11-03.")
_SAID = Text.of("Write between one and two hundred characters.")
_FIRST_DATE = date(2000, 1, 1)
_LONGEST = 200


def write_decisions(book: Workbook, styles: Styles, report: Reported, layout: Layout) -> None:
    """Add the sheet of decisions; the frame of ``layout`` is that of ``payroll.reports.decisions.questions``."""
    sheet = write_sheet(book, styles, report, layout)
    if layout.frame.empty:
        return
    language, rows = report.language, layout.rows
    for matter, words in (("review", ANSWERS), ("waiver", (WAIVE,))):
        _offer(sheet, layout, rows, matter, [decision_word(word, language) for word in words], language)
    number = layout.number("decided_on")
    is_date = {"validate": "date", "criteria": ">=", "value": _FIRST_DATE, "error_message": _DATE.to(language)}
    sheet.data_validation(rows.start, number, rows.stop - 1, number, is_date)
    for name in ("decided_by", "reason"):
        number = layout.number(name)
        is_said = {"validate": "length", "criteria": "between", "minimum": 1, "maximum": _LONGEST}
        is_said |= {"error_message": _SAID.to(language)}
        sheet.data_validation(rows.start, number, rows.stop - 1, number, is_said)


def _offer(sheet: Worksheet, layout: Layout, rows: range, matter: str, words: list[str], language: Language) -> None:
    """Offer the words in the rows that ask for a matter, which stand one below the other."""
    asking = np.flatnonzero((layout.frame["matter"] == matter).to_numpy(bool))
    if len(asking):
        number = layout.number("decision")
        offered = {"validate": "list", "source": words, "error_message": _DECISION.to(language)}
        sheet.data_validation(rows.start + int(asking[0]), number, rows.start + int(asking[-1]), number, offered)
