"""Statements drawn into files. This runs in processes of its own, so it loads no more than that takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from payroll.reports.statements.names import Format
from payroll.reports.statements.page import html_page
from payroll.reports.statements.pdf import pdf_document
from payroll.reports.statements.statement import Statement

Named: TypeAlias = "tuple[tuple[str, Statement], ...]"
"""Statements, each with the name of its files without suffix."""

_DRAWN: Mapping[Format, Callable[[Statement], bytes]] = {
    "html": lambda statement: html_page(statement).encode(),
    "pdf": pdf_document,
}


def draw(named: Named, formats: tuple[Format, ...], folder: Path) -> None:
    """Write the files of statements into ``folder``."""
    for name, statement in named:
        for form in formats:
            (folder / f"{name}.{form}").write_bytes(_DRAWN[form](statement))
