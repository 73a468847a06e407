"""Records that are kept, in words: daily reports, hand-over records, meetings."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text, counted
from payroll.local_forms import weekday_text
from payroll.period import clock
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.record_rules import DailyReportRule, MeetingRule
from payroll.policy.sentences.occurrences import OffenceWords, offence_section
from payroll.policy.sentences.parts import Fact, Section
from payroll.policy.words import DAILY_REPORT, HANDOVER_RECORD, MEETING

_REPORT = OffenceWords(
    Text("工作报告", "Daily report"),
    Text(
        "每个出勤的日子都要交一份完整的工作报告；没有交、不完整或过了期限的，这一天算一次。",
        "Each day worked needs a complete report; a day without one, or with one that is too late, counts once.",
    ),
    Text("缺工作报告", "without a report"),
)
_HANDOVER = OffenceWords(
    Text("交接记录", "Hand-over record"),
    Text(
        "每上一个班次都要有一份完整的交接记录；记录不足的，这一天算一次。",
        "Each shift worked needs a complete hand-over record; a day that lacks any counts once.",
    ),
    Text("缺交接记录", "without a hand-over record"),
)
_MEETING = OffenceWords(
    Text("例会", "Meetings"),
    Text(
        "例会要参加并汇报；没有参加或没有汇报的，算一次。当时有批准的请假或经同意的，不算。",
        "Everybody attends and reports; not to, counts once. Whoever has approved leave at the time or is excused "
        "need not.",
    ),
    Text("缺席例会", "missing a meeting"),
)


def describe_records(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rules of daily reports, hand-over records and meetings, as far as the policy has them."""
    if rules.daily_report:
        yield offence_section(DAILY_REPORT, _REPORT, rules.daily_report, example, (_due(rules.daily_report),))
    if rules.handover_record:
        yield offence_section(HANDOVER_RECORD, _HANDOVER, rules.handover_record, example, ())
    if rules.meetings:
        yield offence_section(MEETING, _MEETING, rules.meetings, example, tuple(_when(rules.meetings)))


def _due(rule: DailyReportRule) -> Fact:
    when = Text("不限", "at any time")
    if rule.due_hours == 0:
        when = Text("当天最后一个班次结束之前", "by the end of the day's last shift")
    elif rule.due_hours:
        when = Text(
            f"当天最后一个班次结束后 {rule.due_hours} 小时以内",
            f"within {counted(rule.due_hours, 'hour')} of the end of the day's last shift",
        )
    return Fact("daily_report.due_hours", Text("期限", "Handed in"), when)


def _when(rule: MeetingRule) -> Iterator[Fact]:
    yield Fact("meetings.weekday", Text("每周", "Each week on"), weekday_text(rule.weekday))
    time = clock(rule.time)
    yield Fact("meetings.time", Text("时间", "At"), Text(time, time))
