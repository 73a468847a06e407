"""The largest files of a folder, read ahead: while the libraries load that understand them, the disk can work.

Nothing heavy is imported here.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from payroll.intake.found import FoundFile, find_files

AT_ONCE = 2
"""Files that are read side by side: Arrow leaves a processor free where it waits or only copies."""
_MOST_BYTES = 1 << 30
"""A larger file is not read ahead: it may be too big to be read at all."""


@dataclass(frozen=True, slots=True)
class BegunFile:
    """The bytes of a file, or the ``OSError`` that there was, and their SHA-256, once they are there."""

    data: Future[bytes]
    sha256: Future[str]


def begin_file(path: Path, threads: ThreadPoolExecutor) -> BegunFile:
    """Begin to read a file; its hash is taken of the same bytes, beside whatever is done with them."""
    data = threads.submit(path.read_bytes)
    return BegunFile(data, threads.submit(lambda: hashlib.sha256(data.result()).hexdigest()))


def begin_largest(folder: Path, threads: ThreadPoolExecutor) -> dict[Path, BegunFile]:
    """Begin to read those files of a data folder that ``payroll.intake.files`` will take first, by path."""
    first = largest_first(find_files(folder).files)[:AT_ONCE]
    return {file.path: begin_file(file.path, threads) for file in first if size_of(file) <= _MOST_BYTES}


def largest_first(files: tuple[FoundFile, ...]) -> list[FoundFile]:
    """Return the files in the order in which they are read, so that none is left to the end, alone."""
    return sorted(files, key=size_of, reverse=True)


def size_of(file: FoundFile) -> int:
    """Return the bytes of a file, 0 where the system does not tell."""
    try:
        return file.path.stat().st_size
    except OSError:  # reading it will tell
        return 0
