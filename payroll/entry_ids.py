"""The ids of ledger lines, and which entry a line is about.

An **entry** is a line that a month computed: ``period/employee/rule/event``. Later lines about it have its id in
theirs: ``period/employee/correction/ENTRY/reversed`` and ``…/posted``, ``period/employee/waiver/ENTRY``,
``period/employee/appeal/ENTRY``. Ids of employees and events may have slashes of their own.
"""

from __future__ import annotations

COMPUTED, REVERSED, POSTED, FORGIVEN = 0, 1, 2, 3
"""What a line does to its entry: it is the entry, takes it back, says it anew, gives it back to the employee.

A reversal sorts before what is said anew, and a waiver after both.
"""
ABOUT_ENTRIES = frozenset({"correction", "waiver", "appeal"})
"""What stands in the place of the rule in the ids of lines about entries."""


def what_about(line: str, employee_id: str) -> tuple[str, int]:
    """Return the entry that a line of an employee is about, by its id alone, and what the line does to it."""
    word, _, about = line.partition("/")[2].removeprefix(f"{employee_id}/").partition("/")
    if word == "correction":
        entry, _, how = about.rpartition("/")
        return entry, POSTED if how == "posted" else REVERSED
    return (about, FORGIVEN) if word in ABOUT_ENTRIES else (line, COMPUTED)
