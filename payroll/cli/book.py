"""What every command does that opens the book: where it is, who is at work, and what is said if it fails."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from payroll.cli.config import Named
from payroll.cli.screen import refuse
from payroll.language import Language, Text
from payroll.places import is_url

if TYPE_CHECKING:
    from payroll.bookkeeping.months import Bookkeeper
    from payroll.ledger.acts import Who
    from payroll.ledger.book import Book
    from payroll.ledger.evidence import EvidenceStore

EVIDENCE = "evidence"
"""The folder beside a SQLite book (or in the current folder) that is meant where no store is named."""


@contextmanager
def refusals(lang: Language) -> Iterator[None]:
    """Say what the book, the evidence store or the output folder refused, and leave with exit code 2."""
    try:
        yield
    except Exception as error:
        from payroll.ledger.errors import BookError  # slow to load, and seldom needed
        from payroll.ledger.evidence import EvidenceError
        from payroll.reports.folder import OutputError

        if isinstance(error, (BookError, EvidenceError, OutputError)):
            refuse(error.text, lang)
        raise


def bookkeeper(db: str, evidence: str | None, by: Named | None, lang: Language, *, create: bool = False) -> Bookkeeper:
    """Open the book and its evidence store for the person at work. Raises ``BookError`` or ``EvidenceError``."""
    from payroll.bookkeeping.months import Bookkeeper

    who = who_of(by, lang)
    book, store = opened(db, evidence, create=create)
    return Bookkeeper(book, store, who)


def opened(db: str, evidence: str | None, *, create: bool = False) -> tuple[Book, EvidenceStore]:
    """Open the book and its evidence store. Raises ``BookError`` or ``EvidenceError``."""
    from payroll.ledger.book import open_book
    from payroll.ledger.evidence import EvidenceStore

    book = open_book(db, create=create)
    return book, EvidenceStore(evidence or _beside(book.place if book.dialect == "sqlite" else ""))


def opened_if_there(db: str, evidence: str | None) -> tuple[Book, EvidenceStore] | None:
    """Open the book as ``opened``, None if no file is there yet: for those who only look."""
    if not is_url(db) and not Path(db).exists():
        return None
    return opened(db, evidence)


def evidence_of(evidence: str | None, db: str) -> str:
    """Return the place of the evidence store of the book at ``db``, without opening either."""
    return evidence or _beside("" if is_url(db) else db)


def _beside(book: str) -> str:
    return str(Path(book).parent / EVIDENCE)


def who_of(by: Named | None, lang: Language) -> Who:
    """Return who is at work, and which it is: ``--by``, else PAYROLL_BY, else payroll.toml, else the login name."""
    from payroll.ledger.acts import Who

    if by is not None and by.source == "option":
        found = Who(by.name, "option")
    elif "PAYROLL_BY" in os.environ:
        found = Who(os.environ["PAYROLL_BY"], "environment")
    elif by is not None:
        found = Who(by.name, by.source)
    else:
        found = Who(_login(), "login")
    if not found.name.strip():
        refuse(Text.of("nobody is named; say who does it with --by"), lang)
    return found


def check_said(text: str, option: str, lang: Language) -> None:
    """Refuse an empty reason before anything is done for it."""
    if not text.strip():
        refuse(Text.of("nothing is said for it; say why with {option}", option=option), lang)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return ""
