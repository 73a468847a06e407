"""What was found: one sentence about one thing, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from payroll.language import EMPTY, LANGUAGES, Text
from payroll.problems import Problem

Area = Literal["program", "machine", "configuration", "folders", "tables", "policies", "book"]
State = Literal["ok", "warning", "error"]
"""``error`` must be corrected before a month can be computed; ``warning`` is to be looked at."""

AREAS: Mapping[Area, Text] = {
    "program": Text.of("Program"),
    "machine": Text.of("Machine"),
    "configuration": Text.of("Settings"),
    "folders": Text.of("Folders"),
    "tables": Text.of("Tables"),
    "policies": Text.within("folder", "Policies"),
    "book": Text.of("Book of record"),
}
STATES: Mapping[State, Text] = {
    "ok": Text.of("ok"),
    "warning": Text.of("note"),
    "error": Text.of("wrong"),
}
NOTHING = EMPTY


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``fix`` says what to do; empty where nothing has to be done."""

    area: Area
    state: State
    text: Text
    fix: Text = NOTHING


def told_of(problem: Problem) -> Text:
    """Return where a problem is, and what it is."""
    return Text(*(f"{problem.place()} {problem.message(to)}".strip() for to in LANGUAGES))
