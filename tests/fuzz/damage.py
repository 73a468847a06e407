"""Files of clocks, damaged at random: cut, written in another encoding, renamed, with columns moved or cells broken.

Every damage comes from a seed, so that a failure can be repeated.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

GARBAGE = ("????", "#REF!", "abc", "25:61", "2026-13-45 08:00", "٢٠٢٦", "-1", "=1+1", "次日", "(补卡)", "\ufffd")
"""What a broken cell holds; none of it is a right value of any column that matters."""
ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")
WORKBOOKS = frozenset({".xlsx", ".xlsm"})


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged file: its new name and bytes, and what may be expected of it.

    ``keeps_all``  nothing that a reader needs was changed: the result must be the same, or a problem says why not
    ``may_lose``   rows may be gone without a trace (the file ends earlier, or a cell is blank)
    """

    name: str
    data: bytes
    how: str
    keeps_all: bool = False
    may_lose: bool = False


def damage(path: Path, chance: random.Random) -> Damaged:
    """Return a file with one damage of a kind that its form can have."""
    text = path.suffix.lower() not in WORKBOOKS | {".xls"} or path.read_bytes()[:1] == b"<"
    kinds: list[Callable[[Path, random.Random], Damaged]] = [_cut, _renamed, _bytes_broken]
    if text:
        kinds += [_line_cut, _encoded, _cell_of_text, _columns_of_text, _rows_of_text, _rows_twice]
    elif path.suffix.lower() in WORKBOOKS:
        kinds += [_cell_of_workbook, _cell_of_workbook, _columns_of_workbook, _rows_of_workbook]
    return chance.choice(kinds)(path, chance)


def _cut(path: Path, chance: random.Random) -> Damaged:
    data = path.read_bytes()
    return Damaged(path.name, data[: chance.randrange(len(data))], "cut", may_lose=True)


def _line_cut(path: Path, chance: random.Random) -> Damaged:
    lines = path.read_bytes().splitlines(keepends=True)
    return Damaged(path.name, b"".join(lines[: chance.randrange(len(lines))]), "cut after a line", may_lose=True)


def _renamed(path: Path, chance: random.Random) -> Damaged:
    endings = (".csv", ".txt", ".xls", ".xlsx", ".dat")
    return Damaged(f"export{chance.choice(endings)}", path.read_bytes(), "renamed", keeps_all=True)


def _bytes_broken(path: Path, chance: random.Random) -> Damaged:
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    # No digits: a time with another digit is as good a time as the right one.
    data[at : at + chance.randrange(1, 9)] = bytes(chance.randrange(128, 256) for _ in range(chance.randrange(1, 9)))
    return Damaged(path.name, bytes(data), f"bytes broken at {at}")


def _decoded(path: Path) -> str | None:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            return path.read_bytes().decode(encoding)
        except UnicodeError:
            continue
    return None


def _encoded(path: Path, chance: random.Random) -> Damaged:
    text = _decoded(path)
    encoding = chance.choice(ENCODINGS)
    if text is None or "<meta" in text:
        return _renamed(path, chance)
    return Damaged(path.name, text.encode(encoding), f"written as {encoding}", keeps_all=True)


def _table(path: Path) -> tuple[list[list[str]], str] | None:
    text = _decoded(path)
    if text is None or text.lstrip().startswith("<"):
        return None
    separator = "\t" if "\t" in text else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)), separator


def _as_text(rows: list[list[str]], separator: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def _cell_of_text(path: Path, chance: random.Random) -> Damaged:
    table = _table(path)
    if table is None:
        return _cut(path, chance)
    rows, separator = table
    places = [(row, at) for row, cells in enumerate(rows) for at, cell in enumerate(cells) if cell.strip()]
    row, at = chance.choice(places)
    garbage = chance.choice(GARBAGE)
    rows[row][at] = garbage
    return Damaged(path.name, _as_text(rows, separator), f"cell {row + 1}/{at + 1} is {garbage!r}")


def _columns_of_text(path: Path, chance: random.Random) -> Damaged:
    table = _table(path)
    if table is None or len({len(row) for row in table[0] if row}) != 1 or not _has_headings(table[0]):
        return _renamed(path, chance)
    rows, separator = table
    order = chance.sample(range(len(rows[0])), len(rows[0]))
    moved = [[row[at] for at in order] if row else row for row in rows]
    return Damaged(path.name, _as_text(moved, separator), f"columns in the order {order}", keeps_all=True)


def _has_headings(rows: list[list[str]]) -> bool:
    """Tell whether the first row names each column: where one is blank, a group or a block stands above several."""
    return all(cell.strip() and not cell.strip()[:1].isdigit() for cell in rows[0])


def _rows_of_text(path: Path, chance: random.Random) -> Damaged:
    table = _table(path)
    if table is None:
        return _cut(path, chance)
    rows, separator = table
    del rows[chance.randrange(len(rows))]
    return Damaged(path.name, _as_text(rows, separator), "a row is gone", may_lose=True)


def _rows_twice(path: Path, chance: random.Random) -> Damaged:
    table = _table(path)
    if table is None:
        return _cut(path, chance)
    rows, separator = table
    row = chance.randrange(len(rows))
    rows.insert(row, rows[row])
    return Damaged(path.name, _as_text(rows, separator), f"row {row + 1} twice")


def _cell_of_workbook(path: Path, chance: random.Random) -> Damaged:
    book = load_workbook(path)
    cells = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not isinstance(cell, MergedCell) and cell.value is not None
    ]
    cell = chance.choice(cells)
    numbers = [] if isinstance(cell.value, (int, float)) else [7, 0.354166]  # one number for another is never found
    garbage = chance.choice([*GARBAGE, *numbers, None])
    cell.value = garbage
    return Damaged(
        path.name, _saved(book), f"{cell.parent.title}!{cell.coordinate} is {garbage!r}", may_lose=garbage is None
    )


def _columns_of_workbook(path: Path, chance: random.Random) -> Damaged:
    book = load_workbook(path)
    sheet = chance.choice(book.worksheets)
    first, second = chance.randint(1, sheet.max_column), chance.randint(1, sheet.max_column)
    if sheet.merged_cells.ranges:  # a group above several columns: what is below it would be torn apart
        return _renamed(path, chance)
    for row in range(1, sheet.max_row + 1):
        here, there = sheet.cell(row, first), sheet.cell(row, second)
        here.value, there.value = there.value, here.value
    return Damaged(path.name, _saved(book), f"{sheet.title}: columns {first} and {second} change places")


def _rows_of_workbook(path: Path, chance: random.Random) -> Damaged:
    book = load_workbook(path)
    sheet = book.worksheets[0]  # in a later one may stand what takes a punch back
    row = chance.randint(1, sheet.max_row)
    sheet.delete_rows(row)
    return Damaged(path.name, _saved(book), f"{sheet.title}: row {row} is gone", may_lose=True)


def _saved(book: object) -> bytes:
    out = io.BytesIO()
    book.save(out)  # type: ignore[attr-defined]
    return out.getvalue()
