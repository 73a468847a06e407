"""Discipline in words: what is counted, and the steps that are proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from payroll.language import PAUSE, Text
from payroll.policy.discipline_rule import COUNTABLE, OF_CODE, DisciplineRule, DisciplineStep
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section, example_text, listed, proposal
from payroll.policy.words import WINDOWS, action_text, ordinal

_COUNTED: Mapping[str, Text] = {
    "lateness": Text("迟到", "lateness"),
    "early-departure": Text("早退", "early departures"),
    "absence": Text("旷工", "absences"),
    "missing-punch": Text("缺卡", "missing punches"),
    "swap-quota": Text("换班超过次数", "swaps beyond the limit"),
    "swap-notice": Text("换班申请过晚", "swaps asked for too late"),
    "handover": Text("交接不到位", "failed hand-overs"),
    "handover-record": Text("缺交接记录", "missing hand-over records"),
    "daily-report": Text("缺工作报告", "missing reports"),
    "meeting": Text("缺席例会", "missed meetings"),
    "leave-notice": Text("请假申请过晚", "leave asked for too late"),
    "complaint": Text("投诉", "complaints"),
    "incident": Text("违纪", "incidents"),
    "fatal-error": Text("质检致命错误", "fatal errors"),
    "response-time": Text("响应过慢", "response times below the bound"),
}


def describe_discipline(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield the rule on discipline."""
    rule = rules.discipline
    if rule is None:
        return
    yield Section(
        "discipline",
        Text("纪律处分", "Discipline"),
        rule.clause,
        (
            Text(
                "以下各项合并计次，到某一次时提议一个步骤。",
                "What is listed here is counted together; at certain numbers a step is proposed.",
            ),
        ),
        (
            Fact("discipline.counts", Text("计入", "Counted"), listed(_names(rules, rule))),
            Fact("discipline.window", Text("计次期间", "Numbered within"), WINDOWS[rule.window]),
            *(_step(step, is_last=step is rule.steps[-1]) for step in rule.steps),
        ),
        examples=(_example_of(rule),),
    )


def _names(rules: Rules, rule: DisciplineRule) -> Iterator[Text]:
    """Yield what is counted, in the order of the file: rules first, then incidents by their codes."""
    yield from (_COUNTED[name] for name in COUNTABLE if name in rule.counts)
    for code, incident in rules.incidents.items():
        if OF_CODE + code in rule.counts:
            yield Text(f"“{incident.title.zh}”", f"«{incident.title.en}»")


def _step(step: DisciplineStep, *, is_last: bool) -> Fact:
    topic = Text(f"第 {step.count} 次", f"The {ordinal(step.count)} time")
    if is_last:
        topic = Text(f"第 {step.count} 次起，每次", f"The {ordinal(step.count)} time and each later one")
    return Fact(f"discipline.step (count = {step.count})", topic, proposal(step.action))


def _example_of(rule: DisciplineRule) -> Text:
    """Return what as many times as reach the last step propose, one by one."""
    times = max(2, rule.steps[-1].count)
    steps = [(number, step) for number in range(1, times + 1) if (step := rule.step(number))]
    told = PAUSE.join(_proposed(number, action_text(step.action)) for number, step in steps)
    return example_text(Text(f"一共 {times} 次：{told.zh}", f"{times} times in all: {told.en}"))


def _proposed(number: int, action: Text) -> Text:
    return Text(f"第 {number} 次提议“{action.zh}”", f"«{action.en}» is proposed at the {ordinal(number)}")
