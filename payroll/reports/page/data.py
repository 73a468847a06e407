"""The tables as the page carries them: by columns, a text that stands in many rows written once."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from typing import Any, TypeAlias, TypedDict

import pandas as pd
import pyarrow as pa

from payroll.language import EMPTY, Language, Text
from payroll.period import NO_DAY
from payroll.reports.columns import ATTENDANCE, LEDGER, ReportColumn, ReportTable
from payroll.reports.page.layout import LAYOUTS, Layout
from payroll.reports.result import MonthReport
from payroll.reports.text_columns import text_column

MOST_LINES = 100_000
"""Ledger lines in a page; a browser that has to hold more is no pleasure."""
MOST_SHIFTS = 40_000
"""Shifts in a page; of a month with more only those that are not in order are carried, if they are not more."""

_ALWAYS = frozenset({"amount", "total", "name"})
_SAYS_NOTHING = frozenset({"", None, "not-checked"})
Evidence = Sequence[tuple[str, pd.DataFrame]]
"""Rows of files that were read: the file (``file[sheet]``), and a frame of texts with the rows' numbers as index."""


PageColumn: TypeAlias = dict[str, Any]
"""``name``, ``heading``, ``kind``; ``values`` of the rows, or ``texts`` and for each row its position ``at`` in them.

A column that is shown in the row has ``shown``, ``spared`` (not on a narrow screen), ``filter`` and ``summed``;
``empty`` is what stands in an empty cell.
"""


class PageTable(TypedDict):
    """One table with its rows; ``cut`` says in a sentence what of it the page does not carry."""

    name: str
    title: str
    note: str
    nothing: str
    rows: int
    cut: str
    columns: list[PageColumn]


class PageRows(TypedDict):
    """Rows of a file that lines rest on: ``rows`` are their numbers."""

    place: str
    rows: list[int]
    columns: list[PageColumn]


def page_tables(report: MonthReport) -> list[PageTable]:
    """Return the tables of the month in the order of their tabs, without those that the month does not have."""
    there = {table.name for table in report.tables}
    return [_page_table(report, layout) for layout in LAYOUTS if layout.table.name in there]


def page_rows(evidence: Evidence) -> list[PageRows]:
    """Return rows of the files that were read in the form of the page."""
    return [
        PageRows(
            place=place,
            rows=frame.index.tolist(),
            columns=[
                {"name": "", "heading": str(heading), "kind": "text"} | _texts(frame.iloc[:, number])
                for number, heading in enumerate(frame.columns)
            ],
        )
        for place, frame in evidence
    ]


def as_json(value: object) -> str:
    """Return JSON that can stand in a script element: nothing in it ends the element or begins a comment."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def packed(text: str) -> str:
    """Return a text compressed (zlib), as base64: the page of a large month would be too big for a mail."""
    return base64.b64encode(zlib.compress(text.encode(), 6)).decode("ascii")


def _page_table(report: MonthReport, layout: Layout) -> PageTable:
    frame, cut = _rows_of(report, layout.table)
    table, language = layout.table.of(frame), report.language
    by_name = {column.name: column for column in table.sheet_columns(language)}
    shown = [name for name in layout.shown if name in by_name and _is_worth_a_column(name, by_name[name], frame)]
    names = [*shown, *(name for name in by_name if name not in shown)]
    return PageTable(
        name=table.name,
        title=table.sheet.to(language),
        note=table.note.to(language),
        nothing=table.nothing.to(language),
        rows=len(frame),
        cut=cut.to(language),
        columns=[_page_column(by_name[name], frame, layout, language, shown=name in shown) for name in names],
    )


def _rows_of(report: MonthReport, table: ReportTable) -> tuple[pd.DataFrame, Text]:
    """Return the rows that the page carries, and what it says of the others."""
    frame = report.sheet_frame(table)
    if table is LEDGER and len(frame) > MOST_LINES:
        return frame.iloc[:MOST_LINES], Text.of(
            "The ledger has {count:,} lines; this page holds the first {most_lines:,}. All are in {file}.",
            count=len(frame),
            most_lines=MOST_LINES,
            file=table.file,
        )
    if table is ATTENDANCE and len(frame) > MOST_SHIFTS:
        odd = frame[(frame["verdict"] != "ok").to_numpy()]
        kept = odd if len(odd) <= MOST_SHIFTS else odd.iloc[:0]
        return kept, _cut_shifts(len(frame), len(odd))
    return frame, EMPTY


def _cut_shifts(shifts: int, odd: int) -> Text:
    if odd <= MOST_SHIFTS:
        return Text.of(
            "The month has {shifts:,} shifts; this page lists the {odd:,} that are not OK. All are in {file}.",
            shifts=shifts,
            odd=odd,
            file=ATTENDANCE.file,
        )
    return Text.of(
        "The month has {shifts:,} shifts, too many for this page. All are in {file}.",
        shifts=shifts,
        file=ATTENDANCE.file,
    )


def _is_worth_a_column(name: str, column: ReportColumn, frame: pd.DataFrame) -> bool:
    """Tell whether a column says anything in any row; one that does not is unfolded only."""
    if name in _ALWAYS:
        return True
    values = frame[name]
    if column.kind in {"text", "number"}:
        return bool(set(_once(values).dictionary.to_pylist()) - _SAYS_NOTHING)
    if column.kind == "count" and not column.summed:
        return bool((values >= 0).any())
    return column.kind in {"day", "minute"} or bool((values != 0).any())


def _page_column(
    column: ReportColumn, frame: pd.DataFrame, layout: Layout, language: Language, *, shown: bool
) -> PageColumn:
    values = frame[column.name]
    about: PageColumn = {"name": column.name, "heading": column.heading.to(language), "kind": column.kind}
    if shown:
        about |= {
            "shown": True,
            "spared": column.name in layout.spared,
            "filter": column.name in layout.filters,
            "summed": column.summed,
        }
    if empty := column.empty.to(language):
        about["empty"] = empty
    if column.kind in {"text", "number"}:
        return about | _texts(values, column, language)
    nothing = NO_DAY if column.kind in {"day", "minute"} else -1 if column.kind == "count" else None
    return about | {"values": [None if number == nothing else number for number in values.tolist()]}


def _texts(values: pd.Series, column: ReportColumn | None = None, language: Language = "en") -> PageColumn:
    """Return the texts of a column: each once with the rows' positions, or as they stand where most differ."""
    cells = _once(values)
    texts: list[str] = cells.dictionary.to_pylist()
    if column is not None and column.words is not None:
        texts = [column.words(text, language) if text else "" for text in texts]
    if len(texts) * 2 > len(values) > 100:
        return {"values": ["" if at is None else texts[at] for at in cells.indices.to_pylist()]}
    at = cells.indices.fill_null(len(texts)).to_pylist()
    return {"texts": [*texts, ""] if cells.indices.null_count else texts, "at": at}


def _once(values: pd.Series) -> pa.DictionaryArray:
    """Return texts as a dictionary array that holds no text without a row."""
    return text_column(values).dictionary_decode().dictionary_encode()
