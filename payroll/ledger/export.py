"""The export: everything needed to check the book without this program, in one zip.

The same book gives the same bytes: no date of today, files in a fixed order, one way of packing (as long as the
same zlib packs). Lines are written as they come, so that a book of a million lines needs little memory. The zip
appears whole under its name or not at all.
"""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import uuid
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import resources
from itertools import islice
from os import fsencode, fsync
from pathlib import Path
from typing import IO, Any, Protocol

from payroll.language import EMPTY, Text, same
from payroll.ledger.chain import ACT_FIELDS, LINE_FIELDS, RUN_FIELDS
from payroll.ledger.checker import SUMS, copies_of
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceError
from payroll.ledger.manifest import Manifest, Suffix
from payroll.system_errors import reason_of

Batch = Sequence[Sequence[object]]
"""Some lines as columns: for each of ``LINE_COLUMNS`` the values of the rows."""

LINE_COLUMNS = (*LINE_FIELDS, "hash")
ACT_COLUMNS = (*ACT_FIELDS, "hash")
RUN_COLUMNS = (*RUN_FIELDS, "hash")
REFERRING = frozenset({"closing", "amendment"})
"""The kinds of acts whose subject is a run."""
_HIDDEN = ".payroll-export-"
_WRITTEN_AT_ONCE = 2_000
"""Rows of a table that are held as text."""
_LISTED = 5
"""So many missing pieces of evidence are named."""


class Row(Protocol):
    """A row of a table of the book as it is stored: a dict, or what ``Result.mappings`` gives."""

    def __getitem__(self, name: str, /) -> Any:
        """Return the value of a column."""


class Store(Protocol):
    """What is asked of the evidence store."""

    def get(self, sha256: str, suffix: Suffix) -> bytes:
        """Return the bytes of an object. Raises ``EvidenceError`` if it is missing or altered."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: where, and how many lines, acts, runs and pieces of evidence."""

    path: Path
    lines: int
    acts: int
    runs: int
    evidence: int


def write_export(
    path: Path, lines: Iterable[Batch], acts: Iterable[Row], runs: Iterable[Row], store: Store
) -> Exported:
    """Write the whole book to the zip ``path``; an older file of this name is replaced.

    ``lines``  all lines in order of sequence, as ``columns_of(connection, select(LINE))`` gives them
    ``acts``   all rows of ``act`` in order of number, ``details`` as the text that was hashed
    ``runs``   the rows of ``run``; those that no closing or amendment refers to are left out

    Raises ``BookError`` if a run or a piece of evidence is missing or altered, or if the zip cannot be written;
    a file that was there is left as it was.
    """
    recorded = list(acts)
    used = _used_runs(recorded, runs)
    manifests = [_manifest(run) for run in used]
    try:
        with _appearing(path) as stream, zipfile.ZipFile(stream, "w") as archive:
            pack = _Pack(archive)
            pack.add("HOW-TO-CHECK.md", _shipped("how_to_check.md"))
            pack.add_table("acts.csv", ACT_COLUMNS, _columns_in_order(recorded, ACT_COLUMNS))
            pack.add("check.py", _shipped("checker.py"))
            pieces = _add_evidence(pack, manifests, store)
            count = pack.add_table("lines.csv", LINE_COLUMNS, _rows_of(lines))
            for name, sha256 in sorted(copies_of([json.loads(run["manifest"]) for run in used]).items()):
                pack.add(name, store.get(sha256, "toml"))
            for act in sorted(_closings(recorded), key=lambda act: str(act["period"])):
                pack.add(f"receipts/{act['period']}.json", receipt_text(act).encode())
            pack.add_table("runs.csv", RUN_COLUMNS, _columns_in_order(used, RUN_COLUMNS))
            pack.add(SUMS, "".join(f"{pack.sums[name]}  {name}\n" for name in sorted(pack.sums)).encode())
    except OSError as error:
        raise BookError(_unwritten(path, error)) from error
    return Exported(path, count, len(recorded), len(used), pieces)


