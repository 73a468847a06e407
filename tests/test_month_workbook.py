"""The workbook of a month as an auditor follows it: formulas with their values, sums, a cover, charts."""

from __future__ import annotations

import dataclasses
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from payroll.language import Language, Text
from payroll.reports import workbook, workbook_formulas
from payroll.reports.backing import Backing
from payroll.reports.result import MonthReport
from payroll.reports.workbook_month import write_month_workbook
from payroll.reports.workbook_sheet import pages_across
from payroll.working import Working
from tests.report_example import OFFICE, example, without_rows
from tests.test_reports_workbook import column, head_row, rows_of

SHA = "3f9a1c20" * 8
COLUMNS = {"lateness": "lateness", "complaint": "complaints", "addition": "additions"}
BACKING = Backing(
    workings={
        "e1": Working(method="percent", base=400_000, rate=Decimal(1)),  # 4000.00 × 1% = 40.00
        "e2": Working(method="free"),
    },
    column_of_rule=COLUMNS,
    policy_hashes={OFFICE: SHA},
    run_id="ab" * 32,
)
"""What stands behind the example: a late of 1%, a notice without a charge, an addition without figures."""


def written(folder: Path, report: MonthReport, backing: Backing = BACKING) -> tuple[Any, Any]:
    """Write the workbook; return it with the stored values, and with the formulas."""
    path = folder / "month.xlsx"
    write_month_workbook(path, report, backing)
    return openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    return written(tmp_path_factory.mktemp("zh"), example("zh"))


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    return written(tmp_path_factory.mktemp("en"), example("en"))


def row_of(sheet: Any, label: str) -> list[Any]:
    """Return the cells of the row that begins with a label."""
    return next(row for row in rows_of(sheet) if row[0] == label)


def late_lines(count: int) -> pd.DataFrame:
    """Return as many lates of one person as asked for, of 10.00 each."""
    line = example().ledger.iloc[[0]].assign(amount=-1_000)
    lines = pd.concat([line] * count, ignore_index=True)
    return lines.assign(entry_id=[f"l{number}" for number in range(count)], occurrence=range(1, count + 1))


def test_the_sheets_are_named_in_the_chosen_language(chinese: Any, english: Any) -> None:
    assert chinese[0].sheetnames == ["封面", "调整", "台账", "决定", "图表", "考勤", "换班", "问题", "来源"]
    assert english[0].sheetnames == [
        *("Cover", "Adjustments", "Ledger", "Decisions", "Charts"),
        *("Attendance", "Swaps", "Problems", "Sources"),
    ]


def test_an_amount_is_a_formula_over_the_cells_of_its_row_with_its_value(english: Any) -> None:
    values, formulas = (book["Ledger"] for book in english)
    row = head_row(values) + 1
    letters = {cell.value: cell.column_letter for cell in values[head_row(values)]}
    base, rate, times = (letters[name] for name in ("Base", "Rate", "Times"))
    cell = f"{letters['Amount (CNY)']}{row}"
    assert formulas[cell].value == f"=-ROUND(${base}{row}*${rate}{row}%*${times}{row},2)"
    assert values[cell].value == -40
    assert [values[f"{letter}{row}"].value for letter in (base, rate, times)] == [4000, 1, 1]


def test_a_line_without_figures_says_so_and_holds_what_was_posted(english: Any) -> None:
    values, formulas = (book["Ledger"] for book in english)
    assert [cell.value for cell in column(values, "Worked out as")] == [
        "Base × rate%",
        "No charge",
        "As in the ledger",
    ]
    assert [cell.value for cell in column(formulas, "Amount (CNY)")][1:] == [0, 1234567.89]
    assert [cell.value for cell in column(values, "Posted")] == [-40, 0, 1234567.89]


