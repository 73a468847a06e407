"""The tables that are read: their columns, headings, types and words, and how the heart sees them.

Declarations only. ``payroll.intake`` turns files into these tables, ``payroll.month`` judges them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

CellKind = Literal["id", "employee", "text", "day", "time", "minute", "day-or-minute", "money", "minutes", "word"]
"""How a cell is understood:

``id``             text kept as written, must not be empty
``employee``       the id of a row of ``employees``
``text``           any text
``day``            a date, ``2026-10-08`` -> day number
``time``           a time of day, ``00:00`` to ``24:00`` -> minutes after midnight
``minute``         a timestamp, ``2026-10-08 08:42:10`` -> minutes since 1970-01-01 (seconds dropped)
``day-or-minute``  a timestamp or a bare date
``money``          a plain decimal, not negative, at most two places -> minor units
``minutes``        a whole number of minutes, with a minus before it if it is to be taken off
``word``           one of the words of the column, in either language
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its contract name, its Chinese headings (the first is the one we write)."""

    name: str
    zh: tuple[str, ...]
    kind: CellKind = "text"
    heading_required: bool = False
    value_required: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its Chinese names, its columns, and the columns that identify a row."""

    name: str
    zh: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column called ``name``."""
        return next(column for column in self.columns if column.name == name)


def _must(name: str, *zh: str, kind: CellKind = "text", words: Mapping[str, str] | None = None) -> Column:
    return Column(name, zh, kind, True, True, words or {})


def _may(name: str, *zh: str, kind: CellKind = "text", words: Mapping[str, str] | None = None) -> Column:
    return Column(name, zh, kind, False, False, words or {})


ROW_USED, ROW_OUT_OF_SCOPE, ROW_SET_ASIDE, ROW_DUPLICATE = 0, 1, 2, 3
"""What became of a row: it counts, it is about something else, it is in error, it is there twice."""

REST_WORDS = frozenset({"rest", "off", "休", "休息", "休班", "公休", "轮休"})
"""Marks of a day off in a rota; all of them become ``rest``."""

APPROVAL_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("approved", "审批通过", "已通过", "通过", "已批准", "批准", "同意", "已同意"), "approved"),
    **dict.fromkeys(("pending", "审批中", "待审批", "未审批", "申请中"), "pending"),
    **dict.fromkeys(("rejected", "已拒绝", "拒绝", "已驳回", "驳回", "不同意", "审批不通过"), "rejected"),
    **dict.fromkeys(("cancelled", "canceled", "已撤销", "撤销", "已撤回", "撤回", "已取消", "取消"), "cancelled"),
}
HANDOVER_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("complete", "完整", "已交接", "已完成"), "complete"),
    **dict.fromkeys(("incomplete", "不完整", "未交接", "未完成"), "incomplete"),
}
SOURCE_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("customer", "客户", "顾客", "买家"), "customer"),
    **dict.fromkeys(("sales", "销售", "业务员", "销售人员"), "sales"),
}
CATEGORY_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("service", "服务", "服务态度"), "service"),
    **dict.fromkeys(("product", "产品", "商品", "质量"), "product"),
}
"""Known words only: a category is free text, and another word than these stays as it is written."""
COMPLAINT_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("upheld", "属实", "成立", "有效"), "upheld"),
    **dict.fromkeys(("rejected", "不属实", "不成立", "无效"), "rejected"),
    **dict.fromkeys(("open", "处理中", "待处理", "调查中", "待核实", "未处理"), "open"),
}

_EMPLOYEE = _must("employee_id", "工号", "员工编号", "员工工号", kind="employee")
_EFFECTIVE_FROM = _must("effective_from", "生效日期", kind="day")

EMPLOYEES = Table(
    "employees",
    "员工",
    (
        _must("employee_id", "工号", "员工编号", "员工工号", kind="id"),
        _must("name", "姓名"),
        _may("store", "门店"),
        _may("position", "岗位"),
        _may("policy", "制度"),
        _must("hire_date", "入职日期", kind="day"),
        _may("termination_date", "离职日期", kind="day"),
        _must("base_wage", "基本工资", kind="money"),
        _may("probation_end", "转正日期", kind="day"),
    ),
    key=("employee_id",),
)
WAGES = Table(
    "wages",
    "工资",
    (_EMPLOYEE, _EFFECTIVE_FROM, _must("base_wage", "基本工资", kind="money")),
    key=("employee_id", "effective_from"),
)
ASSIGNMENTS = Table(
    "assignments",
    "任职",
    (_EMPLOYEE, _EFFECTIVE_FROM, _may("policy", "制度"), _may("store", "门店"), _may("position", "岗位")),
    key=("employee_id", "effective_from"),
)
SHIFTS = Table(
    "shifts",
    "排班",
    (
        _EMPLOYEE,
        _must("date", "日期", kind="day"),
        _may("shift", "班次"),
        _may("start", "上班时间", kind="time"),
        _may("end", "下班时间", kind="time"),
    ),
)
PUNCHES = Table(
    "punches",
    "打卡",
    (_EMPLOYEE, _must("time", "打卡时间", kind="minute"), _may("device", "设备")),
)
SWAPS = Table(
    "swaps",
    "换班",
    (
        _must("swap_id", "编号", "换班编号", kind="id"),
        _must("requester_id", "申请人", "申请人工号", kind="id"),
        _must("counterpart_id", "对班人", "对班人工号", kind="id"),
        _must("date", "日期", "换班日期", kind="day"),
        _may("counterpart_date", "对班日期", kind="day"),
        _must("requested_at", "申请时间", kind="minute"),
        _must("status", "状态", kind="word", words=APPROVAL_WORDS),
        _may("approved_by", "审批人"),
        _may("handover", "交接", kind="word", words=HANDOVER_WORDS),
    ),
    key=("swap_id",),
)
COMPLAINTS = Table(
    "complaints",
    "投诉",
    (
        _must("complaint_id", "编号", "投诉编号", kind="id"),
        _EMPLOYEE,
        _must("received_at", "投诉时间", kind="minute"),
        _may("decided_at", "认定时间", kind="minute"),
        _must("source", "来源", kind="word", words=SOURCE_WORDS),
        _must("category", "类别", words=CATEGORY_WORDS),
        _may("severity", "严重程度"),
        _must("status", "状态", kind="word", words=COMPLAINT_WORDS),
        _may("amount", "金额", kind="money"),
        _may("note", "备注"),
    ),
    key=("complaint_id",),
)
LEAVE = Table(
    "leave",
    "请假",
    (
        _must("leave_id", "编号", "请假编号", kind="id"),
        _EMPLOYEE,
        _must("from", "开始", "开始时间", kind="day-or-minute"),
        _must("to", "结束", "结束时间", kind="day-or-minute"),
        _may("kind", "类型", "请假类型"),
        _must("requested_at", "申请时间", kind="minute"),
        _must("status", "状态", kind="word", words=APPROVAL_WORDS),
    ),
    key=("leave_id",),
)
INCIDENTS = Table(
    "incidents",
    "违纪",
    (
        _must("incident_id", "编号", "违纪编号", kind="id"),
        _EMPLOYEE,
        _must("date", "日期", kind="day"),
        _must("code", "事项"),
        _may("reported_by", "上报人"),
        _may("note", "备注"),
    ),
    key=("incident_id",),
)
ADDITIONS = Table(
    "additions",
    "奖金",
    (
        _must("addition_id", "编号", "奖金编号", kind="id"),
        _EMPLOYEE,
        _must("date", "日期", kind="day"),
        _must("kind", "类型"),
        _must("amount", "金额", kind="money"),
        _may("note", "备注"),
    ),
    key=("addition_id",),
)

IDENTITIES = Table(
    "identities",
    "身份",
    (
        _may("clock", "考勤机"),
        _must("clock_id", "考勤机编号", "考勤编号", kind="id"),
        _must("employee_id", "工号", "员工编号", "员工工号", kind="id"),
    ),
    key=("clock", "clock_id"),
)
CLOCK_CORRECTIONS = Table(
    "clock_corrections",
    "校时",
    (
        _must("device", "设备"),
        _must("from", "开始", "开始时间", kind="day-or-minute"),
        _must("to", "结束", "结束时间", kind="day-or-minute"),
        _must("minutes", "分钟", kind="minutes"),
        _may("note", "备注"),
    ),
)

TABLES: tuple[Table, ...] = (
    EMPLOYEES,
    WAGES,
    ASSIGNMENTS,
    SHIFTS,
    PUNCHES,
    SWAPS,
    COMPLAINTS,
    LEAVE,
    INCIDENTS,
    ADDITIONS,
    IDENTITIES,
    CLOCK_CORRECTIONS,
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Where rows came from: a file (name within the data folder) and a sheet ("" if it has none)."""

    file: str
    sheet: str = ""

    def evidence(self, row: int) -> str:
        """Return ``file:row``, with the sheet where a file has several that are read."""
        return f"{self.file}[{self.sheet}]:{row}" if self.sheet else f"{self.file}:{row}"


