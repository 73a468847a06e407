"""``waive`` and ``appeal``: people who forgive a charge, or object to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.answer import AsJson, print_answer
from payroll.cli.book import bookkeeper, check_said, opened, refusals
from payroll.cli.options import DB, LANG, By, Db, Evidence, Lang, Reason, say
from payroll.cli.screen import refuse, show, show_table
from payroll.language import Text

if TYPE_CHECKING:
    from payroll.ledger.acts import Act

Entry = Annotated[
    str,
    typer.Argument(
        metavar="ENTRY",
        help=say("the id of a ledger line (entry_id in ledger.csv)"),
    ),
]
Said = Annotated[str, typer.Option("--text", metavar="TEXT", help=say("what is said"))]


def waive(
    entry: Entry,
    reason: Reason,
    db: Db = DB,
    evidence: Evidence = None,
    by: By = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Forgive a charge; the open month carries the waiver."""
    from payroll.bookkeeping.forgiving import waive as forgive

    check_said(reason, "--reason", lang)
    with refusals(lang):
        act = forgive(bookkeeper(db, evidence, by, lang), entry, reason)
    if as_json:
        _print_act("waive", entry, act)
        return
    show(
        Text.of(
            "{entry} is waived (act {number}, {who}); the open month carries it: run that month again.",
            entry=entry,
            number=act.number,
            who=act.who,
        ).to(lang)
    )


def open_(
    entry: Entry,
    text: Said,
    db: Db = DB,
    evidence: Evidence = None,
    by: By = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Object to a charge."""
    from payroll.bookkeeping.forgiving import open_appeal

    check_said(text, "--text", lang)
    with refusals(lang):
        act = open_appeal(bookkeeper(db, evidence, by, lang), entry, text)
    if as_json:
        _print_act("appeal open", entry, act)
        return
    show(
        Text.of(
            "appeal {number} against {entry} is recorded ({who}); decide it with payroll appeal decide {number}.",
            number=act.number,
            entry=entry,
            who=act.who,
        ).to(lang)
    )


def decide(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help=say("the number of the appeal"))],
    text: Said,
    grant: Annotated[bool, typer.Option("--grant", help=say("for the employee"))] = False,
    against: Annotated[bool, typer.Option("--refuse", help=say("against the employee"))] = False,
    db: Db = DB,
    evidence: Evidence = None,
    by: By = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Decide an appeal."""
    from payroll.bookkeeping.forgiving import decide_appeal

    if grant == against:
        refuse(Text.of("say what is decided: --grant or --refuse, one of them"), lang)
    check_said(text, "--text", lang)
    with refusals(lang):
        act = decide_appeal(bookkeeper(db, evidence, by, lang), number, text, granted=grant)
    entry = act.details["entry"]
    if as_json:
        from payroll.cli.book_answers import act_answer

        answer = {"appeal": number, "entry_id": entry, "granted": grant, "act": act_answer(act)}
        print_answer("appeal decide", answer)
        return
    if grant:
        done = Text.of(
            "appeal {number} is granted: the open month takes {entry} back. Run that month again.",
            number=number,
            entry=entry,
        )
    else:
        done = Text.of("appeal {number} is refused: {entry} stands.", number=number, entry=entry)
    show(done.to(lang))


def _print_act(command: str, entry: str, act: Act) -> None:
    from payroll.cli.book_answers import act_answer

    print_answer(command, {"entry_id": entry, "act": act_answer(act)})


def list_(
    only_open: Annotated[bool, typer.Option("--open", help=say("only those that are open"))] = False,
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """List the appeals."""
    from payroll.bookkeeping.forgiving import Appeal, list_appeals

    def state(appeal: Appeal) -> str:
        if appeal.decision is None:
            return Text.of("open").to(lang)
        decided = Text.of("granted") if appeal.granted else Text.of("refused")
        return f"{decided.to(lang)} ({appeal.decision.who}, {appeal.decision.at}): {appeal.decision.why}"

    with refusals(lang):
        book, _ = opened(db, evidence)
        found = [each for each in list_appeals(book) if each.decision is None or not only_open]
    if as_json:
        from payroll.cli.book_answers import appeal_answer

        print_answer("appeal list", {"appeals": [appeal_answer(each) for each in found]})
        return
    rows = [(each.act.number, each.act.subject, each.act.who, each.act.at, each.act.why, state(each)) for each in found]
    headings = Text.of("No.|Entry|By|At|Text|State").to(lang).split("|")
    show_table("", headings, rows)
