"""The warm server, scenes on both databases, and the count of where the kills fell."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.scenes import Scenes
from tests.faults.warm import Warm, warm_server
from tests.postgres import postgres_url

__all__ = ["postgres_url"]

ROUNDS = int(os.environ.get("PAYROLL_FAULT_ROUNDS", "200"))
DATABASES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
KILLS: Counter[str] = Counter()
"""Where the kills fell, filled by the tests and told at the end."""


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """The process that has the program loaded."""
    with warm_server() as server:
        yield server


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(prefix="payroll-faults-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_scenes(warm: Warm, open_folder: Path) -> Scenes:
    """Scenes on SQLite."""
    return Scenes(open_folder / "sqlite", warm, "")


@pytest.fixture(scope="session")
def postgres_scenes(warm: Warm, open_folder: Path, postgres_url: str) -> Iterator[Scenes]:
    """Scenes on PostgreSQL."""
    scenes = Scenes(open_folder / "postgresql", warm, postgres_url)
    with scenes.databases:
        yield scenes


@pytest.fixture(params=DATABASES)
def scenes(request: pytest.FixtureRequest) -> Scenes:
    """Scenes on each of the two databases."""
    made: Scenes = request.getfixturevalue("sqlite_scenes" if request.param == "sqlite" else "postgres_scenes")
    return made


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell where the kills fell."""
    for name, count in sorted(KILLS.items()):
        terminalreporter.write_line(f"{name}: {count}")
