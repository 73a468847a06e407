"""Measures the program as whole processes and prints ratios: `make bench`.

Each figure is the median of several runs of a process, taken in turn with what it is compared with, so
that a slow moment of the machine falls on both.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.month_maker import PERIOD, make_month

ROOT = Path(__file__).parent.parent
WORK = ROOT / "build" / "bench"
NAIVE = 2_000


@dataclass(frozen=True, slots=True)
class Figure:
    """Median wall seconds and peak memory (MiB) of a command."""

    seconds: float
    memory: float


def once(command: Sequence[str]) -> Figure:
    """Run a command as a process of its own, into no results of an earlier run, and return what it took."""
    if "--out" in command:
        out = Path(command[command.index("--out") + 1])
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT) as process:
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Figure(seconds, usage.ru_maxrss / 1024)


def measure(commands: Sequence[Sequence[str]], rounds: int) -> list[Figure]:
    """Run the commands in turn, ``rounds`` times after one that is not counted, and return their medians."""
    for command in commands:
        once(command)
    taken = [[once(command) for command in commands] for _ in range(rounds)]
    return [
        Figure(
            statistics.median(figures[index].seconds for figures in taken),
            max(figures[index].memory for figures in taken),
        )
        for index in range(len(commands))
    ]


def month(employees: int, form: str, *, records: bool = False) -> Path:
    """Return the folder of a month, made if it is not there yet."""
    folder = WORK / (f"{employees}-{form}-records" if records else f"{employees}-{form}")
    if not folder.exists():
        make_month(folder, employees, form, records=records)
    return folder


def run_command(folder: Path, *options: str) -> list[str]:
    """Return the command line of ``payroll run`` on a made month."""
    places = ("--data", str(folder / "data"), "--policies", str(folder / "policies"), "--out", str(folder / "out"))
    return [sys.executable, "-m", "payroll", "run", PERIOD, *places, *options]


def recorded_command(folder: Path, *options: str) -> list[str]:
    """Return the same, recorded into a new book."""
    return run_command(folder, "--db", str(folder / "out" / "payroll.db"), *options)


def read_command(folder: Path) -> list[str]:
    """Return the command line of the process that only reads."""
    return [sys.executable, "-m", "benchmarks.read_only", str(folder / "data")]


def whole_book(employees: int, rounds: int) -> None:
    """Compare the whole rule book with the first rules alone, on one month with the tables of records."""
    folder, plain = month(employees, "csv", records=True), month(employees, "csv")
    options = ("--no-record", "--no-workbook")
    whole = [str(folder / "whole") if word == str(folder / "policies") else word for word in run_command(folder)]
    commands = ([*whole, *options], run_command(folder, *options), run_command(plain, *options))
    all_rules, first, alone = measure(commands, rounds)
    show(f"{employees:,} employees, csv: whole rule book / first rules", all_rules, first, "1.5")
    show(f"{employees:,} employees, csv: the same / first rules without the records", all_rules, alone, "none")


def show(what: str, one: Figure, other: Figure, limit: str) -> None:
    """Print one comparison."""
    print(
        f"{what}: {one.seconds:.2f} s / {other.seconds:.2f} s = {one.seconds / other.seconds:.2f} x"
        f" (limit {limit}), peak {one.memory:,.0f} MiB"
    )


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--employees", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", action="store_true", help="keep the made months for the next time")
    options = parser.parse_args()
    compileall.compile_dir(ROOT / "payroll", quiet=1)  # as pip does when it installs the program
    many, few = options.employees, options.employees // 10
    whole = {}
    for form in ("csv", "parquet"):
        folder = month(many, form)
        run, read = measure([run_command(folder, "--no-record", "--no-workbook"), read_command(folder)], options.rounds)
        whole[form] = run
        show(f"{many:,} employees, {form}: run / only reading", run, read, "8; memory 2,560 MiB")
    [tenth] = measure([run_command(month(few, "csv"), "--no-record", "--no-workbook")], options.rounds)
    show(f"{many:,} / {few:,} employees, csv", whole["csv"], tenth, "11")
    for people in (many, few):
        folder = month(people, "csv")
        commands = [recorded_command(folder, "--no-workbook"), run_command(folder, "--no-record", "--no-workbook")]
        recorded, alone = measure(commands, options.rounds)
        show(f"{people:,} employees, csv: recorded / not recorded", recorded, alone, "1.5")
    whole_book(many, options.rounds)
    small = month(NAIVE, "csv")
    run, naive = measure(
        [
            run_command(small, "--no-record", "--no-workbook"),
            [sys.executable, "-m", "benchmarks.naive_loop", str(small / "data")],
        ],
        options.rounds,
    )
    print(f"{NAIVE:,} employees: naive loop {naive.seconds:.2f} s, run {run.seconds:.2f} s")
    [reading] = measure([read_command(small)], options.rounds)
    print(f"{NAIVE:,} employees: naive loop / only reading = {naive.seconds / reading.seconds:.1f} x")
    run, imports = measure(
        [run_command(month(50, "csv"), "--no-record"), [sys.executable, "-c", "import pandas, sqlmodel"]],
        options.rounds,
    )
    show("50 employees with workbook / import pandas, sqlmodel", run, imports, "2")
    helped, typer = measure(
        [[sys.executable, "-m", "payroll", "--help"], [sys.executable, "-c", "import typer"]], options.rounds * 3
    )
    show("--help / import typer", helped, typer, "2")
    if not options.keep:
        shutil.rmtree(WORK)


if __name__ == "__main__":
    main()
