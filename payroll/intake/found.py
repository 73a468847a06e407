"""Which files of the data folder belong to which table, by their names."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from payroll.intake import kinds_files as kinds
from payroll.intake.kinds_mapping import MAPPING_TWO, MAPPING_UNUSED
from payroll.intake.mapping import EXTENSION, FileMapping, read_mapping
from payroll.intake.sniff import READ_EXTENSIONS
from payroll.places import is_url
from payroll.problems import Problem
from payroll.table import Table
from payroll.tables import TABLES


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to be read: its path, its name within the folder (with ``/``), and the table its name tells, if any.

    ``mapping`` is the one that the user wrote for it; it goes before the name.
    """

    path: Path
    name: str
    table: Table | None
    mapping: FileMapping | None = None


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The files of a folder in the order of their names, the problems of finding them, and the mappings' own files."""

    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]
    mappings: tuple[FoundFile, ...] = ()


def find_files(folder: Path, zoned: Sequence[str] = ()) -> FoundFiles:
    """Return the files to be read in a data folder.

    A file belongs to a table by its name (``punches.csv``, ``打卡 10月.xlsx``) or by the folder it is in
    (``punches/``, at any depth). Files at the top whose name tells no table are for the readers of
    clocks. Excel's lock files and hidden files are passed over; what cannot be read is named. A file that
    a mapping (``*.mapping.toml``) is for may have any name; ``zoned`` are the readers that take a zone.
    Links to folders are followed.
    """
    if not folder.is_dir():
        return FoundFiles((), (Problem(kinds.FOLDER_MISSING, value=shown(folder.as_posix())),))
    files: list[FoundFile] = []
    problems: list[Problem] = []

    def failed(error: OSError) -> None:
        problems.append(_unreadable(folder, error))

    mappings, sources, wrong = mappings_in(folder, zoned)
    problems += wrong
    used: set[str] = set()
    for path in _entries(folder, failed):
        table = table_of_name(path.name, whole=path.is_dir())
        if path.is_dir() and table is None:
            problems.append(Problem(kinds.FILE_IGNORED, f"{shown(path.name)}/"))
            continue
        for file in _files_below(path, failed) if path.is_dir() else (path,):
            name = shown(file.relative_to(folder).as_posix())
            if name.endswith(EXTENSION):
                continue
            claims = [mapping for mapping in mappings if mapping.is_for(name)]
            used.update(mapping.file for mapping in claims)
            if len(claims) > 1:
                problems.append(Problem(MAPPING_TWO, name, value=", ".join(each.file for each in claims)))
            elif claims:
                files.append(FoundFile(file, name, claims[0].table, claims[0]))
            elif file.suffix.lower() in READ_EXTENSIONS:
                files.append(FoundFile(file, name, table))
            else:
                problems.append(Problem(kinds.FILE_IGNORED, name))
    problems += [
        Problem(MAPPING_UNUSED, mapping.file, value=", ".join(mapping.files))
        for mapping in mappings
        if mapping.file not in used
    ]
    return FoundFiles(tuple(sorted(files, key=lambda each: each.name)), tuple(problems), tuple(sources))


def mappings_in(folder: Path, zoned: Sequence[str]) -> tuple[list[FileMapping], list[FoundFile], list[Problem]]:
    """Return the mappings at the top of a folder and in the folders of its tables, their files, and what is wrong.

    Of folders that cannot be read nothing is said: ``find_files`` does.
    """
    mappings: list[FileMapping] = []
    files: list[FoundFile] = []
    problems: list[Problem] = []
    for path in _entries(folder):
        inside = _files_below(path) if path.is_dir() and table_of_name(path.name, whole=True) else iter((path,))
        for file in inside:
            name = shown(file.relative_to(folder).as_posix())
            if file.is_dir() or not name.endswith(EXTENSION):
                continue
            files.append(FoundFile(file, name, None))
            try:
                content = file.read_bytes()
            except OSError as error:
                problems.append(Problem(kinds.FILE_UNREADABLE, name, value=str(error.strerror or error)))
                continue
            read = read_mapping(name, content, zoned)
            if isinstance(read, FileMapping):
                mappings.append(read)
            else:
                problems += read
    return mappings, files, problems


def lies_among_tables(place: str, data: str) -> bool:
    """Tell whether files at a place would be read: it is the data folder, or below one of its folders of a table.

    Both are paths or URLs.
    """
    if is_url(place) != is_url(data):
        return False
    inner, outer = (PurePosixPath(each) if is_url(each) else Path(each).resolve() for each in (place, data))
    if not inner.is_relative_to(outer):
        return False
    below = inner.relative_to(outer).parts
    return not below or table_of_name(below[0], whole=True) is not None


def shown(name: str) -> str:
    r"""Return a file name as it can be written: bytes that are no UTF-8 as ``\xff``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def table_of_name(name: str, *, whole: bool = False) -> Table | None:
    """Return the table whose name, English or Chinese, a file name begins with (or is, with ``whole``).

    An English name must end there: ``leave-10.csv`` is leave, ``leavers.csv`` is not.
    """
    stem = unicodedata.normalize("NFKC", name if whole else PurePosixPath(name).stem).casefold().strip()
    for table in TABLES:
        if whole and stem in {table.name, table.zh}:
            return table
        if not whole and (re.match(rf"{table.name}(?![a-z])", stem) or stem.startswith(table.zh)):
            return table
    return None


def _entries(folder: Path, failed: Callable[[OSError], None] = lambda _: None) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not _is_passed_over(path.name))
    except OSError as error:
        failed(error)
        return []


def _is_passed_over(name: str) -> bool:
    """Tell whether a file is hidden, Excel's own while a workbook is open, or what the Explorer keeps of a folder."""
    return name.startswith((".", "~$")) or name.lower() in {"desktop.ini", "thumbs.db"}


def _files_below(folder: Path, failed: Callable[[OSError], None] | None = None) -> Iterator[Path]:
    """Yield the files below a folder and below what it links to; each real folder once, so that circles end."""
    visited: set[str] = set()
    for directory, folders, names in os.walk(folder, onerror=failed, followlinks=True):
        real = os.path.realpath(directory)
        if real in visited:
            folders.clear()
            continue
        visited.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not _is_passed_over(name):
                yield Path(directory, name)


def _unreadable(folder: Path, error: OSError) -> Problem:
    path = Path(error.filename or folder)
    name = path.as_posix() if path == folder else path.relative_to(folder).as_posix()
    return Problem(kinds.FOLDER_UNREADABLE, f"{shown(name)}/", value=str(error.strerror or error))
