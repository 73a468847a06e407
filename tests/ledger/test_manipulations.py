"""Whatever single thing is changed in a posted ledger, past its guards, is found and named."""

import os
import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest

from payroll.ledger.book import Book, open_book
from payroll.ledger.verify import verify
from tests.ledger.book_examples import MemoryStore, fill, past_the_guards
from tests.ledger.manipulations import COLUMNS, Tables, manipulation
from tests.postgres import empty_database

COUNT = int(os.environ.get("PAYROLL_MANIPULATIONS", "200"))


def tables_of(book: Book) -> Tables:
    with past_the_guards(book) as bypass:
        return Tables({table: bypass.table(table) for table in COLUMNS}, book.dialect)


def check(book: Book, store: MemoryStore, tables: Tables, seed: int) -> None:
    """Make one manipulation; it must be found, and nothing else be named as the first bad line or act."""
    drawn, kept = manipulation(Random(seed), tables), deepcopy(store)
    with past_the_guards(book) as bypass:
        drawn.do(bypass, kept)
    found = verify(book, kept)
    named = [(finding.kind, finding.name) for finding in found]
    if drawn.kind == "evidence":
        assert [kind for kind, _ in named] == ["evidence"], drawn.name
        return
    assert (drawn.kind, drawn.named) in named, f"{drawn.name}: found {named}"
    if drawn.kind in ("line", "act"):
        assert [name for kind, name in named if kind == drawn.kind] == [drawn.named], f"{drawn.name}: found {named}"
    assert all(finding.text.zh != finding.text.en for finding in found)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, MemoryStore, Tables]:
    """A filled book on SQLite, to be copied."""
    path, store = tmp_path_factory.mktemp("filled") / "payroll.db", MemoryStore()
    book = open_book(str(path), create=True)
    fill(book, store)
    return path, store, tables_of(book)


@pytest.fixture(scope="module")
def filled_on_postgres(postgres_url: str) -> Iterator[tuple[str, MemoryStore, Tables]]:
    """The URL of a filled book on PostgreSQL, to be copied."""
    with empty_database(postgres_url) as url:
        store = MemoryStore()
        book = open_book(url, create=True)
        fill(book, store)
        yield url, store, tables_of(book)


@pytest.mark.parametrize("seed", range(COUNT))
def test_a_manipulation_is_found_on_sqlite(tmp_path: Path, filled: tuple[Path, MemoryStore, Tables], seed: int) -> None:
    path, store, tables = filled
    copy = shutil.copy(path, tmp_path / "payroll.db")
    check(open_book(str(copy), create=False), store, tables, seed)


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(COUNT // 8))
def test_a_manipulation_is_found_on_postgresql(
    filled_on_postgres: tuple[str, MemoryStore, Tables], postgres_url: str, seed: int
) -> None:
    url, store, tables = filled_on_postgres
    with empty_database(postgres_url, template=url) as copy:
        check(open_book(copy, create=False), store, tables, seed)


def test_nothing_changed_is_nothing_found(tmp_path: Path, filled: tuple[Path, MemoryStore, Tables]) -> None:
    path, store, _ = filled
    copy = shutil.copy(path, tmp_path / "payroll.db")
    assert verify(open_book(str(copy), create=False), store) == []
