"""The evidence store: everything that a run was computed from, each object named by the SHA-256 of its bytes.

It is a folder, or any place that fsspec knows. An object is written once, all of it or nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from payroll.language import Text
from payroll.ledger.manifest import Suffix
from payroll.places import shown
from payroll.storage import Storage, StorageError

if TYPE_CHECKING:
    import pyarrow as pa

Fault = Literal["missing", "altered"]


class EvidenceError(Exception):
    """Evidence that cannot be kept or relied on; ``text`` says where, what was found and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class EvidenceStore:
    """Objects by the SHA-256 of their bytes, in a folder or at any URL of fsspec; made when the first is put."""

    def __init__(self, url: str) -> None:
        """Take the path of a folder or a URL. Raises ``EvidenceError`` for a URL that fsspec cannot use."""
        try:
            self._storage = Storage(url)
        except StorageError as error:
            raise EvidenceError(_unusable(shown(url), error.reason)) from error
        self.place = self._storage.place
        """The path or URL as it can be shown, without user and password."""

    def put(self, data: bytes | pa.Buffer, suffix: Suffix) -> str:
        """Write an object unless it is there already, and return its SHA-256 in hexadecimal.

        An object of the right size is left alone; one of another size was cut short and is written again.
        Raises ``EvidenceError`` if it cannot be written; nothing of it is left then.
        """
        content = memoryview(data)
        sha256 = hashlib.sha256(content).hexdigest()
        name = _name(sha256, suffix)
        with self._writing():
            if self._storage.size(name) != content.nbytes:
                self._storage.write(name, content)
        return sha256

    def put_file(self, path: Path, suffix: Suffix) -> str:
        """Put a file of this machine, as ``put`` does, without taking it into memory.

        Raises ``OSError`` if the file itself cannot be read.
        """
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
        name = _name(sha256, suffix)
        with self._writing():
            if self._storage.size(name) != size:
                self._storage.put(path, name)
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
        name = _name(sha256, suffix)
        try:
            return self._storage.read(name)
        except StorageError as error:
            raise EvidenceError(_unread(self.place, name, error.reason)) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except StorageError as error:
            raise EvidenceError(_unwritten(self.place, error.reason)) from error


def _name(sha256: str, suffix: Suffix) -> str:
    return f"{sha256[:2]}/{sha256}.{suffix}"


def _unusable(place: str, reason: Text) -> Text:
    return Text.of(
        "the evidence store «{place}» cannot be used: {reason}. Give the path of a folder, or a URL that fsspec "
        "supports (with its library installed).",
        place=place,
        reason=reason,
    )


def _unwritten(place: str, reason: Text) -> Text:
    return Text.of(
        "cannot write to the evidence store {place}: {reason}. Correct this and run the same command again; no "
        "half-written evidence is left.",
        place=place,
        reason=reason,
    )


def _unread(place: str, name: str, reason: Text) -> Text:
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
