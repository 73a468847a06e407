"""Measures how quickly a month's lines are posted to PostgreSQL, and how much memory closing a month takes.

Run with `python -m benchmarks.posting_bench`. Posting is `post_lines`: it checks the lines, hashes them into the chain
and sends them by COPY into the real table, with its five indexes and its guards. It is compared with psycopg's COPY
alone, in turn and each into an empty database of its own: rows and hashes that were ready before the clock started.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.ledger_bench import empty_book, lines
from payroll.ledger.acts import Who, now
from payroll.ledger.book import Book, open_book, reading, writing
from payroll.ledger.drafts import save_draft
from payroll.ledger.evidence import EvidenceStore
from payroll.ledger.frames import keep_frames
from payroll.ledger.guards import postgres_triggers
from payroll.ledger.lines import LINE_FIELDS, columns_of, post_lines
from payroll.ledger.manifest import Manifest
from payroll.ledger.net import ledger_form
from payroll.ledger.schema import LINE

PERIOD = "2026-10"
CUT = 65_536
NAMES = ", ".join((*LINE_FIELDS, "hash"))

Row = tuple[Any, ...]


class Bare(NamedTuple):
    """What the table has into which rows are copied without our code."""

    told: str
    guards: bool
    indexes: bool


BARE = (
    Bare("the same table and indexes, without guards", guards=False, indexes=True),
    Bare("the same table, indexes and guards", guards=True, indexes=True),
    Bare("a table of the same columns, without indexes and guards", guards=False, indexes=False),
)


def posting(count: int) -> float:
    """Return the seconds of posting lines, with the transaction."""
    frame = lines(PERIOD, count)
    frames = [frame.iloc[start : start + CUT] for start in range(0, count, CUT)]
    with empty_book("postgresql") as book:
        start = time.perf_counter()
        with writing(book) as connection:
            post_lines(connection, frames)
        return time.perf_counter() - start


def copying(rows: Sequence[Row], bare: Bare) -> float:
    """Return the seconds of psycopg's COPY of rows, with the transaction."""
    with empty_book("postgresql") as book:
        make_bare(book, bare)
        start = time.perf_counter()
        with writing(book) as connection:
            driver: Any = connection.connection.driver_connection
            with driver.cursor() as cursor, cursor.copy(f"COPY line ({NAMES}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        return time.perf_counter() - start


def make_bare(book: Book, bare: Bare) -> None:
    """Take from the table of an empty book what it is to be without."""
    with writing(book) as connection:
        if not bare.guards:
            for name, trigger in postgres_triggers().items():
                connection.exec_driver_sql(f"DROP TRIGGER {name} ON {trigger.table}")
        if not bare.indexes:
            connection.exec_driver_sql("ALTER TABLE line DROP CONSTRAINT line_pkey")
            for index in LINE.indexes:
                connection.exec_driver_sql(f"DROP INDEX {index.name}")


def posted_rows(count: int) -> list[Row]:
    """Return the rows as posting leaves them in the table."""
    with empty_book("postgresql") as book:
        with writing(book) as connection:
            post_lines(connection, [lines(PERIOD, count)])
        with reading(book) as connection:
            batches = list(columns_of(connection, LINE.select().order_by(LINE.c.sequence)))
    return [row for columns in batches for row in zip(*columns, strict=True)]


def compare(count: int, rounds: int) -> None:
    """Print the speed of posting as a share of the speed of COPY alone."""
    rows = posted_rows(count)
    works: list[Callable[[], float]] = [partial(posting, count), *(partial(copying, rows, bare) for bare in BARE)]
    taken = [[work() for work in works] for _ in range(rounds)]
    post, *others = (statistics.median(seconds) for seconds in zip(*taken, strict=True))
    print(f"postgresql, {count:,} lines: posted in {post:.2f} s, {count / post:,.0f} lines a second")
    for bare, seconds in zip(BARE, others, strict=True):
        print(f"  COPY alone into {bare.told}: {seconds:.2f} s; speed of posting {seconds / post:.2f} x (at least 0.7)")


def drafted(folder: Path, url: str, count: int) -> None:
    """Record a month of so many lines as a draft, with its evidence in the folder."""
    store = EvidenceStore(str(folder / "evidence"))
    frame = ledger_form(lines(PERIOD, count))
    kept = keep_frames((frame,), store)
    manifest = Manifest(PERIOD, "1", "CNY", (), (), store.put(b"{}", "json"), (), (), kept, kept)
    with writing(open_book(url, create=True)) as connection:
        save_draft(connection, manifest, {}, {"errors": 0, "warnings": 0, "accepted": {}}, Who("Wang", "option"), now())


def closing(count: int) -> None:
    """Print how long `payroll close` takes as a process, and its peak memory, on SQLite and on PostgreSQL."""
    for database in ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as name, empty_book(database) as book:
            folder = Path(name)
            child = f"from benchmarks.posting_bench import *; drafted(Path({name!r}), {book.url!r}, {count})"
            subprocess.run([sys.executable, "-c", child], check=True)
            packed = max(each.stat().st_size for each in (folder / "evidence").rglob("*.parquet")) >> 20
            places = ("--db", book.url, "--evidence", str(folder / "evidence"), "--out", str(folder / "out"))
            command = [sys.executable, "-m", "payroll", "close", PERIOD, "--by", "Wang", *places]
            start = time.perf_counter()
            with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            seconds = time.perf_counter() - start
            if process.returncode:
                sys.exit(f"payroll close ended with {process.returncode}")
        print(
            f"{database}: close a month of {count:,} lines ({packed} MiB of evidence): {seconds:.1f} s, "
            f"peak {usage.ru_maxrss >> 10:,} MiB"
        )


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=500_000)
    parser.add_argument("--close", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.lines:
        compare(options.lines, options.rounds)
    if options.close:
        closing(options.close)


if __name__ == "__main__":
    main()
