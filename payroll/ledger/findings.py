"""What ``verify`` finds: one kind of record, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from payroll.language import Text

FindingKind = Literal["file", "schema", "guard", "line", "act", "run", "draft", "evidence", "head"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was recorded.

    ``name`` is what it is about: the sequence of a line, the number of an act, the id of a run, the month of a
    draft, the name of a guard or of an object of the evidence store, a hash.
    """

    kind: FindingKind
    name: str
    text: Text


def bad_line(sequence: int, wrong: Text, entry_id: object = "") -> Finding:
    """Return what is told about a line; ``entry_id`` as far as it could be read."""
    named = f" {entry_id}" if entry_id else ""
    return Finding(
        "line", str(sequence), Text.of("line {sequence}{named}: {wrong}.", sequence=sequence, named=named, wrong=wrong)
    )


def bad_act(number: int, wrong: Text) -> Finding:
    """Return what is told about an act."""
    return Finding("act", str(number), Text.of("act {number}: {wrong}.", number=number, wrong=wrong))


def bad_run(run_id: str, wrong: Text) -> Finding:
    """Return what is told about a recorded run."""
    return Finding("run", run_id, Text.of("run {run_id}: {wrong}.", run_id=run_id[:12], wrong=wrong))


def bad_draft(period: str, wrong: Text) -> Finding:
    """Return what is told about a draft."""
    return Finding("draft", period, Text.of("draft of {period}: {wrong}.", period=period, wrong=wrong))
