"""The tables that are read: their columns, headings, types and words, and how the heart sees them.

Declarations only. ``payroll.intake`` turns files into these tables, ``payroll.month`` judges them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from payroll.record_tables import RECORD_TABLES
from payroll.table import Table, may, must
from payroll.table_words import (
    APPROVAL_WORDS,
    CATEGORY_WORDS,
    COMPLAINT_WORDS,
    DECISION_WORDS,
    HANDOVER_WORDS,
    SOURCE_WORDS,
)

if TYPE_CHECKING:
    import pandas as pd

ROW_USED, ROW_OUT_OF_SCOPE, ROW_SET_ASIDE, ROW_DUPLICATE = 0, 1, 2, 3
"""What became of a row: it counts, it is about something else, it is in error, it is there twice."""

_EMPLOYEE = must("employee_id", "工号", "员工编号", "员工工号", kind="employee")
_EFFECTIVE_FROM = must("effective_from", "生效日期", kind="day")

EMPLOYEES = Table(
    "employees",
    "员工",
    (
        must("employee_id", "工号", "员工编号", "员工工号", kind="id"),
        must("name", "姓名"),
        may("store", "门店"),
        may("position", "岗位"),
        may("policy", "制度"),
        must("hire_date", "入职日期", kind="day"),
        may("termination_date", "离职日期", kind="day"),
        must("base_wage", "基本工资", kind="money"),
        may("probation_end", "转正日期", kind="day"),
    ),
    key=("employee_id",),
)
WAGES = Table(
    "wages",
    "工资",
    (_EMPLOYEE, _EFFECTIVE_FROM, must("base_wage", "基本工资", kind="money")),
    key=("employee_id", "effective_from"),
)
ASSIGNMENTS = Table(
    "assignments",
    "任职",
    (_EMPLOYEE, _EFFECTIVE_FROM, may("policy", "制度"), may("store", "门店"), may("position", "岗位")),
    key=("employee_id", "effective_from"),
)
SHIFTS = Table(
    "shifts",
    "排班",
    (
        _EMPLOYEE,
        must("date", "日期", kind="day"),
        may("shift", "班次"),
        may("start", "上班时间", kind="time"),
        may("end", "下班时间", kind="time"),
    ),
)
PUNCHES = Table(
    "punches",
    "打卡",
    (_EMPLOYEE, must("time", "打卡时间", kind="minute"), may("device", "设备"), may("mark", "标记", "打卡标记")),
)
SWAPS = Table(
    "swaps",
    "换班",
    (
        must("swap_id", "编号", "换班编号", kind="id"),
        must("requester_id", "申请人", "申请人工号", kind="id"),
        must("counterpart_id", "对班人", "对班人工号", kind="id"),
        must("date", "日期", "换班日期", kind="day"),
        may("counterpart_date", "对班日期", kind="day"),
        must("requested_at", "申请时间", kind="minute"),
        must("status", "状态", kind="word", words=APPROVAL_WORDS),
        may("approved_by", "审批人"),
        may("handover", "交接", kind="word", words=HANDOVER_WORDS),
    ),
    key=("swap_id",),
)
COMPLAINTS = Table(
    "complaints",
    "投诉",
    (
        must("complaint_id", "编号", "投诉编号", kind="id"),
        _EMPLOYEE,
        must("received_at", "投诉时间", kind="minute"),
        may("decided_at", "认定时间", kind="minute"),
        must("source", "来源", kind="word", words=SOURCE_WORDS),
        must("category", "类别", words=CATEGORY_WORDS),
        may("severity", "严重程度"),
        must("status", "状态", kind="word", words=COMPLAINT_WORDS),
        may("amount", "金额", kind="money"),
        may("note", "备注"),
        may("heard_on", "申辩日期", kind="day"),
        may("act", "行为编号"),
    ),
    key=("complaint_id",),
)
LEAVE = Table(
    "leave",
    "请假",
    (
        must("leave_id", "编号", "请假编号", kind="id"),
        _EMPLOYEE,
        must("from", "开始", "开始时间", kind="day-or-minute"),
        must("to", "结束", "结束时间", kind="day-or-minute"),
        may("kind", "类型", "请假类型"),
        must("requested_at", "申请时间", kind="minute"),
        must("status", "状态", kind="word", words=APPROVAL_WORDS),
    ),
    key=("leave_id",),
)
INCIDENTS = Table(
    "incidents",
    "违纪",
    (
        must("incident_id", "编号", "违纪编号", kind="id"),
        _EMPLOYEE,
        must("date", "日期", kind="day"),
        must("code", "事项"),
        may("reported_by", "上报人"),
        may("note", "备注"),
        may("proof", "证据"),
        may("minutes", "分钟", "时长", kind="count"),
        may("approved_by", "批准人"),
        may("loss", "损失金额", kind="money"),
        may("notified_on", "通知日期", kind="day"),
        may("heard_on", "申辩日期", kind="day"),
        may("act", "行为编号"),
    ),
    key=("incident_id",),
)
ADDITIONS = Table(
    "additions",
    "奖金",
    (
        must("addition_id", "编号", "奖金编号", kind="id"),
        _EMPLOYEE,
        must("date", "日期", kind="day"),
        must("kind", "类型"),
        must("amount", "金额", kind="money"),
        may("note", "备注"),
    ),
    key=("addition_id",),
)

IDENTITIES = Table(
    "identities",
    "身份",
    (
        may("clock", "考勤机"),
        must("clock_id", "考勤机编号", "考勤编号", kind="id"),
        must("employee_id", "工号", "员工编号", "员工工号", kind="id"),
    ),
    key=("clock", "clock_id"),
)
CLOCK_CORRECTIONS = Table(
    "clock_corrections",
    "校时",
    (
        must("device", "设备"),
        must("from", "开始", "开始时间", kind="day-or-minute"),
        must("to", "结束", "结束时间", kind="day-or-minute"),
        must("minutes", "分钟", kind="minutes"),
        may("note", "备注"),
    ),
)
DECISIONS = Table(
    "decisions",
    "决定",
    (
        must("entry_id", "记录编号", kind="id"),
        must("decision", "决定", kind="word", words=DECISION_WORDS),
        must("decided_by", "决定人"),
        must("decided_on", "决定日期", kind="day"),
        must("reason", "原因", "理由"),
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
    DECISIONS,
    *RECORD_TABLES,
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
                 the row that moved it, -1 if none did), marked (bool: as a correction 补卡); sorted by
                 employee, time; exact repeats once
    swaps        swap_id, requester_id, counterpart_id (str), requester, counterpart (int32, -1 if
                 unknown), date, counterpart_date (day or NO_DAY), requested_at (minute),
                 status, approved_by, handover (str)
    complaints   complaint_id (str), employee, received_at, decided_at (minute; the time it was
                 received if the cell is empty), source, category, severity, status (str),
                 amount (int64, -1 if empty), note, heard_on (day or NO_DAY), act (str)
    leave        leave_id (str), employee, start, end (minute; a bare ``from`` is its 00:00, a bare
                 ``to`` its 24:00), whole_days (bool: both were bare dates), kind, status (str),
                 requested_at (minute)
    incidents    incident_id (str), employee, date (day), code, reported_by, note, proof (str),
                 minutes (int32, -1 if empty), approved_by (str), loss (int64, -1 if empty),
                 notified_on, heard_on (day or NO_DAY), act (str)
    additions    addition_id (str), employee, date (day), kind (str), amount (int64), note
    identities   clock, clock_id, employee_id (str)
    clock_corrections  device (str), start, end (minute), minutes (int32: so many are added to what
                 the clock wrote)
    decisions    entry_id, decision, decided_by (str), decided_on (day), reason (str)
    unclear      employee, date (day, or NO_DAY for the whole period): punches and leave that were
                 set aside, which must not become a charge by their absence

    The tables of ``payroll.record_tables`` have their columns by name: ``employee``, days, minutes, counts
    (int32, -1 if empty), money (int64, -1 if empty) and text. ``given`` names the tables that the data
    has, also empty ones: without the table itself, nothing is missing in it. ``doubtful`` tells, for each
    of them of which rows were set aside, employee and date (NO_DAY for the whole period) of those rows:
    what stood there must not become a charge by its absence. ``meetings_held`` is None, unless the tables are those
    of a part of the employees: then the meetings of everybody, as ``payroll.month.rules.meetings`` finds them.
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
    decisions: pd.DataFrame
    unclear: pd.DataFrame
    reports: pd.DataFrame
    handovers: pd.DataFrame
    meetings: pd.DataFrame
    promotions: pd.DataFrame
    scores: pd.DataFrame
    chats: pd.DataFrame
    sales: pd.DataFrame
    history: pd.DataFrame
    contracts: pd.DataFrame
    acknowledgements: pd.DataFrame
    carried: pd.DataFrame
    given: frozenset[str] = frozenset()
    doubtful: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    meetings_held: pd.DataFrame | None = None
