"""``warnings``: for managers, before it costs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from payroll.cli.answer import AsJson, print_answer
from payroll.cli.book import refusals
from payroll.cli.month import begun_month, refuse_errors
from payroll.cli.options import DATA, LANG, POLICIES, Accept, Data, Lang, Period, Policies, Store, say
from payroll.cli.screen import refuse, show, show_table
from payroll.language import Language, Text

if TYPE_CHECKING:
    import pandas as pd

    from payroll.month.context import Month

AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        show_default=say("the day of the latest punch in the data"),
        help=say("up to which day, included"),
    ),
]
Everything = Annotated[
    bool,
    typer.Option("--all", help=say("also what costs the next time what it cost the last")),
]
File = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE.csv",
        show_default=say("no file"),
        help=say("the file to write"),
    ),
]


def warnings(
    period: Period,
    accept: Accept,
    data: Data = DATA,
    policies: Policies = POLICIES,
    as_of: AsOf = None,
    store: Store = "",
    everything: Everything = False,
    out: File = None,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Tell what the month so far leads to next."""
    if out is not None and out.suffix.lower() != ".csv":
        refuse(Text.of("--out {out} is to be a .csv file", out=out), lang)
    from payroll.month.outlook.outlook import look_ahead
    from payroll.reports.outlook import write_outlook
    from payroll.run import finish

    begun = begun_month(period, data, policies, accept, lang)
    refuse_errors(finish(begun), accept, lang)
    assert begun.steps is not None  # without them there are errors
    arranged, attended = begun.steps
    month = arranged.month
    day = _day(month, as_of, lang)
    found = look_ahead(arranged, attended, day, everything=everything)
    if store:
        check_store(month, store, lang)
        found = found[found["store"] == store]
    if out is not None:
        with refusals(lang):
            write_outlook(out, found, month.places)
    if as_json:
        print_answer("warnings", _answer(found, month, day, out))
        return
    _show(found, month, day, lang)
    if out is not None:
        show(Text.of("written: ").to(lang) + str(out))


def _day(month: Month, as_of: datetime | None, lang: Language) -> int:
    """Return the day up to which the month is known."""
    from payroll.month.outlook.so_far import day_reached
    from payroll.period import iso_day

    if as_of is None:
        first, last = iso_day(month.period.first), iso_day(month.period.last)
        day = day_reached(month)
        if day is None:
            refuse(
                Text.of(
                    "there is no punch in {name} ({first} to {last}) yet; say up to which day with --as-of",
                    name=month.period.name,
                    first=first,
                    last=last,
                ),
                lang,
            )
        return day
    return day_of_period(month, as_of, lang)


def day_of_period(month: Month, as_of: datetime, lang: Language) -> int:
    """Return the day that --as-of names; one outside the period is refused."""
    from payroll.period import day_number, iso_day

    first, last = iso_day(month.period.first), iso_day(month.period.last)
    day = day_number(as_of.date())
    if not month.period.first <= day <= month.period.last:
        refuse(
            Text.of(
                "--as-of {day} is not in {name} ({first} to {last})",
                day=iso_day(day),
                name=month.period.name,
                first=first,
                last=last,
            ),
            lang,
        )
    return day


def check_store(month: Month, store: str, lang: Language) -> None:
    """Refuse a store that the tables do not name."""
    known = sorted(set(month.facts.store_names) - {""})
    if store not in known:
        names = ", ".join(known) or "–"
        refuse(Text.of("there is no store «{store}»; there are: {names}", store=store, names=names), lang)


def _answer(found: pd.DataFrame, month: Month, day: int, out: Path | None) -> dict[str, object]:
    from payroll.month.outlook.so_far import latest_punch
    from payroll.period import iso_day, iso_minute
    from payroll.reports.json_rows import json_rows
    from payroll.reports.outlook import OUTLOOK

    latest = latest_punch(month)
    return {
        "period": month.period.name,
        "as_of": iso_day(day),
        "latest_punch": None if latest is None else iso_minute(latest),
        "currency": month.policies.currency,
        "warnings": json_rows(OUTLOOK, found, month.places),
        "files": [] if out is None else [str(out)],
    }


def _show(found: pd.DataFrame, month: Month, day: int, lang: Language) -> None:
    from payroll.money import plain
    from payroll.month.outlook.so_far import latest_punch
    from payroll.period import iso_day, iso_minute
    from payroll.reports.words import action_words, rule_word

    latest = latest_punch(month)
    punch = iso_minute(latest) if latest is not None else "–"
    show(
        Text.of(
            "{name} up to {day} (latest punch in the data: {punch}): warnings {count}",
            name=month.period.name,
            day=iso_day(day),
            punch=punch,
            count=len(found),
        ).to(lang)
    )
    if found.empty:
        show(Text.of("Nothing to warn of.").to(lang))
        return
    rows = [
        (
            row["employee_id"],
            row["name"],
            row["store"],
            rule_word(row["rule"], lang),
            plain(row["cost"], month.places) if row["count"] >= 0 else "–",
            row[f"explanation_{lang}"] + (f" → {action_words(row['action'], lang)}" if row["action"] else ""),
        )
        for row in found.to_dict("records")
    ]
    headings = Text.of("Id|Name|Store|Rule|Next costs|What it is about")
    show_table("", headings.to(lang).split("|"), rows, right=(4,))
