"""``explain``: one employee's month, day by day, from the rota to the cent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from payroll.cli.answer import AsJson, both, print_answer
from payroll.cli.book import opened_if_there, refusals
from payroll.cli.deciding import unread_note
from payroll.cli.looking import month_to_show
from payroll.cli.month import check_codes
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
    Period,
    Policies,
    Results,
    say,
)
from payroll.cli.screen import check_period, refuse, show_lines, tell, width_of_screen
from payroll.language import COMMA, Language, Text

if TYPE_CHECKING:
    import pandas as pd

    from payroll.cli.day_lines import Line
    from payroll.reports.result import MonthReport
    from payroll.run import Computed
    from payroll.timeline import Day

Employee = Annotated[str, typer.Argument(metavar="EMPLOYEE", help=say("the employee's id"))]
OneDay = Annotated[
    datetime | None,
    typer.Option("--day", metavar="DATE", formats=["%Y-%m-%d"], help=say("this day only")),
]
Charges = Annotated[bool, typer.Option("--charges", help=say("only the days with ledger lines"))]


@dataclass(frozen=True, slots=True)
class Explained:
    """One person's month: the days that are shown, and all of their ledger lines; ``person`` is their adjustment.

    ``elsewhere`` are the lines that stand on no day of the month: most of them the book carries for earlier months.
    """

    report: MonthReport
    person: dict[str, Any]
    days: tuple[Day, ...]
    lines: pd.DataFrame
    elsewhere: pd.DataFrame
    law: pd.DataFrame | None


def explain(
    employee: Employee,
    period: Period,
    accept: Accept,
    data: Data = DATA,
    policies: Policies = POLICIES,
    day: OneDay = None,
    charges: Charges = False,
    out: Results = OUT,
    db: Db = DB,
    evidence: Evidence = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Explain one employee's month."""
    check_period(period, lang)
    if accept:
        check_codes(accept, lang)
    with refusals(lang):
        there = opened_if_there(db, evidence)
        month = month_to_show(period, (data, policies), accept, lang, there)
        notes = (*month.notes, *unread_note(there, period, out)) if there else (_no_book(db),)
    computed, result = month.computed, month.report
    if not (result.adjustments["employee_id"] == employee).any():
        refuse(_unknown(employee, computed), lang)
    found = explained(employee, computed, result)
    if day is not None:
        found = _of_day(found, day, lang)
    if charges:
        found = replace(found, days=tuple(each for each in found.days if each.lines))
    if as_json:
        from payroll.cli.explain_answer import explain_answer

        print_answer("explain", {**explain_answer(found), "notes": [both("note", note) for note in notes]})
        return
    for note in notes:
        tell(note.to(lang))
    show_person(found)


def _no_book(db: str) -> Text:
    return Text.of(
        "there is no book {db}: corrections and waivers, which stand in the book, are not counted here.", db=db
    )


def explained(employee: str, computed: Computed, result: MonthReport) -> Explained:
    """Return the month of somebody who has a row in the adjustments."""
    from payroll.timeline import days_of, timeline

    month, judged = computed.month, computed.judged
    assert month is not None
    assert judged is not None
    wanted = (month.tables.employees["employee_id"] == employee).to_numpy()
    person = result.adjustments[result.adjustments["employee_id"] == employee].to_dict("records")[0]
    lines = result.ledger[result.ledger["employee_id"] == employee]
    # somebody who is not employed in the month has no days, but may have lines about earlier months
    days = next(iter(days_of(month, timeline(month, judged, wanted), lines).values())) if wanted.any() else ()
    elsewhere = lines[~lines["date"].isin([day.date for day in days])]
    law = None if result.law is None else result.law[result.law["employee_id"] == employee]
    return Explained(result, {str(name): value for name, value in person.items()}, days, lines, elsewhere, law)


