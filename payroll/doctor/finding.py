"""What was found: one sentence about one thing, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from payroll.language import LANGUAGES, Text
from payroll.problems import Problem

Area = Literal["program", "machine", "configuration", "folders", "tables", "policies", "book"]
State = Literal["ok", "warning", "error"]
"""``error`` must be corrected before a month can be computed; ``warning`` is to be looked at."""

AREAS: Mapping[Area, Text] = {
    "program": Text("程序", "Program"),
    "machine": Text("电脑", "Machine"),
    "configuration": Text("设置", "Settings"),
    "folders": Text("文件夹", "Folders"),
    "tables": Text("表", "Tables"),
    "policies": Text("制度", "Policies"),
    "book": Text("账簿", "Book of record"),
}
STATES: Mapping[State, Text] = {
    "ok": Text("正常", "ok"),
    "warning": Text("注意", "note"),
    "error": Text("有误", "wrong"),
}
NOTHING = Text("", "")


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
