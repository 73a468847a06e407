"""Complaints in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from payroll.language import EMPTY, Text, same
from payroll.policy.model import ComplaintRule, Rules
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section, costs_amount, example_text, listed, proposes, summed
from payroll.policy.words import NONE, WINDOWS, ordinal

_SOURCES = {"customer": Text.of("customers"), "sales": Text.of("sales staff")}
_CATEGORIES = {"service": Text.of("service"), "product": Text.of("product")}


def describe_complaints(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rule of complaints."""
    rule = rules.complaints
    if rule is None:
        return
    yield Section(
        "complaints",
        Text.of("Complaints"),
        rule.clause,
        (Text.of("A complaint counts once it is upheld."),),
        (
            Fact("complaints.sources", Text.of("Complaints by"), _words(_SOURCES, rule.sources)),
            Fact("complaints.categories", Text.of("About"), _words(_CATEGORIES, rule.categories)),
            Fact("complaints.window", Text.of("Numbered within"), WINDOWS[rule.window], bool(rule.steps)),
            *_steps(rule, rules.currency),
            *_severities(rule, rules.currency),
        ),
        examples=tuple(_examples(rule, example)),
    )


def _words(known: Mapping[str, Text], words: frozenset[str]) -> Text:
    return listed(known.get(word, same(word)) for word in sorted(words))


def _steps(rule: ComplaintRule, currency: str) -> Iterator[Fact]:
    for number, step in enumerate(rule.steps, start=1):
        is_last = number == len(rule.steps)
        topic = Text.of("The {nth} complaint", nth=ordinal(number), number=number)
        if is_last:
            topic = Text.of("The {nth} complaint and each later one", nth=ordinal(number), number=number)
        cost, action = costs_amount(step.amount, currency), proposes(step.action)
        yield Fact(f"complaints.step[{number}]", topic, EMPTY.join((cost, action)))


def _severities(rule: ComplaintRule, currency: str) -> Iterator[Fact]:
    if rule.steps:
        return
    for word, amount in rule.severity.items():
        topic = Text.of("Of severity «{word}»", word=word)
        yield Fact(f"complaints.severity.{word}", topic, costs_amount(amount, currency))
    if not rule.severity:
        words = Text.of("the amount that its record states")
        yield Fact("complaints.severity", Text.of("Each complaint"), words)
    least = costs_amount(rule.minimum, currency) if rule.minimum else NONE
    yield Fact("complaints.minimum", Text.of("At least, each time"), least, bool(rule.minimum))


def _examples(rule: ComplaintRule, example: Example) -> Iterator[Text]:
    if any(step.amount for step in rule.steps):
        total = summed([step.amount for step in rule.steps], example)
        number = len(rule.steps)
        yield example_text(
            Text.counted("{count} complaint: {total}", "{count} complaints: {total}", number, total=total)
        )
    if any(rule.severity.values()) or (rule.severity and rule.minimum):
        chinese, english = (_mildest_and_worst(rule, example, is_chinese=to) for to in (True, False))
        yield example_text(Text(chinese.zh, english.en))


def _mildest_and_worst(rule: ComplaintRule, example: Example, *, is_chinese: bool) -> Text:
    """Return the severities of the least and the highest amount, if possible in the reader's language, and the sum."""
    prices = {word: max(amount, rule.minimum) for word, amount in rule.severity.items()}
    own = {word: amount for word, amount in prices.items() if word.isascii() != is_chinese} or prices
    mildest, worst = (choose(own, key=own.__getitem__) for choose in (min, max))
    total = summed([own[word] for word in dict.fromkeys((mildest, worst))], example)
    if mildest == worst:
        return Text.of("a complaint «{worst}»: {total}", worst=worst, total=total)
    return Text.of("a complaint «{mildest}» and one «{worst}»: {total}", mildest=mildest, worst=worst, total=total)
