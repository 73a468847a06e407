"""The manifest of a run: by the hashes of their bytes, everything that a month was computed from and came to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, TypeAlias, TypeVar

Suffix: TypeAlias = Literal["parquet", "toml", "json", "py"]
"""What an object of the evidence store is.

A table or a frame, a file of a policy or a law, the official days, the module of a company's own rule.
"""

_Row = TypeVar("_Row", "RecordedFile", "RecordedPolicy", "RecordedLaw", "Attachment")


def canonical_json(value: object) -> str:
    """Return the one way of writing a value as JSON: sorted keys, no spaces, characters as they are.

    Raises ``ValueError`` for a number that JSON does not have (infinite, not a number).
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """One table of one file that a run read, and the account of its rows.

    ``sha256``     of the source file's bytes
    ``rows``       every row with content below the headings; ``out_of_scope`` and ``duplicate`` of them were
                   left out when the file was read
    ``evidence``   SHA-256 of the Parquet of the table as it was read, "" for a file that held none
    ``set_aside``  SHA-256 of the Parquet of the rows that reading set aside, "" if there are none
    """

    file: str
    sheet: str
    table: str
    format: str
    sha256: str
    rows: int
    out_of_scope: int
    duplicate: int
    evidence: str
    set_aside: str


@dataclass(frozen=True, slots=True)
class RecordedPolicy:
    """One version of a policy that a run went by: its id, its ``date`` (``2023-02-03``), the hash of its file."""

    policy_id: str
    date: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a run went by beside the policy files, such as the module of a company's own rule.

    ``name`` is its path as the program finds it, ``office-service/seniority.py``; ``suffix`` what it is in the
    evidence store.
    """

    name: str
    suffix: Suffix
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordedLaw:
    """One file of a law that a run went by: its profile, its ``date`` (``2023-02-03``), the hash of its bytes."""

    profile: str
    date: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the run of a month was computed from, and what it came to.

    ``files``     in the order in which they were read, which is that of their names; sheets as in the workbook
    ``policies``  all versions that were loaded
    ``attachments``  what the policies name beside their own files; none is not written, so that the text of a run
                  without any is what it always was
    ``calendar``  SHA-256 of the JSON of the official days
    ``accepted``  codes of the errors whose rows were set aside
    ``carried``   numbers of the acts whose corrections, waivers and reversals are among the lines
    ``lines``     SHA-256 of the Parquet of the month's ledger lines
    ``people``    SHA-256 of the Parquet of the month's adjustments
    ``laws``      the files of the laws that the policies name; a manifest without any does not mention them
    """

    period: str
    tool_version: str
    currency: str
    files: tuple[RecordedFile, ...]
    policies: tuple[RecordedPolicy, ...]
    calendar: str
    accepted: tuple[str, ...]
    carried: tuple[int, ...]
    lines: str
    people: str
    attachments: tuple[Attachment, ...] = ()
    laws: tuple[RecordedLaw, ...] = ()

    def to_json(self) -> str:
        """Return the canonical text; the order of policies, laws, codes and numbers does not matter to it."""
        stated = asdict(self)
        attachments = sorted(stated.pop("attachments"), key=lambda each: each["name"])
        laws = sorted(stated.pop("laws"), key=lambda law: (law["profile"], law["date"]))
        return canonical_json(
            {
                **stated,
                **({"attachments": attachments} if attachments else {}),
                **({"laws": laws} if laws else {}),
                "policies": sorted(
                    map(asdict, self.policies), key=lambda policy: (policy["policy_id"], policy["date"])
                ),
                "accepted": sorted(set(self.accepted)),
                "carried": sorted(set(self.carried)),
            }
        )

    @staticmethod
    def from_json(text: str) -> Manifest:
        """Return the manifest of a canonical text. Raises ``ValueError`` for any other text."""
        found = json.loads(text)
        try:
            manifest = _manifest(found)
        except (KeyError, TypeError) as error:
            raise ValueError(text) from error
        if manifest.to_json() != text:  # something more, or in another order
            raise ValueError(text)
        return manifest

    @property
    def run_id(self) -> str:
        """The SHA-256 of the canonical text, in hexadecimal."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @property
    def evidence(self) -> tuple[tuple[str, Suffix], ...]:
        """Hash and suffix of every object of the evidence store that the manifest refers to, each once, sorted."""
        tables = (each for file in self.files for each in (file.evidence, file.set_aside) if each)
        objects: set[tuple[str, Suffix]] = {(self.calendar, "json")}
        objects.update((each, "parquet") for each in (*tables, self.lines, self.people))
        objects.update((policy.sha256, "toml") for policy in self.policies)
        objects.update((each.sha256, each.suffix) for each in self.attachments)
        objects.update((law.sha256, "toml") for law in self.laws)
        return tuple(sorted(objects))


def _manifest(found: Mapping[str, Any]) -> Manifest:
    """Put a manifest together. Raises ``KeyError`` or ``TypeError`` for what is none."""
    texts = {name: _checked(found[name], str) for name in _TEXTS}
    return Manifest(
        **texts,
        files=tuple(_row(RecordedFile, each) for each in found["files"]),
        policies=tuple(_row(RecordedPolicy, each) for each in found["policies"]),
        accepted=tuple(_checked(each, str) for each in found["accepted"]),
        carried=tuple(_checked(each, int) for each in found["carried"]),
        attachments=tuple(_row(Attachment, each) for each in found.get("attachments", ())),
        laws=tuple(_row(RecordedLaw, each) for each in found.get("laws", ())),
    )


_TEXTS = ("period", "tool_version", "currency", "calendar", "lines", "people")
_KINDS: Mapping[str, type] = {"str": str, "int": int, "Suffix": str}


def _row(kind: type[_Row], found: Mapping[str, Any]) -> _Row:
    values = {each.name: _checked(found[each.name], _KINDS[str(each.type)]) for each in fields(kind)}
    return kind(**values)


def _checked(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(value)
    return value
