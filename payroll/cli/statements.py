"""``statements``: a page for each employee, with what the month came to and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.answer import AsJson, both, print_answer
from payroll.cli.book import opened_if_there, refusals
from payroll.cli.deciding import unread_note
from payroll.cli.month import check_codes, month_or_refuse, refuse_inputs_as_out
from payroll.cli.options import (
    DATA,
    DB,
    LANG,
    OUT,
    POLICIES,
    Accept,
    Data,
    Db,
    Evidence,
    Lang,
    Period,
    Policies,
    say,
)
from payroll.cli.screen import check_period, day_or_refuse, refuse, show, tell, working
from payroll.language import Language, Text

if TYPE_CHECKING:
    from payroll.bookkeeping.issuing import Issued
    from payroll.ledger.book import Book
    from payroll.ledger.evidence import EvidenceStore
    from payroll.reports.result import MonthReport
    from payroll.reports.statements.names import Format

Employees = Annotated[
    list[str],
    typer.Option(
        "--employee",
        metavar="ID",
        default_factory=list,
        show_default=False,
        help=say("only that of this employee (repeatable)"),
    ),
]
Formats = Annotated[str, typer.Option("--format", metavar="LIST", help=say("html, pdf or both of them"))]
IssuedOn = Annotated[
    str | None,
    typer.Option(
        "--issued",
        metavar="DATE",
        show_default=say("not said"),
        help=say("the day on which they are given out, such as 2026-11-05: objections may be counted from it"),
    ),
]


def _beside_results(ctx: typer.Context, value: Path) -> Path:
    """Return the folder of ``--out`` as it is named there, else one of their own beside the period's results."""
    source = ctx.get_parameter_source("out")
    if source is not None and source.name == "COMMANDLINE":
        return value
    return value / str(ctx.params.get("period", "")) / "statements"


def _results(ctx: typer.Context, period: str) -> Path:
    """Return the folder of the period's results, whatever ``--out`` names for the statements."""
    return Path(ctx.lookup_default("out") or OUT) / period


Folder = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="DIR",
        callback=_beside_results,
        show_default="out/PERIOD/statements",
        help=say("the folder for the statements"),
    ),
]


def statements(
    ctx: typer.Context,
    period: Period,
    employee: Employees,
    accept: Accept,
    data: Data = DATA,
    policies: Policies = POLICIES,
    out: Folder = OUT,
    formats: Formats = "html,pdf",
    issued: IssuedOn = None,
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Write the statements of a month."""
    check_period(period, lang)
    if accept:
        check_codes(accept, lang)
    refuse_inputs_as_out(out, lang, data, [policies])
    wanted, day = _formats(formats, lang), _day(issued, lang)
    with refusals(lang):
        there = opened_if_there(db, evidence)
        closed = _closed(there, period, lang)
        found = closed or _open(there, period, (data, policies), accept, lang)
        notes = [_is_closed(period)] if closed else [] if there else [_no_book(db)]
        notes += unread_note(there, period, _results(ctx, period))
        if not as_json:
            for note in notes:
                tell(note.to(lang))
        _check_known(employee, found.report, lang)
        with working(say("writing the statements …")):
            paths = _write(replace(found, occasion=replace(found.occasion, issued=day)), employee, out, wanted)
    if as_json:
        files = (str(path) for path in paths)
        answer = {"period": period, "notes": [both("note", note) for note in notes], "files": list(files)}
        print_answer("statements", answer)
        return
    count, kinds = len(paths) // len(wanted), ", ".join(wanted)
    done = Text.counted(
        "{count} statement in {out} ({kinds})", "{count} statements in {out} ({kinds})", count, out=out, kinds=kinds
    )
    show(done.to(lang))


def _formats(stated: str, lang: Language) -> tuple[Format, ...]:
    """Return the formats of ``html,pdf``, or refuse."""
    from payroll.reports.statements.names import FORMATS

    named = [part.strip().lower() for part in stated.split(",")]
    if unknown := [part for part in named if part not in FORMATS]:
        form = unknown[0]
        refuse(
            Text.of("--format: there is no «{form}»; write html, pdf or html,pdf", form=form),
            lang,
        )
    return tuple(form for form in FORMATS if form in named)


def _day(stated: str | None, lang: Language) -> int | None:
    from datetime import date

    if stated is None:
        return None
    try:
        day = date.fromisoformat(stated)
    except ValueError:
        refuse(
            Text.of("--issued: «{stated}» is not a date; write it as 2026-11-05", stated=stated),
            lang,
        )
    return day_or_refuse("--issued", day, lang)


def _closed(there: tuple[Book, EvidenceStore] | None, period: str, lang: Language) -> Issued | None:
    """Return the month as it was posted, None if it is not closed."""
    from payroll.bookkeeping.issuing import closed_month

    if there is None:
        return None
    with working(say("reading the book …")):
        return closed_month(*there, period, lang)


def _is_closed(period: str) -> Text:
    return Text.of("{period} is closed: the statements come from the book, --data was not read.", period=period)


def _no_book(db: str) -> Text:
    return Text.of("there is no book {db}: the statements lack corrections and waivers of earlier months.", db=db)


def _open(
    there: tuple[Book, EvidenceStore] | None,
    period: str,
    folders: tuple[Path, Path],
    accept: Collection[str],
    lang: Language,
) -> Issued:
    from payroll.bookkeeping.issuing import Issued, occasion_of, open_month
    from payroll.run import report

    computed = month_or_refuse(period, *folders, list(accept), lang)
    if there is not None:
        return open_month(*there, computed, folders[0], lang)
    return Issued(report(computed, lang), occasion_of(computed))


def _check_known(employees: Collection[str], report: MonthReport, lang: Language) -> None:
    known = set(report.adjustments["employee_id"])
    unknown = [each for each in employees if each not in known]
    if not unknown:
        return
    from payroll.meant import employee_hint

    people = zip(report.adjustments["employee_id"], report.adjustments["name"], strict=True)
    refuse(
        Text.of(
            "{period} has no statement for {first}: unknown, or not employed in it{hint}",
            period=report.period,
            first=unknown[0],
            hint=employee_hint(unknown[0], people),
        ),
        lang,
    )


def _write(found: Issued, employees: Collection[str], folder: Path, formats: tuple[Format, ...]) -> tuple[Path, ...]:
    from payroll.reports.statements.build import statements as of_month
    from payroll.reports.statements.files import write_statements
    from payroll.reports.statements.names import earlier_files, file_names

    report = found.report
    names = file_names(report.adjustments["employee_id"].tolist(), report.period, report.language)
    if employees:
        names = {each: name for each, name in names.items() if each in employees}
        earlier: tuple[str, ...] = ()
    else:
        earlier = earlier_files(folder, report.period, report.language)
    return write_statements(of_month(report, found.occasion, names), names, folder, formats, earlier)
