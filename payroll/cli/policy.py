"""``policy check``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from payroll.cli.answer import AsJson, print_answer, problem_rows
from payroll.cli.options import LANG, Lang, say
from payroll.cli.screen import refuse, show, show_problems
from payroll.language import Language, Text
from payroll.problems import Problem

Target = Annotated[
    Path,
    typer.Argument(metavar="PATH", help=say("a policy file, or a folder of policies")),
]


BaseWage = Annotated[
    str,
    typer.Option(
        "--base-wage",
        metavar="AMOUNT",
        show_default="5000.00",
        help=say("the base wage of the examples"),
    ),
]


def check(path: Target, base_wage: BaseWage = "", as_json: AsJson = False, lang: Lang = LANG) -> None:
    """Check policy files."""
    from payroll.policy.check import check_policy
    from payroll.problems import errors

    if not path.exists():
        refuse(Text.of("{path} does not exist", path=path), lang)
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
        found = Text.counted("{count} error", "{count} errors", wrong)
        others = Text.counted("{count} warning", "{count} warnings", warnings)
        show(Text.of("{found}, {others}.", found=found, others=others).to(lang))
        return
    show(
        Text.counted(
            "The policies are sound; {count} warning.", "The policies are sound; {count} warnings.", warnings
        ).to(lang)
    )


def wage_or_refuse(base_wage: str, lang: Language) -> Decimal | None:
    """Return the base wage of the examples; ``None`` if none is named."""
    if not base_wage:
        return None
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", base_wage) or not Decimal(base_wage):
        refuse(
            Text.of("«{base_wage}» is not a wage; write it as 5000 or 5000.00", base_wage=base_wage),
            lang,
        )
    return Decimal(base_wage)
