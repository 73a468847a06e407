from __future__ import annotations

import dataclasses
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from payroll.language import Language, Text
from payroll.local_forms import month_name
from payroll.problems import Problem
from payroll.reports import workbook, workbook_head, workbook_sheet
from payroll.reports.columns import ATTENDANCE, LEDGER
from payroll.reports.result import MonthReport
from payroll.reports.words import action_words, verdict_words
from payroll.reports.workbook import write_workbook
from payroll.reports.workbook_cells import clean, display_width
from payroll.reports.workbook_head import head_lines
from tests.report_example import OFFICE, TIME_IMPOSSIBLE, example, without_rows


def opened(folder: Path, report: MonthReport) -> Any:
    """Write the month and open it as a spreadsheet program does: formulas by their stored values."""
    path = folder / "month.xlsx"
    write_workbook(path, report)
    return openpyxl.load_workbook(path, data_only=True)


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return opened(tmp_path_factory.mktemp("zh"), example("zh"))


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return opened(tmp_path_factory.mktemp("en"), example("en"))


def rows_of(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def head_row(sheet: Any) -> int:
    """Return the row of the headings, counted from 1: the one that the filter is on."""
    return int(sheet.auto_filter.ref.split(":")[0].removeprefix("A"))


def column(sheet: Any, heading: str) -> list[Any]:
    """Return the cells below a heading."""
    head = head_row(sheet)
    number = [cell.value for cell in sheet[head]].index(heading) + 1
    return [sheet.cell(row, number) for row in range(head + 1, sheet.max_row + 1)]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("zh", ["调整", "台账", "考勤", "换班", "问题", "来源"]),
        ("en", ["Adjustments", "Ledger", "Attendance", "Swaps", "Problems", "Sources"]),
    ],
)
def test_the_sheets_are_named_in_the_chosen_language(tmp_path: Path, language: Language, names: list[str]) -> None:
    assert opened(tmp_path, example(language)).sheetnames == names


def test_the_month_and_the_policies_stand_on_top(english: Any, chinese: Any) -> None:
    for sheet in chinese:
        top = [row[0] for row in rows_of(sheet)[:3]]
        assert top[0].startswith("2026年10月")
        assert "2026-10-01 至 2026-10-31" in top[1]
        assert top[2] == f"制度：客服管理制度（{OFFICE}）"
    sheet = english["Adjustments"]
    assert [row[0] for row in rows_of(sheet)[:3]] == [
        "Pay adjustments · October 2026",
        "Period: 2026-10-01 to 2026-10-31 · Rows: 2 · Currency: CNY",
        f"Policies: Customer-service rules ({OFFICE})",
    ]


def test_unchecked_deductions_are_said_to_be_unchecked(tmp_path: Path) -> None:
    note = "Note: the deductions have not been checked against any law."
    report = example("en")
    assert note in [row[0] for row in rows_of(opened(tmp_path, report)["Adjustments"])]
    checked = dataclasses.replace(report, profile_checked=True)
    assert note not in [row[0] for row in rows_of(opened(tmp_path, checked)["Adjustments"])]


def test_adjustments_are_numbers_with_their_totals_above_the_head(tmp_path: Path) -> None:
    sheet = opened(tmp_path, example("zh"))["调整"]
    assert [cell.value for cell in column(sheet, "迟到")] == [-40, 0]
    assert [cell.value for cell in column(sheet, "合计（CNY）")] == [-40, 1234567.89]
    totals = [cell.value for cell in sheet[head_row(sheet) - 1]]
    headings = [cell.value for cell in sheet[head_row(sheet)]]
    by_heading = dict(zip(headings, totals, strict=True))
    assert by_heading["基本工资"] == 9000
    assert by_heading["合计（CNY）"] == 1234527.89
    assert by_heading["迟到次数"] == 1
    assert by_heading["换班次数"] == 2
    formulas = openpyxl.load_workbook(tmp_path / "month.xlsx")["调整"]
    head = head_row(sheet)
    assert formulas.cell(head - 1, 4).value == f"=SUBTOTAL(109,D{head + 1}:D{head + 2})"


def test_the_parts_of_the_wage_have_a_column_where_there_are_any(tmp_path: Path, chinese: Any) -> None:
    report = example("zh")
    with_parts = dataclasses.replace(report, adjustments=report.adjustments.assign(wage_parts=-70_000))
    assert [cell.value for cell in column(opened(tmp_path, with_parts)["调整"], "工资折算")] == [-700, -700]
    sheet = chinese["调整"]
    assert "工资折算" not in [cell.value for cell in sheet[head_row(sheet)]]


def test_amounts_have_thousands_red_negatives_and_the_currencys_places(tmp_path: Path) -> None:
    cells = column(opened(tmp_path, example())["调整"], "迟到")
    assert cells[0].number_format == '#,##0.00;[Red]-#,##0.00;"–"'
    yen = dataclasses.replace(example(), currency="JPY", places=0)
    cells = column(opened(tmp_path, yen)["调整"], "合计（JPY）")
    assert cells[0].number_format == '#,##0;[Red]-#,##0;"–"'
    assert cells[0].value == -4000


