"""What a policy charges that the law of its profile does not let stand, with the numbers (rules, section 22)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from payroll.language import EMPTY, Text
from payroll.money import PAID_DAYS_PER_MONTH, currency_places, decimal_text
from payroll.policy.kinds_soundness import AGAINST_LAW
from payroll.policy.law import shipped_laws
from payroll.policy.law_model import Kind, Law, Limit
from payroll.policy.model import OccurrenceRule, PolicyVersion, Price, Rules
from payroll.policy.pricing import Example, charges
from payroll.policy.soundness.table import at_wage, price_table
from payroll.policy.words import ABSENCE, OFFENCES, RECORDS, Offence, ordinal
from payroll.problems import Problem

_DAYS_OF_A_MONTH = 31
"""So many days a month has at most; an offence that is counted by the day happens no more often."""


@dataclass(frozen=True, slots=True)
class _Charge:
    """The dearest charge of a rule: where it stands, what it is for, its kind and its amount (minor units)."""

    column: str
    told: Text
    kind: Kind
    amount: int


def conflicts_with_law(version: PolicyVersion, example: Example) -> Iterator[Problem]:
    """Yield what the guard would refuse or cut of the policy's prices, for the example's wage as the month's."""
    guard = version.rules.guard
    law = shipped_laws().in_force(guard.profile, version.date) if guard is not None and guard.profile else None
    if guard is None or law is None:
        return
    acting = [limit for limit in law.limits if limit.acts(by_analogy=guard.by_analogy)]
    for charge in _charges(version.rules, example):
        for limit in acting:
            if charge.kind in limit.kinds:
                yield from _of_one_charge(charge, limit, law, example)
    for limit in acting:
        if limit.effect == "month-percent":
            yield from _of_a_month(version.rules, limit, law, example)
    yield from _of_probation(version.rules, acting, law)


def _of_one_charge(charge: _Charge, limit: Limit, law: Law, example: Example) -> Iterator[Problem]:
    most = _most_of_one(limit, example)
    if most is None or charge.amount <= most:
        return
    amount = example.shown(charge.amount)
    if most == 0:
        told = Text.of("{told} costs {amount}, which is refused", told=charge.told, amount=amount)
    else:
        bound = example.shown(most)
        told = Text.of(
            "{told} costs {amount}, of which {bound} may stand", told=charge.told, amount=amount, bound=bound
        )
    yield _problem(charge.column, told, limit, law, example)


def _most_of_one(limit: Limit, example: Example) -> int | None:
    """Return what a limit lets stand of a single charge; ``None`` if it does not limit single charges."""
    if limit.effect == "forbidden":
        return 0
    if limit.value is None:
        return None
    value = Fraction(limit.value)
    if limit.effect == "item-percent":
        return int(example.base_wage * value / 100)
    if limit.effect == "item-daily-wages":
        paid_days, hundred = PAID_DAYS_PER_MONTH
        return int(example.base_wage * value * hundred / paid_days)
    if limit.effect == "item-amount":
        return int(value * 10 ** currency_places(example.currency))
    return None


def _of_a_month(rules: Rules, limit: Limit, law: Law, example: Example) -> Iterator[Problem]:
    """Yield the offences of which a month's sum goes over a percentage of its wage, and at which number."""
    percent = limit.value or Decimal(0)
    cap, rate = int(example.base_wage * Fraction(percent) / 100), decimal_text(percent)
    for offence in (*OFFENCES, *RECORDS):
        rule = offence.rule_of(rules)
        if rule is None or _kind_of(offence, rule) not in limit.kinds:
            continue
        minutes = max(price_table(offence, rule, example).minutes)
        sums = _sums(rule, minutes, example)
        over = next((number for number, total in enumerate(sums, start=1) if total > cap), None)
        if over is None:
            continue
        total, bound = example.shown(sums[over - 1]), example.shown(cap)
        told = Text.of(
            "with the {nth} {noun} of a month they come to {total}, of which {bound} ({rate}%) may stand",
            nth=ordinal(over),
            noun=offence.noun,
            total=total,
            bound=bound,
            rate=rate,
            over=over,
        )
        yield _problem(offence.name, told, limit, law, example)


