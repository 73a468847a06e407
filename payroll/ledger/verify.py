"""Verifying the book: every hash computed again, everything that refers to something followed.

It shows tampering; it cannot stop the owner of the machine. Whoever changes a book and computes all hashes
anew, or cuts off its end, is found only against a hash that was kept elsewhere: that is what a receipt is for.
"""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from payroll.language import Text
from payroll.ledger.book import Book, reading
from payroll.ledger.errors import BookError
from payroll.ledger.findings import Finding
from payroll.ledger.verify_acts import check_acts, check_sealed
from payroll.ledger.verify_lines import check_lines
from payroll.ledger.verify_runs import Evidence, check_evidence, check_runs
from payroll.ledger.verify_schema import check_file, check_guards, check_schema

__all__ = ["Evidence", "Finding", "verify"]


def verify(book: Book, store: Evidence, head: str | None = None) -> list[Finding]:
    """Return everything in the book that is not as it was recorded; an empty list says that it is sound.

    ``head`` is a hash that was kept elsewhere, such as the head or the seal of a receipt: the book must hold
    it. Of the lines, and of the acts, the first bad one is named; what follows it cannot be judged. Raises
    ``BookError`` for a book that cannot be read at all.
    """
    with ThreadPoolExecutor(1) as aside:
        damage = aside.submit(_damage, book)
        try:
            found = _found(book, store, head)
        except BookError:
            if damage.result():
                return damage.result()
            raise
        return damage.result() or found


def _damage(book: Book) -> list[Finding]:
    """Return what the database finds wrong with its own file; it takes its time, but not Python's."""
    with reading(book) as connection:
        return list(check_file(connection))


def _found(book: Book, store: Evidence, head: str | None) -> list[Finding]:
    with reading(book) as connection:
        try:
            return _check(connection, store, head)
        except (OperationalError, sqlite3.OperationalError) as error:
            if "decode to UTF-8" not in str(error):
                raise
            driver: Any = connection.connection.driver_connection
            driver.text_factory = _bytes_kept
            return _check(connection, store, head)


def _check(connection: Connection, store: Evidence, head: str | None) -> list[Finding]:
    found = [*check_schema(connection), *check_guards(connection)]
    if any(finding.kind == "schema" for finding in found):
        return found
    acts, bad_act = check_acts(connection)
    wanted_head = head.strip().lower() if head else None
    wanted = {act.last_line for act in acts}
    lines = check_lines(connection, wanted, wanted_head)
    found += [each for each in (lines.bad, bad_act) if each]
    sound = not lines.bad and not bad_act
    if sound:
        found += check_sealed(acts, lines)
    of_runs, manifests = check_runs(connection, acts, complete=not bad_act)
    found += [*of_runs, *check_evidence(manifests, store)]
    held = lines.holds_head or wanted_head in {act.hash for act in acts}
    if wanted_head and sound and not held:
        found.append(_head_missing(wanted_head))
    return found


def _head_missing(head: str) -> Finding:
    return Finding(
        "head",
        head,
        Text.of(
            "the book does not hold the hash {head}: its end was cut off, or the receipt is of another book.", head=head
        ),
    )


def _bytes_kept(data: bytes) -> str:
    """Return text that holds broken bytes as lone surrogates, so that the row can be named."""
    return data.decode("utf-8", "surrogateescape")
