"""Swaps and failed hand-overs in words."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text, counted
from payroll.policy.model import Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section, costs_amount, example_text, kind_fact, summed
from payroll.policy.words import ordinal

_COUNTS = {"both": Text("双方", "both parties"), "requester": Text("申请人", "the one who asks")}
_CHARGE = {
    "both": Text("双方，各扣一次", "both parties, each of them"),
    "requester": Text("申请人", "the one who asked to swap"),
    "counterpart": Text("对班人", "the one who took the shift"),
}


def describe_swaps(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rule of swaps."""
    rule = rules.swaps
    if rule is None:
        return
    notice = Text("班次开始之前", "before the shift starts")
    if rule.notice_hours:
        notice = Text(
            f"最早的班次开始前 {rule.notice_hours} 小时",
            f"{counted(rule.notice_hours, 'hour')} before the earliest shift that moves",
        )
    beyond = rule.limit + 1
    told = Text(
        f"当期第 {beyond} 次换班超过上限", f"the {ordinal(beyond)} swap of a pay period is one more than is allowed"
    )
    if rule.amount:
        total = summed([rule.amount, rule.amount], example)
        swaps = rule.limit + 2
        told = Text(
            f"当期换班 {swaps} 次，超过上限 2 次：{total}",
            f"{swaps} swaps in a pay period, two more than are allowed: {total}",
        )
    yield Section(
        "swaps",
        Text("换班", "Swaps"),
        rule.clause,
        (Text("换班须经批准。", "A swap needs approval."),),
        (
            Fact(
                "swaps.limit",
                Text("每个计薪周期最多", "Most swaps in a pay period"),
                Text(f"{rule.limit} 次", f"{rule.limit}"),
            ),
            Fact("swaps.counts", Text("计入", "Counted for"), _COUNTS[rule.counts]),
            Fact("swaps.notice_hours", Text("最晚申请时间", "To be asked for at the latest"), notice),
            Fact(
                "swaps.amount",
                Text("每次超过上限或申请过晚", "Each swap beyond that, or asked for too late"),
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
        Text("交接", "Hand-over"),
        rule.clause,
        (
            Text(
                "换来的班次无人到岗，又没有记录为“已交接清楚”的，扣款。",
                "If nobody came to a swapped shift and its hand-over is not recorded as complete, there is a charge.",
            ),
        ),
        (
            Fact("handover.amount", Text("每次", "Each time"), costs_amount(rule.amount, rules.currency)),
            Fact("handover.charge", Text("扣谁", "Charged to"), _CHARGE[rule.charge]),
            kind_fact("handover", rule.kind),
        ),
        examples=(example_text(Text(f"一个班次空班，共扣 {total}", f"one empty shift, in all: {total}")),)
        if rule.amount
        else (),
    )
