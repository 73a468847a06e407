"""Counted offences: numbered in the period, priced by tiers (rules, section 5).

Lateness, early departure, absence and missing punches share this form. Each of them is a module of
its own that says which shifts are occurrences and how to tell about them. What has the form but is no
property of a shift (a report that is missing, a meeting that was missed) finds its occurrences itself and
has them counted and priced here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.language import EMPTY, Text
from payroll.money import round_half_up
from payroll.month.attendance import NO_PUNCH, Attendance
from payroll.month.context import Month, chosen, records
from payroll.month.entries import evidence, joined, no_entries, place, place_of, same_text, shift_event, text_series
from payroll.month.facts import Facts, Rule
from payroll.month.rules.occurrence_text import (
    ON_SHIFT,
    Costs,
    Fact,
    corrections_of,
    explain,
    length_of,
)
from payroll.month.rules.prices import Exact, price_of, share_of_day, share_of_hours
from payroll.month.words import TextColumn, choose, days, numbers, scattered, text_of, texts, type_of_text
from payroll.policy.model import OccurrenceRule, Price, Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is counted and priced, and how it is told.

    ``minutes`` names the column of the minutes of an occurrence ("" for none). ``is_share`` says that a
    daily wage is taken times the share of the day that was missed. ``head`` says where it happened and ``fact``
    what, as templates, which may name ``words`` beside those of every occurrence.
    """

    rule: str
    fact: Text
    head: Text = ON_SHIFT
    minutes: str = ""
    is_share: bool = False
    words: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence(Counted):
    """One of the offences that are a property of shifts.

    ``happened`` tells of which shifts (the frame of ``Attendance``) it is an occurrence; ``punches`` names the
    columns of the punches that prove it.
    """

    rule_of: Callable[[Rules], OccurrenceRule | None]
    happened: Callable[[pd.DataFrame], npt.NDArray[np.bool_]]
    punches: tuple[str, ...]


def occurrence_rule(offence: Offence) -> Rule:
    """Return the rule of an offence."""
    return partial(occurrence_entries, offence=offence)


def occurrence_entries(facts: Facts, offence: Offence) -> pd.DataFrame:
    """Return one entry for each occurrence of ``offence`` in the period."""
    month, attendance = facts.month, facts.attendance
    shifts = attendance.shifts
    wanted = month.in_period(shifts["date"].to_numpy()) & offence.happened(shifts)
    found = np.flatnonzero(wanted)
    if len(found) == 0:
        return no_entries()
    rules = [offence.rule_of(version.rules) for version in month.policies.versions]
    rows = shifts.iloc[found]
    by_day = np.array([rule is not None and rule.per == "day" for rule in rules] + [False])
    occurrences = occurrences_of_shifts(
        month, attendance, rows, offence.punches, by_day[rows["version"].to_numpy()], offence.minutes
    )
    return counted_entries(month, occurrences, offence, rules)


def counted_entries(
    month: Month, occurrences: pd.DataFrame, counted: Counted, rules: Sequence[OccurrenceRule | None]
) -> pd.DataFrame:
    """Return one entry for each occurrence whose version has a rule; ``rules`` holds that of each version.

    ``occurrences`` are in the order in which an employee's are numbered. They have employee, date, version, minutes,
    event, evidence, and what ``counted`` tells of.
    """
    return _priced(month, _numbered(occurrences, rules), counted, rules)


def occurrences_of_shifts(
    month: Month,
    attendance: Attendance,
    rows: pd.DataFrame,
    punches: tuple[str, ...],
    daily: npt.NDArray[np.bool_],
    minutes: str = "",
) -> pd.DataFrame:
    """Return one row for each occurrence: each of the shifts ``rows``, or where ``daily``, each work date.

    Adds minutes (those of the column ``minutes``), missed (minutes of an absence), event, merged (shifts in it) and
    evidence, which names the columns ``punches``.
    """
    dates = rows["date"].to_numpy()
    event = days(dates)
    if not daily.all():
        event = choose(daily, event, shift_event(dates, rows["nth"].to_numpy()))
    single = rows.assign(
        minutes=rows[minutes].to_numpy() if minutes else np.zeros(len(rows), np.int32),
        missed=rows["left"],
        event=text_series(event).array,
        merged=np.ones(len(rows), np.int32),
        evidence=text_series(_evidence(month, attendance, rows, punches)).array,
    )
    return _with_merged_days(single, daily) if daily.any() else single


