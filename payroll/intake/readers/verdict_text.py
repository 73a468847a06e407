"""What an attendance app's words on a day say in figures: ``迟到4分钟; 缺卡1次;``."""

from __future__ import annotations

import re
import unicodedata

_MINUTES = r"([0-9]+小时)?([0-9]+分钟)?"
_LATE, _EARLY, _ABSENT = (re.compile(word + _MINUTES) for word in ("迟到", "早退", "旷工"))
_MISSING = re.compile(r"缺卡(?:([0-9]+)次)?")


def figures(text: str) -> tuple[int | None, int | None, int | None, int | None]:
    """Return minutes late, early and absent and the number of missing punches, None where the words do not say.

    Several of a kind are added up; 缺卡 without a number is one.
    """
    text = unicodedata.normalize("NFKC", text)
    missing = [int(found[1] or 1) for found in _MISSING.finditer(text)]
    return _minutes(_LATE, text), _minutes(_EARLY, text), _minutes(_ABSENT, text), sum(missing) if missing else None


def _minutes(pattern: re.Pattern[str], text: str) -> int | None:
    found = [match for match in pattern.finditer(text) if match[1] or match[2]]
    return sum(60 * _number(match[1]) + _number(match[2]) for match in found) if found else None


def _number(text: str | None) -> int:
    return int(re.sub(r"\D", "", text)) if text else 0
