"""Scheduler and workers as processes of their own, with everything on S3; and clusters that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.month_maker import PERIOD, make_dataset
from payroll.cli.app import app
from payroll.engine import cluster as engine
from payroll.engine.cluster import Cluster, dask_crew
from payroll.engine.errors import EngineError
from payroll.storage import Storage
from tests.clusters import Started, cluster, free_port
from tests.s3 import s3, s3_server

__all__ = ["s3", "s3_server"]


@pytest.fixture(scope="module")
def one_worker() -> Iterator[Started]:
    with cluster(1) as started:
        yield started


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_CONNECT_SECONDS", 2)


def refusal_of(address: str) -> EngineError:
    """Return what the first tasks are refused with."""
    with dask_crew(Cluster(address), lambda *_: None) as crew, pytest.raises(EngineError) as raised:
        crew.do(str, [1])
    return raised.value


@pytest.mark.usefixtures("impatient")
def test_where_no_scheduler_is_the_message_names_the_address() -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    text = refusal_of(address).text
    assert text.en.startswith(f"no scheduler answers at {address}: ")
    assert text.zh.startswith(f"{address} 没有调度器应答")


@pytest.mark.usefixtures("impatient")
def test_a_scheduler_without_workers_is_refused() -> None:
    with cluster(0) as started:
        assert "has no workers. Start some" in refusal_of(started.address).text.en


def test_workers_with_another_version_are_refused(one_worker: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("payroll.engine.versions.__version__", "9.9")
    text = refusal_of(one_worker.address).text.en
    assert "other versions (payroll 0.1.0, " in text
    assert "than this process (payroll 9.9, " in text


def test_a_month_on_s3_is_the_month_in_a_folder(s3: str, tmp_path: Path) -> None:
    make_dataset(tmp_path, 60, "parquet", files=2)
    for path in (tmp_path / "data").rglob("*.parquet"):
        Storage(f"{s3}/data").put(path, path.relative_to(tmp_path / "data").as_posix())
    here = run("--data", str(tmp_path / "data"), "--out", str(tmp_path / "out"), policies=tmp_path, workers="1")
    with cluster(2) as started:
        there = run("--data", f"{s3}/data", "--out", f"{s3}/out", "--scheduler", started.address, policies=tmp_path)
    assert "parts: 3" in here
    assert "parts: 3" in there
    results = {place: Storage(place) for place in (f"{s3}/out", str(tmp_path / "out"))}
    files = [{name: storage.read(name) for name in storage.names()} for storage in results.values()]
    assert "ledger/part-00002.parquet" in files[0]
    assert files[0] == files[1]


def run(*words: str, policies: Path, workers: str = "") -> str:
    """Run the month in three parts and return what is said."""
    command = ["run", PERIOD, "--engine", "dask", "--parts", "3", "--no-record", "--lang", "en"]
    command += ["--policies", str(policies / "policies"), *(["--workers", workers] if workers else []), *words]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    return result.output


def test_without_dask_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("payroll.engine.cluster.find_spec", lambda _: None)
    with pytest.raises(EngineError) as caught, dask_crew(Cluster(), lambda *_: None):
        pass
    assert caught.value.text.en == 'Dask is not installed; install it with: pip install "payroll[dask]"'
    assert caught.value.text.zh == '没有安装 Dask；请安装：pip install "payroll[dask]"'


@pytest.mark.parametrize("address", ["nonsense", "tcp://host", "http//host:1", "http://host:8786", "tcp://host:65536"])
def test_what_is_no_address_of_a_scheduler_is_refused_before_anything_is_read(address: str, tmp_path: Path) -> None:
    places = ["--data", str(tmp_path), "--out", str(tmp_path / "out"), "--lang", "en"]
    result = CliRunner().invoke(app, ["run", "2026-10", "--engine", "dask", "--scheduler", address, *places])
    assert result.exit_code == 2
    assert f"«{address}» is no address of a scheduler; write it as tcp://host:8786" in result.output


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "the results cannot be in {place}: a part of the path"), ("zh", "结果不能放在 {place}：")]
)
def test_a_file_in_place_of_the_folder_of_the_results_is_told(lang: str, told: str, tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.write_text("")
    words = ["--engine", "dask", "--data", str(tmp_path), "--out", str(place), "--no-record", "--lang", lang]
    result = CliRunner().invoke(app, ["run", "2026-10", *words])
    assert result.exit_code == 2
    assert told.format(place=place) in result.output.replace("\n", "")


@pytest.mark.parametrize(("workers", "told"), [("1", "for 1 worker:"), ("2", "for 2 workers:")])
def test_too_little_memory_is_refused_with_the_least(workers: str, told: str, tmp_path: Path) -> None:
    words = ["--engine", "dask", "--data", str(tmp_path), "--out", str(tmp_path / "out"), "--no-record"]
    words += ["--memory", "1GB", "--workers", workers, "--lang", "en"]
    result = CliRunner().invoke(app, ["run", "2026-10", *words])
    assert result.exit_code == 2
    assert told in result.output
