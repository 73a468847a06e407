"""What a book holds, read past the program, and whether what lies beside it is complete."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from tests.postgres import connected

TABLES = {"line": "sequence", "act": "number", "run": "run_id", "draft": "period"}
_MOMENTS = {"act": (6, 11), "draft": (4, 5)}
"""The columns that tell when something was done, and the hashes over them."""
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class State:
    """All rows of the four tables, and the version of the schema; no rows and no version where there is no book."""

    rows: Rows
    version: str

    def untimed(self) -> State:
        """Return the same without the times, and without what is hashed from them."""
        return State(
            {
                table: [
                    tuple(value for place, value in enumerate(row) if place not in _MOMENTS.get(table, ()))
                    for row in rows
                ]
                for table, rows in self.rows.items()
            },
            self.version,
        )

    def empty(self) -> bool:
        """Tell whether nothing is recorded."""
        return not any(self.rows.values())


NO_BOOK = State({table: [] for table in TABLES}, "")


def state_of(db: str) -> State:
    """Return what a book holds."""
    if "://" in db:
        with connected(db) as server:
            if not server.execute("SELECT 1 FROM pg_tables WHERE tablename = 'book_version'").fetchall():
                return NO_BOOK
            return _state(server)
    if not Path(db).exists():
        return NO_BOOK
    with closing(sqlite3.connect(db)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'book_version'").fetchall():
            return NO_BOOK
        return _state(connection)


def _state(connection: Any) -> State:
    rows = {
        table: [tuple(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY {key}").fetchall()]  # noqa: S608
        for table, key in TABLES.items()
    }
    return State(rows, str(connection.execute("SELECT version_num FROM book_version").fetchall()[0][0]))


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files that a person sees in an output folder, by name."""
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*") if path.is_file()} if folder.exists() else {}


def objects_of(store: Path) -> dict[str, bytes]:
    """Return the pieces of evidence by name; each must be what its name says."""
    found = {path.name: path.read_bytes() for path in store.glob("[0-9a-f][0-9a-f]/*")}
    for name, content in found.items():
        assert hashlib.sha256(content).hexdigest() == name.partition(".")[0], name
    return found


def others_connected(db: str) -> int:
    """Return how many other connections a database of PostgreSQL has."""
    with connected(db) as server:
        asked = server.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [make_url(db).database],
        )
        return int(asked.fetchall()[0][0])
