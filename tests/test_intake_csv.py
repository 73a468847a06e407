"""CSV files: encodings, separators, headings, rows of a wrong length, and the two paths that must agree."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.intake import fast_text
from payroll.intake.delimited import open_text, read_text, text_grid
from payroll.intake.files import FilesRead, read_file
from payroll.intake.found import FoundFile
from payroll.intake.grid import Grid, TableRead, read_grid
from payroll.intake.headings import label, looks_like_matrix, recognise_headings
from payroll.problems import Problem
from payroll.table import Table
from payroll.tables import EMPLOYEES, PUNCHES, SHIFTS, SWAPS


def read(folder: Path, content: bytes | str, table: Table = PUNCHES) -> FilesRead:
    path = folder / f"{table.name}.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(FoundFile(path, path.name, table))


def cells(found: FilesRead, column: str) -> list[str]:
    return [cell for raws in found.tables.values() for raw in raws for cell in raw.columns[column].to_pylist()]


def rows(found: FilesRead) -> list[int]:
    return [int(row) for raws in found.tables.values() for raw in raws for row in raw.rows]


def codes(found: FilesRead) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.row) for problem in found.problems]


def test_rows_count_as_excel_does_and_ids_stay_as_written(tmp_path: Path) -> None:
    found = read(tmp_path, "employee_id,time\n0007,2026-10-08 08:42:10\nA-1,2026-10-08 09:00\n")
    assert cells(found, "employee_id") == ["0007", "A-1"]
    assert cells(found, "time") == ["2026-10-08 08:42:10", "2026-10-08 09:00"]
    assert rows(found) == [2, 3]
    assert found.problems == ()


def test_a_column_of_ids_is_a_dictionary_and_a_time_is_text(tmp_path: Path) -> None:
    found = read(tmp_path, "employee_id,time\n1,2026-10-08 08:42\n")
    raw = found.tables["punches"][0]
    assert raw.columns["employee_id"].type == pa.dictionary(pa.int32(), pa.string())
    assert raw.columns["time"].type == pa.string()
    assert raw.headings == {"employee_id": "employee_id", "time": "time"}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"], ids=str
)
def test_the_usual_encodings_are_told_by_the_bytes(tmp_path: Path, encoding: str) -> None:
    text = "工号,打卡时间,设备\r\n0007,2026-10-08 08:42:10,北门\r\n0008,2026-10-08 08:43:00,南门\r\n"
    found = read(tmp_path, text.encode(encoding))
    assert cells(found, "employee_id") == ["0007", "0008"]
    assert cells(found, "device") == ["北门", "南门"]
    assert found.problems == ()


def test_a_byte_that_is_no_text_is_named_with_its_row(tmp_path: Path) -> None:
    found = read(tmp_path, b"employee_id,time,device\n1,2026-10-08 08:42,\xff\xff\n")
    assert codes(found) == [("ENCODING", 2)]
    assert found.problems[0].value == "FF"
    assert "0xFF" in found.problems[0].message("en")


def test_utf8_with_one_broken_byte_is_not_read_as_gbk(tmp_path: Path) -> None:
    text = "工号,打卡时间,设备\n0007,2026-10-08 08:42,北门\n0008,2026-10-08 08:43,".encode() + b"\xe5\x8d\n"
    found = read(tmp_path, text)
    assert codes(found) == [("ENCODING", 3)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_told_by_the_headings(tmp_path: Path, separator: str) -> None:
    found = read(tmp_path, f"工号{separator}打卡时间\n0007{separator}2026-10-08 08:42\n")
    assert cells(found, "employee_id") == ["0007"]


def test_commas_within_a_semicolon_file_do_not_mislead(tmp_path: Path) -> None:
    found = read(tmp_path, "工号;打卡时间;设备\n0007;2026-10-08 08:42;a,b,c,d,e\n")
    assert cells(found, "device") == ["a,b,c,d,e"]


def test_title_rows_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    found = read(tmp_path, "十月打卡,\n制表：人事部,,\n\n工号,打卡时间\n0007,2026-10-08 08:42\n")
    assert cells(found, "employee_id") == ["0007"]
    assert rows(found) == [5]


def test_a_row_with_one_field_too_many_is_named_and_set_aside(tmp_path: Path) -> None:
    found = read(tmp_path, "employee_id,time\n1,2026-10-08 08:42\n2,2026-10-08 08:43,x\n3,2026-10-08 08:44\n")
    assert codes(found) == [("ROW-TOO-LONG", 3)]
    assert "3 fields" in found.problems[0].message("en")
    assert "3 个字段" in found.problems[0].message("zh")
    assert cells(found, "employee_id") == ["1", "3"]
    record = found.records[0]
    assert record.rows == 3
    assert record.set_aside.rows.tolist() == [3]
    assert record.set_aside.columns["employee_id"].to_pylist() == ["2"]


def test_a_row_with_one_field_too_few_is_named_and_set_aside(tmp_path: Path) -> None:
    found = read(tmp_path, "employee_id,time,device\n1,2026-10-08 08:42\n2,2026-10-08 08:43,\n")
    assert codes(found) == [("ROW-TOO-SHORT", 2)]
    assert rows(found) == [3]
    assert found.records[0].set_aside.rows.tolist() == [2]


def test_extra_fields_that_are_empty_are_no_problem(tmp_path: Path) -> None:
    found = read(tmp_path, "employee_id,time,,\n1,2026-10-08 08:42,,,,\n2,2026-10-08 08:43\n")
    assert found.problems == ()
    assert rows(found) == [2, 3]


def test_a_hundred_wrong_rows_are_listed_and_the_others_counted(tmp_path: Path) -> None:
    found = read(tmp_path, "employee_id,time\n" + "1,2026-10-08 08:42,x\n" * 103)
    assert len(found.problems) == 101
    assert {problem.code for problem in found.problems} == {"ROW-TOO-LONG"}
    assert found.problems[-1].row == 102
    assert "3 more rows" in found.problems[-1].message("en")
    assert len(found.records[0].set_aside) == 103


def test_a_line_break_within_quotes_makes_no_new_row(tmp_path: Path) -> None:
    found = read(tmp_path, 'employee_id,time,device\n1,2026-10-08 08:42,"north\ndoor"\n2,2026-10-08 08:43,x\n')
    assert cells(found, "device") == ["north\ndoor", "x"]
    assert rows(found) == [2, 3]


def test_blank_lines_count_and_are_dropped(tmp_path: Path) -> None:
    found = read(tmp_path, "employee_id,time\n1,2026-10-08 08:42\n\n , \n2,2026-10-08 08:43\n\n\n")
    assert rows(found) == [2, 5]
    assert found.records[0].rows == 2


def test_an_open_quotation_mark_is_named_with_the_row_where_it_opens(tmp_path: Path) -> None:
    found = read(tmp_path, 'employee_id,time,device\n1,2026-10-08 08:42,x\n2,2026-10-08 08:43,"north\n3,,\n')
    assert codes(found) == [("QUOTE-OPEN", 3)]
    long = read(tmp_path, 'employee_id,time,device\n1,,"x\n' + "2,2026-10-08 08:43,north\n" * 20_000)
    assert codes(long) == [("QUOTE-OPEN", 2)]


def test_a_file_with_headings_only_is_an_empty_table(tmp_path: Path) -> None:
    for text in ("employee_id,time", "employee_id,time\n", "employee_id,time\r\n\r\n"):
        found = read(tmp_path, text)
        assert found.problems == ()
        assert len(found.tables["punches"][0]) == 0
        assert found.tables["punches"][0].columns["employee_id"].type == pa.dictionary(pa.int32(), pa.string())


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe"], ids=["no", "lines", "bom", "bom16"])
def test_an_empty_file_is_an_error(tmp_path: Path, content: bytes) -> None:
    assert codes(read(tmp_path, content)) == [("FILE-EMPTY", None)]


def test_a_heading_twice_sets_the_file_aside(tmp_path: Path) -> None:
    found = read(tmp_path, "工号,打卡时间,工号\n1,2026-10-08 08:42,2\n")
    assert codes(found) == [("HEADING-TWICE", 1)]
    assert rows(found) == []
    assert found.records[0].rows == 1
    both = read(tmp_path, "工号,打卡时间,employee_id\n1,2026-10-08 08:42,2\n")
    assert both.problems[0].value == "工号, employee_id"


def test_missing_columns_are_one_error_with_what_was_found_and_a_guess(tmp_path: Path) -> None:
    found = read(tmp_path, "emploee_id,store,base_wage\n1,x,5000\n", EMPLOYEES)
    assert codes(found) == [("COLUMN-MISSING", 1)]
    message = found.problems[0].message("en")
    assert "工号 employee_id, 姓名 name, 入职日期 hire_date" in message
    assert "emploee_id, store, base_wage" in message
    assert "is «emploee_id» the column employee_id?" in message
    assert "“emploee_id”是不是 employee_id？" in found.problems[0].message("zh")
    assert found.records[0].set_aside.rows.tolist() == [2]


def test_unknown_columns_are_named_once(tmp_path: Path) -> None:
    found = read(tmp_path, "employee_id,mood,time,shoe size\n1,good,2026-10-08 08:42,44\n2,bad,2026-10-08 08:43,45\n")
    assert codes(found) == [("COLUMN-UNKNOWN", 1)]
    assert found.problems[0].severity == "warning"
    assert found.problems[0].value == "mood, shoe size"
    assert list(found.tables["punches"][0].columns) == ["employee_id", "time"]


def test_a_filled_column_without_heading_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, "employee_id,,time\n1,x,2026-10-08 08:42\n")
    assert codes(found) == [("COLUMN-UNKNOWN", 1)]
    assert found.problems[0].value == "B1"
    assert read(tmp_path, "employee_id,,time\n1,,2026-10-08 08:42\n").problems == ()


@pytest.mark.parametrize(
    ("heading", "plain"),
    [
        (" 工 号* ", "工号"),
        ("入职日期(YYYY-MM-DD)", "入职日期"),
        ("基本工资（元）", "基本工资"),
        ("Employee ID", "employee_id"),
        ("ＥＭＰＬＯＹＥＥ＿ＩＤ", "employee_id"),
        ("\ufeffBase-Wage", "base_wage"),
        ("打卡\n时间：", "打卡时间"),
    ],
)
def test_headings_are_compared_in_a_plain_form(heading: str, plain: str) -> None:
    assert label(heading) == plain


def test_headings_are_known_by_every_name_of_their_column() -> None:
    assert recognise_headings(SWAPS, ["换班编号", "申请人", "Status", "?"]) == {
        "换班编号": "swap_id",
        "申请人": "requester_id",
        "Status": "status",
    }


@pytest.mark.parametrize(
    "days",
    [
        ["2026-10-01", "2026-10-02"],
        ["2026/10/1 星期四", "2026/10/2 星期五"],
        ["10/1", "10/2"],
        ["10-01", "10-02"],
        ["10月1日", "10月2日（五）"],
        ["1", "2"],
        ["1日", "31日"],
        ["1\n星期四", "2 Fri"],
    ],
)
def test_days_beside_an_employee_column_make_a_rota_matrix(days: list[str]) -> None:
    assert looks_like_matrix(["工号", "姓名", *days])
    assert looks_like_matrix(["姓名", *days])
    assert not looks_like_matrix(["门店", *days])


@pytest.mark.parametrize("other", ["32", "0", "13月", "班次", "2026", "第1天"])
def test_other_headings_are_no_days(other: str) -> None:
    assert not looks_like_matrix(["工号", other])
    assert not looks_like_matrix(["工号", "日期", "1"])


def test_a_rota_matrix_keeps_all_its_columns_and_loses_its_row_of_weekdays(tmp_path: Path) -> None:
    text = "十月排班表,,,\n工号,姓名,1,2\n,,四,五\n0001,林小雨,A,休\n0002,陈一,,B\n"
    found = read(tmp_path, text, SHIFTS)
    raw = found.tables["shifts"][0]
    assert found.problems == ()
    assert {name: column.to_pylist() for name, column in raw.columns.items()} == {
        "工号": ["0001", "0002"],
        "姓名": ["林小雨", "陈一"],
        "1": ["A", ""],
        "2": ["休", "B"],
    }
    assert raw.rows.tolist() == [4, 5]


def test_a_rota_matrix_may_have_its_days_in_a_second_row(tmp_path: Path) -> None:
    found = read(tmp_path, "工号,姓名,2026年10月,\n,,1,2\n,,四,五\n0001,林小雨,A,休\n", SHIFTS)
    assert list(found.tables["shifts"][0].columns) == ["工号", "姓名", "1", "2"]
    assert rows(found) == [4]


def test_a_list_rota_is_no_matrix(tmp_path: Path) -> None:
    found = read(tmp_path, "工号,日期,班次\n0001,2026-10-01,A\n", SHIFTS)
    assert list(found.tables["shifts"][0].columns) == ["employee_id", "date", "shift"]


# The two paths ------------------------------------------------------------------------------------


def both_paths(text: str) -> tuple[tuple[TableRead, list[Problem]] | None, tuple[TableRead, list[Problem]]]:
    source = open_text("punches.csv", pa.py_buffer(text.encode()), PUNCHES)
    assert not isinstance(source, Problem)
    grid = text_grid(source)
    assert isinstance(grid, Grid)
    fast = fast_text.read_regular(
        source.file, source.data, source.separator, source.head, source.head_is_plain, PUNCHES
    )
    return fast, read_grid("punches.csv", "csv", grid, PUNCHES, "")


def assert_same(one: TableRead, other: TableRead) -> None:
    assert one.raw.rows.tolist() == other.raw.rows.tolist()
    assert one.raw.headings == other.raw.headings
    assert len(one.set_aside) == len(other.set_aside)
    for name, column in other.raw.columns.items():
        assert one.raw.columns[name].type == column.type
        assert one.raw.columns[name].to_pylist() == column.to_pylist()


@pytest.mark.parametrize(
    "text",
    [
        "employee_id,time\n1,2026-10-08 08:42\n2,x\n",
        "employee_id,time\r\n1,2026-10-08 08:42\r\n2,x",
        'employee_id,time\n"1","a ""quoted"" word"\n2,a"b"c\n"3"x,y\n',
        "employee_id,time\nNA,null\n,\n  ,\t\n1,\n",
        "title,\nemployee_id,time\n1,x\n",
        "employee_id,note,time\n1,ü,x\n\n\n",
        "employee_id,time\n1,x\n\n2,y\n\r\n3,z\n",
    ],
)
def test_the_fast_path_takes_regular_files_and_agrees_with_the_careful_one(text: str) -> None:
    fast, careful = both_paths(text)
    assert fast is not None
    assert_same(fast[0], careful[0])
    assert fast[1] == careful[1]


@pytest.mark.parametrize(
    "text",
    [
        'employee_id,time\n1,"x\ny"\n',
        "employee_id,time\n1,x,z\n",
        "employee_id,time\n1\n",
        "employee_id,time,\n1,x,\n",
        "employee_id,time\r1,x\r",
        "employee_id,time\n1,x\ry\n",
    ],
)
def test_the_fast_path_leaves_other_files_alone(text: str) -> None:
    assert both_paths(text)[0] is None


@settings(deadline=None)
@given(
    st.lists(st.tuples(*[st.text(alphabet='ab ,;"\n\r\t0é店', max_size=4)] * 2), max_size=8),
    st.booleans(),
)
def test_both_paths_agree_on_whatever_a_csv_writer_writes(records: Sequence[tuple[str, str]], quoted: bool) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, lineterminator="\r\n").writerows(
        [("employee_id", "time"), *records]
    )
    fast, careful = both_paths(out.getvalue())
    if fast is not None:
        assert_same(fast[0], careful[0])
    content = [record for record in records if any(cell.strip() for cell in record)]
    assert careful[0].raw.columns["time"].to_pylist() == [time for _, time in content]


def test_read_text_uses_the_careful_path_where_it_must() -> None:
    source = open_text("punches.csv", pa.py_buffer(b'employee_id,time\n1,"x\ny"\n2,y\n'), PUNCHES)
    assert not isinstance(source, Problem)
    read_table, problems = read_text(source, PUNCHES)
    assert read_table.raw.rows.tolist() == [2, 3]
    assert problems == []
