"""``run``: the main job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from payroll.cli.answer import AsJson, print_answer
from payroll.cli.book import bookkeeper, refusals
from payroll.cli.config import Named
from payroll.cli.deciding import acceptable, decisions_of, record_new, show_decisions, tell_unread_of_closed
from payroll.cli.draft import show_draft
from payroll.cli.month import begun_month, refuse_inputs_as_out, show_summary
from payroll.cli.options import (
    DATA,
    DB,
    LANG,
    OUT,
    POLICIES,
    Accept,
    By,
    DataPlace,
    Db,
    Evidence,
    Lang,
    OutPlace,
    Period,
    Policies,
    say,
)
from payroll.cli.run_parts import PartsTask, engine_of, run_in_parts
from payroll.cli.screen import refuse, show, working
from payroll.language import COMMA, Language, Text, same
from payroll.places import is_url
from payroll.problems import Problem, in_order, stopping

if TYPE_CHECKING:
    from payroll.bookkeeping.carrying import Carrying
    from payroll.bookkeeping.deciding import Written
    from payroll.bookkeeping.months import Bookkeeper
    from payroll.reports.folder import Output
    from payroll.reports.marked_copy import Marked
    from payroll.reports.overview import Overview
    from payroll.reports.result import MonthReport
    from payroll.run import Begun, Computed


@dataclass(frozen=True, slots=True)
class Task:
    """What the command asks for; ``keeper`` is None for a run that is not recorded."""

    data: Path
    policies: Path
    accept: tuple[str, ...]
    why: str
    folder: Path
    workbook: bool
    page: bool
    keeper: Bookkeeper | None
    lang: Language


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the month, what it carries (None: not recorded), the files, whether it is another draft.

    ``marked`` are the marked copies of workbooks, and the workbooks that got none; ``decisions`` is how many decisions
    of people were recorded, of a run that is not recorded how many it kept in its workbook; ``outdated`` is how many
    statements were removed, since the month does not come to what they tell.
    """

    report: MonthReport
    carrying: Carrying | None
    paths: tuple[Path, ...]
    is_new: bool
    marked: Marked
    decisions: int = 0
    outdated: int = 0


