"""The settings of a self-service clock (AttSetting.xls): recognised and explained, never read as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from payroll.intake.files import read_files
from payroll.problems import errors
from tests.clocks.standard_report_book import ENGLISH_REPORT, Rows, sheets_of, write

ENGLISH: Rows = [
    ["Attendance Setting Report"],
    [],
    ["Shift"],
    ["Number", "First time zone", "", "Second time zone", "", "Overtime"],
    ["", "On-duty", "Off-duty", "On-duty", "Off-duty", "Check-In", "Check-Out"],
    [1.0, "09:00", "18:00"],
    [2.0, "08:00", "12:00", "13:00", "17:00"],
    [3.0],
]
CHINESE: Rows = [
    ["考 勤 设 置 表"],
    [],
    ["班次"],
    ["编号", "第一时段", "", "第二时段", "", "加班"],
    ["", "上班", "下班", "上班", "下班", "签到", "签退"],
    *ENGLISH[5:],
]
SCHEDULE: Rows = [
    ["Schedule Setting Report"],
    ["Special shifts: 25-Ask for leave, 26-Out, Null-Holiday"],
    ["Schedule date", "", "", "", "2026-10-01"],
    ["ID", "Name", "Department", "Card number", 1.0, 2.0],
    ["", "", "", "", "THU", "FRI"],
    ["7", "Gu Yu", "Shop", "", 1.0, 1.0],
]


@pytest.mark.parametrize("table", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_a_settings_file_gives_no_rows_but_tells_its_shifts(tmp_path: Path, table: Rows) -> None:
    write(tmp_path / "AttSetting.xlsx", {"Att. Setting": table, "Schedule Setting": SCHEDULE})
    found = read_files(tmp_path)
    assert found.tables == {}
    assert [(problem.code, problem.sheet, problem.row) for problem in found.problems] == [
        ("CLOCK-SETTING", "Att. Setting", 4)
    ]
    assert "1 = 09:00–18:00; 2 = 08:00–12:00, 13:00–17:00" in found.problems[0].message("en")
    assert errors(found.problems) == []


def test_the_shift_table_beside_a_report_is_a_sheet_of_the_report(tmp_path: Path) -> None:
    write(tmp_path / "report.xlsx", sheets_of(ENGLISH_REPORT) | {"Att. Setting": ENGLISH})
    found = read_files(tmp_path)
    assert found.clocks.keys() == {"report.xlsx"}
    assert [problem for problem in found.problems if problem.code == "READERS-TWO"] == []
    assert len(found.tables["punches"]) > 0
