"""The benchmark of the engine, tried on a stand-in for the command: what it starts, what it measures, what it says."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from benchmarks import bench, engine_bench
from benchmarks.engine_bench import engine, fresh, memory_bytes, one_process, point, told
from benchmarks.series import Measured, Stage
from benchmarks.whole_tree import Taken, in_turn, taken

STAND_IN = """
import json, pathlib, sys
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
assert not out.exists(), "something is left of an earlier run"
(out / "ledger").mkdir(parents=True)
(out / "ledger" / "part-000.parquet").write_bytes(bytes(700))
(out.parent / "work").mkdir()
answer = {"command": "run", "exit_code": 0, "lines": 230, "arguments": sys.argv}
if "--engine" in sys.argv:
    answer["stages"] = [{"stage": "reading", "seconds": 1.5}, {"stage": "parts", "seconds": 2}]
print(json.dumps(answer))
"""
MIB = 2**20
HOLDS = "import time; held = b'x' * (64 * 2**20); time.sleep(2)"
"""Python that holds 64 MiB for a moment."""


@pytest.fixture
def payroll(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Give a stand-in for the command, and let the benchmark work in a folder of the test."""
    monkeypatch.setattr(engine_bench, "WORK", tmp_path / "work")
    monkeypatch.setattr(engine_bench, "RESULTS", tmp_path / "results")
    (tmp_path / "stand_in.py").write_text(STAND_IN, encoding="utf-8")
    return sys.executable, str(tmp_path / "stand_in.py")


def test_the_memory_of_a_command_is_that_of_all_processes_that_it_starts(tmp_path: Path) -> None:
    start = f"subprocess.Popen([sys.executable, '-c', {HOLDS!r}])"
    both = f"import subprocess, sys; one, other = {start}, {start}; one.wait(); other.wait()"
    alone = taken([sys.executable, "-c", HOLDS], tmp_path, every=0.1)
    together = taken([sys.executable, "-c", both], tmp_path, every=0.1)
    assert 64 * MIB < alone.peak_bytes < 110 * MIB
    assert 128 * MIB < together.peak_bytes < 220 * MIB
    assert 2 < alone.seconds < 10


def test_what_a_command_prints_is_kept(tmp_path: Path) -> None:
    assert taken([sys.executable, "-c", "print('done')"], tmp_path).said == b"done\n"


def test_a_command_that_fails_ends_the_benchmark_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="ended with 2: no such month"):
        taken([sys.executable, "-c", "print('no such month'); raise SystemExit(2)"], tmp_path)


def test_what_a_command_leaves_running_is_ended(tmp_path: Path) -> None:
    left = "import subprocess; print(subprocess.Popen(['sleep', '60']).pid)"
    process = int(taken([sys.executable, "-c", left], tmp_path).said)
    deadline = time.monotonic() + 10
    while _is_running(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_running(process)


def _is_running(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return state.stdout.strip() not in {"", "Z", "Zs"}


def test_commands_are_run_in_turn_first_for_their_memory_then_for_their_seconds() -> None:
    order: list[str] = []
    seconds = {"a": iter([99.0, 3.0, 1.0, 2.0]), "b": iter([99.0, 5.0, 5.0, 8.0])}

    def run(name: str, every: float | None) -> Taken:
        order.append(name if every is None else f"memory of {name}")
        return Taken(next(seconds[name]), 0 if every is None else 900, f"{name}{len(order)}".encode())

    one, other = in_turn([partial(run, "a"), partial(run, "b")], 3)
    assert order == ["memory of a", "memory of b", *["a", "b"] * 3]
    assert one == Taken(2.0, 900, b"a7")
    assert other == Taken(5.0, 900, b"b8")


def test_memory_that_is_not_asked_for_is_not_looked_at(tmp_path: Path) -> None:
    assert taken([sys.executable, "-c", HOLDS], tmp_path, every=None).peak_bytes == 0


def test_both_ways_compute_the_same_month_and_record_nothing() -> None:
    split, whole = engine(Path("m"), "--workers", "2", payroll=["payroll"]), one_process(Path("m"), ["payroll"])
    assert split[:3] == whole[:3] == ["payroll", "run", "2026-10"]
    assert [word for word in split if word not in whole] == ["--engine", "dask", "--workers", "2"]
    assert [word for word in whole if word not in split] == ["--no-workbook"]
    assert "--no-record" in split


def test_a_point_of_the_series_tells_what_was_read_taken_and_written(
    payroll: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = point(100, alone=True, payroll=payroll)
    assert found.employees == 100
    assert 100 * 26 * 2.9 < found.rows < 100 * 26 * 3
    assert found.input_bytes > 10_000
    assert found.in_parts.output_bytes == 700
    assert found.in_parts.lines == 230
    assert found.in_parts.stages == (Stage("reading", 1.5), Stage("parts", 2))
    assert found.one_process is not None
    assert found.one_process.stages == ()
    assert "reading 1.5 s; parts 2.0 s" in capsys.readouterr().out


def test_a_size_that_one_process_is_not_measured_for_says_so(payroll: tuple[str, str]) -> None:
    assert point(50, alone=False, payroll=payroll).one_process is None


def test_the_engine_is_told_its_workers_and_its_memory(payroll: tuple[str, str]) -> None:
    run = fresh(engine(Path("m"), "--workers", "2", "--memory", engine_bench.MEMORY, payroll=payroll))
    assert json.loads(run.said)["arguments"][-4:] == ["--workers", "2", "--memory", "4GB"]


def test_what_a_run_took_is_told_in_words() -> None:
    run = Measured(12.34, 3 * 2**30, 5 * MIB, 230_000, ())
    assert told(run) == "12.3 s, peak 3,072 MiB, 230,000 ledger lines, 5 MiB written"


def test_a_limit_of_memory_is_counted_as_it_is_written() -> None:
    assert memory_bytes("4GB") == 4_000_000_000
    assert memory_bytes("512MiB") == 536_870_912


def test_a_trial_with_fewer_employees_never_becomes_the_series_of_the_documents() -> None:
    command = [sys.executable, "-m", "benchmarks.engine_bench", "--only", "series", "--divide", "1000"]
    refused = subprocess.run(command, capture_output=True, text=True, check=False, cwd=bench.ROOT)
    assert refused.returncode == 2
    assert "a trial is not written to scaling.json" in refused.stderr
