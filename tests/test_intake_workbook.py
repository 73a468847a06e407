"""Workbooks: cells as text, faults of cells, sheets, and files that would take the machine's memory."""

from __future__ import annotations

import io
import struct
import time as clock
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from payroll.intake import limits, workbook
from payroll.intake.files import FilesRead, read_file
from payroll.intake.found import FoundFile
from payroll.intake.sheet_scan import scan_sheet
from payroll.intake.workbook_cells import (
    Cell,
    cell_text,
    column_of_pieces,
    is_damaged_number,
    plain_cells,
    same_texts,
)
from payroll.table import Table
from payroll.tables import COMPLAINTS, EMPLOYEES, PUNCHES, SHIFTS


def read(path: Path, table: Table = PUNCHES) -> FilesRead:
    return read_file(FoundFile(path, path.name, table))


def written(path: Path, fill: Callable[[Workbook, Worksheet], None], table: Table = PUNCHES) -> FilesRead:
    """Write a workbook with the headings of punches in its first sheet, let ``fill`` add to it, and read it."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("打卡")
    sheet.write_row(0, 0, ["工号", "打卡时间", "设备"])
    fill(book, sheet)
    book.close()
    return read(path, table)


def cells(found: FilesRead, column: str) -> list[str]:
    return [cell for raws in found.tables.values() for raw in raws for cell in raw.columns[column].to_pylist()]


def codes(found: FilesRead) -> list[tuple[str, str, int | None]]:
    return [(problem.code, problem.sheet, problem.row) for problem in found.problems]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("", ""),
        ("0007", "0007"),
        (7.0, "7"),
        (7, "7"),
        (-3.0, "-3"),
        (7.5, "7.5"),
        (0.1 + 0.2, "0.3"),
        (5500.000000000001, "5500"),
        (1e-7, "0.0000001"),
        (123456789012345.0, "123456789012345"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2026, 10, 8), "2026-10-08"),
        (datetime.fromisoformat("2026-10-08 08:42:10"), "2026-10-08 08:42:10"),
        (datetime.fromisoformat("2026-10-08 00:00:00"), "2026-10-08 00:00:00"),
        (datetime.fromisoformat("2026-10-08 08:42:59.499000"), "2026-10-08 08:42:59"),
        (datetime.fromisoformat("2026-10-08 08:42:59.500000"), "2026-10-08 08:43:00"),
        (time(8, 30), "08:30"),
        (time(0, 0), "00:00"),
        (time(8, 30, 15), "08:30:15"),
        (time(23, 59, 59, 600_000), "24:00"),
        (timedelta(days=1), "24:00"),
        (timedelta(hours=36), "36:00"),
        (date(1900, 1, 1), "24:00"),
        (datetime.fromisoformat("1900-01-01 01:10:00"), "25:10"),
        (datetime.fromisoformat("1900-12-31 23:59:59.499000"), "8783:59:59"),
        (datetime.fromisoformat("1900-12-31 23:59:59.500000"), "1901-01-01 00:00:00"),
        (datetime.fromisoformat("1969-12-31 23:59:58.500000"), "1969-12-31 23:59:59"),
        (datetime.fromisoformat("9999-12-31 23:59:59.999000"), "9999-12-31 23:59:59"),
        (-0.0, "0"),
        (1e22, "10000000000000000000000"),
        (-9223372036854775808.0, "-9223372036854775808"),
    ],
)
def test_cells_become_the_text_that_a_person_sees(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text
    for cells_of_a_column in (
        [cell],
        [cell, cell],
        [cell, "x"],
        [7.0, cell],
        [datetime.fromisoformat("2026-10-08"), cell],
    ):
        expected = [cell_text(each) for each in cells_of_a_column]
        assert column_of_pieces([plain_cells(cells_of_a_column)]).to_pylist() == expected


def test_the_pieces_of_a_column_may_hold_different_things() -> None:
    moment = datetime.fromisoformat("2026-10-08 08:42:10")
    texts = [same_texts(["打卡时间", ""]), same_texts(["", ""])]
    others: list[list[Cell]] = [[moment, moment], [moment, moment], [7.0, 8.0], [7.5, 8.0]]
    assert [same_texts(piece) for piece in others] == [None] * 4
    column = column_of_pieces([texts[0], *map(plain_cells, others), texts[1]])
    times = ["2026-10-08 08:42:10"] * 4
    assert column.to_pylist() == ["打卡时间", "", *times, "7", "8", "7.5", "8", "", ""]


def test_a_number_of_sixteen_digits_is_damaged_and_one_of_fifteen_is_not() -> None:
    assert not is_damaged_number(999_999_999_999_999.0)
    assert is_damaged_number(1_000_000_000_000_000.0)
    assert not is_damaged_number("1234567890123456")


def test_text_ids_keep_their_zeros_and_number_ids_become_digits(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        stamp = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_string(1, 0, "0007")
        sheet.write_datetime(1, 1, datetime.fromisoformat("2026-10-08 08:42:10"), stamp)
        sheet.write_number(3, 0, 7)
        sheet.write_string(3, 1, "2026-10-08 09:00")
        sheet.write_string(3, 2, "north\ndoor")

    found = written(tmp_path / "punches.xlsx", fill)
    assert found.problems == ()
    assert cells(found, "employee_id") == ["0007", "7"]
    assert cells(found, "time") == ["2026-10-08 08:42:10", "2026-10-08 09:00"]
    assert cells(found, "device") == ["", "north\ndoor"]
    assert found.tables["punches"][0].rows.tolist() == [2, 4]
    assert found.tables["punches"][0].sheet == ""
    assert found.records[0].format == "xlsx"


def test_midnight_at_the_end_of_the_day_comes_out_as_24_00(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "shifts.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["工号", "日期", "上班时间", "下班时间"])
    hours, plain, day = (book.add_format({"num_format": form}) for form in ("[h]:mm", "hh:mm", "yyyy-mm-dd"))
    for row, form in ((1, hours), (2, plain)):
        sheet.write_string(row, 0, "0001")
        sheet.write_datetime(row, 1, datetime.fromisoformat("2026-10-08 00:00:00"), day)
        sheet.write_number(row, 2, 0.75, form)
        sheet.write_number(row, 3, 1.0, form)
    book.close()
    found = read(tmp_path / "shifts.xlsx", SHIFTS)
    assert cells(found, "start") == ["18:00", "18:00"]
    assert cells(found, "end") == ["24:00", "24:00"]


def test_merged_cells_among_the_data_are_one_error_per_range(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range(1, 0, 2, 0, "0001", book.add_format())
        sheet.write_column(1, 1, ["2026-10-08 08:42", "2026-10-08 18:00", "2026-10-08 18:01"])
        sheet.write_string(3, 0, "0002")

    found = written(tmp_path / "punches.xlsx", fill)
    assert codes(found) == [("MERGED-CELLS", "", 2)]
    assert found.problems[0].value == "A2:A3"
    assert found.problems[0].column == "工号"
    assert cells(found, "employee_id") == ["0002"]
    assert found.records[0].set_aside.rows.tolist() == [2, 3]


def test_merged_titles_above_the_headings_are_fine(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "punches.xlsx")
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 2, "十月打卡")
    sheet.write_row(1, 0, ["工号", "打卡时间"])
    sheet.write_row(2, 0, ["0001", "2026-10-08 08:42"])
    book.close()
    found = read(tmp_path / "punches.xlsx")
    assert found.problems == ()
    assert found.tables["punches"][0].rows.tolist() == [3]


def test_a_formula_without_its_value_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["工号", "打卡时间", "设备"], ["0001", "=NOW()", None], ["0002", "2026-10-08 08:42", '=A1&"<x>"']):
        sheet.append(row)
    sheet["A4"] = "=A3"
    book.save(tmp_path / "punches.xlsx")
    found = read(tmp_path / "punches.xlsx")
    assert codes(found) == [(code, "", row) for code, row in [("FORMULA-WITHOUT-VALUE", n) for n in (2, 3, 4)]]
    assert [problem.value for problem in found.problems] == ["B2", "C3", "A4"]
    assert found.records[0].rows == 3
    assert found.records[0].set_aside.rows.tolist() == [2, 3, 4]


def test_a_formula_with_its_value_is_that_value_also_an_empty_text(tmp_path: Path) -> None:
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(1, 0, ["0001", "2026-10-08 08:42"])
        sheet.write_formula(1, 2, '="north"', None, "north")
        sheet.write_row(2, 0, ["0002", "2026-10-08 08:43"])
        sheet.write_formula(2, 2, '=""', None, "")

    path = tmp_path / "punches.xlsx"
    written(path, fill)
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as book:
        xml = book.read(part).replace(b'<c r="C3">', b'<c r="C3" t="str">')  # as Excel writes it
    found = read_bytes(tmp_path, with_part(part, xml, path.read_bytes()))
    assert found.problems == ()
    assert cells(found, "device") == ["north", ""]


def test_an_error_cell_is_an_error_in_both_kinds_of_workbook(tmp_path: Path) -> None:
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(1, 0, ["0001", "2026-10-08 08:42"])
        sheet.write_formula(1, 2, "=VLOOKUP(1,A:A,1,0)", None, "#N/A")
        sheet.write_row(2, 0, ["0002", "2026-10-08 08:43"])

    found = written(tmp_path / "punches.xlsx", fill)
    assert codes(found) == [("CELL-ERROR", "", 2)]
    assert found.problems[0].value == "#N/A"
    assert "C2" in found.problems[0].message("zh")
    old = xlwt.Workbook()
    sheet = old.add_sheet("打卡")
    for column, heading in enumerate(["工号", "打卡时间", "设备"]):
        sheet.write(0, column, heading)
    sheet.write(1, 0, 7)
    sheet.write(1, 1, "2026-10-08 08:42")
    sheet.row(1).set_cell_error(2, 0x17)
    sheet.write(2, 0, "0008")
    sheet.write(2, 1, datetime.fromisoformat("2026-10-08 08:43:00"), xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm"))
    old.save(str(tmp_path / "punches.xls"))
    found = read(tmp_path / "punches.xls")
    assert codes(found) == [("CELL-ERROR", "", 2)]
    assert found.problems[0].value == "#REF!"
    assert cells(found, "employee_id") == ["0008"]
    assert cells(found, "time") == ["2026-10-08 08:43:00"]
    assert found.records[0].format == "xls"


def old_workbook(column: int = 0) -> bytes:
    """Return an xls file with one number in a cell of row 2."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("打卡")
    for place, heading in enumerate(["工号", "打卡时间"]):
        sheet.write(0, place, heading)
    sheet.write(1, column, 1 / 7)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("column", "expected"), [(255, []), (256, ["FILE-DAMAGED"]), (65535, ["FILE-DAMAGED"])])
