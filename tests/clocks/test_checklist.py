"""What a reader of clocks must survive, point by point; each format's own quirks stand with its reader."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from payroll.intake.files import FilesRead, read_files
from payroll.intake.readers.verdict_text import figures
from tests.raw_tables import clean

HERE = Path(__file__).parent
LIST = "姓名,工号,部门,打卡时间,打卡地点,来源,是否有效\n林小满,0007,门店,2026-10-08 08:42:10,店,手机,是\n"
GLG = "No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime\n"


def read(folder: Path, text: str | bytes, name: str = "export.csv") -> FilesRead:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_files(folder)


def sample(folder: Path, reader: str, name: str = "") -> FilesRead:
    """Read the sample of a reader, alone in a folder, under its own or another name."""
    (path,) = (
        each
        for each in (HERE / reader).iterdir()
        if each.name not in {"punches.csv", "leave.csv", "verdicts.csv", "shifts.csv"}
    )
    shutil.copy(path, folder / (name or path.name))
    return read_files(folder)


def punches(found: FilesRead) -> list[tuple[str, str]]:
    return [
        pair
        for raw in found.tables.get("punches", ())
        for pair in zip(raw.columns["employee_id"].to_pylist(), raw.columns["time"].to_pylist(), strict=True)
    ]


def codes(found: FilesRead) -> list[str]:
    return [problem.code for problem in found.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_1_encodings_are_told_by_the_bytes(encoding: str, tmp_path: Path) -> None:
    assert punches(read(tmp_path, LIST.encode(encoding))) == [("0007", "2026-10-08 08:42:10")]


@pytest.mark.parametrize("reader", ["hikvision", "card-records-old", "zk-records"])
def test_1_a_page_an_old_stream_and_a_wrong_code_page_are_read_whatever_they_are_called(
    reader: str, tmp_path: Path
) -> None:
    found = sample(tmp_path, reader, "a.xls")
    assert len(punches(found)) > 0
    assert not [problem for problem in found.problems if problem.severity == "error"]


@pytest.mark.parametrize("heading", ["工 号*", "工号（人员）", '"工\n号"'])
def test_2_headings_have_blanks_stars_brackets_and_line_breaks(heading: str, tmp_path: Path) -> None:
    found = read(tmp_path, LIST.replace("工号", heading, 1))
    assert punches(found) == [("0007", "2026-10-08 08:42:10")]


def test_2_a_heading_that_lost_its_first_letter(tmp_path: Path) -> None:
    found = read(tmp_path, GLG[1:] + "1\t1\t7\tLin\t0\t1\t2026/10/08 08:42:10\n", "AGL_001.TXT")
    assert punches(found) == [("7", "2026-10-08 08:42:10")]


def test_3_a_period_without_a_year_takes_it_from_the_file_name_and_both_must_agree(tmp_path: Path) -> None:
    assert {time[:4] for _, time in punches(sample(tmp_path, "wecom-daily"))} == {"2026"}
    other = tmp_path / "other"
    other.mkdir()
    assert "CLOCK-PERIOD" in codes(sample(other, "wecom-daily", "上下班打卡_日报_20260301-20260331.xlsx"))


def test_4_day_or_month_first_is_told_by_the_file_or_asked(tmp_path: Path) -> None:
    head = "Department,Name,No.,Date/Time,Location ID,ID Number,VerifyCode,CardNo\n"
    told = read(tmp_path, head + "Shop,Lin,7,29/08/2026 7:54:23,1,,FP,\nShop,Lin,7,01/09/2026 8:00:00,1,,FP,\n")
    assert punches(told) == [("7", "2026-08-29 07:54:23"), ("7", "2026-09-01 08:00:00")]
    asked = read(tmp_path, head + "Shop,Lin,7,01/09/2026 7:54:23,1,,FP,\n")
    assert (punches(asked), codes(asked)) == ([], ["CLOCK-DATE-ORDER"])


def test_5_a_time_before_the_one_above_it_is_of_the_next_day(tmp_path: Path) -> None:
    head = "Department,Name,Staff Code,Date,Week,Time1,Time2\n"
    found = read(tmp_path, head + "Shop,Lin,00000007,10/28/2026,Wednesday,22:00,06:01\n")
    assert punches(found) == [("00000007", "2026-10-28 22:00"), ("00000007", "2026-10-29 06:01")]


@pytest.mark.parametrize("states", [(255, 255), (0, 1), (1, 0), (4, 0)])
def test_6_the_key_for_in_and_out_is_no_evidence(states: Sequence[int], tmp_path: Path) -> None:
    lines = [
        f"        7\t2026-10-08 {clock}:00\t1\t{state}\t1\t0\n"
        for clock, state in zip(("08:30", "17:30"), states, strict=True)
    ]
    found = read(tmp_path, "".join(lines), "1_attlog.dat")
    assert punches(found) == [("7", "2026-10-08 08:30:00"), ("7", "2026-10-08 17:30:00")]


def test_7_the_same_second_twice_is_one_punch_and_minutes_apart_are_two(tmp_path: Path) -> None:
    clocks = ("08:30:00", "08:30:00", "08:31:30", "08:41:30")
    text = "".join(f"     0007\t2026-10-08 {clock}\t1\t255\t1\t0\n" for clock in clocks)
    found = read(tmp_path, text, "1_attlog.dat")
    cleaned = clean({"punches": found.tables["punches"]})
    assert [minute % 1440 for minute in cleaned.tables.punches["time"]] == [510, 511, 521]
    assert "ROW-REPEATED" in [problem.code for problem in cleaned.problems]


def test_8_an_odd_number_of_punches_stays_odd(tmp_path: Path) -> None:
    assert len(punches(read(tmp_path, LIST))) == 1


def test_9_an_impossible_time_is_named_by_its_line_and_the_others_stay(tmp_path: Path) -> None:
    lines = ["2026-10-09 08:30:00", "1990-00--8 -16:-29:-40", "2000-01-01 00:00:14", "2026-10-08 08:30:00"]
    text = "".join(f"     0007\t{time}\t1\t255\t1\t0\n" for time in lines)
    cleaned = clean({"punches": read(tmp_path, text, "1_attlog.dat").tables["punches"]})
    assert [(problem.code, problem.row) for problem in cleaned.problems if problem.severity == "error"] == [
        ("DATE-FORM", 2)
    ]
    assert len(cleaned.tables.punches) == 3


def test_10_fingers_and_rows_that_the_clock_rejected_make_nobody(tmp_path: Path) -> None:
    rows = "1\t1\t0\t\t2\t0\t2026/10/08 08:30:38\n2\t1\t7\tLin\t0\t1\t2026/10/08 08:42:10\n"
    found = read(tmp_path, GLG + rows, "GLG_001.TXT")
    assert ([who for who, _ in punches(found)], codes(found)) == (["7"], ["CLOCK-REJECTED"])
    other = tmp_path / "other"
    other.mkdir()
    invalid = read(other, LIST + "林小满,0007,门店,2026-10-08 09:00:00,店,手机,否\n")
    assert (len(punches(invalid)), codes(invalid)) == (1, ["CLOCK-REJECTED"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0007", "0007"), ("'0007", "0007"), ("  0007 ", "0007"), ("123456789012345678", "123456789012345678")],
)
def test_11_ids_keep_their_zeros_and_digits_and_lose_what_is_around_them(
    written: str, meant: str, tmp_path: Path
) -> None:
    roster = f"employee_id, name, hire_date, base_wage\n{meant}, 林小满, 2024-03-01, 5000"
    found = read(tmp_path, LIST.replace("0007", written))
    cleaned = clean({"employees": roster, "punches": found.tables["punches"]})
    assert cleaned.tables.punches["employee"].tolist() == [0]


def test_12_blanks_of_any_kind_are_no_punches(tmp_path: Path) -> None:
    head = "Department,Name,Staff Code,Date,Week,Time1,Time2,Time3\n"
    found = read(tmp_path, head + "Shop,Lin,7,10/28/2026,Wednesday,,--,-\n")
    assert (punches(found), codes(found)) == ([], [])
    assert found.records[0].out_of_scope == 1


@pytest.mark.parametrize(
    ("text", "minutes"), [("迟到30分钟", 30), ("迟到1小时5分钟", 65), ("迟到4分钟; 迟到6分钟", 10), ("正常", None)]
)
def test_13_durations_are_read_in_words(text: str, minutes: int | None) -> None:
    assert figures(text)[0] == minutes


def test_14_leave_that_stands_on_every_day_is_there_once(tmp_path: Path) -> None:
    for reader in ("wecom-daily", "dingtalk", "feishu"):
        folder = tmp_path / reader
        folder.mkdir()
        ids = [each for raw in sample(folder, reader).tables["leave"] for each in raw.columns["leave_id"].to_pylist()]
        assert len(ids) == len(set(ids)) > 0


def test_15_people_in_pairs_of_rows_without_a_punch_are_accounted_for(tmp_path: Path) -> None:
    found = sample(tmp_path, "standard-report")
    assert sum(record.rows for record in found.records) > 0
    assert all(record.out_of_scope >= 0 and record.duplicate >= 0 for record in found.records)


def test_16_verdicts_are_kept_beside_the_punches_and_never_in_them(tmp_path: Path) -> None:
    found = sample(tmp_path, "wecom-monthly")
    (clock,) = found.clocks.values()
    assert clock.verdicts is not None
    assert (len(clock.verdicts) > 0, punches(found)) == (True, [])
