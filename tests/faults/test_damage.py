"""Damage: a file cut short, one byte changed. Either nothing is lost by it, or it is told; never a traceback.

``ledger verify`` is the judge: after any change of a byte it reports, or every posted line and every act reads as
it was posted.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.books import State, objects_of, state_of
from tests.faults.conftest import KILLS, ROUNDS
from tests.faults.scenes import AMEND, CLOSE_NEXT, RUN_NEXT, UPGRADE, VERIFY, WAIVE, Place, Scenes
from tests.faults.test_disk import in_language, told_in
from tests.faults.warm import Ended, clear

pytestmark = pytest.mark.faults

LANGUAGE = ("--lang", "en")
SHOW = ("ledger", "show", *LANGUAGE)
READING = (
    SHOW,
    ("ledger", "replay", "2026-10", *LANGUAGE),
    ("ledger", "receipt", "2026-10", *LANGUAGE),
    ("ledger", "sample", "--seed", "1", *LANGUAGE),
    ("appeal", "list", *LANGUAGE),
    (*AMEND, "--dry-run"),
    UPGRADE,
)
WRITING = (AMEND, WAIVE, RUN_NEXT, CLOSE_NEXT, ("appeal", "open", WAIVE[1], "--text", "why", "--by", "Li", *LANGUAGE))
CHANGES = 2 * ROUNDS


def record_of(state: State) -> tuple[object, object]:
    """Return what was posted and done: all lines and acts."""
    return state.rows["line"], state.rows["act"]


def read_back(place: Place) -> State | None:
    """Return what a damaged book holds, None if it cannot be read at all."""
    try:
        return state_of(place.address)
    except Exception:  # noqa: BLE001  (whatever SQLite finds wrong with it)
        return None


def check_judged(place: Place, original: State) -> bool:
    """Check that the damage is told or does no harm; return whether it is told."""
    ended = place.run(VERIFY)
    assert clear(ended, 0, 1, 2), ended
    if ended.code:
        return True
    found = read_back(place)
    assert found is not None
    assert record_of(found) == record_of(original)
    return False


def check_command(place: Place, command: tuple[str, ...]) -> Ended:
    """Give a command on something damaged: it works or says why not."""
    ended = place.run(command)
    assert clear(ended, 0, 1, 2), (command, ended)
    return ended


def test_a_book_that_was_cut_short_is_told_whatever_its_length(sqlite_scenes: Scenes) -> None:
    with sqlite_scenes.copy("carrying") as place:
        content, original = Path(place.address).read_bytes(), state_of(place.address)
        chance = random.Random("cut")
        fixed = [0, 1, 15, 16, 17, 99, 100, 101, 4095, 4096, 4097, len(content) - 4096, len(content) - 1]
        lengths = [*fixed, *(chance.randrange(len(content)) for _ in range(max(10, CHANGES // 8)))]
        for number, length in enumerate(lengths):
            Path(place.address).write_bytes(content[:length])
            if length:
                assert check_judged(place, original), length
            else:
                assert clear(place.run(VERIFY), 2)
            for command in (READING[number % len(READING)], WRITING[number % len(WRITING)]):
                ended = check_command(place, command)
                if command[0] == "run" and not length:
                    continue  # an empty file is where a book may be made
                assert ended.code or length > 4096, (length, command, ended)
            if length:
                assert check_judged(place, original), length


@pytest.mark.parametrize("part", range(4))
def test_a_changed_byte_in_the_book_is_told_or_does_no_harm(part: int, sqlite_scenes: Scenes) -> None:
    chance = random.Random(f"byte {part}")
    with sqlite_scenes.copy("carrying") as place:
        book = Path(place.address)
        content, original = book.read_bytes(), state_of(place.address)
        shown = {command: place.run(command) for command in READING}
        for number in range(max(8, CHANGES // 4)):
            position = chance.choice((chance.randrange(len(content)), chance.randrange(100), chance.randrange(4096)))
            if number % 3:
                position = chance.randrange(len(content))
            change(book, content, position, chance)
            told = check_judged(place, original)
            reading, writing = chance.choice(READING), chance.choice(WRITING)
            ended = check_command(place, reading)
            same = (ended.code, ended.said) == (shown[reading].code, shown[reading].said)
            assert told or same or reading[:2] == UPGRADE[:2] or ended.code, (position, reading, ended)
            if number % 3 == 0:
                check_command(place, writing)
                assert not told or place.run(VERIFY).code, (position, writing)
            KILLS[f"changed bytes in the book: {'told' if told else 'harmless'}"] += 1


def change(file: Path, content: bytes, position: int, chance: random.Random) -> None:
    """Write a file with one byte changed: a bit of it, or to anything."""
    changed = bytearray(content)
    changed[position] ^= chance.choice((1 << chance.randrange(8), chance.randrange(1, 256)))
    file.write_bytes(changed)
    for left in file.parent.glob(f"{file.name}-*"):
        left.unlink()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_piece_of_evidence_that_is_missing_is_named(language: str, sqlite_scenes: Scenes) -> None:
    with sqlite_scenes.copy("carrying") as place:
        for name, content in objects_of(place.folder / "evidence").items():
            piece = place.folder / "evidence" / name[:2] / name
            piece.unlink()
            ended = place.run(in_language(VERIFY, language))
            assert ended.code == 1
            assert name in ended.told
            assert ("缺失" if language == "zh" else "is missing") in ended.told
            piece.write_bytes(content)
        place.done(VERIFY)


def test_a_changed_byte_in_any_piece_of_evidence_is_named(sqlite_scenes: Scenes) -> None:
    chance = random.Random("evidence")
    with sqlite_scenes.copy("carrying") as place:
        original, pieces = state_of(place.address), objects_of(place.folder / "evidence")
        for each in range(max(1, CHANGES // 4 // len(pieces))):
            for number, (name, content) in enumerate(pieces.items()):
                piece = place.folder / "evidence" / name[:2] / name
                change(piece, content, chance.randrange(len(content)), chance)
                ended = place.run(VERIFY)
                assert clear(ended, 1), ended
                assert f"{name}: was altered" in ended.told
                command = (READING + WRITING[:1])[(number + each) % (len(READING) + 1)]
                ended = check_command(place, command)
                assert ended.code or record_of(state_of(place.address)) == record_of(original) or command == AMEND
                piece.write_bytes(content)
        assert place.run(VERIFY).code == 0


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("damage", ["missing", "altered", "cut short"])
def test_a_month_is_not_closed_on_evidence_that_is_damaged(damage: str, language: str, sqlite_scenes: Scenes) -> None:
    with sqlite_scenes.copy("carrying") as place:
        before = state_of(place.address)
        for name, content in objects_of(place.folder / "evidence").items():
            if name in needed(place):
                piece = place.folder / "evidence" / name[:2] / name
                piece.unlink()
                if damage != "missing":
                    piece.write_bytes(content[:-1] if damage == "cut short" else content[:-1] + b"\0\0")
                ended = place.run(in_language(CLOSE_NEXT, language))
                assert told_in(language, ended), ended
                assert name in ended.told
                assert state_of(place.address) == before
                piece.write_bytes(content)
        place.done(CLOSE_NEXT)


def needed(place: Place) -> set[str]:
    """Return the pieces of evidence that the draft of November refers to, found in its manifest."""
    draft = state_of(place.address).rows["draft"][0]
    run = next(row for row in state_of(place.address).rows["run"] if row[0] == draft[1])
    names = objects_of(place.folder / "evidence")
    return {name for name in names if name.partition(".")[0] in run[2]}
