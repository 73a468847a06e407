"""A server of PostgreSQL that is away, goes away or does not know us: a clear message, and no harm to the book."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from payroll.ledger.errors import book_error
from tests.faults.books import State, files_of, state_of
from tests.faults.conftest import KILLS, ROUNDS
from tests.faults.scenes import AMEND, CLOSE, RUN_AGAIN, RUN_NEXT, UPGRADE, VERIFY, WAIVE, Place, Scenes
from tests.faults.server import PASSWORD, Server, own_server
from tests.faults.test_disk import in_language, told_in
from tests.faults.test_killed import waited, watching
from tests.faults.warm import Ended, Warm
from tests.postgres import connected

pytestmark = [pytest.mark.faults, pytest.mark.postgres]

COMMANDS = {
    "run again": ("drafted", RUN_AGAIN),
    "run that carries": ("amended", RUN_NEXT),
    "close": ("drafted", CLOSE),
    "amend": ("closed", AMEND),
    "waive": ("closed", WAIVE),
    "upgrade": ("older", UPGRADE),
}
ONCE_ONLY = ("close", "waive")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with own_server() as made:
        yield made


@pytest.fixture(scope="module")
def scenes(server: Server, warm: Warm, open_folder: Path) -> Iterator[Scenes]:
    made = Scenes(open_folder / "own-server", warm, server.url)
    with made.databases:
        yield made


def lost(ended: Ended) -> bool:
    """Tell whether a command says clearly that the connection was lost, without the password."""
    said = "the connection to the database server was lost" in ended.told
    return told_in("en", ended) and said and PASSWORD not in ended.told


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", COMMANDS)
def test_a_server_that_is_stopped_is_told_and_the_command_works_when_it_is_back(
    case: str, language: str, scenes: Scenes, server: Server
) -> None:
    scene, command = COMMANDS[case]
    with scenes.copy(scene) as place:
        before, files = state_of(place.address), files_of(place.out)
        server.stop("fast")
        try:
            ended = place.run(in_language(command, language))
        finally:
            server.start()
        assert told_in(language, ended), ended
        assert ("连接" if language == "zh" else "connection") in ended.told
        assert PASSWORD not in ended.told
        assert state_of(place.address) == before
        assert files_of(place.out) == files
        place.done(command)
        place.done(VERIFY)


def hang_up(place: Place) -> None:
    """End all connections of the program, as an administrator of the server may."""
    with connected(place.db) as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = 'payroll'"
        )


@pytest.mark.parametrize("case", COMMANDS)
def test_a_connection_that_is_cut_leaves_the_state_before_or_after(case: str, scenes: Scenes) -> None:
    chance = random.Random(case)
    scene, command = COMMANDS[case]
    before, after, seconds = usual(scenes, scene, command)
    for _ in range(max(2, ROUNDS // 20)):
        with scenes.copy(scene) as place:
            ended = disturbed(place, command, chance.random() ** 2 * seconds, lambda: hang_up(place))
            check(place, command, ended, before, after)


@pytest.mark.parametrize("case", COMMANDS)
def test_a_server_that_stops_at_once_leaves_the_state_before_or_after(
    case: str, scenes: Scenes, server: Server
) -> None:
    chance = random.Random(case)
    scene, command = COMMANDS[case]
    before, after, seconds = usual(scenes, scene, command)
    for _ in range(max(1, ROUNDS // 40)):
        with scenes.copy(scene) as place:
            try:
                ended = disturbed(place, command, chance.random() ** 2 * seconds, lambda: server.stop("immediate"))
            finally:
                server.start()
            check(place, command, ended, before, after)


def usual(scenes: Scenes, scene: str, command: tuple[str, ...]) -> tuple[State, State, float]:
    """Return the state before and after an undisturbed command, and the seconds from its first write to its end."""
    with scenes.copy(scene) as place:
        before = state_of(place.address)
        with watching(place) as writes:
            running = place.start(command)
            begun = waited(lambda: not writes(), running, time.monotonic() + 60)
            assert running.wait().code == 0
            return before, state_of(place.address), time.monotonic() - begun


def disturbed(place: Place, command: tuple[str, ...], wait: float, disturb: Callable[[], None]) -> Ended:
    """Start a command and disturb it ``wait`` seconds after it began to write to the book."""
    with watching(place) as writes:
        running = place.start(command)
        begun = waited(lambda: not writes(), running, time.monotonic() + 60)
        while time.monotonic() < begun + wait:
            time.sleep(0.0002)
        disturb()
        return running.wait()


def check(place: Place, command: tuple[str, ...], ended: Ended, before: State, after: State) -> None:
    """Check that a disturbed command did all or nothing, says which, and can be given again."""
    assert ended.code == 0 or lost(ended), ended
    found = state_of(place.address)
    done = found != before
    if done:
        assert found.untimed() == after.untimed()
    assert done or ended.code, ended
    if done and ended.code:
        assert "The book is unchanged" not in ended.told
    KILLS[f"cut connections: {'recorded' if done else 'undone'}, exit {ended.code}"] += 1
    if found.version == after.version:
        place.done(VERIFY)
    again = place.run(command)
    assert again.code == (2 if done and command[0] in ONCE_ONLY else 0), again
    assert state_of(place.address).untimed() == after.untimed()
    place.done(VERIFY)


def test_of_a_connection_lost_while_committing_it_is_not_said_that_nothing_was_recorded() -> None:
    cut = psycopg.OperationalError("server closed the connection unexpectedly")
    assert "The book is unchanged" in book_error(cut, "here").text.en
    unsure = book_error(cut, "here", committing=True).text
    assert "unchanged" not in unsure.en
    assert "not recorded twice" in unsure.en
    assert "没有改动" not in unsure.zh
    full = book_error(psycopg.errors.DiskFull("could not extend file"), "here", committing=True).text
    assert "The book is unchanged" in full.en


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("part", "value", "zh", "en"),
    [
        ("password", "falsch-0815", "密码", "password"),
        ("username", "nobody-here", "用户名", "user"),
        ("database", "no_such_database", "没有这个数据库", "no such database"),
        ("host", "no-such-host.invalid", "连接", "connection"),
        ("port", 9, "连接", "connection"),
    ],
)
def test_a_wrong_address_is_told_without_the_password(
    part: str, value: str | int, zh: str, en: str, language: str, scenes: Scenes
) -> None:
    with scenes.copy("drafted") as place:
        address = make_url(place.db).set(**{part: value})  # type: ignore[arg-type]
        if part == "host":
            address = address.set(query={})
        wrong = replace(place, db=address.render_as_string(hide_password=False))
        for command in (VERIFY, CLOSE, RUN_AGAIN):
            ended = wrong.run(in_language(command, language))
            assert told_in(language, ended), ended
            assert (zh if language == "zh" else en) in ended.told
            assert PASSWORD not in ended.told
            assert "falsch-0815" not in ended.told


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://payroll:geheim@localhost:port/payroll",
        "postgresql+psycopg://payroll:geheim@localhost:99999/payroll",
        "postgresql+psycopg://payroll:ge@heim@localhost:9/payroll",
        "postgresql+psycopg://payroll:ge/heim@localhost:9/payroll",
        "postgresql+psycopg://payroll:ge#heim@localhost:9/payroll",
        "postgresql+psycopg://payroll:ge%zzheim@localhost:9/payroll",
        "postgresql+psycopg://payroll@localhost:9/payroll?password=geheim",
        "postgresql+psycopg://payroll:geheim@localhost:9/payroll?no_such_option=1",
        "postgresql+psycopg://payroll:geheim@localhost:9/payroll?connect_timeout=soon",
        "postgresql+psycopg://payroll:geheim@",
        "postgresql+psycopg://payroll:geheim",
        "postgresql+no_such_driver://payroll:geheim@localhost/payroll",
        "oracle://payroll:geheim@localhost/payroll",
    ],
)
def test_an_address_that_is_none_is_told_without_the_password(
    address: str, language: str, warm: Warm, tmp_path: Path
) -> None:
    ended = warm.run(tmp_path, "ledger", "verify", "--lang", language, "--db", address)
    assert told_in(language, ended), ended
    assert "heim" not in ended.told
    assert not list(tmp_path.iterdir())
