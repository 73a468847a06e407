"""Opening a book; what is said when there is none, or when it cannot be read or written."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import psycopg
import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError

from payroll.ledger import book as book_module
from payroll.ledger.book import Book, open_book, reading, writing
from payroll.ledger.closing import close_month
from payroll.ledger.drafts import closings
from payroll.ledger.errors import BookError, book_error
from payroll.ledger.lines import post_lines, read_lines
from payroll.ledger.verify import verify
from tests.ledger.book_examples import AT, WANG, MemoryStore, close, draft, fill, lines_of
from tests.ledger.processes import at_once, killed_after, killed_at, was_killed
from tests.postgres import connected

CLOSE = """
book = open_book(url, create=False)
ready()
try:
    with writing(book) as connection:
        close_month(connection, "2026-08", [lines_of("2026-08", (-2000,))], (), Who(arguments[0], "option"), AT, "x")
    print("closed")
except BookError as error:
    print(error.text.en)
"""


def told(url: str, *, create: bool = False) -> BookError:
    """Return what is told when a book cannot be opened: in both languages, with the place."""
    with pytest.raises(BookError) as refused:
        open_book(url, create=create)
    assert refused.value.text.zh != refused.value.text.en
    return refused.value


def test_a_new_book_is_set_up_and_found_again(url: str) -> None:
    made = open_book(url, create=True)
    found = open_book(url, create=False)
    assert made.dialect == found.dialect
    with reading(found) as connection:
        assert read_lines(connection).empty


def test_an_empty_file_is_set_up(tmp_path: Path) -> None:
    (tmp_path / "payroll.db").touch()
    open_book(str(tmp_path / "payroll.db"), create=True)
    assert verify(open_book(str(tmp_path / "payroll.db"), create=False), MemoryStore()) == []


def test_a_path_may_hold_any_character(tmp_path: Path) -> None:
    folder = tmp_path / "工资 2026?#100%"
    folder.mkdir()
    open_book(str(folder / "账簿 &.db"), create=True)
    assert [path.name for path in folder.iterdir()] == ["账簿 &.db"]


def test_where_no_book_is_one_is_not_made_unasked(url: str) -> None:
    assert "there is no book of record at" in told(url).text.en
    assert Path(url).exists() is False


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    error = told(str(tmp_path / "none" / "payroll.db"), create=True)
    assert str(tmp_path) in error.text.en
    assert "check that its folder exists" in error.text.en
    assert "无法打开" in error.text.zh


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_is_no_book(tmp_path: Path, create: bool) -> None:
    assert "cannot be opened" in told(str(tmp_path), create=create).text.en


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("content", [b"employee_id,name\nE01,Li Lei\n" * 100, b"PK\x03\x04" + bytes(5000), b"x"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes, create: bool) -> None:
    file = tmp_path / "employees.csv"
    file.write_bytes(content)
    error = told(str(file), create=create)
    assert "is not a book of record" in error.text.en
    assert "不是账簿" in error.text.zh
    assert file.read_bytes() == content


@pytest.mark.parametrize("create", [True, False])
def test_the_data_of_another_program_is_refused_and_left_alone(url: str, create: bool) -> None:
    if "://" in url:
        with connected(url) as server:
            server.execute("CREATE TABLE customers (id int)")
    else:
        with closing(sqlite3.connect(url)) as connection:
            connection.execute("CREATE TABLE customers (id int)")
    error = told(url, create=create)
    assert "another program (a table customers)" in error.text.en
    assert "别的程序" in error.text.zh


@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_a_file_that_was_cut_short_is_told(tmp_path: Path, store: MemoryStore, kept: float) -> None:
    path = tmp_path / "payroll.db"
    fill(open_book(str(path), create=True), store)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    error = told(str(path))
    assert "damaged or cut short" in error.text.en
    assert "损坏或不完整" in error.text.zh


def test_a_file_that_was_damaged_inside_is_told(tmp_path: Path, store: MemoryStore) -> None:
    path = tmp_path / "payroll.db"
    book = open_book(str(path), create=True)
    fill(book, store)
    content = bytearray(path.read_bytes())
    for page in range(4096 * 4, len(content), 4096):  # behind the schema
        content[page : page + 8] = b"\xff" * 8
    path.write_bytes(content)
    try:
        found = [finding.text.en for finding in verify(book, store)]
    except BookError as error:
        found = [error.text.en]
    assert any("damaged" in text for text in found), found


def test_an_unknown_kind_of_database_is_told() -> None:
    error = told("mysql://root:geheim@localhost/payroll")
    assert "starts with mysql:" in error.text.en
    assert "geheim" not in error.text.en


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_errors_of_postgresql_are_told_without_the_password(url: str) -> None:
    for address, said in (
        ("postgresql+psycopg://li:geheim@127.0.0.1:9/payroll", "connection to the database server"),
        (url.replace("payroll_test", "no_such"), "no such database"),
        (url.replace("payroll@", "nobody-here@"), "user or password not accepted"),
    ):
        text = told(address).text
        assert said in text.en, text.en
        assert "geheim" not in text.en + text.zh


def test_every_error_of_a_driver_has_words() -> None:
    full = psycopg.errors.DiskFull("could not extend file")
    assert "disk is full" in book_error(OperationalError("", {}, full), "here").text.en
    assert "磁盘空间不足" in book_error(full, "here").text.zh
    unknown = book_error(sqlite3.OperationalError("odd"), "here").text
    assert unknown.en == "here: the database says: odd. The book is unchanged."


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path, store: MemoryStore) -> None:
    book = open_book(str(tmp_path / "payroll.db"), create=True)
    draft(book, store, "2026-10")
    lines = pd.concat([lines_of("2026-10", (-2000,) * 28, rule=f"rule-{number}") for number in range(80)])

    def close_with_little_room() -> None:
        with writing(book) as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
            close_month(connection, "2026-10", [lines], (), WANG, AT, "月度结账")

    with pytest.raises(BookError, match="disk is full"):
        close_with_little_room()
    assert verify(book, store) == []
    close(book, "2026-10", lines)
    assert verify(book, store) == []


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory(prefix="payroll-book-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_a_book_that_may_only_be_read_is_read_and_not_written(open_folder: Path, store: MemoryStore) -> None:
    path = open_folder / "payroll.db"
    fill(open_book(str(path), create=True), store)
    path.chmod(0o444)
    open_folder.chmod(0o555)
    child = os.fork()
    if not child:
        ended = 1
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            book = open_book(str(path), create=False)
            assert verify(book, store) == []
            with pytest.raises(BookError) as refused, writing(book) as connection:
                post_lines(connection, [lines_of("2026-10", (-2000,))])
            assert "it can only be read" in refused.value.text.en
            assert "只能读取" in refused.value.text.zh
            ended = 0
        finally:
            os._exit(ended)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_lost_connection_is_told_and_the_same_works_afterwards(book: Book, store: MemoryStore) -> None:
    draft(book, store, "2026-10")
    lines = lines_of("2026-10", (-2000, -4000))

    def close_while_the_server_hangs_up() -> None:
        with writing(book) as connection:
            process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            post_lines(connection, [lines])
            with connected(book.url) as server:
                server.execute("SELECT pg_terminate_backend(%s)", [process])
            close_month(connection, "2026-10", [lines], (), WANG, AT, "月度结账")

    with pytest.raises(BookError) as lost:
        close_while_the_server_hangs_up()
    assert "connection to the database server was lost" in lost.value.text.en
    assert "连接中断" in lost.value.text.zh
    close(book, "2026-10", lines)
    assert verify(book, store) == []


def test_who_waits_too_long_for_another_writer_is_told(book: Book, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_module, "BUSY_SECONDS", 1)
    other = open_book(url, create=False)
    with writing(book):
        begun = time.monotonic()
        with pytest.raises(BookError) as busy, writing(other):
            pass
    assert 0.9 < time.monotonic() - begun < 10
    assert "another program is using it" in busy.value.text.en
    assert "正在被另一个程序使用" in busy.value.text.zh


def test_a_reader_sees_one_state_whatever_others_write(book: Book, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_module, "BUSY_SECONDS", 1)
    other = open_book(url, create=False)
    with reading(book) as connection:
        assert read_lines(connection).empty
        try:
            with writing(other) as writer:
                post_lines(writer, [lines_of("2026-10", (-2000,))])
        except BookError:
            assert book.dialect == "sqlite"  # whose writer waits for readers
        assert read_lines(connection).empty


def test_what_is_raised_while_writing_undoes_all_of_it(book: Book) -> None:
    def write() -> None:
        with writing(book) as connection:
            post_lines(connection, [lines_of("2026-10", (-2000,))])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    with reading(book) as connection:
        assert read_lines(connection).empty


def test_two_processes_that_close_a_month_at_once_close_it_once(book: Book, url: str, store: MemoryStore) -> None:
    draft(book, store, "2026-08")
    said = sorted(at_once(CLOSE, url, ("Wang", "Li")))
    assert said[1] == "closed", said
    assert said[0].startswith("2026-08 was closed already, by "), said
    assert verify(book, store) == []


def test_two_processes_that_set_up_a_book_at_once_make_one(url: str) -> None:
    script = "ready()\nopen_book(url, create=True)\nprint('opened')"
    assert at_once(script, url, ("", "")) == ["opened", "opened"]
    assert verify(open_book(url, create=False), MemoryStore()) == []


def test_a_process_that_is_killed_leaves_the_month_open_or_closed(book: Book, url: str, store: MemoryStore) -> None:
    draft(book, store, "2026-08")

    def close_until(statement: int) -> None:
        mine = open_book(url, create=False)
        killed_at(mine, statement)
        close(mine, "2026-08", lines_of("2026-08", range(-28, 0)))

    statement = 0
    while was_killed(partial(close_until, statement)):
        assert verify(book, store) == []
        with reading(book) as connection:
            assert read_lines(connection).empty
        statement += 1
    assert statement > 8
    assert verify(book, store) == []
    with reading(book) as connection:
        assert len(read_lines(connection)) == 28


def test_a_process_that_is_killed_at_any_time_leaves_the_month_open_or_closed(
    book: Book, url: str, store: MemoryStore
) -> None:
    draft(book, store, "2026-08")
    lines = pd.concat([lines_of("2026-08", (-2000,) * 28, rule=f"rule-{number}") for number in range(200)])

    def close_for(seconds: float) -> None:
        mine = open_book(url, create=False)
        killed_after(seconds)
        close(mine, "2026-08", lines)

    for milliseconds in (1, 5, 10, 15, 20, 30, 40, 50, 70, 90, 120, 160, 220, 300):
        killed = was_killed(partial(close_for, milliseconds / 1000))
        assert verify(book, store) == []
        with reading(book) as connection:
            closed = closings(connection)
            assert len(read_lines(connection)) == (5600 if closed else 0)
        assert killed or closed
        if closed:
            break
    if not closed:
        close(book, "2026-08", lines)
    assert verify(book, store) == []


def test_a_process_that_is_killed_while_it_sets_up_a_book_leaves_none_or_one(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def set_up_until(statement: int) -> None:
        def counted(*arguments: Any, **options: Any) -> Engine:
            engine = create_engine(*arguments, **options)
            killed_at(Book(engine, "", "sqlite", ""), statement)
            return engine

        monkeypatch.setattr(book_module, "create_engine", counted)
        open_book(url, create=True)

    statement = 0
    while was_killed(partial(set_up_until, statement)):
        statement += 1
    assert statement > 20
    assert verify(open_book(url, create=False), MemoryStore()) == []