def _with_merged_days(single: pd.DataFrame, daily: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Merge the shifts of one work date into one occurrence where ``daily``; most dates have a single one."""
    repeated = single.duplicated(["employee", "date"], keep=False).to_numpy() & daily
    if not repeated.any():
        return single
    together = single[repeated]
    groups = together.groupby(["employee", "date"], sort=False)
    worst = groups["minutes"].idxmax()
    merged = together.loc[worst].assign(
        start_order=groups["start"].min().to_numpy(),
        missed=groups["missed"].sum().to_numpy(),
        merged=groups.size().to_numpy(),
        evidence=groups["evidence"].agg(_joined_evidence).to_numpy(),
    )
    others = single[~repeated].assign(start_order=single["start"][~repeated])
    both: pd.DataFrame = pd.concat([others, merged])
    return both.sort_values(["employee", "start_order"], kind="stable")


def _joined_evidence(parts: pd.Series) -> str:
    return "; ".join(dict.fromkeys(piece for part in parts for piece in part.split("; ") if piece))


def _evidence(month: Month, attendance: Attendance, rows: pd.DataFrame, punches: tuple[str, ...]) -> pa.Array:
    """Return the rota row, the swap, the leave and the punch behind each occurrence."""
    parts: list[TextColumn] = [place(month, rows["file"].to_numpy(), rows["row"].to_numpy())]
    calendar = rows["file"].to_numpy() < 0
    if calendar.any():
        files = np.array([version.file for version in month.policies.versions] + [""], object)
        parts.append(choose(calendar, texts(files[rows["version"].to_numpy()]), ""))
    moved = rows["swap"].to_numpy()
    if (moved >= 0).any():
        parts.append(_place_in(month, month.tables.swaps, moved))
    if attendance.leave:
        parts.append(_leave_evidence(month, attendance, rows))
    parts.extend(_place_in(month, month.tables.punches, rows[punch].to_numpy()) for punch in punches)
    corrections = month.tables.clock_corrections
    if len(corrections):
        which = (corrections_of(month, rows[punch].to_numpy()) for punch in punches)
        parts.extend(_place_in(month, corrections, position) for position in which)
    return evidence(parts)


def _place_in(month: Month, table: pd.DataFrame, position: npt.NDArray[np.int32]) -> TextColumn:
    stated = np.flatnonzero(position != NO_PUNCH)
    at = position[stated]
    found = place(month, table["file"].to_numpy()[at], table["row"].to_numpy()[at])
    return scattered(found, stated, len(position))


def _leave_evidence(month: Month, attendance: Attendance, rows: pd.DataFrame) -> TextColumn:
    """Return where the leave stands that touches each shift; most have none."""
    positions = rows.index.to_numpy()
    touched = np.flatnonzero(np.isin(positions, list(attendance.leave)))
    leave = [attendance.leave[position] for position in positions[touched].tolist()]
    table = month.tables.leave.loc[sorted({position for each in leave for position in each}), ["file", "row"]]
    places = dict(zip(table.index.tolist(), (place_of(month, row) for row in records(table)), strict=True))
    found = ["; ".join(sorted(places[position] for position in each)) for each in leave]
    return scattered(pa.array(found, type_of_text), touched, len(rows))


def _numbered(rows: pd.DataFrame, rules: Sequence[OccurrenceRule | None]) -> pd.DataFrame:
    """Add each occurrence's number in the period, how many there are, and the number that prices it."""
    grouped = rows.groupby("employee", sort=False)["date"]
    number = grouped.cumcount().to_numpy() + 1
    total = grouped.transform("size").to_numpy()
    counts_all = np.array([rule is not None and rule.counting == "all" for rule in rules] + [False])
    charged = np.array([rule is not None for rule in rules] + [False])[rows["version"].to_numpy()]
    pricing = np.where(counts_all[rows["version"].to_numpy()], total, number)
    numbered = rows.assign(number=number.astype(np.int32), total=total, pricing=pricing)
    return chosen(numbered, charged)


def _priced(month: Month, rows: pd.DataFrame, counted: Counted, rules: Sequence[OccurrenceRule | None]) -> pd.DataFrame:
    """Return the entries: for each version and tier, price and explanation of its occurrences."""
    tier, version = _tiers(rows, rules), rows["version"].to_numpy()
    groups = []
    for index, rule in enumerate(rules):
        if rule is None:  # occurrences of a version without the rule are left out above
            continue
        for position in (-1, *range(len(rule.tiers))):
            group = np.flatnonzero((version == index) & (tier == position))
            price = rule.tiers[position].price if position >= 0 else Price()
            if len(group):
                groups.append(_entries(month, rows.iloc[group], counted, rule, price))
    return joined(groups)


def _entries(month: Month, rows: pd.DataFrame, counted: Counted, rule: OccurrenceRule, price: Price) -> pd.DataFrame:
    """Return the entries of occurrences that share one price."""
    base = month.facts.base_wage(rows["employee"].to_numpy(), rows["date"].to_numpy())
    hours = _hours(month, rows, counted) if price.hourly_wages is not None else None
    exact = price_of(price, base, share_of_day(rows) if counted.is_share else None, hours)
    told = EMPTY.join((counted.head, counted.fact))
    explanation = explain(month, told, rule, price, Costs(rows, base, exact, counted.is_share, counted.words))
    return pd.DataFrame(
        {
            "employee": rows["employee"].to_numpy(),
            "date": rows["date"].to_numpy(),
            "rule": same_text(counted.rule, len(rows)),
            "event": rows["event"].array,
            "clause": same_text(rule.clause, len(rows)),
            "occurrence": rows["number"].to_numpy(),
            "quantity": text_series(_quantity(rows, counted)),
            "amount": -round_half_up(*exact).astype(np.int64),
            "action": same_text("", len(rows)),
            "version": rows["version"].to_numpy(),
            "evidence": rows["evidence"].array,
            "explanation_zh": text_series(explanation[0]),
            "explanation_en": text_series(explanation[1]),
            "missed": rows["missed"].to_numpy() if counted.is_share else 0,
            "scheduled": rows["day_minutes"].to_numpy() if counted.is_share else 0,
        }
    )


def _hours(month: Month, rows: pd.DataFrame, counted: Counted) -> Exact:
    """Return how long the occurrences of one version lasted, as shares of the hours of its paid day (section 19)."""
    rules = month.facts.rules(int(rows["version"].iloc[0]))
    return share_of_hours(rows[length_of(is_share=counted.is_share)].to_numpy(), rules.hours_per_day)


def _quantity(rows: pd.DataFrame, counted: Counted) -> pa.Array:
    """Return the minutes, the share of the day (to four places), or nothing."""
    if counted.minutes:
        return numbers(rows["minutes"].to_numpy())
    if counted.is_share:
        missed, scheduled = share_of_day(rows)
        return text_of(round_half_up(10000 * missed, scheduled).astype(np.int64), lambda share: f"{share / 10000:g}")
    return pa.array([""] * len(rows), type_of_text)


def _tiers(rows: pd.DataFrame, rules: Sequence[OccurrenceRule | None]) -> npt.NDArray[np.int64]:
    """Return the position of each occurrence's tier, -1 where none applies."""
    tier = np.full(len(rows), -1, np.int64)
    version = rows["version"].to_numpy()
    pricing, minutes = rows["pricing"].to_numpy(), rows["minutes"].to_numpy()
    for index, rule in enumerate(rules):
        for position, step in enumerate(rule.tiers if rule else ()):  # the last one that applies is the highest
            applies = (version == index) & (pricing >= step.from_occurrence) & (minutes >= step.from_minutes)
            tier[applies] = position
    return tier
