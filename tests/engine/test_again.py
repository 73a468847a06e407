"""Running again: what is finished is not done twice; nothing of other data, policies or mappings is taken for it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from payroll.engine.crew import Alone
from payroll.engine.errors import EngineError
from payroll.engine.month import InParts, Order, compute_in_parts
from payroll.engine.publish import publish
from payroll.engine.workshop import FOLDER, Workshop
from payroll.storage import Storage
from tests.engine.compared import MonthFolder, computed_in_parts, differences, files_of_parts, in_one_process
from tests.engine.made import DAYS, POLICY, made, team, tidy, write_table
from tests.month_builder import leave

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "data_samples" / "shop-desk" / "data"
DECISION = """entry_id,decision,decided_by,decided_on,reason
2026-10/0202/complaint/TS-1001,waive,Zhou,2026-11-02,withdrawn
"""
MAPPING = """
table = "punches"
files = ["gate.csv"]

[columns]
employee_id = "Badge"
time = "{time}"
"""


def resumed(month: MonthFolder, place: Path) -> int:
    """Compute the month in parts, hold that it is right, and return how many parts were finished before."""
    found = computed_in_parts(month, 3, str(place))
    assert differences(in_one_process(month), files_of_parts(found)) == []
    assert found.judged is not None
    return found.judged.resumed


def write_mapping(month: MonthFolder, time: str) -> None:
    (month.data / "gate.mapping.toml").write_text(MAPPING.format(time=time), encoding="utf-8")


@pytest.fixture
def month(tmp_path: Path) -> MonthFolder:
    """A month whose punches lie in two files, one of them with a mapping."""
    data = team(6)
    rows = data.pop("punches.csv")
    late = [
        {"Badge": row["employee_id"], "When": row["time"], "Then": row["time"].replace(" 08:2", " 08:4")}
        for row in rows[::2]
    ]
    month = made(tmp_path, data | {"punches.csv": rows[1::2], "gate.csv": late})
    write_mapping(month, "When")
    return month


def change_nothing(month: MonthFolder) -> None:
    pass


def change_a_file_of_punches(month: MonthFolder) -> None:
    write_table(month.data / "punches.csv", [row for day in DAYS for row in tidy(2, day)])


def change_a_small_table(month: MonthFolder) -> None:
    write_table(month.data / "leave.csv", [leave("L1", DAYS[0], DAYS[4], employee_id="0003")])


def change_a_policy(month: MonthFolder) -> None:
    (month.policies / "shop" / "2020-01-01.toml").write_text(POLICY.replace("= 10", "= 12"), encoding="utf-8")


def change_a_mapping(month: MonthFolder) -> None:
    write_mapping(month, "Then")


def put_a_file_away(month: MonthFolder) -> None:
    (month.data / "punches.csv").unlink()


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (change_nothing, 3),
        (change_a_file_of_punches, 0),
        (change_a_small_table, 0),
        (change_a_policy, 0),
        (change_a_mapping, 0),
        (put_a_file_away, 0),
    ],
)
def test_finished_parts_are_of_the_very_same_month_alone(
    change: Callable[[MonthFolder], None], parts: int, month: MonthFolder, tmp_path: Path
) -> None:
    assert resumed(month, tmp_path / "out") == 0
    change(month)
    assert resumed(month, tmp_path / "out") == parts


def test_a_part_that_was_not_finished_is_done_again(month: MonthFolder, tmp_path: Path) -> None:
    assert resumed(month, tmp_path / "out") == 0
    [unfinished] = (tmp_path / "out").rglob("parts/00001.done")
    unfinished.unlink()
    for table in unfinished.with_suffix("").glob("*.parquet"):
        table.write_bytes(b"half of it")
    assert resumed(month, tmp_path / "out") == 2


def test_a_workshop_keeps_values_by_name_and_tells_what_is_gone(tmp_path: Path) -> None:
    workshop = Workshop(Storage(str(tmp_path)), "run")
    workshop.keep("ground/1", {"a": 1})
    assert workshop.take("ground/1") == {"a": 1}
    assert workshop.finished("parts/1") is None
    workshop.finish("parts/1", "done")
    assert workshop.finished("parts/1") == "done"
    assert workshop.done() == {"parts/1"}
    assert Workshop(Storage(str(tmp_path)), "another run").done() == frozenset()
    with pytest.raises(EngineError) as raised:
        workshop.take("ground/2")
    assert "ground/2 is gone" in raised.value.text.en
    assert "Run the same command again" in raised.value.text.en


def test_what_a_run_on_other_data_left_goes(month: MonthFolder, tmp_path: Path) -> None:
    resumed(month, tmp_path / "out")
    change_a_small_table(month)
    resumed(month, tmp_path / "out")
    assert len(list((tmp_path / "out").glob(f"{FOLDER}/*/parts/00000.done"))) == 1


# What an attempt left that broke off while results were put in their places


def test_a_part_whose_results_are_gone_is_computed_again_instead_of_being_named(tmp_path: Path) -> None:
    month, results = judged(tmp_path)
    written = publish(month, "en", results, {})
    (tmp_path / "out" / "ledger" / "part-00001.parquet").unlink()
    with pytest.raises(EngineError, match=r"ledger/part-00001.parquet is gone .* Run the same command again"):
        publish(month, "en", results, {})
    assert not (tmp_path / "out" / "month.json").exists()
    again, results = judged(tmp_path)
    assert again.judged is not None
    assert again.judged.resumed == 2  # of three
    assert publish(again, "en", results, {}) == written


def test_results_that_were_put_in_their_places_by_an_earlier_attempt_are_taken_as_they_are(tmp_path: Path) -> None:
    month, results = judged(tmp_path)
    written = publish(month, "en", results, {})
    (tmp_path / "out" / "month.json").unlink()
    assert publish(judged(tmp_path)[0], "en", results, {}) == written


def test_the_contents_name_everything_but_the_problems_which_any_run_writes_anew(tmp_path: Path) -> None:
    month, results = judged(tmp_path)
    publish(month, "en", results, {})
    named = json.loads((tmp_path / "out" / "month.json").read_text(encoding="utf-8"))["files"]
    there = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert set(named) == {name for name in there if not name.startswith(".")} - {"problems.csv", "month.json"}


def test_without_a_book_no_part_keeps_its_lines_twice(tmp_path: Path) -> None:
    assert "lines.parquet" in kept_by_parts(judged(tmp_path)[0])
    month, results = judged(tmp_path, keeps_frames=False)
    names = ("adjustments", "attendance", "law", "ledger", "swaps")
    assert kept_by_parts(month) == {f"{name}.parquet" for name in names}
    assert "ledger/part-00000.parquet" in publish(month, "en", results, {})


def test_decisions_look_for_their_lines_also_without_a_book(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(SAMPLE, data)
    (data / "decisions.csv").write_text(DECISION, encoding="utf-8")
    order = Order("2026-10", str(data), ROOT / "policies", 3, keeps_frames=False)
    month = compute_in_parts(order, Storage(str(tmp_path / "out")), Alone())
    assert "lines.parquet" in kept_by_parts(month)


def kept_by_parts(month: InParts) -> set[str]:
    assert month.workshop is not None
    assert month.judged is not None
    below = month.workshop.name(f"{month.judged.names[0]}/")
    names = month.workshop.storage.names(below.rstrip("/"))
    return {name.removeprefix(below) for name in names}


def judged(folder: Path, *, keeps_frames: bool = True) -> tuple[InParts, Storage]:
    results = Storage(str(folder / "out"))
    order = Order("2026-10", str(SAMPLE), ROOT / "policies", 3, keeps_frames=keeps_frames)
    return compute_in_parts(order, results, Alone()), results
