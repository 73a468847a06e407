"""A vocabulary for months that are closed and then corrected, so that tests read like the cases they are about."""

from __future__ import annotations

import pandas as pd

from payroll.ledger.correction_words import Cause
from payroll.ledger.corrections import Corrected, corrections
from payroll.ledger.net import ledger_frame, net_lines
from payroll.money import plain
from payroll.month.context import Month, records
from tests.month_builder import ledger

AMENDED = Cause(7, "李会计", "2026-11-03T09:12:44+08:00", "补交材料")


def closed(month: Month) -> pd.DataFrame:
    """Return the ledger of a month as it is posted."""
    return ledger_frame(ledger(month), month.period.name, "CNY")


def amend(
    posted: pd.DataFrame,
    month: Month,
    carried_by: str = "2026-11",
    cause: Cause = AMENDED,
    forgiving: tuple[str, ...] = (),
) -> Corrected:
    """Return the corrections that ``month``, computed again, asks for."""
    return corrections(posted, closed(month), month.period.name, carried_by, cause, forgiving)


def after(posted: pd.DataFrame, *more: pd.DataFrame) -> pd.DataFrame:
    """Return what is posted when more lines have been."""
    return pd.concat([posted, *more], ignore_index=True)


def shown(lines: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return id, amount and action of each line."""
    return [(row["entry_id"], plain(row["amount"], 2), row["action"]) for row in records(lines)]


def sums(posted: pd.DataFrame) -> dict[str, int]:
    """Return what all lines about each entry come to, in minor units."""
    return {row["entry_id"]: row["net"] for row in records(net_lines(posted))}


def amounts_of(lines: pd.DataFrame) -> dict[str, int]:
    """Return the amount of each line by its id."""
    return dict(zip(lines["entry_id"], lines["amount"].tolist(), strict=True))
