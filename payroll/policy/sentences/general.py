"""What holds for the whole rule book: amounts, times, the pay period, shifts, calendar and punches."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text, same
from payroll.local_forms import weekday_text
from payroll.money import decimal_text
from payroll.period import MINUTES_PER_DAY, iso_day
from payroll.policy.model import Rules, ShiftTimes
from payroll.policy.pricing import Example
from payroll.policy.sentences.parts import Fact, Section, listed
from payroll.policy.words import NONE, OFFENCES, minutes_text


def describe_general(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield what the head of the file says."""
    yield Section(
        "policy",
        Text.of("General"),
        facts=(
            Fact("policy.title", Text.of("Title"), rules.title, is_published=False),
            Fact("policy.source", Text.of("Written in"), same(rules.source)),
            Fact("policy.currency", Text.of("Currency of amounts"), same(rules.currency)),
            Fact("policy.timezone", Text.of("Time zone"), same(rules.timezone)),
            Fact("policy.period_start_day", Text.within("days", "Pay period"), _period(rules.period_start_day)),
            Fact(
                "policy.previous_start_day",
                Text.of("Pay period before"),
                NONE if rules.previous_start_day is None else _period(rules.previous_start_day),
                rules.previous_start_day is not None,
            ),
            _day("policy.consulted_on", Text.of("Discussed with the staff on"), rules.consulted_on),
            _day("policy.published_on", Text.of("Published on"), rules.published_on),
            Fact("policy.hours_per_day", Text.of("Hours of a paid day"), _hours(rules), _has_hourly(rules)),
        ),
    )


def _day(key: str, topic: Text, day: int | None) -> Fact:
    return Fact(key, topic, NONE if day is None else Text(*2 * (iso_day(day),)), day is not None)


def _period(start_day: int) -> Text:
    if start_day == 1:
        return Text.of("the calendar month")
    return Text.of(
        "from day {start_day} of the month before to day {last_day} of the month",
        start_day=start_day,
        last_day=start_day - 1,
    )


def _hours(rules: Rules) -> Text:
    hours = decimal_text(rules.hours_per_day)
    return Text.of("{hours}; an hourly wage is base wage ÷ 21.75 ÷ {hours}", hours=hours)


def _has_hourly(rules: Rules) -> bool:
    """Tell whether a tier is priced by the hour: where none is, the hours of a day go without saying."""
    found = (offence.rule_of(rules) for offence in OFFENCES)
    return any(tier.price.hourly_wages is not None for rule in found if rule for tier in rule.tiers)


def describe_shifts(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield the shifts."""
    if rules.shifts:
        facts = (
            Fact(f"shifts.{code}", Text.of("Shift {code}", code=code), _times(times))
            for code, times in rules.shifts.items()
        )
        yield Section("shifts", Text.of("Shifts"), facts=tuple(facts))


def _times(shift: ShiftTimes) -> Text:
    start, end = _clock(shift.start), _clock(shift.end)
    if shift.end <= MINUTES_PER_DAY:
        return Text.of("{start} to {end}", start=start, end=end)
    end = _clock(shift.end - MINUTES_PER_DAY)
    return Text.of("{start} to {end} of the next day", start=start, end=end)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def describe_calendar(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield who works when without a rota."""
    calendar = rules.calendar
    if calendar is None:
        return
    days = listed(weekday_text(day) for day in sorted(calendar.weekdays))
    holidays = Text.of("are worked like other days")
    if calendar.holidays:
        holidays = Text.of(
            "those of {holidays} are free; official make-up working days are worked", holidays=calendar.holidays
        )
    yield Section(
        "calendar",
        Text.of("Working days"),
        meaning=(Text.of("Where the rota says nothing, the calendar tells who works."),),
        facts=(
            Fact("calendar.shift", Text.of("Shift"), same(calendar.shift)),
            Fact("calendar.weekdays", Text.of("Days that are worked"), days),
            Fact("calendar.holidays", Text.of("Public holidays"), holidays),
        ),
    )


def describe_punches(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield which punches belong to a shift."""
    before, after, repeat = (
        minutes_text(minutes)
        for minutes in (rules.punches.before_minutes, rules.punches.after_minutes, rules.punches.repeat_minutes)
    )
    yield Section(
        "punches",
        Text.of("Punches"),
        facts=(
            Fact(
                "punches.before_minutes",
                Text.of("A punch counts for a shift at the earliest"),
                Text.of("{before} before it starts", before=before),
            ),
            Fact(
                "punches.after_minutes",
                Text.of("It counts until"),
                Text.of("{after} after the shift ends", after=after),
            ),
            Fact(
                "punches.repeat_minutes",
                Text.of("Repeated punches"),
                Text.of("those less than {repeat} apart count as one", repeat=repeat),
            ),
        ),
    )
