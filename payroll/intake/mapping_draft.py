"""A first draft of a mapping, from what a file holds. A person reads it, corrects it and decides what is open."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePosixPath

from payroll.intake.cells import Moment, half_width, moment_or_day_of, tidy
from payroll.intake.grid import Grid
from payroll.intake.headings import TITLE_ROWS, label
from payroll.language import Text

SAMPLE_ROWS = 200
_SHOWN = 3

_IDS = (
    "工号",
    "员工编号",
    "考勤号码",
    "人员编号",
    "登记号码",
    "账号",
    "帐号",
    "编号",
    "卡号",
    "employee_id",
    "staff_code",
)
_MORE_IDS = (
    "person_id",
    "emp_id",
    "enno",
    "pin",
    "userid",
    "user_id",
    "badge",
    "id",
    "no.",
    "no",
    "code",
    "姓名",
    "name",
)
_DEVICES = ("设备", "设备编号", "机器号", "device", "device_id", "terminal", "door", "reader", "gate")

_DAYS = ("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y", "%y-%m-%d", "%y/%m/%d", "%d/%m/%y", "%m/%d/%y")
_CLOCKS = (" %H:%M:%S", " %H:%M", " %I:%M:%S%p", " %I:%M %p", "")
_DIGITS = ("%Y%m%d%H%M%S", "%Y%m%d %H%M%S", "%Y%m%d %H%M", "%Y%m%d %H:%M:%S")
_FORMATS = (*(day + clock for day in _DAYS for clock in _CLOCKS), *_DIGITS)
"""What clocks write beside dates with the year first, which need no format."""


def draft_mapping(name: str, grid: Grid, sheets: Sequence[str] = ()) -> str:
    """Return the text of a mapping for a file: what could be told filled in, what could not as a question.

    ``grid`` is the first sheet with content, ``sheets`` the names of all of them.
    """
    header = _header_row(grid.rows)
    names = [cell.strip() for cell in grid.rows[header - 1]] if header else []
    rows = [row for row in grid.rows[header : header + SAMPLE_ROWS] if any(cell.strip() for cell in row)]
    width = max(map(len, [names, *rows]), default=0)
    samples = [[tidy(row[at]) for row in rows if at < len(row) and tidy(row[at])] for at in range(width)]
    places = [json.dumps(names[at], ensure_ascii=False) if _is_named(names, at) else str(at + 1) for at in range(width)]
    lines = [
        f"# {_HEAD.zh}",
        f"# {_HEAD.en}",
        "",
        f"files = [{json.dumps(_pattern(name), ensure_ascii=False)}]",
        'table = "punches"',
        f"header_row = {header}",
    ]
    if len(sheets) > 1:
        lines.append(f"sheet = {json.dumps(grid.sheet, ensure_ascii=False)}")
    lines += ["", f"# {_FOUND.zh}", f"# {_FOUND.en}"]
    lines += [f"#   {place}: {' | '.join(sample[:_SHOWN])}" for place, sample in zip(places, samples, strict=True)]
    lines += ["", "[columns]", *_columns(names, places, samples)]
    lines += ["", *_formats(samples)]
    return "\n".join(lines).rstrip() + "\n"


_HEAD = Text.of("A draft of a mapping: check each line before you use it. See «Mappings» in docs/data.md")
_FOUND = Text.of("The columns of the file and what they begin with:")
_OPEN_ID = Text.of("which column is the id of the person?")
_OPEN_TIME = Text.of('which column is the time? Of two write ["Date", "Time"]')
_OPEN_ORDER = Text.of("nothing in the file tells whether the day or the month comes first: keep the right line")


def _pattern(name: str) -> str:
    """Return a file name with ``*`` in place of its digits, so that next month's file fits too."""
    short = PurePosixPath(name).name
    pattern = ""
    for character in short:
        if character.isdigit():
            pattern += "" if pattern.endswith("*") else "*"
        else:
            pattern += "[[]" if character == "[" else character
    return pattern


