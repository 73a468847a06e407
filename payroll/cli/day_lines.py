"""A person's days as lines for the screen: a bar for each shift, what is to be told of it, and the charges below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from payroll.cli import day_chart as chart
from payroll.cli.day_words import (
    KINDS,
    clock_or_none,
    day_label,
    days_label,
    given_words,
    notes,
    span,
    stray_words,
    verdict,
)
from payroll.language import Language, Text

if TYPE_CHECKING:
    from payroll.timeline import Day, WorkedShift

Part = tuple[str, str]
"""Some text, and its style for a terminal with colours (as of rich)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the screen, ``indent`` cells from the left; where it does not fit, so are its further lines."""

    parts: tuple[Part, ...]
    indent: int = 0

    @property
    def text(self) -> str:
        """The line without colours."""
        return " " * self.indent + "".join(text for text, _ in self.parts).rstrip()


@dataclass(frozen=True, slots=True)
class Told:
    """How ledger lines are told: language, decimal places of amounts, by entry what the law says and was decided."""

    language: Language
    places: int
    law: Mapping[str, str]
    decided: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Page:
    """Where things stand on a line: the bar begins at cell ``left``; a ``wide`` one has room for the shift's times."""

    scale: chart.Scale
    left: int
    width: int
    wide: bool
    language: Language


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a day: the shift's times, the signs of its bar and what lies below the punches, the words behind."""

    times: str
    signs: Sequence[str]
    below: Sequence[str]
    words: tuple[Part, ...]


FAINT = "dim"
_STYLES: Mapping[str, str] = {
    chart.PRESENT: "black on green",
    chart.LATE: "bold white on red",
    chart.ABSENT: "bold white on red",
    chart.LEAVE: "bold white on blue",
    chart.GIVEN: FAINT,
    chart.UNCLEAR: "bold black on yellow",
}
_WIDE = 96
_DATE, _TIMES, _TAPS = 11, 12, 13
_LONGEST_WORDS = 24
_SHORTEST_BAR = 24
_INDENT = 4
_A_RUN = 4
"""So many days without anything stand in one line."""


def day_lines(days: Sequence[Day], told: Told, width: int) -> Iterator[Line]:
    """Yield the lines of some days for a screen of ``width`` cells: the hours, the days, what the signs mean."""
    page, seen = _page(days, told.language, width), set[str]()
    if any(day.shifts or day.given or day.stray for day in days):
        yield _line((" " * page.left + chart.ruler(page.scale), FAINT))
    for kind, several in groupby(days, key=_kind_of_quiet):
        run = list(several)
        if kind and len(run) >= _A_RUN:
            label = days_label(run[0].date, run[-1].date, told.language)
            yield _line((f"{_padded(label, page.left + 4)}{KINDS[kind].to(told.language)}", FAINT))
            continue
        for day in run:
            rows = list(_rows(day, page))
            seen.update(sign for row in rows for sign in row.signs)
            yield from _day(day, rows, page, told)
    if seen & chart.LEGEND.keys():
        yield _line(*_legend(seen, told.language), indent=_DATE)


def _legend(seen: set[str], language: Language) -> Iterator[Part]:
    for sign, meaning in chart.LEGEND.items():
        if sign in seen:
            yield sign, _STYLES.get(sign, "bold")
            yield f" {meaning.to(language)}   ", FAINT


def ledger_line(line: Mapping[str, Any], told: Told, indent: int) -> Iterator[Line]:
    """Yield a ledger line: rule and amount, the reason, the evidence, and what the law says of it."""
    from payroll.money import plain
    from payroll.reports.words import ABOUT_OTHERS, action_words, kind_word, rule_word

    lang, amount = told.language, line["amount"]
    style = "bold red" if amount < 0 else "bold green" if amount > 0 else "bold"
    action = f" → {action_words(line['action'], lang)}" if line["action"] else ""
    shown = plain(amount, told.places)
    head = f"{rule_word(line['rule'], lang)}  {shown}"
    if line["kind"] in ABOUT_OTHERS:
        head = f"{kind_word(line['kind'], lang)} · {head}"
    yield _line((head, style), (action, "bold yellow"), indent=indent)
    evidence = Text.of(
        "evidence: {evidence} · policy {policy} · entry {entry_id}",
        evidence=line["evidence"],
        policy=line["policy"],
        entry_id=line["entry_id"],
    ).to(lang)
    law = told.law.get(line["entry_id"], "")
    decided = told.decided.get(line["entry_id"], "")
    for text, shade in ((line[f"explanation_{lang}"], ""), (decided, "bold"), (evidence, FAINT), (law, FAINT)):
        if text:
            yield _line((text, shade), indent=indent + _INDENT)


