"""What an empty table says of itself: what it is for, and what a cell of each column takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from payroll.language import EMPTY, Language, Text
from payroll.table import CellKind, Column, Table
from payroll.tables import (
    ADDITIONS,
    ASSIGNMENTS,
    COMPLAINTS,
    EMPLOYEES,
    INCIDENTS,
    LEAVE,
    SHIFTS,
    SWAPS,
    TABLES,
    WAGES,
)

AT_ONCE: tuple[Table, ...] = (
    *(EMPLOYEES, WAGES, ASSIGNMENTS, SHIFTS),
    *(SWAPS, LEAVE, COMPLAINTS, INCIDENTS, ADDITIONS),
)
"""The tables that charge nobody while they are empty; they may lie in the data folder from the first day."""
WHEN_NEEDED: tuple[Table, ...] = tuple(table for table in TABLES if table not in AT_ONCE)
"""The others come when their records are kept.

An empty table of reports says that every report is missing; one of punches hides that the clock's file is not there.
"""

PURPOSES: Mapping[str, Text] = {
    "employees": Text.of("one row for each employee"),
    "wages": Text.of("raises"),
    "assignments": Text.of("transfers to another policy, store or position"),
    "shifts": Text.of("who works when; with a calendar only the exceptions"),
    "punches": Text.of("punches; a clock's own export may lie there instead"),
    "swaps": Text.of("swaps and covers that were asked for"),
    "complaints": Text.of("complaints, and what became of them"),
    "leave": Text.of("leave"),
    "incidents": Text.of("breaches of the rules"),
    "additions": Text.of("bonuses, commission and other additions"),
    "identities": Text.of("whose a clock's ids are, where they are not the roster's"),
    "decisions": Text.of("what was decided of proposals and charges; or fill in the sheet Decisions of the results"),
    "clock_corrections": Text.of("by how much a clock was wrong, and when"),
    "reports": Text.of("the daily reports"),
    "handovers": Text.of("the records of hand-overs"),
    "meetings": Text.of("who came to each meeting"),
    "promotions": Text.of("shifts that the company adds in a promotion"),
    "scores": Text.of("what the quality inspectors graded"),
    "chats": Text.of("response times of conversations"),
    "sales": Text.of("single sales, for the commission"),
    "history": Text.of("what happened before this program was used"),
    "contracts": Text.of("employment contracts"),
    "acknowledgements": Text.of("when employees signed for a policy"),
    "carried": Text.of("what the month before could not recover of a loss"),
}
_KINDS: Mapping[CellKind, Text] = {
    "id": Text.of("An id, kept as text with its zeros."),
    "employee": Text.of("An id of the employees table, with its zeros."),
    "text": Text.of("Any text."),
    "day": Text.of("A date, such as 2026-10-08."),
    "time": Text.of("A time, such as 08:30; midnight at the end is 24:00."),
    "minute": Text.of("Date and time, such as 2026-10-08 08:42."),
    "day-or-minute": Text.of("A date, such as 2026-10-08, or date and time, such as 2026-10-08 13:30."),
    "money": Text.of("An amount in figures alone, such as 5000 or 35.50."),
    "minutes": Text.of("Whole minutes, also less than none, such as -60."),
    "count": Text.of("A whole number, such as 15."),
    "word": Text.of("Choose from the list."),
}
_MORE: Mapping[tuple[str, str], Text] = {
    ("employees", "policy"): Text.of("May stay empty where there is only one policy."),
    ("employees", "hire_date"): Text.of("The first day of the employment."),
    ("employees", "termination_date"): Text.of("The last day of the employment."),
    ("employees", "probation_end"): Text.of("The first day that is no longer probation."),
    ("shifts", "date"): Text.of("For a shift past midnight, the day on which it begins."),
    ("shifts", "start"): Text.of("If given, it takes precedence over the time of the shift."),
    ("shifts", "end"): Text.of("If given, it takes precedence over the time of the shift."),
    ("swaps", "date"): Text.of("The day that the requester gives away."),
    ("swaps", "counterpart_date"): Text.of("The day taken in return; empty: a cover."),
    ("complaints", "decided_at"): Text.of("Empty: when it was received."),
    ("leave", "from"): Text.of("A date alone: from its 00:00 on."),
    ("leave", "to"): Text.of("A date alone: that day is included."),
    ("additions", "kind"): Text.of("Such as commission; it stands in the explanation."),
}
_NEEDED, _FREE = Text.of("Must be filled in."), Text.of("May stay empty.")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def heading_of(column: Column, language: Language) -> str:
    """Return the heading that an empty table has: the first Chinese one, or the English name as words."""
    return column.zh[0] if language == "zh" else column.name.replace("_", " ").capitalize()


def note_of(table: Table, column: Column, words: Sequence[str], language: Language) -> str:
    """Return what a person has to know of a column, in a few sentences; ``words`` are those of its drop-down."""
    needed = _NEEDED if column.value_required else _FREE
    kind = "word" if words else column.kind
    more = _MORE.get((table.name, column.name), EMPTY)
    between = "" if language == "zh" else " "
    return between.join(filter(None, (each.to(language) for each in (needed, _KINDS[kind], more))))


def words_of(
    table: Table, column: Column, choices: Mapping[tuple[str, str], Sequence[str]], language: Language
) -> tuple[str, ...]:
    """Return the words of a column's drop-down in a language: its declared ones, else those of the policies."""
    if column.words:
        return _declared(column.words, language)
    known = choices.get((table.name, column.name), ())
    own = tuple(word for word in known if bool(_CHINESE.search(word)) == (language == "zh")) or tuple(known)
    return (*own, Text.of("rest").to(language)) if (table.name, column.name) == ("shifts", "shift") else own


def _declared(words: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """Return one word for each meaning: the first Chinese one, or the contract's own."""
    found = {meaning: meaning for meaning in words.values()}
    if language == "zh":
        found |= {meaning: word for word, meaning in reversed([*words.items()]) if _CHINESE.search(word)}
    return tuple(found.values())
