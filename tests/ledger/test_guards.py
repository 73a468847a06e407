"""The database itself refuses to change what was posted."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from payroll.ledger.book import Book, reading, writing
from payroll.ledger.errors import BookError
from payroll.ledger.lines import read_lines
from payroll.ledger.verify import verify
from tests.ledger.book_examples import MemoryStore, close, draft, fill, lines_of, past_the_guards

COPY = (
    "INSERT INTO line SELECT {number}, {entry}, period, employee_id, name, store, date, rule, clause, occurrence, "
    "quantity, amount, currency, action, kind, corrects, policy, evidence, explanation_zh, explanation_en, hash "
    "FROM line WHERE sequence = 1"
)
REFUSED = [
    "UPDATE line SET amount = 0 WHERE sequence = 3",
    "UPDATE line SET sequence = 99 WHERE sequence = 11",
    "DELETE FROM line WHERE sequence = 11",
    "DELETE FROM line",
    "UPDATE act SET who = 'x'",
    "DELETE FROM act WHERE number = 4",
    "UPDATE run SET outputs = '{}'",
    "DELETE FROM run WHERE run_id = (SELECT subject FROM act WHERE number = 1)",
    COPY.format(number=13, entry="'new'"),  # leaves a gap
    COPY.format(number=5, entry="'new'"),  # a number that is there
    COPY.format(number=0, entry="'new'"),
    COPY.format(number=12, entry="entry_id"),  # an entry that is there
    "INSERT INTO act SELECT 6, kind, period, subject, who, who_from, at, why, details, last_line, line_head, hash "
    "FROM act WHERE number = 1",
    "INSERT INTO act SELECT 5, kind, period, subject, '', who_from, at, why, details, last_line, line_head, hash "
    "FROM act WHERE number = 1",
    "INSERT INTO act SELECT 5, kind, period, subject, who, who_from, at, '', details, last_line, line_head, hash "
    "FROM act WHERE number = 1",
]
REPLACING = [
    COPY.format(number=5, entry="'new'").replace("INSERT", "INSERT OR REPLACE"),
    COPY.format(number=12, entry="entry_id").replace("INSERT", "INSERT OR REPLACE"),
    COPY.format(number=5, entry="'new'").replace("INSERT", "REPLACE"),
    "UPDATE OR REPLACE line SET sequence = 2 WHERE sequence = 1",
    "INSERT OR REPLACE INTO act SELECT 2, kind, period, subject, who, who_from, at, why, details, last_line, "
    "line_head, hash FROM act WHERE number = 1",
    "INSERT OR REPLACE INTO run SELECT run_id, period, manifest, '{}', problems, hash FROM run",
]
OVERWRITING = [
    COPY.format(number=5, entry="'new'") + " ON CONFLICT (sequence) DO UPDATE SET amount = 0",
    COPY.format(number=12, entry="entry_id") + " ON CONFLICT (entry_id) DO UPDATE SET amount = 0",
    "TRUNCATE line",
    "TRUNCATE act",
    "TRUNCATE run",
    COPY.format(number="12 + 2 * g", entry="'new' || g").replace("FROM line", "FROM line, generate_series(0, 1) g"),
]


def everything(book: Book) -> list[list[tuple[Any, ...]]]:
    with past_the_guards(book) as bypass:
        return [bypass.table(name) for name in ("line", "act", "run", "draft")]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses(book: Book, store: MemoryStore, statement: str) -> None:
    fill(book, store)
    before = everything(book)
    with pytest.raises(BookError), writing(book) as connection:
        connection.exec_driver_sql(statement)
    assert everything(book) == before


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("statement", REPLACING)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_sqlite_refuses_to_replace_whatever_the_connection_says(
    book: Book, store: MemoryStore, statement: str, recursive: str
) -> None:
    fill(book, store)
    before = everything(book)
    with closing(sqlite3.connect(book.place)) as connection:
        connection.execute(f"PRAGMA recursive_triggers = {recursive}")
        with pytest.raises(sqlite3.IntegrityError, match="payroll:"):
            connection.execute(statement)
        connection.commit()
    assert everything(book) == before


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("statement", [REFUSED[0], REFUSED[3], COPY.format(number=14, entry="'newer'")])
def test_a_refusal_of_sqlite_undoes_the_transaction(book: Book, store: MemoryStore, statement: str) -> None:
    fill(book, store)
    before = everything(book)
    with closing(sqlite3.connect(book.place)) as connection:
        connection.execute(COPY.format(number=12, entry="'new'"))
        with pytest.raises(sqlite3.IntegrityError, match="payroll:"):
            connection.execute(statement)
        connection.commit()
    assert everything(book) == before


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_sqlite_adds_all_lines_of_a_statement_or_none(book: Book, store: MemoryStore) -> None:
    fill(book, store)
    before = everything(book)
    several = COPY.format(number="11 + sequence * sequence", entry="'new' || sequence").replace("= 1", "< 3")
    refused = pytest.raises(sqlite3.IntegrityError, match="payroll:")
    with closing(sqlite3.connect(book.place, isolation_level=None)) as connection, refused:
        connection.execute(several)
    assert everything(book) == before


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("statement", OVERWRITING)
def test_postgresql_refuses_what_only_it_has(book: Book, store: MemoryStore, statement: str) -> None:
    fill(book, store)
    before = everything(book)
    with pytest.raises(BookError), writing(book) as connection:
        connection.exec_driver_sql(statement)
    assert everything(book) == before


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("statement", ["UPDATE line SET amount = 0", "DELETE FROM act", "TRUNCATE line"])
def test_on_postgresql_triggers_refuse_even_with_the_rights(book: Book, store: MemoryStore, statement: str) -> None:
    fill(book, store)
    with past_the_guards(book) as bypass:
        bypass.connection.execute("GRANT ALL ON line, act TO CURRENT_USER")
    with pytest.raises(BookError, match="never changed"), writing(book) as connection:
        connection.exec_driver_sql(statement)


def test_a_refusal_says_so_in_both_languages(book: Book, store: MemoryStore) -> None:
    fill(book, store)
    with pytest.raises(BookError) as refused, writing(book) as connection:
        connection.exec_driver_sql("UPDATE run SET outputs = '{}'")
    assert "a recorded run is never changed" in refused.value.text.en
    assert "已记录的计算不能修改" in refused.value.text.zh


def test_several_lines_at_once_are_added_by_hand_if_they_follow(book: Book, store: MemoryStore) -> None:
    fill(book, store)
    with writing(book) as connection:
        connection.exec_driver_sql(COPY.format(number=12, entry="'new'"))
        connection.exec_driver_sql(COPY.format(number=13, entry="'newer'"))
    with reading(book) as connection:
        assert len(read_lines(connection)) == 13
    assert ("line", "12") in {(finding.kind, finding.name) for finding in verify(book, store)}


def test_a_draft_and_its_run_may_be_replaced(book: Book, store: MemoryStore) -> None:
    draft(book, store, "2026-10")
    draft(book, store, "2026-10", note="again")
    close(book, "2026-10", lines_of("2026-10", (-2000,)))
    assert verify(book, store) == []
