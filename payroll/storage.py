"""Files in a folder, or at any URL that fsspec knows (``s3://…``, ``sftp://…``, ``memory://…``).

A file is written under a temporary name and then moved, so that under its own name there is all of it or nothing,
whatever happens to the machine that writes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import fsspec
from fsspec.dircache import DirCache
from fsspec.implementations.local import LocalFileSystem

from payroll.language import Text, same
from payroll.places import is_url, shown, without_password
from payroll.system_errors import known_reason

if TYPE_CHECKING:
    import pyarrow as pa

UNFINISHED = ".unfinished"
"""The folder of what is being written; what a killed run left in it may be deleted."""
_BLOCK = 8 << 20
"""How many bytes are fetched or sent at a time."""
_PIECE = 1 << 20
"""How many bytes of a file are copied at a time."""
_NO_PERMISSION = Text.within("writing", "permission denied")
_ABSENT = Text.of("there is no such file, folder or bucket")
_REASONS: Mapping[int, Text] = {
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.ENOENT: _ABSENT,
    errno.EISDIR: Text.of("there is a folder of this name"),
    errno.ECONNREFUSED: Text.of("the server refuses the connection"),
}
_REASONS_BY_NAME: Mapping[str, Text] = {
    "FileNotFoundError": _ABSENT,  # of drivers, which give no number
    "PermissionError": _NO_PERMISSION,
    "EndpointConnectionError": Text.template("the server cannot be reached ({words})"),
    "NoCredentialsError": Text.of("no access key is given for it (for S3: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)"),
}
"""What the names of drivers' errors mean; their libraries need not be installed."""


class StorageError(Exception):
    """A file that cannot be read or written.

    ``text`` says where, what was found and what to do; ``reason`` is the part of it that says what was found.
    """

    def __init__(self, text: Text, reason: Text) -> None:
        self.text = text
        self.reason = reason
        super().__init__(text.en)

    def __reduce__(self) -> tuple[type[StorageError], tuple[Text, Text]]:
        return type(self), (self.text, self.reason)


