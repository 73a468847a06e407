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
        help=say("台账的记录编号（ledger.csv 的 entry_id）", "the id of a ledger line (entry_id in ledger.csv)"),
    ),
]
Said = Annotated[str, typer.Option("--text", metavar="TEXT", help=say("申诉或决定的内容", "what is said"))]


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
        Text(
            f"已免除 {entry}（第 {act.number} 号经办记录，{act.who}）；由未结账的月份入账，请重新运行该月。",
            f"{entry} is forgiven (act {act.number}, {act.who}); the open month carries it: run that month again.",
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
        Text(
            f"已记录第 {act.number} 号申诉：{entry}（{act.who}）；用 payroll appeal decide {act.number} 决定。",
            f"appeal {act.number} against {entry} is recorded ({act.who}); decide it with "
            f"payroll appeal decide {act.number}.",
        ).to(lang)
    )


def decide(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help=say("申诉的编号", "the number of the appeal"))],
    text: Said,
    grant: Annotated[
        bool | None,
        typer.Option("--grant/--refuse", help=say("申诉成立或不成立", "for or against the employee")),
    ] = None,
    db: Db = DB,
    evidence: Evidence = None,
    by: By = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Decide an appeal."""
    from payroll.bookkeeping.forgiving import decide_appeal

    if grant is None:
        refuse(
            Text("请写明决定：--grant（成立）或 --refuse（不成立）", "say what is decided: --grant or --refuse"), lang
        )
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
        done = Text(
            f"第 {number} 号申诉成立：{entry} 将由未结账的月份冲回，请重新运行该月。",
            f"appeal {number} is granted: the open month takes {entry} back. Run that month again.",
        )
    else:
        done = Text(f"第 {number} 号申诉不成立：{entry} 不变。", f"appeal {number} is refused: {entry} stands.")
    show(done.to(lang))


def _print_act(command: str, entry: str, act: Act) -> None:
    from payroll.cli.book_answers import act_answer

    print_answer(command, {"entry_id": entry, "act": act_answer(act)})


def list_(
    only_open: Annotated[bool, typer.Option("--open", help=say("只列出未决定的", "only those that are open"))] = False,
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """List the appeals."""
    from payroll.bookkeeping.forgiving import Appeal, list_appeals

    def state(appeal: Appeal) -> str:
        if appeal.decision is None:
            return Text("未决定", "open").to(lang)
        decided = Text("成立", "granted") if appeal.granted else Text("不成立", "refused")
        return f"{decided.to(lang)} ({appeal.decision.who}, {appeal.decision.at}): {appeal.decision.why}"

    with refusals(lang):
        book, _ = opened(db, evidence)
        found = [each for each in list_appeals(book) if each.decision is None or not only_open]
    if as_json:
        from payroll.cli.book_answers import appeal_answer

        print_answer("appeal list", {"appeals": [appeal_answer(each) for each in found]})
        return
    rows = [(each.act.number, each.act.subject, each.act.who, each.act.at, each.act.why, state(each)) for each in found]
    headings = Text("编号|记录|提出人|时间|内容|结果", "No.|Entry|By|At|Text|State").to(lang).split("|")
    show_table("", headings, rows)
