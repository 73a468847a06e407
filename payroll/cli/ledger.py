"""``ledger``: the book of record, for those who check it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.amending import write_receipt
from payroll.cli.answer import AsJson, both, print_answer
from payroll.cli.book import opened, refusals
from payroll.cli.month import counted
from payroll.cli.options import DB, LANG, OUT, Db, Evidence, Lang, Out, Period, say
from payroll.cli.screen import check_period, refuse, show, show_table, tell, working
from payroll.language import Text

if TYPE_CHECKING:
    from payroll.bookkeeping.replaying import Replay
    from payroll.ledger.showing import LineFilter

Many = list[str]
Employees = Annotated[
    Many,
    typer.Option(
        "--employee",
        metavar="ID",
        default_factory=list,
        show_default=False,
        help=say("工号（可重复）", "employee (repeatable)"),
    ),
]
Stores = Annotated[
    Many,
    typer.Option(
        "--store",
        metavar="STORE",
        default_factory=list,
        show_default=False,
        help=say("门店（可重复）", "store (repeatable)"),
    ),
]
Rules = Annotated[
    Many,
    typer.Option(
        "--rule",
        metavar="RULE",
        default_factory=list,
        show_default=False,
        help=say("规则，如 lateness（可重复）", "rule, such as lateness (repeatable)"),
    ),
]
Periods = Annotated[
    Many,
    typer.Option(
        "--period",
        metavar="PERIOD",
        default_factory=list,
        show_default=False,
        help=say("计薪月份（可重复）", "pay period (repeatable)"),
    ),
]
Lowest = Annotated[
    str | None,
    typer.Option(
        "--amount-from", metavar="AMOUNT", help=say("金额下限（扣款为负）", "lowest amount (charges are negative)")
    ),
]
Highest = Annotated[str | None, typer.Option("--amount-to", metavar="AMOUNT", help=say("金额上限", "highest amount"))]


def show_lines(
    periods: Periods,
    employees: Employees,
    stores: Stores,
    rules: Rules,
    amount_from: Lowest = None,
    amount_to: Highest = None,
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Show posted lines."""
    from payroll.bookkeeping.auditing import posted_lines
    from payroll.money import currency_places, plain

    for period in periods:
        check_period(period, lang)
    with refusals(lang):
        book, _ = opened(db, evidence)
        lines = posted_lines(book, wanted_lines(periods, employees, stores, rules), (amount_from, amount_to))
    if as_json:
        from payroll.cli.book_answers import posted_rows, totals_of

        print_answer("ledger show", {"totals": totals_of(lines), "lines": posted_rows(lines)})
        return
    rows = [
        (
            row["sequence"],
            row["entry_id"],
            row["name"],
            row["kind"],
            plain(row["amount"], currency_places(row["currency"])),
            row[f"explanation_{lang}"],
        )
        for row in lines.to_dict("records")
    ]
    headings = Text("行号|记录编号|姓名|类型|金额|说明", "Line|Entry|Name|Kind|Amount|Explanation").to(lang).split("|")
    show_table("", headings, rows, right=(0, 4))
    for currency, part in lines.groupby("currency"):
        total = plain(int(part["amount"].sum()), currency_places(str(currency)))
        tell(
            Text(
                f"共 {len(part)} 条，合计 {total} {currency}",
                f"{counted(len(part), 'line')}, total {total} {currency}",
            ).to(lang)
        )
    if lines.empty:
        tell(Text("没有符合条件的记录。", "No line meets the conditions.").to(lang))


