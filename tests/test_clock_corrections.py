"""Corrections of clocks 校时: how they are read, what they move, what is told of it; and what becomes of a fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.intake.clean import Cleaned
from payroll.period import iso_minute
from tests.raw_tables import clean, codes
from tests.test_cases import rows

PUNCHES = """
employee_id, time, device
0007, 2026-10-08 08:42:10, 门口
0008, 2026-10-08 08:42:20, 后门
0007, 2026-10-08 17:30:00, 门口
"""
HEAD = "device, from, to, minutes\n"


def corrected(corrections: str, punches: str = PUNCHES) -> Cleaned:
    return clean({"punches": punches, "clock_corrections": HEAD + corrections})


def times(cleaned: Cleaned) -> list[str]:
    """The clock times of the punches, by employee and time."""
    return [iso_minute(minute)[11:] for minute in cleaned.tables.punches["time"].tolist()]


def test_the_punches_of_a_device_in_a_span_move_and_no_others() -> None:
    cleaned = corrected("门口, 2026-10-08 08:00, 2026-10-08 12:00, -12")
    assert cleaned.problems == []
    assert times(cleaned) == ["08:30", "17:30", "08:42"]
    assert cleaned.tables.punches["correction"].tolist() == [0, -1, -1]
    assert cleaned.tables.clock_corrections["minutes"].tolist() == [-12]


def test_a_span_begins_at_its_first_minute_and_ends_before_its_last() -> None:
    assert times(corrected("门口, 2026-10-08 08:42, 2026-10-08 17:30, 5"))[:2] == ["08:47", "17:30"]
    assert times(corrected("门口, 2026-10-08 08:43, 2026-10-08 17:31, 5"))[:2] == ["08:42", "17:35"]


def test_a_bare_date_as_end_includes_its_day() -> None:
    assert times(corrected("门口, 2026-10-08, 2026-10-08, 60"))[:2] == ["09:42", "18:30"]


def test_punches_that_pass_others_are_in_order_again() -> None:
    assert times(corrected("门口, 2026-10-08 08:00, 2026-10-08 09:00, 600"))[:2] == ["17:30", "18:42"]


def test_years_can_be_corrected() -> None:
    punches = "employee_id, time, device\n0007, 2000-01-01 00:10, K1"
    # From 1 January 2000 to 8 October 2026 there are 9777 days.
    minutes = 9777 * 1440
    cleaned = corrected(f"K1, 2000-01-01, 2000-01-02, {minutes}", punches)
    assert iso_minute(cleaned.tables.punches["time"].iloc[0]) == "2026-10-08 00:10"


def test_without_a_device_the_file_is_the_device() -> None:
    punches = "employee_id, time\n0007, 2026-10-08 08:42"
    assert times(corrected("punches.csv, 2026-10-08, 2026-10-08, 3", punches)) == ["08:45"]
    blank = "employee_id, time, device\n0007, 2026-10-08 08:42,\n0008, 2026-10-08 08:42, 门口"
    cleaned = corrected("punches.csv, 2026-10-08, 2026-10-08, 3", blank)
    assert times(cleaned) == ["08:45", "08:42"]
    assert cleaned.tables.punches["device"].tolist() == ["punches.csv", "门口"]


def test_a_correction_of_no_known_device_is_an_error_that_names_those_there_are() -> None:
    cleaned = corrected("前门, 2026-10-08, 2026-10-08, 3")
    assert codes(cleaned) == [("DEVICE-UNKNOWN", 2)]
    assert "there are: 后门, 门口" in cleaned.problems[0].message("en")
    assert cleaned.tables.clock_corrections.empty


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("门口, 2026-10-08 09:00, 2026-10-08 09:00, 3", "CORRECTION-BACKWARDS"),
        ("门口, 2026-10-08, 2026-10-08, 1.5", "MINUTES-FORM"),
        ("门口, 2026-10-08, 2026-10-08,", "VALUE-MISSING"),
        (", 2026-10-08, 2026-10-08, 3", "VALUE-MISSING"),
        ("门口, 2026-10-08 08:00+08:00, 2026-10-08, 3", "TIME-FORM"),
    ],
)
def test_a_row_that_cannot_be_used_moves_nothing(row: str, code: str) -> None:
    cleaned = corrected(row)
    assert codes(cleaned) == [(code, 2)]
    assert times(cleaned) == ["08:42", "17:30", "08:42"]


def test_a_correction_of_one_minute_is_the_shortest() -> None:
    assert times(corrected("门口, 2026-10-08 08:42, 2026-10-08 08:43, +3"))[0] == "08:45"


def test_two_corrections_of_a_device_may_touch_and_not_overlap() -> None:
    first = "门口, 2026-10-08 08:00, 2026-10-08 12:00, 5\n"
    assert codes(corrected(first + "门口, 2026-10-08 12:00, 2026-10-08 18:00, 7")) == []
    assert codes(corrected(first + "门口, 2026-10-08 11:59, 2026-10-08 18:00, 7")) == [("CORRECTION-OVERLAP", 3)]
    assert codes(corrected(first + "后门, 2026-10-08 11:59, 2026-10-08 18:00, 7")) == []
    assert codes(corrected(first + first)) == [("ROW-REPEATED", 3)]


def test_each_correction_is_compared_with_all_that_count_before_it() -> None:
    month = "门口, 2026-10-01, 2026-10-31, 5\n"
    cleaned = corrected(month + "门口, 2026-10-02, 2026-10-03, 7\n门口, 2026-10-05, 2026-10-08, 9")
    assert codes(cleaned) == [("CORRECTION-OVERLAP", 3), ("CORRECTION-OVERLAP", 4)]
    assert times(cleaned)[:2] == ["08:47", "17:35"]


def test_a_row_that_repeats_one_in_error_is_in_error_too() -> None:
    twice = "门口, 2026-10-07, 2026-10-08, 7\n" * 2
    cleaned = corrected("门口, 2026-10-01, 2026-10-31, 5\n" + twice)
    assert codes(cleaned) == [("CORRECTION-OVERLAP", 3), ("CORRECTION-OVERLAP", 4)]
    assert times(cleaned)[:2] == ["08:47", "17:35"]


def test_an_overlap_with_a_row_in_error_is_none() -> None:
    first = "门口, 2026-10-08 08:00, 2026-10-08 12:00, 5\n门口, 2026-10-08 11:00, 2026-10-08 18:00, 7\n"
    cleaned = corrected(first + "门口, 2026-10-08 17:00, 2026-10-08 19:00, 9")
    assert codes(cleaned) == [("CORRECTION-OVERLAP", 3)]
    assert times(cleaned)[:2] == ["08:47", "17:39"]


# Through the program ---------------------------------------------------------------------------------

POLICY = """
[policy]
title = { zh = "制度", en = "Rules" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for this test"

[lateness]
[[lateness.tier]]
amount = 10
"""
DAYS = ("2026-10-08", "2026-10-09", "2026-10-10")


def a_month(folder: Path, arrival: str, departure: str = "17:35") -> None:
    """Five people work on three days; on 9 October they punch at these times, else in time."""
    (folder / "data").mkdir()
    (folder / "policies/shop").mkdir(parents=True)
    (folder / "policies/shop/2026-01-01.toml").write_text(POLICY, encoding="utf-8")
    ids = [f"000{number}" for number in range(1, 6)]
    tables = {
        "employees": ["employee_id,name,hire_date,base_wage", *(f"{each},员工{each},2024-01-01,5000" for each in ids)],
        "shifts": ["employee_id,date,start,end", *(f"{each},{day},08:30,17:30" for day in DAYS for each in ids)],
        "punches": ["工号,打卡时间"],
    }
    for day in DAYS:
        clocks = (arrival, departure) if day == DAYS[1] else ("08:25", "17:35")
        tables["punches"] += [f"{each},{day} {clock}" for clock in clocks if clock for each in ids]
    for name, lines in tables.items():
        (folder / "data" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def correct(folder: Path, minutes: int) -> None:
    row = f"punches.csv,2026-10-09,2026-10-09,{minutes}\n"
    (folder / "data" / "校时.csv").write_text("设备,开始,结束,分钟\n" + row, encoding="utf-8")


def run(folder: Path, *more: str) -> tuple[int, str]:
    """Return the exit code and what is printed."""
    places = ["--data", f"{folder}/data", "--policies", f"{folder}/policies"]
    out = ["--out", f"{folder}/out", "--no-workbook", "--no-record"]
    result = CliRunner().invoke(app, ["run", "2026-10", *places, *out, "--lang", "en", *more])
    return result.exit_code, result.output


def verdicts(folder: Path) -> list[str]:
    """The verdicts on the first employee."""
    return [row["verdict"] for row in rows(folder / "out/attendance.csv") if row["employee_id"] == "0001"]


def test_a_clock_that_was_off_stops_the_run_with_one_error_instead_of_charging_everybody(tmp_path: Path) -> None:
    a_month(tmp_path, "09:25", "18:35")
    assert run(tmp_path)[0] == 2
    problems = [row for row in rows(tmp_path / "out/problems.csv") if row["severity"] == "error"]
    assert [(row["code"], row["file"], row["row"], row["column"], row["value"]) for row in problems] == [
        ("CLOCK-OFF", "punches.csv", "12", "打卡时间", "punches.csv")
    ]
    assert not (tmp_path / "out/ledger.csv").exists()


def test_accepted_its_shifts_are_unclear_and_cost_nothing(tmp_path: Path) -> None:
    a_month(tmp_path, "09:25", "18:35")
    code, output = run(tmp_path, "--accept", "CLOCK-OFF")
    assert code == 0, output
    assert rows(tmp_path / "out/ledger.csv") == []
    # Rules, 4.6: what is set aside makes the shifts of its day and of the day before unclear.
    assert verdicts(tmp_path) == ["unclear", "unclear", "ok"]


def test_corrected_the_punches_are_right_and_the_run_goes_on(tmp_path: Path) -> None:
    a_month(tmp_path, "09:25", "18:35")
    correct(tmp_path, -60)
    code, output = run(tmp_path)
    assert code == 0, output
    assert verdicts(tmp_path) == ["ok", "ok", "ok"]
    [arrival] = [
        row["arrival"]
        for row in rows(tmp_path / "out/attendance.csv")
        if (row["employee_id"], row["date"]) == ("0001", DAYS[1])
    ]
    assert arrival == "2026-10-09 08:25"


def test_a_charge_on_a_corrected_punch_says_what_the_clock_wrote_and_where_it_was_corrected(tmp_path: Path) -> None:
    a_month(tmp_path, "09:32", "18:35")
    correct(tmp_path, -60)
    assert run(tmp_path)[0] == 0
    line = rows(tmp_path / "out/ledger.csv")[0]
    assert (line["quantity"], line["amount"]) == ("2", "-10.00")
    assert "08:32 (the clock wrote 09:32, corrected by -60 min)" in line["explanation_en"]
    assert "08:32（已校时 -60 分钟，考勤机记为 09:32）" in line["explanation_zh"]
    assert line["evidence"] == "shifts.csv:7; punches.csv:12; 校时.csv:2"
    places = ["--data", f"{tmp_path}/data", "--policies", f"{tmp_path}/policies"]
    told = CliRunner().invoke(app, ["explain", "0001", "2026-10", *places, "--lang", "en"])
    assert "punches: 08:32 (corrected -60), 17:35 (corrected -60)" in told.output


def test_a_charge_on_another_punch_says_nothing_of_a_correction(tmp_path: Path) -> None:
    a_month(tmp_path, "09:25", "18:35")
    correct(tmp_path, -60)
    text = (tmp_path / "data/punches.csv").read_text(encoding="utf-8")
    (tmp_path / "data/punches.csv").write_text(text.replace("0001,2026-10-08 08:25", "0001,2026-10-08 08:31"))
    assert run(tmp_path)[0] == 0
    [line] = rows(tmp_path / "out/ledger.csv")
    assert "corrected" not in line["explanation_en"]
    assert line["evidence"] == "shifts.csv:2; punches.csv:2"


def test_no_minutes_say_that_the_clock_was_right_and_everybody_is_charged(tmp_path: Path) -> None:
    a_month(tmp_path, "09:25", "18:35")
    correct(tmp_path, 0)
    assert run(tmp_path)[0] == 0
    assert [row["amount"] for row in rows(tmp_path / "out/ledger.csv")] == ["-10.00"] * 5


def test_a_silent_day_is_accepted_under_its_own_code(tmp_path: Path) -> None:
    a_month(tmp_path, "", "")
    assert run(tmp_path, "--accept", "CLOCK-OFF")[0] == 2
    code, output = run(tmp_path, "--accept", "CLOCK-SILENT")
    assert code == 0, output
    assert verdicts(tmp_path) == ["unclear", "unclear", "ok"]


def test_a_recorded_month_with_a_correction_is_replayed_from_its_evidence(tmp_path: Path) -> None:
    a_month(tmp_path, "09:32", "18:35")
    correct(tmp_path, -60)
    book = ["--db", str(tmp_path / "book.db")]
    places = ["--data", f"{tmp_path}/data", "--policies", f"{tmp_path}/policies", "--out", f"{tmp_path}/out"]
    for command in (
        ["run", "2026-10", *places, "--no-workbook", *book],
        ["close", "2026-10", "--by", "王会计", "--out", f"{tmp_path}/out", *book],
        ["ledger", "replay", "2026-10", *book],
    ):
        result = CliRunner().invoke(app, command)
        assert result.exit_code == 0, (command, result.output)
