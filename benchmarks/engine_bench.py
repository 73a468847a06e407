"""Measures a month computed in parts, as whole processes taken in turn: `make bench-engine`.

    workers   two workers beside one, the same number of parts
    parts     in parts beside one process, and many parts beside one part with one worker
    skew      files of very different sizes beside even ones, two workers
    series    100,000 to 2,000,000 employees, written to docs/scaling.json; `make docs` draws its picture
    large     2,000,000 employees alone: the last point of the series, not written

Ratios are of medians. How memory is measured stands in `benchmarks/whole_tree.py`. The results of one run, and what the
engine keeps beside them, are gone before the next, so that no run continues another.
"""

from __future__ import annotations

import argparse
import compileall
import json
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pyarrow import parquet

from benchmarks.bench import ROOT, WORK
from benchmarks.month_maker import PERIOD, make_dataset
from benchmarks.series import PATH, Measured, Point, Stage, series, write_series
from benchmarks.whole_tree import EVERY, Run, Taken, in_turn, taken

FIGURES = ("workers", "parts", "skew", "series", "large")
LARGE = 2_000_000
SIZES = (100_000, 250_000, 500_000, 1_000_000, LARGE)
MEMORY = "4GB"
WORKERS = 2
PARTS = 8
RESULTS = WORK / "results"
PAYROLL = (sys.executable, "-m", "payroll")
_UNITS = {"GB": 10**9, "MB": 10**6, "GiB": 2**30, "MiB": 2**20}


def dataset(employees: int, *, skewed: bool = False) -> Path:
    """Return the folder of a made dataset in Parquet, made if it is not there yet."""
    folder = WORK / f"{employees}-dataset{'-skewed' if skewed else ''}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        make_dataset(unfinished, employees, "parquet", skewed=skewed)
        unfinished.rename(folder)
    return folder


def engine(folder: Path, *options: str, payroll: Sequence[str] = PAYROLL) -> list[str]:
    """Return the command line of a month computed in parts."""
    return _command(folder, payroll, "--engine", "dask", *options)


def one_process(folder: Path, payroll: Sequence[str] = PAYROLL) -> list[str]:
    """Return the command line of the same month in one process."""
    return _command(folder, payroll, "--no-workbook")


def _command(folder: Path, payroll: Sequence[str], *options: str) -> list[str]:
    places = ("--data", str(folder / "data"), "--policies", str(folder / "policies"), "--out", str(RESULTS / "out"))
    return [*payroll, "run", PERIOD, *places, "--no-record", "--json", *options]


def fresh(command: Sequence[str], every: float | None = EVERY) -> Taken:
    """Run a command with nothing left of an earlier one; ``every`` as in ``taken``."""
    shutil.rmtree(RESULTS, ignore_errors=True)
    RESULTS.mkdir(parents=True)
    return taken(command, ROOT, every)


def measured(run: Taken) -> Measured:
    """Return what a run with ``--json`` took, with the stages if it tells them, and what lies in its results."""
    told = json.loads(run.said)
    stages = tuple(Stage(each["stage"], each["seconds"]) for each in told.get("stages", ()))
    return Measured(round(run.seconds, 2), run.peak_bytes, file_bytes(RESULTS / "out"), told["lines"], stages)


