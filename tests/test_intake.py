from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from payroll.intake.account import RowCount, count_rows
from payroll.intake.clean import Cleaned, clean_tables
from payroll.intake.files import read_files
from payroll.intake.intake import clean_files
from payroll.intake.raw import RawTable
from payroll.period import NO_DAY
from payroll.tables import TABLES, SourceFile
from tests.raw_tables import OCTOBER, ONE_POLICY, PEOPLE, clean, raw_table

Counts = tuple[int, int, int, int, int]
EMPLOYEES = {"employees": [raw_table(PEOPLE, "employees.csv")]}


def count(cleaned: Cleaned, table: str, fates: dict[str, npt.NDArray[np.int8]] | None = None) -> list[Counts]:
    found = [counted for counted in count_rows(cleaned, fates or {}) if counted.table == table]
    return [(one.rows, one.used, one.duplicate, one.out_of_scope, one.set_aside) for one in found]


def test_without_employees_table_there_is_an_error_that_says_so() -> None:
    cleaned = clean_tables({"shifts": [], "punches": []}, ONE_POLICY, OCTOBER)
    assert [(found.code, found.severity) for found in cleaned.problems] == [("TABLE-MISSING", "error")]


@pytest.mark.parametrize(("missing", "there"), [("shifts", "punches"), ("punches", "shifts")])
def test_a_missing_rota_or_missing_punches_are_a_warning_that_says_what_follows(missing: str, there: str) -> None:
    cleaned = clean_tables({**EMPLOYEES, there: []}, ONE_POLICY, OCTOBER)
    assert [(found.code, found.severity) for found in cleaned.problems] == [
        (f"TABLE-MISSING-{missing.upper()}", "warning")
    ]


def test_other_tables_may_be_missing_without_a_word() -> None:
    assert clean_tables({**EMPLOYEES, "shifts": [], "punches": []}, ONE_POLICY, OCTOBER).problems == []


def test_every_row_of_a_file_is_accounted_for() -> None:
    cleaned = clean(
        {
            "punches": [
                raw_table(
                    """
employee_id, time
0007, 2026-10-08 08:00
0007, 2026-10-08 08:00
0007, 2026-10-08 25:00
,
合计, 3
0008, 2026-11-20 08:00
""",
                    "a.csv",
                ),
                raw_table("employee_id, time\n0008, 2026-10-08 08:00", "b.csv"),
            ]
        }
    )
    out_of_scope = np.array([0, 0, 1], np.int8)
    assert cleaned.tables.punches["row"].tolist() == [2, 2, 7]
    assert count(cleaned, "punches", {"punches": out_of_scope}) == [(6, 1, 1, 3, 1), (1, 1, 0, 0, 0)]
    assert count_rows(cleaned, {})[0] == RowCount(SourceFile("employees.csv"), "employees", 2, 2, 0, 0, 0)


def test_a_row_of_a_matrix_counts_once() -> None:
    cleaned = clean(
        {
            "shifts": raw_table(
                """
工号, 1, 2
, 四, 五
0007, A, A
0008, A, 25:00-26:00
0007, A, A
0008, ,
9, A, A
""",
                "排班.csv",
            )
        }
    )
    month = np.array([0, 1, 0, 2], np.int8)
    assert len(cleaned.tables.shifts) == 4
    assert count(cleaned, "shifts", {"shifts": month}) == [(6, 1, 1, 2, 2)]
    assert count(cleaned, "shifts", {"shifts": np.array([1, 1, 0, 2], np.int8)}) == [(6, 0, 1, 3, 2)]


def test_what_the_month_sets_aside_or_finds_repeated_is_counted_so() -> None:
    cleaned = clean(
        {"shifts": "employee_id, date, shift\n0007, 2026-10-01, A\n0007, 2026-10-02, A\n0007, 2026-10-03, A"}
    )
    assert count(cleaned, "shifts", {"shifts": np.array([2, 3, 0], np.int8)}) == [(3, 1, 1, 0, 1)]


def test_the_order_of_the_files_rows_does_not_change_who_punched_when() -> None:
    rows = ["0008, 2026-10-08 08:00", "0007, 2026-10-08 18:00", "0007, 2026-10-08 08:00", "0007, 2026-10-08 08:00"]
    tables = [
        clean({"punches": "\n".join(["employee_id, time", *order])}).tables.punches for order in (rows, rows[::-1])
    ]
    assert tables[0][["employee", "time"]].equals(tables[1][["employee", "time"]])


