"""A month and its evidence: what a run keeps, and the same month computed again from that alone."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from payroll import __version__
from payroll.intake.files import FileRecord, FilesRead
from payroll.intake.grid import empty_table
from payroll.intake.kept import from_parquet, to_parquet
from payroll.intake.raw import RawTable
from payroll.language import Text, same
from payroll.ledger.evidence import EvidenceError, EvidenceStore
from payroll.ledger.frames import frame_in, frames_in, keep_frames
from payroll.ledger.lines import BATCH
from payroll.ledger.manifest import Attachment, Manifest, RecordedFile, RecordedLaw, RecordedPolicy, canonical_json
from payroll.period import day_number, iso_day
from payroll.policy.calendar_days import OfficialDays
from payroll.policy.disk import shown_name
from payroll.policy.law import load_law
from payroll.policy.law_model import Laws
from payroll.policy.load import load_policies
from payroll.policy.model import Policies, PolicyVersion
from payroll.policy.toml_form import is_policy_file, visible_entries
from payroll.problems import Problem, errors
from payroll.run import Computed, OfficialDaysOf, judge_files

_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to, and under what.

    ``lines``     the month's ledger lines, ``people`` its adjustments: frames of texts and numbers, one after the other
    ``accepted``  the codes of the errors whose rows were set aside
    ``carried``   the numbers of the acts whose corrections, waivers and reversals are among the lines
    """

    lines: Iterable[pd.DataFrame]
    people: Iterable[pd.DataFrame]
    accepted: tuple[str, ...] = ()
    carried: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """What a month was computed from.

    ``kept`` names the objects of the evidence store in which tables are already, by their files: their rows need not
    be in ``files``.
    """

    period: str
    policies: Policies
    files: FilesRead
    official_days: OfficialDaysOf
    kept: Mapping[str, str] = field(default_factory=dict)


def sources_of(computed: Computed) -> Sources:
    """Return what a month was computed from that has been judged."""
    assert computed.month is not None
    return Sources(computed.period.name, computed.policies, computed.files, computed.month.official_days)


def record(sources: Sources, outcome: Outcome, policies_folder: Path, store: EvidenceStore) -> Manifest:
    """Keep everything that a month was computed from and came to, and return its manifest.

    It must have been judged on the policies of ``policies_folder``. Raises ``EvidenceError`` if something cannot be
    kept, or if a policy file is no longer what it was when it was read.
    """
    contents = _policy_contents(sources.policies, policies_folder)
    policies = tuple(
        RecordedPolicy(version.policy_id, iso_day(version.date), store.put(content, "toml"))
        for version, content in zip(sources.policies.versions, contents, strict=True)
    )
    laws = tuple(
        RecordedLaw(file.profile, iso_day(file.date), store.put(file.content, "toml"))
        for file in sources.policies.laws.files
    )
    return _record(sources, outcome, _WentBy(policies, laws, _keep_modules(sources.policies, store)), store)


def record_again(computed: Computed, outcome: Outcome, earlier: Manifest, store: EvidenceStore) -> Manifest:
    """Keep a month that was computed on the recorded policies and laws of ``earlier``, and return its manifest.

    Raises ``EvidenceError`` if something cannot be kept.
    """
    went_by = _WentBy(earlier.policies, earlier.laws, earlier.attachments)
    return _record(sources_of(computed), outcome, went_by, store)


@dataclass(frozen=True, slots=True)
class _WentBy:
    """The files that a month was judged by: policies, laws, and the modules of the company's own rules."""

    policies: tuple[RecordedPolicy, ...]
    laws: tuple[RecordedLaw, ...]
    modules: tuple[Attachment, ...]


def _record(sources: Sources, outcome: Outcome, went_by: _WentBy, store: EvidenceStore) -> Manifest:
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        frames = [threads.submit(keep_frames, frames, store) for frames in (outcome.lines, outcome.people)]
        keep = partial(_keep_file, kept=sources.kept, store=store)
        files = tuple(threads.map(keep, *_with_tables(sources.files)))
    lines, people = (frame.result() for frame in frames)
    return Manifest(
        period=sources.period,
        tool_version=__version__,
        currency=sources.policies.currency,
        files=files,
        policies=went_by.policies,
        attachments=went_by.modules,
        calendar=store.put(_calendar_json(sources.official_days), "json"),
        accepted=tuple(sorted(set(outcome.accepted))),
        carried=tuple(sorted(set(outcome.carried))),
        lines=lines,
        people=people,
        laws=went_by.laws,
    )


def recompute(manifest: Manifest, store: EvidenceStore) -> Computed:
    """Return the month of a manifest computed again from the evidence alone.

    Its ``problems`` lack those of reading the files and the policies. Raises ``EvidenceError`` for evidence
    that is missing or altered.
    """
    policies, files = recorded_policies(manifest, store), recorded_files(manifest, store)
    return judge_files(manifest.period, policies, (), files, recorded_calendar(manifest, store))


