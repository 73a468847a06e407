"""The guide through the first month: ten steps with the commands, as a page that a browser opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from payroll.language import Language, Text
from payroll.period import next_period
from payroll.reports.blank_words import AT_ONCE, PURPOSES, WHEN_NEEDED
from payroll.table import Table

GUIDE = Text.of("START.html")
MORE = Text.of("more-tables")
"""The folder of the tables that are put into ``data`` when they are needed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is about, what to do, and the commands that do it."""

    title: Text
    text: Text
    commands: tuple[str, ...] = ()


def workbook_name(table: Table, language: Language) -> str:
    """Return the name of the workbook of an empty table."""
    name = Text(table.zh, table.name)
    return f"{name.to(language)}.xlsx"


def steps(period: str, policies: Sequence[str], language: Language) -> tuple[Step, ...]:
    """Return the ten steps of the month ``period`` for a folder with these policies."""
    return (*_before(policies, language), *_during(period, language), *_after(period))


def _before(policies: Sequence[str], language: Language) -> tuple[Step, ...]:
    staff = workbook_name(AT_ONCE[0], language)
    return (
        Step(
            Text.of("Open a command window in this folder"),
            Text.of(
                "Open this folder in the Explorer, click into its address bar, type powershell and press Enter. All "
                "commands below are typed there. See first whether everything is ready; it tells what is still empty."
            ),
            ("payroll doctor",),
        ),
        Step(
            Text.of("Make the rules your own"),
            Text.of(
                "The rules lie in policies: a folder for each policy, in it a file named by the day from which it is "
                "in force. Open it with Notepad, change the title, go through each section (above all what is marked "
                "«company's choice»), and save it. Then check it, and read it in plain sentences. Delete the folder "
                "of a policy that you do not need."
            ),
            ("payroll policy check policies", f"payroll policy show policies/{policies[0]} --out rules.md"),
        ),
        Step(
            Text.of("Fill in the employees"),
            Text.of(
                "Open {staff} in data: a row for each person. Columns with a dark heading must be filled in, those "
                "with a light one may stay empty; hold the mouse over a heading for its note. Choose the policy from "
                "the list. Save, close Excel, and see how it is read.",
                staff=staff,
            ),
            (f"payroll inspect data/{staff}",),
        ),
    )


def _during(period: str, language: Language) -> tuple[Step, ...]:
    rota, swaps, leave = (workbook_name(AT_ONCE[place], language) for place in (3, 4, 5))
    return (
        Step(
            Text.of("Fill in the rota"),
            Text.of(
                "In {rota} in data there is a row for each person and day. A wall chart will do too, with a row for "
                "each person and a column for each day: put it into data under a name that begins with shifts. "
                "People whose policy has a calendar need no rota, only the exceptions.",
                rota=rota,
            ),
        ),
        Step(
            Text.of("Put in the punches"),
            Text.of(
                "Put the file that the clock or the attendance app exports into data as it is, its headings "
                "unchanged. If punches are kept by hand, copy the table punches from {more} to data and fill it in.",
                more=MORE,
            ),
        ),
        Step(
            Text.of("While the month runs: check swaps, warn in time"),
            Text.of(
                "Swaps are kept in {swaps}, leave in {leave}; complaints, incidents and additions have a table each. "
                "At any time you can see who has swaps left, and whose next time costs something.",
                swaps=swaps,
                leave=leave,
            ),
            (f"payroll swaps quota {period}", f"payroll warnings {period}"),
        ),
        Step(
            Text.of("Compute the month"),
            Text.of(
                "The results are in out, in a folder of the month, and the book has them as a draft. If there are "
                "errors, only problems.csv and marked copies are written: correct what they name and run again. You "
                "may compute it as often as you like until it is closed."
            ),
            (f"payroll run {period}",),
        ),
    )


def _after(period: str) -> tuple[Step, ...]:
    return (
        Step(
            Text.of("Check it"),
            Text.of(
                "Open the workbook payroll-{period}.xlsx in the folder {period} of out: it shows clause, evidence "
                "and arithmetic of each amount, and what is left to decide. If somebody asks, look at that person's "
                "month (put the id in place of 0001).",
                period=period,
            ),
            (f"payroll explain 0001 {period}",),
        ),
        Step(
            Text.of("Close the month"),
            Text.of(
                "The month is then sealed; what comes late is corrected by the next one. Keep a copy of the receipt "
                "elsewhere: it proves later that nobody altered the book."
            ),
            (f"payroll close {period}",),
        ),
        Step(
            Text.of("Make a backup, and go on"),
            Text.of(
                "Back up payroll.db together with the folder evidence. For the next month put in the new rota and "
                "the new punches, and go on with step 4; employees, complaints and the other tables are simply "
                "continued."
            ),
            ("payroll ledger verify", f"payroll run {next_period(period)}"),
        ),
    )


def first_month_page(period: str, policies: Sequence[str], language: Language) -> str:
    """Return the guide as a page of HTML that stands by itself."""
    loader = FileSystemLoader(Path(__file__).parent, encoding="utf-8")
    pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    groups = [(_IN_DATA, AT_ONCE), (_IN_MORE, WHEN_NEEDED)]
    return pages.get_template("first_month.html").render(
        language="zh-CN" if language == "zh" else "en",
        title=_TITLE.to(language).format(period=period),
        about=_ABOUT.to(language),
        steps=[
            (step.title.to(language), step.text.to(language), step.commands)
            for step in steps(period, policies, language)
        ],
        groups=[
            (head.to(language), [(workbook_name(each, language), PURPOSES[each.name].to(language)) for each in tables])
            for head, tables in groups
        ],
        tables=_TABLES.to(language),
        more=_MORE_HELP.to(language),
    )


_TITLE = Text.template("The first month: {period}")
_ABOUT = Text.of(
    "A month in ten steps. Type the commands as they stand here: payroll.toml holds the settings, so they need no "
    "further options."
)
_TABLES = Text.of("The tables")
_IN_DATA = Text.of("In data: fill in what you need, leave the others empty")
_IN_MORE = Text.of(
    "In {more}: copy a table to data when you begin to keep it. An empty table of reports would mean that nobody "
    "handed in a report, so it is not there yet",
    more=MORE,
)
_MORE_HELP = Text.of(
    "Add --help to a command to learn what it does. If something seems wrong, run payroll doctor first."
)
