"""The tables of records that some rules ask for: reports, meetings, scores, contracts and the like.

Declarations only, as in ``payroll.tables``, where their frames are described.
"""

from __future__ import annotations

from payroll.table import Table, may, must
from payroll.table_words import GRADE_WORDS, KEPT_WORDS, MEETING_WORDS, RULE_WORDS

_EMPLOYEE = must("employee_id", "工号", "员工编号", "员工工号", kind="employee")
_DATE = must("date", "日期", kind="day")
_NOTE = may("note", "备注")

REPORTS = Table(
    "reports",
    "工作报告",
    (
        _EMPLOYEE,
        _DATE,
        may("handed_in_at", "提交时间", kind="minute"),
        may("status", "状态", kind="word", words=KEPT_WORDS),
        _NOTE,
    ),
)
HANDOVERS = Table(
    "handovers",
    "交接记录",
    (_EMPLOYEE, _DATE, may("status", "状态", kind="word", words=KEPT_WORDS), _NOTE),
    each_row_counts=True,  # two shifts of a day have two records
)
MEETINGS = Table(
    "meetings",
    "例会",
    (_EMPLOYEE, _DATE, must("status", "状态", kind="word", words=MEETING_WORDS), _NOTE),
    key=("employee_id", "date"),
)
PROMOTIONS = Table(
    "promotions",
    "促销",
    (
        _EMPLOYEE,
        _DATE,
        may("shift", "班次"),
        may("start", "上班时间", kind="time"),
        may("end", "下班时间", kind="time"),
        _NOTE,
    ),
)
SCORES = Table(
    "scores",
    "质检",
    (
        must("sample_id", "抽检编号", "样本编号", kind="id"),
        _EMPLOYEE,
        _DATE,
        must("item", "项目"),
        must("grade", "等级", kind="word", words=GRADE_WORDS),
        _NOTE,
    ),
    key=("sample_id", "item"),
    together="sample_id",
)
CHATS = Table(
    "chats",
    "会话",
    (
        must("conversation_id", "会话编号", kind="id"),
        _EMPLOYEE,
        must("time", "时间", "会话时间", kind="minute"),
        may("first_response_seconds", "首次响应秒数", kind="count"),
        may("slowest_response_seconds", "最慢响应秒数", kind="count"),
        may("characters_per_minute", "每分钟字数", kind="count"),
    ),
    key=("conversation_id",),
)
SALES = Table(
    "sales",
    "销售",
    (must("sale_id", "销售编号", kind="id"), _EMPLOYEE, _DATE, must("amount", "金额", kind="money"), _NOTE),
    key=("sale_id",),
)
HISTORY = Table(
    "history",
    "历史",
    (_EMPLOYEE, _DATE, must("rule", "规则", words=RULE_WORDS), may("entry_id", "记录编号"), may("code", "事项")),
)
CONTRACTS = Table(
    "contracts",
    "合同",
    (
        _EMPLOYEE,
        must("start", "开始日期", kind="day"),
        may("end", "结束日期", kind="day"),
        may("loss_clause", "赔偿条款"),
        may("probation_months", "试用期月数", kind="count"),
    ),
    key=("employee_id", "start"),
)
ACKNOWLEDGEMENTS = Table(
    "acknowledgements",
    "签收",
    (_EMPLOYEE, must("policy", "制度"), must("version", "制度日期", kind="day"), must("date", "签收日期", kind="day")),
)
CARRIED = Table(
    "carried",
    "结转",
    (
        _EMPLOYEE,
        must("entry_id", "记录编号", kind="id"),
        _DATE,
        must("amount", "金额", kind="money"),
        may("clause", "条款"),
        may("period", "扣款月份"),
    ),
    key=("entry_id",),
)

RECORD_TABLES: tuple[Table, ...] = (
    REPORTS,
    HANDOVERS,
    MEETINGS,
    PROMOTIONS,
    SCORES,
    CHATS,
    SALES,
    HISTORY,
    CONTRACTS,
    ACKNOWLEDGEMENTS,
    CARRIED,
)
