"""``policy check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from payroll.cli.month import counted
from payroll.cli.options import LANG, Lang, say
from payroll.cli.screen import show, show_problems
from payroll.language import Text

Target = Annotated[
    Path,
    typer.Argument(metavar="PATH", help=say("制度文件，或存放制度的文件夹", "a policy file, or a folder of policies")),
]


def check(path: Target, lang: Lang = LANG) -> None:
    """Check policy files."""
    from payroll.policy.check import check_policy
    from payroll.problems import errors

    if not path.exists():
        show(Text(f"没有 {path}", f"{path} does not exist").to(lang))
        raise typer.Exit(2)
    problems = check_policy(path)
    show_problems(problems, lang)
    wrong = len(errors(problems))
    warnings = len(problems) - wrong
    if wrong:
        show(
            Text(
                f"{wrong} 个错误，{warnings} 条提醒。", f"{counted(wrong, 'error')}, {counted(warnings, 'warning')}."
            ).to(lang)
        )
        raise typer.Exit(1)
    show(
        Text(f"制度没有错误；{warnings} 条提醒。", f"The policies are sound; {counted(warnings, 'warning')}.").to(lang)
    )