def test_dates_and_moments_are_dates_and_not_text(english: Any) -> None:
    sheet = english["Attendance"]
    dates = [cell.value.isoformat() for cell in column(sheet, "Date")]
    assert dates == ["2026-10-08T00:00:00", "2026-10-09T00:00:00", "2026-10-10T00:00:00"]
    arrivals = column(sheet, "Arrival")
    assert arrivals[0].value.isoformat() == "2026-10-08T08:42:00"
    assert arrivals[2].value is None
    assert arrivals[0].number_format == "hh:mm"


def test_a_moment_of_the_next_day_shows_its_date(english: Any) -> None:
    end = column(english["Attendance"], "End")
    assert end[0].number_format == "hh:mm"
    assert end[1].number_format == "mm-dd hh:mm"
    assert end[1].value.isoformat() == "2026-10-10T00:00:00"


def test_ids_stay_text(chinese: Any) -> None:
    sheet = chinese["台账"]
    assert [cell.value for cell in column(sheet, "工号")] == ["0007", "0008", "0008"]
    assert column(sheet, "条款")[0].value == "7.1"


def test_contract_words_are_said_in_the_chosen_language(english: Any, chinese: Any) -> None:
    sheet = chinese["台账"]
    assert [cell.value for cell in column(sheet, "规则")] == ["迟到", "投诉", "奖金提成"]
    assert [cell.value for cell in column(sheet, "类型")] == ["扣款", "记录", "增发"]
    assert [cell.value for cell in column(sheet, "说明")] == ["迟到 12 分钟。", "第 3 次投诉。", "提成。"]
    sheet = english["Ledger"]
    assert [cell.value for cell in column(sheet, "Rule")] == ["Lateness", "Complaint", "Addition"]
    assert column(sheet, "Explanation")[0].value == "Late by 12 minutes."
    assert column(sheet, "Action")[1].value == "Review: dismissal"
    assert "说明" not in [cell.value for cell in sheet[head_row(sheet)]]


def test_an_empty_occurrence_is_an_empty_cell_and_a_quantity_a_number(chinese: Any) -> None:
    sheet = chinese["台账"]
    assert [cell.value for cell in column(sheet, "第几次")] == [1, 3, None]
    assert [cell.value for cell in column(sheet, "分钟或天数")] == [12, None, None]


def test_no_limit_is_said_in_words(chinese: Any) -> None:
    sheet = chinese["换班"]
    assert [cell.value for cell in column(sheet, "上限")] == ["不限", 2]
    assert [cell.value for cell in column(sheet, "剩余")] == ["不限", 0]


def test_the_head_is_frozen_filtered_and_repeated_on_paper(chinese: Any) -> None:
    sheet = chinese["台账"]
    head = head_row(sheet)
    assert sheet.freeze_panes == f"C{head + 1}"
    assert sheet.auto_filter.ref == f"A{head}:Q{head + 3}"
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.page_setup.orientation == "landscape"
    # As many pages as it takes, each as wide as the table: a width of one page is what is not said.
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.right.text == "第 &P 页，共 &N 页"
    assert all(cell.font.bold and cell.fill.fgColor.rgb == "FF1F3B57" for cell in sheet[head])


def test_long_text_is_wrapped_in_a_row_that_is_high_enough(tmp_path: Path) -> None:
    report = example("zh")
    explanation = "迟到。" * 40
    report = dataclasses.replace(report, ledger=report.ledger.assign(explanation_zh=explanation))
    sheet = opened(tmp_path, report)["台账"]
    cell = column(sheet, "说明")[0]
    assert cell.alignment.wrap_text
    # 120 characters are 240 columns wide, of which 62.5 fit in a line: 4 lines of 16 points,
    # and 3 points of margin: 67, in whole pixels of three quarters of a point 66.75.
    assert sheet.row_dimensions[cell.row].height == 66.75


def test_a_chinese_character_counts_as_two() -> None:
    assert display_width("王a，") == 5
    assert display_width(None) == 0


def test_what_needs_a_decision_and_what_is_wrong_is_coloured(chinese: Any) -> None:
    book = chinese
    formulas = [rule.formula for area in book["台账"].conditional_formatting for rule in area.rules]
    assert formulas == [[f'$K{head_row(book["台账"]) + 1}<>""']]
    verdicts = [rule.formula[0] for area in book["考勤"].conditional_formatting for rule in area.rules]
    assert verdicts == ['"缺勤"', '"待核实"', '"请假"', '"正常"']
    severities = [rule.formula[0] for area in book["问题"].conditional_formatting for rule in area.rules]
    assert severities == ['"错误"', '"提醒"']


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "https://example.com", "mailto:a@b", "{=A1}", "1234", "<r>x</r>"])
def test_text_is_never_a_formula_a_link_or_a_number(tmp_path: Path, text: str) -> None:
    report = example("zh")
    report = dataclasses.replace(report, adjustments=report.adjustments.assign(name=text))
    cell = column(opened(tmp_path, report)["调整"], "姓名")[0]
    assert cell.value.strip() == text
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_characters_that_a_workbook_cannot_hold_are_left_out(tmp_path: Path) -> None:
    assert clean("a\x00b\x0bc\ufffed\te\n") == "abcd\te\n"
    assert len(clean("x" * 40_000)) == 32_001
    problem = Problem(TIME_IMPOSSIBLE, "\udcb4.csv", "", 2, "time", "2\x00\x1b5")
    sheet = opened(tmp_path, dataclasses.replace(example("zh"), problems=[problem]))["问题"]
    assert column(sheet, "内容")[0].value == "25"