def run(
    period: Period,
    accept: Accept,
    data: DataPlace = str(DATA),
    policies: Policies = POLICIES,
    out: OutPlace = str(OUT),
    workbook: bool | None = typer.Option(
        None,
        "--workbook/--no-workbook",
        show_default=say("write it; not with --engine"),
        help=say("write the workbook too"),
    ),
    page: bool = typer.Option(False, "--page", help=say("write the month as a web page, too")),
    record: bool = typer.Option(
        True,
        "--record/--no-record",
        help=say("record the run in the book, as the month's draft"),
    ),
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            metavar="TEXT",
            help=say("why the errors of --accept are accepted; it is recorded"),
        ),
    ] = "",
    check_law: bool = typer.Option(
        False,
        "--check-law",
        help=say("end with status 1 if the check against the law cut, refused or did not check anything"),
    ),
    db: Db = DB,
    evidence: Evidence = None,
    by: By = None,
    engine: Annotated[
        Literal["dask"] | None,
        typer.Option("--engine", help=say("compute the month in parts: dask, on this machine or on a cluster")),
    ] = None,
    scheduler: Annotated[
        str, typer.Option("--scheduler", metavar="URL", help=say("with --engine: the scheduler of a running cluster"))
    ] = "",
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            show_default=say("one for each processor"),
            help=say("with --engine: so many processes are started"),
        ),
    ] = None,
    parts: Annotated[
        int | None,
        typer.Option(
            "--parts",
            min=1,
            show_default=say("as the number of employees and the memory ask for"),
            help=say("with --engine: into so many parts the employees are divided"),
        ),
    ] = None,
    memory: Annotated[
        str,
        typer.Option(
            "--memory", metavar="SIZE", help=say("with --engine: what all processes together may take, such as 4GB")
        ),
    ] = "",
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Compute a month."""
    refuse_inputs_as_out(out, lang, data, [policies])
    if reason and not accept:
        refuse(Text.of("--reason goes with --accept"), lang)
    if engine is not None:
        if workbook or page:
            refuse(Text.of("--workbook and --page do not go with --engine: both hold a month of one machine"), lang)
        chosen = engine_of(scheduler, workers, parts, memory, lang)
        parts_task = PartsTask(period, data, policies, out, tuple(accept), reason, lang, check_law, as_json)
        run_in_parts(parts_task, chosen, db if record else None, evidence, by)
        return
    if scheduler or workers is not None or parts is not None or memory:
        refuse(Text.of("--scheduler, --workers, --parts and --memory go with --engine dask"), lang)
    if is_url(data) or is_url(out):
        refuse(Text.of("--data and --out may be URLs only with --engine dask"), lang)
    folder = Path(out)
    _refuse_results_of_parts(folder, lang)
    begun = begun_month(period, Path(data), policies, accept, lang, with_book=record)
    with refusals(lang):
        keeper = _keeper_of_open_month(db, evidence, by, period, folder, lang) if record else None
        task = Task(Path(data), policies, tuple(accept), reason, folder, workbook is not False, page, keeper, lang)
        computed, done = _done(begun, task)
        if done is None:
            _stop(computed, task)
    from payroll.reports.overview import overview_of

    month = overview_of(done.report)
    unclear = check_law and not month.sums.is_clear
    if as_json:
        from payroll.cli.run_answer import run_answer

        print_answer("run", run_answer(done, month, accept), exit_code=int(unclear))
    else:
        _show(done, month, accept, lang, unclear=unclear)
    if unclear:
        raise typer.Exit(1)


def _refuse_results_of_parts(folder: Path, lang: Language) -> None:
    """Refuse to write beside the results of a month in parts: nobody would know which ones count."""
    from payroll.places import CONTENTS_OF_PARTS

    if (folder / CONTENTS_OF_PARTS).exists():
        refuse(
            Text.of(
                "{folder} holds the results of a run with --engine. Name another folder with --out, or move them away.",
                folder=folder,
            ),
            lang,
        )


def _show(done: Done, month: Overview, accept: Sequence[str], lang: Language, *, unclear: bool) -> None:
    show_summary(month, accept)
    show_decisions(done.decisions, lang, are_recorded=done.carrying is not None)
    if done.carrying is not None:
        show_draft(done.report.period, done.carrying, is_new=done.is_new, lang=lang)
    show(Text.of("written: ").to(lang) + ", ".join(str(path) for path in done.paths))
    for text in _left_out(done.marked):
        show(text.to(lang))
    if done.outdated:
        show(_removed(done.outdated, done.report.period).to(lang))
    if unclear:
        show(Text.of("The law: something was cut, refused or not checked, see law.csv").to(lang))


def _keeper_of_open_month(
    db: str, evidence: str | None, by: Named | None, period: str, folder: Path, lang: Language
) -> Bookkeeper:
    """Open the book, new if there is none. Raises ``BookError`` if the month is closed in it."""
    from payroll.bookkeeping.months import refuse_closed

    keeper = bookkeeper(db, evidence, by, lang, create=True)
    tell_unread_of_closed(keeper.book, period, folder, lang)
    refuse_closed(keeper, period)
    return keeper


def _done(begun: Begun, task: Task) -> tuple[Computed, Done | None]:
    """Finish the month, write its files and record it; None if errors stop it."""
    from payroll.reports.folder import output_to
    from payroll.reports.write import start_attendance
    from payroll.run import finish, report

    with output_to(task.folder) as output:
        if begun.computed.attendance is not None and not stopping(begun.computed.problems, task.accept):
            start_attendance(begun.computed.attendance, output)
        with working(say("computing …")):
            computed = finish(begun)
        if stopping(computed.problems, task.accept):
            return computed, None
        with working(say("writing the results …")):
            result = report(computed, task.lang)
            decisions, problems = decisions_of(computed, result, task.folder, task.keeper)
            if problems:
                return replace(computed, problems=tuple(in_order([*computed.problems, *problems]))), None
            if task.keeper is None:
                done = _not_recorded(computed, result, decisions, task, output)
            else:
                done = _recorded(computed, result, decisions, task.keeper, task, output)
            output.publish()
    return computed, done


def _not_recorded(
    computed: Computed, result: MonthReport, decisions: Sequence[Written], task: Task, output: Output
) -> Done:
    """Begin to write the month. What people decided is kept in the workbook, and does nothing else."""
    from payroll.reports.write import retire_statements, start_marked, start_month, start_workbook
    from payroll.run import backing

    marked = _marked(result.problems, task)
    result = replace(result, decided=tuple(each.decided for each in decisions))
    paths = start_month(result, output)
    if task.workbook:
        paths = (*paths, start_workbook(result, output, backing(computed, result.ledger)))
    paths = (*paths, *_page(computed, result, task, output), *start_marked(marked, output))
    outdated = retire_statements(result, output)
    return Done(result, None, paths, is_new=False, marked=marked, decisions=len(decisions), outdated=outdated)


def _recorded(
    computed: Computed,
    result: MonthReport,
    decisions: Sequence[Written],
    keeper: Bookkeeper,
    task: Task,
    output: Output,
) -> Done:
    """Begin to write the month with what it carries, keep its evidence, and make it the draft once all is written."""
    from payroll.bookkeeping.months import keep_evidence, make_draft, problem_counts, with_book
    from payroll.reports.write import retire_statements, start_marked, start_month

    acts = record_new(keeper, result, decisions)
    in_book = with_book(keeper, computed, result, task.data)
    paths = start_month(in_book.report, output)
    marked = _marked(in_book.report.problems, task)
    paths += _page(computed, in_book.report, task, output)
    manifest = keep_evidence(keeper, computed, in_book, task.policies, task.accept)
    if task.workbook:  # after the evidence, since its cover names the run
        paths = (*paths, _start_workbook(computed, result, in_book.report, manifest.run_id, output))
    paths += start_marked(marked, output)
    counts = problem_counts(in_book.report.problems, task.accept, task.why)
    outdated = retire_statements(in_book.report, output)
    is_new = make_draft(keeper, manifest, output.digests(), counts)
    return Done(in_book.report, in_book.carrying, paths, is_new, marked, decisions=acts, outdated=outdated)


def _start_workbook(computed: Computed, own: MonthReport, joined: MonthReport, run_id: str, output: Output) -> Path:
    """Begin to write the workbook of a recorded month: ``own`` is the month alone, ``joined`` with what it carries."""
    from payroll.reports.write import start_workbook
    from payroll.run import backing

    return start_workbook(joined, output, replace(backing(computed, own.ledger), run_id=run_id))


def _page(computed: Computed, result: MonthReport, task: Task, output: Output) -> tuple[Path, ...]:
    """Begin to write the page if one is wanted; else let one of an earlier run go, which may tell otherwise."""
    from payroll.reports.write import page_name, start_page
    from payroll.run import shown_evidence

    if not task.page:
        output.retire(page_name(result.period))
        return ()
    return (start_page(result, shown_evidence(computed, result), output),)


def _marked(problems: Sequence[Problem], task: Task) -> Marked:
    """Mark the problems in copies of the workbooks of the data, unless no workbook is wanted."""
    from payroll.reports.marked_copy import NOTHING_MARKED, marked_copies

    if not task.workbook:
        return NOTHING_MARKED
    of_data = {file for file in {problem.file for problem in problems} if (task.data / file).exists()}
    return marked_copies([problem for problem in problems if problem.file in of_data], task.data, task.lang)


def _stop(computed: Computed, task: Task) -> NoReturn:
    """Write the problems, and refuse. The month's draft has open errors from now on."""
    from payroll.bookkeeping.months import keep_evidence, make_draft, note_errors, problem_counts, without_book
    from payroll.reports.write import write_problems
    from payroll.run import report

    accept = acceptable(computed, task.accept)
    stops = stopping(computed.problems, accept)
    if task.keeper is not None and computed.judged is None:
        note_errors(task.keeper, computed.period.name, computed.problems, accept)
    elif task.keeper is not None:
        in_book = without_book(report(computed, task.lang))
        manifest = keep_evidence(task.keeper, computed, in_book, task.policies, accept)
        make_draft(task.keeper, manifest, {}, problem_counts(computed.problems, accept, task.why))
    marked = _marked(computed.problems, task)
    paths = write_problems(computed.problems, task.lang, task.folder, marked)
    said = [*_left_out(marked), _stopped(stops, computed.problems, paths)]
    refuse(Text("\n".join(each.zh for each in said), "\n".join(each.en for each in said)), task.lang, stops)


def _stopped(stops: Sequence[Problem], problems: Sequence[Problem], paths: Sequence[Path]) -> Text:
    warnings = len(problems) - len(stops)
    path, *copies = map(str, paths)
    files = Text.of("{path}, and copies with the cells marked: {copies}", path=path, copies=COMMA.join(copies))
    see = files if copies else same(path)
    wrong = Text.counted("{count} error", "{count} errors", len(stops))
    others = Text.counted("{count} other note", "{count} other notes", warnings)
    return Text.of(
        "{wrong} and {others}: see {see}; nothing else was written, and earlier results are as they were. Correct "
        "and run again.",
        wrong=wrong,
        others=others,
        see=see,
    )


def _left_out(marked: Marked) -> list[Text]:
    """Name the workbooks with problems that got no marked copy."""
    return [
        Text.of("{file} has no marked copy: {reason}; its problems are in problems.csv", file=file, reason=reason)
        for file, reason in marked.left_out
    ]


def _removed(count: int, period: str) -> Text:
    return Text.of(
        "the month was computed anew and differs; outdated statements removed: {count}. Write them again with "
        "payroll statements {period}.",
        count=count,
        period=period,
    )
