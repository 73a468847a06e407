"""Marked copies: the problems of a workbook, written into a copy of it where a person finds them."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.language import Text
from payroll.ledger.book import open_book, reading
from payroll.ledger.drafts import draft_of
from payroll.problems import Problem, ProblemKind
from payroll.reports import marked_copy
from payroll.reports.marked_copy import earlier_copies, marked_copies

WRONG = ProblemKind("WRONG", "error", Text("“{value}”不对", "«{value}» is wrong"), Text("请改正", "correct it"))
ODD = ProblemKind("ODD", "warning", Text("“{value}”奇怪", "«{value}» is odd"), Text("请核对", "check it"))
RED, AMBER = "00FBDAD7", "00FFE9B8"
FILE = "punches.xlsx"


def workbook() -> Workbook:
    """Return headings in row 2 under a title, and two rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "打卡"
    for row in (["十月打卡"], ["工号", "打卡时间*", "设备"], ["0007", "25:10", "=1+1"], ["0008", "08:30", "门"]):
        sheet.append(row)
    return book


def marked(folder: Path, book: Workbook, *problems: Problem, file: str = FILE) -> Workbook:
    """Save ``book`` as a file with these problems, and return its marked copy."""
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    book.save(folder / file)
    found = marked_copies(problems, folder, "zh")
    assert found.left_out == ()
    return load_workbook(io.BytesIO(found.copies[f"marked/{file}"]), keep_vba=file.endswith("m"))


def wrong(row: int | None, column: str = "打卡时间", value: str = "25:10", sheet: str = "") -> Problem:
    return Problem(WRONG, FILE, sheet, row, column, value)


def marked_cells(book: Workbook) -> dict[str, str]:
    """Return the colour of each marked cell of the first sheet."""
    cells = (cell for row in book.worksheets[0].iter_rows() for cell in row if cell.comment)
    return {cell.coordinate: cell.fill.fgColor.rgb for cell in cells}


def test_the_cell_below_the_heading_is_coloured_and_says_what_is_wrong(tmp_path: Path) -> None:
    book = marked(tmp_path, workbook(), wrong(3))
    assert marked_cells(book) == {"B3": RED}
    assert book["打卡"]["B3"].comment.text == "错误 WRONG\n“25:10”不对\n→ 请改正"
    assert book["打卡"]["B3"].value == "25:10"


def test_a_warning_has_another_colour_and_does_not_cover_an_error(tmp_path: Path) -> None:
    odd = Problem(ODD, FILE, "", 4, "设备", "门"), Problem(ODD, FILE, "", 3, "打卡时间", "25:10")
    book = marked(tmp_path, workbook(), wrong(3), *odd)
    assert marked_cells(book) == {"B3": RED, "C4": AMBER}
    assert book["打卡"]["B3"].comment.text.count("→") == 2


@pytest.mark.parametrize(("count", "more"), [(5, ""), (6, "\n\n……还有 1 项，见“问题”表")])
def test_one_comment_holds_five_problems_errors_first(tmp_path: Path, count: int, more: str) -> None:
    odd = [Problem(ODD, FILE, "", 3, "打卡时间", str(number)) for number in range(1, count)]
    book = marked(tmp_path, workbook(), *odd, wrong(3))
    told = ["错误 WRONG\n“25:10”不对\n→ 请改正", *(f"提醒 ODD\n“{number}”奇怪\n→ 请核对" for number in range(1, 5))]
    assert book["打卡"]["B3"].comment.text == "\n\n".join(told) + more
    assert book["问题"].max_row == 1 + count


def test_a_problem_of_a_row_marks_its_first_cell_with_content(tmp_path: Path) -> None:
    book = workbook()
    book["打卡"]["A4"].value = None
    assert marked_cells(marked(tmp_path, book, wrong(4, column=""), wrong(3, column="没有这一列"))) == {
        "A3": RED,
        "B4": RED,
    }


def test_a_problem_that_names_its_cell_marks_that_one(tmp_path: Path) -> None:
    named = Problem(WRONG, FILE, "", 4, "设备", "", {"cell": "C3"})
    assert marked_cells(marked(tmp_path, workbook(), named)) == {"C3": RED}


def test_the_first_cell_of_merged_ones_is_marked(tmp_path: Path) -> None:
    book = workbook()
    book["打卡"].merge_cells("A3:B4")
    assert marked_cells(marked(tmp_path, book, wrong(4))) == {"A3": RED}


def test_a_problem_of_the_whole_file_stands_only_in_the_list(tmp_path: Path) -> None:
    book = marked(tmp_path, workbook(), wrong(None, column="", value="=1+1"))
    assert marked_cells(book) == {}
    listed = [[cell.value for cell in row] for row in book["问题"].iter_rows()]
    assert listed == [
        ["级别", "工作表", "单元格", "代码", "列", "内容", "问题", "如何处理"],
        ["错误", None, None, "WRONG", None, "=1+1", "“=1+1”不对", "请改正"],
    ]
    assert book["问题"]["F2"].data_type == "s"


