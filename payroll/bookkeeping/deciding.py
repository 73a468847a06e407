"""What people decided about the lines of a month, in its workbook or in a table: checked, and put on record."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from payroll.bookkeeping.forgiving import staged_entries
from payroll.bookkeeping.kinds_decisions import (
    DECISION_EARLY,
    DECISION_ENTRY,
    DECISION_LATER,
    DECISION_NOT_ASKED,
    DECISION_NOT_WAIVED,
    DECISION_TWICE,
)
from payroll.bookkeeping.months import Bookkeeper
from payroll.bookkeeping.on_record import all_decisions
from payroll.intake.decided import DecisionsRead
from payroll.intake.files import FilesRead
from payroll.language import Text
from payroll.ledger.acts import Act, Who, append_act, now
from payroll.ledger.book import Book, reading, writing
from payroll.ledger.errors import BookError
from payroll.ledger.forgiveness import may_be_forgiven
from payroll.ledger.net import ledger_frame, net_lines
from payroll.period import day_number, iso_day
from payroll.problems import Problem, ProblemKind, in_order
from payroll.reports.decisions import Decided, Matter
from payroll.reports.result import MonthReport
from payroll.run import Computed
from payroll.tables import ROW_USED, SourceFile


@dataclass(frozen=True, slots=True)
class Written:
    """A decision as it was written down, and where.

    ``headings`` are those of the columns as they are written there, ``cell`` what stands there for the decision
    (``decided`` has the contract's word for it).
    """

    decided: Decided
    source: SourceFile
    row: int
    headings: Mapping[str, str] = field(default_factory=dict)
    cell: str = ""

    @property
    def place(self) -> str:
        """Where it stands, as ``file[sheet]:row``."""
        return self.source.evidence(self.row)

    @property
    def key(self) -> tuple[str, Matter]:
        """What it is about."""
        return self.decided.entry_id, self.decided.matter

    def problem(self, kind: ProblemKind, column: str, value: str, **details: str | Text) -> Problem:
        """Return a problem at this place."""
        words = {"entry": self.decided.entry_id, **details}
        written = self.headings.get(column, column)
        return Problem(kind, self.source.file, self.source.sheet, self.row, written, value, words)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The decisions that are not on record yet and can be recorded, and what is wrong with others."""

    fresh: tuple[Written, ...]
    problems: tuple[Problem, ...]


def written_decisions(computed: Computed, read: DecisionsRead) -> tuple[Written, ...]:
    """Return the decisions in the table ``decisions`` about lines of the month, then those in its workbook."""
    assert computed.month is not None
    assert computed.judged is not None
    tables = computed.month.tables
    of_month = tables.decisions[computed.judged.dispositions["decisions"] == ROW_USED]
    return (*in_table(of_month, tables.files, computed.files), *in_workbook(read))


def in_table(of_month: pd.DataFrame, sources: Sequence[SourceFile], files: FilesRead) -> tuple[Written, ...]:
    """Return the decisions of rows of the table ``decisions``, whose ``file`` is a position in ``sources``."""
    tables = {(raw.file, raw.sheet): raw for raw in files.tables.get("decisions", ())}
    headings = {place: raw.headings for place, raw in tables.items()}
    cells = {place: raw.texts("decision") for place, raw in tables.items()}
    written = []
    for row in of_month.to_dict("records"):
        source = sources[row["file"]]
        place = source.file, source.sheet
        written.append(_written(row, source, headings.get(place, {}), cells.get(place, {})))
    return tuple(written)


def in_workbook(read: DecisionsRead) -> tuple[Written, ...]:
    """Return the decisions in the workbook of a month."""
    source = SourceFile(read.file, read.sheet)
    return tuple(_written(row, source, read.headings, read.cells) for row in read.rows.to_dict("records"))


def _written(
    row: Mapping[Hashable, Any], source: SourceFile, headings: Mapping[str, str], cells: Mapping[int, str]
) -> Written:
    entry, decision, by, reason = (str(row[name]) for name in ("entry_id", "decision", "decided_by", "reason"))
    decided = Decided(entry, decision, by, int(row["decided_on"]), reason)
    number = int(row["row"])
    return Written(decided, source, number, headings, cells.get(number, decision))


def today() -> int:
    """Return the day on the wall, as a day number."""
    return day_number(date.fromisoformat(now()[:10]))


def weigh(
    written: Iterable[Written],
    lines: pd.DataFrame,
    known: Collection[Decided],
    staged: Collection[str],
    day: int,
) -> Weighed:
    """Return which decisions are new and can be recorded.

    ``lines``   the ledger of the month (``payroll.ledger.net.LEDGER_COLUMNS``)
    ``known``   every decision about it that is on record, also those that a later one replaced: what was
                recorded once is never recorded again, wherever it still stands
    ``staged``  the entries that are forgiven already
    ``day``     today: nothing is decided later
    """
    on_record = {replace(each, act=0) for each in known}
    fresh: dict[tuple[str, Matter], Written] = {}
    problems = []
    for each in written:
        other = fresh.get(each.key)
        if each.decided in on_record or (other is not None and other.decided == each.decided):
            continue
        wrong = _twice(each, other) if other is not None else _wrong(each, lines, staged, day)
        if wrong is None:
            fresh[each.key] = each
        else:
            problems.append(wrong)
    return Weighed(tuple(fresh.values()), tuple(in_order(problems)))


def _twice(each: Written, other: Written) -> Problem:
    return each.problem(DECISION_TWICE, "decision", each.cell, other=other.place)


def _wrong(each: Written, lines: pd.DataFrame, staged: Collection[str], day: int) -> Problem | None:
    decided = each.decided
    about = lines[lines["entry_id"] == decided.entry_id]
    if about.empty:
        return each.problem(DECISION_ENTRY, "entry_id", decided.entry_id)
    if wrong := _of_another_day(each, int(about["date"].iloc[0]), day):
        return wrong
    if decided.matter == "review":
        asked = about["action"].iloc[0] != ""
        return None if asked else each.problem(DECISION_NOT_ASKED, "decision", each.cell)
    own = lines[(lines["entry_id"] == decided.entry_id) & (lines["corrects"] == "")]
    why = may_be_forgiven(decided.entry_id, net_lines(own), staged)
    return None if why is None else each.problem(DECISION_NOT_WAIVED, "decision", each.cell, why=why)


def _of_another_day(each: Written, event: int, day: int) -> Problem | None:
    """Return the problem of a decision that is dated before what it is about, or after today."""
    decided_on = each.decided.decided_on
    if event <= decided_on <= day:
        return None
    kind, bound = (DECISION_EARLY, event) if decided_on < event else (DECISION_LATER, day)
    return each.problem(kind, "decided_on", iso_day(decided_on), day=iso_day(bound))


def weigh_by_book(book: Book | None, result: MonthReport, written: Sequence[Written]) -> Weighed:
    """Do ``weigh`` with what a book holds; None for a month that is not recorded."""
    lines = ledger_frame(result.ledger, result.period, result.currency)
    if book is None or not written:
        return weigh(written, lines, (), (), today())
    with reading(book) as connection:
        return weigh(written, lines, all_decisions(connection, result.period), staged_entries(connection), today())


def record_decisions(keeper: Bookkeeper, result: MonthReport, written: Sequence[Written]) -> tuple[Act, ...]:
    """Put the new ones among the decisions on record, and return their acts: waivers, and decisions on reviews.

    Raises ``BookError`` if one of them cannot be recorded, since somebody else has decided in the meantime.
    """
    if not written:
        return ()
    lines = ledger_frame(result.ledger, result.period, result.currency)
    with writing(keeper.book) as connection:
        known, staged = all_decisions(connection, result.period), staged_entries(connection)
        weighed = weigh(written, lines, known, staged, today())
        for problem in weighed.problems:
            raise BookError(Text(problem.message("zh"), problem.message("en")))
        return tuple(_record(connection, keeper, result.period, each) for each in weighed.fresh)


def _record(connection: Connection, keeper: Bookkeeper, period: str, each: Written) -> Act:
    decided = each.decided
    details = {
        "decision": decided.decision,
        "decided_on": iso_day(decided.decided_on),
        "read_from": each.place,
        "recorded_by": keeper.who.name,
        "recorded_by_from": keeper.who.source,
    }
    who = Who(decided.decided_by, "decisions")
    return append_act(connection, decided.matter, period, decided.entry_id, who, now(), decided.reason, details)


def unread_decisions(book: Book, period: str, read: DecisionsRead) -> tuple[Written, ...]:
    """Return the decisions in the workbook of a month that are not on record."""
    with reading(book) as connection:
        on_record = {replace(each, act=0) for each in all_decisions(connection, period)}
    return tuple(each for each in in_workbook(read) if each.decided not in on_record)
