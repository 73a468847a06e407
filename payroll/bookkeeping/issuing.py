"""Months as statements for employees tell them: a closed one as it was posted, an open one with what it carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from payroll.bookkeeping.months import as_in_book, stated_lines
from payroll.bookkeeping.replaying import posted_month
from payroll.language import Language, Text
from payroll.ledger.book import Book, reading
from payroll.ledger.drafts import draft_of
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.net import ledger_frame, recorded_form
from payroll.period import day_number
from payroll.recorded import recorded_lines
from payroll.reports.result import MonthReport
from payroll.reports.statements.build import Occasion
from payroll.reports.statements.discretion import Colleagues
from payroll.run import Computed, report


@dataclass(frozen=True, slots=True)
class Issued:
    """A month to be told, and on what occasion."""

    report: MonthReport
    occasion: Occasion


def closed_month(book: Book, store: EvidenceStore, period: str, language: Language) -> Issued | None:
    """Return a closed month as it was posted; None if it is not closed.

    What later months corrected of it stands in their statements. Raises ``BookError`` if it comes to other lines than
    were posted, ``EvidenceError`` if evidence is missing or altered.
    """
    posted = posted_month(book, store, period, language)
    if posted is None:
        return None
    closed_on = day_number(date.fromisoformat(posted.closing.act.at[:10]))
    return Issued(posted.report, occasion_of(posted.computed, closed_on))


def open_month(book: Book, store: EvidenceStore, computed: Computed, data: Path, language: Language) -> Issued:
    """Return an open month that was computed, with the corrections and waivers that it carries.

    Raises ``BookError`` if it comes to something else than its draft in the book: results and statements would differ.
    """
    told = as_in_book(book, store, computed, report(computed, language), data).report
    with reading(book) as connection:
        draft = draft_of(connection, told.period)
    if draft is not None and not _same(
        ledger_frame(stated_lines(told.ledger, told.period, told.currency)),
        ledger_frame(recorded_lines(draft.run.manifest, store)),
    ):
        raise BookError(_other_than_draft(told.period))
    return Issued(told, occasion_of(computed))


def occasion_of(computed: Computed, closed_on: int | None = None) -> Occasion:
    """Return what a judged month says beside its results: how to object, and whom explanations may name."""
    return Occasion(
        closed_on=closed_on,
        objections={version.label: version.rules.objections for version in computed.policies.versions},
        colleagues=colleagues_of(computed),
    )


def colleagues_of(computed: Computed) -> Colleagues:
    """Return everybody whom the explanations of a judged month may name."""
    assert computed.month is not None
    tables = computed.month.tables
    names = dict(zip(tables.employees["employee_id"].tolist(), tables.employees["name"].tolist(), strict=True))
    others = {*tables.incidents["reported_by"], *tables.incidents["approved_by"], *tables.swaps["approved_by"]}
    partners: dict[str, set[str]] = {}
    for one, other in zip(tables.swaps["requester_id"], tables.swaps["counterpart_id"], strict=True):
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    return Colleagues(names, frozenset(others), {one: frozenset(others) for one, others in partners.items()})


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Tell whether two ledgers say the same."""
    first, second = (recorded_form(ledger_frame(lines)).astype(object) for lines in (one, other))
    return first.equals(second)


def _other_than_draft(period: str) -> Text:
    return Text.of(
        "today's files come to something else than the draft of {period} in the book. First run it again with "
        "`payroll run {period}` and check it, so that statements and results agree.",
        period=period,
    )
