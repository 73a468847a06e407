"""A file read by the mapping that the user wrote for it (``payroll.intake.mapping``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from payroll.intake import kinds_files
from payroll.intake.cells import Moment, half_width, moment_or_day_of, tidy
from payroll.intake.grid import (
    Grid,
    TableRead,
    empty_table,
    fault_problem,
    faults_of_table,
    length_problems,
    sorted_rows,
)
from payroll.intake.headings import Heading, label
from payroll.intake.kinds_mapping import MAPPING_NO_COLUMN, MAPPING_NO_SHEET
from payroll.intake.mapping import FileMapping, Place
from payroll.intake.raw import RawTable
from payroll.problems import Problem
from payroll.table import Column

FORMAT = "mapping"
"""The format of what is read so."""
_MOMENTS = {"minute", "day-or-minute"}


def read_mapped(file: str, sheets: Sequence[Grid], mapping: FileMapping) -> tuple[list[TableRead], list[Problem]]:
    """Return the table of each sheet that the mapping is for, and the problems of headings and rows.

    Without a sheet in the mapping these are the sheets that have its columns; if none has, the first is
    reported.
    """
    chosen = [grid for grid in sheets if not mapping.sheet or grid.sheet == mapping.sheet]
    if mapping.sheet and not chosen:
        details = {"mapping": mapping.file, "found": ", ".join(grid.sheet for grid in sheets) or "-"}
        return [], [Problem(MAPPING_NO_SHEET, file, value=mapping.sheet, details=details)]
    if not chosen:
        return [], [Problem(kinds_files.FILE_EMPTY, file)]
    found = [(grid, _heading(grid, mapping)) for grid in chosen]
    fitting = [(grid, heading) for grid, heading in found if not isinstance(heading, str)]
    if not fitting:
        return [], [_no_column(file, chosen[0], mapping, str(found[0][1]))]
    reads: list[TableRead] = []
    problems: list[Problem] = []
    for grid, heading in fitting:
        read, wrong = _read(file, grid if len(fitting) > 1 else replace(grid, sheet=""), heading, mapping)
        reads.append(read)
        problems += wrong
    return reads, problems


def _places(mapping: FileMapping) -> list[Place]:
    return [*(place for places in mapping.columns.values() for place in places), *mapping.skip]


def _heading(grid: Grid, mapping: FileMapping) -> Heading | str:
    """Return the headings with a column for each place that the mapping reads, or the first place that is not there."""
    names = tuple(grid.rows[mapping.header_row - 1]) if 1 <= mapping.header_row <= len(grid.rows) else ()
    width = len(names) if mapping.header_row else max(map(len, grid.rows), default=0)
    places = _places(mapping)
    numbered = max((place for place in places if isinstance(place, int)), default=0)
    while len(names) > numbered and not names[-1].strip():
        names = names[:-1]
    labels = [label(name) for name in names]
    columns: dict[str, int] = {}
    for place in places:
        if isinstance(place, int) and place <= width:
            columns[str(place)] = place - 1
        elif isinstance(place, str) and labels.count(label(place)) == 1:
            columns[place] = labels.index(label(place))
        else:
            return str(place)
    if mapping.header_row == 0:
        names = tuple(str(number) for number in range(1, width + 1))
    return Heading(mapping.header_row, mapping.header_row, names, columns)


def _no_column(file: str, grid: Grid, mapping: FileMapping, place: str) -> Problem:
    row = mapping.header_row
    names = grid.rows[row - 1] if 1 <= row <= len(grid.rows) else ()
    found = ", ".join(name.strip() for name in names if name.strip())[:500] or "-"
    details = {"mapping": mapping.file, "found": found, "row": str(row)}
    return Problem(MAPPING_NO_COLUMN, file, value=place, details=details)


def _read(file: str, grid: Grid, heading: Heading, mapping: FileMapping) -> tuple[TableRead, list[Problem]]:
    faults = faults_of_table(grid, heading)
    problems = [fault_problem(fault, heading, file, grid.sheet) for fault in faults]
    good, bad, wrong_length = sorted_rows(replace(grid, ragged=grid.ragged and heading.row > 0), heading, faults)
    problems += length_problems(wrong_length, len(heading.names), file, grid.sheet)
    kept = [index for index in good if not _is_skipped(grid.rows[index], heading, mapping)]
    aside = replace(_table(file, grid, heading, mapping, bad), fields=tuple(grid.rows[index] for index in bad))
    return TableRead(_table(file, grid, heading, mapping, kept), aside, out_of_scope=len(good) - len(kept)), problems


def _is_skipped(row: Sequence[str], heading: Heading, mapping: FileMapping) -> bool:
    return any(_cell(row, heading.columns[str(place)]) in texts for place, texts in mapping.skip.items())


def _cell(row: Sequence[str], position: int) -> str:
    return tidy(row[position]) if position < len(row) else ""


def _table(file: str, grid: Grid, heading: Heading, mapping: FileMapping, indices: Sequence[int]) -> RawTable:
    rows = [grid.rows[index] for index in indices]
    numbers = np.asarray(indices, np.int32) + np.int32(1)
    columns: dict[str, pa.ChunkedArray] = {}
    headings: dict[str, str] = {}
    for column in mapping.table.columns:
        places = mapping.columns.get(column.name, ())
        if places:
            at = [heading.columns[str(place)] for place in places]
            texts = [" ".join(filter(None, (_cell(row, position) for position in at))) for row in rows]
            headings[column.name] = " + ".join(heading.names[position].strip() or str(position + 1) for position in at)
        elif column.name in mapping.constants:
            texts = [mapping.constants[column.name]] * len(rows)
        elif column.name in mapping.table.key and column.kind == "id" and column.name != "employee_id":
            texts = [f"{PurePosixPath(file).stem}-{number}" for number in numbers.tolist()]
        else:
            continue
        meaning = _meaning(column, mapping)
        known = {text: meaning(text) for text in set(texts)}
        columns[column.name] = pa.chunked_array([pa.array([known[text] for text in texts], pa.string())])
    return replace(
        empty_table(file, grid.sheet, FORMAT), columns=columns, rows=numbers, headings=headings, title=grid.sheet
    )


def _meaning(column: Column, mapping: FileMapping) -> Callable[[str], str]:
    """Return what a text of the file is in the table: by the value map, the formats and the zone."""
    values: Mapping[str, str] = mapping.values.get(column.name, {})
    formats = mapping.formats.get(column.name, ())

    def meaning(text: str) -> str:
        if text in values:
            return values[text]
        read = next((found for form in formats if (found := _read_by(text, form, column))), text)
        return in_zone(read, mapping.zone) if mapping.zone and column.kind in _MOMENTS else read

    return meaning


def _read_by(text: str, form: str, column: Column) -> str:
    """Return a date or time in the contract's form, "" if it is not of this format."""
    try:
        moment = datetime.strptime(half_width(text), form)  # noqa: DTZ007 - a clock's own wall time
    except ValueError:
        return ""
    if column.kind == "time":
        return f"{moment:%H:%M:%S}"
    bare = column.kind == "day" or not any(directive in form for directive in ("%H", "%I", "%X", "%c", "%T"))
    return moment.date().isoformat() if bare else moment.isoformat(" ", "seconds")


def in_zone(text: str, zone: str) -> str:
    """Return a time with the offset that ``zone`` has then; what is no time, or names an offset, stays as it is."""
    read = moment_or_day_of(half_width(text))
    if not isinstance(read, Moment) or read.bare or read.offset is not None:
        return text
    wall = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None) + timedelta(seconds=read.seconds)
    offset = wall.replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    sign, minutes = ("-", -offset) if offset < timedelta() else ("+", offset)
    hours, rest = divmod(int(minutes.total_seconds()) // 60, 60)
    return f"{wall.isoformat(' ', 'seconds')}{sign}{hours:02d}:{rest:02d}"
