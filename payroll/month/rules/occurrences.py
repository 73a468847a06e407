"""Counted offences: numbered in the period, priced by tiers (rules, section 5).

Lateness, early departure, absence and missing punches share this form. Each of them is a module of
its own that says which shifts are occurrences and how to tell about them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.language import Text
from payroll.money import PAID_DAYS_PER_MONTH, round_half_up
from payroll.month.attendance import NO_PUNCH, Attendance
from payroll.month.context import Month, records
from payroll.month.entries import evidence, no_entries, place, place_of, shift_event, text_series
from payroll.month.words import (
    TextColumn,
    amounts,
    choose,
    clause_text,
    clocks,
    days,
    decimal_text,
    ends,
    fill,
    numbers,
    text_of,
    texts,
    type_of_text,
)
from payroll.policy.model import OccurrenceRule, Price, Rules

Exact = tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]
"""Fractions as numerators and denominators: columns of Python integers, which cannot overflow."""


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
    single = rows.assign(
        minutes=rows[offence.minutes].to_numpy() if offence.minutes else np.zeros(len(rows), np.int32),
        missed=rows["left"],
        event=text_series(shift_event(rows["date"].to_numpy(), rows["nth"].to_numpy())).array,
        merged=np.ones(len(rows), np.int32),
        evidence=text_series(_evidence(month, attendance, rows, offence)).array,
    )
    daily = by_day[rows["version"].to_numpy()]
    if not daily.any():
        return single
    dates = text_series(days(rows["date"].to_numpy())).to_numpy()
    single["event"] = pd.array(np.where(daily, dates, single["event"]), dtype="str")
    return _with_merged_days(single, daily)


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
    parts = [place(month, rows["file"].to_numpy(), rows["row"].to_numpy())]
    calendar = rows["file"].to_numpy() < 0
    if calendar.any():
        files = np.array([version.file for version in month.policies.versions] + [""], object)
        parts.append(choose(calendar, texts(files[rows["version"].to_numpy()]), ""))
    moved = rows["swap"].to_numpy()
    if (moved >= 0).any():
        parts.append(_place_in(month, month.tables.swaps, moved))
    if attendance.leave:
        parts.append(texts(_leave_evidence(month, attendance, rows)))
    parts.extend(_place_in(month, month.tables.punches, rows[punch].to_numpy()) for punch in offence.punches)
    return evidence(parts)


def _place_in(month: Month, table: pd.DataFrame, position: npt.NDArray[np.int32]) -> pa.Array:
    stated = position != NO_PUNCH
    at = np.where(stated, position, 0)
    file = table["file"].to_numpy()[at] if len(table) else np.zeros(len(position), np.int32)
    row = table["row"].to_numpy()[at] if len(table) else file
    return place(month, np.where(stated, file, -1), row)


def _leave_evidence(month: Month, attendance: Attendance, rows: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Return where the leave stands that touches each shift; most have none."""
    positions = rows.index.to_numpy()
    found = np.full(len(rows), "", object)
    for index in np.flatnonzero(np.isin(positions, list(attendance.leave))).tolist():
        leave = records(month.tables.leave.loc[attendance.leave[positions[index]]])
        found[index] = "; ".join(sorted(place_of(month, row) for row in leave))
    return found


def _numbered(rows: pd.DataFrame, rules: list[OccurrenceRule | None]) -> pd.DataFrame:
    """Add each occurrence's number in the period, how many there are, and the number that prices it."""
    grouped = rows.groupby("employee", sort=False)["date"]
    number = grouped.cumcount().to_numpy() + 1
    total = grouped.transform("size").to_numpy()
    counts_all = np.array([rule is not None and rule.counting == "all" for rule in rules] + [False])
    charged = np.array([rule is not None for rule in rules] + [False])[rows["version"].to_numpy()]
    pricing = np.where(counts_all[rows["version"].to_numpy()], total, number)
    numbered = rows.assign(number=number.astype(np.int32), total=total, pricing=pricing)
    return numbered.iloc[np.flatnonzero(charged)]


def _priced(month: Month, rows: pd.DataFrame, offence: Offence, rules: list[OccurrenceRule | None]) -> pd.DataFrame:
    """Return the entries: for each version and tier, price and explanation of its occurrences."""
    tier = _tiers(rows, rules)
    employee, date = rows["employee"].to_numpy(), rows["date"].to_numpy()
    base = month.facts.base_wage(employee, date)
    amount = np.zeros(len(rows), np.int64)
    zh, en = np.full(len(rows), "", object), np.full(len(rows), "", object)
    clause = np.full(len(rows), "", object)
    facts = _fact_columns(month, rows)
    version = rows["version"].to_numpy()
    for index, position in sorted(set(zip(version.tolist(), tier.tolist(), strict=True))):
        rule = rules[index]
        assert rule is not None  # occurrences of a version without the rule are left out above
        group = np.flatnonzero((version == index) & (tier == position))
        price = rule.tiers[position].price if position >= 0 else Price()
        of_tier = rows.iloc[group]
        exact = price_of(price, base[group], share=_shares(of_tier) if offence.is_share else None)
        amount[group] = round_half_up(*exact)
        clause[group] = rule.clause
        columns = _taken(facts, group) | _price_columns(month, price, base[group], exact)
        told = _explanations(offence, rule, price, columns, of_tier)
        zh[group], en[group] = told
    return _frame(rows, offence, amount, clause, (zh, en))


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