def _sums(rule: OccurrenceRule, minutes: int, example: Example) -> list[int]:
    """Return what one, two, … occurrences of a month come to."""
    if rule.counting == "marginal":
        return list(accumulate(charges(rule, [minutes] * _DAYS_OF_A_MONTH, example)))
    return [sum(charges(rule, [minutes] * number, example)) for number in range(1, _DAYS_OF_A_MONTH + 1)]


def _of_probation(rules: Rules, acting: list[Limit], law: Law) -> Iterator[Problem]:
    rule = rules.probation
    if rule is None:
        return
    for limit in acting:
        if limit.effect == "probation-months":
            yield from _length_of_probation(rule.months, limit, law)
        least = limit.value or Decimal(0)
        if limit.effect == "probation-pay" and rule.wage_percent is not None and rule.wage_percent < least:
            paid, due = decimal_text(rule.wage_percent), decimal_text(least)
            told = Text.of("probation is paid at {paid}%, and at least {due}% is due", paid=paid, due=due)
            yield _problem("probation.wage_percent", told, limit, law)


def _length_of_probation(months: int, limit: Limit, law: Law) -> Iterator[Problem]:
    """Say which contract so long a probation needs; one that needs none says nothing."""
    needed = next((contract for contract, allowed in limit.steps if months <= allowed), None)
    longest = max((allowed for _, allowed in limit.steps), default=0)
    length, most = (Text.counted("{count} month", "{count} months", number) for number in (months, longest))
    if needed is None:
        told = Text.of(
            "probation of {length} is longer than the {most} that any contract allows", length=length, most=most
        )
        yield _problem("probation.months", told, limit, law)
    elif needed:
        told = Text.of(
            "probation of {length} needs a contract of {needed} months or more, or an open-ended one",
            length=length,
            needed=needed,
        )
        yield _problem("probation.months", told, limit, law)


def _charges(rules: Rules, example: Example) -> Iterator[_Charge]:
    """Yield the dearest charge of each rule; of one for time not worked only what it takes above a day's wage."""
    for offence in (*OFFENCES, *RECORDS):
        rule = offence.rule_of(rules)
        if rule is None:
            continue
        told, amount = price_table(offence, rule, example).dearest()
        if offence == ABSENCE:
            amount = max(amount - example.charge(Price(daily_wages=Decimal(1))), 0)
            told = Text.of("what {told} takes above a daily wage", told=told)
        yield _Charge(offence.name, told, "discipline", amount)
    if rules.swaps is not None:
        yield _Charge("swaps.amount", Text.of("a swap against the rules"), "discipline", rules.swaps.amount)
    if rules.handover is not None:
        told = Text.of("a failed hand-over")
        yield _Charge("handover.amount", told, rules.handover.kind or "discipline", rules.handover.amount)
    if rules.leave is not None:
        told = Text.of("a late request for leave")
        yield _Charge("leave.amount", told, "discipline", rules.leave.amount)
    if rules.complaints is not None:
        amounts = (*(step.amount for step in rules.complaints.steps), *rules.complaints.severity.values(), 0)
        yield _Charge("complaints", Text.of("a complaint"), "discipline", max(amounts))
    for code, incident in rules.incidents.items():
        told = Text.of("«{title}»", title=incident.title)
        yield _Charge(f"incidents.{code}", told, incident.kind or "discipline", example.charge(incident.price))


def _kind_of(offence: Offence, rule: OccurrenceRule) -> Kind:
    return rule.kind or ("absence" if offence == ABSENCE else "discipline")


def _problem(column: str, told: Text, limit: Limit, law: Law, example: Example | None = None) -> Problem:
    wage = at_wage(example) if example is not None else EMPTY
    details: dict[str, str | Text] = {
        "told": told,
        "limit": limit.title,
        "source": limit.source,
        "law": law.label,
        "example": wage,
    }
    return Problem(AGAINST_LAW, column=column, details=details)
