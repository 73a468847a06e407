"""Service quality: a card whose total its items do not reach, levels and bands that fall or say nothing, bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from payroll.language import Text
from payroll.policy.kinds_soundness import (
    BOUND_NEVER_KEPT,
    EARNS_LESS,
    MILDER_RESULT,
    NO_EFFECT,
    RULE_NO_EFFECT,
    SCORECARD_TOTAL,
    TIER_NEVER,
)
from payroll.policy.model import Price, Rules
from payroll.policy.pricing import Example
from payroll.policy.quality_rules import ScorecardLevel, ScorecardRule, StarBand
from payroll.policy.sentences.parts import proposes
from payroll.policy.soundness.table import at_wage
from payroll.policy.words import STRICTNESS, level_key, percent_text
from payroll.problems import Problem


def doubtful_scorecard(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield what is doubtful about the card and its levels."""
    rule = rules.scorecard
    if rule is None:
        return
    reached = sum(item.good for item in rule.items.values())
    if rule.total is not None and rule.total != reached:
        parts = " + ".join(str(item.good) for item in rule.items.values())
        details = {"sum": str(reached), "difference": str(abs(rule.total - reached)), "items": f"{parts} = {reached}"}
        yield Problem(SCORECARD_TOTAL, column="scorecard.total", value=str(rule.total), details=details)
    for code, item in rule.items.items():
        if item.poor >= item.good:
            reason = Text.of("it gives as much for poor as for good, so its grade changes nothing")
            yield Problem(
                NO_EFFECT, column=f"scorecard.item.{code}.poor", value=str(item.poor), details={"reason": reason}
            )
    yield from _never_reached("scorecard.level", [level.from_percent for level in rule.levels], rule)
    yield from _levels(rule, example)


def _never_reached(table: str, starts: Sequence[Decimal], card: ScorecardRule | None) -> Iterator[Problem]:
    """Yield the levels below the lowest mean that there can be; a fatal error makes a sample 0."""
    if card is None or card.fatal:
        return
    lowest = min(Fraction(100 * item.poor, item.good) for item in card.items.values())
    for start, following in pairwise(starts):
        if Fraction(following) <= lowest:
            share = percent_text(following)
            reason = Text.of("even if all is poor a mean is at least {share}, which a higher one takes", share=share)
            yield Problem(TIER_NEVER, column=level_key(table, start), details={"reason": reason})


def _levels(rule: ScorecardRule, example: Example) -> Iterator[Problem]:
    """Yield levels that lead to less than a better one, and levels that are as the one below."""
    for worse, better in pairwise(_with_what_is_below(rule.levels)):
        key = level_key("scorecard.level", better.from_percent)
        if _is_milder(worse, better, example):
            details: dict[str, str | Text] = {
                "worse": _below(better.from_percent),
                "worse_result": _result(worse, example),
                "better": _from(better.from_percent),
                "better_result": _result(better, example),
                "example": at_wage(example),
            }
            yield Problem(MILDER_RESULT, column=key, details=details)
        elif worse in rule.levels and (worse.price, worse.action) == (better.price, better.action):
            yield _as_below(key, better.from_percent)


def _with_what_is_below(levels: Sequence[ScorecardLevel]) -> list[ScorecardLevel]:
    """Return the levels, from nothing on: below the lowest one nothing follows."""
    below = [ScorecardLevel(Decimal(0), Price())] if levels and levels[0].from_percent > 0 else []
    return [*below, *levels]


def _is_milder(worse: ScorecardLevel, better: ScorecardLevel, example: Example) -> bool:
    """Tell whether the worse of two levels leads to less; of actions with words of their own nobody knows."""
    less, more = example.charge(worse.price), example.charge(better.price)
    if worse.action in {"", better.action} and less < more:
        return True
    return less <= more and (0 if not worse.action else STRICTNESS.get(worse.action, 9)) < STRICTNESS.get(
        better.action, 0
    )


def _result(level: ScorecardLevel, example: Example) -> Text:
    cost, action = example.shown(example.charge(level.price)), proposes(level.action)
    return Text.of("costs {cost}{action}", cost=cost, action=action)


def _below(start: Decimal) -> Text:
    words = percent_text(start)
    return Text.of("a mean of less than {words}", words=words)


def _from(start: Decimal) -> Text:
    words = percent_text(start)
    return Text.of("a mean of {words}", words=words)


def _as_below(key: str, start: Decimal) -> Problem:
    reason = Text.of("it leads to the same as the one below")
    return Problem(NO_EFFECT, column=key, value=percent_text(start).zh, details={"reason": reason})


def doubtful_stars(rules: Rules, example: Example) -> Iterator[Problem]:
    """Yield what is doubtful about the bands of stars."""
    rule = rules.stars
    if rule is None:
        return
    if rules.scorecard is None:
        reason = Text.of("without [scorecard] there is no mean score")
        yield Problem(RULE_NO_EFFECT, column="stars", details={"reason": reason})
    yield from _never_reached("stars.band", [band.from_percent for band in rule.bands], rules.scorecard)
    for worse, better in pairwise(rule.bands):
        key = level_key("stars.band", better.from_percent)
        if (better.stars, better.bonus) == (worse.stars, worse.bonus):
            yield _as_below(key, better.from_percent)
        elif better.stars < worse.stars or better.bonus < worse.bonus:
            details: dict[str, str | Text] = {
                "better": _from(better.from_percent),
                "less": _stars(better, example),
                "worse": _from(worse.from_percent),
                "greater": _stars(worse, example),
            }
            yield Problem(EARNS_LESS, column=key, details=details)


def _stars(band: StarBand, example: Example) -> Text:
    bonus = example.shown(band.bonus)
    return Text.counted(
        "{count} star and a bonus of {bonus}", "{count} stars and a bonus of {bonus}", band.stars, bonus=bonus
    )


def doubtful_response_times(rules: Rules, _example: Example) -> Iterator[Problem]:
    """Yield bounds that everybody keeps, or nobody."""
    rule = rules.response_times
    if rule is None:
        return
    for key, seconds in (("first_seconds", rule.first_seconds), ("further_seconds", rule.further_seconds)):
        if seconds == 0:
            yield Problem(BOUND_NEVER_KEPT, column=f"response_times.{key}")
    if rule.characters_per_minute == 0:
        reason = Text.of("however slow, it is kept")
        yield Problem(NO_EFFECT, column="response_times.characters_per_minute", value="0", details={"reason": reason})
    if rule.within_percent == 0:
        reason = Text.of("within_percent = 0, and no share is below 0%")
        yield Problem(RULE_NO_EFFECT, column="response_times", details={"reason": reason})
