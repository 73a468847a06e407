"""The life of a month in the book: a run is recorded as its draft, the draft is closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from payroll.bookkeeping.carrying import Carrying, carrying, due_now, nothing_carried
from payroll.bookkeeping.late_check import late_evidence
from payroll.bookkeeping.on_record import latest_decisions
from payroll.language import Text
from payroll.ledger.acts import Who, now
from payroll.ledger.book import Book, reading, writing
from payroll.ledger.carried import joined_adjustments, joined_ledger, other_currency
from payroll.ledger.closing import closable, close_month
from payroll.ledger.drafts import Closing, closings, draft_of, save_draft
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.manifest import Manifest
from payroll.ledger.net import LEDGER_COLUMNS, ledger_frame, recorded_form
from payroll.problems import Problem, in_order, stopping
from payroll.recorded import Outcome, record, recorded_batches, sources_of
from payroll.reports.result import MonthReport
from payroll.run import Computed


@dataclass(frozen=True, slots=True)
class Bookkeeper:
    """Who is at work, on which book and evidence store."""

    book: Book
    store: EvidenceStore
    who: Who


@dataclass(frozen=True, slots=True)
class InBook:
    """A month's report with what the book adds to it: carried lines, and warnings of late evidence."""

    report: MonthReport
    carrying: Carrying


def refuse_closed(keeper: Bookkeeper, period: str) -> None:
    """Raise ``BookError`` if the month is closed: it cannot be run again, and says what can be done."""
    with reading(keeper.book) as connection:
        if closed := closings(connection).get(period):
            raise BookError(_is_closed(closed))


def is_closed(book: Book, period: str) -> bool:
    """Tell whether a month is closed."""
    with reading(book) as connection:
        return period in closings(connection)


def with_book(keeper: Bookkeeper, computed: Computed, report: MonthReport, data: Path) -> InBook:
    """Return the month's report with the lines that it carries and the warnings of late evidence.

    Raises ``BookError`` or ``EvidenceError`` if the book or the evidence of other months cannot be read.
    """
    return as_in_book(keeper.book, keeper.store, computed, report, data)


def as_in_book(book: Book, store: EvidenceStore, computed: Computed, report: MonthReport, data: Path) -> InBook:
    """Do what ``with_book`` does for somebody who only looks."""
    with reading(book) as connection:
        in_book = joined_with_book(connection, store, report)
        late = late_evidence(connection, store, computed, str(data))
    problems = tuple(in_order([*report.problems, *late]))
    return replace(in_book, report=replace(in_book.report, problems=problems))


def joined_with_book(connection: Connection, store: EvidenceStore, report: MonthReport) -> InBook:
    """Return the month's report with the lines that it carries, and what is decided about it.

    Raises ``BookError`` or ``EvidenceError`` as ``with_book``.
    """
    numbers = due_now(connection, report.period)
    carries = nothing_carried()
    if numbers:
        own = ledger_frame(report.ledger, report.period, report.currency)
        carries = carrying(connection, store, report.period, own, numbers)
    lines = carries.carried.lines
    if reason := other_currency(lines, report.currency):
        raise BookError(reason)
    joined = replace(
        report,
        ledger=joined_ledger(report.ledger, lines),
        adjustments=joined_adjustments(report.adjustments, lines, carries.standing),
        decided=latest_decisions(connection, report.period),
    )
    return InBook(joined, carries)


def without_book(report: MonthReport) -> InBook:
    """Return the report of a month that carries nothing."""
    return InBook(report, nothing_carried())


def keep_evidence(
    keeper: Bookkeeper, computed: Computed, in_book: InBook, policies: Path, accepted: Sequence[str]
) -> Manifest:
    """Keep everything that a run was computed from and came to, and return its manifest.

    Raises ``EvidenceError`` if something cannot be kept.
    """
    outcome = outcome_of(in_book.report, accepted, in_book.carrying.acts)
    return record(sources_of(computed), outcome, policies, keeper.store)


