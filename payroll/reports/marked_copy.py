"""Copies of a person's own workbooks with the problems marked in them: cells coloured, each with what is wrong.

The original is only read. The copy keeps formulas, filters, hidden rows, macros; what openpyxl does not
know, such as charts, is lost in it, so it is for finding the cells, and the original is what is corrected.
"""

from __future__ import annotations

import io
import posixpath
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from payroll.language import Language, Text
from payroll.problems import Problem

FOLDER = "marked"
"""The folder for marked copies within the output folder."""
MOST_BYTES, MOST_UNPACKED = 4 << 20, 32 << 20
"""Of a workbook that gets a marked copy, packed and unpacked: some 80,000 rows, which take some ten seconds."""
_EXTENSIONS = (".xlsx", ".xlsm")
_NOT_OPENED = frozenset(
    {"CELL-TOO-LONG", "FILE-DAMAGED", "FILE-ENCRYPTED", "FILE-TOO-BIG", "FILE-UNREADABLE", "SHEET-TOO-BIG"}
)
"""With one of these problems the program itself did not open the workbook; nothing else shall either."""
KEYWORD = "payroll-marked-copy"
"""A keyword in the properties of a marked copy, by which it is known."""
PROPERTIES = "docProps/core.xml"
"""The part of a workbook that holds its properties."""

_TOO_LARGE = Text.of(
    "above {megabytes} MB, or {unpacked_megabytes} MB unpacked",
    megabytes=MOST_BYTES >> 20,
    unpacked_megabytes=MOST_UNPACKED >> 20,
)
_UNREADABLE = Text.of("it cannot be opened as a workbook")


@dataclass(frozen=True, slots=True)
class Marked:
    """The copies, by name within the output folder, and the files that got none, with the reason."""

    copies: Mapping[str, bytes]
    left_out: tuple[tuple[str, Text], ...] = ()


NOTHING_MARKED = Marked({})


def marked_copies(problems: Sequence[Problem], data: Path, language: Language) -> Marked:
    """Return a marked copy of each xlsx or xlsm file of the folder ``data`` that has problems.

    Nothing is raised for a file that cannot be marked: it is left out, and named.
    """
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        if PurePosixPath(problem.file).suffix.lower() in _EXTENSIONS:
            by_file.setdefault(problem.file, []).append(problem)
    copies: dict[str, bytes] = {}
    left_out: list[tuple[str, Text]] = []
    for file, found in by_file.items():
        made = _marked(data / file, found, language)
        if isinstance(made, Text):
            left_out.append((file, made))
        else:
            copies[posixpath.join(FOLDER, file)] = made
    return Marked(copies, tuple(left_out))


def earlier_copies(folder: Path) -> list[str]:
    """Return the names, within an output folder, of the marked copies that an earlier run wrote there."""
    found = (path for path in sorted((folder / FOLDER).rglob("*")) if path.suffix.lower() in _EXTENSIONS)
    return [path.relative_to(folder).as_posix() for path in found if _is_marked(path)]


def _is_marked(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return KEYWORD.encode() in archive.read(PROPERTIES)
    except (OSError, zipfile.BadZipFile, KeyError):
        return False


def _marked(path: Path, problems: Sequence[Problem], language: Language) -> bytes | Text:
    if any(problem.code in _NOT_OPENED for problem in problems):
        return _UNREADABLE
    from payroll.reports.marked_book import with_marks

    try:
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            unpacked = sum(info.file_size for info in archive.infolist())
        if len(data) > MOST_BYTES or unpacked > MOST_UNPACKED:
            return _TOO_LARGE
        with warnings.catch_warnings():  # of what the copy cannot keep, such as extensions of other programs
            warnings.simplefilter("ignore")
            return with_marks(data, names, problems, language)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (whatever the library raises about a foreign file, only the copy is missing)
        return _UNREADABLE
