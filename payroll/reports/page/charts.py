"""The charts of the page: bars with a length, a label and a sentence; how they are drawn is for the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from payroll.language import Language, Text
from payroll.local_forms import short_weekday
from payroll.period import MINUTES_PER_DAY, NO_DAY, clock
from payroll.reports.page.overview import money
from payroll.reports.result import MonthReport
from payroll.reports.words import rule_word

MOST_BARS = 12
_MINUTES_OF_BAR = (5, 10, 15, 30, 60, 120)
_MOST_TIMES = 16
"""Bars of the arrivals: as short times as give no more bars than this."""
_THURSDAY = 3
"""The weekday of 1970-01-01, counted from Monday."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``share`` of the longest one in percent; ``choice`` is what the ledger's filter is set to by it."""

    label: str
    value: str
    note: str
    share: float
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart; ``column`` is the column of the ledger that its bars choose a value of ("": they choose nothing).

    ``headings`` are those of the same figures as a table: label, value, note.
    """

    name: str
    title: str
    headings: tuple[str, str, str]
    bars: tuple[Bar, ...]
    upright: bool = False
    column: str = ""


def charts(report: MonthReport) -> list[Chart]:
    """Return the charts that have anything to show."""
    charges = report.ledger[(report.ledger["kind"].astype("str") == "charge").to_numpy()]
    found = [_by_rule(report, charges), _by_store(report, charges), _by_weekday(report, charges), _arrivals(report)]
    return [chart for chart in found if chart.bars]


def _by_rule(report: MonthReport, charges: pd.DataFrame) -> Chart:
    named = charges["rule"].map(lambda rule: rule_word(str(rule), report.language)).astype("str")
    title = Text.of("Deductions by rule").to(report.language)
    headings = _headings(Text.of("Rule"), report)
    return Chart("rule", title, headings, _largest_first(report, charges, named), column="rule")


def _by_store(report: MonthReport, charges: pd.DataFrame) -> Chart:
    named = charges["store"].astype("str")
    title = Text.of("Deductions by store").to(report.language)
    bars = _largest_first(report, charges, named) if named.nunique() > 1 else ()
    return Chart("store", title, _headings(Text.of("Store"), report), bars, column="store")


def _by_weekday(report: MonthReport, charges: pd.DataFrame) -> Chart:
    weekday = (charges["date"].to_numpy() + _THURSDAY) % 7
    amounts = charges["amount"].groupby(weekday).sum().reindex(range(7), fill_value=0)
    names = [short_weekday(day, report.language) for day in range(7)]
    bars = _bars(report, names, amounts.tolist(), np.bincount(weekday, minlength=7).tolist()) if len(charges) else ()
    title = Text.of("Deductions by weekday").to(report.language)
    return Chart("weekday", title, _headings(Text.of("Weekday"), report), bars, upright=True)


def _arrivals(report: MonthReport) -> Chart:
    """Return how many came late at which time of the day, and by how many minutes in the mean."""
    language, shifts = report.language, report.attendance
    late = shifts[((shifts["late_minutes"] > 0) & (shifts["arrival"] != NO_DAY)).to_numpy()]
    headings = (Text.within("chart", "Arrival"), Text.of("Late shifts"), Text.of("Mean lateness"))
    time, number, mean = (heading.to(language) for heading in headings)
    title = Text.of("Late shifts by time of arrival").to(language)
    return Chart("arrival", title, (time, number, mean), _times_of_day(late, language), upright=True)


def _times_of_day(late: pd.DataFrame, language: Language) -> tuple[Bar, ...]:
    """Return a bar for each stretch of time from the first arrival to the last."""
    if late.empty:
        return ()
    times = late["arrival"].to_numpy() % MINUTES_PER_DAY
    width = next(
        minutes for minutes in _MINUTES_OF_BAR if times.max() // minutes - times.min() // minutes < _MOST_TIMES
    )
    first = int(times.min() // width)
    slots = times // width - first
    counts = np.bincount(slots).tolist()
    minutes = np.bincount(slots, late["late_minutes"]).tolist()
    longest = max(counts)
    return tuple(
        Bar(
            _from_to((first + slot) * width, width, language),
            f"{count:,}",
            _mean(count, total, language),
            100 * count / longest,
        )
        for slot, (count, total) in enumerate(zip(counts, minutes, strict=True))
    )


def _from_to(begin: int, minutes: int, language: Language) -> str:
    first, last = clock(begin), clock(begin + minutes - 1)
    return Text.of("{first}–{last}", first=first, last=last).to(language)


def _mean(count: int, minutes: float, language: Language) -> str:
    if not count:
        return ""
    mean = f"{minutes / count:.0f}"
    return Text.of("{mean} min", mean=mean).to(language)


def _largest_first(report: MonthReport, charges: pd.DataFrame, named: pd.Series) -> tuple[Bar, ...]:
    """Return a bar for each name, the largest deductions first; the smallest of many together, without a length."""
    if charges.empty:
        return ()
    sums = charges["amount"].groupby(named).agg(["sum", "size"])
    sums = sums.sort_index().sort_values("sum", kind="stable")
    first, rest = sums.iloc[:MOST_BARS], sums.iloc[MOST_BARS:]
    bars = _bars(report, first.index.tolist(), first["sum"].tolist(), first["size"].tolist())
    if rest.empty:
        return bars
    amount, lines = money(-int(rest["sum"].sum()), report.places), _lines(int(rest["size"].sum()), report.language)
    return (*bars, Bar(Text.of("{count} others", count=len(rest)).to(report.language), amount, lines, 0))


def _bars(report: MonthReport, names: Sequence[str], amounts: Sequence[int], lines: Sequence[int]) -> tuple[Bar, ...]:
    longest = max(abs(amount) for amount in amounts) or 1
    return tuple(
        Bar(name, money(-amount, report.places), _lines(count, report.language), 100 * abs(amount) / longest, name)
        for name, amount, count in zip(names, amounts, lines, strict=True)
    )


def _lines(count: int, language: Language) -> str:
    if count == 1:
        return Text.of("1 line").to(language)
    return Text.of("{count:,} lines", count=count).to(language)


def _headings(what: Text, report: MonthReport) -> tuple[str, str, str]:
    amount = Text.of("Deductions ({currency})", currency=report.currency)
    lines = Text.of("Lines")
    return what.to(report.language), amount.to(report.language), lines.to(report.language)
