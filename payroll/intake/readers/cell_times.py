"""The times in one cell of an attendance app's export, and the day on which each was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

BLANK = frozenset({"", "-", "--", "—", "未打卡"})
_TIME = re.compile(r"(次日)?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\(([^()]*)\))?")


def times_in(text: str, day: date | None, written_day: str = "") -> Iterator[tuple[str, str]]:
    """Yield time and mark of each punch of a cell such as ``18:58、23:30(补卡) 次日05:02``.

    The time is ``2026-10-08 18:58``. 次日 before a time means the next day, and so does a time that is
    earlier than the one before it; an only time after midnight stays on the day it stands under. What is no
    time is handed on as it is written, after the day, for the check of times to name it; ``written_day`` is
    the day as the file has it where it is none.
    """
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"次日\s+", "次日", re.sub(r"\s+\(", "(", text))
    return dated_times(re.split(r"[\s、,;]+", text), day, written_day)


def dated_times(words: Iterable[str], day: date | None, written_day: str = "") -> Iterator[tuple[str, str]]:
    """Yield time and mark of each word such as ``18:58`` or ``次日05:02(补卡)``, as ``times_in`` does."""
    latest, past_midnight = "", False
    for word in words:
        if word in BLANK:
            continue
        match = _TIME.fullmatch(word)
        if match is None or day is None or int(match[2]) > 24 or int(match[3]) > 59:
            yield f"{day.isoformat() if day else written_day} {word}", ""
            continue
        clock = f"{int(match[2]):02d}:{match[3]}"
        past_midnight = past_midnight or match[1] is not None or clock < latest
        latest = clock
        punched = day + timedelta(days=1) if past_midnight else day
        yield f"{punched.isoformat()} {clock}" + (f":{match[4]}" if match[4] else ""), match[5] or ""
