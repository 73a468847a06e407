"""What the page about clusters says to write for Dask, Docker and Helm: parsed, and looked up in the installed Dask.

Neither Docker nor Kubernetes is started; the page says so.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import click
import dask
import distributed
import pytest
import yaml
from distributed.cli import dask_scheduler, dask_worker

from tests.documents import DOCS, ROOT, SHELLS, blocks, read

PROGRAMS: dict[str, click.Command] = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}
FOLDER = DOCS / "cluster"
PAGES = (DOCS / "scale.md", DOCS / "zh" / "scale.md")
NO_WAITING = {f"DASK_DISTRIBUTED__WORKER__MEMORY__{name}": "False" for name in ("TARGET", "SPILL", "PAUSE")}
STORE = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL"}
LARGEST_SHARE = 0.95


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(read(FOLDER / "compose.yaml"))
    return found


def helm() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(read(FOLDER / "helm-values.yaml"))
    return found


def shown(page: Path, program: str) -> list[list[str]]:
    """Return the commands of a page that begin with a program, in words."""
    lines = [line for block in blocks(page) if block.language in SHELLS for line in block.lines]
    return [shlex.split(line) for line in lines if line.startswith(f"{program} ")]


def parsed(words: list[str]) -> dict[str, Any]:
    """Return the parameters of `dask scheduler …` or `dask worker …`. Raises ``UsageError`` for what there is not."""
    program, *rest = words[1:]
    return PROGRAMS[program].make_context(program, rest).params


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_installed_dask_has_every_option_of_the_page(page: Path) -> None:
    commands = shown(page, "dask")
    assert [words[1] for words in commands] == ["scheduler", "worker"]
    for words in commands:
        parsed(words)


def test_an_option_that_dask_does_not_have_is_noticed() -> None:
    with pytest.raises(click.UsageError):
        parsed(["dask", "worker", "tcp://scheduler:8786", "--processes", "2"])


def test_the_installed_dask_has_every_option_of_the_compose_file() -> None:
    services = compose()["services"]
    scheduler, worker = (parsed(services[name]["command"]) for name in ("scheduler", "worker"))
    assert scheduler["port"] == "8786"
    assert (worker["scheduler"], worker["nthreads"], worker["memory_limit"]) == ("tcp://scheduler:8786", 1, "4GB")


def test_the_installed_dask_has_every_option_that_the_chart_passes() -> None:
    parsed(["dask", "scheduler", "--port=8786", "--dashboard-address=:8787"])
    limits = helm()["worker"]["resources"]["limits"]
    options = ["--nthreads", str(helm()["worker"]["threads_per_worker"]), "--memory-limit", limits["memory"]]
    worker = parsed(["dask", "worker", "scheduler:8786", *options, "--no-dashboard", "--dashboard-address", "8790"])
    assert worker["nthreads"] == 1
    assert dask.utils.parse_bytes(worker["memory_limit"]) == 4 * 10**9


def test_the_image_has_the_programs_by_the_names_that_the_chart_starts() -> None:
    made = re.search(r"for name in (.*); do", read(FOLDER / "Dockerfile"))
    assert made is not None
    assert made[1].split() == list(PROGRAMS)
    assert helm()["worker"]["image"]["dask_worker"] == "dask-worker"


def test_scheduler_workers_and_command_are_of_one_image() -> None:
    services = compose()["services"]
    assert set(services) == {"scheduler", "worker", "payroll"}
    assert {service["image"] for service in services.values()} == {"payroll"}
    images = [
        {name: helm()[which]["image"][name] for name in ("repository", "tag")} for which in ("scheduler", "worker")
    ]
    assert images[0] == images[1]


def test_the_image_is_made_of_files_of_the_checkout() -> None:
    build = compose()["services"]["worker"]["build"]
    root = (FOLDER / build["context"]).resolve()
    assert root == ROOT
    assert (root / build["dockerfile"]).samefile(FOLDER / "Dockerfile")
    copied = [line.split()[1:-1] for line in read(FOLDER / "Dockerfile").splitlines() if line.startswith("COPY ")]
    missing = [name for names in copied for name in names if not (root / name).exists()]
    assert copied
    assert missing == []


def test_everything_that_the_wheel_is_built_of_is_in_the_image() -> None:
    told = read(ROOT / "pyproject.toml")
    shipped = re.findall(r'^"(\w+)" = "payroll/shipped/', told, re.MULTILINE)
    assert len(shipped) == 3
    for name in (*shipped, "payroll", "pyproject.toml", "README.md", "LICENSE", "requirements.lock"):
        assert re.search(rf"^COPY (.* )?{re.escape(name)} ", read(FOLDER / "Dockerfile"), re.MULTILINE), name


def test_no_port_is_published_and_no_notebook_is_started() -> None:
    assert [name for name, service in compose()["services"].items() if "ports" in service] == []
    assert helm()["scheduler"]["serviceType"] == "ClusterIP"
    assert helm()["jupyter"]["enabled"] is False


def test_a_container_of_a_worker_has_more_memory_than_dask_lets_it_take() -> None:
    service = compose()["services"]["worker"]
    assert dask.utils.parse_bytes(service["mem_limit"]) > dask.utils.parse_bytes(
        parsed(service["command"])["memory_limit"]
    )
    assert dask.config.get("distributed.worker.memory.terminate") == LARGEST_SHARE  # the page tells it


def test_workers_reach_the_store_and_do_not_wait_for_memory() -> None:
    by_compose = compose()["services"]["worker"]["environment"]
    by_helm = {each["name"]: each.get("value") for each in helm()["worker"]["env"]}
    assert set(by_compose) == set(by_helm) == STORE | set(NO_WAITING)
    for told in (by_compose, by_helm):
        assert {name: told[name] for name in NO_WAITING} == NO_WAITING
    assert set(compose()["services"]["payroll"]["environment"]) > STORE


def test_keys_are_in_no_file() -> None:
    assert {each["name"] for each in helm()["worker"]["env"] if "valueFrom" in each} == STORE
    environment = compose()["services"]["payroll"]["environment"]
    assert all(value.startswith("${") for value in environment.values())


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_every_setting_of_dask_that_a_page_or_file_names_exists(page: Path) -> None:
    text = read(page) + read(FOLDER / "compose.yaml") + read(FOLDER / "helm-values.yaml")
    names = set(re.findall(r"DASK_\w+[A-Z]\b", text))
    assert names > set(NO_WAITING)
    with Path(distributed.__file__).with_name("distributed.yaml").open(encoding="utf-8") as file:
        defaults = yaml.safe_load(file)
    for name in names:
        below = defaults
        for key in name.removeprefix("DASK_").lower().split("__"):
            assert key.replace("_", "-") in below, name
            below = below[key.replace("_", "-")]


def test_a_worker_takes_the_settings_from_its_environment() -> None:
    memory = dask.config.collect_env(NO_WAITING)["distributed"]["worker"]["memory"]
    assert memory == {"target": False, "spill": False, "pause": False}


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_commands_for_docker_name_the_compose_file_and_its_services(page: Path) -> None:
    commands = shown(page, "docker")
    assert len(commands) == 4
    services = set(compose()["services"])
    for words in commands:
        assert words[1:4] == ["compose", "--file", "docs/cluster/compose.yaml"]
    assert set(commands[0][-2:]) == {"scheduler", "worker"} <= services
    assert [words[words.index("--rm") + 1] for words in commands[1:3]] == ["payroll", "payroll"]