@pytest.mark.parametrize(
    ("working", "formula", "times"),
    [
        (Working(method="each", base=2_000), "=-ROUND({base}*{times},2)", 1),
        (
            Working(method="daily", base=435_000, rate=Decimal(3), times=(240, Decimal(450))),
            "=-ROUND({base}*{rate}*{times}/21.75,2)",
            "=240/450",
        ),
        (
            Working(method="hourly", base=435_000, rate=Decimal(1), times=(90, Decimal(60)), hours=Decimal("7.5")),
            "=-ROUND({base}*{rate}*{times}/21.75/7.5,2)",
            "=90/60",
        ),
        (
            Working(method="part", base=435_000, times=(10, Decimal("21.75")), sign=1),
            "=ROUND({base}*{times},2)-{base}",
            "=10/21.75",
        ),
        (
            Working(method="tiers", base=9_000_000, tiers=((0, Decimal(1)), (5_000_000, Decimal("1.5"))), sign=1),
            "=ROUND(MAX({base}-0.00,0)*1%+MAX({base}-50000.00,0)*(1.5%-1%),2)",
            None,
        ),
    ],
)
def test_each_way_of_working_out_has_its_formula(tmp_path: Path, working: Working, formula: str, times: object) -> None:
    values, formulas = (
        book["Ledger"]
        for book in written(tmp_path, example("en"), dataclasses.replace(BACKING, workings={"e1": working}))
    )
    row = head_row(values) + 1
    cells = {cell.value: f"${cell.column_letter}{row}" for cell in values[head_row(values)]}
    named = {"base": cells["Base"], "rate": cells["Rate"], "times": cells["Times"]}
    assert column(formulas, "Amount (CNY)")[0].value == formula.format(**named)
    assert column(formulas, "Times")[0].value == times
    assert column(values, "Amount (CNY)")[0].value == working.amount / 100


def test_without_decimal_places_amounts_are_rounded_to_whole_units(tmp_path: Path) -> None:
    report = dataclasses.replace(example("en"), currency="JPY", places=0)
    _, formulas = written(tmp_path, report)
    assert str(column(formulas["Ledger"], "Amount (JPY)")[0].value).endswith(",0)")


def test_where_formula_and_ledger_differ_the_cells_are_red_and_so_is_the_total(tmp_path: Path) -> None:
    dearer = Working(method="percent", base=400_000, rate=Decimal(2))  # 80.00, though 40.00 was posted
    values, formulas = written(tmp_path, example("en"), dataclasses.replace(BACKING, workings={"e1": dearer}))
    ledger, people = values["Ledger"], values["Adjustments"]
    assert column(ledger, "Amount (CNY)")[0].value == -80
    assert column(ledger, "Posted")[0].value == -40
    assert [cell.value for cell in column(people, "Lateness")] == [-80, 0]
    assert [cell.value for cell in column(people, "Total (CNY)")] == [-80, 1234567.89]
    assert [cell.value for cell in column(people, "Posted")] == [-40, 1234567.89]
    for sheet, amount in ((formulas["Ledger"], "Amount (CNY)"), (formulas["Adjustments"], "Total (CNY)")):
        head = head_row(values[sheet.title])
        letters = {cell.value: cell.column_letter for cell in sheet[head]}
        conditions = {
            str(area.sqref).split(":")[0]: [rule.formula for rule in area.rules]
            for area in sheet.conditional_formatting
        }
        wanted = [f"ABS(${letters[amount]}{head + 1}-${letters['Posted']}{head + 1})>0.004"]
        assert wanted in conditions[f"{letters[amount]}{head + 1}"]
        assert wanted in conditions[f"{letters['Posted']}{head + 1}"]


def test_the_adjustments_are_sums_over_the_ledger_by_person_and_column(chinese: Any) -> None:
    values, formulas = chinese
    people, ledger = values["调整"], values["台账"]
    first, last = head_row(ledger) + 1, head_row(ledger) + 3
    of = {cell.value: cell.column_letter for cell in ledger[head_row(ledger)]}
    own = {cell.value: cell.column_letter for cell in people[head_row(people)]}
    spans = [f"台账!${of[name]}${first}:${of[name]}${last}" for name in ("金额（CNY）", "人员序号", "调整表栏目")]
    row, late = head_row(people) + 1, own["迟到"]
    formula = formulas["调整"][f"{late}{row}"].value
    expected = f"=SUMIFS({spans[0]},{spans[1]},${own['人员序号']}{row},{spans[2]},{late}${row - 1})"
    assert formula == expected
    assert people[f"{late}{row}"].value == -40
    total = formulas["调整"][f"{own['合计（CNY）']}{row}"].value
    assert total == f"=SUM(${late}{row}:${own['免除']}{row})"
    assert [cell.value for cell in column(ledger, "调整表栏目")] == ["迟到", "投诉", "奖金提成"]


def test_people_are_told_apart_by_a_number_since_007_and_7_are_one_to_a_spreadsheet(tmp_path: Path) -> None:
    report = example("en")
    ledger = report.ledger.assign(employee_id=["7", "007", "007"])
    people = report.adjustments.assign(employee_id=["7", "007"])
    values, _ = written(tmp_path, dataclasses.replace(report, ledger=ledger, adjustments=people))
    assert [cell.value for cell in column(values["Ledger"], "Person no.")] == [1, 2, 2]
    assert [cell.value for cell in column(values["Adjustments"], "Person no.")] == [1, 2]