def test_rows_that_reading_set_aside_are_not_reported_but_make_no_charge() -> None:
    set_aside = {
        "employees": [raw_table("employee_id, name\n0009, 王", "employees.csv")],
        "punches": [raw_table("employee_id, time\n0007, 2026-10-08 08:00\n, x", "punches.csv")],
        "shifts": [raw_table("employee_id, date, shift\n0008, 2026-10-08, A", "shifts.csv")],
    }
    tables = {
        **EMPLOYEES,
        "shifts": [raw_table("employee_id, date, shift\n0009, 2026-10-08, A", "shifts.csv")],
    }
    cleaned = clean_tables(tables, ONE_POLICY, OCTOBER, set_aside)
    assert cleaned.problems == []
    assert cleaned.tables.unclear.to_numpy().tolist() == [[0, NO_DAY], [0, 20734], [1, NO_DAY]]
    assert cleaned.tables.shifts[["employee", "shift"]].to_numpy().tolist() == [[1, "rest"]]
    assert count(cleaned, "employees") == [(2, 2, 0, 0, 0)]
    assert count(cleaned, "shifts") == [(1, 0, 0, 0, 1)]
    assert count(cleaned, "punches") == []


def test_rows_set_aside_of_which_nothing_could_be_read_do_no_harm() -> None:
    nothing = RawTable("x.parquet", "", "parquet", {}, np.arange(2, 5, dtype=np.int32))
    set_aside = {table.name: [nothing] for table in TABLES}
    cleaned = clean_tables({"employees": EMPLOYEES["employees"]}, ONE_POLICY, OCTOBER, set_aside)
    assert cleaned.problems == []
    assert len(cleaned.tables.employees) == 2
    assert len(cleaned.tables.unclear) == 0


def test_a_folder_of_files_becomes_clean_tables(tmp_path: Path) -> None:
    (tmp_path / "员工.csv").write_text("工号,姓名,入职日期,基本工资（元）\n0007,林晓,2024-03-01,5000\n", "utf-8")
    (tmp_path / "排班 2026-10.csv").write_text("工号,姓名,1,2\n,,四,五\n0007,林晓,A,休\n", "utf-8")
    (tmp_path / "打卡.csv").write_text("工号,打卡时间\n0007,2026/10/1 8:25\n0007,2026/10/1 18:02,x\n", "utf-8")
    (tmp_path / "leave.csv").write_text("leave_id,employee_id\nL1,0007\n", "utf-8")
    files = read_files(tmp_path)
    cleaned = clean_files(files, ONE_POLICY, OCTOBER)
    assert cleaned.problems == []
    assert [problem.code for problem in files.problems] == ["COLUMN-MISSING", "ROW-TOO-LONG"]
    assert cleaned.tables.shifts["shift"].tolist() == ["A", "rest"]
    assert cleaned.tables.shifts["row"].tolist() == [3, 3]
    assert len(cleaned.tables.punches) == 1
    assert cleaned.tables.unclear["date"].tolist() == [-(2**31), 20727]


FOLK = "employee_id,name,hire_date,base_wage\nA,Ann,2020-01-01,4000\nB,Bob,2020-01-01,4000\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("x,B,2026-10-08 08:20", [[1, 20734]]),
        ("A,2026-10-08 08:20,x", [[0, 20734]]),
        ("2026-10-08 08:20", [[0, 20734], [1, 20734]]),
        ("B", [[1, NO_DAY]]),
        (",,b,2026-10-08", [[1, 20734]]),
        ("x,A,B,2026-10-08", [[0, 20734], [1, 20734]]),
        ("x,B,2026-10-08,2026-10-09", [[1, NO_DAY]]),
        ("x,B,2026-10-08 00:20Z", [[1, NO_DAY]]),
        ("x,y,z", [[0, NO_DAY], [1, NO_DAY]]),
    ],
)
def test_a_punch_row_of_a_wrong_length_counts_for_whom_and_when_any_field_tells(
    tmp_path: Path, row: str, expected: list[list[int]]
) -> None:
    (tmp_path / "employees.csv").write_text(FOLK, "utf-8")
    (tmp_path / "punches.csv").write_text(f"employee_id,time\n{row}\n", "utf-8")
    cleaned = clean_files(read_files(tmp_path), ONE_POLICY, OCTOBER)
    assert cleaned.tables.unclear.to_numpy().tolist() == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("L1,B,2026-10-08,2026-10-09,2026-10-01 09:00,approved,x", [[1, 20734], [1, 20735]]),
        ("L1,x,B,2026-10-08,2026-10-09,2026-10-01 09:00,approved", [[1, NO_DAY]]),
        ("L1,B,2026-10-08,2026-10-09 09:00,approved", [[1, NO_DAY]]),
        ("L1,2026-10-08,2026-10-09,2026-10-01 09:00,approved", [[0, NO_DAY], [1, NO_DAY]]),
    ],
)
def test_a_leave_row_of_a_wrong_length_counts_for_the_period_unless_its_cells_make_sense(
    tmp_path: Path, row: str, expected: list[list[int]]
) -> None:
    (tmp_path / "employees.csv").write_text(FOLK, "utf-8")
    (tmp_path / "leave.csv").write_text(f"leave_id,employee_id,from,to,requested_at,status\n{row}\n", "utf-8")
    cleaned = clean_files(read_files(tmp_path), ONE_POLICY, OCTOBER)
    assert cleaned.tables.unclear.to_numpy().tolist() == expected
