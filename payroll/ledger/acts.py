"""Acts: who did what, when and why, each chained to the one before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, insert, select

from payroll.language import Text, recordable
from payroll.ledger.chain import ACT_FIELDS, ACT_TAG, NO_HASH, row_hash
from payroll.ledger.errors import BookError
from payroll.ledger.manifest import canonical_json
from payroll.ledger.schema import ACT, LINE

ActKind = Literal["closing", "amendment", "waiver", "appeal", "decision", "review"]
"""A ``decision`` is that of an appeal, a ``review`` what was decided of a line that proposes something."""
WhoSource = Literal["option", "environment", "configuration", "login", "decisions"]

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Who:
    """A person by name, and where the name is from: an option, the environment, the login, a table of decisions."""

    name: str
    source: WhoSource


@dataclass(frozen=True, slots=True)
class Act:
    """One act as it is recorded.

    ``period``     the month that it is about
    ``subject``    what it is about: a run id, an entry id, or the number of an appeal
    ``details``    what its kind says more
    ``last_line``  the sequence of the last line that was posted after the act, and ``line_head`` its hash
    """

    number: int
    kind: str
    period: str
    subject: str
    who: str
    who_from: str
    at: str
    why: str
    details: Mapping[str, Any]
    last_line: int
    line_head: str
    hash: str


def now() -> str:
    """Return the moment as acts record it: ``2026-11-03T09:12:44+08:00``."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def append_act(  # noqa: PLR0913, PLR0917
    connection: Connection,
    kind: ActKind,
    period: str,
    subject: str,
    who: Who,
    at: str,
    why: str,
    details: Mapping[str, Any],
) -> Act:
    """Record one act, after the lines that it posted. ``connection`` is that of ``writing``.

    Raises ``BookError`` if nobody is named, no reason is given or a text cannot be recorded, and
    ``ValueError`` for a moment that is not written as ``now`` does.
    """
    check_who(who, at)
    if not why.strip():
        raise BookError(Text.of("no reason is given. Give one with --reason."))
    previous = last_act(connection)
    last_line, line_head = last_line_of(connection)
    number, chained_to = (previous.number + 1, previous.hash) if previous else (1, NO_HASH)
    values: tuple[str | int, ...] = (
        *(number, kind, period, subject, who.name, who.source, at, why),
        *(canonical_json(details), last_line, line_head),
    )
    for value in values:
        check_recordable(str(value))
    row = {**dict(zip(ACT_FIELDS, values, strict=True)), "hash": row_hash(ACT_TAG, chained_to, values)}
    connection.execute(insert(ACT), row)
    return _act(tuple(row.values()))


def acts(connection: Connection, kinds: Iterable[ActKind] | None = None) -> list[Act]:
    """Return the acts in their order, of all kinds or of those named."""
    wanted = select(ACT).order_by(ACT.c.number)
    if kinds is not None:
        wanted = wanted.where(ACT.c.kind.in_(tuple(kinds)))
    return [_act(tuple(row)) for row in connection.execute(wanted)]


def last_act(connection: Connection) -> Act | None:
    """Return the latest act, None if there is none."""
    row = connection.execute(select(ACT).order_by(ACT.c.number.desc()).limit(1)).one_or_none()
    return _act(tuple(row)) if row else None


def last_line_of(connection: Connection) -> tuple[int, str]:
    """Return the sequence and the hash of the last posted line: 0 and ``NO_HASH`` if there is none."""
    row = connection.execute(
        select(LINE.c.sequence, LINE.c.hash).order_by(LINE.c.sequence.desc()).limit(1)
    ).one_or_none()
    return (row[0], row[1]) if row else (0, NO_HASH)


def check_who(who: Who, at: str) -> None:
    """Raise ``BookError`` if ``who`` names nobody, ``ValueError`` if ``at`` is no moment with seconds and offset."""
    if not who.name.strip():
        raise BookError(Text.of("nobody is named for this. Give your name with --by."))
    if not _MOMENT.fullmatch(at):
        raise ValueError(at)


def check_recordable(value: str) -> None:
    """Raise ``BookError`` for text that one of the databases cannot hold."""
    if not recordable(value):
        shown = value.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")[:80]
        raise BookError(
            Text.of(
                "«{shown}» has characters that cannot be recorded (NUL, or broken text). Correct it and try again.",
                shown=shown,
            )
        )


def _act(values: tuple[Any, ...]) -> Act:
    """Return the act of a row. Raises ``BookError`` if its details are no JSON: somebody changed them."""
    named = dict(zip((*ACT_FIELDS, "hash"), values, strict=True))
    try:
        return Act(**{**named, "details": json.loads(named["details"])})
    except (ValueError, TypeError) as error:
        raise BookError(
            Text.of(
                "the details of act {number} cannot be read, somebody may have changed them. Run `payroll ledger "
                "verify`.",
                number=named["number"],
            )
        ) from error
