"""Checking the acts: their chain, and that the closings among them seal every posted line exactly once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from payroll.language import Text
from payroll.ledger.acts import Act
from payroll.ledger.chain import ACT_FIELDS, ACT_NUMBERS, ACT_TAG, NO_HASH
from payroll.ledger.findings import Finding, bad_act, bad_line
from payroll.ledger.schema import ACT
from payroll.ledger.verify_lines import LinesChecked
from payroll.ledger.verify_rows import FAULTS, first_bad

_NUMBERS = [name in ACT_NUMBERS for name in ACT_FIELDS]


def check_acts(connection: Connection) -> tuple[list[Act], Finding | None]:
    """Return the acts up to the first bad one, and what is wrong with that."""
    rows = [tuple(row) for row in connection.execute(select(ACT).order_by(ACT.c.number))]
    bad = first_bad(ACT_TAG, NO_HASH, 1, rows, _NUMBERS)
    good = rows[: max(bad.number - 1, 0)] if bad else rows
    found = bad_act(bad.number, FAULTS[bad.fault]) if bad else None
    acts = []
    for row in good:
        try:
            acts.append(_act(row))
        except (ValueError, TypeError):
            return acts, bad_act(row[0], FAULTS["type"])
    return acts, found


def check_sealed(acts: Sequence[Act], lines: LinesChecked) -> Iterator[Finding]:
    """Yield where sound acts and sound lines do not fit each other: lines cut off, added or chained anew."""
    for act in acts:
        if act.last_line > lines.last:
            missing = Text.of(
                "is missing, when act {number} was done there were {last_line}",
                number=act.number,
                last_line=act.last_line,
            )
            yield bad_line(lines.last + 1, missing)
            return
        if lines.hashes[act.last_line] != act.line_head:
            other = Text.of(
                "the last line at that time ({last_line}) is no longer what it was", last_line=act.last_line
            )
            yield bad_act(act.number, other)
            return
    closings = [act for act in acts if act.kind == "closing"]
    if lines.last > (sealed := closings[-1].last_line if closings else 0):
        yield bad_line(sealed + 1, Text.of("is posted, but no closing covers it"))
        return
    sealed = 0
    for act in closings:
        try:
            wrong = _wrong_in_closing(act, sealed, lines)
        except (KeyError, TypeError):
            wrong = FAULTS["type"]
        if wrong:
            yield bad_act(act.number, wrong)
            return
        sealed = act.last_line


def _wrong_in_closing(act: Act, sealed: int, lines: LinesChecked) -> Text | None:
    """Return what is wrong with a closing after another that sealed the lines up to ``sealed``."""
    details = act.details
    if (details["first_line"], details["last_line"], details["run"]) != (sealed + 1, act.last_line, act.subject):
        return Text.of("its lines do not follow those of the closing before")
    if (details["head"], details["previous_head"]) != (act.line_head, lines.hashes[sealed]):
        return Text.of("its lines are not those that were sealed")
    totals = {total.rule: total for total in lines.totals if total.period == act.period}
    count = sum(total.lines for total in totals.values())
    within = all(sealed < total.first and total.last <= act.last_line for total in totals.values())
    if not within or not count == act.last_line - sealed == details["lines"] == details["totals"]["lines"]:
        return Text.of("the number of its lines is not that of the month")
    amounts = {rule: total.amount for rule, total in totals.items()}
    if (sum(amounts.values()), amounts) != (details["totals"]["amount"], details["totals"]["by_rule"]):
        return Text.of("its totals are not those of its lines")
    return None


def _act(row: tuple[Any, ...]) -> Act:
    named = dict(zip((*ACT_FIELDS, "hash"), row, strict=True))
    details = json.loads(named["details"])
    if type(details) is not dict:
        raise TypeError(details)
    return Act(**{**named, "details": details})
