"""Months under another policy, as files: four tables and a workbook of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

import pandas as pd

from payroll.language import Language, Text
from payroll.local_forms import month_name
from payroll.reports import words
from payroll.reports.columns import ReportColumn, ReportTable
from payroll.reports.csv_files import write_csv
from payroll.reports.folder import output_to
from payroll.reports.workbook import write_workbook

_PERIOD = ReportColumn("period", Text("工资月份", "Pay period"), width=12)
_EMPLOYEE_ID = ReportColumn("employee_id", Text("工号", "Employee ID"), width=16)
_NAME = ReportColumn("name", Text("姓名", "Name"), width=22)
_STORE = ReportColumn("store", Text("门店", "Store"), width=20)
_RULE = ReportColumn("rule", Text("规则", "Rule"), width=20, words=words.rule_word)


def _count(name: str, zh: str, en: str) -> ReportColumn:
    return ReportColumn(name, Text(zh, en), "count", 10, summed=True)


def _text(name: str, zh: str, en: str, width: int, *, printed: bool = True) -> ReportColumn:
    return ReportColumn(name, Text(zh, en), width=width, printed=printed)


def _actions(name: str, zh: str, en: str) -> ReportColumn:
    return ReportColumn(name, Text(zh, en), width=24, words=words.action_words)


_AMOUNTS = (
    ReportColumn("before", Text("原制度", "Before"), "money", 16, summed=True),
    ReportColumn("after", Text("新制度", "After"), "money", 16, summed=True),
    ReportColumn("difference", Text("差额", "Difference"), "money", 16, summed=True),
)
_NO_DIFFERENCE = Text("两种制度下没有不同。", "Nothing differs under the two policies.")
_NOTE = Text(
    "差额为正数：员工多得；为负数：员工少得。试算不入账。",
    "A difference above 0 is a gain for the employee, below 0 a loss. Nothing of this is recorded.",
)
PEOPLE = ReportTable(
    "simulation-people",
    Text("员工", "People"),
    Text("换一种制度试算：员工", "Under another policy: people"),
    _NOTE,
    Text("没有可以比较的员工。", "There is nobody to compare."),
    (
        _PERIOD,
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        _text("policy_before", "原制度版本", "Policy before", 44, printed=False),
        _text("policy_after", "新制度版本", "Policy after", 44, printed=False),
        _count("lines", "不同的记录", "Lines that differ"),
        *_AMOUNTS,
        _actions("actions_before", "原待处理", "Actions before"),
        _actions("actions_after", "新待处理", "Actions after"),
    ),
    sheet_order=(
        *("employee_id", "name", "store", "period", "before", "after", "difference", "lines"),
        *("actions_before", "actions_after", "policy_before", "policy_after"),
    ),
)
STORES = ReportTable(
    "simulation-stores",
    Text("门店", "Stores"),
    Text("换一种制度试算：门店", "Under another policy: stores"),
    _NOTE,
    Text("没有可以比较的员工。", "There is nobody to compare."),
    (
        _PERIOD,
        _STORE,
        _count("people", "人数", "People"),
        _count("gaining", "多得的人", "Gaining"),
        _count("losing", "少得的人", "Losing"),
        *_AMOUNTS,
    ),
)
RULES = ReportTable(
    "simulation-rules",
    Text("规则", "Rules"),
    Text("换一种制度试算：规则", "Under another policy: rules"),
    _NOTE,
    Text("两种制度下都没有台账记录。", "There is no ledger entry under either policy."),
    (
        _PERIOD,
        _RULE,
        _count("lines_before", "原条数", "Lines before"),
        _count("lines_after", "新条数", "Lines after"),
        *_AMOUNTS,
    ),
)
LINES = ReportTable(
    "simulation-lines",
    Text("记录", "Lines"),
    Text("换一种制度试算：不同的记录", "Under another policy: the lines that differ"),
    _NOTE,
    _NO_DIFFERENCE,
    (
        _PERIOD,
        _text("entry_id", "记录编号", "Entry ID", 30, printed=False),
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        ReportColumn("date", Text("日期", "Date"), "day", 14),
        _RULE,
        ReportColumn("change", Text("变化", "Change"), width=12, words=words.change_word),
        *_AMOUNTS,
        _actions("action_before", "原处理", "Action before"),
        _actions("action_after", "新处理", "Action after"),
        _text("policy_before", "原制度版本", "Policy before", 44, printed=False),
        _text("policy_after", "新制度版本", "Policy after", 44, printed=False),
        _text("explanation_before_zh", "原说明", "Explanation before (Chinese)", 56),
        _text("explanation_after_zh", "新说明", "Explanation after (Chinese)", 56),
        _text("explanation_before_en", "原说明（英文）", "Explanation before", 56),
        _text("explanation_after_en", "新说明（英文）", "Explanation after", 56),
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
    title: ClassVar[Text] = Text("换一种制度试算", "Under another policy")

    def months(self, language: Language) -> str:
        """Return the months that were tried; of more than three, the first and the last."""
        named = [month_name(period, language) for period in self.periods]
        if len(named) > 3:
            return f"{named[0]} – {named[-1]}"
        return Text("、", ", ").to(language).join(named)

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
