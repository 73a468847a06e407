"""Rows as they come: in many files, twice, with damaged ids, with codes and policies that there are not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.engine.compared import codes, rows_of, same_in_parts
from tests.engine.made import DAYS, POLICY, Data, made, team, tidy, who, write_table
from tests.month_builder import assignment, complaint, employee, punch, shift, swap
from tests.month_frames import Row


def dealt(rows: Sequence[Row], files: int, name: str) -> Data:
    """Return rows dealt out to files like cards."""
    return {name.format(f"{number:03d}"): list(rows[number::files]) for number in range(files)}


def without_punches(data: Data) -> Data:
    return {name: rows for name, rows in data.items() if name != "punches.csv"}


# Files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["punches/part-{}.parquet", "punches/part-{}.csv", "打卡/{}.tsv.csv", "punches-{}.csv"]
)
def test_rows_of_everybody_in_several_files(name: str, tmp_path: Path) -> None:
    data = team(9)
    files = same_in_parts(made(tmp_path, without_punches(data) | dealt(data["punches.csv"], 4, name)))
    assert sum(row["table"] == "punches" for row in rows_of(files, "sources.csv")) == 4


def test_a_file_for_each_employee_and_a_rota_in_two_files(tmp_path: Path) -> None:
    data = team(6)
    punches = {
        f"punches/{number}.csv": [row for row in data["punches.csv"] if row["employee_id"] == who(number)]
        for number in (6, 4, 2, 1, 3)
    }
    whole = {"employees.csv": data["employees.csv"]} | punches | dealt(data["shifts.csv"], 2, "shifts/{}.parquet")
    files = same_in_parts(made(tmp_path, whole))
    assert len(rows_of(files, "sources.csv")) == 8


def test_files_without_rows_and_files_that_cannot_be_read(tmp_path: Path) -> None:
    month = made(tmp_path, team(5))
    write_table(month.data / "punches" / "part-001.csv", [], ["employee_id", "time"])
    write_table(month.data / "punches" / "part-002.parquet", [], ["employee_id", "time"])
    (month.data / "punches" / "part-003.parquet").write_bytes(b"PAR1 and no more")
    (month.data / "punches" / "part-004.csv").write_bytes(b"")
    write_table(month.data / "punches" / "part-005.csv", tidy(2, "2026-10-19"))
    write_table(month.data / "shifts" / "part-006.csv", [{"who": who(1), "when": DAYS[0]}])
    files = same_in_parts(month)
    assert {"FILE-DAMAGED", "FILE-EMPTY", "COLUMN-MISSING"} <= set(codes(files))


def test_rows_that_reading_sets_aside(tmp_path: Path) -> None:
    data = team(9)
    month = made(tmp_path, data)
    for number in (2, 8):
        path = month.data / "punches.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        at = next(index for index, line in enumerate(lines) if line.startswith(who(number)))
        lines[at] += ",too,many,fields"
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    with (month.data / "shifts.csv").open("a", encoding="utf-8") as file:
        file.write(f"{who(5)},{DAYS[0]},office,more\n")
    files = same_in_parts(month)
    aside = {row["file"]: row["set_aside"] for row in rows_of(files, "sources.csv")}
    assert aside == {"employees.csv": "0", "punches.csv": "2", "shifts.csv": "1"}
    unclear = {row["employee_id"] for row in rows_of(files, "attendance.csv") if row["verdict"] == "unclear"}
    assert {who(2), who(5), who(8)} >= unclear > set()


def test_a_rota_as_a_matrix(tmp_path: Path) -> None:
    data = team(8)
    matrix = [
        {"工号": who(number), "姓名": f"员工{who(number)}"}
        | {str(int(day[8:])): ("office", "休", "09:00-18:00", "早")[(number + at) % 4] for at, day in enumerate(DAYS)}
        for number in range(1, 9)
    ]
    data = {name: rows for name, rows in data.items() if name != "shifts.csv"} | {"排班_2026-10.csv": matrix}
    files = same_in_parts(made(tmp_path, data))
    assert "SHIFT-CODE-UNKNOWN" in codes(files)
    assert {row["start"][11:] for row in rows_of(files, "attendance.csv")} == {"08:30", "09:00"}


# Rows that are there twice ---------------------------------------------------------------------------


def test_repeated_rows_within_a_file(tmp_path: Path) -> None:
    data = team(8)
    data["punches.csv"] += data["punches.csv"][3:5]
    data["shifts.csv"] += [data["shifts.csv"][index] for index in (0, 12, 36)]
    files = same_in_parts(made(tmp_path, data))
    assert codes(files).count("ROW-REPEATED") == 3  # of the rota; those of punches are one
    assert codes(files).count("ROWS-REPEATED") == 1


def test_one_repeated_punch_in_each_of_two_parts(tmp_path: Path) -> None:
    data = team(8)
    data["punches.csv"] += [row for number in (1, 8) for row in punch(who(number), DAYS[0], "12:00", "12:00")]
    files = same_in_parts(made(tmp_path, data))
    assert [code for code in codes(files) if "REPEATED" in code] == ["ROWS-REPEATED"]  # one alone would be listed


def test_rows_repeated_in_other_files(tmp_path: Path) -> None:
    data = team(8)
    again = {
        "punches-2.csv": data["punches.csv"][::3],
        "punches-3.csv": data["punches.csv"][1::3][:1],
        "shifts-2.csv": data["shifts.csv"][::9],
    }
    files = same_in_parts(made(tmp_path, data | again))
    assert {"ROW-REPEATED", "ROWS-REPEATED"} <= set(codes(files))


@pytest.mark.parametrize(("repeats", "code"), [(20, "ROW-REPEATED"), (21, "ROWS-REPEATED")])
def test_of_many_repeated_rows_only_the_number_is_told(repeats: int, code: str, tmp_path: Path) -> None:
    data = team(10)
    data["shifts.csv"] += [data["shifts.csv"][index * 2] for index in range(repeats)]
    files = same_in_parts(made(tmp_path, data))
    assert codes(files).count(code) == (20 if repeats == 20 else 1)


def test_a_hundred_repeated_rows_in_two_files(tmp_path: Path) -> None:
    data = team(10)
    again = {"punches/more.csv": data["punches.csv"] * 2, "shifts/more.csv": data["shifts.csv"][::-1] * 2}
    files = same_in_parts(made(tmp_path, data | again))
    repeated = {row["file"]: row["message"] for row in rows_of(files, "problems.csv") if row["code"] == "ROWS-REPEATED"}
    assert "100 " in repeated["shifts/more.csv"]


def test_shifts_of_one_day_that_overlap_or_stand_beside_a_day_off(tmp_path: Path) -> None:
    data = team(9)
    for number in (1, 5, 9):
        data["shifts.csv"] += [shift(who(number), DAYS[0], "12:00-20:00"), shift(who(number), DAYS[1], "rest")]
    files = same_in_parts(made(tmp_path, data))
    assert {"SHIFT-OVERLAP", "SHIFT-AND-REST"} <= set(codes(files))


# Ids -------------------------------------------------------------------------------------------------


def named(rows: Sequence[Row], number: int, written: str) -> list[Row]:
    """Return rows with one employee's id written in another way."""
    return [row | {"employee_id": written} if row["employee_id"] == who(number) else row for row in rows]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("3", "EMPLOYEE-UNKNOWN"),
        ("3.0", "ID-NOT-TEXT"),
        ("", "VALUE-MISSING"),
        ("###", "EMPLOYEE-UNKNOWN"),
        ("9999", "EMPLOYEE-UNKNOWN"),
        ("０００３", "FULL-WIDTH"),
        ("total", "TOTAL-ROW"),
    ],
)
def test_damaged_ids(written: str, code: str, tmp_path: Path) -> None:
    data = team(9)
    for table in ("punches.csv", "shifts.csv"):
        data[table] = [*named(data[table][:20], 3, written), *data[table][20:]]
        data[table] = named(data[table], 8, "88" if written == "9999" else who(8))
    files = same_in_parts(made(tmp_path, data))
    assert code in codes(files)


