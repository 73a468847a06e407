"""Books at several points of their life, made once by the program and copied for each test."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import make_url

from tests.faults.months import FORGIVEN, write_months
from tests.faults.warm import FREE, Command, Ended, Limits, Warm
from tests.ledger.test_upgrade import FIRST
from tests.postgres import connected, empty_database

WHO = ("--by", "Wang", "--lang", "en")
RUN = ("run", "2026-10", "--data", "../october", *WHO)
RUN_AGAIN = ("run", "2026-10", "--data", "../october-again", *WHO)
RUN_NEXT = ("run", "2026-11", "--data", "../november", *WHO)
CLOSE = ("close", "2026-10", "--reason", "month end", *WHO)
CLOSE_NEXT = ("close", "2026-11", "--reason", "month end", *WHO)
AMEND = ("amend", "2026-10", "--data", "../late", "--reason", "punches came late", *WHO)
WAIVE = ("waive", FORGIVEN, "--reason", "first time", *WHO)
UPGRADE = ("ledger", "upgrade", "--yes", "--lang", "en")
VERIFY = ("ledger", "verify", "--lang", "en")

STEPS: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    ("new", "", ()),
    ("drafted", "new", (RUN,)),
    ("closed", "drafted", (CLOSE,)),
    ("amended", "closed", (AMEND, (*WAIVE[:1], "2026-10/0002/lateness/2026-10-02.1", *WAIVE[2:]))),
    ("carrying", "amended", (RUN_NEXT,)),
    ("older", "closed", ()),
)
"""The scenes: what each is made from, by which commands."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a book, its evidence and its results; ``db`` as the program is told."""

    folder: Path
    db: str
    warm: Warm
    evidence: str = "evidence"
    results: str = "out"

    @property
    def address(self) -> str:
        """The book as a reader that stands elsewhere finds it."""
        return self.db if "://" in self.db else str(self.folder / self.db)

    @property
    def out(self) -> Path:
        """Where results are written."""
        return self.folder / self.results

    def words(self, command: tuple[str, ...]) -> tuple[str, ...]:
        """Return a command with the places that it works on."""
        given = [*command, "--db", self.db]
        if command[:2] != UPGRADE[:2]:
            given += ["--evidence", self.evidence]
        if command[0] == "run":
            given += ["--policies", "../policies"]
        if command[0] in {"run", "close"} or command[:2] == ("ledger", "receipt"):
            given += ["--out", self.results]
        return tuple(given)

    def start(self, command: tuple[str, ...], limits: Limits = FREE) -> Command:
        """Start a command."""
        return self.warm.start(self.folder, *self.words(command), limits=limits)

    def run(self, command: tuple[str, ...], limits: Limits = FREE) -> Ended:
        """Run a command to its end."""
        return self.start(command, limits).wait()

    def done(self, command: tuple[str, ...]) -> Ended:
        """Run a command that must succeed."""
        ended = self.run(command)
        assert ended.code == 0, ended
        return ended


@dataclass(slots=True)
class Scenes:
    """The scenes on one kind of database; ``server`` is that of PostgreSQL, empty for SQLite.

    ``databases`` are those of the scenes, dropped when it is closed.
    """

    folder: Path
    warm: Warm
    server: str
    made: dict[str, Place] = field(default_factory=dict)
    databases: ExitStack = field(default_factory=ExitStack)
    number: int = 0

    @contextmanager
    def copy(self, name: str) -> Iterator[Place]:
        """Give a copy of a scene, gone afterwards."""
        source = self.scene(name)
        self.number += 1
        folder = self.folder / f"copy-{self.number}"
        shutil.copytree(source.folder, folder, symlinks=True)
        if not self.server:
            yield Place(folder, source.db, self.warm)
        else:
            with empty_database(self.server) as db:
                _fill(self.server, db, source.db)
                yield Place(folder, db, self.warm)
        shutil.rmtree(folder, ignore_errors=True)

    def scene(self, name: str) -> Place:
        """Return a scene, made when it is first asked for."""
        if name not in self.made:
            source, steps = next((source, steps) for each, source, steps in STEPS if each == name)
            folder = self.folder / name
            if source:
                shutil.copytree(self.scene(source).folder, folder)
            else:
                folder.mkdir(parents=True)
                if not (self.folder / "policies").exists():
                    write_months(self.folder)
            self.made[name] = Place(folder, self._database(source), self.warm)
            for step in steps:
                self.made[name].done(step)
            if name == "older":
                _take_back(self.made[name].address)
        return self.made[name]

    def _database(self, source: str) -> str:
        if not self.server:
            return "payroll.db"
        db = self.databases.enter_context(empty_database(self.server))
        if source:
            _fill(self.server, db, self.made[source].db)
        return db


def _fill(server: str, db: str, source: str) -> None:
    """Make a database of PostgreSQL a copy of another."""
    name, other = (make_url(each).database for each in (db, source))
    with connected(server) as connection:
        connection.execute(f"DROP DATABASE {name}")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {other}")


def _take_back(address: str) -> None:
    """Take back what the second version of the schema brought."""
    if "://" in address:
        with connected(address) as server:
            for statement in FIRST:
                server.execute(statement)
        return
    with closing(sqlite3.connect(address, isolation_level=None)) as connection:
        for statement in FIRST:
            connection.execute(statement)
