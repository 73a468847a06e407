"""Counted offences in words: lateness, early departure, absence, missing punches, and the form that others share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from payroll.language import COMMA, Text, counted
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
        Text("迟到", "Lateness"),
        Text("上班时间之后才到的，是迟到。", "Whoever arrives after the start of the shift is late."),
        Text("迟到", "late"),
    ),
    EARLY_DEPARTURE: OffenceWords(
        Text("早退", "Early departure"),
        Text("下班时间之前离开的，是早退。", "Whoever leaves before the end of the shift leaves early."),
        Text("早退", "leaving early"),
    ),
    ABSENCE: OffenceWords(
        Text("旷工", "Absence"),
        Text("没有请假，整个班次没有打卡的，是旷工。", "Whoever has no leave and no punch in a whole shift is absent."),
        Text("旷工", "absent"),
    ),
    MISSING_PUNCH: OffenceWords(
        Text("缺卡", "Missing punch"),
        Text("缺上班卡或下班卡的，是缺卡。", "Whoever lacks the punch on arrival or on departure misses a punch."),
        Text("缺卡", "missing a punch"),
    ),
}
_PER = {
    "shift": Text("按班次", "by the shift"),
    "day": Text("按天，同一天只算一次", "by the day: several on one day are one"),
}
_COUNTING = {
    "marginal": Text("每次按它是第几次", "each by its own number"),
    "all": Text(
        "每次都按当期总次数，次数增加时前面的也按新的标准",
        "each by the number of all in the period, so that a further one may reprice the earlier ones",
    ),
}
_WITHIN = {
    True: Text("不超过当月工资，多出的退回", "no more than the wage of the month; what is beyond is given back"),
    False: Text("不设上限", "as much as the single ones"),
}
_ORDER = Text(
    "同时符合几项的，按次数最高的一项；次数相同的，按分钟最多的一项。",
    "Of the lines that apply, the one with the highest number counts, and of those the one with the most minutes.",
)
_FREE = Text("以上没有写到的，不扣款。", "What no line above reaches costs nothing.")
_NEW_COUNT = Text("次数每个计薪周期重新计算。", "The count begins anew with each pay period.")


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
        yield Fact(f"{offence.name}.grace_minutes", Text("宽限", "Grace"), _grace(rule.grace_minutes))
    yield Fact(f"{offence.name}.per", Text("计次", "Counted"), _PER[rule.per])
    yield kind_fact(offence.name, rule.kind)


def _prices(offence: Offence, words: OffenceWords, rule: OccurrenceRule, currency: str) -> Iterator[Fact]:
    is_repriced = any(tier.from_occurrence > 1 for tier in rule.tiers)
    yield Fact(f"{offence.name}.counting", Text("计价", "Priced"), _COUNTING[rule.counting], is_repriced)
    for tier in rule.tiers:
        yield Fact(tier_key(offence, tier), _topic(offence, words, tier), _cost(offence, tier.price, currency))
    if offence is ABSENCE:
        yield Fact("absence.within_wage", Text("合计", "In all"), _WITHIN[rule.within_wage], rule.within_wage)
    if offence is MISSING_PUNCH:
        free = rule.free_corrections
        yield Fact("missing_punch.free_corrections", Text("补卡", "Punches added later"), _free(free), free is not None)
    if not rule.tiers:
        yield Fact(f"{offence.name}.tier", Text("扣款", "Charge"), Text("不扣款，只记次数", "none; it is only counted"))


def _free(number: int | None) -> Text:
    if number is None:
        return Text("不扣款", "cost nothing")
    return Text(
        f"每个计薪周期 {number} 个班次免费，以后每个算一次缺卡",
        f"{counted(number, 'shift')} of a pay period may rest on one; each further one counts as a missing punch",
    )


def _grace(minutes: int) -> Text:
    if minutes == 0:
        return Text("无，一分钟也算", "none, a single minute counts")
    time = minutes_text(minutes)
    return Text(f"{time.zh}；超过的，全部分钟都算", f"{time.en}; beyond that all the minutes count")


def _topic(offence: Offence, words: OffenceWords, tier: Tier) -> Text:
    told = Text(
        f"{words.state.zh}第 {tier.from_occurrence} 次起",
        f"{words.state.en} from the {ordinal(tier.from_occurrence)} time on",
    )
    if tier.from_minutes and offence.is_timed:
        time = minutes_text(tier.from_minutes)
        told = Text(f"{told.zh}，满 {time.zh}的", f"{told.en}, by {time.en} or more")
    return Text(told.zh, told.en[:1].upper() + told.en[1:])


def _cost(offence: Offence, price: Price, currency: str) -> Text:
    words = costs(price, currency)
    if offence is ABSENCE and price.daily_wages is not None:
        return Text(f"{words.zh}（不足一天的按比例）", f"{words.en} (for part of a day, its share)")
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
    often = Text(f"{times} 天", f"on {times} days") if is_daily else Text(f"{times} 次", f"{times} times")
    told = Text(f"当期{words.state.zh} {often.zh}", f"{words.state.en} {often.en} in a pay period")
    if len(lengths) > 1:
        listed, others = COMMA.join(map(str, minutes)), COMMA.join(map(str, minutes[:-1]))
        told = Text(
            f"{told.zh}（{listed.zh} 分钟）", f"{told.en} (by {others.en} and {counted(minutes[-1], 'minute')})"
        )
    yield example_text(Text(f"{wage.zh}{told.zh}：{total}", f"{wage.en}{told.en}: {total}"))
