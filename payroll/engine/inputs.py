"""The files of the data, in a folder or at a URL: which are read whole, and which are left to tasks.

Of data at a URL the small files are fetched, and an empty file stands for each of the others, so that names are
told, and mappings read, as those of a folder are.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from payroll.engine.errors import EngineError
from payroll.intake.files import zoned
from payroll.intake.found import FoundFile, FoundFiles, find_files, table_of_name
from payroll.intake.mapping import EXTENSION
from payroll.language import Text
from payroll.places import is_url
from payroll.storage import Storage
from payroll.tables import PUNCHES, SHIFTS

LARGE = frozenset({PUNCHES.name, SHIFTS.name})
"""The tables that have many rows of each employee."""
_LARGE_FILES = frozenset({".csv", ".tsv", ".txt", ".parquet"})
"""Workbooks and pages hold a million rows at most, and are read whole."""


@dataclass(frozen=True, slots=True)
class LargeFile:
    """A file that a task reads: its name within the data, its table, its size in bytes; ``stamp`` changes with it."""

    name: str
    table: str
    size: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """All files of the data; ``found`` are on this machine, those of ``large`` perhaps only by their names."""

    found: FoundFiles
    large: tuple[LargeFile, ...]

    @property
    def small(self) -> list[FoundFile]:
        """The files that are read whole."""
        names = {file.name for file in self.large}
        return [file for file in self.found.files if file.name not in names]


def find_inputs(data: str, mirror: Path) -> Inputs:
    """Find the files of the data at a path or a URL; of a URL the small ones are fetched into ``mirror``.

    Raises ``StorageError`` if the URL cannot be read, ``EngineError`` if there is nothing, or a name that no file
    within a folder can have: it is written nowhere.
    """
    if not is_url(data):
        found = find_files(Path(data), zoned())
        large = [_of_folder(file) for file in found.files if _is_large(file)]
        return Inputs(found, tuple(large))
    source = Storage(data)
    stamps = source.stamps()
    if not stamps:
        raise EngineError(
            Text.of("there are no files at {place}. Check the URL, and that the key may read it.", place=source.place)
        )
    names = sorted(name for name in stamps if not name.endswith("/"))  # some programs put an object for a folder
    for name in names:
        if not _is_within(name):
            raise EngineError(_outside(source.place, name))
    for name in names:
        path = mirror / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if _may_be_large(name):
            path.touch()
        else:
            source.get(name, path)
    found = find_files(mirror, zoned())
    for file in found.files:
        if not _is_large(file) and _may_be_large(file.name):
            source.get(file.name, file.path)
    large = [LargeFile(file.name, _table(file), *stamps[file.name]) for file in found.files if _is_large(file)]
    return Inputs(found, tuple(large))


def _is_within(name: str) -> bool:
    """Tell whether a name, joined to a folder, is that of a file below it, and of no other name's."""
    path = PurePath(name)
    return not path.anchor and ".." not in path.parts and path.as_posix() == name and "\0" not in name


def _outside(place: str, name: str) -> Text:
    return Text.of(
        "{place} holds «{name}», which cannot be the name of a file within a folder (an empty part, . or .. between "
        "its slashes, a drive, a backslash). Rename or remove it and run again.",
        place=place,
        name=name,
    )


def _is_large(file: FoundFile) -> bool:
    return file.mapping is None and file.table is not None and file.table.name in LARGE and _may_be_large(file.name)


def _may_be_large(name: str) -> bool:
    if name.endswith(EXTENSION) or Path(name).suffix.lower() not in _LARGE_FILES:
        return False
    first, *below = name.split("/")
    table = table_of_name(first, whole=bool(below))
    return table is not None and table.name in LARGE


def _of_folder(file: FoundFile) -> LargeFile:
    try:
        found = file.path.stat()
    except OSError:  # reading it will tell
        return LargeFile(file.name, _table(file), 0, "")
    return LargeFile(file.name, _table(file), found.st_size, f"{found.st_size} {found.st_mtime_ns}")


def _table(file: FoundFile) -> str:
    return file.table.name if file.table is not None else ""
