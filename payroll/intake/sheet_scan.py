"""The cells of a sheet's XML, looked at before the sheet is opened: how far they reach, which are faulty or too long.

The XML is ten times as large as the file, so the costly patterns are only applied to the pieces that may hold
something for them; that is told by what stands around the equals signs, in all of a piece at once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from payroll.intake import kinds_files as kinds
from payroll.intake import limits
from payroll.intake.grid import Fault, cell_name

_STEP = 1 << 20
_LOOKED_AT, _AROUND = 2 * _STEP, 16
"""So many bytes are looked at together, and so many on both sides, for what stands around their equals signs."""
_BYTES_OF_CHARACTER = 10
"""So many bytes a character of a text takes at most: ``&#x1F600;``."""
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,7}[0-9]{1,9})["']""")
_FAR_CELL = re.compile(rb'r="(?:[A-Za-z]{2,7}[0-9]|[A-Za-z][0-9]{7})')
"""A cell to the right of column Z, or below row 999,999; all others lie within any limit of a sheet's extent."""
_NEAR_ROWS, _NEAR_COLUMNS = 999_999, 26
_FORMULA_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*\bt\s*=\s*["']e["'][^>]*)>\s*(?:<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*)?"""
    rb"<(?:\w+:)?v>([^<]*)<"
)
_QUOTED_E = re.compile(rb"[\"']e[\"']")
ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")


@dataclass(slots=True)
class SheetScan:
    """What the cells of one sheet's XML tell: the extent (rows, columns), the faults, a text that is too long."""

    rows: int = 0
    columns: int = 0
    faults: list[Fault] = field(default_factory=list)
    long_text: str = ""

    @property
    def is_beyond(self) -> bool:
        """Whether the sheet is larger than any may be."""
        size = self.rows * self.columns
        return self.rows > limits.SHEET_ROWS or self.columns > limits.COLUMNS or size > limits.SHEET_CELLS


@dataclass(frozen=True, slots=True)
class _Signs:
    """Whether a piece of XML may hold cells far to the right or below, formulas, and errors.

    ``usual`` tells that all attributes are written as nearly all programs do: ``r="A1"``, without blanks around
    the equals sign or apostrophes.
    """

    usual: bool
    far: bool
    formula: bool
    error: bool


def scan_sheet(pieces: Iterator[bytes]) -> SheetScan:
    """Return what the cells of a sheet tell; it ends early where the sheet is not to be opened."""
    scan = SheetScan()
    rest = b""
    for piece in pieces:
        block = rest + piece
        # Whole rows only, so that no cell is cut in two; a huge single row is cut after a cell instead.
        end = max(block.rfind(b"row>"), block.rfind(b"c>") if len(block) > 8 * _STEP else -1)
        if end < 0 and len(block) <= 64 * _STEP:
            rest = block
            continue
        rest = block[end:] if end >= 0 else b""
        _scan_cells(block[: end if end >= 0 else None], scan)
        if scan.is_beyond or scan.long_text:
            break
    else:
        _scan_cells(rest, scan)
    return scan


def long_text(pieces: Iterator[bytes]) -> str:
    """Return the first text between two tags that has too many characters for a cell, "" if none has."""
    rest = b""
    for piece in pieces:
        block = rest + piece
        end = block.rfind(b"<")
        if found := _long_run(block[: end if end >= 0 else None]):
            return found
        rest = block[end:] if end >= 0 else b""
        if len(rest) > _BYTES_OF_CHARACTER * limits.CELL_CHARACTERS + _STEP:
            return _text_of(rest)
    return _long_run(rest)


