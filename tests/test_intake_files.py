"""Which files of a folder are read as what, by their names and by their bytes."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
import xlsxwriter
import xlwt
from pyarrow import parquet

from payroll.intake import kinds_clocks
from payroll.intake.files import FilesRead, read_files
from payroll.intake.found import find_files, table_of_name
from payroll.intake.grid import Grid
from payroll.intake.intake import clean_files
from payroll.intake.kinds_files import KINDS, WHOLE_FILE_CODES
from payroll.intake.readers import ClockRead, Reader
from payroll.intake.sniff import sniff
from payroll.language import Text
from payroll.problems import in_order
from tests.raw_tables import OCTOBER, ONE_POLICY

PUNCHES = "employee_id,time\n0007,2026-10-08 08:42\n"


def put(path: Path, content: str | bytes = PUNCHES) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def put_workbook(
    path: Path, rows: Sequence[Sequence[str]] = (("工号", "打卡时间"), ("0007", "2026-10-08 08:42"))
) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()


def codes(found: FilesRead) -> list[tuple[str, str]]:
    return [(problem.file, problem.code) for problem in in_order(found.problems)]


def test_files_belong_to_tables_by_name_or_folder_in_either_language(tmp_path: Path) -> None:
    for name in (
        "punches.csv", "PUNCHES-b.CSV", "punches2026.txt", "打卡记录(1).xlsx", "punches/store1/a.csv", "排班/十月.xlsx",
        "员工.xls", "leave_10.parquet",
    ):  # fmt: skip
        put(tmp_path / name)
    found = find_files(tmp_path)
    assert [(file.name, file.table and file.table.name) for file in found.files] == [
        ("PUNCHES-b.CSV", "punches"),
        ("leave_10.parquet", "leave"),
        ("punches.csv", "punches"),
        ("punches/store1/a.csv", "punches"),
        ("punches2026.txt", "punches"),
        ("员工.xls", "employees"),
        ("打卡记录(1).xlsx", "punches"),
        ("排班/十月.xlsx", "shifts"),
    ]
    assert found.problems == ()


def test_an_english_name_must_end_where_the_table_name_ends() -> None:
    assert table_of_name("leavers.csv") is None
    assert table_of_name("leave2.csv") is not None
    assert table_of_name("shifts.csv", whole=True) is None


def test_lock_files_and_hidden_files_are_passed_over_in_silence(tmp_path: Path) -> None:
    for name in ("~$punches.xlsx", ".punches.csv", ".git/punches.csv", "punches/~$a.xlsx", "punches/.old/a.csv"):
        put(tmp_path / name)
    assert find_files(tmp_path).files == ()
    assert find_files(tmp_path).problems == ()


def test_what_belongs_to_no_table_is_named(tmp_path: Path) -> None:
    for name in ("notes.docx", "punches.pdf", "old/punches.csv"):
        put(tmp_path / name)
    put(tmp_path / "problems.csv", "severity,code,file\n")
    found = read_files(tmp_path)
    assert codes(found) == [(name, "FILE-IGNORED") for name in ("notes.docx", "old/", "problems.csv", "punches.pdf")]
    assert {problem.severity for problem in found.problems} == {"warning"}
    assert [(record.file, record.table, record.rows) for record in found.records] == [("problems.csv", "", 0)]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    found = read_files(tmp_path / "nowhere")
    assert [problem.code for problem in found.problems] == ["FOLDER-MISSING"]
    assert "nowhere" in found.problems[0].message("en")
    assert [problem.code for problem in read_files(put(tmp_path / "file.csv")).problems] == ["FOLDER-MISSING"]


def test_links_to_folders_are_followed_and_circles_end(tmp_path: Path) -> None:
    data = tmp_path / "data"
    put(data / "punches/a/1.csv")
    put(tmp_path / "store-b/2.csv")
    put(tmp_path / "rota/3.csv")
    (data / "punches/b").symlink_to(tmp_path / "store-b", target_is_directory=True)
    (data / "punches/a/round").symlink_to(data / "punches", target_is_directory=True)
    (data / "shifts").symlink_to(tmp_path / "rota", target_is_directory=True)
    found = find_files(data)
    assert [file.name for file in found.files] == ["punches/a/1.csv", "punches/b/2.csv", "shifts/3.csv"]
    assert found.problems == ()


def test_a_folder_that_cannot_be_opened_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("punches/a/1.csv", "punches/b/2.csv"):
        put(tmp_path / name)
    scandir = os.scandir

    def refusing(path: str | os.PathLike[str]) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "b":
            raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = read_files(tmp_path)
    assert codes(found) == [("punches/b/", "FILE-UNREADABLE")]
    assert found.problems[0].severity == "error"
    assert found.problems[0].message("en") == (
        "this folder cannot be opened, and nothing in it was read: Permission denied"
    )
    assert [raw.file for raw in found.tables["punches"]] == ["punches/a/1.csv"]


def test_a_data_folder_that_cannot_be_opened_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))

    monkeypatch.setattr(Path, "iterdir", refusing)
    assert codes(read_files(tmp_path)) == [(f"{tmp_path.as_posix()}/", "FILE-UNREADABLE")]


def test_several_files_of_a_table_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("punches-2.csv", "punches-1.csv", "punches/b.csv"):
        put(tmp_path / name)
    found = read_files(tmp_path)
    assert [raw.file for raw in found.tables["punches"]] == ["punches-1.csv", "punches-2.csv", "punches/b.csv"]


def test_the_record_of_a_file_has_its_hash_and_its_rows(tmp_path: Path) -> None:
    path = put(tmp_path / "punches.csv", PUNCHES + "x\n")
    record = read_files(tmp_path).records[0]
    assert record.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (record.file, record.sheet, record.table, record.format) == ("punches.csv", "", "punches", "csv")
    assert (record.rows, len(record.set_aside)) == (2, 1)


def test_a_file_is_read_by_its_content_and_a_wrong_name_is_a_warning(tmp_path: Path) -> None:
    put_workbook(tmp_path / "punches-a.xls")
    put_workbook(tmp_path / "punches-b.csv")
    put(tmp_path / "punches-c.xlsx")
    parquet.write_table(pa.table({"employee_id": ["0007"], "time": ["x"]}), tmp_path / "punches-d.csv")
    found = read_files(tmp_path)
    assert codes(found) == [(f"punches-{name}", "FILE-NOT-ITS-NAME") for name in ("a.xls", "b.csv", "c.xlsx", "d.csv")]
    assert [raw.format for raw in found.tables["punches"]] == ["xlsx", "xlsx", "csv", "parquet"]
    assert "xlsx 工作簿" in found.problems[0].message("zh")


@pytest.mark.parametrize(
    "content", ["<html><table><tr><td>1", "\ufeff<!DOCTYPE html>", "<?xml version='1.0'?><Workbook>"]
)
def test_a_web_page_named_xls_says_what_to_do(tmp_path: Path, content: str) -> None:
    for name in ("punches.xls", "考勤导出.xls"):
        put(tmp_path / name, content)
    found = read_files(tmp_path)
    assert codes(found) == [("punches.xls", "FILE-HTML"), ("考勤导出.xls", "FILE-HTML")]
    assert "xlsx" in found.problems[0].fix("en")


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"", "empty", "FILE-EMPTY"),
        (b" \r\n\t\n", "empty", "FILE-EMPTY"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary", "FILE-KIND"),
        (bytes(range(256)) * 4, "binary", "FILE-KIND"),
        (b"PK\x03\x04 cut off", "damaged", "FILE-DAMAGED"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off", "damaged", "FILE-DAMAGED"),
        (b"PAR1 cut off", "parquet", "FILE-DAMAGED"),
    ],
)
def test_what_cannot_be_read_is_an_error_in_plain_words(tmp_path: Path, content: bytes, kind: str, code: str) -> None:
    assert sniff(content) == kind
    put(tmp_path / "punches.csv", content)
    found = read_files(tmp_path)
    assert codes(found)[0] == ("punches.csv", code)
    assert found.records[0].rows == 0


def test_parquet_keeps_its_types_and_its_rows_match_the_csv(tmp_path: Path) -> None:
    moments = pa.array([datetime.fromisoformat("2026-10-08 08:42:00"), None], pa.timestamp("us"))
    columns = {
        "工号": pa.array(["0007", "0008"], pa.large_string()),
        "time": moments,
        "device": pa.array([1, 2]).dictionary_encode(),
        "mood": [1, 2],
    }
    parquet.write_table(pa.table(columns), tmp_path / "punches.parquet")
    found = read_files(tmp_path)
    raw = found.tables["punches"][0]
    assert codes(found) == [("punches.parquet", "COLUMN-UNKNOWN")]
    assert raw.columns["employee_id"].type == pa.dictionary(pa.int32(), pa.string())
    assert raw.columns["employee_id"].to_pylist() == ["0007", "0008"]
    assert raw.columns["time"].type == pa.timestamp("us")
    assert raw.columns["device"].type == pa.int64()
    assert raw.rows.tolist() == [2, 3]
    assert raw.headings["employee_id"] == "工号"


def test_parquet_of_numbers_and_decimals_stays_as_stored(tmp_path: Path) -> None:
    columns = {
        "employee_id": [7, 8],
        "effective_from": pa.array([20_000, 20_001], pa.date32()),
        "base_wage": [Decimal("5000.00"), Decimal("6000.50")],
    }
    parquet.write_table(pa.table(columns), tmp_path / "wages.parquet")
    raw = read_files(tmp_path).tables["wages"][0]
    assert [str(column.type) for column in raw.columns.values()] == ["int64", "date32[day]", "decimal128(6, 2)"]


def test_parquet_rows_that_are_empty_everywhere_are_dropped(tmp_path: Path) -> None:
    columns = {"employee_id": ["1", None, "3", None], "time": ["x", None, None, "y"]}
    parquet.write_table(pa.table(columns), tmp_path / "punches.parquet")
    assert read_files(tmp_path).tables["punches"][0].rows.tolist() == [2, 4, 5]


def test_parquet_with_nested_or_missing_columns_is_an_error(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"employee_id": ["1"], "time": [["x"]]}), tmp_path / "punches-a.parquet")
    parquet.write_table(pa.table({"employee_id": ["1"]}), tmp_path / "punches-b.parquet")
    found = read_files(tmp_path)
    assert codes(found) == [("punches-a.parquet", "COLUMN-TYPE"), ("punches-b.parquet", "COLUMN-MISSING")]
    assert [(record.rows, len(record.set_aside)) for record in found.records] == [(1, 1), (1, 1)]


def clock(name: str) -> Reader:
    def recognises(sheets: Sequence[Grid]) -> bool:
        return sheets[0].rows[0][0] == "CLOCK"

    def read(_: str, __: Sequence[Grid]) -> ClockRead:
        return ClockRead({}, ())

    return Reader(name, Text(name, name), ("punches",), recognises, read)


def test_two_readers_that_claim_one_file_are_an_error_naming_both(tmp_path: Path) -> None:
    put(tmp_path / "export.csv", "CLOCK,x\n")
    found = read_files(tmp_path, (clock("one"), clock("two")))
    assert codes(found) == [("export.csv", "READERS-TWO")]
    assert found.problems[0].value == "one, two"


def test_a_reader_is_asked_only_for_files_of_its_table(tmp_path: Path) -> None:
    put(tmp_path / "employees.csv", "CLOCK,x\n")
    put(tmp_path / "export.csv", "CLOCK,x\n")
    found = read_files(tmp_path, (clock("one"),))
    assert codes(found) == [("employees.csv", "COLUMN-MISSING")]
    assert list(found.clocks) == ["export.csv"]


def test_every_problem_has_a_code_and_both_languages() -> None:
    for kind in KINDS:
        assert kind.code == kind.code.upper()
        for text in (kind.message, kind.fix):
            assert text.zh.strip()
            assert text.en.strip()
            assert any("\u4e00" <= character <= "\u9fff" for character in text.zh)


def test_a_name_that_is_not_utf8_is_shown_with_its_bytes_escaped(tmp_path: Path) -> None:
    for name in (b"punches-\xff.csv", b"x-\xff.csv", b"y-\xff"):
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_text(PUNCHES, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/z\xff")).mkdir()
    found = read_files(tmp_path)
    assert [raw.file for raw in found.tables["punches"]] == ["punches-\\xff.csv"]
    ignored = [(name, "FILE-IGNORED") for name in ("y-\\xff", "z\\xff/")]
    assert sorted(codes(found)) == [("x-\\xff.csv", "FILE-WITHOUT-NAME"), *ignored]


def test_errors_about_a_whole_file_are_none_that_could_be_accepted() -> None:
    assert {"COLUMN-MISSING", "HEADING-TWICE", "COLUMN-TYPE", "ENCODING"} <= WHOLE_FILE_CODES
    assert {"CLOCK-PERIOD", "READERS-TWO"} <= kinds_clocks.WHOLE_FILE_CODES
    assert {"ROW-TOO-LONG", "CELL-ERROR"}.isdisjoint(WHOLE_FILE_CODES)


@pytest.mark.parametrize("kind", [pa.date32(), pa.date64(), pa.timestamp("s"), pa.timestamp("ms"), pa.timestamp("us")])
def test_a_stored_date_beyond_the_years_is_impossible_and_the_others_stand(tmp_path: Path, kind: pa.DataType) -> None:
    factor = {"s": 86400, "us": 864 * 10**8}.get(getattr(kind, "unit", ""), 864 * 10**5)
    days = [20734, 10**7, None, -(10**7)]
    if pa.types.is_date32(kind):
        cells = pa.array(days, pa.int32()).cast(kind)
    else:
        cells = pa.array([None if each is None else each * factor for each in days], pa.int64()).cast(kind)
    people = {"employee_id": ["A", "B", "C", "D"], "name": ["x"] * 4, "base_wage": [5000] * 4}
    hired = pa.array([date(2024, 3, 1)] * 4)
    parquet.write_table(
        pa.table({**people, "hire_date": hired, "probation_end": cells}), tmp_path / "employees.parquet"
    )
    cleaned = clean_files(read_files(tmp_path), ONE_POLICY, OCTOBER)
    found = [(problem.code, problem.row) for problem in cleaned.problems if problem.severity == "error"]
    assert found == [("DATE-IMPOSSIBLE", 3), ("DATE-IMPOSSIBLE", 5)]
    assert cleaned.tables.employees["employee_id"].tolist() == ["A", "C"]


HEADINGS = ("addition_id", "employee_id", "date", "kind", "amount")


def empty_csv(path: Path) -> None:
    put(path.with_suffix(".csv"), ",".join(HEADINGS) + "\n")


def empty_xlsx(path: Path) -> None:
    put_workbook(path.with_suffix(".xlsx"), (HEADINGS,))


def empty_xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("1")
    for position, name in enumerate(HEADINGS):
        sheet.write(0, position, name)
    book.save(str(path.with_suffix(".xls")))


def empty_parquet(path: Path) -> None:
    kinds = (pa.string(), pa.dictionary(pa.int32(), pa.string()), pa.date32(), pa.string(), pa.decimal128(10, 2))
    columns = {name: pa.array([], pa.string()).cast(kind) for name, kind in zip(HEADINGS, kinds, strict=True)}
    parquet.write_table(pa.table(columns), path.with_suffix(".parquet"))


def empty_parquet_of_timestamps(path: Path) -> None:
    kinds = (pa.int64(), pa.int64(), pa.timestamp("ms"), pa.string(), pa.float64())
    columns = {name: pa.array([], kind) for name, kind in zip(HEADINGS, kinds, strict=True)}
    parquet.write_table(pa.table(columns), path.with_suffix(".parquet"))


@pytest.mark.parametrize("write", [empty_csv, empty_xlsx, empty_xls, empty_parquet, empty_parquet_of_timestamps])
def test_a_table_with_headings_only_is_empty_in_every_format(tmp_path: Path, write: Callable[[Path], None]) -> None:
    put(tmp_path / "employees.csv", "employee_id,name,hire_date,base_wage\nA,Ann,2020-01-01,5000\n")
    write(tmp_path / "additions")
    cleaned = clean_files(read_files(tmp_path), ONE_POLICY, OCTOBER)
    assert [problem.code for problem in cleaned.problems if problem.severity == "error"] == []
    assert len(cleaned.tables.additions) == 0


@pytest.mark.parametrize(
    ("headings", "code", "table"),
    [
        ("工号,打卡时间", "FILE-WITHOUT-NAME", "punches"),
        ("工号,姓名,入职日期,基本工资", "FILE-WITHOUT-NAME", "employees"),
        ("leave_id,employee_id,from,to,kind,status,requested_at", "FILE-WITHOUT-NAME", "leave"),
        ("工号,姓名,入职日期", "FILE-IGNORED", ""),  # employees without a wage
        ("工号,日期", "FILE-IGNORED", ""),  # any list of people and days
    ],
)
def test_a_table_whose_name_says_nothing_is_told_to_be_one(
    tmp_path: Path, headings: str, code: str, table: str
) -> None:
    (tmp_path / "人民路店.csv").write_text(f"{headings}\n", encoding="utf-8")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(headings.split(","))
    book.save(tmp_path / "滨江店.xlsx")
    found = read_files(tmp_path)
    assert codes(found) == [("人民路店.csv", code), ("滨江店.xlsx", code)]
    assert table in found.problems[0].message("en")
    assert not found.tables