def _kind_of_quiet(day: Day) -> str:
    """Return the kind of a day of which there is nothing else to say, "" for any other."""
    return "" if day.shifts or day.given or day.stray or day.leave or day.lines else day.kind


def _day(day: Day, rows: Sequence[_Row], page: _Page, told: Told) -> Iterator[Line]:
    """Yield the lines of a day: its bars, what else there is to say, its ledger lines."""
    yield from _row_lines(day, rows, page)
    yield from (_line((note, FAINT), indent=_DATE) for note in notes(day, page.language))
    for line in day.lines:
        yield from ledger_line(line, told, _DATE)


def _line(*parts: Part, indent: int = 0) -> Line:
    return Line(parts, indent)


def _page(days: Sequence[Day], language: Language, width: int) -> _Page:
    from rich.cells import cell_len

    behind = [verdict(shift, language) for day in days for shift in day.shifts]
    behind += [given_words(given, language)[_TAPS - 1 :] for day in days for given in day.given]
    longest = min(max(map(cell_len, behind), default=0), max(_LONGEST_WORDS, width // 4))
    wide = width >= _WIDE
    left = _DATE + (_TIMES if wide else 0)
    bar = max(width - left - _TAPS - longest - 1, _SHORTEST_BAR)
    return _Page(chart.scale_of(days, bar), left, width, wide, language)


def _rows(day: Day, page: _Page) -> Iterator[_Row]:
    """Yield the lines of a day: one for each shift, for those given away, for punches in none of them."""
    lang, scale = page.language, page.scale
    for shift in day.shifts:
        cells = chart.worked_cells(scale, day.date, shift, day.leave)
        taps = f" {clock_or_none(shift.arrival)} {clock_or_none(shift.departure)} "
        words = ((taps, ""), (verdict(shift, lang), _verdict_style(shift)))
        yield _Row(span(shift), chart.with_punches(cells, scale, day.date, shift.punches), cells, words)
    for given in day.given:
        cells = chart.given_cells(scale, day.date, given)
        yield _Row(span(given), cells, cells, ((f" {given_words(given, lang)}", FAINT),))
    if day.stray:
        cells = [chart.BLANK] * scale.width
        stray = (f" {stray_words(day.stray, lang)}", "yellow")
        yield _Row("", chart.with_punches(cells, scale, day.date, day.stray), cells, (stray,))
    elif not (day.shifts or day.given):
        yield _Row("", (), (), ((KINDS[day.kind].to(lang), FAINT),))


def _row_lines(day: Day, rows: Sequence[_Row], page: _Page) -> Iterator[Line]:
    from rich.cells import cell_len

    for number, row in enumerate(rows):
        label = day_label(day.date, page.language) if number == 0 else ""
        head = _padded(label, _DATE) + (_padded(row.times, _TIMES) if page.wide else "")
        line = _line((head, "" if day.shifts else FAINT), *_bar(row), *row.words)
        if cell_len(line.text) <= page.width:
            yield line
        else:  # the last words do not fit
            yield _line(*line.parts[:-1])
            yield _line(row.words[-1], indent=page.left)


def _bar(row: _Row) -> Iterator[Part]:
    """Yield the signs of a bar, those of one style together; a punch has the colours of what it stands on."""

    def style(pair: tuple[str, str]) -> str:
        sign, below = pair
        if sign in {chart.PUNCH, chart.ADDED}:
            return f"bold {_STYLES.get(below, '').removeprefix('bold ')}".strip()
        return _STYLES.get(sign, "")

    for shade, pairs in groupby(zip(row.signs, row.below, strict=True), key=style):
        yield "".join(sign for sign, _ in pairs), shade


def _verdict_style(shift: WorkedShift) -> str:
    return {"ok": "green", "leave": "blue", "unclear": "yellow"}.get(shift.verdict, "bold red")


def _padded(text: str, width: int) -> str:
    from rich.cells import cell_len

    return text + " " * (width - cell_len(text))
