"""Two invented months of a desk of 16 people, most of whom come a little late on most days: lines in plenty.

More than a few minutes, all of them alike, would be a fault of the clock.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

PEOPLE = 16
FORGIVEN = "2026-10/0001/lateness/2026-10-01.1"
"""A charge of October."""
POLICY = """
[policy]
title = { zh = "客服", en = "Desk" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for this test"

[shifts.office]
start = "08:30"
end = "17:30"

[calendar]
shift = "office"
weekdays = ["mon", "tue", "wed", "thu", "fri"]
holidays = ""

[lateness]
[[lateness.tier]]
percent_of_base = 1
"""


def write_months(folder: Path) -> None:
    """Write the policy and four folders of tables.

    ``october``, the same with fewer late (``october-again``), later punches of October that make a few charges
    fall away and others dearer to explain (``late``), and ``november``.
    """
    policy = folder / "policies" / "desk"
    policy.mkdir(parents=True)
    (policy / "2023-02-03.toml").write_text(POLICY, encoding="utf-8")
    for name, first, in_time in (
        ("october", date(2026, 10, 1), 3),
        ("october-again", date(2026, 10, 1), 2),
        ("late", date(2026, 10, 1), 5),
        ("november", date(2026, 11, 1), 3),
    ):
        (folder / name).mkdir()
        (folder / name / "punches.csv").write_text(_punches(first, in_time), encoding="utf-8")
        if name != "late":
            (folder / name / "employees.csv").write_text(_employees(), encoding="utf-8")


def late(person: int, day: date, in_time: int) -> bool:
    """Tell whether a person comes late: all but one of ``in_time`` do, each day others."""
    return (person + day.day) % in_time != 0


def _employees() -> str:
    rows = [f"{person:04},员工{person},2020-01-06,{4000 + person}.00\n" for person in range(1, PEOPLE + 1)]
    return "employee_id,name,hire_date,base_wage\n" + "".join(rows)


def _punches(first: date, in_time: int) -> str:
    days = [first + timedelta(days) for days in range(31)]
    working = [day for day in days if day.month == first.month and day.weekday() < 5]
    rows = [
        f"{person:04},{day} {'08:36' if late(person, day, in_time) else '08:20'}\n{person:04},{day} 17:35\n"
        for day in working
        for person in range(1, PEOPLE + 1)
    ]
    return "employee_id,time\n" + "".join(rows)
