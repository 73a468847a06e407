"""What ``run`` and ``close`` do about the decisions of people, which stand in a month's workbook or in a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from payroll.cli.screen import refuse, show, tell
from payroll.language import Language, Text
from payroll.problems import Problem

if TYPE_CHECKING:
    from payroll.bookkeeping.deciding import Written
    from payroll.bookkeeping.months import Bookkeeper
    from payroll.ledger.book import Book
    from payroll.ledger.evidence import EvidenceStore
    from payroll.reports.result import MonthReport
    from payroll.run import Computed


def decisions_of(
    computed: Computed, result: MonthReport, folder: Path, keeper: Bookkeeper | None
) -> tuple[tuple[Written, ...], tuple[Problem, ...]]:
    """Return what people have decided about the month, and what is wrong with it.

    It stands in the workbook that an earlier run wrote into ``folder``, where there is one, or in the table of
    decisions. ``keeper`` is None for a run that is not recorded.
    """
    from payroll.reports.write import workbook_name

    path = folder / workbook_name(result.period)
    if not path.exists() and computed.month is not None and computed.month.tables.decisions.empty:
        return (), ()
    from payroll.bookkeeping.deciding import weigh_by_book, written_decisions
    from payroll.intake.decided import read_decisions
    from payroll.reports.decisions import SHEETS

    read = read_decisions(path, SHEETS)
    written = written_decisions(computed, read)
    weighed = weigh_by_book(keeper.book if keeper else None, result, written)
    return written, (*read.problems, *weighed.problems)


def record_new(keeper: Bookkeeper, result: MonthReport, decisions: Sequence[Written]) -> int:
    """Put new decisions on record; return how many."""
    if not decisions:
        return 0
    from payroll.bookkeeping.deciding import record_decisions

    return len(record_decisions(keeper, result, decisions))


def acceptable(computed: Computed, accept: Sequence[str]) -> tuple[str, ...]:
    """Return the accepted codes without those of decisions in the workbook: setting those aside would lose them."""
    from payroll.reports.write import workbook_name

    written = workbook_name(computed.period.name)
    lost = {problem.code for problem in computed.problems if problem.file == written}
    return tuple(code for code in accept if code not in lost)


def show_decisions(count: int, lang: Language, *, are_recorded: bool) -> None:
    """Say how many decisions of people were read, and what became of them."""
    if not count:
        return
    if not are_recorded:
        text = Text.counted(
            "{count} decision read and kept in the workbook, but not recorded (--no-record)",
            "{count} decisions read and kept in the workbook, but not recorded (--no-record)",
            count,
        )
    else:
        text = Text.counted("{count} new decision read and recorded", "{count} new decisions read and recorded", count)
    show(text.to(lang))


def refuse_unread_decisions(book: Book, period: str, folder: Path, lang: Language) -> None:
    """Refuse to close while the workbook in ``folder`` holds decisions that no run has read: they would be lost."""
    path, listed = _unread(book, period, folder)
    if listed:
        refuse(
            Text.of(
                "{path} holds decisions that were not read yet (rows {listed}). Run payroll run {period} again to "
                "read them, or clear these rows, then close.",
                path=path,
                listed=listed,
                period=period,
            ),
            lang,
        )
    if problems := _without_sheet(path):
        refuse(
            Text.of("the decisions in {path} cannot be read, so the month was not closed", path=path),
            lang,
            problems,
        )


def tell_unread_of_closed(book: Book, period: str, folder: Path, lang: Language) -> None:
    """Name decisions in the workbook of a closed month that no run has read, and what can be done about them."""
    from payroll.bookkeeping.months import is_closed

    if not is_closed(book, period):
        return
    path, listed = _unread(book, period, folder)
    if listed:
        text = Text.of(
            "{path} holds decisions that were not read (rows {listed}), and {period} is closed: they are not read "
            "any more. To waive a charge there, run `payroll waive ENTRY --reason TEXT --by NAME`: the open month "
            "gives it back.",
            path=path,
            listed=listed,
            period=period,
        )
        tell(text.to(lang))


def _without_sheet(path: Path) -> tuple[Problem, ...]:
    """Return the problem of a workbook that has lost its sheet of decisions."""
    from payroll.intake.decided import read_decisions
    from payroll.reports.decisions import SHEETS

    return tuple(problem for problem in read_decisions(path, SHEETS).problems if problem.code == "DECISIONS-SHEET")


def unread_note(there: tuple[Book, EvidenceStore] | None, period: str, folder: Path) -> tuple[Text, ...]:
    """Say that the workbook in ``folder`` holds decisions that no run has read, if it does.

    Nothing is said where there is no book, or if the month is closed: no run would read them.
    """
    if there is None:
        return ()
    from payroll.bookkeeping.months import is_closed

    if is_closed(there[0], period):
        return ()
    path, listed = _unread(there[0], period, folder)
    if not listed:
        return ()
    return (
        Text.of(
            "{path} holds decisions that were not read yet (rows {listed}); they do not count here. First run "
            "payroll run {period} again to read them.",
            path=path,
            listed=listed,
            period=period,
        ),
    )


def _unread(book: Book, period: str, folder: Path) -> tuple[Path, str]:
    """Return where the workbook of a month is, and its rows with decisions that no run has read: "8, 11"."""
    from payroll.reports.write import workbook_name

    path = folder / workbook_name(period)
    if not path.exists():
        return path, ""
    from payroll.bookkeeping.deciding import unread_decisions
    from payroll.intake.decided import read_decisions
    from payroll.reports.decisions import SHEETS

    read = read_decisions(path, SHEETS)
    rows = {problem.row for problem in read.problems if problem.row is not None}
    rows |= {each.row for each in unread_decisions(book, period, read)}
    return path, ", ".join(map(str, sorted(rows)))
