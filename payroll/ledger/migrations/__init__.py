"""The versions of the book's schema, brought about by alembic without a configuration file."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from payroll.ledger.schema import VERSIONS


def migrate(connection: Connection, version: str = VERSIONS[-1]) -> None:
    """Bring the schema up to ``version`` inside the transaction that ``connection`` is in."""
    configuration = _configuration()
    configuration.attributes["connection"] = connection
    command.upgrade(configuration, version)


def steps(stored: str) -> tuple[str, ...]:
    """Return the versions that follow ``stored``, in the order in which they are brought about."""
    later = ScriptDirectory.from_config(_configuration()).iterate_revisions("head", stored)
    return tuple(script.revision for script in later)[::-1]


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    return configuration
