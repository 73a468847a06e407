"""Two people on the same month at once: one of them comes first, the other after or is refused clearly."""

from __future__ import annotations

import hashlib
import json
import random
import time

import pytest

from tests.faults.books import State, files_of, objects_of, state_of
from tests.faults.conftest import KILLS, ROUNDS
from tests.faults.scenes import AMEND, CLOSE, RUN, RUN_AGAIN, VERIFY, WAIVE, Place, Scenes
from tests.faults.warm import Ended, clear

pytestmark = pytest.mark.faults

AMEND_OTHERWISE = ("amend", "2026-10", "--data", "../october-again", *AMEND[4:])
PAIRS = {
    "run, run": ("drafted", RUN_AGAIN, RUN_AGAIN),
    "run, another run": ("drafted", RUN, RUN_AGAIN),
    "first run, first run": ("new", RUN, RUN),
    "run, close": ("drafted", RUN_AGAIN, CLOSE),
    "close, close": ("drafted", CLOSE, CLOSE),
    "amend, amend": ("closed", AMEND, AMEND),
    "amend, another amend": ("closed", AMEND, AMEND_OTHERWISE),
    "waive, waive": ("closed", WAIVE, WAIVE),
    "waive, amend": ("closed", WAIVE, AMEND),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_two_at_once_come_one_after_the_other_or_one_is_refused(pair: str, scenes: Scenes) -> None:
    chance = random.Random(pair)
    scene, *commands = PAIRS[pair]
    possible = [
        state
        for order in (commands, commands[::-1], commands[:1], commands[1:])
        for state in one_by_one(scenes, scene, order)
    ]
    for _ in range(max(2, ROUNDS // 25)):
        with scenes.copy(scene) as place:
            ended = at_once(place, commands, chance.choice((0, 0, chance.random() * 0.3)))
            assert all(clear(each, 0, 2) for each in ended), ended
            codes = sorted(each.code for each in ended)
            assert codes[0] == 0, ended
            if commands[0] == commands[1] and commands[0][0] in {"close", "waive"}:
                assert codes == [0, 2]
            found = state_of(place.address).untimed()
            assert found in possible
            place.done(VERIFY)
            objects_of(place.folder / "evidence")
            check_results(place, found)
            KILLS[f"at once, {pair}: exit codes {codes[0]} and {codes[1]}"] += 1


def at_once(place: Place, commands: list[tuple[str, ...]], later: float) -> list[Ended]:
    """Start two commands, the second a little later, and wait for both."""
    first = place.start(commands[0])
    time.sleep(later)
    second = place.start(commands[1])
    return [first.wait(), second.wait()]


def one_by_one(scenes: Scenes, scene: str, commands: list[tuple[str, ...]]) -> list[State]:
    """Return the state after commands that were given one after the other, refused or not."""
    with scenes.copy(scene) as place:
        for command in commands:
            assert clear(place.run(command), 0, 2)
        return [state_of(place.address).untimed()]


def check_results(place: Place, found: State) -> None:
    """Check that no half-written file is left and that all results are of one run."""
    files = {name: hashlib.sha256(content).hexdigest() for name, content in files_of(place.out).items()}
    runs = [json.loads(row[3]) for row in found.rows["run"]]
    assert not list(place.out.glob(".payroll-writing-*"))
    if found.rows["draft"]:
        assert any(outputs.items() <= files.items() for outputs in runs), files
