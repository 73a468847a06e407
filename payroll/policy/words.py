"""Words that the checks of a policy, its rule book and the comparison of two versions share, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from payroll.language import Text, same
from payroll.money import currency_places, decimal_text, plain
from payroll.policy.model import OccurrenceRule, Price, Rules, Tier


class Offence(NamedTuple):
    """One of the occurrence rules: its table in the file, what one of them is called, and whether it has minutes.

    ``is_record`` says that it is about a record that is kept: its table knows neither ``per`` nor ``from_minutes``.
    """

    name: str
    noun: Text
    one: Text
    is_timed: bool
    is_record: bool = False

    def rule_of(self, rules: Rules) -> OccurrenceRule | None:
        """Return the rule, if the policy has it."""
        rule: OccurrenceRule | None = getattr(rules, self.name)
        return rule

    def fewest(self, rule: OccurrenceRule) -> int:
        """Return the fewest minutes that an occurrence has: one more than the grace; 0 where minutes do not count."""
        return rule.grace_minutes + 1 if self.is_timed else 0


LATENESS = Offence("lateness", Text.of("lateness"), Text.of("a lateness"), is_timed=True)
EARLY_DEPARTURE = Offence("early_departure", Text.of("early departure"), Text.of("an early departure"), is_timed=True)
ABSENCE = Offence("absence", Text.of("absence"), Text.of("an absence"), is_timed=False)
MISSING_PUNCH = Offence("missing_punch", Text.of("missing punch"), Text.of("a missing punch"), is_timed=False)
DAILY_REPORT = Offence(
    "daily_report",
    Text.of("missing report"),
    Text.of("a missing report"),
    False,
    is_record=True,
)
HANDOVER_RECORD = Offence(
    "handover_record",
    Text.of("missing hand-over record"),
    Text.of("a missing hand-over record"),
    False,
    is_record=True,
)
MEETING = Offence("meetings", Text.of("missed meeting"), Text.of("a missed meeting"), False, is_record=True)
OFFENCES = (LATENESS, EARLY_DEPARTURE, ABSENCE, MISSING_PUNCH)
"""Of shifts, in the order of the file."""
RECORDS = (DAILY_REPORT, HANDOVER_RECORD, MEETING)
"""Of records, in the order of the file."""
WINDOWS: Mapping[str, Text] = {
    "employment": Text.of("the whole employment"),
    "year": Text.of("the calendar year"),
    "period": Text.of("the pay period"),
    "rolling-12": Text.of("the last twelve months"),
}
"""Within which events are counted together."""

ACTIONS: Mapping[str, Text] = {
    "dismissal-review": Text.of("Review: dismissal"),
    "probation-review": Text.of("Review: probation"),
    "probation-decision": Text.of("Decide: end of probation"),
    "warning": Text.within("action", "Warning"),
    "oral-warning": Text.of("Oral warning"),
    "written-warning": Text.of("Written warning"),
    "demotion-review": Text.of("Review: demotion"),
    "discipline-review": Text.of("Review: discipline"),
    "scorecard-review": Text.of("Review: scorecard"),
    "response-time-review": Text.of("Review: response times"),
    "full-attendance-review": Text.of("Review: full attendance"),
}
"""What a rule proposes to a person. A word that a policy names freely is shown as it is written."""

STRICTNESS: Mapping[str, int] = {
    "warning": 1,
    "oral-warning": 1,
    "written-warning": 2,
    "demotion-review": 3,
    "dismissal-review": 4,
}
"""The usual actions against somebody, by their weight; of other words nobody knows which is stricter."""

NOTHING = Text.of("no charge")
NONE = Text.within("nothing", "none")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def action_text(action: str) -> Text:
    """Return the name of an action."""
    return ACTIONS.get(action, same(action))


def ordinal(number: int) -> str:
    """Return ``third``, ``11th``, ``22nd``."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def minutes_text(minutes: int) -> Text:
    """Return a length of time."""
    return Text.counted("{count} minute", "{count} minutes", minutes)


def amount_text(amount: int, currency: str) -> Text:
    """Return an amount with its currency: ``50.00 元``, ``50.00 CNY``."""
    shown = plain(amount, currency_places(currency))
    unit = Text.of("CNY") if currency == "CNY" else same(currency)
    return same(" ").join((shown, unit))


def percent_text(percent: Decimal) -> Text:
    """Return a percentage: ``85%``, ``85 %``."""
    rate = decimal_text(percent)
    return Text.of("{rate}%", rate=rate)


def price_text(price: Price, currency: str) -> Text:
    """Return what a price is: ``5 % of the base wage``."""
    if price.percent_of_base is not None:
        rate = decimal_text(price.percent_of_base)
        return Text.of("{rate}% of the base wage", rate=rate)
    if price.daily_wages is not None:
        days = decimal_text(price.daily_wages)
        return Text.of("1 daily wage") if days == "1" else Text.of("{days} daily wages", days=days)
    if price.hourly_wages is not None:
        hours = decimal_text(price.hourly_wages)
        if hours == "1":
            return Text.of("1 hourly wage for each hour, to the minute")
        return Text.of("{hours} hourly wages for each hour, to the minute", hours=hours)
    return amount_text(price.amount, currency) if price.amount else NOTHING


def occurrence_text(offence: Offence, number: int | None = None, minutes: int | None = None) -> Text:
    """Return which occurrence is meant: ``the third lateness of a month (60 minutes)``; ``None`` leaves a part out."""
    told = offence.one
    if number:
        told = Text.of("the {nth} {noun} of a month", nth=ordinal(number), noun=offence.noun, number=number)
    if minutes is None:
        return told
    return Text.counted("{told} ({count} minute)", "{told} ({count} minutes)", minutes, told=told)


def tier_key(offence: Offence, tier: Tier) -> str:
    """Return the key of a tier, by where it starts: the file may write tiers in any order."""
    if offence.is_record:
        return f"{offence.name}.tier (from_occurrence = {tier.from_occurrence})"
    return f"{offence.name}.tier (from_occurrence = {tier.from_occurrence}, from_minutes = {tier.from_minutes})"


def level_key(table: str, from_percent: Decimal) -> str:
    """Return the key of a level or a band, by where it starts."""
    return f"{table} (from_percent = {decimal_text(from_percent)})"
