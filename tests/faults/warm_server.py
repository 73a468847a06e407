"""A process that has the program loaded and forks a child for each command, so that a command starts at once.

It is spoken to in lines of JSON: ``{"start": {...}}`` gives ``{"process": n}``, ``{"wait": n}`` gives
``{"ended": n}``, negative for a signal. A child is a session of its own and runs the command line as it stands.
"""

from __future__ import annotations

import contextlib
import encodings
import faulthandler
import importlib
import json
import os
import pkgutil
import resource
import sys
import time
import traceback
from typing import Any

import payroll
from payroll.__main__ import main

DRIVERS = (
    "_strptime",
    "alembic.autogenerate",
    "fsspec.implementations.local",
    "psycopg",
    "pyarrow.parquet",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "xlsxwriter",
)
PATIENCE = 180
"""Seconds after which a command hangs. It is killed then; where it was is on its standard error."""
HUNG = 124


def serve() -> None:
    """Do what the lines ask for until there are no more."""
    _load()
    _tell({"ready": True})
    for line in sys.stdin:
        asked = json.loads(line)
        told = {"process": _start(asked["start"])} if "start" in asked else {"ended": _wait(asked["wait"])}
        _tell(told)


def _tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _load() -> None:
    for module in pkgutil.walk_packages(payroll.__path__, "payroll."):
        if ".migrations.env" not in module.name and ".versions." not in module.name:
            importlib.import_module(module.name)
    for name in DRIVERS:
        importlib.import_module(name)
    for module in pkgutil.iter_modules(encodings.__path__):  # a user who may not read where Python is cannot
        with contextlib.suppress(ImportError):  # those of other systems
            importlib.import_module(f"encodings.{module.name}")


def _start(task: dict[str, Any]) -> int:
    child = os.fork()
    if not child:
        ended = 70
        try:
            ended = _command(task)
        finally:
            os._exit(ended)
    return child


def _command(task: dict[str, Any]) -> int:
    os.setsid()
    os.chdir(task["folder"])
    for name, number in (("said", 1), ("told", 2)):
        file = os.open(task[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number)
        os.close(file)
    os.close(0)
    if task["largest_file"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (task["largest_file"],) * 2)
    if task["user"] is not None:
        os.setgroups([])
        os.setgid(task["user"])
        os.setuid(task["user"])
    faulthandler.dump_traceback_later(PATIENCE - 10)
    sys.argv = ["payroll", *task["words"]]
    try:
        main()
        ended = 0
    except SystemExit as leaving:
        ended = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:  # noqa: BLE001  (what Python does with what is not caught)
        traceback.print_exc()
        ended = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return ended


def _wait(process: int) -> int:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found, status = os.waitpid(process, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    os.kill(process, 9)
    os.waitpid(process, 0)
    return HUNG


if __name__ == "__main__":
    serve()
