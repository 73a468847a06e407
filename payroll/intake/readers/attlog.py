"""The punches that a ZKTeco clock gives itself: ``1_attlog.dat`` from a U-disk, and the text that it pushes (ADMS).

Neither has headings. The file has exactly six fields: PIN (right-aligned), time, device, status, verification,
work code; what is pushed has PIN, time, status, verification and some more, and may begin with a line ``ATTLOG``.
A file of six fields may be either, so only what both say is read: the PIN and the time, and the device where a
PIN is right-aligned. The status (0, 1, 4, 255 …) says which key was pressed, not who came or went, and is not used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from payroll.intake.delimited import TextFile
from payroll.intake.fast_text import regular_columns
from payroll.intake.grid import Grid, length_problems, sorted_rows
from payroll.intake.headings import TITLE_ROWS, Heading
from payroll.intake.readers.punch_columns import TEXT, WORDS, Part, clock_read, columns_of_rows
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.language import Text

_NAME = "zk-attlog"
_FIELDS_OF_THE_FILE = 6
_LEAST_FIELDS = 4
_PIN = re.compile(r"\s*[0-9A-Za-z_-]{1,24}\s*")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")
_CODE = re.compile(r"\s*[0-9]{0,9}\s*")
_FIRST_LINE = "attlog"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Lines above the punches, the fewest and the most fields of a row, whether field 3 is the device for certain."""

    above: int
    least: int
    most: int
    has_device: bool

    @property
    def heading(self) -> Heading:
        """The fields by their meaning, as there are no headings."""
        names = ("PIN", "time", "device" if self.has_device else "", *[""] * (self.most - 3))
        columns = {"employee": 0, "time": 1} | ({"device": 2} if self.has_device else {})
        return Heading(self.above, self.above, names, columns)

    @property
    def wanted(self) -> Mapping[str, tuple[int, pa.DataType]]:
        """The columns that are read, called by their positions."""
        return {str(at): (at, TEXT if at == 1 else WORDS) for at in self.heading.columns.values()}


def recognises(sheets: Sequence[Grid]) -> bool:
    """Tell whether a text is such a record: no headings, and PIN, time and small numbers in all of its first rows."""
    return len(sheets) == 1 and sheets[0].ragged and _layout(sheets[0].rows) is not None


def read(file: str, sheets: Sequence[Grid]) -> ClockRead:
    """Return the punches; rows with more fields than the first ones, or fewer, are set aside."""
    grid, layout = sheets[0], _layout(sheets[0].rows)
    assert layout is not None, "the reader is asked only for what it recognises"
    # What is pushed may leave out fields at the end of a row.
    rows = [[*row, *[""] * (layout.most - len(row))] if len(row) >= layout.least else row for row in grid.rows]
    whole = replace(grid, rows=rows)
    good, bad, wrong = sorted_rows(whole, layout.heading, ())
    fields = tuple(tuple(grid.rows[index]) for index in bad)
    found = (*columns_of_rows(whole, layout.wanted, good), *columns_of_rows(whole, layout.wanted, bad))
    part = Part("", "", layout.heading, *found, fields)
    problems = length_problems(wrong, layout.most, file, "")
    return clock_read(_NAME, file, [part], problems, rejects={}, dates="year first")


def read_text(source: TextFile) -> ClockRead | None:
    """Return the punches of a text whose rows all have as many fields."""
    layout = _layout(source.head)
    if layout is None or layout.least != layout.most or not source.head_is_plain:
        return None
    found = regular_columns(source.data, source.separator, layout.above, layout.most, layout.wanted)
    if found is None:
        return None
    columns, rows = found
    part = Part("", "", layout.heading, columns, rows, columns.slice(0, 0), rows[:0])
    return clock_read(_NAME, source.file, [part], rejects={}, dates="year first")


ZK_ATTLOG = Reader(
    _NAME,
    Text.of("ZKTeco's attlog.dat (by U-disk or pushed)"),
    ("punches",),
    recognises,
    read,
    read_text,
)


def _layout(rows: Sequence[Sequence[str]]) -> _Layout | None:
    head = list(rows[:TITLE_ROWS])
    above = int(bool(head) and [cell.strip().lower() for cell in head[0]] == [_FIRST_LINE])
    punches = [row for row in head[above:] if any(cell.strip() for cell in row)]
    if not punches or not all(_is_punch(row) for row in punches):
        return None
    if not any(_TIME.fullmatch(row[1].strip()) for row in punches):
        return None
    widths = [len(row) for row in punches]
    of_the_file = not above and set(widths) == {_FIELDS_OF_THE_FILE}
    return _Layout(above, min(widths), max(widths), of_the_file and any(row[0].startswith(" ") for row in punches))


def _is_punch(row: Sequence[str]) -> bool:
    """Tell whether a row can be a punch; its time may be impossible, as of a clock that lost its memory."""
    if len(row) < _LEAST_FIELDS or not _PIN.fullmatch(row[0]) or not row[1].strip()[:4].isdigit():
        return False
    return all(_CODE.fullmatch(cell) for cell in row[2:])