def test_a_cell_beyond_the_256_columns_of_an_xls_makes_it_damaged(
    tmp_path: Path, column: int, expected: list[str]
) -> None:
    number = b"\x03\x02\x0e\x00\x01\x00"  # the record of a number, 14 bytes, row 2
    start = old_workbook(255).index(number + b"\xff\x00") + len(number)
    data = bytearray(old_workbook(255))
    data[start : start + 2] = column.to_bytes(2, "little")
    found = read_bytes(tmp_path, bytes(data), "punches.xls")
    assert [problem.code for problem in found.problems if problem.severity == "error"] == expected


def test_an_xls_with_a_password_is_told(tmp_path: Path) -> None:
    data = old_workbook().replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00")  # the record of the code page
    assert codes(read_bytes(tmp_path, data, "punches.xls")) == [("FILE-ENCRYPTED", "", None)]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_xls_is_damaged(tmp_path: Path, share: float) -> None:
    data = old_workbook()
    assert codes(read_bytes(tmp_path, data[: int(len(data) * share)], "punches.xls")) == [("FILE-DAMAGED", "", None)]


def test_faults_in_columns_that_are_not_used_do_not_matter(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write(0, 3, "备用")
        for row in (1, 2):
            sheet.write_row(row, 0, ["0001", f"2026-10-08 08:4{row}"])
        sheet.merge_range(1, 3, 2, 3, 1234567890123456, book.add_format())

    found = written(tmp_path / "punches.xlsx", fill)
    assert codes(found) == [("COLUMN-UNKNOWN", "", 1)]
    assert len(cells(found, "time")) == 2


def test_an_id_typed_as_a_long_number_is_damaged(tmp_path: Path) -> None:
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(1, 0, [1234567890123456, "2026-10-08 08:42"])
        sheet.write_row(2, 0, [123456789012345, "2026-10-08 08:42"])

    found = written(tmp_path / "punches.xlsx", fill)
    assert codes(found) == [("NUMBER-TOO-LONG", "", 2)]
    assert cells(found, "employee_id") == ["123456789012345"]


@pytest.mark.parametrize("batch", [1, 2, 3, 2048])
def test_cells_are_the_same_wherever_a_sheet_is_cut_into_pieces(
    batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        stamp = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for row, device in enumerate([1, "", "north", -(1e15), 2.5, 1e15, True], 1):
            sheet.write_string(row, 0, "0007")
            sheet.write_datetime(row, 1, datetime(2026, 10, 8, 8, row), stamp)  # noqa: DTZ001
            sheet.write(row, 2, device)

    monkeypatch.setattr(workbook, "_BATCH", batch)
    found = written(tmp_path / "punches.xlsx", fill)
    assert codes(found) == [("NUMBER-TOO-LONG", "", 5), ("NUMBER-TOO-LONG", "", 7)]
    assert cells(found, "device") == ["1", "", "north", "2.5", "TRUE"]
    assert cells(found, "time") == [f"2026-10-08 08:{minute:02}:00" for minute in (1, 2, 3, 5, 7)]


def test_a_table_may_begin_anywhere_on_its_sheet(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "punches.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(3, 2, ["工号", "打卡时间"])
    sheet.write_row(5, 2, ["0007", "2026-10-08 08:42"])
    sheet.write_number(6, 2, 1e15)
    book.close()
    found = read(tmp_path / "punches.xlsx")
    assert codes(found) == [("NUMBER-TOO-LONG", "", 7)]
    assert found.problems[0].value == "1000000000000000"
    assert found.tables["punches"][0].rows.tolist() == [6]
    assert (cells(found, "employee_id"), cells(found, "time")) == (["0007"], ["2026-10-08 08:42"])


def test_several_sheets_that_fit_are_all_read_and_others_are_named(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(1, 0, ["0001", "2026-10-08 08:42"])
        second = book.add_worksheet("二店")
        second.write_row(0, 0, ["employee_id", "time"])
        second.write_row(1, 0, ["0002", "2026-10-08 08:43"])
        book.add_worksheet("说明").write(0, 0, "请勿修改")
        book.add_worksheet("空")
        hidden = book.add_worksheet("旧")
        hidden.write_row(0, 0, ["employee_id", "time"])
        hidden.hide()

    found = written(tmp_path / "punches.xlsx", fill)
    assert [raw.sheet for raw in found.tables["punches"]] == ["打卡", "二店"]
    assert codes(found) == [("SHEET-HIDDEN", "旧", None), ("SHEET-IGNORED", "说明", None)]
    assert [(record.sheet, record.rows) for record in found.records] == [("打卡", 1), ("二店", 1)]


def test_with_no_sheet_that_fits_the_nearest_is_said_to_lack_columns(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(1, 0, ["0001", "2026-10-08 08:42"])
        book.add_worksheet("说明").write(0, 0, "请勿修改")

    found = written(tmp_path / "employees.xlsx", fill, EMPLOYEES)
    assert [problem.code for problem in found.problems] == ["COLUMN-MISSING", "SHEET-IGNORED"]
    assert found.records[0].set_aside.rows.tolist() == [2]


def test_a_workbook_without_any_content_is_an_empty_file(tmp_path: Path) -> None:
    xlsxwriter.Workbook(tmp_path / "punches.xlsx").close()
    assert codes(read(tmp_path / "punches.xlsx")) == [("FILE-EMPTY", "", None)]


def test_headings_without_rows_are_an_empty_table(tmp_path: Path) -> None:
    found = written(tmp_path / "punches.xlsx", lambda *_: None)
    assert found.problems == ()
    assert len(found.tables["punches"][0]) == 0


def test_a_rota_matrix_with_real_dates_as_headings(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "排班.xlsx")
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "d"})
    sheet.write_row(0, 0, ["工号", "姓名"])
    for column in (2, 3):
        sheet.write_datetime(0, column, datetime.fromisoformat(f"2026-10-0{column - 1}"), day)
    sheet.write_row(1, 0, ["0001", "林小雨", "A", "休"])
    book.close()
    found = read(tmp_path / "排班.xlsx", SHIFTS)
    assert found.problems == ()
    assert list(found.tables["shifts"][0].columns) == ["工号", "姓名", "2026-10-01", "2026-10-02"]


# Files that are not sound -------------------------------------------------------------------------


def sound_workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("打卡")
    sheet.write_row(0, 0, ["工号", "打卡时间"])
    for row in range(1, 200):
        sheet.write_row(row, 0, [f"{row:04d}", "2026-10-08 08:42"])
    book.close()
    return out.getvalue()


def with_part(name: str, content: bytes, workbook: bytes) -> bytes:
    """Return the workbook with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        new.writestr(name, content)
    return out.getvalue()


def read_bytes(tmp_path: Path, data: bytes, name: str = "punches.xlsx", table: Table = PUNCHES) -> FilesRead:
    path = tmp_path / name
    path.write_bytes(data)
    return read(path, table)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95, 0.999])
def test_a_truncated_workbook_is_damaged(tmp_path: Path, share: float) -> None:
    data = sound_workbook()
    assert codes(read_bytes(tmp_path, data[: int(len(data) * share)])) == [("FILE-DAMAGED", "", None)]


def test_a_workbook_with_broken_content_is_damaged(tmp_path: Path) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    for data in (
        with_part(sheet, b"<worksheet><sheetData><row", sound_workbook()),
        with_part("xl/workbook.xml", b"no xml", sound_workbook()),
        sound_workbook().replace(b"2026-10-08", b"2026-10-09")[:-30] + b"\0" * 30,
    ):
        assert [problem.code for problem in read_bytes(tmp_path, data).problems] in (["FILE-DAMAGED"], ["FILE-EMPTY"])


def test_encrypted_workbooks_of_both_kinds_are_told(tmp_path: Path) -> None:
    ole2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "EncryptedPackage\0".encode("utf-16-le") + b"\0" * 512
    assert codes(read_bytes(tmp_path, ole2)) == [("FILE-ENCRYPTED", "", None)]
    flagged = bytearray(sound_workbook())
    for start in (place for place in range(len(flagged)) if flagged[place : place + 4] == b"PK\x01\x02"):
        flagged[start + 8] |= 1
    assert codes(read_bytes(tmp_path, bytes(flagged))) == [("FILE-ENCRYPTED", "", None)]


def test_an_xls_of_before_excel_95_is_refused_with_advice(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, b"\x09\x00\x04\x00\x07\x00\x10\x00" + b"\0" * 100, "punches.xls")
    assert codes(found) == [("XLS-TOO-OLD", "", None)]
    assert "xlsx" in found.problems[0].fix("zh")


def zeros_packed(size: int) -> bytes:
    """Return ``size`` zero bytes, deflated: one packed piece, repeated, and an end."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(b"\0" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * (size >> 20) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def bomb(true_size: int, declared_size: int, part: str) -> bytes:
    """Return a workbook with a part that unpacks to ``true_size`` and says that it is ``declared_size``."""
    packed = zeros_packed(true_size)
    data = with_part(part, b"", sound_workbook())
    start = data.rindex(b"PK\x03\x04")
    central = data.index(b"PK\x01\x02")
    name = part.encode()
    sizes = struct.pack("<III", 0, len(packed), declared_size)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", len(name), 0) + name
    directory = data[central : data.rindex(b"PK\x01\x02")]
    entry = (
        b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
        + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, start) + name
    )  # fmt: skip
    count = data.count(b"PK\x01\x02")
    body = data[:start] + local + packed
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory) + len(entry), len(body), 0)
    return body + directory + entry + end


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("declared", [(1 << 32) - 1, 1000], ids=["honest", "lying"])
def test_a_small_file_that_unpacks_to_gigabytes_is_refused_at_once(tmp_path: Path, part: str, declared: int) -> None:
    data = bomb(2 << 30, declared, part)
    assert len(data) < 4 << 20
    start = clock.perf_counter()
    found = read_bytes(tmp_path, data)
    assert clock.perf_counter() - start < 1
    assert codes(found) == [("FILE-TOO-BIG", "", None)]


