"""A disk that is full or may only be read: a clear message, nothing half-written, and the same command works later."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.faults.books import State, files_of, objects_of, state_of
from tests.faults.scenes import AMEND, CLOSE, RUN, RUN_AGAIN, UPGRADE, VERIFY, WAIVE, Place, Scenes
from tests.faults.warm import FREE, Ended, Limits, clear

pytestmark = pytest.mark.faults

COMMANDS = {
    "first run": ("new", RUN),
    "run again": ("drafted", RUN_AGAIN),
    "close": ("drafted", CLOSE),
    "amend": ("closed", AMEND),
    "waive": ("closed", WAIVE),
    "upgrade": ("older", UPGRADE),
}
NOBODY = 65534
KIB = 1024


def told_in(language: str, ended: Ended) -> bool:
    """Tell whether a refusal is clear and in the language that was asked for."""
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in ended.told)
    return clear(ended, 2) and chinese == (language == "zh")


def in_language(command: tuple[str, ...], language: str) -> tuple[str, ...]:
    return (*command[: command.index("--lang")], "--lang", language)


def check_untouched(place: Place, before: State, files: dict[str, bytes], evidence: dict[str, bytes]) -> None:
    """Check that the book and the results are as they were, and that all evidence is complete."""
    found = state_of(place.address)
    assert found == before or (found.empty() and before.empty())
    assert files_of(place.out) == files
    assert evidence.items() <= objects_of(place.folder / place.evidence).items()


def check_done(place: Place, command: tuple[str, ...], limits: Limits = FREE) -> None:
    """Give the command again, with room and rights."""
    ended = place.run(command, limits)
    assert ended.code == 0, ended
    ended = place.run(VERIFY)
    assert ended.code == 0, ended


# ---- rights


@contextmanager
def only_readable(*paths: Path) -> Iterator[None]:
    """Take the right to write away, from files and folders and all that is in them."""
    everything = [each for path in paths for each in (path, *path.rglob("*"))]
    modes = [path.stat().st_mode for path in everything]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield
    for path, mode in zip(everything, modes, strict=True):
        path.chmod(mode)


def as_owner(place: Place) -> Limits:
    """Return the limits of a user to whom the folder belongs and whom rights hold back: not root."""
    if os.geteuid() != 0:
        return FREE
    for path in (place.folder, *place.folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    return Limits(user=NOBODY)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", COMMANDS)
def test_a_book_that_may_only_be_read_is_left_alone(case: str, language: str, sqlite_scenes: Scenes) -> None:
    scene, command = COMMANDS[case]
    command = in_language(command, language)
    with sqlite_scenes.copy(scene) as place:
        before, evidence = state_of(place.address), objects_of(place.folder / "evidence")
        files, limits = files_of(place.out), as_owner(place)
        book = Path(place.address)
        with only_readable(*([book] if book.exists() else [])):
            place.folder.chmod(0o555)
            ended = place.run(command, limits)
            assert told_in(language, ended), ended
            assert ("权限" if language == "zh" else "permission") in ended.told or "folder" in ended.told
            check_untouched(place, before, files, evidence)
        place.folder.chmod(0o755)
        check_done(place, command, limits)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("case", "kept"), [("run again", "evidence"), ("run again", "out"), ("amend", "evidence")])
def test_a_folder_that_may_only_be_read_is_told(case: str, kept: str, language: str, sqlite_scenes: Scenes) -> None:
    scene, command = COMMANDS[case]
    command = in_language(command, language)
    with sqlite_scenes.copy(scene) as place:
        before, evidence = state_of(place.address), objects_of(place.folder / "evidence")
        files, limits = files_of(place.out), as_owner(place)
        with only_readable(place.folder / kept):
            ended = place.run(command, limits)
            assert told_in(language, ended), ended
            assert ("权限" if language == "zh" else "permission") in ended.told
            assert kept in ended.told
            check_untouched(place, before, files, evidence)
        check_done(place, command, limits)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_month_whose_receipt_cannot_be_written_is_closed_and_says_so(language: str, sqlite_scenes: Scenes) -> None:
    with sqlite_scenes.copy("drafted") as place:
        limits = as_owner(place)
        with only_readable(place.out):
            ended = place.run(in_language(CLOSE, language), limits)
            assert told_in(language, ended), ended
            assert "payroll ledger receipt 2026-10" in ended.told
        assert place.run(VERIFY).code == 0
        assert len(state_of(place.address).rows["act"]) == 1
        place.done(("ledger", "receipt", "2026-10", "--lang", "en"))
        assert "receipt-2026-10.json" in files_of(place.out)


def test_a_book_that_may_only_be_read_can_still_be_read(sqlite_scenes: Scenes) -> None:
    with sqlite_scenes.copy("amended") as place:
        limits = as_owner(place)
        with only_readable(place.folder):
            for command in (
                VERIFY,
                ("ledger", "show", "--lang", "en"),
                ("ledger", "replay", "2026-10", "--lang", "en"),
            ):
                ended = place.run(command, limits)
                assert ended.code == 0, ended


# ---- room


@cache
def may_mount() -> bool:
    """Tell whether small disks can be made: by root, where the kernel lets it."""
    return os.geteuid() == 0 and shutil.which("mount") is not None and _try_to_mount()


def _try_to_mount() -> bool:
    done = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    )
    return done.returncode == 0


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Mount a disk of 16 MiB on a folder."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(disk: Path, left: int) -> Path:
    """Fill a disk with a file so that about ``left`` bytes are free; return the file."""
    usage = os.statvfs(disk)
    file = disk / "filler"
    with file.open("wb") as stream:
        os.posix_fallocate(stream.fileno(), 0, max(usage.f_bavail * usage.f_frsize - left, 4096))
    return file


def on_disk(place: Place, what: str) -> Place:
    """Move the book, the evidence or the results of a place to its small disk."""
    disk = place.folder / "disk"
    if what == "book":
        if Path(place.address).exists():
            shutil.move(place.address, disk / "payroll.db")
        return replace(place, db="disk/payroll.db")
    if (place.folder / what).exists():
        shutil.move(place.folder / what, disk / what)
    return replace(place, evidence="disk/evidence") if what == "evidence" else replace(place, results="disk/out")


FULL = [
    ("first run", "book"),
    ("first run", "evidence"),
    ("first run", "out"),
    ("run again", "book"),
    ("run again", "evidence"),
    ("run again", "out"),
    ("close", "book"),
    ("amend", "book"),
    ("amend", "evidence"),
    ("waive", "book"),
    ("upgrade", "book"),
]


@pytest.mark.parametrize(("case", "what"), FULL)
def test_a_full_disk_is_told_and_the_command_works_with_room(case: str, what: str, sqlite_scenes: Scenes) -> None:
    if not may_mount():
        pytest.skip("small disks cannot be mounted here")
    scene, command = COMMANDS[case]
    refused = 0
    for left, language in ((0, "zh"), (8 * KIB, "en"), (24 * KIB, "zh"), (64 * KIB, "en")):
        with sqlite_scenes.copy(scene) as copied, small_disk(copied.folder / "disk"):
            place = on_disk(copied, what)
            before, evidence = state_of(place.address), objects_of(place.folder / place.evidence)
            files, filler = files_of(place.out), fill_up(place.folder / "disk", left)
            ended = place.run(in_language(command, language))
            if ended.code:
                assert told_in(language, ended), ended
                assert ("磁盘" if language == "zh" else "disk") in ended.told, ended
                check_untouched(place, before, files, evidence)
                refused += 1
                filler.unlink()
                check_done(place, command)
    assert refused


@pytest.mark.parametrize("case", COMMANDS)
def test_files_that_may_not_grow_are_told_and_the_command_works_afterwards(case: str, sqlite_scenes: Scenes) -> None:
    scene, command = COMMANDS[case]
    refused = 0
    for largest in (8 * KIB, 12 * KIB, 20 * KIB, 45 * KIB, 100 * KIB):
        with sqlite_scenes.copy(scene) as place:
            before, evidence, files = (
                state_of(place.address),
                objects_of(place.folder / "evidence"),
                files_of(place.out),
            )
            ended = place.run(command, Limits(largest_file=largest))
            assert clear(ended, 0, 2), (largest, ended)
            if ended.code:
                assert told_in("en", ended)
                check_untouched(place, before, files, evidence)
                refused += 1
                check_done(place, command)
    assert refused
