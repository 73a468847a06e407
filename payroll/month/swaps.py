"""Swaps: who works whose shift, and what the written rule says about it (rules, section 3)."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import SEMICOLON, Text
from payroll.month.context import Month, Row, dispositions_of, problem_at, records, with_columns
from payroll.month.counted import version_problems
from payroll.month.kinds import SWAP_INVALID, SWAP_TWO_PERIODS
from payroll.month.lookup import day_key
from payroll.month.rota import in_rota_order
from payroll.month.words import shift_text
from payroll.period import NO_DAY, iso_day
from payroll.policy.model import SwapRule
from payroll.problems import Problem
from payroll.tables import ROW_OUT_OF_SCOPE, ROW_SET_ASIDE, ROW_USED

_REACH = 2
"""A shift of one work date can run into the second day after it, so overlaps are looked for that far."""


@dataclass(frozen=True, slots=True)
class Swap:
    """One row of ``swaps``. ``position`` is its place in the table; it, ``file`` and ``row`` are -1 for a planned swap.

    ``requester`` and ``counterpart`` are -1 where the id is unknown; ``back`` is the counterpart's
    date, or None for a cover; ``requested_at`` is a minute; ``version`` is the requester's policy version
    of ``date``, -1 if none is in force.
    """

    position: int
    swap_id: str
    requester: int
    counterpart: int
    requester_id: str
    counterpart_id: str
    date: int
    back: int | None
    requested_at: int
    version: int = -1
    file: int = -1
    row: int = -1

    def sides(self) -> Iterator[tuple[int, int, int]]:
        """Yield (giver, taker, work date) of each side."""
        yield self.requester, self.counterpart, self.date
        if self.back is not None:
            yield self.counterpart, self.requester, self.back


@dataclass(frozen=True, slots=True)
class Breach:
    """A swap that counts against its quota or came too late.

    ``employee`` is the one who answers for it. For a quota, ``count`` is how many swaps they then
    had and ``limit`` how many the policy allows; for a notice, ``earliest`` is the minute at which
    the earliest moved shift starts.
    """

    rule: str
    swap: Swap
    employee: int
    version: int
    count: int = 0
    limit: int = 0
    earliest: int = 0


@dataclass(frozen=True, slots=True)
class SwapOutcome:
    """The rota after swaps, the breaches in order, and each employee's used and pending swaps."""

    shifts: pd.DataFrame
    breaches: tuple[Breach, ...]
    used: npt.NDArray[np.int32]
    pending: npt.NDArray[np.int32]
    dispositions: npt.NDArray[np.int8]
    problems: tuple[Problem, ...]


Side: TypeAlias = tuple[int, int, list[int]]
"""Giver, taker, and the positions in the rota of the shifts that move."""


@dataclass(slots=True)
class Hands:
    """In whose hands the shifts of the parties are while swaps are applied, one after the other.

    Shifts are named by their positions in the rota: ``start``, ``end`` and ``date`` tell of each, ``of``
    maps (employee, work date) to them, ``moved_by`` each one to the last swap that moved it; ``promotion`` are
    those of a promotion.
    """

    start: dict[int, int] = field(default_factory=dict)
    end: dict[int, int] = field(default_factory=dict)
    date: dict[int, int] = field(default_factory=dict)
    of: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    moved_by: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    promotion: set[int] = field(default_factory=set)

    def shifts(self, employee: int, date: int) -> list[int]:
        """Return the positions of the shifts that an employee has on a work date."""
        return self.of.get((employee, date), [])

    def around(self, employee: int, dates: Iterable[int]) -> set[int]:
        """Return the positions of the shifts of an employee on the dates and two days around each."""
        days = {date + offset for date in dates for offset in range(-_REACH, _REACH + 1)}
        return {position for day in days for position in self.shifts(employee, day)}

    def overlapping(self, positions: Iterable[int]) -> tuple[int, int] | None:
        """Return two of the shifts that overlap, if any do."""
        ordered = sorted(positions, key=lambda position: (self.start[position], self.end[position]))
        for earlier, later in itertools.pairwise(ordered):
            if self.start[later] < self.end[earlier]:
                return earlier, later
        return None

    def only_promotion(self, sides: list[Side]) -> bool:
        """Tell whether all shifts of the sides are of a promotion: such a swap counts in no quota (section 21)."""
        positions = {position for _, _, shifts in sides for position in shifts}
        return bool(positions) and positions <= self.promotion

    def move(self, swap: Swap, sides: list[Side]) -> None:
        """Give each side's shifts to their taker."""
        for giver, _, positions in sides:
            for position in positions:
                self.of[giver, self.date[position]].remove(position)
        for giver, taker, positions in sides:
            for position in positions:
                self.of.setdefault((taker, self.date[position]), []).append(position)
                self.moved_by[position] = (swap.position, giver, taker)


