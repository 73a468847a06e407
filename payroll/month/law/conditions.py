"""The conditions that a law sets before anything may be taken (rules, 22.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.month.law.charges import NO_CONTRACT, WITHOUT_CLAUSE
from payroll.period import NO_DAY
from payroll.policy.law_model import Effect, Limit

Marks: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Dates:
    """Days that conditions look at, for each charge.

    The last one employed in the period, and when its version was consulted on and published (NO_DAY: not recorded).
    """

    last: npt.NDArray[np.int32]
    consulted: npt.NDArray[np.int32]
    published: npt.NDArray[np.int32]


Condition: TypeAlias = Callable[[pd.DataFrame, Dates, Limit], tuple[Marks, Marks]]
"""From the charges to those that do not meet it, and those of which nothing is recorded."""


def _procedure(charges: pd.DataFrame, dates: Dates, _: Limit) -> tuple[Marks, Marks]:
    day = charges["day"].to_numpy()
    broken = (dates.consulted > day) | (dates.published > day)
    return broken, (dates.consulted == NO_DAY) | (dates.published == NO_DAY)


def _acknowledgement(charges: pd.DataFrame, _: Dates, __: Limit) -> tuple[Marks, Marks]:
    signed = charges["signed"].to_numpy()
    return signed > charges["day"].to_numpy(), signed == NO_DAY


def _evidence(charges: pd.DataFrame, _: Dates, __: Limit) -> tuple[Marks, Marks]:
    proved = charges["proved"].to_numpy()
    return np.zeros(len(charges), bool), ~proved


def _contract_clause(charges: pd.DataFrame, _: Dates, __: Limit) -> tuple[Marks, Marks]:
    contract = charges["contract"].to_numpy()
    return contract == WITHOUT_CLAUSE, contract == NO_CONTRACT


def _notice(charges: pd.DataFrame, dates: Dates, _: Limit) -> tuple[Marks, Marks]:
    notified = charges["notified"].to_numpy()
    return notified > dates.last, notified == NO_DAY


def _hearing(charges: pd.DataFrame, dates: Dates, _: Limit) -> tuple[Marks, Marks]:
    heard = charges["heard"].to_numpy()
    return heard > dates.last, heard == NO_DAY


def _in_time(charges: pd.DataFrame, dates: Dates, limit: Limit) -> tuple[Marks, Marks]:
    late = dates.last.astype(np.int64) - charges["day"].to_numpy() > int(limit.value or 0)
    return late, np.zeros(len(charges), bool)


def _never(charges: pd.DataFrame, _: Dates, __: Limit) -> tuple[Marks, Marks]:
    return np.ones(len(charges), bool), np.zeros(len(charges), bool)


CONDITIONS: Mapping[Effect, Condition] = {
    "forbidden": _never,
    "above-time": _never,
    "needs-procedure": _procedure,
    "needs-acknowledgement": _acknowledgement,
    "needs-evidence": _evidence,
    "needs-contract-clause": _contract_clause,
    "needs-notice": _notice,
    "needs-hearing": _hearing,
    "within-days": _in_time,
}
OF_CARRIED = frozenset({"forbidden", "within-days"})
"""What is looked at again of a loss carried from an earlier month."""

BROKEN: Mapping[Effect, Text] = {
    "forbidden": Text.of("not allowed"),
    "above-time": Text.of("what it takes above the time missed is not allowed"),
    "partial-day": Text.of("less than a whole day was missed"),
    "needs-procedure": Text.of("consulted on or published only after the event"),
    "needs-acknowledgement": Text.of("signed for only after the event"),
    "needs-contract-clause": Text.of("the contract has no such clause"),
    "needs-notice": Text.of("notified only after the period"),
    "needs-hearing": Text.of("heard only after the period"),
    "within-days": Text.of("the time is over"),
    "no-double-punishment": Text.of("a dearer charge for the same act stands"),
}
"""What is said of a charge that does not meet a condition."""


def met(charges: pd.DataFrame, dates: Dates, limit: Limit, concerned: Marks) -> tuple[Marks, Marks]:
    """Return which ``concerned`` charges a condition refuses, and of which it is told that nothing is recorded."""
    broken, missing = CONDITIONS[limit.effect](charges, dates, limit)
    if limit.effect not in OF_CARRIED:
        concerned = concerned & ~charges["carried"].to_numpy()
    missing &= concerned & ~broken
    refused = broken & concerned
    if limit.blocks:
        can_be = charges["hearable"].to_numpy() if limit.effect == "needs-hearing" else np.ones(len(charges), bool)
        refused |= missing & can_be
    return refused, missing
