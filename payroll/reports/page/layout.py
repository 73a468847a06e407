"""Which columns of each table the page shows in a row, which ones it unfolds, and by which ones it filters."""

from __future__ import annotations

from dataclasses import dataclass

from payroll.reports.columns import (
    ADJUSTMENTS,
    ATTENDANCE,
    CARRIED,
    CLOCK_DIFFERENCES,
    LAW,
    LEDGER,
    PROBLEMS,
    SOURCES,
    SWAPS,
    ReportTable,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """One table of the page.

    ``shown`` are the columns of a row, in their order; the others are unfolded below it. ``spared`` are those
    of them that a narrow screen unfolds, too. ``filters`` are the columns that people choose a value of.
    """

    table: ReportTable
    shown: tuple[str, ...]
    filters: tuple[str, ...]
    spared: tuple[str, ...] = ()


_PERSON = ("employee_id", "name", "store")

LAYOUTS = (
    Layout(
        ADJUSTMENTS,
        (
            *(*_PERSON, "total", "base_wage", "wage_parts", "lateness", "early_departure", "absence", "missing_punch"),
            *("swaps", "handover", "complaints", "incidents", "additions", "guard", "corrections", "waivers"),
            *("late_count", "swap_count", "actions"),
        ),
        ("store", "actions"),
        (
            *("employee_id", "store", "base_wage", "wage_parts", "lateness", "early_departure", "absence"),
            *("missing_punch", "swaps", "handover", "complaints", "incidents", "additions", "guard", "corrections"),
            *("waivers", "late_count", "swap_count", "actions"),
        ),
    ),
    Layout(
        LEDGER,
        ("date", *_PERSON, "rule", "occurrence", "amount", "kind", "action", "law"),
        ("store", "rule", "kind", "action", "law"),
        ("employee_id", "store", "occurrence", "kind", "action", "law"),
    ),
    Layout(
        ATTENDANCE,
        (
            *("date", *_PERSON, "shift", "start", "end", "arrival", "departure"),
            *("late_minutes", "early_minutes", "verdict"),
        ),
        ("store", "verdict"),
        ("employee_id", "store", "shift", "end", "departure", "late_minutes", "early_minutes"),
    ),
    Layout(SWAPS, (*_PERSON, "used", "pending", "limit", "remaining"), ("store",), ("employee_id", "store")),
    Layout(
        LAW,
        ("date", "employee_id", "name", "rule", "kind", "asked", "allowed", "cut", "status"),
        ("rule", "kind", "status"),
        ("employee_id", "kind", "asked", "allowed"),
    ),
    Layout(CARRIED, ("date", "employee_id", "amount", "clause", "period"), ()),
    Layout(
        CLOCK_DIFFERENCES,
        ("date", *_PERSON, "reason", "clock_result", "verdict"),
        ("store", "reason"),
        ("employee_id", "store", "clock_result", "verdict"),
    ),
    Layout(
        PROBLEMS,
        ("severity", "code", "file", "row", "message"),
        ("severity", "code", "file"),
        ("code", "file", "row"),
    ),
    Layout(
        SOURCES,
        ("file", "table", "format", "rows", "used", "duplicate", "out_of_scope", "set_aside"),
        ("table",),
        ("table", "format", "used", "duplicate", "out_of_scope", "set_aside"),
    ),
)
"""The tables in the order of their tabs."""