def apply_swaps(month: Month, shifts: pd.DataFrame) -> SwapOutcome:
    """Move the shifts of approved swaps in the order in which they were asked for, and judge them.

    ``shifts`` is the rota as ``payroll.month.rota`` makes it.
    """
    table = month.tables.swaps
    dispositions = dispositions_of(table, ROW_OUT_OF_SCOPE)
    approved = in_order_of_request(month, table[table["status"] == "approved"])
    relevant = [swap for swap in approved if _concerns(month, swap)]
    hands = hands_of(shifts, relevant)
    counted = np.zeros(len(month.tables.employees), np.int32)
    breaches: list[Breach] = []
    problems: list[Problem] = []
    unruled = _unruled(month, relevant)
    for swap in relevant:
        found = _refusal(month, swap, hands, unruled)
        if found:
            judged = _touches_period(month, swap)
            dispositions[swap.position] = ROW_SET_ASIDE if judged else ROW_OUT_OF_SCOPE
            problems.extend(found if judged else [])
            continue
        sides = moving(month, swap, hands)
        hands.move(swap, sides)
        dispositions[swap.position] = ROW_USED
        if _touches_period(month, swap) and not hands.only_promotion(sides):
            breaches.extend(_judge(month, swap, counted, _earliest(hands, sides)))
    moved = _moved(month, shifts, hands)
    pending = _count_pending(month, moved, dispositions)
    return SwapOutcome(moved, tuple(breaches), counted, pending, dispositions, tuple(problems))


def in_order_of_request(month: Month, table: pd.DataFrame) -> list[Swap]:
    """Return the rows as swaps in the order of (requested_at, swap_id)."""
    requester = table["requester"].to_numpy()
    version = month.facts.version(requester, table["date"].to_numpy())
    versions = np.where(requester >= 0, version, -1).tolist()
    swaps = [
        Swap(
            position=position,
            swap_id=row["swap_id"],
            requester=row["requester"],
            counterpart=row["counterpart"],
            requester_id=row["requester_id"],
            counterpart_id=row["counterpart_id"],
            date=row["date"],
            back=None if row["counterpart_date"] == NO_DAY else row["counterpart_date"],
            requested_at=row["requested_at"],
            version=version,
            file=row["file"],
            row=row["row"],
        )
        for position, row, version in zip(table.index.tolist(), records(table), versions, strict=True)
    ]
    return sorted(swaps, key=lambda swap: (swap.requested_at, swap.swap_id))


def hands_of(shifts: pd.DataFrame, swaps: Iterable[Swap]) -> Hands:
    """Return who has which of the shifts that ``swaps`` could touch or collide with."""
    wanted = {
        (person, date + offset)
        for swap in swaps
        for person in (swap.requester, swap.counterpart)
        for date in (swap.date, swap.back)
        if date is not None and person >= 0
        for offset in range(-_REACH, _REACH + 1)
    }
    hands = Hands()
    if wanted:
        pairs = np.array(sorted(wanted))
        employee, date = shifts["employee"].to_numpy(), shifts["date"].to_numpy()
        parties = np.flatnonzero(np.isin(employee, pairs[:, 0], kind="table"))
        keys = day_key(employee[parties], date[parties])
        touched = parties[np.isin(keys, day_key(pairs[:, 0], pairs[:, 1]))]
        names = ("employee", "start", "end", "date")
        columns = (shifts[name].to_numpy()[touched].tolist() for name in names)
        hands.promotion.update(touched[shifts["promotion"].to_numpy()[touched]].tolist())
        for position, who, start, end, day in zip(touched.tolist(), *columns, strict=True):
            hands.start[position], hands.end[position], hands.date[position] = start, end, day
            hands.of.setdefault((who, day), []).append(position)
    return hands


