"""``doctor``: whether everything is as needed, and what to do where it is not."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.answer import AsJson, both, print_answer
from payroll.cli.book import evidence_of
from payroll.cli.config import ConfigurationError, Named, current_folder, find_configuration, read_configuration
from payroll.cli.options import DATA, DB, LANG, OUT, POLICIES, Data, Db, Evidence, Lang, Out, Policies, say
from payroll.cli.screen import check_period, show
from payroll.language import Language, Text, same
from payroll.places import without_password

if TYPE_CHECKING:
    from payroll.doctor.finding import Finding

Month = Annotated[
    str,
    typer.Argument(
        metavar="PERIOD",
        show_default=say("the current month"),
        help=say("the month to be computed, such as 2026-10"),
    ),
]
_SOURCES: Mapping[str, Text] = {
    "COMMANDLINE": Text.of("command line"),
    "ENVIRONMENT": Text.of("environment"),
    "DEFAULT_MAP": same("payroll.toml"),
    "DEFAULT": Text.of("default"),
}


def doctor(
    ctx: typer.Context,
    period: Month = "",
    data: Data = DATA,
    policies: Policies = POLICIES,
    out: Out = OUT,
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Look whether everything is as needed. Nothing is changed."""
    from payroll.doctor.program import program_findings

    if period:
        check_period(period, lang)
    year = int(period[:4]) if period else date.today().year  # noqa: DTZ011 - the year on the wall
    findings = program_findings()
    if all(finding.state == "ok" for finding in findings):  # nothing else can be loaded without its libraries
        from payroll.doctor.examination import Examined, examine

        store = evidence_of(evidence, db)
        what = Examined(data, policies, out, db, store, year, sys.stdout.encoding or "ascii", lang)
        findings += [*settings_findings(ctx, store), *examine(what)]
    exit_code = int(any(finding.state == "error" for finding in findings))
    if as_json:
        rows = [
            {"area": each.area, "state": each.state, **both("text", each.text), **both("fix", each.fix)}
            for each in findings
        ]
        print_answer("doctor", {"findings": rows}, exit_code)
    else:
        show_findings(findings, lang)
    if exit_code:
        raise typer.Exit(exit_code)


def settings_findings(ctx: typer.Context, store: str) -> list[Finding]:
    """Return which payroll.toml is used, or what is wrong with it, and where each setting comes from."""
    from payroll.doctor.finding import Finding

    file = find_configuration(current_folder())
    if file is None:
        text = Text.of("there is no payroll.toml, so the usual settings are taken")
        fix = Text.of("payroll init writes one")
        found = [Finding("configuration", "ok", text, fix)]
    else:
        found = _configured(file)
    for name in ("data", "policies", "out", "db", "evidence", "lang"):
        source = ctx.get_parameter_source(name)
        origin = _SOURCES[source.name if source else "DEFAULT"]
        value = without_password(str(store if name == "evidence" else ctx.params[name]))
        text = Text.of("{name} = {value} ({origin})", name=name, value=value, origin=origin)
        found.append(Finding("configuration", "ok", text))
    return found


def _configured(file: Path) -> list[Finding]:
    """Return what is wrong with a payroll.toml; else its place, and those of its settings that are no places."""
    from payroll.doctor.finding import Finding
    from payroll.run import error_codes

    try:
        values = read_configuration(file, current_folder()).values
    except ConfigurationError as error:
        return [Finding("configuration", "error", error.text)]
    found = [Finding("configuration", "ok", Text.of("the settings are in {file}", file=file))]
    if isinstance(by := values.get("by"), Named):
        found.append(Finding("configuration", "ok", same(f"by = {by.name}")))
    accepted = values.get("accept")
    unknown = ", ".join(sorted(set(accepted) - error_codes())) if isinstance(accepted, list) else ""
    if unknown:
        text = Text.of("accept names no error codes: {unknown}", unknown=unknown)
        found.append(Finding("configuration", "error", text, Text.of("correct it in {file}", file=file)))
    return found


def show_findings(findings: Sequence[Finding], lang: Language) -> None:
    """Print findings by area, and how many of them want something done."""
    from payroll.doctor.finding import AREAS, STATES

    for area, title in AREAS.items():
        own = [finding for finding in findings if finding.area == area]
        if own:
            show(f"== {title.to(lang)} ==")
        for finding in own:
            show(f"{STATES[finding.state].to(lang)}  {finding.text.to(lang)}")
            if fix := finding.fix.to(lang):
                show(f"      → {fix}")
    wrong, notes = (sum(finding.state == state for finding in findings) for state in ("error", "warning"))
    if wrong or notes:
        summary = Text.of("To correct: {wrong}; to look at: {notes}.", wrong=wrong, notes=notes)
    else:
        summary = Text.of("Everything is as needed.")
    show(summary.to(lang))