@pytest.mark.parametrize("far", ["XFD1048576", "AAA1", "A1048577", "BBB900000"])
def test_two_cells_far_apart_are_refused_at_once(tmp_path: Path, far: str) -> None:
    row = far.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="{row}"><c r="{far}"><v>1</v></c></row></sheetData></worksheet>'
    )
    data = with_part("xl/worksheets/sheet1.xml", sheet.encode(), sound_workbook())
    start = clock.perf_counter()
    found = read_bytes(tmp_path, data)
    assert clock.perf_counter() - start < 1
    assert codes(found) == [("SHEET-TOO-BIG", "打卡", None)]
    assert found.problems[0].value == far


@pytest.mark.parametrize("place", ['r="{}"', "r='{}'", 'r = "{}"', 'r\n=\t"{}"', 't="e" r="{}"', 's="1"\tr ="{}" '])
@pytest.mark.parametrize(("far", "refused"), [("AA1", True), ("Z1", False), ("A1000000", True), ("A999999", False)])
def test_a_far_cell_is_found_however_it_is_written(
    place: str, far: str, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "COLUMNS", 26)
    monkeypatch.setattr(limits, "SHEET_ROWS", 999_999)
    cell = f"<c {place.format(far)}><v>1</v></c>"
    sheet = f'<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>a=b</v></c></row><row>{cell}</row></sheetData>'
    assert scan_sheet(iter([sheet.encode()])).is_beyond == refused


