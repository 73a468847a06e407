"""What the benchmark of the engine measured for docs/scaling.json, and the file itself.

The machine is told by its cores and memory alone, never by name or path.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

PATH = Path(__file__).parent.parent / "docs" / "scaling.json"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a command, as the command itself tells it."""

    stage: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A run as a whole: wall seconds, peak memory of all its processes together, what it wrote (bytes)."""

    seconds: float
    peak_bytes: int
    output_bytes: int
    lines: int
    """Lines of the ledger."""
    stages: tuple[Stage, ...]
    """Empty if the command tells none."""


@dataclass(frozen=True, slots=True)
class Point:
    """One size of the company: in parts, and in one process (None where that was not measured).

    ``rows`` counts shifts and punches.
    """

    employees: int
    rows: int
    input_bytes: int
    in_parts: Measured
    one_process: Measured | None


@dataclass(frozen=True, slots=True)
class Series:
    """All points, smallest first, and where and with what they were measured. Memory is in bytes."""

    measured: str
    cores: int
    machine_memory: int
    versions: Mapping[str, str]
    workers: int
    memory_limit: int
    points: tuple[Point, ...]


def series(points: Sequence[Point], workers: int, memory_limit: int) -> Series:
    """Return points as measured today on this machine."""
    return Series(
        measured=datetime.now(UTC).date().isoformat(),
        cores=os.cpu_count() or 0,
        machine_memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        versions={"python": platform.python_version()} | {name: _version(name) for name in ("pandas", "dask")},
        workers=workers,
        memory_limit=memory_limit,
        points=tuple(sorted(points, key=lambda point: point.employees)),
    )


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def write_series(found: Series, path: Path) -> None:
    """Write the file."""
    path.write_text(json.dumps(asdict(found), indent=2) + "\n", encoding="utf-8", newline="\n")


def read_series(path: Path) -> Series:
    """Return what the file tells."""
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Series(**{**told, "points": tuple(_point(**point) for point in told["points"])})


def _point(
    employees: int, rows: int, input_bytes: int, in_parts: dict[str, Any], one_process: dict[str, Any] | None
) -> Point:
    alone = None if one_process is None else _measured(one_process)
    return Point(employees, rows, input_bytes, _measured(in_parts), alone)


def _measured(told: dict[str, Any]) -> Measured:
    return Measured(**{**told, "stages": tuple(Stage(**stage) for stage in told["stages"])})
