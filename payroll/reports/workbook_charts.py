"""The charts of a month's workbook, each over a small table of the same sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from payroll.language import Language, Text
from payroll.period import MINUTES_PER_DAY, NO_DAY, clock, date_of
from payroll.reports.result import MonthReport
from payroll.reports.words import kind_word, rule_word
from payroll.reports.workbook_cells import clean, display_width
from payroll.reports.workbook_sheet import Layout, set_page
from payroll.reports.workbook_styles import INK, LINE, Styles, line_height

SHEET = Text.of("Charts")
_TITLE = Text.of("Charts")
_NOTE = Text.of(
    "Deductions are the lines of the kind Charge, shown as positive amounts; lateness is counted by the arrivals of "
    "the sheet Attendance."
)
_NO_STORE = Text.of("(no store)")
_NOTHING = Text.of("None this month.")
_WEEKDAYS = (
    *(Text.of("Monday"), Text.of("Tuesday"), Text.of("Wednesday"), Text.of("Thursday")),
    *(Text.of("Friday"), Text.of("Saturday"), Text.of("Sunday")),
)
_MOST_BARS = 15
"""More are in the table only, so that each bar has room for its name."""
_FEW_BARS = 3
_STEP = 30
"""Minutes of one bar of the arrivals."""
_CHART_ROWS = 14
_FIRST_ROW = 3
_WIDTHS = (26, 15, 3)
"""Of a table: the names, the figures, and the gap to the next one."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table and its chart: the names of the bars, and their figures (minor units, or counts if not ``money``).

    ``formula_of`` gives the formula of a figure for its position and the cell of its name; None for values. The bars of
    names that may be long lie (``is_lying``).
    """

    title: Text
    names: Sequence[str]
    figures: Sequence[int]
    money: bool
    formula_of: Callable[[int, str], str] | None = None
    is_lying: bool = False


def write_charts(book: Workbook, styles: Styles, report: MonthReport, ledger: Layout, *, with_formulas: bool) -> None:
    """Add the sheet of charts; ``ledger`` is where the lines stand that the formulas add up."""
    language = report.language
    sheet = book.add_worksheet(SHEET.to(language))
    tables = chart_tables(report, ledger, with_formulas=with_formulas)
    top = _FIRST_ROW + (2 * _CHART_ROWS + 1 if any(table.names for table in tables) else 0)
    for number in range(len(tables)):
        for offset, width in enumerate(_WIDTHS):
            sheet.set_column(3 * number + offset, 3 * number + offset, width)
    sheet.set_default_row(line_height(language) + 2)
    sheet.set_row(0, 2 * line_height(language))
    sheet.set_row(top, 2 * line_height(language) + 4)
    months = Text(report.months("zh"), report.months("en"))
    title = Text.of("Charts · {months}", months=months)
    sheet.write_string(0, 0, title.to(language), styles.title)
    sheet.write_string(1, 0, _NOTE.to(language), styles.line)
    _write_tables(sheet, styles, report, tables, top)
    for number, table in enumerate(tables):
        if len(table.names):
            _add_chart(book, sheet, table, number, top, report)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    set_page(sheet, report, _TITLE)


def _write_tables(sheet: Worksheet, styles: Styles, report: MonthReport, tables: Sequence[Table], top: int) -> None:
    """Write the tables side by side, row by row."""
    language = report.language
    for number, table in enumerate(tables):
        sheet.write_string(top, 3 * number, table.title.to(language), styles.head["text"])
        sheet.write_string(top, 3 * number + 1, _unit(table, report), styles.head["money"])
    for position in range(max(1, *(len(table.names) for table in tables))):
        row = top + 1 + position
        names = [table.names[position] for table in tables if position < len(table.names)]
        lines = max((-(-display_width(name) // (_WIDTHS[0] - 2)) for name in names), default=1)
        if lines > 1:
            sheet.set_row(row, lines * line_height(language) + 3)
        for number, table in enumerate(tables):
            if position < len(table.names):
                sheet.write_string(row, 3 * number, clean(table.names[position]), styles.cell["text"])
                _write_figure(sheet, styles, table, position, (row, 3 * number + 1), report.places)
            elif position == 0:
                sheet.write_string(row, 3 * number, _NOTHING.to(language), styles.nothing)


def _write_figure(
    sheet: Worksheet, styles: Styles, table: Table, position: int, place: tuple[int, int], places: int
) -> None:
    figure = table.figures[position]
    value = figure / 10**places if table.money else figure
    style = styles.cell["money" if table.money else "count"]
    if table.formula_of is None:
        sheet.write_number(*place, value, style)
    else:
        row, column = place
        name = xl_rowcol_to_cell(row, column - 1, col_abs=True)
        sheet.write_formula(row, column, table.formula_of(position, name), style, value)


def _unit(table: Table, report: MonthReport) -> str:
    return report.currency if table.money else Text.within("number", "Times").to(report.language)


def _add_chart(book: Workbook, sheet: Worksheet, table: Table, number: int, top: int, report: MonthReport) -> None:
    shown = min(len(table.names), _MOST_BARS if table.money else len(table.names))
    first, last, column = top + 1, top + shown, 3 * number
    chart = book.add_chart({"type": "bar" if table.is_lying else "column"})
    name = sheet.get_name()
    chart.add_series(
        {
            "categories": [name, first, column, last, column],
            "values": [name, first, column + 1, last, column + 1],
            "fill": {"color": INK},
            "gap": 60 if shown > _FEW_BARS else 200,
            "data_labels": {"value": True, "font": {"size": 8}},
        }
    )
    chart.set_title({"name": table.title.to(report.language), "name_font": {"size": 12}, "overlay": False})
    chart.set_legend({"none": True})
    of_names = {"num_font": {"size": 8}, "reverse": table.is_lying}  # lying bars are drawn from below
    # The figures stand at the bars, so their axis need not be shown.
    of_figures = {"visible": False, "min": 0, "major_gridlines": {"visible": True, "line": {"color": LINE}}}
    chart.set_x_axis(of_figures if table.is_lying else of_names)
    chart.set_y_axis(of_names | {"major_gridlines": {"visible": False}} if table.is_lying else of_figures)
    row_height = (line_height(report.language) + 2) * 4 / 3
    chart.set_size({"width": 610, "height": row_height * _CHART_ROWS - 14})
    row = _FIRST_ROW + (number // 2) * _CHART_ROWS
    sheet.insert_chart(row, 6 * (number % 2), chart, {"object_position": 2})


# ---------------------------------------------------------------- the tables


def chart_tables(report: MonthReport, ledger: Layout, *, with_formulas: bool) -> tuple[Table, ...]:
    """Return the four tables: deductions by rule, by store and by weekday, lateness by time of arrival."""
    lines = ledger.frame
    charges = lines[(lines["kind"] == "charge").to_numpy(bool)]
    formulas = _formulas(ledger, report.language) if with_formulas and len(charges) else (None, None, None)
    return (
        _by_rule(charges, report.language, formulas[0]),
        _by_store(charges, report.language, formulas[1]),
        _by_weekday(charges, report.language, formulas[2]),
        _by_arrival(report.attendance),
    )


_Formula = Callable[[int, str], str]


def _formulas(ledger: Layout, language: Language) -> tuple[_Formula, _Formula, _Formula]:
    """Return the formulas of the tables of deductions."""
    spans = {name: ledger.span(name) for name in ("rule", "store", "date", "kind", "amount")}
    charge = f'({spans["kind"]}="{kind_word("charge", language)}")*{spans["amount"]}'

    def by_rule(_position: int, name: str) -> str:
        return f"=-SUMPRODUCT(({spans['rule']}={name})*{charge})"

    def by_store(_position: int, name: str) -> str:
        # EXACT tells stores apart that differ in capitals only, and takes no character for a wildcard
        wanted = f'IF({name}="{_NO_STORE.to(language)}","",{name})'
        return f"=-SUMPRODUCT(EXACT({spans['store']},{wanted})*{charge})"

    def by_weekday(position: int, _name: str) -> str:
        return f"=-SUMPRODUCT((WEEKDAY({spans['date']},2)={position + 1})*{charge})"

    return by_rule, by_store, by_weekday


def _sums(charges: pd.DataFrame, keys: Sequence[str]) -> list[tuple[str, int]]:
    """Return what is deducted by key, the most first."""
    amounts: dict[str, int] = {}
    for key, amount in zip(keys, charges["amount"].tolist(), strict=True):
        amounts[key] = amounts.get(key, 0) - amount
    return sorted(amounts.items(), key=lambda pair: (-pair[1], pair[0]))


def _by_rule(charges: pd.DataFrame, language: Language, formula_of: _Formula | None) -> Table:
    sums = _sums(charges, charges["rule"].astype("str").tolist())
    names, figures = [rule_word(rule, language) for rule, _ in sums], [amount for _, amount in sums]
    return Table(Text.of("Deductions by rule"), names, figures, True, formula_of, is_lying=True)


def _by_store(charges: pd.DataFrame, language: Language, formula_of: _Formula | None) -> Table:
    sums = _sums(charges, charges["store"].astype("str").tolist())
    names, figures = [store or _NO_STORE.to(language) for store, _ in sums], [amount for _, amount in sums]
    return Table(Text.of("Deductions by store"), names, figures, True, formula_of, is_lying=True)


def _by_weekday(charges: pd.DataFrame, language: Language, formula_of: _Formula | None) -> Table:
    sums = [0] * 7
    for day, amount in zip(charges["date"].tolist(), charges["amount"].tolist(), strict=True):
        sums[date_of(day).weekday()] -= amount
    names = [weekday.to(language) for weekday in _WEEKDAYS] if len(charges) else []
    return Table(Text.of("Deductions by weekday"), names, sums[: len(names)], True, formula_of)


def _by_arrival(attendance: pd.DataFrame) -> Table:
    """Return how many of the late arrived in each half hour, from the first to the last of them."""
    late = (attendance["late_minutes"] > 0).to_numpy(bool) & (attendance["arrival"] != NO_DAY).to_numpy(bool)
    steps = attendance["arrival"].to_numpy()[late] % MINUTES_PER_DAY // _STEP
    title = Text.of("Lateness by time of arrival (half hours)")
    if not len(steps):
        return Table(title, [], [], False)
    counts = np.bincount(steps)
    shown = range(int(steps.min()), len(counts))
    return Table(title, [clock(step * _STEP) for step in shown], [int(counts[step]) for step in shown], False)
