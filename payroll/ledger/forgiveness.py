"""Waivers and granted appeals: which charges can be forgiven, and the lines that give them back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from payroll.entry_ids import ABOUT_ENTRIES
from payroll.language import Text
from payroll.ledger.correction_words import (
    Cause,
    forgiven_already_text,
    no_charge_text,
    not_an_entry_text,
    reversed_already_text,
    taken_back_text,
    unknown_text,
    waived_text,
)
from payroll.ledger.net import explained, in_ledger_order, ledger_frame, lines_about
from payroll.money import currency_places, plain


@dataclass(frozen=True, slots=True)
class Forgiveness:
    """A person's decision to take nothing for an entry."""

    entry_id: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Forgiven:
    """The lines of waivers or granted appeals, and those that have nothing (any more) to give back."""

    lines: pd.DataFrame
    without_effect: tuple[Forgiveness, ...]


def may_be_forgiven(entry_id: str, net: pd.DataFrame, staged: Collection[str] = ()) -> Text | None:
    """Return why no waiver and no appeal can be granted for an entry, None if one can.

    ``net`` is ``net_lines`` of what is posted, with the lines of the open month's draft; ``staged`` the
    entries with a waiver or a granted appeal that no line stands for yet.
    """
    found = net[net["entry_id"] == entry_id]
    if found.empty:
        parts = entry_id.split("/")
        is_line_about = len(parts) > 3 and parts[2] in ABOUT_ENTRIES
        return not_an_entry_text(entry_id) if is_line_about else unknown_text(entry_id)
    row = found.iloc[0]
    if entry_id in staged or row["forgiven_by"]:
        return forgiven_already_text(entry_id, row["forgiven_by"])
    if row["reversed"]:
        return reversed_already_text(entry_id)
    if row["amount"] >= 0:
        return no_charge_text(entry_id, plain(int(row["amount"]), currency_places(row["currency"])), row["currency"])
    return None


def waiver_lines(net: pd.DataFrame, waivers: Sequence[Forgiveness], carrying_period: str) -> Forgiven:
    """Return the waiver lines of ``carrying_period``: each gives back what the entry says now.

    ``net`` is ``net_lines`` of what is posted and of what the carrying month posts so far. A waiver of an
    entry that is no charge any more (its evidence changed since), or is forgiven already, has no effect.
    """
    return _forgiving(net, waivers, carrying_period, "waiver")


def reversal_lines(net: pd.DataFrame, granted: Sequence[Forgiveness], carrying_period: str) -> Forgiven:
    """Return the correction lines of granted appeals; as ``waiver_lines``, ``net`` with those included."""
    return _forgiving(net, granted, carrying_period, "appeal")


def _forgiving(net: pd.DataFrame, decided: Sequence[Forgiveness], period: str, word: str) -> Forgiven:
    first = {each.entry_id: each for each in reversed(decided)}
    candidates = net[net["entry_id"].isin(list(first))]
    charged = ~candidates["reversed"] & (candidates["forgiven_by"] == "") & (candidates["amount"] < 0)
    entries = candidates[charged]
    effective = [first[entry] for entry in entries["entry_id"]]
    tell = waived_text if word == "waiver" else taken_back_text
    lines = [
        explained(
            lines_about(entries.iloc[[position]], period, word, "", each.cause),
            [tell(_taken(row), str(row["period"]), each.cause, Text(row["explanation_zh"], row["explanation_en"]))],
        )
        for position, (each, (_, row)) in enumerate(zip(effective, entries.iterrows(), strict=True))
    ]
    joined = pd.concat(lines, ignore_index=True) if lines else ledger_frame(entries)
    without = tuple(each for each in decided if not any(each is other for other in effective))
    return Forgiven(in_ledger_order(joined.assign(amount=-joined["amount"], action="")), without)


def _taken(row: pd.Series) -> str:
    """Return what a charge takes, as a positive amount."""
    return plain(-int(row["amount"]), currency_places(str(row["currency"])))