def reasons_against(month: Month, swap: Swap, hands: Hands) -> list[Text]:
    """Return every reason why the swap cannot be (rules, 3.1); none if it can."""
    if swap.requester == swap.counterpart and swap.requester_id == swap.counterpart_id:
        return [Text.of("requester and counterpart are the same person")]
    unknown = [
        Text.of("{given} is not in the employees table", given=given)
        for given, person in ((swap.requester_id, swap.requester), (swap.counterpart_id, swap.counterpart))
        if person < 0
    ]
    if unknown:
        return unknown
    reasons = [
        reason for side in swap.sides() if _in_zone(month, side[2]) for reason in _side_reasons(month, side, hands)
    ]
    return reasons or _overlap_reasons(month, swap, hands)


def moving(month: Month, swap: Swap, hands: Hands) -> list[Side]:
    """Return (giver, taker, positions in the rota) of each side that lies in the days around the period."""
    return [
        (giver, taker, list(hands.shifts(giver, date))) for giver, taker, date in swap.sides() if _in_zone(month, date)
    ]


def swap_rule(month: Month, swap: Swap) -> SwapRule | None:
    """Return the rule on swaps of the requester's policy on the swap's date, if it has one."""
    return month.facts.rules(swap.version).swaps if swap.version >= 0 else None


def counted_parties(swap: Swap, rule: SwapRule) -> tuple[int, ...]:
    """Return the parties for whom the swap counts."""
    return (swap.requester, swap.counterpart) if rule.counts == "both" else (swap.requester,)


def too_late(swap: Swap, rule: SwapRule, earliest: int) -> bool:
    """Tell whether the swap was asked for later than its notice allows."""
    return swap.requested_at > earliest - rule.notice_hours * 60


def _side_reasons(month: Month, side: tuple[int, int, int], hands: Hands) -> Iterator[Text]:
    giver, taker, date = side
    if not hands.shifts(giver, date):
        name, day = month.employee_id(giver), iso_day(date)
        yield Text.of("{name} has no shift on {day}", name=name, day=day)
    if not month.facts.hired[taker] <= date <= month.facts.left[taker]:
        name, day = month.employee_id(taker), iso_day(date)
        yield Text.of("{name} is not employed on {day}", name=name, day=day)


def _overlap_reasons(month: Month, swap: Swap, hands: Hands) -> list[Text]:
    sides = moving(month, swap, hands)
    dates = [date for _, _, date in swap.sides()]
    given = {position for _, _, positions in sides for position in positions}
    reasons = []
    for person in (swap.requester, swap.counterpart):
        taken = {position for _, taker, positions in sides if taker == person for position in positions}
        clash = hands.overlapping((hands.around(person, dates) - given) | taken)
        if clash:
            name = month.employee_id(person)
            one, other = (shift_text(hands.start[position], hands.end[position]) for position in clash)
            reasons.append(
                Text.of("{name} would have overlapping shifts: {one} and {other}", name=name, one=one, other=other)
            )
    return reasons


def _unruled(month: Month, swaps: Iterable[Swap]) -> set[tuple[int, int]]:
    """Return the (employee, day) that ``swaps`` are bound by and on which no policy version is in force."""
    bound = sorted({each for swap in swaps for each in _bound(month, swap) if each[0] >= 0})
    people, days = np.array(bound, np.int64).reshape(-1, 2).T
    lacking = month.facts.version(people, days) < 0
    return {pair for pair, lacks in zip(bound, lacking.tolist(), strict=True) if lacks}


def _bound(month: Month, swap: Swap) -> list[tuple[int, int]]:
    """Return whose policy of which day a swap goes by: the requester's, and that of whoever takes a shift."""
    takers = ((taker, date) for _, taker, date in swap.sides() if _in_zone(month, date))
    return [(swap.requester, swap.date), *takers]


