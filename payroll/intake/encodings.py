"""Text files in the encodings that occur, turned into UTF-8 or refused."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from payroll.intake.sniff import utf16_of


@dataclass(frozen=True, slots=True)
class BadByte:
    """The first byte that is no text: its row (counted by line ends) and its value as two hex digits."""

    row: int
    byte: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A text that was taken for Windows-1252: the first row with a letter beyond ASCII, and the word it is in."""

    row: int
    word: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as UTF-8 without BOM, and whether its encoding was guessed."""

    data: pa.Buffer
    guess: Guess | None = None


def to_utf8(data: pa.Buffer, charset: str = "") -> Decoded | BadByte:
    """Return the text as UTF-8.

    Read as UTF-16 (by BOM or by where its NULs are), UTF-8, the ``charset`` that the file names, or GB18030,
    which covers GBK and GB2312; as Windows-1252 only where it cannot be Chinese (``_is_western``). A
    text that is UTF-8 but for some broken bytes is refused rather than read as GB18030: it would
    come out as other Chinese characters without any error.
    """
    head = bytes(data[: 1 << 13])
    if encoding := utf16_of(head):
        return _decoded(bytes(data), encoding, 2 if head[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else 0)
    if head.startswith(codecs.BOM_UTF8):
        data = data.slice(3)
    if _is_utf8(data):
        return Decoded(data)
    raw = bytes(data)
    if _is_mostly_utf8(raw):
        return _decoded(raw, "utf-8", 0)
    if charset and isinstance(named := _decoded(raw, charset, 0), Decoded):
        return named
    if _is_western(raw):
        western = _decoded(raw, "cp1252", 0)
        return replace(western, guess=_guess(western.data)) if isinstance(western, Decoded) else western
    return _decoded(raw, "gb18030", 0)


_HIGH = rb"[\x80-\xff]"
_WESTERN = rb"[\x8a\x8c\x8e\x91\x92\x96\x9a\x9c\x9e\x9f\xaa\xb0\xb7\xba\xc0-\xd6\xd8-\xf6\xf8-\xff]"
"""Letters of Windows-1252 beyond ASCII, and the marks that stand within names: ’ ‘ – · ª º °."""
_THREE_HIGH = re.compile(_HIGH + b"{3}")
_RUN = re.compile(_HIGH + b"+")
_BESIDE_A_LETTER = re.compile(rb"(?<!%b)(?:(?<=[A-Za-z])%b|%b(?=[A-Za-z]))(?!%b)" % (_HIGH, _WESTERN, _WESTERN, _HIGH))


def _is_western(raw: bytes) -> bool:
    r"""Tell whether a text that is no UTF-8 is Windows-1252 and cannot be Chinese.

    Its first line is ASCII, and each byte beyond ASCII stands beside ASCII letters (``CA\xd1ETE``). Chinese
    words have two or more such bytes side by side; only where the text is no sound GB18030 (``Jos\xe9,``),
    two may be letters, if most stand alone.
    """
    if not raw.lstrip(b"\r\n").split(b"\n", 1)[0].isascii() or _THREE_HIGH.search(raw):
        return False
    runs = Counter(len(run) for run in _RUN.findall(raw))
    if runs[2] and (runs[2] >= runs[1] or isinstance(_decoded(raw, "gb18030", 0), Decoded)):
        return False
    return runs[1] > 0 and len(_BESIDE_A_LETTER.findall(raw)) == runs[1]


def _guess(text: pa.Buffer) -> Guess:
    decoded = bytes(text).decode("utf-8")
    match = re.search(r"[^\s,;\t\"]*[^\x00-\x7f][^\s,;\t\"]*", decoded)
    assert match is not None
    return Guess(decoded.count("\n", 0, match.start()) + 1, match[0])


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


def _decoded(raw: bytes, encoding: str, start: int) -> Decoded | BadByte:
    try:
        return Decoded(pa.py_buffer(raw[start:].decode(encoding).encode("utf-8")))
    except UnicodeDecodeError as error:
        position = min(error.start + start, len(raw) - 1)
        before = raw[start:position].decode(encoding, errors="replace")
    except UnicodeEncodeError as error:  # half of a surrogate pair
        before, position = raw[start:].decode(encoding)[: error.start], 0
    return BadByte(before.count("\n") + 1, f"{raw[position]:02X}")
