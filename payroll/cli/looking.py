"""A month that is only looked at: a closed one as it was posted, an open one with what it carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from payroll.cli.month import month_or_refuse
from payroll.cli.options import say
from payroll.cli.screen import working
from payroll.language import Language, Text

if TYPE_CHECKING:
    from payroll.bookkeeping.replaying import Posted
    from payroll.ledger.book import Book
    from payroll.ledger.evidence import EvidenceStore
    from payroll.reports.result import MonthReport
    from payroll.run import Computed


@dataclass(frozen=True, slots=True)
class Month:
    """A month to be shown, and what has to be said of it."""

    computed: Computed
    report: MonthReport
    notes: tuple[Text, ...] = ()


def month_to_show(
    period: str,
    folders: tuple[Path, Path],
    accept: Sequence[str],
    lang: Language,
    there: tuple[Book, EvidenceStore] | None,
) -> Month:
    """Return a month as the book has it; ``there`` is None if there is no book.

    ``folders`` are those of data and policies, which a closed month does not need. Raises ``BookError`` or
    ``EvidenceError`` if the book or the evidence cannot be read.
    """
    return (there and _posted(*there, period, lang)) or _open(period, folders, accept, lang, there)


def _posted(book: Book, store: EvidenceStore, period: str, lang: Language) -> Month | None:
    """Return the month as it was posted, None if it is not closed."""
    from payroll.bookkeeping.replaying import posted_month

    with working(say("reading the book …")):
        posted = posted_month(book, store, period, lang)
    return Month(posted.computed, posted.report, (_is_posted(posted),)) if posted else None


def _open(
    period: str,
    folders: tuple[Path, Path],
    accept: Sequence[str],
    lang: Language,
    there: tuple[Book, EvidenceStore] | None,
) -> Month:
    """Return the month as ``run`` would write it now, with what the book adds to it."""
    from payroll.run import report

    computed = month_or_refuse(period, *folders, accept, lang)
    result = report(computed, lang)
    if there is None:
        return Month(computed, result)
    from payroll.bookkeeping.months import as_in_book

    return Month(computed, as_in_book(*there, computed, result, folders[0]).report)


def _is_posted(posted: Posted) -> Text:
    act = posted.closing.act
    return Text.of(
        "{period} was closed by {who} at {at}: this is what was posted, computed again from the evidence. What was "
        "wrong with the files themselves is in the problems.csv of that run.",
        period=act.period,
        who=act.who,
        at=act.at,
    )
