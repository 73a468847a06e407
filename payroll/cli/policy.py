"""``policy check``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from payroll.cli.answer import AsJson, print_answer, problem_rows
from payroll.cli.month import counted
from payroll.cli.options import LANG, Lang, say
from payroll.cli.screen import refuse, show, show_problems
from payroll.language import Language, Text
from payroll.problems import Problem

Target = Annotated[
    Path,
    typer.Argument(metavar="PATH", help=say("制度文件，或存放制度的文件夹", "a policy file, or a folder of policies")),
]


BaseWage = Annotated[
    str,
    typer.Option(
        "--base-wage",
        metavar="AMOUNT",
        show_default="5000.00",
        help=say("举例用的基本工资", "the base wage of the examples"),
    ),
]


def check(path: Target, base_wage: BaseWage = "", as_json: AsJson = False, lang: Lang = LANG) -> None:
    """Check policy files."""
    from payroll.policy.check import check_policy
    from payroll.problems import errors

    if not path.exists():
        refuse(Text(f"没有 {path}", f"{path} does not exist"), lang)
    problems = check_policy(path, wage_or_refuse(base_wage, lang))
    wrong = len(errors(problems))
    warnings = len(problems) - wrong
    if as_json:
        answer = {"errors": wrong, "warnings": warnings, "problems": problem_rows(problems)}
        print_answer("policy check", answer, exit_code=1 if wrong else 0)
    else:
        _show(problems, wrong, warnings, lang)
    if wrong:
        raise typer.Exit(1)


def _show(problems: Sequence[Problem], wrong: int, warnings: int, lang: Language) -> None:
    show_problems(problems, lang)
    if wrong:
        found = Text(f"{wrong} 个错误", f"{counted(wrong, 'error')}")
        others = Text(f"{warnings} 条提醒", f"{counted(warnings, 'warning')}")
        show(Text(f"{found.zh}，{others.zh}。", f"{found.en}, {others.en}.").to(lang))
        return
    show(
        Text(f"制度没有错误；{warnings} 条提醒。", f"The policies are sound; {counted(warnings, 'warning')}.").to(lang)
    )


def wage_or_refuse(base_wage: str, lang: Language) -> Decimal | None:
    """Return the base wage of the examples; ``None`` if none is named."""
    if not base_wage:
        return None
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", base_wage) or not Decimal(base_wage):
        refuse(
            Text(
                f"“{base_wage}”不是工资；请写成 5000 或 5000.00",
                f"«{base_wage}» is no wage; write it as 5000 or 5000.00",
            ),
            lang,
        )
    return Decimal(base_wage)
