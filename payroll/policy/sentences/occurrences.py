"""Counted offences in words: lateness, early departure, absence, missing punches, and the form that others share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from payroll.language import COMMA, Text
from payroll.policy.model import OccurrenceRule, Price, Rules, Tier
from payroll.policy.pricing import Example, charges
from payroll.policy.sentences.parts import Fact, Section, costs, example_text, kind_fact, summed, with_wage
from payroll.policy.words import (
    ABSENCE,
    EARLY_DEPARTURE,
    LATENESS,
    MISSING_PUNCH,
    NOTHING,
    OFFENCES,
    Offence,
    minutes_text,
    ordinal,
    tier_key,
)


@dataclass(frozen=True, slots=True)
class OffenceWords:
    """How an offence is told: its heading, what it is, and what somebody is who commits it."""

    title: Text
    meaning: Text
    state: Text


_WORDS: Mapping[Offence, OffenceWords] = {
    LATENESS: OffenceWords(
        Text.of("Lateness"),
        Text.of("Whoever arrives after the start of the shift is late."),
        Text.of("late"),
    ),
    EARLY_DEPARTURE: OffenceWords(
        Text.of("Early departure"),
        Text.of("Whoever leaves before the end of the shift leaves early."),
        Text.of("leaving early"),
    ),
    ABSENCE: OffenceWords(
        Text.of("Absence"),
        Text.of("Whoever has no leave and no punch in a whole shift is absent."),
        Text.of("absent"),
    ),
    MISSING_PUNCH: OffenceWords(
        Text.of("Missing punch"),
        Text.of("Whoever has no punch on arrival or on departure has a missing punch."),
        Text.of("missing a punch"),
    ),
}
_PER = {
    "shift": Text.of("by the shift"),
    "day": Text.of("by the day: several on one day are one"),
}
_COUNTING = {
    "marginal": Text.of("each by its own number"),
    "all": Text.of("each by the number of all in the period, so that a further one may reprice the earlier ones"),
}
_WITHIN = {
    True: Text.of("no more than the wage of the month; what is beyond is given back"),
    False: Text.of("no limit"),
}
_ORDER = Text.of(
    "Of the lines that apply, the one with the highest number counts, and of those the one with the most minutes."
)
_FREE = Text.of("What no line above reaches costs nothing.")
_NEW_COUNT = Text.of("The count begins anew with each pay period.")


def describe_occurrences(rules: Rules, example: Example) -> Iterator[Section]:
    """Yield the four occurrence rules, as far as the policy has them."""
    for offence in OFFENCES:
        rule = offence.rule_of(rules)
        if rule is not None:
            yield offence_section(offence, _WORDS[offence], rule, example, tuple(_own_facts(offence, rule)))


def offence_section(
    offence: Offence, words: OffenceWords, rule: OccurrenceRule, example: Example, own: tuple[Fact, ...]
) -> Section:
    """Return a rule in the form of section 5, which settles ``own`` points beside its prices."""
    return Section(
        offence.name,
        words.title,
        rule.clause,
        (words.meaning, _NEW_COUNT),
        (*own, *_prices(offence, words, rule, example.currency)),
        tuple(_notes(offence, rule)),
        tuple(_examples(offence, words, rule, example)),
    )


def _own_facts(offence: Offence, rule: OccurrenceRule) -> Iterator[Fact]:
    if offence.is_timed:
        yield Fact(f"{offence.name}.grace_minutes", Text.of("Grace"), _grace(rule.grace_minutes))
    yield Fact(f"{offence.name}.per", Text.of("Counted"), _PER[rule.per])
    yield kind_fact(offence.name, rule.kind)


def _prices(offence: Offence, words: OffenceWords, rule: OccurrenceRule, currency: str) -> Iterator[Fact]:
    is_repriced = any(tier.from_occurrence > 1 for tier in rule.tiers)
    yield Fact(f"{offence.name}.counting", Text.of("Priced"), _COUNTING[rule.counting], is_repriced)
    for tier in rule.tiers:
        yield Fact(tier_key(offence, tier), _topic(offence, words, tier), _cost(offence, tier.price, currency))
    if offence is ABSENCE:
        yield Fact("absence.within_wage", Text.of("In all"), _WITHIN[rule.within_wage], rule.within_wage)
    if offence is MISSING_PUNCH:
        free = rule.free_corrections
        yield Fact("missing_punch.free_corrections", Text.of("Punches added later"), _free(free), free is not None)
    if not rule.tiers:
        yield Fact(f"{offence.name}.tier", Text.of("Charge"), Text.of("none; it is only counted"))


def _free(number: int | None) -> Text:
    if number is None:
        return Text.of("cost nothing")
    return Text.counted(
        "{count} shift of a pay period is free; each further one counts as a missing punch",
        "{count} shifts of a pay period are free; each further one counts as a missing punch",
        number,
    )


def _grace(minutes: int) -> Text:
    if minutes == 0:
        return Text.of("none, a single minute counts")
    time = minutes_text(minutes)
    return Text.of("{time}; beyond that all the minutes count", time=time)


def _topic(offence: Offence, words: OffenceWords, tier: Tier) -> Text:
    told = Text.of(
        "{state} from the {nth} time on",
        state=words.state,
        nth=ordinal(tier.from_occurrence),
        from_occurrence=tier.from_occurrence,
    )
    if tier.from_minutes and offence.is_timed:
        time = minutes_text(tier.from_minutes)
        told = Text.of("{told}, by {time} or more", told=told, time=time)
    return Text(told.zh, told.en[:1].upper() + told.en[1:])


def _cost(offence: Offence, price: Price, currency: str) -> Text:
    words = costs(price, currency)
    if offence is ABSENCE and price.daily_wages is not None:
        return Text.of("{words} (for part of a day, its share)", words=words)
    return words


def _notes(offence: Offence, rule: OccurrenceRule) -> Iterator[Text]:
    if offence.is_timed and any(tier.from_minutes for tier in rule.tiers):
        yield _ORDER
    fewest = offence.fewest(rule)
    if rule.tiers and not any(tier.from_occurrence == 1 and tier.from_minutes <= fewest for tier in rule.tiers):
        yield _FREE


def _examples(offence: Offence, words: OffenceWords, rule: OccurrenceRule, example: Example) -> Iterator[Text]:
    """Yield an example that reaches each tier: as many times as the last one needs, longer from time to time."""
    if all(costs(tier.price, example.currency) is NOTHING for tier in rule.tiers):
        return
    fewest = offence.fewest(rule)
    starts = {tier.from_minutes for tier in rule.tiers if offence.is_timed and tier.from_minutes > fewest}
    lengths = sorted(starts | {fewest})
    times = max(2, len(lengths), *(tier.from_occurrence for tier in rule.tiers))
    minutes = [lengths[min(number, len(lengths) - 1)] for number in range(times)]
    wage, total = with_wage(example), summed(charges(rule, minutes, example), example)
    is_daily = rule.per == "day" and not offence.is_record
    often = Text.of("on {times} days", times=times) if is_daily else Text.of("{times} times", times=times)
    told = Text.of("{state} {often} in a pay period", state=words.state, often=often)
    if len(lengths) > 1:
        listed, others = COMMA.join(map(str, minutes)), COMMA.join(map(str, minutes[:-1]))
        told = Text.counted(
            "{told} (by {others} and {count} minute)",
            "{told} (by {others} and {count} minutes)",
            minutes[-1],
            told=told,
            others=others,
            listed=listed,
        )
    yield example_text(Text.of("{wage}{told}: {total}", wage=wage, told=told, total=total))
