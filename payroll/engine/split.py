"""Which employees are in which part.

A part has a range of the employees in the order of their ids, so that the parts one after the other are the ledger.
Swaps tie employees together: a shift changes hands, and whoever took it answers for it. So a part has guests, too:
all who are connected with one of its own by swaps. It computes them like its own, and leaves them to their part.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of the employees, who are numbered by their positions in the employees table.

    ``bounds`` are the first position of each part, and the number of employees at last; ``guests`` are pairs of
    an employee and a part that is not the employee's own, sorted.
    """

    bounds: Ints
    guests: Ints

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return len(self.bounds) - 1

    def part_of(self, employees: npt.NDArray[np.integer]) -> Ints:
        """Return the own part of each employee."""
        return np.searchsorted(self.bounds, employees, side="right") - 1

    def members(self, part: int) -> tuple[Ints, Flags]:
        """Return the employees that a part computes, in order, and which of them are its own."""
        own = np.arange(self.bounds[part], self.bounds[part + 1], dtype=np.int64)
        guests = self.guests[self.guests[:, 1] == part, 0]
        everybody = np.sort(np.concatenate([own, guests]))
        return everybody, (everybody >= self.bounds[part]) & (everybody < self.bounds[part + 1])

    def rows(self, employees: npt.NDArray[np.integer]) -> list[Ints]:
        """Return for each part the positions of its rows, of rows about ``employees``, as they stand.

        Rows about a guest are in several parts, rows about nobody (below 0) in none.
        """
        known = np.flatnonzero(employees >= 0)
        part = self.part_of(employees[known])
        guests = np.flatnonzero(np.isin(employees, self.guests[:, 0]))
        if len(guests):
            first = np.searchsorted(self.guests[:, 0], employees[guests])
            count = np.searchsorted(self.guests[:, 0], employees[guests], side="right") - first
            again = np.repeat(guests, count)
            nth = np.arange(len(again)) - np.repeat(np.cumsum(count) - count, count)
            known = np.concatenate([known, again])
            part = np.concatenate([part, self.guests[np.repeat(first, count) + nth, 1]])
            order = np.lexsort((known, part))
        elif np.all(part[1:] >= part[:-1]):
            order = np.arange(len(part))
        else:
            order = np.argsort(part, kind="stable")
        edges = np.searchsorted(part[order], np.arange(self.parts + 1))
        return [known[order[begin:end]] for begin, end in pairwise(edges.tolist())]


def split_employees(count: int, parts: int, swaps: pd.DataFrame) -> Split:
    """Return ``count`` employees in ``parts`` of equal size (fewer if there are not so many employees).

    ``swaps`` as of ``payroll.tables``: each ties its requester and its counterpart together.
    """
    size = max(1, min(parts, count))
    bounds = np.linspace(0, count, size + 1).astype(np.int64)
    known = swaps[(swaps["requester"] >= 0) & (swaps["counterpart"] >= 0)]
    one, other = (known[name].to_numpy(np.int64) for name in ("requester", "counterpart"))
    alone = Split(bounds, np.empty((0, 2), np.int64))
    people = np.unique(np.concatenate([one, other]))
    if not len(people):
        return alone
    circle = connected(count, one, other)[people]
    tied = pd.DataFrame({"employee": people, "circle": circle, "own": alone.part_of(people)})
    reached = tied[["circle", "own"]].drop_duplicates().rename(columns={"own": "part"})
    pairs = tied.merge(reached, on="circle")
    guests = pairs.loc[pairs["own"] != pairs["part"], ["employee", "part"]].sort_values(["employee", "part"])
    return Split(bounds, guests.to_numpy(np.int64))


def connected(count: int, one: Ints, other: Ints) -> Ints:
    """Return for each of ``count`` employees the first of all who are connected by pairs of ``one`` and ``other``."""
    first = np.arange(count, dtype=np.int64)
    while True:
        low, high = np.minimum(first[one], first[other]), np.maximum(first[one], first[other])
        if np.array_equal(low, high):
            return first
        np.minimum.at(first, high, low)
        while not np.array_equal(first, shorter := first[first]):
            first = shorter
