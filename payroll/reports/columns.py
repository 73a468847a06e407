"""What is written: for each table its columns in the order of the contract, with their headings.

Declarations only, so that the CSV files, the workbook and the screen speak of the same columns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from payroll.language import Language, Text
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

_NOTHING = Text("", "")


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


_EMPLOYEE_ID = ReportColumn("employee_id", Text("工号", "Employee ID"), width=16)
_NAME = ReportColumn("name", Text("姓名", "Name"), width=22)
_STORE = ReportColumn("store", Text("门店", "Store"), width=20)
_DATE = ReportColumn("date", Text("日期", "Date"), "day", 20)
_POLICY = ReportColumn("policy", Text("制度版本", "Policy version"), width=44, printed=False)


def table_word(table: str, language: Language) -> str:
    """Return the name of a table that was read: ``punches`` is ``打卡``."""
    names = {known.name: known.zh for known in TABLES}
    return names.get(table, table) if language == "zh" else table


def _money(name: str, zh: str, en: str) -> ReportColumn:
    return ReportColumn(name, Text(zh, en), "money", 16, summed=True)


def _count(name: str, zh: str, en: str, *, summed: bool = True) -> ReportColumn:
    return ReportColumn(name, Text(zh, en), "count", 10, summed=summed)


def _limit(name: str, zh: str, en: str) -> ReportColumn:
    return ReportColumn(name, Text(zh, en), "count", 10, empty=Text("不限", "No limit"))


LEDGER = ReportTable(
    "ledger",
    Text("台账", "Ledger"),
    Text("工资调整台账", "Ledger of pay adjustments"),
    Text(
        "每行一笔，写明所依据的规则、原始记录和算法；标黄的行需要由人决定。",
        "One line for each event, with its rule, evidence and arithmetic. A person decides on the yellow rows.",
    ),
    Text("本月没有台账记录。", "No ledger entries this month."),
    (
        ReportColumn("entry_id", Text("记录编号", "Entry ID"), width=30, printed=False),
        ReportColumn("period", Text("工资月份", "Pay period")),
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        _DATE,
        ReportColumn("rule", Text("规则", "Rule"), width=20, words=words.rule_word),
        ReportColumn("clause", Text("条款", "Clause"), width=12),
        _count("occurrence", "第几次", "No.", summed=False),
        ReportColumn("quantity", Text("分钟或天数", "Minutes or days"), "number", 10),
        _money("amount", "金额", "Amount"),
        ReportColumn("currency", Text("币种", "Currency")),
        ReportColumn("action", Text("处理", "Action"), width=24, words=words.action_words),
        ReportColumn("kind", Text("类型", "Kind"), width=12, words=words.kind_word),
        ReportColumn("corrects", Text("更正的记录", "Corrects entry"), width=30, printed=False),
        _POLICY,
        ReportColumn("evidence", Text("依据（文件:行）", "Evidence (file:row)"), width=30),
        ReportColumn("explanation_zh", Text("说明", "Explanation (Chinese)"), width=64),
        ReportColumn("explanation_en", Text("说明（英文）", "Explanation"), width=64),
    ),
    sheet_order=(
        *("employee_id", "name", "store", "date", "rule", "clause", "occurrence", "quantity", "amount"),
        *("kind", "action", "law", "explanation_{language}", "evidence", "policy", "entry_id", "corrects"),
    ),
    sheet_only=(ReportColumn("law", Text("法律检查", "Law"), width=14, words=words.law_status_word),),
)
ADJUSTMENTS = ReportTable(
    "adjustments",
    Text("调整", "Adjustments"),
    Text("工资调整表", "Pay adjustments"),
    Text(
        "扣款为负数，增发和返还为正数，“–”表示没有；标黄的行有事项需要由人决定。",
        "Deductions are negative, “–” means none. In the yellow rows something is left for a person to decide.",
    ),
    Text("本月没有在职员工。", "Nobody was employed in this month."),
    (
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        _POLICY,
        _money("base_wage", "基本工资", "Base wage"),
        replace(_money("wage_parts", "工资折算", "Wage parts"), optional=True),
        _money("lateness", "迟到", "Lateness"),
        _money("early_departure", "早退", "Early departure"),
        _money("absence", "缺勤", "Absence"),
        _money("missing_punch", "缺卡", "Missing punch"),
        _money("swaps", "换班", "Swaps"),
        _money("handover", "交接", "Hand-over"),
        _money("complaints", "投诉", "Complaints"),
        _money("incidents", "违纪", "Incidents"),
        _money("additions", "奖金提成", "Additions"),
        _money("guard", "限额返还", "Deduction cap"),
        _money("corrections", "往月更正", "Corrections"),
        _money("waivers", "免除", "Waivers"),
        _money("total", "合计", "Total"),
        _count("late_count", "迟到次数", "Times late"),
        _count("swap_count", "换班次数", "Swaps counted"),
        ReportColumn("actions", Text("待处理", "Actions"), width=28, words=words.action_words),
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
    Text("考勤", "Attendance"),
    Text("考勤明细", "Attendance"),
    Text(
        "换班后的实际班次。只写钟点的时间，与“日期”为同一天。",
        "Shifts as worked, after swaps. A time without a date lies on the day in “Date”.",
    ),
    Text("本月没有班次。", "No shifts this month."),
    (
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        _DATE,
        ReportColumn("shift", Text("班次", "Shift"), width=14),
        ReportColumn("start", Text("上班时间", "Start"), "minute", 12),
        ReportColumn("end", Text("下班时间", "End"), "minute", 12),
        ReportColumn("arrival", Text("上班打卡", "Arrival"), "minute", 12),
        ReportColumn("departure", Text("下班打卡", "Departure"), "minute", 12),
        _count("late_minutes", "迟到分钟", "Minutes late"),
        _count("early_minutes", "早退分钟", "Minutes early"),
        ReportColumn("verdict", Text("考勤结果", "Verdict"), width=28, words=words.verdict_words),
        ReportColumn("swap_id", Text("换班编号", "Swap ID"), width=16),
    ),
)
SWAPS = ReportTable(
    "swaps",
    Text("换班", "Swaps"),
    Text("换班额度", "Swap quota"),
    Text(
        "“已用”为本月已批准并计入次数的换班。",
        "“Used” counts the approved swaps of this month.",
    ),
    Text("本月没有员工可列。", "No employees to list this month."),
    (
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        _count("used", "已用", "Used"),
        _count("pending", "待审批", "Pending"),
        _limit("limit", "上限", "Limit"),
        _limit("remaining", "剩余", "Remaining"),
    ),
)
PROBLEMS = ReportTable(
    "problems",
    Text("问题", "Problems"),
    Text("数据问题", "Problems in the data"),
    Text(
        "行号与 Excel 中的行号一致。请在原文件中更正，然后重新运行。",
        "Rows count as Excel does. Correct the original file, then run again.",
    ),
    Text("没有发现问题。", "No problems were found."),
    (
        ReportColumn("severity", Text("级别", "Severity"), width=10, words=words.severity_word),
        ReportColumn("code", Text("代码", "Code"), width=22),
        ReportColumn("file", Text("文件", "File"), width=28),
        ReportColumn("sheet", Text("工作表", "Sheet"), width=14),
        _count("row", "行", "Row", summed=False),
        ReportColumn("column", Text("列", "Column"), width=18),
        ReportColumn("value", Text("内容", "Value"), width=22),
        ReportColumn("message", Text("问题", "Problem"), width=54),
        ReportColumn("fix", Text("如何处理", "What to do"), width=54),
    ),
)
SOURCES = ReportTable(
    "sources",
    Text("来源", "Sources"),
    Text("数据来源", "Sources"),
    Text(
        "总行数 = 采用 + 重复 + 不在范围 + 搁置。",
        "Rows = used + duplicate + out of scope + set aside.",
    ),
    Text("没有读取任何文件。", "No files were read."),
    (
        ReportColumn("file", Text("文件", "File"), width=44),
        ReportColumn("sha256", Text("SHA-256 校验值", "SHA-256"), width=34),
        ReportColumn("table", Text("数据表", "Table"), width=14, words=table_word),
        ReportColumn("format", Text("格式", "Format"), width=24),
        _count("rows", "总行数", "Rows"),
        _count("used", "采用", "Used"),
        _count("duplicate", "重复", "Duplicate"),
        _count("out_of_scope", "不在范围", "Out of scope"),
        _count("set_aside", "搁置", "Set aside"),
    ),
)

CLOCK_DIFFERENCES = ReportTable(
    "clock-differences",
    Text("考勤机差异", "Clock differences"),
    Text("考勤机自己的结论与这里不同之处", "Where a clock's own verdict differs"),
    Text(
        "仅供核对，不计入任何合计，也不影响金额。",
        "To be looked at only: nothing here is added up, and no amount depends on it.",
    ),
    Text("考勤机的结论与这里没有不同。", "The clocks say nothing else than this month does."),
    (
        _EMPLOYEE_ID,
        _NAME,
        _STORE,
        _DATE,
        ReportColumn("reason", Text("可能的原因", "Likely reason"), width=22, words=words.reason_word),
        ReportColumn("clock_result", Text("考勤机：结果", "Clock: result"), width=22),
        _count("clock_late_minutes", "考勤机：迟到分钟", "Clock: minutes late", summed=False),
        _count("clock_early_minutes", "考勤机：早退分钟", "Clock: minutes early", summed=False),
        _count("clock_absent_minutes", "考勤机：旷工分钟", "Clock: minutes absent", summed=False),
        _count("clock_missing_punches", "考勤机：缺卡次数", "Clock: punches missing", summed=False),
        ReportColumn("clock_shift", Text("考勤机：班次", "Clock: shift"), width=20),
        ReportColumn("shift", Text("班次", "Shift"), width=16),
        ReportColumn("verdict", Text("考勤结果", "Verdict"), width=22, words=words.verdicts_words),
        _count("late_minutes", "迟到分钟", "Minutes late", summed=False),
        _count("early_minutes", "早退分钟", "Minutes early", summed=False),
        ReportColumn("explanation_zh", Text("说明", "Explanation (Chinese)"), width=64),
        ReportColumn("explanation_en", Text("说明（英文）", "Explanation"), width=64),
        ReportColumn("source", Text("出处（文件:行）", "Source (file:row)"), width=30),
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
    Text("法律检查", "Law"),
    Text("扣款的法律检查", "The check of deductions against the law"),
    Text("不是法律意见。", "Not legal advice."),
    Text("本月没有扣款。", "No deductions this month."),
    (
        ReportColumn("entry_id", Text("记录编号", "Entry ID"), width=30),
        _EMPLOYEE_ID,
        _NAME,
        _DATE,
        ReportColumn("rule", Text("规则", "Rule"), width=20, words=words.rule_word),
        ReportColumn("kind", Text("类别", "Kind"), width=12, words=words.charge_kind_word),
        _money("asked", "扣款", "Asked"),
        _money("allowed", "可扣", "Allowed"),
        _money("cut", "减少", "Cut"),
        ReportColumn("limit", Text("限制", "Limit"), width=20),
        ReportColumn("basis", Text("依据类型", "Basis"), width=12),
        ReportColumn("mark", Text("可靠程度", "Mark"), width=6),
        ReportColumn("citation", Text("出处", "Citation"), width=40),
        ReportColumn("profile", Text("法律档案", "Profile"), width=30),
        ReportColumn("status", Text("结果", "Status"), width=14, words=words.law_status_word),
        ReportColumn("notes_zh", Text("说明", "Notes (Chinese)"), width=64),
        ReportColumn("notes_en", Text("说明（英文）", "Notes"), width=64),
    ),
)
CARRIED = ReportTable(
    "carried",
    Text("结转", "Carried"),
    Text("结转到下月的损失赔偿", "Losses carried to the next month"),
    Text("作为下月的“结转”表读入。", "To be read as the table `carried` of the next month."),
    Text("没有结转。", "Nothing is carried."),
    (
        _EMPLOYEE_ID,
        ReportColumn("entry_id", Text("记录编号", "Entry ID"), width=30),
        _DATE,
        _money("amount", "金额", "Amount"),
        ReportColumn("clause", Text("条款", "Clause"), width=12),
        ReportColumn("period", Text("扣款月份", "To be taken in"), width=12),
    ),
)
"""Written only where something is carried."""

REPORT_TABLES = (LEDGER, ADJUSTMENTS, ATTENDANCE, SWAPS, PROBLEMS, SOURCES)
SHEETS = (ADJUSTMENTS, LEDGER, ATTENDANCE, SWAPS, PROBLEMS, SOURCES)
"""The same tables in the order of the workbook: first what payroll needs, last what backs it."""
