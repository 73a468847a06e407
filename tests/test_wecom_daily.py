"""The daily report of WeCom: a file of the same layout with invented people, one quirk per test."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from payroll.intake.files import FilesRead, read_files
from payroll.problems import errors

FILE = "上下班打卡_日报_20260201-20260228.xlsx"
TITLE = "统计时间:02-01 ～ 02-28     制表时间:2026-03-10 20:11(UTC+8)"
GROUPS = [
    "时间", "姓名", "账号", "基础信息", "", "", "考勤概况", "", "", "", "", "异常统计", "", "", "",
    "外出打卡", "", "上班1", "", "下班1", "", "打卡时间记录", "打卡详情",
]  # fmt: skip
HEADINGS = [
    "", "", "", "部门", "职务", "工号", "所属规则", "班次", "最早", "最晚", "考勤结果", "迟到时长(分钟)",
    "早退时长(分钟)", "旷工时长(分钟)", "缺卡次数(次)", "最早", "最晚", "打卡时间", "打卡状态",
    "打卡时间", "打卡状态", "", "",
]  # fmt: skip
DETAIL = [
    "日期", "姓名", "账号", "部门", "打卡类型", "应打卡时间", "实际打卡时间", "打卡状态", "打卡地点", "打卡设备",
    "假勤申请",
]  # fmt: skip

Day = tuple[str, str, str, str, str, int | str]
"""Day, name, account, 工号, 打卡时间记录, 迟到时长."""
Tap = tuple[str, str, str, str]
"""Day, account, 实际打卡时间, 打卡状态."""


def daily_row(day: Day) -> list[str | int]:
    date, name, account, number, punches, late = day
    result = f"迟到{late}分钟" if late != "--" else "正常"
    overview: list[str | int] = ["规则", "09:00-18:00", "--", "--", result, late, "--", "--", "--", "--", "--"]
    return [date, name, account, "门店", "--", number, *overview, "09:00", "正常", "--", "正常", punches, "查看"]


def detail_row(tap: Tap) -> list[str]:
    date, account, actual, status = tap
    device = "--" if actual == "--" or "补卡" in status else "Phone 7 | 0000"
    return [date, "某人", account, "门店", "上班", "09:00", actual, status, "--", device, "--"]


def write(path: Path, days: Sequence[Day], taps: Sequence[Tap], title: str = TITLE) -> None:
    book = xlsxwriter.Workbook(path)
    first, second = book.add_worksheet("概况统计与打卡明细"), book.add_worksheet("打卡详情")
    for sheet, width in ((first, len(GROUPS)), (second, len(DETAIL))):
        sheet.merge_range(0, 0, 0, width - 1, sheet.get_name())
        sheet.merge_range(1, 0, 1, width - 1, title)
    first.write_row(2, 0, GROUPS)
    first.merge_range(2, 3, 2, 5, "基础信息")
    first.merge_range(2, 0, 3, 0, "时间")
    first.write_row(3, 1, HEADINGS[1:])
    second.write_row(2, 0, DETAIL)
    second.merge_range(2, 0, 3, 0, "日期")
    for row, day in enumerate(days, 4):
        first.write_row(row, 0, daily_row(day))
    for row, tap in enumerate(taps, 4):
        second.write_row(row, 0, detail_row(tap))
    book.close()


def punches(found: FilesRead) -> list[tuple[str, str, str, int]]:
    """Employee, time, mark and row of every punch."""
    result = []
    for raw in found.tables["punches"]:
        columns = (raw.columns[name].to_pylist() for name in ("employee_id", "time", "mark"))
        result += [(*cells, int(row)) for *cells, row in zip(*columns, raw.rows, strict=True)]
    return result


def read(
    folder: Path, days: Sequence[Day], taps: Sequence[Tap] = (), file: str = FILE, title: str = TITLE
) -> FilesRead:
    write(folder / file, days, taps, title)
    return read_files(folder)


def of_one_cell(folder: Path, cell: str) -> list[tuple[str, str, str, int]]:
    return punches(read(folder, [("2026/02/13 星期五", "林小雨", "LinXiaoYu", "--", cell, "--")]))


def test_every_punch_of_a_cell_is_one_row_under_the_account(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [
            ("2026/02/28 星期六", "林小雨", "LinXiaoYu", "--", "09:49 19:43", "--"),
            ("2026/02/27 星期五", "陈一（已离职）", "ChenYi", "--", "09:51 18:59 19:00", 30),
            ("2026/02/26 星期四", "陈一（已离职）", "ChenYi", "--", "--", "--"),
        ],
    )
    assert punches(found) == [
        ("LinXiaoYu", "2026-02-28 09:49", "", 5),
        ("LinXiaoYu", "2026-02-28 19:43", "", 5),
        ("ChenYi", "2026-02-27 09:51", "", 6),
        ("ChenYi", "2026-02-27 18:59", "", 6),
        ("ChenYi", "2026-02-27 19:00", "", 6),
    ]
    assert found.problems == ()
    assert found.tables["punches"][0].format == "wecom-daily"
    assert found.tables["punches"][0].sheet == "概况统计与打卡明细"


def test_the_number_wins_over_the_account_where_it_is_given(tmp_path: Path) -> None:
    found = read(tmp_path, [("2026/02/28 星期六", "林小雨", "LinXiaoYu", "0007", "09:49", "--")])
    assert punches(found) == [("0007", "2026-02-28 09:49", "", 5)]


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [
            ("2026/02/28 星期六", "林小雨", "LinXiaoYu", "--", "09:49 19:43", "--"),
            ("2026/02/27 星期五", "林小雨", "LinXiaoYu", "--", "--", "--"),
        ],
        [
            ("2026/02/28 星期六", "LinXiaoYu", "09:49", "正常"),
            ("2026/02/28 星期六", "LinXiaoYu", "19:43", "正常"),
            ("2026/02/27 星期五", "LinXiaoYu", "--", "缺卡（09:00）"),
        ],
    )
    first, second = found.records
    assert (first.sheet, first.rows, first.out_of_scope, first.duplicate) == ("概况统计与打卡明细", 2, 1, 0)
    assert (second.sheet, second.rows, second.out_of_scope, second.duplicate) == ("打卡详情", 3, 1, 2)


def test_an_approved_punch_keeps_its_mark_in_either_kind_of_brackets(tmp_path: Path) -> None:
    assert of_one_cell(tmp_path, "09:00(补卡) 18:09 19:00（补卡）") == [
        ("LinXiaoYu", "2026-02-13 09:00", "补卡", 5),
        ("LinXiaoYu", "2026-02-13 18:09", "", 5),
        ("LinXiaoYu", "2026-02-13 19:00", "补卡", 5),
    ]


@pytest.mark.parametrize(
    "cell", ["20:03 次日05:10", "20:03 次日 05:10", "20:03 05:10", "20:03\n05:10", "20:03、次日05:10"]
)
def test_a_time_of_the_next_day_is_marked_or_earlier_than_the_one_before(tmp_path: Path, cell: str) -> None:
    assert [time for _, time, _, _ in of_one_cell(tmp_path, cell)] == ["2026-02-13 20:03", "2026-02-14 05:10"]


def test_after_midnight_all_times_of_the_cell_are_of_the_next_day(tmp_path: Path) -> None:
    times = [time for _, time, _, _ in of_one_cell(tmp_path, "20:03 00:30 00:30 8:31")]
    assert times == ["2026-02-13 20:03", "2026-02-14 00:30", "2026-02-14 00:30", "2026-02-14 08:31"]


def test_an_only_punch_after_midnight_with_the_mark_is_of_the_next_day(tmp_path: Path) -> None:
    assert of_one_cell(tmp_path, "次日01:04") == [("LinXiaoYu", "2026-02-14 01:04", "", 5)]


def test_a_time_that_cannot_be_read_is_handed_on_as_written(tmp_path: Path) -> None:
    assert [time for _, time, _, _ in of_one_cell(tmp_path, "08:11 25:10 早")] == [
        "2026-02-13 08:11",
        "2026-02-13 25:10",
        "2026-02-13 早",
    ]


def test_an_invalid_punch_of_the_second_sheet_is_taken_out_with_a_warning(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [("2026/02/14 星期六", "林小雨", "LinXiaoYu", "--", "08:11 16:21 18:00(补卡)", "--")],
        [
            ("2026/02/14 星期六", "LinXiaoYu", "08:11", "正常"),
            ("2026/02/14 星期六", "LinXiaoYu", "16:21", "失效 早退54分钟"),
            ("2026/02/14 星期六", "LinXiaoYu", "18:00", "正常(补卡)"),
        ],
    )
    assert [time for _, time, _, _ in punches(found)] == ["2026-02-14 08:11", "2026-02-14 18:00"]
    assert [(problem.code, problem.row, problem.value) for problem in found.problems] == [
        ("CLOCK-PUNCH-VOID", 5, "2026-02-14 16:21")
    ]
    assert not errors(found.problems)


def test_of_two_punches_of_one_minute_the_approved_one_stays(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [("2026/02/14 星期六", "林小雨", "LinXiaoYu", "--", "18:00 18:00(补卡)", "--")],
        [
            ("2026/02/14 星期六", "LinXiaoYu", "18:00", "失效"),
            ("2026/02/14 星期六", "LinXiaoYu", "18:00", "正常(补卡)"),
        ],
    )
    assert punches(found) == [("LinXiaoYu", "2026-02-14 18:00", "补卡", 5)]


def test_a_punch_that_only_the_second_sheet_has_is_used_with_a_warning(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [("2026/02/14 星期六", "林小雨", "LinXiaoYu", "--", "08:11", "--")],
        [
            ("2026/02/14 星期六", "LinXiaoYu", "08:11", "正常"),
            ("2026/02/14 星期六", "LinXiaoYu", "次日01:05", "正常"),
        ],
    )
    assert punches(found) == [("LinXiaoYu", "2026-02-14 08:11", "", 5), ("LinXiaoYu", "2026-02-15 01:05", "", 6)]
    assert [(problem.code, problem.sheet, problem.row) for problem in found.problems] == [
        ("CLOCK-PUNCH-EXTRA", "打卡详情", 6)
    ]


def test_the_device_comes_from_the_second_sheet(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [("2026/02/14 星期六", "林小雨", "LinXiaoYu", "--", "08:11 18:00", "--")],
        [("2026/02/14 星期六", "LinXiaoYu", "08:11", "正常")],
    )
    assert found.tables["punches"][0].columns["device"].to_pylist() == ["Phone 7 | 0000", ""]


def test_the_verdict_of_the_app_stands_beside_the_punches(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [
            ("2026/02/27 星期五", "林小雨", "LinXiaoYu", "--", "09:30", 30),
            ("2026/02/26 星期四", "林小雨", "LinXiaoYu", "--", "--", "--"),
        ],
    )
    verdicts = found.clocks[FILE].verdicts
    assert verdicts is not None
    assert verdicts["result"].tolist() == ["迟到30分钟", "正常"]
    assert verdicts["late_minutes"].tolist()[0] == 30
    assert verdicts["late_minutes"].isna().tolist() == [False, True]
    assert verdicts["date"].tolist() == ["2026-02-27", "2026-02-26"]
    assert verdicts["shift"].tolist() == ["09:00-18:00", "09:00-18:00"]


@pytest.mark.parametrize("day", ["2026/01/31 星期六", "2026/03/01 星期日"])
def test_a_row_outside_the_period_of_the_title_is_an_error(tmp_path: Path, day: str) -> None:
    good = ("2026/02/14 星期六", "林小雨", "LinXiaoYu", "--", "08:11", "--")
    found = read(tmp_path, [good, (day, "林小雨", "LinXiaoYu", "--", "08:11", "--")])
    assert [problem.code for problem in found.problems] == ["CLOCK-PERIOD"]
    assert punches(found) == []
    assert found.records[0].rows == 2
    assert found.records[0].set_aside.columns["employee_id"].to_pylist() == ["LinXiaoYu", "LinXiaoYu"]
    assert found.records[0].set_aside.columns["time"].to_pylist()[0] == "2026-02-14"


@pytest.mark.parametrize("day", ["2026/02/01 星期日", "2026/02/28 星期六"])
def test_the_first_and_the_last_day_of_the_period_are_within_it(tmp_path: Path, day: str) -> None:
    assert read(tmp_path, [(day, "林小雨", "LinXiaoYu", "--", "08:11", "--")]).problems == ()


def test_a_file_name_of_another_month_is_an_error(tmp_path: Path) -> None:
    day = ("2026/02/14 星期六", "林小雨", "LinXiaoYu", "--", "08:11", "--")
    found = read(tmp_path, [day], file="上下班打卡_日报_20260301-20260331.xlsx")
    assert [problem.code for problem in found.problems] == ["CLOCK-PERIOD"]
    assert "2026-03-01 ~ 2026-03-31" in found.problems[0].message("zh")


def test_a_period_over_the_turn_of_the_year_is_understood(tmp_path: Path) -> None:
    days = [
        ("2026/01/10 星期六", "林小雨", "LinXiaoYu", "--", "08:11", "--"),
        ("2025/12/26 星期五", "林小雨", "LinXiaoYu", "--", "08:12", "--"),
    ]
    found = read(tmp_path, days, file="日报_20251226-20260125.xlsx", title="统计时间:12-26 ～ 01-25")
    assert found.problems == ()
    assert len(punches(found)) == 2


def test_the_older_title_has_the_year(tmp_path: Path) -> None:
    day = ("2026/02/14 星期六", "林小雨", "LinXiaoYu", "--", "08:11", "--")
    assert read(tmp_path, [day], title="统计时间:2026.02.01~2026.02.28").problems == ()
    found = read(tmp_path, [day], title="统计时间:2025.02.01~2025.02.28")
    assert [problem.code for problem in found.problems] == ["CLOCK-PERIOD"]


def test_the_csv_variant_has_no_second_sheet_which_is_a_warning(tmp_path: Path) -> None:
    out = io.StringIO()
    day = ("2026/02/14 星期六", "林小雨", "LinXiaoYu", "--", "08:11 18:00(补卡)", "--")
    csv.writer(out).writerows([["上下班打卡_日报"], [TITLE], GROUPS, HEADINGS, daily_row(day)])
    (tmp_path / "上下班打卡_日报_20260201-20260228.csv").write_text(out.getvalue(), encoding="utf-8-sig")
    found = read_files(tmp_path)
    assert punches(found) == [("LinXiaoYu", "2026-02-14 08:11", "", 5), ("LinXiaoYu", "2026-02-14 18:00", "补卡", 5)]
    assert [problem.code for problem in found.problems] == ["CLOCK-NO-DETAIL"]
    assert [(record.format, record.rows) for record in found.records] == [("wecom-daily", 1)]


def test_a_file_named_after_its_table_is_read_by_the_reader_all_the_same(tmp_path: Path) -> None:
    day = ("2026/02/14 星期六", "林小雨", "LinXiaoYu", "--", "08:11", "--")
    for name in ("punches.xlsx", "打卡二月.xlsx"):
        write(tmp_path / name, [day], [])
    found = read_files(tmp_path)
    assert [raw.format for raw in found.tables["punches"]] == ["wecom-daily"] * 4
    assert len(punches(found)) == 2
    assert found.problems == ()


def test_columns_in_another_order_and_number_are_found_by_name(tmp_path: Path) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(
        [
            [TITLE],
            ["打卡时间记录", "上班1", "", "账号", "姓名", "时间"],
            ["", "打卡时间", "打卡状态", "", "", ""],
            ["08:11 18:02", "08:11", "正常", "LinXiaoYu", "林小雨", "2026/02/14 星期六"],
        ]
    )
    (tmp_path / "日报.csv").write_text(out.getvalue(), encoding="utf-8")
    found = read_files(tmp_path)
    assert [time for _, time, _, _ in punches(found)] == ["2026-02-14 08:11", "2026-02-14 18:02"]
