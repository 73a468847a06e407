"""``ledger``: the book of record, for those who check it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.amending import write_receipt
from payroll.cli.answer import AsJson, both, print_answer
from payroll.cli.book import opened, refusals
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
        help=say("employee (repeatable)"),
    ),
]
Stores = Annotated[
    Many,
    typer.Option(
        "--store",
        metavar="STORE",
        default_factory=list,
        show_default=False,
        help=say("store (repeatable)"),
    ),
]
Rules = Annotated[
    Many,
    typer.Option(
        "--rule",
        metavar="RULE",
        default_factory=list,
        show_default=False,
        help=say("rule, such as lateness (repeatable)"),
    ),
]
Periods = Annotated[
    Many,
    typer.Option(
        "--period",
        metavar="PERIOD",
        default_factory=list,
        show_default=False,
        help=say("pay period (repeatable)"),
    ),
]
Lowest = Annotated[
    str | None,
    typer.Option("--amount-from", metavar="AMOUNT", help=say("lowest amount (charges are negative)")),
]
Highest = Annotated[str | None, typer.Option("--amount-to", metavar="AMOUNT", help=say("highest amount"))]


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
    from payroll.reports.words import kind_word

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
            kind_word(row["kind"], lang),
            plain(row["amount"], currency_places(row["currency"])),
            row[f"explanation_{lang}"],
        )
        for row in lines.to_dict("records")
    ]
    headings = Text.of("Line|Entry|Name|Kind|Amount|Explanation").to(lang).split("|")
    show_table("", headings, rows, right=(0, 4))
    for currency, part in lines.groupby("currency"):
        total = plain(int(part["amount"].sum()), currency_places(str(currency)))
        tell(
            Text.counted(
                "{count} line, total {total} {currency}",
                "{count} lines, total {total} {currency}",
                len(part),
                total=total,
                currency=currency,
            ).to(lang)
        )
    if lines.empty:
        tell(Text.of("No line meets the conditions.").to(lang))


def verify(
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="HASH", help=say("the head or the seal of a receipt")),
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
            Text.of(
                "--head «{head}» is not a hash; give the head or the seal of a receipt (64 hexadecimal digits)",
                head=head,
            ),
            lang,
        )

    with refusals(lang), working(say("verifying …")):
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
        tell(Text.counted("{count} finding.", "{count} findings.", len(findings)).to(lang))
        raise typer.Exit(1)
    show(
        Text.of(
            "The book and its evidence are as they were recorded. Whoever owns the machine could compute all hashes "
            "anew; only a receipt that was kept elsewhere (--head) shows that."
        ).to(lang)
    )


def replay(period: Period, db: Db = DB, evidence: Evidence = None, as_json: AsJson = False, lang: Lang = LANG) -> None:
    """Compute a closed month again and compare it with what was posted."""
    check_period(period, lang)
    from payroll.bookkeeping.replaying import SHOWN, made_by_another_version
    from payroll.bookkeeping.replaying import replay as again

    with refusals(lang), working(say("computing again …")):
        book, store = opened(db, evidence)
        found = again(book, store, period)
    if as_json:
        _print_replay(found)
        return
    if made_by_another_version(found):
        show(
            Text.of(
                "the month was computed by version {recorded_by}, not by this one.", recorded_by=found.recorded_by
            ).to(lang)
        )
    for difference in found.differences[:SHOWN]:
        tell(difference.to(lang))
    if found.differences:
        tell(Text.counted("{count} difference.", "{count} differences.", len(found.differences)).to(lang))
        raise typer.Exit(1)
    files = ", ".join(found.files)
    show(
        Text.counted(
            "{period} computed again: {count} line the same in every field; the same bytes: {files}",
            "{period} computed again: {count} lines the same in every field; the same bytes: {files}",
            found.lines,
            period=period,
            files=files,
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
    show(Text.of("written: ").to(lang) + str(path))


def export(
    out: Annotated[Path, typer.Option("--out", metavar="ZIP", help=say("the zip file to write"))] = Path(
        "payroll-ledger.zip"
    ),
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Export the book with everything that is needed to check it offline."""
    from payroll.bookkeeping.auditing import export_book

    with refusals(lang), working(say("exporting …")):
        book, store = opened(db, evidence)
        found = export_book(book, store, out)
    if as_json:
        counts = {"lines": found.lines, "acts": found.acts, "runs": found.runs, "evidence": found.evidence}
        print_answer("ledger export", {**counts, "files": [str(found.path)]})
        return
    lines = Text.counted("{count} line", "{count} lines", found.lines)
    acts = Text.counted("{count} act", "{count} acts", found.acts)
    evidence_count = Text.counted("{count} piece of evidence", "{count} pieces of evidence", found.evidence)
    text = Text.of(
        "written: {path} with {lines}, {acts} and {evidence_count}. Unpack it and run python check.py.",
        path=found.path,
        lines=lines,
        acts=acts,
        evidence_count=evidence_count,
    )
    show(text.to(lang))


def upgrade(
    yes: Annotated[bool, typer.Option("--yes", help=say("do it; without, it is only told"))] = False,
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
        show(Text.of("The book is of this version already.").to(lang))
        return
    for step in steps:
        show(step.to(lang))
    if yes:
        show(Text.of("Done.").to(lang))
    else:
        show(Text.of("Nothing was changed. Make a backup, then add --yes.").to(lang))


def wanted_lines(periods: Many, employees: Many, stores: Many, rules: Many) -> LineFilter:
    """Return the filter that the options ask for."""
    from payroll.ledger.showing import LineFilter
    from payroll.reports.words import rule_of

    return LineFilter(tuple(periods), tuple(employees), tuple(stores), tuple(map(rule_of, rules)))
