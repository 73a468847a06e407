"""Measures the book of record: posting against one bulk insert through the driver, and verifying.

Run with `python -m benchmarks.ledger_bench`. Posting and bulk insert are taken in turn, each into an empty
book of its own, so that a slow moment of the machine falls on both. The bulk insert gets rows that are ready,
into the same table and indexes without guards.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from payroll.ledger import guards
from payroll.ledger.acts import Who, append_act, last_line_of, now
from payroll.ledger.book import Book, open_book, reading, writing
from payroll.ledger.closing import totals
from payroll.ledger.drafts import save_run
from payroll.ledger.lines import LINE_FIELDS, post_lines, read_lines
from payroll.ledger.manifest import Manifest, Suffix
from payroll.ledger.schema import LINE
from payroll.ledger.verify import verify
from tests.postgres import empty_database, server_url

RULES = ("lateness", "early-departure", "absence", "missing-punch", "complaint")


class AllThere:
    """An evidence store that has everything."""

    def fault(self, sha256: str, suffix: Suffix) -> None:
        """Find nothing wrong."""


def lines(period: str, count: int) -> pd.DataFrame:
    """Return ``count`` lines of a month, about as long as those of a real one."""
    number = np.arange(count)
    employee = pd.Series(number // 5).map("E{:06d}".format).astype("str")
    date = pd.Series(number * 7 % 28 + 1).map(f"{period}-{{:02d}}".format).astype("str")
    rule = pd.Series(np.array(RULES, object)[number % 5]).astype("str")
    minutes = pd.Series(number % 37 + 1)
    late, row = minutes.astype("str"), pd.Series(number + 2).astype("str")
    text = {
        "entry_id": period + "/" + employee + "/" + rule + "/" + date + "#1",
        "period": period,
        "employee_id": employee,
        "name": "员工" + employee,
        "store": "第" + late + "门店",
        "date": date,
        "rule": rule,
        "clause": "3.2",
        "quantity": late,
        "currency": "CNY",
        "action": "",
        "kind": "charge",
        "corrects": "",
        "policy": "store-staff@2026-01-01",
        "evidence": "punches.csv:" + row + "; shifts.csv:" + row,
        "explanation_zh": "应于 09:00 到岗，实际迟到 "
        + minutes.astype("str")
        + " 分钟，本月第 2 次，按第 3.2 条扣 20.00 元。",
        "explanation_en": "Due at 09:00, "
        + minutes.astype("str")
        + " minutes late, the 2nd time this month, 20.00 by 3.2.",
    }
    numbers = {"occurrence": minutes % 4, "amount": -100 * minutes}
    columns = {
        name: numbers[name] if name in numbers else pd.Series(text[name], index=range(count), dtype="str")
        for name in LINE_FIELDS[1:]
    }
    return pd.DataFrame(columns)


@contextmanager
def empty_book(database: str) -> Iterator[Book]:
    """Give an empty book on ``sqlite`` or ``postgresql``."""
    if database == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield open_book(str(Path(folder, "payroll.db")), create=True)
        return
    with empty_database(server_url()) as url:
        yield open_book(url, create=True)


def posting(database: str, frame: pd.DataFrame) -> float:
    """Return the seconds of ``post_lines``, with its transaction."""
    with empty_book(database) as book:
        start = time.perf_counter()
        with writing(book) as connection:
            post_lines(connection, [frame])
        return time.perf_counter() - start


def bulk_insert(database: str, rows: list[tuple[Any, ...]]) -> float:
    """Return the seconds of one bulk insert through the driver, with its transaction, without guards."""
    names = ", ".join((*LINE_FIELDS, "hash"))
    with empty_book(database) as book:
        with writing(book) as connection:
            for name in guards.sqlite_triggers():
                if database == "sqlite":
                    connection.exec_driver_sql(f"DROP TRIGGER {name}")
            if database == "postgresql":
                connection.exec_driver_sql("ALTER TABLE line DISABLE TRIGGER USER")
        start = time.perf_counter()
        with writing(book) as connection:
            driver: Any = connection.connection.driver_connection
            if database == "sqlite":
                marks = ", ".join("?" * len(rows[0]))
                driver.executemany(f"INSERT INTO line ({names}) VALUES ({marks})", rows)  # noqa: S608
            else:
                with driver.cursor() as cursor, cursor.copy(f"COPY line ({names}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
        return time.perf_counter() - start


def compare(database: str, count: int, rounds: int) -> None:
    """Print how much longer posting takes than one bulk insert of the same rows."""
    frame = lines("2026-10", count)
    with empty_book("sqlite") as book:
        with writing(book) as connection:
            post_lines(connection, [frame])
        with reading(book) as connection:
            rows = list(read_lines(connection).itertuples(index=False, name=None))
    taken = [(posting(database, frame), bulk_insert(database, rows)) for _ in range(rounds)]
    post, insert = (statistics.median(each) for each in zip(*taken, strict=True))
    print(
        f"{database}, {count:,} lines: post {post:.2f} s / bulk insert {insert:.2f} s = {post / insert:.2f} x (limit 3)"
    )


def months(book: Book, count: int) -> None:
    """Post and seal ten months that have ``count`` lines together."""
    for month in range(1, 11):
        period = f"2026-{month:02d}"
        frame = lines(period, count // 10)
        manifest = Manifest(period, "1", "CNY", (), (), "a" * 64, (), (), "b" * 64, "c" * 64)
        with writing(book) as connection:
            _, before = last_line_of(connection)
            posted = post_lines(connection, [frame])
            save_run(connection, manifest, {}, {"errors": 0, "warnings": 0, "accepted": {}})
            details = {
                "first_line": posted.first,
                "last_line": posted.last,
                "lines": len(frame),
                "head": posted.head,
                "previous_head": before,
                "run": manifest.run_id,
                "outputs": {},
                "carried": [],
                "totals": totals(posted, "CNY"),
            }
            who = Who("Wang", "option")
            append_act(connection, "closing", period, manifest.run_id, who, now(), "month end", details)


def verifying(database: str, count: int, rounds: int) -> None:
    """Print how long it takes to verify a book."""
    with empty_book(database) as book:
        months(book, count)
        taken = []
        for _ in range(rounds):
            start = time.perf_counter()
            found = verify(book, AllThere())
            taken.append(time.perf_counter() - start)
            if found:
                raise SystemExit(found[0].text.en)
        with reading(book) as connection:
            start = time.perf_counter()
            one = read_lines(connection, LINE.c.employee_id == "E000007")
            looked_up = time.perf_counter() - start
    print(f"{database}: verify {count:,} lines: {statistics.median(taken):.1f} s (limit 20)")
    print(f"{database}: the {len(one)} lines of one employee: {looked_up * 1000:.1f} ms")


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=500_000)
    parser.add_argument("--verify", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for database in ("sqlite", "postgresql"):
        if options.lines:
            compare(database, options.lines, options.rounds)
        if options.verify:
            verifying(database, options.verify, options.rounds)


if __name__ == "__main__":
    main()
