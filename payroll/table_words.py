"""The words of the tables' columns, in either language, and the contract's word for each."""

from __future__ import annotations

from collections.abc import Mapping

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
KEPT_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("complete", "完整", "已交", "已提交", "已交接", "已完成"), "complete"),
    **dict.fromkeys(("incomplete", "不完整", "未交", "未提交", "未交接", "未完成"), "incomplete"),
}
"""Whether a report or a hand-over record is as it should be."""
MEETING_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("attended", "出席", "到会", "已到"), "attended"),
    **dict.fromkeys(("no-report", "未汇报", "出席未汇报"), "no-report"),
    **dict.fromkeys(("excused", "请假", "准假", "免到"), "excused"),
    **dict.fromkeys(("missed", "缺席", "未到", "旷会"), "missed"),
}
GRADE_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("good", "好", "优", "良好"), "good"),
    **dict.fromkeys(("fair", "中", "一般", "尚可"), "fair"),
    **dict.fromkeys(("poor", "差", "不合格"), "poor"),
    **dict.fromkeys(("not-applicable", "n/a", "不适用", "无"), "not-applicable"),
    **dict.fromkeys(("fatal", "致命", "致命错误"), "fatal"),
}
DECISION_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("yes", "是", "同意"), "yes"),
    **dict.fromkeys(("no", "否", "不同意"), "no"),
    **dict.fromkeys(("postponed", "暂缓", "延期"), "postponed"),
    **dict.fromkeys(("waive", "waived", "免除", "豁免"), "waive"),
}
"""What a person decides: of what a line asks, or to take nothing for a charge."""
RULE_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("lateness", "迟到"), "lateness"),
    **dict.fromkeys(("early-departure", "early departure", "早退"), "early-departure"),
    **dict.fromkeys(("absence", "缺勤", "旷工"), "absence"),
    **dict.fromkeys(("missing-punch", "missing punch", "缺卡"), "missing-punch"),
    **dict.fromkeys(("swap-quota", "swap over quota", "换班超过次数"), "swap-quota"),
    **dict.fromkeys(("swap-notice", "late swap request", "换班申请过晚"), "swap-notice"),
    **dict.fromkeys(("handover", "failed hand-over", "交接不到位"), "handover"),
    **dict.fromkeys(("handover-record", "hand-over record", "交接记录"), "handover-record"),
    **dict.fromkeys(("daily-report", "daily report", "工作报告"), "daily-report"),
    **dict.fromkeys(("meeting", "例会"), "meeting"),
    **dict.fromkeys(("leave-notice", "late leave request", "请假申请过晚"), "leave-notice"),
    **dict.fromkeys(("complaint", "投诉"), "complaint"),
    **dict.fromkeys(("incident", "违纪"), "incident"),
    **dict.fromkeys(("fatal-error", "fatal error", "致命错误"), "fatal-error"),
    **dict.fromkeys(("response-time", "response time", "响应时间"), "response-time"),
}
"""The rules of the ledger that can be counted for discipline, also as the workbook writes them."""


def is_correction(mark: str) -> bool:
    """Tell whether the mark of a punch says that it was added later 补卡, and not made by the person's hand."""
    return any(word in mark.lower() for word in ("补卡", "补签", "correction"))
