"""What an open month carries: loaded from the book and the evidence store for ``payroll.ledger.carried``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from payroll.language import Text
from payroll.ledger.about import posted_about
from payroll.ledger.acts import Act, acts
from payroll.ledger.carried import STANDING, Amended, Carried, carry
from payroll.ledger.correction_words import Cause
from payroll.ledger.drafts import Run, closings, drafted_periods, run_of
from payroll.ledger.due import AMENDMENT, WAIVER, due_acts, in_force
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.forgiveness import Forgiveness
from payroll.ledger.net import LEDGER_COLUMNS, ledger_frame
from payroll.recorded import recorded_lines, recorded_people


@dataclass(frozen=True, slots=True)
class Carrying:
    """The acts that a month carries, the lines that they make, and who the people in these lines are.

    ``standing`` has the columns ``payroll.ledger.carried.STANDING``.
    """

    acts: tuple[int, ...]
    carried: Carried
    standing: pd.DataFrame


def due_now(connection: Connection, period: str) -> tuple[int, ...]:
    """Return the numbers of the acts that a run of ``period`` has to carry now."""
    return due_acts(period, acts(connection), closings(connection), drafted_periods(connection))


def carrying(
    connection: Connection,
    store: EvidenceStore,
    period: str,
    own: pd.DataFrame,
    numbers: Collection[int],
    before: int | None = None,
) -> Carrying:
    """Return what ``period`` carries for the acts ``numbers``.

    ``own``     the lines that the month itself comes to (``payroll.ledger.net.LEDGER_COLUMNS``)
    ``before``  only lines posted before this sequence are known: for a month that is closed already
    """
    if not numbers:
        return nothing_carried()
    due = [act for act in acts(connection) if act.number in numbers]
    effective = in_force(due, numbers)
    chosen = [act for act in due if act.number in effective]
    amended = [
        Amended(
            act.period,
            ledger_frame(recorded_lines(recorded_run(connection, act).manifest, store)),
            cause_of(*(each for each in due if each.kind == AMENDMENT and each.period == act.period)),
        )
        for act in chosen
        if act.kind == AMENDMENT
    ]
    waived = [Forgiveness(act.subject, cause_of(act)) for act in chosen if act.kind == WAIVER]
    granted = [
        Forgiveness(str(act.details["entry"]), cause_of(act)) for act in chosen if act.kind not in {AMENDMENT, WAIVER}
    ]
    forgiven = {each.entry_id for each in (*waived, *granted)}
    months = {month.period for month in amended}
    posted = posted_about(connection, months, forgiven, before)
    standing = _standing(connection, store, months | {entry.split("/")[0] for entry in forgiven}, max(numbers))
    return Carrying(tuple(sorted(numbers)), carry(period, posted, own, amended, waived, granted), standing)


def nothing_carried() -> Carrying:
    """Return what a month carries for which no act is due."""
    no_lines = ledger_frame(pd.DataFrame(columns=list(LEDGER_COLUMNS)))
    return Carrying((), Carried(no_lines, {}, ()), pd.DataFrame(columns=list(STANDING)))


def cause_of(*together: Act) -> Cause:
    """Return what the lines made for an act tell of it; for amendments of one month, of each that led to the last."""
    *earlier, last = together
    who = dict.fromkeys(act.who for act in together)
    why = dict.fromkeys(act.why for act in together)
    decided_on = str(last.details.get("decided_on", ""))
    return Cause(last.number, ", ".join(who), last.at, "; ".join(why), tuple(act.number for act in earlier), decided_on)


def current_run(connection: Connection, period: str) -> Run:
    """Return what is known of a closed month: the run of its latest amendment, or the one that it was closed on.

    Raises ``BookError`` if the month is not closed.
    """
    known = [act for act in acts(connection, ("closing", "amendment")) if act.period == period]
    if not any(act.kind == "closing" for act in known):
        raise BookError(
            Text.of(
                "{period} is not closed. An open month is simply computed again: `payroll run {period}`.", period=period
            )
        )
    return recorded_run(connection, known[-1])


def recorded_run(connection: Connection, act: Act) -> Run:
    """Return the run that a closing or an amendment refers to. Raises ``BookError`` if it is missing."""
    run = run_of(connection, act.subject)
    if run is None:
        raise BookError(
            Text.of(
                "the run that act {number} refers to is not in the book. Run `payroll ledger verify`.",
                number=act.number,
            )
        )
    return run


def _standing(connection: Connection, store: EvidenceStore, months: Collection[str], until: int) -> pd.DataFrame:
    """Return the people that the months were closed on or amended to know, up to the act ``until``."""
    known = [act for act in acts(connection, ("closing", "amendment")) if act.period in months and act.number <= until]
    people = [recorded_people(recorded_run(connection, act).manifest, store)[list(STANDING)] for act in known]
    return pd.concat(people) if people else pd.DataFrame(columns=list(STANDING))
