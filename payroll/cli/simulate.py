"""``simulate``: months under another policy. Nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.answer import AsJson, print_answer
from payroll.cli.book import opened, refusals
from payroll.cli.month import check_codes, refuse_inputs_as_out
from payroll.cli.options import DB, LANG, Accept, Db, Evidence, Lang, say
from payroll.cli.screen import check_period, refuse, show, working
from payroll.cli.simulated import show_simulation
from payroll.language import Language, Text
from payroll.problems import Problem

if TYPE_CHECKING:
    from payroll.simulation.trial import Trial, Under

Periods = Annotated[
    list[str],
    typer.Argument(metavar="PERIOD", help=say("one or more pay periods, such as 2026-10")),
]
Tried = Annotated[
    Path,
    typer.Option(
        "--under",
        metavar="DIR",
        help=say("the policies to be tried: a folder of policies"),
    ),
]
Newest = Annotated[
    bool,
    typer.Option(
        "--newest",
        help=say("take the newest version of each policy of --under, as if in force from the month's first day"),
    ),
]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        show_default=say("the months as the book has them"),
        help=say("the folder with the tables; goes with --policies"),
    ),
]
Policies = Annotated[
    Path | None,
    typer.Option(
        "--policies",
        metavar="DIR",
        show_default=say("those recorded for the month"),
        help=say("the folder with the policies in force; goes with --data"),
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        show_default=say("no files"),
        help=say("the folder for the results"),
    ),
]


def simulate(
    periods: Periods,
    under: Tried,
    accept: Accept,
    newest: Newest = False,
    data: Data = None,
    policies: Policies = None,
    out: Folder = None,
    workbook: bool = typer.Option(True, "--workbook/--no-workbook", help=say("write the workbook too")),
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Compute months under another policy and show what differs."""
    for period in periods:
        check_period(period, lang)
    if accept:
        check_codes(accept, lang)
    if (data is None) != (policies is None):
        refuse(Text.of("--data and --policies go together"), lang)
    if out is not None:
        refuse_inputs_as_out(out, lang, data, [policies, under])
    with refusals(lang):
        with working(say("trying …")):
            trials = list(
                _trials(sorted(set(periods)), _under(under, newest=newest), (data, policies), accept, (db, evidence))
            )
        for trial in trials:
            _check(trial, under, lang)
        from payroll.reports.simulation import write_simulation
        from payroll.simulation.result import simulated

        report, found = simulated(trials, lang)
        paths = write_simulation(report, out, workbook=workbook) if out is not None else ()
    if as_json:
        from payroll.cli.simulate_answer import simulate_answer

        print_answer("simulate", simulate_answer(report, found, trials, paths))
        return
    show_simulation(report, found, trials, newest=newest)
    if paths:
        show(Text.of("written: ").to(lang) + ", ".join(str(path) for path in paths))


def _under(folder: Path, *, newest: bool) -> Under:
    from payroll.policy.load import load_policies
    from payroll.simulation.trial import Under

    policies, problems = load_policies(folder)
    return Under(policies, tuple(problems), newest)


def _trials(
    periods: Sequence[str],
    under: Under,
    folders: tuple[Path | None, Path | None],
    accept: Sequence[str],
    place: tuple[str, str | None],
) -> Iterator[Trial]:
    """Yield each month under its own policies and the others; from folders, or from the book."""
    data, policies = folders
    if data is None or policies is None:
        from payroll.bookkeeping.simulating import try_recorded

        book, store = opened(*place)
        yield from (try_recorded(book, store, period, under, accept) for period in periods)
        return
    from payroll.intake.files import read_files
    from payroll.policy.load import load_policies
    from payroll.run import judge_files
    from payroll.simulation.trial import try_month

    files, (loaded, problems) = read_files(data), load_policies(policies)
    for period in periods:
        yield try_month(judge_files(period, loaded, problems, files), under, accept)


def _check(trial: Trial, under: Path, lang: Language) -> None:
    """Refuse a month that errors stop on either side, or whose two sides cannot be compared."""
    from payroll.simulation.trial import lacking_policies, obstacle

    if reason := obstacle(trial):
        refuse(reason, lang)
    own, others = trial.stops
    if not (own or others):
        return
    number, period = len(own) + len(others), trial.before.period.name
    reasons: list[Problem | Text] = []
    if own:
        reasons += [Text.of("{period}, under its own policies:", period=period), *own]
    if others:
        heading = Text.of("{period}, under the policies of {under}:", period=period, under=under)
        reasons += [heading, *others]
    if any(problem.code == "POLICY-UNKNOWN" for problem in others):
        reasons.append(_lacking(lacking_policies(trial), trial.after.policies.ids, under))
    refuse(
        Text.counted(
            "{count} error, so nothing was compared. Correct and try again, or set the rows aside with --accept CODE",
            "{count} errors, so nothing was compared. Correct and try again, or set the rows aside with --accept CODE",
            number,
        ),
        lang,
        reasons,
    )


def _lacking(lacking: Sequence[str], known: Sequence[str], under: Path) -> Text:
    wanted, there = ", ".join(lacking), ", ".join(known) or "–"
    example = lacking[0] if lacking else "…"
    return Text.of(
        "{under} lacks policies that employees are under: {wanted}; it has: {there}. Put the new version into a "
        "folder of the same name, such as {example}/2026-01-01.toml; to try one policy only, leave the other "
        "employees out with --accept POLICY-UNKNOWN.",
        under=under,
        wanted=wanted,
        there=there,
        example=under / example,
    )
