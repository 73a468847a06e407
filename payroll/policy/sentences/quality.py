"""Service quality in words: scorecard, stars, response times."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from payroll.language import EMPTY, Text
from payroll.money import plain, round_half_up
from payroll.policy.model import Rules
from payroll.policy.pricing import Example, level_of
from payroll.policy.quality_rules import ResponseTimesRule, ScorecardItem, ScorecardRule, StarsRule
from payroll.policy.sentences.parts import (
    Fact,
    Section,
    costs,
    example_text,
    price_facts,
    proposal,
    proposes,
    title_fact,
    with_wage,
)
from payroll.policy.words import NONE, amount_text, level_key, percent_text


def describe_scorecard(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the card of the quality inspectors."""
    rule = rules.scorecard
    if rule is None:
        return
    maximum = sum(item.good for item in rule.items.values())
    yield Section(
        "scorecard",
        Text.of("Quality scorecard"),
        rule.clause,
        (
            Text.of(
                "Samples of conversations are graded item by item; a score is the points divided by the most that "
                "the items which apply can give. What is not applicable is left out."
            ),
            Text.of("A month goes by the mean of its scores."),
        ),
        tuple(_card(rule, rules.currency)),
        (Text.of("All items together give at most {maximum}.", maximum=maximum),),
        tuple(_card_examples(rule, example)),
    )


def _card(rule: ScorecardRule, currency: str) -> Iterator[Fact]:
    total = Text.of("{total}", total=rule.total) if rule.total is not None else NONE
    yield Fact("scorecard.total", Text.of("The total that the document states"), total, rule.total is not None)
    for code, item in rule.items.items():
        key = f"scorecard.item.{code}"
        yield Fact(key, item.title, _points(item))
        yield title_fact(key, code, item.title)
    for code, error in rule.fatal.items():
        key, cost, action = f"scorecard.fatal.{code}", costs(error.price, currency), proposes(error.action)
        value = Text.of("the sample scores 0; {cost}{action}", cost=cost, action=action)
        yield Fact(key, Text.of("Fatal error «{title}»", title=error.title), value)
        yield title_fact(key, code, error.title)
    for level in rule.levels:
        start, cost, action = percent_text(level.from_percent), costs(level.price, currency), proposes(level.action)
        topic = Text.of("A mean of {start} or more", start=start)
        title = Text.of("{title}; ", title=level.title) if level.title else EMPTY
        key = level_key("scorecard.level", level.from_percent)
        yield Fact(key, topic, EMPTY.join((title, cost, action)))


def _points(item: ScorecardItem) -> Text:
    if item.fair is None:
        return Text.of("good {good}, poor {poor}", good=item.good, poor=item.poor)
    return Text.of("good {good}, fair {fair}, poor {poor}", good=item.good, fair=item.fair, poor=item.poor)


def _card_examples(rule: ScorecardRule, example: Example) -> Iterator[Text]:
    """Yield a sample whose first item is one grade below good, and what a month with such a mean leads to."""
    first = next(iter(rule.items.values()))
    maximum = sum(item.good for item in rule.items.values())
    grade, points = (Text.of("poor"), first.poor) if first.fair is None else (Text.of("fair"), first.fair)
    reached = maximum - first.good + points
    mean = Fraction(100 * reached, maximum)
    score = _shown(mean)
    told = Text.of(
        "«{title}» {grade}, all others good: {reached} ÷ {maximum} = {score}%",
        title=first.title,
        grade=grade,
        reached=reached,
        maximum=maximum,
        score=score,
    )
    if rule.levels:
        level, wage = level_of(rule.levels, mean), with_wage(example)
        cost = example.shown(example.charge(level.price if level else None))
        action = proposes(level.action if level else "")
        told = Text.of(
            "{wage}{told}; with such a mean a month costs {cost}{action}",
            wage=wage,
            told=told,
            cost=cost,
            action=action,
        )
    yield example_text(told)


def _shown(percent: Fraction) -> str:
    """Return a percentage to two places, half up, as the month shows it."""
    return plain(round_half_up(100 * percent.numerator, percent.denominator), 2)


