"""How cells are read in parts: time zones, names, ids that are written in other ways, rows that are no rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.compared import codes, rows_of, same_in_parts
from tests.engine.made import DAYS, POLICY, made, team, tidy, who, write_table
from tests.month_builder import assignment, employee, shift
from tests.month_frames import Row

ZONES = {"shop/2020-01-01": POLICY, "desk/2020-01-01": POLICY.replace("Asia/Shanghai", "Europe/London")}


def test_stamps_with_an_offset_are_read_in_the_zone_of_each_ones_policy(tmp_path: Path) -> None:
    data = team(9)
    data["employees.csv"] = [
        row | {"policy": "shop" if at % 2 else "desk"} for at, row in enumerate(data["employees.csv"])
    ]
    data["assignments.csv"] = [assignment(who(3), DAYS[2], policy="shop"), assignment(who(8), DAYS[1], policy="desk")]
    data["punches.csv"] = [
        row | {"time": row["time"].replace(" ", "T") + (":00+08:00" if at % 3 else ":00Z")}
        for at, row in enumerate(data["punches.csv"])
    ]
    files = same_in_parts(made(tmp_path, data, ZONES), (2, 7))
    assert len({row["arrival"][11:] for row in rows_of(files, "attendance.csv")}) > 3


def test_a_matrix_with_names_alone(tmp_path: Path) -> None:
    data = team(8)
    matrix: list[Row] = [
        {"姓名": f"员工{who(number)}"} | {str(int(day[8:])): "office" for day in DAYS} for number in range(1, 9)
    ]
    matrix += [{"姓名": "没有的人", "12": "office"}, {"姓名": "合计", "12": "9"}]
    names = [{"clock_id": f"员工{who(number)}", "employee_id": who(number)} for number in range(1, 8)]
    del data["shifts.csv"]
    files = same_in_parts(made(tmp_path, data | {"排班_2026-10.csv": matrix, "identities.csv": names}))
    assert len(rows_of(files, "attendance.csv")) == 7 * len(DAYS)
    assert codes(files).count("EMPLOYEE-UNKNOWN") == 2  # the eighth, of whom nobody says who it is, and a stranger


def test_two_employees_of_one_name_in_two_parts(tmp_path: Path) -> None:
    data = team(8)
    data["employees.csv"] = [
        row | {"name": "林小满"} if at in {0, 7} else row for at, row in enumerate(data["employees.csv"])
    ]
    matrix: list[Row] = [{"姓名": row["name"], "12": "office", "13": "office"} for row in data["employees.csv"]]
    del data["shifts.csv"]
    files = same_in_parts(made(tmp_path, data | {"排班_2026-10.csv": matrix}))
    assert codes(files).count("EMPLOYEE-UNKNOWN") == 7  # each name once: names alone decide nothing


def test_totals_blank_rows_and_columns_that_nobody_knows(tmp_path: Path) -> None:
    data = team(7)
    data["punches.csv"] = [row | {"天气": "晴"} for row in data["punches.csv"]]
    data["punches.csv"][5:5] = [
        {"employee_id": "合计", "time": "", "天气": ""},
        {"employee_id": "", "time": "", "天气": ""},
    ]
    data["shifts.csv"] += [{"employee_id": "total", "date": "", "shift": "35"}]
    files = same_in_parts(made(tmp_path, data))
    assert {"TOTAL-ROW", "COLUMN-UNKNOWN"} <= set(codes(files))


def test_more_than_a_hundred_bad_rows_of_one_kind(tmp_path: Path) -> None:
    data = team(9)
    bad = [
        {"employee_id": who(number), "time": f"2026-10-{day} late"} for day in range(10, 24) for number in range(1, 10)
    ]
    data["punches.csv"] += bad
    data["shifts.csv"] += [
        shift(who(number), f"2026-10-{day}", "08:30-08:30x") for day in range(19, 31) for number in range(1, 10)
    ]
    files = same_in_parts(made(tmp_path, data))
    assert any(codes(files).count(code) >= 100 for code in set(codes(files)))


def test_rotas_in_files_with_headings_in_chinese_and_in_english(tmp_path: Path) -> None:
    data = team(8)
    rows = data.pop("shifts.csv")
    chinese = [{"工号": row["employee_id"], "日期": row["date"], "班次": row["shift"]} for row in rows[::2]]
    wrong = [{"工号": who(number), "日期": DAYS[0], "班次": "夜"} for number in (2, 7)]
    files = same_in_parts(made(tmp_path, data | {"shifts/a.csv": rows[1::2], "排班/b.csv": chinese + wrong}))
    [told] = {
        (row["file"], row["column"]) for row in rows_of(files, "problems.csv") if row["code"] == "SHIFT-CODE-UNKNOWN"
    }
    assert told == ("排班/b.csv", "班次")


def test_ids_that_run_together_and_ids_in_another_order(tmp_path: Path) -> None:
    ids = ["A10", "A9", "b1", "B2", "007", "7", "叶01", "0007"]
    data = team(8)
    for name, rows in data.items():
        data[name] = [row | {"employee_id": ids[int(row["employee_id"]) - 1]} for row in rows]
    data["punches.csv"] += [
        {"employee_id": "a9", "time": f"{DAYS[0]} 08:25"},
        {"employee_id": "00007", "time": f"{DAYS[0]} 08:25"},
    ]
    files = same_in_parts(made(tmp_path, data), (2, 8))
    assert "EMPLOYEE-UNKNOWN" in codes(files)
    assert [row["employee_id"] for row in rows_of(files, "adjustments.csv")] == sorted(ids)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_files_in_other_encodings(encoding: str, tmp_path: Path) -> None:
    data = team(7)
    month = made(tmp_path, data)
    for name in ("punches.csv", "shifts.csv"):
        path = month.data / name
        path.write_text(path.read_text(encoding="utf-8").replace("employee_id", "工号"), encoding=encoding)
    files = same_in_parts(month)
    assert len(rows_of(files, "attendance.csv")) == 7 * len(DAYS)


def test_typed_columns_of_parquet(tmp_path: Path) -> None:
    import pandas as pd

    data = team(9)
    month = made(tmp_path, data)
    for name, columns in (("punches", {"time": "datetime64[ms]"}), ("shifts", {"date": "datetime64[ms]"})):
        frame = pd.DataFrame(data[f"{name}.csv"]).astype(columns)
        (month.data / f"{name}.csv").unlink()
        (month.data / name).mkdir()
        for part in range(3):
            frame.iloc[part::3].to_parquet(month.data / name / f"part-{part:03d}.parquet", index=False)
    files = same_in_parts(month, (2, 7))
    assert len(rows_of(files, "attendance.csv")) == 9 * len(DAYS)


def test_a_workbook_beside_files_of_text(tmp_path: Path) -> None:
    from openpyxl import Workbook

    data = team(6)
    month = made(tmp_path, data)
    write_table(month.data / "punches.csv", [row for row in data["punches.csv"] if row["employee_id"] < who(4)])
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["employee_id", "time"])
    for row in [*(row for row in data["punches.csv"] if row["employee_id"] >= who(3)), *tidy(6, "2026-10-20")]:
        sheet.append([row["employee_id"], row["time"]])
    book.save(month.data / "punches-2.xlsx")
    files = same_in_parts(month)
    assert "ROWS-REPEATED" in codes(files)
    assert {row["format"] for row in rows_of(files, "sources.csv") if row["table"] == "punches"} == {"csv", "xlsx"}


def test_an_employee_who_came_later_and_rows_before(tmp_path: Path) -> None:
    data = team(7)
    data["employees.csv"][6] = employee(who(7), hired=DAYS[2])
    data["employees.csv"][0] = employee(who(1), left=DAYS[3], probation_end=DAYS[1])
    files = same_in_parts(made(tmp_path, data))
    assert "SHIFT-OUTSIDE-EMPLOYMENT" in codes(files)
