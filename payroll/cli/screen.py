"""What is shown on the screen: tables for people at a terminal, tab-separated lines in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from threading import Timer
from typing import TYPE_CHECKING, NoReturn

import typer

from payroll.cli.day_chart import PRESENT
from payroll.language import SEMICOLON, Language, Text
from payroll.problems import Problem

if TYPE_CHECKING:
    from payroll.cli.day_lines import Line

PATIENCE = 1.0
"""Seconds after which a person at a terminal is told that the work goes on."""
_WIDTH_OF_PIPE = 100
LISTED = 50
"""Problems shown on the screen; all of them are in problems.csv."""


def show(text: str = "") -> None:
    """Print a line."""
    typer.echo(text)


def tell(text: str) -> None:
    """Print a line beside the result: to standard error."""
    typer.echo(text, err=True)


_FIRST_YEAR, _LAST_YEAR = 1971, 2099
"""Within those of the tables (1970 to 2100), so that the days around a period are, too."""


class Refusal(typer.Exit):
    """Why nothing was done: the command ends with exit code 2.

    ``reasons`` are the problems that it is for; a text among them is told to people where it stands.
    """

    def __init__(self, text: Text, language: Language, reasons: Sequence[Problem | Text] = ()) -> None:
        super().__init__(2)
        self.text, self.language, self.reasons = text, language, reasons

    @property
    def problems(self) -> list[Problem]:
        """The problems among the reasons."""
        return [reason for reason in self.reasons if isinstance(reason, Problem)]

    def show(self) -> None:
        """Say it, to standard error."""
        for _, group in groupby(self.reasons, key=type):
            several = list(group)
            show_problems([reason for reason in several if isinstance(reason, Problem)], self.language)
            for text in several:
                if isinstance(text, Text):
                    tell(text.to(self.language))
        tell(self.text.to(self.language))


def refuse(text: Text, lang: Language, reasons: Sequence[Problem | Text] = ()) -> NoReturn:
    """Leave with exit code 2; the reasons and the text are told, in words or as JSON (``payroll.cli.answer``)."""
    raise Refusal(text, lang, reasons)


def check_period(period: str, lang: Language) -> None:
    """Refuse what is no pay period."""
    from payroll.period import pay_period

    try:
        pay_period(period)
    except ValueError:
        refuse(Text.of("«{period}» is not a pay period; write it as 2026-10", period=period), lang)


def day_or_refuse(name: str, stated: date, lang: Language) -> int:
    """Return the day number of a day that an option or argument names; one beyond what tables hold is refused."""
    from payroll.period import day_number

    if not _FIRST_YEAR <= stated.year <= _LAST_YEAR:
        refuse(
            Text.of(
                "{name}: {day} is out of range; name a day of the years {first} to {last}",
                name=name,
                day=stated.isoformat(),
                first=_FIRST_YEAR,
                last=_LAST_YEAR,
            ),
            lang,
        )
    return day_number(stated)


def show_table(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[object]], right: Iterable[int] = ()
) -> None:
    """Print a table; the columns whose positions are in ``right`` are numbers."""
    cells = [[str(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        show("\n".join("\t".join(row) for row in (headings, *cells)))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as RichText

    table = Table(title=title or None, title_justify="left", header_style="bold", show_edge=False)
    numeric = frozenset(right)
    for position, heading in enumerate(headings):
        table.add_column(heading, justify="right" if position in numeric else "left", overflow="fold")
    for row in cells:
        table.add_row(*(RichText(cell) for cell in row))
    Console().print(table)


def width_of_screen() -> int:
    """Return how many cells a line has: those of the terminal, in a pipe so many as people can read well."""
    if not sys.stdout.isatty():
        return _WIDTH_OF_PIPE
    from rich.console import Console

    return Console().width


def show_lines(lines: Iterable[Line]) -> None:
    """Print lines: coloured and wrapped with their indent at a terminal, plain and whole in a pipe."""
    if not sys.stdout.isatty():
        show("\n".join(line.text for line in lines))
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text as RichText

    console = Console(highlight=False)
    coloured = console.color_system is not None and not console.no_color
    for line in lines:
        parts = ((_solid(text, style) if coloured else text, style) for text, style in line.parts)
        console.print(Padding(RichText.assemble(*parts, overflow="fold"), (0, 0, 0, line.indent), expand=False))


def _solid(text: str, style: str) -> str:
    """Return the text of a bar whose colour says enough without its signs."""
    return " " * len(text) if " on " in style and set(text) == {PRESENT} else text


@contextmanager
def working(text: str) -> Iterator[Callable[[str], None]]:
    """Show a sign of life on a terminal while something takes more than a second; gives what changes its text."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    status = Console(stderr=True).status(text)
    timer = Timer(PATIENCE, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield status.update
    finally:
        timer.cancel()
        timer.join()
        status.stop()


def show_problems(problems: Sequence[Problem], language: Language) -> None:
    """Print problems one by one: place, code, what is wrong, what to do."""
    for problem in problems[:LISTED]:
        message = problem.message(language)
        if problem.column[:1].isdigit():  # a day of a rota: the row alone does not tell which of its cells
            message = f"{message} [{problem.column}]"
        tell(f"{problem.place() or '–'}  {problem.code}  {message}{_STOP.to(language)}{problem.fix(language)}")
    if len(problems) > LISTED:
        more = len(problems) - LISTED
        tell(Text.of("… and {more} more, see problems.csv", more=more).to(language))


_STOP = SEMICOLON
