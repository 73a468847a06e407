"""Rows that readers find one by one, turned into the tables punches, leave and shifts, and into the clock's verdicts.

For exports in which a row is a person and a day, a month or a block. Those with one punch in each row are
read by whole columns instead (``payroll.intake.readers.punch_list``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from payroll.intake.grid import TableRead
from payroll.intake.raw import RawTable

if TYPE_CHECKING:
    import pandas as pd

_DICTIONARY = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where rows stand: file, sheet ("" unless several are read), the reader's name, field -> heading as written."""

    file: str
    name: str
    reader: str
    headings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Punch:
    """One punch: its row, whose it is by the clock's id and name, and when, as ``2026-10-08 08:42:10``.

    A time that cannot be read stays as it is written, so that the check of times names it. ``mark`` says how
    the punch came about where it was not the person's hand: 补卡, 外勤.
    """

    row: int
    employee: str
    name: str
    time: str
    device: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Leave:
    """One leave or trip: ``start`` and ``end`` are days (the last one included) or times as ``2026-10-08 13:00``.

    ``status`` is a word of the contract, such as ``approved``. ``number`` is the application's own id; without
    it the leave is known by person, start, end and kind.
    """

    row: int
    employee: str
    name: str
    start: str
    end: str
    kind: str
    status: str = "approved"
    requested_at: str = ""
    number: str = ""

    @property
    def leave_id(self) -> str:
        """The application's id, or what is the same wherever this leave is repeated."""
        made = unicodedata.normalize("NFKC", f"{self.employee} {self.start} ~ {self.end} {self.kind}".strip())
        return self.number or made  # nobody typed it, so nobody is told of its full-width characters


@dataclass(frozen=True, slots=True)
class Shift:
    """One day of a clock's rota: ``date`` as ``2026-10-08``, and a code of the policy, or ``rest`` for a day off."""

    row: int
    employee: str
    name: str
    date: str
    code: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The clock's opinion on a person and a day (``date`` as ``2026-10-08``; "" for the whole period).

    Figures are minutes, of ``missing_punches`` a number; None where the clock does not say.
    """

    row: int
    employee: str
    name: str
    date: str
    shift: str = ""
    result: str = ""
    late_minutes: int | None = None
    early_minutes: int | None = None
    absent_minutes: int | None = None
    missing_punches: int | None = None


_FIGURES = ("late_minutes", "early_minutes", "absent_minutes", "missing_punches")


def punch_table(
    sheet: Sheet, punches: Sequence[Punch], rows: Iterable[int], aside: Sequence[Punch] = (), repeated: int = 0
) -> TableRead:
    """Return the punches of a sheet as a table.

    ``rows`` are the numbers of all rows with content that are not set aside: those of which no punch comes
    count as out of scope, ``repeated`` of them as duplicates of another sheet. ``aside`` has one entry for
    each row that is set aside: who and when as far as the row tells.
    """
    names = ("employee_id", "name", "time", "device", "mark")
    cells = [(each.employee, each.name, each.time, each.device, each.mark) for each in punches]
    lost = [(each.employee, each.name, each.time, each.device, each.mark) for each in aside]
    return _table(
        sheet, names, ([each.row for each in punches], cells), ([each.row for each in aside], lost), rows, repeated
    )


def leave_table(
    sheet: Sheet, leave: Sequence[Leave], rows: Iterable[int] = (), aside: Sequence[Leave] = ()
) -> TableRead:
    """Return the leave of a sheet as a table; leave that is repeated on the days it covers is there once.

    ``rows`` are the numbers of the rows that hold leave; those that only repeat it count as duplicates.
    """
    names = ("leave_id", "employee_id", "name", "from", "to", "kind", "status", "requested_at")
    once = {each.leave_id: each for each in reversed(leave)}
    kept = sorted(once.values(), key=lambda each: (each.row, each.leave_id))
    cells, lost = ([_leave_cells(each) for each in group] for group in (kept, aside))
    numbers = [each.row for each in kept]
    repeated = len({*rows, *(each.row for each in leave)} - set(numbers))
    every = {*rows, *(each.row for each in leave)}
    return _table(sheet, names, (numbers, cells), ([each.row for each in aside], lost), every, repeated)


def shift_table(sheet: Sheet, shifts: Sequence[Shift], rows: Iterable[int], aside: Sequence[Shift] = ()) -> TableRead:
    """Return the rota of a sheet as a table; ``rows`` and ``aside`` are as for ``punch_table``."""
    names = ("employee_id", "name", "date", "shift")
    cells, lost = ([(each.employee, each.name, each.date, each.code) for each in group] for group in (shifts, aside))
    return _table(sheet, names, ([each.row for each in shifts], cells), ([each.row for each in aside], lost), rows, 0)


def verdict_frame(sheet: str, verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """Return verdicts as a frame: ``sheet``, the fields of ``Verdict``, figures as Int64."""
    import pandas as pd  # the readers begin before it is there

    frame = pd.DataFrame({each.name: [getattr(v, each.name) for v in verdicts] for each in fields(Verdict)})
    frame.insert(0, "sheet", sheet)
    return frame.astype(dict.fromkeys(_FIGURES, "Int64"))


def joined_verdicts(frames: Sequence[pd.DataFrame]) -> pd.DataFrame | None:
    """Return the verdicts of all sheets of a file; None if no sheet holds any."""
    import pandas as pd

    return pd.concat(frames, ignore_index=True) if frames else None


def _leave_cells(leave: Leave) -> tuple[str, ...]:
    who = (leave.leave_id, leave.employee, leave.name)
    return (*who, leave.start, leave.end, leave.kind, leave.status, leave.requested_at)


def _table(
    sheet: Sheet,
    names: Sequence[str],
    found: tuple[Sequence[int], Sequence[Sequence[str]]],
    aside: tuple[Sequence[int], Sequence[Sequence[str]]],
    rows: Iterable[int],
    repeated: int,
) -> TableRead:
    numbers = found[0]
    without = len(set(rows) - set(numbers) - set(aside[0]))
    return TableRead(
        _raw(sheet, names, *found),
        _raw(sheet, names, *aside),
        out_of_scope=without - repeated,
        duplicate=repeated,
    )


def _raw(sheet: Sheet, names: Sequence[str], numbers: Sequence[int], cells: Sequence[Sequence[str]]) -> RawTable:
    order = sorted(range(len(numbers)), key=lambda index: numbers[index])
    columns = {}
    for position, name in enumerate(names):
        column = pa.chunked_array([pa.array([cells[index][position] for index in order], pa.string())])
        columns[name] = column.dictionary_encode().cast(_DICTIONARY) if name in {"employee_id", "leave_id"} else column
    rows = np.array([numbers[index] for index in order], np.int32)
    headings = {name: sheet.headings[name] for name in names if name in sheet.headings}
    return RawTable(sheet.file, sheet.name, sheet.reader, columns, rows, headings, title=sheet.name)


def rows_with_content(rows: Sequence[Sequence[str]], first: int, positions: Collection[int]) -> list[int]:
    """Return the numbers (from 1) of the rows from number ``first`` on that hold anything in these columns."""
    return [
        number
        for number, row in enumerate(rows[first - 1 :], first)
        if any(at < len(row) and row[at].strip() for at in positions)
    ]
