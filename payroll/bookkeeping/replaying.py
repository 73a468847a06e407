"""A closed month computed again from its evidence and recorded policies, and compared with what was posted."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection

from payroll import __version__
from payroll.bookkeeping.carrying import carrying, recorded_run
from payroll.bookkeeping.on_record import latest_decisions
from payroll.language import Language, Text
from payroll.ledger.about import posted_between
from payroll.ledger.acts import acts
from payroll.ledger.book import Book, reading
from payroll.ledger.carried import joined_adjustments, joined_ledger
from payroll.ledger.drafts import Closing, Run, closings
from payroll.ledger.due import in_force
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.lines import LINE_FIELDS
from payroll.ledger.net import ledger_frame, recorded_form
from payroll.recorded import recompute, recorded_lines
from payroll.reports.columns import ADJUSTMENTS, ATTENDANCE, CARRIED, LAW, LEDGER, SOURCES, SWAPS
from payroll.reports.csv_files import write_csv
from payroll.reports.result import MonthReport
from payroll.run import Computed, report

COMPARED = (LEDGER, ADJUSTMENTS, ATTENDANCE, SWAPS, SOURCES, LAW, CARRIED)
"""The files that are made again and compared byte by byte.

Not ``problems.csv``, which also tells what was wrong with files that are not kept, in the language of the run.
"""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Replay:
    """A month computed again: how many lines it has, and every difference, the first ones of them told."""

    period: str
    lines: int
    files: tuple[str, ...]
    differences: tuple[Text, ...]
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Posted:
    """A closed month: its closing, and what it was computed to. ``report`` lacks the problems of reading files."""

    closing: Closing
    computed: Computed
    report: MonthReport


def replay(book: Book, store: EvidenceStore, period: str) -> Replay:
    """Compute a closed month again and compare it line by line, field by field, and its files byte by byte.

    Raises ``BookError`` if the month is not closed, ``EvidenceError`` if evidence is missing or altered.
    """
    with reading(book) as connection:
        closing = closings(connection).get(period)
        if closing is None:
            raise BookError(Text.of("{period} is not closed, so there is nothing to replay.", period=period))
        run = recorded_run(connection, closing.act)
        _, again = _again(connection, store, run, closing, "en")
        first, last = closing.act.details["first_line"], closing.act.details["last_line"]
        posted = posted_between(connection, first, last)
        amendments = list(_amendments_differ(connection, store, run))
    lines = recorded_form(ledger_frame(again.ledger, again.period, again.currency))
    files, wrong_files = _files_differ(again, run.outputs)
    differences = (*amendments, *_lines_differ(posted, lines), *wrong_files)
    return Replay(period, len(posted), files, differences, run.manifest.tool_version)


def posted_month(book: Book, store: EvidenceStore, period: str, language: Language) -> Posted | None:
    """Return a closed month as it was posted, computed again from its evidence; None if it is not closed.

    Raises ``BookError`` if it comes to other lines than were posted, ``EvidenceError`` as ``replay``.
    """
    with reading(book) as connection:
        closing = closings(connection).get(period)
        if closing is None:
            return None
        run = recorded_run(connection, closing.act)
        computed, again = _again(connection, store, run, closing, language)
        posted = posted_between(connection, closing.act.details["first_line"], closing.act.details["last_line"])
    if _lines_differ(posted, recorded_form(ledger_frame(again.ledger, again.period, again.currency))):
        raise BookError(
            Text.of(
                "{period} comes to other lines than were posted. See payroll ledger replay {period}.", period=period
            )
        )
    return Posted(closing, computed, again)


def _again(
    connection: Connection, store: EvidenceStore, run: Run, closing: Closing, language: Language
) -> tuple[Computed, MonthReport]:
    """Return the month and its report as they were when it was drafted, from evidence and earlier lines alone."""
    computed = recompute(run.manifest, store)
    result = report(computed, language)
    own = ledger_frame(result.ledger, result.period, result.currency)
    first = int(closing.act.details["first_line"])
    carries = carrying(connection, store, result.period, own, run.manifest.carried, before=first)
    joined = replace(
        result,
        ledger=joined_ledger(result.ledger, carries.carried.lines),
        adjustments=joined_adjustments(result.adjustments, carries.carried.lines, carries.standing),
        decided=latest_decisions(connection, result.period),
    )
    return computed, joined


def _amendments_differ(connection: Connection, store: EvidenceStore, run: Run) -> Iterator[Text]:
    """Compute the amendments that the month carried again as well."""
    carried = in_force(acts(connection), run.manifest.carried)
    for act in acts(connection, ("amendment",)):
        if act.number in carried:
            manifest = recorded_run(connection, act).manifest
            result = report(recompute(manifest, store), "en")
            now = recorded_form(ledger_frame(result.ledger, result.period, result.currency))
            then = recorded_form(ledger_frame(recorded_lines(manifest, store)))
            if not now.equals(then):
                yield Text.of(
                    "amendment {number} of {period} comes to something else.", number=act.number, period=act.period
                )


def _lines_differ(posted: pd.DataFrame, lines: pd.DataFrame) -> list[Text]:
    """Return the differences between the posted lines and the same lines computed again."""
    fields = list(LINE_FIELDS[1:])
    then, now = posted[fields].set_index("entry_id", drop=False), lines[fields].set_index("entry_id", drop=False)
    gone, new = then.index.difference(now.index, sort=False), now.index.difference(then.index, sort=False)
    found = [Text.of("{entry}: posted, but not computed again", entry=entry) for entry in gone]
    found += [Text.of("{entry}: computed again, but not posted", entry=entry) for entry in new]
    same = then.index.intersection(now.index, sort=False)
    for name in fields:
        before, after = then.loc[same, name], now.loc[same, name]
        differs = before.to_numpy(object) != after.to_numpy(object)
        found += [
            Text.of("{entry}: {name} was «{old}», is «{value}» now", entry=entry, name=name, old=old, value=value)
            for entry, old, value in zip(same[differs], before[differs], after[differs], strict=True)
        ]
    if not found and list(then.index) != list(now.index):
        found.append(Text.of("the lines stand in another order"))
    return found


def _files_differ(report_again: MonthReport, outputs: Mapping[str, str]) -> tuple[tuple[str, ...], list[Text]]:
    """Write the files again, and compare them with the hashes of those that the run wrote."""
    compared, found = [], []
    with tempfile.TemporaryDirectory() as folder:
        for table in COMPARED:
            if table.file not in outputs:
                continue
            path = Path(folder, table.file)
            if table not in report_again.tables:
                found.append(Text.of("{file} does not come again", file=table.file))
                continue
            write_csv(path, table, report_again.frame(table), report_again.places)
            compared.append(table.file)
            if _sha256(path) != outputs[table.file]:
                found.append(Text.of("{file} has other bytes", file=table.file))
    return tuple(compared), found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def made_by_another_version(replayed: Replay) -> bool:
    """Tell whether the month was recorded by another version of the program than this one."""
    return replayed.recorded_by != __version__
