"""Workbooks of before Excel 97, as small programs of clocks still write them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from payroll.intake.files import FilesRead, read_files
from tests.clocks.make_zk import CARDS, bare_xls

HEADING = CARDS[0]


def read(folder: Path, data: bytes, name: str = "刷卡.xls") -> FilesRead:
    (folder / name).write_bytes(data)
    return read_files(folder)


def names(found: FilesRead) -> list[str]:
    (raw,) = found.tables["punches"]
    result: list[str] = raw.columns["name"].to_pylist()
    return result


def codes(found: FilesRead) -> list[str]:
    return [problem.code for problem in found.problems]


@pytest.mark.parametrize("second", [False, True], ids=["later records", "BIFF2"])
@pytest.mark.parametrize("codepage", [None, 936])
def test_texts_without_a_code_page_are_read_as_chinese(tmp_path: Path, second: bool, codepage: int | None) -> None:
    found = read(tmp_path, bare_xls(CARDS, second=second, codepage=codepage))
    assert names(found) == ["何小满", "何小满", "陈立秋"]
    assert codes(found) == []


def test_numbers_are_read_as_a_person_sees_them(tmp_path: Path) -> None:
    row = (1001.0, "1", "何小满", "", "2026-10-08", "07:54:23", "指纹", 2.0)
    found = read(tmp_path, bare_xls([HEADING, row], second=True))
    (raw,) = found.tables["punches"]
    assert [raw.columns[name].to_pylist() for name in ("employee_id", "device")] == [["1001"], ["2"]]


def test_a_number_that_lost_its_last_digits_is_an_error(tmp_path: Path) -> None:
    row = (1234567890123456.0, "1", "何小满", "", "2026-10-08", "07:54:23", "指纹", "2")
    found = read(tmp_path, bare_xls([HEADING, row]))
    assert codes(found) == ["NUMBER-TOO-LONG"]
    assert len(found.records[0].set_aside) == 1


def test_what_no_clock_writes_is_refused_with_advice(tmp_path: Path) -> None:
    found = read(tmp_path, bare_xls([("工号", "打卡时间"), ("0007", "2026-10-08 08:00")]), "punches.xls")
    assert codes(found) == ["XLS-TOO-OLD"]
    assert "xlsx" in found.problems[0].fix("zh")


def test_a_text_of_another_code_page_never_comes_out_as_chinese(tmp_path: Path) -> None:
    found = read(tmp_path, bare_xls(CARDS, codepage=1252))
    assert codes(found) == ["XLS-TOO-OLD"]


def test_a_cell_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    row = ("1", "1", "何小满", "", "2026-10-08", "07:54:23", "指纹", "2", "x" * 32_768)
    assert codes(read(tmp_path, bare_xls([HEADING, row]))) == ["CELL-TOO-LONG"]
    row = (*row[:-1], "x" * 32_767)
    assert codes(read(tmp_path, bare_xls([HEADING, row]))) == []


def test_a_wrong_extension_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, bare_xls(CARDS), "刷卡.txt")
    assert codes(found) == ["FILE-NOT-ITS-NAME"]
    assert names(found) == ["何小满", "何小满", "陈立秋"]


def test_no_damage_ends_in_anything_but_a_problem(tmp_path: Path) -> None:
    sound = bare_xls(CARDS)
    chance = random.Random(8)
    for _ in range(300):
        data = bytearray(sound)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        found = read(tmp_path, bytes(data[: chance.randrange(8, len(data))] if chance.random() < 0.3 else data))
        assert found.tables or codes(found)
