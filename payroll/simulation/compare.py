"""One month under two policies, compared: who gains, who loses, by how much, and which lines differ.

Frames in, frames out. A line is known by its entry id, which depends only on the event, so that the same
event has the same id under both policies. Only people who are judged under both are compared; those whose
rows are set aside under one of them are named instead, for their whole month would show as a difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

PEOPLE_COLUMNS = (
    *("period", "employee_id", "name", "store", "policy_before", "policy_after", "lines"),
    *("before", "after", "difference", "actions_before", "actions_after"),
)
"""One row for everyone compared. ``lines``: how many lines differ; ``before``, ``after``, ``difference``: totals in
minor units, a difference above 0 is a gain."""
STORE_COLUMNS = ("period", "store", "people", "gaining", "losing", "before", "after", "difference")
"""One row for each store that somebody compared belongs to on the last day employed in the period."""
RULE_COLUMNS = ("period", "rule", "lines_before", "lines_after", "before", "after", "difference")
"""One row for each rule that has a line on either side."""
LINE_COLUMNS = (
    *("period", "entry_id", "employee_id", "name", "store", "date", "rule", "change", "before", "after", "difference"),
    *("action_before", "action_after", "policy_before", "policy_after"),
    *("explanation_before_zh", "explanation_after_zh", "explanation_before_en", "explanation_after_en"),
)
"""One row for each line whose amount or action differs, or that stands on one side only. ``change``: ``changed``,
``gone`` or ``new``; the amount of a line that is not there is 0, its texts are empty."""

_FACTS = ("employee_id", "name", "store", "date", "rule")
_TOLD = ("action", "policy", "explanation_zh", "explanation_en")


class Side(NamedTuple):
    """A month under one policy: ``payroll.month.ledger``'s ledger lines and adjustments."""

    ledger: pd.DataFrame
    adjustments: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs: frames of the columns above. ``left_out`` are the ids of people judged on one side only."""

    people: pd.DataFrame
    stores: pd.DataFrame
    rules: pd.DataFrame
    lines: pd.DataFrame
    left_out: tuple[str, ...] = ()


def compare(period: str, before: Side, after: Side) -> Comparison:
    """Return what ``after`` changes in the month that comes to ``before``."""
    old, new = before.adjustments["employee_id"], after.adjustments["employee_id"]
    both = old[old.isin(new)]
    left_out = tuple(sorted({*old, *new} - {*both}))
    sides = _of_people(before, both), _of_people(after, both)
    lines = _lines(*sides)
    people = _people(*sides, lines)
    return Comparison(
        people=people.assign(period=period)[list(PEOPLE_COLUMNS)],
        stores=_stores(people).assign(period=period)[list(STORE_COLUMNS)],
        rules=_rules(*sides).assign(period=period)[list(RULE_COLUMNS)],
        lines=lines.assign(period=period)[list(LINE_COLUMNS)],
        left_out=left_out,
    )


def together(comparisons: list[Comparison]) -> Comparison:
    """Return the comparisons of several months as one, one month below the other."""
    return Comparison(
        people=pd.concat([each.people for each in comparisons], ignore_index=True),
        stores=pd.concat([each.stores for each in comparisons], ignore_index=True),
        rules=pd.concat([each.rules for each in comparisons], ignore_index=True),
        lines=pd.concat([each.lines for each in comparisons], ignore_index=True),
        left_out=tuple(sorted({person for each in comparisons for person in each.left_out})),
    )


def over_all_months(people: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each employee: the sums over all months, those most affected first.

    Columns: employee_id, name, store, lines, before, after, difference; name and store are the latest.
    """
    grouped = people.groupby("employee_id", sort=True)
    last = grouped[["name", "store"]].last()
    sums = grouped[["lines", "before", "after", "difference"]].sum()
    summed = last.join(sums).reset_index()
    order = np.argsort(-summed["difference"].abs().to_numpy(), kind="stable")
    return summed.iloc[order].reset_index(drop=True)


def _of_people(side: Side, people: pd.Series) -> Side:
    """Return the part of a side that is about some people, with plain texts in place of categories."""
    ledger = side.ledger[side.ledger["employee_id"].isin(people)]
    adjustments = side.adjustments[side.adjustments["employee_id"].isin(people)]
    return Side(ledger.assign(store=ledger["store"].astype("str")).set_index("entry_id"), _by_person(adjustments))


def _by_person(adjustments: pd.DataFrame) -> pd.DataFrame:
    return adjustments.assign(store=adjustments["store"].astype("str")).set_index("employee_id")


def _lines(before: Side, after: Side) -> pd.DataFrame:
    old, new = before.ledger, after.ledger
    ids = old.index.union(new.index, sort=False)
    stood, stands = ids.isin(old.index), ids.isin(new.index)
    facts = pd.concat([old[list(_FACTS)], new.loc[~new.index.isin(old.index), list(_FACTS)]]).loc[ids]
    columns: dict[str, pd.Series] = {
        "before": old["amount"].reindex(ids, fill_value=0),
        "after": new["amount"].reindex(ids, fill_value=0),
    }
    for name in _TOLD:
        base, _, language = name.partition("_")
        for side, when in ((old, "before"), (new, "after")):
            key = f"{base}_{when}_{language}" if language else f"{base}_{when}"
            columns[key] = side[name].astype("str").reindex(ids, fill_value="")
    change = np.select([stood & stands, stood], ["changed", "gone"], "new")
    lines = facts.assign(**columns, change=change)
    lines["difference"] = lines["after"] - lines["before"]
    differs = (lines["difference"] != 0) | (lines["action_before"] != lines["action_after"]) | ~(stood & stands)
    kept = lines[differs.to_numpy()].rename_axis("entry_id").reset_index()
    return kept.sort_values(["employee_id", "date", "rule", "entry_id"], kind="stable", ignore_index=True)


def _people(before: Side, after: Side, lines: pd.DataFrame) -> pd.DataFrame:
    old, new = before.adjustments, after.adjustments.loc[before.adjustments.index]
    counts = lines.groupby("employee_id").size()
    return pd.DataFrame(
        {
            "name": old["name"],
            "store": old["store"],
            "policy_before": old["policy"],
            "policy_after": new["policy"],
            "lines": counts.reindex(old.index, fill_value=0).astype("int32"),
            "before": old["total"],
            "after": new["total"],
            "difference": new["total"] - old["total"],
            "actions_before": old["actions"],
            "actions_after": new["actions"],
        }
    ).reset_index()


def _stores(people: pd.DataFrame) -> pd.DataFrame:
    marked = people.assign(people=1, gaining=people["difference"] > 0, losing=people["difference"] < 0)
    summed = marked.groupby("store", sort=True)[["people", "gaining", "losing", "before", "after", "difference"]].sum()
    return summed.astype("int64").reset_index()


def _rules(before: Side, after: Side) -> pd.DataFrame:
    sums = [side.ledger.groupby("rule", sort=True)["amount"].agg(["size", "sum"]) for side in (before, after)]
    rules = sums[0].index.union(sums[1].index)
    old, new = (each.reindex(rules, fill_value=0).astype("int64") for each in sums)
    frame = pd.DataFrame(
        {
            "lines_before": old["size"],
            "lines_after": new["size"],
            "before": old["sum"],
            "after": new["sum"],
            "difference": new["sum"] - old["sum"],
        }
    )
    return frame.rename_axis("rule").reset_index()
