"""``ledger``: the book of record, for those who check it."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from payroll.cli.amending import write_receipt
from payroll.cli.book import opened, refusals
from payroll.cli.month import counted
from payroll.cli.options import DB, LANG, OUT, Db, Evidence, Lang, Out, Period, say
from payroll.cli.screen import check_period, refuse, show, show_table, tell, working
from payroll.language import Text

if TYPE_CHECKING:
    from payroll.ledger.showing import LineFilter

_Many = list[str]
Employees = Annotated[
    _Many,
    typer.Option(
        "--employee",
        metavar="ID",
        default_factory=list,
        show_default=False,
        help=say("工号（可重复）", "employee (repeatable)"),
    ),
]
Stores = Annotated[
    _Many,
    typer.Option(
        "--store",
        metavar="STORE",
        default_factory=list,
        show_default=False,
        help=say("门店（可重复）", "store (repeatable)"),
    ),
]
Rules = Annotated[
    _Many,
    typer.Option(
        "--rule",
        metavar="RULE",
        default_factory=list,
        show_default=False,
        help=say("规则，如 lateness（可重复）", "rule, such as lateness (repeatable)"),
    ),
]
Periods = Annotated[
    _Many,
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
    lang: Lang = LANG,
) -> None:
    """Show posted lines."""
    from payroll.bookkeeping.auditing import posted_lines
    from payroll.money import currency_places, plain

    for period in periods:
        check_period(period, lang)
    with refusals(lang):
        book, _ = opened(db, evidence)
        lines = posted_lines(book, _wanted(periods, employees, stores, rules), (amount_from, amount_to))
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


def replay(period: Period, db: Db = DB, evidence: Evidence = None, lang: Lang = LANG) -> None:
    """Compute a closed month again and compare it with what was posted."""
    check_period(period, lang)
    from payroll.bookkeeping.replaying import SHOWN, made_by_another_version
    from payroll.bookkeeping.replaying import replay as again

    with refusals(lang), working(say("正在重新计算…", "computing again …")):
        book, store = opened(db, evidence)
        found = again(book, store, period)
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


def receipt(period: Period, out: Out = OUT, db: Db = DB, evidence: Evidence = None, lang: Lang = LANG) -> None:
    """Write the receipt of a closed month again."""
    check_period(period, lang)
    from payroll.bookkeeping.months import closing_of
    from payroll.ledger.closing import receipt as written

    with refusals(lang):
        book, _ = opened(db, evidence)
        path = write_receipt(written(closing_of(book, period)), out)
    show(Text("已写入：", "written: ").to(lang) + str(path))


def export(
    out: Annotated[
        Path, typer.Option("--out", metavar="ZIP", help=say("要写入的 zip 文件", "the zip file to write"))
    ] = Path("payroll-ledger.zip"),
    db: Db = DB,
    evidence: Evidence = None,
    lang: Lang = LANG,
) -> None:
    """Export the book with everything that is needed to check it offline."""
    from payroll.bookkeeping.auditing import export_book

    with refusals(lang), working(say("正在导出…", "exporting …")):
        book, store = opened(db, evidence)
        found = export_book(book, store, out)
    show(
        Text(
            f"已写入 {found.path}：台账 {found.lines} 条，经办记录 {found.acts} 条，证据 {found.evidence} 件。"
            "解压后执行 python check.py 即可核对。",
            f"written: {found.path} with {counted(found.lines, 'line')}, {counted(found.acts, 'act')} and "
            f"{counted(found.evidence, 'piece')} of evidence. Unpack it and run python check.py.",
        ).to(lang)
    )


def upgrade(
    yes: Annotated[
        bool, typer.Option("--yes", help=say("真正执行；否则只说明会做什么", "do it; without, it is only told"))
    ] = False,
    db: Db = DB,
    lang: Lang = LANG,
) -> None:
    """Say what an upgrade would do, and with --yes do it."""
    from payroll.ledger.book import open_book
    from payroll.ledger.upgrade import upgrade as bring_up
    from payroll.ledger.upgrade import upgrade_steps

    with refusals(lang):
        book = open_book(db, create=False, any_version=True)
        steps = bring_up(book) if yes else upgrade_steps(book)
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


def sample(
    periods: Periods,
    employees: Employees,
    stores: Stores,
    rules: Rules,
    method: Annotated[
        Literal["random", "monetary-unit"],
        typer.Option("--method", help=say("随机抽样，或货币单元抽样", "at random, or by monetary unit")),
    ] = "random",
    size: Annotated[int | None, typer.Option("--size", min=1, help=say("抽取条数", "how many to draw"))] = None,
    confidence: Annotated[float, typer.Option("--confidence", help=say("置信度（%）", "confidence in percent"))] = 95,
    tolerable: Annotated[
        str | None,
        typer.Option(
            "--tolerable",
            show_default=say("随机抽样 5", "5 at random"),
            help=say(
                "可容忍的错误：随机抽样为偏差率（%），货币单元抽样为金额",
                "tolerable error: a rate in %, by monetary unit an amount",
            ),
        ),
    ] = None,
    expected: Annotated[
        str, typer.Option("--expected", help=say("预计的错误，单位同上", "expected error, in the same unit"))
    ] = "0",
    seed: Annotated[
        str | None,
        typer.Option(
            "--seed", help=say("随机种子；默认新取一个并写明", "the seed; by default a new one, which is told")
        ),
    ] = None,
    db: Db = DB,
    evidence: Evidence = None,
    lang: Lang = LANG,
) -> None:
    """Draw a sample of posted lines, and say what it can prove."""
    from payroll.bookkeeping.auditing import AuditSample, draw, posted_lines
    from payroll.ledger.sample_sizes import SamplingError

    if not 50 <= confidence < 100:
        refuse(
            Text(
                f"--confidence 应在 50 与 100 之间，如 95；现为 {confidence:g}",
                f"--confidence must lie between 50 and 100, such as 95; found {confidence:g}",
            ),
            lang,
        )
    if method == "monetary-unit" and size is None and tolerable is None:
        refuse(
            Text(
                "货币单元抽样请用 --tolerable 写明可容忍的错报金额（如 300），或用 --size 写明条数",
                "by monetary unit, say with --tolerable which amount of misstatement is tolerable (such as 300), or "
                "with --size how many to draw",
            ),
            lang,
        )
    if size is not None and tolerable is None and expected != "0":
        refuse(Text("--expected 只与 --tolerable 一起使用", "--expected goes with --tolerable"), lang)
    task = AuditSample(
        method, size, confidence / 100, "5" if tolerable is None else tolerable, expected, seed or secrets.token_hex(8)
    )
    try:
        with refusals(lang):
            book, _ = opened(db, evidence)
            drawn = draw(posted_lines(book, _wanted(periods, employees, stores, rules)), task)
    except SamplingError as error:
        refuse(error.text, lang)
    for text in drawn.told:
        tell(text.to(lang))
    show_table("", [heading.to(lang) for heading in drawn.headings], drawn.rows(lang), right=(0, 3))


def _wanted(periods: _Many, employees: _Many, stores: _Many, rules: _Many) -> LineFilter:
    from payroll.ledger.showing import LineFilter

    return LineFilter(tuple(periods), tuple(employees), tuple(stores), tuple(rules))
