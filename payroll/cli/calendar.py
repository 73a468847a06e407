"""``calendar``: the month of a store as a picture for the manager's phone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.answer import AsJson, print_answer
from payroll.cli.book import refusals
from payroll.cli.month import begun_month, refuse_errors, refuse_inputs_as_out
from payroll.cli.options import DATA, LANG, OUT, POLICIES, Accept, Data, Lang, Out, Period, Policies, Store, say
from payroll.cli.screen import refuse, show, working
from payroll.language import Language, Text

if TYPE_CHECKING:
    from payroll.month.context import Month
    from payroll.reports.calendar.draw import Format

Formats = Annotated[str, typer.Option("--format", metavar="FORMATS", help=say("the formats, with commas"))]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        show_default=say("as far as the punches in the data reach"),
        help=say("up to which day attendance is marked, included"),
    ),
]
Plan = Annotated[bool, typer.Option("--plan", help=say("rota and swaps alone, no attendance"))]


def calendar(
    period: Period,
    accept: Accept,
    data: Data = DATA,
    policies: Policies = POLICIES,
    store: Store = "",
    as_of: AsOf = None,
    plan: Plan = False,
    formats: Formats = "png,svg",
    out: Out = OUT,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Draw the calendar of each store."""
    wanted = _formats(formats, lang)
    refuse_inputs_as_out(out, lang, data, [policies])
    if plan and as_of is not None:
        refuse(Text.of("--plan and --as-of cannot go together"), lang)
    from payroll.cli.ahead import check_store, day_of_period
    from payroll.run import finish

    begun = begun_month(period, data, policies, accept, lang)
    refuse_errors(finish(begun), accept, lang)
    assert begun.steps is not None  # without them there are errors
    arranged, attended = begun.steps
    month = arranged.month
    day = day_of_period(month, as_of, lang) if as_of is not None else None
    if store:
        check_store(month, store, lang)
    from payroll.reports.calendar.files import write_calendars
    from payroll.store_month import known_attendance, store_calendars

    known = known_attendance(arranged, attended, day, plan=plan)
    stores = [store] if store else _stores(month)
    with working(say("drawing …")), refusals(lang):
        paths = write_calendars(store_calendars(arranged, known, stores), out, lang, wanted)
    if not paths:
        refuse(_nobody(store, period), lang)
    if as_json:
        print_answer("calendar", {"period": period, "files": [str(path) for path in paths]})
        return
    show(Text.of("written: ").to(lang) + ", ".join(map(str, paths)))


def _formats(formats: str, lang: Language) -> tuple[Format, ...]:
    """Return the formats that are named, each once."""
    from payroll.reports.calendar.draw import FORMATS

    named = [name.strip().lower() for name in formats.split(",")]
    wanted = tuple(form for form in FORMATS if form in named)
    if not wanted or set(named) - set(FORMATS):
        known = ", ".join(FORMATS)
        refuse(
            Text.of("--format «{formats}» is to be one or more of {known}, with commas", formats=formats, known=known),
            lang,
        )
    return wanted


def _nobody(store: str, period: str) -> Text:
    if store:
        return Text.of("store «{store}» has nobody in {period}", store=store, period=period)
    return Text.of("nobody is employed in {period}", period=period)


def _stores(month: Month) -> list[str]:
    """Return all stores, "" for the people without one."""
    return [str(name) for name in month.facts.store_names]
