"""Records that are kept, in words: daily reports, hand-over records, meetings."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text, same
from payroll.local_forms import weekday_text
from payroll.period import clock
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.record_rules import DailyReportRule, MeetingRule
from payroll.policy.sentences.occurrences import OffenceWords, offence_section
from payroll.policy.sentences.parts import Fact, Section
from payroll.policy.words import DAILY_REPORT, HANDOVER_RECORD, MEETING

_REPORT = OffenceWords(
    Text.of("Daily report"),
    Text.of("Each day worked needs a complete report; a day without one, or with one that is too late, counts once."),
    Text.of("without a report"),
)
_HANDOVER = OffenceWords(
    Text.of("Hand-over record"),
    Text.of("Each shift worked needs a complete hand-over record; a day that lacks any counts once."),
    Text.of("without a hand-over record"),
)
_MEETING = OffenceWords(
    Text.of("Meetings"),
    Text.of(
        "Everybody attends and reports; missing either counts once. Whoever has approved leave at the time or is "
        "excused need not."
    ),
    Text.of("missing a meeting"),
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
    when = Text.of("at any time")
    if rule.due_hours == 0:
        when = Text.of("by the end of the day's last shift")
    elif rule.due_hours:
        when = Text.counted(
            "within {count} hour of the end of the day's last shift",
            "within {count} hours of the end of the day's last shift",
            rule.due_hours,
        )
    return Fact("daily_report.due_hours", Text.of("Handed in"), when)


def _when(rule: MeetingRule) -> Iterator[Fact]:
    yield Fact("meetings.weekday", Text.of("Each week on"), weekday_text(rule.weekday))
    time = clock(rule.time)
    yield Fact("meetings.time", Text.of("At"), same(time))
