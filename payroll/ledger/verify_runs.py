"""Checking the recorded runs, the drafts, and the evidence that they refer to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal, Protocol

from sqlalchemy import Connection, select

from payroll.language import Text
from payroll.ledger.acts import Act
from payroll.ledger.chain import DRAFT_TAG, NO_HASH, RUN_FIELDS, RUN_TAG, row_hash
from payroll.ledger.findings import Finding, bad_act, bad_draft, bad_run
from payroll.ledger.manifest import Manifest, Suffix
from payroll.ledger.schema import DRAFT, RUN
from payroll.ledger.verify_rows import FAULTS, fits

REFERRING = ("closing", "amendment")
"""The kinds of acts whose subject is a run."""


class Evidence(Protocol):
    """What is asked of the evidence store."""

    def fault(self, sha256: str, suffix: Suffix) -> Literal["missing", "altered"] | None:
        """Return what is wrong with an object, None if it is there and unaltered."""


def check_runs(connection: Connection, acts: Sequence[Act], *, complete: bool) -> tuple[list[Finding], list[Manifest]]:
    """Return what is wrong with runs and drafts, and the manifests of the sound runs.

    ``complete`` says that ``acts`` are all: then a run that nothing refers to is found as well.
    """
    runs = {row[0]: tuple(row) for row in connection.execute(select(RUN).order_by(RUN.c.run_id))}
    drafts = [tuple(row) for row in connection.execute(select(DRAFT).order_by(DRAFT.c.period))]
    faults = {run_id: fault for run_id, row in runs.items() if (fault := _run_fault(row))}
    sound = {run_id: row for run_id, row in runs.items() if run_id not in faults}
    found = [bad_run(str(run_id), fault) for run_id, fault in faults.items()]
    found += _acts_without_run(acts, runs, sound)
    found += _bad_drafts(drafts, runs, {act.period for act in acts if act.kind == "closing"})
    referred = {act.subject for act in acts if act.kind in REFERRING} | {draft[1] for draft in drafts}
    if complete:
        unused = Text.of("no closing, amendment or draft refers to it")
        found += [bad_run(run_id, unused) for run_id in sound if run_id not in referred]
    return found, [Manifest.from_json(row[2]) for row in sound.values()]


def check_evidence(manifests: Sequence[Manifest], store: Evidence) -> Iterator[Finding]:
    """Yield every object of the evidence store that is missing or altered, each once."""
    used: dict[tuple[str, Suffix], str] = {}
    for manifest in manifests:
        for each in manifest.evidence:
            used.setdefault(each, manifest.period)
    for (name, suffix), period in sorted(used.items()):
        if fault := store.fault(name, suffix):
            wrong = _EVIDENCE[fault]
            yield Finding(
                "evidence",
                f"{name}.{suffix}",
                Text.of(
                    "evidence of {period}, {name}.{suffix}: {wrong}.",
                    period=period,
                    name=name,
                    suffix=suffix,
                    wrong=wrong,
                ),
            )


_CHANGED = Text.of("is not as it was recorded (its hash does not fit)")
_EVIDENCE = {"missing": Text.of("is missing"), "altered": Text.of("was altered")}


def _run_fault(row: tuple[Any, ...]) -> Text | None:
    """Return what is wrong with a run, None if it is sound."""
    *values, stored = row
    if not fits(row, [False] * len(row)):
        return FAULTS["type"]
    run_id, period, manifest, *rest = values
    if sha256(manifest.encode()).hexdigest() != run_id or row_hash(RUN_TAG, NO_HASH, values) != stored:
        return _CHANGED
    try:
        readable = Manifest.from_json(manifest).period == period and all(
            type(json.loads(each)) is dict for each in rest
        )
    except ValueError:
        readable = False
    return None if readable else Text.of("cannot be read")


def _acts_without_run(acts: Sequence[Act], runs: Mapping[str, Any], sound: Mapping[str, Any]) -> Iterator[Finding]:
    for act in acts:
        if act.kind not in REFERRING:
            continue
        if act.subject not in runs:
            run = act.subject[:12]
            yield bad_act(act.number, Text.of("its run {run} is missing", run=run))
        elif act.kind == "closing" and act.subject in sound and _outputs(sound[act.subject]) != act.details["outputs"]:
            wrong = Text.of("its output files are not those of its run")
            yield bad_act(act.number, wrong)


def _outputs(row: tuple[Any, ...]) -> object:
    return json.loads(row[RUN_FIELDS.index("outputs")])


def _bad_drafts(drafts: Sequence[tuple[Any, ...]], runs: Mapping[str, Any], closed: set[str]) -> Iterator[Finding]:
    for row in drafts:
        *values, stored = row
        period, run_id = values[:2]
        if not fits(row, [False] * len(row)):
            yield bad_draft(str(period), FAULTS["type"])
        elif row_hash(DRAFT_TAG, NO_HASH, values) != stored:
            yield bad_draft(period, _CHANGED)
        elif run_id not in runs:
            yield bad_draft(period, Text.of("its run is missing"))
        elif runs[run_id][1] != period or period in closed:
            wrong = Text.of("the month is closed, or its run is of another")
            yield bad_draft(period, wrong)
