"""What stands in the cells of a DingTalk export: days, times, results, and leave with its span."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

BLANK = frozenset({"", "-", "--", "—", "未打卡", "无"})
WEEKDAYS = "一二三四五六日"

_DAY = re.compile(
    r"((?:[0-9]{2})?[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})(?![0-9])日?(?:\s*(?:星期|周)([一二三四五六日天]))?"
)
_MOMENT = re.compile(
    r"([0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)[ T]+(次日 *)?([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
)
_TIME = re.compile(
    r"(次日\s*)?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?![0-9:]))?"
    r"(?:[ \t]*\(([^()0-9]*)\)|[ \t]*((?:外勤|补卡)[^\W0-9次]*)|([^\W0-9次]*))"
)
_BETWEEN = re.compile(r"[\s、,;/|()]+")
_MONTH_CELL = re.compile(r"(.*?)\s*(?:\(([-—0-9:,、\s次日]*)\))?\s*", re.DOTALL)
_AFTER_SHIFT = re.compile(r"(?<![0-9]):|:(?![0-9])")
_LEAVE_WORD = re.compile(r"出差|外出|.*(?:假|调休).*")
_NO_LEAVE = ("加班", "补卡", "外勤", "换班", "调班", "打卡", "销假")


@dataclass(frozen=True, slots=True)
class Time:
    """A time of a cell.

    ``clock`` is the time of day as ``08:42``, by which sheets are compared, ``moment`` the whole time as
    ``2026-10-08 08:42``, and ``told`` whether the cell itself says which day it is of. What cannot be
    ``read`` stays as it is written.
    """

    clock: str
    moment: str
    mark: str = ""
    told: bool = False
    read: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """Leave in a text: its kind, from when to when (days, or times as ``2026-10-08 13:00``), first and last day."""

    kind: str
    start: str
    end: str
    first: date
    last: date


def plain(text: str) -> str:
    """Return a text in half width, without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def day_of_cell(text: str) -> date | None:
    """Return the day of a cell such as ``26-06-01 星期一`` or ``2026-06-01``.

    None if there is none, or if it is no such day of the week: then the parts stand in another order.
    """
    match = _DAY.match(plain(text))
    if match is None:
        return None
    year, month, day, weekday = match.groups()
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
    return found if weekday is None or WEEKDAYS[found.weekday()] == weekday.replace("天", "日") else None


def written_day(text: str) -> str:
    """Return the day of a cell as ``2026-06-01``, or as it is written."""
    found = day_of_cell(text)
    return found.isoformat() if found else plain(text)


def times_in(day: str, text: str, after: str = "") -> list[Time]:
    r"""Return the times of a cell: ``08:26  \n18:03  ``, ``08:3022:32外勤``, ``次日 01:04``, ``2026-06-01 9:00``.

    ``day`` is the day that the cell is of, as ``2026-06-01``. A time that is earlier than the one before it
    (``after`` for the first one) is of the next day. Times alone in a cell stay on its day.
    """
    text = plain(text)
    if text in BLANK:
        return []
    if found := _MOMENT.fullmatch(text):
        return [_moment(written_day(found[1]), found[2], found[3])]
    times: list[Time] = []
    first = day_of_cell(day)
    latest, rest, end = after, "", 0
    for found in _TIME.finditer(text):
        rest += " " + text[end : found.start()]
        end = found.end()
        clock, mark = _clock(found[2], found[3]), _mark(found[5] or found[6] or found[7] or "")
        if first is None or clock is None:
            times.append(Time(found[0], f"{day} {found[0]}".strip(), mark, read=False))
            continue
        moment = f"{first.isoformat()} {clock}"
        if found[1] or moment < latest:
            moment = f"{(first + timedelta(days=1)).isoformat()} {clock}"
        latest = moment
        times.append(Time(clock, moment + (f":{found[4]}" if found[4] else ""), mark, told=bool(found[1])))
    words = [word for word in _BETWEEN.split(rest + " " + text[end:]) if word not in BLANK]
    return [*times, *(Time(word, f"{day} {word}".strip(), read=False) for word in words)]


def _moment(day: str, next_day: str | None, clock: str) -> Time:
    hour, minute, *second = clock.split(":")
    found, of_day = day_of_cell(day), _clock(hour, minute)
    if found is None or of_day is None:
        return Time(clock, f"{day} {clock}", read=False)
    moment = (found + timedelta(days=1) if next_day else found).isoformat()
    return Time(of_day, f"{moment} {of_day}" + "".join(f":{each}" for each in second), told=True)


def _clock(hour: str, minute: str) -> str | None:
    return f"{int(hour):02d}:{minute}" if int(hour) < 24 and int(minute) < 60 else None


def _mark(word: str) -> str:
    return mark_of(word) or word.replace("正常", "")