def _shares(rows: pd.DataFrame) -> Exact:
    """Return the share of the day that each occurrence takes: minutes missed of those scheduled."""
    return rows["missed"].to_numpy(object), rows["day_minutes"].to_numpy(object)


def price_of(price: Price, base: npt.NDArray[np.int64], share: Exact | None = None) -> Exact:
    """Return the exact price for each base wage, in minor units.

    A daily wage is base wage ÷ 21.75, times the share of the day if that is given.
    """
    wage, one = base.astype(object), np.ones(len(base), object)
    if price.percent_of_base is not None:
        rate = Fraction(price.percent_of_base) / 100
        return wage * rate.numerator, one * rate.denominator
    if price.daily_wages is not None:
        paid_days, hundred = PAID_DAYS_PER_MONTH
        rate = Fraction(price.daily_wages) * hundred / paid_days
        missed, scheduled = share or (one, one)
        return wage * rate.numerator * missed, rate.denominator * scheduled
    return one * (price.amount or 0), one


_TIMES = Text("{date} 班次 {start}–{end}{swap}", "{date} shift {start}–{end}{swap}")
_NUMBER = Text("；本月第 {number} 次", "; no. {number} this month")
_NUMBER_OF_ALL = Text(
    "；本月第 {number} 次，共 {total} 次，每次都按第 {total} 次的标准",
    "; no. {number} of {total} this month, each priced as no. {total}",
)
_PERCENT = Text("，按 {rate}：{base} × {rate} {equals} {amount}", ", at {rate}: {base} × {rate} {equals} {amount}")
_DAILY = Text(
    "，按日工资 × {rate}：{base} ÷ 21.75 × {rate}{share} {equals} {amount}",
    ", at daily wage × {rate}: {base} ÷ 21.75 × {rate}{share} {equals} {amount}",
)
_AMOUNT = Text("，每次 {amount}", ", {amount} each")
_NOTHING = Text("，不扣款", ", no charge")


def price_text(price: Price) -> Text:
    """Return the template that tells the arithmetic of a price."""
    if price.percent_of_base is not None:
        return _PERCENT
    if price.daily_wages is not None:
        return _DAILY
    return _AMOUNT if price.amount else _NOTHING


