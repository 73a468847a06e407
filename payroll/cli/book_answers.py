"""What the commands of the book print with ``--json``: acts, posted lines, closings, amendments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from payroll.cli.answer import both, problem_rows
from payroll.cli.run_answer import corrected_answer
from payroll.language import Text

if TYPE_CHECKING:
    import pandas as pd

    from payroll.bookkeeping.amending import Amendment
    from payroll.bookkeeping.forgiving import Appeal
    from payroll.ledger.acts import Act
    from payroll.ledger.drafts import Closing

_ROWS_AT_ONCE = 4096


def act_answer(act: Act) -> dict[str, object]:
    """Return an act: who did what to what, when and why."""
    return {
        "number": act.number,
        "kind": act.kind,
        "period": act.period,
        "subject": act.subject,
        "who": act.who,
        "at": act.at,
        "why": act.why,
    }


def appeal_answer(appeal: Appeal) -> dict[str, object]:
    """Return an appeal and its decision."""
    return {
        "number": appeal.act.number,
        "entry_id": appeal.act.subject,
        "who": appeal.act.who,
        "at": appeal.act.at,
        "text": appeal.act.why,
        "granted": appeal.granted if appeal.decision else None,
        "decision": act_answer(appeal.decision) if appeal.decision else None,
    }


def posted_rows(lines: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Yield posted lines: the columns of ``ledger.csv`` between the number of the line and its hash."""
    from payroll.money import currency_places, plain

    for begin in range(0, len(lines), _ROWS_AT_ONCE):
        for row in lines.iloc[begin : begin + _ROWS_AT_ONCE].to_dict("records"):
            amount = plain(row["amount"], currency_places(row["currency"]))
            occurrence = row["occurrence"] if row["occurrence"] > 0 else None
            told = {"amount": amount, "occurrence": occurrence, "quantity": row["quantity"] or None}
            yield {str(name): told.get(str(name), value) for name, value in row.items()}


def totals_of(lines: pd.DataFrame) -> list[dict[str, object]]:
    """Return how many lines there are in each currency and what they come to."""
    from payroll.money import currency_places, plain

    sums = lines.groupby("currency")["amount"].agg(["size", "sum"])
    return [
        {
            "currency": str(currency),
            "lines": int(row["size"]),
            "total": plain(int(row["sum"]), currency_places(str(currency))),
        }
        for currency, row in sums.iterrows()
    ]


def closing_answer(closed: Closing) -> dict[str, object]:
    """Return a closing: what was posted, the head of the chain and the seal."""
    from payroll.money import currency_places, plain

    details, act = closed.act.details, closed.act
    totals = details["totals"]
    return {
        "period": act.period,
        "lines": details["lines"],
        "first_line": details["first_line"],
        "last_line": details["last_line"],
        "total": plain(totals["amount"], currency_places(totals["currency"])),
        "currency": totals["currency"],
        "head": details["head"],
        "seal": act.hash,
        "act": act_answer(act),
    }


def amendment_answer(amendment: Amendment, data: str) -> dict[str, object]:
    """Return what an amendment corrects, what it does not post and why, and what else it reaches."""
    from payroll.ledger.late import late_problems
    from payroll.money import currency_places, plain
    from payroll.reports.columns import LEDGER
    from payroll.reports.json_rows import json_rows

    corrected, currency = amendment.corrected, amendment.base.manifest.currency
    assert corrected is not None
    places = currency_places(currency)
    late = [problem for month, rows in amendment.reaches.items() for problem in late_problems(rows, month, data)]
    return {
        "period": amendment.period,
        "carrier": amendment.carrier,
        "currency": currency,
        "total": plain(int(corrected.lines["amount"].sum()), places),
        "lines": json_rows(LEDGER, corrected.lines, places),
        "not_posted": corrected_answer(amendment.period, corrected),
        "rows_gone": [
            {"table": lost.table, "known": lost.known, "gone": lost.gone, "now": lost.now} for lost in amendment.lost
        ],
        "reaches": problem_rows(late),
        "problems": problem_rows(amendment.computed.problems),
    }


def told_rows(name: str, texts: Sequence[Text]) -> list[dict[str, str]]:
    """Return texts in both languages, each as a record."""
    return [both(name, text) for text in texts]