def with_recorded(files: FilesRead, manifest: Manifest, store: EvidenceStore) -> FilesRead:
    """Return the files of a new folder, with every table that it lacks as it was recorded for ``manifest``.

    A table of which the folder has a file, also one that cannot be read, is not lacking.
    Raises ``EvidenceError`` for evidence that is missing or altered.
    """
    given = {*files.tables, *(record.table for record in files.records)}
    lacking = tuple(file for file in manifest.files if file.table and file.table not in given)
    recorded = recorded_files(replace(manifest, files=lacking), store)
    records = sorted((*files.records, *recorded.records), key=lambda record: record.file)
    return replace(files, tables={**files.tables, **recorded.tables}, records=tuple(records))


def recorded_files(manifest: Manifest, store: EvidenceStore) -> FilesRead:
    """Return what the run of ``manifest`` read from its files, without the problems of reading them.

    Raises ``EvidenceError`` for evidence that is missing or altered.
    """
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        restored = list(threads.map(partial(_restored, store=store), manifest.files))
    tables: dict[str, list[RawTable]] = {}
    for record, raw in restored:
        if raw is not None:
            tables.setdefault(record.table, []).append(raw)
    return FilesRead(tables, tuple(record for record, _ in restored), (), {})


def recorded_table(file: RecordedFile, store: EvidenceStore) -> RawTable:
    """Return the table that was read from a file. Raises ``EvidenceError`` if it is missing or altered."""
    return _table(file.evidence, store)


def recorded_policies(manifest: Manifest, store: EvidenceStore) -> Policies:
    """Return the policies that the run of ``manifest`` went by, with the laws that they were checked against.

    A run of before laws were recorded was checked against none.

    Raises ``EvidenceError`` for a file that is missing or altered, or that this version of the program
    does not understand.
    """
    contents = [(policy, store.get(policy.sha256, "toml")) for policy in manifest.policies]
    try:
        with tempfile.TemporaryDirectory() as folder:
            for policy, content in contents:
                _lay_out(Path(folder), policy.policy_id, f"{policy.date}.toml", content)
            for attachment in manifest.attachments:
                if attachment.suffix == "py":
                    policy_id, _, name = attachment.name.partition("/")
                    _lay_out(Path(folder), policy_id, name, store.get(attachment.sha256, "py"))
            policies, problems = load_policies(Path(folder), _recorded_laws(manifest, store))
    except OSError as error:
        words = error.strerror or str(error)
        raise EvidenceError(_not_laid_out(same(words))) from error
    for problem in errors(problems):
        raise EvidenceError(_not_understood(manifest, problem))
    return policies


def _recorded_laws(manifest: Manifest, store: EvidenceStore) -> Laws:
    """Return the laws of a run. Raises ``EvidenceError`` as ``recompute``."""
    files = []
    for law in sorted(manifest.laws, key=lambda each: (each.profile, each.date)):
        file, problems = load_law(law.profile, f"{law.date}.toml", store.get(law.sha256, "toml"))
        for problem in errors(problems):
            raise EvidenceError(_not_understood(manifest, problem))
        if file is not None:
            files.append(file)
    return Laws(tuple(files))