def mark_of(result: str) -> str:
    """Return how a punch came about, by its result: 补卡, 外勤, or "" for the person's hand."""
    return next((mark for mark in ("补卡", "外勤") if mark in result), "")


def void_reason(result: str) -> str:
    """Return why a punch does not count by its result (打卡无效…), "" if it counts; managers are not named."""
    return re.sub(r"管理员.*?改为", "管理员改为", plain(result)) if "无效" in result else ""


def month_cell(text: str) -> tuple[str, str, str]:
    r"""Return shift, result and times of a day in a month's row: ``正常班:正常\n(08:17,18:30)``."""
    found = _MONTH_CELL.fullmatch(plain(text))
    result, times = (found[1], found[2] or "") if found else (plain(text), "")
    parts = _AFTER_SHIFT.split(result, maxsplit=1)
    if len(parts) == 2 and parts[0].strip() != "打卡无效":
        return parts[0].strip(), parts[1].strip(), times
    return "", result.strip(), times


def leave_words(results: Sequence[str]) -> list[str]:
    """Return the results that are leave of which they do not say from when to when: 请假, 事假, 出差, 外出."""
    words = [plain(word).rpartition("改为")[2] for result in results for word in re.split(r"[,、;\n]", result)]
    return [word for word in words if _LEAVE_WORD.fullmatch(word) and not any(other in word for other in _NO_LEAVE)]


# ---------------------------------------------------------------- spans

_DATE = r"(?:([0-9]{4}|[0-9]{2})[-/.年])?([0-9]{1,2})[-/.月]([0-9]{1,2})(?![0-9:])日?"
_WHEN = r"(?:\s*([0-9]{1,2}:[0-9]{2})(?::[0-9]{2})?|\s*(上午|下午))?"
_SPAN = re.compile(
    rf"([^\s0-9,;:、]*)\s*{_DATE}{_WHEN}\s*(?:到|至|~|-|—|–)+\s*(?:{_DATE})?{_WHEN}(?:\s*[0-9.]+\s*(?:天|小时|分钟))*"
)


def spans_in(text: str, near: date | None) -> list[Span]:
    """Return the leave in a text such as ``事假06-15 13:15到06-15 18:00 0.5天``, several in one text too.

    A day without a year is the one nearest to ``near``. A morning (上午) is 00:00 to 12:00, an afternoon
    (下午) 12:00 to 24:00; from a morning to an afternoon it is whole days. Overtime and corrections of
    punches are no leave.
    """
    spans = []
    for found in _SPAN.finditer(plain(text)):
        kind = found[1].strip("()") if found[1].count("(") != found[1].count(")") else found[1]
        first = _day(found[2], found[3], found[4], near)
        last = _day(found[7], found[8], found[9], first) if found[8] else first
        if found[8] is None and not (found[10] or found[11]):
            continue
        if first is None or last is None or any(word in kind for word in _NO_LEAVE):
            continue
        halves = (found[6], found[11])
        if found[5] is None and found[10] is None and halves[0] != "下午" and halves[1] != "上午":
            start, end = first.isoformat(), last.isoformat()
        else:
            start = _bound(first, found[5], found[6], ("00:00", "12:00"))
            end = _bound(last, found[10], found[11], ("12:00", "24:00"))
        spans.append(Span(kind, start, end, first, last))
    return spans


def _day(year: str | None, month: str, day: str, near: date | None) -> date | None:
    if year is not None:
        return day_of_cell(f"{year}-{month}-{day}")
    if near is None:
        return None
    days = [day_of_cell(f"{year}-{month}-{day}") for year in (near.year - 1, near.year, near.year + 1)]
    return min((each for each in days if each), key=lambda each: abs((each - near).days), default=None)


def _bound(day: date, clock: str | None, half: str | None, halves: tuple[str, str]) -> str:
    if clock is None and half is None:
        return day.isoformat()
    return f"{day.isoformat()} {clock.zfill(5) if clock else halves[half == '下午']}"


def minutes_of(text: str, heading: str) -> int | None:
    """Return a length of time in minutes: ``12``, ``12 分钟``, ``1小时20分钟``; its heading may name the unit."""
    parts = re.findall(r"([0-9]+(?:\.[0-9]+)?)\s*(分钟|小时)?", plain(text))
    unit = "小时" if "小时" in heading else "分钟"
    minutes = [float(number) * (60 if (named or unit) == "小时" else 1) for number, named in parts]
    return round(sum(minutes)) if minutes else None


def bounds(start: str, end: str) -> tuple[str, str]:
    """Return from and to of leave in one form, in which the same leave of two sheets is equal."""
    end_time = f"{end} 24:00" if len(end) == 10 else end
    if end_time.endswith(" 24:00"):
        following = datetime.fromisoformat(end_time[:10]) + timedelta(days=1)
        end_time = following.strftime("%Y-%m-%d 00:00")
    return (f"{start} 00:00" if len(start) == 10 else start), end_time
