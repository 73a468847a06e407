"""Bringing an older book to the schema of this program, in one transaction."""

from __future__ import annotations

from payroll.language import Text, same
from payroll.ledger.book import Book, reading, stored_version, writing
from payroll.ledger.errors import BookError
from payroll.ledger.migrations import migrate, steps
from payroll.ledger.schema import VERSIONS

_WHAT = {
    "0001": Text.of("make the tables of the book and the guards of what is posted"),
    "0002": Text.of("index the posted lines by employee, by the entry that they correct, and by pay period"),
}
"""What each version of the schema brings."""


def upgrade_steps(book: Book) -> tuple[Text, ...]:
    """Return what ``upgrade`` would do, step by step: nothing for a book of this version.

    ``book`` is opened with ``any_version``. Raises ``BookError`` for a book of an unknown version.
    """
    with reading(book) as connection:
        stored = stored_version(connection, book.place)
    return tuple(_step(version) for version in steps(_known(stored, book.place)))


def upgrade(book: Book) -> tuple[Text, ...]:
    """Bring the book to the schema of this program and return what was done.

    All in one transaction: if the process ends before, the book has the version that it had.
    """
    with writing(book) as connection:
        stored = _known(stored_version(connection, book.place), book.place)
        done = tuple(_step(version) for version in steps(stored))
        if done:
            migrate(connection)
    return done


def _step(version: str) -> Text:
    return Text.of("{version}: {what}", version=version, what=_WHAT[version])


def _known(stored: str | None, place: str) -> str:
    if stored not in VERSIONS:
        found = same(stored) if stored else Text.within("version", "(none)")
        raise BookError(Text.of("the schema of {place}, {found}, cannot be upgraded.", place=place, found=found))
    return stored