@pytest.mark.parametrize("step", [1, 16, 61, 1 << 20])
def test_what_is_found_in_a_sheet_does_not_depend_on_how_it_is_unpacked(
    step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells_of_a_row = '<c r="A{0}"><f>1/0</f><v></v></c><c r="B{0}" t="e"><v>#DIV/0!</v></c><c r="C{0}"><v>1</v></c>'
    row = f'<row r="{{0}}">{cells_of_a_row}</row>'
    sheet = "".join(row.format(number) for number in range(1, 8)).encode()
    monkeypatch.setattr("payroll.intake.sheet_scan._LOOKED_AT", 50)
    found = scan_sheet(sheet[at : at + step] for at in range(0, len(sheet), step))
    places = [(fault.row, fault.position, fault.kind.code) for fault in found.faults]
    assert sorted(places) == [
        (number, position, code)
        for number in range(1, 8)
        for position, code in ((0, "FORMULA-WITHOUT-VALUE"), (1, "CELL-ERROR"))
    ]


def test_the_extent_is_bounded_by_cells_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = sound_workbook()  # 200 rows of 2 columns
    monkeypatch.setattr(limits, "SHEET_CELLS", 400)
    assert codes(read_bytes(tmp_path, data)) == []
    monkeypatch.setattr(limits, "SHEET_CELLS", 399)
    assert codes(read_bytes(tmp_path, data)) == [("SHEET-TOO-BIG", "打卡", None)]


def test_complaints_in_a_workbook_have_words_as_dictionaries(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "投诉.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["投诉编号", "工号", "投诉时间", "来源", "类别", "状态"])
    sheet.write_row(1, 0, ["T1", "0001", "2026-10-08 08:42", "客户", "服务", "属实"])
    book.close()
    raw = read(tmp_path / "投诉.xlsx", COMPLAINTS).tables["complaints"][0]
    assert {name: column.to_pylist() for name, column in raw.columns.items()} == {
        "complaint_id": ["T1"],
        "employee_id": ["0001"],
        "received_at": ["2026-10-08 08:42"],
        "source": ["客户"],
        "category": ["服务"],
        "status": ["属实"],
    }
    assert raw.headings["received_at"] == "投诉时间"


class PanicException(BaseException):
    """What the library raises where a damaged file surprises it."""


class Panicking:
    @staticmethod
    def from_filelike(_: object) -> None:
        raise PanicException("range end index 124 out of range for slice of length 123")


def test_a_workbook_that_surprises_the_library_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl.Workbook().save(tmp_path / "punches.xlsx")
    monkeypatch.setattr(workbook, "CalamineWorkbook", Panicking)
    found = read(tmp_path / "punches.xlsx", PUNCHES)
    assert [problem.code for problem in found.problems] == ["FILE-DAMAGED"]