def test_ids_of_which_excel_keeps_the_first_digits_mean_several(tmp_path: Path) -> None:
    long = [f"1234567890123{number:05d}" for number in range(9)]
    data = team(9)
    for name, rows in data.items():
        data[name] = [row | {"employee_id": long[int(row["employee_id"]) - 1]} for row in rows]
    data["punches.csv"] += [{"employee_id": "1.23457E+17", "time": f"{DAYS[1]} 08:20"}]
    data["punches.csv"] += [{"employee_id": "123456789012300000", "time": f"{DAYS[2]} 08:20"}]
    data["shifts.csv"] += [{"employee_id": "1.23457E+17", "date": "2026-10-20", "shift": "office"}]
    files = same_in_parts(made(tmp_path, data))
    assert "ID-NOT-TEXT" in codes(files)
    unclear = {row["employee_id"] for row in rows_of(files, "attendance.csv") if row["verdict"] == "unclear"}
    assert len(unclear) >= 2  # of whoever may be meant, in several parts


def test_an_employee_whose_own_row_is_set_aside(tmp_path: Path) -> None:
    data = team(9)
    data["employees.csv"][4] = employee(who(5), "a lot")
    data["employees.csv"] += [employee(who(7), "1.00")]
    files = same_in_parts(made(tmp_path, data))
    assert {row["employee_id"] for row in rows_of(files, "adjustments.csv")}.isdisjoint({who(5), who(7)})


