"""Which files are read whole and which are left to tasks; the same of a folder and at a URL."""

from __future__ import annotations

import uuid
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFile

from payroll.engine.crew import Alone
from payroll.engine.errors import EngineError
from payroll.engine.inputs import Inputs, find_inputs
from payroll.engine.month import Order, compute_in_parts
from payroll.storage import Storage
from tests.engine.compared import MonthFolder, differences, files_of_parts, in_one_process
from tests.engine.made import Data, made, team, tidy, write_table

MAPPING = """
table = "punches"
files = ["gate.csv"]

[columns]
employee_id = "Badge"
time = "When"
"""
FILES = {
    "employees.csv": "",
    "punches.csv": "punches",
    "打卡 10月.txt": "punches",
    "punches-shop.xlsx": "",
    "punches/part-000.parquet": "punches",
    "punches/2026/part-001.tsv": "punches",
    "shifts/part-000.parquet": "shifts",
    "排班.csv": "shifts",
    "punchesx.csv": "",
    "swaps/part-000.parquet": "",
    "gate.csv": "",
    "export.dat": "",
}
"""Name of a file -> the table of those that are left to tasks."""


def large(inputs: Inputs) -> dict[str, str]:
    return {file.name: file.table for file in inputs.large}


def is_put(folder: Path) -> None:
    for name in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n", encoding="utf-8")
    (folder / "gate.mapping.toml").write_text(MAPPING, encoding="utf-8")


def at_url(folder: Path, name: str) -> str:
    """Copy a folder into memory and return its URL."""
    files = fsspec.filesystem("memory")
    for path in folder.rglob("*"):
        if path.is_file():
            files.pipe_file(f"/{name}/{path.relative_to(folder).as_posix()}", path.read_bytes())
    return f"memory://{name}"


def test_files_of_punches_and_shifts_are_left_to_tasks_and_workbooks_and_mapped_files_are_not(tmp_path: Path) -> None:
    is_put(tmp_path / "data")
    inputs = find_inputs(str(tmp_path / "data"), tmp_path / "mirror")
    assert large(inputs) == {name: table for name, table in FILES.items() if table}
    assert {file.name for file in inputs.small} == {name for name, table in FILES.items() if not table}
    assert [file.size for file in inputs.large if file.name == "punches.csv"] == [len("punches.csv\n")]


def test_at_a_url_the_same_files_are_found_and_only_the_small_ones_are_fetched(tmp_path: Path) -> None:
    is_put(tmp_path / "data")
    mirror = tmp_path / "mirror"
    there = find_inputs(at_url(tmp_path / "data", "found"), mirror)
    here = find_inputs(str(tmp_path / "data"), tmp_path / "other")
    assert large(there) == large(here)
    assert [file.name for file in there.found.files] == [file.name for file in here.found.files]
    assert [(each.code, each.file) for each in there.found.problems] == [
        (each.code, each.file) for each in here.found.problems
    ]
    for name, table in FILES.items():
        assert (mirror / name).read_text(encoding="utf-8") == ("" if table else f"{name}\n"), name


def test_a_file_that_changed_has_another_stamp(tmp_path: Path) -> None:
    write_table(tmp_path / "data" / "punches.csv", tidy(1, "2026-10-12"))
    folder = str(tmp_path / "data")
    [first], [same] = (find_inputs(folder, tmp_path / "mirror").large for _ in range(2))
    write_table(tmp_path / "data" / "punches.csv", tidy(1, "2026-10-12") * 2)
    [other] = find_inputs(folder, tmp_path / "mirror").large
    assert first.stamp == same.stamp != other.stamp


@pytest.mark.parametrize(
    "key", ["{outside}", "../mirror-of-another.csv", "a/../../up.csv", "./a.csv", "a//b.csv", "a\0.csv"]
)
def test_a_name_that_leads_elsewhere_is_refused_and_written_nowhere(key: str, tmp_path: Path) -> None:
    url = f"memory://{uuid.uuid4().hex}"
    name = key.format(outside=(tmp_path / "outside.csv").as_posix())
    store = fsspec.filesystem("memory").store  # its own writing tidies names
    for each in ("employees.csv", name):
        store[f"/{url.removeprefix('memory://')}/{each}"] = MemoryFile(path=each, data=b"employee_id\n")
    mirror = tmp_path / "work" / "mirror"
    with pytest.raises(EngineError) as raised:
        find_inputs(url, mirror)
    assert f"holds «{name}»" in raised.value.text.en
    assert f"“{name}”" in raised.value.text.zh
    assert list(tmp_path.rglob("*")) == []


def test_an_object_that_stands_for_a_folder_is_passed_over(tmp_path: Path) -> None:
    name = uuid.uuid4().hex
    store = fsspec.filesystem("memory").store
    for each in ("punches/", "punches/a.csv"):
        store[f"/{name}/{each}"] = MemoryFile(path=each)
    assert large(find_inputs(f"memory://{name}", tmp_path / "mirror")) == {"punches/a.csv": "punches"}


def test_where_there_is_nothing_the_error_says_where_and_what_to_check(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as raised:
        find_inputs("memory://nothing-here", tmp_path)
    assert "memory://nothing-here" in raised.value.text.en
    assert "Check the URL" in raised.value.text.en


def test_a_month_at_a_url_is_the_month_of_the_folder(tmp_path: Path) -> None:
    data: Data = team(9)
    punches, shifts = data.pop("punches.csv"), data.pop("shifts.csv")
    data |= {"punches/a.parquet": punches[::2], "打卡/b.csv": punches[1::2], "shifts/a.csv": shifts}
    month: MonthFolder = made(tmp_path, data)
    (month.data / "notes.md").write_text("not a table", encoding="utf-8")
    order = Order(month.period, at_url(month.data, "month"), month.policies, 4)
    found = compute_in_parts(order, Storage("memory://results"), Alone())
    assert differences(in_one_process(month), files_of_parts(found)) == []
