"""A month in parts and the book: recorded as its draft, just as a month of one process is.

The manifest is the very same: it names the rows that were read and the lines that came of them, and not who
computed them. What a month carries for others, and what people decided, is worked out with all of its lines in
memory; a month without either is passed on part by part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from payroll import __version__
from payroll.bookkeeping.carrying import Carrying, due_now, nothing_carried
from payroll.bookkeeping.deciding import Written, in_table, record_decisions, weigh_by_book
from payroll.bookkeeping.months import Bookkeeper, joined_with_book, make_draft, problem_counts, stated_lines
from payroll.bookkeeping.on_record import latest_decisions
from payroll.engine.month import InParts, JudgedParts
from payroll.engine.publish import frames, overview_of_parts, publish
from payroll.language import Language
from payroll.ledger.book import reading
from payroll.problems import Problem, in_order
from payroll.recorded import Outcome, Sources, record
from payroll.reports.columns import ADJUSTMENTS, LEDGER, ReportTable
from payroll.reports.overview import Overview, Sums, sums_of
from payroll.reports.result import MonthReport
from payroll.run import titles_of
from payroll.storage import Storage


@dataclass(frozen=True, slots=True)
class Asked:
    """How a run is recorded: the folder of its policies, the accepted errors and why, the language of its files."""

    policies: Path
    accept: tuple[str, ...]
    why: str
    language: Language


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of a month in parts: in sums, the files by name, what it carries, whether it is another draft."""

    overview: Overview
    files: tuple[str, ...]
    carrying: Carrying
    is_new: bool
    decisions: int


def decided_in_table(
    keeper: Bookkeeper | None, month: InParts, judged: JudgedParts, language: Language
) -> tuple[tuple[Written, ...], tuple[Problem, ...]]:
    """Return what the table ``decisions`` says about lines of the month, and what is wrong with it."""
    written = in_table(judged.decisions, judged.month.tables.files, month.files)
    if not written:
        return (), ()
    weighed = weigh_by_book(keeper.book if keeper else None, _report(month, judged, language), written)
    return written, weighed.problems


def record_in_parts(
    keeper: Bookkeeper,
    month: InParts,
    judged: JudgedParts,
    decided: Sequence[Written],
    asked: Asked,
    results: Storage,
) -> Recorded:
    """Write the results with what the month carries, keep its evidence, and make it the draft once all is written.

    Raises ``BookError``, ``EvidenceError`` or ``StorageError``; the book is as it was then.
    """
    period, currency = month.period.name, month.policies.currency
    overview = overview_of_parts(month, judged, asked.language)
    acts = len(record_decisions(keeper, _report(month, judged, asked.language), decided)) if decided else 0
    with reading(keeper.book) as connection:
        concerned = due_now(connection, period) or latest_decisions(connection, period)
        told = _report(month, judged, asked.language) if concerned else None
        in_book = joined_with_book(connection, keeper.store, told) if told is not None else None
    joined: dict[ReportTable, pd.DataFrame] = {}
    lines: Iterable[pd.DataFrame] = (stated_lines(frame, period, currency) for frame in frames(month, "lines"))
    people: Iterable[pd.DataFrame] = frames(month, "people")
    carrying = nothing_carried()
    if in_book is not None:
        carrying, told = in_book.carrying, in_book.report
        overview = replace(overview, sums=_sums(judged, told))
        joined = {LEDGER: told.frame(LEDGER), ADJUSTMENTS: told.adjustments}
        lines, people = (stated_lines(told.ledger, period, currency),), (told.adjustments,)
    used = tuple(sorted({problem.code for problem in month.problems} & set(asked.accept)))
    sources = Sources(period, month.policies, month.files, judged.month.official_days, month.evidence)
    manifest = record(sources, Outcome(lines, people, used, carrying.acts), asked.policies, keeper.store)
    files = publish(month, asked.language, results, joined)
    counts = problem_counts(month.problems, asked.accept, asked.why)
    digests = {name: written.sha256 for name, written in files.items()}
    is_new = make_draft(keeper, manifest, digests, counts)
    return Recorded(overview, tuple(files), carrying, is_new, acts)


def _sums(judged: JudgedParts, told: MonthReport) -> Sums:
    """Return the sums of the parts with the lines of the ledger as it stands with what the month carries."""
    no_shifts = pd.DataFrame({"verdict": pd.Series(dtype="str")})
    of_lines = sums_of(told.ledger, len(told.adjustments), no_shifts, None, None, told.decided)
    return replace(
        judged.sums, people=of_lines.people, rules=of_lines.rules, waiting=of_lines.waiting, actions=of_lines.actions
    )


def _report(month: InParts, judged: JudgedParts, language: Language) -> MonthReport:
    """Return the report of all parts, with all lines in memory; without attendance, which nobody asks for here."""
    overview = overview_of_parts(month, judged, language)
    nothing = pd.DataFrame()
    return MonthReport(
        period=overview.period,
        first=overview.first,
        last=overview.last,
        currency=overview.currency,
        places=overview.places,
        language=language,
        tool_version=__version__,
        policies=titles_of(month.policies, judged.labels),
        profile_checked=overview.profile_checked,
        ledger=pd.concat(frames(month, "lines"), ignore_index=True),
        adjustments=pd.concat(frames(month, "people"), ignore_index=True),
        attendance=nothing,
        swaps=nothing,
        sources=judged.sources,
        problems=tuple(in_order(month.problems)),
    )
