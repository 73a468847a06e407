"""Recorded months under other policies: computed again from their evidence. The book is only read."""

from __future__ import annotations

from collections.abc import Sequence

from payroll.bookkeeping.carrying import current_run
from payroll.language import Text
from payroll.ledger.book import Book, reading
from payroll.ledger.drafts import closings, draft_of
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.manifest import Manifest
from payroll.recorded import recompute, recorded_calendar
from payroll.simulation.trial import Trial, Under, try_month


def try_recorded(book: Book, store: EvidenceStore, period: str, under: Under, accepted: Sequence[str] = ()) -> Trial:
    """Compute a month of the book under its own policies and under others.

    A closed month is taken as it is known now, with its latest amendment; an open one as its draft. What it
    carries for earlier months is no part of it. Raises ``BookError`` if the month is not in the book,
    ``EvidenceError`` if evidence is missing or altered.
    """
    manifest = _manifest(book, period)
    before = recompute(manifest, store)
    codes = (*manifest.accepted, *accepted)
    return try_month(before, under, codes, recorded_calendar(manifest, store))


def _manifest(book: Book, period: str) -> Manifest:
    with reading(book) as connection:
        if period in closings(connection):
            return current_run(connection, period).manifest
        draft = draft_of(connection, period)
    if draft is None:
        raise BookError(
            Text.of(
                "{period} is not in the book. Run it first with `payroll run {period}`, or name folders with --data "
                "and --policies.",
                period=period,
            )
        )
    return draft.run.manifest
