"""What holds for the whole rule book: amounts, times, the pay period, shifts, calendar and punches."""

from __future__ import annotations

from collections.abc import Iterator

from payroll.language import Text
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
        Text("总则", "General"),
        facts=(
            Fact("policy.title", Text("名称", "Title"), rules.title, is_published=False),
            Fact("policy.source", Text("出处", "Written in"), Text(rules.source, rules.source)),
            Fact("policy.currency", Text("金额的货币", "Amounts are in"), Text(rules.currency, rules.currency)),
            Fact("policy.timezone", Text("时间的时区", "Times are those of"), Text(rules.timezone, rules.timezone)),
            Fact("policy.period_start_day", Text("计薪周期", "Pay period"), _period(rules.period_start_day)),
            Fact(
                "policy.previous_start_day",
                Text("此前的计薪周期", "Pay period before"),
                NONE if rules.previous_start_day is None else _period(rules.previous_start_day),
                rules.previous_start_day is not None,
            ),
            _day("policy.consulted_on", Text("听取职工意见", "Discussed with the staff on"), rules.consulted_on),
            _day("policy.published_on", Text("公布日期", "Published on"), rules.published_on),
            Fact("policy.hours_per_day", Text("每日工时", "Hours of a paid day"), _hours(rules), _has_hourly(rules)),
        ),
    )


def _day(key: str, topic: Text, day: int | None) -> Fact:
    return Fact(key, topic, NONE if day is None else Text(*2 * (iso_day(day),)), day is not None)


def _period(start_day: int) -> Text:
    if start_day == 1:
        return Text("自然月", "the calendar month")
    return Text(
        f"上月 {start_day} 日至当月 {start_day - 1} 日",
        f"from day {start_day} of the month before to day {start_day - 1} of the month",
    )


def _hours(rules: Rules) -> Text:
    hours = decimal_text(rules.hours_per_day)
    return Text(
        f"{hours} 小时；小时工资 = 基本工资 ÷ 21.75 ÷ {hours}",
        f"{hours}; an hourly wage is base wage ÷ 21.75 ÷ {hours}",
    )


def _has_hourly(rules: Rules) -> bool:
    """Tell whether a tier is priced by the hour: where none is, the hours of a day go without saying."""
    found = (offence.rule_of(rules) for offence in OFFENCES)
    return any(tier.price.hourly_wages is not None for rule in found if rule for tier in rule.tiers)


def describe_shifts(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield the shifts."""
    if rules.shifts:
        facts = (
            Fact(f"shifts.{code}", Text(f"班次 {code}", f"Shift {code}"), _times(times))
            for code, times in rules.shifts.items()
        )
        yield Section("shifts", Text("班次", "Shifts"), facts=tuple(facts))


def _times(shift: ShiftTimes) -> Text:
    start, end = _clock(shift.start), _clock(shift.end)
    if shift.end <= MINUTES_PER_DAY:
        return Text(f"{start} 至 {end}", f"{start} to {end}")
    end = _clock(shift.end - MINUTES_PER_DAY)
    return Text(f"{start} 至次日 {end}", f"{start} to {end} of the next day")


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def describe_calendar(rules: Rules, _example: Example) -> Iterator[Section]:
    """Yield who works when without a rota."""
    calendar = rules.calendar
    if calendar is None:
        return
    days = listed(weekday_text(day) for day in sorted(calendar.weekdays))
    holidays = Text("照常上班", "are worked like other days")
    if calendar.holidays:
        holidays = Text(
            f"按 {calendar.holidays} 的法定节假日休息，调休上班日照常上班",
            f"those of {calendar.holidays} are free; official make-up working days are worked",
        )
    yield Section(
        "calendar",
        Text("工作日", "Working days"),
        meaning=(Text("排班表没有写的日子按日历上班。", "Where the rota says nothing, the calendar tells who works."),),
        facts=(
            Fact("calendar.shift", Text("班次", "Shift"), Text(calendar.shift, calendar.shift)),
            Fact("calendar.weekdays", Text("上班的日子", "Days that are worked"), days),
            Fact("calendar.holidays", Text("节假日", "Public holidays"), holidays),
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
        Text("打卡", "Punches"),
        facts=(
            Fact(
                "punches.before_minutes",
                Text("上班卡最早", "A punch counts for a shift at the earliest"),
                Text(f"班前 {before.zh}", f"{before.en} before it starts"),
            ),
            Fact(
                "punches.after_minutes",
                Text("下班卡须早于", "It counts until"),
                Text(f"班后 {after.zh}", f"{after.en} after the shift ends"),
            ),
            Fact(
                "punches.repeat_minutes",
                Text("重复打卡", "Punches that are one"),
                Text(f"相隔不到 {repeat.zh}的算一次", f"those less than {repeat.en} apart"),
            ),
        ),
    )
