"""Swaps, history and sizes: what ties the employees of different parts together, or sets them apart."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.engine.compared import codes, rows_of, same_in_parts
from tests.engine.made import DAYS, POLICY, made, taps, team, tidy, who
from tests.month_builder import employee, incident, shift, swap

DAY, OTHER = DAYS[1], DAYS[3]


def without(data: dict[str, list[dict[str, str]]], number: int, day: str) -> dict[str, list[dict[str, str]]]:
    """Return a team in which somebody has neither shift nor punch on a day."""

    def is_there(row: dict[str, str]) -> bool:
        return (row["employee_id"], row.get("date", row.get("time", ""))[:10]) != (who(number), day)

    return {name: rows if name == "employees.csv" else list(filter(is_there, rows)) for name, rows in data.items()}


def test_swaps_across_parts(tmp_path: Path) -> None:
    data = without(without(team(14), 14, DAY), 1, OTHER)
    swaps = [
        swap("W1", who(1), who(14), DAY, back=OTHER, asked="2026-10-01 09:00", handover="complete"),
        swap("W2", who(3), who(1), OTHER, asked="2026-10-14 20:00"),  # who gets a shift from 14 has one already
        swap("W3", who(2), who(13), DAY, status="pending"),
        swap("W4", who(2), who(99), DAY),
        swap("W5", who(98), who(97), DAY),
        swap("W6", who(5), who(5), DAY),
    ]
    files = same_in_parts(made(tmp_path, data | {"swaps.csv": swaps}), (2, 7))
    hands = {(row["employee_id"], row["date"]) for row in rows_of(files, "attendance.csv") if row["swap_id"] == "W1"}
    assert hands == {(who(14), DAY), (who(1), OTHER)}
    assert codes(files).count("SWAP-INVALID") == 4  # all but the one that waits


def test_a_chain_of_swaps_over_four_parts(tmp_path: Path) -> None:
    data = team(12)
    for number in (4, 8, 12):
        data = without(data, number, DAY)
    chain = (1, 4, 8, 12)
    swaps = [
        swap(f"W{at}", who(giver), who(taker), DAY, asked=f"2026-10-0{at + 1} 09:00")
        for at, (giver, taker) in enumerate(pairwise(chain), 1)
    ]
    swaps += [swap("W9", who(4), who(6), DAY, asked="2026-10-09 09:00")]  # who has given it away already
    files = same_in_parts(made(tmp_path, data | {"swaps.csv": swaps[::-1]}), (4, 12))
    [worked] = [row for row in rows_of(files, "attendance.csv") if row["swap_id"]]
    assert (worked["employee_id"], worked["swap_id"]) == (who(12), "W3")
    assert codes(files).count("SWAP-INVALID") == 1
    used = {row["employee_id"]: row["used"] for row in rows_of(files, "swaps.csv")}
    assert [used[who(number)] for number in chain] == ["1", "2", "2", "1"]


def test_who_gave_a_shift_to_somebody_who_stays_away_is_charged_in_another_part(tmp_path: Path) -> None:
    data = without(without(team(10), 10, DAY), 1, OTHER)
    data["punches.csv"] += tidy(1, OTHER)  # the one of 1 is there, 10 is not
    swaps = [swap("W1", who(1), who(10), DAY, back=OTHER, handover="incomplete")]
    files = same_in_parts(made(tmp_path, data | {"swaps.csv": swaps}))
    charged = [row["employee_id"] for row in rows_of(files, "ledger.csv") if row["rule"] == "handover"]
    assert charged == [who(1), who(10)]


def test_circles_of_swaps_that_have_nothing_to_do_with_each_other(tmp_path: Path) -> None:
    data = team(12)
    for number in range(7, 13):
        data = without(data, number, DAY)
    swaps = [swap(f"W{number}", who(number), who(13 - number), DAY) for number in range(1, 7)]
    files = same_in_parts(made(tmp_path, data | {"swaps.csv": swaps}), (3,))
    assert sum(bool(row["swap_id"]) for row in rows_of(files, "attendance.csv")) == 6


# History ---------------------------------------------------------------------------------------------

DISCIPLINE = """
[incidents.call]
[discipline]
clause = "9"
counts = ["lateness", "incident:call"]
window = "rolling-12"
[[discipline.step]]
count = 6
action = "written-warning"
[[discipline.step]]
count = 3
action = "oral-warning"
"""


def test_history_of_the_months_before(tmp_path: Path) -> None:
    history = [
        {"employee_id": who(number), "date": f"2026-0{month}-0{number % 9 + 1}", "rule": "incident", "code": "call"}
        for number in range(1, 10)
        for month in range(1, number)
    ]
    history += [{"employee_id": who(3), "date": "2026-11-02", "rule": "incident", "code": "call"}]
    incidents = [incident(f"I{number}", DAY, "call", employee_id=who(number)) for number in (2, 5, 9)]
    data = team(9) | {"history.csv": history, "incidents.csv": incidents}
    files = same_in_parts(made(tmp_path, data, POLICY + DISCIPLINE))
    steps = {(row["employee_id"], row["action"]) for row in rows_of(files, "ledger.csv") if row["rule"] == "discipline"}
    assert {action for _, action in steps} == {"oral-warning", "written-warning"}
    assert len({person for person, _ in steps}) >= 4


LAW = """
[incidents.broken]
clause = "8"
kind = "loss"
[guard]
profile = "CN"
"""


def test_losses_that_are_carried_from_the_month_before(tmp_path: Path) -> None:
    carried = [
        {
            "employee_id": who(number),
            "entry_id": f"2026-09/{who(number)}/incident/K{number}",
            "date": "2026-09-20",
            "amount": f"{400 * number}.00",
        }
        for number in (1, 4, 5, 9)
    ]
    data = team(9) | {"carried.csv": carried}
    files = same_in_parts(made(tmp_path, data, POLICY + LAW))
    lines = [row["employee_id"] for row in rows_of(files, "ledger.csv") if row["rule"] == "loss-carried"]
    assert lines == [who(1), who(4), who(5), who(9)]
    still = [row["employee_id"] for row in rows_of(files, "carried.csv")]
    assert still == [who(4), who(5), who(9)]


def test_swaps_shifts_and_punches_at_the_edges_of_the_period(tmp_path: Path) -> None:
    edges = ("2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01")
    data = team(7, edges)
    data["shifts.csv"] += [shift(who(number), "2026-10-31", "22:00-06:00") for number in (2, 6)]
    swaps = [
        swap("W1", who(1), who(7), "2026-10-31", back="2026-11-01"),  # in two periods
        swap("W2", who(3), who(7), "2026-09-30"),
    ]
    data = without(without(data, 7, "2026-10-31"), 7, "2026-09-30")
    files = same_in_parts(made(tmp_path, data | {"swaps.csv": swaps}))
    assert "SWAP-TWO-PERIODS" in codes(files)


# Sizes -----------------------------------------------------------------------------------------------


def test_one_employee_has_half_of_all_rows(tmp_path: Path) -> None:
    everyday = [f"2026-10-{day:02d}" for day in range(1, 32)]
    data = team(12, DAYS[:2])
    data["shifts.csv"] += [shift(who(5), day) for day in everyday if day not in DAYS[:2]]
    busy = [row for at, day in enumerate(everyday) for row in taps(5, at, day) * 2]
    data["punches.csv"] += busy
    files = same_in_parts(made(tmp_path, data), (2, 7))
    assert len(busy) > len(data["punches.csv"]) / 2
    assert sum(row["employee_id"] == who(5) for row in rows_of(files, "attendance.csv")) == 31


def test_parts_without_any_row(tmp_path: Path) -> None:
    data = team(6) | {"employees.csv": [employee(who(number)) for number in range(1, 15)]}
    files = same_in_parts(made(tmp_path, data), (2, 7))
    assert len(rows_of(files, "adjustments.csv")) == 14
    assert max(row["employee_id"] for row in rows_of(files, "attendance.csv")) == who(6)


def test_more_parts_than_employees(tmp_path: Path) -> None:
    same_in_parts(made(tmp_path, team(3)), (40,))


def test_no_rows_of_anything(tmp_path: Path) -> None:
    files = same_in_parts(made(tmp_path, {"employees.csv": [employee(who(1)), employee(who(2))]}), (1, 2))
    assert {"TABLE-MISSING-PUNCHES", "TABLE-MISSING-SHIFTS", "NO-ROTA"} <= set(codes(files))


def test_no_employees(tmp_path: Path) -> None:
    data = {name: rows for name, rows in team(3).items() if name != "employees.csv"}
    files = same_in_parts(made(tmp_path, data), (2,))
    assert set(files) == {"problems.csv", "problems-zh.csv"}


def test_people_who_join_and_leave_in_the_month(tmp_path: Path) -> None:
    data = team(8)
    data["employees.csv"][6] = employee(who(7), hired="2026-10-14")
    data["employees.csv"][2] = employee(who(3), left="2026-10-13")
    files = same_in_parts(made(tmp_path, data))
    assert {"SHIFT-OUTSIDE-EMPLOYMENT", "PUNCH-OUTSIDE-EMPLOYMENT"} <= set(codes(files))


def test_punches_that_are_all_of_another_month(tmp_path: Path) -> None:
    data = team(9)
    data["punches.csv"] = [row for number in range(1, 10) for row in tidy(number, "2026-08-12")]
    files = same_in_parts(made(tmp_path, data))
    assert codes(files) == ["PUNCHES-OF-OTHER-DAYS"]