def test_the_list_names_each_cell_and_leads_to_it_and_is_what_opens(tmp_path: Path) -> None:
    book = marked(tmp_path, workbook(), wrong(3), wrong(4))
    assert [book["问题"].cell(row, 3).value for row in (2, 3)] == ["B3", "B4"]
    assert book["问题"]["C2"].hyperlink.location == "'打卡'!B3"
    assert book.active.title == "问题"
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [False, True]


def test_of_several_sheets_the_named_one_is_marked_and_else_the_one_with_the_heading(tmp_path: Path) -> None:
    book = workbook()
    other = book.create_sheet("说明", 0)
    other.append(["说明"])
    other.append(["另一行"])
    there = marked(tmp_path, book, wrong(3))
    assert there["打卡"]["B3"].comment
    named = marked(tmp_path, book, wrong(2, column="", sheet="说明"))
    assert named["说明"]["A2"].comment
    assert not named["打卡"]["A2"].comment


def test_a_day_typed_as_a_date_or_a_number_is_a_heading_too(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["工号", 1, datetime(2026, 10, 2)])  # noqa: DTZ001
    book.worksheets[0].append(["0007", "早班", "晚班"])
    assert marked_cells(marked(tmp_path, book, wrong(2, "1"), wrong(2, "2026-10-02"))) == {"B2": RED, "C2": RED}


def test_formulas_filters_hidden_rows_and_comments_stay(tmp_path: Path) -> None:
    book = workbook()
    sheet = book["打卡"]
    sheet.auto_filter.ref = "A2:C4"
    sheet.row_dimensions[4].hidden = True
    sheet["B3"].comment = Comment("先问老王", "HR")
    copy = marked(tmp_path, book, wrong(3))["打卡"]
    assert copy["C3"].value == "=1+1"
    assert copy.auto_filter.ref == "A2:C4"
    assert copy.row_dimensions[4].hidden
    assert copy["B3"].comment.text.startswith("先问老王\n\n错误 WRONG")


def test_macros_of_an_xlsm_stay(tmp_path: Path) -> None:
    plain, with_macro = tmp_path / "plain.xlsx", tmp_path / "punches.xlsm"
    workbook().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(with_macro, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", kind
                )
                extra = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
                content = content.replace(b"</Types>", extra)
            target.writestr(name, content)
        target.writestr("xl/vbaProject.bin", b"a macro")
    found = marked_copies([Problem(WRONG, "punches.xlsm", "", 3, "打卡时间", "x")], tmp_path, "en")
    with zipfile.ZipFile(io.BytesIO(found.copies["marked/punches.xlsm"])) as copy:
        assert copy.read("xl/vbaProject.bin") == b"a macro"
        assert b"macroEnabled" in copy.read("[Content_Types].xml")


def test_the_same_workbook_gives_the_same_bytes_and_is_not_touched(tmp_path: Path) -> None:
    workbook().save(tmp_path / FILE)
    before = (tmp_path / FILE).read_bytes()
    copies = [marked_copies([wrong(3)], tmp_path, "zh").copies["marked/punches.xlsx"] for _ in range(2)]
    assert copies[0] == copies[1]
    assert (tmp_path / FILE).read_bytes() == before


def test_a_copy_that_is_handed_in_again_is_marked_once(tmp_path: Path) -> None:
    again = marked(tmp_path, marked(tmp_path, workbook(), wrong(3)), wrong(3))
    assert again.sheetnames == ["打卡", "问题"]
    assert again["打卡"]["B3"].comment.text.count("WRONG") == 1


def test_files_of_other_kinds_get_no_copy(tmp_path: Path) -> None:
    problems = [
        Problem(WRONG, name, "", 2, "time", "x") for name in ("punches.csv", "rota.xls", "shop/2026-01-01.toml")
    ]
    assert marked_copies(problems, tmp_path, "en") == marked_copy.NOTHING_MARKED


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"<html>"])
def test_what_cannot_be_opened_is_left_out_and_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    found = marked_copies([wrong(3)], tmp_path, "en")
    assert found.copies == {}
    [(file, reason)] = found.left_out
    assert (file, reason.en) == (FILE, "it cannot be opened as a workbook")


def test_what_the_program_did_not_open_is_not_opened_for_marking(tmp_path: Path) -> None:
    workbook().save(tmp_path / FILE)
    bomb = ProblemKind("FILE-TOO-BIG", "error", WRONG.message, WRONG.fix)
    assert marked_copies([Problem(bomb, FILE)], tmp_path, "zh").copies == {}


def test_a_workbook_up_to_the_limit_is_marked_and_one_beyond_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook().save(tmp_path / FILE)
    with zipfile.ZipFile(tmp_path / FILE) as archive:
        unpacked = sum(info.file_size for info in archive.infolist())
    for name, size in (("MOST_BYTES", (tmp_path / FILE).stat().st_size), ("MOST_UNPACKED", unpacked)):
        with monkeypatch.context() as patch:
            patch.setattr(marked_copy, name, size)
            assert marked_copies([wrong(3)], tmp_path, "zh").left_out == ()
            patch.setattr(marked_copy, name, size - 1)
            assert marked_copies([wrong(3)], tmp_path, "zh").copies == {}


