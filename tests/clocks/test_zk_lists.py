"""Lists of punches of the ZKTeco family: one quirk per test; whole samples stand in ``test_samples.py``."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from payroll.intake.files import FilesRead, read_files
from payroll.intake.intake import clean_files
from tests.clocks import make_zk
from tests.raw_tables import OCTOBER, ONE_POLICY

GLG = "No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime"
ENGLISH = "Department,Name,No.,Date/Time,Status,Location ID,ID Number,VerifyCode,CardNo"
CHINESE = "部门,姓名,考勤号码,日期时间,记录状态,机器号,编号"


def read(folder: Path, *rows: str, name: str = "export.txt", encoding: str = "utf-8") -> FilesRead:
    (folder / name).write_bytes("".join(f"{row}\r\n" for row in rows).encode(encoding))
    return read_files(folder)


def punches(found: FilesRead) -> list[tuple[str, str]]:
    return [
        pair
        for raw in found.tables["punches"]
        for pair in zip(*(raw.columns[name].to_pylist() for name in ("employee_id", "time")), strict=True)
    ]


def told(found: FilesRead) -> list[tuple[str, int | None, str]]:
    return [(problem.code, problem.row, problem.value) for problem in found.problems]


def formats(found: FilesRead) -> set[str]:
    return {record.format for record in found.records}


def test_a_finger_that_the_clock_did_not_know_is_no_person(tmp_path: Path) -> None:
    rows = ["1\t1\t0\t \t2\t0\t2026/10/08 08:00:00", "2\t1\t0000\t \t0\t0\t2026/10/08 08:00:01"]
    found = read(tmp_path, GLG, *rows, "3\t1\t7\tA\t2\t0\t2026/10/08 08:00:02", "4\t1\t7\tA\t0\t0\t2026/10/08 08:00:03")
    assert punches(found) == [("7", "2026-10-08 08:00:03")]
    assert told(found) == [("CLOCK-REJECTED", 2, "EnNo = 0"), ("CLOCK-REJECTED", 4, "INOUT = 2")]
    assert [problem.details["count"] for problem in found.problems] == ["2", "1"]
    assert found.records[0].out_of_scope == 3


def test_a_press_that_is_there_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "employees.csv").write_text("employee_id,name,hire_date,base_wage\n7,甲,2024-01-01,5000\n", "utf-8")
    row = "3\t1\t7\tA\t0\t0\t2026/10/08 08:00:02"
    cleaned = clean_files(read(tmp_path, GLG, row, row), ONE_POLICY, OCTOBER)
    assert len(cleaned.tables.punches) == 1
    assert [each.code for each in cleaned.problems if each.severity == "error"] == []


def test_the_first_heading_may_have_lost_its_first_letter(tmp_path: Path) -> None:
    found = read(tmp_path, GLG[1:], "3\t1\t7\tA\t0\t0\t2026/10/08 08:00:02")
    assert (punches(found), formats(found)) == ([("7", "2026-10-08 08:00:02")], {"zk-glg"})


def test_times_with_the_month_first_are_told_by_a_day_above_12(tmp_path: Path) -> None:
    heading = "No\tTMNo\tEnNo\tName\t\tGMNo\tMode\tIN/OUT\tAntipass\tDateTime"
    row = "1\t1\t7\tA\t\t1\t1\t0\t0\t06-{day}-2026  01:19:29PM"
    assert punches(read(tmp_path, heading, row.format(day=13))) == [("7", "2026-06-13 13:19:29")]
    assert told(read(tmp_path, heading, row.format(day=12))) == [
        ("CLOCK-DATE-ORDER", 2, "06-12-2026  01:19:29PM"),
    ]


def test_the_english_list_may_lack_the_status(tmp_path: Path) -> None:
    row = "Shop,A,0031,29/08/2026 7:54:23,C/In,1,,FP,"
    expected = [("0031", "2026-08-29 07:54:23")]
    assert punches(read(tmp_path, ENGLISH, row, name="a.csv")) == expected
    (tmp_path / "a.csv").unlink()
    found = read(tmp_path, ENGLISH.replace("Status,", ""), row.replace("C/In,", ""), name="b.csv")
    assert (punches(found), formats(found)) == (expected, {"zk-records-en"})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_the_chinese_list_may_be_a_text_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, CHINESE, "客服部,47,000012,2026/10/8 8:05,上班签到,1,", name="a.csv", encoding=encoding)
    assert (punches(found), formats(found)) == ([("000012", "2026-10-08 08:05")], {"zk-records"})
    assert found.tables["punches"][0].columns["name"].to_pylist() == ["47"]


def test_a_wrong_code_page_does_not_spoil_the_texts_of_an_xls(tmp_path: Path) -> None:
    make_zk.xls(tmp_path / "a.xls", make_zk.RECORDS, codepage=1252)
    make_zk.xls(tmp_path / "b.xls", make_zk.RECORDS, codepage=936)
    found = read_files(tmp_path)
    names = [set(raw.columns["name"].to_pylist()) for raw in found.tables["punches"]]
    assert names == [{"林谷雨", "47"}, {"林谷雨", "47"}]


def test_a_container_that_contradicts_itself_is_read(tmp_path: Path) -> None:
    make_zk.xls(tmp_path / "a.xls", make_zk.RECORDS_8)
    data = bytearray((tmp_path / "a.xls").read_bytes())
    struct.pack_into("<2I", data, 60, 0, 1)  # a table of small sectors, although there are none
    (tmp_path / "a.xls").write_bytes(data)
    assert punches(read_files(tmp_path)) == [("305", "2026-10-08 07:58:12"), ("305", "2026-10-08 17:31:00")]


def test_ids_keep_their_leading_zeros_and_lose_their_padding(tmp_path: Path) -> None:
    heading = "人员编号,登记号码,姓名,刷卡日期,刷卡时间"
    found = read(tmp_path, heading, "000001            ,1,何小满,2026-10-08,07:54:23", name="a.csv")
    assert (punches(found), formats(found)) == ([("000001", "2026-10-08 07:54:23")], {"card-records"})


def test_without_the_person_number_the_clocks_own_number_is_the_id(tmp_path: Path) -> None:
    found = read(tmp_path, "登记号码,姓名,刷卡日期,刷卡时间", "0001,何小满,2026-10-08,7:54", name="a.csv")
    assert punches(found) == [("0001", "2026-10-08 07:54")]
