"""Older books are recognised and upgraded; the schema is what the tables say."""

from functools import partial

import pytest
from alembic.script import ScriptDirectory

from payroll.ledger import migrations
from payroll.ledger.book import Book, open_book, reading, stored_version, writing
from payroll.ledger.errors import BookError
from payroll.ledger.schema import VERSIONS
from payroll.ledger.upgrade import upgrade, upgrade_steps
from payroll.ledger.verify import verify
from tests.ledger.book_examples import MemoryStore, fill, past_the_guards
from tests.ledger.processes import killed_at, was_killed

FIRST = (
    "DROP INDEX line_employee_id",
    "DROP INDEX line_corrects",
    "DROP INDEX line_period",
    "UPDATE book_version SET version_num = '0001'",
)


def make_older(book: Book) -> None:
    """Take back what version 0002 brought."""
    with past_the_guards(book) as bypass:
        for statement in FIRST:
            bypass.connection.execute(statement)


def version(book: Book) -> str | None:
    with reading(book) as connection:
        return stored_version(connection, book.place)


def set_version(book: Book, name: str) -> None:
    with past_the_guards(book) as bypass:
        bypass.connection.execute(f"UPDATE book_version SET version_num = '{name}'")  # noqa: S608


def test_the_versions_are_those_of_the_migrations() -> None:
    scripts = ScriptDirectory(migrations.__path__[0])
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == VERSIONS


def test_the_migrations_make_the_tables_that_the_program_reads(book: Book) -> None:
    assert verify(book, MemoryStore()) == []  # compares them


def test_only_the_first_migration_leaves_a_book_of_the_first_version(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = migrations.migrate
    monkeypatch.setattr(migrations, "migrate", lambda connection: whole(connection, "0001"))
    open_book(url, create=True)
    book = open_book(url, create=False, any_version=True)
    assert version(book) == "0001"
    missing = {finding.name for finding in verify(book, MemoryStore())}
    assert missing == {"add_index line_employee_id", "add_index line_corrects", "add_index line_period"}


@pytest.mark.parametrize("create", [True, False])
def test_an_older_book_is_refused_with_the_command_that_upgrades_it(book: Book, url: str, create: bool) -> None:
    make_older(book)
    with pytest.raises(BookError) as refused:
        open_book(url, create=create)
    assert "older schema 0001" in refused.value.text.en
    assert "`payroll ledger upgrade`" in refused.value.text.en
    assert "payroll ledger upgrade" in refused.value.text.zh


@pytest.mark.parametrize("any_version", [True, False])
def test_a_newer_book_is_refused(book: Book, url: str, any_version: bool) -> None:
    set_version(book, "9999")
    with pytest.raises(BookError) as refused:
        open_book(url, create=False, any_version=any_version)
    assert "newer than this program knows" in refused.value.text.en
    assert "新" in refused.value.text.zh


def test_an_upgrade_tells_its_steps_and_keeps_what_was_posted(book: Book, url: str, store: MemoryStore) -> None:
    fill(book, store)
    make_older(book)
    older = open_book(url, create=False, any_version=True)
    steps = upgrade_steps(older)
    assert [step.en.partition(":")[0] for step in steps] == ["0002"]
    assert "索引" in steps[0].zh
    assert version(older) == "0001"
    assert upgrade(older) == steps
    assert verify(open_book(url, create=False), store) == []


def test_a_book_of_this_version_needs_no_upgrade(book: Book) -> None:
    assert upgrade_steps(book) == ()
    assert upgrade(book) == ()


def test_an_upgrade_that_is_killed_leaves_the_version_before_or_after(book: Book, url: str, store: MemoryStore) -> None:
    fill(book, store)
    make_older(book)

    def upgrade_until(statement: int) -> None:
        older = open_book(url, create=False, any_version=True)
        killed_at(older, statement)
        upgrade(older)

    statement = 0
    while was_killed(partial(upgrade_until, statement)):
        assert version(book) == "0001"
        with pytest.raises(BookError, match="older"):
            open_book(url, create=False)
        statement += 1
    assert statement > 5
    assert verify(open_book(url, create=False), store) == []


def test_two_upgrades_one_after_the_other_do_it_once(book: Book, url: str) -> None:
    make_older(book)
    first, second = (open_book(url, create=False, any_version=True) for _ in range(2))
    assert len(upgrade(first)) == 1
    assert upgrade(second) == ()


def test_a_book_without_its_version_is_not_upgraded(book: Book, url: str) -> None:
    with writing(book) as connection:
        connection.exec_driver_sql("DELETE FROM book_version")
    with pytest.raises(BookError):
        open_book(url, create=False, any_version=True)
    with pytest.raises(BookError):
        upgrade(book)
