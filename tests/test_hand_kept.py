"""Rotas and rosters as people keep them in Excel: files of these layouts with invented people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import xlsxwriter

from payroll.intake.files import FilesRead, read_files
from payroll.intake.intake import clean_files
from payroll.period import iso_day, pay_period
from tests.raw_tables import ONE_POLICY

FIRST_OF_APRIL = 46113
"""2026-04-01 as Excel counts days."""
APRIL = pay_period("2026-04")


def rota(path: Path, people: Sequence[Sequence[str]], weekday_format: str = "[$-804]aaa;@") -> None:
    """Write a rota: A1 a bare number, real dates in row 2, 姓名 and formulas shown as weekdays in row 3."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    day, weekday = book.add_format({"num_format": "d"}), book.add_format({"num_format": weekday_format})
    sheet.write_number(0, 0, FIRST_OF_APRIL)
    sheet.write_string(2, 0, "姓名")
    for column, letter in ((1, "B"), (2, "C"), (3, "D")):
        sheet.write_datetime(1, column, datetime(2026, 4, column), day)  # noqa: DTZ001 - a cell has no zone
        sheet.write_formula(2, column, f"={letter}2", weekday, FIRST_OF_APRIL + column - 1)
    for row, cells in enumerate(people, 3):
        sheet.write_row(row, 0, cells)
    sheet.write_blank(3 + len(people), 0, None, book.add_format({"bold": True}))
    book.close()


def shifts(found: FilesRead) -> list[tuple[str, str, str, int]]:
    """Employee's id, date, shift and row of each shift that was understood."""
    tables = clean_files(found, ONE_POLICY, APRIL).tables
    ids = tables.employees["employee_id"].tolist()
    frame = tables.shifts
    return [
        (ids[employee], iso_day(int(day)), str(shift), int(row))
        for employee, day, shift, row in zip(
            frame["employee"], frame["date"], frame["shift"], frame["row"], strict=True
        )
    ]


def test_a_rota_of_names_has_its_days_above_weekdays_that_are_numbers_of_dates(tmp_path: Path) -> None:
    (tmp_path / "员工.csv").write_text(
        "工号,姓名,入职日期,基本工资\n苏立冬,苏立冬,2025-01-01,5000\n叶立春,叶立春,2025-01-01,5000\n", "utf-8"
    )
    rota(tmp_path / "排班表.xlsx", [["  苏立冬", "A1", "休", "B1"], ["叶立春 ", "", "A2", "休"]])
    found = read_files(tmp_path)
    assert found.problems == ()
    [raw] = found.tables["shifts"]
    assert list(raw.columns) == ["姓名", "2026-04-01", "2026-04-02", "2026-04-03"]
    assert raw.rows.tolist() == [4, 5]
    assert shifts(found) == [
        ("苏立冬", "2026-04-01", "A1", 4),
        ("苏立冬", "2026-04-02", "rest", 4),
        ("苏立冬", "2026-04-03", "B1", 4),
        ("叶立春", "2026-04-02", "A2", 5),
        ("叶立春", "2026-04-03", "rest", 5),
    ]


def test_the_weekdays_may_also_be_words_dates_or_formulas_that_were_never_calculated(tmp_path: Path) -> None:
    wanted = ["姓名", "2026-04-01", "2026-04-02"]
    days = [date(2026, 4, 1), date(2026, 4, 2)]
    for name, below in (("排班1", ["三", "四"]), ("排班2", days), ("排班3", ["=B2", "=C2"]), ("排班4", ["", ""])):
        book = openpyxl.Workbook()
        sheet = book.create_sheet("四月", 0)
        for row in ([FIRST_OF_APRIL], ["", *days], ["姓名", *below], ["苏立冬", "A1", "休"]):
            sheet.append(row)
        book.save(tmp_path / f"{name}.xlsx")
    found = read_files(tmp_path)
    assert found.problems == ()
    assert [(list(raw.columns), raw.rows.tolist()) for raw in found.tables["shifts"]] == [(wanted, [4])] * 4


def test_something_else_below_a_day_is_no_second_row_of_headings(tmp_path: Path) -> None:
    days = ",".join((date(2026, 4, 1) + timedelta(days=each)).isoformat() for each in range(3))
    (tmp_path / "排班.csv").write_text(f",{days}\n姓名,三,A1,五\n苏立冬,A1,A1,A1\n", "utf-8")
    assert [(problem.code, problem.row) for problem in read_files(tmp_path).problems] == [("COLUMN-MISSING", 1)]


def roster(path: Path, headings: Sequence[str], people: Sequence[Sequence[str | float]]) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, len(headings) - 1, "南店员工登记表（2026年4月）")
    sheet.write_row(1, 0, headings)
    for row, cells in enumerate(people, 2):
        sheet.write_row(row, 0, cells)
    book.close()


ROSTER = ["工号", "姓名*", "手机号*", "部门名称*", "入职日期(YYYY-MM-DD)", "基本工资（元）", "备注"]


def test_a_roster_has_a_title_asterisks_formats_in_brackets_and_telephone_numbers_as_numbers(tmp_path: Path) -> None:
    roster(
        tmp_path / "员工表(1).xlsx",
        ROSTER,
        [
            ["EMP000036", "苏立冬", "130-0000-0036", "南店", "2025-01-01", 5000, ""],
            ["EMP000037", "叶立春", 13000000037, "南店", "2025-02-01", 4800.5, "员工编号36"],
        ],
    )
    found = read_files(tmp_path)
    assert [(problem.code, problem.value) for problem in found.problems] == [
        ("COLUMN-UNKNOWN", "手机号*, 部门名称*, 备注")
    ]
    people = clean_files(found, ONE_POLICY, APRIL).tables.employees
    assert people[["employee_id", "name", "base_wage"]].to_numpy().tolist() == [
        ["EMP000036", "苏立冬", 500000],
        ["EMP000037", "叶立春", 480050],
    ]
    assert [iso_day(int(day)) for day in people["hire_date"]] == ["2025-01-01", "2025-02-01"]


def test_no_message_about_a_roster_shows_a_telephone_number(tmp_path: Path) -> None:
    roster(
        tmp_path / "员工.xlsx",
        ROSTER,
        [["EMP000036", "", 13000000036, "南店", "01/02/2025", "五千", ""], ["", "叶立春", 13000000037, "", "", "", ""]],
    )
    found = read_files(tmp_path)
    problems = [*found.problems, *clean_files(found, ONE_POLICY, APRIL).problems]
    assert len(problems) > 4
    words = " ".join(each.message(language) + each.value for each in problems for language in ("zh", "en"))
    assert "130000000" not in words


def test_a_roster_without_wages_is_told_what_it_lacks(tmp_path: Path) -> None:
    roster(tmp_path / "员工.xlsx", ROSTER[:5], [["EMP000036", "苏立冬", 13000000036, "南店", "2025-01-01"]])
    [problem] = read_files(tmp_path).problems
    assert (problem.code, problem.row) == ("COLUMN-MISSING", 2)
    assert "基本工资" in problem.message("zh")
    assert "手机号" in problem.message("zh")
    assert "13000000036" not in problem.message("zh")
