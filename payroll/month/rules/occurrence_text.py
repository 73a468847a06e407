"""Why an occurrence costs what it costs, in both languages: what happened, which number it is, the arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import Formatter

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.language import EMPTY, LANGUAGES, Text
from payroll.money import decimal_text, round_half_up
from payroll.month.attendance import MISSING_IN, MISSING_OUT, NO_PUNCH
from payroll.month.context import Month
from payroll.month.corrected_shifts import CHARGED_CORRECTION
from payroll.month.rules.prices import Exact
from payroll.month.words import (
    Both,
    TextColumn,
    amounts,
    choose,
    clause_text,
    clocks,
    days,
    ends,
    fill,
    in_one,
    numbers,
    scattered,
    text_of,
    texts,
)
from payroll.policy.model import OccurrenceRule, Price

ON_SHIFT = Text.template("{date} shift {start}–{end}{swap}")
_NUMBER = Text.template("; no. {number} this month")
_NUMBER_OF_ALL = Text.template("; no. {number} of {total} this month, each priced as no. {total}")
_PERCENT = Text.template(", at {rate}: {base} × {rate} {equals} {amount}")
_DAILY = Text.template(", at daily wage × {rate}: {base} ÷ 21.75 × {rate}{share} {equals} {amount}")
_HOURLY = Text.template(", at hourly wage × {rate}: {base} ÷ 21.75 ÷ {hours} × {length}/60 × {rate} {equals} {amount}")
_AMOUNT = Text.template(", {amount} charged")
_NOTHING = Text.of(", no charge")
_LATER_START = Text.template(" (expected at {time} after leave)")
_EARLIER_END = Text.template(" (expected until {time} before leave)")
_MERGED = Text.template(" ({count} shifts of the day count as one)")
_SWAPPED = Text.template(" (swap {swap}, was {owner}'s)")
_CORRECTED = Text.template(" (the clock wrote {written}, corrected by {minutes} min)")
_NO_DEPARTURE = Text.of("no punch at the end")
_NO_ARRIVAL = Text.of("no punch at the start")
_CORRECTED_SHIFT = Text.template("a corrected punch (corrected shift no. {number} this month)")


@dataclass(frozen=True, slots=True)
class Costs:
    """Occurrences that share one price: their rows, base wages, exact prices, and whether a share of a day counts.

    ``words`` are what their template may name beside ``FACTS``.
    """

    rows: pd.DataFrame
    base: npt.NDArray[np.int64]
    exact: Exact
    is_share: bool
    words: Mapping[str, Fact] = field(default_factory=dict)


def explain(month: Month, told: Text, rule: OccurrenceRule, price: Price, costs: Costs) -> tuple[pa.Array, pa.Array]:
    """Return the Chinese and the English explanation of each occurrence.

    ``told`` is the template of where and what it was; it may name any key of ``FACTS`` and of ``costs.words``.
    """
    number = _NUMBER_OF_ALL if rule.counting == "all" else _NUMBER
    clause = Text(*(text.replace("{", "{{").replace("}", "}}") for text in clause_text(rule.clause)))
    template = EMPTY.join((told, number, price_text(price), clause))
    words: dict[str, TextColumn | Both] = {**_arithmetic(month, price, costs)}
    stated = _names(template.zh) | _names(template.en)
    known = {**FACTS, **costs.words}
    words |= {name: known[name](month, costs.rows) for name in stated - set(words)}
    zh, en = (fill(template.to(to), in_one(words, to), len(costs.rows)) for to in LANGUAGES)
    return zh, en


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def price_text(price: Price) -> Text:
    """Return the template that tells the arithmetic of a price."""
    if price.percent_of_base is not None:
        return _PERCENT
    if price.daily_wages is not None:
        return _DAILY
    if price.hourly_wages is not None:
        return _HOURLY
    return _AMOUNT if price.amount else _NOTHING


def _arithmetic(month: Month, price: Price, costs: Costs) -> dict[str, TextColumn]:
    rate = ""
    if price.percent_of_base is not None:
        rate = f"{decimal_text(price.percent_of_base)}%"
    elif price.daily_wages is not None:
        rate = decimal_text(price.daily_wages)
    elif price.hourly_wages is not None:
        rate = decimal_text(price.hourly_wages)
    numerator, denominator = costs.exact
    whole = (numerator % denominator == 0).astype(bool)
    return {
        "base": amounts(costs.base, month.places),
        "rate": rate,
        "share": _share(costs.rows) if costs.is_share else "",
        "amount": amounts(round_half_up(numerator, denominator).astype(np.int64), month.places),
        "equals": choose(whole, "=", "≈"),
        **(_hours(month, costs) if price.hourly_wages is not None else {}),
    }


def length_of(*, is_share: bool) -> str:
    """Return the column of the minutes that an occurrence lasted: of an absence those that were missed."""
    return "missed" if is_share else "minutes"


def _hours(month: Month, costs: Costs) -> dict[str, TextColumn]:
    hours = month.facts.rules(int(costs.rows["version"].iloc[0])).hours_per_day
    return {
        "hours": decimal_text(hours),
        "length": numbers(costs.rows[length_of(is_share=costs.is_share)].to_numpy()),
    }


def _share(rows: pd.DataFrame) -> TextColumn:
    """Return `` × 240/450`` for part of a day, nothing for a whole one."""
    missed, whole = rows["missed"].to_numpy(), rows["day_minutes"].to_numpy()
    part = np.flatnonzero(missed < whole)
    columns = {"missed": numbers(missed[part]), "whole": numbers(whole[part])}
    return scattered(fill(" × {missed}/{whole}", columns, len(part)), part, len(rows))


def _column(name: str, to_text: Callable[[npt.NDArray[np.integer]], pa.Array]) -> Fact:
    return lambda _month, rows: _same(to_text(rows[name].to_numpy()))


def _tap(name: str) -> Fact:
    """Return the fact of an arrival or a departure: its time of day, and what its clock wrote if that was corrected."""

    def fact(month: Month, rows: pd.DataFrame) -> Both:
        times = clocks(rows[name].to_numpy())
        corrections = month.tables.clock_corrections
        if corrections.empty:
            return times, times
        which = corrections_of(month, rows[f"{name}_punch"].to_numpy())
        at = np.flatnonzero(which >= 0)
        minutes = corrections["minutes"].to_numpy()[which[at]]
        words = {"minutes": text_of(minutes, "{:+d}".format), "written": clocks(rows[name].to_numpy()[at] - minutes)}
        zh, en = _where(at, len(rows), _CORRECTED, words)
        zh, en = (fill("{time}{note}", {"time": times, "note": note}, len(rows)) for note in (zh, en))
        return zh, en

    return fact


def corrections_of(month: Month, punch: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return the position of the correction that moved each punch, -1 where none did or there is no punch."""
    moved = month.tables.punches["correction"].to_numpy()
    if not len(moved):
        return np.full(len(punch), -1, np.int32)
    return np.where(punch != NO_PUNCH, moved[np.maximum(punch, 0)], -1).astype(np.int32)


