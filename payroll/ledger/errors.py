"""What a person is told when the book cannot do as asked: one exception, and one place that knows the drivers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from payroll.language import Text
from payroll.ledger import guards


class BookError(Exception):
    """The book refused, or could not be reached; ``text`` says what was found and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


@contextmanager
def telling(place: str, *, committing: bool = False) -> Iterator[None]:
    """Turn what the databases and their drivers raise into ``BookError`` about the book at ``place``.

    ``committing`` says that the transaction was just being committed.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, SQLAlchemyError | sqlite3.Error) or _of_psycopg(error):
            raise book_error(error, place, committing=committing) from error
        raise


def book_error(error: Exception, place: str, *, committing: bool = False) -> BookError:
    """Return what a person is told about an error of a database, of its driver or of the system.

    Whatever the error, the transaction that it met was undone; only of a connection that was lost while
    ``committing`` nobody knows whether the server still got the word.
    """
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    if committing and _by_postgres(cause) is _LOST:
        return BookError(Text.of("{place}: {unknown}.", place=place, unknown=_UNKNOWN))
    reason = _reason(cause)
    return BookError(Text.of("{place}: {reason}. The book is unchanged.", place=place, reason=reason))


def _of_psycopg(error: BaseException) -> bool:
    """Tell whether an error is of the driver of PostgreSQL, without loading it."""
    return any(each.__module__.startswith("psycopg") for each in type(error).__mro__)


def _reason(cause: BaseException) -> Text:
    message = " ".join(str(cause).split())
    if guard := _guard(message):
        return guard
    if getattr(cause, "sqlstate", None) == _NOT_UNIQUE and "line_entry_id" in message:
        return _TAKEN
    found = _NOT_OPENED if isinstance(cause, OSError) else _by_sqlite(cause) or _by_postgres(cause)
    if found is None:
        return Text.of("the database says: {message}", message=message)
    return Text.of("{found} ({message})", found=found, message=message)


def _guard(message: str) -> Text | None:
    """Return what to tell if the refusal came from a guard of the book."""
    return next((text for said, text in _GUARDS if said in message), None)


_TAKEN = Text.of("one of the entry ids is posted already")
_GUARDS = (
    (
        guards.POSTED,
        Text.of("what was posted is never changed or deleted, refused"),
    ),
    (guards.NOT_NEXT, Text.of("the number does not follow the last one, refused")),
    (guards.TAKEN, _TAKEN),
    (guards.RECORDED, Text.of("a recorded run is never changed, refused")),
    (
        guards.REFERRED,
        Text.of("a run that an act refers to is kept, refused"),
    ),
)
"""What a message of the database holds, and what to tell then."""

_BUSY = Text.of("another program is using it, try again in a while")
_FULL = Text.of("the disk is full, make room and give the same command again")
_READ_ONLY = Text.of("it can only be read, check the permission to write to the file and its folder")
_DAMAGED = Text.of("the file is damaged or cut short, restore a backup and run `payroll ledger verify`")
_NO_DATABASE = Text.of("the file is not a book of record, check the path that --db (PAYROLL_DB) names")
_NOT_OPENED = Text.of(
    "cannot be opened, check that its folder exists, that you may use it, and that the name is not that of a folder"
)
_INPUT_OUTPUT = Text.of("the disk could not be read or written, check it and try again")
_LOST = Text.of(
    "the connection to the database server was lost or refused, check server and network and give the command again"
)
_UNKNOWN = Text.of(
    "the connection to the database server was lost at the very end, so it may be recorded or not. Give the same "
    "command again: what is recorded already is not recorded twice"
)
_RIGHTS = Text.of("the database user lacks the right to do this, ask its administrator")
_LOGIN = Text.of("user or password not accepted, check --db (PAYROLL_DB)")
_NO_SUCH = Text.of("the server has no such database, create it first")
_TYPE = Text.of("it holds a value that cannot be there")
_TOO_LONG = Text.of("an id is too long for its index, shorten it in the table that it comes from")

_SQLITE = (
    ("SQLITE_BUSY", _BUSY),
    ("SQLITE_LOCKED", _BUSY),
    ("SQLITE_FULL", _FULL),
    ("SQLITE_READONLY", _READ_ONLY),
    ("SQLITE_PERM", _READ_ONLY),
    ("SQLITE_CORRUPT", _DAMAGED),
    ("SQLITE_NOTADB", _NO_DATABASE),
    ("SQLITE_CANTOPEN", _NOT_OPENED),
    ("SQLITE_IOERR", _INPUT_OUTPUT),
    ("SQLITE_CONSTRAINT", _TYPE),
)
"""The beginnings of the names of SQLite's error codes."""
_POSTGRES = (
    ("08", _LOST),
    ("57P", _LOST),
    ("53100", _FULL),
    ("55P03", _BUSY),
    ("40", _BUSY),
    ("53", _BUSY),
    ("25006", _READ_ONLY),
    ("42501", _RIGHTS),
    ("28", _LOGIN),
    ("3D000", _NO_SUCH),
    ("54000", _TOO_LONG),
    ("58", _INPUT_OUTPUT),
    ("XX00", _DAMAGED),
    ("22", _TYPE),
    ("23", _TYPE),
)
"""The beginnings of PostgreSQL's error codes."""
_NOT_UNIQUE = "23505"


def _by_sqlite(cause: BaseException) -> Text | None:
    name = str(getattr(cause, "sqlite_errorname", ""))
    if not name and "decode to UTF-8" in str(cause):
        return _DAMAGED
    return next((text for start, text in _SQLITE if name.startswith(start)), None)


def _by_postgres(cause: BaseException) -> Text | None:
    if not _of_psycopg(cause):
        return None
    code = getattr(cause, "sqlstate", None) or _code_of_connecting(str(cause))
    return next((text for start, text in _POSTGRES if code.startswith(start)), None)


def _code_of_connecting(message: str) -> str:
    """Return the code of an error that the driver reports without one: it met it while it connected."""
    if "password" in message or "authentication" in message or "role" in message:
        return "28000"
    return "3D000" if "does not exist" in message else "08006"
