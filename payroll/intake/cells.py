"""What the text of one cell means, or what is wrong with it.

Each reader takes a text without blanks around it, in half-width characters, and returns its value or a
``Fault``. They are the definition; ``payroll.intake.columns`` applies them to whole columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from math import isnan
from typing import NamedTuple

from payroll.intake.kinds import (
    COUNT_FORM,
    DATE_AMBIGUOUS,
    DATE_FORM,
    DATE_IMPOSSIBLE,
    DATE_NUMBER,
    ID_NOT_TEXT,
    ID_TOO_LONG,
    MINUTES_FORM,
    MONEY_FORM,
    MONEY_NEGATIVE,
    MONEY_PLACES,
    MONEY_ZERO,
    TIME_FORM,
    TIME_IMPOSSIBLE,
    TIME_MISSING,
    WORD_UNKNOWN,
)
from payroll.language import COMMA, EMPTY, Text
from payroll.money import MONEY_DIGITS
from payroll.period import MINUTES_PER_DAY, clock, day_number, iso_day
from payroll.problems import ProblemKind

SECONDS_PER_DAY = 86400
FIRST_YEAR, LAST_YEAR = 1970, 2100
FIRST_DAY, LAST_DAY = day_number(date(FIRST_YEAR, 1, 1)), day_number(date(LAST_YEAR, 12, 31))
_EXCEL_DAY_0 = day_number(date(1899, 12, 30))
_BLANKS = " \t\r\n\f\v\u00a0\u2007\u202f\u3000\u200b\ufeff"

_NO_SUCH_DAY = Text.of("does not exist")
_OUTSIDE_YEARS = Text.of(
    "is not between the years {first_year} and {last_year}", first_year=FIRST_YEAR, last_year=LAST_YEAR
)

NO_TEXT = EMPTY


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text (or worth a warning), and what could be read of it all the same.

    ``readable`` is a day number for a timestamp of which only the time is wrong, the id for an id.
    """

    kind: ProblemKind
    details: Mapping[str, str | Text] = field(default_factory=dict)
    readable: int | str | None = None


class Moment(NamedTuple):
    """A timestamp: seconds since 1970-01-01 00:00 as written, and its offset in seconds if it names one.

    ``bare`` tells that it was a date without a time.
    """

    seconds: int
    offset: int | None = None
    bare: bool = False


def tidy(text: str) -> str:
    """Return the text without the blanks around it, visible or not."""
    return text.strip(_BLANKS)


def half_width(text: str) -> str:
    """Return the text with full-width letters, digits and punctuation made half-width."""
    return text if text.isascii() else tidy(unicodedata.normalize("NFKC", text))


def text_of(value: object) -> str:
    """Return a stored value (text, number, date, ...) as the text that a person would write; "" for none."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


# ---------------------------------------------------------------- ids and words

_SHOWN = 20
"""So many characters of a long id are shown."""
_DAMAGED_ID = re.compile(r"[0-9]+\.0+|[0-9](\.[0-9]+)?[eE]\+[0-9]+")


def plain_id(text: str) -> str:
    """Return an id without the apostrophe that spreadsheets put before text (``'0007``)."""
    return tidy(text[1:]) if text.startswith("'") else text


def as_written(text: str) -> str:
    """Return a text as it is."""
    return text


def id_of(text: str) -> str | Fault:
    """Return an id as written; ``7.0`` and ``1.23E+16`` were damaged by a spreadsheet."""
    plain = plain_id(text)
    if not plain.isalnum() and _DAMAGED_ID.fullmatch(plain):
        return Fault(ID_NOT_TEXT, {"guess": NO_TEXT}, plain)
    return plain


def id_within(limit: int) -> Callable[[str], str | Fault]:
    """Return a reader for ids of so many bytes in UTF-8."""

    def short_id_of(text: str) -> str | Fault:
        read = id_of(text)
        found = len(text.encode())
        if isinstance(read, Fault) or found <= limit:
            return read
        return Fault(ID_TOO_LONG, {"begin": f"{read[:_SHOWN]}…", "found": f"{found:,}", "limit": f"{limit:,}"}, read)

    return short_id_of


def word_reader(words: Mapping[str, str]) -> Callable[[str], str | Fault]:
    """Return a reader for the words of a column: any known word, in either language -> the contract's word."""

    def word_of(text: str) -> str | Fault:
        known = words.get(text.lower())
        return Fault(WORD_UNKNOWN, {"allowed": allowed}) if known is None else known

    chinese = {value: word for word, value in reversed(list(words.items())) if not word.isascii()}
    english = list(dict.fromkeys(words.values()))
    allowed = COMMA.join(Text.of("{word}", word=word, known=chinese.get(word, word)) for word in english)
    return word_of


# ---------------------------------------------------------------- dates and times

_DAY = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))"
)
_DAY_FAR = re.compile(r"(-[0-9]+|[0-9]{5,})-[0-9]{2}-[0-9]{2}")
_DAY_LAST = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1([0-9]{4}|[0-9]{2})")
_MIDNIGHT = re.compile(r"[T ]+0?0:00(:00(\.0+)?)?$")
_WEEKDAY = re.compile(
    r"\s*[(\[]?\s*((星期|周|礼拜)[一二三四五六日天]|(?<=[\s(\[])[一二三四五六日天]"
    r"|(?<![a-z])(mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(day)?\.?)\s*[)\]]?$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(?: ?(Z|[+-][0-9]{2}:?[0-9]{2}))?", re.IGNORECASE
)
_LIKE_TIME = re.compile(r"[0-9]{1,3}:[0-9]{2}(:[0-9]{2})?")


