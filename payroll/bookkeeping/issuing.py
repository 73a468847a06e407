"""Months as statements for employees tell them: a closed one as it was posted, an open one with what it carries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from payroll.bookkeeping.carrying import recorded_run
from payroll.bookkeeping.months import as_in_book, outcome_of
from payroll.language import Language, Text
from payroll.ledger.about import posted_between
from payroll.ledger.book import Book, reading
from payroll.ledger.drafts import Closing, closings, draft_of
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.net import ledger_form, ledger_frame, recorded_form
from payroll.period import day_number
from payroll.recorded import recompute, recorded_lines, recorded_people
from payroll.reports.result import MonthReport
from payroll.reports.statements.build import Occasion
from payroll.reports.statements.discretion import Colleagues
from payroll.run import Computed, report


@dataclass(frozen=True, slots=True)
class Issued:
    """A month to be told, and on what occasion.

    ``is_as_posted`` is False if a closed month, computed again for its shifts, comes to other lines than were posted:
    the lines are those that were posted all the same.
    """

    report: MonthReport
    occasion: Occasion
    is_as_posted: bool = True


def closed_month(book: Book, store: EvidenceStore, period: str, language: Language) -> Issued | None:
    """Return a closed month with the lines that were posted; None if it is not closed.

    Its shifts, swaps and law checks are computed again from the evidence. What later months corrected of it stands in
    their statements. Raises ``BookError`` or ``EvidenceError`` if the book or the evidence cannot be read.
    """
    with reading(book) as connection:
        closing = closings(connection).get(period)
        if closing is None:
            return None
        run = recorded_run(connection, closing.act)
        details = closing.act.details
        posted = ledger_form(posted_between(connection, details["first_line"], details["last_line"]))
    computed = recompute(run.manifest, store)
    again = report(computed, language)
    told = replace(again, ledger=posted[list(again.ledger.columns)], adjustments=recorded_people(run.manifest, store))
    is_as_posted = _same(_stated(again), posted[posted["corrects"] == ""])
    return Issued(told, occasion_of(computed, _day_of(closing)), is_as_posted)


def open_month(book: Book, store: EvidenceStore, computed: Computed, data: Path, language: Language) -> Issued:
    """Return an open month that was computed, with the corrections and waivers that it carries.

    Raises ``BookError`` if it comes to something else than its draft in the book: results and statements would differ.
    """
    told = as_in_book(book, store, computed, report(computed, language), data).report
    with reading(book) as connection:
        draft = draft_of(connection, told.period)
    if draft is not None and not _same(
        ledger_frame(outcome_of(told, ()).lines), ledger_frame(recorded_lines(draft.run.manifest, store))
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


def _stated(again: MonthReport) -> pd.DataFrame:
    return ledger_frame(again.ledger, again.period, again.currency)


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Tell whether two ledgers say the same."""
    first, second = (recorded_form(ledger_frame(lines)).astype(object) for lines in (one, other))
    return first.equals(second)


def _day_of(closing: Closing) -> int:
    return day_number(date.fromisoformat(closing.act.at[:10]))


def _other_than_draft(period: str) -> Text:
    return Text(
        f"现在的文件算出的 {period} 与账簿中的草稿不同。请先重新运行 payroll run {period} 并核对，再出明细，"
        "这样明细与结果才一致。",
        f"today's files come to something else than the draft of {period} in the book. First run it again with "
        f"`payroll run {period}` and check it, so that statements and results agree.",
    )
