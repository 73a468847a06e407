"""The inside of an xls file (BIFF in an OLE2 file), looked at before the reader of workbooks opens it.

A damaged file can hold a cell far outside of what xls allows, for which that reader would take all of
the machine's memory; and it shows errors as blank cells.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from payroll.intake import kinds_files as kinds
from payroll.intake import limits
from payroll.intake.grid import Fault
from payroll.problems import Problem

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_FORMULA, _END, _SHEET, _BOOLEAN_OR_ERROR, _NUMBERS, _BLANKS = 0x0006, 0x000A, 0x0085, 0x0205, 0x00BD, 0x00BE
_CELLS = frozenset({_FORMULA, _BOOLEAN_OR_ERROR, _NUMBERS, _BLANKS, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x027E})
"""Records of cells; each begins with its row and its column."""
_PASSWORD, _CODE_PAGE = 0x002F, 0x0042
_EXCEL_97, _UNICODE = b"\x00\x06", struct.pack("<H", 1200)
_LAST_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on are marks, such as the end of a chain."""


def scan_xls(file: str, data: bytes) -> list[list[Fault]] | Problem:
    """Return the error cells of each sheet, in the order of the sheets, or why the file must not be opened."""
    try:
        stream = _workbook_stream(data)
        records = list(_records(stream, 0))
        if any(kind == _PASSWORD for kind, _ in records):
            return Problem(kinds.FILE_ENCRYPTED, file)
        starts = [struct.unpack_from("<I", content)[0] for kind, content in records if kind == _SHEET]
        return [list(_errors(stream, start)) for start in starts]
    except (struct.error, LookupError, ValueError):
        return Problem(kinds.FILE_DAMAGED, file)


def with_unicode(data: bytes) -> bytes:
    """Return a sound xls whose texts are read as what they are in Excel 97 and later: Unicode.

    The software of some clocks records another code page there (1252), which Excel passes over and the reader of
    workbooks believes.
    """
    stream = _workbook_stream(data)
    if stream[4:6] != _EXCEL_97:
        return data
    end = 0
    for kind, content in _records(stream, 0):
        end += 4 + len(content)
        if kind == _CODE_PAGE and content != _UNICODE and (start := data.find(stream[:end])) >= 0:
            return data[: start + end - len(content)] + _UNICODE + data[start + end :]
        if kind == _CODE_PAGE:
            break
    return data


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield (type, content) of the records from ``start`` to the end of that part of the stream."""
    while start + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + size]
        if kind == _END:
            return
        start += 4 + size


def _errors(stream: bytes, start: int) -> Iterator[Fault]:
    for kind, content in _records(stream, start):
        if kind not in _CELLS:
            continue
        row, position = struct.unpack_from("<HH", content)
        several = kind in {_NUMBERS, _BLANKS}  # these end with their last column
        last = struct.unpack_from("<H", content, len(content) - 2)[0] if several else position
        if max(position, last) >= limits.XLS_COLUMNS:
            raise ValueError(last)
        code = _error_code(kind, content)
        if code is not None:
            yield Fault(kinds.CELL_ERROR, row + 1, position, _ERRORS.get(code, "#?"), row + 1, position)


def _error_code(kind: int, content: bytes) -> int | None:
    if kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == 2:
        return content[8]
    return content[6] if kind == _BOOLEAN_OR_ERROR and content[7] else None


def _workbook_stream(data: bytes) -> bytes:
    """Return the stream ``Workbook`` (before Excel 97: ``Book``) of an OLE2 file: its sectors, joined."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    small_size = 1 << struct.unpack_from("<H", data, 32)[0]
    directory, cutoff, small_table = struct.unpack_from("<I4xII", data, 48)
    sectors = memoryview(data)[size:] if size == 512 else memoryview(data)[4096:]
    table = b"".join(_sector(sectors, number, size) for number in _table_sectors(data, sectors, size))
    entries = _chain(sectors, table, directory, size)
    streams = dict(_streams(entries))
    root = streams["root entry"]
    start, length = streams.get("workbook") or streams["book"]
    if length >= cutoff:
        return _chain(sectors, table, start, size)[:length]
    small_sectors = memoryview(_chain(sectors, table, root[0], size))
    return _chain(small_sectors, _chain(sectors, table, small_table, size), start, small_size)[:length]


def _table_sectors(data: bytes, sectors: memoryview, size: int) -> list[int]:
    """Return the numbers of the sectors that hold the table of chains."""
    numbers = list(struct.unpack_from("<109I", data, 76))
    following, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, len(sectors) // size)):
        *more, following = struct.unpack(f"<{size // 4}I", _sector(sectors, following, size))
        numbers += more
    return [number for number in numbers if number < _LAST_SECTOR]


def _sector(sectors: memoryview, number: int, size: int) -> memoryview:
    return sectors[number * size : (number + 1) * size]


def _chain(sectors: memoryview, table: bytes, number: int, size: int) -> bytes:
    parts: list[memoryview] = []
    while number < _LAST_SECTOR and len(parts) <= len(table) // 4:
        parts.append(_sector(sectors, number, size))
        (number,) = struct.unpack_from("<I", table, number * 4)
    return b"".join(parts)


def _streams(entries: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the name of each stream, in small letters, with its first sector and its length."""
    for start in range(0, len(entries) - 127, 128):
        (length,) = struct.unpack_from("<H", entries, start + 64)
        name = entries[start : start + min(max(length - 2, 0), 62)].decode("utf-16-le", errors="replace")
        yield name.lower(), struct.unpack_from("<II", entries, start + 116)
