"""What ends while a month is computed in parts: the run ends right, or with a clear message; running again goes on.

The moments are told by what is finished: a file, or a part, of which ``NAME.done`` is there.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from benchmarks.month_maker import PERIOD, make_dataset
from payroll.engine.cluster import Cluster, dask_crew
from payroll.engine.errors import EngineError
from tests.clusters import ENVIRONMENT, ROOT, Started, cluster, end, scheduler_at, wait_for, worker_of
from tests.faults.books import NO_BOOK, State, state_of
from tests.faults.warm import Ended, clear

pytestmark = pytest.mark.faults

PARTS = 6
FILES = 6
"""Three of punches and three of the rota."""
MOMENTS = (("rows", 1), ("rows", FILES - 1), ("parts", 1), ("parts", PARTS - 2))
MIB = 1 << 20
ENDS = """
import os, signal, sys
from importlib import import_module

module, owner, name, count = sys.argv[1:5]
del sys.argv[1:5]
place = getattr(import_module(module), owner) if owner else import_module(module)
before, calls = getattr(place, name), []


def ends(*words, **named):
    calls.append(name)
    if len(calls) == int(count):
        os.kill(os.getpid(), signal.SIGKILL)
    return before(*words, **named)


setattr(place, name, ends)
from payroll.__main__ import main

main()
"""
"""The command, which is killed when a function is called for the so many-th time."""
AFTER_THE_PARTS = {
    "before its evidence is kept": ("payroll.bookkeeping.in_parts", "", "record", 1),
    "before a result is in its place": ("payroll.storage", "Storage", "move", 1),
    "while results are put in their places": ("payroll.storage", "Storage", "move", 2 * PARTS + 1),
    "before the draft is made": ("payroll.bookkeeping.in_parts", "", "make_draft", 1),
    "before what the tasks left is removed": ("payroll.engine.publish", "", "clear", 1),
}


@dataclass(slots=True)
class Run:
    """The command, started in a folder."""

    folder: Path
    process: subprocess.Popen[bytes]

    def finished(self, what: str) -> int:
        """Return how many files (``rows``) or parts are finished."""
        return len(list((self.folder / "out" / ".payroll-parts").glob(f"*/{what}/*.done")))

    def reach(self, what: str, count: int) -> None:
        """Wait until so many are finished."""
        until = time.monotonic() + 120
        while self.finished(what) < count:
            assert self.process.poll() is None, self.wait()
            assert time.monotonic() < until
            time.sleep(0.005)

    def others(self) -> list[int]:
        """Return the processes of its session that still run, without the first; those that do tasks come last."""
        return [each for each in of_session(self.process.pid) if each != self.process.pid]

    def wait(self, seconds: float = 120) -> Ended:
        """Wait for its end."""
        code = self.process.wait(seconds)
        said, told = ((self.folder / name).read_text(encoding="utf-8") for name in ("said", "told"))
        return Ended(code, said, told)


def of_session(leader: int) -> list[int]:
    """Return the processes of a session that run."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = each.read_text(encoding="utf-8").rpartition(")")[2].split()[:4]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(session) == leader and state != "Z":
            found.append(int(each.parent.name))
    return sorted(found)