def _header_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the number of the row that looks like headings: the widest of texts without dates; 0 for none."""
    best, widest = 0, 1
    for number, row in enumerate(rows[:TITLE_ROWS], 1):
        cells = [cell for cell in map(tidy, row) if cell]
        is_text = all(not _is_value(cell) for cell in cells)
        if is_text and len(set(cells)) == len(cells) and len(cells) > widest:
            best, widest = number, len(cells)
    return best


def _is_value(text: str) -> bool:
    plain = half_width(text)
    return plain.replace(".", "", 1).replace(":", "").isdigit() or bool(_formats_of([plain])) or _is_plain(plain)


def _is_plain(text: str) -> bool:
    return isinstance(moment_or_day_of(text), Moment)


def _is_named(names: Sequence[str], at: int) -> bool:
    return at < len(names) and bool(names[at]) and [label(name) for name in names].count(label(names[at])) == 1


def _columns(names: Sequence[str], places: Sequence[str], samples: Sequence[Sequence[str]]) -> list[str]:
    who = _first_named(names, (*_IDS, *_MORE_IDS))
    lines = [f"employee_id = {places[who]}" if who is not None else f"# employee_id = ?   {_both(_OPEN_ID)}"]
    when = _time_columns(samples)
    if when:
        written = places[when[0]] if len(when) == 1 else f"[{', '.join(places[at] for at in when)}]"
        lines.append(f"time = {written}")
    else:
        lines.append(f"# time = ?   {_both(_OPEN_TIME)}")
    device = _first_named(names, _DEVICES)
    return [*lines, f"device = {places[device]}"] if device is not None else lines


def _first_named(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    labels = [label(name) for name in names]
    return next((labels.index(word) for word in map(label, wanted) if labels.count(word) == 1), None)


def _time_columns(samples: Sequence[Sequence[str]]) -> list[int]:
    """Return the column of timestamps, or those of a date and of a time of day; none if there are none."""
    kinds = [_kind(sample) for sample in samples]
    if "moment" in kinds:
        return [kinds.index("moment")]
    return [kinds.index("day"), kinds.index("clock")] if {"day", "clock"} <= set(kinds) else []


def _kind(sample: Sequence[str]) -> str:
    texts = list(map(half_width, sample[:SAMPLE_ROWS]))
    if not texts:
        return ""
    reads = [moment_or_day_of(text) for text in texts]
    good = [read for read in reads if isinstance(read, Moment)]
    if len(good) * 10 >= len(texts) * 9:
        return "day" if all(read.bare for read in good) else "moment"
    forms = _formats_of(texts)
    if forms:
        return "moment" if "%H" in forms[0] or "%I" in forms[0] else "day"
    clocks = [moment_or_day_of(f"2026-10-08 {text}") for text in texts]
    return "clock" if all(isinstance(read, Moment) for read in clocks) else ""


def _formats_of(texts: Sequence[str]) -> list[str]:
    """Return the formats by which at least nine of ten texts can be read."""
    return [form for form in _FORMATS if 10 * sum(_fits(text, form) for text in texts) >= 9 * len(texts)]


def _fits(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 - only whether it fits
    except ValueError:
        return False
    return True


def _formats(samples: Sequence[Sequence[str]]) -> list[str]:
    when = _time_columns(samples)
    if not when:
        return []
    joined = [" ".join(parts) for parts in zip(*(samples[at] for at in when), strict=False)]
    texts = list(map(half_width, joined[:SAMPLE_ROWS]))
    if all(_is_plain(text) for text in texts):
        return []
    forms = _formats_of(texts)
    if len(forms) == 1:
        return ["[formats]", f'time = "{forms[0]}"']
    return ["[formats]", f"# {_both(_OPEN_ORDER)}", *(f'# time = "{form}"' for form in forms)] if forms else []


def _both(text: Text) -> str:
    return f"{text.zh} {text.en}"
