"""What holds for an employee on a day: base wage, policy version, store, position.

Every lookup takes the day of the event, never today's. All of them work on whole columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.period import Period
from payroll.policy.model import Policies, Rules
from payroll.tables import Tables

Ints = npt.NDArray[np.integer]

_DAY_BITS = 20  # days up to the year 4800
_FIRST_DAY = 0
_LAST_DAY = 2**_DAY_BITS - 1


def day_key(employee: Ints, day: Ints) -> npt.NDArray[np.int64]:
    """Return one sortable number for each pair of employee and day."""
    return (employee.astype(np.int64) << _DAY_BITS) | np.clip(day, _FIRST_DAY, _LAST_DAY).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Dated:
    """A value of each employee that changes on dated rows.

    ``keys`` are the day keys of the changes, sorted; ``positions`` say where in ``values`` the new
    value stands. The first ``len(base)`` values are those of the roster, in its order.
    """

    values: npt.NDArray[np.int64]
    keys: npt.NDArray[np.int64]
    positions: npt.NDArray[np.int64]
    changes: npt.NDArray[np.bool_]

    def at(self, employee: Ints, day: Ints) -> npt.NDArray[np.int64]:
        """Return the latest value dated on or before each day, else the roster's."""
        if not len(self.keys):
            return self.values[employee]
        position = employee.astype(np.int64)
        changing = np.flatnonzero(self.changes[employee])
        if len(changing):
            wanted = day_key(employee[changing], day[changing])
            found = np.searchsorted(self.keys, wanted, side="right") - 1
            same = (found >= 0) & (self.keys[found] >> _DAY_BITS == employee[changing])
            position[changing[same]] = self.positions[found[same]]
        return self.values[position]


def dated(base: npt.NDArray[np.int64], changes: pd.DataFrame, column: str) -> Dated:
    """Return the timeline of a number: ``base`` for each employee, and the dated rows of ``changes``."""
    keys = day_key(changes["employee"].to_numpy(), changes["effective_from"].to_numpy())
    order = np.argsort(keys, kind="stable")
    changing = np.zeros(len(base), bool)
    changing[changes["employee"].to_numpy()] = True
    values = np.concatenate([base, changes[column].to_numpy(base.dtype)])
    return Dated(values, keys[order], len(base) + order.astype(np.int64), changing)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The lookups of one month. ``version`` columns are positions in ``policies.versions``."""

    policies: Policies
    hired: npt.NDArray[np.int32]
    left: npt.NDArray[np.int32]
    wages: Dated
    policy: Dated
    stores: Dated
    store_names: pd.Index[str]
    version_keys: npt.NDArray[np.int64]
    first_versions: npt.NDArray[np.int32]

    def base_wage(self, employee: Ints, day: Ints) -> npt.NDArray[np.int64]:
        """Return the base wage in minor units."""
        return self.wages.at(employee, day)

    def store(self, employee: Ints, day: Ints) -> pd.Categorical[str]:
        """Return the store."""
        codes = self.stores.at(employee, day).astype(np.int32)
        return pd.Categorical.from_codes(codes, categories=self.store_names)

    def version(self, employee: Ints, day: Ints) -> npt.NDArray[np.int32]:
        """Return the policy version in force, or -1 where there is none (yet)."""
        policy = self.policy.at(employee, day)
        wanted = (policy << _DAY_BITS) | np.clip(day, _FIRST_DAY, _LAST_DAY)
        found = np.searchsorted(self.version_keys, wanted, side="right") - 1
        in_force = (policy >= 0) & (found >= 0) & (self.version_keys[found] >> _DAY_BITS == policy)
        return np.where(in_force, found, -1).astype(np.int32)

    def version_or_first(self, employee: Ints, day: Ints) -> npt.NDArray[np.int32]:
        """Return the version in force, or the policy's first one for a day before it."""
        version = self.version(employee, day)
        early = np.flatnonzero(version < 0)
        if len(early):
            policy = self.policy.at(employee[early], day[early])
            version[early] = np.where(policy >= 0, self.first_versions[policy], -1)
        return version

    def employed(self, employee: Ints, day: Ints) -> npt.NDArray[np.bool_]:
        """Tell whether the day lies in the employment; hire and termination date are both included."""
        return (self.hired[employee] <= day) & (day <= self.left[employee])

    def rules(self, version: int) -> Rules:
        """Return the rules of a version."""
        return self.policies.versions[version].rules

    def one_version(self, employee: int, day: int) -> int:
        """Return the version in force for one employee on one day, or -1."""
        return int(self.version(np.array([employee]), np.array([day]))[0])


def as_of(tables: Tables, policies: Policies) -> AsOf:
    """Return the lookups for ``tables`` under ``policies``."""
    people = tables.employees
    store_names = pd.Index(sorted({*people["store"].unique(), *tables.assignments["store"].unique()}), dtype="str")
    store_of = {name: index for index, name in enumerate(store_names)}
    return AsOf(
        policies=policies,
        hired=people["hire_date"].to_numpy(np.int32),
        left=people["termination_date"].to_numpy(np.int32),
        wages=dated(people["base_wage"].to_numpy(np.int64), tables.wages, "base_wage"),
        policy=_name_timeline(tables, "policy", _policy_positions(policies)),
        stores=_name_timeline(tables, "store", store_of),
        store_names=store_names,
        version_keys=_version_keys(policies),
        first_versions=_first_versions(policies),
    )


def _policy_positions(policies: Policies) -> dict[str, int]:
    """Return the position of each policy in ``policies.ids``; with a single policy, empty means it."""
    position = {policy: index for index, policy in enumerate(policies.ids)}
    if len(policies.ids) == 1:
        position[""] = 0
    return position


def _name_timeline(tables: Tables, column: str, position: Mapping[str, int]) -> Dated:
    """Return the timeline of a text column as positions of its texts; an unknown text is -1."""
    stated = tables.assignments[tables.assignments[column] != ""]
    changes = pd.DataFrame(
        {
            "employee": stated["employee"],
            "effective_from": stated["effective_from"],
            column: _positions(stated[column], position),
        }
    )
    return dated(_positions(tables.employees[column], position), changes, column)


def _positions(names: pd.Series, position: Mapping[str, int]) -> npt.NDArray[np.int64]:
    codes, unique = pd.factorize(names)
    return np.array([position.get(name, -1) for name in unique] or [-1], np.int64)[codes]


def _version_keys(policies: Policies) -> npt.NDArray[np.int64]:
    position = {policy: index for index, policy in enumerate(policies.ids)}
    keys = [(position[version.policy_id] << _DAY_BITS) | version.date for version in policies.versions]
    return np.array(keys, np.int64)


def _first_versions(policies: Policies) -> npt.NDArray[np.int32]:
    first: dict[str, int] = {}
    for index, version in enumerate(policies.versions):
        first.setdefault(version.policy_id, index)
    return np.array([first[policy] for policy in policies.ids], np.int32)


def last_days_employed(left: Ints, period: Period) -> npt.NDArray[np.int32]:
    """Return the last day employed in the period for each employee."""
    return np.minimum(left, period.last).astype(np.int32)


def employed_in(hired: Ints, left: Ints, period: Period) -> npt.NDArray[np.bool_]:
    """Tell who is employed on at least one day of the period."""
    return (hired <= period.last) & (left >= period.first)
