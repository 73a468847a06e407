"""Measures statements for employees as a whole command: `python -m benchmarks.statement_bench`.

The month is that of the other benchmarks: 26 shifts, two or three ledger lines a person. The command reads and judges
it, writes HTML and PDF of everybody, and puts them into their folder. The limit is 60 s for 5,000 on two cores.
"""

from __future__ import annotations

import argparse
import compileall
import shutil
import sys
from collections import Counter
from pathlib import Path

from benchmarks.bench import ROOT, WORK, measure, month
from benchmarks.month_maker import PERIOD

LIMIT = 60


def statements_command(folder: Path, language: str) -> list[str]:
    """Return the command line of ``payroll statements`` on a made month."""
    places = ("--data", str(folder / "data"), "--policies", str(folder / "policies"), "--out", str(folder / "out"))
    return [sys.executable, "-m", "payroll", "statements", PERIOD, *places, "--lang", language]


def main() -> None:
    """Measure and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--employees", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="keep the made months for the next time")
    options = parser.parse_args()
    compileall.compile_dir(ROOT / "payroll", quiet=1)
    folder = month(options.employees, "csv")
    for language in ("zh", "en"):
        [taken] = measure([statements_command(folder, language)], options.rounds)
        made = Counter(path.suffix for path in (folder / "out").iterdir())
        size = sum(path.stat().st_size for path in (folder / "out").iterdir()) / 2**20
        print(
            f"{made['.html']:,} HTML and {made['.pdf']:,} PDF, {language}: {taken.seconds:.1f} s (limit {LIMIT} s for "
            f"5,000), peak {taken.memory:,.0f} MiB of one process, {size:,.0f} MiB of files"
        )
    if not options.keep:
        shutil.rmtree(WORK)


if __name__ == "__main__":
    main()
