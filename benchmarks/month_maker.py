"""Makes a month of N employees × 26 shifts × 2 punches: a file for each table, or datasets for large companies.

About 8 % of the arrivals are late, 1 % of the shifts have no punch, one in fifty employees swaps (with a neighbour,
across the company, or in a chain of three), some are on leave, complain or get a commission: roughly 230,000 ledger
lines for 100,000 employees. A month and a dataset of the same employees hold the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
from pyarrow import parquet

from benchmarks.record_maker import WHOLE_POLICY, record_tables

PERIOD = "2026-10"
SHIFTS = 26
CHUNK = 25_000
"""Employees whose rows are made at once, and whose rows a file of a dataset has unless told otherwise."""
_SEED = 20261001
_FIRST = np.datetime64("2026-10-01")
_DRAWS = 5
"""Random numbers for each shift: present, late, minutes on time, minutes late, departure."""
_LARGE = ("employees", "shifts", "punches")

POLICY = """\
[policy]
title = { zh = "基准", en = "Benchmark" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for the benchmark"

[shifts.office]
start = "08:30"
end = "17:30"

[lateness]
clause = "7.1"
per = "day"
[[lateness.tier]]
percent_of_base = 1
[[lateness.tier]]
from_occurrence = 3
percent_of_base = 5

[absence]
[[absence.tier]]
daily_wages = 1

[swaps]
limit = 2

[leave]
notice_days = 1

[complaints]
[[complaints.step]]
amount = 30
[[complaints.step]]
amount = 60
[[complaints.step]]
action = "dismissal-review"

[guard]
max_percent = 20
"""


class _Writer(Protocol):
    def write_table(self, table: pa.Table) -> None: ...


def make_month(folder: Path, employees: int, form: str, *, records: bool = False) -> None:
    """Write ``folder``/data and ``folder``/policies; ``form`` is ``csv`` or ``parquet``.

    With ``records`` the tables of records too, and ``folder``/whole, the policy that has a rule for each of them.
    """
    random = np.random.default_rng(_SEED)
    (folder / "data").mkdir(parents=True)
    _write_policy(folder / "policies", POLICY)
    chunks = list(_chunks(random, _first_and_count([employees])[0]))
    tables = {name: pa.concat_tables([chunk[name] for chunk in chunks]) for name in _LARGE} | _small_tables(employees)
    if records:
        _write_policy(folder / "whole", POLICY + WHOLE_POLICY)
        tables |= record_tables(random, tables["employees"]["employee_id"].combine_chunks())
    for name, table in tables.items():
        _write(folder / "data" / f"{name}.{form}", table)


def make_dataset(folder: Path, employees: int, form: str, *, files: int | None = None, skewed: bool = False) -> None:
    """Write the same month with employees, shifts and punches as folders of files: ``data/punches/part-000.parquet``.

    A file has the rows of about as many employees as the next; ``files`` is None for one for each 25,000 of them.
    ``skewed``: each file has half of the employees that are left, so the first has half of them all; then ``files``
    is None for 8. The rows are made and written one chunk after the other, so that memory does not grow with them.
    """
    random = np.random.default_rng(_SEED)
    _write_policy(folder / "policies", POLICY)
    for name in _LARGE:
        (folder / "data" / name).mkdir(parents=True)
    sizes = skewed_sizes(employees, files or 8) if skewed else even_sizes(employees, files or -(-employees // CHUNK))
    for number, (first, count) in enumerate(_first_and_count(sizes)):
        paths = {name: folder / "data" / name / f"part-{number:03d}.{form}" for name in _LARGE}
        with ExitStack() as stack:
            writers: dict[str, _Writer] = {}
            for chunk in _chunks(random, (first, count)):
                for name, table in chunk.items():
                    if name not in writers:
                        writers[name] = stack.enter_context(_writer(paths[name], table.schema))
                    writers[name].write_table(table)
    for name, table in _small_tables(employees).items():
        _write(folder / "data" / f"{name}.{form}", table)


def even_sizes(employees: int, files: int) -> list[int]:
    """Return how many employees each of ``files`` files has, as even as can be."""
    return [(employees * (number + 1)) // files - (employees * number) // files for number in range(files)]


def skewed_sizes(employees: int, files: int) -> list[int]:
    """Return how many employees each file has if each has half of those that are left, and the last one the rest."""
    sizes: list[int] = []
    for _ in range(files - 1):
        sizes.append((employees - sum(sizes) + 1) // 2)
    return [size for size in (*sizes, employees - sum(sizes)) if size]


def _first_and_count(sizes: Sequence[int]) -> list[tuple[int, int]]:
    return [(sum(sizes[:number]), size) for number, size in enumerate(sizes)]


def _writer(path: Path, schema: pa.Schema) -> AbstractContextManager[_Writer]:
    writer: AbstractContextManager[_Writer]
    if path.suffix == ".csv":
        writer = arrow_csv.CSVWriter(path, schema, write_options=arrow_csv.WriteOptions(quoting_style="none"))
    else:
        writer = parquet.ParquetWriter(path, schema)
    return writer


def _write(path: Path, table: pa.Table) -> None:
    with _writer(path, table.schema) as writer:
        writer.write_table(table)


def _write_policy(folder: Path, text: str) -> None:
    policy = folder / "benchmark"
    policy.mkdir(parents=True)
    (policy / "2023-02-03.toml").write_text(text, encoding="utf-8")


def _chunks(random: np.random.Generator, employees: tuple[int, int]) -> Iterator[dict[str, pa.Table]]:
    """Yield the large tables of employees, the first one and how many, a chunk at a time.

    The random numbers are drawn employee by employee, so they are the same however the employees are divided.
    """
    begin, count = employees
    for first in range(begin, begin + count, CHUNK):
        number = np.arange(first, min(first + CHUNK, begin + count))
        draws = random.random((len(number), 1 + SHIFTS * _DRAWS))
        ids = _ids(number)
        who = np.repeat(np.arange(len(number), dtype=np.int32), SHIFTS)
        day = _FIRST + np.tile(np.arange(SHIFTS), len(number)).astype("timedelta64[D]")
        shift = pa.repeat(pa.scalar("office"), len(who))
        yield {
            "employees": _employees(number, draws[:, 0]),
            "shifts": pa.table({"employee_id": ids.take(pa.array(who)), "date": day, "shift": shift}),
            "punches": _punches(draws[:, 1:].reshape(-1, _DRAWS), ids, who, day),
        }


def _small_tables(employees: int) -> dict[str, pa.Table]:
    return {
        "swaps": _swaps(employees // 50),
        "leave": _leave(employees // 25),
        "complaints": _complaints(employees // 25),
    }


def _ids(number: np.ndarray) -> pa.Array:
    return pa.array([f"{each:07d}" for each in number.tolist()])


def _employees(number: np.ndarray, draws: np.ndarray) -> pa.Table:
    return pa.table(
        {
            "employee_id": _ids(number),
            "name": pa.array([f"员工{each}" for each in number.tolist()]),
            "store": pa.array([f"S{each % 200}" for each in number.tolist()]),
            "hire_date": pa.array(["2020-01-06"] * len(number)),
            "base_wage": pa.array([f"{wage}.00" for wage in _between(3000, 9000, draws).tolist()]),
        }
    )


def _between(low: int, high: int, draws: np.ndarray) -> np.ndarray:
    """Return whole numbers from ``low`` up to below ``high`` for random numbers from 0 up to below 1."""
    return low + (draws * (high - low)).astype(np.int64)


def _punches(draws: np.ndarray, ids: pa.Array, who: np.ndarray, day: np.ndarray) -> pa.Table:
    midnight = day.astype("datetime64[s]")
    here, is_late, early, late, leaving = draws.T
    seconds = np.where(is_late < 0.08, _between(60, 3600, late), _between(-1500, 60, early))
    arrival = midnight + (8 * 3600 + 30 * 60 + seconds).astype("timedelta64[s]")
    departure = midnight + (17 * 3600 + 30 * 60 + _between(0, 1800, leaving)).astype("timedelta64[s]")
    time = np.stack([arrival, departure], axis=1)
    present = here >= 0.01
    return pa.table({"employee_id": ids.take(pa.array(np.repeat(who[present], 2))), "time": time[present].ravel()})


def _swaps(groups: int) -> pa.Table:
    """Return the swaps of 12 October, one for each fifty employees, every fifth with another one after it.

    Of five groups three swap among neighbours, one with somebody half the company away; in the fifth the shift that a
    neighbour took is given on to somebody a third of the company away.
    """
    group = np.arange(groups)
    half, third = ((group + groups // part) % max(groups, 1) * 50 for part in (2, 3))
    partner = np.where(group % 5 == 3, half + 11, group * 50 + 1)
    given_on = group % 5 == 4
    requester = np.concatenate([group * 50, partner[given_on]])
    count = len(requester)
    return pa.table(
        {
            "swap_id": pa.array([f"W{number}" for number in range(count)]),
            "requester_id": _ids(requester),
            "counterpart_id": _ids(np.concatenate([partner, third[given_on] + 12])),
            "date": pa.array(["2026-10-12"] * count),
            "counterpart_date": pa.array(["2026-10-12"] * count),
            "requested_at": pa.array(["2026-10-10 09:00"] * groups + ["2026-10-10 15:00"] * (count - groups)),
            "status": pa.array(["approved"] * count),
        }
    )


def _leave(count: int) -> pa.Table:
    return pa.table(
        {
            "leave_id": pa.array([f"L{number}" for number in range(count)]),
            "employee_id": _ids(np.arange(count) * 25 + 7),
            "from": pa.array(["2026-10-14 08:30"] * count),
            "to": pa.array(["2026-10-14 12:00"] * count),
            "requested_at": pa.array(["2026-10-12 09:00"] * count),
            "status": pa.array(["approved"] * count),
        }
    )


def _complaints(count: int) -> pa.Table:
    days = [date(2026, 10, 1) + timedelta(days=number % 26) for number in range(count)]
    return pa.table(
        {
            "complaint_id": pa.array([f"C{number}" for number in range(count)]),
            "employee_id": _ids(np.arange(count) * 25 + 3),
            "received_at": pa.array([f"{day} 10:00" for day in days]),
            "source": pa.array(["customer"] * count),
            "category": pa.array(["service"] * count),
            "status": pa.array(["upheld"] * count),
        }
    )
