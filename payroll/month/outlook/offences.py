"""The counted offences: what the next lateness, absence, … would cost, priced by the rules themselves.

The next one is put on the person's next shift, and the entries of the rule (section 5) are made with it and
without it: the difference is what it costs, also where reaching a tier prices the earlier ones anew. It is
told if it costs more than the same would have cost one time earlier, with the last occurrence left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import Text
from payroll.money import plain
from payroll.month.attendance import ABSENT, EARLY, LATE, MISSING_OUT, NO_PUNCH
from payroll.month.context import Month, records
from payroll.month.outlook.ahead import Ahead, Urgency, Watch
from payroll.month.outlook.so_far import SoFar
from payroll.month.rules.absence import ABSENCE
from payroll.month.rules.early_departure import EARLY_DEPARTURE
from payroll.month.rules.lateness import LATENESS
from payroll.month.rules.missing_punch import MISSING_PUNCH
from payroll.month.rules.occurrences import Offence, occurrence_entries
from payroll.policy.model import OccurrenceRule

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Next:
    """The next occurrence of an offence: its verdict, its minutes (the fewest that count), and its words."""

    offence: Offence
    verdict: int
    minutes: Callable[[OccurrenceRule], int]
    fact: Text
    counted: Text
    again: Text


NEXT = (
    Next(
        LATENESS,
        LATE,
        lambda rule: rule.grace_minutes + 1,
        Text("，如果迟到 {minutes} 分钟", ", if {minutes} min late"),
        Text("本月已迟到 {count} 次", "late {times} this month"),
        Text("再迟到一次", "the next lateness"),
    ),
    Next(
        EARLY_DEPARTURE,
        EARLY,
        lambda rule: rule.grace_minutes + 1,
        Text("，如果早退 {minutes} 分钟", ", if left {minutes} min early"),
        Text("本月已早退 {count} 次", "left early {times} this month"),
        Text("再早退一次", "the next early departure"),
    ),
    Next(
        ABSENCE,
        ABSENT,
        lambda _rule: 0,
        Text("，如果缺勤", ", if absent"),
        Text("本月已缺勤 {count} 次", "absent {times} this month"),
        Text("再缺勤一次", "the next absence"),
    ),
    Next(
        MISSING_PUNCH,
        MISSING_OUT,
        lambda _rule: 0,
        Text("，如果缺卡", ", if a punch is missing"),
        Text("本月已缺卡 {count} 次", "a punch missing {times} this month"),
        Text("再缺卡一次", "the next missing punch"),
    ),
)


def offences_ahead(so_far: SoFar, what: Next) -> Iterator[Ahead]:
    """Yield a finding for everybody who has an occurrence so far and could have another in the period."""
    shifts, offence = so_far.facts.attendance.shifts, what.offence
    happened = so_far.month.in_period(shifts["date"].to_numpy()) & offence.happened(shifts)
    people = shifts["employee"].to_numpy()[happened]
    following = _following(so_far, what, np.unique(people))
    if following.empty:
        return
    untold = replace(offence, fact=what.fact)
    earlier = shifts.iloc[np.flatnonzero(~_last_ones(so_far.month, offence, shifts, happened))]
    costs = _costs(so_far, untold, shifts, following)
    one_earlier = _costs(so_far, untold, earlier, following)
    was = dict(zip(one_earlier["employee"].tolist(), one_earlier["cost"].tolist(), strict=True))
    for row in records(costs):
        yield _ahead(so_far.month, what, row, dearer=row["cost"] > was[row["employee"]])


def _following(so_far: SoFar, what: Next, people: npt.NDArray[np.int32]) -> pd.DataFrame:
    """Return the next shifts of some people as occurrences, where the version of that day has the rule."""
    shifts = so_far.upcoming[so_far.upcoming["employee"].isin(people)]
    rules = [what.offence.rule_of(version.rules) for version in so_far.month.policies.versions]
    minutes = np.array([what.minutes(rule) if rule else -1 for rule in rules] + [-1], np.int32)
    least = minutes[shifts["version"].to_numpy()]
    occurrence: pd.DataFrame = shifts.assign(
        verdict=np.uint8(what.verdict),
        late_minutes=np.int32(0),
        early_minutes=np.int32(0),
        arrival_punch=np.int32(NO_PUNCH),
        departure_punch=np.int32(NO_PUNCH),
    )
    if what.offence.minutes:
        occurrence[what.offence.minutes] = least
    return occurrence.iloc[np.flatnonzero(least >= 0)]


def _last_ones(month: Month, offence: Offence, shifts: pd.DataFrame, happened: Flags) -> Flags:
    """Tell which shifts make the last occurrence of each employee: one, or with ``per = "day"`` those of its date."""
    rules = [offence.rule_of(version.rules) for version in month.policies.versions]
    by_day = np.array([rule is not None and rule.per == "day" for rule in rules] + [False])
    last = shifts[happened].groupby("employee", sort=False)[["start", "date"]].max()
    is_last = (shifts["employee"].map(last["start"]) == shifts["start"]).to_numpy()
    is_last_day = (shifts["employee"].map(last["date"]) == shifts["date"]).to_numpy()
    found: Flags = happened & (is_last | (is_last_day & by_day[shifts["version"].to_numpy()]))
    return found


def _costs(so_far: SoFar, offence: Offence, shifts: pd.DataFrame, following: pd.DataFrame) -> pd.DataFrame:
    """Return what the following occurrence adds to what ``shifts`` cost.

    Columns: employee, cost (minor units), count (occurrences before it), explanation_zh, explanation_en.
    """
    facts, attendance = so_far.facts, so_far.facts.attendance
    own = shifts[shifts["employee"].isin(following["employee"])]
    both = pd.concat([own, following]).sort_values(["employee", "start"], kind="stable")
    without = occurrence_entries(replace(facts, attendance=replace(attendance, shifts=own)), offence)
    added = occurrence_entries(replace(facts, attendance=replace(attendance, shifts=both)), offence)
    sums = (-added.groupby("employee")["amount"].sum()).sub(-without.groupby("employee")["amount"].sum(), fill_value=0)
    latest = added.sort_values(["employee", "occurrence"], kind="stable").drop_duplicates("employee", keep="last")
    return pd.DataFrame(
        {
            "employee": latest["employee"].array,
            "cost": sums.reindex(latest["employee"]).to_numpy().astype("int64"),
            "own": -latest["amount"].to_numpy(),
            "count": latest["occurrence"].to_numpy() - 1,
            "explanation_zh": latest["explanation_zh"].array,
            "explanation_en": latest["explanation_en"].array,
        }
    )


def _ahead(month: Month, what: Next, row: dict[str, int | str], *, dearer: bool) -> Ahead:
    count, cost, own = int(row["count"]), int(row["cost"]), int(row["own"])
    amount, more = plain(cost, month.places), plain(cost - own, month.places)
    times = "once" if count == 1 else f"{count} times"
    earlier = (
        Text(f"，其中以前各次补算 {more}", f", of which {more} for the earlier ones, priced anew")
        if cost != own
        else Text("", "")
    )
    price = Text(f"要扣 {amount}", f"costs {amount}") if cost else Text("不扣款", "costs nothing")
    told = Text(
        f"{what.counted.zh.format(count=count)}；{what.again.zh}{price.zh}{earlier.zh}：{row['explanation_zh']}",
        f"{what.counted.en.format(times=times)}; {what.again.en} {price.en}{earlier.en}: {row['explanation_en']}",
    )
    return Ahead(
        employee=int(row["employee"]),
        urgency=Urgency.DEARER if dearer else Urgency.SAME,
        rule=what.offence.rule,
        count=count,
        cost=cost,
        text=told,
    )


OFFENCES_AHEAD: tuple[Watch, ...] = tuple(partial(offences_ahead, what=each) for each in NEXT)
