"""The record of a ZKTeco clock without headings, from a U-disk or pushed: one quirk per test."""

from __future__ import annotations

from pathlib import Path

import pytest

from payroll.intake.files import FilesRead, read_files
from payroll.intake.intake import clean_files
from payroll.period import iso_minute
from tests.raw_tables import OCTOBER, ONE_POLICY

PEOPLE = "employee_id,name,hire_date,base_wage\n5,林谷雨,2024-01-01,5000\n9,何小满,2024-01-01,5000\n"


def read(folder: Path, *rows: str, name: str = "1_attlog.dat", end: str = "\n") -> FilesRead:
    (folder / name).write_bytes("".join(f"{row}{end}" for row in rows).encode())
    return read_files(folder)


def punches(found: FilesRead) -> list[tuple[int, str, str]]:
    """Row, employee and time of every punch."""
    (raw,) = found.tables["punches"]
    columns = (raw.columns[name].to_pylist() for name in ("employee_id", "time"))
    return [(int(row), *cells) for row, *cells in zip(raw.rows, *columns, strict=True)]


def told(found: FilesRead) -> list[tuple[str, int | None, str]]:
    return [(problem.code, problem.row, problem.value) for problem in found.problems]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_pin_and_time_are_read_whatever_the_status_says(tmp_path: Path, end: str) -> None:
    found = read(
        tmp_path,
        "        5\t2026-10-08 17:03:25\t1\t0\t1\t0",
        "        5\t2026-10-08 17:03:39\t1\t1\t1\t0",
        "  0710011\t2026-10-08 08:10:37\t1\t255\t15\t0",
        end=end,
    )
    assert punches(found) == [
        (1, "5", "2026-10-08 17:03:25"),
        (2, "5", "2026-10-08 17:03:39"),
        (3, "0710011", "2026-10-08 08:10:37"),
    ]
    assert found.tables["punches"][0].format == "zk-attlog"
    assert found.tables["punches"][0].columns["device"].to_pylist() == ["1", "1", "1"]
    assert told(found) == []


def test_a_pin_that_is_not_right_aligned_may_be_pushed_and_then_field_3_is_no_device(tmp_path: Path) -> None:
    found = read(tmp_path, "5\t2026-10-08 17:03:25\t1\t0\t1\t0")
    assert punches(found) == [(1, "5", "2026-10-08 17:03:25")]
    assert "device" not in found.tables["punches"][0].columns


def test_what_is_pushed_may_begin_with_its_name_and_leave_out_fields_at_the_end(tmp_path: Path) -> None:
    rows = ["ATTLOG", "8\t2026-10-08 09:12:03\t0\t1\t0\t0", "1002\t2026-10-08 08:30:00\t0\t15"]
    found = read(tmp_path, *rows, name="pushed.txt")
    assert punches(found) == [(2, "8", "2026-10-08 09:12:03"), (3, "1002", "2026-10-08 08:30:00")]
    assert told(found) == []


def test_a_row_with_more_or_fewer_fields_than_all_others_is_set_aside(tmp_path: Path) -> None:
    good = ["5\t2026-10-08 08:00:00\t1\t255\t1\t0"] * 10
    found = read(tmp_path, *good, "9\t2026-10-08 08:00:00\t1\t255\t1\t0\t7", "9\t2026-10-08 08:0")
    assert told(found) == [("ROW-TOO-LONG", 11, "7"), ("ROW-TOO-SHORT", 12, "2")]
    assert len(punches(found)) == 10
    assert found.records[0].set_aside.columns["employee_id"].to_pylist() == ["9", "9"]


def test_an_impossible_time_is_an_error_of_its_row_and_the_others_count(tmp_path: Path) -> None:
    (tmp_path / "employees.csv").write_text(PEOPLE, encoding="utf-8")
    found = read(
        tmp_path,
        "        9\t1990-00--8 -16:-29:-40\t1\t255\t1\t0",
        "        5\t2026-10-08 08:57:00\t1\t255\t1\t0",
        "        9\t2000-01-01 00:00:14\t1\t255\t1\t0",
    )
    cleaned = clean_files(found, ONE_POLICY, OCTOBER)
    errors = [(each.code, each.row, each.value) for each in cleaned.problems if each.severity == "error"]
    assert errors == [("DATE-FORM", 1, "1990-00--8 -16:-29:-40")]
    assert [iso_minute(time) for time in cleaned.tables.punches["time"]] == ["2026-10-08 08:57", "2000-01-01 00:00"]


def test_a_binary_attlog_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "1_attlog.dat").write_bytes(b"5\0\0\0\0\0\0\0\x12\x34\x56\x2a\x01\0\0\0" * 20)
    found = read_files(tmp_path)
    assert told(found) == [("CLOCK-BINARY", None, "")]
    assert found.problems[0].severity == "error"
    assert "as text" in found.problems[0].fix("en")


def test_another_binary_file_is_only_named(tmp_path: Path) -> None:
    (tmp_path / "settings.dat").write_bytes(b"\0\1\2\3" * 20)
    assert told(read_files(tmp_path)) == [("FILE-IGNORED", None, "")]


@pytest.mark.parametrize(
    "row",
    [
        "5\t2026-10-08 08:57:00\t1",
        "5\t2026-10-08\t1\t255\t1\t0",
        "5\t2026-10-08 08:57:00\t1\t255\tIN\t0",
        "No\tTMNo\tEnNo\tName",
        "林谷雨\t2026-10-08 08:57:00\t1\t255\t1\t0",
    ],
)
def test_other_rows_without_headings_are_no_such_record(tmp_path: Path, row: str) -> None:
    assert told(read(tmp_path, row, name="export.txt")) == [("FILE-IGNORED", None, "")]


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    found = read(tmp_path, "5\t2026-10-08 08:57:00\t1\t255\t1\t0", "", "5\t2026-10-08 09:57:00\t1\t255\t1\t0", "")
    assert [row for row, _, _ in punches(found)] == [1, 3]
    assert found.records[0].rows == 2
