"""The evidence store: everything that a run was computed from, each object named by the SHA-256 of its bytes.

It is a folder, or any place that fsspec knows (``s3://…``, ``sftp://…``, ``memory://…``). An object is written
once under a temporary name and then moved, so that under its own name there is all of it or nothing.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import fsspec
from fsspec.implementations.local import LocalFileSystem

from payroll.language import Text, same
from payroll.ledger.manifest import Suffix
from payroll.places import is_url, without_password

if TYPE_CHECKING:
    import pyarrow as pa

Fault = Literal["missing", "altered"]

_UNFINISHED = ".unfinished"
"""The folder of what is being written; what a killed run left in it may be deleted."""
_NO_PERMISSION = Text.within("writing", "permission denied")
_REASONS: Mapping[int, Text] = {
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.EROFS: Text.of("the disk is read-only"),
    errno.ENOSPC: Text.of("the disk is full"),
    errno.EDQUOT: Text.of("the disk quota is used up"),
    errno.EFBIG: Text.of("the file is larger than is allowed"),
    errno.ENOTDIR: Text.of("a part of the path is a file, not a folder"),
    errno.EEXIST: Text.of("a file of this name exists, so it cannot be a folder"),
    errno.EISDIR: Text.of("there is a folder of this name"),
    errno.ENAMETOOLONG: Text.of("the path is too long"),
}


class EvidenceError(Exception):
    """Evidence that cannot be kept or relied on; ``text`` says where, what was found and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class EvidenceStore:
    """Objects by the SHA-256 of their bytes, in a folder or at any URL of fsspec; made when the first is put."""

    def __init__(self, url: str) -> None:
        """Take the path of a folder or a URL. Raises ``EvidenceError`` for a URL that fsspec cannot use."""
        self.place = without_password(os.fsencode(url).decode("utf-8", "backslashreplace"))
        """The path or URL as it can be shown, without user and password."""
        try:
            if is_url(url):
                self._files, root = fsspec.core.url_to_fs(url)
            else:
                self._files, root = LocalFileSystem(), Path(url).expanduser().absolute().as_posix()
        except Exception as error:  # each protocol has errors of its own
            raise EvidenceError(_unusable(self.place, error)) from error
        self._root = root.rstrip("/")

    def put(self, data: bytes | pa.Buffer, suffix: Suffix) -> str:
        """Write an object unless it is there already, and return its SHA-256 in hexadecimal.

        An object of the right size is left alone; one of another size was cut short and is written again.
        Raises ``EvidenceError`` if it cannot be written; nothing of it is left then.
        """
        content = memoryview(data)
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256, suffix)
        try:
            if self._size(path) != content.nbytes:
                self._write(content, path)
        except Exception as error:  # each protocol has errors of its own
            raise EvidenceError(_unwritten(self.place, error)) from error
        return sha256

    def get(self, sha256: str, suffix: Suffix) -> bytes:
        """Return the bytes of an object. Raises ``EvidenceError`` if it is missing, altered or cannot be read."""
        content = self._read(sha256, suffix)
        if content is None:
            raise EvidenceError(_missing(self.place, _name(sha256, suffix)))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise EvidenceError(_altered(self.place, _name(sha256, suffix)))
        return content

    def fault(self, sha256: str, suffix: Suffix) -> Fault | None:
        """Return what is wrong with an object, ``None`` if it is sound.

        Raises ``EvidenceError`` if the store cannot be read.
        """
        content = self._read(sha256, suffix)
        if content is None:
            return "missing"
        return None if hashlib.sha256(content).hexdigest() == sha256 else "altered"

    def _read(self, sha256: str, suffix: Suffix) -> bytes | None:
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            return None
        try:
            content: bytes = self._files.cat_file(self._path(sha256, suffix))
        except FileNotFoundError:
            return None
        except Exception as error:  # each protocol has errors of its own
            raise EvidenceError(_unread(self.place, _name(sha256, suffix), error)) from error
        return content

    def _path(self, sha256: str, suffix: Suffix) -> str:
        return f"{self._root}/{_name(sha256, suffix)}"

    def _size(self, path: str) -> int | None:
        try:
            size: int = self._files.info(path)["size"]
        except FileNotFoundError:
            return None
        return size

    def _write(self, content: memoryview, path: str) -> None:
        unfinished = f"{self._root}/{_UNFINISHED}/{uuid.uuid4().hex}"
        for file in (unfinished, path):
            self._files.makedirs(file.rpartition("/")[0], exist_ok=True)
        try:
            with self._files.open(unfinished, "wb") as stream:
                stream.write(content)
                if isinstance(self._files, LocalFileSystem):  # a book that refers to it must not outlive it
                    stream.flush()
                    os.fsync(stream.fileno())
            if isinstance(self._files, LocalFileSystem):  # whose mv would copy over a file that is there, on Windows
                os.replace(unfinished, path)  # noqa: PTH105
            else:
                self._files.mv(unfinished, path)
        except BaseException:
            with contextlib.suppress(Exception):
                self._files.rm_file(unfinished)
            raise


def _name(sha256: str, suffix: Suffix) -> str:
    return f"{sha256[:2]}/{sha256}.{suffix}"


def _unusable(place: str, error: Exception) -> Text:
    reason = _reason(error)
    return Text.of(
        "the evidence store «{place}» cannot be used: {reason}. Give the path of a folder, or a URL that fsspec "
        "supports (with its library installed).",
        place=place,
        reason=reason,
    )


def _unwritten(place: str, error: Exception) -> Text:
    reason = _reason(error)
    return Text.of(
        "cannot write to the evidence store {place}: {reason}. Correct this and run the same command again; no "
        "half-written evidence is left.",
        place=place,
        reason=reason,
    )


def _unread(place: str, name: str, error: Exception) -> Text:
    reason = _reason(error)
    return Text.of(
        "cannot read {name} in the evidence store {place}: {reason}. Correct this and run the same command again.",
        name=name,
        place=place,
        reason=reason,
    )


def _missing(place: str, name: str) -> Text:
    return Text.of(
        "the evidence store {place} lacks {name}, which was there at the run. Restore this file from a backup; no "
        "other file can take its place.",
        place=place,
        name=name,
    )


def _altered(place: str, name: str) -> Text:
    return Text.of(
        "{name} in the evidence store {place} was altered or cut short: its content does not fit the hash that is "
        "its name. Restore this file from a backup.",
        name=name,
        place=place,
    )


def _reason(error: Exception) -> Text:
    words = (error.strerror if isinstance(error, OSError) else "") or str(error) or type(error).__name__
    return _REASONS.get((error.errno if isinstance(error, OSError) else 0) or 0, same(words))