def receipt_text(act: Row) -> str:
    """Return the receipt of a closing, as JSON: its details, who closed when and why, and the seal."""
    closed = {name: act[name] for name in ("number", "who", "who_from", "at", "why")}
    receipt = {**json.loads(act["details"]), "closed": closed, "seal": act["hash"]}
    return json.dumps(receipt, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


class _Pack:
    """A zip that is being written, and the SHA-256 of each file in it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.sums: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """Add a file."""
        self.sums[name] = hashlib.sha256(content).hexdigest()
        self._archive.writestr(_entry(name), content)

    def add_table(self, name: str, headings: Sequence[str], rows: Iterator[Sequence[object]]) -> int:
        """Add a CSV file, row by row; return how many rows it has."""
        count, digest = 0, hashlib.sha256()
        with self._archive.open(_entry(name), "w", force_zip64=True) as entry:
            content = _csv([headings]).encode("utf-8-sig")
            while content:
                digest.update(content)
                entry.write(content)
                some = list(islice(rows, _WRITTEN_AT_ONCE))
                count += len(some)
                content = _csv(some).encode()
        self.sums[name] = digest.hexdigest()
        return count


def _csv(rows: Iterable[Sequence[object]]) -> str:
    r"""Return rows as CSV. Every text comes out again as it went in.

    ``\r\n`` ends a row, so that the writer quotes a text that holds either of them. Nothing is put before a text
    that a spreadsheet would take for a formula: it would no longer be the text that was hashed.
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """Return the heading of a file in the zip: the same on every day and every system."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    packed_already = name.endswith(".parquet")
    entry.compress_type = zipfile.ZIP_STORED if packed_already else zipfile.ZIP_DEFLATED
    return entry


def _columns_in_order(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[Sequence[object]]:
    return ([row[name] for name in columns] for row in rows)


def _rows_of(batches: Iterable[Batch]) -> Iterator[Sequence[object]]:
    for batch in batches:
        yield from zip(*batch, strict=True)


def _closings(acts: Iterable[Row]) -> list[Row]:
    return [act for act in acts if act["kind"] == "closing"]


def _shipped(name: str) -> bytes:
    return resources.files("payroll.ledger").joinpath(name).read_bytes()


def _used_runs(acts: Iterable[Row], runs: Iterable[Row]) -> list[Row]:
    """Return the runs that closings and amendments refer to, in order of their id."""
    by_id = {run["run_id"]: run for run in runs}
    used = {act["subject"]: act for act in acts if act["kind"] in REFERRING}
    for run_id, act in used.items():
        if run_id not in by_id:
            raise BookError(_no_run(str(act["period"]), run_id))
    return [by_id[run_id] for run_id in sorted(used)]


def _manifest(run: Row) -> Manifest:
    try:
        return Manifest.from_json(run["manifest"])
    except ValueError as error:
        raise BookError(_unreadable_run(str(run["period"]), run["run_id"])) from error


def _add_evidence(pack: _Pack, manifests: Sequence[Manifest], store: Store) -> int:
    """Add every piece of evidence, each once; return how many they are. Raises ``BookError`` if any is not sound."""
    purposes: dict[tuple[str, Suffix], Text] = {}
    for manifest in manifests:
        for piece, purpose in _purposes(manifest):
            purposes.setdefault(piece, purpose)
    faults: list[Text] = []
    for (sha256, suffix), purpose in sorted(purposes.items()):
        try:
            pack.add(f"evidence/{sha256[:2]}/{sha256}.{suffix}", store.get(sha256, suffix))
        except EvidenceError as error:
            faults.append(Text.of("{purpose}: {text}", purpose=purpose, text=error.text))
    if faults:
        raise BookError(_unsound(faults))
    return len(purposes)


def _purposes(manifest: Manifest) -> Iterator[tuple[tuple[str, Suffix], Text]]:
    """Yield the pieces of evidence that a run refers to, and what each of them is."""
    month = manifest.period
    for file in manifest.files:
        named = f"{file.file}[{file.sheet}]" if file.sheet else file.file
        if file.evidence:
            yield (file.evidence, "parquet"), Text.of("{named} of {month}", named=named, month=month)
        if file.set_aside:
            yield (
                (file.set_aside, "parquet"),
                Text.of("the rows of {named} of {month} that were set aside", named=named, month=month),
            )
    yield (manifest.lines, "parquet"), Text.of("the ledger of {month}", month=month)
    yield (manifest.people, "parquet"), Text.of("the adjustments of {month}", month=month)
    yield (manifest.calendar, "json"), Text.of("the official days of {month}", month=month)
    for attachment in manifest.attachments:
        yield (
            (attachment.sha256, attachment.suffix),
            Text.of("{name}, by which {month} was judged", name=attachment.name, month=month),
        )
    for policy in manifest.policies:
        named = f"{policy.policy_id}@{policy.date}"
        yield (policy.sha256, "toml"), Text.of("the policy {named}", named=named)
    for law in manifest.laws:
        named = f"{law.profile}@{law.date}"
        yield (law.sha256, "toml"), Text.of("the law {named}", named=named)


@contextmanager
def _appearing(path: Path) -> Iterator[IO[bytes]]:
    """Open a hidden file beside ``path`` that takes its place when it is complete, and vanishes if it fails."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "")
    path.parent.mkdir(parents=True, exist_ok=True)
    of_target = f"{_HIDDEN}{hashlib.sha256(fsencode(path.name)).hexdigest()[:16]}"
    for left_over in path.parent.glob(f"{of_target}-*"):  # of an export that was killed
        left_over.unlink(missing_ok=True)
    hidden = path.with_name(f"{of_target}-{uuid.uuid4().hex}")
    try:
        with hidden.open("xb") as stream:
            yield stream
            stream.flush()
            fsync(stream.fileno())
        hidden.replace(path)
    except BaseException:
        with suppress(OSError):
            hidden.unlink()
        raise


_REASONS: Mapping[int, Text] = {
    errno.EACCES: Text.of("no permission, or another program has it open"),
    errno.EPERM: Text.of("no permission, or another program has it open"),
    errno.ENOENT: Text.of("the file vanished while it was written, perhaps another export writes to the same folder"),
}


def _unwritten(path: Path, error: OSError) -> Text:
    return Text.of(
        "cannot export to {path}: {reason}. Correct this and give the same command again; nothing half-written is "
        "left, and a file that was there is unchanged.",
        path=path,
        reason=reason_of(error, _REASONS),
    )


def _unsound(faults: Sequence[Text]) -> Text:
    more = len(faults) - _LISTED
    told = same(" ").join(faults[:_LISTED])
    others = Text.of(" And {more} more.", more=more) if more > 0 else EMPTY
    return Text.of("nothing was exported, since evidence is not sound. {told}{others}", told=told, others=others)


def _no_run(period: str, run_id: str) -> Text:
    return Text.of(
        "nothing was exported: the run {run_id} of {period} is not in the book, somebody may have deleted it. Run "
        "`payroll ledger verify` and restore a backup.",
        run_id=run_id,
        period=period,
    )


def _unreadable_run(period: str, run_id: str) -> Text:
    return Text.of(
        "nothing was exported: the manifest of the run {run_id} of {period} cannot be read, somebody may have "
        "changed it. Run `payroll ledger verify`.",
        run_id=run_id,
        period=period,
    )
