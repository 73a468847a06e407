"""What is written: for each table its columns in the order of the contract, with their headings.

Declarations only, so that the CSV files, the workbook and the screen speak of the same columns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from payroll.language import EMPTY, Language, Text
from payroll.reports import words
from payroll.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

ColumnKind = Literal["text", "number", "count", "money", "day", "minute"]
"""What a frame holds for a column, and what is written:

``text``    str, categorical or dictionary; written as text, made harmless for spreadsheets
``number``  str that is a plain decimal already, or ""
``count``   integer, below 0 for an empty cell
``money``   integer minor units, written with the currency's places
``day``     day number, ``NO_DAY`` for an empty cell; ``2026-10-08``
``minute``  minute since 1970, ``NO_DAY`` for an empty cell; ``2026-10-08 08:42``
"""
Words = Callable[[str, Language], str]

_NOTHING = EMPTY


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column that is written.

    ``name`` is the heading of the CSV file, ``heading`` that of the workbook. ``width`` is the most
    characters that the workbook gives it (a Chinese character counts as two); longer text is wrapped.
    ``words`` turns the contract's word into the reader's language, ``empty`` is what stands in an empty
    cell, ``summed`` asks for a total above the column, ``printed`` is False for a column at the right
    that is kept off paper, ``filled_in`` marks one that a person fills in, ``zero_is_blank`` leaves the cells
    of no amount empty: these are for the workbook only. A column that is
    ``optional`` is written only if the month has it.
    """

    name: str
    heading: Text
    kind: ColumnKind = "text"
    width: int = 20
    words: Words | None = None
    empty: Text = _NOTHING
    summed: bool = False
    printed: bool = True
    filled_in: bool = False
    zero_is_blank: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One table that is written: its file (without suffix), its sheet, its columns.

    In the workbook, ``title`` stands above the sheet, ``note`` helps to read it, and ``nothing`` is said
    when there are no rows. ``sheet_order`` names the sheet's columns in the order that a reader wants
    them; empty means all, as in the file. ``sheet_only`` are columns that the file does not have.
    """

    name: str
    sheet: Text
    title: Text
    note: Text
    nothing: Text
    columns: tuple[ReportColumn, ...]
    sheet_order: tuple[str, ...] = ()
    sheet_only: tuple[ReportColumn, ...] = ()

    @property
    def file(self) -> str:
        """The name of the CSV file."""
        return f"{self.name}.csv"

    def of(self, frame: pd.DataFrame) -> ReportTable:
        """Return the table without the optional columns that ``frame`` does not have."""
        lacking = {column.name for column in self.columns if column.optional and column.name not in frame.columns}
        if not lacking:
            return self
        return replace(
            self,
            columns=tuple(column for column in self.columns if column.name not in lacking),
            sheet_order=tuple(name for name in self.sheet_order if name not in lacking),
        )

    def sheet_columns(self, language: Language) -> tuple[ReportColumn, ...]:
        """Return the columns of the sheet; of the two explanations, that of ``language``."""
        by_name = {column.name: column for column in (*self.columns, *self.sheet_only)}
        names = self.sheet_order or tuple(by_name)
        return tuple(by_name[name.format(language=language)] for name in names)


_EMPLOYEE_ID = ReportColumn("employee_id", Text.of("Employee ID"), width=16)
_NAME = ReportColumn("name", Text.of("Name"), width=22)
_STORE = ReportColumn("store", Text.of("Store"), width=20)
_DATE = ReportColumn("date", Text.of("Date"), "day", 20)
_POLICY = ReportColumn("policy", Text.of("Policy version"), width=44, printed=False)


def table_word(table: str, language: Language) -> str:
    """Return the name of a table that was read: ``punches`` is ``打卡``."""
    names = {known.name: known.zh for known in TABLES}
    return names.get(table, table) if language == "zh" else table


def _money(name: str, heading: Text) -> ReportColumn:
    return ReportColumn(name, heading, "money", 16, summed=True)


def _count(name: str, heading: Text, *, summed: bool = True) -> ReportColumn:
    return ReportColumn(name, heading, "count", 10, summed=summed)


def _limit(name: str, heading: Text) -> ReportColumn:
    return ReportColumn(name, heading, "count", 10, empty=Text.of("No limit"))


LEDGER = ReportTable(
    "ledger",
    Text.of("Ledger"),
    Text.of("Ledger of pay adjustments"),
    Text.of("One line for each event, with its rule, evidence and arithmetic. A person decides on the yellow rows."),
    Text.of("No ledger entries this month."),
    (
        ReportColumn("entry_id", Text.of("Entry ID"), width=30, printed=False),
        ReportColumn("period", Text.within("month", "Pay period")),
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        _DATE,
        ReportColumn("rule", Text.of("Rule"), width=20, words=words.rule_word),
        ReportColumn("clause", Text.of("Clause"), width=12),
        _count("occurrence", Text.of("No."), summed=False),
        ReportColumn("quantity", Text.of("Minutes or days"), "number", 10),
        _money("amount", Text.of("Amount")),
        ReportColumn("currency", Text.of("Currency")),
        ReportColumn("action", Text.of("Action"), width=24, words=words.action_words),
        ReportColumn("kind", Text.of("Kind"), width=12, words=words.kind_word),
        ReportColumn("corrects", Text.of("Corrects entry"), width=30, printed=False),
        _POLICY,
        ReportColumn("evidence", Text.of("Evidence (file:row)"), width=30),
        ReportColumn("explanation_zh", Text.of("Explanation (Chinese)"), width=64),
        ReportColumn("explanation_en", Text.within("the English one", "Explanation"), width=64),
    ),
    sheet_order=(
        *("employee_id", "name", "store", "date", "rule", "clause", "occurrence", "quantity", "amount"),
        *("kind", "action", "law", "explanation_{language}", "evidence", "policy", "entry_id", "corrects"),
    ),
    sheet_only=(ReportColumn("law", Text.of("Law"), width=14, words=words.law_status_word),),
)
ADJUSTMENTS = ReportTable(
    "adjustments",
    Text.of("Adjustments"),
    Text.within("sheet", "Pay adjustments"),
    Text.of("Deductions are negative, «–» means none. In the yellow rows something is left for a person to decide."),
    Text.of("Nobody was employed this month."),
    (
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        _POLICY,
        _money("base_wage", Text.of("Base wage")),
        replace(_money("wage_parts", Text.of("Wage parts")), optional=True),
        _money("lateness", Text.of("Lateness")),
        _money("early_departure", Text.of("Early departure")),
        _money("absence", Text.of("Absence")),
        _money("missing_punch", Text.of("Missing punch")),
        _money("swaps", Text.of("Swaps")),
        _money("handover", Text.of("Hand-over")),
        _money("complaints", Text.of("Complaints")),
        _money("incidents", Text.of("Incidents")),
        _money("additions", Text.within("column", "Additions")),
        _money("guard", Text.of("Deduction cap")),
        _money("corrections", Text.of("Corrections")),
        _money("waivers", Text.of("Waivers")),
        _money("total", Text.of("Total")),
        _count("late_count", Text.of("Times late")),
        _count("swap_count", Text.of("Swaps counted")),
        ReportColumn("actions", Text.of("Actions"), width=28, words=words.action_words),
    ),
    sheet_order=(
        *("employee_id", "name", "store", "base_wage", "wage_parts"),
        *("lateness", "early_departure", "absence", "missing_punch"),
        *("swaps", "handover", "complaints", "incidents", "additions", "guard", "corrections", "waivers", "total"),
        *("late_count", "swap_count", "actions", "policy"),
    ),
)
ATTENDANCE = ReportTable(
    "attendance",
    Text.within("sheet", "Attendance"),
    Text.within("title", "Attendance"),
    Text.of("Shifts as worked, after swaps. A time without a date lies on the day in «Date»."),
    Text.of("No shifts this month."),
    (
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        _DATE,
        ReportColumn("shift", Text.of("Shift"), width=14),
        ReportColumn("start", Text.of("Start"), "minute", 12),
        ReportColumn("end", Text.of("End"), "minute", 12),
        ReportColumn("arrival", Text.within("column", "Arrival"), "minute", 12),
        ReportColumn("departure", Text.of("Departure"), "minute", 12),
        _count("late_minutes", Text.of("Minutes late")),
        _count("early_minutes", Text.of("Minutes early")),
        ReportColumn("verdict", Text.of("Verdict"), width=28, words=words.verdict_words),
        ReportColumn("swap_id", Text.of("Swap ID"), width=16),
    ),
)
SWAPS = ReportTable(
    "swaps",
    Text.of("Swaps"),
    Text.of("Swap quota"),
    Text.of("«Used» counts the approved swaps of this month."),
    Text.of("No employees to list this month."),
    (
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        _count("used", Text.within("swaps", "Used")),
        _count("pending", Text.of("Pending")),
        _limit("limit", Text.within("number", "Limit")),
        _limit("remaining", Text.of("Remaining")),
    ),
)
PROBLEMS = ReportTable(
    "problems",
    Text.of("Problems"),
    Text.of("Problems in the data"),
    Text.of("Rows count as Excel does. Correct the original file, then run again."),
    Text.of("No problems were found."),
    (
        ReportColumn("severity", Text.of("Severity"), width=10, words=words.severity_word),
        ReportColumn("code", Text.of("Code"), width=22),
        ReportColumn("file", Text.of("File"), width=28),
        ReportColumn("sheet", Text.of("Sheet"), width=14),
        _count("row", Text.of("Row"), summed=False),
        ReportColumn("column", Text.of("Column"), width=18),
        ReportColumn("value", Text.of("Value"), width=22),
        ReportColumn("message", Text.of("Problem"), width=54),
        ReportColumn("fix", Text.of("What to do"), width=54),
    ),
)
SOURCES = ReportTable(
    "sources",
    Text.within("sheet", "Sources"),
    Text.within("title", "Sources"),
    Text.of("Rows = used + duplicate + out of scope + set aside."),
    Text.of("No files were read."),
    (
        ReportColumn("file", Text.of("File"), width=44),
        ReportColumn("sha256", Text.of("SHA-256"), width=34),
        ReportColumn("table", Text.of("Table"), width=14, words=table_word),
        ReportColumn("format", Text.of("Format"), width=24),
        _count("rows", Text.of("Rows")),
        _count("used", Text.within("rows", "Used")),
        _count("duplicate", Text.of("Duplicate")),
        _count("out_of_scope", Text.of("Out of scope")),
        _count("set_aside", Text.of("Set aside")),
    ),
)

CLOCK_DIFFERENCES = ReportTable(
    "clock-differences",
    Text.of("Clock differences"),
    Text.of("Where a clock's own verdict differs"),
    Text.of("To be looked at only: nothing here is added up, and no amount depends on it."),
    Text.of("The clocks agree with this month."),
    (
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        _DATE,
        ReportColumn("reason", Text.of("Likely reason"), width=22, words=words.reason_word),
        ReportColumn("clock_result", Text.of("Clock: result"), width=22),
        _count("clock_late_minutes", Text.of("Clock: minutes late"), summed=False),
        _count("clock_early_minutes", Text.of("Clock: minutes early"), summed=False),
        _count("clock_absent_minutes", Text.of("Clock: minutes absent"), summed=False),
        _count("clock_missing_punches", Text.of("Clock: punches missing"), summed=False),
        ReportColumn("clock_shift", Text.of("Clock: shift"), width=20),
        ReportColumn("shift", Text.of("Shift"), width=16),
        ReportColumn("verdict", Text.of("Verdict"), width=22, words=words.verdicts_words),
        _count("late_minutes", Text.of("Minutes late"), summed=False),
        _count("early_minutes", Text.of("Minutes early"), summed=False),
        ReportColumn("explanation_zh", Text.of("Explanation (Chinese)"), width=64),
        ReportColumn("explanation_en", Text.within("the English one", "Explanation"), width=64),
        ReportColumn("source", Text.of("Source (file:row)"), width=30),
    ),
    sheet_order=(
        *("employee_id", "name", "store", "date", "reason", "explanation_{language}", "clock_result"),
        *("clock_late_minutes", "clock_early_minutes", "clock_absent_minutes", "clock_missing_punches", "clock_shift"),
        *("shift", "verdict", "late_minutes", "early_minutes", "source"),
    ),
)
"""Written only where a clock gave verdicts of its own."""

LAW = ReportTable(
    "law",
    Text.of("Law"),
    Text.of("The check of deductions against the law"),
    Text.of("Not legal advice."),
    Text.of("No deductions this month."),
    (
        ReportColumn("entry_id", Text.of("Entry ID"), width=30),
        _EMPLOYEE_ID,
        _NAME,
        _DATE,
        ReportColumn("rule", Text.of("Rule"), width=20, words=words.rule_word),
        ReportColumn("kind", Text.of("Kind"), width=12, words=words.charge_kind_word),
        _money("asked", Text.of("Asked")),
        _money("allowed", Text.of("Allowed")),
        _money("cut", Text.within("amount", "Cut")),
        ReportColumn("limit", Text.within("law", "Limit"), width=20),
        ReportColumn("basis", Text.of("Basis"), width=12),
        ReportColumn("mark", Text.of("Reliability"), width=6),
        ReportColumn("citation", Text.of("Citation"), width=40),
        ReportColumn("profile", Text.of("Profile"), width=30),
        ReportColumn("status", Text.of("Status"), width=14, words=words.law_status_word),
        ReportColumn("notes_zh", Text.of("Notes (Chinese)"), width=64),
        ReportColumn("notes_en", Text.of("Notes"), width=64),
    ),
)
CARRIED = ReportTable(
    "carried",
    Text.of("Carried"),
    Text.of("Losses carried to the next month"),
    Text.of("To be read as the table `carried` of the next month."),
    Text.of("Nothing is carried."),
    (
        _EMPLOYEE_ID,
        ReportColumn("entry_id", Text.of("Entry ID"), width=30),
        _DATE,
        _money("amount", Text.of("Amount")),
        ReportColumn("clause", Text.of("Clause"), width=12),
        ReportColumn("period", Text.of("Month of deduction"), width=12),
    ),
)
"""Written only where something is carried."""

REPORT_TABLES = (LEDGER, ADJUSTMENTS, ATTENDANCE, SWAPS, PROBLEMS, SOURCES)
SHEETS = (ADJUSTMENTS, LEDGER, ATTENDANCE, SWAPS, PROBLEMS, SOURCES)
"""The same tables in the order of the workbook: first what payroll needs, last what backs it."""
