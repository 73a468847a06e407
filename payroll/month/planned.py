"""A swap before it happens: whether it is allowed, and every reason why not (rules, section 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from payroll.language import Text
from payroll.meant import unknown_employee
from payroll.month.context import Month
from payroll.month.swaps import (
    Swap,
    SwapOutcome,
    counted_parties,
    hands_of,
    in_two_periods,
    moving,
    reasons_against,
    swap_rule,
    too_late,
)
from payroll.period import NO_DAY, iso_minute
from payroll.policy.model import SwapRule


@dataclass(frozen=True, slots=True)
class Planned:
    """What would come of a planned swap: the reasons against it, and the shifts that would move.

    ``moves`` are (giver, taker, start, end) with positions of employees and minutes.
    """

    reasons: tuple[Text, ...]
    moves: tuple[tuple[int, int, int, int], ...]


def planned_swap(month: Month, requester_id: str, counterpart_id: str, date: int, back: int) -> Swap:
    """Return the swap of two ids on ``date``, back on ``back`` (NO_DAY for a cover); when it is asked for is open."""
    ids = month.tables.employees["employee_id"].tolist()
    requester, counterpart = (ids.index(name) if name in ids else -1 for name in (requester_id, counterpart_id))
    returned = None if back == NO_DAY else back
    version = month.facts.one_version(requester, date) if requester >= 0 else -1
    return Swap(-1, "", requester, counterpart, requester_id, counterpart_id, date, returned, 0, version)


def check_swap(month: Month, swaps: SwapOutcome, swap: Swap) -> Planned:
    """Judge a planned swap on the rota as approved swaps leave it; pending ones count against the quota."""
    parties = (swap.requester_id, swap.requester), (swap.counterpart_id, swap.counterpart)
    if unknown := [given for given, employee in parties if employee < 0]:
        employees = month.tables.employees
        people = list(zip(employees["employee_id"], employees["name"], strict=True))
        return Planned(tuple(unknown_employee(each, people) for each in unknown), ())
    hands = hands_of(swaps.shifts, [swap])
    reasons = reasons_against(month, swap, hands)
    if swap.back is not None and in_two_periods(month, swap.date, swap.back):
        reasons.append(Text.of("the dates lie in two pay periods: record two covers instead"))
    sides = moving(month, swap, hands)
    moves = tuple(
        (giver, taker, int(hands.start[shift]), int(hands.end[shift]))
        for giver, taker, shifts in sides
        for shift in shifts
    )
    rule = None if hands.only_promotion(sides) else swap_rule(month, swap)
    against = _rule_reasons(month, swaps, swap, rule, [start for _, _, start, _ in moves])
    return Planned((*reasons, *against), moves)


def _rule_reasons(
    month: Month, swaps: SwapOutcome, swap: Swap, rule: SwapRule | None, starts: list[int]
) -> Iterator[Text]:
    if swap.version < 0:
        yield Text.of("no version of the requester's policy is in force on that day")
    if rule is None:
        return
    for person in dict.fromkeys(counted_parties(swap, rule)):
        used, pending = int(swaps.used[person]), int(swaps.pending[person]) - _asked_already(month, swap)
        if used + pending + 1 > rule.limit:
            name = month.employee_id(person)
            yield Text.of(
                "{name}: {used} used, {pending} pending, {limit} a month allowed",
                name=name,
                used=used,
                pending=pending,
                limit=rule.limit,
            )
    if starts and too_late(swap, rule, min(starts)):
        asked, start, hours = iso_minute(swap.requested_at), iso_minute(min(starts)), rule.notice_hours
        due = Text.of("{hours} hours before", hours=hours) if hours else Text.of("before it starts")
        yield Text.of(
            "too late: asked for at {asked}; the earliest shift starts at {start}, and notice is due {due}",
            asked=asked,
            start=start,
            due=due,
        )


def _asked_already(month: Month, swap: Swap) -> int:
    """Return how many pending rows are this very swap: it does not stand in its own way."""
    table = month.tables.swaps
    back = NO_DAY if swap.back is None else swap.back
    same = (table["status"] == "pending") & (table["date"] == swap.date) & (table["counterpart_date"] == back)
    same &= (table["requester"] == swap.requester) & (table["counterpart"] == swap.counterpart)
    return int(same.sum())