def recorded_calendar(manifest: Manifest, store: EvidenceStore) -> OfficialDaysOf:
    """Return the official days that the run of ``manifest`` went by. Raises ``EvidenceError`` as ``recompute``."""
    content = store.get(manifest.calendar, "json")
    try:
        return {
            (country, int(year)): None
            if days is None
            else OfficialDays(*map(_days, (days["holidays"], days["make_up_days"])))
            for country, years in json.loads(content).items()
            for year, days in years.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvidenceError(_foreign(store, manifest.calendar)) from error


def recorded_lines(manifest: Manifest, store: EvidenceStore) -> pd.DataFrame:
    """Return the ledger lines of a run, texts as ``str``. Raises ``EvidenceError`` as ``recompute``."""
    return _frame(manifest.lines, store)


def recorded_batches(manifest: Manifest, store: EvidenceStore) -> Iterator[pd.DataFrame]:
    """Yield the ledger lines of a run as ``recorded_lines`` returns them, in frames of ``BATCH`` rows at most.

    Their evidence is held packed, and checked before the first frame. Raises ``EvidenceError`` as ``recompute``.
    """
    try:
        yield from frames_in(store.get(manifest.lines, "parquet"), BATCH)
    except ValueError as error:
        raise EvidenceError(_foreign(store, manifest.lines)) from error


def recorded_people(manifest: Manifest, store: EvidenceStore) -> pd.DataFrame:
    """Return the adjustments of a run, texts as ``str``. Raises ``EvidenceError`` as ``recompute``."""
    return _frame(manifest.people, store)


def _with_tables(files: FilesRead) -> tuple[list[FileRecord], list[RawTable | None]]:
    """Return the records of the files, and beside each the table that was read from it."""
    unclaimed = {name: list(raws) for name, raws in files.tables.items()}
    tables: list[RawTable | None] = []
    for record in files.records:  # tables stand in the order of the records
        raws = unclaimed.get(record.table, [])
        is_its_own = bool(raws) and (raws[0].file, raws[0].sheet) == (record.file, record.sheet)
        tables.append(raws.pop(0) if is_its_own else None)
    assert not any(unclaimed.values())
    return list(files.records), tables


def _keep_file(record: FileRecord, raw: RawTable | None, kept: Mapping[str, str], store: EvidenceStore) -> RecordedFile:
    evidence = kept.get(record.file, "")
    if not evidence and raw is not None:
        evidence = store.put(to_parquet(raw), "parquet")
    return RecordedFile(
        file=record.file,
        sheet=record.sheet,
        table=record.table,
        format=record.format,
        sha256=record.sha256,
        rows=record.rows,
        out_of_scope=record.out_of_scope,
        duplicate=record.duplicate,
        evidence=evidence,
        set_aside=store.put(to_parquet(record.set_aside), "parquet") if len(record.set_aside) else "",
    )


def _restored(file: RecordedFile, store: EvidenceStore) -> tuple[FileRecord, RawTable | None]:
    aside = _table(file.set_aside, store) if file.set_aside else empty_table(file.file, file.sheet, file.format)
    record = FileRecord(
        file=file.file,
        sheet=file.sheet,
        table=file.table,
        format=file.format,
        sha256=file.sha256,
        rows=file.rows,
        set_aside=aside,
        out_of_scope=file.out_of_scope,
        duplicate=file.duplicate,
    )
    return record, _table(file.evidence, store) if file.evidence else None


def _table(sha256: str, store: EvidenceStore) -> RawTable:
    try:
        return from_parquet(store.get(sha256, "parquet"))
    except ValueError as error:
        raise EvidenceError(_foreign(store, sha256)) from error


def _frame(sha256: str, store: EvidenceStore) -> pd.DataFrame:
    try:
        return frame_in(store.get(sha256, "parquet"))
    except ValueError as error:
        raise EvidenceError(_foreign(store, sha256)) from error


def _lay_out(folder: Path, policy_id: str, name: str, content: bytes) -> None:
    """Write a recorded file where the loader expects it, and nowhere else whatever its recorded name says."""
    path = folder / Path(policy_id).name / Path(name).name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def _keep_modules(policies: Policies, store: EvidenceStore) -> tuple[Attachment, ...]:
    """Keep the modules of the company's own rules; one that two versions name is kept once."""
    modules = {
        f"{version.policy_id}/{rule.module}": rule
        for version in policies.versions
        for rule in version.rules.company_rules.values()
    }
    return tuple(Attachment(name, "py", store.put(rule.content, "py")) for name, rule in sorted(modules.items()))


def _policy_contents(policies: Policies, folder: Path) -> list[bytes]:
    """Return the bytes of the file of each version."""
    try:
        files = [file for policy in visible_entries(folder) if policy.is_dir() for file in visible_entries(policy)]
        contents = [file.read_bytes() for file in files if is_policy_file(file)]
    except OSError as error:
        words = error.strerror or str(error)
        raise EvidenceError(_policies_unread(folder, same(words))) from error
    by_hash = {hashlib.sha256(content).hexdigest(): content for content in contents}
    for version in policies.versions:
        if version.sha256 not in by_hash:
            raise EvidenceError(_policy_changed(version))
    return [by_hash[version.sha256] for version in policies.versions]


def _calendar_json(official: OfficialDaysOf) -> bytes:
    """Return ``{country: {year: {"holidays": [days], "make_up_days": [days]}}}``; null for a year not published."""
    countries: dict[str, dict[str, Mapping[str, list[str]] | None]] = {}
    for (country, year), days in official.items():
        told = None if days is None else {"holidays": _dates(days.holidays), "make_up_days": _dates(days.make_up_days)}
        countries.setdefault(country, {})[str(year)] = told
    return canonical_json(countries).encode()


def _dates(days: frozenset[int]) -> list[str]:
    return [iso_day(day) for day in sorted(days)]


def _days(dates: list[str]) -> frozenset[int]:
    return frozenset(day_number(date.fromisoformat(text)) for text in dates)


def _foreign(store: EvidenceStore, sha256: str) -> Text:
    return Text.of(
        "{sha256} in the evidence store {place} is not what the program kept for this run, so the record of the run "
        "was altered. Check it with payroll ledger verify.",
        sha256=sha256,
        place=store.place,
    )


def _not_understood(manifest: Manifest, problem: Problem) -> Text:
    place, version = problem.place(), manifest.tool_version
    said = Text(problem.message("zh"), problem.message("en"))
    return Text.of(
        "the recorded policy {place} cannot be read by this version of the program: {said}. Use the version of that "
        "run, {version}.",
        place=place,
        said=said,
        version=version,
    )


def _not_laid_out(reason: Text) -> Text:
    return Text.of(
        "the recorded policies cannot be laid out in the temporary folder {folder}: {reason}. Correct this and run "
        "the same command again.",
        folder=tempfile.gettempdir(),
        reason=reason,
    )


def _policies_unread(folder: Path, reason: Text) -> Text:
    name = shown_name(str(folder))
    return Text.of(
        "the policy folder {name} cannot be read again: {reason}. Correct this and run again.", name=name, reason=reason
    )


def _policy_changed(version: PolicyVersion) -> Text:
    return Text.of(
        "the policy file {file} was changed or removed while the month was computed. Run again.", file=version.file
    )
