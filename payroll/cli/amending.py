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
from payroll.cli.options import DB, LANG, OUT, Accept, By, Db, Evidence, Lang, Out, Period, Reason, say
from payroll.cli.screen import check_period, refuse, show, show_table, working
from payroll.language import COLON, EMPTY, Language, Text
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
            show_default=say("the month is complete"),
            help=say("why; it is recorded"),
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
    said = Text.of("the month is complete").to(lang) if reason is None else reason
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
        with working(say("closing …")):
            closed = close_draft(keeper, period, said)
    if not as_json:
        _show_closed(closed, lang)
    path = _hand_out(closed, out, lang)
    drafts = _draft_statements(period, out or OUT / period)
    if as_json:
        _print_closed(closed, waiting, accepted, why, path, drafts)
        return
    show(
        Text.of(
            "the receipt is in {path}. Keep a copy elsewhere, to check the book with payroll ledger verify --head.",
            path=path,
        ).to(lang)
    )
    if drafts:
        show(_still_drafts(drafts, period).to(lang))


def _draft_statements(period: str, folder: Path) -> int:
    """Return how many statements lie beside the results of a month that has just been closed."""
    from payroll.reports.write import count_of, statements_of

    return count_of(statements_of(period, folder))


def _still_drafts(count: int, period: str) -> Text:
    return Text.of(
        "statements in the folder statements that are still marked as draft: {count}. Write them again with payroll "
        "statements {period}.",
        count=count,
        period=period,
    )


def _show_before(waiting: Sequence[Appeal], lang: Language) -> None:
    for appeal in waiting:
        show(_open_appeal(appeal).to(lang))


def _show_accepted(accepted: Mapping[str, int], why: str, lang: Language) -> None:
    for code, count in accepted.items():
        because = Text.of(" ({why})", why=why) if why else EMPTY
        told = f"{code} × {count}"
        show(Text.of("accepted errors: {told}{because}", told=told, because=because).to(lang))


def _print_closed(
    closed: Closing, waiting: Sequence[Appeal], accepted: Mapping[str, int], why: str, path: Path, drafts: int
) -> None:
    from payroll.cli.book_answers import appeal_answer, closing_answer

    answer = {
        **closing_answer(closed),
        "open_appeals": [appeal_answer(appeal) for appeal in waiting],
        "draft_statements": drafts,
        "accepted": [{"code": code, "rows": count, "why": why} for code, count in accepted.items()],
        "files": [str(path)],
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
            Text.of(
                "{period} is closed, only its receipt is not written: run payroll ledger receipt {period} --out DIR.",
                period=period,
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
    return Text.of(
        "the draft of {period} goes on in spite of {listed}, and nobody said why. Say it with payroll close {period} "
        "--reason TEXT, or run the month again with --reason.",
        period=period,
        listed=listed,
    )


def _open_appeal(appeal: Appeal) -> Text:
    act = appeal.act
    return Text.of(
        "open appeal: no. {number}, {subject}, {who}, {at}: {why}",
        number=act.number,
        subject=act.subject,
        who=act.who,
        at=act.at,
        why=act.why,
    )


def _show_closed(closed: Closing, lang: Language) -> None:
    from payroll.money import currency_places, plain

    details, act = closed.act.details, closed.act
    first, last = details["first_line"], details["last_line"]
    amount = plain(details["totals"]["amount"], currency_places(details["totals"]["currency"]))
    lines = [
        Text.counted(
            "{period} is closed: {count} line, total {amount} {currency}, by {who}, {at}",
            "{period} is closed: {count} lines, total {amount} {currency}, by {who}, {at}",
            details["lines"],
            period=act.period,
            amount=amount,
            currency=details["totals"]["currency"],
            who=act.who,
            at=act.at,
        ),
        Text.of("lines {first} to {last}", first=first, last=last),
        Text.of("head {head}", head=details["head"]),
        Text.of("seal {hash}", hash=act.hash),
    ]
    for line in lines:
        show(line.to(lang))


def amend(
    period: Period,
    accept: Accept,
    data: Annotated[
        Path,
        typer.Option("--data", metavar="DIR", help=say("the folder with the late evidence")),
    ],
    reason: Reason,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("only show the differences"))] = False,
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
        with working(say("computing again …")):
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
        show(Text.of("This was a trial: nothing was recorded.").to(lang))
    elif act is None:
        show(Text.of("The same is on record already: nothing was added.").to(lang))
    else:
        show(
            Text.of(
                "recorded as act {number}; {carrier} carries the corrections: run payroll run {carrier}, and check it.",
                number=act.number,
                carrier=amendment.carrier,
            ).to(lang)
        )


def _stop(amendment: Amendment, lang: Language) -> NoReturn:
    stops = stopping(amendment.computed.problems, amendment.accepted)
    refuse(
        Text.counted(
            "{count} error, nothing was recorded; correct and try again, or set the rows aside with --accept CODE",
            "{count} errors, nothing was recorded; correct and try again, or set the rows aside with --accept CODE",
            len(stops),
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
        Text.counted(
            "corrections of {period}: {count} line, total {total} {currency}",
            "corrections of {period}: {count} lines, total {total} {currency}",
            len(lines),
            period=amendment.period,
            total=total,
            currency=amendment.base.manifest.currency,
        ).to(lang)
    )
    rows = [
        (row["employee_id"], row["name"], plain(row["amount"], places), row[f"explanation_{lang}"])
        for row in lines.head(LISTED).to_dict("records")
    ]
    if rows:
        headings = Text.of("Employee|Name|Amount|Explanation").to(lang).split("|")
        show_table("", headings, rows, right=(2,))
    if len(lines) > LISTED:
        more = len(lines) - LISTED
        show(Text.of("… and {more} more", more=more).to(lang))
    show_other(amendment.period, corrected, lang)
    for lost in amendment.lost:
        show(lost_text(lost, amendment.period, data).to(lang))
    for month, late in amendment.reaches.items():
        show(Text.of("The same evidence tells something else about {month} as well:", month=month).to(lang))
        for problem in late_problems(late, month, data):
            show(f"  {problem.place()} {problem.message(lang)}")


def _show_problems(amendment: Amendment, lang: Language) -> None:
    """Print by code what the late evidence was warned of or accepted with, such as files of another month."""
    found: dict[str, list[Problem]] = {}
    for problem in amendment.computed.problems:
        found.setdefault(problem.code, []).append(problem)
    for code, problems in sorted(found.items()):
        text = f"{problems[0].place()} {problems[0].message(lang)}".strip()
        many = Text.of(" × {count}, such as ", count=len(problems)).to(lang)
        show(f"{code}{many if len(problems) > 1 else COLON.to(lang)}{text}")


def show_other(month: str, corrected: Corrected, lang: Language) -> None:
    """Say what of an amendment makes no line: forgiven entries, and those that only tell something else."""
    if len(corrected.forgiven):
        entries = ", ".join(corrected.forgiven["entry_id"].head(5))
        show(
            Text.of(
                "{month}: forgiven already and not corrected ({count}): {entries}",
                month=month,
                count=len(corrected.forgiven),
                entries=entries,
            ).to(lang)
        )
    if len(corrected.told_otherwise):
        entries = ", ".join(corrected.told_otherwise["entry_id"].head(5))
        show(
            Text.counted(
                "{month}: {count} line of the same amount with another explanation, not posted: {entries}",
                "{month}: {count} lines of the same amount with another explanation, not posted: {entries}",
                len(corrected.told_otherwise),
                month=month,
                entries=entries,
            ).to(lang)
        )