def describe_stars(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the bands of stars."""
    rule = rules.stars
    if rule is None:
        return
    yield Section(
        "stars",
        Text.of("Stars"),
        rule.clause,
        (Text.of("They go by the month's mean score of the scorecard."),),
        tuple(_bands(rule, rules.currency)),
        (Text.of("Below all of these there is no star."),) if rule.bands[0].from_percent else (),
        (_star_example(rule, example),),
    )


def _bands(rule: StarsRule, currency: str) -> Iterator[Fact]:
    for band in rule.bands:
        start = percent_text(band.from_percent)
        bonus = amount_text(band.bonus, currency) if band.bonus else Text.of("no bonus")
        given = Text.of("a bonus of {bonus}", bonus=bonus) if band.bonus else bonus
        yield Fact(
            level_key("stars.band", band.from_percent),
            Text.of("A mean of {start} or more", start=start),
            Text.counted("{count} star, {given}", "{count} stars, {given}", band.stars, given=given),
        )


def _star_example(rule: StarsRule, example: Example) -> Text:
    """Return what the mean gives at which the highest band begins."""
    mean = percent_text(rule.bands[-1].from_percent)
    band = level_of(rule.bands, Fraction(rule.bands[-1].from_percent)) or rule.bands[-1]
    bonus = example.shown(band.bonus)
    return example_text(
        Text.counted(
            "a mean of {mean}: {count} star, bonus {bonus}",
            "a mean of {mean}: {count} stars, bonus {bonus}",
            band.stars,
            mean=mean,
            bonus=bonus,
        )
    )


def describe_response_times(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rule of response times."""
    rule = rules.response_times
    if rule is None:
        return
    yield Section(
        "response_times",
        Text.of("Response times"),
        rule.clause,
        (
            Text.of(
                "They are checked against chat records; a conversation is in time if it keeps all that is asked for."
            ),
        ),
        tuple(_response_facts(rule, rules.currency)),
        examples=tuple(_response_examples(rule, example)),
    )


def _response_facts(rule: ResponseTimesRule, currency: str) -> Iterator[Fact]:
    for key, topic, seconds in (
        ("first_seconds", Text.of("First answer"), rule.first_seconds),
        ("further_seconds", Text.of("Each further answer"), rule.further_seconds),
    ):
        within = NONE if seconds is None else Text.counted("within {count} second", "within {count} seconds", seconds)
        yield Fact(f"response_times.{key}", topic, within, seconds is not None)
    typing = rule.characters_per_minute
    speed = NONE if typing is None else Text.of("{typing} characters a minute or more", typing=typing)
    yield Fact("response_times.characters_per_minute", Text.of("Typing"), speed, typing is not None)
    within_share = percent_text(rule.within_percent)
    yield Fact(
        "response_times.within_percent",
        Text.of("Conversations in time, at least"),
        within_share,
    )
    least = rule.minimum_conversations
    yield Fact(
        "response_times.minimum_conversations",
        Text.of("With fewer conversations in a pay period it is not judged"),
        Text.of("{least}", least=least),
        least > 1,
    )
    yield from price_facts("response_times", Text.of("A month below that"), rule.price, currency)
    below = Text.of("A month below that, action")
    yield Fact("response_times.action", below, proposal(rule.action), bool(rule.action))


def _response_examples(rule: ResponseTimesRule, example: Example) -> Iterator[Text]:
    """Yield the fewest conversations in time that are enough, and one fewer."""
    count = max(20, rule.minimum_conversations)
    enough = -(-count * Fraction(rule.within_percent) // 100)
    if enough < 1:
        return
    wage, cost, action = with_wage(example), example.shown(example.charge(rule.price)), proposes(rule.action)
    too_few = enough - 1
    yield example_text(
        Text.of(
            "{wage}{count} conversations in a pay period, {enough} of them in time: nothing; {too_few} in time: "
            "{cost}{action}",
            wage=wage,
            count=count,
            enough=enough,
            too_few=too_few,
            cost=cost,
            action=action,
        )
    )
