"""Text files in the encodings that occur, turned into UTF-8 or refused."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from payroll.intake.sniff import utf16_of


@dataclass(frozen=True, slots=True)
class BadByte:
    """The first byte that is no text: its row (counted by line ends) and its value as two hex digits."""

    row: int
    byte: str


def to_utf8(data: pa.Buffer) -> pa.Buffer | BadByte:
    """Return the text as UTF-8 without BOM.

    Read as UTF-16 (by BOM or by where its NULs are), UTF-8, or GB18030, which covers GBK and GB2312. A
    text that is UTF-8 but for some broken bytes is refused rather than read as GB18030: it would
    come out as other Chinese characters without any error.
    """
    head = bytes(data[: 1 << 13])
    if encoding := utf16_of(head):
        return _decoded(bytes(data), encoding, 2 if head[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else 0)
    if head.startswith(codecs.BOM_UTF8):
        data = data.slice(3)
    if _is_utf8(data):
        return data
    raw = bytes(data)
    return _decoded(raw, "utf-8" if _is_mostly_utf8(raw) else "gb18030", 0)


def _is_utf8(data: pa.Buffer) -> bool:
    """Tell whether the bytes are UTF-8, at the speed of Arrow: a cast of the whole text as one cell."""
    offsets = pa.py_buffer(np.array([0, data.size], np.int64))
    cell = pa.Array.from_buffers(pa.large_binary(), 1, [None, offsets, data])
    try:
        cell.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _is_mostly_utf8(raw: bytes) -> bool:
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return sound > broken


def _decoded(raw: bytes, encoding: str, start: int) -> pa.Buffer | BadByte:
    try:
        return pa.py_buffer(raw[start:].decode(encoding).encode("utf-8"))
    except UnicodeDecodeError as error:
        position = min(error.start + start, len(raw) - 1)
        before = raw[start:position].decode(encoding, errors="replace")
    except UnicodeEncodeError as error:  # half of a surrogate pair
        before, position = raw[start:].decode(encoding)[: error.start], 0
    return BadByte(before.count("\n") + 1, f"{raw[position]:02X}")
