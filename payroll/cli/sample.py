"""``ledger sample``: a sample of posted lines for an audit."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from payroll.cli.answer import AsJson, print_answer
from payroll.cli.book import opened, refusals
from payroll.cli.ledger import Employees, Periods, Rules, Stores, wanted_lines
from payroll.cli.options import DB, LANG, Db, Evidence, Lang, say
from payroll.cli.screen import refuse, show_table, tell
from payroll.language import Text

if TYPE_CHECKING:
    from payroll.bookkeeping.auditing import AuditSample, Drawn


def sample(
    periods: Periods,
    employees: Employees,
    stores: Stores,
    rules: Rules,
    method: Annotated[
        Literal["random", "monetary-unit"],
        typer.Option("--method", help=say("at random, or by monetary unit")),
    ] = "random",
    size: Annotated[int | None, typer.Option("--size", min=1, help=say("how many to draw"))] = None,
    confidence: Annotated[float, typer.Option("--confidence", help=say("confidence in percent"))] = 95,
    tolerable: Annotated[
        str | None,
        typer.Option(
            "--tolerable",
            show_default=say("5 at random"),
            help=say("tolerable error: a rate in %, by monetary unit an amount"),
        ),
    ] = None,
    expected: Annotated[str, typer.Option("--expected", help=say("expected error, in the same unit"))] = "0",
    seed: Annotated[
        str | None,
        typer.Option("--seed", help=say("the seed; by default a new one, which is told")),
    ] = None,
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Draw a sample of posted lines, and say what it can prove."""
    from payroll.bookkeeping.auditing import AuditSample, draw, posted_lines
    from payroll.ledger.sample_sizes import SamplingError

    if not 50 <= confidence < 100:
        refuse(
            Text.of(
                "--confidence must lie between 50 and 100, such as 95; found {confidence:g}", confidence=confidence
            ),
            lang,
        )
    if method == "monetary-unit" and size is None and tolerable is None:
        refuse(
            Text.of(
                "by monetary unit, say with --tolerable which amount of misstatement is tolerable (such as 300), or "
                "with --size how many to draw"
            ),
            lang,
        )
    if size is not None and tolerable is None and expected != "0":
        refuse(Text.of("--expected goes with --tolerable"), lang)
    task = AuditSample(
        method, size, confidence / 100, "5" if tolerable is None else tolerable, expected, seed or secrets.token_hex(8)
    )
    try:
        with refusals(lang):
            book, _ = opened(db, evidence)
            drawn = draw(posted_lines(book, wanted_lines(periods, employees, stores, rules)), task)
    except SamplingError as error:
        refuse(error.text, lang)
    if as_json:
        _print_sample(task, drawn)
        return
    for text in drawn.told:
        tell(text.to(lang))
    show_table("", [heading.to(lang) for heading in drawn.headings], drawn.rows(lang), right=(0, 3))


def _print_sample(task: AuditSample, drawn: Drawn) -> None:
    from payroll.cli.book_answers import posted_rows, told_rows

    answer = {
        "method": task.method,
        "seed": task.seed,
        "confidence": f"{task.confidence * 100:g}",
        "tolerable": task.tolerable,
        "expected": task.expected,
        "told": told_rows("text", drawn.told),
        "lines": posted_rows(drawn.lines),
    }
    print_answer("ledger sample", answer)