def test_a_month_without_rows_says_so(tmp_path: Path) -> None:
    book = opened(tmp_path, without_rows(example("zh")))
    said = [column(sheet, sheet.cell(head_row(sheet), 1).value)[0].value for sheet in book]
    assert said == [
        "本月没有在职员工。",
        "本月没有台账记录。",
        "本月没有班次。",
        "本月没有员工可列。",
        "没有发现问题。",
        "没有读取任何文件。",
    ]


def test_rows_beyond_a_sheet_are_cut_with_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_sheet, "MOST_ROWS", 2)
    monkeypatch.setattr(workbook_head, "MOST_ROWS", 2)
    sheet = opened(tmp_path, example("zh"))["考勤"]
    assert len(column(sheet, "工号")) == 2
    notes = [row[0] for row in rows_of(sheet)[:6]]
    assert "注意：本表只列出前 2 行（共 3 行），其余放不下；全部行见同一文件夹中的 attendance.csv。" in notes


def test_a_large_month_is_written_with_little_memory_and_reads_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = [rows_of(sheet) for sheet in opened(tmp_path, example("en"))]
    monkeypatch.setattr(workbook, "_MANY_ROWS", 2)
    large = [rows_of(sheet) for sheet in opened(tmp_path, example("en"))]
    assert large == small


def test_the_same_month_gives_the_same_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for many in (2, 30_000):
        monkeypatch.setattr(workbook, "_MANY_ROWS", many)
        write_workbook(tmp_path / "a.xlsx", example())
        monkeypatch.setenv("TZ", "Pacific/Auckland")
        write_workbook(tmp_path / "b.xlsx", example())
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_every_part_of_the_workbook_is_sound_and_of_1980(tmp_path: Path) -> None:
    write_workbook(tmp_path / "month.xlsx", example())
    with zipfile.ZipFile(tmp_path / "month.xlsx") as parts:
        assert parts.testzip() is None
        for part in parts.infolist():
            assert part.date_time[0] == 1980


def test_many_policies_take_a_few_lines_and_the_rest_is_counted() -> None:
    title = Text("店规", "Shop rules")
    policies = tuple((f"shop-{number}@2026-01-01#0000000{number % 10}", title) for number in range(30))
    report = dataclasses.replace(example("en"), policies=policies)
    lines = [line.text for line in head_lines(report, LEDGER, 3, 100) if "Shop rules" in line.text]
    assert len(lines) == 6
    assert lines[0].startswith("Policies: Shop rules (shop-0@2026-01-01#00000000); Shop rules (shop-1@")
    # Two fit into each line of 100 columns.
    assert lines[-1].endswith("; 18 more, see the ledger")


def test_a_sheet_without_amounts_names_no_currency() -> None:
    lines = [line.text for line in head_lines(example("zh"), ATTENDANCE, 3, 100)]
    assert not any("CNY" in line for line in lines)


def test_words_for_people() -> None:
    assert month_name("2026-10", "zh") == "2026年10月"
    assert month_name("2026-02", "en") == "February 2026"
    assert verdict_words("late+missing-out", "zh") == "迟到、缺下班卡"
    assert verdict_words("late+missing-out", "en") == "Late, no departure punch"
    assert action_words("warning; talk-to-manager", "zh") == "警告；talk-to-manager"
    assert action_words("", "en") == ""


def test_text_columns_of_any_type_are_read(tmp_path: Path) -> None:
    report = example("en")
    names = pd.Categorical([None, "Li Fang"], categories=["Li Fang", "nobody"])
    report = dataclasses.replace(report, adjustments=report.adjustments.assign(name=names))
    sheet = opened(tmp_path, report)["Adjustments"]
    assert [cell.value for cell in column(sheet, "Name")] == [None, "Li Fang"]


def test_another_reader_finds_the_same(tmp_path: Path) -> None:
    write_workbook(tmp_path / "month.xlsx", example("zh"))
    rows = CalamineWorkbook.from_path(str(tmp_path / "month.xlsx")).get_sheet_by_name("换班").to_python()
    assert rows[-2:] == [["0007", "王小明", "人民广场店", 0, 0, "不限", "不限"], ["0008", "李芳", "", 2, 1, 2, 0]]