def without_weekday(text: str) -> str:
    """Return a date without the weekday behind it (``2026/02/28 星期六``)."""
    return _WEEKDAY.sub("", text)


def day_of(text: str) -> int | Fault:
    """Return the day number of a date with the year first, with or without a weekday behind it."""
    plain = _MIDNIGHT.sub("", without_weekday(text))
    if found := _DAY.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
        return _day(year, month, day, plain)
    if _DAY_FAR.fullmatch(plain):
        return Fault(DATE_IMPOSSIBLE, {"date": plain, "wrong": _OUTSIDE_YEARS})
    if _DAY_LAST.fullmatch(plain):
        return Fault(DATE_AMBIGUOUS, {"date": plain})
    return _not_a_day(plain)


def _day(year: int, month: int, day: int, text: str) -> int | Fault:
    try:
        number = day_number(date(year, month, day))
    except ValueError:
        return Fault(DATE_IMPOSSIBLE, {"date": text, "wrong": _NO_SUCH_DAY})
    outside = Fault(DATE_IMPOSSIBLE, {"date": text, "wrong": _OUTSIDE_YEARS})
    return number if FIRST_YEAR <= year <= LAST_YEAR else outside


def _not_a_day(text: str) -> Fault:
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", text):
        number = _EXCEL_DAY_0 + int(float(text))
        if FIRST_DAY <= number <= LAST_DAY:
            return Fault(DATE_NUMBER, {"date": iso_day(number)})
    return Fault(DATE_FORM, {"hint": NO_TEXT})


_WITH_TIME = " 08:30"
"""What stands behind the example of a date, where a time is wanted or written: without it, it would be a whole day."""


def time_of(text: str) -> int | Fault:
    """Return a time of day in minutes after midnight, 0 to 1440; seconds are dropped."""
    read = _time(text)
    if isinstance(read, Fault):
        return read
    seconds, offset = read
    return Fault(TIME_FORM, {"time": text, "hint": NO_TEXT}) if offset is not None else seconds // 60


def _time(text: str) -> tuple[int, int | None] | Fault:
    """Return seconds after midnight, and the offset from UTC in seconds if one is written."""
    found = _TIME.fullmatch(text)
    if not found:
        impossible = _LIKE_TIME.fullmatch(text)
        return Fault(TIME_IMPOSSIBLE, {"time": text}) if impossible else _not_a_time(text)
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    total = hour * 3600 + minute * 60 + second
    if minute > 59 or second > 59 or total > SECONDS_PER_DAY:
        return Fault(TIME_IMPOSSIBLE, {"time": text})
    offset = _offset(found[4])
    return Fault(TIME_IMPOSSIBLE, {"time": text}) if offset == _NO_OFFSET else (total, offset)


_NO_OFFSET = SECONDS_PER_DAY
"""An offset from UTC that no clock on earth has."""


