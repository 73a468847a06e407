"""Headings: which column of a file is which column of a table, in either language, under title rows."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import zip_longest

from payroll.intake import kinds_files as kinds
from payroll.language import EMPTY, Text
from payroll.problems import Problem
from payroll.table import Column, Table
from payroll.tables import EMPLOYEES, SHIFTS

TITLE_ROWS = 10
"""The headings stand within the first so many rows."""

_UNIT = re.compile(r"\([^()]*\)$")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WEEKDAY = r"(?:星期|周|礼拜)?[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_DAY = re.compile(
    r"(?:[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{8}"
    r"|[0-9]{1,2}[-/.月][0-9]{1,2}日?|(?:0?[1-9]|[12][0-9]|3[01])[日号]?)"
    rf"(?:\s*\(?(?:{_WEEKDAY})\)?)?(?: 00:00:00)?"
)
_ONLY_WEEKDAY = re.compile(_WEEKDAY)
_DATE_NUMBER = re.compile(r"[0-9]{5}")


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of one table in one file.

    ``row`` is their row as Excel counts, ``last`` the last row above the data (later than ``row`` where
    a rota has its days or weekdays in a second row), ``names`` the headings as written (without blank
    ones at the end), ``columns`` name of the column -> position, where the name is the contract's, or
    in a ``matrix`` the heading as written.
    """

    row: int
    last: int
    names: tuple[str, ...]
    columns: Mapping[str, int]
    missing: tuple[Column, ...] = ()
    twice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    matrix: bool = False

    @property
    def written(self) -> dict[str, str]:
        """Name of the column -> heading as written."""
        return {name: self.names[position] for name, position in self.columns.items()}


@cache
def label(heading: str) -> str:
    """Return a heading in the form in which headings are compared.

    Full width to half width, small letters, no ``*`` and no unit in brackets at the end, no blanks
    inside Chinese words, ``_`` for blanks and hyphens between Latin ones: ``工 号*`` -> ``工号``,
    ``基本工资（元）`` -> ``基本工资``, ``Employee ID`` -> ``employee_id``.
    """
    text = unicodedata.normalize("NFKC", heading).strip("\ufeff \t\r\n*:'").casefold()
    text = _UNIT.sub("", text).strip(" \t\r\n*:")
    return re.sub(r"\s+", "", text) if _CHINESE.search(text) else re.sub(r"[\s-]+", "_", text)


def recognise_headings(table: Table, headings: Sequence[str]) -> dict[str, str]:
    """Return heading as written -> name of the table's column, for the headings that are known.

    Where two headings mean the same column, only the first is there (``find_heading`` tells of it).
    """
    known = {name: column.name for column in table.columns for name in (label(column.name), *map(label, column.zh))}
    found: dict[str, str] = {}
    for heading in headings:
        name = known.get(label(heading))
        if name is not None and name not in found.values():
            found[heading] = name
    return found


def is_day(heading: str) -> bool:
    """Tell whether a heading names a day: ``2026-10-01``, ``10/1``, ``10月1日``, ``1``, ``1日``, ``1 星期四``."""
    return _DAY.fullmatch(unicodedata.normalize("NFKC", heading).strip().lower()) is not None


def people_heading(headings: Sequence[str]) -> str | None:
    """Return the heading of the column that tells whose a row of a matrix is: the id, else the name."""
    ids = {name: heading for heading, name in recognise_headings(SHIFTS, headings).items()}
    names = {name: heading for heading, name in recognise_headings(EMPLOYEES, headings).items()}
    return ids.get("employee_id") or names.get("name")


def looks_like_matrix(headings: Sequence[str]) -> bool:
    """Tell whether headings are those of a rota matrix: a column of people, day columns, no date column."""
    dated = "date" in recognise_headings(SHIFTS, headings).values()
    return people_heading(headings) is not None and not dated and any(map(is_day, headings))


def find_heading(table: Table, rows: Sequence[Sequence[str]]) -> Heading | None:
    """Return the headings of ``table`` within the first rows of a file, None if all of them are blank.

    They are the first row in which all required columns are recognised (for ``shifts`` also a matrix),
    else the row in which most columns are, so that the message can say what is missing.
    """
    best: Heading | None = None
    for index, row in enumerate(rows[:TITLE_ROWS]):
        if not any(cell.strip() for cell in row):
            continue
        if table.name == SHIFTS.name and (matrix := _matrix_heading(rows, index)):
            return matrix
        heading = _list_heading(table, row, index + 1)
        if not heading.missing:
            return heading
        if best is None or len(heading.columns) > len(best.columns):
            best = heading
    return best


