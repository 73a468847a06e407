"""The formulas of a month's workbook: each amount over its figures, and the sums of the adjustments over the ledger.

A person's sums go by a number that ledger and adjustments share: an id such as 0007 would be compared as the number 7
by SUMIFS, and so would be two ids that differ after the 15th digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from payroll.language import Language, Text
from payroll.money import decimal_text, plain
from payroll.reports.backing import Backing
from payroll.reports.columns import ADJUSTMENTS, LEDGER, ReportColumn, ReportTable
from payroll.reports.result import MonthReport
from payroll.reports.words import METHODS
from payroll.reports.workbook_marks import POSTED
from payroll.reports.workbook_sheet import Formulas, Layout
from payroll.working import Method, Working

MOST_COMPARISONS = 500_000_000
"""With more cells to look through than this, the sums are values: a spreadsheet would be busy for minutes."""

_NUMBER = ReportColumn("number", Text.of("Person no."), "count", 8)
_POSTED = ReportColumn(POSTED, Text.of("Posted"), "money", 16, summed=True)


def _method_word(method: str, language: Language) -> str:
    return METHODS[method].to(language)


LEDGER_SHEET: ReportTable = replace(
    LEDGER,
    note=Text.of(
        "One line for each event. The amount is a formula over base, rate and times; «Posted» is what the ledger "
        "holds, and both turn red where they differ. Lines «As in the ledger» have no formula, see their "
        "explanation. A person decides on the yellow rows."
    ),
    sheet_order=(
        *("employee_id", "name", "store", "date", "rule", "clause", "occurrence", "quantity"),
        *("method", "base", "rate", "times", "amount", POSTED, "kind", "action", "law"),
        *("explanation_{language}", "evidence", "policy", "entry_id", "corrects", "group", "number"),
    ),
    sheet_only=(
        *LEDGER.sheet_only,
        ReportColumn("method", Text.of("Worked out as"), width=16, words=_method_word),
        ReportColumn("base", Text.of("Base"), "money", 14, zero_is_blank=True),
        ReportColumn("rate", Text.of("Rate"), "number", 12),
        ReportColumn("times", Text.within("factor", "Times"), "number", 12),
        _POSTED,
        ReportColumn("group", Text.of("Summed under"), width=16, printed=False),
        replace(_NUMBER, printed=False),
    ),
)
"""The ledger with the figures of each amount."""

ADJUSTMENTS_SHEET: ReportTable = replace(
    ADJUSTMENTS,
    note=Text.of(
        "Each figure is a SUMIFS over the sheet Ledger; a total that is not what was posted turns red. Deductions "
        "are negative, «–» means none. In the yellow rows something is left for a person to decide."
    ),
    sheet_order=(*ADJUSTMENTS.sheet_order, POSTED, "number"),
    sheet_only=(replace(_POSTED, printed=False), replace(_NUMBER, printed=False)),
)
"""The adjustments with what was posted beside the total."""

_SUMS = ADJUSTMENTS.sheet_order[ADJUSTMENTS.sheet_order.index("base_wage") + 1 : ADJUSTMENTS.sheet_order.index("total")]
"""The columns that are summed up to the total."""
_OF_KIND = {"correction": "corrections", "waiver": "waivers"}
"""The column in which lines about other lines are summed up."""


# ---------------------------------------------------------------- the rows


def ledger_rows(report: MonthReport, backing: Backing) -> pd.DataFrame:
    """Return the rows of ``LEDGER_SHEET``; ``amount`` is what the figures come to."""
    frame = report.sheet_frame(LEDGER)
    found = [backing.workings.get(entry) for entry in frame["entry_id"]]
    posted = frame["amount"].to_numpy()
    numbers = pd.Index(report.adjustments["employee_id"]).get_indexer(pd.Index(frame["employee_id"])) + 1
    return frame.assign(
        method=[each.method if each else "" for each in found],
        base=np.array([each.base if each else 0 for each in found], np.int64),
        rate=[_rate(each) for each in found],
        times=[_times(each) for each in found],
        amount=np.array(
            [each.amount if each else amount for each, amount in zip(found, posted.tolist(), strict=True)], np.int64
        ),
        posted=posted,
        group=_groups(frame, backing.column_of_rule, report.language),
        number=np.where(numbers > 0, numbers, -1),
    )


def _rate(working: Working | None) -> str:
    has_rate = working is not None and working.method in {"percent", "daily", "hourly"}
    return decimal_text(working.rate) if working and has_rate else ""


def _times(working: Working | None) -> str:
    return repr(float(working.share)) if working and working.method not in {"free", "tiers"} else ""


def _groups(frame: pd.DataFrame, column_of_rule: Mapping[str, str], language: Language) -> list[str]:
    """Return the heading of the adjustments' column in which each line is summed up."""
    headings = {column.name: column.heading.to(language) for column in ADJUSTMENTS.columns}
    return [
        headings.get(_OF_KIND.get(kind) or column_of_rule.get(rule, ""), "")
        for kind, rule in zip(frame["kind"].astype("str"), frame["rule"].astype("str"), strict=True)
    ]


