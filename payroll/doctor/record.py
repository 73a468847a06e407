"""The book of record and its evidence: whether the book opens in this version, and whether both can be written."""

from __future__ import annotations

import os
from pathlib import Path

from payroll.doctor.finding import Finding
from payroll.doctor.folders import write_finding
from payroll.language import Text
from payroll.ledger.about import counts
from payroll.ledger.book import open_book, reading
from payroll.ledger.errors import BookError
from payroll.ledger.evidence import EvidenceError, EvidenceStore
from payroll.ledger.schema import VERSIONS
from payroll.places import is_url


def book_findings(db: str, evidence: str) -> list[Finding]:
    """Return what there is to say of a book and its evidence store; neither is made where it is not there."""
    if not is_url(db) and not db.startswith("sqlite:") and not Path(db).exists():
        text = Text.of("no book at {db} yet, the first payroll run makes it", db=db)
        return [
            _in_area(write_finding(Path(db).parent, "--db")),
            Finding("book", "ok", text),
            *_store(evidence, runs=0),
        ]
    try:
        book = open_book(db, create=False)
        with reading(book) as connection:
            runs, lines = counts(connection)
    except BookError as error:
        return [Finding("book", "error", error.text), *_store(evidence, runs=0)]
    text = Text.of(
        "the book {place}: schema {version}, runs: {runs}, posted lines: {lines}",
        place=book.place,
        version=VERSIONS[-1],
        runs=runs,
        lines=lines,
    )
    found = [Finding("book", "ok", text)]
    if book.dialect == "sqlite" and not os.access(book.place, os.W_OK):
        text = Text.of("the book {place} may not be written", place=book.place)
        found.append(Finding("book", "error", text, Text.of("ask for permission to write it")))
    return [*found, *_store(evidence, runs=runs)]


def _store(evidence: str, *, runs: int) -> list[Finding]:
    try:
        place = EvidenceStore(evidence).place
    except EvidenceError as error:
        return [Finding("book", "error", error.text)]
    if is_url(evidence):
        text = Text.of("the evidence store {place}: a known URL, not connected to", place=place)
        return [Finding("book", "ok", text)]
    if runs and not Path(evidence).is_dir():
        text = Text.of(
            "the evidence store {place} is not there, though the book has runs ({runs})", place=place, runs=runs
        )
        fix = Text.of("restore it from a backup, or say with --evidence where it is")
        return [Finding("book", "error", text, fix)]
    return [_in_area(write_finding(Path(evidence), "--evidence"))]


def _in_area(finding: Finding) -> Finding:
    return Finding("book", finding.state, finding.text, finding.fix)
