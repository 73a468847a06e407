"""The tables of records beside a made month, and the two policies that are compared on them.

Every working day has its report and its hand-over record (2 % and 1 % are missing), four meetings have their lists,
each employee has three graded samples, ten conversations and five sales.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

SHIFTS_WORKED = 26
_FIRST = np.datetime64("2026-10-01")
_MONDAYS = ("2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26")
_ITEMS = ("courtesy", "first-answer", "entry", "clear", "complete")

WHOLE_POLICY = """
[missing_punch]
free_corrections = 2
[[missing_punch.tier]]
amount = 10

[early_departure]
[[early_departure.tier]]
percent_of_base = 1

[daily_report]
[[daily_report.tier]]
amount = 5

[handover_record]
[[handover_record.tier]]
amount = 5

[meetings]
weekday = "mon"
time = "14:30"
[[meetings.tier]]
amount = 10

[discipline]
window = "period"
counts = ["lateness", "absence", "daily-report"]
[[discipline.step]]
count = 3
action = "oral-warning"
[[discipline.step]]
count = 6
action = "written-warning"

[scorecard]
total = 45
[scorecard.item.courtesy]
good = 5
fair = 3
[scorecard.item.first-answer]
good = 5
[scorecard.item.entry]
good = 5
fair = 3
[scorecard.item.clear]
good = 15
fair = 12
[scorecard.item.complete]
good = 15
fair = 12
[[scorecard.level]]
from_percent = 0
amount = 20
[[scorecard.level]]
from_percent = 80

[stars]
[[stars.band]]
from_percent = 90
stars = 5
bonus = 100

[response_times]
first_seconds = 15
further_seconds = 20
characters_per_minute = 50
within_percent = 80
amount = 10

[commission]
[[commission.tier]]
percent = 1
[[commission.tier]]
from_amount = 20000
percent = 2

[full_attendance]
amount = 200

[probation]
months = 3
wage_percent = 80

[part_month]
method = "calendar-days"
"""
"""What the whole rule book has beside the first rules."""


def record_tables(random: np.random.Generator, ids: pa.Array) -> dict[str, pa.Table]:
    """Return the tables of records for the employees ``ids``."""
    count = len(ids)
    who = np.repeat(np.arange(count, dtype=np.int32), SHIFTS_WORKED)
    day = _FIRST + np.tile(np.arange(SHIFTS_WORKED), count).astype("timedelta64[D]")
    everyone = np.arange(count, dtype=np.int32)
    return {
        "reports": _kept(random, ids, who, day, 0.98),
        "handovers": _kept(random, ids, who, day, 0.99),
        "meetings": _meetings(random, ids, everyone),
        "scores": _scores(random, ids, everyone),
        "chats": _chats(random, ids, everyone),
        "sales": _sales(random, ids, everyone),
    }


def _kept(random: np.random.Generator, ids: pa.Array, who: np.ndarray, day: np.ndarray, share: float) -> pa.Table:
    there = random.random(len(who)) < share
    return pa.table({"employee_id": ids.take(pa.array(who[there])), "date": day[there]})


def _meetings(random: np.random.Generator, ids: pa.Array, everyone: np.ndarray) -> pa.Table:
    who = np.tile(everyone, len(_MONDAYS))
    status = np.where(random.random(len(who)) < 0.97, "attended", "missed")
    dates = np.repeat(np.array(_MONDAYS), len(everyone))
    return pa.table({"employee_id": ids.take(pa.array(who)), "date": pa.array(dates), "status": pa.array(status)})


def _scores(random: np.random.Generator, ids: pa.Array, everyone: np.ndarray) -> pa.Table:
    samples = 3 * len(everyone)
    sample = np.repeat(np.arange(samples), len(_ITEMS))
    items = np.tile(np.array(_ITEMS), samples)
    grade = np.array(["good", "good", "good", "poor"])[random.integers(0, 4, len(sample))]
    return pa.table(
        {
            "sample_id": pa.array([f"Q{number}" for number in sample]),
            "employee_id": ids.take(pa.array(sample % len(everyone))),
            "date": pa.array(np.repeat("2026-10-15", len(sample))),
            "item": pa.array(items),
            "grade": pa.array(grade),
        }
    )


def _chats(random: np.random.Generator, ids: pa.Array, everyone: np.ndarray) -> pa.Table:
    who = np.tile(everyone, 10)
    return pa.table(
        {
            "conversation_id": pa.array([f"T{number}" for number in range(len(who))]),
            "employee_id": ids.take(pa.array(who)),
            "time": pa.array(np.repeat("2026-10-16 10:00", len(who))),
            "first_response_seconds": pa.array(random.integers(2, 17, len(who))),
            "slowest_response_seconds": pa.array(random.integers(5, 22, len(who))),
            "characters_per_minute": pa.array(random.integers(49, 90, len(who))),
        }
    )


def _sales(random: np.random.Generator, ids: pa.Array, everyone: np.ndarray) -> pa.Table:
    who = np.tile(everyone, 5)
    return pa.table(
        {
            "sale_id": pa.array([f"V{number}" for number in range(len(who))]),
            "employee_id": ids.take(pa.array(who)),
            "date": pa.array(np.repeat("2026-10-17", len(who))),
            "amount": pa.array([f"{amount}.00" for amount in random.integers(100, 9000, len(who))]),
        }
    )
