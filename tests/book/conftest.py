"""A shop on each of the two databases, in the states in which most tests begin. Each state is made once and copied."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from tests.book.shop import AUTUMN, Shop, Tables, complaint, opened_shop
from tests.ledger.conftest import DATABASES
from tests.postgres import connected, empty_database, server_url

_NUMBERS = itertools.count(1)


STATES: Mapping[str, tuple[str, Tables, tuple[str, ...]]] = {
    "drafted": ("new", {}, ("run 2026-10 --no-workbook",)),
    "closed": ("drafted", {}, ("close 2026-10",)),
    "november": ("closed", {}, ("run 2026-11 --no-workbook",)),
    "audited": (
        "november",
        {"complaints": (*AUTUMN["complaints"], complaint("C2", "E02", "2026-10-28"))},
        (
            "amend 2026-10 --data late --reason 迟交的投诉",
            "waive 2026-10/E02/complaint/C1 --reason 顾客撤回",
            "run 2026-11 --no-workbook",
            "close 2026-11",
            "run 2026-12 --no-workbook",
        ),
    ),
}
"""How a shop comes into each state: from which other one, with what late evidence, by which commands."""


@pytest.fixture(scope="session", params=DATABASES)
def original(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Shop]]:
    """What gives the shop that others are copied from, by state, on one of the databases."""
    with ExitStack() as stack:

        @cache
        def made(state: str) -> Shop:
            if state in STATES:
                before, late, commands = STATES[state]
                shop = stack.enter_context(copied(made(before), tmp_path_factory.mktemp(state)))
                shop.write(late, "late")
            else:
                is_file, commands = request.param == "sqlite", ()
                place = "payroll.db" if is_file else stack.enter_context(empty_database(server_url()))
                shop = opened_shop(tmp_path_factory.mktemp(state), place)
            for command in commands:
                shop.done(*command.split())
            return shop

        yield made


@pytest.fixture
def new(original: Callable[[str], Shop], tmp_path: Path) -> Iterator[Shop]:
    """A shop with tables and a policy, and no book yet."""
    with copied(original("new"), tmp_path) as shop:
        yield shop


@pytest.fixture
def drafted(original: Callable[[str], Shop], tmp_path: Path) -> Iterator[Shop]:
    """A shop whose October has been run."""
    with copied(original("drafted"), tmp_path) as shop:
        yield shop


@pytest.fixture
def closed(original: Callable[[str], Shop], tmp_path: Path) -> Iterator[Shop]:
    """A shop whose October is closed."""
    with copied(original("closed"), tmp_path) as shop:
        yield shop


@pytest.fixture
def november(original: Callable[[str], Shop], tmp_path: Path) -> Iterator[Shop]:
    """A shop whose October is closed and whose November has been run."""
    with copied(original("november"), tmp_path) as shop:
        yield shop


@pytest.fixture
def audited(original: Callable[[str], Shop], tmp_path: Path) -> Iterator[Shop]:
    """A shop that closed two months, the second with a correction and a waiver of the first, and drafted a third.

    Lines 1 to 5 are October's; 6 is 李雷's lateness of November; 7 the waiver of 韩梅's complaint (30.00), 8 the
    complaint that came late (-60.00).
    """
    with copied(original("audited"), tmp_path) as shop:
        yield shop


@contextmanager
def copied(shop: Shop, tmp_path: Path) -> Iterator[Shop]:
    """Give a copy of a shop with its book and evidence."""
    folder = tmp_path / "shop"
    shutil.copytree(shop.folder, folder)
    if "://" not in shop.db:
        yield replace(shop, folder=folder)
        return
    name, source = f"payroll_book_{os.getpid()}_{next(_NUMBERS)}", make_url(shop.db)
    with connected(server_url()) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {source.database}")
    try:
        yield Shop(folder, source.set(database=name).render_as_string(hide_password=False))
    finally:
        with connected(server_url()) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
