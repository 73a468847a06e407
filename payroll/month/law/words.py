"""How the guard's relief is explained (rules, 10.4 and 22.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from payroll.language import SEMICOLON, Text, same
from payroll.money import decimal_text, plain, round_half_up
from payroll.month.context import Month, Row
from payroll.month.law.allow import Under
from payroll.month.law.bounds import Bound
from payroll.month.wage import wage_text
from payroll.month.words import clause_text
from payroll.policy.law_model import Limit
from payroll.policy.model import GuardRule


@dataclass(slots=True)
class Cut:
    """What one limit cut of a person's charges: how many, how much, and how much of it as a bound of the month."""

    count: int = 0
    amount: int = 0
    bounded: int = 0

    def add(self, amount: int, bounded: int) -> None:
        """Add one charge."""
        self.count += 1
        self.amount += amount
        self.bounded += bounded


@dataclass(frozen=True, slots=True)
class Told:
    """A person from whom less is taken than was charged.

    ``person`` is the row of ``payroll.month.guard.wages_of`` with wage less the time not worked, not_worked and
    person (its position); ``charged`` the sum of all charges.
    """

    person: Row
    charged: int
    cuts: Mapping[Limit, Cut]


def explanation(month: Month, told: Told, bounds: Sequence[Bound], under: Under) -> Text:
    """Return why a person's charges are given back in part."""
    found = {id(bound): bound for limit in told.cuts for bound in bounds if limit in bound.kinds.values()}
    bounded = all(each.bounded == each.amount for each in told.cuts.values())
    if len(found) == 1 and bounded:
        (bound,) = found.values()
        if bound.key:
            return _one_bound(month, told.person, under.rule, told.charged, bound)
    return _several(month, told, under)


def _one_bound(month: Month, person: Row, rule: GuardRule, total: int, bound: Bound) -> Text:
    places, days = month.places, month.period.wage_days
    rounded = int(round_half_up(abs(person["wage"]), days))  # below 0 if more days were missed than paid
    wage = plain(rounded if person["wage"] >= 0 else -rounded, places)
    part = "" if person["days_employed"] == days else f" × {person['days_employed']}/{days}"
    before = wage_text(month, person)
    charges, not_worked = (plain(amount, places) for amount in (total, person["not_worked"]))
    fines = total - person["not_worked"]
    limit = int(bound.amounts[person["person"]])
    least = plain(rule.minimum_wage or 0, places)
    percent = decimal_text(rule.max_percent or Decimal(0))
    text = {
        "max_percent": Text.of("{percent}% of {wage}", percent=percent, wage=wage),
        "minimum_wage": Text.of("{wage} less the minimum wage {least}{part}", wage=wage, least=least, part=part),
    }[bound.key]
    source = Text.of("profile {profile}", profile=rule.profile) if rule.profile else _UNCHECKED
    equals = "=" if person["wage"] % days == 0 else "≈"
    clause = clause_text(rule.clause)
    shown, allowed, relief = (plain(amount, places) for amount in (fines, limit, fines - limit))
    return Text.of(
        "charges of {charges}, of which {not_worked} for time not worked, leave {shown}; wage of the period {before} "
        "− {not_worked} {equals} {wage}; the bound is {text}: {allowed} ({key}, {source}); given back {shown} − "
        "{allowed} = {relief}{clause}",
        charges=charges,
        not_worked=not_worked,
        shown=shown,
        before=before,
        equals=equals,
        wage=wage,
        text=text,
        allowed=allowed,
        key=bound.key,
        source=source,
        relief=relief,
        clause=clause,
    )


def _several(month: Month, told: Told, under: Under) -> Text:
    """Name each limit that cut something, how many charges, and by how much in all."""
    places = month.places
    cuts = []
    for limit, cut in told.cuts.items():
        amount = plain(cut.amount, places)
        cuts.append(
            Text.of(
                "{title} ({source}): {count} charged, {amount} given back",
                title=limit.title,
                source=limit.source,
                count=cut.count,
                amount=amount,
            )
        )
    limits = SEMICOLON.join(cuts)
    relief = plain(sum(cut.amount for cut in told.cuts.values()), places)
    charged, clause = plain(told.charged, places), clause_text(under.rule.clause)
    source = same(under.law.label) if under.law else _UNCHECKED
    return Text.of(
        "charges of {charged}; {limits}; given back {relief} in all ({source}, not legal advice){clause}",
        charged=charged,
        limits=limits,
        relief=relief,
        source=source,
        clause=clause,
    )


_UNCHECKED = Text.of("not checked against any law")