def start(
    folder: Path,
    month: Path,
    *words: str,
    largest_file: int | None = None,
    lang: str = "en",
    program: Sequence[str] = ("-m", "payroll"),
) -> Run:
    """Start the command; on two processes of its own unless ``words`` say otherwise."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, *program, "run", PERIOD, "--engine", "dask", "--parts", str(PARTS)]
    command += ["--data", str(month / "data"), "--policies", str(month / "policies"), "--out", str(folder / "out")]
    command += ["--db", str(folder / "payroll.db"), "--evidence", str(folder / "evidence"), "--by", "Wang"]
    command += ["--lang", lang, *(words or ("--workers", "2"))]
    if largest_file is not None:
        command = ["bash", "-c", f'ulimit -f {largest_file // 1024}; exec "$@"', "bash", *command]
    with (folder / "said").open("wb") as said, (folder / "told").open("wb") as told:
        environment = {**os.environ, **ENVIRONMENT}
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=told,
            start_new_session=True,
        )
    return Run(folder, process)


def results_of(folder: Path) -> dict[str, bytes]:
    """Return the files of the results."""
    out = folder / "out"
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """A month, and what comes of it when nothing ends."""

    month: Path
    files: dict[str, bytes]
    book: State

    def check(self, folder: Path, ended: Ended) -> None:
        """Check that a run came to the same."""
        assert ended.code == 0, ended
        assert quiet(ended), ended
        assert results_of(folder) == self.files
        assert state_of(str(folder / "payroll.db")).untimed() == self.book.untimed()

    def check_refused(self, folder: Path, ended: Ended) -> None:
        """Check that a run ended with a message, and left neither results nor anything in the book."""
        assert clear(ended, 2), ended
        assert quiet(ended), ended
        assert {name for name in results_of(folder) if not name.startswith(".")} == set()
        found = state_of(str(folder / "payroll.db"))
        assert found == NO_BOOK or found.empty()

    def check_goes_on(self, folder: Path, *words: str) -> None:
        """Run again, and check that no finished part is done twice, and that all is as if nothing had ended."""
        done = list((folder / "out" / ".payroll-parts").glob("*/parts/*.done"))
        ended = start(folder, self.month, *words).wait()
        assert (f"{len(done)} of them finished earlier" in ended.said) == bool(done), ended
        self.check(folder, ended)


def quiet(ended: Ended) -> bool:
    """Tell whether nothing but the program's own words stands on the screen."""
    return not any(word in ended.told for word in ("distributed", "Traceback", "asyncio", "Warning", "future:"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("parts")
    make_dataset(folder / "month", 900, "parquet", files=FILES // 2)
    ended = start(folder / "run", folder / "month", "--workers", "1").wait()
    assert ended.code == 0, ended
    return Undisturbed(folder / "month", results_of(folder / "run"), state_of(str(folder / "run" / "payroll.db")))


@pytest.fixture
def other_machines() -> Iterator[Started]:
    with cluster(2) as started:
        yield started


# ---- on one machine


@pytest.mark.parametrize(("what", "count"), MOMENTS)
def test_a_worker_that_is_killed_is_started_again(
    what: str, count: int, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    run = start(tmp_path / "run", undisturbed.month)
    run.reach(what, count)
    os.kill(run.others()[-1], signal.SIGKILL)
    undisturbed.check(run.folder, run.wait())


@pytest.mark.parametrize(("what", "count"), MOMENTS)
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_that_is_killed_ends_its_workers_and_goes_on_when_it_is_run_again(
    how: signal.Signals, what: str, count: int, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    run = start(tmp_path / "run", undisturbed.month)
    run.reach(what, count)
    run.process.send_signal(how)
    ended = run.wait()
    assert ended.code == -how
    assert "Traceback" not in ended.told
    wait_until(lambda: not run.others())
    assert {name for name in results_of(run.folder) if not name.startswith(".")} == set()
    assert state_of(str(run.folder / "payroll.db")).empty()
    undisturbed.check_goes_on(run.folder)


@pytest.mark.parametrize("moment", AFTER_THE_PARTS.values(), ids=AFTER_THE_PARTS)
def test_a_run_that_is_killed_after_its_last_part_goes_on_with_all_of_them(
    moment: tuple[str, str, str, int], undisturbed: Undisturbed, tmp_path: Path
) -> None:
    program = ("-c", ENDS, *map(str, moment))
    ended = start(tmp_path / "run", undisturbed.month, program=program).wait()
    assert ended.code == -signal.SIGKILL
    found = state_of(str(tmp_path / "run" / "payroll.db"))
    assert (found == NO_BOOK or found.empty()) == (moment[2] != "clear")
    undisturbed.check_goes_on(tmp_path / "run")


@pytest.mark.parametrize(("what", "count"), MOMENTS[1:3])
def test_ctrl_c_ends_all_of_it_without_a_traceback(
    what: str, count: int, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    run = start(tmp_path / "run", undisturbed.month)
    run.reach(what, count)
    os.killpg(run.process.pid, signal.SIGINT)  # a terminal tells all of them
    ended = run.wait()
    assert ended.code == 130
    assert quiet(ended), ended
    assert "Run the same command again: it goes on from there." in ended.told
    wait_until(lambda: not run.others())
    undisturbed.check_goes_on(run.folder)


def test_ctrl_c_while_the_workers_start_ends_all_of_it(undisturbed: Undisturbed, tmp_path: Path) -> None:
    for wait in (1.0, 1.5, 2.0, 2.5, 3.0):
        run = start(tmp_path / f"{wait}", undisturbed.month)
        time.sleep(wait)
        os.killpg(run.process.pid, signal.SIGINT)
        ended = run.wait()
        assert quiet(ended), (wait, ended)
        wait_until(lambda run=run: not run.others())  # type: ignore[misc]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_file_that_may_not_be_written_is_told_and_nothing_is_recorded(
    lang: str, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    run = start(tmp_path / "run", undisturbed.month, largest_file=120 * 1024, lang=lang)
    ended = run.wait()
    undisturbed.check_refused(run.folder, ended)
    assert {"en": "the file is larger than is allowed", "zh": "文件"}[lang] in ended.told
    undisturbed.check_goes_on(run.folder)


def end_oneself(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fill_memory(_: int) -> int:
    time.sleep(0.1)
    held = [np.ones(50 * MIB // 8) for _ in range(40)]  # what is allowed is looked at from time to time
    time.sleep(2)
    return len(held)


@pytest.mark.parametrize("work", [end_oneself, fill_memory])
def test_a_task_that_ends_every_worker_is_given_up(
    work: Callable[[int], object], capfd: pytest.CaptureFixture[str]
) -> None:
    with dask_crew(Cluster(workers=2, memory=2000 * MIB), lambda *_: None) as crew:
        with pytest.raises(EngineError) as raised:
            crew.do(work, [1])
        assert crew.do(str, [1, 2]) == ["1", "2"]
    assert "workers ended again and again at the same part or file" in raised.value.text.en
    assert "--memory" in raised.value.text.zh
    assert capfd.readouterr().err == ""


def test_workers_that_cannot_even_start_are_given_up(capfd: pytest.CaptureFixture[str]) -> None:
    with dask_crew(Cluster(workers=1, memory=60 * MIB), lambda *_: None) as crew, pytest.raises(EngineError) as raised:
        crew.do(time.sleep, [3])
    assert "lack of memory" in raised.value.text.en or "could not be started" in raised.value.text.en
    assert capfd.readouterr().err == ""


# ---- on others


def address(machines: Started) -> tuple[str, str]:
    return ("--scheduler", machines.address)


@pytest.mark.parametrize(("what", "count"), MOMENTS)
def test_a_scheduler_that_is_lost_is_told_and_nothing_is_recorded(
    what: str, count: int, undisturbed: Undisturbed, tmp_path: Path, other_machines: Started
) -> None:
    run = start(tmp_path / "run", undisturbed.month, *address(other_machines))
    run.reach(what, count)
    end(other_machines.scheduler)
    ended = run.wait(30)
    undisturbed.check_refused(run.folder, ended)
    assert "the scheduler was lost" in ended.told
    for each in other_machines.workers:
        end(each)
    port = int(other_machines.address.rpartition(":")[2])
    other_machines.scheduler = scheduler_at(port)
    other_machines.workers = [worker_of(other_machines.address) for _ in range(2)]
    wait_for(other_machines.address)
    undisturbed.check_goes_on(run.folder, *address(other_machines))


def test_a_scheduler_that_stands_still_is_lost_after_half_a_minute(
    undisturbed: Undisturbed, tmp_path: Path, other_machines: Started
) -> None:
    run = start(tmp_path / "run", undisturbed.month, *address(other_machines))
    run.reach("parts", 1)
    os.killpg(other_machines.scheduler.pid, signal.SIGSTOP)
    ended = run.wait(40)
    undisturbed.check_refused(run.folder, ended)
    assert "the scheduler was lost" in ended.told


@pytest.mark.parametrize(("what", "count"), MOMENTS)
def test_another_worker_takes_the_tasks_of_one_that_is_lost(
    what: str, count: int, undisturbed: Undisturbed, tmp_path: Path, other_machines: Started
) -> None:
    run = start(tmp_path / "run", undisturbed.month, *address(other_machines))
    run.reach(what, count)
    end(other_machines.workers[0])
    undisturbed.check(run.folder, run.wait())


def test_when_all_workers_are_lost_the_run_waits_a_minute_for_others(
    undisturbed: Undisturbed, tmp_path: Path, other_machines: Started
) -> None:
    run = start(tmp_path / "run", undisturbed.month, *address(other_machines))
    run.reach("parts", 1)
    for each in other_machines.workers:
        end(each)
    time.sleep(10)
    other_machines.workers = [worker_of(other_machines.address)]
    undisturbed.check(run.folder, run.wait())


def test_when_all_workers_are_lost_for_good_that_is_told(
    undisturbed: Undisturbed, tmp_path: Path, other_machines: Started
) -> None:
    run = start(tmp_path / "run", undisturbed.month, *address(other_machines))
    run.reach("parts", 1)
    for each in other_machines.workers:
        end(each)
    ended = run.wait(100)
    undisturbed.check_refused(run.folder, ended)
    assert "no workers any more" in ended.told


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)
