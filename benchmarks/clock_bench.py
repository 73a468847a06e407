"""Measures the readers of clocks against those that only read: `python -m benchmarks.clock_bench`.

A text file of a clock against Arrow reading a CSV of the same rows, and a workbook against calamine
reading its cells. Each reading is a process of its own, taken in turn; start-up is not counted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter

ROOT = Path(__file__).parent.parent
PEOPLE = 500


def taps(rows: int) -> pd.DataFrame:
    """Return punches of so many rows: id and time, two to four a day for each person."""
    number = np.arange(rows)
    seconds = number // PEOPLE * 9_731 % 86_399 + 1
    day = number // (PEOPLE * 4) % 28 + 1
    time = pd.Series(pd.to_datetime("2026-10-01") + pd.to_timedelta((day - 1) * 86_400 + seconds, unit="s"))
    return pd.DataFrame({"id": number % PEOPLE + 1, "time": time.dt.strftime("%Y-%m-%d %H:%M:%S")})


def write_text(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write a clock's log and a CSV of the same rows."""
    frame = taps(rows)
    log, plain = folder / "1_attlog.dat", folder / "plain.csv"
    lines = frame["id"].astype(str).str.rjust(9) + "\t" + frame["time"] + "\t1\t255\t1\t0"
    log.write_text("\n".join(lines) + "\n", encoding="utf-8")
    named = frame.assign(device=1, status=255, verify=1, code=0)
    named.to_csv(plain, index=False)
    return log, plain


def write_workbook(folder: Path, rows: int) -> Path:
    """Write a punch list as attendance programs export it, with dates as dates."""
    path = folder / "list.xlsx"
    frame = taps(rows)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, form = book.add_worksheet("list"), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, 0, ["部门", "姓名", "考勤号码", "日期时间", "机器号", "编号", "比对方式", "卡号"])
        moments = pd.to_datetime(frame["time"]).dt.to_pydatetime()
        for row, (person, moment) in enumerate(zip(frame["id"].tolist(), moments, strict=True), 1):
            sheet.write_row(row, 0, ["门店", f"员工{person}", str(person)])
            sheet.write_datetime(row, 3, moment, form)
            sheet.write_row(row, 4, [1, "", "指纹", ""])
    return path


def read(how: str, path: Path) -> tuple[float, float]:
    """Return the seconds that a process took to read, and its peak memory (MiB)."""
    command = [sys.executable, "-m", "benchmarks.read_clock", how, str(path)]
    with tempfile.TemporaryFile("w+") as out, subprocess.Popen(command, stdout=out, cwd=ROOT) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read()
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}: {said}")
    return float(said.split()[0]), usage.ru_maxrss / 1024


def unpacked(path: Path) -> int:
    """Return the bytes of a file, of a workbook those of its parts."""
    if not zipfile.is_zipfile(path):
        return path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        return sum(part.file_size for part in archive.infolist())


def compare(what: str, ours: Path, how: str, theirs: Path, rounds: int, limit: str) -> None:
    """Read in turn and print the ratio, and the memory that ours took beyond start-up, as a multiple of the file."""
    pairs = [(read("ours", ours), read(how, theirs)) for _ in range(rounds)]
    mine, other = (statistics.median(pair[at][0] for pair in pairs) for at in (0, 1))
    grown = max(pair[0][1] for pair in pairs) - read("nothing", ours)[1]
    size = unpacked(ours) / (1 << 20)
    print(
        f"{what}: {mine:.2f} s / {other:.2f} s ({how}) = {mine / other:.2f} x (limit {limit});"
        f" memory {grown:,.0f} MiB = {grown / size:.1f} x the file of {size:,.0f} MiB (limit 6)"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:  # a child begins with the memory of its parent
            log, plain = apart.submit(write_text, folder, 2_000_000).result()
            book = apart.submit(write_workbook, folder, 100_000).result()
        compare("2,000,000 rows of a clock's log", log, "arrow", plain, options.rounds, "3")
        compare("100,000 rows of a clock's workbook", book, "calamine", book, options.rounds, "1.3")


if __name__ == "__main__":
    main()
