"""``page``: the month as one file that opens in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from payroll.cli.answer import AsJson, both, print_answer
from payroll.cli.book import opened_if_there, refusals
from payroll.cli.month import month_or_refuse
from payroll.cli.options import (
    DATA,
    DB,
    LANG,
    OUT,
    POLICIES,
    Accept,
    Data,
    Db,
    Evidence,
    Lang,
    Out,
    Period,
    Policies,
    say,
)
from payroll.cli.screen import check_period, refuse, show, working
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


def page(
    period: Period,
    accept: Accept,
    data: Data = DATA,
    policies: Policies = POLICIES,
    out: Out = OUT,
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Write a month as a page."""
    check_period(period, lang)
    if out.resolve() == data.resolve():
        refuse(
            Text(
                f"--out {out} 里放着要读取的文件；请换一个文件夹",
                f"--out {out} holds the files to be read; name another",
            ),
            lang,
        )
    with refusals(lang):
        there = opened_if_there(db, evidence)
        month = (there and _posted(*there, period, lang)) or _open(period, data, policies, accept, lang, there)
        if not as_json:
            for note in month.notes:
                show(note.to(lang))
        with working(say("正在写出网页…", "writing the page …")):
            path = _written(month, out)
    if as_json:
        notes = [both("note", note) for note in month.notes]
        print_answer("page", {"period": period, "notes": notes, "files": [str(path)]})
        return
    show(Text(f"已写入：{path}", f"written: {path}").to(lang))


def _posted(book: Book, store: EvidenceStore, period: str, lang: Language) -> Month | None:
    """Return the month as it was posted, None if it is not closed."""
    from payroll.bookkeeping.replaying import posted_month

    with working(say("正在读取账簿…", "reading the book …")):
        posted = posted_month(book, store, period, lang)
    return Month(posted.computed, posted.report, (_is_posted(posted),)) if posted else None


def _open(
    period: str,
    data: Path,
    policies: Path,
    accept: Sequence[str],
    lang: Language,
    there: tuple[Book, EvidenceStore] | None,
) -> Month:
    """Return the month as ``run`` would write it now, with what the book adds to it."""
    from payroll.run import report

    computed = month_or_refuse(period, data, policies, accept, lang)
    result = report(computed, lang)
    if there is None:
        return Month(computed, result)
    from payroll.bookkeeping.months import as_in_book

    return Month(computed, as_in_book(*there, computed, result, data).report)


def _written(month: Month, folder: Path) -> Path:
    from payroll.reports.folder import output_to
    from payroll.reports.write import start_page
    from payroll.run import shown_evidence

    notes = [note.to(month.report.language) for note in month.notes]
    with output_to(folder) as output:
        path = start_page(month.report, shown_evidence(month.computed, month.report), output, notes)
        output.publish()
    return path


def _is_posted(posted: Posted) -> Text:
    act = posted.closing.act
    return Text(
        f"{act.period} 已由 {act.who} 于 {act.at} 结账；这里是入账的内容，按留存的证据重新算出。"
        "读取文件时发现的问题见当时的 problems.csv。",
        f"{act.period} was closed by {act.who} at {act.at}: this is what was posted, computed again from the evidence. "
        "What was wrong with the files themselves is in the problems.csv of that run.",
    )