def outcome_of(report: MonthReport, accepted: Sequence[str], carried: tuple[int, ...] = ()) -> Outcome:
    """Return what a run came to in the form that is recorded; of the accepted codes, those that occurred."""
    lines = stated_lines(report.ledger, report.period, report.currency)
    used = sorted({problem.code for problem in report.problems} & set(accepted))
    return Outcome((lines,), (report.adjustments,), tuple(used), carried)


def stated_lines(ledger: pd.DataFrame, period: str, currency: str) -> pd.DataFrame:
    """Return the lines of a ledger with ``LEDGER_COLUMNS``."""
    return ledger.assign(period=period, currency=currency)[list(LEDGER_COLUMNS)]


def make_draft(keeper: Bookkeeper, manifest: Manifest, outputs: Mapping[str, str], problems: Mapping[str, Any]) -> bool:
    """Make a run the draft of its month; False if it is the draft already.

    ``outputs`` are the SHA-256 of the files that were written, by name; ``problems`` as of ``problem_counts``. Raises
    ``BookError`` if it cannot be recorded; the book is as it was then.
    """
    with writing(keeper.book) as connection:
        return save_draft(connection, manifest, outputs, problems, keeper.who, now())


def note_errors(keeper: Bookkeeper, period: str, problems: Sequence[Problem], accepted: Sequence[str]) -> None:
    """Note on the draft of a month, if it has one, that a later run met errors before anything could be judged.

    The draft is what it was, but has open errors from now on: it is not what the files say today.
    """
    with writing(keeper.book) as connection:
        if draft := draft_of(connection, period):
            counts = problem_counts(problems, accepted)
            save_draft(connection, draft.run.manifest, draft.run.outputs, counts, keeper.who, now())


def problem_counts(problems: Sequence[Problem], accepted: Sequence[str], why: str = "") -> dict[str, Any]:
    """Return how many errors are open, how many warnings there are, and the accepted errors by code and why."""
    is_accepted = Counter(each.code for each in problems if each.severity == "error" and each.code in accepted)
    return {
        "errors": len(stopping(problems, accepted)),
        "warnings": sum(1 for each in problems if each.severity != "error"),
        "accepted": dict(sorted(is_accepted.items())),
        **({"why": why} if is_accepted and why else {}),
    }


def close_draft(keeper: Bookkeeper, period: str, why: str) -> Closing:
    """Post the lines of the month's draft and seal the month: all of it or nothing.

    Beside one object of the evidence, packed as it is kept, a batch of lines is held at a time. Raises ``BookError``
    if the month may not be closed, ``EvidenceError`` if evidence of the draft is missing or altered.
    """
    with writing(keeper.book) as connection:
        due = due_now(connection, period)
        manifest = closable(connection, period, due).run.manifest
        for sha256, suffix in manifest.evidence:
            keeper.store.get(sha256, suffix)
        lines = (recorded_form(ledger_frame(batch)) for batch in recorded_batches(manifest, keeper.store))
        return close_month(connection, period, lines, due, keeper.who, now(), why)


def closing_of(book: Book, period: str) -> Closing:
    """Return the closing of a month. Raises ``BookError`` if it is not closed."""
    with reading(book) as connection:
        closed = closings(connection).get(period)
    if closed is None:
        raise BookError(Text.of("{period} is not closed.", period=period))
    return closed


def accepted_errors(book: Book, period: str) -> tuple[Mapping[str, int], str]:
    """Return the errors that the draft of a month goes on in spite of: how many, by code, and why ("": not said)."""
    with reading(book) as connection:
        draft = draft_of(connection, period)
    problems = draft.run.problems if draft else {"accepted": {}}
    return dict(problems["accepted"]), str(problems.get("why", ""))


def _is_closed(closed: Closing) -> Text:
    act = closed.act
    period = act.period
    return Text.of(
        "{period} was closed by {who} at {at} and is not computed again. Take in late evidence with `payroll amend "
        "{period} --data DIR --reason TEXT --by NAME`: the next open month corrects it. To compute without "
        "recording, add --no-record: the results go to out/trial/{period}.",
        period=period,
        who=act.who,
        at=act.at,
    )
