"""The lines that bring what is posted about a closed month to what it comes to now. Frames in, frames out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.ledger.correction_words import Cause, Change, posted_text, reversed_text
from payroll.ledger.net import explained, in_ledger_order, ledger_frame, lines_about, net_lines
from payroll.money import currency_places, plain

_TOLD = ("date", "name", "store", "clause", "occurrence", "quantity", "policy")
"""What a line tells beside its amount and action. Not its evidence: rows move from one file to the next."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a month that was computed again asks for.

    lines           the correction lines, in the order of the ledger
    told_otherwise  entries of the same amount and action that tell something else, which is not posted:
                    entry_id, employee_id, name, date, rule, amount, differs (names of columns joined
                    with ``; ``), explanation_zh, explanation_en, explanation_zh_now, explanation_en_now
    forgiven        entries that were forgiven and stay so, though their amount or action would be
                    another: entry_id, employee_id, name, date, rule, amount, action, amount_now,
                    action_now, gone (bool: the event is no longer there)
    """

    lines: pd.DataFrame
    told_otherwise: pd.DataFrame
    forgiven: pd.DataFrame


def corrections(
    posted: pd.DataFrame,
    recomputed: pd.DataFrame,
    closed_period: str,
    carrying_period: str,
    cause: Cause,
    forgiving: Collection[str] = (),
) -> Corrected:
    """Return the lines that bring what is posted about a closed month to what it comes to now.

    ``posted``           all posted lines of and about ``closed_period`` (others are ignored)
    ``recomputed``       the lines of that month, computed again; ``period`` and ``currency`` included
    ``carrying_period``  the open month that posts the lines
    ``forgiving``        entries with a waiver or granted appeal that is not posted yet

    An entry whose amount or action differs is reversed and said anew; one that is gone is reversed; one that is new
    is posted. A forgiven entry stays at nothing.
    """
    net = net_lines(posted)
    standing = net[(net["period"] == closed_period) & ~net["reversed"]].set_index("entry_id", drop=False)
    after = ledger_frame(recomputed).set_index("entry_id", drop=False)
    is_forgiven = (standing["forgiven_by"] != "") | standing.index.isin(list(forgiving))
    live = standing[~is_forgiven]
    same = live.index.intersection(after.index, sort=False)
    old, new = live.loc[same], after.loc[same]
    differs = _differs(old, new)
    reversals = pd.concat([old[differs], live[after.index.get_indexer(live.index) < 0]])
    postings = pd.concat([new[differs], after[standing.index.get_indexer(after.index) < 0]])
    change = Change(closed_period, cause)
    lines = pd.concat(
        [
            _reversing(reversals, after, carrying_period, change),
            _posting(postings, live, carrying_period, change),
        ],
        ignore_index=True,
    )
    return Corrected(
        in_ledger_order(lines),
        _told_otherwise(old[~differs], new[~differs]),
        _stay_forgiven(standing[is_forgiven], after),
    )


def _differs(old: pd.DataFrame, new: pd.DataFrame) -> npt.NDArray[np.bool_]:
    amount = old["amount"].to_numpy() != new["amount"].to_numpy()
    return np.asarray(amount | (old["action"].to_numpy(object) != new["action"].to_numpy(object)), bool)


def _reversing(old: pd.DataFrame, after: pd.DataFrame, period: str, change: Change) -> pd.DataFrame:
    """Return the lines that take back ``old``; ``after`` may hold what takes their place.

    They name no action, so that nothing is listed for a person to decide that falls away.
    """
    now = after[["amount", "action"]].astype(object).reindex(old.index)
    falls = (old["action"] != "").to_numpy() & (old["action"].to_numpy(object) != now["action"].to_numpy(object))
    rows = zip(
        *(old["currency"], old["amount"], now["amount"], falls.tolist(), old["explanation_zh"], old["explanation_en"]),
        strict=True,
    )
    told = [
        reversed_text(change, _money(amount, currency), _money(new, currency), action_falls, Text(zh, en))
        for currency, amount, new, action_falls, zh, en in rows
    ]
    lines = lines_about(old, period, "correction", "reversed", change.cause)
    return explained(lines.assign(amount=-lines["amount"], action=""), told)


def _posting(new: pd.DataFrame, before: pd.DataFrame, period: str, change: Change) -> pd.DataFrame:
    """Return the lines that say ``new``; ``before`` may hold what they take the place of."""
    then = before["amount"].astype(object).reindex(new.index)
    rows = zip(new["currency"], then, new["amount"], new["explanation_zh"], new["explanation_en"], strict=True)
    told = [
        posted_text(change, _money(old, currency), _money(amount, currency), Text(zh, en))
        for currency, old, amount, zh, en in rows
    ]
    return explained(lines_about(new, period, "correction", "posted", change.cause), told)


def _money(amount: Any, currency: str) -> str:
    """Return an amount as text, "" where there is none."""
    return "" if pd.isna(amount) else plain(int(amount), currency_places(currency))


def _told_otherwise(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the entries that tell something else for the same amount and action."""
    differing = {name: old[name].to_numpy(object) != new[name].to_numpy(object) for name in _TOLD}
    corrected = (old["kind"] == "correction").tolist()
    for name in ("explanation_zh", "explanation_en"):
        differing[name] = np.array(
            [
                not said.endswith(now) if is_corrected else said != now
                for said, now, is_corrected in zip(old[name], new[name], corrected, strict=True)
            ],
            bool,
        )
    names = np.array(list(differing), object)
    table = np.column_stack([np.asarray(column, bool) for column in differing.values()])
    frame = pd.DataFrame(old[["entry_id", "employee_id", "name", "date", "rule", "amount"]]).assign(
        differs=pd.array(["; ".join(names[row]) for row in table], dtype="str"),
        explanation_zh=old["explanation_zh"],
        explanation_en=old["explanation_en"],
        explanation_zh_now=new["explanation_zh"],
        explanation_en_now=new["explanation_en"],
    )
    return frame[np.asarray(table.any(axis=1), bool)].reset_index(drop=True)


def _stay_forgiven(standing: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return the forgiven entries whose amount or action would be another."""
    now = after[["amount", "action"]].astype(object).reindex(standing.index)
    frame = pd.DataFrame(standing[["entry_id", "employee_id", "name", "date", "rule", "amount", "action"]]).assign(
        amount_now=now["amount"].where(now["amount"].notna(), 0).astype("int64"),
        action_now=now["action"].where(now["action"].notna(), "").astype("str"),
        gone=after.index.get_indexer(standing.index) < 0,
    )
    other = (frame["amount"] != frame["amount_now"]) | (frame["action"] != frame["action_now"]) | frame["gone"]
    return frame.loc[other].reset_index(drop=True)
