"""Clocks: their own faults, which only everybody's punches show, their corrections, their ids and their exports."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tests.clocks.test_samples import sample_of
from tests.engine.compared import Files, codes, rows_of, same_in_parts
from tests.engine.made import DAYS, Data, made, team, who
from tests.month_builder import employee, leave, shift, swap
from tests.month_frames import Row

TIDY = ("08:25", "17:35")
AHEAD = ("09:25", "18:35")
"""The clock is an hour fast: who comes at 08:25 is seen at 09:25."""
CLOCKS = Path(__file__).parent.parent / "clocks"
Taps = dict[tuple[int, str], Sequence[str]]
"""Number of a person and day -> the times of that day."""


def week(people: int, odd: Taps, clocks: Sequence[str] = ("门口",)) -> Data:
    """Return a week of so many people, who come and go in time but for ``odd``; the clocks are theirs in turn."""
    data = team(people)
    data["punches.csv"] = [
        {"employee_id": who(number), "time": f"{day} {time}", "device": clocks[number % len(clocks)]}
        for day in DAYS
        for number in range(1, people + 1)
        for time in odd.get((number, day), TIDY)
    ]
    return data


def alike(times: Sequence[str], people: Iterable[int], *days: str) -> Taps:
    return {(number, day): times for number in people for day in days}


def unclear(files: Files) -> set[tuple[str, str]]:
    """Return employee and day of the shifts that cannot be judged."""
    table = rows_of(files, "attendance.csv")
    return {(row["employee_id"], row["date"]) for row in table if "unclear" in row["verdict"]}


# Faults ----------------------------------------------------------------------------------------------


def test_a_clock_that_was_an_hour_fast_for_everybody(tmp_path: Path) -> None:
    files = same_in_parts(made(tmp_path, week(10, alike(AHEAD, range(1, 11), DAYS[1]))), (1, 2, 7))
    assert codes(files).count("CLOCK-OFF") == 1
    assert unclear(files) >= {(who(number), DAYS[1]) for number in range(1, 11)}
    assert not rows_of(files, "ledger.csv")


def test_a_clock_that_was_fast_whose_people_are_in_some_of_the_parts(tmp_path: Path) -> None:
    fast = [number for number in range(1, 15) if number % 2 == 0]
    data = week(14, alike(AHEAD, fast, DAYS[1], DAYS[2]) | {(3, DAYS[1]): ("09:00", "17:35")}, ("后门", "门口"))
    files = same_in_parts(made(tmp_path, data))
    assert [row["value"] for row in rows_of(files, "problems.csv") if row["code"] == "CLOCK-OFF"] == ["后门"]
    assert unclear(files) >= {(who(number), day) for number in fast for day in DAYS[1:3]}
    assert {person for person, _ in unclear(files)} == {who(number) for number in fast}
    assert any(row["rule"] == "lateness" for row in rows_of(files, "ledger.csv"))


def test_a_clock_that_was_fast_and_swaps_between_its_people_and_others(tmp_path: Path) -> None:
    data = week(12, alike(AHEAD, range(1, 7), DAYS[1]), ("门口",))
    for row in data["punches.csv"]:
        row["device"] = "门口" if row["employee_id"] <= who(6) else "后门"
    is_away = {(who(12), DAYS[1]), (who(11), DAYS[1])}
    data["shifts.csv"] = [row for row in data["shifts.csv"] if (row["employee_id"], row["date"]) not in is_away]
    data["swaps.csv"] = [
        swap("W1", who(1), who(12), DAYS[1]),
        swap("W2", who(12), who(11), DAYS[1], asked="2026-09-02 09:00"),
    ]
    files = same_in_parts(made(tmp_path, data), (4, 12))
    assert "CLOCK-OFF" in codes(files)
    assert (who(2), DAYS[1]) in unclear(files)


def test_a_day_that_looks_bad_and_is_no_fault(tmp_path: Path) -> None:
    late: Taps = {(number, DAYS[1]): (f"{8 + number // 2}:{50 - number}".zfill(5), "17:35") for number in range(1, 11)}
    files = same_in_parts(made(tmp_path, week(10, late)), (2, 7))
    assert not {code for code in codes(files) if code.startswith("CLOCK-")}
    assert sum(row["rule"] == "lateness" for row in rows_of(files, "ledger.csv")) == 10


def test_a_clock_that_was_silent_for_a_day(tmp_path: Path) -> None:
    files = same_in_parts(made(tmp_path, week(9, alike((), range(1, 10), DAYS[2]))), (1, 2, 7))
    assert codes(files).count("CLOCK-SILENT") == 1
    assert unclear(files) >= {(who(number), DAYS[2]) for number in range(1, 10)}
    assert not rows_of(files, "ledger.csv")


def test_a_clock_that_was_silent_while_some_were_on_leave(tmp_path: Path) -> None:
    data = week(9, alike((), range(1, 10), DAYS[2]))
    data["leave.csv"] = [leave(f"L{number}", DAYS[2], DAYS[2], employee_id=who(number)) for number in (2, 9)]
    files = same_in_parts(made(tmp_path, data))
    assert codes(files).count("CLOCK-SILENT") == 1
    assert len({person for person, _ in unclear(files)}) == 7


def test_a_clock_that_was_reset_with_people_in_several_parts(tmp_path: Path) -> None:
    data = week(9, alike((), (1, 9), DAYS[2]))
    rows = data["punches.csv"]
    middle = next(at for at, row in enumerate(rows) if row["time"] >= DAYS[3])
    fallen = [
        {"employee_id": who(number), "time": f"2000-01-01 0{hour}:1{number}", "device": "门口"}
        for hour in (0, 9)
        for number in (1, 9)
    ]
    data["punches.csv"] = [*rows[:middle], *fallen, *rows[middle:]]
    files = same_in_parts(made(tmp_path, data))
    assert codes(files).count("CLOCK-RESET") == 1
    assert (who(1), DAYS[2]) in unclear(files)
    assert (who(9), DAYS[2]) in unclear(files)


def test_faults_of_several_clocks_in_files_of_their_own(tmp_path: Path) -> None:
    odd = alike(AHEAD, range(1, 13, 2), DAYS[1]) | alike((), range(2, 13, 2), DAYS[2])
    data = week(12, odd)
    clocks: Data = {"punches/gate.csv": [], "punches/door.parquet": []}
    for row in data.pop("punches.csv"):
        name = "punches/gate.csv" if int(row["employee_id"]) % 2 else "punches/door.parquet"
        clocks[name].append({key: cell for key, cell in row.items() if key != "device"})
    files = same_in_parts(made(tmp_path, data | clocks), (1, 2, 7))
    assert {"CLOCK-OFF", "CLOCK-SILENT"} <= set(codes(files))


# Corrections -----------------------------------------------------------------------------------------


def correction(device: str, since: str, until: str, minutes: str) -> Row:
    return {"device": device, "from": since, "to": until, "minutes": minutes}


def test_a_clock_that_was_fast_and_is_corrected(tmp_path: Path) -> None:
    data = week(10, alike(AHEAD, range(1, 11), DAYS[1]) | {(4, DAYS[1]): ("09:55", "18:35")})
    data["clock_corrections.csv"] = [correction("门口", DAYS[1], DAYS[1], "-60")]
    files = same_in_parts(made(tmp_path, data))
    assert codes(files) == []
    [late] = rows_of(files, "ledger.csv")
    assert (late["employee_id"], "clock_corrections.csv" in late["evidence"]) == (who(4), True)


def test_corrections_that_cannot_be_used(tmp_path: Path) -> None:
    data = week(8, {}, ("门口", "后门"))
    data["clock_corrections.csv"] = [
        correction("前门", DAYS[1], DAYS[1], "-60"),
        correction("门口", DAYS[1], DAYS[2], "5"),
        correction("门口", DAYS[2], DAYS[3], "7"),
        correction("后门", DAYS[3], DAYS[2], "7"),
        correction("后门", DAYS[0], DAYS[0], "600"),  # so that punches pass others
    ]
    files = same_in_parts(made(tmp_path, data))
    assert {"DEVICE-UNKNOWN", "CORRECTION-OVERLAP", "CORRECTION-BACKWARDS"} <= set(codes(files))


def test_a_file_without_devices_is_the_device_that_is_corrected(tmp_path: Path) -> None:
    data = team(9)
    punches = data.pop("punches.csv")
    data |= {"punches/a.csv": punches[::2], "punches/b.parquet": punches[1::2]}
    data["clock_corrections.csv"] = [
        correction("punches/b.parquet", DAYS[1], DAYS[3], "20"),
        correction("a.csv", DAYS[1], DAYS[1], "-5"),
    ]
    same_in_parts(made(tmp_path, data))


# Ids and exports -------------------------------------------------------------------------------------


def test_ids_that_the_clock_has_of_its_own(tmp_path: Path) -> None:
    data = week(8, {(7, DAYS[1]): ("08:55", "17:35")})
    data["punches.csv"] = [row | {"employee_id": f"K{int(row['employee_id'])}"} for row in data["punches.csv"]]
    data["identities.csv"] = [
        {"clock": "punches.csv" if number % 2 else "", "clock_id": f"K{number}", "employee_id": who(number)}
        for number in range(1, 8)  # and nobody says who K8 is
    ]
    files = same_in_parts(made(tmp_path, data))
    assert codes(files) == ["EMPLOYEE-UNKNOWN"]
    assert [row["employee_id"] for row in rows_of(files, "ledger.csv") if row["rule"] == "lateness"] == [who(7)]


def of_export(folder: Path, clock: str, name: str = "") -> tuple[Path, list[str]]:
    """Copy a clock's export into a folder and return where it lies, and whose punches it has."""
    sample = sample_of(CLOCKS / clock)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    target = folder / "data" / (name or sample.name)
    shutil.copy(sample, target)
    with (CLOCKS / clock / "punches.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    days = sorted({row["time"][:10] for row in rows if row["time"] >= "2010"})  # a clock may have been reset
    return target, [days[0], days[-1], *sorted({row["employee_id"] for row in rows})]


@pytest.mark.parametrize(
    ("clock", "name"),
    [
        ("zk-attlog", ""),
        ("zk-attlog", "punches.csv"),
        ("hikvision", "punches.csv"),
        ("biostar", "打卡.csv"),
        ("frappe-checkin", "punches.csv"),
        ("dingtalk", ""),
        ("wecom-daily", ""),
        ("feishu", ""),
        ("standard-report", ""),
    ],
)
def test_the_export_of_a_clock(clock: str, name: str, tmp_path: Path) -> None:
    _, (first, last, *people) = of_export(tmp_path, clock, name)
    days = sorted({first, last})
    data = {
        "employees.csv": [employee(person, hired="2015-01-05") for person in people],
        "shifts.csv": [shift(person, day) for person in people for day in days],
    }
    files = same_in_parts(made(tmp_path, data, period=first[:7]), (2,))
    used = {row["file"].split("[")[0]: row["format"] for row in rows_of(files, "sources.csv")}
    assert len(used) >= 3
    assert rows_of(files, "attendance.csv")


def test_an_export_beside_rows_of_our_own(tmp_path: Path) -> None:
    _, (first, _, *people) = of_export(tmp_path, "zk-attlog", "punches-clock.csv")
    data = {
        "employees.csv": [employee(person) for person in people],
        "shifts.csv": [shift(person, first) for person in people],
        "punches.csv": [{"employee_id": person, "time": f"{first} 08:4{at % 10}"} for at, person in enumerate(people)],
    }
    files = same_in_parts(made(tmp_path, data, period=first[:7]))
    assert rows_of(files, "ledger.csv")
