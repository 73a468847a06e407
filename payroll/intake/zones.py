"""Timestamps that name an offset, on the wall clock of the employee's policy."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from payroll.intake.cells import SECONDS_PER_DAY
from payroll.intake.columns import Ints, Numbers


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """What reading needs to know of the policies.

    ``currency``  the run's currency
    ``zones``     policy id -> (first day, time zone) of its versions, in order; empty if no policy could be read
    """

    currency: str
    zones: Mapping[str, Sequence[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Zones:
    """Which time zone holds for an employee on a day.

    ``policies``  policy of each employee by the employees table, in the order of their positions
    ``changes``   position -> (day, policy) of the assignments that name one, in order
    """

    facts: PolicyFacts
    policies: Sequence[str] = ()
    changes: Mapping[int, Sequence[tuple[int, str]]] = field(default_factory=dict)

    def at(self, employee: int, day: int) -> str:
        """Return the zone; for somebody unknown, or before the first version, that of the first version."""
        policy = self.policies[employee] if employee >= 0 else ""
        changes = self.changes.get(employee, ())
        policy = _latest(changes, day) if changes and changes[0][0] <= day else policy
        versions = self.facts.zones.get(policy) or next(iter(self.facts.zones.values()))
        return _latest(versions, day)


def _latest(dated: Sequence[tuple[int, str]], day: int) -> str:
    return dated[max(bisect_right(dated, day, key=lambda pair: pair[0]) - 1, 0)][1]


def wall_clock(seconds: Numbers, offsets: Ints, employees: Numbers, zones: Zones) -> Numbers:
    """Return timestamps with an offset, in seconds, as the clock on the employee's wall shows them."""
    names = {zone for versions in zones.facts.zones.values() for _, zone in versions}
    if not names:
        return seconds
    instants = pd.DatetimeIndex((seconds - offsets).astype("datetime64[s]"), tz="UTC")
    if len(names) == 1:
        return _local(instants, names.pop())
    pairs = pd.DataFrame({"employee": employees, "day": seconds // SECONDS_PER_DAY})
    which, distinct = pd.factorize(pd.MultiIndex.from_frame(pairs))
    zone_of_pair = np.array([zones.at(int(employee), int(day)) for employee, day in distinct], object)
    local = np.empty(len(seconds), np.int64)
    for name in names:
        chosen = (zone_of_pair == name)[which]
        local[chosen] = _local(instants[chosen], name)
    return local


def _local(instants: pd.DatetimeIndex, zone: str) -> Ints:
    naive = instants.tz_convert(zone).tz_localize(None)
    return np.asarray(naive.to_numpy().astype("datetime64[s]").astype(np.int64))
