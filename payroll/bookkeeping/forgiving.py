"""Waivers and appeals: people who forgive a charge, or object to one, with their reasons."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from payroll.bookkeeping.months import Bookkeeper
from payroll.language import COMMA, Text
from payroll.ledger.about import posted_about
from payroll.ledger.acts import Act, acts, append_act, check_recordable, now
from payroll.ledger.book import Book, reading, writing
from payroll.ledger.drafts import closings, draft_of, drafted_periods
from payroll.ledger.due import staged
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.forgiveness import may_be_forgiven
from payroll.ledger.net import entry_of, ledger_frame, net_lines
from payroll.recorded import recorded_lines


@dataclass(frozen=True, slots=True)
class Appeal:
    """An objection to an entry, and its decision (None while it is open)."""

    act: Act
    decision: Act | None

    @property
    def granted(self) -> bool:
        """Whether it was decided in favour of the employee."""
        return self.decision is not None and bool(self.decision.details["granted"])


def waive(keeper: Bookkeeper, entry: str, why: str) -> Act:
    """Forgive a charge; the open month carries the waiver.

    Raises ``BookError`` if there is no such charge, or nothing of it is left to forgive.
    """
    with writing(keeper.book) as connection:
        _check_forgivable(connection, keeper.store, entry)
        return append_act(connection, "waiver", _month_of(entry), entry, keeper.who, now(), why, {})


def open_appeal(keeper: Bookkeeper, entry: str, text: str) -> Act:
    """Record an objection to a charge.

    Raises ``BookError`` if there is no such charge, nothing of it is left, or an appeal against it is open.
    """
    with writing(keeper.book) as connection:
        _check_forgivable(connection, keeper.store, entry)
        for appeal in appeals(connection):
            if appeal.act.subject == entry and appeal.decision is None:
                raise BookError(_open_already(appeal.act))
        return append_act(connection, "appeal", _month_of(entry), entry, keeper.who, now(), text, {})


def decide_appeal(keeper: Bookkeeper, number: int, text: str, *, granted: bool) -> Act:
    """Decide an appeal. If it is granted, the open month carries a line that takes the charge back.

    Raises ``BookError`` for an unknown or decided appeal, or if nothing is left of the charge that it would take back.
    """
    with writing(keeper.book) as connection:
        appeal = next((each for each in appeals(connection) if each.act.number == number), None)
        if appeal is None:
            raise BookError(_no_appeal(number, connection))
        if appeal.decision is not None:
            raise BookError(_decided_already(appeal.act, appeal.decision))
        entry = appeal.act.subject
        if granted:
            _check_forgivable(connection, keeper.store, entry)
        details = {"entry": entry, "granted": granted}
        return append_act(connection, "decision", appeal.act.period, str(number), keeper.who, now(), text, details)


def list_appeals(book: Book) -> list[Appeal]:
    """Return all appeals, the oldest first."""
    with reading(book) as connection:
        return appeals(connection)


def appeals(connection: Connection) -> list[Appeal]:
    """Return all appeals with their decisions, the oldest first."""
    decisions = {act.subject: act for act in acts(connection, ("decision",))}
    return [Appeal(act, decisions.get(str(act.number))) for act in acts(connection, ("appeal",))]


def staged_entries(connection: Connection) -> set[str]:
    """Return the entries with a waiver or a granted appeal for which no closed month has posted a line yet."""
    waiting = staged(acts(connection, ("waiver", "decision")), closings(connection))
    return {act.subject if act.kind == "waiver" else str(act.details["entry"]) for act in waiting}


def _check_forgivable(connection: Connection, store: EvidenceStore, entry: str) -> None:
    check_recordable(entry)
    staged = staged_entries(connection)
    if reason := may_be_forgiven(entry, _net_of(connection, store, entry), staged):
        raise BookError(reason)


def _net_of(connection: Connection, store: EvidenceStore, entry: str) -> pd.DataFrame:
    """Return what an entry says now: by what is posted, and by the drafts of its month and of later ones."""
    said = [posted_about(connection, (), {entry})]
    for month in drafted_periods(connection):
        draft = draft_of(connection, month)
        if draft is not None and month >= _month_of(entry):
            lines = ledger_frame(recorded_lines(draft.run.manifest, store))
            said.append(lines[entry_of(lines) == entry])
    return net_lines(pd.concat(said))


def _month_of(entry: str) -> str:
    return entry.split("/", maxsplit=1)[0]


def _open_already(act: Act) -> Text:
    return Text.of(
        "an appeal against {subject} is open already (no. {number}, {who}, {at}).",
        subject=act.subject,
        number=act.number,
        who=act.who,
        at=act.at,
    )


def _decided_already(act: Act, decision: Act) -> Text:
    result = Text.of("granted") if decision.details["granted"] else Text.of("refused")
    return Text.of(
        "appeal {number} was decided already, by {who} at {at} ({result}).",
        number=act.number,
        who=decision.who,
        at=decision.at,
        result=result,
    )


def _no_appeal(number: int, connection: Connection) -> Text:
    open_ones = [str(appeal.act.number) for appeal in appeals(connection) if appeal.decision is None]
    known = Text.of("open are: {open_ones}", open_ones=COMMA.join(open_ones))
    if not open_ones:
        known = Text.of("no appeal is open")
    return Text.of("there is no appeal {number}; {known}.", number=number, known=known)
