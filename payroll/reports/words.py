"""The words of the contract, as people read them: rules, verdicts, kinds of line, actions, severities.

The CSV files keep the contract's own words; the workbook and the screen show these. A word that is
not known here, such as an action that a policy file names freely, is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Mapping

from payroll.language import COMMA, SEMICOLON, Language, Text
from payroll.policy.words import ACTIONS

RULES: Mapping[str, Text] = {
    "lateness": Text("迟到", "Lateness"),
    "early-departure": Text("早退", "Early departure"),
    "absence": Text("缺勤", "Absence"),
    "missing-punch": Text("缺卡", "Missing punch"),
    "swap-quota": Text("换班超过次数", "Swap over quota"),
    "swap-notice": Text("换班申请过晚", "Late swap request"),
    "handover": Text("交接不到位", "Failed hand-over"),
    "complaint": Text("投诉", "Complaint"),
    "probation": Text("试用期", "Probation"),
    "leave-notice": Text("请假申请过晚", "Late leave request"),
    "incident": Text("违纪", "Incident"),
    "addition": Text("奖金提成", "Addition"),
    "loss-carried": Text("结转的损失赔偿", "Loss carried over"),
    "daily-report": Text("工作报告", "Daily report"),
    "meeting": Text("例会", "Meeting"),
    "handover-record": Text("交接记录", "Hand-over record"),
    "scorecard": Text("质检评分", "Scorecard"),
    "fatal-error": Text("致命错误", "Fatal error"),
    "response-time": Text("响应时间", "Response time"),
    "discipline": Text("纪律处分", "Discipline"),
    "commission": Text("提成", "Commission"),
    "full-attendance": Text("全勤奖", "Full attendance"),
    "star": Text("星级奖金", "Star bonus"),
    "part-month": Text("入离职折算", "Part month"),
    "probation-pay": Text("试用期工资", "Probation pay"),
    "absence-limit": Text("缺勤扣款限额返还", "Absence limit"),
    "guard": Text("扣款限额返还", "Deduction cap"),
}
KINDS: Mapping[str, Text] = {
    "charge": Text("扣款", "Charge"),
    "addition": Text("增发", "Addition"),
    "wage": Text("工资折算", "Part of the wage"),
    "notice": Text("记录", "Notice"),
    "relief": Text("返还", "Relief"),
    "correction": Text("更正", "Correction"),
    "waiver": Text("免除", "Waiver"),
}
ABOUT_OTHERS: Mapping[str, Text] = {
    "correction": Text("更正", "Corrections"),
    "waiver": Text("免除", "Waivers"),
}
"""The kinds of line that change what another line came to, as sums of their own are called."""
VERDICTS: Mapping[str, Text] = {
    "ok": Text("正常", "OK"),
    "late": Text("迟到", "Late"),
    "early": Text("早退", "Left early"),
    "missing-in": Text("缺上班卡", "No arrival punch"),
    "missing-out": Text("缺下班卡", "No departure punch"),
    "absent": Text("缺勤", "Absent"),
    "leave": Text("请假", "On leave"),
    "unclear": Text("待核实", "To be checked"),
}
REASONS: Mapping[str, Text] = {
    "unknown-person": Text("员工表中没有此人", "Unknown person"),
    "not-employed": Text("当天不在职", "Not employed"),
    "unclear": Text("待核实", "To be checked"),
    "leave": Text("有请假", "Leave"),
    "swap": Text("换过班", "Swap"),
    "rest-day": Text("休息日", "Day off"),
    "no-shift": Text("没有班次", "No shift"),
    "missing-punch": Text("缺卡", "Missing punch"),
    "other-rule": Text("规则不同", "Other rule"),
}
"""Why a clock may say something else than we do."""
CHANGES: Mapping[str, Text] = {
    "changed": Text("改变", "Changed"),
    "gone": Text("不再有", "Gone"),
    "new": Text("新有", "New"),
}
"""What becomes of a ledger line under another policy."""
LAW_STATUSES: Mapping[str, Text] = {
    "allowed": Text("未见限制", "No limit found"),
    "cut": Text("已减少", "Cut"),
    "refused": Text("不得扣除", "Refused"),
    "review": Text("待审议", "To be reviewed"),
    "not-checked": Text("未检查", "Not checked"),
}
"""What the check against the law says of a line. Not legal advice."""
CHARGE_KINDS: Mapping[str, Text] = {
    "absence": Text("未工作时间", "Time not worked"),
    "loss": Text("损失赔偿", "Loss"),
    "discipline": Text("处分", "Discipline"),
}
DECISIONS: Mapping[str, Text] = {
    "yes": Text("是", "Yes"),
    "no": Text("否", "No"),
    "postponed": Text("暂缓", "Postponed"),
    "waive": Text("免除", "Waive"),
}
"""What a person decides of a line."""
ACTION_QUESTIONS: Mapping[str, Text] = {
    "dismissal-review": Text("是否辞退？", "Dismiss?"),
    "probation-review": Text("是否终止试用？", "End the employment in probation?"),
    "probation-decision": Text("是否转正？", "Confirm the employment?"),
    "warning": Text("是否给予警告？", "Give a warning?"),
    "oral-warning": Text("是否给予口头警告？", "Give an oral warning?"),
    "written-warning": Text("是否给予书面警告？", "Give a written warning?"),
    "demotion-review": Text("是否降职？", "Demote?"),
    "discipline-review": Text("是否给予纪律处分？", "Take disciplinary action?"),
    "scorecard-review": Text("是否按质检评分处理？", "Act on the score?"),
    "response-time-review": Text("是否按响应时间处理？", "Act on the response times?"),
    "full-attendance-review": Text("是否发放全勤奖？", "Pay the award for full attendance?"),
}
"""What a person is asked where a line proposes an action."""
METHODS: Mapping[str, Text] = {
    "free": Text("不扣款", "No charge"),
    "each": Text("固定金额", "Fixed amount"),
    "percent": Text("基数 × 比率%", "Base × rate %"),
    "daily": Text("日工资 × 比率", "Daily wage × rate"),
    "hourly": Text("小时工资 × 比率", "Hourly wage × rate"),
    "part": Text("按天折算", "Share of the month"),
    "tiers": Text("分档累计", "By tiers"),
    "": Text("直接取台账金额", "As in the ledger"),
}
"""How an amount is worked out in the workbook."""
SEVERITIES: Mapping[str, Text] = {
    "error": Text("错误", "Error"),
    "warning": Text("提醒", "Warning"),
}


def rule_word(rule: str, language: Language) -> str:
    """Return the name of a rule: ``lateness`` is ``迟到``."""
    return _word(RULES, rule, language)


def kind_word(kind: str, language: Language) -> str:
    """Return the name of a kind of ledger line: ``charge`` is ``扣款``."""
    return _word(KINDS, kind, language)


def change_word(change: str, language: Language) -> str:
    """Return what becomes of a line under another policy: ``gone`` is ``不再有``."""
    return _word(CHANGES, change, language)


def law_status_word(status: str, language: Language) -> str:
    """Return what the check against the law says of a line: ``not-checked`` is ``未检查``."""
    return _word(LAW_STATUSES, status, language)


def charge_kind_word(kind: str, language: Language) -> str:
    """Return the name of a kind of charge: ``loss`` is ``损失赔偿``."""
    return _word(CHARGE_KINDS, kind, language)


def decision_word(decision: str, language: Language) -> str:
    """Return the name of a decision: ``waive`` is ``免除``."""
    return _word(DECISIONS, decision, language)


def severity_word(severity: str, language: Language) -> str:
    """Return the name of a problem's severity: ``error`` is ``错误``."""
    return _word(SEVERITIES, severity, language)


def verdict_words(verdict: str, language: Language) -> str:
    """Return a verdict, its parts one by one: ``late+missing-out`` is ``迟到、缺下班卡``."""
    first, *others = (_word(VERDICTS, part, language) for part in verdict.split("+"))
    return COMMA.to(language).join((first, *(part[:1].lower() + part[1:] for part in others)))


def verdicts_words(verdicts: str, language: Language) -> str:
    """Return the verdicts of several shifts, joined with ``; ``, by their names."""
    return SEMICOLON.to(language).join(verdict_words(part, language) for part in verdicts.split("; "))


def reason_word(reason: str, language: Language) -> str:
    """Return the name of a reason why a clock says something else: ``leave`` is ``有请假``."""
    return _word(REASONS, reason, language)


def action_words(actions: str, language: Language) -> str:
    """Return actions joined with ``; `` by their names, joined in the same way."""
    return SEMICOLON.to(language).join(_word(ACTIONS, part, language) for part in actions.split("; "))


def _word(words: Mapping[str, Text], word: str, language: Language) -> str:
    return words[word].to(language) if word in words else word
