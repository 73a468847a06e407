"""Counted offences: numbered in the period, priced by tiers (rules, section 5).

Lateness, early departure, absence and missing punches share this form. Each of them is a module of
its own that says which shifts are occurrences and how to tell about them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.language import Text
from payroll.money import round_half_up
from payroll.month.attendance import NO_PUNCH, Attendance
from payroll.month.context import Month, chosen, records
from payroll.month.entries import evidence, joined, no_entries, place, place_of, same_text, shift_event, text_series
from payroll.month.rules.occurrence_text import Costs, corrections_of, explain
from payroll.month.rules.prices import price_of, share_of_day
from payroll.month.words import TextColumn, choose, days, numbers, scattered, text_of, texts, type_of_text
from payroll.policy.model import OccurrenceRule, Price, Rules


@dataclass(frozen=True, slots=True)
class Offence:
    """One of the counted offences.

    ``happened`` tells of which shifts (the frame of ``Attendance``) it is an occurrence; ``minutes``
    names the column of its minutes ("" for none); ``punches`` those of the punches that prove it.
    ``is_share`` says that a daily wage is taken times the share of the day that was missed.
    ``fact`` is what happened, as a template.
    """

    rule: str
    rule_of: Callable[[Rules], OccurrenceRule | None]
    happened: Callable[[pd.DataFrame], npt.NDArray[np.bool_]]
    minutes: str
    punches: tuple[str, ...]
    is_share: bool
    fact: Text


def occurrence_entries(month: Month, attendance: Attendance, offence: Offence) -> pd.DataFrame:
    """Return one entry for each occurrence of ``offence`` in the period."""
    shifts = attendance.shifts
    wanted = month.in_period(shifts["date"].to_numpy()) & offence.happened(shifts)
    found = np.flatnonzero(wanted)
    if len(found) == 0:
        return no_entries()
    rules = [offence.rule_of(version.rules) for version in month.policies.versions]
    occurrences = _occurrences(month, attendance, shifts.iloc[found], offence, rules)
    numbered = _numbered(occurrences, rules)
    return _priced(month, numbered, offence, rules)


def _occurrences(
    month: Month,
    attendance: Attendance,
    rows: pd.DataFrame,
    offence: Offence,
    rules: list[OccurrenceRule | None],
) -> pd.DataFrame:
    """Return one row for each occurrence: each shift, or with ``per = "day"`` each work date.

    Adds minutes, missed (minutes of an absence), event, merged (shifts in it) and evidence.
    """
    by_day = np.array([rule is not None and rule.per == "day" for rule in rules] + [False])
    daily = by_day[rows["version"].to_numpy()]
    dates = rows["date"].to_numpy()
    event = days(dates)
    if not daily.all():
        event = choose(daily, event, shift_event(dates, rows["nth"].to_numpy()))
    single = rows.assign(
        minutes=rows[offence.minutes].to_numpy() if offence.minutes else np.zeros(len(rows), np.int32),
        missed=rows["left"],
        event=text_series(event).array,
        merged=np.ones(len(rows), np.int32),
        evidence=text_series(_evidence(month, attendance, rows, offence)).array,
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


def _evidence(month: Month, attendance: Attendance, rows: pd.DataFrame, offence: Offence) -> pa.Array:
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
    parts.extend(_place_in(month, month.tables.punches, rows[punch].to_numpy()) for punch in offence.punches)
    corrections = month.tables.clock_corrections
    if len(corrections):
        which = (corrections_of(month, rows[punch].to_numpy()) for punch in offence.punches)
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


def _numbered(rows: pd.DataFrame, rules: list[OccurrenceRule | None]) -> pd.DataFrame:
    """Add each occurrence's number in the period, how many there are, and the number that prices it."""
    grouped = rows.groupby("employee", sort=False)["date"]
    number = grouped.cumcount().to_numpy() + 1
    total = grouped.transform("size").to_numpy()
    counts_all = np.array([rule is not None and rule.counting == "all" for rule in rules] + [False])
    charged = np.array([rule is not None for rule in rules] + [False])[rows["version"].to_numpy()]
    pricing = np.where(counts_all[rows["version"].to_numpy()], total, number)
    numbered = rows.assign(number=number.astype(np.int32), total=total, pricing=pricing)
    return chosen(numbered, charged)


def _priced(month: Month, rows: pd.DataFrame, offence: Offence, rules: list[OccurrenceRule | None]) -> pd.DataFrame:
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
                groups.append(_entries(month, rows.iloc[group], offence, rule, price))
    return joined(groups)


def _entries(month: Month, rows: pd.DataFrame, offence: Offence, rule: OccurrenceRule, price: Price) -> pd.DataFrame:
    """Return the entries of occurrences that share one price."""
    base = month.facts.base_wage(rows["employee"].to_numpy(), rows["date"].to_numpy())
    exact = price_of(price, base, share_of_day(rows) if offence.is_share else None)
    explanation = explain(month, offence.fact, rule, price, Costs(rows, base, exact, offence.is_share))
    return pd.DataFrame(
        {
            "employee": rows["employee"].to_numpy(),
            "date": rows["date"].to_numpy(),
            "rule": same_text(offence.rule, len(rows)),
            "event": rows["event"].array,
            "clause": same_text(rule.clause, len(rows)),
            "occurrence": rows["number"].to_numpy(),
            "quantity": text_series(_quantity(rows, offence)),
            "amount": -round_half_up(*exact).astype(np.int64),
            "action": same_text("", len(rows)),
            "version": rows["version"].to_numpy(),
            "evidence": rows["evidence"].array,
            "explanation_zh": text_series(explanation[0]),
            "explanation_en": text_series(explanation[1]),
            "missed": rows["missed"].to_numpy() if offence.is_share else 0,
            "scheduled": rows["day_minutes"].to_numpy() if offence.is_share else 0,
        }
    )


def _quantity(rows: pd.DataFrame, offence: Offence) -> pa.Array:
    """Return the minutes, the share of the day (to four places), or nothing."""
    if offence.minutes:
        return numbers(rows["minutes"].to_numpy())
    if offence.is_share:
        missed, scheduled = share_of_day(rows)
        return text_of(round_half_up(10000 * missed, scheduled).astype(np.int64), lambda share: f"{share / 10000:g}")
    return pa.array([""] * len(rows), type_of_text)


def _tiers(rows: pd.DataFrame, rules: list[OccurrenceRule | None]) -> npt.NDArray[np.int64]:
    """Return the position of each occurrence's tier, -1 where none applies."""
    tier = np.full(len(rows), -1, np.int64)
    version = rows["version"].to_numpy()
    pricing, minutes = rows["pricing"].to_numpy(), rows["minutes"].to_numpy()
    for index, rule in enumerate(rules):
        for position, step in enumerate(rule.tiers if rule else ()):  # the last one that applies is the highest
            applies = (version == index) & (pricing >= step.from_occurrence) & (minutes >= step.from_minutes)
            tier[applies] = position
    return tier