def _offset(text: str | None) -> int | None:
    if text is None:
        return None
    if text in "Zz":
        return 0
    sign = -1 if text[0] == "-" else 1
    hours, minutes = int(text[1:3]), int(text[-2:])
    return sign * (hours * 3600 + minutes * 60) if hours <= 14 and minutes <= 59 else _NO_OFFSET


def _not_a_time(text: str) -> Fault:
    hint = NO_TEXT
    if re.fullmatch(r"0?\.[0-9]+", text):
        meant = clock(round(float(text) * MINUTES_PER_DAY))
        hint = Text.of(
            " but a fraction of a day, which is how Excel keeps {meant}; format the cell as a time", meant=meant
        )
    return Fault(TIME_FORM, {"time": text, "hint": hint})


def moment_of(text: str) -> Moment | Fault:
    """Return a date with a time behind it, after ``T`` or blanks; 24:00 is 00:00 of the next day."""
    read = moment_or_day_of(text)
    if isinstance(read, Moment) and read.bare:
        return Fault(TIME_MISSING, readable=read.seconds // SECONDS_PER_DAY)
    if isinstance(read, Fault) and read.kind is DATE_FORM:
        return Fault(DATE_FORM, {"hint": _WITH_TIME})
    return read


def moment_or_day_of(text: str) -> Moment | Fault:
    """Return a date with or without a time behind it."""
    date_text, time_text = _split(text)
    day = day_of(date_text)
    if isinstance(day, Fault):
        return Fault(DATE_FORM, {"hint": _WITH_TIME}) if time_text and day.kind is DATE_FORM else day
    if not time_text:
        return Moment(day * SECONDS_PER_DAY, bare=True)
    time = _time(time_text)
    if isinstance(time, Fault):
        return Fault(time.kind, time.details, day)
    return Moment(day * SECONDS_PER_DAY + time[0], time[1])


_BEFORE_TIME = re.compile(r"(?<=[0-9日)一二三四五六天a-zA-Z\]])(?:T|\s+)(?=[-+.0-9]|次日|上午|下午)")


def _split(text: str) -> tuple[str, str]:
    """Return the date (with its weekday, if any) and the time of a timestamp."""
    parts = _BEFORE_TIME.split(text, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else (text, "")


_WITHOUT_ZONE = Text.of(": a correction goes by the clock's own time, without an offset")
_MINUTES = re.compile(r"[+-]?[0-9]{1,8}")


def clock_time_of(text: str) -> Moment | Fault:
    """Return a date with or without a time as a clock shows it, which knows no offset."""
    read = moment_or_day_of(text)
    if isinstance(read, Moment) and read.offset is not None:
        return Fault(TIME_FORM, {"time": text, "hint": _WITHOUT_ZONE})
    return read


def minutes_of(text: str) -> int | Fault:
    """Return a whole number of minutes, which may be below 0."""
    return int(text) if _MINUTES.fullmatch(text) else Fault(MINUTES_FORM)


_COUNT = re.compile(r"[0-9]{1,8}(?:\.0+)?")


def count_of(text: str) -> int | Fault:
    """Return a whole number, 0 or more; a spreadsheet may have given it decimals of 0."""
    return int(text.partition(".")[0]) if _COUNT.fullmatch(text) else Fault(COUNT_FORM)


# ---------------------------------------------------------------- money

_MONEY = re.compile(rf"([0-9]{{1,{MONEY_DIGITS}}})(?:\.([0-9]+))?")


@dataclass(frozen=True, slots=True)
class MoneyReader:
    """Reads plain decimals of a currency with so many decimal places as minor units."""

    currency: str
    places: int
    above_zero: bool

    def __call__(self, text: str) -> int | Fault:
        """Return the amount of one text."""
        found = _MONEY.fullmatch(text.removeprefix("-"))
        if not found:
            return Fault(MONEY_FORM)
        whole, decimals = found[1], found[2] or ""
        if len(decimals) > self.places:
            return Fault(MONEY_PLACES, {"currency": self.currency, "places": str(self.places)})
        amount = int(whole + decimals.ljust(self.places, "0"))
        if text.startswith("-"):
            return Fault(MONEY_NEGATIVE)
        return Fault(MONEY_ZERO) if self.above_zero and amount == 0 else amount
