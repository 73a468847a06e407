"""What the next occurrence of something counted costs: the entries with it less the entries without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from payroll.language import EMPTY, Text
from payroll.money import plain
from payroll.month.context import Month, Row, records
from payroll.month.outlook.ahead import Ahead, Urgency


@dataclass(frozen=True, slots=True)
class NextWords:
    """How it is told: how often it happened (``{count}``, ``{times}``), and what the next time is called."""

    counted: Text
    again: Text


def costs_of_next(without: pd.DataFrame, added: pd.DataFrame) -> pd.DataFrame:
    """Return what one more occurrence adds for each employee, from the entries without it and with it.

    Where it makes no entry (something stands in its way) the employee is left out. Columns: employee, cost (minor
    units), own (of which its own line), count (occurrences before it), explanation_zh, explanation_en.
    """
    before, after = (lines.groupby("employee")["amount"].agg(["size", "sum"]) for lines in (without, added))
    before = before.reindex(after.index, fill_value=0)
    costs = (before["sum"] - after["sum"])[after["size"] - before["size"] == 1]
    added = added[added["employee"].isin(costs.index)]
    latest = added.sort_values(["employee", "occurrence"], kind="stable").drop_duplicates("employee", keep="last")
    return pd.DataFrame(
        {
            "employee": latest["employee"].array,
            "cost": costs.loc[latest["employee"]].to_numpy(),
            "own": -latest["amount"].to_numpy(),
            "count": latest["occurrence"].to_numpy() - 1,
            "explanation_zh": latest["explanation_zh"].array,
            "explanation_en": latest["explanation_en"].array,
        }
    )


def next_ones(
    month: Month, rule: str, words: NextWords, costs: pd.DataFrame, one_earlier: pd.DataFrame
) -> Iterator[Ahead]:
    """Yield the findings of ``costs``; dearer is what costs more than the same would have cost ``one_earlier``."""
    was = dict(zip(one_earlier["employee"].tolist(), one_earlier["cost"].tolist(), strict=True))
    for row in records(costs):
        yield _ahead(month, rule, words, row, dearer=row["cost"] > was.get(row["employee"], row["cost"]))


def _ahead(month: Month, rule: str, words: NextWords, row: Row, *, dearer: bool) -> Ahead:
    count, cost, own = int(row["count"]), int(row["cost"]), int(row["own"])
    amount, more = plain(cost, month.places), plain(cost - own, month.places)
    times = Text.of("once") if count == 1 else Text.of("{count} times", count=count)
    happened = words.counted.filled(count=count, times=times)
    said = Text(row["explanation_zh"], row["explanation_en"])
    earlier = Text.of(", of which {more} for the earlier ones, priced anew", more=more) if cost != own else EMPTY
    price = Text.of("costs {amount}", amount=amount) if cost else Text.of("costs nothing")
    told = Text.of(
        "{happened}; {again} {price}{earlier}: {said}",
        happened=happened,
        again=words.again,
        price=price,
        earlier=earlier,
        said=said,
    )
    return Ahead(
        employee=int(row["employee"]),
        urgency=Urgency.DEARER if dearer else Urgency.SAME,
        rule=rule,
        count=count,
        cost=cost,
        text=told,
    )
