"""``demo``: the main job on the shipped samples."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from payroll.cli.explain import explained, show_person
from payroll.cli.month import month_or_refuse, show_summary
from payroll.cli.options import LANG, Lang, say
from payroll.cli.screen import refuse, show, working
from payroll.language import Text

PERIOD = "2026-10"
SAMPLES = ("office-desk", "shop-desk")
SHOWN = ("office-desk", "0002")
"""The sample and the employee whose month is explained."""

Target = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help=say("the folder to make; default: payroll-demo")),
]


def demo(out: Target = None, lang: Lang = LANG) -> None:
    """Run the shipped samples into a new folder."""
    from payroll.reports.overview import overview_of
    from payroll.reports.write import write_month
    from payroll.run import backing, report
    from payroll.shipped import shipped_folder

    folder = out or _new_folder(Path("payroll-demo"))
    try:
        folder.mkdir(parents=True)
        shutil.copytree(shipped_folder("policies"), folder / "policies")
        for sample in SAMPLES:
            shutil.copytree(shipped_folder("data_samples") / sample, folder / sample)
    except FileExistsError:
        refuse(Text.of("{folder} exists; name another folder", folder=folder), lang)
    except OSError as error:
        refuse(Text.of("cannot write {folder}: {reason}", folder=folder, reason=error.strerror), lang)
    for sample in SAMPLES:
        computed = month_or_refuse(PERIOD, folder / sample / "data", folder / "policies", (), lang)
        result = report(computed, lang)
        with working(say("writing the results …")):
            write_month(result, folder / sample / "out", backing(computed, result.ledger))
        show(f"== {sample} ==")
        show_summary(overview_of(result), ())
        show()
        if sample == SHOWN[0]:
            shown = computed, result
    show_person(explained(SHOWN[1], *shown))
    show()
    _show_next(folder, lang)


def _new_folder(name: Path) -> Path:
    """Return ``name``, or the first of ``name-2``, ``name-3``, ... that does not exist."""
    if not name.exists():
        return name
    return next(path for number in count(2) if not (path := name.with_name(f"{name.name}-{number}")).exists())


def _show_next(folder: Path, lang: Lang) -> None:
    sample = folder / "shop-desk"
    options = f"--data {sample / 'data'} --policies {folder / 'policies'}"
    steps = Text.of(
        "What to look at next:\n  {about}    what happened at the shop desk this month, and where each amount comes "
        "from\n  {workbook}    the month as a workbook\n  payroll explain 0206 {period} {options}\n  payroll swaps "
        "quota {period} {options}\n  payroll run {period} {options} --out {out}    change the data and run again",
        about=sample / "about.md",
        workbook=sample / "out" / f"payroll-{PERIOD}.xlsx",
        period=PERIOD,
        options=options,
        out=sample / "out",
    )
    show(steps.to(lang))
