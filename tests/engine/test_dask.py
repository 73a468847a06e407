"""Dask does the tasks: the same month, whoever computes it; an error of a task with its own words."""

from __future__ import annotations

import contextlib
import importlib.util
import socket
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from payroll.engine.cluster import Cluster, DaskCrew, dask_crew
from payroll.engine.errors import EngineError
from payroll.language import Text
from tests.engine.compared import MonthFolder, codes, computed_in_parts, differences, in_one_process, in_parts, rows_of
from tests.engine.made import DAYS, made, team, who
from tests.month_builder import swap

TOLD: list[tuple[int, int]] = []


@pytest.fixture(scope="module")
def two_workers() -> Iterator[DaskCrew]:
    with dask_crew(Cluster(workers=2), lambda done, of: TOLD.append((done, of))) as crew:
        yield crew


@pytest.fixture
def month(tmp_path: Path) -> MonthFolder:
    data = team(9)
    punches = data.pop("punches.csv")
    away = {(who(9), DAYS[1])}
    data["shifts.csv"] = [row for row in data["shifts.csv"] if (row["employee_id"], row["date"]) not in away]
    data |= {f"punches/part-00{number}.parquet": punches[number::3] for number in range(3)}
    return made(tmp_path, data | {"swaps.csv": [swap("W1", who(1), who(9), DAYS[1])]})


@pytest.mark.parametrize("parts", [2, 7])
def test_two_workers_come_to_the_month(parts: int, month: MonthFolder, two_workers: DaskCrew) -> None:
    TOLD.clear()
    alone = in_one_process(month)
    assert differences(alone, in_parts(month, parts, two_workers)[0]) == []
    assert "PUNCH-NO-SHIFT" in codes(alone)
    assert [row["employee_id"] for row in rows_of(alone, "attendance.csv") if row["swap_id"]] == [who(9)]
    files, of_parts = TOLD[:4], TOLD[4:]
    assert files == [(done, 4) for done in range(1, 5)]
    assert of_parts == [(done, parts) for done in range(1, parts + 1)]


@pytest.fixture
def port_of_another_cluster() -> Iterator[None]:
    with socket.socket() as other:
        with contextlib.suppress(OSError):  # which is another cluster indeed
            other.bind(("", 8787))
            other.listen()
        yield


@pytest.mark.usefixtures("port_of_another_cluster")
def test_one_worker_comes_to_the_month_and_nothing_is_said_of_others_clusters(
    month: MonthFolder, recwarn: pytest.WarningsRecorder
) -> None:
    with dask_crew(Cluster(workers=1), lambda *_: None) as crew:
        assert differences(in_one_process(month), in_parts(month, 3, crew)[0]) == []
    assert [str(each.message) for each in recwarn] == []


def refuse(number: int) -> int:
    if number == 3:
        raise EngineError(Text.of("part {number} cannot be read", number=number))
    return number


def fail(number: int) -> float:
    return 1 / number


def test_results_come_in_the_order_of_the_tasks(two_workers: DaskCrew) -> None:
    assert two_workers.do(str, range(40, 0, -1)) == [str(number) for number in range(40, 0, -1)]
    assert two_workers.do(str, []) == []


def test_an_error_of_a_task_is_told_in_its_own_words_and_what_to_do(two_workers: DaskCrew) -> None:
    with pytest.raises(EngineError) as raised:
        two_workers.do(refuse, [1, 2, 3])
    assert "in parts: part 3 cannot be read. No results were written or recorded" in raised.value.text.en
    with pytest.raises(EngineError, match="ZeroDivisionError: division by zero"):
        two_workers.do(fail, [0])
    assert two_workers.do(refuse, [1, 2]) == [1, 2]  # and the next tasks are done


def test_without_dask_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec

    def lacking(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "distributed" else find(name, package)

    monkeypatch.setattr("payroll.engine.cluster.find_spec", lacking)
    with pytest.raises(EngineError) as raised, dask_crew(Cluster(), lambda *_: None):
        pass
    assert 'pip install "payroll[dask]"' in raised.value.text.en
    assert 'pip install "payroll[dask]"' in raised.value.text.zh


def test_running_again_does_no_finished_part_twice(month: MonthFolder, tmp_path: Path) -> None:
    place = str(tmp_path / "out")
    first, again = (computed_in_parts(month, 3, place).judged for _ in range(2))
    assert first is not None
    assert again is not None
    assert (first.resumed, again.resumed) == (0, 3)
    assert [part.files for part in first.parts] == [part.files for part in again.parts]
