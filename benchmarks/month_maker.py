"""Makes a month of N employees × 26 shifts × 2 punches, as CSV or as Parquet.

About 8 % of the arrivals are late, 1 % of the shifts have no punch, one in fifty employees swaps, some are
on leave, complain or get a commission: roughly 230,000 ledger lines for 100,000 employees.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
from pyarrow import parquet

from benchmarks.record_maker import WHOLE_POLICY, record_tables

PERIOD = "2026-10"
SHIFTS = 26
_FIRST = np.datetime64("2026-10-01")

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


def make_month(folder: Path, employees: int, form: str, *, records: bool = False) -> None:
    """Write ``folder``/data and ``folder``/policies; ``form`` is ``csv`` or ``parquet``.

    With ``records`` the tables of records too, and ``folder``/whole, the policy that has a rule for each of them.
    """
    random = np.random.default_rng(20261001)
    (folder / "data").mkdir(parents=True)
    _write_policy(folder / "policies", POLICY)
    tables = _tables(random, employees)
    if records:
        _write_policy(folder / "whole", POLICY + WHOLE_POLICY)
        tables |= record_tables(random, tables["employees"]["employee_id"].combine_chunks())
    for name, table in tables.items():
        path = folder / "data" / f"{name}.{form}"
        if form == "csv":
            arrow_csv.write_csv(table, path, arrow_csv.WriteOptions(quoting_style="none"))
        else:
            parquet.write_table(table, path)


def _write_policy(folder: Path, text: str) -> None:
    policy = folder / "benchmark"
    policy.mkdir(parents=True)
    (policy / "2023-02-03.toml").write_text(text, encoding="utf-8")


def _tables(random: np.random.Generator, employees: int) -> dict[str, pa.Table]:
    ids = pa.array([f"{number:07d}" for number in range(employees)])
    who = np.repeat(np.arange(employees, dtype=np.int32), SHIFTS)
    day = _FIRST + np.tile(np.arange(SHIFTS), employees).astype("timedelta64[D]")
    return {
        "employees": _employees(random, ids),
        "shifts": pa.table(
            {"employee_id": _of(ids, who), "date": day, "shift": pa.repeat(pa.scalar("office"), len(who))}
        ),
        "punches": _punches(random, ids, who, day),
        "swaps": _swaps(ids, employees // 50),
        "leave": _leave(ids, employees // 25),
        "complaints": _complaints(ids, employees // 25),
    }


def _of(ids: pa.Array, who: np.ndarray) -> pa.Array:
    return ids.take(pa.array(who))


def _employees(random: np.random.Generator, ids: pa.Array) -> pa.Table:
    count = len(ids)
    wages = random.integers(3000, 9000, count)
    return pa.table(
        {
            "employee_id": ids,
            "name": pa.array([f"员工{number}" for number in range(count)]),
            "store": pa.array([f"S{number % 200}" for number in range(count)]),
            "hire_date": pa.array(["2020-01-06"] * count),
            "base_wage": pa.array([f"{wage}.00" for wage in wages]),
        }
    )


def _punches(random: np.random.Generator, ids: pa.Array, who: np.ndarray, day: np.ndarray) -> pa.Table:
    midnight = day.astype("datetime64[s]")
    on_time = random.integers(-1500, 60, len(who))
    late = np.where(random.random(len(who)) < 0.08, random.integers(60, 3600, len(who)), on_time)
    arrival = midnight + (8 * 3600 + 30 * 60 + late).astype("timedelta64[s]")
    departure = midnight + (17 * 3600 + 30 * 60 + random.integers(0, 1800, len(who))).astype("timedelta64[s]")
    time = np.stack([arrival, departure], axis=1)
    present = random.random(len(who)) >= 0.01
    return pa.table({"employee_id": _of(ids, np.repeat(who[present], 2)), "time": time[present].ravel()})


def _swaps(ids: pa.Array, count: int) -> pa.Table:
    first = np.arange(count, dtype=np.int32) * 50
    return pa.table(
        {
            "swap_id": pa.array([f"W{number}" for number in range(count)]),
            "requester_id": _of(ids, first),
            "counterpart_id": _of(ids, first + 1),
            "date": pa.array(["2026-10-12"] * count),
            "counterpart_date": pa.array(["2026-10-12"] * count),
            "requested_at": pa.array(["2026-10-10 09:00"] * count),
            "status": pa.array(["approved"] * count),
        }
    )


def _leave(ids: pa.Array, count: int) -> pa.Table:
    who = np.arange(count, dtype=np.int32) * 25 + 7
    return pa.table(
        {
            "leave_id": pa.array([f"L{number}" for number in range(count)]),
            "employee_id": _of(ids, who),
            "from": pa.array(["2026-10-14 08:30"] * count),
            "to": pa.array(["2026-10-14 12:00"] * count),
            "requested_at": pa.array(["2026-10-12 09:00"] * count),
            "status": pa.array(["approved"] * count),
        }
    )


def _complaints(ids: pa.Array, count: int) -> pa.Table:
    days = [date(2026, 10, 1) + timedelta(days=number % 26) for number in range(count)]
    return pa.table(
        {
            "complaint_id": pa.array([f"C{number}" for number in range(count)]),
            "employee_id": _of(ids, np.arange(count, dtype=np.int32) * 25 + 3),
            "received_at": pa.array([f"{day} 10:00" for day in days]),
            "source": pa.array(["customer"] * count),
            "category": pa.array(["service"] * count),
            "status": pa.array(["upheld"] * count),
        }
    )