def _explanations(
    offence: Offence, rule: OccurrenceRule, price: Price, columns: Mapping[str, TextColumn], rows: pd.DataFrame
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Return why each occurrence of one version and tier costs what it costs, in both languages."""
    number = _NUMBER_OF_ALL if rule.counting == "all" else _NUMBER
    clause = clause_text(rule.clause)
    zh = _TIMES.zh + offence.fact.zh + number.zh + price_text(price).zh + clause.zh
    en = _TIMES.en + offence.fact.en + number.en + price_text(price).en + clause.en
    counted = dict(columns) | {
        "number": numbers(rows["number"].to_numpy()),
        "total": numbers(rows["total"].to_numpy()),
        "share": _share_text(rows) if offence.is_share else "",
    }
    told = []
    for template, language in ((zh, "zh"), (en, "en")):
        words = {name.removesuffix(f"_{language}"): column for name, column in counted.items()}
        told.append(fill(template, words, len(rows)).to_numpy(zero_copy_only=False))
    return told[0], told[1]


def _share_text(rows: pd.DataFrame) -> pa.Array:
    """Return `` × 240/450`` for part of a day, nothing for a whole one."""
    missed, whole = rows["missed"].to_numpy(), rows["day_minutes"].to_numpy()
    part = fill(" × {missed}/{whole}", {"missed": numbers(missed), "whole": numbers(whole)}, len(rows))
    return choose(missed < whole, part, "")


def _fact_columns(month: Month, rows: pd.DataFrame) -> dict[str, TextColumn]:
    """Return the columns that tell what happened; names that end in ``_zh`` or ``_en`` are for one language."""
    date = rows["date"].to_numpy()
    later_start = (rows["expected_start"] > rows["start"]).to_numpy()
    earlier_end = (rows["expected_end"] < rows["end"]).to_numpy()
    expected_start = clocks(rows["expected_start"].to_numpy())
    expected_end = ends(rows["expected_end"].to_numpy(), date)
    arrived = rows["arrival"].to_numpy()
    left = rows["departure"].to_numpy()
    merged = rows["merged"].to_numpy()
    several = {"count": numbers(merged)}
    columns: dict[str, TextColumn] = {
        "date": days(date),
        "start": clocks(rows["start"].to_numpy()),
        "end": ends(rows["end"].to_numpy(), date),
        "arrival": clocks(arrived),
        "departure": clocks(left),
        "minutes": numbers(rows["minutes"].to_numpy()),
        "missed": numbers(rows["missed"].to_numpy()),
        "scheduled": numbers(rows["day_minutes"].to_numpy()),
    }
    for language, start_text, end_text, merged_text in (
        ("zh", "（请假后应 {time} 到岗）", "（请假后应 {time} 离岗）", "（当日 {count} 个班次合计为一次）"),
        (
            "en",
            " (expected at {time} after leave)",
            " (expected until {time} before leave)",
            " ({count} shifts of the day count as one)",
        ),
    ):
        columns[f"expected_start_{language}"] = choose(
            later_start, fill(start_text, {"time": expected_start}, len(rows)), ""
        )
        columns[f"expected_end_{language}"] = choose(earlier_end, fill(end_text, {"time": expected_end}, len(rows)), "")
        columns[f"merged_{language}"] = choose(merged > 1, fill(merged_text, several, len(rows)), "")
        columns[f"swap_{language}"] = _swap_text(month, rows, language)
        columns[f"missing_{language}"] = _missing_text(rows, language)
    return columns


def _swap_text(month: Month, rows: pd.DataFrame, language: str) -> TextColumn:
    moved = rows["swap"].to_numpy()
    if not (moved >= 0).any():
        return ""
    ids = month.tables.swaps["swap_id"].to_numpy(object)[np.maximum(moved, 0)]
    owner = month.tables.employees["employee_id"].to_numpy(object)[rows["owner"].to_numpy()]
    template = "（换班 {swap}，原为 {owner} 的班）" if language == "zh" else " (swap {swap}, was {owner}'s)"
    return choose(moved >= 0, fill(template, {"swap": texts(ids), "owner": texts(owner)}, len(rows)), "")


def _missing_text(rows: pd.DataFrame, language: str) -> pa.Array:
    came = rows["arrival_punch"].to_numpy() != NO_PUNCH
    out, into = ("缺下班卡", "缺上班卡") if language == "zh" else ("no punch at the end", "no punch at the start")
    return choose(came, out, into)


def _price_columns(
    month: Month,
    price: Price,
    base: npt.NDArray[np.int64],
    exact: Exact,
) -> dict[str, TextColumn]:
    places = month.places
    rate = ""
    if price.percent_of_base is not None:
        rate = f"{decimal_text(price.percent_of_base)}%"
    elif price.daily_wages is not None:
        rate = decimal_text(price.daily_wages)
    numerator, denominator = exact
    whole = numerator % denominator == 0
    return {
        "base": amounts(base, places),
        "rate": rate,
        "amount": amounts(round_half_up(numerator, denominator).astype(np.int64), places),
        "equals": choose(whole.astype(bool), "=", "≈"),
    }


def _taken(columns: Mapping[str, TextColumn], rows: npt.NDArray[np.int64]) -> dict[str, TextColumn]:
    index = pa.array(rows)
    return {name: column if isinstance(column, str) else column.take(index) for name, column in columns.items()}


def _frame(
    rows: pd.DataFrame,
    offence: Offence,
    amount: npt.NDArray[np.int64],
    clause: npt.NDArray[np.object_],
    told: tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]],
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "employee": rows["employee"].to_numpy(),
            "date": rows["date"].to_numpy(),
            "rule": offence.rule,
            "event": rows["event"].array,
            "clause": pd.array(clause, dtype="str"),
            "occurrence": rows["number"].to_numpy(),
            "quantity": pd.array(_quantity(rows, offence), dtype="str"),
            "amount": -amount,
            "action": "",
            "version": rows["version"].to_numpy(),
            "evidence": rows["evidence"].array,
            "explanation_zh": pd.array(told[0], dtype="str"),
            "explanation_en": pd.array(told[1], dtype="str"),
            "missed": rows["missed"].to_numpy() if offence.is_share else 0,
            "scheduled": rows["day_minutes"].to_numpy() if offence.is_share else 0,
        }
    )


def _quantity(rows: pd.DataFrame, offence: Offence) -> pa.Array:
    """Return the minutes, the share of the day (to four places), or nothing."""
    if offence.minutes:
        return numbers(rows["minutes"].to_numpy())
    if offence.is_share:
        missed, scheduled = _shares(rows)
        return text_of(round_half_up(10000 * missed, scheduled).astype(np.int64), lambda share: f"{share / 10000:g}")
    return pa.array([""] * len(rows), type_of_text)
