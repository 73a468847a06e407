"""Headings in two rows, a group above its columns: 上班1 over 打卡时间 and 打卡状态, 下班1 over the same two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from payroll.intake.headings import TITLE_ROWS, Heading, label

Fields = Mapping[str, tuple[str, ...]]
"""Name of a field -> the headings it may have: ``group/heading``, or the heading where it occurs only once."""


def grouped_heading(rows: Sequence[Sequence[str]], fields: Fields, needed: Sequence[str]) -> Heading | None:
    """Return the headings within the first rows that hold all ``needed`` fields, None if there are none.

    ``columns`` of the result goes from field to position. Columns are found by name, never by place:
    what an export holds is chosen by the company.
    """
    for index, row in enumerate(rows[:TITLE_ROWS]):
        below = rows[index + 1] if index + 1 < len(rows) else ()
        for names, last in ((_joined(row, below), index + 2), (_joined(row, ()), index + 1)):
            columns = {field: place for field, words in fields.items() if (place := _place(names, words)) is not None}
            if not all(field in columns for field in needed):
                continue
            if last == index + 1 or _is_second_row(below, [columns[field] for field in needed]):
                return Heading(index + 1, last, tuple(names), columns)
    return None


def grouped_at(rows: Sequence[Sequence[str]], index: int, fields: Fields) -> Heading:
    """Return the headings in the row ``rows[index]``, which has the groups, and the one below it."""
    names = _joined(rows[index], rows[index + 1] if index + 1 < len(rows) else ())
    columns = {field: place for field, words in fields.items() if (place := _place(names, words)) is not None}
    return Heading(index + 1, index + 2, tuple(names), columns)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    names, group = [], ""
    for position in range(max(len(upper), len(lower))):
        above = label(upper[position]) if position < len(upper) else ""
        below = label(lower[position]) if position < len(lower) else ""
        group = above or group
        names.append(f"{group}/{below}" if below else above)
    return names


def _place(names: Sequence[str], words: Sequence[str]) -> int | None:
    for word in words:
        places = [place for place, name in enumerate(names) if name == word]
        places = places or [place for place, name in enumerate(names) if name.rpartition("/")[2] == word]
        if len(places) == 1:
            return places[0]
    return None


def _is_second_row(row: Sequence[str], single: Sequence[int]) -> bool:
    """Tell whether a row goes on with the headings: nothing stands under those that have no group."""
    return not any(place < len(row) and row[place].strip() for place in single)