def _of_day(found: Explained, day: datetime, lang: Language) -> Explained:
    from payroll.period import day_number, iso_day

    wanted, (first, last) = day_number(day.date()), (iso_day(found.report.first), iso_day(found.report.last))
    days = tuple(each for each in found.days if each.date == wanted)
    if not days:
        refuse(
            Text.of(
                "--day {wanted} is not in {period} ({first} to {last})",
                wanted=iso_day(wanted),
                period=found.report.period,
                first=first,
                last=last,
            ),
            lang,
        )
    return replace(found, days=days)


def _unknown(employee: str, computed: Computed) -> Text:
    from payroll.meant import unknown_employee

    assert computed.cleaned is not None  # a month that is shown has been read
    employees = computed.cleaned.tables.employees
    people = list(zip(employees["employee_id"], employees["name"], strict=True))
    if employee in dict(people):
        return Text.of("{employee} is not employed in the period", employee=employee)
    return unknown_employee(employee, people)


def show_person(found: Explained) -> None:
    """Print who it is, the days with their shifts and charges, and the total of the month."""
    show_lines(_lines(found, width_of_screen()))


def _lines(found: Explained, width: int) -> Iterator[Line]:
    from payroll.cli.day_lines import FAINT, Line, Told, day_lines, ledger_line
    from payroll.money import plain
    from payroll.reports.decisions import decided_text

    lang, places, currency = found.report.language, found.report.places, found.report.currency
    reviews = (each for each in found.report.decided if each.matter == "review")
    told = Told(lang, places, _law_of(found), {each.entry_id: decided_text(each, lang) for each in reviews})
    yield Line(((_head(found), "bold"),))
    if shifts := _shifts(found.days, lang):
        yield Line(((shifts, FAINT),))
    yield from day_lines(found.days, told, width)
    if len(found.elsewhere):
        yield Line(((Text.of("Lines of other days").to(lang), "bold"),))
    for line in found.elsewhere.to_dict("records"):
        yield from ledger_line({str(name): value for name, value in line.items()}, told, 4)
    if told.law:
        words = Text.of("the check against the law is not legal advice")
        yield Line(((words.to(lang), FAINT),))
    total = plain(found.person["total"], places)
    yield Line(((Text.of("total {total} {currency}", total=total, currency=currency).to(lang), "bold"),))


def _head(found: Explained) -> str:
    from payroll.local_forms import month_name
    from payroll.money import plain

    person, result = found.person, found.report
    wage = plain(person["base_wage"], result.places)
    who = f"{person['employee_id']} {person['name']}"
    words = [who, month_name(result.period, result.language), person["store"], person["policy"]]
    shown = " · ".join(filter(None, words))
    return Text.of("{shown} · base wage {wage}", shown=shown, wage=wage).to(result.language)


def _shifts(days: Sequence[Day], lang: Language) -> str:
    """Return the shifts that occur with their times: ``Shifts: evening 18:30-24:00, sunday 09:30-24:00``."""
    from payroll.cli.day_words import span

    known = {(shift.code, span(shift)) for day in days for shift in day.shifts}
    known |= {(given.code, span(given)) for day in days for given in day.given}
    named = COMMA.to(lang).join(f"{code} {times}".strip() for code, times in sorted(known))
    return Text.of("Shifts: {named}", named=named).to(lang) if named else ""


def _law_of(found: Explained) -> dict[str, str]:
    """Return what the law says of each charge and proposal, by entry."""
    from payroll.money import plain
    from payroll.reports.words import charge_kind_word, law_status_word

    if found.law is None:
        return {}
    lang, places, said = found.report.language, found.report.places, {}
    for row in found.law.to_dict("records"):
        parts = [charge_kind_word(row["kind"], lang)] if row["kind"] else []
        if row["cut"]:
            cut, allowed = plain(row["cut"], places), plain(row["allowed"], places)
            parts.append(Text.of("{allowed} allowed, {cut} cut", allowed=allowed, cut=cut).to(lang))
            parts.append(f"{row['limit']}: {row['citation']}")
        parts += [part for part in (row["profile"], row[f"notes_{lang}"]) if part]
        status = law_status_word(row["status"], lang)
        said[row["entry_id"]] = Text.of("law: ").to(lang) + " · ".join([status, *parts])
    return said
