"""Closing a month: its lines are posted, and the act of closing seals them with a receipt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from payroll.language import COMMA, Text
from payroll.ledger.acts import Who, append_act, last_line_of
from payroll.ledger.drafts import Closing, Draft, closings, draft_of, drafted_periods, drop_draft
from payroll.ledger.errors import BookError
from payroll.ledger.lines import Posted, post_lines
from payroll.ledger.manifest import Manifest


def close_month(  # noqa: PLR0913, PLR0917
    connection: Connection,
    period: str,
    lines: Iterable[pd.DataFrame],
    due: Iterable[int],
    who: Who,
    at: str,
    why: str,
) -> Closing:
    """Post the lines of a month's draft and seal the month.

    ``lines`` are the frames that ``post_lines`` takes; ``due`` the numbers of the acts that are to be carried by the
    month now. Raises ``BookError`` if the month may not be closed (``closable`` says when) or nobody or no reason is
    named, ``ValueError`` for lines of another month. ``connection`` is that of ``writing``.
    """
    draft = closable(connection, period, due)
    _, previous_head = last_line_of(connection)
    posted = post_lines(connection, _of_month(period, lines))
    details = _details(draft, posted, previous_head)
    act = append_act(connection, "closing", period, draft.run.manifest.run_id, who, at, why, details)
    drop_draft(connection, period)
    return Closing(act)


def closable(connection: Connection, period: str, due: Iterable[int]) -> Draft:
    """Return the draft of a month that may be closed now.

    Raises ``BookError`` if the month is closed already, has no draft, or its run left errors open; if an
    earlier month has a draft; if the draft carries other acts than those that are ``due``.
    """
    if closed := closings(connection).get(period):
        raise BookError(_already_closed(closed))
    draft = draft_of(connection, period)
    if draft is None:
        raise BookError(Text.of("{period} has no draft to close. Run `payroll run {period}` first.", period=period))
    _check_errors(draft)
    earlier = [each for each in drafted_periods(connection) if each < period]
    if earlier:
        raise BookError(
            Text.of(
                "{earlier} has a draft and is still open, so {period} cannot be closed yet. Run `payroll close "
                "{first}` first.",
                earlier=COMMA.join(earlier),
                period=period,
                first=earlier[0],
            )
        )
    _check_carried(draft, due)
    return draft


def receipt(closing: Closing) -> dict[str, Any]:
    """Return the receipt that is kept elsewhere: the details of the closing, its seal, and who, when and why."""
    act = closing.act
    closed = {"number": act.number, "who": act.who, "who_from": act.who_from, "at": act.at, "why": act.why}
    return {**act.details, "closed": closed, "seal": act.hash}


def totals(posted: Posted, currency: str) -> dict[str, Any]:
    """Return how many lines were posted and what they come to, in minor units, in all and by rule."""
    lines, amount = posted.last - posted.first + 1, sum(posted.amounts.values())
    return {"lines": lines, "amount": amount, "by_rule": dict(posted.amounts), "currency": currency}


def _of_month(period: str, frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Yield the frames. Raises ``ValueError`` for the first one with a line of another month."""
    for frame in frames:
        if not (frame["period"] == period).all():
            raise ValueError(f"lines of another month than {period}")
        yield frame


def _already_closed(closed: Closing) -> Text:
    act = closed.act
    return Text.of(
        "{period} was closed already, by {who} at {at}. To correct it, use `payroll amend {period}`.",
        period=act.period,
        who=act.who,
        at=act.at,
    )


def _check_errors(draft: Draft) -> None:
    count = draft.run.open_errors
    if count:
        raise BookError(
            Text.counted(
                "the draft of {period} has {count} open error. Correct the files and run `payroll run {period}` "
                "again, or say with --accept which kind to accept.",
                "the draft of {period} has {count} open errors. Correct the files and run `payroll run {period}` "
                "again, or say with --accept which kind to accept.",
                count,
                period=draft.period,
            )
        )


def _check_carried(draft: Draft, due: Iterable[int]) -> None:
    carried, now = set(draft.run.manifest.carried), set(due)
    if carried != now:
        shown = ", ".join(map(str, sorted(carried ^ now)))
        raise BookError(
            Text.of(
                "since the draft of {period} was made, amendments, waivers or appeals (act {shown}) have changed "
                "what it carries. Run `payroll run {period}` again, check it, then close.",
                period=draft.period,
                shown=shown,
            )
        )


def _details(draft: Draft, posted: Posted, previous_head: str) -> Mapping[str, Any]:
    manifest: Manifest = draft.run.manifest
    come_to = totals(posted, manifest.currency)
    return {
        "period": draft.period,
        "run": manifest.run_id,
        "tool_version": manifest.tool_version,
        "first_line": posted.first,
        "last_line": posted.last,
        "lines": come_to["lines"],
        "head": posted.head,
        "previous_head": previous_head,
        "inputs": {file.file: file.sha256 for file in manifest.files},
        "policies": {f"{policy.policy_id}@{policy.date}": policy.sha256 for policy in manifest.policies},
        "outputs": dict(draft.run.outputs),
        "totals": come_to,
        "carried": sorted(manifest.carried),
        "accepted": sorted(manifest.accepted),
        "problems": dict(draft.run.problems),
        "drafted": {"who": draft.who, "who_from": draft.who_from, "at": draft.at},
    }
