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
        text = Text(
            f"{db} 还没有账簿，第一次 payroll run 时建立", f"no book at {db} yet, the first payroll run makes it"
        )
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
    text = Text(
        f"账簿 {book.place}：结构版本 {VERSIONS[-1]}，{runs} 次计算，{lines} 条台账",
        f"the book {book.place}: schema {VERSIONS[-1]}, runs: {runs}, posted lines: {lines}",
    )
    found = [Finding("book", "ok", text)]
    if book.dialect == "sqlite" and not os.access(book.place, os.W_OK):
        text = Text(f"账簿 {book.place} 不许写入", f"the book {book.place} may not be written")
        found.append(Finding("book", "error", text, Text("请取得写入权限", "get the permission to write it")))
    return [*found, *_store(evidence, runs=runs)]


def _store(evidence: str, *, runs: int) -> list[Finding]:
    try:
        place = EvidenceStore(evidence).place
    except EvidenceError as error:
        return [Finding("book", "error", error.text)]
    if is_url(evidence):
        text = Text(f"证据库 {place}：地址可用，没有连接", f"the evidence store {place}: a known URL, not connected to")
        return [Finding("book", "ok", text)]
    if runs and not Path(evidence).is_dir():
        text = Text(
            f"证据库 {place} 不见了，而账簿里有 {runs} 次计算",
            f"the evidence store {place} is not there, though the book has runs ({runs})",
        )
        fix = Text(
            "请从备份恢复，或用 --evidence 写明在哪里",
            "restore it from a backup, or say with --evidence where it is",
        )
        return [Finding("book", "error", text, fix)]
    return [_in_area(write_finding(Path(evidence), "--evidence"))]


def _in_area(finding: Finding) -> Finding:
    return Finding("book", finding.state, finding.text, finding.fix)
