"""The output folder: all files of a run appear together, or none.

Files are made in a hidden folder inside the output folder and moved out when the last one is complete.
A run that is killed before leaves the old files as they were; its hidden folder goes with the next run.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from payroll.language import Text
from payroll.system_errors import reason_of

Writer = Callable[[Path], None]
"""Writes one complete file to the path it is given."""

_HIDDEN = ".payroll-writing-"
_AT_ONCE = 2
_REASONS: Mapping[int, Text] = {
    errno.EACCES: Text.of("no permission, or it is open in Excel"),
    errno.EPERM: Text.of("no permission, or it is open in Excel"),
    errno.ENOENT: Text.of("the folder vanished while it was written, perhaps another run writes to it as well"),
    errno.ECHILD: Text.of("a process that draws the pages ended, perhaps for lack of memory"),
}
_MAKING = {**_REASONS, errno.ENOENT: Text.of("there can be no folder, or its drive is not connected")}


class OutputError(Exception):
    """The output folder could not be written; ``text`` says where, why and what to do.

    ``making`` says that the folder itself could not be made.
    """

    def __init__(self, path: Path, error: OSError, *, making: bool = False) -> None:
        reason = reason_of(error, _MAKING if making else _REASONS)
        self.text = _cannot_make(path, reason) if making else _cannot_write(path, reason)
        super().__init__(self.text.en)


def _cannot_make(path: Path, reason: Text) -> Text:
    return Text.of(
        "cannot make the folder {path}: {reason}. Correct this and run again, or name another folder with --out; no "
        "results were written.",
        path=path,
        reason=reason,
    )


def _cannot_write(path: Path, reason: Text) -> Text:
    return Text.of(
        "cannot write {path}: {reason}. Correct this and run again, or name another folder with --out; the files "
        "that were there are unchanged.",
        path=path,
        reason=reason,
    )


@dataclass(frozen=True, slots=True)
class Output:
    """Files that are being made for a folder. Nothing of them is seen there before ``publish``.

    ``retired`` are files of earlier runs that have no place beside the new ones; they go with ``publish``.
    """

    folder: Path
    hidden: Path
    threads: ThreadPoolExecutor
    running: dict[Path, Future[None]] = field(default_factory=dict)
    retired: set[Path] = field(default_factory=set)

    def start(self, name: str, write: Writer) -> Path:
        """Begin to write a file beside whatever else is done; return the path that it will have.

        ``name`` may lie in a folder of its own (``marked/employees.xlsx``).
        """
        target = self.folder / name
        with _blaming(target):
            (self.hidden / name).parent.mkdir(parents=True, exist_ok=True)
        self.running[target] = self.threads.submit(write, self.hidden / name)
        return target

    def expect(self, names: Iterable[str], made: Future[None]) -> None:
        """Let files that are made elsewhere be among them; they are complete in ``hidden`` once ``made`` is done."""
        self.running.update((self.folder / name, made) for name in names)

    def retire(self, name: str) -> None:
        """Let a file of an earlier run go when the new ones appear; nothing happens if there is none."""
        self.retired.add(self.folder / name)

    def wait(self) -> None:
        """Wait until all files are complete. Raises ``OutputError`` if one could not be written, or not be replaced."""
        for target, done in self.running.items():
            with _blaming(target):
                done.result()
        for target in (*self.running, *self.retired):
            with _blaming(target):
                _check_replaceable(target)

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of each file by name, once all are complete. Raises ``OutputError`` as ``wait``."""
        self.wait()
        names = [target.relative_to(self.folder).as_posix() for target in self.running]
        with _blaming(self.folder):
            return dict(zip(names, self.threads.map(_sha256, [self.hidden / name for name in names]), strict=True))

    def publish(self) -> None:
        """Put all files into the folder. Raises ``OutputError`` if one cannot be written or replaced."""
        self.wait()
        for target in self.running:
            with _blaming(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                (self.hidden / target.relative_to(self.folder)).replace(target)
        for target in self.retired - set(self.running):
            with _blaming(target):
                target.unlink(missing_ok=True)


@contextmanager
def output_to(folder: Path) -> Iterator[Output]:
    """Prepare ``folder``, which is made if it does not exist, for files that appear together or not at all.

    Raises ``OutputError`` if it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(folder, error, making=True) from error
    with _blaming(folder):
        _remove_left_over(folder)
        hidden = tempfile.TemporaryDirectory(prefix=_HIDDEN, dir=folder, ignore_cleanup_errors=True)
    with hidden, ThreadPoolExecutor(_AT_ONCE) as threads:
        yield Output(folder, Path(hidden.name), threads)


def write_together(folder: Path, writers: Mapping[str, Writer]) -> tuple[Path, ...]:
    """Write the files named in ``writers`` into ``folder``, which is made if it does not exist.

    Returns their paths, in the same order. Raises ``OutputError`` if anything cannot be written.
    """
    with output_to(folder) as output:
        paths = tuple(output.start(name, write) for name, write in writers.items())
        output.publish()
    return paths


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(path, error) from error


def _remove_left_over(folder: Path) -> None:
    for hidden in folder.glob(f"{_HIDDEN}*"):
        shutil.rmtree(hidden, ignore_errors=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_replaceable(target: Path) -> None:
    """Raise ``OSError`` if a file cannot be replaced, before the first one has been."""
    if target.exists():
        with target.open("r+b"):
            pass
