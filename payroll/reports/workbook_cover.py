"""The cover of a month's workbook: what it is about, by which policies, what it comes to, and who signs for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from payroll.language import EMPTY, Language, Text
from payroll.period import iso_day
from payroll.reports.backing import Backing
from payroll.reports.decisions import waits
from payroll.reports.result import MonthReport
from payroll.reports.words import law_status_word
from payroll.reports.workbook_cells import clean, display_width
from payroll.reports.workbook_marks import POSTED, differs
from payroll.reports.workbook_sheet import Layout, set_page
from payroll.reports.workbook_styles import RED, Styles, line_height

SHEET = Text.of("Cover")
_TITLE = Text.within("cover", "Pay adjustments")
_WIDTHS = (30, 30, 30, 42)
_NOT_SUMMED = frozenset({"base_wage", "total", POSTED})

Look = Literal["title", "line", "section", "pair", "head", "row", "total", "notice", "sign"]


class Sum(NamedTuple):
    """An amount as a formula over another sheet, with what it comes to in minor units."""

    formula: str
    value: int


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the cover: how it looks, and its cells from the left; "" leaves one empty."""

    look: Look
    cells: tuple[str | int | Sum, ...] = ()


def write_cover(book: Workbook, styles: Styles, report: MonthReport, backing: Backing, people: Layout) -> None:
    """Add the cover; ``people`` is where the adjustments stand."""
    language = report.language
    sheet = book.add_worksheet(SHEET.to(language))
    lines = list(cover_lines(report, backing, people))
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    for row, line in enumerate(lines):
        sheet.set_row(row, _height(line, language))
        for number, value in enumerate(line.cells):
            style = _style(styles, line.look, value, number)
            if isinstance(value, Sum):
                sheet.write_formula(row, number, value.formula, style, value.value / 10**report.places)
            elif isinstance(value, int):
                sheet.write_number(row, number, value, style)
            elif value:
                sheet.write_string(row, number, clean(value), style)
            else:
                sheet.write_blank(row, number, None, style)
    total, posted = (_row_of(lines, label.to(language)) for label in (_TOTAL, _POSTED))
    rule = {"type": "formula", "criteria": differs(f"$B${total}", f"$B${posted}", report.places)}
    sheet.conditional_format(total - 1, 1, posted - 1, 1, rule | {"format": styles.mark(RED)})
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    set_page(sheet, report, _TITLE)
    sheet.fit_to_pages(1, 1)


def cover_lines(report: MonthReport, backing: Backing, people: Layout) -> Iterator[Line]:
    """Yield the rows of the cover, from the first to the last."""
    to = report.language
    months = Text(report.months("zh"), report.months("en"))
    title = Text.of("{title} · {months}", title=_TITLE, months=months)
    yield Line("title", (title.to(to),))
    days = f"{iso_day(report.first)} – {iso_day(report.last)}"
    period = Text.of(
        "Pay period {period} ({days}) · currency {currency} · payroll {tool_version}",
        period=report.period,
        days=days,
        currency=report.currency,
        tool_version=report.tool_version,
    )
    yield Line("line", (period.to(to),))
    yield Line("line")
    yield from _policies(report, backing)
    yield from _counts(report)
    yield from _totals(report, people)
    yield from _law(report)
    yield from _book(report, backing)
    yield from _signatures(to)


def _section(title: Text, language: Language) -> Line:
    return Line("section", (title.to(language), "", "", ""))


def _policies(report: MonthReport, backing: Backing) -> Iterator[Line]:
    to = report.language
    yield _section(Text.within("cover", "Policies"), to)
    heads = (Text.of("Policy"), Text.of("Version"), Text.of("SHA-256 of the file"))
    yield Line("head", (*(head.to(to) for head in heads), ""))
    for label, title in report.policies:
        version, _, short = label.partition("#")
        yield Line("row", (title.to(to), version, backing.policy_hashes.get(label, short)))
    yield Line("line")


def _counts(report: MonthReport) -> Iterator[Line]:
    to, ledger = report.language, report.ledger
    errors = sum(problem.severity == "error" for problem in report.problems)
    asked = int(waits(ledger, report.decided).sum())
    counts = (
        (Text.of("Employees"), len(report.adjustments)),
        (Text.of("Shifts"), len(report.attendance)),
        (Text.of("Ledger lines"), len(ledger)),
        (Text.of("of these, charges"), int((ledger["kind"] == "charge").sum())),
        (Text.of("Lines that wait for a decision"), asked),
        (Text.of("Decisions made, waivers included"), len(report.decided)),
        (Text.of("Errors, accepted and set aside"), errors),
        (Text.within("of the data", "Warnings"), len(report.problems) - errors),
    )
    yield _section(Text.of("Counts"), to)
    for label, count in counts:
        yield Line("pair", (label.to(to), count))
    yield Line("line")


