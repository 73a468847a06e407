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
    "lateness": Text.of("lateness"),
    "early-departure": Text.of("early departures"),
    "absence": Text.of("absences"),
    "missing-punch": Text.of("missing punches"),
    "swap-quota": Text.of("swaps beyond the limit"),
    "swap-notice": Text.of("swaps asked for too late"),
    "handover": Text.of("failed hand-overs"),
    "handover-record": Text.of("missing hand-over records"),
    "daily-report": Text.of("missing reports"),
    "meeting": Text.of("missed meetings"),
    "leave-notice": Text.of("leave asked for too late"),
    "complaint": Text.of("complaints"),
    "incident": Text.of("incidents"),
    "fatal-error": Text.of("fatal errors"),
    "response-time": Text.of("response times below the bound"),
}


def describe_discipline(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield the rule on discipline."""
    rule = rules.discipline
    if rule is None:
        return
    yield Section(
        "discipline",
        Text.of("Discipline"),
        rule.clause,
        (Text.of("What is listed here is counted together; at certain numbers a step is proposed."),),
        (
            Fact("discipline.counts", Text.of("What counts"), listed(_names(rules, rule))),
            Fact("discipline.window", Text.of("Numbered within"), WINDOWS[rule.window]),
            *(_step(step, is_last=step is rule.steps[-1]) for step in rule.steps),
        ),
        examples=(_example_of(rule),),
    )


def _names(rules: Rules, rule: DisciplineRule) -> Iterator[Text]:
    """Yield what is counted, in the order of the file: rules first, then incidents by their codes."""
    yield from (_COUNTED[name] for name in COUNTABLE if name in rule.counts)
    for code, incident in rules.incidents.items():
        if OF_CODE + code in rule.counts:
            yield Text.of("«{title}»", title=incident.title)


def _step(step: DisciplineStep, *, is_last: bool) -> Fact:
    topic = Text.of("The {nth} time", nth=ordinal(step.count), count=step.count)
    if is_last:
        topic = Text.of("The {nth} time and each later one", nth=ordinal(step.count), count=step.count)
    return Fact(f"discipline.step (count = {step.count})", topic, proposal(step.action))


def _example_of(rule: DisciplineRule) -> Text:
    """Return what as many times as reach the last step propose, one by one."""
    times = max(2, rule.steps[-1].count)
    steps = [(number, step) for number in range(1, times + 1) if (step := rule.step(number))]
    told = PAUSE.join(_proposed(number, action_text(step.action)) for number, step in steps)
    return example_text(Text.of("{times} times in all: {told}", times=times, told=told))


def _proposed(number: int, action: Text) -> Text:
    return Text.of("«{action}» is proposed at the {nth}", action=action, nth=ordinal(number), number=number)
