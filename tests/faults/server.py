"""A PostgreSQL server that a test may stop and start, with a user who needs a password."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psycopg
import pytest
from sqlalchemy.engine import URL

USER, PASSWORD = "payroll", "geheim-4711"
_OPTIONS = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=30")


@dataclass(frozen=True, slots=True)
class Server:
    """A server of our own: the folder of its socket, the programs, the user that it runs as."""

    folder: Path
    programs: Path
    owner: str | None

    @property
    def url(self) -> str:
        """The URL of its first database."""
        made = URL.create("postgresql+psycopg", USER, PASSWORD, database="postgres", query={"host": str(self.folder)})
        return made.render_as_string(hide_password=False)

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        options = " ".join((f"-k {self.folder}", *(f"-c {each}" for each in _OPTIONS)))
        self._run("pg_ctl", "-D", self._data, "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, how: Literal["fast", "immediate"]) -> None:
        """Stop it, at once if ``immediate``: like a machine that loses power, but for the disk's own memory."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", how, "stop")

    def set_up(self) -> None:
        """Make its files and the user."""
        (self.folder / "password").write_text(PASSWORD, encoding="utf-8")
        (self.folder / "password").chmod(0o644)
        words = ("-E", "UTF8", "--locale=C.UTF-8", "-U", "admin", "--auth=scram-sha-256")
        self._run("initdb", "-D", self._data, *words, f"--pwfile={self.folder / 'password'}")
        self.start()
        known = {"host": str(self.folder), "user": "admin", "password": PASSWORD, "dbname": "postgres"}
        with psycopg.connect(**known, autocommit=True) as connection:  # type: ignore[arg-type]
            connection.execute(f"CREATE ROLE {USER} LOGIN CREATEDB PASSWORD '{PASSWORD}'")
            connection.execute("GRANT pg_signal_backend TO payroll")

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [str(self.programs / program), *words],
            user=self.owner,
            group=self.owner,
            extra_groups=[] if self.owner else None,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


@contextmanager
def own_server() -> Iterator[Server]:
    """Give a server of our own, gone at the end. No programs for it is a failure, not a skip."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)
    if programs is None:
        pytest.fail("no PostgreSQL server in /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="payroll-pg-"))
    owner = "postgres" if os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, owner, owner)
    server = Server(folder, programs, owner)
    server.set_up()
    try:
        yield server
    finally:
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
