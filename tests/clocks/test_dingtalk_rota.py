"""The rota that DingTalk exports, and what becomes of it under the names of a roster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from payroll.intake.files import FilesRead, read_files

PLAIN = ["姓名", "工号", "UserId", "2026-06-18 星期四", "2026-06-19 星期五"]
CALENDAR = ["姓名", "工号", "类型", "2026-06-18", "2026-06-19"]


def read(folder: Path, rows: Sequence[Sequence[str]], merged: Sequence[str] = (), file: str = "钉钉.xlsx") -> FilesRead:
    """Read a sheet of these rows; the ``merged`` ranges hold what their first cell holds."""
    book = xlsxwriter.Workbook(folder / file)
    sheet = book.add_worksheet("排班")
    for number, cells in enumerate(rows):
        for at, cell in enumerate(cells):
            sheet.write_string(number, at, cell)
    for place in merged:
        row, column = int(place.split(":")[0][1:]) - 1, ord(place[0]) - ord("A")
        sheet.merge_range(place, rows[row][column])
    book.close()
    return read_files(folder)


def shifts(found: FilesRead) -> list[dict[str, str]]:
    (raw,) = found.tables["shifts"]
    names = list(raw.columns)
    return [
        dict(zip(names, row, strict=True))
        for row in zip(*(raw.columns[name].to_pylist() for name in names), strict=True)
    ]


def test_a_rota_with_user_ids_gives_the_shifts_of_each_employee(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [
            ["排班表 统计日期：2026-06-18 至 2026-06-19"],
            PLAIN,
            ["林小满", "D001", "1000000000000001", "早班", "休息"],
            ["陈立秋", "", "100000000000000002", "晚班", ""],
        ],
    )
    assert found.problems == ()
    assert shifts(found) == [
        {"employee_id": "D001", PLAIN[3]: "早班", PLAIN[4]: "休息"},
        {"employee_id": "100000000000000002", PLAIN[3]: "晚班", PLAIN[4]: ""},
    ]
    assert [(each.table, each.rows) for each in found.records] == [("shifts", 2)]


def test_of_a_calendar_the_line_of_shifts_is_read_and_the_results_are_the_apps_own(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [
            CALENDAR,
            ["林小满", "D001", "班次名称", "早班", "休息"],
            ["", "", "考勤结果", "迟到", ""],
            ["", "", "工作时长", "8小时", ""],
            ["何谷雨", "D004", "班次名称", "晚班", "晚班"],
            ["", "", "考勤结果", "正常", "缺卡"],
            ["", "", "工作时长", "8小时", ""],
        ],
        ["A2:A4", "B2:B4", "A5:A7", "B5:B7"],
    )
    assert found.problems == ()
    assert shifts(found) == [
        {"employee_id": "D001", "2026-06-18": "早班", "2026-06-19": "休息"},
        {"employee_id": "D004", "2026-06-18": "晚班", "2026-06-19": "晚班"},
    ]
    (record,) = found.records
    assert (record.rows, record.out_of_scope) == (6, 4)
    (clock,) = found.clocks.values()
    assert clock.verdicts is not None
    assert clock.verdicts[["row", "employee", "name", "date", "result"]].to_numpy().tolist() == [
        [3, "D001", "林小满", "2026-06-18", "迟到"],
        [6, "D004", "何谷雨", "2026-06-18", "正常"],
        [6, "D004", "何谷雨", "2026-06-19", "缺卡"],
    ]


def test_shifts_that_are_merged_over_days_are_an_error(tmp_path: Path) -> None:
    rows = [CALENDAR, ["林小满", "D001", "班次名称", "早班", ""], ["", "", "考勤结果", "正常", ""]]
    found = read(tmp_path, rows, ["A2:A3", "D2:E2"])
    assert [problem.code for problem in found.problems] == ["MERGED-CELLS"]
    assert shifts(found) == []


def test_two_columns_of_one_day_are_an_error(tmp_path: Path) -> None:
    rows = [[*PLAIN[:4], PLAIN[3]], ["林小满", "D001", "", "早班", "晚班"]]
    assert [problem.code for problem in read(tmp_path, rows).problems] == ["HEADING-TWICE"]


def test_a_plain_rota_with_numbers_is_left_to_the_rota_table(tmp_path: Path) -> None:
    rows = [["姓名", "工号", "2026-06-18", "2026-06-19"], ["林小满", "D001", "早班", "休息"]]
    (record,) = read(tmp_path, rows, file="排班.xlsx").records
    assert (record.table, record.format) == ("shifts", "xlsx")
