"""Late evidence for a closed month: it is computed again, and what differs is staged for the next open month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection

from payroll.bookkeeping.carrying import current_run
from payroll.bookkeeping.forgiving import staged_entries
from payroll.bookkeeping.late_check import late_about, lost_by
from payroll.bookkeeping.months import Bookkeeper, outcome_of, problem_counts
from payroll.intake.files import FilesRead, read_files
from payroll.language import Text
from payroll.ledger.about import posted_about
from payroll.ledger.acts import Act, append_act, now
from payroll.ledger.book import reading, writing
from payroll.ledger.correction_words import Cause
from payroll.ledger.corrections import Corrected, corrections
from payroll.ledger.drafts import Run, closings, drafted_periods, save_run
from payroll.ledger.due import carrier
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.late import LateRows
from payroll.ledger.lost import Lost, another_month_text
from payroll.ledger.manifest import Manifest
from payroll.ledger.net import ledger_frame
from payroll.period import next_period
from payroll.problems import Problem, errors, stopping
from payroll.recorded import record_again, recorded_calendar, recorded_lines, recorded_policies, with_recorded
from payroll.run import Computed, judge_files, report


@dataclass(frozen=True, slots=True)
class Amendment:
    """A closed month on late evidence: what would be corrected, by which month, and what else it reaches.

    ``accepted``  the codes of the errors that it goes on in spite of; with others, nothing else is told
    ``carrier``   the open month that posts the corrections
    ``reaches``   other closed months about which the same tables tell something else
    ``lost``      the tables that lack rows which the month had
    """

    period: str
    base: Run
    computed: Computed
    accepted: tuple[str, ...]
    carrier: str
    corrected: Corrected | None
    reaches: dict[str, tuple[LateRows, ...]]
    lost: tuple[Lost, ...]


def amend(keeper: Bookkeeper, period: str, data: Path, accepted: Sequence[str], why: str) -> Amendment:
    """Compute a closed month again on the tables in ``data``, all else as it was recorded. Nothing is changed.

    Policies and calendar are those that the month was closed on; a table that ``data`` lacks is taken from the
    recorded evidence, that of the latest amendment if there is one. Raises ``BookError`` or
    ``EvidenceError`` if the month is not closed, its evidence cannot be read, or a table has nothing of the month.
    """
    store = keeper.store
    with reading(keeper.book) as connection:
        base = current_run(connection, period)
        files = read_files(data)
        if not files.tables and not errors(files.problems):
            raise BookError(_nothing_read(data))
        policies, calendar = recorded_policies(base.manifest, store), recorded_calendar(base.manifest, store)
        computed = judge_files(period, policies, (), with_recorded(files, base.manifest, store), calendar)
        lost = lost_by(store, base.manifest, computed, files.tables)
        _check_months(lost, files, computed.problems, period, str(data))
        month = _carrying_month(connection, period)
        accepted = (*accepted, *_accepted_then(base.manifest, files, computed.problems))
        if computed.judged is None or stopping(computed.problems, accepted):
            return Amendment(period, base, computed, accepted, month, None, {}, lost)
        result = report(computed, "en")
        recomputed = ledger_frame(result.ledger, period, result.currency)
        posted = posted_about(connection, {period}, ())
        corrected = corrections(
            posted, recomputed, period, month, Cause(0, keeper.who.name, now(), why), staged_entries(connection)
        )
        reaches = late_about(connection, store, computed, files.tables)
        return Amendment(period, base, computed, accepted, month, corrected, reaches, lost)


def stage(keeper: Bookkeeper, amendment: Amendment, why: str) -> Act | None:
    """Record an amendment: the next open month carries what it corrects. None if the very same is on record already.

    It takes the place of an earlier amendment of the month that no month has carried yet. Raises
    ``BookError`` if the month was amended by somebody else in the meantime.
    """
    problems = amendment.computed.problems
    outcome = outcome_of(report(amendment.computed, "en"), amendment.accepted)
    manifest = record_again(amendment.computed, outcome, amendment.base.manifest, keeper.store)
    with writing(keeper.book) as connection:
        base = current_run(connection, amendment.period).manifest
        if base.run_id != amendment.base.manifest.run_id:
            raise BookError(_amended_meanwhile(amendment.period))
        if _same_evidence(manifest, base) and _own_lines(manifest, keeper.store).equals(_own_lines(base, keeper.store)):
            return None
        save_run(connection, manifest, {}, problem_counts(problems, amendment.accepted, why))
        details = {"base": base.run_id, "accepted": list(outcome.accepted)}
        return append_act(connection, "amendment", amendment.period, manifest.run_id, keeper.who, now(), why, details)


def _same_evidence(one: Manifest, other: Manifest) -> bool:
    return (one.files, one.policies, one.attachments, one.calendar, one.accepted) == (
        other.files,
        other.policies,
        other.attachments,
        other.calendar,
        other.accepted,
    )


def _own_lines(manifest: Manifest, store: EvidenceStore) -> pd.DataFrame:
    """Return the lines that a run came to by itself: after a correction of the program they may be others."""
    lines = ledger_frame(recorded_lines(manifest, store))
    return lines[lines["corrects"] == ""].reset_index(drop=True)


def _carrying_month(connection: Connection, period: str) -> str:
    """Return the month that carries what is staged now, or would if it is run next."""
    closed = closings(connection)
    following = next_period(period)
    while following in closed:
        following = next_period(following)
    return carrier(period, sorted(set(drafted_periods(connection)) - closed.keys())) or following


def _accepted_then(manifest: Manifest, files: FilesRead, problems: Sequence[Problem]) -> list[str]:
    """Return the errors that were accepted when the month was recorded and that no file of the new folder has."""
    new = {record.file for record in files.records}
    told_anew = {problem.code for problem in problems if problem.file in new}
    return [code for code in manifest.accepted if code not in told_anew]


def _check_months(lost: Sequence[Lost], files: FilesRead, problems: Sequence[Problem], period: str, data: str) -> None:
    """Raise ``BookError`` for the first table that is of another month, unless its files are in error themselves."""
    in_error = {problem.file for problem in errors(problems)}
    for each in lost:
        own = {record.file for record in files.records if record.table == each.table}
        if each.is_another_month and not own & in_error:
            raise BookError(another_month_text(each, period, data))


def _nothing_read(data: Path) -> Text:
    return Text.of("the folder {data} holds no table that could be read. Check --data.", data=data)


def _amended_meanwhile(period: str) -> Text:
    return Text.of(
        "somebody else has just amended {period}. Run the same command again, to compute on what is known now.",
        period=period,
    )
