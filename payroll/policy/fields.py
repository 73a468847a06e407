"""The kinds of values that a policy file holds: what each accepts, and how that is told to a person.

Every type here is an annotated one: its validator, and beside it ``Allowed``, the words of the message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, PlainValidator, StringConstraints, ValidationInfo

from payroll.language import OR, Text
from payroll.money import is_currency
from payroll.period import MINUTES_PER_DAY, day_number
from payroll.policy.calendar_days import is_country
from payroll.table_words import CATEGORY_WORDS, REST_WORDS, SOURCE_WORDS

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may stand in a field, as a phrase."""

    text: Text


def one_of(words: Sequence[str]) -> Allowed:
    """Return the phrase for a choice between ``words``."""
    return Allowed(OR.join(f'"{word}"' for word in words))


def whole_from(lowest: int, highest: int) -> Allowed:
    """Return the phrase for a whole number between two bounds, both included."""
    return Allowed(Text.of("a whole number from {lowest} to {highest}", lowest=lowest, highest=highest))


def tables(name: str) -> Allowed:
    """Return the phrase for a list of tables."""
    return Allowed(Text.of("tables [[{name}]], any number", name=name))


def _number(value: object) -> Decimal:
    """Return a plain decimal, not negative: a TOML number or a text, without sign or exponent."""
    text = str(value) if isinstance(value, int | Decimal | str) else ""
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        raise ValueError(value)
    return Decimal(text)


def _amount(value: object, info: ValidationInfo) -> int:
    """Return minor units; the context tells the ``places`` of the policy's currency."""
    number = _number(value)
    places: int = info.context["places"] if info.context else 2
    minor = number.scaleb(places)
    decimals = str(value).partition(".")[2]
    if minor != int(minor) or len(decimals) > max(places, 2):
        raise ValueError(value)
    return int(minor)


def _percent(value: object) -> Decimal:
    return _number_to(100, value)


def _wages(value: object) -> Decimal:
    """Return a number of daily or hourly wages; no month has more days than 31."""
    return _number_to(31, value)


def _day(value: object) -> int:
    """Return the day of a text ``2026-01-31``, from 1970 on."""
    if not isinstance(value, str) or not re.fullmatch(r"(19[7-9][0-9]|2[0-9]{3})-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(value)
    return day_number(date.fromisoformat(value))


def _hours_per_day(value: object) -> Decimal:
    hours = _number_to(24, value)
    if hours == 0:
        raise ValueError(value)
    return hours


def _number_to(highest: int, value: object) -> Decimal:
    number = _number(value)
    if number > highest:
        raise ValueError(value)
    return number


def _clock(value: object) -> int:
    """Return minutes after midnight of a text ``HH:MM``; 24:00 is allowed."""
    if not isinstance(value, str) or not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00", value):
        raise ValueError(value)
    return int(value[:2]) * 60 + int(value[3:])


def _start_clock(value: object) -> int:
    minute = _clock(value)
    if minute == MINUTES_PER_DAY:
        raise ValueError(value)
    return minute


def _weekday(value: object) -> int:
    return WEEKDAYS.index(value)


def _currency(value: str) -> str:
    if not is_currency(value):
        raise ValueError(value)
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, OSError) as error:  # OSError: the name is a folder of zones, such as "Asia"
        raise ValueError(value) from error
    return value


def _country(value: str) -> str:
    if value and not is_country(value):
        raise ValueError(value)
    return value


def _shift_code(value: str) -> str:
    if value.lower() in REST_WORDS:
        raise ValueError(value)
    return value


def _source(value: str) -> str:
    return SOURCE_WORDS[value] if value in SOURCE_WORDS else _refused(value)


def _category(value: str) -> str:
    return CATEGORY_WORDS.get(value, value)


def _refused(value: str) -> str:
    raise ValueError(value)


_Text = Annotated[str, StringConstraints(strict=True)]
_NAME = StringConstraints(strict=True, pattern=r"^\S(.*\S)?$")
_NAME_ALLOWED = Allowed(Text.of("a text in quotes, not empty, no space at either end"))