_TOTAL = Text.of("Total")
_POSTED = Text.of("Total of the ledger")


def _totals(report: MonthReport, people: Layout) -> Iterator[Line]:
    """Yield what each column of the adjustments comes to, and in all beside what was posted."""
    to = report.language
    currency = Text.of("Totals ({currency})", currency=report.currency)
    yield _section(currency, to)
    for column in people.columns:
        if column.kind == "money" and column.name not in _NOT_SUMMED:
            yield Line("pair", (column.heading.to(to), _sum(people, column.name)))
    yield Line("total", (_TOTAL.to(to), _sum(people, "total")))
    note = Text.of("both lines turn red where they differ").to(to)
    yield Line("pair", (_POSTED.to(to), _sum(people, POSTED), note))
    yield Line("line")


def _sum(people: Layout, column: str) -> Sum:
    return Sum(f"=SUM({people.span(column)})", int(people.frame[column].sum()))


_LAW_NOTE = Text.of("Not legal advice; proposals without an amount are counted, too; line by line in law.csv.")


def _law(report: MonthReport) -> Iterator[Line]:
    to, law = report.language, report.law
    yield _section(Text.of("The check against the law"), to)
    if not report.profile_checked:
        said = Text.of("The deductions have not been checked against any law.")
        yield Line("notice", (said.to(to),))
    if law is not None:
        counts = law["status"].astype("str").value_counts().sort_index()
        for status, count in counts.items():
            yield Line("pair", (law_status_word(str(status), to), int(count)))
        profiles = sorted({str(profile) for profile in law["profile"]} - {""})
        if profiles:
            yield Line("pair", (Text.of("Profiles").to(to), ", ".join(profiles)))
    yield Line("line", (_LAW_NOTE.to(to),))
    yield Line("line")


def _book(report: MonthReport, backing: Backing) -> Iterator[Line]:
    to, period = report.language, report.period
    yield _section(Text.of("Book of record and receipt"), to)
    if backing.run_id:
        yield Line("pair", (Text.of("Run id").to(to), backing.run_id))
        said = Text.of(
            "This workbook is of the draft. payroll close {period} writes the receipt receipt-{period}.json into the "
            "folder of this workbook; copy head and seal from it:",
            period=period,
        )
    else:
        said = Text.of("This run is not recorded: no run id, no receipt.")
    yield Line("line", (said.to(to),))
    if backing.run_id:
        for label in (Text.of("Head"), Text.of("Seal"), Text.of("Closed by, at")):
            yield Line("sign", (label.to(to), "", "", ""))
    yield Line("line")


def _signatures(language: Language) -> Iterator[Line]:
    yield _section(Text.of("Signatures"), language)
    heads = (EMPTY, Text.of("Name"), Text.of("Date"), Text.of("Signature"))
    yield Line("head", tuple(head.to(language) for head in heads))
    for label in (Text.of("Prepared by"), Text.of("Checked by"), Text.of("Approved by")):
        yield Line("sign", (label.to(language), "", "", ""))


def _row_of(lines: list[Line], label: str) -> int:
    """Return the row of the sums under a label, as Excel counts."""
    return next(row for row, line in enumerate(lines, 1) if line.look in {"pair", "total"} and line.cells[0] == label)


def _height(line: Line, language: Language) -> float:
    height = line_height(language)
    if line.look == "title":
        return 2 * height
    if line.look == "row":
        cells = zip(line.cells[:2], _WIDTHS, strict=False)  # the hash stands in one line
        needed = max(-(-display_width(str(cell)) // int(width - 2)) for cell, width in cells)
        return height * max(needed, 1) + 3
    return 1.8 * height if line.look == "sign" else height + 2


def _style(styles: Styles, look: Look, value: str | int | Sum, number: int) -> Format:
    if look in {"title", "line", "notice"}:
        return {"title": styles.title, "line": styles.line, "notice": styles.notice}[look]
    if look == "section":
        return styles.total["text"]
    if look == "head":
        return styles.head["text"]
    kind: Literal["money", "count", "text"] = (
        "money" if isinstance(value, Sum) else "count" if isinstance(value, int) else "text"
    )
    if look == "total":
        return styles.total[kind]
    return styles.plain if kind == "text" and number > 1 - (look == "pair") and look != "sign" else styles.cell[kind]
