"""Limits of what is read: the last size that is read, and the first that is not, of each."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter
import xlwt
from pyarrow import parquet

from payroll.intake import limits
from payroll.intake.files import FilesRead, read_files
from payroll.intake.kinds_files import WHOLE_FILE_CODES
from tests.raw_tables import clean
from tests.raw_tables import codes as row_codes

# Ids

EMPLOYEES = "employee_id, name, hire_date, base_wage\n"
INCIDENTS = "incident_id, employee_id, date, code\n"


def test_an_id_has_300_bytes_at_most() -> None:
    letters, words = "N" * 300, "违" * 100
    sound = clean({"incidents": f"{INCIDENTS}{letters}, 0007, 2026-10-08, x\n{words}, 0008, 2026-10-08, x"})
    assert (sound.problems, sound.tables.incidents["incident_id"].tolist()) == ([], [letters, words])
    longer = clean(
        {
            "incidents": f"{INCIDENTS}{letters}N, 0007, 2026-10-08, x\n{words}N, 0008, 2026-10-08, x\n"
            "N1, 0008, 2026-10-09, x"
        }
    )
    assert row_codes(longer) == [("ID-TOO-LONG", 2), ("ID-TOO-LONG", 3)]
    assert longer.tables.incidents["incident_id"].tolist() == ["N1"]
    assert "an id of 301 bytes («NNNNNNNNNNNNNNNNNNNN…»); the limit is 300" in longer.problems[0].message("en")


def test_rows_about_an_employee_whose_id_is_too_long_are_set_aside_with_it() -> None:
    employees = f"{EMPLOYEES}{'7' * 301}, 林晓, 2024-03-01, 5000\n0008, 陈默, 2025-06-15, 4800.50"
    punches = f"employee_id, time\n{'7' * 301}, 2026-10-08 08:42\n0008, 2026-10-08 08:42"
    cleaned = clean({"employees": employees, "punches": punches})
    assert row_codes(cleaned) == [("ID-TOO-LONG", 2)]
    assert len(cleaned.tables.punches) == 1


def test_a_number_of_any_length_may_stand_where_an_employee_is_named() -> None:
    for digits in (300, 301, 5000):
        cleaned = clean({"punches": f"employee_id, time\n{'7' * digits}, 2026-10-08 08:42"})
        assert row_codes(cleaned) == [("EMPLOYEE-UNKNOWN", 2)]


def test_the_id_of_an_entry_has_1300_bytes_at_most() -> None:
    head = "employee_id, entry_id, date, amount\n"
    entry = f"2026-09/0007/incident/{'N' * 1278}"  # 22 and 1278 bytes
    assert row_codes(clean({"carried": f"{head}0007, {entry}, 2026-09-08, 5"})) == []
    assert row_codes(clean({"carried": f"{head}0007, {entry}N, 2026-09-08, 5"})) == [("ID-TOO-LONG", 2)]


# Files and tables

HEAD = "employee_id,time,device\n"
REGULAR = HEAD + "0007,2026-10-08 08:42,north\n0008,2026-10-08 08:43,south\n"
IRREGULAR = HEAD + '0007,2026-10-08 08:42,"north"\n0008,2026-10-08 08:43,"so\nuth"\n'
"""A line break within a cell keeps the fast path from it; it has as many lines as rows and one more."""


def read(folder: Path, content: str | bytes, name: str = "punches.csv") -> FilesRead:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_files(folder)


def codes(found: FilesRead) -> list[str]:
    return [problem.code for problem in found.problems]


def both_sides(
    patch: pytest.MonkeyPatch, folder: Path, content: str | bytes, limit: str, size: int, name: str = "punches.csv"
) -> tuple[list[str], FilesRead]:
    """Return the problems of a file that is as large as the limit, and what comes of it when it is one more."""
    patch.setattr(limits, limit, size)
    within = codes(read(folder, content, name))
    patch.setattr(limits, limit, size - 1)
    return within, read(folder, content, name)


def sheet(cells: list[list[str]], *, inline: bool = False) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": inline, "in_memory": not inline})
    page = book.add_worksheet("打卡")
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            page.write_string(row, column, text)
    book.close()
    return stream.getvalue()


ROWS = [["employee_id", "time", "device"], ["0007", "2026-10-08 08:42", "north"]]


def with_device(device: str, *, inline: bool = False) -> bytes:
    return sheet([ROWS[0], [*ROWS[1][:2], device]], inline=inline)


def parquet_of(**columns: pa.Array) -> bytes:
    stream = io.BytesIO()
    parquet.write_table(pa.table(columns), stream)
    return stream.getvalue()


def some_parquet() -> bytes:
    return parquet_of(employee_id=pa.array(["0007", "0008"]), time=pa.array(["2026-10-08 08:42", "2026-10-08 08:43"]))


# Files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("content", "name"), [(REGULAR, "punches.csv"), (sheet(ROWS), "punches.xlsx")])
def test_no_file_is_opened_that_is_larger_than_any_may_be(
    content: str | bytes, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    within, beyond = both_sides(monkeypatch, tmp_path, content, "FILE_BYTES", len(content), name)
    assert within == []
    assert codes(beyond) == ["FILE-TOO-BIG"]
    assert beyond.tables == {}


def test_the_bytes_of_a_workbook_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = sheet(ROWS)
    within, beyond = both_sides(monkeypatch, tmp_path, content, "WORKBOOK_BYTES", len(content), "punches.xlsx")
    assert (within, codes(beyond)) == ([], ["FILE-TOO-BIG"])


def test_what_a_workbook_unpacks_to_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = sheet(ROWS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(info.file_size for info in archive.infolist())
    within, beyond = both_sides(monkeypatch, tmp_path, content, "UNPACKED_BYTES", unpacked, "punches.xlsx")
    assert (within, codes(beyond)) == ([], ["FILE-TOO-BIG"])


def test_the_bytes_of_a_text_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    within, beyond = both_sides(monkeypatch, tmp_path, REGULAR, "TEXT_BYTES", len(REGULAR))
    assert (within, codes(beyond)) == ([], ["FILE-TOO-BIG"])


def test_what_a_parquet_file_unpacks_to_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = some_parquet()
    unpacked = parquet.ParquetFile(io.BytesIO(content)).metadata.row_group(0).total_byte_size
    within, beyond = both_sides(monkeypatch, tmp_path, content, "PARQUET_BYTES", unpacked, "punches.parquet")
    assert (within, codes(beyond)) == ([], ["FILE-TOO-BIG"])


# Rows and columns -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("content", "lines"), [(REGULAR, 3), (IRREGULAR, 4)], ids=["regular", "irregular"])
def test_the_lines_of_a_text_are_limited(
    content: str, lines: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    within, beyond = both_sides(monkeypatch, tmp_path, content, "TEXT_ROWS", lines)
    assert (within, codes(beyond)) == ([], ["TABLE-TOO-BIG"])
    assert "rows" in beyond.problems[0].message("en")


def test_the_rows_of_a_parquet_file_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    within, beyond = both_sides(monkeypatch, tmp_path, some_parquet(), "PARQUET_ROWS", 2, "punches.parquet")
    assert (within, codes(beyond)) == ([], ["TABLE-TOO-BIG"])
    assert beyond.problems[0].message("zh") == "这张表有 2 行，上限是 1；没有读取"


def test_the_rows_of_a_sheet_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    within, beyond = both_sides(monkeypatch, tmp_path, sheet(ROWS), "SHEET_ROWS", 2, "punches.xlsx")
    assert (within, codes(beyond)) == ([], ["SHEET-TOO-BIG"])


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (REGULAR, "punches.csv", "TABLE-TOO-BIG"),
        (IRREGULAR, "punches.csv", "TABLE-TOO-BIG"),
        (sheet(ROWS), "punches.xlsx", "SHEET-TOO-BIG"),
        (
            parquet_of(employee_id=pa.array(["0007"]), time=pa.array(["2026-10-08 08:42"]), device=pa.array(["north"])),
            "punches.parquet",
            "TABLE-TOO-BIG",
        ),
    ],
    ids=["regular", "irregular", "xlsx", "parquet"],
)
def test_the_columns_of_a_table_are_limited(
    content: str | bytes, name: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    within, beyond = both_sides(monkeypatch, tmp_path, content, "COLUMNS", 3, name)
    assert (within, codes(beyond)) == ([], [code])


# Lines and cells ------------------------------------------------------------------------------------


@pytest.mark.parametrize("quote", ["", '"'], ids=["regular", "irregular"])
def test_a_line_of_a_text_is_limited(quote: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = f"0008,2026-10-08 08:43,{quote}{'x' * 500}{quote}"
    content = f"{HEAD}0007,2026-10-08 08:42,{quote}no{chr(10) if quote else ''}rth{quote}\n{long}\n"
    within, beyond = both_sides(monkeypatch, tmp_path, content, "LINE_BYTES", len(long))
    assert (within, codes(beyond)) == ([], ["LINE-TOO-LONG"])
    assert beyond.problems[0].row == (4 if quote else 3)
    assert beyond.problems[0].message("en").startswith(f"line {4 if quote else 3} is {len(long)} bytes long")


@pytest.mark.parametrize("quote", ["", '"'], ids=["regular", "irregular"])
def test_a_cell_of_a_text_is_limited(quote: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = chr(10) if quote else ""
    content = (
        f"{HEAD}0007,2026-10-08 08:42,{quote}n{line}orth{quote}\n0008,2026-10-08 08:43,{quote}{'门' * 30}{quote}\n"
    )
    within, beyond = both_sides(monkeypatch, tmp_path, content, "CELL_CHARACTERS", 30)
    assert (within, codes(beyond)) == ([], ["CELL-TOO-LONG"])
    [problem] = beyond.problems
    assert (problem.row, problem.value) == (3, "门" * 20 + "…")
    assert "30" in problem.message("zh")


def test_a_line_without_separators_is_no_quotation_mark_that_is_left_open(tmp_path: Path) -> None:
    assert codes(read(tmp_path, HEAD + "0007,2026-10-08 08:42," + "x" * 200_000 + "\n")) == ["CELL-TOO-LONG"]
    assert codes(read(tmp_path, HEAD + '0007,2026-10-08 08:42,"' + "x\n" * 100_000)) == ["QUOTE-OPEN"]


@pytest.mark.parametrize("inline", [False, True], ids=["shared", "inline"])
@pytest.mark.parametrize("letter", ["x", "&", "门"])
def test_a_cell_of_an_xlsx_is_limited_before_its_sheet_is_read(
    letter: str, inline: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_reader(*_: object) -> None:
        raise AssertionError

    content = with_device(letter * 40, inline=inline)
    monkeypatch.setattr(limits, "CELL_CHARACTERS", 40)
    assert codes(read(tmp_path, content, "punches.xlsx")) == []
    monkeypatch.setattr(limits, "CELL_CHARACTERS", 39)
    monkeypatch.setattr("payroll.intake.workbook.CalamineWorkbook.from_filelike", no_reader, raising=False)
    found = read(tmp_path, content, "punches.xlsx")
    assert codes(found) == ["CELL-TOO-LONG"]
    assert found.problems[0].sheet == ("打卡" if inline else "")


def test_a_text_of_many_fonts_is_limited_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet("打卡")
    bold = book.add_format({"bold": True})
    for column, text in enumerate(ROWS[0]):
        page.write_string(0, column, text)
        page.write_string(1, column, ROWS[1][column])
    page.write_rich_string(1, 2, bold, "x" * 20, "y" * 20)
    book.close()
    within, beyond = both_sides(monkeypatch, tmp_path, stream.getvalue(), "CELL_CHARACTERS", 40, "punches.xlsx")
    assert (within, codes(beyond)) == ([], ["CELL-TOO-LONG"])
    assert beyond.problems[0].row == 2


def test_a_cell_of_an_xls_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("打卡")
    for row, texts in enumerate([ROWS[0], [*ROWS[1][:2], "x" * 40]]):
        for column, text in enumerate(texts):
            page.write(row, column, text)
    stream = io.BytesIO()
    book.save(stream)
    within, beyond = both_sides(monkeypatch, tmp_path, stream.getvalue(), "CELL_CHARACTERS", 40, "punches.xls")
    assert (within, codes(beyond)) == ([], ["CELL-TOO-LONG"])


@pytest.mark.parametrize("is_dictionary", [False, True])
def test_a_cell_of_a_parquet_file_is_limited(
    is_dictionary: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = pa.array(["0007", "x" * 40, None, "0007"])
    times = pa.array(["2026-10-08 08:42"] * 4)
    content = parquet_of(employee_id=ids.dictionary_encode() if is_dictionary else ids, time=times)
    within, beyond = both_sides(monkeypatch, tmp_path, content, "CELL_CHARACTERS", 40, "punches.parquet")
    assert (within, codes(beyond)) == ([], ["CELL-TOO-LONG"])
    assert (beyond.problems[0].row, beyond.problems[0].column) == (3, "employee_id")


def test_what_is_beyond_a_limit_cannot_be_accepted() -> None:
    assert {"FILE-TOO-BIG", "SHEET-TOO-BIG", "TABLE-TOO-BIG", "LINE-TOO-LONG", "CELL-TOO-LONG"} <= WHOLE_FILE_CODES
