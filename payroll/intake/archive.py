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

from payroll.intake import kinds_files as kinds
from payroll.intake import limits
from payroll.intake.grid import Fault, cell_name
from payroll.intake.sheet_scan import ATTRIBUTE, SheetScan, long_text, scan_sheet
from payroll.problems import Problem

_LEAST_RATIO = 1032
"""Deflate packs no tighter than this."""
_STEP = 1 << 20


class LyingDirectoryError(Exception):
    """A part of the archive is larger than the directory says."""


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
            paths = sheet_paths(archive)
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
        if part.endswith("sharedstrings.xml") and (text := long_text(unpacked(data, shared))):
            return limits.long_text(file, "", text)
    faults = {}
    for name, path in paths.items():
        info = parts.get(path.lower())
        scan = scan_sheet(unpacked(data, info)) if info else SheetScan()
        if scan.is_beyond:
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
            for _ in unpacked(data, info):
                pass


def unpacked(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
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


def sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return name of the sheet -> path of its XML, as the workbook declares them."""
    names = {name.lstrip("/").lower(): name for name in archive.namelist()}
    workbook = archive.read(names["xl/workbook.xml"]).decode("utf-8", errors="replace")
    relations = archive.read(names["xl/_rels/workbook.xml.rels"]).decode("utf-8", errors="replace")
    targets = {}
    for found in re.findall(r"<(?:\w+:)?Relationship\s([^>]*)>", relations):
        attributes = dict(ATTRIBUTE.findall(found))
        targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))[1:]
    paths = {}
    for found in re.findall(r"<(?:\w+:)?sheet\s([^>]*)>", workbook):
        attributes = dict(ATTRIBUTE.findall(found))
        identity = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        paths[html.unescape(attributes.get("name", ""))] = targets.get(identity, "")
    return paths


def _sheet_too_big(file: str, sheet: str, scan: SheetScan) -> Problem:
    limit = f"{limits.SHEET_ROWS:,} × {limits.COLUMNS} ≤ {limits.SHEET_CELLS:,}"
    value = cell_name(scan.rows, scan.columns - 1)
    return Problem(kinds.SHEET_TOO_BIG, file, sheet, value=value, details={"limit": limit})