@dataclass(frozen=True, slots=True)
class Tables:
    """One month's input as the heart sees it: clean, typed, every row with its origin.

    Every frame has ``file`` (int32, index into ``files``) and ``row`` (int32, as Excel counts).
    ``employee`` (int32) is the position in ``employees``. Days, minutes and money are integers
    (see ``payroll.period``); an empty day or minute is ``NO_DAY``, an empty text is "".

    employees    employee_id, name, store, position, policy (str), hire_date, termination_date
                 (day, FOREVER if none), base_wage (int64), probation_end (day or NO_DAY);
                 sorted by employee_id as text, ids unique
    wages        employee, effective_from (day), base_wage
    assignments  employee, effective_from (day), policy, store, position
    shifts       employee, date (day), shift (categorical of str, ``rest`` for a day off),
                 start, end (int16 minutes after midnight, 0 to 1440, -1 if empty)
    punches      employee, time (int32 minute, corrected), device (categorical of str: the clock, or
                 the file where none is named), correction (int32, position in clock_corrections of
                 the row that moved it, -1 if none did); sorted by employee, time; exact repeats once
    swaps        swap_id, requester_id, counterpart_id (str), requester, counterpart (int32, -1 if
                 unknown), date, counterpart_date (day or NO_DAY), requested_at (minute),
                 status, approved_by, handover (str)
    complaints   complaint_id (str), employee, received_at, decided_at (minute; the time it was
                 received if the cell is empty), source, category, severity, status (str),
                 amount (int64, -1 if empty), note
    leave        leave_id (str), employee, start, end (minute; a bare ``from`` is its 00:00, a bare
                 ``to`` its 24:00), whole_days (bool: both were bare dates), kind, status (str),
                 requested_at (minute)
    incidents    incident_id (str), employee, date (day), code, reported_by, note (str)
    additions    addition_id (str), employee, date (day), kind (str), amount (int64), note
    identities   clock, clock_id, employee_id (str)
    clock_corrections  device (str), start, end (minute), minutes (int32: so many are added to what
                 the clock wrote)
    unclear      employee, date (day, or NO_DAY for the whole period): punches and leave that were
                 set aside, which must not become a charge by their absence
    """

    files: tuple[SourceFile, ...]
    employees: pd.DataFrame
    wages: pd.DataFrame
    assignments: pd.DataFrame
    shifts: pd.DataFrame
    punches: pd.DataFrame
    swaps: pd.DataFrame
    complaints: pd.DataFrame
    leave: pd.DataFrame
    incidents: pd.DataFrame
    additions: pd.DataFrame
    identities: pd.DataFrame
    clock_corrections: pd.DataFrame
    unclear: pd.DataFrame