class Storage:
    """The files of a folder, or of any URL of fsspec; the folder is made when the first file is written.

    Names are relative to it, with ``/`` between their parts. It can be pickled: what it is connected to is found
    again by its URL. Whatever drivers raise becomes a ``StorageError``.
    """

    def __init__(self, url: str) -> None:
        """Take the path of a folder or a URL. Raises ``StorageError`` for a URL that fsspec cannot use."""
        self.place = shown(url)
        """The path or URL as it can be shown, without user and password."""
        with self._told(_unusable, ""):
            self._url = url if is_url(url) else Path(url).expanduser().absolute().as_posix()
            self.is_local: bool = isinstance(self._connected[0], LocalFileSystem)
            """Whether it is a folder of this machine."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Storage) and self._url == other._url

    def __hash__(self) -> int:
        return hash(self._url)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_connected"}

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file, ``None`` if there is no such file."""
        with self._told(_unread, name):
            try:
                content: bytes = self._files.cat_file(self._path(name))
            except FileNotFoundError:
                return None
            return content

    def stream(self, name: str) -> BinaryIO:
        """Open a file for reading at any position, as Arrow and Parquet do, a few megabytes at a time.

        What is raised while it is read is the driver's own error.
        """
        with self._told(_unread, name):
            stream: BinaryIO = self._files.open(self._path(name), "rb", block_size=_BLOCK)
            return stream

    def write(self, name: str, data: bytes | memoryview | pa.Buffer) -> None:
        """Write a file, and the folders that it lies in. If that fails, what the file was before is still there."""
        content = memoryview(data)

        def write(stream: BinaryIO) -> None:
            stream.writelines(content[start : start + _PIECE] for start in range(0, content.nbytes, _PIECE))

        self._fill(name, write)

    def put(self, path: Path, name: str) -> None:
        """Write a file as ``write`` does, from a file of this machine, which is not taken into memory."""

        def copy(stream: BinaryIO) -> None:
            with path.open("rb") as source:
                shutil.copyfileobj(source, stream, _PIECE)

        self._fill(name, copy)

    def get(self, name: str, path: Path) -> None:
        """Copy a file to a file of this machine, all or nothing, without taking it into memory."""

        def uncopied(place: str, name: str, reason: Text) -> Text:
            return _uncopied(place, name, path, reason)

        unfinished = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
        with self._told(uncopied, name):
            try:
                with self.stream(name) as source, unfinished.open("wb") as target:
                    shutil.copyfileobj(source, target, _PIECE)
                unfinished.replace(path)
            finally:
                unfinished.unlink(missing_ok=True)

    def size(self, name: str) -> int | None:
        """Return how many bytes a file has, ``None`` if there is no such file."""
        with self._told(_unread, name):
            try:
                found = self._files.info(self._path(name))
            except FileNotFoundError:
                return None
            return None if found["type"] == "directory" else int(found["size"])

    def names(self, below: str = "") -> list[str]:
        """Return the names of all files below a folder, sorted, none if there is no such folder.

        They are relative to the storage, not to the folder. Files that are being written are not among them.
        """
        with self._told(_unlisted, below):
            found = self._found(self._path(below))
        names = (path.removeprefix(f"{self._root}/") for path in found if path != self._path(below))
        return sorted(name for name in names if not name.startswith(f"{UNFINISHED}/") and _is_file(name))

    def stamps(self) -> dict[str, tuple[int, str]]:
        """Return the size of every file in bytes, and what changes when the file does, by its name."""
        with self._told(_unlisted, ""):
            found = self._files.find(self._root, detail=True)
        return {
            path.removeprefix(f"{self._root}/"): (int(each["size"]), _stamp(each))
            for path, each in found.items()
            if each["type"] != "directory"
        }

    def remove(self, name: str) -> None:
        """Delete a file, or a folder with all that is in it; nothing if it is not there."""
        with self._told(_unremoved, name):
            path = self._path(name)
            if self.is_local:
                with contextlib.suppress(FileNotFoundError):
                    self._files.rm(path, recursive=True)
            else:  # one by one, since a driver's deletion of folders takes *, ? and [ for wildcards
                for each in self._found(path):
                    with contextlib.suppress(FileNotFoundError):
                        self._files.rm_file(each)

    def move(self, name: str, to: str) -> None:
        """Give a file another name; a file that has it already is replaced."""
        with self._told(_unwritten, to):
            self._make_folder_of(self._path(to))
            self._replace(self._path(name), self._path(to))

    @cached_property
    def _connected(self) -> tuple[Any, str]:
        """The file system, and where in it this storage is."""
        if not is_url(self._url):
            return LocalFileSystem(), self._url.rstrip("/")
        files, root = fsspec.core.url_to_fs(self._url)
        if isinstance(files.dircache, DirCache):  # other processes write into the folders, too
            files.invalidate_cache()
            files.dircache.use_listings_cache = False
        return files, root.rstrip("/")

    @property
    def _files(self) -> Any:
        return self._connected[0]

    @property
    def _root(self) -> str:
        return self._connected[1]

    @property
    def _renames(self) -> bool:
        """Whether the file system has a way of its own to rename. One that has none is a store of objects."""
        return type(self._files).mv is not fsspec.AbstractFileSystem.mv

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def _found(self, path: str) -> list[str]:
        """Return the paths of all files below a path; a server may name the path itself among them."""
        if self.is_local:
            return _found_in_folder(path)
        try:
            found: list[str] = self._files.find(path)
        except FileNotFoundError:
            return []
        return found

    def _fill(self, name: str, fill: Callable[[BinaryIO], object]) -> None:
        with self._told(_unwritten, name):
            unfinished = f"{self._root}/{UNFINISHED}/{uuid.uuid4().hex}"
            for path in (unfinished, self._path(name)):
                self._make_folder_of(path)
            try:
                with self._files.open(unfinished, "wb", block_size=_BLOCK) as stream:
                    fill(stream)
                    if self.is_local:  # what refers to it must not outlive it
                        stream.flush()
                        os.fsync(stream.fileno())
                self._replace(unfinished, self._path(name))
            except BaseException:
                with contextlib.suppress(Exception):
                    self._files.rm_file(unfinished)
                raise

    def _make_folder_of(self, path: str) -> None:
        if self._renames:  # a store of objects has no folders; asked for one, it makes the bucket
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)

    def _replace(self, path: str, to: str) -> None:
        if self.is_local:  # whose mv would copy over a file that is there, on Windows
            os.replace(path, to)  # noqa: PTH105
        elif self._renames:
            self._files.mv(path, to)
        else:
            self._files.cp_file(path, to)
            self._files.rm_file(path)

    @contextlib.contextmanager
    def _told(self, sentence: Callable[[str, str, Text], Text], name: str) -> Iterator[None]:
        try:
            yield
        except StorageError:
            raise
        except Exception as error:  # each protocol has errors of its own
            reason = _reason(error)
            raise StorageError(sentence(self.place, name, reason), reason) from error


