"""A statement as one HTML file: style and fonts inside, nothing fetched from anywhere."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from payroll.reports.fonts import font_faces
from payroll.reports.statements.statement import Statement

_FOLDER = Path(__file__).parent
_TAG = re.compile(r"<[^>]*>")
_FONTS = "/* fonts */"


def html_page(statement: Statement) -> str:
    """Return the page of a statement."""
    middle = (len(statement.shifts) + 1) // 2
    halves = [part for part in (statement.shifts[:middle], statement.shifts[middle:]) if part]
    page = _template().render(statement=statement, halves=halves, style=_style())
    shown = html.unescape(_TAG.sub("", page.partition("</style>")[2]))
    return page.replace(_FONTS, font_faces(shown, bold=_bold(statement)), 1)


def _bold(statement: Statement) -> str:
    """Return everything on the page that is printed bold."""
    headings = (statement.title, statement.sums_title, statement.lines_title, statement.shifts_title)
    groups = (part for group in statement.groups for part in (group.title, group.sum))
    lines = (part for group in statement.groups for line in group.lines for part in (line.what, line.proposal))
    sections = (section.title for section in statement.sections)
    total = (statement.total.label, statement.total.amount)
    verdicts = (shift.verdict for shift in statement.shifts if not shift.is_plain)  # bold on paper
    return "".join((*headings, *groups, *lines, *sections, statement.signing_title, *total, *verdicts))


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html")


@cache
def _style() -> Markup:
    css = (_FOLDER / "page.css").read_text(encoding="utf-8")
    return Markup(f"{_FONTS}\n{css}")  # noqa: S704 - our own file
