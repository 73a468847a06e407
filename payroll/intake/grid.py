"""A sheet or a small text file as a grid of text cells, and the table that stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payroll.intake import kinds_files as kinds
from payroll.intake.cell_rows import CellRows
from payroll.intake.headings import TITLE_ROWS, Heading, find_heading, heading_problems
from payroll.intake.raw import RawTable
from payroll.problems import Problem, ProblemKind
from payroll.table import Table

LISTED_ROWS = 100
"""Rows of a wrong length are listed one by one up to this number per file, the others are counted."""

_DICTIONARY = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True, slots=True)
class Fault:
    """Cells that cannot be taken as they are: ``row`` to ``last_row`` (as Excel counts), and positions from 0."""

    kind: ProblemKind
    row: int
    position: int
    value: str
    last_row: int
    last_position: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet (``sheet`` is "" for a text file) as text; ``rows[0]`` is row 1.

    ``ragged`` tells that a row may have another number of cells than the headings, and that this is
    a problem of the row (text files); the rows of a workbook are all as wide as the sheet.
    """

    sheet: str
    rows: Sequence[Sequence[str]]
    faults: tuple[Fault, ...] = ()
    ragged: bool = False


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table as it was read: its rows, and the rows that an error keeps out of it.

    ``set_aside`` has the columns of ``raw`` as far as they could be told, so that a person's rows can
    be named even there. ``out_of_scope`` and ``duplicate`` count rows of a clock's export that hold no
    punch, or only punches that another sheet of the same file has too.
    """

    raw: RawTable
    set_aside: RawTable
    out_of_scope: int = 0
    duplicate: int = 0

    def __len__(self) -> int:
        """How many rows of the file it accounts for."""
        rows = self.raw.rows  # in order, and repeated where one row of a clock's export gives several punches
        different = int(np.count_nonzero(rows[1:] != rows[:-1])) + (len(rows) > 0)
        return different + len(self.set_aside) + self.out_of_scope + self.duplicate


def column_type(table: Table, name: str) -> pa.DataType:
    """Return the Arrow type of a text column: a dictionary for ids, words and devices, which repeat."""
    kind = next((column.kind for column in table.columns if column.name == name), "text")
    return _DICTIONARY if kind in {"id", "employee", "word"} or name == "device" else pa.string()


def cell_name(row: int, position: int) -> str:
    """Return a cell's name as Excel writes it: row 2, position 27 -> ``AB2``."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def empty_table(file: str, sheet: str, written: str) -> RawTable:
    """Return a table without columns and rows."""
    return RawTable(file, sheet, written, {}, np.empty(0, np.int32))


def read_grid(file: str, written: str, grid: Grid, table: Table, sheet: str) -> tuple[TableRead, list[Problem]]:
    """Return the table that stands in a grid, and the problems of its headings and cells.

    ``written`` is the format for ``RawTable.format``, ``sheet`` the name for the places of rows. A
    table whose headings are not sound has all its rows set aside.
    """
    heading = find_heading(table, grid.rows[:TITLE_ROWS])
    empty = replace(empty_table(file, sheet, written), title=grid.sheet)
    if heading is None:
        return TableRead(empty, empty), [Problem(kinds.FILE_EMPTY, file, sheet)]
    problems = heading_problems(table, heading, file, sheet)
    faults = faults_of_table(grid, heading)
    problems += [fault_problem(fault, heading, file, sheet) for fault in faults]
    good, bad, wrong_length = sorted_rows(grid, heading, faults)
    problems += length_problems(wrong_length, len(heading.names), file, sheet)
    problems += _columns_without_heading(grid, heading, good, file, sheet)
    if heading.missing or heading.twice:
        good, bad = [], sorted(good + bad)
    aside = _table_of_rows(empty, grid, heading, table, bad)
    fields = tuple(grid.rows[index] for index in bad)
    return TableRead(_table_of_rows(empty, grid, heading, table, good), replace(aside, fields=fields)), problems


def length_problems(rows: Iterable[tuple[int, int]], expected: int, file: str, sheet: str) -> list[Problem]:
    """Return one problem for each (row, number of fields); beyond ``LISTED_ROWS`` of a kind one for all."""
    long: list[tuple[int, int]] = []
    short: list[tuple[int, int]] = []
    for row, found in rows:
        (long if found > expected else short).append((row, found))
    problems = []
    for group, each, more in (
        (long, kinds.ROW_TOO_LONG, kinds.MORE_ROWS_TOO_LONG),
        (short, kinds.ROW_TOO_SHORT, kinds.MORE_ROWS_TOO_SHORT),
    ):
        for row, found in group[:LISTED_ROWS]:
            details = {"found": str(found), "expected": str(expected)}
            problems.append(Problem(each, file, sheet, row, value=str(found), details=details))
        if rest := group[LISTED_ROWS:]:
            details = {"more": str(len(rest))}
            problems.append(Problem(more, file, sheet, rest[0][0], value=str(len(rest)), details=details))
    return problems