def verify(
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="HASH", help=say("回执上的链头或封签", "the head or the seal of a receipt")),
    ] = None,
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Check every hash, and everything that a record refers to."""
    from payroll.ledger.verify import verify as check

    if head is not None and not re.fullmatch("[0-9a-fA-F]{64}", head.strip()):
        refuse(
            Text(
                f"--head“{head}”不是校验值；请写回执上的 head 或 seal（64 位十六进制）",
                f"--head «{head}» is no hash; give the head or the seal of a receipt (64 hexadecimal digits)",
            ),
            lang,
        )

    with refusals(lang), working(say("正在核对…", "verifying …")):
        book, store = opened(db, evidence)
        findings = check(book, store, head)
    if as_json:
        told = [{"kind": each.kind, "name": each.name, **both("text", each.text)} for each in findings]
        print_answer("ledger verify", {"findings": told}, exit_code=1 if findings else 0)
        if findings:
            raise typer.Exit(1)
        return
    for finding in findings:
        tell(finding.text.to(lang))
    if findings:
        tell(Text(f"共发现 {len(findings)} 处问题。", f"{counted(len(findings), 'finding')}.").to(lang))
        raise typer.Exit(1)
    show(
        Text(
            "账簿和证据都与记录一致。能改动整台机器的人可以重算全部校验值；只有另存的回执（--head）能发现这种改动。",
            "The book and its evidence are as they were recorded. Whoever owns the machine could compute all hashes "
            "anew; only a receipt that was kept elsewhere (--head) shows that.",
        ).to(lang)
    )


def replay(period: Period, db: Db = DB, evidence: Evidence = None, as_json: AsJson = False, lang: Lang = LANG) -> None:
    """Compute a closed month again and compare it with what was posted."""
    check_period(period, lang)
    from payroll.bookkeeping.replaying import SHOWN, made_by_another_version
    from payroll.bookkeeping.replaying import replay as again

    with refusals(lang), working(say("正在重新计算…", "computing again …")):
        book, store = opened(db, evidence)
        found = again(book, store, period)
    if as_json:
        _print_replay(found)
        return
    if made_by_another_version(found):
        show(
            Text(
                f"该月由版本 {found.recorded_by} 计算，与本版本不同。",
                f"the month was computed by version {found.recorded_by}, not by this one.",
            ).to(lang)
        )
    for difference in found.differences[:SHOWN]:
        tell(difference.to(lang))
    if found.differences:
        tell(
            Text(f"共 {len(found.differences)} 处不同。", f"{counted(len(found.differences), 'difference')}.").to(lang)
        )
        raise typer.Exit(1)
    files = ", ".join(found.files)
    show(
        Text(
            f"{period} 重新计算：{found.lines} 条逐项相同；文件逐字节相同：{files}",
            f"{period} computed again: {counted(found.lines, 'line')} the same in every field; the same bytes: {files}",
        ).to(lang)
    )


def _print_replay(found: Replay) -> None:
    from payroll.bookkeeping.replaying import made_by_another_version
    from payroll.cli.book_answers import told_rows

    answer = {
        "period": found.period,
        "lines": found.lines,
        "files": list(found.files),
        "recorded_by": found.recorded_by,
        "other_version": made_by_another_version(found),
        "differences": told_rows("difference", found.differences),
    }
    print_answer("ledger replay", answer, exit_code=1 if found.differences else 0)
    if found.differences:
        raise typer.Exit(1)


def receipt(
    period: Period,
    out: Out = OUT,
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Write the receipt of a closed month again."""
    check_period(period, lang)
    from payroll.bookkeeping.months import closing_of
    from payroll.ledger.closing import receipt as written

    with refusals(lang):
        book, _ = opened(db, evidence)
        closed = closing_of(book, period)
        path = write_receipt(written(closed), out)
    if as_json:
        from payroll.cli.book_answers import closing_answer

        print_answer("ledger receipt", {**closing_answer(closed), "files": [str(path)]})
        return
    show(Text("已写入：", "written: ").to(lang) + str(path))


def export(
    out: Annotated[
        Path, typer.Option("--out", metavar="ZIP", help=say("要写入的 zip 文件", "the zip file to write"))
    ] = Path("payroll-ledger.zip"),
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Export the book with everything that is needed to check it offline."""
    from payroll.bookkeeping.auditing import export_book

    with refusals(lang), working(say("正在导出…", "exporting …")):
        book, store = opened(db, evidence)
        found = export_book(book, store, out)
    if as_json:
        counts = {"lines": found.lines, "acts": found.acts, "runs": found.runs, "evidence": found.evidence}
        print_answer("ledger export", {**counts, "files": [str(found.path)]})
        return
    lines = Text(f"台账 {found.lines} 条", f"{counted(found.lines, 'line')}")
    acts = Text(f"经办记录 {found.acts} 条", f"{counted(found.acts, 'act')}")
    evidence_count = Text(f"证据 {found.evidence} 件", f"{counted(found.evidence, 'piece')} of evidence")
    text = Text(
        f"已写入 {found.path}：{lines.zh}，{acts.zh}，{evidence_count.zh}。解压后执行 python check.py 即可核对。",
        f"written: {found.path} with {lines.en}, {acts.en} and {evidence_count.en}. Unpack it and run python check.py.",
    )
    show(text.to(lang))


def upgrade(
    yes: Annotated[
        bool, typer.Option("--yes", help=say("真正执行；否则只说明会做什么", "do it; without, it is only told"))
    ] = False,
    db: Db = DB,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Say what an upgrade would do, and with --yes do it."""
    from payroll.ledger.book import open_book
    from payroll.ledger.upgrade import upgrade as bring_up
    from payroll.ledger.upgrade import upgrade_steps

    with refusals(lang):
        book = open_book(db, create=False, any_version=True)
        steps = bring_up(book) if yes else upgrade_steps(book)
    if as_json:
        from payroll.cli.book_answers import told_rows

        print_answer("ledger upgrade", {"done": yes, "steps": told_rows("step", steps)})
        return
    if not steps:
        show(Text("账簿已是本版本，无需升级。", "The book is of this version already.").to(lang))
        return
    for step in steps:
        show(step.to(lang))
    if yes:
        show(Text("升级完成。", "Done.").to(lang))
    else:
        show(
            Text("还没有改动。请先备份，再加 --yes 执行。", "Nothing was changed. Make a backup, then add --yes.").to(
                lang
            )
        )


def wanted_lines(periods: Many, employees: Many, stores: Many, rules: Many) -> LineFilter:
    """Return the filter that the options ask for."""
    from payroll.ledger.showing import LineFilter

    return LineFilter(tuple(periods), tuple(employees), tuple(stores), tuple(rules))
