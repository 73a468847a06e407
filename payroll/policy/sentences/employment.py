"""Probation, part months and leave in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from payroll.language import EMPTY, Text, counted, same
from payroll.money import PAID_DAYS_PER_MONTH, decimal_text, round_half_up
from payroll.period import add_months, iso_day
from payroll.policy.model import ProbationRule, Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section, costs_amount, example_text, listed, with_wage
from payroll.policy.wage_rules import PartMonthMethod
from payroll.policy.words import NONE, action_text

_HIRED = 20_454
"""2026-01-01."""
_FIRST_DAY = 20_736
"""2026-10-10."""


def describe_probation(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield the rule of probation."""
    rule = rules.probation
    if rule is None:
        return
    ends, hired = iso_day(add_months(_HIRED, rule.months)), iso_day(_HIRED)
    review = action_text(rule.on_complaint) if rule.on_complaint else NONE
    proposal = Text(f"提议“{review.zh}”", f"«{review.en}» is proposed") if rule.on_complaint else NONE
    yield Section(
        "probation",
        Text("试用期", "Probation"),
        rule.clause,
        facts=(
            Fact(
                "probation.months",
                Text("试用期", "Probation lasts"),
                Text(f"入职起 {rule.months} 个月", f"{counted(rule.months, 'month')} from the hire date"),
            ),
            Fact("probation.on_complaint", Text("试用期内被投诉", "On a complaint in it"), proposal),
            Fact("probation.wage_percent", Text("试用期工资", "Pay in it"), _pay(rule), rule.wage_percent is not None),
        ),
        notes=(
            Text(
                "员工资料中另有试用期截止日的，以其为准。",
                "Where an employee's record names another end, that one holds.",
            ),
        ),
        examples=(
            example_text(Text(f"{hired} 入职，{ends} 转正", f"hired on {hired}, no longer on probation from {ends}")),
        ),
    )


def _pay(rule: ProbationRule) -> Text:
    if rule.wage_percent is None:
        return Text("全额", "the whole wage")
    paid = decimal_text(rule.wage_percent)
    return Text(f"工资的 {paid}%", f"{paid} % of the wage")


_METHODS: Mapping[PartMonthMethod, Text] = {
    "calendar-days": Text(
        "按日历天数：基本工资 × 在职天数 ÷ 当期天数", "by calendar days: base wage × days employed ÷ days of the period"
    ),
    "paid-days": Text(
        "按计薪天数：基本工资 × 排班天数 ÷ 21.75，不超过整月",
        "by paid days: base wage × work dates ÷ 21.75, at most the whole month's",
    ),
}
_DAYS_OF_EXAMPLE = 10


def describe_part_month(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield how the wage of a part month is counted."""
    rule = rules.part_month
    if rule is None:
        return
    days = _DAYS_OF_EXAMPLE
    wage = with_wage(example)
    whole = Fraction(30) if rule.method == "calendar-days" else Fraction(*PAID_DAYS_PER_MONTH)
    part = example.base_wage * days / whole
    amount = example.shown(round_half_up(part.numerator, part.denominator))
    told = {
        "calendar-days": Text(f"30 天的一期在职 {days} 天", f"employed on {days} of the 30 days of a period"),
        "paid-days": Text(f"入职当月排班 {days} 天", f"{days} work dates in the month of joining"),
    }[rule.method]
    yield Section(
        "part_month",
        Text("入离职当月工资", "Wage of a part month"),
        rule.clause,
        facts=(Fact("part_month.method", Text("折算", "Counted"), _METHODS[rule.method]),),
        examples=(example_text(Text(f"{wage.zh}{told.zh}：{amount}", f"{wage.en}{told.en}: {amount}")),),
    )


def describe_leave(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rule of leave."""
    rule = rules.leave
    if rule is None:
        return
    notice = Text("休假当天", "on its first day")
    if rule.notice_days:
        notice = Text(
            f"休假第一天的 {rule.notice_days} 天前", f"{counted(rule.notice_days, 'day')} before its first day"
        )
    kinds = listed(same(kind) for kind in sorted(rule.except_kinds)) if rule.except_kinds else NONE
    first, last_day = iso_day(_FIRST_DAY), iso_day(_FIRST_DAY - rule.notice_days)
    asked = Text(
        f"自 {first} 起休假，最晚 {last_day} 申请", f"leave from {first} is asked for on {last_day} at the latest"
    )
    late = EMPTY
    if rule.amount:
        amount = example.shown(rule.amount)
        late = Text(f"；过晚：{amount}", f"; later than that: {amount}")
    yield Section(
        "leave",
        Text("请假", "Leave"),
        rule.clause,
        facts=(
            Fact("leave.notice_days", Text("最晚申请时间", "To be asked for at the latest"), notice),
            Fact("leave.except_kinds", Text("不受此限的假别", "Kinds of leave that are exempt"), kinds),
            Fact(
                "leave.amount",
                Text("每次申请过晚", "Each time it is asked for too late"),
                costs_amount(rule.amount, rules.currency),
            ),
        ),
        examples=(example_text(EMPTY.join((asked, late))),),
    )