def faults_of_table(grid: Grid, heading: Heading) -> list[Fault]:
    """Return the faults that touch a column of the table below its headings (merged blank rows are none)."""
    positions = set(heading.columns.values())
    return [
        fault
        for fault in grid.faults
        if fault.last_row > heading.last
        and not positions.isdisjoint(range(fault.position, fault.last_position + 1))
        and (fault.kind is not kinds.MERGED_CELLS or _has_content(grid.rows[fault.row - 1 : fault.last_row]))
    ]


def rows_of_faults(faults: Sequence[Fault], size: int) -> set[int]:
    """Return the indices (from 0) of the rows that faults touch in a grid of ``size`` rows."""
    return {row for fault in faults for row in range(fault.row - 1, min(fault.last_row, size))}


def _has_content(rows: Sequence[Sequence[str]]) -> bool:
    return any(cell.strip() for row in rows for cell in row)


def fault_problem(fault: Fault, heading: Heading, file: str, sheet: str) -> Problem:
    """Return the problem of a fault, at its first row below the headings."""
    row = max(fault.row, heading.last + 1) if fault.row <= heading.last else fault.row
    name = heading.names[fault.position] if fault.position < len(heading.names) else ""
    details = {"cell": cell_name(fault.row, fault.position)}
    return Problem(fault.kind, file, sheet, row, name, fault.value, details)


def _columns_without_heading(
    grid: Grid, heading: Heading, indices: Sequence[int], file: str, sheet: str
) -> list[Problem]:
    named = {position for position, name in enumerate(heading.names) if name.strip()}
    unnamed = [position for position in range(_width(grid, indices)) if position not in named]
    columns = zip(unnamed, cells_of(grid, unnamed, indices), strict=True)
    filled = [position for position, cells in columns if has_content(cells).any()]
    if not filled:
        return []
    names = ", ".join(cell_name(heading.row, position) for position in filled)
    return [Problem(kinds.COLUMN_WITHOUT_HEADING, file, sheet, heading.row, value=names)]


def _width(grid: Grid, indices: Sequence[int]) -> int:
    if isinstance(grid.rows, CellRows):
        return len(grid.rows.columns)
    return max((len(grid.rows[index]) for index in indices), default=0)


def cells_of(grid: Grid, positions: Sequence[int], indices: Sequence[int]) -> list[pa.StringArray]:
    """Return the cells of some columns in some rows (indices from 0, in ascending order); a missing one is blank."""
    if isinstance(grid.rows, CellRows):
        return [grid.rows.column(position, indices) for position in positions]
    rows = [grid.rows[index] for index in indices]
    return [pa.array([row[at] if at < len(row) else "" for row in rows], pa.string()) for at in positions]


def has_content(cells: pa.StringArray) -> npt.NDArray[np.bool_]:
    """Tell which cells are not blank."""
    blank = pc.or_(pc.equal(cells, ""), pc.utf8_is_space(cells))
    return ~np.asarray(blank.to_numpy(zero_copy_only=False), np.bool_)


def sorted_rows(
    grid: Grid, heading: Heading, faults: Sequence[Fault]
) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """Return the indices of good rows, of rows to be set aside, and (row, fields) of those of a wrong length.

    Rows that are blank in all columns of the table are in none of them.
    """
    span = range(heading.last, len(grid.rows))
    wrong = _wrong_lengths(grid, span, len(heading.names)) if grid.ragged else []
    bad = np.zeros(len(span), bool)
    bad[[index - span.start for index in rows_of_faults(faults, len(grid.rows)) if index in span]] = True
    bad[[row - 1 - span.start for row, _ in wrong]] = True
    positions = list(heading.columns.values())
    filled = _filled(grid, positions or range(_width(grid, span)), span)
    if not positions:
        bad |= filled
    good, aside = (np.flatnonzero(flags) + span.start for flags in (filled & ~bad, bad))
    return good.tolist(), aside.tolist(), wrong


def _filled(grid: Grid, positions: Sequence[int], span: range) -> npt.NDArray[np.bool_]:
    """Tell which rows have content in any of the columns."""
    filled = np.zeros(len(span), bool)
    for position in positions:
        filled |= has_content(*cells_of(grid, [position], span))
        if filled.all():  # mostly the first column is that of the people
            break
    return filled


def _wrong_lengths(grid: Grid, span: range, width: int) -> list[tuple[int, int]]:
    lengths = ((index, len(grid.rows[index])) for index in span)
    return [(i + 1, size) for i, size in lengths if size != width and _is_wrong_length(grid.rows[i], width)]


def _is_wrong_length(row: Sequence[str], width: int) -> bool:
    if len(row) > width:
        return any(cell.strip() for cell in row[width:])
    return any(cell.strip() for cell in row)


def _table_of_rows(empty: RawTable, grid: Grid, heading: Heading, table: Table, indices: Sequence[int]) -> RawTable:
    columns = {}
    found = cells_of(grid, list(heading.columns.values()), indices)
    for name, cells in zip(heading.columns, found, strict=True):
        kind = pa.string() if heading.matrix else column_type(table, name)
        columns[name] = pa.chunked_array([cells.dictionary_encode() if kind == _DICTIONARY else cells], kind)
    numbers = np.asarray(indices, np.int32) + np.int32(1)
    return replace(empty, columns=columns, rows=numbers, headings=heading.written)
