"""Which shifts went from whom to whom: the swaps of a month, applied once more, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from payroll.month.context import Month
from payroll.month.month import Arranged
from payroll.month.rota import build_rota
from payroll.month.swaps import Hands, Swap, hands_of, in_order_of_request
from payroll.tables import ROW_USED


@dataclass(frozen=True, slots=True)
class Move:
    """The shifts of a work date that a swap moves from one person to another, or that it would, while it is pending.

    ``swap`` is the position of its row; ``giver`` and ``taker`` are positions of employees, -1 where the id is unknown,
    ``times`` the (start, end) of each shift.
    """

    swap: int
    date: int
    giver: int
    taker: int
    giver_id: str
    taker_id: str
    times: tuple[tuple[int, int], ...]
    pending: bool


@dataclass(frozen=True, slots=True)
class Moves:
    """The moves of the period in the order in which they were asked for, pending ones last.

    ``rota_of`` tells of each shift that a swap moved, by the employee who has it now and its start, to whom the rota
    gave it.
    """

    moves: tuple[Move, ...]
    rota_of: Mapping[tuple[int, int], int]


def moves_of(arranged: Arranged) -> Moves:
    """Return the moves of the approved and pending swaps of a month."""
    month = arranged.month
    table = month.tables.swaps
    used = table[arranged.swaps.dispositions == ROW_USED]
    approved = in_order_of_request(month, used[used["status"] == "approved"])
    pending = in_order_of_request(month, used[used["status"] == "pending"])
    if not approved and not pending:
        return Moves((), {})
    hands = hands_of(_rota_of_parties(month, [*approved, *pending]), [*approved, *pending])
    first_owner = {place: who for (who, _), places in hands.of.items() for place in places}
    found = []
    for swap in approved:
        found += _sides(month, swap, hands, pending=False)
        hands.move(swap, _moving(swap, hands))
    for swap in pending:
        found += _sides(month, swap, hands, pending=True)
    rota_of = {(taker, hands.start[place]): first_owner[place] for place, (_, _, taker) in hands.moved_by.items()}
    return Moves(tuple(found), rota_of)


def _rota_of_parties(month: Month, swaps: list[Swap]) -> pd.DataFrame:
    """Return the rota before swaps, of the people who swap."""
    parties = np.unique([person for swap in swaps for person in (swap.requester, swap.counterpart)])
    stated = month.tables.shifts
    own = stated[np.isin(stated["employee"].to_numpy(), parties)]
    return build_rota(replace(month, tables=replace(month.tables, shifts=own))).shifts


def _moving(swap: Swap, hands: Hands) -> list[tuple[int, int, list[int]]]:
    return [(giver, taker, list(hands.shifts(giver, date))) for giver, taker, date in swap.sides()]


def _sides(month: Month, swap: Swap, hands: Hands, *, pending: bool) -> list[Move]:
    """Return the sides of a swap that lie in the period."""
    ids = {swap.requester: swap.requester_id, swap.counterpart: swap.counterpart_id}
    return [
        Move(
            swap=swap.position,
            date=date,
            giver=giver,
            taker=taker,
            giver_id=ids[giver],
            taker_id=ids[taker],
            times=tuple((hands.start[place], hands.end[place]) for place in hands.shifts(giver, date)),
            pending=pending,
        )
        for giver, taker, date in swap.sides()
        if month.period.first <= date <= month.period.last
    ]
