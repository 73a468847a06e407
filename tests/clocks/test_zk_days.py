"""The daily table with 签到时间 and 签退时间: one quirk per test."""

from __future__ import annotations

from pathlib import Path

import pytest

from payroll.intake.files import FilesRead, read_files

HEADING = "考勤号码,姓名,签到时间,签退时间,迟到时间,部门,日期,上班时间,下班时间"


def read(folder: Path, *rows: str) -> FilesRead:
    (folder / "日明细.csv").write_text("".join(f"{row}\n" for row in (HEADING, *rows)), encoding="utf-8")
    return read_files(folder)


def times(found: FilesRead) -> list[str]:
    (raw,) = found.tables["punches"]
    result: list[str] = raw.columns["time"].to_pylist()
    return result


@pytest.mark.parametrize(
    ("came", "went", "expected"),
    [
        ("08:58", "18:02", ["2026-10-08 08:58", "2026-10-08 18:02"]),
        ("8:58:01", "18:02:59", ["2026-10-08 08:58:01", "2026-10-08 18:02:59"]),
        ("20:05", "06:03", ["2026-10-08 20:05", "2026-10-09 06:03"]),
        ("08:58", "08:58", ["2026-10-08 08:58", "2026-10-08 08:58"]),
        ("", "18:02", ["2026-10-08 18:02"]),
        ("08:58", "--", ["2026-10-08 08:58"]),
        ("2026-10-08 20:05:00", "2026-10-09 06:03:00", ["2026-10-08 20:05:00", "2026-10-09 06:03:00"]),
        ("早上", "18:02", ["2026-10-08 早上", "2026-10-08 18:02"]),
    ],
)
def test_a_row_gives_both_punches(tmp_path: Path, came: str, went: str, expected: list[str]) -> None:
    assert times(read(tmp_path, f"7,林谷雨,{came},{went},,客服部,2026-10-08,09:00,18:00")) == expected


def test_a_row_without_a_punch_is_out_of_scope(tmp_path: Path) -> None:
    found = read(tmp_path, "7,林谷雨,,,,客服部,2026-10-08,09:00,18:00", "8,甲,09:00,,,客服部,2026-10-08,09:00,18:00")
    (record,) = found.records
    assert (record.rows, record.out_of_scope) == (2, 1)


def test_dates_with_the_year_last_are_told_by_the_file(tmp_path: Path) -> None:
    row = "7,林谷雨,20:05,06:03,0:12,客服部,{day}/10/2026,20:00,06:00"
    found = read(tmp_path, row.format(day=31))
    assert times(found) == ["2026-10-31 20:05", "2026-11-01 06:03"]
    frame = found.clocks["日明细.csv"].verdicts
    assert frame is not None
    assert frame[["date", "shift", "late_minutes"]].to_numpy().tolist() == [["2026-10-31", "20:00-06:00", 12]]
    found = read(tmp_path, row.format(day="09"))
    assert [(each.code, each.row) for each in found.problems] == [("CLOCK-DATE-ORDER", 2)]
    assert (times(found), len(found.records[0].set_aside)) == ([], 1)


def test_a_row_that_is_too_long_is_set_aside(tmp_path: Path) -> None:
    row = "7,林谷雨,08:58,18:02,,客服部,2026-10-08,09:00,18:00"
    found = read(tmp_path, row, f"{row},more")
    assert [(each.code, each.row) for each in found.problems] == [("ROW-TOO-LONG", 3)]
    assert len(times(found)) == 2
    assert found.records[0].set_aside.columns["time"].to_pylist() == ["2026-10-08"]


@pytest.mark.parametrize(("written", "minutes"), [("12", 12), ("0:12", 12), ("1:05", 65), ("01:05:59", 65), ("0", 0)])
def test_minutes_late_are_a_verdict(tmp_path: Path, written: str, minutes: int) -> None:
    found = read(tmp_path, f"7,林谷雨,08:58,18:02,{written},客服部,2026-10-08,09:00,18:00")
    frame = found.clocks["日明细.csv"].verdicts
    assert frame is not None
    assert frame["late_minutes"].tolist() == [minutes]
