"""The sample of a DingTalk workbook gives what is kept beside it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from shutil import copy

from payroll.intake.files import read_files
from payroll.intake.raw import RawTable
from payroll.intake.readers import READERS
from payroll.problems import errors
from tests.clocks.dingtalk_sample import SAMPLE, sheets
from tests.clocks.dingtalk_workbook import FILE, account, write


def kept(name: str) -> list[dict[str, str]]:
    with (SAMPLE.parent / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def found_rows(raws: Sequence[RawTable], names: Sequence[str]) -> list[dict[str, str]]:
    return [
        {"row": str(row), **{name: raw.columns[name][at].as_py() for name in names}}
        for raw in raws
        for at, row in enumerate(raw.rows.tolist())
    ]


def test_the_sample_gives_each_punch_and_each_leave_once(tmp_path: Path) -> None:
    copy(SAMPLE, tmp_path)
    found = read_files(tmp_path)
    expected = kept("punches.csv")
    assert found_rows(found.tables["punches"], list(expected[0])[1:]) == expected
    expected = kept("leave.csv")
    assert found_rows(found.tables["leave"], list(expected[0])[1:]) == expected
    assert [(problem.code, problem.sheet, problem.row, problem.value) for problem in found.problems] == [
        ("CLOCK-PUNCH-EXTRA", "打卡时间", 5, "2026-06-18 12:10"),
        ("CLOCK-REJECTED", "原始记录", 11, "打卡无效:需要二次确认"),
        ("CLOCK-CORRECTION-OPEN", "补卡记录", 5, "已拒绝"),
    ]
    assert not errors(found.problems)


def test_the_sample_gives_the_apps_own_results_beside_the_punches(tmp_path: Path) -> None:
    copy(SAMPLE, tmp_path)
    (clock,) = read_files(tmp_path).clocks.values()
    assert clock.verdicts is not None
    frame = clock.verdicts.drop(columns="sheet").astype("object").fillna("").astype(str)
    assert frame.to_dict("records") == kept("verdicts.csv")


def test_every_row_of_the_sample_is_accounted_for(tmp_path: Path) -> None:
    copy(SAMPLE, tmp_path)
    assert account(read_files(tmp_path)) == [
        ("月度汇总", "punches", 4, 0, 1, 3),
        ("打卡时间", "punches", 4, 0, 1, 2),
        ("原始记录", "punches", 13, 0, 1, 0),
        ("每日统计", "punches", 12, 0, 6, 6),
        ("补卡记录", "punches", 2, 0, 1, 1),
        ("月度汇总", "leave", 1, 0, 0, 1),
        ("每日统计", "leave", 1, 0, 0, 1),
        ("请假记录", "leave", 2, 0, 0, 0),
    ]


def test_the_sample_is_what_the_script_writes(tmp_path: Path) -> None:
    write(tmp_path / FILE, sheets())
    copy(SAMPLE, tmp_path / "kept.xlsx")
    first, second = (raw for raw in read_files(tmp_path).tables["punches"] if raw.sheet == "原始记录")
    assert first.columns == second.columns


def test_only_one_reader_claims_the_sample(tmp_path: Path) -> None:
    copy(SAMPLE, tmp_path)
    assert {record.format for record in read_files(tmp_path).records} == {"dingtalk"}
    assert sum(reader.name == "dingtalk" for reader in READERS) == 1
