"""Opening the book, reading it and writing to it: SQLite by a path, PostgreSQL by a URL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine, NullPool, create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from payroll.language import Text
from payroll.ledger.errors import BookError, book_error, telling
from payroll.ledger.schema import VERSION_TABLE, VERSIONS
from payroll.places import file_url, is_url

BUSY_SECONDS = 30
"""How long a writer waits for another one before it gives up."""

_SQLITE_HEADER = b"SQLite format 3\0"
_SQLITE_SETTINGS = (
    "recursive_triggers = ON",
    "synchronous = FULL",
    "foreign_keys = OFF",
    "cache_size = -65536",  # 64 MiB, or a large posting is written to disk twice
)
_WRITERS = 0x7061_7972_6F6C_6C00  # the advisory lock that writers on PostgreSQL take in turn


@dataclass(frozen=True, slots=True)
class Book:
    """A book of record that was opened. ``url`` is as it was given and may hold a password; ``place`` does not."""

    engine: Engine
    url: str
    dialect: Literal["sqlite", "postgresql"]
    place: str


def open_book(url: str, *, create: bool, any_version: bool = False) -> Book:
    """Open the book at ``url``: the path of a SQLite file, or ``postgresql+psycopg://…``.

    With ``create``, a new or empty file or database is set up. ``any_version`` also opens a book whose schema
    is older, to upgrade it. Raises ``BookError`` for anything that is not a book of this version.
    """
    is_file = url.startswith("sqlite:") or not is_url(url)
    book = _sqlite_book(url, create=create) if is_file else _postgres_book(url)
    with reading(book) as connection:
        stored = stored_version(connection, book.place)
    if stored is None:
        if not create:
            raise _no_book(book.place)
        _set_up(book)
    elif not any_version or stored not in VERSIONS:
        _check_version(stored, book.place)
    return book


@contextmanager
def writing(book: Book) -> Iterator[Connection]:
    """Give a connection inside one transaction, as the only writer. Undone if anything is raised.

    Raises ``BookError`` if another writer does not finish within ``BUSY_SECONDS``, and for whatever the
    database or its driver reports.
    """
    with telling(book.place), book.engine.connect() as connection:
        if book.dialect == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
        yield connection
        with telling(book.place, committing=True):
            connection.commit()


@contextmanager
def reading(book: Book) -> Iterator[Connection]:
    """Give a connection that sees one state of the book, whatever others write meanwhile."""
    with telling(book.place), book.engine.connect() as connection:
        if book.dialect == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)  # noqa: PLW2901
        yield connection


def stored_version(connection: Connection, place: str) -> str | None:
    """Return the version of the schema that the database holds, None if it is empty.

    Raises ``BookError`` if it holds tables, but no book.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if VERSION_TABLE in tables:
        stored = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalars().all()  # noqa: S608
        if len(stored) == 1:
            return str(stored[0])
    raise BookError(
        Text.of(
            "{place} holds the data of another program (a table {table}) and no book of record. Name another file or "
            "database with --db.",
            place=place,
            table=tables[0],
        )
    )


def _set_up(book: Book) -> None:
    from payroll.ledger.migrations import migrate  # noqa: PLC0415  (alembic is slow to load and seldom needed)

    with writing(book) as connection:
        if stored_version(connection, book.place) is None:  # nobody else was quicker
            migrate(connection)


def _check_version(stored: str, place: str) -> None:
    if stored == VERSIONS[-1]:
        return
    if stored in VERSIONS:
        raise BookError(
            Text.of(
                "{place} has the older schema {stored}, this program uses {version}. Make a backup, then run "
                "`payroll ledger upgrade`.",
                place=place,
                stored=stored,
                version=VERSIONS[-1],
            )
        )
    raise BookError(
        Text.of(
            "{place} has the schema {stored}, newer than this program knows ({version}). Install a newer version of "
            "payroll.",
            place=place,
            stored=stored,
            version=VERSIONS[-1],
        )
    )


def _no_book(place: str) -> BookError:
    return BookError(
        Text.of(
            "there is no book of record at {place}. Check --db (PAYROLL_DB); the first `payroll run` makes one.",
            place=place,
        )
    )


def _sqlite_book(url: str, *, create: bool) -> Book:
    path = Path(_parsed(url).database or "" if url.startswith("sqlite:") else url)
    if not create and not path.exists():
        raise _no_book(str(path))
    _check_header(path)
    engine = create_engine("sqlite://", creator=_sqlite_connector(path, create=create), poolclass=NullPool)
    return Book(engine, url, "sqlite", str(path))


def _check_header(path: Path) -> None:
    """Raise ``BookError`` for a file of another kind: SQLite takes one of a few bytes for an empty database."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_SQLITE_HEADER))
    except FileNotFoundError:
        return
    except OSError as error:
        raise book_error(error, str(path)) from error
    if start and start != _SQLITE_HEADER:
        raise BookError(
            Text.of(
                "{path} is not a book of record. Check the path that --db (PAYROLL_DB) names. The file is unchanged.",
                path=path,
            )
        )


def _sqlite_connector(path: Path, *, create: bool) -> Callable[[], sqlite3.Connection]:
    """Return what connects to a SQLite file: in autocommit mode, so that transactions are those that we begin."""
    address = f"{file_url(path.absolute())}?mode={'rwc' if create else 'rw'}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
        try:
            for setting in _SQLITE_SETTINGS:
                connection.execute(f"PRAGMA {setting}")
        except UnicodeDecodeError as error:  # what SQLite says of a damaged schema holds a damaged part of it
            raise sqlite3.DatabaseError("the schema cannot be decoded: could not decode to UTF-8") from error
        return connection

    return connect


def _postgres_book(url: str) -> Book:
    parsed = _parsed(url).set(drivername="postgresql+psycopg")
    place = parsed.set(query={}).render_as_string(hide_password=True)
    options = {"connect_timeout": 10, "client_encoding": "utf8", "application_name": "payroll"}
    book = Book(create_engine(parsed, poolclass=NullPool, connect_args=options), url, "postgresql", place)
    with reading(book) as connection:
        encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise BookError(
            Text.of(
                "{place} has the encoding {encoding}, expected UTF8. Create the database with the encoding UTF8.",
                place=place,
                encoding=encoding,
            )
        )
    return book


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError, NoSuchModuleError):
        parsed = None
    if parsed is None or parsed.get_backend_name() not in ("sqlite", "postgresql"):
        kind = url.partition(":")[0]
        raise BookError(
            Text.of(
                "--db (PAYROLL_DB) starts with {kind}:, which is not known. Give the path of a SQLite file, or "
                "postgresql+psycopg://user@host/database.",
                kind=kind,
            )
        )
    if "@" in (parsed.host or ""):  # the rest of a password: it is not to be shown as the name of a host
        raise BookError(Text.of("--db (PAYROLL_DB) has a user or a password with @ in it: write %40 for it."))
    return parsed