def _same(column: TextColumn) -> Both:
    return column, column


def _where(rows: npt.NDArray[np.intp], length: int, template: Text, columns: Mapping[str, TextColumn]) -> Both:
    """Return the filled template in the given rows, nothing in the others; ``columns`` are those of the rows."""
    zh, en = (scattered(fill(template.to(to), columns, len(rows)), rows, length) for to in LANGUAGES)
    return zh, en


def _end(_month: Month, rows: pd.DataFrame) -> Both:
    return _same(ends(rows["end"].to_numpy(), rows["date"].to_numpy()))


def _expected_start(_month: Month, rows: pd.DataFrame) -> Both:
    start = rows["expected_start"].to_numpy()
    later = np.flatnonzero(start > rows["start"].to_numpy())
    return _where(later, len(rows), _LATER_START, {"time": clocks(start[later])})


def _expected_end(_month: Month, rows: pd.DataFrame) -> Both:
    end = rows["expected_end"].to_numpy()
    earlier = np.flatnonzero(end < rows["end"].to_numpy())
    until = ends(end[earlier], rows["date"].to_numpy()[earlier])
    return _where(earlier, len(rows), _EARLIER_END, {"time": until})


def _merged(_month: Month, rows: pd.DataFrame) -> Both:
    merged = rows["merged"].to_numpy()
    several = np.flatnonzero(merged > 1)
    return _where(several, len(rows), _MERGED, {"count": numbers(merged[several])})


def _swap(month: Month, rows: pd.DataFrame) -> Both:
    swap = rows["swap"].to_numpy()
    moved = np.flatnonzero(swap >= 0)
    ids = month.tables.swaps["swap_id"].to_numpy(object)[swap[moved]]
    owner = month.tables.employees["employee_id"].array.take(rows["owner"].to_numpy()[moved])
    words = {"swap": texts(ids), "owner": texts(np.asarray(owner, object))}
    return _where(moved, len(rows), _SWAPPED, words)


def _missing(_month: Month, rows: pd.DataFrame) -> Both:
    verdict = rows["verdict"].to_numpy()
    no_departure, missing = (verdict & MISSING_OUT) > 0, (verdict & (MISSING_IN | MISSING_OUT)) > 0
    zh, en = (choose(no_departure, _NO_DEPARTURE.to(to), _NO_ARRIVAL.to(to)) for to in LANGUAGES)
    if missing.all():
        return zh, en
    number = {"number": numbers(rows[CHARGED_CORRECTION].to_numpy())}
    zh, en = (
        choose(missing, text, fill(_CORRECTED_SHIFT.to(to), number, len(rows)))
        for text, to in zip((zh, en), LANGUAGES, strict=True)
    )
    return zh, en


Fact = Callable[[Month, pd.DataFrame], Both]
FACTS: Mapping[str, Fact] = {
    "date": _column("date", days),
    "start": _column("start", clocks),
    "end": _end,
    "swap": _swap,
    "arrival": _tap("arrival"),
    "departure": _tap("departure"),
    "expected_start": _expected_start,
    "expected_end": _expected_end,
    "minutes": _column("minutes", numbers),
    "missed": _column("missed", numbers),
    "scheduled": _column("day_minutes", numbers),
    "missing": _missing,
    "merged": _merged,
    "number": _column("number", numbers),
    "total": _column("total", numbers),
}
"""What a template of a fact may name, each from the rows of the occurrences."""
