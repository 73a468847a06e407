"""The lines that an open month carries for closed ones, and how they join its ledger and its adjustments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.ledger.correction_words import Cause
from payroll.ledger.corrections import Corrected, corrections
from payroll.ledger.forgiveness import Forgiveness, reversal_lines, waiver_lines
from payroll.ledger.net import in_ledger_order, ledger_frame, net_lines

STANDING = ("employee_id", "name", "store", "policy", "base_wage")
"""What a row of the adjustments says about a person beside the sums."""


@dataclass(frozen=True, slots=True)
class Amended:
    """A closed month that was computed again: its lines (``period`` and ``currency`` included), and why."""

    period: str
    recomputed: pd.DataFrame
    cause: Cause


@dataclass(frozen=True, slots=True)
class Carried:
    """What an open month posts about entries that are there already, in the order of the ledger.

    ``corrected`` holds, by amended month, what was not posted and why; ``without_effect`` the waivers
    and granted appeals that have nothing to give back.
    """

    lines: pd.DataFrame
    corrected: dict[str, Corrected]
    without_effect: tuple[Forgiveness, ...]


def carry(
    period: str,
    posted: pd.DataFrame,
    own: pd.DataFrame,
    amended: Sequence[Amended] = (),
    waived: Sequence[Forgiveness] = (),
    granted: Sequence[Forgiveness] = (),
) -> Carried:
    """Return the lines that ``period`` carries.

    ``posted``   all posted lines of and about the months and entries that are concerned, in order
    ``own``      the lines that ``period`` itself comes to, for waivers of one of them
    ``amended``  the amendments in force, one for each closed month
    ``waived``, ``granted``  the waivers and granted appeals that are due
    """
    forgiving = {each.entry_id for each in (*waived, *granted)}
    corrected = {
        month.period: corrections(posted, month.recomputed, month.period, period, month.cause, forgiving)
        for month in amended
    }
    said = [ledger_frame(posted), *(each.lines for each in corrected.values()), ledger_frame(own)]
    waivers = waiver_lines(net_lines(_below(said)), waived, period)
    appeals = reversal_lines(net_lines(_below([*said, waivers.lines])), granted, period)
    lines = _below([*(each.lines for each in corrected.values()), waivers.lines, appeals.lines])
    return Carried(in_ledger_order(lines), corrected, (*waivers.without_effect, *appeals.without_effect))


def _below(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    return ledger_frame(pd.concat(frames, ignore_index=True))


def other_currency(lines: pd.DataFrame, currency: str) -> Text | None:
    """Return why carried lines cannot join a month of ``currency``, None if they can: a total has one currency."""
    others = sorted(set(lines["currency"]) - {currency})
    if not others:
        return None
    months = ", ".join(sorted({entry.split("/")[0] for entry in lines.loc[lines["currency"] != currency, "corrects"]}))
    found = ", ".join(others)
    return Text.of(
        "the corrections of {months} are in {found}, but this month is in {currency}, and a total has one currency; "
        "carry them in a month whose policies are in {found}",
        months=months,
        found=found,
        currency=currency,
    )


def joined_ledger(ledger: pd.DataFrame, carried: pd.DataFrame) -> pd.DataFrame:
    """Return a month's ledger with the carried lines in their places: by employee, date, rule and event.

    The result has the columns of ``ledger``, which may lack ``period`` and ``currency``.
    """
    if carried.empty:
        return ledger
    stated = ledger_frame(ledger, period=str(carried["period"].iloc[0]), currency=str(carried["currency"].iloc[0]))
    return in_ledger_order(_below([stated, carried]))[list(ledger.columns)]


def joined_adjustments(adjustments: pd.DataFrame, carried: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    """Return a month's adjustments with what the carried lines come to for each employee.

    ``corrections`` and ``waivers`` are the sums of these lines, ``total`` grows by them, and their
    actions stand before the month's own. Someone who has lines but no row (not employed in this month)
    gets one, with what ``standing`` (columns ``STANDING``: the adjustments of the months that the lines
    are about; the last row of a person counts) says.

    Raises ``ValueError`` if ``standing`` does not know a person who needs a row.
    """
    if carried.empty:
        return adjustments
    table = _with_rows_for(adjustments, carried, standing)
    people = table["employee_id"]
    sums = {
        "corrections": _sum_of(carried[carried["kind"] == "correction"], people),
        "waivers": _sum_of(carried[carried["kind"] == "waiver"], people),
    }
    return table.assign(
        **{name: table[name] + amount for name, amount in sums.items()},
        total=table["total"] + sums["corrections"] + sums["waivers"],
        actions=pd.array(_actions(table, carried), dtype="str"),
    )


def _sum_of(lines: pd.DataFrame, people: pd.Series) -> npt.NDArray[np.int64]:
    """Return what the lines of each person come to, in whole numbers throughout."""
    sums = lines.groupby("employee_id")["amount"].sum()
    return sums.reindex(people, fill_value=0).to_numpy(np.int64)


def _actions(table: pd.DataFrame, carried: pd.DataFrame) -> list[str]:
    """Return each row's actions, each once: those of the carried lines, which are older, then the month's own."""
    stated = carried[carried["action"] != ""].groupby("employee_id")["action"].agg(list).to_dict()
    return [
        "; ".join(dict.fromkeys([*stated.get(person, []), *(own.split("; ") if own else [])]))
        for person, own in zip(table["employee_id"], table["actions"], strict=True)
    ]


def _with_rows_for(adjustments: pd.DataFrame, carried: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    """Return the adjustments with a row of zeros for everyone who has lines and none, by employee."""
    missing = sorted(set(carried["employee_id"]) - set(adjustments["employee_id"]))
    if not missing:
        return adjustments
    known = standing[list(STANDING)].drop_duplicates("employee_id", keep="last").set_index("employee_id", drop=False)
    unknown = [person for person in missing if person not in known.index]
    if unknown:
        raise ValueError(f"no standing is known for {', '.join(unknown)}")
    texts = [name for name in (*STANDING, "actions") if name != "base_wage"]
    numbers = {name: str(adjustments[name].dtype) for name in adjustments.columns if name not in texts}
    others = dict.fromkeys((name for name in numbers if name not in STANDING), 0)
    rows = known.loc[missing].reset_index(drop=True).assign(**others, actions="")
    types = dict.fromkeys(texts, "str") | numbers
    below = pd.concat([adjustments.astype(types), rows[list(adjustments.columns)].astype(types)], ignore_index=True)
    return below.sort_values("employee_id", kind="stable", ignore_index=True)
