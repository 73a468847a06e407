"""``swaps quota`` and ``swaps check``: for the manager, before a swap happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from payroll.cli.answer import AsJson, both, print_answer
from payroll.cli.month import month_or_refuse
from payroll.cli.options import DATA, LANG, POLICIES, Accept, Data, Lang, Period, Policies, Store, say
from payroll.cli.screen import day_or_refuse, refuse, show, show_table
from payroll.language import Language, Text

if TYPE_CHECKING:
    from payroll.month.context import Month
    from payroll.month.planned import Planned
    from payroll.run import Computed

Requester = Annotated[str, typer.Argument(metavar="A", help=say("who asks to swap (id)"))]
Counterpart = Annotated[str, typer.Argument(metavar="B", help=say("who takes the shift (id)"))]
Date = Annotated[
    datetime,
    typer.Argument(
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help=say("the day of A's shift, such as 2026-10-12"),
    ),
]
Back = Annotated[
    datetime | None,
    typer.Option(
        "--back",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help=say("the day of B's shift that A takes; none for a cover"),
    ),
]
Asked = Annotated[
    datetime | None,
    typer.Option(
        "--at",
        metavar="TIME",
        formats=["%Y-%m-%d %H:%M"],
        help=say("when it is asked for; default: now"),
    ),
]


def quota(
    period: Period,
    accept: Accept,
    data: Data = DATA,
    policies: Policies = POLICIES,
    store: Store = "",
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Show how many swaps everyone has used and left."""
    from payroll.run import report

    result = report(month_or_refuse(period, data, policies, accept, lang), lang)
    table = result.swaps
    rows = table[table["store"] == store] if store else table
    if rows.empty:
        refuse(Text.of("store «{store}» has nobody in the period", store=store), lang)
    if as_json:
        from payroll.reports.columns import SWAPS
        from payroll.reports.json_rows import json_rows

        print_answer("swaps quota", {"period": period, "swaps": json_rows(SWAPS, rows, result.places)})
        return
    cells = [
        (
            row["employee_id"],
            row["name"],
            row["store"],
            row["used"],
            row["pending"],
            *_limit(row["limit"], row["remaining"], lang),
        )
        for row in rows.to_dict("records")
    ]
    headings = Text.of("Id|Name|Store|Used|Pending|Limit|Remaining").to(lang)
    show_table("", headings.split("|"), cells, right=(3, 4, 5, 6))


def _limit(limit: int, remaining: int, lang: Language) -> tuple[str, str]:
    if limit < 0:
        return Text.within("limit", "none").to(lang), "–"
    return str(limit), str(remaining)


def check(
    requester: Requester,
    counterpart: Counterpart,
    date: Date,
    accept: Accept,
    back: Back = None,
    at: Asked = None,
    data: Data = DATA,
    policies: Policies = POLICIES,
    as_json: AsJson = False,
    lang: Lang = LANG,
) -> None:
    """Check a planned swap."""
    from payroll.month.planned import check_swap, planned_swap
    from payroll.period import MINUTES_PER_DAY, NO_DAY, day_number

    day = day_or_refuse("DATE", date.date(), lang)
    returned = day_or_refuse("--back", back.date(), lang) if back else NO_DAY
    if at:
        day_or_refuse("--at", at.date(), lang)
    computed = month_or_refuse(_period_of(day, policies), data, policies, accept, lang)
    month, judged = computed.month, computed.judged
    assert month is not None
    assert judged is not None
    swap = planned_swap(month, requester, counterpart, day, returned)
    asked = at or datetime.now(ZoneInfo(month.facts.rules(max(swap.version, 0)).timezone))
    minute = day_number(asked.date()) * MINUTES_PER_DAY + asked.hour * 60 + asked.minute
    planned = check_swap(month, judged.swaps, replace(swap, requested_at=minute))
    if as_json:
        print_answer("swaps check", _answer(month, planned), exit_code=1 if planned.reasons else 0)
    else:
        _show_planned(computed, planned, lang)
    if planned.reasons:
        raise typer.Exit(1)


def _period_of(day: int, policies: Path) -> str:
    from payroll.period import StartDays
    from payroll.policy.load import load_policies

    loaded, _ = load_policies(policies)
    start_days = loaded.start_days if loaded.versions else StartDays()
    return start_days.name_of(day)


def _answer(month: Month, planned: Planned) -> dict[str, object]:
    from payroll.period import iso_minute

    return {
        "allowed": not planned.reasons,
        "moves": [
            {
                "from": month.employee_id(giver),
                "to": month.employee_id(taker),
                "start": iso_minute(start),
                "end": iso_minute(end),
            }
            for giver, taker, start, end in planned.moves
        ],
        "reasons": [both("reason", reason) for reason in planned.reasons],
    }


def _show_planned(computed: Computed, planned: Planned, lang: Language) -> None:
    from payroll.month.words import shift_text

    month = computed.month
    assert month is not None
    for giver, taker, start, end in planned.moves:
        names = month.employee_id(giver), month.employee_id(taker)
        times = shift_text(start, end)
        show(Text.of("{times}: {name} → {names_name}", times=times, name=names[0], names_name=names[1]).to(lang))
    if not planned.reasons:
        show(Text.of("The swap is allowed.").to(lang))
        return
    show(Text.of("The swap is not allowed:").to(lang))
    for reason in planned.reasons:
        show(f"  - {reason.to(lang)}")
