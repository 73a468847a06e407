"""SIGKILL at any moment of a command: the book holds the state before or the state after, never one between.

The moments are drawn: some from the start of the command on, most from the moment when it begins to write to the
book, which is seen from outside: SQLite's journal appears, or PostgreSQL's lock of the writer is taken.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.books import NO_BOOK, State, files_of, objects_of, others_connected, state_of
from tests.faults.conftest import KILLS, ROUNDS
from tests.faults.scenes import (
    AMEND,
    CLOSE,
    CLOSE_NEXT,
    RUN,
    RUN_AGAIN,
    RUN_NEXT,
    UPGRADE,
    VERIFY,
    WAIVE,
    Place,
    Scenes,
)
from tests.faults.warm import Command, Ended, clear
from tests.postgres import connected

pytestmark = pytest.mark.faults

CASES = {
    "first run": ("new", RUN),
    "run again": ("drafted", RUN_AGAIN),
    "run that carries": ("amended", RUN_NEXT),
    "close": ("drafted", CLOSE),
    "close that carries": ("carrying", CLOSE_NEXT),
    "amend": ("closed", AMEND),
    "waive": ("closed", WAIVE),
    "upgrade": ("older", UPGRADE),
}
COLD_IN = 10
"""One round in so many is a new interpreter, not a fork of the warm one."""


@dataclass(frozen=True)
class Undisturbed:
    """What a command does when nobody kills it, and when: the seconds from its start, and from its first write.

    ``seconds`` in all, ``writing`` from the first write to the end of that transaction, ``closing_down`` after it.
    """

    before: State
    after: State
    old_files: dict[str, bytes]
    new_files: dict[str, bytes]
    evidence: frozenset[str]
    seconds: float
    writing: float
    closing_down: float


@dataclass(frozen=True)
class Killed:
    """A killed command: how it ended, and whether it had begun to write to the book."""

    ended: Ended
    had_begun: bool


def rounds_of(number: int, count: int) -> int:
    """Return how many of the rounds one of ``count`` tests does."""
    return max(1, ROUNDS // count + (number < ROUNDS % count))


@pytest.mark.parametrize("case", CASES)
def test_a_command_that_is_killed_leaves_the_state_before_or_after(case: str, scenes: Scenes) -> None:
    number = 2 * list(CASES).index(case) + bool(scenes.server)
    chance = random.Random(f"{case} {bool(scenes.server)}")
    scene, command = CASES[case]
    usual = undisturbed(scenes, scene, command)
    for each in range(rounds_of(number, 2 * len(CASES))):
        with scenes.copy(scene) as place:
            cold = each % COLD_IN == COLD_IN - 1
            killed = kill(place, command, chance, usual, cold=cold)
            found = judge(place, usual)
            count(case, scenes, found, killed, place, usual)
            check_finished(place, command, usual, found)


def undisturbed(scenes: Scenes, scene: str, command: tuple[str, ...]) -> Undisturbed:
    """Do the command on a copy, after another time that touched everything once."""
    with scenes.copy(scene) as place:
        place.done(command)
    with scenes.copy(scene) as place:
        before, old_files = state_of(place.address), files_of(place.out)
        with watching(place) as writes:
            begun = time.monotonic()
            running = place.start(command)
            first = waited(lambda: not writes(), running, begun + 60)
            last = waited(writes, running, begun + 60)
            ended = running.wait()
            seconds = time.monotonic() - begun
        assert ended.code == 0, ended
        after = state_of(place.address)
        assert before != after
        evidence = frozenset(objects_of(place.folder / "evidence"))
        whole = begun + seconds
        return Undisturbed(
            before, after, old_files, files_of(place.out), evidence, seconds, last - first, max(whole - last, 0.002)
        )


def kill(place: Place, command: tuple[str, ...], chance: random.Random, usual: Undisturbed, *, cold: bool) -> Killed:
    """Start a command and kill it at a moment that is drawn: from its start, its first write, or its commit on."""
    since = chance.choices(("start", "write", "commit"), (0 if cold else 1, 2, 1))[0]
    longest = {"start": usual.seconds, "write": usual.writing, "commit": usual.closing_down}[since]
    wait = longest * chance.uniform(0, 1.1) * chance.random()
    with watching(place) as writes:
        running = place.warm.start_cold(place.folder, *place.words(command)) if cold else place.start(command)
        begun = time.monotonic()
        reached = begun + wait if since == "start" else waited(lambda: not writes(), running, begun + 60) + wait
        had_begun = since != "start" and running.running()
        if since == "commit":
            reached = waited(writes, running, begun + 60) + wait
        while time.monotonic() < reached and running.running():
            time.sleep(0.0001)
        had_begun = had_begun or writes()
        running.kill()
        ended = running.wait()
    assert ended.code in (0, -9), ended
    wait_for_the_server(place)
    return Killed(ended, had_begun)


@contextmanager
def watching(place: Place) -> Iterator[Callable[[], bool]]:
    """Give what tells whether a command writes to the book at this moment."""
    if "://" not in place.db:
        journal = Path(f"{place.address}-journal")
        yield journal.exists
        return
    with connected(place.db) as server:
        asked = (
            "SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database "
            "WHERE locktype = 'advisory' AND datname = current_database()"
        )
        yield lambda: bool(server.execute(asked).fetchall())


def waited(holds: Callable[[], bool], running: Command, until: float) -> float:
    """Wait while something holds and the command runs, but not longer than ``until``; return the time."""
    while holds() and running.running() and time.monotonic() < until:
        time.sleep(0.0001)
    return time.monotonic()


def wait_for_the_server(place: Place) -> None:
    """Wait until PostgreSQL has noticed that its client is gone."""
    until = time.monotonic() + 30
    while "://" in place.db and others_connected(place.db):
        assert time.monotonic() < until
        time.sleep(0.01)


def judge(place: Place, usual: Undisturbed) -> str:
    """Check what a killed command left and tell whether it is the state ``before`` or ``after``."""
    verified = place.run(VERIFY)
    found = state_of(place.address)
    assert clear(verified, 0 if found.version == usual.after.version else 2), verified  # 2: none yet, or an older one
    files = files_of(place.out)
    for name, content in files.items():
        assert content in (usual.old_files.get(name), usual.new_files.get(name)) or timed(name), name
    assert usual.old_files.keys() <= files.keys()
    objects_of(place.folder / "evidence")
    if found == usual.before or (usual.before == NO_BOOK and found.empty()):
        assert files == usual.old_files
        return "before"
    assert found.untimed() == usual.after.untimed()
    return "after"


def timed(name: str) -> bool:
    """Tell whether a file tells when it was made: a receipt does."""
    return name.startswith("receipt-")


def check_finished(place: Place, command: tuple[str, ...], usual: Undisturbed, found: str) -> None:
    """Give the same command again: everything is as if nobody had killed it."""
    again = place.run(command)
    once_only = command[0] in {"close", "waive"}
    assert clear(again, 2 if once_only and found == "after" else 0), again
    if command[0] == "close" and found == "after":
        place.done(("ledger", "receipt", command[1], "--lang", "en"))
    assert state_of(place.address).untimed() == usual.after.untimed()
    files = files_of(place.out)
    assert files.keys() == usual.new_files.keys()
    assert all(files[name] == content for name, content in usual.new_files.items() if not timed(name))
    assert usual.evidence <= objects_of(place.folder / "evidence").keys()
    assert not list(place.out.glob(".payroll-writing-*")) or command[0] not in {"run", "close"}
    ended = place.run(VERIFY)
    assert ended.code == 0, ended


def count(case: str, scenes: Scenes, found: str, killed: Killed, place: Place, usual: Undisturbed) -> None:
    """Count where the kill fell."""
    if killed.ended.code == 0:
        where = "4 ended before the kill"
    elif found == "after":
        files = files_of(place.out)
        complete = files.keys() == usual.new_files.keys() and all(
            files[name] == content for name, content in usual.new_files.items() if not timed(name)
        )
        where = "3 killed after the commit" + ("" if complete else ", before all files were in place")
    elif killed.had_begun:
        where = "2 killed while it wrote to the book, undone"
    else:
        where = "1 killed before it wrote to the book"
    database = "PostgreSQL" if scenes.server else "SQLite"
    KILLS[f"kills, {where}"] += 1
    KILLS[f"kills, {database}, {case}: {where}"] += 1
