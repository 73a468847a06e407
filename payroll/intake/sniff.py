"""What a file is, by its bytes and not by its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import Literal

FileKind = Literal["text", "xlsx", "xls", "old-xls", "parquet", "html", "encrypted", "damaged", "empty", "binary"]
"""``old-xls`` is a bare BIFF stream (Excel 4 and before, and some clocks); ``damaged`` begins like a
workbook and is not whole; ``binary`` is anything else that is no text."""

NAMES_OF_KIND: dict[str, frozenset[str]] = {
    "text": frozenset({".csv", ".txt", ".tsv", ".dat"}),
    "xlsx": frozenset({".xlsx", ".xlsm"}),
    "xls": frozenset({".xls"}),
    "old-xls": frozenset({".xls"}),
    "parquet": frozenset({".parquet"}),
}
"""The extensions that a file of each kind may have."""
READ_EXTENSIONS = frozenset().union(*NAMES_OF_KIND.values())
"""Files with another extension are not looked into."""

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_HTML_STARTS = (b"<html", b"<!doctype", b"<table", b"<head", b"<meta", b"<style", b"<?xml", b"<workbook", b"<!--")
_HEAD = 8192


def sniff(data: bytes | memoryview) -> FileKind:
    """Return what the bytes of a whole file are."""
    head = bytes(data[:_HEAD])
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        return "empty" if not bytes(data).strip(b"\xef\xbb\xbf \t\r\n") else "text"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK"):
        return _kind_of_zip(data)
    if head.startswith(_OLE2):
        return _kind_of_ole2(bytes(data))
    if head.startswith(_BARE_BIFF):
        return "old-xls"
    return _kind_of_text(head)


def name_fits(name: str, kind: FileKind) -> bool:
    """Tell whether a file's extension is one that files of this kind have (always, for kinds that are not read)."""
    return kind not in NAMES_OF_KIND or PurePath(name).suffix.lower() in NAMES_OF_KIND[kind]


def utf16_of(head: bytes) -> str:
    """Return ``utf-16-le`` or ``utf-16-be`` if the bytes look like it (by BOM or where the NULs are), else ""."""
    if head.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if head.startswith(b"\xfe\xff"):
        return "utf-16-be"
    half = max(len(head) // 2, 1)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Tables hold digits, separators and line ends; in UTF-16 each of them has one NUL, always on one side.
    if odd > 0.2 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.2 * half and odd < 0.02 * half:
        return "utf-16-be"
    return ""


def _kind_of_zip(data: bytes | memoryview) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "damaged"
    if any(info.flag_bits & 1 for info in infos):
        return "encrypted"
    names = {info.filename.lower().replace("\\", "/") for info in infos}
    return "xlsx" if "xl/workbook.xml" in names else "binary"


def _kind_of_ole2(data: bytes) -> FileKind:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") + b"\0\0" in data

    if holds("EncryptedPackage"):
        return "encrypted"
    if holds("Workbook") or holds("Book"):
        return "xls"
    return "binary" if holds("Root Entry") else "damaged"


def _kind_of_text(head: bytes) -> FileKind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_HTML_STARTS):
        return "html"
    if utf16_of(head):
        return "text"
    controls = sum(head.count(bytes((code,))) for code in range(32) if code not in b"\t\n\r\f\x1a")
    return "binary" if 0 in head or controls > len(head) // 50 else "text"
