"""``simulate``: months under another policy. Nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.answer import AsJson, print_answer
from payroll.cli.book import opened, refusals
from payroll.cli.month import check_codes, counted
from payroll.cli.options import DB, LANG, Accept, Db, Evidence, Lang, say
from payroll.cli.screen import check_period, refuse, show, working
from payroll.cli.simulated import show_simulation
from payroll.language import Language, Text
from payroll.problems import Problem

if TYPE_CHECKING:
    from payroll.simulation.trial import Trial, Under

Periods = Annotated[
    list[str],
    typer.Argument(
        metavar="PERIOD", help=say("一个或几个计薪月份，如 2026-10", "one or more pay periods, such as 2026-10")
    ),
]
Tried = Annotated[
    Path,
    typer.Option(
        "--under",
        metavar="DIR",
        help=say("要试的制度：存放制度的文件夹", "the policies to be tried: a folder of policies"),
    ),
]
Newest = Annotated[
    bool,
    typer.Option(
        "--newest",
        help=say(
            "每项制度都用 --under 中最新的版本，如同月初已经生效",
            "take the newest version of each policy of --under, as if in force from the month's first day",
        ),
    ),
]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        show_default=say("账簿中记录的月份", "the months as the book has them"),
        help=say("存放各表的文件夹；与 --policies 一起使用", "the folder with the tables; goes with --policies"),
    ),
]
Policies = Annotated[
    Path | None,
    typer.Option(
        "--policies",
        metavar="DIR",
        show_default=say("该月记录的制度", "those recorded for the month"),
        help=say("现行制度的文件夹；与 --data 一起使用", "the folder with the policies in force; goes with --data"),
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        show_default=say("不写文件", "no files"),
        help=say("写入结果的文件夹", "the folder for the results"),
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
    workbook: bool = typer.Option(True, "--workbook/--no-workbook", help=say("是否写工作簿", "write the workbook too")),
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
    _check_folders(data, policies, under, out, lang)
    with refusals(lang):
        with working(say("正在试算…", "trying …")):
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
        show(Text("已写入：", "written: ").to(lang) + ", ".join(str(path) for path in paths))


def _check_folders(data: Path | None, policies: Path | None, under: Path, out: Path | None, lang: Language) -> None:
    """Refuse folders that do not go together."""
    if (data is None) != (policies is None):
        refuse(Text("--data 与 --policies 要一起使用", "--data and --policies go together"), lang)
    if out is not None and any(
        folder is not None and out.resolve().is_relative_to(folder.resolve()) for folder in (data, policies, under)
    ):
        refuse(
            Text(
                f"--out {out} 在要读取的文件夹里；请换一个文件夹",
                f"--out {out} lies in a folder that is read; name another one",
            ),
            lang,
        )


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
        reasons += [Text(f"{period}，按该月自己的制度：", f"{period}, under its own policies:"), *own]
    if others:
        heading = Text(f"{period}，按 --under {under} 的制度：", f"{period}, under the policies of {under}:")
        reasons += [heading, *others]
    if any(problem.code == "POLICY-UNKNOWN" for problem in others):
        reasons.append(_lacking(lacking_policies(trial), trial.after.policies.ids, under))
    refuse(
        Text(
            f"共 {number} 个错误，没有试算。请改正后再试，或用 --accept 代码 搁置这些行",
            f"{counted(number, 'error')}, so nothing was compared. Correct and try again, "
            "or set the rows aside with --accept CODE",
        ),
        lang,
        reasons,
    )


def _lacking(lacking: Sequence[str], known: Sequence[str], under: Path) -> Text:
    wanted, there = ", ".join(lacking), ", ".join(known) or "–"
    example = lacking[0] if lacking else "…"
    return Text(
        f"{under} 中没有员工适用的制度：{wanted}；已有：{there}。新版本放在同名的文件夹里，如 "
        f"{under / example}/2026-01-01.toml；若只试其中一项制度，用 --accept POLICY-UNKNOWN 略过其余员工。",
        f"{under} lacks policies that employees are under: {wanted}; it has: {there}. Put the new version into a "
        f"folder of the same name, such as {under / example}/2026-01-01.toml; to try one policy only, leave the other "
        "employees out with --accept POLICY-UNKNOWN.",
    )
