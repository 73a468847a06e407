"""``close`` and ``amend``: a month is sealed, and corrected by later ones."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from payroll.cli.answer import AsJson, print_answer
from payroll.cli.book import bookkeeper, check_said, refusals
from payroll.cli.deciding import refuse_unread_decisions
from payroll.cli.month import counted
from payroll.cli.options import DB, LANG, OUT, Accept, By, Db, Evidence, Lang, Out, Period, Reason, say
from payroll.cli.screen import check_period, refuse, show, show_table, working
from payroll.language import Language, Text
from payroll.problems import Problem, stopping

if TYPE_CHECKING:
    from payroll.bookkeeping.amending import Amendment
    from payroll.bookkeeping.forgiving import Appeal
    from payroll.ledger.acts import Act
    from payroll.ledger.corrections import Corrected
    from payroll.ledger.drafts import Closing

LISTED = 20
"""So many corrections are shown; all of them are in the ledger of the month that carries them."""


def close(
    period: Period,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reason",
            metavar="TEXT",
            show_default=say("月度结账", "the month is complete"),
            help=say("原因，会记入账簿", "why; it is recorded"),
        ),
    ] = None,
    out: Out = OUT,
    db: Db = DB,
    evidence: Evidence = None,
    by: By = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Post the lines of a month's draft and seal the month."""
    from payroll.bookkeeping.forgiving import list_appeals
    from payroll.bookkeeping.months import accepted_errors, close_draft

    check_period(period, lang)
    said = Text("月度结账", "the month is complete").to(lang) if reason is None else reason
    check_said(said, "--reason", lang)
    with refusals(lang):
        keeper = bookkeeper(db, evidence, by, lang)
        refuse_unread_decisions(keeper.book, period, out or OUT / period, lang)
        waiting = [appeal for appeal in list_appeals(keeper.book) if appeal.decision is None]
        accepted, why = accepted_errors(keeper.book, period)
        if not as_json:
            _show_before(waiting, lang)
        if accepted and not why and reason is None:
            refuse(_without_reason(period, sorted(accepted)), lang)
        if not as_json:
            _show_accepted(accepted, why, lang)
        with working(say("正在结账…", "closing …")):
            closed = close_draft(keeper, period, said)
    if not as_json:
        _show_closed(closed, lang)
    path = _hand_out(closed, out, lang)
    drafts = _draft_statements(period, out or OUT / period)
    if as_json:
        _print_closed(closed, waiting, accepted, why, path, drafts)
        return
    show(
        Text(
            f"回执已写入 {path}；请另存一份到别处，日后用 payroll ledger verify --head 核对。",
            f"the receipt is in {path}. Keep a copy elsewhere, to check the book with payroll ledger verify --head.",
        ).to(lang)
    )
    if drafts:
        show(_still_drafts(drafts, period).to(lang))


def _draft_statements(period: str, folder: Path) -> int:
    """Return how many statements lie beside the results of a month that has just been closed."""
    from payroll.reports.write import count_of, statements_of

    return count_of(statements_of(period, folder))


def _still_drafts(count: int, period: str) -> Text:
    return Text(
        f"文件夹 statements 中仍标为草稿的明细 {count} 份；请用 payroll statements {period} 重新写出。",
        f"statements in the folder statements that are still marked as draft: {count}. "
        f"Write them again with payroll statements {period}.",
    )


def _show_before(waiting: Sequence[Appeal], lang: Language) -> None:
    for appeal in waiting:
        show(_open_appeal(appeal).to(lang))


def _show_accepted(accepted: Mapping[str, int], why: str, lang: Language) -> None:
    for code, count in accepted.items():
        because = Text(f"（{why}）", f" ({why})") if why else Text("", "")
        told = f"{code} × {count}"
        show(Text(f"已接受的错误：{told}{because.zh}", f"accepted errors: {told}{because.en}").to(lang))


def _print_closed(
    closed: Closing, waiting: Sequence[Appeal], accepted: Mapping[str, int], why: str, path: Path, drafts: int
) -> None:
    from payroll.cli.book_answers import appeal_answer, closing_answer

    answer = {
        **closing_answer(closed),
        "open_appeals": [appeal_answer(appeal) for appeal in waiting],
        "accepted": [{"code": code, "rows": count, "why": why} for code, count in accepted.items()],
        "files": [str(path)],
        "draft_statements": drafts,
    }
    print_answer("close", answer)


