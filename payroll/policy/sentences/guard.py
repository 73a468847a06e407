"""The bounds of what may be taken in a month, in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from payroll.language import Text
from payroll.money import decimal_text
from payroll.period import iso_day
from payroll.policy.model import GuardRule, Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section, example_text, with_wage
from payroll.policy.words import NONE, amount_text


def describe_guard(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rule of the guard."""
    rule = rules.guard
    if rule is None:
        return
    percent = decimal_text(rule.max_percent) if rule.max_percent is not None else ""
    least = amount_text(rule.minimum_wage, rules.currency) if rule.minimum_wage is not None else NONE
    profile = (
        Text(rule.profile, rule.profile)
        if rule.profile
        else Text("未对照任何法律", "none: not checked against any law")
    )
    most = Text(f"当月工资的 {percent}%", f"{percent} % of the month's wage") if percent else NONE
    yield Section(
        "guard",
        Text("扣款上限", "Upper bound of charges"),
        rule.clause,
        (
            Text(
                "当月扣款（未工作时间的工资除外）超过上限的部分退回。",
                "What the charges of a month take beyond the bound, the pay for time not worked aside, is given back.",
            ),
        ),
        (
            Fact("guard.profile", Text("适用法律", "Law"), profile),
            Fact("guard.max_percent", Text("最高", "At most"), most),
            Fact("guard.minimum_wage", Text("扣款后至少留有", "At least is left"), least),
            *_origin("max_percent", Text("上述比例", "That share"), rule.max_percent_source, rule.max_percent_since),
            *_origin(
                "minimum_wage", Text("上述金额", "That amount"), rule.minimum_wage_source, rule.minimum_wage_since
            ),
            Fact(
                "guard.by_analogy",
                Text("只能类推的法律限额", "Limits of the law that hold only by analogy"),
                Text("也适用", "act too") if rule.by_analogy else Text("不适用", "do not act"),
                rule.by_analogy,
            ),
        ),
        examples=tuple(_examples(rule, example)),
    )


def _origin(key: str, what: Text, source: str, since: int | None) -> Iterator[Fact]:
    """Yield where a figure is from, and since when it holds."""
    stated, day = Text(source, source) if source else NONE, NONE if since is None else Text(*2 * (iso_day(since),))
    yield Fact(f"guard.{key}_source", Text(f"{what.zh}的出处", f"{what.en}, source"), stated, bool(source))
    yield Fact(f"guard.{key}_since", Text(f"{what.zh}的起始日", f"{what.en}, since"), day, since is not None)


def _examples(rule: GuardRule, example: Example) -> Iterator[Text]:
    """Yield a whole month without absence, whose charges are a tenth of the wage above the smallest bound."""
    bounds = []
    if rule.max_percent is not None:
        bounds.append(int(example.base_wage * Fraction(rule.max_percent) / 100))
    if rule.minimum_wage is not None:
        bounds.append(max(example.base_wage - rule.minimum_wage, 0))
    if not bounds:
        return
    bound, beyond = min(bounds), example.base_wage // 10
    wage, (asked, allowed, back) = with_wage(example), map(example.shown, (bound + beyond, bound, beyond))
    yield example_text(
        Text(
            f"{wage.zh}整月出勤，应扣 {asked}，上限 {allowed}，退回 {asked} − {allowed} = {back}",
            f"{wage.en}a whole month worked and charges of {asked}: the bound is {allowed}, "
            f"given back {asked} − {allowed} = {back}",
        )
    )
