"""Months under another policy, as files: four tables and a workbook of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

import pandas as pd

from payroll.language import COMMA, Language, Text
from payroll.local_forms import month_name
from payroll.reports import words
from payroll.reports.columns import ReportColumn, ReportTable
from payroll.reports.csv_files import write_csv
from payroll.reports.folder import output_to
from payroll.reports.workbook import write_workbook

_PERIOD = ReportColumn("period", Text.within("month", "Pay period"), width=12)
_EMPLOYEE_ID = ReportColumn("employee_id", Text.of("Employee ID"), width=16)
_NAME = ReportColumn("name", Text.of("Name"), width=22)
_STORE = ReportColumn("store", Text.of("Store"), width=20)
_RULE = ReportColumn("rule", Text.of("Rule"), width=20, words=words.rule_word)


def _count(name: str, heading: Text) -> ReportColumn:
    return ReportColumn(name, heading, "count", 10, summed=True)


def _text(name: str, heading: Text, width: int, *, printed: bool = True) -> ReportColumn:
    return ReportColumn(name, heading, width=width, printed=printed)


def _actions(name: str, heading: Text) -> ReportColumn:
    return ReportColumn(name, heading, width=24, words=words.action_words)


_AMOUNTS = (
    ReportColumn("before", Text.of("Before"), "money", 16, summed=True),
    ReportColumn("after", Text.of("After"), "money", 16, summed=True),
    ReportColumn("difference", Text.of("Difference"), "money", 16, summed=True),
)
_NO_DIFFERENCE = Text.of("Nothing differs under the two policies.")
_NOTE = Text.of("A difference above 0 is a gain for the employee, below 0 a loss. Nothing of this is recorded.")
PEOPLE = ReportTable(
    "simulation-people",
    Text.within("sheet", "People"),
    Text.of("Under another policy: people"),
    _NOTE,
    Text.of("There is nobody to compare."),
    (
        _PERIOD,
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        _text("policy_before", Text.of("Policy before"), 44, printed=False),
        _text("policy_after", Text.of("Policy after"), 44, printed=False),
        _count("lines", Text.of("Lines that differ")),
        *_AMOUNTS,
        _actions("actions_before", Text.of("Actions before")),
        _actions("actions_after", Text.of("Actions after")),
    ),
    sheet_order=(
        *("employee_id", "name", "store", "period", "before", "after", "difference", "lines"),
        *("actions_before", "actions_after", "policy_before", "policy_after"),
    ),
)
STORES = ReportTable(
    "simulation-stores",
    Text.within("sheet", "Stores"),
    Text.of("Under another policy: stores"),
    _NOTE,
    Text.of("There is nobody to compare."),
    (
        _PERIOD,
        _STORE,
        _count("people", Text.within("number", "People")),
        _count("gaining", Text.of("Gaining")),
        _count("losing", Text.of("Losing")),
        *_AMOUNTS,
    ),
)
RULES = ReportTable(
    "simulation-rules",
    Text.within("sheet", "Rules"),
    Text.of("Under another policy: rules"),
    _NOTE,
    Text.of("There is no ledger entry under either policy."),
    (
        _PERIOD,
        _RULE,
        _count("lines_before", Text.of("Lines before")),
        _count("lines_after", Text.of("Lines after")),
        *_AMOUNTS,
    ),
)
LINES = ReportTable(
    "simulation-lines",
    Text.of("Lines"),
    Text.of("Under another policy: the lines that differ"),
    _NOTE,
    _NO_DIFFERENCE,
    (
        _PERIOD,
        _text("entry_id", Text.of("Entry ID"), 30, printed=False),
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        ReportColumn("date", Text.of("Date"), "day", 14),
        _RULE,
        ReportColumn("change", Text.of("Change"), width=12, words=words.change_word),
        *_AMOUNTS,
        _actions("action_before", Text.of("Action before")),
        _actions("action_after", Text.of("Action after")),
        _text("policy_before", Text.of("Policy before"), 44, printed=False),
        _text("policy_after", Text.of("Policy after"), 44, printed=False),
        _text("explanation_before_zh", Text.of("Explanation before (Chinese)"), 56),
        _text("explanation_after_zh", Text.of("Explanation after (Chinese)"), 56),
        _text("explanation_before_en", Text.of("Explanation before"), 56),
        _text("explanation_after_en", Text.of("Explanation after"), 56),
    ),
    sheet_order=(
        *("employee_id", "name", "store", "date", "rule", "change", "before", "after", "difference"),
        *("explanation_before_{language}", "explanation_after_{language}", "action_before", "action_after"),
        *("policy_before", "policy_after", "entry_id", "period"),
    ),
)
TABLES = (PEOPLE, STORES, RULES, LINES)


@dataclass(frozen=True, slots=True)
class SimulationReport:
    """Months under another policy, ready to be written; as ``payroll.reports.result.Reported`` asks for it.

    ``frames`` holds the rows of each of ``TABLES`` by its name; ``policies`` are those that were tried.
    """

    periods: tuple[str, ...]
    first: int
    last: int
    currency: str
    places: int
    language: Language
    tool_version: str
    policies: Sequence[tuple[str, Text]]
    profile_checked: bool
    frames: Mapping[str, pd.DataFrame]

    sheets: ClassVar[tuple[ReportTable, ...]] = TABLES
    title: ClassVar[Text] = Text.of("Under another policy")

    def months(self, language: Language) -> str:
        """Return the months that were tried; of more than three, the first and the last."""
        named = [month_name(period, language) for period in self.periods]
        if len(named) > 3:
            return f"{named[0]} – {named[-1]}"
        return COMMA.to(language).join(named)

    def sheet_frame(self, table: ReportTable) -> pd.DataFrame:
        """Return the rows of a table."""
        return self.frames[table.name]


def write_simulation(report: SimulationReport, folder: Path, *, workbook: bool = True) -> tuple[Path, ...]:
    """Write the tables into ``folder`` and return the paths, the workbook last.

    Raises ``payroll.reports.folder.OutputError`` if the folder cannot be written.
    """
    with output_to(folder) as output:
        paths = [
            output.start(
                table.file, partial(write_csv, table=table, frame=report.sheet_frame(table), places=report.places)
            )
            for table in TABLES
        ]
        if workbook:
            name = f"simulation-{'-to-'.join(dict.fromkeys((report.periods[0], report.periods[-1])))}.xlsx"
            paths.append(output.start(name, partial(write_workbook, report=report)))
        output.publish()
    return tuple(paths)
