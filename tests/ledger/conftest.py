"""A book on each of the two databases, empty for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from payroll.ledger.book import Book, open_book
from tests.ledger.book_examples import MemoryStore
from tests.postgres import empty_database, postgres_url

__all__ = ["book", "postgres_url", "store", "url"]

DATABASES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where there is no book yet: a path of SQLite, the URL of an empty database of PostgreSQL."""
    if request.param == "sqlite":
        yield str(tmp_path / "payroll.db")
        return
    with empty_database(request.getfixturevalue("postgres_url")) as address:
        yield address


@pytest.fixture
def book(url: str) -> Book:
    """A book that was set up and holds nothing."""
    return open_book(url, create=True)


@pytest.fixture
def store() -> MemoryStore:
    """An evidence store that holds nothing."""
    return MemoryStore()