def file_bytes(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def row_count(data: Path) -> int:
    """Return how many shifts and punches a dataset in Parquet has."""
    files = [path for table in ("shifts", "punches") for path in (data / table).iterdir()]
    return sum(parquet.read_metadata(path).num_rows for path in files)


def two_workers(employees: int, rounds: int) -> None:
    """Compare two workers with one."""
    folder = dataset(employees)
    commands = (engine(folder, "--workers", str(count)) for count in (1, 2))  # both in parts of the usual size
    one, two = in_turn(_runs(*commands), rounds)
    show(f"{employees:,} employees: one worker / two workers", one, two, "at least 1.6")


def in_parts(employees: int, rounds: int) -> None:
    """Compare parts with one process, and many parts with one part."""
    folder = dataset(employees)
    split, whole = in_turn(_runs(engine(folder), one_process(folder)), rounds)
    show(f"{employees:,} employees: in parts / one process", split, whole, "1.10")
    commands = (engine(folder, "--workers", "1", "--parts", str(count)) for count in (PARTS, 1))
    many, single = in_turn(_runs(*commands), rounds)
    show(f"{employees:,} employees, one worker: {PARTS} parts / one part", many, single, "none")


def skew(employees: int, rounds: int) -> None:
    """Compare files of which the first has half of all rows with files of one size."""
    commands = (engine(dataset(employees, skewed=skewed), "--workers", "2") for skewed in (True, False))
    skewed, even = in_turn(_runs(*commands), rounds)
    show(f"{employees:,} employees, two workers: skewed files / even files", skewed, even, "none")


def _runs(*commands: Sequence[str]) -> list[Run]:
    return [partial(fresh, command) for command in commands]


def point(employees: int, *, alone: bool, payroll: Sequence[str] = PAYROLL) -> Point:
    """Measure one size once, in parts and with ``alone`` in one process too, and print it."""
    folder = dataset(employees)
    limited = engine(folder, "--workers", str(WORKERS), "--memory", MEMORY, payroll=payroll)
    split = measured(fresh(limited))
    whole = measured(fresh(one_process(folder, payroll))) if alone else None
    found = Point(employees, row_count(folder / "data"), file_bytes(folder / "data"), split, whole)
    print(f"{employees:,} employees, {found.rows:,} shifts and punches, {mib(found.input_bytes)} of input")
    print(f"    in parts, {WORKERS} workers, --memory {MEMORY}: {told(split)}")
    if whole is not None:
        print(f"    one process: {told(whole)}")
    return found


def told(run: Measured) -> str:
    """Return what a run took, in words."""
    stages = "".join(f"; {each.stage} {each.seconds:.1f} s" for each in run.stages)
    return (
        f"{run.seconds:.1f} s, peak {mib(run.peak_bytes)}, {run.lines:,} ledger lines,"
        f" {mib(run.output_bytes)} written{stages}"
    )


def show(what: str, one: Taken, other: Taken, limit: str) -> None:
    """Print one comparison."""
    print(
        f"{what}: {one.seconds:.2f} s / {other.seconds:.2f} s = {one.seconds / other.seconds:.2f} x"
        f" (limit {limit}), peak {mib(one.peak_bytes)} / {mib(other.peak_bytes)}"
    )


def mib(size: int) -> str:
    """Return bytes as text."""
    return f"{size / 2**20:,.0f} MiB"


def memory_bytes(text: str) -> int:
    """Return the bytes of a size such as ``4GB``."""
    unit = next(unit for unit in _UNITS if text.endswith(unit))
    return int(text.removesuffix(unit)) * _UNITS[unit]


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=FIGURES, action="append", help="this figure alone; may be repeated")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of the ratios")
    parser.add_argument("--alone-up-to", type=int, default=500_000, help="the largest month for one process (series)")
    parser.add_argument("--divide", type=int, default=1, help="a trial with so many times fewer employees")
    parser.add_argument("--to", type=Path, default=PATH, help="where the series is written")
    parser.add_argument("--keep", action="store_true", help="keep the made months for the next time")
    options = parser.parse_args()
    only = options.only or ("workers", "parts", "skew", "series")
    if "series" in only and options.divide != 1 and options.to == PATH:
        parser.error(f"a trial is not written to {PATH.name}: name another file with --to")
    compileall.compile_dir(ROOT / "payroll", quiet=1)  # as pip does when it installs the program
    if "workers" in only:
        two_workers(500_000 // options.divide, options.rounds)
    if "parts" in only:
        in_parts(100_000 // options.divide, options.rounds)
    if "skew" in only:
        skew(250_000 // options.divide, options.rounds)
    if "large" in only:
        point(LARGE // options.divide, alone=False)
    if "series" in only:
        sizes = [size // options.divide for size in SIZES]
        points = [point(size, alone=size * options.divide <= options.alone_up_to) for size in sizes]
        write_series(series(points, WORKERS, memory_bytes(MEMORY)), options.to)
    if not options.keep:
        shutil.rmtree(WORK)


if __name__ == "__main__":
    main()
