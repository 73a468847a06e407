"""Service quality in words: scorecard, stars, response times."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from payroll.language import EMPTY, Text, counted
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
        Text("质检评分", "Quality scorecard"),
        rule.clause,
        (
            Text(
                "抽检的会话逐项评分，得分为所得分数除以适用各项的满分；不适用的项目不计。",
                "Samples of conversations are graded item by item; a score is the points divided by the most that the "
                "items which apply can give. What is not applicable is left out.",
            ),
            Text("每月按各次得分的平均。", "A month goes by the mean of its scores."),
        ),
        tuple(_card(rule, rules.currency)),
        (Text(f"全部项目的满分合计 {maximum} 分。", f"All items together give at most {maximum}."),),
        tuple(_card_examples(rule, example)),
    )


def _card(rule: ScorecardRule, currency: str) -> Iterator[Fact]:
    total = Text(f"{rule.total} 分", f"{rule.total}") if rule.total is not None else NONE
    yield Fact(
        "scorecard.total", Text("制度写明的总分", "The total that the document states"), total, rule.total is not None
    )
    for code, item in rule.items.items():
        key = f"scorecard.item.{code}"
        yield Fact(key, item.title, _points(item))
        yield title_fact(key, code, item.title)
    for code, error in rule.fatal.items():
        key, cost, action = f"scorecard.fatal.{code}", costs(error.price, currency), proposes(error.action)
        value = Text(f"该次得 0 分；{cost.zh}{action.zh}", f"the sample scores 0; {cost.en}{action.en}")
        yield Fact(key, Text(f"致命错误“{error.title.zh}”", f"Fatal error «{error.title.en}»"), value)
        yield title_fact(key, code, error.title)
    for level in rule.levels:
        start, cost, action = percent_text(level.from_percent), costs(level.price, currency), proposes(level.action)
        topic = Text(f"月平均满 {start.zh}", f"A mean of {start.en} or more")
        title = Text(f"{level.title.zh}；", f"{level.title.en}; ") if level.title else EMPTY
        key = level_key("scorecard.level", level.from_percent)
        yield Fact(key, topic, EMPTY.join((title, cost, action)))


def _points(item: ScorecardItem) -> Text:
    if item.fair is None:
        return Text(f"好 {item.good} 分，差 {item.poor} 分", f"good {item.good}, poor {item.poor}")
    return Text(
        f"好 {item.good} 分，中 {item.fair} 分，差 {item.poor} 分",
        f"good {item.good}, fair {item.fair}, poor {item.poor}",
    )


def _card_examples(rule: ScorecardRule, example: Example) -> Iterator[Text]:
    """Yield a sample whose first item is one grade below good, and what a month with such a mean leads to."""
    first = next(iter(rule.items.values()))
    maximum = sum(item.good for item in rule.items.values())
    grade, points = (Text("差", "poor"), first.poor) if first.fair is None else (Text("中", "fair"), first.fair)
    reached = maximum - first.good + points
    mean = Fraction(100 * reached, maximum)
    score = _shown(mean)
    told = Text(
        f"“{first.title.zh}”评为{grade.zh}，其余都好：{reached} ÷ {maximum} = {score}%",
        f"«{first.title.en}» {grade.en}, all others good: {reached} ÷ {maximum} = {score} %",
    )
    if rule.levels:
        level, wage = level_of(rule.levels, mean), with_wage(example)
        cost = example.shown(example.charge(level.price if level else None))
        action = proposes(level.action if level else "")
        told = Text(
            f"{wage.zh}{told.zh}；月平均如此：{cost}{action.zh}",
            f"{wage.en}{told.en}; with such a mean a month costs {cost}{action.en}",
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
        Text("星级", "Stars"),
        rule.clause,
        (Text("按质检评分的月平均。", "They go by the month's mean score of the scorecard."),),
        tuple(_bands(rule, rules.currency)),
        (Text("低于各档的，没有星。", "Below all of these there is no star."),) if rule.bands[0].from_percent else (),
        (_star_example(rule, example),),
    )


def _bands(rule: StarsRule, currency: str) -> Iterator[Fact]:
    for band in rule.bands:
        start = percent_text(band.from_percent)
        bonus = amount_text(band.bonus, currency) if band.bonus else Text("没有奖金", "no bonus")
        given = Text(f"奖金 {bonus.zh}", f"a bonus of {bonus.en}") if band.bonus else bonus
        yield Fact(
            level_key("stars.band", band.from_percent),
            Text(f"月平均满 {start.zh}", f"A mean of {start.en} or more"),
            Text(f"{band.stars} 星，{given.zh}", f"{counted(band.stars, 'star')}, {given.en}"),
        )


def _star_example(rule: StarsRule, example: Example) -> Text:
    """Return what the mean gives at which the highest band begins."""
    mean = percent_text(rule.bands[-1].from_percent)
    band = level_of(rule.bands, Fraction(rule.bands[-1].from_percent)) or rule.bands[-1]
    bonus = example.shown(band.bonus)
    return example_text(
        Text(
            f"月平均 {mean.zh}：{band.stars} 星，奖金 {bonus}",
            f"a mean of {mean.en}: {counted(band.stars, 'star')}, bonus {bonus}",
        )
    )


def describe_response_times(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the rule of response times."""
    rule = rules.response_times
    if rule is None:
        return
    yield Section(
        "response_times",
        Text("响应时间", "Response times"),
        rule.clause,
        (
            Text(
                "按聊天记录核对；一次会话要符合全部要求才算合格。",
                "They are checked against chat records; a conversation is in time if it keeps all that is asked for.",
            ),
        ),
        tuple(_response_facts(rule, rules.currency)),
        examples=tuple(_response_examples(rule, example)),
    )


def _response_facts(rule: ResponseTimesRule, currency: str) -> Iterator[Fact]:
    for key, topic, seconds in (
        ("first_seconds", Text("首次响应", "First answer"), rule.first_seconds),
        ("further_seconds", Text("之后每次响应", "Each further answer"), rule.further_seconds),
    ):
        within = NONE if seconds is None else Text(f"{seconds} 秒以内", f"within {counted(seconds, 'second')}")
        yield Fact(f"response_times.{key}", topic, within, seconds is not None)
    typing = rule.characters_per_minute
    speed = NONE if typing is None else Text(f"每分钟 {typing} 字以上", f"{typing} characters a minute or more")
    yield Fact("response_times.characters_per_minute", Text("打字速度", "Typing"), speed, typing is not None)
    within_share = percent_text(rule.within_percent)
    yield Fact(
        "response_times.within_percent",
        Text("合格的会话至少", "Conversations in time, at least"),
        within_share,
    )
    least = rule.minimum_conversations
    yield Fact(
        "response_times.minimum_conversations",
        Text("当期会话不足这个数的不判断", "With fewer in a pay period nothing is said"),
        Text(f"{least} 次", f"{least}"),
        least > 1,
    )
    yield from price_facts("response_times", Text("低于此的月份", "A month below that"), rule.price, currency)
    below = Text("低于此时的处理", "A month below that, action")
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
        Text(
            f"{wage.zh}当期会话 {count} 次，{enough} 次合格：0；{too_few} 次合格：{cost}{action.zh}",
            f"{wage.en}{count} conversations in a pay period, {enough} of them in time: nothing; "
            f"{too_few} in time: {cost}{action.en}",
        )
    )