def test_people_of_no_roster_in_several_files(tmp_path: Path) -> None:
    data = team(7)
    strangers = [row for number in (70, 80, 90) for row in tidy(number, DAYS[0])]
    data["punches.csv"] += strangers
    more = {"punches-2.csv": strangers[:3] + tidy(1, "2026-10-20"), "punches-3.parquet": strangers[2:]}
    files = same_in_parts(made(tmp_path, data | more))
    assert codes(files).count("EMPLOYEE-UNKNOWN") >= 3


def test_times_and_dates_that_cannot_be_read(tmp_path: Path) -> None:
    data = team(9)
    for number in (1, 4, 9):
        data["punches.csv"] += [
            {"employee_id": who(number), "time": time} for time in ("08:25", "2026-10-32 08:25", "")
        ]
        data["shifts.csv"] += [shift(who(number), "2026-13-01"), {"employee_id": who(number), "date": DAYS[0]}]
    files = same_in_parts(made(tmp_path, data))
    assert {"DATE-FORM", "DATE-IMPOSSIBLE", "VALUE-MISSING", "SHIFT-EMPTY", "SHIFT-UNCLEAR"} <= set(codes(files))


# Problems that count ---------------------------------------------------------------------------------


def test_shift_codes_that_the_policy_lacks(tmp_path: Path) -> None:
    data = team(10)
    data["shifts.csv"] += [shift(who(number), f"2026-10-2{number % 9}", "late") for number in range(1, 11)]
    data["shifts.csv"] += [shift(who(number), "2026-10-19", "early") for number in (3, 9)]
    more = {"shifts-2.csv": [shift(who(number), "2026-10-20", "late") for number in (2, 5, 10)]}
    files = same_in_parts(made(tmp_path, data | more))
    told = [row["message"] for row in rows_of(files, "problems.csv") if row["code"] == "SHIFT-CODE-UNKNOWN"]
    assert len(told) == 3
    assert any("10 " in message for message in told)


LATER = {"shop/2026-10-14": POLICY, "desk/2020-01-01": POLICY.replace("amount = 10", "amount = 11")}


def test_a_policy_that_is_not_in_force_yet(tmp_path: Path) -> None:
    data = team(9)
    data["employees.csv"] = [
        row | {"policy": "shop" if at % 2 else "desk"} for at, row in enumerate(data["employees.csv"])
    ]
    files = same_in_parts(made(tmp_path, data, LATER))
    [problem] = [row for row in rows_of(files, "problems.csv") if row["code"] == "POLICY-NOT-IN-FORCE"]
    assert "8 rows" in problem["message"]  # of four people and two days


def test_people_to_whom_no_policy_is_given(tmp_path: Path) -> None:
    data = team(9)
    data["employees.csv"] = [row | {"policy": "desk" if at % 3 else ""} for at, row in enumerate(data["employees.csv"])]
    data["assignments.csv"] = [assignment(who(number), DAYS[2], policy="desk") for number in (1, 4)]
    files = same_in_parts(made(tmp_path, data, LATER))
    assert {"POLICY-NOT-GIVEN", "POLICY-MISSING"} <= set(codes(files))


CALENDAR = """
[calendar]
weekdays = ["mon", "tue", "wed", "thu", "fri"]
shift = "office"
holidays = "CN"
"""


def test_a_calendar_that_is_not_published(tmp_path: Path) -> None:
    data = {name: rows for name, rows in team(9).items() if name != "shifts.csv"}
    data["punches.csv"] = [row | {"time": row["time"].replace("2026-", "2035-")} for row in data["punches.csv"]]
    month = made(tmp_path, data, POLICY + CALENDAR, "2035-10")
    files = same_in_parts(month)
    assert "CALENDAR-UNPUBLISHED" in codes(files)


def test_a_calendar_beside_a_rota(tmp_path: Path) -> None:
    data = team(9)
    policies = {"office/2026-10-13": POLICY + CALENDAR, "shop/2020-01-01": POLICY}
    data["employees.csv"] = [
        row | {"policy": "shop" if at % 2 else "office"} for at, row in enumerate(data["employees.csv"])
    ]
    data["assignments.csv"] = [assignment(who(number), DAYS[2], policy="office") for number in (2, 8)]
    data["shifts.csv"] += [shift(who(number), "2026-10-20", "22:00-10:00") for number in (1, 3, 8, 9)]
    files = same_in_parts(made(tmp_path, data, policies))
    assert {"SHIFT-OVERLAP-CALENDAR", "POLICY-NOT-IN-FORCE"} <= set(codes(files))