def _hand_out(closed: Closing, folder: Path, lang: Language) -> Path:
    """Write the receipt of a month that has just been closed; it is closed whether this succeeds or not."""
    from payroll.ledger.closing import receipt
    from payroll.reports.folder import OutputError

    try:
        return write_receipt(receipt(closed), folder)
    except OutputError as error:
        period = closed.act.period
        refuse(
            Text(
                f"{period} 已经结账，只是回执没有写出；请执行 payroll ledger receipt {period} --out 文件夹。",
                f"{period} is closed, only its receipt is not written: run payroll ledger receipt {period} --out DIR.",
            ),
            lang,
            [error.text],
        )


def write_receipt(written: Mapping[str, Any], folder: Path) -> Path:
    """Write a receipt into ``folder`` and return its path. Raises ``OutputError`` if it cannot be written."""
    from payroll.reports.folder import write_together

    content = json.dumps(written, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    name = f"receipt-{written['period']}.json"

    def write(path: Path) -> None:
        path.write_text(content, encoding="utf-8", newline="\n")

    return write_together(folder, {name: write})[0]


def _without_reason(period: str, codes: Sequence[str]) -> Text:
    listed = ", ".join(codes)
    return Text(
        f"{period} 的草稿接受了错误 {listed}，但没有写明原因。请用 payroll close {period} --reason 原因 写明，"
        "或重新运行该月并加 --reason。",
        f"the draft of {period} goes on in spite of {listed}, and nobody said why. Say it with "
        f"payroll close {period} --reason TEXT, or run the month again with --reason.",
    )


def _open_appeal(appeal: Appeal) -> Text:
    act = appeal.act
    return Text(
        f"尚未决定的申诉：第 {act.number} 号，{act.subject}，{act.who}，{act.at}：{act.why}",
        f"open appeal: no. {act.number}, {act.subject}, {act.who}, {act.at}: {act.why}",
    )


def _show_closed(closed: Closing, lang: Language) -> None:
    from payroll.money import currency_places, plain

    details, act = closed.act.details, closed.act
    first, last = details["first_line"], details["last_line"]
    amount = plain(details["totals"]["amount"], currency_places(details["totals"]["currency"]))
    lines = [
        Text(
            f"{act.period} 已结账：{details['lines']} 条，合计 {amount} {details['totals']['currency']}，"
            f"经办人 {act.who}，{act.at}",
            f"{act.period} is closed: {counted(details['lines'], 'line')}, total {amount} "
            f"{details['totals']['currency']}, by {act.who}, {act.at}",
        ),
        Text(f"行号 {first} 至 {last}", f"lines {first} to {last}"),
        Text(f"链头 {details['head']}", f"head {details['head']}"),
        Text(f"封签 {act.hash}", f"seal {act.hash}"),
    ]
    for line in lines:
        show(line.to(lang))


def amend(
    period: Period,
    accept: Accept,
    data: Annotated[
        Path,
        typer.Option("--data", metavar="DIR", help=say("存放迟到资料的文件夹", "the folder with the late evidence")),
    ],
    reason: Reason,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("只显示差异，不记入账簿", "only show the differences"))
    ] = False,
    db: Db = DB,
    evidence: Evidence = None,
    by: By = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Take late evidence into a closed month; the next open month corrects it."""
    check_period(period, lang)
    from payroll.bookkeeping.amending import amend as computed_again
    from payroll.bookkeeping.amending import stage

    check_said(reason, "--reason", lang)
    with refusals(lang):
        keeper = bookkeeper(db, evidence, by, lang)
        with working(say("正在重新计算…", "computing again …")):
            amendment = computed_again(keeper, period, data, accept, reason)
        if amendment.corrected is None:
            _stop(amendment, lang)
        if not as_json:
            _show_amendment(amendment, str(data), lang)
            _show_problems(amendment, lang)
        act = None if dry_run else stage(keeper, amendment, reason)
    if as_json:
        from payroll.cli.book_answers import act_answer, amendment_answer

        recorded = {"dry_run": dry_run, "act": None if act is None else act_answer(act)}
        print_answer("amend", {**amendment_answer(amendment, str(data)), **recorded})
    else:
        _show_staged(amendment, act, lang, dry_run=dry_run)


def _show_staged(amendment: Amendment, act: Act | None, lang: Language, *, dry_run: bool) -> None:
    if dry_run:
        show(Text("只是试算，没有记入账簿。", "This was a trial: nothing was recorded.").to(lang))
    elif act is None:
        show(Text("账簿中已有同样的资料，没有新增记录。", "The same is on record already: nothing was added.").to(lang))
    else:
        show(
            Text(
                f"已记入账簿（第 {act.number} 号经办记录），由 {amendment.carrier} 更正；"
                f"请运行 payroll run {amendment.carrier} 后核对。",
                f"recorded as act {act.number}; {amendment.carrier} carries the corrections: "
                f"run payroll run {amendment.carrier}, and check it.",
            ).to(lang)
        )


def _stop(amendment: Amendment, lang: Language) -> NoReturn:
    stops = stopping(amendment.computed.problems, amendment.accepted)
    refuse(
        Text(
            f"共 {len(stops)} 个错误，什么都没有记录；请改正后再试，或用 --accept 代码 搁置这些行",
            f"{counted(len(stops), 'error')}, nothing was recorded; correct and try again, or set the rows aside with "
            "--accept CODE",
        ),
        lang,
        stops,
    )


def _show_amendment(amendment: Amendment, data: str, lang: Language) -> None:
    """Print the lines that will be posted, what is not posted and why, and which other months are reached."""
    from payroll.ledger.late import late_problems
    from payroll.ledger.lost import lost_text
    from payroll.money import currency_places, plain

    corrected = amendment.corrected
    assert corrected is not None
    lines = corrected.lines
    places = currency_places(amendment.base.manifest.currency)
    total = plain(int(lines["amount"].sum()), places)
    show(
        Text(
            f"{amendment.period} 的更正：{len(lines)} 条，合计 {total} {amendment.base.manifest.currency}",
            f"corrections of {amendment.period}: {counted(len(lines), 'line')}, total {total} "
            f"{amendment.base.manifest.currency}",
        ).to(lang)
    )
    rows = [
        (row["employee_id"], row["name"], plain(row["amount"], places), row[f"explanation_{lang}"])
        for row in lines.head(LISTED).to_dict("records")
    ]
    if rows:
        headings = Text("工号|姓名|金额|说明", "Employee|Name|Amount|Explanation").to(lang).split("|")
        show_table("", headings, rows, right=(2,))
    if len(lines) > LISTED:
        more = len(lines) - LISTED
        show(Text(f"……另有 {more} 条", f"… and {more} more").to(lang))
    show_other(amendment.period, corrected, lang)
    for lost in amendment.lost:
        show(lost_text(lost, amendment.period, data).to(lang))
    for month, late in amendment.reaches.items():
        show(
            Text(
                f"这些资料还涉及已结账的 {month}：", f"The same evidence tells something else about {month} as well:"
            ).to(lang)
        )
        for problem in late_problems(late, month, data):
            show(f"  {problem.place()} {problem.message(lang)}")


def _show_problems(amendment: Amendment, lang: Language) -> None:
    """Print by code what the late evidence was warned of or accepted with, such as files of another month."""
    found: dict[str, list[Problem]] = {}
    for problem in amendment.computed.problems:
        found.setdefault(problem.code, []).append(problem)
    for code, problems in sorted(found.items()):
        text = f"{problems[0].place()} {problems[0].message(lang)}".strip()
        many = Text(f" × {len(problems)}，例如 ", f" × {len(problems)}, such as ").to(lang)
        show(f"{code}{many if len(problems) > 1 else Text('：', ': ').to(lang)}{text}")


def show_other(month: str, corrected: Corrected, lang: Language) -> None:
    """Say what of an amendment makes no line: forgiven entries, and those that only tell something else."""
    if len(corrected.forgiven):
        entries = ", ".join(corrected.forgiven["entry_id"].head(5))
        show(
            Text(
                f"{month} 有 {len(corrected.forgiven)} 笔已免除，不再更正：{entries}",
                f"{month}: forgiven already and not corrected ({len(corrected.forgiven)}): {entries}",
            ).to(lang)
        )
    if len(corrected.told_otherwise):
        entries = ", ".join(corrected.told_otherwise["entry_id"].head(5))
        show(
            Text(
                f"{month} 有 {len(corrected.told_otherwise)} 笔金额不变、只是说明不同，不入账：{entries}",
                f"{month}: {counted(len(corrected.told_otherwise), 'line')} of the same amount with another "
                f"explanation, not posted: {entries}",
            ).to(lang)
        )
