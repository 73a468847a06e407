"""Runs and drafts: what a month was computed from, and which run is the current one of a month that is open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from payroll.language import Text
from payroll.ledger.acts import Act, Who, acts, check_recordable, check_who
from payroll.ledger.chain import DRAFT_FIELDS, DRAFT_TAG, NO_HASH, RUN_FIELDS, RUN_TAG, row_hash
from payroll.ledger.errors import BookError
from payroll.ledger.manifest import Manifest, canonical_json
from payroll.ledger.schema import ACT, DRAFT, RUN


@dataclass(frozen=True, slots=True)
class Run:
    """A recorded run: what it was computed from, what it wrote, and the problems that it found.

    ``outputs``   SHA-256 of each file that was written, by name
    ``problems``  ``{"accepted": {code: n}, "errors": n, "warnings": n}``; ``errors`` are those that are left open
    """

    manifest: Manifest
    outputs: Mapping[str, str]
    problems: Mapping[str, Any]

    @property
    def open_errors(self) -> int:
        """How many errors the run left open: neither corrected nor accepted."""
        return int(self.problems["errors"])


@dataclass(frozen=True, slots=True)
class Draft:
    """The current run of an open month, and who made it when."""

    period: str
    run: Run
    who: str
    who_from: str
    at: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing of a month: the act. Its details are the receipt."""

    act: Act

    @property
    def run_id(self) -> str:
        """The id of the run whose lines were posted."""
        return self.act.subject

    @property
    def seal(self) -> str:
        """The hash of the act."""
        return self.act.hash

    @property
    def carried(self) -> tuple[int, ...]:
        """The numbers of the acts whose lines it posted."""
        return tuple(self.act.details["carried"])


def save_draft(
    connection: Connection,
    manifest: Manifest,
    outputs: Mapping[str, str],
    problems: Mapping[str, Any],
    who: Who,
    at: str,
) -> bool:
    """Make a run the draft of its month, in the place of the one before.

    Returns False, and adds nothing, if that very run is the draft already. Raises ``BookError`` if the month
    is closed or nobody is named. ``connection`` is that of ``writing``.
    """
    check_who(who, at)
    check_recordable(who.name)
    period = manifest.period
    if period in closings(connection):
        raise BookError(
            Text.of(
                "{period} is closed and cannot be run again. Take in late evidence with `payroll amend {period}`.",
                period=period,
            )
        )
    run = Run(manifest, dict(outputs), dict(problems))
    before = draft_of(connection, period)
    if before and before.run == run:
        return False
    drop_draft(connection, period)
    save_run(connection, manifest, outputs, problems)
    values = (period, manifest.run_id, who.name, who.source, at)
    _insert(connection, DRAFT, DRAFT_FIELDS, DRAFT_TAG, values)
    return True


def save_run(
    connection: Connection, manifest: Manifest, outputs: Mapping[str, str], problems: Mapping[str, Any]
) -> None:
    """Record a run that an act is about to refer to; nothing happens if it is recorded already."""
    if run_of(connection, manifest.run_id) is None:
        values = (manifest.run_id, manifest.period, manifest.to_json())
        texts = (canonical_json(outputs), canonical_json(problems))
        for text in (*values, *texts):
            check_recordable(text)
        _insert(connection, RUN, RUN_FIELDS, RUN_TAG, (*values, *texts))


def run_of(connection: Connection, run_id: str) -> Run | None:
    """Return the run of this id, None if it is not recorded. Raises ``BookError`` if it cannot be read."""
    wanted = select(RUN.c.manifest, RUN.c.outputs, RUN.c.problems).where(RUN.c.run_id == run_id)
    row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    try:
        return Run(Manifest.from_json(row.manifest), json.loads(row.outputs), json.loads(row.problems))
    except (ValueError, TypeError) as error:
        raise BookError(
            Text.of(
                "the recorded run {run_id} cannot be read, somebody may have changed it. Run `payroll ledger verify`.",
                run_id=run_id,
            )
        ) from error


def draft_of(connection: Connection, period: str) -> Draft | None:
    """Return the draft of a month, None if it has none. Raises ``BookError`` if the draft's run is missing."""
    row = connection.execute(select(DRAFT).where(DRAFT.c.period == period)).one_or_none()
    if row is None:
        return None
    run = run_of(connection, row.run_id)
    if run is None:
        raise BookError(
            Text.of(
                "the run of the draft of {period} is not in the book. Run `payroll ledger verify`, then `payroll run "
                "{period}` again.",
                period=period,
            )
        )
    return Draft(period, run, row.who, row.who_from, row.at)


def drafted_periods(connection: Connection) -> list[str]:
    """Return the months that have a draft, the earliest first."""
    return sorted(connection.execute(select(DRAFT.c.period)).scalars())


def closings(connection: Connection) -> dict[str, Closing]:
    """Return the closings by month, in the order in which the months were closed."""
    return {act.period: Closing(act) for act in acts(connection, ("closing",))}


def drop_draft(connection: Connection, period: str) -> None:
    """Delete the draft of a month, and its run unless an act refers to it."""
    run_id = connection.execute(select(DRAFT.c.run_id).where(DRAFT.c.period == period)).scalar_one_or_none()
    connection.execute(delete(DRAFT).where(DRAFT.c.period == period))
    referred = connection.execute(select(ACT.c.number).where(ACT.c.subject == run_id).limit(1)).first()
    if run_id is not None and not referred:
        connection.execute(delete(RUN).where(RUN.c.run_id == run_id))


def _insert(connection: Connection, table: Any, fields: tuple[str, ...], tag: bytes, values: tuple[str, ...]) -> None:
    row = dict(zip(fields, values, strict=True))
    connection.execute(insert(table), {**row, "hash": row_hash(tag, NO_HASH, values)})