# Through the program ---------------------------------------------------------------------------------

POLICY = """
[policy]
title = { zh = "制度", en = "Rules" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for this test"
"""


def a_month(folder: Path, tap: str) -> list[str]:
    """Lay out a month whose punches are a workbook with this tap, and return the arguments of its run."""
    (folder / "data").mkdir()
    (folder / "policies/shop").mkdir(parents=True)
    (folder / "policies/shop/2026-01-01.toml").write_text(POLICY, encoding="utf-8")
    people = "employee_id,name,hire_date,base_wage\n0007,王小明,2024-01-01,5000\n"
    (folder / "data/employees.csv").write_text(people, encoding="utf-8")
    shifts = "employee_id,date,start,end\n0007,2026-10-08,08:30,17:30\n"
    (folder / "data/shifts.csv").write_text(shifts, encoding="utf-8")
    write_punches(folder, tap)
    return ["run", "2026-10", "--data", f"{folder}/data", "--policies", f"{folder}/policies", "--out", f"{folder}/out"]


def write_punches(folder: Path, tap: str) -> None:
    book = Workbook()
    for row in (["工号", "打卡时间"], ["0007", f"2026-10-08 {tap}"], ["0007", "2026-10-08 17:30"]):
        book.worksheets[0].append(row)
    book.save(folder / "data" / FILE)


def test_a_run_that_errors_stop_writes_the_problems_and_the_marked_copy_and_nothing_else(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, [*a_month(tmp_path, "25:10"), "--lang", "zh"])
    assert result.exit_code == 2
    written = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*"))
    assert written == ["marked/punches.xlsx", "problems.csv"]
    assert "标出单元格的副本：" in result.output
    copy = load_workbook(tmp_path / "out" / "marked" / FILE)
    assert marked_cells(copy) == {"B2": RED}
    assert copy.worksheets[0]["B2"].comment.text.startswith("错误 TIME-IMPOSSIBLE\n时间“25:10”不存在")


def test_of_the_matrix_of_a_rota_the_cell_of_the_day_is_marked(tmp_path: Path) -> None:
    command = a_month(tmp_path, "08:30")
    (tmp_path / "data/shifts.csv").unlink()
    book = Workbook()
    for row in (["工号", "姓名", "7日", "8日"], ["0007", "王小明", "休", "早"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "data/排班_2026-10.xlsx")
    assert CliRunner().invoke(app, [*command, "--lang", "zh"]).exit_code == 2
    assert marked_cells(load_workbook(tmp_path / "out/marked/排班_2026-10.xlsx")) == {"D2": RED}
    with (tmp_path / "out/problems.csv").open(encoding="utf-8-sig", newline="") as file:
        [problem] = [row for row in csv.DictReader(file) if row["code"] == "SHIFT-CODE-UNKNOWN"]
    assert (problem["row"], problem["column"], problem["value"]) == ("2", "8日", "早")


def test_when_the_file_is_corrected_its_marked_copy_goes_and_files_of_others_stay(tmp_path: Path) -> None:
    command = a_month(tmp_path, "25:10")
    assert CliRunner().invoke(app, command).exit_code == 2
    workbook().save(tmp_path / "out" / "marked" / "mine.xlsx")
    assert earlier_copies(tmp_path / "out") == ["marked/punches.xlsx"]
    write_punches(tmp_path, "08:30")
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert [path.name for path in (tmp_path / "out" / "marked").iterdir()] == ["mine.xlsx"]


def test_accepted_errors_are_marked_and_the_copy_is_recorded_with_the_draft(tmp_path: Path) -> None:
    command = [*a_month(tmp_path, "25:10"), "--accept", "TIME-IMPOSSIBLE", "--db", str(tmp_path / "book.db")]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "marked" / FILE).exists()
    with reading(open_book(str(tmp_path / "book.db"), create=False)) as connection:
        draft = draft_of(connection, "2026-10")
    assert draft is not None
    assert "marked/punches.xlsx" in draft.run.outputs
    assert "the same, nothing was added" in CliRunner().invoke(app, [*command, "--lang", "en"]).output


def test_without_a_workbook_there_is_no_marked_copy_either(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, [*a_month(tmp_path, "25:10"), "--no-workbook"]).exit_code == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["problems.csv"]


def test_a_workbook_without_a_copy_is_named_on_the_screen(tmp_path: Path) -> None:
    command = a_month(tmp_path, "08:30")
    (tmp_path / "data" / FILE).write_bytes(b"PK\x03\x04")
    result = CliRunner().invoke(app, [*command, "--lang", "en"])
    assert result.exit_code == 2
    assert "punches.xlsx has no marked copy: it cannot be opened as a workbook" in result.output