def _long_run(block: bytes) -> str:
    """Return the first text between tags of ``block`` that is too long, "" if none is.

    Of one that is, a whole stretch of half the limit holds no tag; that is quickly looked for.
    """
    step = max(limits.CELL_CHARACTERS // 2, 1)
    if all(block.find(b"<", start, start + step) >= 0 for start in range(0, len(block) - step + 1, step)):
        return ""
    texts = (_text_of(run) for run in block.split(b"<") if len(run) > limits.CELL_CHARACTERS)
    return next((text for text in texts if len(text) > limits.CELL_CHARACTERS), "")


def _text_of(run: bytes) -> str:
    """Return the text behind a tag of which the ``<`` is cut off."""
    return html.unescape(run.partition(b">")[2].decode("utf-8", errors="replace"))


def _scan_cells(block: bytes, scan: SheetScan) -> None:
    signs = _signs(block)
    if cells := _CELL.findall(block) if signs.far else ():
        rows = {cell.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") for cell in cells}
        columns = {cell.rstrip(b"0123456789") for cell in cells}
        scan.rows = max(scan.rows, *map(int, rows))
        scan.columns = max(scan.columns, *map(_column_number, columns))
    scan.long_text = scan.long_text or _long_run(block)
    for match in _FORMULA_WITHOUT_VALUE.finditer(block) if signs.formula else ():
        attributes = dict(ATTRIBUTE.findall(match[1].decode("utf-8", errors="replace")))
        if attributes.get("t") != "str":  # a formula whose result is the empty text has a value
            _add_fault(scan, attributes, "")
    for match in _ERROR.finditer(block) if signs.error else ():
        attributes = dict(ATTRIBUTE.findall(match[1].decode("utf-8", errors="replace")))
        _add_fault(scan, attributes, html.unescape(match[2].decode("utf-8", errors="replace")))


def _signs(block: bytes) -> _Signs:
    text = np.frombuffer(block, np.uint8)
    signs = [
        _signs_of(text[max(at - _AROUND, 0) : at + _LOOKED_AT + _AROUND]) for at in range(0, len(text), _LOOKED_AT)
    ]
    usual = all(each.usual for each in signs)
    far = not usual or _all_may_be_far() or (any(each.far for each in signs) and _FAR_CELL.search(block) is not None)
    formula = any(each.formula for each in signs) or (b"<c" not in block and b":f" in block)
    error = (not usual or any(each.error for each in signs)) and _QUOTED_E.search(block) is not None
    return _Signs(usual, far, formula, error)


def _signs_of(text: npt.NDArray[np.uint8]) -> _Signs:
    equals = np.flatnonzero(text == ord("="))
    before, after, second = (text.take(equals + step, mode="clip") for step in (-1, 1, 2))
    places = equals[before == ord("r")]
    letters = text.take(places + 3, mode="clip")  # of r="AA1"
    digits = text.take(places + 9, mode="clip")  # of r="A1000000"
    return _Signs(
        usual=bool((after == ord('"')).all() and (before > ord(" ")).all()),
        far=bool((letters >= ord("A")).any() or (digits - np.uint8(ord("0")) <= 9).any()),
        formula=bool(((text[:-1] == ord("<")) & (text[1:] == ord("f"))).any()),
        error=bool((second == ord("e")).any()),
    )


def _all_may_be_far() -> bool:
    """Tell whether the limits of a sheet's extent lie so low that even near cells may be beyond them."""
    near = _NEAR_ROWS <= limits.SHEET_ROWS and _NEAR_COLUMNS <= limits.COLUMNS
    return not near or _NEAR_ROWS * _NEAR_COLUMNS > limits.SHEET_CELLS


def _add_fault(scan: SheetScan, attributes: dict[str, str], error: str) -> None:
    place = re.fullmatch(r"([A-Za-z]{1,7})([0-9]{1,9})", attributes.get("r", ""))
    if place is None:
        return
    row, position = int(place[2]), _column_number(place[1].encode()) - 1
    if error:
        fault = Fault(kinds.CELL_ERROR, row, position, error, row, position)
    else:
        fault = Fault(kinds.FORMULA_WITHOUT_VALUE, row, position, cell_name(row, position), row, position)
    scan.faults.append(fault)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
