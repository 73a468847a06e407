"""What a day's cell of a Feishu report says: ``正常(09:01),正常(18:20)``, ``事假(全天)``, ``调休假(13:30-18:00)``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from payroll.intake.readers.cell_times import BLANK, dated_times
from payroll.intake.readers.leave_text import NOON

WHOLE_DAY = ("00:00", "24:00")
_HALVES: Mapping[str, tuple[str, str]] = {
    "全天": WHOLE_DAY,
    "上午": (WHOLE_DAY[0], NOON[1]),
    "下午": (NOON[0], WHOLE_DAY[1]),
}
_BREAK_MINUTES = 120
"""Two spans of one leave that are at most so far apart are one: what lies between is the break of the shift."""
_RESULT = re.compile(r"(?P<word>[^();,、/\s]*)\((?P<inner>[^()]*)\)|(?P<alone>[^();,、/\s]+)")
_MARKED_TIME = re.compile(r"([0-9]:[0-9]{2})\s*\(([^()]*)\)")
_TIME = re.compile(r"(?:次日)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_SPAN = re.compile(r"(次日)?([0-9]{1,2}:[0-9]{2})[-~至](次日)?([0-9]{1,2}:[0-9]{2})")
_DURATION = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*(?:天|小时|分钟)")
_VERDICT = re.compile(r"正常|休息|加班|旷工|缺卡|缺勤|迟到|早退|打卡|补卡|排班|入职|离职|节假日|假日")
_LEAVE = re.compile(r"假|出差|外出|外勤|调休")
_NO_PUNCH = re.compile(r"缺卡|旷工|未打卡|加班")
_MARKS = ("补卡", "外勤", "外出")


@dataclass(frozen=True, slots=True)
class DayLeave:
    """Leave on one day, from and to as ``13:30``; beyond ``24:00`` it is of the next day (``30:00`` is its 06:00)."""

    kind: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class DayCell:
    """Time and mark of each punch, the leave, and the words that mean leave but do not say from when to when.

    ``unknown`` are words that are known of no result.
    """

    punches: tuple[tuple[str, str], ...]
    leave: tuple[DayLeave, ...]
    unread: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def day_cell(text: str, day: date) -> DayCell:
    """Return what the results in a cell say of a day.

    Times in brackets are punches (with the mark 补卡, 外勤 or 外出 where the result says so), except behind
    缺卡, 旷工 and 加班; spans of time, 全天, 上午 and 下午 are leave, except behind a verdict. A result that
    means leave but does not say when is only accepted where another one of the cell says it (外勤: where
    there are punches).
    """
    punches: list[str] = []
    corrections: list[str] = []
    leave: list[DayLeave] = []
    vague: list[str] = []
    unread: list[str] = []
    unknown: list[str] = []
    for word, inner in _results(text):
        spans = _spans(word, inner)
        is_leave = _is_leave(word)
        if spans:
            leave += [] if _VERDICT.search(word) else [DayLeave(_kind(word), *span) for span in spans]
        elif ":" in inner and not (is_leave and not _only_times(inner)):
            if not _NO_PUNCH.search(word):
                (corrections if "补卡" in word else punches).extend(_marked(word, inner))
            vague += [f"{word}({inner})"] if is_leave and not any(mark in word for mark in _MARKS) else []
        elif is_leave and not any(map(str.isdigit, inner)):
            vague.append(f"{word}({inner})" if inner else word)
        elif any(map(str.isdigit, inner)) and not _VERDICT.search(word):
            unread.append(f"{word}({inner})")
        elif not is_leave and not _VERDICT.search(word):
            unknown.append(word)
    times = [*dated_times(punches, day), *(time for each in corrections for time in dated_times([each], day))]
    if times:
        vague = [each for each in vague if each != "外勤"]
    return DayCell(tuple(times), tuple(leave), (*unread, *(() if leave else vague)), tuple(unknown))


def _results(text: str) -> Iterator[tuple[str, str]]:
    """Yield word and brackets of each result; brackets or a time without a word belong to the word before them."""
    text = re.sub(r"次日\s+", "次日", unicodedata.normalize("NFKC", text))
    last = ""
    for match in _RESULT.finditer(_MARKED_TIME.sub(r"\1\2", text)):
        if match["alone"] and _TIME.match(match["alone"]):
            yield last, match["alone"]
            continue
        last = match["word"] or match["alone"] or last
        if last not in BLANK or match["inner"]:
            yield last, (match["inner"] or "").strip()


def _is_leave(word: str) -> bool:
    return _LEAVE.search(word) is not None and _VERDICT.search(word) is None


def _parts(inner: str) -> list[str]:
    joined = re.sub(r"\s*([-~至])\s*", r"\1", inner)
    return [part for part in re.split(r"[,、;\s]+", joined) if part not in BLANK]


def _only_times(inner: str) -> bool:
    return all(_TIME.fullmatch(part) for part in _parts(inner))


def _spans(word: str, inner: str) -> list[tuple[str, str]]:
    """Return the spans of time that a result names, those on both sides of a break as one."""
    matches = [_SPAN.fullmatch(part) for part in _parts(inner)]
    if matches and all(matches):
        return _joined(_span(match) for match in matches if match)
    said = _DURATION.sub("", inner)
    halves = [half for half in _HALVES if half in said or half in word]
    if not halves or re.sub("全天|上午|下午|[,、\\s]", "", said):
        return []
    return [WHOLE_DAY] if "全天" in halves else _joined(_HALVES[half] for half in halves)


def _span(match: re.Match[str]) -> tuple[str, str]:
    start = _minutes(match[2]) + 1440 * bool(match[1])
    end = _minutes(match[4]) + 1440 * bool(match[3])
    return _clock(start), _clock(end if end > start else end + 1440)


def _joined(spans: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    joined: list[tuple[str, str]] = []
    for start, end in spans:
        if joined and 0 <= _minutes(start) - _minutes(joined[-1][1]) <= _BREAK_MINUTES:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _marked(word: str, inner: str) -> list[str]:
    """Return the times in brackets as ``09:00`` or ``09:00(补卡)``."""
    times = []
    for part in _parts(inner):
        mark = next((each for each in _MARKS if each in word or each in part), "")
        if time := part.replace(mark, "") if mark else part:
            times.append(f"{time}({mark})" if mark else time)
    return times


def _kind(word: str) -> str:
    return re.sub("上午|下午|全天|:", "", word) or word


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return 60 * int(hour) + int(minute)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def leave_periods(days: Sequence[tuple[date, DayLeave]]) -> list[tuple[str, str, str]]:
    """Return kind, start and end (as ``Leave`` has them) of a person's leave; whole days in a row are one."""
    periods: list[tuple[str, str, str]] = []
    whole: dict[str, int] = {}
    for day, leave in sorted(days, key=lambda each: each[0]):
        if (leave.start, leave.end) != WHOLE_DAY:
            periods.append((leave.kind, _moment(day, leave.start), _moment(day, leave.end)))
            continue
        at = whole.get(leave.kind)
        if at is not None and periods[at][2] in {(day - timedelta(days=1)).isoformat(), day.isoformat()}:
            periods[at] = (*periods[at][:2], day.isoformat())
        else:
            whole[leave.kind] = len(periods)
            periods.append((leave.kind, day.isoformat(), day.isoformat()))
    return periods


def _moment(day: date, clock: str) -> str:
    minutes = _minutes(clock)
    later = minutes > 1440
    return f"{(day + timedelta(days=later)).isoformat()} {_clock(minutes - 1440 * later)}"
