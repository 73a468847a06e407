"""The page put together: template, style, script, data and the characters that it may need a font for."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from payroll.period import iso_day
from payroll.reports.columns import LEDGER, PROBLEMS
from payroll.reports.fonts import font_faces
from payroll.reports.page.charts import charts
from payroll.reports.page.data import Evidence, as_json, packed, page_rows, page_tables
from payroll.reports.page.overview import (
    FIRST,
    LISTED,
    counts,
    decisions,
    decisions_made,
    notices,
    problem_groups,
    sums,
)
from payroll.reports.page.words import SCRIPT, TEMPLATE, words_in
from payroll.reports.result import MonthReport
from payroll.reports.words import kind_word

FOLDER = Path(__file__).parent
"""Where the template, the style sheet and the script are."""
_SCRIPTS = tuple(
    f"script/{name}.js"
    for name in ("data", "cells", "finding", "elements", "details", "rows", "panel", "keys", "charts", "start")
)
"""The parts of the one script of the page, in their order."""
_PACKED_FROM = 1_000_000
"""Characters of data from which on they are compressed; a browser of before 2023 shows only smaller pages."""
_FIRST_OF_FAR_EAST = "\u2e80"


def page_text(report: MonthReport, evidence: Evidence = (), notes: Sequence[str] = ()) -> str:
    """Return the month as the text of one HTML file that asks nothing of any other place.

    ``evidence`` are the rows that the ledger's lines rest on; a line whose rows are not in it names them only.
    ``notes`` are sentences about the month that stand above its problems.
    """
    language = report.language
    data = _unicode(
        as_json(
            {
                "language": language,
                "places": report.places,
                "currency": report.currency,
                "words": words_in(SCRIPT, language),
                "charge": kind_word("charge", language),
                "tables": page_tables(report),
                "evidence": page_rows(evidence),
            }
        )
    )
    body = (
        _environment()
        .get_template("body.html")
        .render(
            language=language,
            w=words_in(TEMPLATE, language),
            report=report,
            month=report.months(language),
            title=report.title.to(language),
            days=(iso_day(report.first), iso_day(report.last)),
            policies=[(title.to(language), label) for label, title in report.policies],
            counts=counts(report),
            sums=sums(report),
            notices=[*notes, *notices(report)],
            decisions=decisions(report),
            decisions_made=decisions_made(report),
            problems=problem_groups(report.problems, language),
            charts=charts(report),
            first=FIRST,
            listed=LISTED,
            tables={"ledger": LEDGER.sheet.to(language), "problems": PROBLEMS.sheet.to(language)},
        )
    )
    body = _unicode(body)
    style, script = _part("style.css") + _fonts(body + data), "".join(map(_part, _SCRIPTS))
    is_packed = len(data) > _PACKED_FROM
    return (
        _environment()
        .get_template("page.html")
        .render(
            language=language,
            title=f"{report.months(language)} · {report.title.to(language)}",
            policy=_security_policy(style, script),
            style=Markup(style),  # noqa: S704 (our own file)
            script=Markup(script),  # noqa: S704 (our own file)
            is_packed=is_packed,
            data=Markup(packed(data) if is_packed else data),  # noqa: S704 (``as_json`` leaves no «<» in it)
            body=Markup(body),  # noqa: S704 (rendered and escaped above)
        )
    )


def write_page(path: Path, report: MonthReport, evidence: Evidence = (), notes: Sequence[str] = ()) -> None:
    """Write the page of a month. Raises ``OSError`` if the file cannot be written."""
    path.write_text(page_text(report, evidence, notes), encoding="utf-8", newline="\n")


def _unicode(text: str) -> str:
    """Return the text without what is no Unicode: names of files may hold bytes in an old encoding."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _part(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _fonts(text: str) -> str:
    """Return a font for the Chinese characters of the page, for machines that have none; "" where there are none."""
    characters = sorted(character for character in set(text) if character >= _FIRST_OF_FAR_EAST)
    return f"\n{font_faces(''.join(characters))}\n" if characters else ""


def _security_policy(style: str, script: str) -> str:
    """Return the rules by which a browser refuses every request, and every script but the page's own."""
    rules = (
        "default-src 'none'",
        f"style-src '{_digest(style)}'",
        f"script-src '{_digest(script)}'",
        "font-src data:",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