def test_nobody_has_a_rota_or_a_calendar(tmp_path: Path) -> None:
    data = team(9)
    data["shifts.csv"] = [row for row in data["shifts.csv"] if row["employee_id"] < who(4)]
    files = same_in_parts(made(tmp_path, data))
    assert "NO-ROTA" in codes(files)


def test_no_policies_at_all(tmp_path: Path) -> None:
    files = same_in_parts(made(tmp_path, team(3), {}), (2,))
    assert set(files) == {"problems.csv", "problems-zh.csv"}


# Records ---------------------------------------------------------------------------------------------

RECORDS = """
[meetings]
clause = "5.1"
weekday = "mon"
time = "14:30"
[[meetings.tier]]
amount = 10

[scorecard]
clause = "8.1"
total = 10
[scorecard.item]
wording   = { good = 6, fair = 3 }
recording = { good = 4 }
[[scorecard.level]]
from_percent = 0
amount = 30
[[scorecard.level]]
from_percent = 80
"""


def test_a_meeting_of_a_store_whose_people_are_in_several_parts(tmp_path: Path) -> None:
    data = team(9)
    stores = ("S1", "S2", "S3")
    data["employees.csv"] = [row | {"store": stores[at % 3]} for at, row in enumerate(data["employees.csv"])]
    data["meetings.csv"] = [
        {"employee_id": who(1), "date": DAYS[0], "status": "attended"},  # S1: also 4 and 7
        {"employee_id": who(9), "date": "2026-10-19", "status": "missed"},  # S3: also 3 and 6
    ]
    files = same_in_parts(made(tmp_path, data, POLICY + RECORDS))
    missed = [row["employee_id"] for row in rows_of(files, "ledger.csv") if row["rule"] == "meeting"]
    assert missed == [who(number) for number in (3, 4, 6, 7, 9)]


def score(sample: str, number: int, item: str, grade: str = "poor") -> Row:
    return {"sample_id": sample, "employee_id": who(number), "date": DAYS[1], "item": item, "grade": grade}


def test_a_sample_of_two_employees_in_two_parts(tmp_path: Path) -> None:
    data = team(8)
    data["scores.csv"] = [
        *(score("Q1", 1, "wording"), score("Q1", 8, "recording")),  # of two: set aside
        *(score("Q2", 2, "wording"), score("Q2", 2, "recording")),
        *(score("Q3", 7, "wording"), score("Q3", 7, "recording", "good")),
        score("Q4", 5, "wording"),
    ]
    files = same_in_parts(made(tmp_path, data, POLICY + RECORDS))
    assert "SAMPLE-MIXED" in codes(files)
    charged = {row["employee_id"] for row in rows_of(files, "ledger.csv") if row["rule"] == "scorecard"}
    assert charged == {who(2), who(5), who(7)}


SEVERITIES = """
[complaints]
clause = "4"
[complaints.severity]
minor = 10
"""


def test_complaints_of_people_in_several_parts(tmp_path: Path) -> None:
    """Each row is told by the part whose employee it is about, also of somebody whom another part knows by a swap."""
    data = team(9)
    data["employees.csv"] = [row | {"policy": "desk" if at % 4 else ""} for at, row in enumerate(data["employees.csv"])]
    data["assignments.csv"] = [assignment(who(number), DAYS[2], policy="desk") for number in (1, 5, 9)]
    data["swaps.csv"] = [swap("S1", who(2), who(8), DAYS[0])]
    seen = "2026-10-13 10:00"
    data["complaints.csv"] = [
        complaint("C1", seen, employee_id=who(2), decided=seen, severity="minor"),
        complaint("C2", seen, employee_id=who(8), decided=seen, severity="minor"),
        complaint("C3", seen, employee_id=who(8), decided=seen, severity="grave"),  # has no price: set aside
        complaint("C4", seen, employee_id=who(4), decided=seen, severity="minor", status="rejected"),
        complaint("C5", seen, employee_id=who(1), decided=seen, severity="minor"),  # under no policy yet, like the next
        complaint("C6", seen, employee_id=who(5), decided=seen, severity="minor"),
    ]
    policies = {"shop/2026-10-14": POLICY, "desk/2020-01-01": POLICY + SEVERITIES}
    files = same_in_parts(made(tmp_path, data, policies))
    charged = {row["employee_id"] for row in rows_of(files, "ledger.csv") if row["rule"] == "complaint"}
    assert charged == {who(2), who(8)}
    [account] = [row for row in rows_of(files, "sources.csv") if row["table"] == "complaints"]
    assert [account[name] for name in ("rows", "used", "set_aside", "out_of_scope")] == ["6", "2", "3", "1"]
    told = [row["code"] for row in rows_of(files, "problems.csv") if row["file"] == "complaints.csv"]
    assert sorted(told) == ["COMPLAINT-SEVERITY", "POLICY-NOT-GIVEN"]  # the second one once for both rows
