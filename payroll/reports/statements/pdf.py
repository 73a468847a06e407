"""A statement as a PDF, with its fonts inside."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from payroll.reports.fonts import FOLDER
from payroll.reports.statements.statement import Statement

_TEMPLATE = Path(__file__).parent / "statement.typ"


def pdf_document(statement: Statement) -> bytes:
    """Return the PDF of a statement."""
    data = json.dumps(asdict(statement), ensure_ascii=False)
    # Version 1.5 has the tags too, but not an entry of later ones at which poppler reports an error.
    document = _compiler().compile(sys_inputs={"statement": data}, format="pdf", pdf_standards=["1.5"])
    assert isinstance(document, bytes)
    return document


@cache
def _compiler() -> typst.Compiler:
    """Return the compiler, which keeps fonts and template from one statement to the next."""
    return typst.Compiler(_TEMPLATE, font_paths=[FOLDER], ignore_system_fonts=True)
