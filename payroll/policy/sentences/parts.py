"""What a rule book is made of: sections, and in each what the rule says, point by point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from payroll.language import COMMA, EMPTY, Text
from payroll.policy.model import Price
from payroll.policy.pricing import Example
from payroll.policy.words import NONE, NOTHING, action_text, price_text


@dataclass(frozen=True, slots=True)
class Fact:
    """One point that a rule settles: its ``key`` in the file, what it is about, and what holds.

    One that is not ``is_published`` is left out of the rule book, where it goes without saying; two versions are
    compared by it all the same.
    """

    key: str
    topic: Text
    value: Text
    is_published: bool = True

    def sentence(self) -> Text:
        """Return the point as a sentence."""
        return Text.of("{topic}: {value}.", topic=self.topic, value=self.value)


@dataclass(frozen=True, slots=True)
class Section:
    """One rule: its table in the file, its name and clause, what it means, what it settles, and an example.

    ``meaning``, ``notes`` and ``examples`` follow from the facts or never change, so they are not compared.
    """

    key: str
    title: Text
    clause: str = ""
    meaning: tuple[Text, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[Text, ...] = ()
    examples: tuple[Text, ...] = ()


def listed(words: Iterable[Text]) -> Text:
    """Return words as a list within a sentence."""
    return COMMA.join(words)


def costs(price: Price, currency: str) -> Text:
    """Return what a price takes: ``扣基本工资的 1%``, ``1 % of the base wage``."""
    words = price_text(price, currency)
    if words is NOTHING:
        return words
    begins_with_figure = words.zh[0] <= "9"
    return (
        Text.within("charge that begins with a figure", "{words}", words=words)
        if begins_with_figure
        else Text.within("charge", "{words}", words=words)
    )


def costs_amount(amount: int, currency: str) -> Text:
    """Return what an amount takes."""
    return costs(Price(amount=amount), currency)


def proposes(action: str) -> Text:
    """Return what follows a price: the action that is proposed, if any."""
    if not action:
        return EMPTY
    words = action_text(action)
    return Text.of("; «{words}» is proposed", words=words)


def proposal(action: str) -> Text:
    """Return that an action is proposed, by itself; ``none`` if there is none."""
    if not action:
        return NONE
    words = action_text(action)
    return Text.of("«{words}» is proposed", words=words)


def price_facts(table: str, topic: Text, price: Price, currency: str) -> Iterator[Fact]:
    """Yield the three keys of a price that stand in a rule's own table; the rule book tells the one that holds."""
    stated = {
        "percent_of_base": replace(price, daily_wages=None, amount=None),
        "daily_wages": replace(price, percent_of_base=None, amount=None),
        "amount": replace(price, percent_of_base=None, daily_wages=None),
    }
    is_free = costs(price, currency) is NOTHING
    for key, alone in stated.items():
        holds = alone != Price() or (is_free and key == "amount")
        yield Fact(f"{table}.{key}", topic, costs(alone, currency) if holds else NONE, holds)


_KINDS = {
    "absence": Text.of("pay for time not worked"),
    "loss": Text.of("damages for a loss"),
    "discipline": Text.of("discipline"),
    "": Text.of("not stated"),
}


def kind_fact(table: str, kind: str, whose: Text | None = None) -> Fact:
    """Return what a charge is in law; published where the policy states it. ``whose`` names one of several."""
    topic = Text.of("{whose}, kind of charge", whose=whose) if whose else Text.of("Kind of charge")
    return Fact(f"{table}.kind", topic, _KINDS[kind], bool(kind))


def title_fact(key: str, code: str, title: Text) -> Fact:
    """Return the title of what is named by a code: not published, since it is told as what the rest is about."""
    return Fact(f"{key}.title", Text.of("Of «{code}», the title", code=code), title, is_published=False)


def summed(amounts: Sequence[int], example: Example) -> str:
    """Return ``50.00 + 50.00 + 250.00 = 350.00``; many of the same as ``9 × 50.00``, and a single one as it is."""
    parts = [example.shown(amount) for amount in amounts]
    if len(parts) == 1:
        return parts[0]
    if len(parts) > LISTED:
        runs: list[tuple[str, int]] = []
        for part in parts:
            same = bool(runs) and runs[-1][0] == part
            runs[-1:] = [(part, runs[-1][1] + 1)] if same else [*runs[-1:], (part, 1)]
        parts = [part if times == 1 else f"{times} × {part}" for part, times in runs]
    return f"{' + '.join(parts)} = {example.shown(sum(amounts))}"


LISTED = 6
"""How many amounts a sum shows one by one."""


def example_text(told: Text) -> Text:
    """Return a worked example as a sentence."""
    return Text.of("Example: {told}.", told=told)


def with_wage(example: Example) -> Text:
    """Return the beginning of an example that depends on the wage."""
    return Text.of("with a base wage of {wage}, ", wage=example.wage)