def _found_in_folder(path: str) -> list[str]:
    """Return the paths of all files below a folder of this machine.

    Unlike the driver's search, this one is neither misled by files that others move meanwhile, nor takes a folder
    that it may not read for an empty one.
    """

    def failed(error: OSError) -> None:
        if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
            raise error

    return [f"{Path(folder).as_posix()}/{name}" for folder, _, names in os.walk(path, onerror=failed) for name in names]


def _is_file(name: str) -> bool:
    """Tell the name of a file from that of an empty object which some programs put where a folder shall be seen."""
    return bool(name) and not name.endswith("/")


def _unusable(place: str, _: str, reason: Text) -> Text:
    return Text.of(
        "«{place}» cannot be used: {reason}. Give the path of a folder, or a URL that fsspec supports (with its "
        "library installed).",
        place=place,
        reason=reason,
    )


def _unread(place: str, name: str, reason: Text) -> Text:
    return Text.of(
        "cannot read {name} in {place}: {reason}. Correct this and run the same command again.",
        name=name,
        place=place,
        reason=reason,
    )


def _unwritten(place: str, name: str, reason: Text) -> Text:
    return Text.of(
        "cannot write {name} in {place}: {reason}. Correct this and run the same command again; no half-written file "
        "is left.",
        name=name,
        place=place,
        reason=reason,
    )


def _unremoved(place: str, name: str, reason: Text) -> Text:
    return Text.of(
        "cannot delete {name} in {place}: {reason}. Correct this and run the same command again.",
        name=name,
        place=place,
        reason=reason,
    )


def _unlisted(place: str, _: str, reason: Text) -> Text:
    return Text.of(
        "cannot list the files in {place}: {reason}. Correct this and run the same command again.",
        place=place,
        reason=reason,
    )


def _uncopied(place: str, name: str, path: Path, reason: Text) -> Text:
    return Text.of(
        "cannot copy {name} in {place} to {path}: {reason}. Correct this and run the same command again.",
        name=name,
        place=place,
        path=path,
        reason=reason,
    )


def _stamp(found: Mapping[str, Any]) -> str:
    """Return what tells two states of a file apart: its size, and whatever the file system knows besides."""
    told = (found.get(name) for name in ("size", "ETag", "mtime", "LastModified", "last_modified", "created"))
    return " ".join(str(each) for each in told if each is not None)


def _reason(error: Exception) -> Text:
    words = (error.strerror if isinstance(error, OSError) else "") or str(error) or type(error).__name__
    words = without_password(words)
    if isinstance(error, ImportError) and "s3fs" in words:
        return Text.of('the library for S3 is not installed; install it with: pip install "payroll[dask]"')
    known = known_reason(error, _REASONS) or _REASONS_BY_NAME.get(type(error).__name__)
    return known.filled(words=words) if known else same(words)
