"""Swaps and failed hand-overs in words."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section, costs_amount, example_text, kind_fact, summed
from payroll.policy.words import ordinal

_COUNTS = {"both": Text.of("both parties"), "requester": Text.of("the one who asks")}
_CHARGE = {
    "both": Text.of("both parties, each of them"),
    "requester": Text.of("the one who asked to swap"),
    "counterpart": Text.of("the one who took the shift"),
}


def describe_swaps(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rule of swaps."""
    rule = rules.swaps
    if rule is None:
        return
    notice = Text.of("before the shift starts")
    if rule.notice_hours:
        notice = Text.counted(
            "{count} hour before the earliest shift that moves",
            "{count} hours before the earliest shift that moves",
            rule.notice_hours,
        )
    beyond = rule.limit + 1
    told = Text.of("the {nth} swap of a pay period is one more than is allowed", nth=ordinal(beyond), beyond=beyond)
    if rule.amount:
        total = summed([rule.amount, rule.amount], example)
        swaps = rule.limit + 2
        told = Text.of("{swaps} swaps in a pay period, two more than are allowed: {total}", swaps=swaps, total=total)
    yield Section(
        "swaps",
        Text.of("Swaps"),
        rule.clause,
        (Text.of("A swap needs approval."),),
        (
            Fact(
                "swaps.limit",
                Text.of("Most swaps in a pay period"),
                Text.of("{limit}", limit=rule.limit),
            ),
            Fact("swaps.counts", Text.of("Counted for"), _COUNTS[rule.counts]),
            Fact("swaps.notice_hours", Text.of("To be asked for at the latest"), notice),
            Fact(
                "swaps.amount",
                Text.of("Each swap beyond that, or asked for too late"),
                costs_amount(rule.amount, rules.currency),
            ),
        ),
        examples=(example_text(told),),
    )


def describe_handover(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rule of failed hand-overs."""
    rule = rules.handover
    if rule is None:
        return
    charged = [rule.amount] * (2 if rule.charge == "both" else 1)
    total = summed(charged, example)
    yield Section(
        "handover",
        Text.of("Hand-over"),
        rule.clause,
        (
            Text.of(
                "If nobody came to a swapped shift and its hand-over is not recorded as complete, there is a charge."
            ),
        ),
        (
            Fact("handover.amount", Text.of("Each time"), costs_amount(rule.amount, rules.currency)),
            Fact("handover.charge", Text.of("Charged to"), _CHARGE[rule.charge]),
            kind_fact("handover", rule.kind),
        ),
        examples=(example_text(Text.of("one empty shift, in all: {total}", total=total)),) if rule.amount else (),
    )
