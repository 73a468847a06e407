"""A PostgreSQL server for the tests: one that is started and thrown away, or the one in PAYROLL_TEST_POSTGRES."""

import atexit
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL, make_url

_USER = "payroll"
_NUMBERS = itertools.count(1)
_LOCALE = ("-E", "UTF8", "--locale=C.UTF-8")
_QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=", "max_connections=40")


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The URL of a server whose user may create databases and end sessions. No server is a failure, not a skip."""
    return server_url()


@cache
def server_url() -> str:
    """Return the URL of the server, started at the first call and stopped at the end of the process."""
    if given := os.environ.get("PAYROLL_TEST_POSTGRES"):
        return given
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)
    if programs is None:
        pytest.fail("no PostgreSQL server in /usr/lib/postgresql; install one or set PAYROLL_TEST_POSTGRES")
    folder = Path(tempfile.mkdtemp(prefix="payroll-pg-"))
    owner = _owner()
    if owner:
        shutil.chown(folder, owner)
    data = folder / "data"
    _run(
        [str(programs / "initdb"), "-D", str(data), "-U", "admin", "-A", "trust", *_LOCALE],
        owner,
    )
    options = " ".join((f"-k {folder}", *(f"-c {each}" for each in _QUICK)))
    control = [str(programs / "pg_ctl"), "-D", str(data), "-w"]
    _run([*control, "-l", str(folder / "log"), "-o", options, "start"], owner)
    atexit.register(_stop, [*control, "-m", "immediate", "stop"], owner, folder, os.getpid())
    with psycopg.connect(host=str(folder), user="admin", dbname="postgres", autocommit=True) as connection:
        # Dropping a database ends whoever is in it, the server's own autovacuum too: that needs pg_signal_backend.
        connection.execute(f"CREATE ROLE {_USER} LOGIN CREATEDB IN ROLE pg_signal_backend")
    return _text(URL.create("postgresql+psycopg", _USER, database="postgres", query={"host": str(folder)}))


@contextmanager
def empty_database(server: str, template: str | None = None) -> Iterator[str]:
    """Give the URL of a new database on the server, empty or a copy of ``template``, dropped at the end."""
    name = f"payroll_test_{os.getpid()}_{next(_NUMBERS)}"
    source = make_url(template).database if template else "template0"
    with connected(server) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {source} ENCODING 'UTF8'")
    try:
        yield _text(make_url(server).set(database=name))
    finally:
        with connected(server) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """Give a connection of the driver to a database, past the program, each statement on its own."""
    plain = _text(make_url(url).set(drivername="postgresql"))
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def _owner() -> str | None:
    """Return the user that the server runs as: it refuses to be root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(command: list[str], owner: str | None) -> None:
    group = pwd.getpwnam(owner).pw_gid if owner else None
    done = subprocess.run(
        command,
        user=owner,
        group=group,
        extra_groups=[] if owner else None,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{command[0]} ended with {done.returncode}: {done.stderr}")


def _stop(command: list[str], owner: str | None, folder: Path, process: int) -> None:
    if os.getpid() == process:  # not in a child that a test forked
        _run(command, owner)
        shutil.rmtree(folder, ignore_errors=True)