def _refusal(month: Month, swap: Swap, hands: Hands, unruled: Container[tuple[int, int]]) -> list[Problem]:
    """Return why an approved swap is set aside; nothing if it is valid. ``unruled`` as of ``_unruled``."""
    row: Row = {"file": swap.file, "row": swap.row, "date": swap.date, "employee": swap.requester}
    if swap.back is not None and in_two_periods(month, swap.date, swap.back):
        return [problem_at(SWAP_TWO_PERIODS, month.tables.files, row, "counterpart_date", swap.swap_id)]
    reasons = reasons_against(month, swap, hands)
    if reasons:
        text = SEMICOLON.join(reasons)
        problem = problem_at(SWAP_INVALID, month.tables.files, row, "swap_id", swap.swap_id)
        return [
            Problem(problem.kind, problem.file, problem.sheet, problem.row, "swap_id", swap.swap_id, {"reasons": text})
        ]
    if not _touches_period(month, swap):
        return []
    without = [row | {"employee": who, "date": day} for who, day in _bound(month, swap) if (who, day) in unruled]
    return version_problems(month, pd.DataFrame(without), "date") if without else []


def _judge(month: Month, swap: Swap, counted: npt.NDArray[np.int32], earliest: int) -> Iterator[Breach]:
    """Count a valid swap and yield its breaches of quota and notice."""
    rule = swap_rule(month, swap)
    if rule is None:
        return
    for person in counted_parties(swap, rule):
        counted[person] += 1
        if counted[person] > rule.limit:
            yield Breach("swap-quota", swap, person, swap.version, int(counted[person]), rule.limit)
    if too_late(swap, rule, earliest):
        yield Breach("swap-notice", swap, swap.requester, swap.version, earliest=earliest)


def _earliest(hands: Hands, sides: list[Side]) -> int:
    return min(hands.start[position] for _, _, positions in sides for position in positions)


def _count_pending(month: Month, shifts: pd.DataFrame, dispositions: npt.NDArray[np.int8]) -> npt.NDArray[np.int32]:
    """Return how many pending swaps of the period would count for each employee; ``shifts`` is the rota after swaps."""
    pending = np.zeros(len(month.tables.employees), np.int32)
    table = month.tables.swaps
    waiting = in_order_of_request(month, table[table["status"] == "pending"])
    hands = hands_of(shifts, waiting if len(month.tables.promotions) else ())
    for swap in waiting:
        if month.period.first <= swap.date <= month.period.last and swap.requester >= 0:
            rule = None if hands.only_promotion(moving(month, swap, hands)) else swap_rule(month, swap)
            for person in counted_parties(swap, rule) if rule else ():
                if person >= 0:
                    pending[person] += 1
            dispositions[swap.position] = ROW_USED
    return pending


def _moved(month: Month, shifts: pd.DataFrame, hands: Hands) -> pd.DataFrame:
    """Return the rota in the hands of those who took the shifts."""
    if not hands.moved_by:
        return shifts
    columns = {name: shifts[name].to_numpy(copy=True) for name in ("employee", "swap", "owner", "version")}
    moved = np.array(list(hands.moved_by))
    by = np.array(list(hands.moved_by.values()))
    columns["swap"][moved], columns["owner"][moved], columns["employee"][moved] = by.T
    columns["version"][moved] = month.facts.version_or_first(by[:, 2], shifts["date"].to_numpy()[moved])
    return in_rota_order(with_columns(shifts, **columns))


def _in_zone(month: Month, date: int) -> bool:
    return month.zone_first <= date <= month.zone_last


def _concerns(month: Month, swap: Swap) -> bool:
    return any(_in_zone(month, date) for date in (swap.date, swap.back) if date is not None)


def _touches_period(month: Month, swap: Swap) -> bool:
    dates = (swap.date, swap.back)
    return any(month.period.first <= date <= month.period.last for date in dates if date is not None)


def in_two_periods(month: Month, date: int, back: int) -> bool:
    """Tell whether the dates of a swap lie in two pay periods."""
    start_days = month.policies.start_days
    return start_days.name_of(date) != start_days.name_of(back)