def heading_problems(table: Table, heading: Heading, file: str, sheet: str) -> list[Problem]:
    """Return what is wrong with the headings: missing columns, two of one meaning, unknown ones."""
    problems = []
    if heading.missing:
        problems.append(Problem(kinds.COLUMN_MISSING, file, sheet, heading.row, details=_missing(table, heading)))
    problems += [
        Problem(kinds.HEADING_TWICE, file, sheet, heading.row, column=names, value=names) for names in heading.twice
    ]
    if heading.unknown and not heading.missing:
        value = ", ".join(heading.unknown)
        problems.append(Problem(kinds.COLUMN_UNKNOWN, file, sheet, heading.row, value=value))
    return problems


def _list_heading(table: Table, row: Sequence[str], number: int) -> Heading:
    names = _trimmed(row)
    known = recognise_headings(table, names)
    columns = {known[name]: names.index(name) for name in known}
    meaning = {column.name: {label(name) for name in (column.name, *column.zh)} for column in table.columns}
    same = {name: [other for other in names if label(other) in meaning[name]] for name in columns}
    used = {position for position, heading in enumerate(names) if any(heading in others for others in same.values())}
    return Heading(
        row=number,
        last=number,
        names=names,
        columns=columns,
        missing=tuple(column for column in table.columns if column.heading_required and column.name not in columns),
        twice=tuple(", ".join(others) for others in same.values() if len(others) > 1),
        unknown=tuple(dict.fromkeys(name for i, name in enumerate(names) if name.strip() and i not in used)),
    )


def _matrix_heading(rows: Sequence[Sequence[str]], index: int) -> Heading | None:
    """Return the headings of a rota matrix that begin at ``index``, in one row or in two, and weekdays below them."""
    below = rows[index + 1] if index + 1 < len(rows) else ()
    if looks_like_matrix(rows[index]):
        names, last = _trimmed(rows[index]), index + 1
    elif (two := _days_below(rows[index], below) or _days_above(rows[index], below)) is not None:
        names, last = _trimmed(two), index + 2
    else:
        return None
    if _is_weekdays(names, rows[last] if last < len(rows) else ()):
        last += 1
    count = Counter(name.strip() for name in names if name.strip())
    return Heading(
        row=index + 1,
        last=last,
        names=names,
        columns={name: names.index(name) for name in names if name.strip()},
        twice=tuple(f"{name}, {name}" for name, times in count.items() if times > 1),
        matrix=True,
    )


def _days_below(upper: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """Return the headings of two rows of which the second holds the days, None if they are none of a matrix."""
    names = [second if second.strip() else first for first, second in zip_longest(upper, lower, fillvalue="")]
    return names if not any(map(is_day, upper)) and looks_like_matrix(names) else None


def _days_above(upper: Sequence[str], lower: Sequence[str]) -> list[str] | None:
    """Return the headings of two rows of which the first holds the days, None if they are none of a matrix.

    Below a day stands nothing, its weekday, or the number behind a date that Excel shows as a weekday.
    """
    names = []
    for above, below in zip_longest(upper, lower, fillvalue=""):
        if not is_day(above):
            names.append(below if below.strip() else above)
        elif not below.strip() or _is_weekday(below) or _DATE_NUMBER.fullmatch(below.strip()):
            names.append(above)
        else:
            return None
    return names if not looks_like_matrix(lower) and looks_like_matrix(names) else None


def _is_weekdays(names: Sequence[str], row: Sequence[str]) -> bool:
    """Tell whether ``row`` holds weekdays under the days and nothing under the other headings."""
    under_days = [cell for name, cell in zip(names, row, strict=False) if is_day(name) and cell.strip()]
    others = [cell for name, cell in zip(names, row, strict=False) if not is_day(name) and cell.strip()]
    return bool(under_days) and not others and all(map(_is_weekday, under_days))


def _is_weekday(cell: str) -> bool:
    return _ONLY_WEEKDAY.fullmatch(unicodedata.normalize("NFKC", cell).strip().lower()) is not None


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    names = list(row)
    while names and not names[-1].strip():
        names.pop()
    return tuple(names)


def _missing(table: Table, heading: Heading) -> dict[str, str | Text]:
    missing = ", ".join(f"{column.zh[0]} {column.name}" for column in heading.missing)
    labels = {label(name): name for name in heading.unknown}
    guesses = []
    for column in heading.missing:
        for name in (column.name, *column.zh):
            if close := get_close_matches(label(name), labels, n=1, cutoff=0.6):
                guesses.append((labels[close[0]], column.name))
                break
    return {
        "table": Text(table.zh, table.name),
        "missing": missing,
        "found": ", ".join(name.strip() for name in heading.names if name.strip())[:500] or "-",
        "guess": EMPTY.join(
            Text.of("; is «{written}» the column {name}?", written=written, name=name) for written, name in guesses
        ),
    }