def test_a_month_too_large_for_sums_has_them_as_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_formulas, "MOST_COMPARISONS", 5)
    values, formulas = written(tmp_path, example("en"))
    assert column(formulas["Adjustments"], "Lateness")[0].value == -40
    assert column(values["Adjustments"], "Total (CNY)")[1].value == 1234567.89


def test_waivers_and_corrections_have_columns_of_their_own(tmp_path: Path) -> None:
    report = example("en")
    ledger = report.ledger.assign(kind=["waiver", "correction", "addition"])
    values, _ = written(tmp_path, dataclasses.replace(report, ledger=ledger))
    assert [cell.value for cell in column(values["Ledger"], "Summed under")] == ["Waivers", "Corrections", "Additions"]


def test_the_cover_tells_month_policies_counts_totals_law_and_receipt(english: Any) -> None:
    values, formulas = (book["Cover"] for book in english)
    assert values["A1"].value == "Pay adjustments · October 2026"
    assert values["A2"].value.startswith("Pay period 2026-10 (2026-10-01 – 2026-10-31) · currency CNY")
    assert row_of(values, "Customer-service rules")[1:3] == ["office-service@2026-01-01", SHA]
    counts = {
        "Employees": 2,
        "Shifts": 3,
        "Ledger lines": 3,
        "of these, charges": 1,
        "Lines that wait for a decision": 1,
        "Decisions made, waivers included": 0,
        "Errors, accepted and set aside": 1,
        "Warnings": 0,
        "Lateness": -40,
        "Total": 1234527.89,
        "Total of the ledger": 1234527.89,
    }
    assert {label: row_of(values, label)[1] for label in counts} == counts
    assert (
        row_of(formulas, "Total")[1].startswith("=SUM('Adjustments'!") or "Adjustments!" in row_of(formulas, "Total")[1]
    )
    assert row_of(values, "The deductions have not been checked against any law.")
    assert row_of(values, "Run id")[1] == "ab" * 32
    text = " ".join(str(cell) for row in rows_of(values) for cell in row if cell)
    assert "receipt-2026-10.json" in text
    assert [row_of(values, label)[0] for label in ("Prepared by", "Checked by", "Approved by")]


def test_the_cover_of_a_run_that_is_not_recorded_says_so(tmp_path: Path) -> None:
    values, _ = written(tmp_path, example("zh"), dataclasses.replace(BACKING, run_id=""))
    cells = [row[0] for row in rows_of(values["封面"])]
    assert "本次运行没有记入账簿，没有运行编号，也没有回执。" in cells
    assert "运行编号" not in cells


def test_the_cover_tells_what_the_law_says(tmp_path: Path) -> None:
    law = pd.DataFrame({"entry_id": ["e1", "e2"], "status": ["cut", "allowed"], "profile": ["CN@2025-01-01", ""]})
    report = dataclasses.replace(example("en"), law=law, profile_checked=True)
    values, _ = written(tmp_path, report)
    cover = values["Cover"]
    assert (row_of(cover, "Cut")[1], row_of(cover, "No limit found")[1]) == (1, 1)
    assert row_of(cover, "Profiles")[1] == "CN@2025-01-01"
    assert not any(row[0] == "The deductions have not been checked against any law." for row in rows_of(cover))


