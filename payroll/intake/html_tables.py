"""Web pages that are named as spreadsheets: the rows of their tables, one below the other, as Excel shows them."""

from __future__ import annotations

import codecs
import re
from html import unescape

import pyarrow as pa

from payroll.intake import kinds_files as kinds
from payroll.intake import limits
from payroll.intake.delimited import guess_warnings
from payroll.intake.encodings import BadByte, to_utf8
from payroll.intake.grid import Grid
from payroll.problems import Problem

_WIDEST_CELL = 100
_CHARSET = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]+)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TABLE_TAG = re.compile(r"<(?P<closing>/?)(?P<name>table|tr|td|th)\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPAN = re.compile(r"\bcolspan\s*=\s*[\"']?([0-9]{1,4})\b", re.IGNORECASE)
_HIDDEN = re.compile(r"<!--|<script\b|<style\b", re.IGNORECASE)
_END_OF_HIDDEN = {
    "<!--": re.compile("-->"),
    "<script": re.compile(r"</script\b[^<>]*>", re.IGNORECASE),
    "<style": re.compile(r"</style\b[^<>]*>", re.IGNORECASE),
}


def read_page(file: str, data: pa.Buffer) -> tuple[Grid, tuple[Problem, ...]] | Problem:
    """Return the rows of all tables of a page as one grid, and warnings; or why there is none.

    A cell is its text; one that spans several columns is followed by blank ones. Where ``<tr>`` is missing, a
    row begins with the first cell after the end of the row before it. A page without tables has no rows.
    The time grows with the size alone, whatever the page holds.
    """
    if data.size > limits.PAGE_BYTES:
        return limits.file_too_big(file, data.size, limits.PAGE_BYTES)
    text = to_utf8(data, _charset(data))
    if isinstance(text, BadByte):
        return Problem(kinds.ENCODING, file, row=text.row, value=text.byte)
    rows = _rows(_visible(bytes(text.data).decode("utf-8")))
    return Grid("", rows, ragged=True), guess_warnings(file, text)


def _charset(data: pa.Buffer) -> str:
    """Return the charset that a page names; "" for none, and for those that every text seems to be in."""
    named = _CHARSET.search(bytes(data[:4096]))
    try:
        name = codecs.lookup(named[1].decode("ascii")).name if named else ""
    except LookupError:
        return ""
    return "" if name.startswith(("iso8859", "cp125", "ascii", "latin")) else name


def _visible(text: str) -> str:
    """Return a page without comments, scripts and styles."""
    parts, at = [], 0
    while (match := _HIDDEN.search(text, at)) is not None:
        parts.append(text[at : match.start()])
        end = _END_OF_HIDDEN[match[0].lower()].search(text, match.end())
        at = end.end() if end is not None else len(text)
    return "".join([*parts, text[at:]])


def _rows(text: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    begin, span = -1, 1
    for tag in _TABLE_TAG.finditer(f"{text}</table>"):
        if begin >= 0:
            row += [_text_of_cell(text[begin : tag.start()]), *[""] * (span - 1)]
            begin = -1
        if tag["name"].lower() in {"tr", "table"}:
            rows += [tuple(row)] if row else []
            row = []
        elif not tag["closing"]:
            begin, span = tag.end(), _columns_of(tag["attributes"])
    return rows


def _text_of_cell(html: str) -> str:
    lines = _BREAK.sub("\x00", html)
    return unescape(_SPACE.sub(" ", _TAG.sub("", lines)).replace("\x00", "\n")).strip()


def _columns_of(attributes: str) -> int:
    found = _SPAN.search(attributes)
    return min(max(int(found[1]), 1), _WIDEST_CELL) if found else 1
