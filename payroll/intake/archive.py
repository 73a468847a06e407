"""The inside of an xlsx file, looked at before it is unpacked: is it of a bearable size, what do its cells hold.

A workbook of some kilobytes can unpack to gigabytes, its directory can lie about that, and two cells
can span a sheet of seventeen thousand million; each would take the machine's memory. The same look
finds what the reader of workbooks does not tell apart from a blank cell: a formula without its
value, and an error.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from payroll.intake import kinds_files as kinds
from payroll.intake import limits
from payroll.intake.grid import Fault, cell_name
from payroll.problems import Problem

_LEAST_RATIO = 1032
"""Deflate packs no tighter than this."""
_STEP = 1 << 20
_BYTES_OF_CHARACTER = 10
"""So many bytes a character of a text takes at most: ``&#x1F600;``."""
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,7}[0-9]{1,9})["']""")
_FORMULA_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*\bt\s*=\s*["']e["'][^>]*)>\s*(?:<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*)?"""
    rb"<(?:\w+:)?v>([^<]*)<"
)
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")


class LyingDirectoryError(Exception):
    """A part of the archive is larger than the directory says."""


@dataclass(slots=True)
class SheetScan:
    """What the cells of one sheet's XML tell: the extent (rows, columns), the faults, a text that is too long."""

    rows: int = 0
    columns: int = 0
    faults: list[Fault] = field(default_factory=list)
    long_text: str = ""


def scan_archive(file: str, data: bytes) -> dict[str, list[Fault]] | Problem:
    """Return name of the sheet -> its faulty cells, or why the workbook must not be opened.

    ``data`` is the whole file, of which ``sniff`` says that it is an xlsx.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if problem := _too_big(file, infos):
                return problem
            _check_true_sizes(data, infos)
            paths = _sheet_paths(archive)
        parts = {info.filename.lstrip("/").lower(): info for info in infos}
        return _scanned(file, data, parts, paths)
    except LyingDirectoryError:
        return Problem(kinds.FILE_LARGER_THAN_IT_SAYS, file)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError):
        return Problem(kinds.FILE_DAMAGED, file)


def _scanned(
    file: str, data: bytes, parts: Mapping[str, zipfile.ZipInfo], paths: Mapping[str, str]
) -> dict[str, list[Fault]] | Problem:
    for part, shared in parts.items():
        if part.endswith("sharedstrings.xml") and (text := _long_text(_unpacked(data, shared))):
            return limits.long_text(file, "", text)
    faults = {}
    for name, path in paths.items():
        info = parts.get(path.lower())
        scan = _scan_sheet(_unpacked(data, info)) if info else SheetScan()
        if _beyond(scan):
            return _sheet_too_big(file, name, scan)
        if scan.long_text:
            return limits.long_text(file, name, scan.long_text)
        faults[name] = scan.faults
    return faults


def _too_big(file: str, infos: list[zipfile.ZipInfo]) -> Problem | None:
    unpacked = sum(info.file_size for info in infos)
    return limits.file_too_big(file, unpacked, limits.UNPACKED_BYTES) if unpacked > limits.UNPACKED_BYTES else None


def _check_true_sizes(data: bytes, infos: list[zipfile.ZipInfo]) -> None:
    """Unpack every part, keeping nothing, where the file is large enough to hold more than the limit."""
    if sum(info.compress_size for info in infos) * _LEAST_RATIO <= limits.UNPACKED_BYTES:
        return
    for info in infos:
        if not re.search(r"worksheets/[^/]*\.xml$", info.filename):  # those are unpacked by the scan
            for _ in _unpacked(data, info):
                pass


def _unpacked(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part in pieces; raise ``LyingDirectoryError`` as soon as it is larger than declared."""
    name_size = int.from_bytes(data[info.header_offset + 26 : info.header_offset + 28], "little")
    extra_size = int.from_bytes(data[info.header_offset + 28 : info.header_offset + 30], "little")
    start = info.header_offset + 30 + name_size + extra_size
    packed = memoryview(data)[start : start + info.compress_size]
    if len(packed) < info.compress_size:
        raise EOFError(info.filename)
    if info.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(info.filename)  # a workbook is stored or deflated, nothing else
    left = info.file_size
    inflater = zlib.decompressobj(-15)
    waiting: bytes | memoryview = packed
    while not inflater.eof:
        piece = inflater.decompress(waiting, _STEP)
        waiting = inflater.unconsumed_tail
        if not piece and not waiting and not inflater.eof:
            raise EOFError(info.filename)
        left -= len(piece)
        if left < 0:
            raise LyingDirectoryError(info.filename)
        yield piece


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return name of the sheet -> path of its XML, as the workbook declares them."""
    names = {name.lstrip("/").lower(): name for name in archive.namelist()}
    workbook = archive.read(names["xl/workbook.xml"]).decode("utf-8", errors="replace")
    relations = archive.read(names["xl/_rels/workbook.xml.rels"]).decode("utf-8", errors="replace")
    targets = {}
    for found in re.findall(r"<(?:\w+:)?Relationship\s([^>]*)>", relations):
        attributes = dict(_ATTRIBUTE.findall(found))
        targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))[1:]
    paths = {}
    for found in re.findall(r"<(?:\w+:)?sheet\s([^>]*)>", workbook):
        attributes = dict(_ATTRIBUTE.findall(found))
        identity = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        paths[html.unescape(attributes.get("name", ""))] = targets.get(identity, "")
    return paths


def _scan_sheet(pieces: Iterator[bytes]) -> SheetScan:
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
        if _beyond(scan) or scan.long_text:
            break
    else:
        _scan_cells(rest, scan)
    return scan


def _long_text(pieces: Iterator[bytes]) -> str:
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
    cells = _CELL.findall(block)
    if cells:
        rows = {cell.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") for cell in cells}
        columns = {cell.rstrip(b"0123456789") for cell in cells}
        scan.rows = max(scan.rows, *map(int, rows))
        scan.columns = max(scan.columns, *map(_column_number, columns))
    scan.long_text = scan.long_text or _long_run(block)
    if b"<f" in block or b":f" in block:
        for match in _FORMULA_WITHOUT_VALUE.finditer(block):
            attributes = dict(_ATTRIBUTE.findall(match[1].decode("utf-8", errors="replace")))
            if attributes.get("t") != "str":  # a formula whose result is the empty text has a value
                _add_fault(scan, attributes, "")
    for match in _ERROR.finditer(block) if b't="e"' in block or b"t='e'" in block else ():
        attributes = dict(_ATTRIBUTE.findall(match[1].decode("utf-8", errors="replace")))
        _add_fault(scan, attributes, html.unescape(match[2].decode("utf-8", errors="replace")))


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


def _beyond(scan: SheetScan) -> bool:
    return (
        scan.rows > limits.SHEET_ROWS or scan.columns > limits.COLUMNS or scan.rows * scan.columns > limits.SHEET_CELLS
    )


def _sheet_too_big(file: str, sheet: str, scan: SheetScan) -> Problem:
    limit = f"{limits.SHEET_ROWS:,} × {limits.COLUMNS} ≤ {limits.SHEET_CELLS:,}"
    value = cell_name(scan.rows, scan.columns - 1)
    return Problem(kinds.SHEET_TOO_BIG, file, sheet, value=value, details={"limit": limit})
