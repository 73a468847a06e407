"""What the tables of people tell otherwise about a closed month: employees, wages and assignments.

A row counts by what it says about the days of the month, not by being another row: the hire date, whether
someone was employed, the end of probation if it lies in the month, and the base wage, policy and store
as they hold on the days of the month. So a raise, a transfer or a departure after the month is no
difference, nor is the history of a wage that comes to the same. A name or a position changes nothing
in a ledger. An empty policy or store says nothing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.period import NO_DAY, Period
from payroll.tables import Tables

FINDINGS = ("file", "row", "employee_id", "key", "day", "column", "old", "new")
"""One changed cell each. ``column`` is "" for a row that was not there; ``old`` None: there was none."""
_ALWAYS = -(2**40)
"""The day from which the row of ``employees`` holds."""


def late_people(recorded: Tables, read: Tables, period: Period) -> dict[str, pd.DataFrame]:
    """Return the findings in the tables of people, by table."""
    old, new = (tables.employees.set_index("employee_id", drop=False) for tables in (recorded, read))
    both = new.index.intersection(old.index, sort=False)
    employed = _employed(old.loc[both], period) | _employed(new.loc[both], period)
    people = both[employed]
    found = {"employees": [_hired_unnoticed(old, new, period), *_standing(old.loc[people], new.loc[people], period)]}
    for column, table in (("base_wage", "wages"), ("policy", "assignments"), ("store", "assignments")):
        differing = _as_of(recorded, read, period, column, table, people)
        on_roster = differing["since"] == _ALWAYS
        found["employees"].append(differing[on_roster])
        found.setdefault(table, []).append(differing[~on_roster])
    return {table: findings(frames) for table, frames in found.items()}


def findings(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Return frames of findings one below the other, by file and row."""
    kept = [frame[list(FINDINGS)] for frame in frames if len(frame)]
    if not kept:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in FINDINGS})
    return pd.concat(kept, ignore_index=True).sort_values(["file", "row"], kind="stable", ignore_index=True)


def _employed(people: pd.DataFrame, period: Period) -> npt.NDArray[np.bool_]:
    hired, left = people["hire_date"].to_numpy(), people["termination_date"].to_numpy()
    return np.asarray((hired <= period.last) & (left >= period.first), bool)


def _hired_unnoticed(old: pd.DataFrame, new: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Return the people who were not known then and were employed in the period."""
    unknown = new[old.index.get_indexer(new.index) < 0]
    people = unknown[_employed(unknown, period)]
    return people.assign(key="", day=people["hire_date"], column="", old=None, new=None)


def _standing(old: pd.DataFrame, new: pd.DataFrame, period: Period) -> list[pd.DataFrame]:
    """Return who has another hire date, another last day in the period, or another end of probation in it."""
    hired = old["hire_date"].to_numpy() != new["hire_date"].to_numpy()
    ends = [np.minimum(people["termination_date"].to_numpy(), period.last) for people in (old, new)]
    decisions = [_in_period(people["probation_end"].to_numpy(), period) for people in (old, new)]
    differing = {
        "hire_date": hired,
        "termination_date": ends[0] != ends[1],
        "probation_end": decisions[0] != decisions[1],
    }
    return [_cells(old, new, column, mask) for column, mask in differing.items()]


def _in_period(day: npt.NDArray[np.integer], period: Period) -> npt.NDArray[np.integer]:
    """Return the days that lie in the period, ``NO_DAY`` for others."""
    return np.where((day >= period.first) & (day <= period.last), day, NO_DAY)


def _cells(old: pd.DataFrame, new: pd.DataFrame, column: str, mask: npt.NDArray[np.bool_]) -> pd.DataFrame:
    then, now = old[column][mask].astype(object), new[column][mask].astype(object)
    return new[mask].assign(key="", day=NO_DAY, column=column, old=then, new=now)


def _as_of(
    recorded: Tables, read: Tables, period: Period, column: str, table: str, people: pd.Index[str]
) -> pd.DataFrame:
    """Return the rows of ``read`` that give another value on a day of the period, and are new or changed themselves.

    A value that differs only because later rows are missing is none: files cover different spans.
    """
    then, now = (_timeline(tables, column, table, people) for tables in (recorded, read))
    days = _days_of_change([then, now], period, len(people))
    said, says = (pd.merge_asof(days, line, left_on="probe", right_on="since", by="person") for line in (then, now))
    stated = (said["value"] != "") & (says["value"] != "")
    differing = says.assign(old=said["value"], new=says["value"])[stated & (said["value"] != says["value"])]
    known = pd.MultiIndex.from_frame(then[["person", "since", "value"]])
    unknown = differing[~pd.MultiIndex.from_frame(differing[["person", "since", "value"]]).isin(known)]
    first = unknown.drop_duplicates(["person", "since"])
    day = first["since"].where(first["since"] != _ALWAYS, NO_DAY)
    ids = people.to_numpy(object)[first["person"].to_numpy()]
    return first.assign(employee_id=ids, key="", day=day, column=column)


def _timeline(tables: Tables, column: str, table: str, people: pd.Index[str]) -> pd.DataFrame:
    """Return what is stated about ``people``, by day: person (position in ``people``), since, value, file, row."""
    roster = tables.employees
    person = people.get_indexer(pd.Index(roster["employee_id"]))
    changes: pd.DataFrame = getattr(tables, table)
    changes = changes[changes[column] != ""]
    stated = pd.DataFrame(
        {
            "person": np.concatenate([person, person[changes["employee"].to_numpy()]]),
            "since": np.concatenate([np.full(len(roster), _ALWAYS), changes["effective_from"].to_numpy(np.int64)]),
            "value": np.concatenate([roster[column].to_numpy(object), changes[column].to_numpy(object)]),
            **{name: np.concatenate([roster[name].to_numpy(), changes[name].to_numpy()]) for name in ("file", "row")},
        }
    )
    return stated[stated["person"] >= 0].sort_values("since", kind="stable", ignore_index=True)


def _days_of_change(timelines: list[pd.DataFrame], period: Period, people: int) -> pd.DataFrame:
    """Return the first day of the period for everyone, and the days on which something changes: person, probe."""
    first = pd.DataFrame({"person": np.arange(people), "probe": np.int64(period.first)})
    changes = [
        line[(line["since"] > period.first) & (line["since"] <= period.last)][["person", "since"]] for line in timelines
    ]
    later = pd.concat(changes).rename(columns={"since": "probe"})
    days = pd.concat([first, later], ignore_index=True).drop_duplicates()
    return days.sort_values("probe", kind="stable", ignore_index=True)