def test_the_charts_stand_over_small_tables(english: Any, tmp_path: Path) -> None:
    values, formulas = (book["Charts"] for book in english)
    rows = [[cell for cell in row if cell is not None] for row in rows_of(values)]
    assert next(row[:6] for row in rows if row[:1] == ["Deductions by rule"]) == [
        "Deductions by rule",
        "CNY",
        "Deductions by store",
        "CNY",
        "Deductions by weekday",
        "CNY",
    ]
    # the late of 8 October 2026, a Thursday, arrived at 08:42
    assert next(row for row in rows if row[:1] == ["Lateness"])[:6] == [
        *("Lateness", 40, "人民广场店", 40, "Monday", 0),
    ]
    assert any(row[:2] == ["Thursday", 40] for row in rows)
    assert any(row[-2:] == ["08:30", 1] for row in rows)
    sums = [cell.value for row in formulas.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(sums) == 9  # a rule, a store, seven weekdays
    assert any("WEEKDAY(" in formula and '="Charge"' in formula for formula in sums)
    write_month_workbook(tmp_path / "month.xlsx", example(), BACKING)
    with zipfile.ZipFile(tmp_path / "month.xlsx") as parts:
        assert len([name for name in parts.namelist() if name.startswith("xl/charts/chart")]) == 4


def test_without_deductions_and_lates_there_is_no_chart(tmp_path: Path) -> None:
    values, _ = written(tmp_path, without_rows(example("en")))
    assert [cell for row in rows_of(values["Charts"]) for cell in row].count("None this month.") == 4
    with zipfile.ZipFile(tmp_path / "month.xlsx") as parts:
        assert not [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert row_of(values["Cover"], "Total")[1] == 0


def test_forty_lates_are_forty_lines_forty_questions_and_one_bar(tmp_path: Path) -> None:
    lines = late_lines(40)
    report = example("en")
    people = report.adjustments.iloc[[0]].assign(lateness=-40_000, total=-40_000)
    workings = {entry: Working(method="each", base=1_000) for entry in lines["entry_id"]}
    backing = dataclasses.replace(BACKING, workings=workings)
    values, _ = written(tmp_path, dataclasses.replace(report, ledger=lines, adjustments=people), backing)
    assert sum(cell.value for cell in column(values["Ledger"], "Amount (CNY)")) == -400
    assert len(column(values["Decisions"], "Question")) == 40
    assert ["Lateness", 400] in [row[:2] for row in rows_of(values["Charts"])]
    assert row_of(values["Cover"], "Total")[1] == -400


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd", "-1", "https://example.com"])
def test_text_of_the_data_is_never_a_formula(tmp_path: Path, text: str) -> None:
    report = example("en")
    report = dataclasses.replace(
        report,
        ledger=report.ledger.assign(store=text, name=text, action=[text, "dismissal-review", ""]),
        adjustments=report.adjustments.assign(store=text, name=text),
        policies=((f"{text}@2026-01-01#3f9a1c20", Text(text, text)),),
    )
    _, formulas = written(tmp_path, report)
    found = [
        cell
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type != "f" and str(cell.value) == text
    ]
    assert {cell.parent.title for cell in found} >= {"Cover", "Adjustments", "Ledger", "Decisions", "Charts"}
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in found)
    assert text not in [
        cell.value for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]


def test_long_names_and_many_policies_find_their_place(tmp_path: Path) -> None:
    name = "欧阳" * 60
    report = example("zh")
    policies = tuple((f"policy-{number}@2026-01-01#3f9a1c20", Text(name, name)) for number in range(30))
    report = dataclasses.replace(report, policies=policies, adjustments=report.adjustments.assign(name=name))
    values, _ = written(tmp_path, report)
    cover = values["封面"]
    rows = [row for row in cover.iter_rows() if row[0].value == name]
    assert len(rows) == 30
    # 120 characters are 240 columns wide, of which 28 fit in a line: 9 lines of 16 points and 3 of margin
    assert cover.row_dimensions[rows[0][0].row].height == 147


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_month_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    for many in (2, 30_000):
        monkeypatch.setattr(workbook, "_MANY_ROWS", many)
        write_month_workbook(tmp_path / "a.xlsx", example(language), BACKING)
        monkeypatch.setenv("TZ", "Pacific/Auckland")
        write_month_workbook(tmp_path / "b.xlsx", example(language), BACKING)
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_large_month_is_written_row_by_row_and_reads_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = [[rows_of(sheet) for sheet in book] for book in written(tmp_path, example("en"))]
    monkeypatch.setattr(workbook, "_MANY_ROWS", 2)
    assert [[rows_of(sheet) for sheet in book] for book in written(tmp_path, example("en"))] == small


def test_every_sheet_is_set_up_for_paper(chinese: Any) -> None:
    for sheet in chinese[0]:
        assert int(sheet.page_setup.paperSize) == 9  # A4
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.right.text == "第 &P 页，共 &N 页"
    assert chinese[0]["封面"].page_setup.orientation == "portrait"
    assert chinese[0]["决定"].page_setup.orientation == "landscape"
    head = head_row(chinese[0]["决定"])
    assert chinese[0]["决定"].print_title_rows == f"${head}:${head}"


def test_columns_are_printed_on_as_many_pages_as_they_need_to_be_read() -> None:
    # a page has 195 characters; two pages have 390, of which the repeated 20 are taken once more
    assert pages_across([100, 95], 20) == 1
    assert pages_across([100, 96], 20) == 2
    assert pages_across([190, 180], 20) == 2
    assert pages_across([190, 181], 20) == 3


def test_a_wide_sheet_names_the_person_on_every_page_and_what_has_to_be_noted_above(chinese: Any) -> None:
    sheet = chinese[0]["台账"]
    assert int(sheet.page_setup.fitToWidth) == 2
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.oddHeader.left.text.split("\n")[0] == "工资调整台账"


def test_a_table_without_rows_takes_no_page(tmp_path: Path) -> None:
    report = example("en")
    book, _ = written(tmp_path, dataclasses.replace(report, problems=()))
    sheet = book["Problems"]
    assert sheet[sheet.print_area.split("!")[1].replace("$", "").split(":")[0]].value is None