OptionalText = Annotated[_Text, Allowed(Text.of("a text in quotes"))]
"""A text that may be empty."""
Name = Annotated[str, _NAME, _NAME_ALLOWED]
"""A text or a code that must not be empty."""
YesNo = Annotated[bool, Field(strict=True), Allowed(Text.of("true or false"))]
"""A switch."""
Whole = Annotated[int, Field(strict=True, ge=0, le=1_000_000), whole_from(0, 1_000_000)]
"""A count, 0 or more."""
Ordinal = Annotated[int, Field(strict=True, ge=1, le=1_000_000), whole_from(1, 1_000_000)]
"""A position that starts at 1."""
ObjectionDays = Annotated[int, Field(strict=True, ge=1, le=366), whole_from(1, 366)]
"""A time in days within which something is done, up to a year."""
Months = Annotated[int, Field(strict=True, ge=1, le=120), whole_from(1, 120)]
"""A length of time in months."""
Minutes = Annotated[int, Field(strict=True, ge=0, le=MINUTES_PER_DAY), whole_from(0, MINUTES_PER_DAY)]
"""Minutes, up to a day."""
StartDay = Annotated[int, Field(strict=True, ge=1, le=28), whole_from(1, 28)]
"""A day that every month has."""
Amount = Annotated[
    int,
    PlainValidator(_amount),
    Allowed(Text.of('an amount, 0 or more, such as 20, 20.50 or "20.50", with no more decimals than the currency has')),
]
"""An amount in the file, minor units inside."""
Percent = Annotated[
    Decimal,
    PlainValidator(_percent),
    Allowed(Text.of("a number from 0 to 100, such as 20 or 0.5")),
]
"""A share of a wage, per cent."""
Number = Annotated[
    Decimal,
    PlainValidator(_number),
    Allowed(Text.of("a number, 0 or more, such as 1 or 0.5")),
]
"""A number, not negative."""
Day = Annotated[
    int,
    PlainValidator(_day),
    Allowed(Text.of('a date in quotes from 1970 on, such as "2026-01-31"')),
]
"""A date in the file, a day number inside."""
Wages = Annotated[
    Decimal,
    PlainValidator(_wages),
    Allowed(Text.of("a number from 0 to 31, such as 1 or 0.5")),
]
"""A number of daily or hourly wages."""
HoursPerDay = Annotated[
    Decimal,
    PlainValidator(_hours_per_day),
    Allowed(Text.of("a number above 0, at most 24, such as 8 or 7.5")),
]
"""How many hours a paid day has."""
StartClock = Annotated[
    int,
    PlainValidator(_start_clock),
    Allowed(Text.of('a time in quotes, "00:00" to "23:59"')),
]
"""When a shift starts, in minutes after midnight."""
EndClock = Annotated[
    int,
    PlainValidator(_clock),
    Allowed(Text.of('a time in quotes, "00:00" to "24:00"')),
]
"""When a shift ends, in minutes after midnight."""
Weekday = Annotated[int, PlainValidator(_weekday), one_of(WEEKDAYS)]
"""A weekday, 0 = Monday."""
Weekdays = Annotated[
    list[Weekday],
    Field(min_length=1),
    Allowed(Text.of('a list such as ["mon", "tue"], at least one weekday')),
]
"""Weekdays, 0 = Monday."""
Currency = Annotated[
    _Text,
    AfterValidator(_currency),
    Allowed(Text.of('an ISO 4217 currency code such as "CNY"')),
]
"""A currency that is known."""
Timezone = Annotated[
    _Text,
    AfterValidator(_timezone),
    Allowed(Text.of('an IANA time zone such as "Asia/Shanghai"')),
]
"""A time zone that is known."""
Country = Annotated[
    _Text,
    AfterValidator(_country),
    Allowed(Text.of('a country code of two letters such as "CN", or "" for no public holidays')),
]
"""A country whose official days are known, or "" for none."""
ShiftCode = Annotated[
    Name,
    AfterValidator(_shift_code),
    Allowed(Text.of("a shift code: no space at either end, and no word for a day off (rest, off, 休 and the like)")),
]
"""The code of a shift, as the rota writes it."""
Sources = Annotated[
    list[Annotated[_Text, AfterValidator(_source), one_of(("customer", "sales"))]],
    Field(min_length=1),
    Allowed(Text.of('a list such as ["customer"], at least one')),
]
"""Who complaints come from; the Chinese words of the complaints table are understood too."""
Categories = Annotated[
    list[Annotated[Name, AfterValidator(_category)]],
    Field(min_length=1),
    Allowed(Text.of('a list such as ["service"], at least one')),
]
"""What complaints are about; the Chinese words of the complaints table are understood too."""
Names = Annotated[
    list[Name],
    Allowed(Text.of('a list of texts such as ["病假", "sick"]')),
]
"""Any number of names."""
