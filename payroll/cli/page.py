"""``page``: the month as one file that opens in a browser."""

from __future__ import annotations

from pathlib import Path

from payroll.cli.answer import AsJson, both, print_answer
from payroll.cli.book import opened_if_there, refusals
from payroll.cli.deciding import unread_note
from payroll.cli.looking import Month, month_to_show
from payroll.cli.month import refuse_inputs_as_out
from payroll.cli.options import (
    DATA,
    DB,
    LANG,
    OUT,
    POLICIES,
    Accept,
    Data,
    Db,
    Evidence,
    Lang,
    Out,
    Period,
    Policies,
    say,
)
from payroll.cli.screen import check_period, show, tell, working
from payroll.language import Text


def page(
    period: Period,
    accept: Accept,
    data: Data = DATA,
    policies: Policies = POLICIES,
    out: Out = OUT,
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Write a month as a page."""
    check_period(period, lang)
    refuse_inputs_as_out(out, lang, data, [policies])
    with refusals(lang):
        there = opened_if_there(db, evidence)
        month = month_to_show(period, (data, policies), accept, lang, there)
        unread = unread_note(there, period, out)
        if not as_json:
            for note in month.notes:
                show(note.to(lang))
            for note in unread:
                tell(note.to(lang))
        with working(say("writing the page …")):
            path = _written(month, out)
    if as_json:
        notes = [both("note", note) for note in (*month.notes, *unread)]
        print_answer("page", {"period": period, "notes": notes, "files": [str(path)]})
        return
    show(Text.of("written: {path}", path=path).to(lang))


def _written(month: Month, folder: Path) -> Path:
    from payroll.reports.folder import output_to
    from payroll.reports.write import start_page
    from payroll.run import shown_evidence

    notes = [note.to(month.report.language) for note in month.notes]
    with output_to(folder) as output:
        path = start_page(month.report, shown_evidence(month.computed, month.report), output, notes)
        output.publish()
    return path