def adjustment_rows(report: MonthReport, ledger: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``ADJUSTMENTS_SHEET``, with the sums as those of ``ledger`` (``ledger_rows``) come out."""
    people = report.adjustments
    rows = people.assign(posted=people["total"], number=np.arange(1, len(people) + 1, dtype=np.int32))
    off = ledger[(ledger["amount"] != ledger[POSTED]).to_numpy() & (ledger["number"] > 0).to_numpy()]
    if off.empty:
        return rows
    columns = {column.heading.to(report.language): column.name for column in ADJUSTMENTS.columns}
    for number, group, amount, posted in zip(
        *(off[name] for name in ("number", "group", "amount", POSTED)), strict=True
    ):
        for name in (columns[group], "total"):
            rows.loc[rows.index[number - 1], name] += amount - posted
    return rows


# ---------------------------------------------------------------- the formulas


def ledger_formulas(layout: Layout, backing: Backing, places: int) -> Formulas:
    """Return the formulas of the ledger's sheet."""
    found = [backing.workings.get(entry) for entry in layout.frame["entry_id"]]

    def amount(position: int, row: int) -> str | None:
        working = found[position]
        return None if working is None else amount_formula(working, layout, row, places)

    def times(position: int, _row: int) -> str | None:
        working = found[position]
        if working is None or working.times[1] == 1 or working.method in {"free", "tiers"}:
            return None
        return f"={working.times[0]}/{decimal_text(working.times[1])}"

    return {"amount": amount, "times": times}


def amount_formula(working: Working, layout: Layout, row: int, places: int) -> str | None:
    """Return an amount as a formula over the cells of its row, None where nothing is charged."""
    base, rate, times = (layout.cell(name, row) for name in ("base", "rate", "times"))
    whole: Mapping[Method, str] = {
        "each": f"{base}*{times}",
        "percent": f"{base}*{rate}%*{times}",
        "daily": f"{base}*{rate}*{times}/21.75",
        "hourly": f"{base}*{rate}*{times}/21.75/{decimal_text(working.hours)}",
        "part": f"{base}*{times}",
        "tiers": _tiers(working, base, places),
    }
    exact = whole.get(working.method)
    if exact is None:
        return None
    sign = "-" if working.sign < 0 else ""
    return f"={sign}ROUND({exact},{places}){f'-{base}' if working.method == 'part' else ''}"


def _tiers(working: Working, base: str, places: int) -> str:
    """Return the sum of the tiers: of each, what lies above its beginning, at the percentage that it adds."""
    terms, before = [], "0"
    for begin, percent in working.tiers:
        rate = decimal_text(percent)
        added = f"{rate}%" if before == "0" else f"({rate}%-{before}%)"
        terms.append(f"MAX({base}-{plain(begin, places)},0)*{added}")
        before = rate
    return "+".join(terms)


def are_values(people: Layout, ledger: Layout, backing: Backing) -> bool:
    """Tell whether the sums are values: too much to look through, lines that do not fit, no columns of the rules."""
    comparisons = len(people.frame) * len(ledger.frame) * len(_SUMS)
    return not backing.column_of_rule or ledger.is_cut or comparisons > MOST_COMPARISONS


def adjustment_formulas(layout: Layout, ledger: Layout) -> Formulas:
    """Return the formulas of the adjustments' sheet: sums over the ledger's, and their total."""
    names = [column.name for column in layout.columns if column.name in _SUMS]
    amounts, numbers, groups = (ledger.span(name) for name in ("amount", "number", "group"))

    def sums(name: str, _position: int, row: int) -> str:
        return f"=SUMIFS({amounts},{numbers},{layout.cell('number', row)},{groups},{layout.head(name)})"

    def total(_position: int, row: int) -> str:
        return f"=SUM({layout.cell(names[0], row)}:{layout.cell(names[-1], row)})"

    return {name: partial(sums, name) for name in names} | {"total": total}
