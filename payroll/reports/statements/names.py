"""The names of statements: any run asks for them, without the libraries that draw them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from payroll.language import Language
from payroll.places import LONGEST_NAME, NOT_IN_A_NAME

Format = Literal["html", "pdf"]
FORMATS: tuple[Format, ...] = ("html", "pdf")
_UNSAFE = re.compile(f"[{NOT_IN_A_NAME}%~]|^[ .]")


def file_names(employee_ids: Iterable[str], period: str, language: Language) -> dict[str, str]:
    """Return the name of each employee's files, without suffix: ``0203-2026-10-zh``.

    They sort as the ids do and can be written on every system. Of ids that differ only in capitals, which are one name
    on Windows, all but the first get a number.
    """
    names: dict[str, str] = {}
    taken: dict[str, int] = {}
    for employee_id in employee_ids:
        safe = _safe(employee_id)
        number = taken[safe.casefold()] = taken.get(safe.casefold(), 0) + 1
        names[employee_id] = f"{safe}{f'~{number}' if number > 1 else ''}-{period}-{language}"
    return names


def _safe(employee_id: str) -> str:
    safe = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), employee_id)
    if len(safe) <= LONGEST_NAME:
        return safe
    return f"{safe[:LONGEST_NAME]}~{hashlib.sha256(employee_id.encode()).hexdigest()[:8]}"


def earlier_files(folder: Path, period: str, language: Language) -> tuple[str, ...]:
    """Return the names of the statements of a month that an earlier run wrote into ``folder``."""
    return tuple(sorted(path.name for form in FORMATS for path in folder.glob(f"*-{period}-{language}.{form}")))
